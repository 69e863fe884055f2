"""JSON Lines: one article a line."""

from __future__ import annotations

import json
from codecs import BOM_UTF8
from collections.abc import Iterable, Iterator
from io import BufferedReader
from typing import Any

from extractor.model import Article
from extractor.sources.encodings import Decoded, decode
from extractor.sources.guard import Guard
from extractor.sources.lines import is_wide, open_lines, read_lines
from extractor.sources.options import OnError, Reading, Refused, refuse_long
from extractor.sources.records import UTF8, Fields, to_articles


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
            if line.strip():
                found, held = UTF8, dict[str, bytes]()
                if forced or (row := _read_utf8(line, held)) is None:
                    found = _decode(line, forced)
                    row = _read_row(found.text)
                utf8 = held.get(fields.find(row).get("text", ""))
                yield from to_articles(fields.pick(row), where, on_error, reading, line=found, utf8=utf8)


def _read_utf8(line: bytes, held: dict[str, bytes]) -> dict[str, Any] | None:
    """The object of a line in UTF-8; its own strings come into ``held`` as they stand there. None where a closer look
    is needed. JSON's signs are ASCII, so that it may be read with a character for each byte: that is faster, and the
    bytes of the text need not be made again for the article's id."""
    if line.isascii() or b"\\u00" in line:  # an escaped letter could not be told from a byte
        return None
    try:
        told = json.loads(line.decode("latin-1"))
        if not isinstance(told, dict):
            return None
        row: dict[str, Any] = {}
        for name, value in told.items():
            name = _to_utf8(name)
            if isinstance(value, str):
                held[name] = value.encode("latin-1")
                row[name] = held[name].decode("utf-8")
            else:
                row[name] = _to_utf8(value)
    except (ValueError, RecursionError):  # no JSON, no UTF-8, or letters beyond it: escaped ones
        held.clear()
        return None
    return row


def _to_utf8(value: Any) -> Any:
    if isinstance(value, str):
        return value.encode("latin-1").decode("utf-8")
    if isinstance(value, list):
        return [_to_utf8(part) for part in value]
    if isinstance(value, dict):
        return {_to_utf8(name): _to_utf8(part) for name, part in value.items()}
    return value


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


def _describe(value: Any) -> str:
    kinds = {list: "a list", str: "a string", bool: "true or false", int: "a number", float: "a number"}
    return kinds.get(type(value), "null")
