"""Facts: the rule layer over typed syllables, and the attachment of what stands around a figure."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import replace

from extractor.facts.attach import attach_items
from extractor.facts.breakdowns import link_parts
from extractor.facts.build import Change
from extractor.facts.canonical import identify
from extractor.facts.cascade import Item
from extractor.facts.confidence import featurize_figure, judge
from extractor.facts.draft import Draft, Named
from extractor.facts.measured import best_span, featurize, read_words_around
from extractor.facts.periods import Moment, resolve_moment, shift_back
from extractor.facts.places import PlaceOf
from extractor.facts.scope import FIGURES, NO_STATUS
from extractor.model import Comparison, Doc, Entity, Fact, Period, Place, Reason, Sentence, Speaker, Statement

SAME_STRETCH = ("cùng kỳ", "cùng thời điểm")
REPORTED = frozenset({"months-first", "quarters-first", "quarter", "half-first", "half-last"})
OPENING = 12  # characters from a sentence's start
BASE_YEAR = re.compile(r"(?:năm )?((?:19|20)\d\d)")
LEAST_CONFIDENCE = 0.3  # figures that are less sure are not reported


def find_facts(
    doc: Doc,
    parsed: Sequence[Sequence[Item]],
    *,
    mentions: Sequence[Entity],
    statements: Sequence[Statement],
    place_of: PlaceOf,
    published: str | None,
) -> tuple[Fact, ...]:
    """Every fact of ``doc``, in reading order."""
    facts: list[Fact] = []
    calendar = Calendar(parsed, published)
    carried: dict[int, tuple[Moment, str, str]] = {}  # the last period told in each paragraph
    frames: set[int] = set()  # the paragraphs whose last period holds for the next line: "Năm 2014, …", "quý I"
    sizes = Counter(sentence.paragraph for sentence in doc.sentences)
    single = {paragraph: size == 1 for paragraph, size in sizes.items()}
    for sentence, (items, drafts) in draft_facts(doc, parsed, mentions):
        first = len(facts)
        goes_on = bool(items and "lead" in items[0].types)  # "Trong đó", "Cụ thể": the paragraph before goes on
        for draft in (d for d in drafts if d.confidence >= LEAST_CONFIDENCE):
            draft.moment = draft.moment or carried.get(sentence.paragraph)
            if draft.moment is None and (told := carried.get(sentence.paragraph - 1)):
                framed = single.get(sentence.paragraph - 1) and sentence.paragraph - 1 in frames
                draft.moment = told if goes_on or framed else None
            facts.append(
                _make_fact(
                    draft,
                    sentence,
                    doc,
                    number=len(facts) + 1,
                    calendar=calendar,
                    statements=statements,
                    place=place_of(sentence, draft.start, draft.end),
                    cumulative=any("cumulative" in item.types for item in items[: draft.at]),
                )
            )
        link_parts(facts, first, sentence, items)
        for item in items:
            if "period" in item.types and sentence.zone != "teaser":
                carried[sentence.paragraph] = item.value, item.text, "told before, in the same paragraph"
                opens = item.start - sentence.start < OPENING and item.value.kind in ("years", "span")
                if drafts and (opens or item.value.kind in REPORTED):
                    frames.add(sentence.paragraph)
                else:
                    frames.discard(sentence.paragraph)
    return tuple(facts)


def draft_facts(
    doc: Doc, parsed: Sequence[Sequence[Item]], mentions: Sequence[Entity], *, refined: bool = True
) -> Iterator[tuple[Sentence, tuple[list[Item], list[Draft]]]]:
    """The items and drafts of each sentence; ``refined``: the model has named them."""
    before: Draft | None = None
    starts = [m.start for m in mentions]
    for sentence, parts in zip(doc.sentences, parsed, strict=True):
        inside = mentions[bisect_left(starts, sentence.start) : bisect_left(starts, sentence.end)]
        items = _mark_names(parts, inside) if any(x.types & FIGURES for x in parts) else list(parts)
        drafts = [d for d in attach_items(items, doc.text, before=before) if not _is_named(d, items, inside)]
        before = drafts[-1] if drafts else None
        if refined:
            _refine(items, drafts, doc.text)
        yield sentence, (items, drafts)


def _refine(items: Sequence[Item], drafts: Sequence[Draft], text: str) -> None:
    """Let the models name each draft and say how sure it is; where they see no name, the rule's choice stands."""
    before: Named | None = None
    for draft in drafts:
        words, target = read_words_around(items, draft.at, text)
        draft.confidence = round(judge(featurize_figure(words, target, draft)), 3)
        if draft.named.sure:
            before = draft.named
            continue
        found = best_span(words, featurize(words, target, draft.named, before, text), text)
        before = draft.named
        if found:
            first, last, score = found
            draft.rename(words[first].start, words[last].end, round(score, 3), text)


class Calendar:
    """What the document itself tells about years: a day without one takes the year that was told nearest."""

    def __init__(self, parsed: Sequence[Sequence[Item]], published: str | None) -> None:
        self.published = published
        moments = [(i.start, i.value) for items in parsed for i in items if "period" in i.types]
        self._years = [(start, year) for start, moment in moments if (year := moment.told_year)]
        bases = [i.value.base_moment for items in parsed for i in items if "comparison" in i.types]
        after = [year + 1 for base in bases if base and (year := base.told_year)]  # "so với cùng kỳ 2017" is of 2018
        now = [year for _, moment in moments if moment.kind != "until" and (year := moment.told_year)]
        self._current = max(now + after, default=None)

    def is_to_come(self, moment: Moment) -> bool:
        """Whether "đến năm 2030" lies behind the publishing day, or behind every other year that is told."""
        if moment.kind != "until" or (year := moment.told_year) is None:
            return False
        if self.published:
            return year > int(self.published[:4])
        others = [other for _, other in self._years if other != year]
        return bool(others) and year > max(others)

    def resolve(self, moment: Moment, words: str, at: int, *, past: bool) -> Period:
        """The period of the words at offset ``at``."""
        year = None
        if moment.told_year is None and not self.published:
            before = [year for start, year in self._years if start <= at]
            year = before[-1] if before else self._years[0][1] if self._years else self._current
            if moment.kind == "this-year":  # of an undated article, the last year that it tells
                year = self._current
        return resolve_moment(moment, words, published=self.published, year=year, past=past)


NAME_TYPES = {"PERSON": "person", "ORG": "organization", "LOC": "place"}


def _mark_names(items: Sequence[Item], mentions: Sequence[Entity]) -> list[Item]:
    """Items inside the name of a person, body or place carry the type ``named`` and the kind of name."""
    marked = []
    for item in items:
        kinds = {
            NAME_TYPES[m.label]
            for m in mentions
            if m.label in NAME_TYPES and m.start <= item.start and item.end <= m.end
        }
        marked.append(replace(item, types=item.types | kinds | {"named"}) if kinds else item)
    return marked


def _is_named(draft: Draft, items: Sequence[Item], mentions: Sequence[Entity]) -> bool:
    """Whether the number stands inside a name: of a law, an event, a person, a body."""
    item = items[draft.at]
    kinds = {"LAW", "EVENT", "PERSON", "ORG", "LOC"}
    return any(m.start <= item.start and item.start < m.end and m.label in kinds for m in mentions)


def _make_fact(
    draft: Draft,
    sentence: Sentence,
    doc: Doc,
    *,
    number: int,
    calendar: Calendar,
    statements: Sequence[Statement],
    place: tuple[Place, str] | None,
    cumulative: bool,
) -> Fact:
    reasons = draft.reasons(doc.text)
    period: Period | None = None
    if draft.moment:
        moment, words, why = draft.moment
        period = calendar.resolve(moment, words, draft.start, past=draft.status != "target")
        if draft.status_why == NO_STATUS and calendar.is_to_come(moment):
            draft.status, draft.status_why = "target", f"“{words}” is yet to come"
            reasons = draft.reasons(doc.text)
        reasons.append(Reason("period", period.text, why))
    elif period := _year_after(draft.changes):
        reasons.append(Reason("period", period.text, "the year after the one that it is compared with"))
    speaker: Speaker | None = None
    if statement := next((s for s in reversed(statements) if s.start <= draft.start < s.end), None):
        speaker = statement.speaker
        reasons.append(
            Reason("speaker", speaker.name or speaker.organization or "", f"inside a statement: {statement.rule}")
        )
    if place:
        reasons.append(Reason("place", place[0].name, place[1]))
    amount = draft.level.amount if draft.level else None
    words = draft.named.words(doc.text)
    known = identify(words, amount, counted=bool(draft.level and draft.level.counted))
    if known:
        reasons.append(Reason("indicator_id", known.id, known.why))
    return Fact(
        id=f"f{number}",
        indicator=words,
        amount=amount,
        status=draft.status,
        comparisons=tuple(_compare(change, calendar, draft.start, period) for change in draft.changes),
        period=period,
        place=place[0] if place else None,
        body=None,
        speaker=speaker,
        zone=sentence.zone,
        start=draft.start,
        end=draft.end,
        text=doc.text[draft.start : draft.end],
        rule=draft.rule,
        confidence=draft.confidence,
        indicator_id=known.id if known else None,
        cumulative=cumulative or None,
        doubtful=draft.level.doubtful if draft.level else None,
        reasons=tuple(reasons),
    )


def _year_after(changes: Sequence[Change]) -> Period | None:
    """The year of a figure that only its base dates: "tăng 13% so với 2016" is of 2017."""
    for change in changes:
        told = BASE_YEAR.fullmatch(change.base or "") if change.relation in ("increase", "decrease") else None
        if told:
            year = int(told[1]) + 1
            return Period(change.base or "", f"{year}-01-01", f"{year}-12-31")
    return None


def _compare(change: Change, calendar: Calendar, at: int, period: Period | None) -> Comparison:
    amount = change.measure.amount
    return Comparison(
        relation=change.relation or "increase",
        value=amount.value,
        unit=None if change.relation == "multiple" else amount.unit,
        bound=amount.bound,
        value_high=amount.value_high,
        base=change.base,
        base_period=_base_period(change, calendar, at, period),
    )


def _base_period(change: Change, calendar: Calendar, at: int, period: Period | None) -> Period | None:
    """The days of the base: as told, or counted back from the fact's own period ("cùng kỳ", "năm trước")."""
    moment, words = change.base_moment, (change.base or "").lower()
    told = moment.told_year if moment else None
    own = period.start if period else None
    if words.startswith(SAME_STRETCH) and period:
        return shift_back(period, years=int(own[:4]) - told if own and told else 1)
    if words.startswith(SAME_STRETCH) and not told:
        return None
    if moment and moment.kind == "this-year" and own and own.endswith("-01-01"):
        year = int(own[:4]) + moment.shift
        return Period(words, f"{year}-01-01", f"{year}-12-31")
    return calendar.resolve(moment, change.base or "", at, past=True) if moment else None
