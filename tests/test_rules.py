"""Every yes and no line of every rule is a case; every lexicon row is reached by its example."""

from __future__ import annotations

from decimal import Decimal

import pytest

from extractor.data import data_path, read_table
from extractor.facts.build import Base, Change, Measure, parse_sentence, read_grammar
from extractor.facts.cascade import Item, Rule
from extractor.facts.periods import Moment, resolve_moment
from extractor.facts.typing import read_lexicon, type_tokens
from extractor.model import Amount, Sentence
from extractor.text import tokenize

RULES = [rule for stratum in read_grammar() for rule in stratum.rules]
SIGN = {"increase": "+", "decrease": "-", "ratio": "=", "multiple": "x", None: "+"}
BOUND = {"exact": "", "about": "~", "at_least": ">", "at_most": "<"}


def parse(example: str) -> list[Item]:
    return parse_sentence(Sentence(0, len(example), 0, "body", tokenize(example)), example)


def found_by(rule: Rule, items: list[Item]) -> list[Item]:
    inner = [part for item in items for _, part in item.slots]
    return [item for item in (*items, *inner) if item.rule == str(rule)]


def same_amount(amount: Amount, notation: str) -> bool:
    value, _, unit = notation.partition(" ")
    bound = next((k for k, sign in BOUND.items() if sign and value.startswith(sign)), "exact")
    value = value.lstrip("~<>")
    low, _, high = value.partition("..")
    low, _, total = low.partition("/")
    want = tuple(Decimal(x) if x else None for x in (low, high, total))
    got = tuple(None if x is None else Decimal(x) for x in (amount.value, amount.value_high, amount.total))
    return (bound, unit, want) == (amount.bound, amount.unit, got)


def same(value: object, notation: str) -> bool:
    match value:
        case Measure(amount=amount):
            return same_amount(amount, notation)
        case Change(relation=relation, measure=measure, base=base):
            told, _, words = notation.partition("@")
            number = Decimal(told[1:].rstrip("%"))
            return (told[0], number, words) == (SIGN[relation], Decimal(measure.amount.value), base or "")
        case Base(words=words):
            return notation == f"@{words}"
        case Moment():
            period = resolve_moment(value, "", published="2020-06-15")
            first, _, last = notation.partition("/")
            ends = (period.end or "").startswith(last or first)
            return ends and (first == ".." and period.start is None or (period.start or "").startswith(first))
        case _:
            return notation == "block" and value is None


YES = [(rule, text, want) for rule in RULES for text, want in rule.yes]
NO = [(rule, text) for rule in RULES for text in rule.no]


@pytest.mark.parametrize(("rule", "text", "want"), YES, ids=lambda x: getattr(x, "name", None) or str(x))
def test_yes(rule: Rule, text: str, want: str) -> None:
    found = found_by(rule, parse(text))
    assert found, [(item.text, item.rule) for item in parse(text)]
    assert same(found[0].value, want), found[0].value


@pytest.mark.parametrize(("rule", "text"), NO, ids=lambda x: getattr(x, "name", None) or str(x))
def test_no(rule: Rule, text: str) -> None:
    assert not found_by(rule, parse(text))


def test_every_rule_has_both_kinds_of_examples() -> None:
    assert [rule.name for rule in RULES if not (rule.yes and rule.no)] == []


ROWS = [
    (path.name, row) for path in sorted(data_path("lexicon").glob("*.tsv")) for row in read_table(path) if "type" in row
]


@pytest.mark.parametrize(("table", "row"), ROWS, ids=lambda x: x if isinstance(x, str) else x["words"])
def test_lexicon_row_is_reached(table: str, row: dict[str, str]) -> None:
    example = row["example"]
    items = type_tokens(tokenize(example), example, lexicon=read_lexicon())
    words = "".join(row["words"].split()).lower()
    assert any(row["type"] in item.types and "".join(item.text.split()).lower() == words for item in items)
