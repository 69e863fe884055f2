"""From a cell to a draft: its amount, status, period and comparisons, by the heads of its row and column."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from extractor.facts.build import Measure
from extractor.facts.draft import Draft
from extractor.facts.tables.changes import read_change, read_changes
from extractor.facts.tables.columns import Column
from extractor.facts.tables.comparing import comparing
from extractor.facts.tables.naming import Naming, agree, find_unit, name_cell
from extractor.facts.tables.reading import Reading, find_period, find_status
from extractor.facts.tables.rows import Row
from extractor.facts.tables.units import read_amount, read_number
from extractor.model import Cell, Reason

TABLE = "table-"  # what the rules of figures in tables begin with
SURE = {"row": 0.93, "column": 0.93, "both": 0.9, "caption": 0.85, "term": 0.8, "bare": 0.75}  # by what names them
LONG_CODE = re.compile(r"\d{7,}")
GUESSED = 0.93  # by how much less sure where only a noun tells the unit


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
    if row.unit and column.unit and not agree(row.unit, column.unit):
        return None
    told = find_unit(column, row, reading.lead, naming, text, reading.grammar)
    words = text[cell.start : cell.end]
    measure = read_amount(words, told[0] if told else None, reading.style, reading.grammar)
    if measure is None:
        return None
    own = told is None or measure.amount.unit != told[0].name
    guessed = not own and told is not None and "counted" in told[1]
    if guessed and measure.amount.value != int(measure.amount.value) and measure.amount.unit != "điểm":
        return None  # half a person is another figure
    if guessed and LONG_CODE.fullmatch(words.strip()):
        return None  # of an account, a permit
    why = "the cell tells it" if own or told is None else told[1]
    draft = _draft(reading, row, column, cell, naming, measure)
    draft.confidence = round(SURE[naming.rule] * (GUESSED if guessed else 1), 3)
    unit = told[0] if told and not own else None
    draft.changes = list(read_changes(reading, row, column, measure.amount, unit))
    return CellDraft(
        draft, column, row, (Reason("unit", measure.amount.unit, why), *_compare_reasons(reading, draft, column))
    )


def _change_alone(reading: Reading, row: Row, column: Column, cell: Cell, naming: Naming) -> CellDraft | None:
    """A change whose level the table does not give."""
    number = read_number(reading.grid.text[cell.start : cell.end], reading.style)
    change = read_change(column, number[0], None, reading.grid.text) if number else None
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
    status, why = find_status(reading, row, column)
    return Draft(
        at=0,
        level=measure,
        named=naming.named,
        status=status,
        status_why=why,
        moment=find_period(reading, row, column, status),
        start=cell.start,
        end=cell.end,
        rule=TABLE + (naming.rule if measure else "change"),
    )
