"""CSV and TSV: one article a row, under a line that names the columns."""

from __future__ import annotations

import csv
from collections.abc import Iterator
from io import BufferedReader

from extractor.model import Article
from extractor.sources.detection import DELIMITERS, find_delimiter
from extractor.sources.encodings import Decoded, DecodeError, decode
from extractor.sources.fields import find_fields
from extractor.sources.guard import Guard
from extractor.sources.lines import is_wide, open_lines, read_lines
from extractor.sources.options import OnError, Reading, Refused, refuse_long
from extractor.sources.records import UTF8, Fields, to_articles

SAMPLE = 1 << 16  # bytes that tell the encoding


def read_csv(stream: BufferedReader, source: str, on_error: OnError, reading: Reading) -> Iterator[Article]:
    """The articles of a table; ``source`` becomes file#line, the line where the row begins. Raises Refused where no
    column holds texts."""
    csv.field_size_limit(reading.max_bytes)
    lines = _Lines(open_lines(stream, reading), reading)
    rows = _read_rows(lines)
    _, header = next(rows, (0, []))
    if isinstance(header, Refused):
        raise header
    found, fields = find_fields(header, reading.fields), Fields(reading.fields)
    if not {found.get("text"), found.get("html")} & set(header):
        raise Refused(f"no column of text among {', '.join(header)[:200]!r}", "name it: --map text=COLUMN")
    for number, cells in rows:
        where = f"{source}#{number}"
        with Guard(where, on_error):
            row = _name_cells(cells, header)
            yield from to_articles(fields.pick(row), where, on_error, reading, line=lines.found)
    if lines.number <= 1:
        raise Refused("a table without rows", "give a file with records")


class _LongRow(Exception):
    """A row is longer than a document may be."""


class _Lines:
    """The lines as text. ``began``: the number of the first one since ``begun`` was last set to False."""

    def __init__(self, stream: BufferedReader, reading: Reading) -> None:
        self.found = _find_encoding(stream.peek(SAMPLE)[:SAMPLE], reading)
        self.began, self.number, self.begun = 0, 0, False
        self.most, self._lines = reading.max_bytes, read_lines(stream, reading.max_bytes)
        self._again: str | None = None
        self._size = 0  # bytes of the row so far

    def __iter__(self) -> _Lines:
        return self

    def __next__(self) -> str:
        if self._again is not None:
            line, self._again = self._again, None
            return line
        self.number, raw = next(self._lines)
        if not self.begun:
            self.began, self.begun, self._size = self.number, True, 0
        self._size += len(raw or b"")
        if raw is None or self._size > self.most:
            raise _LongRow
        return self._decode(raw)

    def look(self) -> str:
        """The next line, which is given again."""
        self._again = next(self, "")
        return self._again

    def _decode(self, raw: bytes) -> str:
        if self.found.encoding != "utf-8":
            return decode(raw, forced=self.found.encoding).text
        try:
            return raw.decode("utf-8")
        except UnicodeDecodeError:
            return decode(raw).text


def _find_encoding(sample: bytes, reading: Reading) -> Decoded:
    """What the first lines are in, without their text."""
    if reading.encoding:
        return UTF8 if is_wide(reading.encoding) else Decoded("", reading.encoding)
    whole = sample[: sample.rfind(b"\n") + 1] or sample
    found = decode(whole)
    # what mends a text that was misread is for its cells to say
    return Decoded("", found.encoding.partition("+")[0], found.warnings if "+" not in found.encoding else ())


def _read_rows(lines: _Lines) -> Iterator[tuple[int, list[str] | Refused]]:
    """The line where each row begins, and its cells or what is wrong with them; the header first."""
    first = lines.look()
    told = first[4:5] if first.lower().startswith("sep=") else ""  # Excel's own mark
    if told:
        next(lines)
        first = lines.look()
    delimiter = told or find_delimiter(first) or max(DELIMITERS, key=first.count)
    rows = csv.reader(lines, delimiter=delimiter, strict=True)
    while True:
        lines.begun = False
        try:
            cells: list[str] | Refused = next(rows)
        except StopIteration:
            return
        except csv.Error as error:
            remedy = "put cells that hold the delimiter or a quote in quotes, and double the quotes in them"
            cells = Refused(f"no row in lines {lines.began} to {lines.number} ({error})", remedy)
        except DecodeError as error:
            cells = Refused(error.seen, error.remedy)
        except _LongRow:
            cells = refuse_long(lines.most)
        if cells:
            yield lines.began, cells


def _name_cells(cells: list[str] | Refused, header: list[str]) -> dict[str, str]:
    """Column → cell. Raises Refused."""
    if isinstance(cells, Refused):
        raise cells
    if len(cells) != len(header):
        seen = f"{len(cells)} cells where the header has {len(header)}"
        raise Refused(seen, "put cells that hold the delimiter in quotes")
    return dict(zip(header, cells, strict=True))
