"""Where the characters of a text stood in the source that it was made of.

``Offsets`` are pairs (offset in the text, offset in the source), rising; between two pairs both run side by side. Of
two pairs for one offset of the text the first is where the character before it ends in the source, the last where
the next one begins: what lies between was left out.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from operator import itemgetter

Offsets = tuple[tuple[int, int], ...]
_here = itemgetter(0)


class OffsetMap:
    """Builds Offsets from left to right: tell what happened to each stretch of the source."""

    def __init__(self) -> None:
        self._pairs: list[tuple[int, int]] = []
        self._here = self._there = self._drift = 0

    def copy(self, characters: int) -> None:
        """So many characters are the same in both."""
        self._here += characters
        self._there += characters

    def replace(self, characters: int, source: int) -> None:
        """So many characters of the text stand for so many of the source, as one whole."""
        for _ in range(characters - 1):
            self._here += 1
            self._pairs.append((self._here, self._there))
        self._here += 1 if characters else 0
        self._there += source
        if characters > 1 or self._there - self._here != self._drift:
            self._mark()

    def skip(self, source: int) -> None:
        """So many characters of the source are not in the text."""
        if source:
            self._pairs.append((self._here, self._there))
            self._there += source
            self._mark()

    def insert(self, characters: int) -> None:
        """So many characters of the text are not in the source."""
        for _ in range(characters):
            self._here += 1
            self._pairs.append((self._here, self._there))
            self._mark()  # twice: it ends here, and takes nothing of what follows

    def pairs(self) -> Offsets:
        """What has been told so far."""
        return tuple(self._pairs)

    def _mark(self) -> None:
        self._pairs.append((self._here, self._there))
        self._drift = self._there - self._here


def find_start(offsets: Offsets, at: int) -> int:
    """Where in the source the character at ``at`` begins."""
    i = bisect_right(offsets, at, key=_here)
    here, there = offsets[i - 1] if i else (0, 0)
    return there + at - here


def find_end(offsets: Offsets, at: int) -> int:
    """Where in the source the character before ``at`` ends."""
    begin = find_start(offsets, at - 1) if at else 0
    i = bisect_left(offsets, at, key=_here)
    if i == len(offsets) or offsets[i][0] != at:
        here, there = offsets[i - 1] if i else (0, 0)
        return there + at - here
    while offsets[i][1] <= begin and i + 1 < len(offsets) and offsets[i + 1][0] == offsets[i][0] + 1:
        i += 1  # it is one of several characters that stand for a whole
    return offsets[i][1]


def to_source(offsets: Offsets, start: int, end: int) -> tuple[int, int]:
    """The stretch of the source that ``start`` to ``end`` of the text stands for: what was left out at its edges is no
    part of it; of characters that stand for a whole it has the whole."""
    begin = find_start(offsets, start)
    return begin, max(begin, find_end(offsets, end)) if end > start else begin


def compose(outer: Offsets, inner: Offsets) -> Offsets:
    """From a text by way of a middle (``outer``) to the source of that (``inner``)."""
    if not outer or not inner:
        return outer or inner
    pairs: list[tuple[int, int]] = []
    drift = 0
    for at in _merge(outer, inner):
        end, start = find_end(inner, find_end(outer, at)), find_start(inner, find_start(outer, at))
        if end < start or start == end == (pairs[-1][1] if pairs else -1):
            pairs.append((at, end))
        if start - at != drift or end != start:
            pairs.append((at, start))
            drift = start - at
    return tuple(pairs)


def _merge(outer: Offsets, inner: Offsets) -> list[int]:
    """Every offset of the text at which either map does something."""
    found = {here for here, _ in outer}
    i, drift, stretch = 0, 0, 0  # the middle minus the text, and where the stretch begins in the text
    for middle in sorted({here for here, _ in inner}):
        for last in (middle - 1, middle):  # the same place of the middle may end one stretch and begin another
            while i < len(outer) and outer[i][1] <= last:
                drift, stretch = outer[i][1] - outer[i][0], outer[i][0]
                i += 1
            if stretch <= middle - drift and (i == len(outer) or middle - drift <= outer[i][0]):
                found.add(middle - drift)
    return sorted(found)
