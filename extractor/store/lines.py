"""Lines of a file of records, packed or not."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from extractor.sources.packed import unpack


def read_lines(path: Path) -> Iterator[tuple[int, bytes]]:
    """The lines that are not empty, with their numbers from 1."""
    with path.open("rb") as file, unpack(file) as lines:
        for n, line in enumerate(lines, 1):
            if line.strip():
                yield n, line
