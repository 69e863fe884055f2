"""Where facts are won or lost: from the items of a sentence to drafts, by the words around each amount.

The indicator is the noun that is counted, or is sought leftwards to the clause's start; comparisons bind to the last
level on their left unless words of their own stand between, and then found a fact with no level.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from decimal import Decimal
from itertools import pairwise

from extractor.facts.about import assign_by_name
from extractor.facts.apart import find_counted, is_of_another, name_before_count, name_counted, name_of_actor
from extractor.facts.bases import NO_BASE, find_changed, is_share, name_base, read_base, with_base
from extractor.facts.build import MILLION, Change
from extractor.facts.cascade import Item
from extractor.facts.compounds import complete_units
from extractor.facts.distribute import distribute, share_changes, turn_in_row
from extractor.facts.draft import Draft
from extractor.facts.indicator import is_noun, left_edge, name_body, name_change, name_level, name_right
from extractor.facts.joining import (
    AMOUNTS_TO,
    closes_change,
    ends_from,
    find_change_again,
    is_converted,
    is_count_of_share,
    is_share_of_count,
    is_total,
    raises_to,
)
from extractor.facts.moments import find_moment
from extractor.facts.rows import name_in_row, tells_side
from extractor.facts.scope import AS_BEFORE, NO_STATUS, STARTS, find_status, is_planned

REST = 8  # items of a counted noun with commas of its own
RISES = ("tăng", "giảm")
LIKE = 1_000  # times the count before that a bare scale may be and still count the same
NOT_YET, COUNTED_IN = frozenset({"=chưa", "=đã", "=không"}), frozenset({"=tính", "=kể", "=gồm", "=bao gồm", "=bao"})


def attach_items(items: Sequence[Item], text: str, *, before: Draft | None = None) -> list[Draft]:
    """The drafts of one sentence, in reading order; ``before`` is the last draft of the sentence before."""
    drafts: list[Draft] = []
    for at, item in enumerate(items):
        if "amount" in item.types:
            if drafts and is_count_of_share(items, at, drafts[-1]):
                drafts[-1].turn_to_share(item, read_base(items, drafts[-1].at, text) or NO_BASE)
            elif drafts and (owner := find_change_again(items, at, drafts)):
                owner.changes.append(replace(owner.changes[-1], measure=item.value))
                if owner is drafts[-1]:
                    owner.end = item.end
            elif drafts and is_share_of_count(items, at, drafts[-1]):
                base = read_base(items, at, text) or NO_BASE
                drafts[-1].changes.append(Change("ratio", item.value, base.words, base.moment, "("))
                drafts[-1].end = item.end
            elif drafts and is_total(items, at, drafts[-1]):
                drafts[-1].take_total(item)
            elif closes_change(items, at, drafts):
                drafts[-1].level, drafts[-1].end = item.value, item.end
            elif drafts and (raised := raises_to(items, at, drafts[-1])):
                drafts[-1].changes = [raised]
                drafts[-1].level, drafts[-1].end = item.value, item.end
            elif ends_from(items, at, drafts):
                drafts[-2].level, drafts[-2].end = item.value, item.end
            elif not is_converted(items, at, drafts):
                draft = _draft_level(items, at, drafts)
                if changed := find_changed(items, at):
                    verb, draft.named = changed
                    change = Change(verb.value["change"], item.value, None, None, verb.text.lower())
                    draft.level, draft.changes = None, [with_base(change, items, at, text)]
                drafts.append(draft)
        elif "comparison" in item.types:
            _attach_change(items, at, drafts, text)
    _borrow_names(drafts)
    _borrow_units(drafts, before)
    complete_units(items, drafts)
    share_changes(items, drafts)
    distribute(items, drafts)
    assign_by_name(items, drafts, text)
    _share_base(items, drafts)
    if before and items and "=trong đó" in items[0].types:
        for draft in drafts:
            if draft.status == "actual" and draft.status_why in (NO_STATUS, AS_BEFORE):
                draft.status, draft.status_why = before.status, "a part of the figure in the sentence before"
    return drafts


def _borrow_names(drafts: Sequence[Draft]) -> None:
    """ "tăng từ 10 lên 26 vị trí đỗ": the noun of the level that a change begins at is told with the one it ends at."""
    for one, later in pairwise(drafts):
        if one.status_why == STARTS and one.named.start == one.named.end and later.at == one.at + 2:
            one.named = replace(later.named, why="the noun of the level that the change ends at")


def _borrow_units(drafts: Sequence[Draft], before: Draft | None) -> None:
    """ "17,8 triệu ca sinh …, giảm còn 15 triệu": a bare scale after a counted noun counts it too, and is no money,
    unless it is far larger ("6 triệu dân …, dự án 10.000 tỷ")."""
    unit: str | None = None
    most: int | Decimal = 0
    for draft in (before, *drafts) if before else drafts:
        amount = draft.level.amount if draft.level else None
        if amount is None or amount.unit == "%":
            continue
        if draft.level and draft.level.counted:
            unit, most = amount.unit if amount.value >= MILLION else None, amount.value * LIKE
        elif not draft.rule.startswith("money-short"):
            unit = None
        elif unit and draft.level and draft is not before and amount.value <= most:
            draft.level = replace(draft.level, amount=replace(amount, unit=unit), counted=True)


def _share_base(items: Sequence[Item], drafts: Sequence[Draft]) -> None:
    """A change that tells no base takes the one told last before it: "so với cùng kỳ (A giảm 5%; B giảm 7%)"."""
    first = next((item.value for item in items if "base_first" in item.types), None)
    base, moment = (first.words, first.moment) if first else (None, None)
    for draft in drafts:
        for n, change in enumerate(draft.changes):
            if change.base:
                base, moment = change.base, change.base_moment
            elif base and first is None and is_planned(base) and change.verb.startswith(RISES):
                continue  # "vượt 3% kế hoạch và tăng 7%": no plan rises
            elif base and change.relation in ("increase", "decrease", "multiple"):
                draft.changes[n] = replace(change, base=base, base_moment=moment)
    _share_back(items, drafts)


def _share_back(items: Sequence[Item], drafts: Sequence[Draft]) -> None:
    """Changes in a row have the base that the last of them tells: "A giảm 3%, B tăng 2% so với cùng kỳ"."""
    for one, later in pairwise(reversed(drafts)):
        told = one.changes[0] if one.level is None and one.changes else None
        open_change = later.changes[0] if later.level is None and len(later.changes) == 1 else None
        if told is None or open_change is None or not told.base or open_change.base:
            continue
        between = items[later.at + 1 : one.at]
        same = {told.relation, open_change.relation} <= {"increase", "decrease"}
        if same and not any(x.types & {"=;", "=:", "period"} for x in between):
            later.changes[0] = replace(open_change, base=told.base, base_moment=told.base_moment)


def _draft_level(items: Sequence[Item], at: int, drafts: list[Draft]) -> Draft:
    item = items[at]
    named = name_level(items, at)
    status, status_why = find_status(items, at, drafts)
    first = named.start if named.end <= item.start else item.start
    draft = Draft(
        at,
        item.value,
        named,
        status,
        status_why,
        find_moment(items, at),
        min(first, item.start),
        max(named.end, item.end),
        item.rule,
    )
    if named.start == named.end and drafts:
        draft.inherit(drafts[-1])
    return draft


def _depth(items: Sequence[Item], at: int) -> int:
    """How many brackets are open at ``items[at]``."""
    return sum(("=(" in x.types) - ("=)" in x.types) for x in items[:at])


def _attach_change(items: Sequence[Item], at: int, drafts: list[Draft], text: str) -> None:
    """Bind the comparison ``items[at]`` to the level before it, or make it a draft of its own."""
    item = items[at]
    change: Change = item.value
    left = left_edge(items, at)
    own = None if _is_aside(items[left:at]) else name_change(items, at)
    own = (name_of_actor(items, at, own) or own) if own else None
    if own is None and (change.relation in ("increase", "decrease") or not drafts):
        own = name_in_row(items, at, drafts)
    depth = _depth(items, at)
    last = next((d for d in reversed(drafts) if _depth(items, d.at) <= depth), drafts[-1] if drafts else None)
    if last and last.level and (_is_rest_of_noun(items, last, left, at) or tells_side(items[left:at])):
        own = None  # the words between are the counted noun's own, or the side of a trade: "chiều mua vào, giảm …"
    if left and "comparison" in items[left - 1].types and items[left - 1].value.measure.counted:
        own = None  # they are the noun's that the change before counts: "giảm 2 người [chết], tăng 3 người bị thương"
    if own and last and left and is_share(items[left - 1]) and own.start == items[left].start:
        own = None  # the words between are what the share before is of: "chiếm 42% tổng nợ, tăng 11%"
    if own and last and last.level and last.named.start <= own.start and own.end <= last.named.end:
        own = None
    named = name_body(items, at) if own is None else None
    own = own or (name_of_actor(items, at, named) if named else None)
    near = last is not None and own is None and named is None and not any("=;" in x.types for x in items[last.at : at])
    if near and last is not None and is_of_another(items, at, last):
        if counted := find_counted(drafts[:-1], change):
            counted.changes.append(with_base(change, items, at, text))
            return
        own = name_counted(items, at) or name_before_count(items, last)
    elif near and last is not None:
        relation = change.relation or (last.changes[-1].relation if last.changes else None)
        if _says_again(items, at, last):
            relation = last.changes[-1].relation
        share = relation == "ratio" and change.verb.startswith("chiếm")
        if relation is not None and (not share or (last.level and last.level.amount.unit != "%")):
            told = replace(change, relation=relation)
            last.changes.append(with_base(told, items, at, text))
            last.end = item.end
            return
    if change.relation is None and (turned := turn_in_row(items, at)):
        change, own, named = replace(change, relation=turned), None, None
    if change.relation is None:
        return
    own = own or named
    if own is None and last is None:
        # "Giảm 50% giá vé", "hoàn thành 61% chỉ tiêu doanh thu", "giảm 12 vụ (5%)"
        own = name_right(items, at) or name_base(item) or name_counted(items, at)
        if own is None:
            return
    status, status_why = find_status(items, at, drafts)
    named = own or last.named  # type: ignore[union-attr]
    start, end = (min(own.start, item.start), max(own.end, item.end)) if own else (item.start, item.end)
    draft = Draft(at, None, named, status, status_why, find_moment(items, at), start, end, item.rule, [change])
    if own is None and last is not None:
        draft.inherit(last)
    amount = change.measure.amount
    if change.verb.startswith("chiếm"):
        draft.level, draft.changes = change.measure, []
    elif change.verb == "vượt" and not change.base and amount.unit not in ("%", "chỉ tiêu"):
        draft.level, draft.changes = replace(change.measure, amount=replace(amount, bound="at_least")), []
    else:
        draft.changes = [with_base(change, items, at, text)]
    drafts.append(draft)


def _is_rest_of_noun(items: Sequence[Item], last: Draft, left: int, at: int) -> bool:
    """Whether the words before the change are the counted noun's own: "480 lượt chuyến cất, hạ cánh, tăng 9%"."""
    if last.level is None or not last.level.counted:
        return False
    words = items[last.at + 1 : at]
    listed = 0 < len(words) <= REST and "=," in words[-1].types
    return left == last.at + 1 or (listed and all(is_noun(x) or "=," in x.types for x in words))


def _is_aside(items: Sequence[Item]) -> bool:
    """ "…, chưa tính thuế và phí, cao hơn …": what a figure leaves out names no change."""
    first, second = ([item.types for item in items[:2]] + [frozenset()] * 2)[:2]
    return bool(first & NOT_YET) and bool(second & COUNTED_IN)


def _says_again(items: Sequence[Item], at: int, last: Draft) -> bool:
    """ "tăng 6 USD, tương đương 9,6%", "giảm 244 đồng tương đương 1%": the change before, told again as a share."""
    told = bool(last.changes) and last.changes[-1].relation in ("increase", "decrease")
    right_behind = any("comparison" in x.types for x in items[max(0, at - 2) : at])
    return told and f"={items[at].value.verb}" in AMOUNTS_TO and right_behind
