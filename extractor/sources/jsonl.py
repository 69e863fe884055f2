"""JSON Lines: one article a line."""

from __future__ import annotations

import json
import re
from codecs import BOM_UTF8
from collections.abc import Iterable, Iterator
from dataclasses import replace
from io import BufferedReader
from typing import Any

from extractor.model import Article
from extractor.sources.encodings import Decoded, decode
from extractor.sources.guard import Guard
from extractor.sources.lines import is_wide, open_lines, read_lines
from extractor.sources.options import OnError, Reading, Refused, refuse_long
from extractor.sources.records import Fields, to_articles

HALF = re.compile(rb"\\u[dD][89a-fA-F]")  # of a character beyond U+FFFF


def read_jsonl(stream: BufferedReader, source: str, on_error: OnError, reading: Reading) -> Iterator[Article]:
    """The articles of a stream of records; ``source`` becomes file#line."""
    lines, filled = read_lines(open_lines(stream, reading), reading.max_bytes), False

    def watch() -> Iterator[tuple[int, bytes | None]]:
        nonlocal filled
        for number, line in lines:
            filled = filled or line is None or bool(line.strip())
            yield number, line

    yield from read_numbered(watch(), source, on_error, reading)
    if not filled:
        raise Refused("an empty file", "give a file with records")


def read_numbered(
    lines: Iterable[tuple[int, bytes | None]], source: str, on_error: OnError, reading: Reading
) -> Iterator[Article]:
    """The articles of lines with their numbers; None is a line that was too long."""
    fields, forced = Fields(reading.fields), reading.encoding
    if forced and is_wide(forced):
        forced = None  # the lines are in UTF-8 by now
    for number, line in lines:
        where = f"{source}#{number}"
        with Guard(where, on_error):
            if line is None:
                raise refuse_long(reading.max_bytes)
            if not line.isspace():
                found = _decode(line, forced)
                row = _read_row(found.text)
                if HALF.search(line):
                    row, found = _mend_halves(row, found)
                yield from to_articles(fields.pick(row), where, on_error, reading, line=found)


def _decode(line: bytes, forced: str | None) -> Decoded:
    """Raises DecodeError."""
    if forced:
        return decode(line, forced=forced)
    try:
        return Decoded(line.removeprefix(BOM_UTF8).decode("utf-8"), "utf-8")
    except UnicodeDecodeError:
        return decode(line)


def _read_row(text: str) -> dict[str, Any]:
    """The object of a line. Raises Refused."""
    try:
        row = json.loads(text)
    except (ValueError, RecursionError):
        raise Refused("no JSON", "mend or remove the line") from None
    if not isinstance(row, dict):
        raise Refused(f"no object, but {_describe(row)}", "write one object a line")
    return row


def _mend_halves(row: dict[str, Any], line: Decoded) -> tuple[dict[str, Any], Decoded]:
    """The row and its line, halves of characters (\\ud83d without its other half) as U+FFFD: no file can hold them."""
    mended = _mend(row)
    if mended == row:
        return row, line
    return mended, replace(line, warnings=(*line.warnings, "halves of characters (\\ud…); read as U+FFFD"))


def _mend(value: Any) -> Any:
    if isinstance(value, str):
        return value.encode("utf-16-le", "surrogatepass").decode("utf-16-le", "replace")
    if isinstance(value, list):
        return [_mend(part) for part in value]
    return {_mend(name): _mend(part) for name, part in value.items()} if isinstance(value, dict) else value


def _describe(value: Any) -> str:
    kinds = {list: "a list", str: "a string", bool: "true or false", int: "a number", float: "a number"}
    return kinds.get(type(value), "null")
