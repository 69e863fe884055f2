"""How well a reader finds the zones and the metadata of labelled pages; for the tests and the benchmark.

``score_pages(folder, read)``: ``read`` takes the bytes of a page, or of the text that was copied from it, and gives a
``Reading``. Zones are scored by
characters that are not blank: of those of the gold in their order, the share that the reader gives the gold's zone. A
character that is lost is wrong, and so is one that is invented: ``accuracy = right / (gold + invented)``.
"""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from difflib import SequenceMatcher
from pathlib import Path
from typing import Any

ARTICLE = frozenset({"headline", "lead", "heading", "body", "caption", "byline"})
FIELDS = ("title", "published", "authors", "publisher", "url", "tags", "dateline")


@dataclass
class Reading:
    """What a reader made of a page: zones in the order of the page, and metadata by the names of FIELDS. ``rest``: the
    zone of what it leaves out, if it means that as a verdict."""

    zones: Sequence[tuple[str, str]]
    told: dict[str, Any]
    rest: str | None = None


@dataclass
class Score:
    """``confused[gold, found]``: characters; found is "lost" where a reader has none. ``missed``: field → page → (gold,
    found)."""

    gold: int = 0
    right: int = 0
    invented: int = 0
    confused: Counter[tuple[str, str]] = field(default_factory=Counter)
    pages: dict[str, float] = field(default_factory=dict)
    missed: dict[str, dict[str, tuple[Any, Any]]] = field(default_factory=lambda: {name: {} for name in FIELDS})

    @property
    def parted(self) -> float:
        """Of the article and all the rest, told apart: the eight zones taken as two."""
        right = sum(n for (gold, found), n in self.confused.items() if (gold in ARTICLE) == (found in ARTICLE))
        lost = sum(n for (gold, found), n in self.confused.items() if found == "lost" and gold not in ARTICLE)
        return (right - lost) / max(1, self.gold + self.invented)

    @property
    def accuracy(self) -> float:
        """Of the zones, by characters, all pages together."""
        return self.right / max(1, self.gold + self.invented)

    @property
    def mean(self) -> float:
        """Of the zones, by characters, the mean of the pages."""
        return sum(self.pages.values()) / max(1, len(self.pages))

    def share(self, name: str) -> float:
        """Pages on which a field is right."""
        return 1 - len(self.missed[name]) / max(1, len(self.pages))

    def zones(self) -> dict[str, tuple[float, float]]:
        """Precision and recall of each zone, by characters."""
        found: dict[str, tuple[float, float]] = {}
        for kind in sorted({gold for gold, _ in self.confused}):
            right = self.confused[kind, kind]
            told = sum(n for (_, other), n in self.confused.items() if other == kind)
            gold = sum(n for (own, _), n in self.confused.items() if own == kind)
            found[kind] = (right / max(1, told), right / max(1, gold))
        return found


def score_pages(folder: Path, read: Callable[[bytes], Reading], kind: str = ".html") -> Score:
    """All pages of a folder of NAME.html, the same as NAME.txt, and NAME.json."""
    score = Score()
    for path in sorted(folder.glob(f"*{kind}")):
        gold = json.loads(path.with_suffix(".json").read_text(encoding="utf-8"))
        reading = read(path.read_bytes())
        right, size, invented = add_zones(score.confused, gold["zones"], reading.zones, reading.rest)
        score.gold, score.right, score.invented = score.gold + size, score.right + right, score.invented + invented
        score.pages[path.stem] = right / max(1, size + invented)
        for name in FIELDS:
            if not is_right(name, gold[name], reading.told.get(name)):
                score.missed[name][path.stem] = (gold[name], reading.told.get(name))
    return score


def add_zones(
    confused: Counter[tuple[str, str]],
    gold: Sequence[Sequence[str]],
    found: Sequence[tuple[str, str]],
    rest: str | None = None,
) -> tuple[int, int, int]:
    """Right characters, those of the gold, those invented."""
    (own, kinds), (other, guesses) = spell_out(gold), spell_out(found)
    pairs = align(own, other)
    for a, b in pairs:
        confused[kinds[a], guesses[b]] += 1
    left = set(range(len(own))) - {a for a, _ in pairs}
    for a in left:
        confused[kinds[a], rest or "lost"] += 1
    right = sum(kinds[a] == guesses[b] for a, b in pairs) + sum(kinds[a] == rest for a in left)
    return right, len(own), len(other) - len(pairs)


def spell_out(zones: Sequence[Sequence[str]]) -> tuple[str, list[str]]:
    """Every character that is not blank, and the zone of each."""
    pieces = [("".join(text.split()), kind) for kind, text in zones]
    return "".join(text for text, _ in pieces), [kind for text, kind in pieces for _ in text]


def align(one: str, other: str) -> list[tuple[int, int]]:
    """Pairs of places that hold the same character, in the order of both."""
    if one == other:
        return [(i, i) for i in range(len(one))]
    size = 1 if len(one) < 50 or len(other) < 50 else 8
    firsts, seconds = _shingle(one, size), _shingle(other, size)
    matcher = SequenceMatcher(None, firsts, seconds, autojunk=False)
    pairs: list[tuple[int, int]] = []
    a = b = 0
    for block in matcher.get_matching_blocks():
        if block.size:
            stop = block.a + block.size + size - 1, block.b + block.size + size - 1
            start = max(block.a, a), max(block.b, b)
            skip = max(start[0] - block.a, start[1] - block.b)
            if size > 1 and (block.a - a and block.b - b):
                pairs += [(a + x, b + y) for x, y in align(one[a : block.a][:49], other[b : block.b][:49])]
            pairs += zip(range(block.a + skip, stop[0]), range(block.b + skip, stop[1]), strict=True)
            a, b = stop
    return pairs


def _shingle(text: str, size: int) -> list[str]:
    return [text[i : i + size] for i in range(len(text) - size + 1)]


def is_right(name: str, gold: Any, found: Any) -> bool:
    """Whether a field is told as the gold has it: moments by the moment, names by their letters whatever their case."""
    if name == "published":
        return _read_moment(gold) == _read_moment(found)
    if name in ("authors", "tags"):
        return sorted(map(_fold, gold or ())) == sorted(map(_fold, found or ()))
    return _fold(gold) == _fold(found)


def _read_moment(told: Any) -> Any:
    return datetime.fromisoformat(told) if told and "T" in told else told or None


def _fold(told: Any) -> str:
    return " ".join(str(told or "").split()).casefold()
