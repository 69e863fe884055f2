"""The whole noun of what is counted, where the rules took its first syllable alone: "14 lãnh | đạo"."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from functools import lru_cache

from extractor.data import data_path, read_table
from extractor.facts.cascade import Item
from extractor.facts.draft import Draft
from extractor.text import split_words

LONGEST = 3  # syllables of a noun


@lru_cache(maxsize=1)
def read_compounds() -> frozenset[tuple[str, ...]]:
    """The nouns of lexicon/compounds.tsv."""
    return frozenset(split_words(row["words"]) for row in read_table(data_path("lexicon", "compounds.tsv")))


def complete_units(items: Sequence[Item], drafts: Sequence[Draft]) -> None:
    """Let each counted unit that is half a noun take the rest of it; drafts are changed in place."""
    for draft in drafts:
        unit = items[draft.at].slot("unit")
        if draft.level is None or not draft.level.counted or unit is None or draft.level.amount.unit != unit.text:
            continue
        noun = _find_noun([unit, *items[draft.at + 1 : draft.at + LONGEST]])
        if noun:
            amount = replace(draft.level.amount, unit=noun)
            draft.level = replace(draft.level, amount=amount)


def _find_noun(items: Sequence[Item]) -> str | None:
    """The longest noun of the table that the items begin with."""
    for count in range(len(items), 1, -1):
        words = " ".join(item.text for item in items[:count])
        if split_words(words) in read_compounds():
            return words
    return None
