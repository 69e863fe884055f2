"""Changes that are of something else than the figure before them: of another place, another unit, another noun."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from itertools import pairwise

from extractor.facts.build import Change
from extractor.facts.cascade import Item
from extractor.facts.draft import Draft, Named
from extractor.facts.indicator import find_phrase, left_edge, noun_end

AT = frozenset({"=tại", "=ở"})
RATES = ("%", "điểm", "‰", "lần")  # units in which anything may change
ACTING = frozenset({"place", "organization", "person"})
ACTORS = frozenset((  # who has what is counted, where no name tells it
    "cả nước", "toàn tỉnh", "toàn huyện", "toàn thành phố", "toàn thị xã", "toàn xã", "toàn quận", "toàn ngành", "tỉnh",
    "huyện", "xã", "thị xã", "thị trấn", "thành phố", "quận", "phường", "địa phương", "đơn vị", "công ty", "tập đoàn",
    "doanh nghiệp", "nhà trường", "trường", "nhà máy", "bệnh viện", "ngành", "nước này", "này", "toàn", "cả", "nước",
))  # fmt: skip
MONEY, COUNT, RATE = "money", "count", "rate"


def is_of_another(items: Sequence[Item], at: int, last: Draft) -> bool:
    """Whether the rise or fall ``items[at]`` cannot be of the figure ``last``, though no words of its own name it."""
    change: Change = items[at].value
    if change.relation not in ("increase", "decrease"):
        return False
    if last.level is not None:
        return _differ(last.level.amount.unit, change.measure.amount.unit)
    return _is_elsewhere(items, at, last) or _counts_anew(change, last) or _is_told_anew(items, at, last)


def _differ(level: str, change: str) -> bool:
    """ "10 hộ … tăng 5 tỷ đồng", "5 tỷ đồng, tăng 3 bậc": no sum is the change of a count, nor the other way round."""
    kinds = {_kind(level), _kind(change)}
    return MONEY in kinds and len(kinds) > 1 and _kind(change) != RATE


def _kind(unit: str) -> str:
    first = unit.split("/")[0]
    return RATE if unit.startswith(RATES) else MONEY if len(first) == 3 and first.isupper() else COUNT


def _is_elsewhere(items: Sequence[Item], at: int, last: Draft) -> bool:
    """ "giảm 1,6%, tại Đà Nẵng giảm 1%": a change of the same thing at another place."""
    return any(one.types & AT and "place" in other.types for one, other in pairwise(items[last.at + 1 : at]))


def _counts_anew(change: Change, last: Draft) -> bool:
    """ "giảm 12 vụ, giảm 19 người chết": a count of its own noun."""
    return change.measure.counted and any(told.measure.counted for told in last.changes)


def _is_told_anew(items: Sequence[Item], at: int, last: Draft) -> bool:
    """ "tăng 20% năm 2020 và tăng 44% năm 2030": two shares, none of them told against anything."""
    told = [*last.changes, items[at].value]
    shares = all(change.measure.amount.unit == "%" and not change.base for change in told)
    return shares and "comparison" in items[last.at].types and "=(" not in items[at - 1].types


def find_counted(drafts: Sequence[Draft], change: Change) -> Draft | None:
    """The last count of the same noun: "15 dự án với tổng vốn 250 triệu USD, tăng 2 dự án"."""
    unit = change.measure.amount.unit
    levels = ((draft, draft.level) for draft in reversed(drafts) if not draft.changes)
    same = (d for d, level in levels if level is not None and level.counted and level.amount.unit == unit)
    return next(same, None) if change.measure.counted else None


def name_counted(items: Sequence[Item], at: int) -> Named | None:
    """The noun that the change ``items[at]`` counts: "giảm [12 vụ tai nạn]"."""
    amount = items[at].slot("amount")
    unit = amount.slot("unit") if amount is not None and items[at].value.measure.counted else None
    if amount is None or unit is None or unit.text.lower().startswith(RATES):
        return None
    end = noun_end(items, at)
    sure = end > amount.end or (at > 0 and bool(items[at - 1].types & ACTING))  # "huyện A giảm 500 hộ"
    return Named(unit.start, max(unit.end, end), "the noun that the change counts", sure=sure)


def name_of_actor(items: Sequence[Item], at: int, own: Named) -> Named | None:
    """The noun that a change counts, where the words left of it are who has it: "huyện giảm [500 hộ nghèo]"."""
    words = [x for x in items if own.start <= x.start < own.end]
    acts = all(x.types & ACTING or x.text.lower() in ACTORS for x in words)
    counted = name_counted(items, at) if words and acts else None
    return replace(counted, sure=True) if counted else None


def name_before_count(items: Sequence[Item], last: Draft) -> Named | None:
    """The words left of the figure ``last``, of whose noun it is no change: "[tài sản của] 10 hộ tăng 5 tỷ đồng"."""
    phrase = find_phrase(items, left_edge(items, last.at), last.at) if last.level is not None else None
    return Named(*phrase, "the words left of the count before") if phrase else None
