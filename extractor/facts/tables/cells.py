"""From a cell to a draft: its amount, status, period and comparisons, by the heads of its row and column."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal

from extractor.facts.build import Change, Measure
from extractor.facts.draft import Draft
from extractor.facts.grammar import Grammar
from extractor.facts.numbers import exact
from extractor.facts.periods import Moment
from extractor.facts.scope import NO_STATUS
from extractor.facts.tables.columns import Column, base_words, comparing, join_moments
from extractor.facts.tables.grid import Grid
from extractor.facts.tables.lead import Lead
from extractor.facts.tables.naming import Naming, find_unit, name_cell
from extractor.facts.tables.rows import Row
from extractor.facts.tables.units import Style, Unit, read_amount, read_number
from extractor.model import Amount, Cell, Number, Reason, Relation, Status

SURE = {"row": 0.95, "column": 0.95, "both": 0.93, "caption": 0.85, "term": 0.85, "bare": 0.8}
GUESSED = 0.93  # by how much less sure where only a noun tells the unit
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


@dataclass(frozen=True, slots=True)
class CellDraft:
    """A draft, where it stands in its table, and the reasons that only tables have."""

    draft: Draft
    column: Column
    row: Row
    reasons: tuple[Reason, ...]


def draft_cells(reading: Reading, row: Row) -> Iterator[CellDraft]:
    """A draft for each cell of a row that states a level, or a change of none."""
    for column in reading.columns:
        cell = reading.grid.cells.get((row.number, column.number))
        if cell is None or (cell.column, cell.row) != (column.number, row.number):
            continue
        naming = name_cell(column, row, reading.lead, reading.grid.text, reading.grammar)
        if naming is None:
            continue
        if column.means in ("level", "share") and not (column.means == "share" and column.of):
            drafted = _level(reading, row, column, cell, naming)
        elif column.of is None:
            drafted = _change_alone(reading, row, column, cell, naming)
        else:
            continue
        if drafted:
            yield drafted


def _level(reading: Reading, row: Row, column: Column, cell: Cell, naming: Naming) -> CellDraft | None:
    text = reading.grid.text
    told = find_unit(column, row, reading.lead, naming, text, reading.grammar)
    words = text[cell.start : cell.end]
    measure = read_amount(words, told[0] if told else None, reading.style, reading.grammar)
    if measure is None:
        return None
    own = told is None or measure.amount.unit != told[0].name
    guessed = not own and told is not None and "counted" in told[1]
    if guessed and measure.amount.value != int(measure.amount.value) and measure.amount.unit != "điểm":
        return None  # half a person is another figure
    why = "the cell tells it" if own or told is None else told[1]
    draft = _draft(reading, row, column, cell, naming, measure)
    draft.confidence = round(SURE[naming.rule] * (GUESSED if guessed else 1), 3)
    unit = told[0] if told and not own else None
    draft.changes = list(_changes(reading, row, column, measure.amount, unit))
    return CellDraft(
        draft, column, row, (Reason("unit", measure.amount.unit, why), *_compare_reasons(reading, draft, column))
    )


def _change_alone(reading: Reading, row: Row, column: Column, cell: Cell, naming: Naming) -> CellDraft | None:
    """A change whose level the table does not give."""
    number = read_number(reading.grid.text[cell.start : cell.end], reading.style)
    change = _change(column, number[0], None, reading.grid.text) if number else None
    if change is None:
        return None
    draft = _draft(reading, row, column, cell, naming, None)
    draft.changes, draft.confidence = [change], round(SURE[naming.rule] * GUESSED, 3)
    return CellDraft(draft, column, row, tuple(_compare_reasons(reading, draft, column, alone=True)))


def _compare_reasons(reading: Reading, draft: Draft, column: Column, *, alone: bool = False) -> Iterator[Reason]:
    text = reading.grid.text
    for other in (column,) if alone else comparing(reading.columns, column):
        if draft.changes:
            proof = "the levels agree with it" if other.against else "the words of the head and the size of its figures"
            yield Reason("comparisons", other.means, f"the column “{text[other.start : other.end]}”: {proof}")


def _draft(reading: Reading, row: Row, column: Column, cell: Cell, naming: Naming, measure: Measure | None) -> Draft:
    status, why = _status(reading, row, column)
    return Draft(
        at=0,
        level=measure,
        named=naming.named,
        status=status,
        status_why=why,
        moment=_moment(reading, row, column, status),
        start=cell.start,
        end=cell.end,
        rule=f"table-{naming.rule}" if measure else "table-change",
    )


def _status(reading: Reading, row: Row, column: Column) -> tuple[Status, str]:
    for told, where in ((row.status, "row"), (column.status, "column")):
        if told:
            return told[0], f"“{told[1]}” heads the {where}"
    own = column.moment or row.moment
    past = own and reading.day and (own[0].told_year or 9999) < int(reading.day[:4])
    if (told := reading.lead.status) and not past:  # beside the goals for 2030 stands what 2020 was
        return told[0], f"“{told[1]}” heads the table"
    return "actual", NO_STATUS


def _moment(reading: Reading, row: Row, column: Column, status: Status) -> Told | None:
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


def _changes(reading: Reading, row: Row, column: Column, amount: Amount, unit: Unit | None) -> Iterator[Change]:
    for other in comparing(reading.columns, column):
        words = reading.grid.words(row.number, other.number)
        number = read_number(words, reading.style)
        change = _change(other, number[0], amount, reading.grid.text, unit) if number else None
        if change and not (other.means == "share" and row.kind == "total" and change.measure.amount.value == 100):
            yield change


def _change(
    column: Column, number: Number, level: Amount | None, text: str, unit_of: Unit | None = None
) -> Change | None:
    """What a number in a comparing column says; of a level in % only how far a plan is met. ``unit_of``: the unit that
    the heads give to the level."""
    base, moment = base_words(column, text)
    value, unit = Decimal(number), "%"
    if column.means in ("ratio", "share"):
        return Change("ratio", Measure(Amount(exact(value), unit), 0, False), base, moment, "")
    if column.means not in ("index", "change", "absolute") or (level and level.unit == "%"):
        return None
    if column.means == "index":
        value -= 100
    if column.means == "absolute":
        own = column.unit or unit_of
        if own is None:
            return None
        unit, value = own.name, value * own.scale
    if not value:
        return None
    relation: Relation = "increase" if value > 0 else "decrease"
    return Change(relation, Measure(Amount(exact(abs(value)), unit), 0, False), base, moment, "")
