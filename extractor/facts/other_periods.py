"""Periods that stand by a figure and are not its own: of a base, a record, an office, a document."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import dropwhile, takewhile

from extractor.facts.cascade import Item
from extractor.facts.periods import Moment
from extractor.facts.scope import FIGURES

COMPARED = frozenset({"against", "=hơn", "=mức", "=cùng kỳ"})  # a period behind them is of what is compared with
DOCUMENT = 6  # words from "số" to the day of a document
COMPARED_REACH = 4  # words from a change to the period that it is told against
TERM = frozenset({"=nhiệm kỳ", "=kỳ"})
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
    since = any(item.types & {"=từ", "=kể từ"} for item in before[-3:-1])
    return since and any(kind.endswith("nhất") for item in before for kind in item.types)


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


def in_brackets(items: Sequence[Item], at: int) -> bool:
    """Whether the item stands alone in brackets."""
    return at + 1 < len(items) and "=(" in items[at - 1].types and "=)" in items[at + 1].types


def base_moment(item: Item) -> Moment | None:
    moment: Moment | None = getattr(item.value, "base_moment", None) or getattr(item.value, "moment", None)
    return moment
