"""Figures of one article against each other: told twice, parts and total, shares, growth against two levels."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from decimal import Decimal
from itertools import combinations, pairwise

from extractor.facts.tables.cells import TABLE
from extractor.model import Amount, Check, Comparison, Doc, Fact, Period
from extractor.text import split_words

ROUNDING = Decimal("0.006")  # of a share or a growth: both levels may be rounded
MOST = 200  # figures of one thing that are held against each other: a table has no end
SUM_ROUNDING = Decimal("0.01")
LOOSE = {"exact": (0, 0), "about": (-7, 7), "at_least": (0, 10), "at_most": (-10, 0)}  # per cent that a bound leaves
# Times as much as the other that a figure told twice may be by mistake: beyond, it is of another thing.
NEAR = Decimal("1.3")
SLIPS = tuple(Decimal(10) ** n for n in (1, 2, 3, 6))  # or so many times as much, to the digit
FEW = 10  # things counted, of which one article tells as many again by chance
DIGITS = 3  # of a figure that is told again, though in other words
ENDS = re.compile(r"(?<!\w)(?:lên|xuống|còn|về|thành|đến)(?!\w)")  # from one level to another
LOSS = re.compile(r"(?<!\w)lỗ(?!\w)", re.IGNORECASE)  # what is lost adds to no total
DOUBT = 2  # an agreeing figure leaves so many times less of it


def find_checks(facts: Sequence[Fact], doc: Doc) -> tuple[Check, ...]:
    """Every pair or group of figures that says something of each other, in reading order."""
    own = [fact for fact in facts if fact.zone != "teaser"]
    starts = [sentence.start for sentence in doc.sentences]
    lines = {fact.id: bisect_right(starts, fact.start) for fact in own}
    checks = [*_repeats(own, lines), *_differing(own, lines), *_sums(own, doc.text), *_shares(own)]
    checks += [*_growths(own), *_rises(own, lines, doc.text)]
    order = {fact.id: n for n, fact in enumerate(facts)}
    return tuple(sorted(checks, key=lambda check: [order[name] for name in check.facts]))


def confirm(facts: Sequence[Fact], checks: Iterable[Check]) -> tuple[Fact, ...]:
    """The facts, those that another figure agrees with the surer for it."""
    sure = {name for check in checks if check.agrees for name in check.facts}
    return tuple(_raise(fact) if fact.id in sure else fact for fact in facts)


def _raise(fact: Fact) -> Fact:
    return replace(fact, confidence=round(1 - (1 - fact.confidence) / DOUBT, 3))


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


def _repeats(facts: Sequence[Fact], lines: dict[str, int]) -> Iterator[Check]:
    """The same figure of one thing in two sentences."""
    groups: dict[tuple[str, Decimal], list[Fact]] = {}
    for fact in facts:
        if fact.amount is not None:
            groups.setdefault((fact.amount.unit, Decimal(fact.amount.value)), []).append(fact)
    for (unit, value), group in groups.items():
        for one, other in combinations(group[:MOST], 2):
            if _are_apart(one, other, lines) and _may_be_same(one, other) and _is_telling(one, other, value):
                yield Check("repeat", True, (one.id, other.id), f"{one.indicator}: {value:f}, also {value:f} {unit}")


def _is_telling(one: Fact, other: Fact, value: Decimal) -> bool:
    """Whether two equal figures are hardly equal by chance."""
    words, others = set(split_words(one.indicator)), set(split_words(other.indicator))
    if words <= others or others <= words:
        return value >= FEW or one.indicator_id == other.indicator_id is not None
    alike = 2 * len(words & others) >= max(len(words), len(others))
    return alike and len(value.normalize().as_tuple().digits) >= DIGITS


def _differing(facts: Sequence[Fact], lines: dict[str, int]) -> Iterator[Check]:
    """A measured indicator of a known period that two sentences tell differently, though much alike, or with the same
    digits: what differs more, and what is counted, is too often another thing."""
    for one, other in (pair for group in _group(facts).values() for pair in combinations(group[:MOST], 2)):
        if one.indicator_id is None or one.amount is None or other.amount is None or one.amount.unit == one.indicator:
            continue
        if one.period is None or None in _days(one.period) or not _may_be_same(one, other):
            continue
        if other.period is None or not _are_apart(one, other, lines) or _meet(one.amount, other.amount):
            continue
        low, high = sorted((Decimal(one.amount.value), Decimal(other.amount.value)))
        if low > 0 and (high <= low * NEAR or high / low in SLIPS):
            detail = f"{one.indicator}: {one.amount.value}, but {other.amount.value} {one.amount.unit}"
            yield Check("repeat", False, (one.id, other.id), detail)


def _are_apart(one: Fact, other: Fact, lines: dict[str, int]) -> bool:
    """Whether two figures stand in different sentences, and not both in rows of a table, which its heads may not tell
    apart."""
    tables = one.rule.startswith(TABLE) and other.rule.startswith(TABLE)
    return not tables and lines[one.id] != lines[other.id]


def _may_be_same(one: Fact, other: Fact) -> bool:
    """Whether neither status nor period tells that two figures are of different things."""
    days = [_days(fact.period) for fact in (one, other) if fact.period]
    return one.status == other.status and len(set(days)) < 2


def _meet(one: Amount, other: Amount) -> bool:
    """Whether two amounts may be the same, as their bounds leave it: "hơn 1.900" and 1.947."""
    (low, high), (least, most) = _reach(one), _reach(other)
    return low <= most and least <= high


def _reach(amount: Amount) -> tuple[Decimal, Decimal]:
    """The lowest and the highest value that an amount may stand for."""
    less, more = LOOSE[amount.bound]
    low, high = Decimal(amount.value), Decimal(amount.value if amount.value_high is None else amount.value_high)
    return low * (100 + less) / 100, high * (100 + more) / 100


def _sums(facts: Sequence[Fact], text: str) -> Iterator[Check]:
    """Parts ("trong đó") of one unit against their total: they may not exceed it."""
    by_id = {fact.id: fact for fact in facts}
    parts: dict[str, list[Fact]] = {}
    for fact in facts:
        if fact.part_of in by_id and fact.amount:
            parts.setdefault(fact.part_of, []).append(fact)
    for name, members in parts.items():
        total = by_id[name].amount
        members = [fact for fact in members if not _is_deeper(fact, members[0], text)]
        if total is None or len(members) < 2 or any(LOSS.search(fact.text) for fact in members):
            continue
        amounts = [fact.amount for fact in members if fact.amount]
        told = sum(Decimal(amount.value) for amount in amounts)
        agrees = sum(_reach(amount)[0] for amount in amounts) <= _reach(total)[1] * (1 + SUM_ROUNDING)
        detail = f"the parts come to {told} of {total.value} {total.unit}"
        yield Check("sum", agrees, (name, *(fact.id for fact in members)), detail)


def _is_deeper(fact: Fact, first: Fact, text: str) -> bool:
    """Whether a part stands in a bracket that is opened behind the first one: it is a part of a part."""
    between = text[first.end : fact.start]
    return between.count("(") > between.count(")")


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
                yield _compare((base.id, fact.id), base.amount, fact.amount, change)


def _rises(facts: Sequence[Fact], lines: dict[str, int], text: str) -> Iterator[Check]:
    """A change in % against the two levels that it lies between: "tăng từ 2.000 lên 2.150 tỷ đồng, tăng 7,5%"."""
    for base, fact in pairwise(facts):
        if lines[base.id] != lines[fact.id] or _thing(base) != _thing(fact) or base.amount is None or base.comparisons:
            continue
        if fact.amount is None or not base.amount.value or not ENDS.search(text, base.end, fact.start):
            continue
        for change in fact.comparisons:
            if change.unit == "%" and change.relation in ("increase", "decrease") and change.base is None:
                yield _compare((base.id, fact.id), base.amount, fact.amount, change)


def _compare(names: tuple[str, str], base: Amount, level: Amount, change: Comparison) -> Check:
    """A change in % between two levels, as told and as counted."""
    grown = 100 * (Decimal(level.value) / Decimal(base.value) - 1)
    told = Decimal(change.value) * (1 if change.relation == "increase" else -1)
    agrees = abs(grown - told) <= max(Decimal(1), abs(told) * Decimal("0.05"))
    detail = f"from {base.value} to {level.value} is {grown:+.1f} %, told is {told:+} %"
    return Check("growth", agrees, names, detail)
