"""Columns that compare: what their figures mean and of which levels they are, by arithmetic first, by words second."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from decimal import Decimal

from extractor.facts.periods import Moment
from extractor.facts.tables.columns import Column, Means
from extractor.facts.tables.grid import Grid
from extractor.facts.tables.heads import Span
from extractor.facts.tables.units import Style, read_number
from extractor.model import Number

Figures = Mapping[int, Number]  # row → number
NEAR = Decimal("0.6")  # points of a hundred, which rounding explains
CLOSE = Decimal("0.006")
INDEX = (Decimal(40), Decimal(75), Decimal(160))  # least of all, least and most of the middle one
SMALL = Decimal(40)  # changes in % without a sign lie below


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


def _fits(column: Column, of: Column, old: Column) -> int:
    """How well the heads agree with a pair of columns that the figures allow."""
    own = column.moment is not None and of.moment is not None and of.moment[0] == column.moment[0]
    status = of.status[0] if of.status else "actual"
    plan = old.status is not None and old.status[0] == "target"
    return 2 * own + (status != "target") + (plan == (column.compares == "attain"))


def _pick_level(column: Column, levels: Sequence[Column]) -> Column | None:
    """By the heads alone: the levels of the column's own period, else the nearest that are done."""
    planned = column.status is not None and column.status[0] == "target"
    done = [v for v in levels if not v.same and (v.status is not None and v.status[0] == "target") == planned]
    if column.moment:
        done = [v for v in done if v.moment is None or v.moment[0] == column.moment[0]]
    if len({v.moment[0].told_year for v in done if v.moment}) > 1:
        return max(done, key=lambda v: (v.moment[0].told_year or 0) if v.moment else 0)
    return done[-1] if done else None


def _prove(told: Figures, figures: Mapping[int, Figures], of: Column, old: Column) -> tuple[int, Means]:
    """(rows that say so less those that do not, what the figures are) by the arithmetic of two columns."""
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
            signed = column.signed or middle < SMALL
            return "change" if unit == "%" and signed else "nothing"
        case "against" if unit in ("%", None) and column.base:
            if index_like:
                return "index"
            return "change" if unit and (column.signed or values[-1] < SMALL) else "nothing"
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
