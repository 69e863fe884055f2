"""A table as a grid: which rows are heads, which column names the rows, which columns hold figures."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace

from extractor.facts.tables.units import PLAIN
from extractor.model import Cell, Table
from extractor.text.tables import DASHES, is_value, trim

YEAR = re.compile(r"(?:19|20)\d\d")
FORMULA = re.compile(r"\(?(?:\d{1,2}|[A-H])\)?(?:\s*=.*)?")
HEAD_ROWS = 4
PAIR = 2  # columns of a table that needs no heads: Dân số | 31.500 người
WIDEST = 200  # columns; what is wider is no table that people draw


@dataclass(slots=True)
class Grid:
    """Cells by row and column, a spanning cell in each place that it takes."""

    text: str
    cells: dict[tuple[int, int], Cell]
    rows: int
    columns: int
    top: tuple[int, ...]  # rows above the heads that hold one cell: a caption, a unit
    heads: tuple[int, ...]
    body: tuple[int, ...]

    def words(self, row: int, column: int) -> str:
        """The words of a cell; empty where none is."""
        cell = self.cells.get((row, column))
        return self.text[cell.start : cell.end].strip() if cell else ""

    def body_words(self, column: int) -> list[str]:
        """What a column holds below its heads, without blanks."""
        return [words for row in self.body if (words := self.words(row, column))]

    def path(self, column: int) -> list[Cell]:
        """The heads of a column from the top, each once; a blank beside a head of several columns takes that head."""
        found: list[Cell] = []
        for n, row in enumerate(self.heads):
            cell = self.cells.get((row, column))
            if (cell is None or not self.words(row, column)) and any(
                self.words(r, column) for r in self.heads[n + 1 :]
            ):
                cell = self._left_of(row, column, self.heads[n + 1])
            if cell and self.text[cell.start : cell.end].strip() and cell not in found:
                found.append(cell)
        return found

    def _left_of(self, row: int, column: int, below: int) -> Cell | None:
        """The nearest head on the left that is divided in the row below."""
        for left in range(column - 1, -1, -1):
            if not self.words(below, left):
                return None
            if self.words(row, left):
                return self.cells[row, left]
        return None

    def head_words(self, column: int) -> str:
        """All head words of a column."""
        return " ".join(self.text[cell.start : cell.end].strip() for cell in self.path(column))


def make_grid(table: Table, text: str) -> Grid | None:
    """The grid of a table; None where it has no body, or no heads and more than a name and a figure a row."""
    cells: dict[tuple[int, int], Cell] = {}
    last = 1 + max((cell.row for cell in table.cells), default=-1)  # a span may tell more rows than there are
    for told in table.cells:
        start, end = trim(text, told.start, told.end)
        cell = replace(told, start=start, end=end)
        for row in range(cell.row, min(last, cell.row + cell.rows)):
            for column in range(cell.column, min(WIDEST, cell.column + cell.columns)):
                cells.setdefault((row, column), cell)
    rows = 1 + max((row for row, _ in cells), default=-1)
    filled = (column for (_, column), cell in cells.items() if cell.start < cell.end)
    columns = 1 + max(filled, default=-1)
    grid = Grid(text, cells, rows, columns, (), (), ())
    top = 0
    while top < rows and len(_filled(grid, top)) < 2:
        top += 1
    first = top
    while first < rows and first - top < HEAD_ROWS and _is_head(grid, first, top):
        first += 1
    heads = tuple(range(top, first))
    if first < rows and _is_numbering(grid, first):
        first += 1
    grid.top, grid.heads, grid.body = tuple(range(top)), heads, tuple(range(first, rows))
    pairs = columns == PAIR and first == top
    return grid if (heads or pairs) and grid.body and columns > 1 else None


def _filled(grid: Grid, row: int) -> list[Cell]:
    """The different cells of a row that are not blank."""
    cells = [grid.cells[row, column] for column in range(grid.columns) if grid.words(row, column)]
    return [cell for n, cell in enumerate(cells) if cell not in cells[:n]]


def _is_head(grid: Grid, row: int, top: int) -> bool:
    """A row that the page calls head, or one without figures but years; a row with one cell opens a group of rows."""
    filled = _filled(grid, row)
    if not filled or (row > top and not filled[0].head and not _is_over_figures(grid, filled, row)):
        return False
    if all(cell.head for cell in filled):
        return True
    told = [grid.text[cell.start : cell.end].strip() for cell in filled if cell.column or not cell.head]
    figures = [words for words in told if is_value(words) and not is_period_like(words)]
    return not figures and not (row > top and any(words in DASHES for words in told))


def _is_over_figures(grid: Grid, filled: list[Cell], row: int) -> bool:
    """Whether some cell of a row stands over figures: "I, Công nghiệp" opens a group of rows, and heads no column."""
    for cell in filled:
        below = [words for r in range(row + 1, grid.rows) if (words := grid.words(r, cell.column))]
        if any(is_value(words) for words in below) and not counts_rows(below):
            return True
    return False


def counts_rows(body: list[str]) -> bool:
    """Whether numbers go on from 1 by one, and may begin anew."""
    counts = [int(words.strip(".)")) for words in body if words.strip(".)").isdigit()]
    steps = zip([0, *counts], counts, strict=False)
    return len(counts) > 1 and all(now in (1, before + 1) for before, now in steps) and counts[-1] > 1


def is_period_like(words: str) -> bool:
    """A head that begins with a number and is none: 2020, 6 tháng 2021, 31/12/2020, 5T/2021."""
    return bool(YEAR.fullmatch(words)) or (
        PLAIN.fullmatch(words) is None and bool(re.search(r"tháng|T|/|-\d{4}", words))
    )


def _is_numbering(grid: Grid, row: int) -> bool:
    """A row of column numbers below the heads: A, B, 1, 2, 3=2/1."""
    told = [words for column in range(grid.columns) if (words := grid.words(row, column))]
    numbers = [words.strip("()") for words in told if words.strip("()").isdigit()]
    starts = [int(number) for number in numbers]
    return (
        len(told) > 2
        and all(FORMULA.fullmatch(words) for words in told)
        and bool(starts)
        and starts == list(range(starts[0], starts[0] + len(starts)))
    )
