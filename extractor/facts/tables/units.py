"""Units as heads tell them ("(tỷ đồng)", "ĐVT: 1.000 ha"), and the amounts of cells, by the grammar of sentences."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass, replace
from decimal import Decimal
from functools import lru_cache
from typing import Literal

from extractor.facts.build import Measure
from extractor.facts.cascade import Item
from extractor.facts.grammar import Grammar, parse_sentence
from extractor.facts.numbers import exact, parse_number
from extractor.facts.tables.words import find_whole
from extractor.model import Amount, Number, Sentence
from extractor.text import tokenize

Style = Literal["vietnamese", "english", "dots", "unclear"]
PLAIN = re.compile(r"(?P<sign>[+\-−–▲▼↑↓]|(?i:tăng|giảm))?\s*(?P<digits>\d[\d.,]*)\s*(?P<share>%?)")
FALLS = ("-", "−", "–", "▼", "↓", "giảm")
LOSS = re.compile(r"\((\d[\d.,]*)\)")  # as accountants write what is less than nothing
SPACED = re.compile(r"(?<=\d)[ \u00a0\u202f](?=\d{3}(?!\d))")  # 1 250 000
NOTES = re.compile(r"\s*(?:\*+|\(\d\)|[¹²³])$")
SIGNS = {"≥": "trên ", ">": "trên ", "≤": "dưới ", "<": "dưới ", "~": "khoảng ", ">=": "trên ", "<=": "dưới "}
BOUND = re.compile(r"(>=|<=|[≥>≤<~])\s*")
VIETNAMESE = re.compile(r"\d\.\d{3},\d|\d,\d{1,2}$|,\d{4,}|(?:\d\.\d{3}){2}|\.\d{3}\.\d{3}")
ENGLISH = re.compile(r"\d,\d{3}\.\d|\d,\d{3},\d{3}")
DOTS = re.compile(r"\d\.(?:\d{1,2}|\d{4,})$")
THREE = re.compile(r"\d{1,3},\d{3}")
THOUSANDS = re.compile(r"^1\.?000 ?(?=[^\W\d])")
LONGEST = 40  # characters of a unit


@dataclass(frozen=True, slots=True)
class Unit:
    """A unit with the scale before it: nghìn tấn is 1000, tấn."""

    name: str
    scale: Number
    counted: bool
    words: str  # as told


def parse_words(words: str, grammar: Grammar) -> list[Item]:
    """The items of words that stand alone."""
    return parse_sentence(Sentence(0, len(words), 0, "body", tokenize(words)), words, grammar=grammar)


@lru_cache(maxsize=4096)
def read_unit(words: str, grammar: Grammar, *, told: bool = False) -> Unit | None:
    """The unit that ``words`` are; ``told``: something says that they are one, whatever they are."""
    words = words.strip(" .:;,-")
    if not words or len(words) > LONGEST:
        return None
    words = THOUSANDS.sub("nghìn ", words)
    plain = find_whole(words, "spelled") or (words if words.isupper() else words.lower())
    items = parse_words(f"1 {plain}", grammar)
    item = items[0] if len(items) == 1 else None
    if item and "amount" in item.types and isinstance(item.value, Measure):
        amount, unit = item.value.amount, item.slot("unit")
        known = unit is not None and bool({"noun", "money", "measure"} & unit.types)
        if amount.value_high is None and amount.total is None and (known or told):
            return Unit(amount.unit, amount.value, item.value.counted, words)
    if told and not any(c.isdigit() for c in words):
        return Unit(plain, 1, counted=True, words=words)
    return None


def find_style(cells: Iterable[str]) -> Style:
    """How a table writes thousands and decimals, by those cells that can be read in one way only."""
    cells = list(cells)
    vietnamese, english, dots = (any(p.search(cell) for cell in cells) for p in (VIETNAMESE, ENGLISH, DOTS))
    threes = sum(THREE.fullmatch(cell) is not None for cell in cells)
    if vietnamese:
        return "unclear" if english else "vietnamese"
    if english or (dots and threes):
        return "english"
    return "dots" if dots else "unclear" if threes > 1 else "vietnamese"


def respell(digits: str, style: Style) -> str | None:
    """The digits as Vietnamese prose has them; None where they can be read in two ways."""
    if style == "english":
        return digits.translate(str.maketrans(".,", ",."))
    if style == "dots":
        return None if re.search(r"\.\d{3}$", digits) else digits.replace(".", ",")
    return None if style == "unclear" and THREE.fullmatch(digits) else digits


def read_number(words: str, style: Style) -> tuple[Number, bool] | None:
    """(number, whether a per cent sign stands behind) of a cell with a bare number."""
    words = NOTES.sub("", SPACED.sub("", words.strip()))
    loss = LOSS.fullmatch(words)
    told = PLAIN.fullmatch(loss[1] if loss else words)
    digits = respell(told["digits"], style) if told else None
    value = parse_number(digits) if digits else None
    if told is None or value is None:
        return None
    number = -value.number if loss or (told["sign"] or "").lower() in FALLS else value.number
    return number, bool(told["share"])


def read_amount(words: str, unit: Unit | None, style: Style, grammar: Grammar) -> Measure | None:
    """The amount of a cell in the unit of its heads, if it tells none of its own."""
    if bare := read_number(words, style):
        number, share = bare
        if share:
            unit = Unit("%", 1, counted=False, words="%")
        if unit is None:
            return None
        return Measure(Amount(exact(Decimal(number) * unit.scale), unit.name), 0, unit.counted)
    plain = BOUND.sub(lambda m: SIGNS[m[1]], NOTES.sub("", SPACED.sub("", words.strip())), count=1)
    if style in ("english", "dots"):
        plain = re.sub(r"\d[\d.,]*\d", lambda m: respell(m[0], style) or "?", plain)
    for tail in ("", f" {unit.words}" if unit else ""):
        items = parse_words(plain + tail, grammar)
        if len(items) == 1 and "amount" in items[0].types and isinstance(items[0].value, Measure):
            measure: Measure = items[0].value
            if tail and unit and measure.amount.unit != unit.name:
                measure = replace(measure, amount=replace(measure.amount, unit=unit.name))
            return measure
    return None
