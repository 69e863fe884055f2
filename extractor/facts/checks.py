"""Figures of one article against each other: told twice, parts and total, shares, growth against two levels."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from decimal import Decimal
from itertools import combinations

from extractor.model import Check, Fact, Period

ROUNDING = Decimal("0.006")  # of a share or a growth: both levels may be rounded
TABLE = "table-"
MOST = 200  # figures of one thing that are held against each other: a table has no end
SUM_ROUNDING = Decimal("0.01")


def find_checks(facts: Sequence[Fact]) -> tuple[Check, ...]:
    """Every pair or group of figures that says something of each other, in reading order."""
    own = [fact for fact in facts if fact.zone != "teaser"]
    checks = [*_repeats(own), *_sums(own), *_shares(own), *_growths(own)]
    order = {fact.id: n for n, fact in enumerate(facts)}
    return tuple(sorted(checks, key=lambda check: [order[name] for name in check.facts]))


def _thing(fact: Fact) -> tuple[str, str, str | None]:
    """What two figures must share to be of one thing: the words for the indicator, the unit, the place."""
    unit = fact.amount.unit if fact.amount else ""
    return fact.indicator.lower(), unit, fact.place.name if fact.place else None


def _group(facts: Sequence[Fact]) -> dict[tuple[str, str, str | None], list[Fact]]:
    """The levels, by what they are of."""
    groups: dict[tuple[str, str, str | None], list[Fact]] = {}
    for fact in facts:
        if fact.amount is not None:
            groups.setdefault(_thing(fact), []).append(fact)
    return groups


def _days(period: Period | None) -> tuple[str | None, str | None]:
    return (period.start, period.end) if period else (None, None)


def _repeats(facts: Sequence[Fact]) -> Iterator[Check]:
    """A measured indicator of a known period that is told twice; counted nouns are too often of different things."""
    for one, other in (pair for group in _group(facts).values() for pair in combinations(group[:MOST], 2)):
        if one.rule.startswith(TABLE) and other.rule.startswith(TABLE):
            continue  # rows of one table that its heads do not tell apart
        if one.status != other.status or _days(one.period) != _days(other.period) or one.period is None:
            continue
        if one.indicator_id is None or one.amount is None or other.amount is None or None in _days(one.period):
            continue
        if one.amount.unit == one.indicator:
            continue
        agrees = one.amount.value == other.amount.value
        verb = "also" if agrees else "but"
        detail = f"{one.indicator}: {one.amount.value}, {verb} {other.amount.value} {one.amount.unit}"
        yield Check("repeat", agrees, (one.id, other.id), detail)


def _sums(facts: Sequence[Fact]) -> Iterator[Check]:
    """Parts ("trong đó") of one unit against their total: they may not exceed it."""
    by_id = {fact.id: fact for fact in facts}
    parts: dict[str, list[Fact]] = {}
    for fact in facts:
        if fact.part_of in by_id:
            parts.setdefault(fact.part_of, []).append(fact)
    for name, members in parts.items():
        total = by_id[name].amount
        if total is None or len(members) < 2:
            continue
        told = sum(Decimal(fact.amount.value) for fact in members if fact.amount)
        agrees = told <= Decimal(total.value) * (1 + SUM_ROUNDING)
        detail = f"the parts come to {told} of {total.value} {total.unit}"
        yield Check("sum", agrees, (name, *(fact.id for fact in members)), detail)


def _shares(facts: Sequence[Fact]) -> Iterator[Check]:
    """k of n against the share told beside it."""
    for fact in facts:
        if fact.amount is None or not fact.amount.total:
            continue
        share = 100 * Decimal(fact.amount.value) / Decimal(fact.amount.total)
        for change in fact.comparisons:
            if change.relation == "ratio" and change.unit == "%" and change.base is None:
                agrees = abs(share - Decimal(change.value)) <= 100 * ROUNDING
                detail = f"{fact.amount.value}/{fact.amount.total} is {share:.1f} %, told is {change.value} %"
                yield Check("share", agrees, (fact.id,), detail)


def _growths(facts: Sequence[Fact]) -> Iterator[Check]:
    """A change in % against the levels of its period and of its base; what is done may be told as an estimate."""
    groups = _group(facts)
    for fact in facts:
        for change in fact.comparisons:
            if change.unit != "%" or change.relation not in ("increase", "decrease") or change.base_period is None:
                continue
            for base in groups.get(_thing(fact), ())[:MOST]:
                alike = fact.status == base.status or "target" not in (fact.status, base.status)
                if base is fact or not alike or _days(base.period) != _days(change.base_period):
                    continue
                if None in _days(base.period) or fact.amount is None or base.amount is None or not base.amount.value:
                    continue
                grown = 100 * (Decimal(fact.amount.value) / Decimal(base.amount.value) - 1)
                told = Decimal(change.value) * (1 if change.relation == "increase" else -1)
                agrees = abs(grown - told) <= max(Decimal(1), abs(told) * Decimal("0.05"))
                detail = f"from {base.amount.value} to {fact.amount.value} is {grown:+.1f} %, told is {told:+} %"
                yield Check("growth", agrees, (base.id, fact.id), detail)
