"""Expressions of the press, each with the amounts that it tells (none where it measures nothing)."""

from __future__ import annotations

from pathlib import Path

import pytest

from extractor.data import read_table
from extractor.facts.build import Measure
from extractor.facts.examples import is_same, parse_example
from extractor.facts.grammar import load_grammar

ROWS = read_table(Path(__file__).parent / "corpus" / "numbers.tsv")


@pytest.mark.parametrize("row", ROWS, ids=lambda row: row["text"])
def test_expression(row: dict[str, str]) -> None:
    items = parse_example(row["text"], grammar=load_grammar())
    told = [item.value for item in items if isinstance(item.value, Measure)]
    wanted = [amount.strip() for amount in row["amounts"].split(";") if amount.strip()]
    assert len(told) == len(wanted), told
    assert all(is_same(value, amount) for value, amount in zip(told, wanted, strict=True)), told


def test_a_slip_of_the_press_is_marked() -> None:
    (item,) = (i for i in parse_example("đạt 1.5 triệu đồng", grammar=load_grammar()) if isinstance(i.value, Measure))
    assert item.value.doubtful == "1.5: a point where a decimal comma is usual"
