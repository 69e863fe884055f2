"""A text cut at every border of a mention or fact, so that spans may nest and cross as they like."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from extractor.sinks.writer import Record


@dataclass(frozen=True, slots=True)
class Mark:
    """A stretch of text with all that covers it, longest first, and the ids of facts that begin with it."""

    text: str
    entities: tuple[Record, ...] = ()
    facts: tuple[Record, ...] = ()
    facts_begun: tuple[str, ...] = ()


def mark_text(text: str, entities: Sequence[Record], facts: Sequence[Record]) -> Iterator[Mark]:
    """Marks that make up exactly ``text``."""
    borders = sorted({0, len(text), *(x for item in (*entities, *facts) for x in (item["start"], item["end"]))})
    waiting = sorted(entities, key=lambda e: (-e["start"], e["end"]))
    waiting_facts = sorted(facts, key=lambda f: (-f["start"], f["end"]))
    open_entities: list[Record] = []
    open_facts: list[Record] = []
    for start, end in zip(borders, borders[1:], strict=False):
        open_entities = _open(open_entities, waiting, start)
        open_facts = _open(open_facts, waiting_facts, start)
        begun = tuple(fact["id"] for fact in open_facts if fact["start"] == start)
        yield Mark(text[start:end], tuple(open_entities), tuple(open_facts), begun)


def _open(items: Sequence[Record], waiting: list[Record], at: int) -> list[Record]:
    """What covers ``at``, the longest first: of the open items those that go on, and the ones that begin."""
    begun: list[Record] = []
    while waiting and waiting[-1]["start"] <= at:
        begun.append(waiting.pop())
    covering = (item for item in (*items, *begun) if item["end"] > at)
    return sorted(covering, key=lambda item: item["start"] - item["end"])
