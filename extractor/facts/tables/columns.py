"""What a column holds: levels, or changes and shares of the levels beside it; which of them, its figures tell."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from decimal import Decimal
from typing import Literal

from extractor.facts.grammar import Grammar
from extractor.facts.periods import Moment
from extractor.facts.tables.grid import Grid
from extractor.facts.tables.heads import Head, Span, read_head
from extractor.facts.tables.lead import Lead
from extractor.facts.tables.units import Style, Unit, read_number
from extractor.facts.tables.words import find_whole
from extractor.model import Number, Status

Figures = Mapping[int, Number]  # row → number
Means = Literal["level", "index", "change", "ratio", "share", "absolute", "nothing"]
NEAR = Decimal("0.6")  # points of a hundred, which rounding explains
CLOSE = Decimal("0.006")
INDEX = (Decimal(40), Decimal(75), Decimal(160))  # least of all, least and most of the middle one
MOVES = re.compile(r"(?:tăng|giảm|[▲▼↑↓])", re.IGNORECASE)
OWN_UNIT = re.compile(r"\d\s*([^\W\d_]{2}.*|%)$")
SMALL = Decimal(40)  # changes in % without a sign lie below


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


def join_moments(wide: tuple[Moment, str] | None, near: tuple[Moment, str] | None) -> tuple[Moment, str] | None:
    """A month without a year takes that of the wider head; a bare year takes the wider head's part of a year."""
    if wide is None or near is None:
        return near or wide
    (outer, outer_words), (inner, words) = wide, near
    if inner.told_year is None and outer.told_year and not inner.kind.startswith("this-"):
        return replace(inner, year=outer.told_year), f"{words} {outer_words}"
    partial = outer.kind in ("months-first", "quarters-first", "quarter", "half-first", "half-last", "month")
    if inner.kind == "years" and inner.year2 is None and partial and outer.first is None:
        return replace(outer, year=inner.year), f"{outer_words} {words}"
    return near


def read_figures(grid: Grid, column: int, rows: Sequence[int], style: Style) -> dict[int, Number]:
    """The bare numbers of a column, by row."""
    found = ((row, read_number(grid.words(row, column), style)) for row in rows)
    return {row: told[0] for row, told in found if told}


def settle(columns: Sequence[Column], figures: Mapping[int, Figures], text: str) -> None:
    """Decide for every comparing column what its figures mean and of which levels they are."""
    levels = [column for column in columns if column.compares is None]
    for column in columns:
        if column.compares is None:
            continue
        near = _find_levels(column, levels, text)
        left = [level for level in levels if level.number < column.number]
        pairs = [(of, old) for of in near for old in left if of is not old]
        scored = [(_prove(figures[column.number], figures, of, old), of, old) for of, old in pairs]
        only_index = column.compares in ("share", "attain")
        proved = [
            (votes, means, of, old)
            for (votes, means), of, old in scored
            if votes > (old not in near) and (means == "index" or not only_index)
        ]
        best = max(proved, key=lambda p: (p[0], _fits(column, p[2], p[3])), default=None)
        column.of = _pick_level(column, near)
        if best and (column.of is None or best[2] in near):
            column.means, column.of, column.against = best[1], best[2], best[3]
            column.means = "ratio" if column.compares == "attain" else column.means
            column.means = "share" if column.compares == "share" else column.means
        else:
            column.means = _guess(column, list(figures[column.number].values()))


def _find_levels(column: Column, levels: Sequence[Column], text: str) -> list[Column]:
    """The levels of the same measure as the nearest on the left."""
    left = [level for level in levels if level.number < column.number]
    if column.measure and (same := [v for v in left if _words(v.measure, text) == _words(column.measure, text)]):
        return same
    if column.measure or not left:
        return []
    nearest = left[-1]
    key = _words(nearest.measure, text), _words(nearest.above, text)
    return [v for v in left if (_words(v.measure, text), _words(v.above, text)) == key]


def _words(span: Span | None, text: str) -> str:
    return text[span[0] : span[1]].lower() if span else ""


def _fits(column: Column, of: Column, old: Column | None) -> int:
    """How well the heads agree with a pair of columns that the figures allow."""
    own = column.moment is not None and of.moment is not None and of.moment[0] == column.moment[0]
    status = of.status[0] if of.status else "actual"
    plan = old is not None and old.status is not None and old.status[0] == "target"
    return 2 * own + (status != "target") + (plan == (column.compares == "attain"))


def _pick_level(column: Column, levels: Sequence[Column]) -> Column | None:
    """By the heads alone: the levels of the column's own period, else the nearest that are done."""
    done = [v for v in levels if not v.same and (v.status is None or v.status[0] != "target")]
    if column.moment:
        done = [v for v in done if v.moment is None or v.moment[0] == column.moment[0]]
    if len({v.moment[0].told_year for v in done if v.moment}) > 1:
        return max(done, key=lambda v: (v.moment[0].told_year or 0) if v.moment else 0)
    return done[-1] if done else None


def _prove(told: Figures, figures: Mapping[int, Figures], of: Column, old: Column | None) -> tuple[int, Means]:
    """(rows that say so less those that do not, what the figures are) by the arithmetic of two columns."""
    if old is None:
        return 0, "nothing"
    votes: dict[Means, int] = {"index": 0, "change": 0, "absolute": 0}
    rows = 0
    for row, value in told.items():
        new, base = figures[of.number].get(row), figures[old.number].get(row)
        if new is None or not base:
            continue
        rows += 1
        ratio = 100 * Decimal(new) / Decimal(base)
        votes["index"] += abs(ratio - Decimal(value)) <= max(NEAR, CLOSE * ratio)
        votes["change"] += abs(ratio - 100 - Decimal(value)) <= max(NEAR, CLOSE * abs(ratio - 100))
        votes["absolute"] += Decimal(new) - Decimal(base) == Decimal(value) != 0
    means = max(votes, key=lambda kind: votes[kind])
    return (2 * votes[means] - rows if votes[means] > 0 else 0), means


def _guess(column: Column, numbers: Sequence[Number]) -> Means:
    """By the words of the head and how large the figures are, where no arithmetic decides."""
    values = sorted(Decimal(n) for n in numbers)
    if not values:
        return "nothing"
    middle = values[len(values) // 2]
    unit = column.unit.name if column.unit else None
    index_like = values[0] >= INDEX[0] and INDEX[1] <= middle <= INDEX[2]
    match column.compares:
        case "index":
            return "index" if index_like else "nothing"
        case "share":
            return "share" if unit in ("%", None) and values[0] >= 0 and values[-1] <= 100 and unit else "nothing"
        case "attain":
            return "ratio" if values[0] >= 0 and (unit == "%" or index_like) else "nothing"
        case "change":
            if unit not in ("%", None):
                return "absolute"
            signed = values[0] < 0 or middle < SMALL
            return "change" if unit == "%" and signed else "nothing"
        case "against" if unit in ("%", None) and column.base:
            if index_like:
                return "index"
            return "change" if unit and (values[0] < 0 or values[-1] < SMALL) else "nothing"
    return "nothing"


def base_words(column: Column, text: str) -> tuple[str | None, Moment | None]:
    """What a comparing column compares with: as its head tells, else the head of the column that the figures prove."""
    if column.base:
        return text[column.base[0] : column.base[1]], column.base_moment
    if column.against:
        old = column.against
        return text[old.start : old.end], old.moment[0] if old.moment else None
    return None, None


def comparing(columns: Sequence[Column], level: Column) -> Iterator[Column]:
    """The columns that compare the figures of ``level``."""
    return (column for column in columns if column.compares and column.of is level and column.means != "nothing")
