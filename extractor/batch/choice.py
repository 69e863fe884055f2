"""Which documents of the input are wanted: the same ones on every run, whatever the order."""

from __future__ import annotations

import heapq
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path

from extractor.errors import UsageError
from extractor.model import Article

KEYS = 1 << 63  # keys are hashes, spread evenly below this


@dataclass(frozen=True, slots=True)
class Choice:
    """``since``: ISO day; ``sample``: a share from 0 to 1 (float) or a number of documents (int); ``date``: the ISO
    day of articles that have none of their own."""

    limit: int | None = None
    since: str | None = None
    sample: float | int | None = None
    date: str | None = None

    def check(self, paths: Sequence[str | Path]) -> None:
        """Raise UsageError where a path can be read only once: for a number of documents the input is read twice."""
        for path in map(str, paths) if isinstance(self.sample, int) else ():
            if path == "-" or (Path(path).exists() and not (Path(path).is_file() or Path(path).is_dir())):
                raise UsageError("--sample", f"{path} cannot be read twice", "give a share (0.1), or a file")

    def is_recent(self, article: Article) -> bool:
        """Whether the article was published on that day or later; one without a date was not."""
        return self.since is None or (article.published or self.date or "")[:10] >= self.since

    def find_cutoff(self, keys: Iterable[int]) -> int:
        """The greatest key of the sample: ``keys`` are read only where a number of documents is wanted."""
        if self.sample is None:
            return KEYS
        if isinstance(self.sample, int):
            return max(least_keys(keys, self.sample), default=-1)
        return int(self.sample * KEYS) - 1


@dataclass(frozen=True, slots=True)
class Redo:
    """Which documents of the store are annotated again: ``older`` ones, done under other options; ``failed`` ones."""

    older: bool = False
    failed: bool = False


def least_keys(keys: Iterable[int], count: int) -> list[int]:
    """The least ``count`` different keys; so many are kept in memory."""
    heap: list[int] = []  # negated: the greatest is on top
    kept: set[int] = set()
    for key in keys:
        if key in kept or (len(heap) == count and key > -heap[0]):
            continue
        kept.add(key)
        if len(heap) < count:
            heapq.heappush(heap, -key)
        else:
            kept.remove(-heapq.heapreplace(heap, -key))
    return [-key for key in heap]


def parse_sample(text: str | None) -> float | int | None:
    """500 documents, or a share: 0.1 or 10%. Raises UsageError."""
    if text is None:
        return None
    try:
        if text.isdecimal() and int(text):
            return int(text)
        share = float(text.removesuffix("%")) / (100 if text.endswith("%") else 1)
    except ValueError:
        share = 0.0
    if not 0 < share <= 1:
        raise UsageError("--sample", f"{text!r} is no sample", "give a number of documents (500) or a share (0.1, 10%)")
    return share
