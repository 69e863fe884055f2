"""Calendar arithmetic: what the captures of a period rule mean, given the year of publishing."""

from __future__ import annotations

from calendar import monthrange
from dataclasses import dataclass

from extractor.facts.cascade import Captures, Item
from extractor.model import Period


@dataclass(frozen=True, slots=True)
class Moment:
    """A parsed period, before the publishing year is known: the captured numbers and the kind of rule."""

    kind: str
    year: int | None = None
    year2: int | None = None
    month: int | None = None
    day: int | None = None
    quarter: int | None = None
    months: int | None = None


def build_moment(kind: str, captures: Captures) -> Moment | None:
    """The Moment of a period rule, or None for numbers that no calendar has."""
    got = dict(captures)

    def read(name: str) -> int | None:
        item: Item | None = got.get(name)
        if item is None:
            return None
        if isinstance(item.value, dict):
            return int(item.value["roman"])
        return int(item.text) if item.text.isdigit() else -1

    moment = Moment(kind, read("y"), read("y2"), read("m"), read("d"), read("q"), read("n"))
    limits = ((moment.month, 12), (moment.day, 31), (moment.months, 12))
    return None if any(value is not None and not 1 <= value <= top for value, top in limits) else moment


def resolve_moment(moment: Moment, text: str, *, published: str | None) -> Period:
    """First and last day; both None where neither the text nor the publishing date gives the year."""
    year = moment.year or (int(published[:4]) if published else None)
    if year is None:
        return Period(text)
    if moment.kind == "period-until":
        return Period(text, None, f"{year}-12-31")
    first, last, day, last_year = 1, 12, None, moment.year2 or year
    if moment.quarter:
        first, last = 3 * moment.quarter - 2, 3 * moment.quarter
    elif moment.months:
        first, last = (13 - moment.months, 12) if moment.kind == "period-last" else (1, moment.months)
    elif moment.month:
        first = last = moment.month
        day = min(moment.day, monthrange(year, first)[1]) if moment.day else None
    end = day or monthrange(last_year, last)[1]
    return Period(text, f"{year}-{first:02}-{day or 1:02}", f"{last_year}-{last:02}-{end:02}")
