"""From a rule's captures to the value it makes: amounts, comparisons, periods. The cascade calls it."""

from __future__ import annotations

from dataclasses import dataclass, replace
from decimal import Decimal
from typing import Any, Literal

from extractor.facts.cascade import Item, Rule
from extractor.facts.numbers import Value, exact, read_thousands
from extractor.facts.patterns import Captures
from extractor.facts.periods import Moment, build_moment
from extractor.model import Amount, Bound, Relation


@dataclass(frozen=True, slots=True)
class Measure:
    """An amount and where its own words begin (after the bound)."""

    amount: Amount
    core: int
    counted: bool
    doubtful: str | None = None


@dataclass(frozen=True, slots=True)
class Change:
    """A comparison as told; ``relation`` is None where it goes on with the one before ("và 28,3% so với …")."""

    relation: Relation | None
    measure: Measure
    base: str | None
    base_moment: Moment | None
    verb: str


SIZES = frozenset({"MB", "GB", "TB"})  # a model of a phone: "Galaxy 64GB"
LINKS = frozenset((
    "=với", "=của", "=tại", "=ở", "=trong", "=từ", "=do", "=theo", "=về", "=vào", "=để", "=cho", "=được",
))  # fmt: skip
# Behind "so với" they begin a level:
LEVEL_WORDS = frozenset({"=mức", "=số", "=con số", "=mức giá", "=số tiền", "=mốc", "=ngưỡng"})
LEVELS_TOLD = ("mức ", "bình quân", "trung bình", "với ", "cho ")  # of a base with these the amount may be the level
AIMS, EXPECTED = frozenset({"chỉ tiêu", "mục tiêu"}), frozenset({"dự kiến", "công suất"})
WITHIN = frozenset({"của", "các", "những", "trên", "trong", "tại", "ở"})  # function words within a base
LENGTHS = frozenset({"m", "mét", "cm", "km"})
SIDES = frozenset({"buy", "sell"})
POWERS = str.maketrans("²³", "23")  # người/km² is in the unit of người/km2
PARTED = frozenset({"điểm", "lần"})  # nouns of which there are parts: 985,912 điểm
TOO_MANY = 10**13  # of no thing are there so many: dự án 10.000 tỷ giải quyết ngập
DEAREST = 10_000  # from here on so much a piece is dong
MONTHS = 12  # up to here the second number of two may be one: 30/7
FAR_MORE = 2  # times what was planned: so much more is hardly ever done
OFTEN = 10  # what happens less often is told by the way: "đã 3 lần gia hạn"
TENTHS = 10  # the smallest part that a fraction tells: 3/4 dân số
MILLION = 10**6  # from here on a bare number with a scale word is money: 553 tỷ


@dataclass(frozen=True, slots=True)
class Base:
    """What a sentence compares with before it tells the change: "So với cùng kỳ, …"."""

    words: str | None
    moment: Moment | None


Made = tuple[Any, frozenset[str]]


def build(rule: Rule, captures: Captures) -> Made | None:
    """What ``rule`` makes of its captures, or None where they mean nothing."""
    kind, _, variant = rule.make.partition("-")
    if kind == "period":
        moment = build_moment(variant, captures)
        return (moment, frozenset({"period", "w"})) if moment else None
    if kind == "block":
        got = dict(captures)
        part, total = (got[key].value.number if key in got else 0 for key in ("num", "n"))
        told = variant == "over" and (total >= part or _exceeds(part, total))
        told = told or (variant == "part" and not part < total <= TENTHS)
        told = told or (variant != "order" and _is_measured(captures))
        return None if told else (None, frozenset({"block", "w"}))
    if kind in ("amount", "attainment", "money"):
        measure = _measure(captures, variant=variant)
        return (measure, frozenset({"amount"})) if measure else None
    if kind == "pair":
        pair = _pair(captures)
        return (pair, frozenset({"amount"})) if pair else None
    if kind == "against":
        return Base(*_base(captures)), frozenset({"base_first", "punct"})
    change = _change(variant, captures)
    return (change, frozenset({"comparison"})) if change else None


def _exceeds(part: int | Decimal, total: int | Decimal) -> bool:
    """Whether k of n may tell more than was planned ("1.250/1.200 ha"): no month and day, and not far more."""
    return MONTHS < total < part <= FAR_MORE * total


def _is_measured(captures: Captures) -> bool:
    """A number with a scale word ("số 5 tỷ") is an amount even after a word that often blocks, and one with a unit of
    several letters written to it ("50MWp", but not "5G") is no code."""
    units = [item.text for _, item in captures if {"measure", "glued"} <= item.types and item.text not in SIZES]
    return any("scaled" in item.types for _, item in captures) or any(len(unit) > 1 for unit in units)


def _bound(got: dict[str, Item]) -> Bound:
    item = got.get("bound")
    if item is None:
        return "exact"
    value: Bound = item.value.get("bound") or item.value["bound_after"]
    return value


def _is_price(value: Value) -> bool:
    """Whether so much a piece is dong, though no word says so: "384.000/ha"."""
    return value.scale == 1 and value.number >= DEAREST and value.number % 1000 == 0


def _read_unit(captures: Captures, first: Item, counted: bool, variant: str) -> str | None:
    """The unit of the number ``first``, without what it is told by; None where it measures nothing."""
    got = dict(captures)
    item = got.get("unit")
    value: Value = first.value
    if item is None:
        last: Value = got.get("hi", first).value
        piece = last.scale > 1 and any(key == "per" and "duration" not in per.types for key, per in captures)
        dong = _is_price(last) if variant == "bare" else last.scale >= MILLION or piece  # 30 nghìn/kg
        return "VND" if dong else None
    noun = "noun" in item.types
    if counted and variant != "capital" and "cap" in item.types and not noun and not item.text.isupper():
        return None  # a name, not a counted noun: 14 Phú Châu
    if counted and not noun and value.scale >= MILLION and item.start > first.end:
        return None  # money, and the word behind it is another: 217 tỷ sửa chợ
    if counted and value.number >= TOO_MANY or variant == "often" and value.number < OFTEN:
        return None
    if counted and "hi" not in got and not noun and "year" in first.types:
        return None  # đến 2020 bình quân
    return next((item.value[kind] for kind in ("money", "measure") if kind in item.types), item.text)


def _measure(captures: Captures, *, variant: str) -> Measure | None:
    got = dict(captures)
    first = got.get("num") or got["lo"]
    unit_item = got.get("unit")
    counted = unit_item is not None and not {"money", "measure"} & unit_item.types
    unit = _read_unit(captures, first, counted, variant)
    if unit is None:
        return None
    unit += "".join("/" + item.text.removeprefix("mỗi ").translate(POWERS) for key, item in captures if key == "per")
    whole = unit_item is not None and counted and "noun" in unit_item.types and unit not in PARTED
    read = (read_thousands(first.text) if whole else None) or first.value
    value, high, total, doubtful = read.number, None, None, read.doubtful
    if "hi" in got:
        high = got["hi"].value.number
        if "scaled" in got["hi"].types and "scaled" not in first.types:
            value = exact(Decimal(value) * got["hi"].value.scale)
        if "." in got["hi"].text and value * 1000 < high and "." not in first.text:  # 7 - 14.000 tỷ: from 7.000 on
            value *= 1000
            doubtful = f"{first.text}–{got['hi'].text}: thousands left out of the first"
        if high <= value:
            return None
    if "n" in got:
        total = got["n"].value.number
        if "scaled" in got["n"].types and "scaled" not in first.types:  # 374/2.709 tỷ đồng
            value = exact(Decimal(value) * got["n"].value.scale)
        if total < value and not _exceeds(value, total):
            return None
    amount = Amount(value, unit, _bound(got), high, total)
    return Measure(amount, first.start, counted, doubtful)


def _halve(got: dict[str, Item], base: str | None, moment: Moment | None) -> Change | None:
    """ "giảm một nửa": by 50 %."""
    told, relation = got["change"], got["change"].value["change"]
    measure = Measure(Amount(50, "%", _bound(got)), told.end, counted=False)
    falls = relation in ("increase", "decrease")
    return Change(relation, measure, base, moment, told.text.lower()) if falls else None


def _pair(captures: Captures) -> Measure | None:
    """Two amounts of one unit as the ends of a range; a rate may be told at the second alone (7% - 9%/năm)."""
    got = dict(captures)
    low, high = got["lo"].value, got["hi"].value
    unit = high.amount.unit
    if not f"{unit}/".startswith(f"{low.amount.unit}/") or high.amount.value <= low.amount.value:
        return None
    if low.amount.value_high or high.amount.value_high or low.amount.total or high.amount.total:
        return None
    pair: Measure = replace(low, amount=replace(low.amount, unit=unit, value_high=high.amount.value))
    return pair


def _base(captures: Captures) -> tuple[str | None, Moment | None]:
    """The words of a base, and the period among them."""
    bases = [item for key, item in captures if key in ("base", "w")]
    while bases and bases[-1].types & LINKS:  # "so với kế hoạch đề ra với"
        bases.pop()
    moments = (Moment("years", int(x.text)) if "year" in x.types else x.value for x in bases)
    return " ".join(item.text for item in bases) or None, next((x for x in moments if isinstance(x, Moment)), None)


def _is_level_of_base(captures: Captures) -> bool:
    """Whether the amount is what the change is told against: "giảm so với mức 45% của năm 2015"."""
    before = [item for key, item in captures if key in ("base", "w")]
    amount = next(item for key, item in captures if key == "amount")
    return bool(before) and before[-1].end < amount.start and bool(before[-1].types & LEVEL_WORDS)


def _is_difference(captures: Captures, *, planned: bool) -> bool:
    """Whether the amount behind a base tells how far from it something is ("cao hơn giá bán lẻ 5 triệu đồng"), not how
    much the base is ("vượt chỉ tiêu 5 tỷ đồng", "cao hơn mức bình quân 5%")."""
    words = [item for key, item in captures if key in ("base", "w")]
    measure = dict(captures)["amount"].value
    if planned:
        share = measure.amount.unit == "%" and words[0].text.lower() not in AIMS
        return share or measure.counted or words[0].text.lower() in EXPECTED
    told = " ".join(item.text.lower() for item in words)
    sides = any(item.types & SIDES or ("stop" in item.types and item.text not in WITHIN) for item in words)
    return not sides and measure.amount.unit not in LENGTHS and not any(level in told for level in LEVELS_TOLD)


def _change(variant: str, captures: Captures) -> Change | None:
    got = dict(captures)
    base, moment = _base(captures)
    if variant == "multiple":
        told = got.get("num") or got.get("lo") or got["times"]
        number = told.value.number if isinstance(told.value, Value) else exact(Decimal(told.value["times"]))
        high = got["hi"].value.number if "hi" in got else None
        times = Measure(Amount(number, "", _bound(got), high), told.start, counted=False)
        return Change("multiple", times, base, moment, "gấp")
    if variant == "times":  # "giảm 4 lần": to a quarter, as the press has it
        number = got["num"].value.number
        measure = Measure(Amount(number, "lần", _bound(got)), got["num"].start, counted=False)
        return Change("decrease", measure, base, moment, "giảm")
    if variant == "half":
        return _halve(got, base, moment)
    measure = got["amount"].value
    if _is_level_of_base(captures):
        return None
    if variant == "loss":  # of an index, a share or a price; what else is lost is a level
        unit = measure.amount.unit
        return Change("decrease", measure, base, moment, "mất") if unit in ("điểm", "%") or "/" in unit else None
    if variant == "share" and (measure.amount.unit != "%" or moment or any(x in f"{base} " for x in LEVELS_TOLD)):
        return None  # "tăng trưởng đạt 9% so với cùng kỳ" is a level
    if variant in ("than", "over") and not _is_difference(captures, planned=variant == "over"):
        return None
    if variant == "again":
        return Change(None, measure, base, moment, "và")
    if variant == "planned" and next(item for key, item in captures if key == "base").value["base"] != "plan":
        return None
    if variant in ("ratio", "share", "planned"):  # "thực hiện 55% kế hoạch", "chỉ đạt 10% so với thiết kế"
        share = measure.amount.unit == "%" and measure.amount.total is None
        return Change("ratio", measure, base, moment, "") if share else None
    verb = got["change"].text.lower()
    relation: Relation | Literal["level"] = got["change"].value["change"]
    if (
        measure.amount.total is not None
        or relation == "level"
        or relation == "multiple"
        or (relation == "ratio" and measure.amount.unit != "%")
    ):
        return None
    return Change(relation, measure, base, moment, verb)
