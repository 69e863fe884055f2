"""Tables in plain text (cells parted by tabs, or by Markdown's pipes), and which tables hold data."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from extractor.model import Article, Cell, Table

LINE = re.compile(r"[^\n]+")
RULE = re.compile(r"\s*\|?\s*:?-{2,}:?\s*(?:\|\s*:?-{2,}:?\s*)*\|?\s*")  # Markdown, below its heads: | --- | ---: |
PIPE = re.compile(r"(?<!\\)\|")
VALUE = re.compile(r"(?i:tăng |giảm )?[▲▼↑↓<>≥≤~+\-−–(±]?\s*\(?\d")  # how a cell with a figure begins
DASHES = frozenset({"-", "–", "—", "…", "...", "..", "x", "X", "*", "//", "n/a", "N/A"})  # nothing to tell
VALUE_LENGTH = 40
PROSE_LENGTH = 120
PROSE = re.compile(r"[^\W\d_]{2,}[.!?…][\"”’')]*(?:\s|$)")


@dataclass(frozen=True, slots=True)
class _Row:
    """A line with cells: where it starts and ends, and the offsets of its cells."""

    start: int
    end: int
    cells: tuple[tuple[int, int], ...]


def find_tables(text: str) -> tuple[Table, ...]:
    """The tables of a text without markup, a line a row; nothing is looked for where no tab or pipe stands."""
    tables: list[Table] = []
    if "\t" in text:
        tables += [_make(rows) for rows in _tab_runs(text)]
    if "|" in text:
        tables += [_make(rows) for rows in _pipe_runs(text)]
    tables.sort(key=lambda table: table.start)
    return tuple(table for n, table in enumerate(tables) if not n or tables[n - 1].end <= table.start)


def is_data(table: Table, text: str) -> bool:
    """Whether most cells of some column that is not the first hold a figure: what only lays out text is no data."""
    filled: Counter[int] = Counter()
    values: Counter[int] = Counter()
    rows: set[int] = set()
    for cell in table.cells:
        words = text[cell.start : cell.end].strip()
        rows.add(cell.row)
        if words and not cell.head:
            filled[cell.column] += 1
            values[cell.column] += is_value(words) or words in DASHES
    return len(rows) > 1 and any(
        column and 2 * values[column] >= count - 1 and values[column] for column, count in filled.items() if count > 1
    )


def is_value(words: str) -> bool:
    """Whether a cell holds a figure and little besides."""
    return len(words) <= VALUE_LENGTH and VALUE.match(words) is not None


def is_prose(words: str) -> bool:
    """Whether a cell is to be read as sentences."""
    return len(words) >= PROSE_LENGTH or (len(words) > VALUE_LENGTH and PROSE.search(words) is not None)


def find_data_cells(article: Article) -> list[tuple[int, int]]:
    """The offsets of all cells, in reading order, of tables that hold data."""
    data = [table for table in article.tables if is_data(table, article.text)]
    spans = {trim(article.text, cell.start, cell.end) for table in data for cell in table.cells}
    return sorted((start, end) for start, end in spans if start < end)


def trim(text: str, start: int, end: int) -> tuple[int, int]:
    """The stretch without the blanks at its edges."""
    words = text[start:end]
    first = start + len(words) - len(words.lstrip())
    return first, max(first, start + len(words.rstrip()))


def _make(rows: Sequence[_Row]) -> Table:
    cells = (Cell(start, end, n, k) for n, row in enumerate(rows) for k, (start, end) in enumerate(row.cells))
    return Table(rows[0].start, rows[-1].end, tuple(cells))


def _split(text: str, line: re.Match[str], marks: re.Pattern[str] | str) -> _Row:
    """The cells of a line, each without the blanks at its edges."""
    start, end = line.span()
    cuts = [start - 1, *(m.start() for m in re.finditer(marks, text[start:end])), end]
    cuts[1:-1] = [start + cut for cut in cuts[1:-1]]
    cells = (trim(text, left + 1, right) for left, right in zip(cuts, cuts[1:], strict=False))
    return _Row(start, end, tuple(cells))


def _tab_runs(text: str) -> Iterator[list[_Row]]:
    """Rows without a line between them; where a copied page has put an empty line after each, those of one width."""
    runs: list[list[_Row]] = []
    last = -2  # where the row before ends, if no line stands between
    for line in LINE.finditer(text):
        if "\t" not in line[0]:
            last = -2 if line[0].strip() else last
            continue
        row = _split(text, line, "\t")
        spread = last >= 0 and line.start() > last + 1
        joins = last >= 0 and runs and (not spread or (_is_spread(runs[-1]) and _width(runs[-1][-1]) == _width(row)))
        if joins:
            runs[-1].append(row)
        else:
            runs.append([row])
        last = line.end()
    return (run for run in runs if sum(_filled(row) > 1 for row in run) > 1)


def _is_spread(run: Sequence[_Row]) -> bool:
    """Whether empty lines part the rows so far."""
    return len(run) == 1 or run[-1].start > run[-2].end + 1


def _width(row: _Row) -> int:
    return len(row.cells)


def _filled(row: _Row) -> int:
    return sum(start < end for start, end in row.cells)


def _pipe_runs(text: str) -> Iterator[list[_Row]]:
    """A line of heads, the line of dashes below it, and the lines with pipes that follow."""
    rows: list[_Row] = []
    before: re.Match[str] | None = None  # the line before, if it has pipes
    for line in LINE.finditer(text):
        piped = "|" in line[0]
        if piped and before and not rows and RULE.fullmatch(line[0]):
            rows = [_pipe_row(text, before)]
        elif rows and piped and not RULE.fullmatch(line[0]):
            rows.append(_pipe_row(text, line))
        elif rows and not piped:
            if len(rows) > 1:
                yield rows
            rows = []
        before = line if piped else None
    if len(rows) > 1:
        yield rows


def _pipe_row(text: str, line: re.Match[str]) -> _Row:
    """The cells between pipes, without the empty ones that stand outside of the first and the last pipe."""
    row = _split(text, line, PIPE)
    bare = line[0].strip()
    cells = row.cells[bare.startswith("|") : len(row.cells) - bare.endswith("|")]
    return _Row(row.start, row.end, tuple(_unmark(text, *cell) for cell in cells))


def _unmark(text: str, start: int, end: int) -> tuple[int, int]:
    """A cell without the marks of bold type around it."""
    while end - start > 1 and text[start] == text[end - 1] and text[start] in "*_`":
        start, end = start + 1, end - 1
    return start, end
