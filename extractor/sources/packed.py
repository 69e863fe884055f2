"""Files of lines that are packed as a whole: how the store and the cluster open records."""

from __future__ import annotations

import bz2
import gzip
import lzma
import zlib
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from io import BufferedReader
from pathlib import Path
from typing import Any

PACKED: dict[bytes, Callable[..., Any]] = {b"\x1f\x8b": gzip.open, b"\xfd7zXZ\x00": lzma.open, b"BZh": bz2.open}
SUFFIXES = (".gz", ".xz", ".bz2")
UNREADABLE = (OSError, EOFError, lzma.LZMAError, zlib.error)  # what reading may raise


def find_kind(path: Path) -> str:
    """The suffix that tells a file's format, whatever it is packed in: .jsonl of a.jsonl.gz."""
    return Path(path.stem).suffix if path.suffix in SUFFIXES else path.suffix


@contextmanager
def unpack(file: BufferedReader) -> Iterator[Iterable[bytes]]:
    """The lines of an open file, unpacked; its head is only looked at, so that a pipe loses nothing."""
    head = file.peek(6)
    opener = next((o for magic, o in PACKED.items() if head.startswith(magic)), None)
    if opener is None:
        yield file
    else:
        with opener(file, "rb") as unpacked:
            yield unpacked
