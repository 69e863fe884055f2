"""What the figures of comparing columns say of the level in their row."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal

from extractor.facts.build import Change, Measure
from extractor.facts.numbers import exact
from extractor.facts.tables.columns import Column
from extractor.facts.tables.comparing import base_words, comparing
from extractor.facts.tables.reading import Reading
from extractor.facts.tables.rows import Row
from extractor.facts.tables.units import Unit, read_number
from extractor.model import Amount, Number, Relation


def read_changes(reading: Reading, row: Row, column: Column, amount: Amount, unit: Unit | None) -> Iterator[Change]:
    """The comparisons of the level in ``column``, whose unit the heads tell as ``unit``."""
    for other in comparing(reading.columns, column):
        words = reading.grid.words(row.number, other.number)
        number = read_number(words, reading.style)
        change = read_change(other, number[0], amount, reading.grid.text, unit) if number else None
        if change and not (other.means == "share" and row.kind == "total" and change.measure.amount.value == 100):
            yield change


def read_change(
    column: Column, number: Number, level: Amount | None, text: str, unit_of: Unit | None = None
) -> Change | None:
    """What a number in a comparing column says; of a level in % only how far a plan is met. ``unit_of``: the unit that
    the heads give to the level."""
    base, moment = base_words(column, text)
    value, unit = Decimal(number), "%"
    if column.means in ("ratio", "share"):
        return Change("ratio", Measure(Amount(exact(value), unit), 0, False), base, moment, "")
    if column.means not in ("index", "change", "absolute") or (level and level.unit == "%"):
        return None
    if column.means == "index":
        value -= 100
    if column.means == "absolute":
        own = column.unit or unit_of
        if own is None:
            return None
        unit, value = own.name, value * own.scale
    if not value:
        return None
    relation: Relation = "increase" if value > 0 else "decrease"
    return Change(relation, Measure(Amount(exact(abs(value)), unit), 0, False), base, moment, "")
