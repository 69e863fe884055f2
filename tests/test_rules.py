"""Every yes and no line of every rule is a case; every lexicon row is reached by its example."""

from __future__ import annotations

import pytest

from extractor.data import data_path, read_table
from extractor.facts.cascade import Rule
from extractor.facts.examples import check_rule, is_same
from extractor.facts.grammar import load_grammar
from extractor.facts.typing import type_tokens
from extractor.model import Amount
from extractor.text import tokenize

GRAMMAR = load_grammar()
RULES = GRAMMAR.rules


@pytest.mark.parametrize("rule", RULES, ids=lambda rule: rule.name)
def test_examples_hold(rule: Rule) -> None:
    assert list(check_rule(rule, grammar=GRAMMAR)) == []


def test_wrong_examples_are_told() -> None:
    money = next(rule for rule in RULES if rule.name == "money")
    broken = Rule(
        money.name,
        money.make,
        money.parts,
        (("gần 9.700 tỷ đồng", "<9701e9 VND"), ("đồng chí", "5 VND")),
        ("8 triệu đồng",),
        money.where,
        money.first,
    )
    told = list(check_rule(broken, grammar=GRAMMAR))
    assert [line.split(": ")[1].split(" ")[0] for line in told] == ["yes", "yes", "no"]
    assert not is_same(Amount(5, "VND"), "five VND")


def test_every_rule_has_both_kinds_of_examples() -> None:
    assert [rule.name for rule in RULES if not (rule.yes and rule.no)] == []


ROWS = [
    (path.name, row) for path in sorted(data_path("lexicon").glob("*.tsv")) for row in read_table(path) if "type" in row
]


@pytest.mark.parametrize(("table", "row"), ROWS, ids=lambda x: x if isinstance(x, str) else x["words"])
def test_lexicon_row_is_reached(table: str, row: dict[str, str]) -> None:
    example = row["example"]
    items = type_tokens(tokenize(example), example, lexicon=GRAMMAR.lexicon)
    words = "".join(row["words"].split()).lower()
    assert any(row["type"] in item.types and "".join(item.text.split()).lower() == words for item in items)
