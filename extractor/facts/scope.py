"""What the words around a figure say of its status: whether it is so, is estimated or is planned."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from itertools import takewhile

from extractor.facts.cascade import Item
from extractor.facts.draft import Draft
from extractor.facts.indicator import CLAUSE_MARKS
from extractor.model import Status

NO_STATUS = "no word of estimate or target stands by it"
STARTS = "a change begins at it"
AS_BEFORE = "as the figure before it in the clause"
SO_ALREADY = "it is so already"
OWN = (STARTS, SO_ALREADY)  # why the next figure is read anew
NEW_CLAUSE = frozenset({"verb", "reach", "has", "change", "says", "status"})  # after ";" these decide the status anew
FIGURES = frozenset({"amount", "comparison"})
# What follows these is said anew:
TURNS = frozenset(
    {"=nhưng", "=song", "=khiến", "=vì", "=bởi", "=nhằm", "=hiện", "=hiện nay", "=hiện có", "=dù", "=mặc dù"}
)
# Behind a figure: it stands already.
GOES_ON_NOW = frozenset({"=đang", "=hiện nay", "=hiện hành", "=như hiện nay"})
# What so many think of the future is so already: "35% số người được hỏi dự báo giá sẽ giảm".
THINKS = frozenset({"=dự báo", "=dự đoán", "=kỳ vọng", "=cho rằng", "=nhận định", "=tin rằng", "=tin", "=đồng ý"})
THINKS_WITHIN = 5
COMPARING = frozenset({"=so với", "=so", "=với", "=hơn", "=cao hơn", "=thấp hơn", "=như", "=đúng", "=vượt"})
PAIRED_TURNS = (("=trong", "=khi"), ("=thay", "=vì"))
TURNING = TURNS | {second for _, second in PAIRED_TURNS}
PLANNED = re.compile(r"(?:kế hoạch|chỉ tiêu|dự toán|mục tiêu|kh)(?!\w)", re.IGNORECASE)  # bases that were to be reached
# "thủ đô 13 triệu dân này sẽ …": what is planned is of something known.
KNOWN = frozenset({"=,", "=và", "=này", "=thì", "=vẫn"})
ENDS_RIGHT = FIGURES | CLAUSE_MARKS | KNOWN
ENDS_BEHIND = FIGURES | CLAUSE_MARKS | {"=,"}


def find_status(items: Sequence[Item], at: int, drafts: Sequence[Draft]) -> tuple[Status, str]:
    """(status, why) of the figure ``items[at]``: the nearest trigger left of it in the clause, else right behind it."""
    if behind_base(items, at):
        planned = "comparison" in items[at - 2].types and is_planned(items[at - 2].value.base)
        return "target" if planned else "actual", "what the figure before is compared with"
    if is_start(items, at):
        return "actual", STARTS
    if (bound := items[at].slot("bound")) and "status" in bound.types:
        return bound.value["status"], f"“{bound.text}” sets a limit"
    if (change := items[at].slot("change")) and "status" in change.types:  # "có thể tăng 5%"
        return change.value["status"], f"“{change.text}” tells the change"
    if thinks := _who_thinks(items, at):
        return "actual", f"{SO_ALREADY}: so many “{thinks}”"
    for n in range(at - 1, -1, -1):
        item = items[n]
        if "=;" in item.types:
            listed = any("=trong đó" in x.types for x in items[:n])  # "ước đạt 5 tỷ, trong đó: A đạt 3 tỷ; B đạt 2 tỷ"
            if drafts and (listed or not any(x.types & NEW_CLAUSE for x in items[n:at])):
                return drafts[-1].status, AS_BEFORE
            break
        if _turns(items, n):
            break
        if "named" in item.types:
            continue
        if "status" in item.types and isinstance(item.value, dict) and not (n and items[n - 1].types & COMPARING):
            value: Status = item.value["status"]
            if value == "target" and (now := _goes_on(items, at)):
                return "actual", f"{SO_ALREADY}: “{now}” stands right of it"
            return value, f"“{item.text}” stands left of it"
        if item.types & FIGURES and drafts:
            if any(d.at == n and d.status_why.startswith(OWN) for d in drafts):
                continue  # "sẽ giảm từ 77% hiện nay xuống 70%"
            return drafts[-1].status, AS_BEFORE
    for item in items[at + 1 : at + 4]:
        if item.types & ENDS_RIGHT:
            break
        if "status" in item.types and isinstance(item.value, dict) and item.value["status"] == "target":
            return "target", f"“{item.text}” stands right of it"
    return "actual", NO_STATUS


def is_planned(base: str | None) -> bool:
    """Whether a base was to be reached: "kế hoạch năm", "KH"."""
    return PLANNED.match(base or "") is not None


def _who_thinks(items: Sequence[Item], at: int) -> str | None:
    """The verb of those whom a share or a count of people counts: "41% [dự báo] giá sẽ giảm"."""
    if "amount" not in items[at].types or not items[at].value.amount.unit.startswith(("%", "người", "chuyên gia")):
        return None
    return next((item.text for item in _behind(items, at, THINKS_WITHIN) if item.types & THINKS), None)


def _goes_on(items: Sequence[Item], at: int) -> str | None:
    """The word behind the figure by which it stands already: "kiến nghị xem xét 30 dự án còn [đang] rà soát"."""
    return next((item.text for item in _behind(items, at, 4) if item.types & GOES_ON_NOW), None)


def _behind(items: Sequence[Item], at: int, within: int) -> Iterator[Item]:
    """The items right behind ``items[at]``, to a mark or a figure."""
    return takewhile(lambda x: ENDS_BEHIND.isdisjoint(x.types), items[at + 1 : at + 1 + within])


def behind_base(items: Sequence[Item], at: int) -> bool:
    """Whether the figure stands in brackets right behind a period or a base, whose figure it is."""
    opened = at > 1 and "=(" in items[at - 1].types
    return opened and bool(items[at - 2].types & {"period", "comparison", "base_first"})


def is_start(items: Sequence[Item], at: int) -> bool:
    """Whether a change begins at the figure: "sẽ tăng từ [5 tỷ] lên 7 tỷ"."""
    behind = items[at + 1].types if at + 1 < len(items) else frozenset()
    return at > 0 and "=từ" in items[at - 1].types and bool(behind & {"=lên", "=xuống", "=lên thành"})


def _turns(items: Sequence[Item], n: int) -> bool:
    """Whether the sentence takes a turn at ``items[n]``: "sẽ tăng 5%, nhưng 30% …"."""
    if TURNING.isdisjoint(items[n].types):
        return False
    before = items[n - 1].types if n else frozenset()
    if items[n].types & GOES_ON_NOW and before & FIGURES:  # "từ 77% hiện nay xuống 70%"
        return False
    return bool(items[n].types & TURNS) or any(a in before and b in items[n].types for a, b in PAIRED_TURNS)
