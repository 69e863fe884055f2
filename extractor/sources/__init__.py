"""Readers: one format a file; paths in, Articles out, streamed."""

from __future__ import annotations

import os
import sys
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from io import BufferedReader
from pathlib import Path
from typing import Any

from extractor.errors import InputError
from extractor.model import Article
from extractor.sources.containers import DEPTH, Member, find_trick, make_label
from extractor.sources.detection import REFUSED, detect, find_suffix, strip_packed
from extractor.sources.guard import Guard
from extractor.sources.options import OnError, Reader, Reading, Refused
from extractor.sources.readers import CONTAINERS, READERS
from extractor.sources.streams import look, measure
from extractor.sources.unpacking import BUFFER, PACKINGS, Budget, Unpacked
from extractor.sources.walk import count_bytes, find_files, find_path, is_listed

__all__ = [
    "CONTAINERS",
    "READERS",
    "OnError",
    "Reader",
    "Reading",
    "Refused",
    "count_bytes",
    "find_path",
    "read_sources",
]


def read_sources(paths: Sequence[str], on_error: OnError, reading: Reading | None = None) -> Iterator[Article]:
    """Every article of files, folders, patterns and ``-``; what cannot be read goes to ``on_error`` and the rest goes
    on. ``source`` is the path, archive!member, and file#line for records."""
    for path in paths:
        yield from _read_path(str(Path(path)) if path else path, on_error, reading or Reading())


def _read_path(path: str, on_error: OnError, reading: Reading) -> Iterator[Article]:
    with Guard(path, on_error):
        for file in ["-"] if path == "-" else find_files(path, on_error, reading):
            yield from _read_file(file, on_error, reading)


def _read_file(path: str, on_error: OnError, reading: Reading) -> Iterator[Article]:
    with Guard(path, on_error, inner=False):
        stream: Any = sys.stdin.buffer if path == "-" else open(path, "rb", buffering=BUFFER)  # noqa: SIM115
        try:
            budget = Budget(measure(stream))
            head, whole = look(stream, budget)
            name = "" if path == "-" else os.path.basename(path)
            yield from _Layers(budget, on_error).read(Layer(path, name, head, whole, 0), reading)
        finally:
            if path != "-":
                stream.close()


@dataclass(frozen=True, slots=True)
class Layer:
    """A stream on its way through containers and packings: what it is told as, its name there, its first bytes."""

    source: str
    name: str
    head: bytes
    stream: BufferedReader
    depth: int


class _Layers:
    """One file, down through whatever is in it."""

    def __init__(self, budget: Budget, on_error: OnError) -> None:
        self._budget, self._on_error = budget, on_error

    def read(self, layer: Layer, reading: Reading, kind: str | None = None) -> Iterator[Article]:
        """Raises whatever reading it raises. ``kind``: what its container says it is, if its bytes do not tell."""
        if not layer.head:
            raise Refused("an empty file", "give a file with text")
        kind = detect(layer.head, layer.name or f"member{kind or ''}")
        if layer.depth > DEPTH:
            raise Refused(f"more than {DEPTH} archives, one in the other", "unpack it by hand if you trust it")
        if kind in PACKINGS:
            head, stream = look(BufferedReader(Unpacked(layer.stream, kind, self._budget), BUFFER))
            name = strip_packed(layer.name)
            yield from self.read(Layer(layer.source, name, head, stream, layer.depth + 1), reading)
        elif kind in CONTAINERS:
            yield from self._read_members(kind, layer, reading)
        elif kind in READERS:
            yield from READERS[kind](layer.stream, layer.source, self._on_error, reading)
        else:
            raise Refused(*REFUSED.get(kind, (f"a file of the kind {kind}, which is not read yet", "save it as text")))

    def _read_members(self, kind: str, layer: Layer, reading: Reading) -> Iterator[Article]:
        found = False
        for member in CONTAINERS[kind](layer.stream, self._budget, reading.max_bytes):
            trick = find_trick(member.name)
            if trick is None and member.listed and not is_listed(member.name):
                reading.left_out[find_suffix(member.name)] += 1
                continue
            found = True
            source = f"{layer.source}!{make_label(member.name)}"
            if trick:
                self._on_error(InputError(source, trick.seen, trick.remedy))
            else:
                yield from self._read_member(member, source, layer.depth + 1, reading)
        if not found:
            raise Refused("an archive without texts", "see what is in it")

    def _read_member(self, member: Member, source: str, depth: int, reading: Reading) -> Iterator[Article]:
        with Guard(source, self._on_error), member.open() as opened:
            head, stream = look(opened)
            name = member.name if member.listed else ""
            told = replace(reading, declared=member.declared)
            for article in self.read(Layer(source, name, head, stream, depth), told, member.kind):
                yield _add(article, member)


def _add(article: Article, member: Member) -> Article:
    if not (member.record_id or member.url or member.warnings):
        return article
    warnings = (*article.warnings, *member.warnings)
    record_id, url = article.record_id or member.record_id, article.url or member.url
    return replace(article, record_id=record_id, url=url, warnings=warnings)
