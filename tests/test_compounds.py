"""Nouns of two and three syllables are counted whole: every row of lexicon/compounds.tsv by its own example."""

from __future__ import annotations

import pytest

from extractor.data import data_path, read_table
from extractor.facts.attach import attach_items
from extractor.facts.examples import parse_example
from extractor.facts.grammar import load_grammar

ROWS = read_table(data_path("lexicon", "compounds.tsv"))


def units(text: str) -> list[str]:
    items = parse_example(text, grammar=load_grammar())
    return [draft.level.amount.unit for draft in attach_items(items, text) if draft.level]


@pytest.mark.parametrize("row", ROWS, ids=lambda row: row["words"])
def test_a_noun_is_counted_whole(row: dict[str, str]) -> None:
    assert units(row["example"]) == [row["words"]]


def test_words_that_make_no_noun_stay_apart() -> None:
    assert units("có 5 lãnh thổ khác") == ["lãnh"]
