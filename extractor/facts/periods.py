"""Calendar arithmetic: what the captures of a period rule mean, given the day of publishing."""

from __future__ import annotations

import re
from calendar import monthrange
from dataclasses import dataclass, replace
from datetime import date, timedelta

from extractor.facts.cascade import Item
from extractor.facts.patterns import Captures
from extractor.model import Period

LIMITS = {"month": 12, "day": 31, "day2": 31, "count": 12, "quarter": 4}
REPORTED = frozenset({"months-first", "quarters-first", "quarter", "half-first", "half-last"})
SAME_STRETCH = re.compile(r"(?:cùng kỳ|cùng thời điểm|ck)(?!\w)", re.IGNORECASE)  # of another year
HISTORY = frozenset({"date", "days", "month"})  # kinds that, told without a year, lie behind the reporter
SOON = 31  # days before the end of a stretch in which its figures may be told


@dataclass(frozen=True, slots=True)
class Moment:
    """A parsed period, before the publishing day is known: the kind of rule and the numbers that it captured."""

    kind: str
    year: int | None = None
    year2: int | None = None
    month: int | None = None
    day: int | None = None
    day2: int | None = None
    quarter: int | None = None
    count: int | None = None
    shift: int = 0  # a relative period: how many of its units from the publishing day
    relative: bool = False  # "quý 3 năm nay": its year is counted from the publishing day's
    first: Moment | None = None
    last: Moment | None = None

    @property
    def told_year(self) -> int | None:
        """The year that the words themselves tell, the last one of a span."""
        inner = [part.told_year for part in (self.last, self.first) if part]
        return self.year2 or self.year or next((year for year in inner if year), None)

    @property
    def start(self) -> Moment | None:
        """What a span begins with, or the first of two years or days."""
        if self.kind == "span":
            return self.first
        if self.kind == "since":
            return self.last
        if self.day2:
            return replace(self, day2=None)
        return replace(self, year2=None) if self.kind == "years" and self.year2 else None

    @property
    def stop(self) -> Moment | None:
        """What a span ends with, or the last of two years or days."""
        if self.kind == "span":
            return self.last
        if self.day2:
            return replace(self, day=self.day2, day2=None)
        return replace(self, year=self.year2, year2=None) if self.kind == "years" and self.year2 else None

    def each_year(self, count: int) -> list[Moment] | None:
        """Each of the ``count`` years of a stretch; None where it is not of so many."""
        first, last = self.year or 0, self.year2 or 0
        if self.kind != "years" or not first or last - first + 1 != count:
            return None
        return [replace(self, year=year, year2=None) for year in range(first, last + 1)]


def build_moment(kind: str, captures: Captures) -> Moment | None:
    """The Moment of a period rule, or None for numbers that no calendar has."""
    got = dict(captures)
    if kind in ("span", "until", "since"):
        return _join(kind, got)
    if kind == "relative":
        unit, _, shift = got["relative"].value["relative"].partition(":")
        return Moment(f"this-{unit}", shift=int(shift))
    moment = Moment(
        kind,
        year=_read(got, "y"),
        year2=_read(got, "y2"),
        month=_read(got, "m"),
        day=_read(got, "d"),
        day2=_read(got, "d2"),
        quarter=_read(got, "q"),
        count=_read(got, "n"),
        shift=int(got["relative"].value["relative"].partition(":")[2]) if "relative" in got else 0,
        relative="relative" in got,
    )
    if kind == "decade":
        moment = (
            replace(moment, kind="years") if (moment.year or 0) % 10 else replace(moment, year2=(moment.year or 0) + 9)
        )
    if any(not 1 <= (getattr(moment, name) or 1) <= top for name, top in LIMITS.items()):
        return None
    if moment.year and moment.year2 and moment.year2 < moment.year:
        return None
    return moment


def _read(got: dict[str, Item], name: str) -> int | None:
    item = got.get(name)
    if item is None:
        return None
    if isinstance(item.value, dict):
        return int(item.value.get("roman") or item.value["digit"])
    if item.text.isdigit():
        return int(item.text)
    number = getattr(item.value, "number", -1)  # in words: sáu tháng đầu năm
    return int(number) if number == int(number) else -1


def _join(kind: str, got: dict[str, Item]) -> Moment | None:
    """Two periods, or one with an open end; one that tells no year takes the other's."""
    last = _read_end(got, "to" if kind == "span" else "period")
    if kind != "span" and last:
        return Moment(kind, last=last)
    first = _read_end(got, "from")
    if first is None or last is None or "span" in (first.kind, last.kind):
        return None
    if first.told_year is None and last.told_year is not None:
        first = replace(first, year=last.told_year)
    elif last.told_year is None and last.month and first.told_year:  # "từ tháng 8/2018 đến ngày 23/5": of 2019
        last = replace(last, year=first.told_year + (last.month < (first.month or 1)))
    return Moment("span", first=first, last=last)


def _read_end(got: dict[str, Item], name: str) -> Moment | None:
    """An end of a stretch: a period or a year, else the day or month that the numbers tell."""
    if name not in got:
        return build_moment("date", tuple(got.items()))
    end = got[name]
    return end.value if isinstance(end.value, Moment) else Moment("years", int(end.text))


def resolve_moment(
    moment: Moment, text: str, *, published: str | None, year: int | None = None, past: bool = True
) -> Period:
    """First and last day. ``year`` stands in where the words tell none, else the publishing day's; without either
    both are None. ``past``: a day told without a year does not lie behind the publishing day."""
    if moment.kind == "this-year" and not published and year:
        return Period(text, *_days(year + moment.shift, 1, year + moment.shift, 12))
    today = date.fromisoformat(published[:10]) if published else None
    start, end = _bounds(moment, year or (today.year if today else None), today)
    if past and today and year is None and moment.told_year is None and _is_to_come(moment, start, end, today):
        start, end = _bounds(moment, today.year - 1, today)
    return Period(text, start, end)


def _is_to_come(moment: Moment, start: str | None, end: str | None, today: date) -> bool:
    """Whether what is told as done lies behind the publishing day: "tháng 12" in January is the last one. A report may
    appear some days before its stretch is over."""
    if moment.relative or not end:
        return False
    if moment.kind in HISTORY or moment.kind == "span":
        return start is not None and start > today.isoformat()
    if moment.kind == "until":
        return moment.last is not None and not moment.last.kind.startswith("this-") and end > today.isoformat()
    return moment.kind in REPORTED and end > (today + timedelta(days=SOON)).isoformat()


def _bounds(moment: Moment, year: int | None, today: date | None) -> tuple[str | None, str | None]:
    if moment.kind == "span" and moment.first and moment.last:
        return _bounds(moment.first, year, today)[0], _bounds(moment.last, year, today)[1]
    if moment.kind == "until" and moment.last:
        return None, _bounds(moment.last, year, today)[1]
    if moment.kind == "since" and moment.last:
        return _bounds(moment.last, year, today)[0], today.isoformat() if today else None
    if moment.kind.startswith("this-"):
        return _relative(moment, today)
    if moment.year is None and year is None:
        return None, None
    first_year = moment.year or (year or 0) + moment.shift
    last_year = moment.year2 or first_year
    if moment.day and moment.month:
        return _day(first_year, moment.month, moment.day), _day(last_year, moment.month, moment.day2 or moment.day)
    if moment.month:
        return _days(first_year, moment.month, last_year, moment.month)
    if moment.quarter:
        return _days(first_year, 3 * moment.quarter - 2, last_year, 3 * moment.quarter)
    match moment.kind:
        case "months-first":
            return _days(first_year, 1, first_year, moment.count or 6)
        case "quarters-first":
            return _days(first_year, 1, first_year, min(12, 3 * (moment.count or 1)))
        case "months-last":
            return _days(first_year, 13 - (moment.count or 6), first_year, 12)
        case "half-first":
            return _days(first_year, 1, first_year, 6)
        case "month-first":
            return _days(first_year, 1, first_year, 1)
        case "month-last":
            return _days(first_year, 12, first_year, 12)
        case "quarter-last":
            return _days(first_year, 10, first_year, 12)
        case "half-last":
            return _days(first_year, 7, first_year, 12)
    return _days(first_year, 1, last_year, 12)


def _relative(moment: Moment, today: date | None) -> tuple[str | None, str | None]:
    """A unit counted from the publishing day: năm ngoái, tháng trước, hôm qua."""
    if today is None:
        return None, None
    if moment.kind == "this-year":
        return _days(today.year + moment.shift, 1, today.year + moment.shift, 12)
    if moment.kind in ("this-month", "this-quarter"):
        size = 1 if moment.kind == "this-month" else 3
        months = (today.year * 12 + today.month - 1) // size * size + moment.shift * size
        last = months + size - 1
        return _days(months // 12, months % 12 + 1, last // 12, last % 12 + 1)
    size = 1 if moment.kind == "this-day" else 7
    first = today - timedelta(days=0 if size == 1 else today.weekday()) + timedelta(days=size * moment.shift)
    return first.isoformat(), (first + timedelta(days=size - 1)).isoformat()


def _days(year: int, month: int, last_year: int, last_month: int) -> tuple[str, str]:
    return f"{year}-{month:02}-01", f"{last_year}-{last_month:02}-{monthrange(last_year, last_month)[1]:02}"


def _day(year: int, month: int, day: int) -> str:
    return f"{year}-{month:02}-{min(day, monthrange(year, month)[1]):02}"


def is_same_stretch(words: str | None) -> bool:
    """Whether words begin with those for the same stretch of another year: "cùng kỳ năm 2018", "CK"."""
    return SAME_STRETCH.match(words or "") is not None


def move_back(moment: Moment, year: int | None) -> Moment | None:
    """The same stretch in ``year``, else in the year before: what "cùng kỳ" is beside ``moment``."""
    told = moment.told_year
    years = year - told if year and told else -1
    if year and told is None:
        return replace(moment, year=year) if moment.kind in REPORTED else None
    return _move(moment, years)


def _move(moment: Moment, years: int) -> Moment | None:
    if moment.first or moment.last:
        ends = [_move(end, years) if end else None for end in (moment.first, moment.last)]
        return replace(moment, first=ends[0], last=ends[1]) if ends[1] else None
    if moment.year:
        return replace(moment, year=moment.year + years, year2=moment.year2 and moment.year2 + years)
    yearly = moment.kind in REPORTED or moment.kind == "this-year"
    return replace(moment, shift=moment.shift + years) if yearly else None


def shift_back(period: Period, *, years: int = 1) -> Period | None:
    """The same stretch ``years`` before: what "cùng kỳ năm trước" compares ``period`` with."""
    if not (period.start and period.end):
        return None
    ends = []
    for day in (period.start, period.end):
        year, month = int(day[:4]) - years, int(day[5:7])
        whole = int(day[8:]) == monthrange(year + years, month)[1]
        ends.append(_day(year, month, 31 if whole and day is period.end else int(day[8:])))
    return Period(period.text, ends[0], ends[1])
