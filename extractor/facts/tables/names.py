"""The names that a document tells, by where they stand."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Sequence

from extractor.model import Entity

COVERS = 0.6  # of a cell, from which on it is the name inside it


class Names:
    """Mentions in reading order, found by a stretch of the text."""

    def __init__(self, mentions: Sequence[Entity]) -> None:
        self.mentions = sorted(mentions, key=lambda m: m.start)
        self._starts = [m.start for m in self.mentions]

    def inside(self, start: int, end: int) -> Sequence[Entity]:
        """Those that begin between two offsets."""
        return self.mentions[bisect_left(self._starts, start) : bisect_left(self._starts, end)]

    def begins(self, at: int) -> bool:
        """Whether a place or a body begins here."""
        return any(m.label in ("LOC", "ORG") for m in self.inside(at, at + 1))

    def covering(self, start: int, end: int, label: str) -> Entity | None:
        """The one of this label that takes most of a cell."""
        for m in self.inside(start, end):
            if m.label == label and m.end <= end and m.end - m.start >= COVERS * (end - start):
                return m
        return None
