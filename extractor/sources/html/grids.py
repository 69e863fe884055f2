"""Which tables of a page hold data, and which only set it out; the cells of the former."""

from __future__ import annotations

import re

from extractor.model import Cell
from extractor.sources.html.nodes import CellSpan, Grid, Page

LONG = 500  # characters of source between the tags of a cell that is no datum but a column of a page
LINES = 8
SPAN = 1000  # as browsers have it


def find_tables(page: Page) -> list[Grid]:
    """Those that hold data, in the order in which they stand, without the rows that have no cell."""
    found = []
    for grid in page.grids:
        grid.rows = [row for row in grid.rows if row and all(cell.end >= 0 for cell in row)]
        if _is_data(grid, page):
            found.append(grid)
    return found


def _is_data(grid: Grid, page: Page) -> bool:
    """At least two rows and two columns, and no cell that is a text of its own."""
    if grid.nested or len(grid.rows) < 2 or sum(len(row) > 1 for row in grid.rows) * 2 < len(grid.rows):
        return False
    if grid.node.get("role") in ("presentation", "none"):
        return False
    return all(_is_datum(cell, page) for row in grid.rows for cell in row)


def _is_datum(cell: CellSpan, page: Page) -> bool:
    lines = page.lines[cell.first : cell.end]
    if len(lines) > LINES:
        return False
    return sum(end - start for line in lines for start, end, _, _ in line.runs) < LONG


def place_cells(rows: list[tuple[list[CellSpan], list[tuple[int, int]]]]) -> tuple[Cell, ...]:
    """The cells of a table's rows, each with its row and column: spans push aside what comes after them."""
    found: list[Cell] = []
    taken: dict[int, int] = {}  # column → the first row that is free there
    for number, (spans, places) in enumerate(rows):
        column = 0
        for span, (start, end) in zip(spans, places, strict=True):
            while taken.get(column, 0) > number:
                column += 1
            high, wide = _read_span(span, "rowspan"), _read_span(span, "colspan")
            high = len(rows) - number if high == 0 else min(high, len(rows) - number)
            for covered in range(column, column + wide):
                taken[covered] = number + high
            head = span.node.name == "th" or _in_head(span)
            found.append(Cell(start, end, number, column, high, wide, head))
            column += wide
    return tuple(found)


def _read_span(span: CellSpan, name: str) -> int:
    m = re.match(r"\s*(\d{1,5})", span.node.get(name))
    value = int(m[1]) if m else 1
    return min(value, SPAN) if value or name == "rowspan" else 1


def _in_head(span: CellSpan) -> bool:
    row = span.node.parent
    return row is not None and row.parent is not None and row.parent.name == "thead"
