"""What a change or a share is told against, where the rules for comparisons did not read it: the words behind it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from extractor.facts.build import Base, Change
from extractor.facts.cascade import Item
from extractor.facts.draft import Named
from extractor.facts.periods import Moment

NO_BASE = Base(None, None)
BASE_WORDS = 8
IN_BASE = frozenset({"=mức", "=được", "=cao", "=thấp", "=đạt được"})
PLACED = frozenset({"=trong", "=tại", "=ở", "=cho", "=vào"})
ENDS_BASE = PLACED | {"verb", "has", "reach", "change", "joint", "says", "status", "lead"}
NOT_BASE = PLACED | {"bound_after", "=này", "=nữa", "=thì", "=so", "=thay"}
SINCE = frozenset({"=kể", "=tính"})  # before "từ"


def with_base(change: Change, items: Sequence[Item], at: int, text: str) -> Change:
    """The change with what stands right behind it as its base: "chiếm 21% dân số", "giảm 8% từ đầu năm"."""
    since = next((n for n in (at + 1, at + 2) if n < len(items) and "=từ" in items[n].types), None)
    if since and (since == at + 1 or items[at + 1].types & SINCE):
        start = items[since + 1].types if since + 1 < len(items) else frozenset()
        base = read_base(items, since, text) if start & {"period", "year", "=mức"} else None
    elif change.relation in ("ratio", "multiple") or change.verb.endswith("hơn"):
        base = read_base(items, at, text)
    else:
        return change
    return replace(change, base=base.words, base_moment=base.moment) if base else change


def read_base(items: Sequence[Item], at: int, text: str) -> Base | None:
    """What the words right behind ``items[at]`` tell a share of: up to a mark, a figure or a verb."""
    told: list[Item] = []
    for item in items[at + 1 : at + 1 + BASE_WORDS]:
        if item.types & {"period", "year"}:
            told.append(item)
            break
        if "word" not in item.types or (item.types & ENDS_BASE and not item.types & IN_BASE):
            break
        told.append(item)
    while told and told[-1].types & {"stop"}:
        told.pop()
    if not told or told[0].types & NOT_BASE:
        return None
    last = told[-1]
    moment = last.value if isinstance(last.value, Moment) else None
    if moment is None and "year" in last.types:
        moment = Moment("years", int(last.text))
    return Base(text[told[0].start : last.end], moment)


def name_base(item: Item) -> Named | None:
    """The base as the name, where nothing else names a change."""
    base = item.slot("base")
    return Named(base.start, item.end, "what the share is of: no other words name it") if base else None


def is_share(item: Item) -> bool:
    """Whether the item is a comparison whose base may follow it."""
    return "comparison" in item.types and item.value.relation in ("ratio", "multiple") and not item.value.base
