"""Excel workbooks: one table, typed cells, no string that Excel would run."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Any, BinaryIO

from extractor.sinks.characters import to_plain
from extractor.sinks.columns import Column
from extractor.sinks.rows import read_rows
from extractor.sinks.values import to_date
from extractor.sinks.writer import Record, Request, Writer

ROWS = 1_048_576  # of a sheet, the header among them
CHARACTERS = 32_767  # of a cell, in UTF-16 units
DIGITS = 2**1023  # beyond it no double is near
FIRST_DAY = "1900-03-01"  # Excel's calendar is wrong or silent before
WIDE, NARROW = 40, 14  # widths of columns, in characters


def write_xlsx(records: Iterable[Record], out: BinaryIO, request: Request) -> None:
    """Write the rows; where a sheet is full, a further one goes on."""
    from openpyxl import Workbook

    book = Workbook(write_only=True)
    rows, columns = read_rows(records, request), request.chosen
    first = next(rows, None)
    while first is not None or not book.worksheets:
        number = len(book.worksheets) + 1
        sheet = _begin_sheet(book, request.rows_of.name + (f" {number}" if number > 1 else ""), columns)
        count = 1
        while first is not None and count < ROWS:
            sheet.append(list(_cells(first, columns, sheet)))
            first, count = next(rows, None), count + 1
        sheet.auto_filter.ref = f"A1:{_letters(len(columns))}{count}"
    book.save(out)


def _begin_sheet(book: Any, title: str, columns: tuple[Column, ...]) -> Any:
    """A sheet with a frozen header in bold."""
    from openpyxl.cell import WriteOnlyCell
    from openpyxl.styles import Font

    sheet = book.create_sheet(title)
    sheet.freeze_panes = "A2"
    header = []
    for n, column in enumerate(columns, 1):
        sheet.column_dimensions[_letters(n)].width = WIDE if column.name in ("text", "sentence", "title") else NARROW
        cell = WriteOnlyCell(sheet, column.name)
        cell.font = Font(bold=True)
        header.append(cell)
    sheet.append(header)
    return sheet


def _letters(number: int) -> str:
    from openpyxl.utils import get_column_letter

    return str(get_column_letter(number))


def _cells(row: tuple[Any, ...], columns: tuple[Column, ...], sheet: Any) -> Iterator[Any]:
    from openpyxl.cell import WriteOnlyCell

    for value, column in zip(row, columns, strict=True):
        day = to_date(value) if column.kind == "date" and value and value >= FIRST_DAY else None
        if day is not None:
            yield day
        elif isinstance(value, str) or (isinstance(value, int) and abs(value) >= DIGITS):
            cell = WriteOnlyCell(sheet)
            cell.value = to_cell_text(str(value))
            cell.data_type = "s"  # openpyxl would take =1+1 for a formula, #N/A for an error
            yield cell
        else:
            yield value


def to_cell_text(text: str) -> str:
    """Text that fits a cell: plain, its line ends as XML keeps them, cut at Excel's limit."""
    text = to_plain(text).replace("\r\n", "\n").replace("\r", "\n")
    if len(text) <= CHARACTERS // 2:
        return text
    return text.encode("utf-16-le")[: 2 * CHARACTERS].decode("utf-16-le", "ignore")


WRITER = Writer(
    *("xlsx", "rows", "binary", write_xlsx),
    says="one table as an Excel workbook: header frozen, filters set, days as days, never a formula",
    drops=f"other tables; text after {CHARACTERS:,} characters of a cell; digits after the fifteenth; control "
    "characters and lone surrogates become U+FFFD",
    memory="one article (the sheet waits in a temporary file)",
    needs=("openpyxl",),
    extra="excel",
)
