"""The yes and no lines of a rule, in the gold notation: what the tests and ``vnfacts rules test`` run."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal, InvalidOperation

from extractor.facts.build import Base, Change, Measure
from extractor.facts.cascade import Item, Rule
from extractor.facts.grammar import Grammar, parse_sentence
from extractor.facts.periods import Moment, resolve_moment
from extractor.model import Amount, Sentence
from extractor.text import tokenize

TODAY = "2020-06-15"  # the publishing day of every example
SIGNS = {"increase": "+", "decrease": "-", "ratio": "=", "multiple": "x", None: "+"}
BOUNDS = {"~": "about", ">": "at_least", "<": "at_most"}


def check_rule(rule: Rule, *, grammar: Grammar) -> Iterator[str]:
    """One line for each example of ``rule`` that does not hold."""
    for text, wanted in rule.yes:
        items = parse_example(text, grammar=grammar)
        found = find_made(rule, items)
        if not found:
            seen = ", ".join(f"“{item.text}” {item.rule.split(' ')[0]}" for item in items if item.rule) or "nothing"
            yield f"{rule.where}: yes “{text}”: the rule makes nothing of it; made: {seen}"
        elif not is_same(found[0].value, wanted):
            yield f"{rule.where}: yes “{text}”: not {wanted}, but {found[0].value}"
    for text in rule.no:
        if made := find_made(rule, parse_example(text, grammar=grammar)):
            yield f"{rule.where}: no “{text}”: the rule makes “{made[0].text}” of it"


def parse_example(text: str, *, grammar: Grammar) -> list[Item]:
    """The items of one example."""
    return parse_sentence(Sentence(0, len(text), 0, "body", tokenize(text)), text, grammar=grammar)


def find_made(rule: Rule, items: list[Item]) -> list[Item]:
    """What ``rule`` made, also inside of what other rules made."""
    inner = [part for item in items for _, part in item.slots]
    return [item for item in (*items, *inner) if item.rule == str(rule)]


def is_same(value: object, notation: str) -> bool:
    """Whether a built value is what the notation says."""
    match value:
        case Measure(amount=amount):
            return _same_amount(amount, notation)
        case Change(relation=relation, measure=measure, base=base):
            told, _, words = notation.partition("@")
            number, _, unit = told[1:].rstrip("%").partition(" ")
            low, _, high = number.partition("..")
            top = measure.amount.value_high
            got = (Decimal(measure.amount.value), None if top is None else Decimal(top))
            same = unit in ("", measure.amount.unit)
            return same and (told[:1], _number(low), _number(high), words) == (SIGNS[relation], *got, base or "")
        case Base(words=words):
            return notation == f"@{words}"
        case Moment():
            period = resolve_moment(value, "", published=TODAY)
            first, _, last = notation.partition("/")
            ends = (period.end or "").startswith(last or first)
            return ends and ((first == ".." and period.start is None) or (period.start or "").startswith(first))
        case _:
            return notation == "block" and value is None


def _same_amount(amount: Amount, notation: str) -> bool:
    value, _, unit = notation.partition(" ")
    bound = BOUNDS.get(value[:1], "exact")
    low, _, high = value.lstrip("~<>").partition("..")
    low, _, total = low.partition("/")
    wanted = tuple(_number(x) if x else None for x in (low, high, total))
    got = tuple(None if x is None else Decimal(x) for x in (amount.value, amount.value_high, amount.total))
    return (bound, unit, wanted) == (amount.bound, amount.unit, got)


def _number(text: str) -> Decimal | None:
    try:
        return Decimal(text)
    except InvalidOperation:
        return None
