"""Which figures are parts of another: what stands behind "trong đó" and "gồm", also in the next sentence."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from extractor.facts.cascade import Item
from extractor.model import Fact, Sentence


def link_parts(facts: list[Fact], first: int, sentence: Sentence, items: Sequence[Item]) -> None:
    """Give the facts from ``first`` on (those of ``sentence``) the total that they are parts of."""
    words = [item for item in items if "breakdown" in item.types]
    for n in range(first, len(facts)):
        behind = [item for item in words if item.end <= facts[n].start]
        if not behind or facts[n].part_of:
            continue
        total = _total(facts, n, first, sentence, behind[-1].start)
        if total and _is_part(facts[n], total):
            facts[n] = replace(facts[n], part_of=total.id)


def _total(facts: Sequence[Fact], n: int, first: int, sentence: Sentence, at: int) -> Fact | None:
    """The last figure before the word at ``at``; where the word opens the sentence, the total of the one before."""
    before = [fact for fact in facts[first:n] if fact.end <= at]
    if before:
        return before[-1]
    opens = at - sentence.start < 3
    last = facts[first - 1] if opens and first else None
    return last if last and last.zone == sentence.zone else None


def _is_part(fact: Fact, total: Fact) -> bool:
    """Of the same unit, and no larger."""
    part, whole = fact.amount, total.amount
    return bool(part and whole and part.unit == whole.unit and part.value <= whole.value and part.total is None)
