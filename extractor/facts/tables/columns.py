"""What a column holds: levels, or changes and shares of the levels beside it; which of them, its figures tell."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Literal

from extractor.facts.grammar import Grammar
from extractor.facts.periods import Moment
from extractor.facts.tables.grid import Grid
from extractor.facts.tables.heads import Head, Span, read_head
from extractor.facts.tables.lead import Lead
from extractor.facts.tables.stretches import join_moments
from extractor.facts.tables.units import Unit
from extractor.facts.tables.words import find_whole
from extractor.model import Status

Means = Literal["level", "index", "change", "ratio", "share", "absolute", "nothing"]
MOVES = re.compile(r"(?:tăng|giảm|[▲▼↑↓])", re.IGNORECASE)
OWN_UNIT = re.compile(r"\d\s*([^\W\d_]{2}.*|%)$")


@dataclass(slots=True)
class Column:
    """A column with figures and what its heads, from the top, say together."""

    number: int
    start: int
    end: int  # of its lowest head
    unit: Unit | None = None
    moment: tuple[Moment, str] | None = None
    status: tuple[Status, str] | None = None
    same: bool = False
    measure: Span | None = None
    above: Span | None = None  # what a head over several columns measures
    compares: str | None = None
    base: Span | None = None
    base_moment: Moment | None = None
    months: bool = False
    scale: int = 1
    signed: bool = False  # some cell says that it rises or falls
    part: bool = False  # below "Trong đó"
    kinds: set[str] = field(default_factory=set)
    means: Means = "level"
    of: Column | None = None  # the levels that it compares
    against: Column | None = None  # and with which


def read_columns(grid: Grid, numbers: Sequence[int], grammar: Grammar, lead: Lead, *, units: bool) -> list[Column]:
    """The columns that may tell facts, as their heads have them; ``units``: the rows have units of their own."""
    columns = []
    for number in numbers:
        path = grid.path(number)
        if not grid.heads:
            columns.append(Column(number, 0, 0))
            continue
        if not path or find_whole(grid.head_words(number), "skip") is not None:
            continue
        column = Column(number, path[-1].start, path[-1].end)
        for cell in path:
            _add(column, read_head(grid.text, cell.start, cell.end, grammar), grid.text)
        _add_lead(column, lead, bool(columns) and units)
        _look_below(column, grid.body_words(number))
        columns.append(column)
    return columns


def _add_lead(column: Column, lead: Lead, units: bool) -> None:
    """What compares by the words above ("… so với (%)", "năm trước = 100"), or by a % that is not the rows' unit."""
    if column.compares or column.measure:
        return
    if lead.against:
        column.compares, column.base = "against", (column.start, column.end)
        column.base_moment = column.moment[0] if column.moment else None
        column.moment, column.same = None, False
    elif lead.hundred:
        column.compares, column.base = "index", lead.hundred
    elif units and column.unit and column.unit.name == "%":
        column.compares = "against"


def _look_below(column: Column, body: Sequence[str]) -> None:
    """What the cells say of their column: all of them in %, or "tăng 5%" and "giảm 3%"."""
    told = [words for words in body if any(c.isdigit() for c in words)]
    if column.compares and column.unit is None and told and all(words.endswith("%") for words in told):
        column.unit = Unit("%", 1, counted=False, words="%")
    column.signed = any(words[0] in "+-−–" or MOVES.match(words) for words in told)
    if column.compares == "against" and any(MOVES.match(words) for words in told):
        column.compares = "change"
    units = {m[1] for words in told if (m := OWN_UNIT.search(words))}
    if column.compares is None and len(units) > 1 and len(told) == sum(bool(OWN_UNIT.search(w)) for w in told):
        column.measure = column.above = None  # each row has a unit of its own, and names what it measures


def _add(column: Column, head: Head, text: str) -> None:
    """Take what a lower head adds."""
    if column.compares in ("against", "change") and not head.compares and not head.measure:
        plan = head.status is not None and head.status[0] == "target"
        if plan or head.same or head.moment:  # "So sánh (%)" over "Cùng kỳ" and "KH năm": with what
            column.compares = "attain" if plan else column.compares
            column.base, column.base_moment = (head.start, head.end), head.moment[0] if head.moment else None
            column.unit, column.end, column.start = head.unit or column.unit, head.end, head.start
            return
    column.unit = head.unit or column.unit
    column.scale = head.scale if head.scale > 1 else column.scale
    column.status = head.status or column.status
    column.same |= head.same and not head.compares
    column.months = head.months if head.moment else column.months
    column.kinds |= head.kinds
    column.moment = join_moments(column.moment, head.moment)
    if find_whole(text[head.start : head.end], "part") is not None:
        column.part = True
    elif head.measure:
        column.above, column.measure = column.measure, head.measure
    if head.compares:
        column.compares, column.base, column.base_moment = head.compares, head.base, head.base_moment
