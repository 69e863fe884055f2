"""The periods of a head: as sentences tell them, and as only heads do (2021, 5T/2022, T6, Quý I, Cả năm, 1/7)."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace

from extractor.facts.cascade import Item
from extractor.facts.grammar import Grammar
from extractor.facts.periods import Moment
from extractor.facts.tables.units import parse_words

YEAR = re.compile(r"(?:19|20)\d\d")
MONTHS = re.compile(r"(\d{1,2})\s*(?:tháng|T)(?:\s*(?:đầu năm)?\s*/?\s*((?:19|20)\d\d))?(?!\w)", re.IGNORECASE)
MONTH = re.compile(r"T(\d{1,2})(?:\s*[/-]\s*((?:19|20)\d\d))?(?![\w/])")
DAY = re.compile(r"\s*(?:ngày )?(\d{1,2})/(\d{1,2})\s*", re.IGNORECASE)
WHOLE = re.compile(r"(?<!\w)cả năm(?: ((?:19|20)\d\d))?(?!\w)", re.IGNORECASE)
QUARTER = re.compile(r"(?<!\w)quý (I|II|III|IV)(?!\w)", re.IGNORECASE)  # without a number the grammar reads nothing
ROMAN = ("I", "II", "III", "IV")
PARTS = frozenset({"months-first", "quarters-first", "quarter", "half-first", "half-last", "month"})
Stretch = tuple[int, int, Moment]
Told = tuple[Moment, str]


def find_stretches(text: str, start: int, end: int, items: Sequence[Item]) -> list[Stretch]:
    """(start, end, period), in reading order; ``items`` are what the grammar makes of the same words."""
    told = [(i.start, i.end, i.value) for i in items if "period" in i.types and isinstance(i.value, Moment)]
    own = [s for s in _own(text, start, end, bool(told)) if not any(a < s[0] and s[1] <= b for a, b, _ in told)]
    found = list(own)
    for stretch in told:
        if not any(a <= stretch[0] and stretch[1] <= b for a, b, _ in found):
            found = [f for f in found if not (stretch[0] <= f[0] and f[1] <= stretch[1])]
            found.append(stretch)
    return sorted(found, key=lambda f: f[0])


def _own(text: str, start: int, end: int, told: bool) -> Iterator[Stretch]:
    if (quarter := QUARTER.search(text, start, end)) and not told:
        yield *quarter.span(), Moment("quarter", quarter=ROMAN.index(quarter[1].upper()) + 1)
    if whole := WHOLE.search(text, start, end):
        yield *whole.span(), Moment("years", int(whole[1]) if whole[1] else None)
    for pattern in (MONTHS, MONTH):
        for m in pattern.finditer(text, start, end):
            number, year = int(m[1]), int(m[2]) if m[2] else None
            if 1 <= number <= 12:
                first = Moment("months-first", year=year, count=number)
                yield *m.span(), first if pattern is MONTHS else Moment("month", year=year, month=number)
    day = DAY.fullmatch(text, start, end)
    if day and 1 <= int(day[1]) <= 31 and 1 <= int(day[2]) <= 12:
        yield start, end, Moment("date", day=int(day[1]), month=int(day[2]))


def is_bare(moment: Moment, words: str) -> bool:
    """Whether a period is a number of months alone, which may be the term of a loan."""
    return moment.kind == "months-first" and moment.year is None and "đầu" not in words


def find_moment(words: str, grammar: Grammar) -> Moment | None:
    """The first period that some words tell."""
    for item in parse_words(words, grammar):
        if "period" in item.types and isinstance(item.value, Moment):
            return item.value
    return Moment("years", int(m[0])) if (m := YEAR.search(words)) else None


def join_moments(wide: Told | None, near: Told | None) -> Told | None:
    """A month without a year takes that of the wider head; a bare year takes the wider head's part of a year."""
    if wide is None or near is None:
        return near or wide
    (outer, outer_words), (inner, words) = wide, near
    if inner.told_year is None and outer.told_year and not inner.kind.startswith("this-"):
        return replace(inner, year=outer.told_year), f"{words} {outer_words}"
    if inner.kind == "years" and inner.year2 is None and outer.kind in PARTS and outer.first is None:
        return replace(outer, year=inner.year), f"{outer_words} {words}"
    return near
