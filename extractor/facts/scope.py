"""What the words around a figure say of it as a whole: its status, and the period in which it holds."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import dropwhile, takewhile

from extractor.facts.cascade import Item
from extractor.facts.draft import Draft
from extractor.facts.indicator import CLAUSE_MARKS
from extractor.facts.periods import Moment
from extractor.model import Status

NO_STATUS = "no word of estimate or target stands by it"
STARTS = "a change begins at it"
AS_BEFORE = "as the figure before it in the clause"
SO_ALREADY = "it is so already"
OWN = (STARTS, SO_ALREADY)  # why the next figure is read anew
NEW_CLAUSE = frozenset({"verb", "reach", "has", "change", "says", "status"})  # after ";" these decide the status anew
FIGURES = frozenset({"amount", "comparison"})
SAID = frozenset({"date", "days", "this-day", "month", "this-week", "this-month"})  # when something may be said
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
PLANNED = ("kế hoạch", "chỉ tiêu", "dự toán", "mục tiêu")  # bases that were to be reached
KNOWN = frozenset(
    {"=,", "=và", "=này", "=thì", "=vẫn"}
)  # "thủ đô 13 triệu dân này sẽ …": what is planned is of something known
COMPARED = frozenset({"against", "=hơn", "=mức", "=cùng kỳ"})  # a period behind them is of what is compared with
ENDS_BASE = frozenset({"=,", "=;", "=trong đó"})
ROW = frozenset({"=,", "=và", "=&"})  # between the periods of a row
DATED = frozenset({"period", "year"})
ROW_KINDS = frozenset({"years", "months-first", "quarters-first", "quarter", "half-first"})
TERM = frozenset({"=nhiệm kỳ", "=kỳ"})
APART = frozenset({"=,", "=và", "=nhưng", "=còn"})  # between a figure and a plan of something else
RECORD_REACH = 7  # words from "cao nhất" to its period
# What ends the search for a period right behind a figure:
ENDS_BEHIND = FIGURES | (CLAUSE_MARKS - {"=("}) | {"=,", "=và", "=còn", "=nhưng", "=song", "=thì"}


def find_status(items: Sequence[Item], at: int, drafts: Sequence[Draft]) -> tuple[Status, str]:
    """(status, why) of the figure ``items[at]``: the nearest trigger left of it in the clause, else right behind it."""
    if _behind_base(items, at):
        planned = "comparison" in items[at - 2].types and (items[at - 2].value.base or "").lower().startswith(PLANNED)
        return "target" if planned else "actual", "what the figure before is compared with"
    if _is_start(items, at):
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
            if drafts and not any(x.types & NEW_CLAUSE for x in items[n:at]):
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
        if item.types & (FIGURES | CLAUSE_MARKS | KNOWN):
            break
        if "status" in item.types and isinstance(item.value, dict) and item.value["status"] == "target":
            return "target", f"“{item.text}” stands right of it"
    return "actual", NO_STATUS


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
    return takewhile(lambda x: not x.types & (FIGURES | CLAUSE_MARKS | {"=,"}), items[at + 1 : at + 1 + within])


def _is_start(items: Sequence[Item], at: int) -> bool:
    """Whether a change begins at the figure: "sẽ tăng từ [5 tỷ] lên 7 tỷ"."""
    behind = items[at + 1].types if at + 1 < len(items) else frozenset()
    return at > 0 and "=từ" in items[at - 1].types and bool(behind & {"=lên", "=xuống", "=lên thành"})


def _turns(items: Sequence[Item], n: int) -> bool:
    """Whether the sentence takes a turn at ``items[n]``: "sẽ tăng 5%, nhưng 30% …"."""
    before = items[n - 1].types if n else frozenset()
    if items[n].types & GOES_ON_NOW and before & FIGURES:  # "từ 77% hiện nay xuống 70%"
        return False
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
        if "=(" in item.types and _is_aside(items, behind):
            break
        if "period" in item.types and _is_record(items, behind):
            break
        if "period" in item.types:
            return _take(items, behind, "it stands right behind the figure")
        if "year" in item.types and _in_brackets(items, behind):  # "2,3% (2015)"
            return Moment("years", int(item.text)), item.text, "it stands in brackets behind the figure"
        behind += 1
    for n in range(at - 1, -1, -1):
        if "period" in items[n].types and not _is_term(items, n):
            if items[n].value.kind in SAID and any("says" in x.types for x in items[n:at]):
                continue  # the day on which it was said
            if _is_record(items, n):
                continue
            return _take(items, n, "it stands left of the figure in the sentence")
    apart = behind < len(items) and any(x.types & APART for x in items[at + 1 : behind])
    based = False  # within what a figure is compared with: "gấp 3 lần doanh thu 2016", "cao hơn mức 5% năm 2016"
    for n in range(behind, len(items)):
        item = items[n]
        apart = apart or bool(item.types & APART) or (n > at and bool(item.types & FIGURES))
        if "=;" in item.types or (apart and _plans(item)):  # what follows is said of other figures
            break
        if "comparison" in item.types:
            based = item.value.relation in ("ratio", "multiple")
        elif item.types & COMPARED:
            based = True
        elif item.types & ENDS_BASE:
            based = False
        if "period" in item.types and not based and not _is_record(items, n):
            return _take(items, n, "it stands right of the figure in the sentence")
    return None


def _plans(item: Item) -> bool:
    """Whether a plan begins: "có 36 xã, và con số này [sẽ] là 44 vào năm 2022"."""
    return "status" in item.types and isinstance(item.value, dict) and item.value["status"] == "target"


def _is_aside(items: Sequence[Item], at: int) -> bool:
    """Whether the brackets that ``items[at]`` opens tell a figure of another period: "đạt 5 tỷ (năm 2016 là 4 tỷ)"."""
    inside = takewhile(lambda item: "=)" not in item.types, items[at + 1 :])
    behind = dropwhile(lambda item: "period" not in item.types, inside)
    return any(item.types & FIGURES for item in behind)


def _is_record(items: Sequence[Item], at: int) -> bool:
    """Whether the period says since when nothing was like it: "cao nhất kể từ năm 2011"."""
    before = items[max(0, at - RECORD_REACH) : at + 1]
    since = any(item.types & {"=từ", "=kể từ"} for item in before[-3:-1])
    return since and any(kind.endswith("nhất") for item in before for kind in item.types)


def _is_term(items: Sequence[Item], at: int) -> bool:
    """Whether the period stands in brackets behind somebody and tells how long an office is held: "ông A, nguyên chủ
    tịch (nhiệm kỳ 2011-2016)"."""
    term = "nhiệm kỳ" in items[at].text.lower() or (at > 0 and bool(items[at - 1].types & TERM))
    opened = next((n for n in range(at - 1, max(-1, at - 3), -1) if "=(" in items[n].types), None)
    return term and opened is not None


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


def _take(items: Sequence[Item], at: int, why: str) -> tuple[Moment, str, str]:
    """The period ``items[at]``, with those that stand in one row with it: "năm 2016 và 2017"."""
    first = last = at
    while first > 1 and items[first - 1].types & ROW and items[first - 2].types & DATED:
        first -= 2
    while last + 2 < len(items) and items[last + 1].types & ROW and items[last + 2].types & DATED:
        last += 2
    item = items[at]
    ends = [_read_dated(items[n]) for n in (first, last)]
    if first == last or not _follow(*ends):
        return item.value, item.text, why
    words = " ".join(x.text for x in items[first : last + 1]).replace(" ,", ",")
    return Moment("span", first=ends[0], last=ends[1]), words, why


def _read_dated(item: Item) -> Moment:
    return item.value if isinstance(item.value, Moment) else Moment("years", int(item.text))


def _follow(first: Moment, last: Moment) -> bool:
    """Whether two periods of a row are years, one before the other, or a year and a part of a later one."""
    one, other = first.told_year, last.told_year
    return first.kind == "years" and last.kind in ROW_KINDS and one is not None and other is not None and one < other
