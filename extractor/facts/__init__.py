"""Facts: the rule layer over typed syllables, and the attachment of what stands around a figure."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterator, Sequence
from dataclasses import replace

from extractor.facts.attach import attach_items
from extractor.facts.breakdowns import link_parts
from extractor.facts.cascade import Item
from extractor.facts.confidence import featurize_figure, judge
from extractor.facts.context import Around, Context
from extractor.facts.draft import Draft, Named
from extractor.facts.frames import Frames
from extractor.facts.making import Calendar, make_fact
from extractor.facts.measured import best_span, featurize, read_words, take_words_around
from extractor.facts.places import PlaceOf
from extractor.facts.scope import FIGURES
from extractor.model import Doc, Entity, Fact, Sentence, Statement

LEAST_CONFIDENCE = 0.3  # figures that are less sure are not reported


def find_facts(
    doc: Doc,
    parsed: Sequence[Sequence[Item]],
    *,
    mentions: Sequence[Entity],
    around: Around,
    statements: Sequence[Statement],
    place_of: PlaceOf,
    published: str | None,
) -> tuple[Fact, ...]:
    """Every fact of ``doc``, in reading order."""
    facts: list[Fact] = []
    calendar = Calendar(parsed, published)
    frames = Frames(doc, parsed)
    for number, (sentence, (items, drafts)) in enumerate(draft_facts(doc, parsed, mentions)):
        if drafts:
            _refine(items, drafts, doc.text, Context(sentence, around[number]))
        first = len(facts)
        drafts = [draft for draft in drafts if draft.confidence >= LEAST_CONFIDENCE]
        frames.fill(sentence, items, drafts)
        counted_on = _find_cumulative(items) if drafts else 0
        for draft in drafts:
            facts.append(
                make_fact(
                    draft,
                    sentence,
                    doc,
                    number=len(facts) + 1,
                    calendar=calendar,
                    statements=statements,
                    place=place_of(sentence, draft.start, draft.end),
                    cumulative=counted_on < draft.at,
                )
            )
        if drafts:
            link_parts(facts, first, sentence, items)
        frames.note(sentence, items, drafts)
    return tuple(facts)


def _find_cumulative(items: Sequence[Item]) -> int:
    """Where the first word stands by which the figures behind it are counted from the year's beginning."""
    told = (n for n, item in enumerate(items) if "cumulative" in item.types or item.slot("cumulative"))
    return next(told, len(items))


def draft_facts(
    doc: Doc, parsed: Sequence[Sequence[Item]], mentions: Sequence[Entity]
) -> Iterator[tuple[Sentence, tuple[list[Item], list[Draft]]]]:
    """The items of each sentence, and the drafts as the rules name them."""
    before: Draft | None = None
    starts = [m.start for m in mentions]
    for sentence, parts in zip(doc.sentences, parsed, strict=True):
        # most sentences tell no figure, and those of a cell are for facts/tables
        if sentence.cell or all(FIGURES.isdisjoint(x.types) for x in parts):
            before = None
            yield sentence, (list(parts), [])
            continue
        inside = mentions[bisect_left(starts, sentence.start) : bisect_left(starts, sentence.end)]
        items = _mark_names(parts, inside)
        drafts = [d for d in attach_items(items, doc.text, before=before) if not _is_named(d, items, inside)]
        before = drafts[-1] if drafts else None
        yield sentence, (items, drafts)


def _refine(items: Sequence[Item], drafts: Sequence[Draft], text: str, context: Context) -> None:
    """Let the models name each draft and say how sure it is; where they see no name, the rule's choice stands."""
    before: Named | None = None
    told, places = read_words(items)
    means = context.read([word.start for word in told], [word.end for word in told])
    for draft in drafts:
        words, target = take_words_around(told, items[draft.at], places[draft.at])
        draft.confidence = round(judge(featurize_figure(words, target, draft)), 3)
        if draft.named.sure or draft.confidence < LEAST_CONFIDENCE:  # what is not reported needs no name
            before = draft.named
            continue
        first = places[draft.at] - target
        around = means[first : first + len(words)]
        found = best_span(words, featurize(words, target, draft.named, before, text), text, around)
        before = draft.named
        if found:
            first, last, score = found
            draft.rename(words[first].start, words[last].end, round(score, 3), text)


NAME_TYPES = {"PERSON": "person", "ORG": "organization", "LOC": "place"}


def _mark_names(items: Sequence[Item], mentions: Sequence[Entity]) -> list[Item]:
    """Items inside the name of a person, body or place carry the type ``named`` and the kind of name."""
    names = [(m.start, m.end, NAME_TYPES[m.label]) for m in mentions if m.label in NAME_TYPES]
    marked = []
    for item in items:
        kinds = {kind for start, end, kind in names if start <= item.start and item.end <= end}
        marked.append(replace(item, types=item.types | kinds | {"named"}) if kinds else item)
    return marked


def _is_named(draft: Draft, items: Sequence[Item], mentions: Sequence[Entity]) -> bool:
    """Whether the number stands inside a name: of a law, an event, a person, a body. A name that ends within a sum of
    money or a measured amount took the number by mistake: "của chủ tịch [tỉnh 200] triệu đồng"."""
    item = items[draft.at]
    kinds = {"LAW", "EVENT", "PERSON", "ORG", "LOC"}
    unit = item.slot("unit")
    sure = "money" in item.rule or (unit is not None and bool(unit.types & {"money", "measure"}))
    return any(
        m.start <= item.start < m.end and m.label in kinds and not (sure and m.label == "LOC" and m.end < item.end)
        for m in mentions
    )
