"""What a cell measures, by its column, its row and the words above; and its unit."""

from __future__ import annotations

from dataclasses import dataclass, replace

from extractor.facts.bare import UNCOUNTED
from extractor.facts.canonical import COUNTED, find_dimension, identify
from extractor.facts.draft import Named
from extractor.facts.grammar import Grammar
from extractor.facts.tables.columns import Column
from extractor.facts.tables.heads import Span
from extractor.facts.tables.lead import Lead
from extractor.facts.tables.rows import Row
from extractor.facts.tables.units import Unit
from extractor.facts.tables.words import find_whole, starts_with
from extractor.facts.typing import type_tokens
from extractor.text import tokenize

SCOPES = frozenset({"place", "period", "total", "body", "status"})  # rows that name whose figure it is, not what
PLAIN = ("số lượng", "lượng", "số", "giá trị", "trị giá", "mức", "tổng số", "tổng", "cộng", "nam", "nữ")
COUNTS = ("tổng số ", "số lượng ", "số ")


@dataclass(frozen=True, slots=True)
class Naming:
    """The words for it, which heads gave them, and the rule's name."""

    named: Named
    rule: str


def name_cell(column: Column, row: Row, lead: Lead, text: str, grammar: Grammar) -> Naming | None:
    """None where no head says what is measured."""
    if row.kind == "bare":
        named = column.measure and Named(*column.measure, "the head of the column", behind=column.above)
        return Naming(named, "bare") if named and column.unit else None
    label = row.parent.label if row.kind == "status" and row.parent else row.label
    scoped = row.kind in SCOPES and not (row.kind == "status" and row.parent)
    measure, above = column.measure, column.above
    if measure and above and _is_measure(above, text, grammar) and not _is_measure(measure, text, grammar):
        measure, above = above, measure  # "Số người đã tiêm" over "Mũi 1"
    if lead.terms and column.months and measure is None:
        measure = column.start, column.end
        if lead.measure is None:
            return None
        return Naming(Named(*measure, "the words above and the term in the column's head", prefix=lead.measure), "term")
    if measure and _say(measure, text) in PLAIN and lead.measure and scoped:
        measure = lead.measure if find_whole(_say(measure, text), "total") is not None else measure
        if measure is not lead.measure:
            return Naming(Named(*lead.measure, "the head of the column and the words above", prefix=measure), "column")
    if measure and lead.measure and not column.unit and (column.part or not _is_measure(measure, text, grammar)):
        why = "the words above, and the head of the column"
        if scoped:
            return Naming(Named(*measure, why, prefix=lead.measure), "caption")
        return Naming(Named(*label, why + " and of the row", prefix=lead.measure, behind=measure), "caption")
    if measure and scoped:
        return Naming(Named(*measure, "the head of the column", behind=above), "column")
    if measure:
        why = "the head of the column, and that of the row"
        return Naming(Named(*label, why, prefix=measure, behind=above), "both")
    if scoped:
        return Naming(Named(*lead.measure, "the words above the table"), "caption") if lead.measure else None
    if row.part or row.parent is None or _is_measure(label, text, grammar):
        if lead.measure and not row.unit and not _is_measure(label, text, grammar):
            return Naming(Named(*label, "the words above, and the row", prefix=lead.measure), "caption")
        return Naming(Named(*label, "the head of the row"), "row")
    prefix = lead.measure if lead.measure and not row.unit else row.parent.label
    return Naming(Named(*label, "the head of the row, below another", prefix=prefix), "row")


def _say(span: Span, text: str) -> str:
    return text[span[0] : span[1]].lower()


def _is_measure(span: Span, text: str, grammar: Grammar) -> bool:
    """Whether words name by themselves what is measured."""
    items = type_tokens(tokenize(text, start=span[0], end=span[1]), text, lexicon=grammar.lexicon)
    words = _say(span, text)
    if not items:
        return False
    if "head" in items[0].types or words.startswith(COUNTS) or identify(words, None, counted=True) is not None:
        return True
    return _count(text[span[0] : span[1]], grammar) is not None


def find_unit(
    column: Column, row: Row, lead: Lead, naming: Naming, text: str, grammar: Grammar
) -> tuple[Unit, str] | None:
    """(unit, which head tells it) of a cell that tells none of its own."""
    if column.unit and row.unit and _is_price(column.unit, row.unit):
        name = f"{column.unit.name}/{row.unit.name}"
        return Unit(name, column.unit.scale, False, column.unit.words), "the heads of column and row: a price"
    for unit, why in ((row.unit, "row"), (column.unit, "column")):
        if unit:
            return unit, f"“{unit.words}” with the head of the {why}"
    counted = count_noun(naming.named, text, grammar)
    if column.scale > 1:
        return (replace(counted[0], scale=column.scale), "the head of the column") if counted else None
    if counted and (lead.unit is None or (counted[1] and not lead.unit.counted)):
        return counted[0], f"“{counted[0].words}” tells what is counted"
    return (lead.unit, f"“{lead.unit.words}” above the table") if lead.unit else None


def agree(row: Unit, column: Unit) -> bool:
    """Whether the units that the heads of row and column tell can be those of one figure."""
    return _is_price(column, row) or (row.name, row.scale) == (column.name, column.scale)


def _is_price(money: Unit, unit: Unit) -> bool:
    """The price of a kilo: "Giá (đồng)" and "kg"."""
    return money.name.isupper() and len(money.name) == 3 and not unit.name.isupper() and unit.name != "%"


def count_noun(named: Named, text: str, grammar: Grammar) -> tuple[Unit, bool] | None:
    """(unit, whether a word of count stands before it): "Số trường" counts trường, "Học sinh" themselves."""
    first = named.prefix or (named.start, named.end)
    if named.prefix and _say(named.prefix, text) in ("số lượng", "số", "tổng số", "lượng"):
        unit = _count(text[named.start : named.end], grammar)
        return (unit, True) if unit else None
    words = text[first[0] : first[1]]
    start = next((start for start in COUNTS if words.lower().startswith(start)), "")
    unit = _count(words[len(start) :], grammar, told=bool(start))
    return (unit, bool(start)) if unit else None


def _count(words: str, grammar: Grammar, *, told: bool = False) -> Unit | None:
    """The unit of a noun that is counted, at the start of ``words``; ``told``: "số" stands before them."""
    if known := starts_with(words, "count"):
        return Unit(known[1], 1, counted=True, words=words)
    low = words[:1].lower() + words[1:]
    items = type_tokens(tokenize(low), low, lexicon=grammar.lexicon)
    if not items or "noun" not in items[0].types or items[0].text in UNCOUNTED or not (told or " " in items[0].text):
        return None  # of short nouns those that the table of heads has: "Bộ nhớ" counts nothing
    if len(items) > 1 and items[1].types & {"number", "cap"} and not items[1].types & {"content"}:
        return None  # "Vị trí 1" is one of them
    indicator = identify(words, None, counted=True)
    if indicator and find_dimension(indicator.id) not in COUNTED:
        return None
    return Unit(items[0].text, 1, counted=True, words=words)
