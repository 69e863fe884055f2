"""Periods that stand by a figure and are not its own: of a base, a record, an office, a document."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import dropwhile, takewhile

from extractor.facts.build import Change
from extractor.facts.cascade import Item
from extractor.facts.periods import Moment
from extractor.facts.scope import FIGURES

COMPARED = frozenset({"against", "=hơn", "=mức", "=cùng kỳ"})  # a period behind them is of what is compared with
DOCUMENT = 6  # words from "số" to the day of a document
COMPARED_REACH = 4  # words from a change to the period that it is told against
OF_REACH = 6  # words from a multiple to the year of what it is of
ENDS_OF = FIGURES | {"punct", "verb", "reach", "says", "joint", "block", "=vào", "=trong", "=ở"}
TERM = frozenset({"=nhiệm kỳ", "=kỳ"})
JOINED = ("hợp nhất", "thống nhất")  # no superlatives
VISION = frozenset({"=nhìn", "=tầm nhìn", "=hướng", "=định hướng"})  # how far a plan looks
RECORD_REACH = 7  # words from "cao nhất" to its period


def plans(item: Item) -> bool:
    """Whether a plan begins: "có 36 xã, và con số này [sẽ] là 44 vào năm 2022"."""
    return "status" in item.types and isinstance(item.value, dict) and item.value["status"] == "target"


def is_aside(items: Sequence[Item], at: int) -> bool:
    """Whether the brackets that ``items[at]`` opens tell a figure of another period: "đạt 5 tỷ (năm 2016 là 4 tỷ)"."""
    inside = takewhile(lambda item: "=)" not in item.types, items[at + 1 :])
    behind = dropwhile(lambda item: "period" not in item.types, inside)
    return any(item.types & FIGURES for item in behind)


def is_record(items: Sequence[Item], at: int) -> bool:
    """Whether the period says since when nothing was like it: "cao nhất kể từ năm 2011"."""
    before = items[max(0, at - RECORD_REACH) : at + 1]
    near = list(takewhile(lambda item: not item.types & FIGURES, reversed(before[-3:-1])))
    since = any(item.types & {"=từ", "=kể từ"} for item in near)
    return since and any(kind.endswith("nhất") and not kind.endswith(JOINED) for item in before for kind in item.types)


def is_term(items: Sequence[Item], at: int) -> bool:
    """Whether the period stands in brackets behind somebody and tells how long an office is held: "ông A, nguyên chủ
    tịch (nhiệm kỳ 2011-2016)"."""
    term = "nhiệm kỳ" in items[at].text.lower() or (at > 0 and bool(items[at - 1].types & TERM))
    opened = next((n for n in range(at - 1, max(-1, at - 3), -1) if "=(" in items[n].types), None)
    return term and opened is not None


def is_compared(items: Sequence[Item], n: int, at: int) -> bool:
    """Whether the period ``items[n]`` is what a change between it and the figure's clause is told against: "tăng gấp
    đôi [cùng kỳ năm 2017], đạt 5 tỷ"."""
    before = items[n - 1].types if n else frozenset()
    if any(kind.endswith(" hơn") for kind in before):  # "cao hơn [cả năm 2015]"
        return not items[n].text.lower().startswith("trong")
    changed = any(x.types & FIGURES for x in items[max(0, n - COMPARED_REACH) : n])
    return bool(before & COMPARED) and changed and any("=," in x.types for x in items[n + 1 : at])


def is_of_document(items: Sequence[Item], at: int) -> bool:
    """Whether the day is that of a document: "kết luận 1483 [ngày 7/9/2018]", "quyết định số 113/TTg [ngày …]"."""
    before = items[max(0, at - DOCUMENT) : at]
    return any("block" in item.types for item in before) or bool(before and before[-1].text.isdigit())


def tells_base(items: Sequence[Item], at: int) -> bool:
    """Whether the period behind a change is what it is told against: "gấp 3 năm 2016", "giảm 8% từ đầu năm"."""
    change = items[at].value
    if "comparison" not in items[at].types or change.base:
        return False
    first, second = ([*items[at + 1 : at + 3], None, None])[:2]
    since = bool(first and second and "=từ" in first.types and "period" in second.types)
    return since or bool(first and "period" in first.types and change.relation == "multiple")


def is_vision(items: Sequence[Item], at: int) -> bool:
    """Whether the year tells how far a plan looks: "quy hoạch đến năm 2020, tầm nhìn [2030]"."""
    return at > 0 and bool(items[at - 1].types & VISION)


def is_of_base(items: Sequence[Item], at: int) -> bool:
    """Whether the period dates what a multiple is of: "gấp 3 lần doanh thu [2016]", "chỉ bằng 1/3 lợi nhuận [2016]"."""
    before = list(takewhile(lambda item: not item.types & ENDS_OF, reversed(items[max(0, at - OF_REACH) : at])))
    change = items[at - 1 - len(before)] if at > len(before) else None
    if change and "block" in change.types:  # fractions of a base are no figures
        return change.text.lower().startswith("bằng ")
    told: Change | None = change.value if change and "comparison" in change.types else None
    if told is None or told.base:
        return False
    return told.relation == "multiple" or (told.relation == "ratio" and told.verb.endswith("bằng"))


def in_brackets(items: Sequence[Item], at: int) -> bool:
    """Whether the item stands alone in brackets."""
    return at + 1 < len(items) and "=(" in items[at - 1].types and "=)" in items[at + 1].types


def base_moment(item: Item) -> Moment | None:
    moment: Moment | None = getattr(item.value, "base_moment", None) or getattr(item.value, "moment", None)
    return moment
