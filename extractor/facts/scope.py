"""What the words around a figure say of it as a whole: its status, and the period in which it holds."""

from __future__ import annotations

from collections.abc import Sequence

from extractor.facts.cascade import Item
from extractor.facts.draft import Draft
from extractor.facts.indicator import CLAUSE_MARKS
from extractor.facts.periods import Moment
from extractor.model import Status

NO_STATUS = "no word of estimate or target stands by it"
AS_BEFORE = "as the figure before it in the clause"
NEW_CLAUSE = frozenset({"verb", "reach", "has", "change", "says", "status"})  # after ";" these decide the status anew
FIGURES = frozenset({"amount", "comparison"})
SAID = frozenset({"date", "days", "this-day", "month", "this-week", "this-month"})  # when something may be said
TURNS = frozenset({"=nhưng", "=song", "=khiến"})  # what follows these is said anew
PAIRED_TURNS = (("=trong", "=khi"), ("=thay", "=vì"))
ENDS_BEHIND = FIGURES | (CLAUSE_MARKS - {"=("}) | {"=,", "=và", "=còn", "=nhưng", "=song", "=thì"}  # no period of this figure's


def find_status(items: Sequence[Item], at: int, drafts: Sequence[Draft]) -> tuple[Status, str]:
    """(status, why) of the figure ``items[at]``: the nearest trigger left of it in the clause, else right behind it."""
    if _behind_base(items, at):
        return "actual", "what the figure before is compared with"
    if _is_start(items, at):
        return "actual", "a change begins at it"
    for n in range(at - 1, -1, -1):
        item = items[n]
        if "=;" in item.types:
            if drafts and not any(x.types & NEW_CLAUSE for x in items[n:at]):
                return drafts[-1].status, AS_BEFORE
            break
        if _turns(items, n):
            break
        if "named" in item.types:
            continue
        if "status" in item.types and isinstance(item.value, dict):
            value: Status = item.value["status"]
            return value, f"“{item.text}” stands left of it"
        if item.types & FIGURES and drafts:
            return drafts[-1].status, AS_BEFORE
    for item in items[at + 1 : at + 4]:
        if item.types & (FIGURES | CLAUSE_MARKS | {"=,"}):
            break
        if "status" in item.types and isinstance(item.value, dict) and item.value["status"] == "target":
            return "target", f"“{item.text}” stands right of it"
    return "actual", NO_STATUS


def _is_start(items: Sequence[Item], at: int) -> bool:
    """Whether a change begins at the figure: "sẽ tăng từ [5 tỷ] lên 7 tỷ"."""
    behind = items[at + 1].types if at + 1 < len(items) else frozenset()
    return at > 0 and "=từ" in items[at - 1].types and bool(behind & {"=lên", "=xuống"})


def _turns(items: Sequence[Item], n: int) -> bool:
    """Whether the sentence takes a turn at ``items[n]``: "sẽ tăng 5%, nhưng 30% …"."""
    before = items[n - 1].types if n else frozenset()
    return bool(items[n].types & TURNS) or any(a in before and b in items[n].types for a, b in PAIRED_TURNS)


def find_moment(items: Sequence[Item], at: int) -> tuple[Moment, str, str] | None:
    """(period, its words, why) of ``items[at]``: right behind it, else nearest on the left, else on the right; of a
    change from one level to another, the end of the stretch that the level belongs to."""
    found = _nearest_moment(items, at)
    if found is None:
        return None
    moment, words, why = found
    before = items[at - 1].types if at else frozenset()
    if _is_start(items, at) and (start := moment.start):
        return start, words, "the stretch begins with the level that the change begins at"
    if any(kind.endswith("lên") for kind in before) or "=xuống" in before and moment.kind != "until":
        return moment.stop or moment, words, why
    return found


def _nearest_moment(items: Sequence[Item], at: int) -> tuple[Moment, str, str] | None:
    if _behind_base(items, at):  # "bằng 55% so với năm 2016 (8.726 căn)"
        before = items[at - 2]
        if moment := before.value if "period" in before.types else _base_moment(before):
            return moment, before.text, "the figure stands in brackets right behind it"
    behind = at + (3 if _tells_base(items, at) else 1)
    while behind < len(items) and behind <= at + 6 and not items[behind].types & ENDS_BEHIND:
        item = items[behind]
        if "period" in item.types:
            return _take(item, "it stands right behind the figure")
        if "year" in item.types and _in_brackets(items, behind):  # "2,3% (2015)"
            return Moment("years", int(item.text)), item.text, "it stands in brackets behind the figure"
        behind += 1
    for n in range(at - 1, -1, -1):
        if "period" in items[n].types:
            if items[n].value.kind in SAID and any("says" in x.types for x in items[n:at]):
                continue  # the day on which it was said
            return _take(items[n], "it stands left of the figure in the sentence")
    based = False  # within what a share or a multiple is of: "gấp 3 lần doanh thu 2016"
    for item in items[behind:]:
        if "comparison" in item.types:
            based = item.value.relation in ("ratio", "multiple")
        elif item.types & ENDS_BEHIND:
            based = False
        if "period" in item.types and not based:
            return _take(item, "it stands right of the figure in the sentence")
    return None


def _tells_base(items: Sequence[Item], at: int) -> bool:
    """Whether the period behind a change is what it is told against: "gấp 3 năm 2016", "giảm 8% từ đầu năm"."""
    change = items[at].value
    if "comparison" not in items[at].types or change.base:
        return False
    first, second = ([*items[at + 1 : at + 3], None, None])[:2]
    since = bool(first and second and "=từ" in first.types and "period" in second.types)
    return since or bool(first and "period" in first.types and change.relation == "multiple")


def _behind_base(items: Sequence[Item], at: int) -> bool:
    """Whether the figure stands in brackets right behind a period or a base, whose figure it is."""
    opened = at > 1 and "=(" in items[at - 1].types
    return opened and bool(items[at - 2].types & {"period", "comparison", "base_first"})


def _in_brackets(items: Sequence[Item], at: int) -> bool:
    """Whether the item stands alone in brackets."""
    return at + 1 < len(items) and "=(" in items[at - 1].types and "=)" in items[at + 1].types


def _base_moment(item: Item) -> Moment | None:
    moment: Moment | None = getattr(item.value, "base_moment", None) or getattr(item.value, "moment", None)
    return moment


def _take(item: Item, why: str) -> tuple[Moment, str, str]:
    return item.value, item.text, why
