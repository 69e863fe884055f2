"""Lines of a stream of records, in memory one at a time."""

from __future__ import annotations

import codecs
from collections.abc import Iterator
from io import BufferedReader, RawIOBase
from typing import Any

from extractor.sources.options import Reading
from extractor.sources.unpacking import BUFFER

MARKS = {codecs.BOM_UTF16_LE: "utf-16", codecs.BOM_UTF16_BE: "utf-16"}  # that tells its order


def read_lines(stream: BufferedReader, most: int) -> Iterator[tuple[int, bytes | None]]:
    """Number from 1 and bytes of each line; None is one longer than ``most`` bytes, which is read away."""
    number = 0
    while line := stream.readline(most + 1):
        number += 1
        if len(line) <= most or line.endswith(b"\n"):
            yield number, line
            continue
        while line and not line.endswith(b"\n"):
            line = stream.readline(BUFFER)
        yield number, None


def open_lines(stream: BufferedReader, reading: Reading) -> BufferedReader:
    """The stream without its mark, in UTF-8 where it was UTF-16: a line of that does not end at its byte 10."""
    head = stream.peek(4)
    encoding = MARKS.get(head[:2]) or reading.encoding or ""
    if is_wide(encoding):
        return BufferedReader(Recoded(stream, encoding), BUFFER)
    if head.startswith(codecs.BOM_UTF8):
        stream.read(3)
    return stream


def is_wide(encoding: str) -> bool:
    """Whether it has two or four bytes a character."""
    return encoding.lower().replace("_", "-").startswith(("utf-16", "utf-32", "utf16", "utf32"))


class Recoded(RawIOBase):
    """UTF-16 as UTF-8."""

    def __init__(self, stream: BufferedReader, encoding: str) -> None:
        self._stream, self._decoder, self._rest = stream, codecs.getincrementaldecoder(encoding)(), b""

    def readable(self) -> bool:
        return True

    def readinto(self, buffer: Any) -> int:
        while not self._rest:
            data = self._stream.read1(BUFFER)
            self._rest = self._decoder.decode(data, final=not data).encode("utf-8")
            if not data:
                break
        data, self._rest = self._rest[: len(buffer)], self._rest[len(buffer) :]
        buffer[: len(data)] = data
        return len(data)
