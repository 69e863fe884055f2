"""CSV for spreadsheets: UTF-8 with BOM, no cell that a spreadsheet would run, numbers as numbers."""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Any, BinaryIO

from extractor.sinks.characters import to_plain
from extractor.sinks.columns import Column
from extractor.sinks.rows import batched, read_rows
from extractor.sinks.writer import Record, Request, Writer

FORMULA = tuple("=+-@\t\r\n＝＋－＠")  # a spreadsheet runs a cell that begins so, in full width too
NUMBER = re.compile(r"-?\d+(\.\d+)?")


@dataclass(frozen=True, slots=True)
class Dialect:
    """How cells are parted and decimals pointed."""

    delimiter: str
    point: str
    says: str


DIALECTS = {
    "excel": Dialect(",", ".", "comma between cells, decimal point: pandas, R, Google Sheets, Excel in English"),
    "excel-vi": Dialect(";", ",", "semicolon between cells, decimal comma: Excel on a Vietnamese Windows"),
}


def write_csv(records: Iterable[Record], out: BinaryIO, request: Request) -> None:
    """Write the header and the rows."""
    dialect, columns = DIALECTS[request.dialect], request.chosen
    out.write(b"\xef\xbb\xbf")
    _write([tuple(column.name for column in columns)], out, dialect)
    for rows in batched(read_rows(records, request), 1 if out.isatty() else 100):
        _write((_cells(row, columns, dialect) for row in rows), out, dialect)


def _cells(row: tuple[Any, ...], columns: tuple[Column, ...], dialect: Dialect) -> Iterator[str]:
    for cell, column in zip(row, columns, strict=True):
        if cell is None or column.kind in ("str", "date"):
            yield defuse(cell)
        elif column.kind == "bool":
            yield "true" if cell else "false"
        else:
            yield str(cell).replace(".", dialect.point)


def defuse(cell: Any) -> str:
    """The cell as text that no spreadsheet takes for a formula."""
    text = "" if cell is None else to_plain(str(cell))
    return "'" + text if text.startswith(FORMULA) and not NUMBER.fullmatch(text) else text


def _write(rows: Iterable[Iterable[str]], out: BinaryIO, dialect: Dialect) -> None:
    lines = io.StringIO(newline="")
    csv.writer(lines, delimiter=dialect.delimiter).writerows(rows)
    out.write(lines.getvalue().encode("utf-8"))


WRITER = Writer(
    *("csv", "rows", "text", write_csv),
    says="one table as CSV: UTF-8 with BOM, `--dialect excel-vi` for Excel on a Vietnamese Windows",
    drops="other tables; an apostrophe stands before a cell that a spreadsheet would take for a formula; "
    "control characters and lone surrogates become U+FFFD",
)
