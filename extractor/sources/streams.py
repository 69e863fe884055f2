"""Streams: the first bytes are looked at without loss."""

from __future__ import annotations

import io
import os
from io import BufferedReader, RawIOBase
from stat import S_ISREG
from typing import Any

from extractor.sources.unpacking import BUFFER, Budget

HEAD = 4096  # bytes that tell what a stream is


class Rewound(RawIOBase):
    """Bytes that were looked at, and the stream behind them; its length becomes that of the budget's file."""

    def __init__(self, head: bytes, stream: Any, budget: Budget | None = None) -> None:
        self._head, self._stream, self._budget = head, stream, budget

    def readable(self) -> bool:
        return True

    def readinto(self, buffer: Any) -> int:
        if self._head:
            data, self._head = self._head[: len(buffer)], self._head[len(buffer) :]
        else:
            data = self._stream.read1(min(len(buffer), BUFFER))
        if self._budget:
            self._budget.packed += len(data)
        buffer[: len(data)] = data
        return len(data)


def measure(stream: Any) -> int:
    """The bytes of a file; 0 for a pipe, whose length is not known."""
    try:
        told = os.fstat(stream.fileno())
    except (OSError, ValueError):
        return 0
    return told.st_size if S_ISREG(told.st_mode) else 0


def look(stream: Any, budget: Budget | None = None) -> tuple[bytes, BufferedReader]:
    """The first bytes, and a stream that still has them. Of a pipe no more is waited for than one line of text."""
    if isinstance(stream, BufferedReader) and stream.seekable():
        at = stream.tell()
        head = stream.read(HEAD)
        stream.seek(at)
        return head, stream
    head = b""
    while len(head) < HEAD and not _has_line(head) and (more := stream.read1(HEAD - len(head))):
        head += more
    return head, BufferedReader(Rewound(head, stream, budget), BUFFER)


def _has_line(head: bytes) -> bool:
    return b"\n" in head.lstrip() and b"\x00" not in head


def hold(raw: bytes) -> BufferedReader:
    """Bytes as a stream that can seek."""
    return BufferedReader(io.BytesIO(raw))
