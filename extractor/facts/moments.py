"""The period in which a figure holds, as the words of its sentence tell it."""

from __future__ import annotations

import re
from collections.abc import Sequence

from extractor.facts.cascade import Item
from extractor.facts.indicator import CLAUSE_MARKS
from extractor.facts.other_periods import (
    COMPARED,
    base_moment,
    in_brackets,
    is_aside,
    is_compared,
    is_of_base,
    is_of_document,
    is_record,
    is_term,
    is_vision,
    plans,
    tells_base,
)
from extractor.facts.periods import Moment, is_same_stretch, move_back
from extractor.facts.scope import FIGURES, behind_base, is_start

EARLIER = "the stretch that the figure before is compared with"
SAID = frozenset({"date", "days", "this-day", "month", "this-week", "this-month"})  # when something may be said
Found = tuple[Moment, str, str]
OPENING = 4  # items before the day that opens a sentence
STRETCH_REACH = 7  # words from "cùng kỳ" to its figure
ENDS_STRETCH = FIGURES | {"=,", "=)", "=;", "against"}
ENDS_BASE = frozenset({"=,", "=;", "=trong đó"})
BARE_UNTIL = re.compile(r"(?:đến|tới) (?!hết|cuối|thời)", re.IGNORECASE)
COUNTED_UNTIL = frozenset({"=tính", "=kể", "=luỹ kế", "=lũy kế", "=nay", "=thống kê", "cumulative"})
# What happens once:
EVENT = re.compile(
    r"(?<!\w)(?:bán(?! (?:lẻ|buôn))|mua|ký|bầu|bắt|phát hiện|ban hành|quyết định|phê duyệt|cấp|giao|đồng ý|khởi công|"
    r"khởi tố|bị|gặp|chi|tổ chức|chia|kiểm tra|chuyển nhượng|chỉ định|chấp thuận|nâng|giảm giá)(?!\w)",
    re.IGNORECASE,
)
STANDS = frozenset({"=có", "=còn", "=tổng", "=là", "=gồm", "=xong", "=số"})
REACHED = frozenset({"=lên", "=xuống", "=xuống còn"})
ROW = frozenset({"=,", "=và", "=&"})  # between the periods of a row
DATED = frozenset({"period", "year"})
ROW_KINDS = frozenset({"years", "months-first", "quarters-first", "quarter", "half-first"})
TURNED = frozenset({"=song", "=nhưng"})  # what follows is said of other figures
APART = frozenset({"=,", "=và", "=nhưng", "=còn"})  # between a figure and a plan of something else
# What ends the search for a period right behind a figure:
ENDS_BEHIND = FIGURES | (CLAUSE_MARKS - {"=("}) | {"=,", "=và", "=còn", "=nhưng", "=song", "=thì", "=nâng", "=đưa"}


def find_moment(items: Sequence[Item], at: int) -> tuple[Moment, str, str] | None:
    """(period, its words, why) of ``items[at]``: right behind it, else nearest on the left, else on the right; of a
    change from one level to another, the end of the stretch that the level belongs to."""
    found = _nearest_moment(items, at)
    if found is None:
        return None
    moment, words, why = found
    if moment.kind == "until" and moment.last and _happens(items, at, moment, words):
        return moment.last, words, "it happened then"
    before = items[at - 1].types if at else frozenset()
    if is_start(items, at) and (start := moment.start):
        return start, words, "the stretch begins with the level that the change begins at"
    if any(kind.endswith("lên") for kind in before) or "=xuống" in before and moment.kind != "until":
        return moment.stop or moment, words, why
    return found


def _happens(items: Sequence[Item], at: int, until: Moment, words: str) -> bool:
    """Whether something happened at the time that "đến" leads to: "Đến tháng 5/2018, công ty bán 5 tàu"."""
    n = next((n for n in range(at - 1, -1, -1) if items[n].value is until), None)
    if n is None or not BARE_UNTIL.match(words) or any(plans(item) for item in items[:at]):
        return False
    before, between = items[n - 1].types if n else frozenset(), items[n + 1 : at]
    if before & COUNTED_UNTIL or any(item.types & STANDS for item in between):
        return False
    if "=mãi" in before:
        return True
    told = " ".join(item.text for item in between)
    if until.last is not None and until.last.kind == "years":  # more often a plan, or what was so by then
        return any("=bị" in item.types for item in between)
    return bool(EVENT.search(told))


def _nearest_moment(items: Sequence[Item], at: int) -> Found | None:
    """The period of ``items[at]`` by where the periods of the sentence stand."""
    if found := _same_stretch(items, at):
        return found
    if behind_base(items, at):  # "bằng 55% so với năm 2016 (8.726 căn)"
        before = items[at - 2]
        if moment := before.value if "period" in before.types else base_moment(before):
            return moment, before.text, "the figure stands in brackets right behind it"
    found, behind = _right_behind(items, at)
    left, said = _left_of(items, at)
    if found and not (left is not None and _is_of_thing(items, left, found[0])):
        return found
    if left is not None:
        return _take(items, left, "it stands left of the figure in the sentence")
    if (right := _right_of(items, at, behind)) is not None:
        return _take(items, right, "it stands right of the figure in the sentence")
    if said is not None and items[said].value.told_year and not is_of_document(items, said):
        return _take(items, said, "the day on which it was said")
    return None


def _is_of_thing(items: Sequence[Item], left: int, behind: Moment) -> bool:
    """Whether the year behind a figure belongs to the name of a thing, since a day opens the sentence: "[Ngày 3-3],
    1.000 thí sinh dự kỳ thi năm 2017"."""
    day: Moment = items[left].value
    if day.kind != "date" or left > OPENING or not any("=," in x.types for x in items[left + 1 : left + 2]):
        return False
    return behind.kind == "years" and behind.told_year != day.told_year


def _right_behind(items: Sequence[Item], at: int) -> tuple[Found | None, int]:
    """The period right behind the figure, and up to where it was sought."""
    behind = at + (3 if tells_base(items, at) else 1)
    while behind < len(items) and behind <= at + 6 and not items[behind].types & ENDS_BEHIND:
        item = items[behind]
        if "=(" in item.types and is_aside(items, behind):
            break
        if "period" in item.types and is_record(items, behind):
            break
        if "period" in item.types:
            return _take(items, behind, "it stands right behind the figure"), behind
        if "year" in item.types and in_brackets(items, behind):  # "2,3% (2015)"
            return (Moment("years", int(item.text)), item.text, "it stands in brackets behind the figure"), behind
        behind += 1
    return None, behind


def _left_of(items: Sequence[Item], at: int) -> tuple[int | None, int | None]:
    """The nearest period left of the figure, and the nearest day on which something was said."""
    said: int | None = None
    for n in range(_left_of_change(items, at) - 1, -1, -1):
        if "period" not in items[n].types or is_term(items, n) or is_vision(items, n):
            continue
        if items[n].value.kind in SAID and any("says" in x.types for x in items[n:at]):
            said = n if said is None else said
        elif not is_record(items, n) and not is_compared(items, n, at) and not is_of_base(items, n):
            return n, said
    return None, said


def _right_of(items: Sequence[Item], at: int, behind: int) -> int | None:
    """The nearest period right of the figure, ``behind`` on, that is of no other figure and no base."""
    apart = behind < len(items) and any(x.types & APART for x in items[at + 1 : behind])
    based = False  # within what a figure is compared with: "gấp 3 lần doanh thu 2016", "cao hơn mức 5% năm 2016"
    for n in range(behind, len(items)):
        item = items[n]
        apart = apart or bool(item.types & APART) or (n > at and bool(item.types & FIGURES))
        if "=;" in item.types or (apart and (plans(item) or item.types & TURNED)):
            break
        if "comparison" in item.types:
            based = item.value.relation in ("ratio", "multiple")
        elif item.types & COMPARED:
            based = True
        elif item.types & ENDS_BASE:
            based = False
        if "period" in item.types and not based and not is_record(items, n) and not is_of_base(items, n):
            return n
    return None


def _left_of_change(items: Sequence[Item], at: int) -> int:
    """Where to look left from: what stands behind the level that a change begins at is of that level: "giảm từ 9 tỷ năm
    2015 xuống còn [5 tỷ]"."""
    if not any(item.types & REACHED for item in items[max(0, at - 2) : at]):
        return at
    starts = (n for n in range(at - 1, 0, -1) if items[n].types & FIGURES)
    start = next(starts, None)
    return start if start and "=từ" in items[start - 1].types else at


def _same_stretch(items: Sequence[Item], at: int) -> tuple[Moment, str, str] | None:
    """The stretch of the year before that the figure is of: "quý I thu 5 tỷ, tăng 4% so với cùng kỳ (4,8 tỷ)", "quý I
    lãi 5 tỷ (cùng kỳ lỗ 3 tỷ)"."""
    figure = find_stretch(items, at)
    own = _nearest_moment(items, figure) if figure is not None else None
    return same_stretch(items, at, own) if own else None


def find_stretch(items: Sequence[Item], at: int) -> int | None:
    """The figure whose stretch, in another year, ``items[at]`` is of: the one that "cùng kỳ" stands beside."""
    told = _tells_stretch(items, at)
    if told is None:
        return None
    before = range(min(told, at - 1), -1, -1)
    return next((n for n in before if items[n].types & FIGURES), before.start if before else None)


def same_stretch(items: Sequence[Item], at: int, own: Found) -> Found | None:
    """The period of ``items[at]``, which is of the same stretch as ``own`` in another year."""
    told = _tells_stretch(items, at)
    if told is None or own[0].year2:
        return None
    base = items[told].value.base_moment if "comparison" in items[told].types else None
    if base is None and told + 1 < len(items) and items[told + 1].types & DATED:  # "cùng kỳ năm 2018 là 9%"
        base = _read_dated(items[told + 1])
    moment = move_back(own[0], base.told_year if base else None)
    return (moment, f"{items[told].text}: {own[1]}", EARLIER) if moment else None


def _tells_stretch(items: Sequence[Item], at: int) -> int | None:
    """Which item says that the figure is of the same stretch as another: a change whose base it stands behind in
    brackets, or "cùng kỳ" before it, with nothing between that parts them."""
    behind = items[at + 1 : at + 3]
    if len(behind) == 2 and "=của" in behind[0].types and is_same_stretch(behind[1].text):
        return at + 2  # "cao hơn mức 8,9% của cùng kỳ năm 2018"
    if at > 1 and "=(" in items[at - 1].types and "comparison" in items[at - 2].types:
        return at - 2 if is_same_stretch(items[at - 2].value.base) else None
    for n in range(at - 1, max(0, at - STRETCH_REACH), -1):
        if items[n].types & ENDS_STRETCH:
            return None
        if is_same_stretch(items[n].text):
            opened = items[n - 1].types & {"=(", "=khi", "=còn", "=,"}
            return n if opened else None
    return None


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
