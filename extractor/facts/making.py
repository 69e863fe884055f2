"""From a draft to a fact: its period in days, its speaker and place, its comparisons with their bases."""

from __future__ import annotations

import re
from collections.abc import Sequence

from extractor.facts.build import Change
from extractor.facts.canonical import identify
from extractor.facts.cascade import Item
from extractor.facts.draft import Draft
from extractor.facts.lately import find_lately, is_lunar
from extractor.facts.other_periods import is_record, is_vision
from extractor.facts.periods import Moment, is_same_stretch, resolve_moment, shift_back
from extractor.facts.scope import NO_STATUS
from extractor.model import Comparison, Doc, Fact, Period, Place, Reason, Sentence, Speaker, Statement

# What a base tells of when it was: "2016", "cùng kỳ năm 2016", "cuối năm 2016".
BASE_YEAR = re.compile(
    r"(?:(?:bình quân )?(?:cùng kỳ|cùng thời điểm|cuối|hết) (?:của )?)?(?:năm )?((?:19|20)\d\d)", re.IGNORECASE
)
BIRTH = frozenset({"=sinh", "=sn"})
YEARS_AHEAD = 4  # of an undated article: from here on a year is yet to come


class Calendar:
    """What the document itself tells about years: a day without one takes the year that was told nearest."""

    def __init__(self, parsed: Sequence[Sequence[Item]], published: str | None) -> None:
        self.published = published
        told = [(i.start, i.value) for items in parsed for n, i in enumerate(items) if _dates(items, n)]
        moments = [(start, moment) for start, moment in told if moment.kind != "decade"]  # no year of the article's
        self._years = [(start, year) for start, moment in moments if (year := moment.told_year)]
        changes = [i for items in parsed for i in items if "comparison" in i.types]
        after = [year for change in changes if (year := _year_by_base(change))]
        now = [year for _, moment in moments if not _reaches_on(moment) and (year := moment.told_year)]
        self._current = max(now + after, default=None)

    def is_to_come(self, moment: Moment) -> bool:
        """Whether "đến năm 2030" lies behind the publishing day; of an undated article, well behind every other year
        that is told, and a whole year ("tính đến tháng 3/2018" tells what is)."""
        if moment.kind != "until" or (year := moment.told_year) is None:
            return False
        if self.published:
            return year > int(self.published[:4])
        others = [other for _, other in self._years if other != year]
        whole = moment.last is not None and moment.last.kind == "years"
        return whole and bool(others) and year >= max(others) + YEARS_AHEAD

    def resolve(self, moment: Moment, words: str, at: int, *, past: bool, base_year: int | None = None) -> Period:
        """The period of the words at offset ``at``; ``base_year``: the year that the figure's own base tells it to be
        of."""
        year = None
        if moment.told_year is None and not self.published:
            year = base_year or self._find_year(moment, at)
        return resolve_moment(moment, words, published=self.published, year=year, past=past)

    def _find_year(self, moment: Moment, at: int) -> int | None:
        """The year of words at offset ``at`` that tell none, in an article without a publishing date."""
        if moment.kind == "this-year" or moment.relative:
            return self._current
        before = [year for start, year in self._years if start <= at]
        return before[-1] if before else self._years[0][1] if self._years else self._current


def _year_by_base(item: Item) -> int | None:
    """The year of a change that its base dates: "so với cùng kỳ 2017" is of 2018, "48% dự toán 2018" of 2018."""
    moment, base = item.value.base_moment, item.slot("base")
    year: int | None = moment.told_year if moment else None
    planned = base is not None and isinstance(base.value, dict) and base.value.get("base") == "plan"
    return year + (not planned) if year else None


def _dates(items: Sequence[Item], at: int) -> bool:
    """Whether the item is a period that tells of the article's time: not the year in which somebody was born or to
    which a plan looks, nor since when something is a record (but for "kể từ đầu năm 2019", which is the article's)."""
    item = items[at]
    if "period" not in item.types or (at and items[at - 1].types & BIRTH) or is_vision(items, at):
        return False
    return item.text.lower().startswith("đầu") or not is_record(items, at)


def _reaches_on(moment: Moment) -> bool:
    """Whether a stretch may end after the article appeared: "đến năm 2030", "nhiệm kỳ 2016-2021"."""
    return moment.kind == "until" or (moment.kind == "years" and moment.year2 is not None)


def make_fact(
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
    """The fact of a draft, with what the document tells of it: period, place and speaker."""
    reasons = draft.reasons(doc.text)
    period: Period | None = None
    told = (doc.text, sentence.start, sentence.end)
    lately = find_lately(*told, published=calendar.published, status=draft.status)
    after = _year_after(draft.changes)
    if draft.moment and not is_lunar(draft.moment[1], *told) and not (lately and draft.moment[1] in lately[0].text):
        moment, words, why = draft.moment
        base_year, _ = after or (None, "")
        period = calendar.resolve(moment, words, draft.start, past=draft.status != "target", base_year=base_year)
        if draft.status_why == NO_STATUS and calendar.is_to_come(moment):
            draft.status, draft.status_why = "target", f"“{words}” is yet to come"
            reasons = draft.reasons(doc.text)
        reasons.append(Reason("period", period.text, why))
    elif after:
        period = _whole_year(*after)
        reasons.append(Reason("period", period.text, "the year after the one that it is compared with"))
    elif lately:
        period, why = lately
        reasons.append(Reason("period", period.text, why))
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


def _year_after(changes: Sequence[Change]) -> tuple[int, str] | None:
    """(year, base) of a figure that only its base dates: "tăng 13% so với 2016" is of 2017."""
    for change in changes:
        told = BASE_YEAR.fullmatch(change.base or "")
        times = change.relation == "multiple" or change.measure.amount.unit == "lần"  # "tăng 6 lần so với năm 2008"
        if told and change.relation != "ratio" and (not times or is_same_stretch(change.base)):
            return int(told[1]) + 1, told[0]
    return None


def _whole_year(year: int, words: str) -> Period:
    return Period(words, f"{year}-01-01", f"{year}-12-31")


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
    if is_same_stretch(words) and period:
        return shift_back(period, years=int(own[:4]) - told if own and told else 1)
    if is_same_stretch(words) and not told:
        return None
    if moment and moment.kind == "this-year" and own and own.endswith("-01-01"):
        return _whole_year(int(own[:4]) + moment.shift, words)
    if moment and moment.kind in ("this-month", "this-quarter") and period and (day := _stretch_day(period, moment)):
        return resolve_moment(moment, words, published=day)
    return calendar.resolve(moment, change.base or "", at, past=True) if moment else None


def _stretch_day(period: Period, moment: Moment) -> str | None:
    """A day of the fact's own month or quarter, from which "tháng trước" is counted; None where it is of another
    length."""
    if not (period.start and period.end and period.start.endswith("-01")):
        return None
    months = int(period.end[5:7]) - int(period.start[5:7]) + 1
    whole = period.start[:4] == period.end[:4] and months == (1 if moment.kind == "this-month" else 3)
    return period.start if whole else None
