"""Entities: mentions from cues, their names in this document, links, roles and statements."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from extractor.entities.abbreviations import expand, find_abbreviations
from extractor.entities.gazetteer import Gazetteer, read_gazetteer
from extractor.entities.link import link_place
from extractor.entities.memory import recall_names
from extractor.entities.mentions import find_mentions
from extractor.entities.names import name_mentions
from extractor.entities.nested import Mention
from extractor.facts.build import Measure
from extractor.facts.cascade import Item
from extractor.model import Abbreviation, Doc, Entity
from extractor.text import tokenize

__all__ = ["Entities", "expand", "find_entities"]


@dataclass(frozen=True, slots=True)
class Entities:
    """Every mention of a document in reading order, and the short forms that it explains."""

    mentions: tuple[Entity, ...]
    abbreviations: tuple[Abbreviation, ...]


def find_entities(doc: Doc, parsed: Sequence[Sequence[Item]]) -> Entities:
    """Mentions of names by cues; dates and quantities from the cascade. Names win over figures that overlap them."""
    gazetteer = read_gazetteer()
    abbreviations = find_abbreviations(doc)
    shorts = {a.short: a.long for a in abbreviations}
    mentions: list[Mention] = []
    seen = [
        [m for m in find_mentions(sentence, gazetteer) if not _is_short_form(m, doc.text, shorts, gazetteer)]
        for sentence in doc.sentences
    ]
    for named, items in zip(recall_names(seen, doc.sentences, gazetteer), parsed, strict=True):
        figures = [m for m in _figures(items) if not any(n.start < m.end and m.start < n.end for n in named)]
        mentions += sorted((*named, *figures), key=lambda m: m.start)
    flat = [m for outer in mentions for m in (outer, *outer.nested)]
    names = name_mentions(flat, doc, shorts)
    clusters: dict[tuple[str, str], str] = {}
    entities = []
    for n, (mention, (name, why)) in enumerate(zip(flat, names, strict=True), 1):
        cluster = clusters.setdefault((mention.label, name.lower()), f"c{len(clusters) + 1}")
        link = link_place(name, gazetteer, published=doc.article.published) if mention.label == "LOC" else None
        entities.append(
            Entity(
                id=f"e{n}",
                start=mention.start,
                end=mention.end,
                text=doc.text[mention.start : mention.end],
                label=mention.label,
                name=name,
                cluster=cluster,
                source=mention.source,
                rule=mention.rule,
                score=mention.score,
                link=link,
                why=why,
            )
        )
    return Entities(tuple(entities), abbreviations)


def _is_short_form(mention: Mention, text: str, shorts: Mapping[str, str], gazetteer: Gazetteer) -> bool:
    """A short form that the article explains is a body only where its long form is one: not "DVCTT"."""
    long = shorts.get(text[mention.start : mention.end]) if mention.label == "ORG" else None
    return long is not None and gazetteer.heads.match(tokenize(long), 0) is None


def _figures(items: Sequence[Item]) -> list[Mention]:
    found = []
    for item in items:
        inner = item.slot("amount") if "comparison" in item.types else None
        figure = inner or item
        if isinstance(figure.value, Measure):
            found.append(Mention(figure.value.core, figure.end, "QUANTITY", figure.rule.split(" ")[0]))
        elif "period" in item.types:
            found.append(Mention(item.start, item.end, "DATE", item.rule.split(" ")[0]))
    return found
