"""Lines of a file of records, packed or not."""

from __future__ import annotations

import zlib
from collections.abc import Iterable, Iterator
from lzma import LZMAError
from pathlib import Path

from extractor.sources import PACKED

UNREADABLE = (OSError, EOFError, LZMAError, zlib.error)  # what reading may raise


def read_lines(path: Path) -> Iterator[tuple[int, bytes]]:
    """The lines that are not empty, with their numbers from 1."""
    with path.open("rb") as file:
        head = file.peek(6)
        opener = next((o for magic, o in PACKED.items() if head.startswith(magic)), None)
        lines: Iterable[bytes] = opener(file, "rb") if opener else file
        for n, line in enumerate(lines, 1):
            if line.strip():
                yield n, line
