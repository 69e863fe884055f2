"""JSON Lines: one record a line, as the contract spells it; or one row a line, by the column table."""

from __future__ import annotations

import json
from collections.abc import Iterable
from typing import Any, BinaryIO

from extractor.schema import ALWAYS
from extractor.sinks.rows import read_rows
from extractor.sinks.writer import Record, Request, Writer

# Characters that some readers of lines take for a line's end
ESCAPED = {ord(c): f"\\u{ord(c):04x}" for c in "\x85\u2028\u2029"}


def write_jsonl(records: Iterable[Record], out: BinaryIO, request: Request) -> None:
    """Write one line a record; with a table, one line a row."""
    if request.table:
        names = [column.name for column in request.chosen]
        for row in read_rows(records, request):
            _write(dict(zip(names, row, strict=True)), out)
        return
    for record in records:
        kept = request.only
        _write(record if kept is None else {k: v for k, v in record.items() if k in ALWAYS or k in kept}, out)
        out.flush()


def _write(value: dict[str, Any], out: BinaryIO) -> None:
    line = json.dumps(value, ensure_ascii=False).translate(ESCAPED)
    out.write(line.encode("utf-8", "backslashreplace") + b"\n")  # a lone surrogate is \ud800, as JSON escapes it


WRITER = Writer(
    *("jsonl", "either", "text", write_jsonl),
    says="JSON Lines: whole records (`vnfacts schema`); with a table, its rows",
    drops="nothing",
)
