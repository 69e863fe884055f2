"""What the cells of a table share, and what their heads say of status and period."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from extractor.facts.grammar import Grammar
from extractor.facts.periods import Moment
from extractor.facts.scope import NO_STATUS
from extractor.facts.tables.columns import Column
from extractor.facts.tables.grid import Grid
from extractor.facts.tables.lead import Lead
from extractor.facts.tables.rows import Row
from extractor.facts.tables.stretches import join_moments
from extractor.facts.tables.units import Style
from extractor.model import Status

Told = tuple[Moment, str, str]


@dataclass(frozen=True, slots=True)
class Reading:
    """A table that can be read, with all that its cells share."""

    grid: Grid
    columns: Sequence[Column]
    lead: Lead
    style: Style
    grammar: Grammar
    day: str | None  # of publishing
    year: tuple[Moment, str] | None = None  # that the headline tells, where the words above tell no period


def find_status(reading: Reading, row: Row, column: Column) -> tuple[Status, str]:
    """(status, why) of a cell."""
    for told, where in ((row.status, "row"), (column.status, "column")):
        if told:
            return told[0], f"“{told[1]}” heads the {where}"
    own = column.moment or row.moment
    past = own and reading.day and (own[0].told_year or 9999) < int(reading.day[:4])
    if (told := reading.lead.status) and not past:  # beside the goals for 2030 stands what 2020 was
        return told[0], f"“{told[1]}” heads the table"
    return "actual", NO_STATUS


def find_period(reading: Reading, row: Row, column: Column, status: Status) -> Told | None:
    """The period of a cell: of its column and its row, and what the words above add."""
    lead = reading.lead.moment
    if column.same:
        return _year_before(reading, column, lead)
    told = join_moments(column.moment, row.moment) if column.moment and row.moment else column.moment or row.moment
    if told is None and lead is None and reading.year is None:
        years = {c.moment[0].told_year: c.moment for c in reading.columns if c.moment and c.moment[0].kind == "years"}
        only = next(iter(years.values())) if len(years) == 1 else None
        return (*only, "the only year that the heads tell") if only else None
    if told is None:
        if lead:
            return *lead, "the words above the table tell it"
        return (*reading.year, "the headline, or the line above the table, tells it") if reading.year else None
    whole = status == "target" and told[0].kind == "years"  # the plan of a year stands beside half a year's figures
    joined = told if whole else join_moments(lead or reading.year, told)
    return (*(joined or told), f"the head of the {'column' if column.moment else 'row'}")


def _year_before(reading: Reading, column: Column, lead: tuple[Moment, str] | None) -> Told | None:
    """The stretch of the year before that "cùng kỳ" stands for."""
    others = [c.moment for c in reading.columns if c.moment and not c.same and c.compares is None]
    plain = next((m for m in others if m[0].kind != "years"), None) or lead or next(iter(others), None)
    if plain is None:
        return None
    moment, words = join_moments(lead, plain) or plain
    own = column.moment[0].told_year if column.moment else None
    year = moment.told_year or (int(reading.day[:4]) if reading.day else None)
    if own is None and year is None or moment.first or moment.year2:
        return None
    return replace(moment, year=own or (year or 0) - 1), f"{words}, cùng kỳ", "the same stretch of the year before"
