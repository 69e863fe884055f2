"""The unit that a head tells: in brackets, behind "ĐVT:", behind a comma, or a per cent sign by itself."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from extractor.facts.grammar import Grammar
from extractor.facts.tables.units import Unit, read_unit
from extractor.facts.tables.words import find_whole
from extractor.model import Token

BRACKET = re.compile(r"[(\[]([^()\[\]]*)[)\]]")
TOLD_UNIT = re.compile(r"(?:đơn vị(?: tính)?|đvt|đv tính|đ\.v\.t)\s*[:：]?\s+", re.IGNORECASE)


@dataclass(slots=True)
class UnitTold:
    """The unit, the scale where only that is told, and the stretches that tell them."""

    unit: Unit | None = None
    scale: int = 1
    spans: tuple[tuple[int, int], ...] = ()


def find_told_unit(text: str, start: int, end: int, tokens: Sequence[Token], grammar: Grammar) -> UnitTold:
    """What the words from ``start`` to ``end`` tell of the unit."""
    found = UnitTold()
    for m in BRACKET.finditer(text, start, end):
        told = TOLD_UNIT.match(m[1])
        words = m[1][told.end() :] if told else m[1].split(",")[0]
        if scale := find_whole(words, "scale"):
            found.scale = int(scale)
            found.spans += (m.span(),)
        elif unit := read_unit(words, grammar, told=bool(told)):
            found.unit = unit
            found.spans += (m.span(),)
    if (told := TOLD_UNIT.search(text, start, end)) and found.unit is None:
        found.unit = read_unit(text[told.end() : end], grammar, told=True)
        found.spans += ((told.start(), end),)
    comma = text.rfind(",", start, end)
    if found.unit is None and comma > 0:
        unit = read_unit(text[comma + 1 : end], grammar)
        if unit and not unit.counted:
            found.unit = unit
            found.spans += ((comma, end),)
    for token in tokens:
        if token.text == "%" and not any(a <= token.start < b for a, b in found.spans):
            found.unit = found.unit or read_unit("%", grammar)
            found.spans += ((token.start, token.end),)
    return found
