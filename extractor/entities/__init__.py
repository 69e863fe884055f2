"""Entities: mentions from cues, their names in this document, links, roles and statements."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from extractor.entities.abbreviations import expand, find_abbreviations, find_named
from extractor.entities.body_links import link_body
from extractor.entities.gazetteer import Gazetteer, read_gazetteer
from extractor.entities.inner import INNER, LINKED, find_inner, with_places
from extractor.entities.linking import Linked, link_places
from extractor.entities.memory import agree_names, recall_names
from extractor.entities.mentions import find_mentions, read_names
from extractor.entities.names import name_mentions
from extractor.entities.nested import Mention
from extractor.entities.tagger import Tagger
from extractor.entities.wholes import Named
from extractor.facts.build import Measure
from extractor.facts.cascade import Item
from extractor.facts.context import Around
from extractor.model import Abbreviation, Doc, Entity, Link
from extractor.places import Units, fold_name, load_units
from extractor.places.matching import load_matcher
from extractor.text import tokenize

__all__ = ["Entities", "expand", "find_entities"]


@dataclass(frozen=True, slots=True)
class Entities:
    """Every mention of a document in reading order, the short forms that it explains, and what the model of names saw
    where figures are told."""

    all: tuple[Entity, ...]
    abbreviations: tuple[Abbreviation, ...]
    around: Around

    @property
    def mentions(self) -> tuple[Entity, ...]:
        """Without the bodies inside offices and events, which roles and facts read as they are told."""
        return tuple(e for e in self.all if e.rule not in INNER)


def find_entities(
    doc: Doc, parsed: Sequence[Sequence[Item]], *, units: Units | None = None, tagger: Tagger | None = None
) -> Entities:
    """Mentions of names by the model; dates and quantities from the cascade. Names win over figures that overlap
    them. ``units`` and ``tagger`` stand in for the shipped gazetteer and model."""
    gazetteer = read_gazetteer()
    abbreviations = find_abbreviations(doc)
    shorts = {a.short: a.long for a in abbreviations}
    mentions: list[Mention] = []
    tagged, around = read_names(doc, parsed, gazetteer, tagger)
    seen = [find_mentions(sentence, names, gazetteer) for sentence, names in zip(doc.sentences, tagged, strict=True)]
    seen = agree_names(_without_short_forms(seen, doc.text, shorts, gazetteer), doc.text)
    recalled = recall_names(seen, doc.sentences, gazetteer)
    inner: list[Mention] = []
    for told, items, sentence in zip(_with_units(recalled, doc), parsed, doc.sentences, strict=True):
        inner += find_inner(told, sentence, gazetteer)
        figures = [m for m in _figures(items) if not any(n.start < m.end and m.start < n.end for n in told)]
        mentions += sorted((*told, *figures), key=lambda m: m.start)
    flat = [m for outer in mentions for m in (outer, *outer.nested)]
    if inner:
        flat = sorted((*flat, *with_places(inner)), key=lambda m: (m.start, -m.end))
    places = link_places(flat, doc, gazetteer, units or load_units())
    names = name_mentions(flat, doc, shorts, [link for link, _ in places])
    links = _link_bodies(flat, names, places, day=doc.article.published)
    landmarks = {doc.text[m.start : m.end]: links[n] for n, m in enumerate(flat) if _is_landmark(links[n][0])}
    clusters: dict[str, str] = {}
    entities: list[Entity] = []
    for mention, named, (link, linked) in zip(flat, names, links, strict=True):
        if link is None and mention.rule in LINKED:
            continue
        if link is None and mention.label == "LOC":
            link, _ = landmarks.get(named.name, (None, ()))  # sân Chi Lăng: sân vận động Chi Lăng
        cluster = clusters.setdefault(
            _identity(mention.label, named.same_as or named.name, link), f"c{len(clusters) + 1}"
        )
        entities.append(
            Entity(
                id=f"e{len(entities) + 1}",
                start=mention.start,
                end=mention.end,
                text=doc.text[mention.start : mention.end],
                label=mention.label,
                name=named.name,
                cluster=cluster,
                source=mention.source,
                rule=mention.rule,
                score=mention.score,
                link=link,
                why=(*named.why, *linked),
            )
        )
    return Entities(tuple(entities), find_named(entities, doc.text, abbreviations), around)


def _is_landmark(link: Link | None) -> bool:
    return link is not None and link.id.startswith("landmark:")


def _with_units(found: Sequence[list[Mention]], doc: Doc) -> Iterator[list[Mention]]:
    """The mentions of each sentence with the units that it tells in full and the model passed over."""
    matched = sorted(load_matcher().find(doc.text))
    starts = [start for start, _ in matched]
    for mentions, sentence in zip(found, doc.sentences, strict=True):
        told = matched[bisect_left(starts, sentence.start) : bisect_left(starts, sentence.end)]
        inside = [(start, end) for start, end in told if end <= sentence.end]
        new = [
            Mention(start, end, "LOC", "unit-in-full", "gazetteer")
            for start, end in inside
            if not any(m.start < end and start < m.end for m in mentions)
        ]
        yield sorted((*mentions, *new), key=lambda m: m.start) if new else mentions


def _link_bodies(
    mentions: Sequence[Mention], names: Sequence[Named], places: Sequence[Linked], *, day: str | None
) -> list[Linked]:
    """(link, what decided it) of every mention: to the places come the bodies, by the places that they are of."""
    links = list(places)
    at = {m.start: n for n, m in enumerate(mentions) if m.label == "LOC"}
    inner: list[list[Link]] = [[link for p in m.nested if (link := places[at[p.start]][0])] for m in mentions]
    by_name: dict[str, Link] = {}
    for m, named, inside in zip(mentions, names, inner, strict=True):
        if m.label == "ORG" and inside:
            by_name.setdefault(named.name, inside[-1])
    completed = [places[at[named.place]][0] if named.place in at else None for named in names]
    for named, told in zip(names, completed, strict=True):
        if told:
            by_name.setdefault(named.name, told)
    for n, (m, named, inside, told) in enumerate(zip(mentions, names, inner, completed, strict=True)):
        if m.label == "ORG":
            place = inside[-1] if inside else told or by_name.get(named.same_as or named.name)
            link, why = link_body(named.same_as or named.name, place, day=day[:10] if day else None)
            links[n] = link, (why,) if why else ()
    return links


def _identity(label: str, name: str, link: Link | None) -> str:
    """What mentions of one thing share: the unit or body that they link to, whatever its row, else their name."""
    if link is None:
        return f"{label}:{fold_name(name)}"
    return link.id if link.id.startswith("org:") else ":".join(link.id.split(":")[:2])


def _without_short_forms(
    found: Sequence[list[Mention]], text: str, shorts: Mapping[str, str], gazetteer: Gazetteer
) -> list[list[Mention]]:
    """Without bodies that the article explains as something else: NQ for Nghị quyết, but not GTVT for Bộ [Giao thông
    vận tải]."""
    bodies = {text[m.start : m.end].lower() for mentions in found for m in mentions if m.label == "ORG"}
    others = {
        short
        for short, long in shorts.items()
        if gazetteer.heads.match(tokenize(long), 0) is None and not any(b.endswith(long.lower()) for b in bodies)
    }
    return [[m for m in ms if m.label != "ORG" or text[m.start : m.end] not in others] for ms in found]


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
