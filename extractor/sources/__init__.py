"""Readers: one format a file; paths in, Articles out, streamed."""

from __future__ import annotations

import bz2
import gzip
import lzma
import sys
import zlib
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import contextmanager
from io import BufferedReader
from itertools import chain
from pathlib import Path
from typing import Any

from extractor.errors import InputError
from extractor.model import Article
from extractor.sources.jsonl import read_jsonl
from extractor.sources.txt import read_txt

OnError = Callable[[InputError], None]
Reader = Callable[[Iterable[bytes], str, OnError], Iterator[Article]]
READERS: dict[str, Reader] = {".txt": read_txt, ".jsonl": read_jsonl}
PACKED: dict[bytes, Callable[..., Any]] = {b"\x1f\x8b": gzip.open, b"\xfd7zXZ\x00": lzma.open, b"BZh": bz2.open}
PACKED_SUFFIXES = (".gz", ".xz", ".bz2")
UNREADABLE = (OSError, EOFError, lzma.LZMAError, zlib.error)  # what reading may raise


def read_sources(paths: Sequence[str], on_error: OnError) -> Iterator[Article]:
    """Every article of files, folders and ``-``; what cannot be read goes to ``on_error`` and the rest goes on."""
    for path in paths:
        if path == "-":
            yield from _read_stdin(on_error)
        elif Path(path).is_dir():
            files = [f for f in sorted(Path(path).rglob("*")) if f.is_file() and find_kind(f) in READERS]
            if not files:
                kinds = ", ".join(READERS)
                on_error(InputError(path, "a folder without texts", f"put files of these kinds there: {kinds}"))
            for file in files:
                yield from _read_file(file, on_error)
        else:
            yield from _read_file(Path(path), on_error)


def find_kind(path: Path) -> str:
    """The suffix that tells a file's format, whatever it is packed in: .jsonl of a.jsonl.gz."""
    return Path(path.stem).suffix if path.suffix in PACKED_SUFFIXES else path.suffix


def _read_file(path: Path, on_error: OnError) -> Iterator[Article]:
    try:
        with path.open("rb") as file, unpack(file) as lines:
            yield from READERS.get(find_kind(path), read_txt)(lines, str(path), on_error)
    except FileNotFoundError:
        on_error(InputError(str(path), "no such file", "check the path"))
    except UNREADABLE as error:
        on_error(InputError(str(path), f"cannot be read ({error})", "check the file and its permissions"))


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


def _read_stdin(on_error: OnError) -> Iterator[Article]:
    stream = sys.stdin.buffer
    head: list[bytes] = []
    for line in stream:
        head.append(line)
        if line.strip():
            break
    start = b"".join(head).removeprefix(b"\xef\xbb\xbf").lstrip()
    yield from (read_jsonl if start.startswith(b"{") else read_txt)(chain(head, stream), "-", on_error)
