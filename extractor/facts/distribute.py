"""The word "lần lượt": figures in a row for names that were told in a row, zipped where their counts agree."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from extractor.facts.build import Change
from extractor.facts.canonical import read_indicators
from extractor.facts.cascade import Item
from extractor.facts.draft import Draft, Named
from extractor.facts.indicator import is_noun
from extractor.facts.periods import Moment
from extractor.model import Relation
from extractor.text import split_words

IN_TURN = frozenset({"=lần lượt", "=tương ứng"})
SEPARATORS = frozenset({"=,", "=và", "=;"})
HEAD_WORDS = 8  # how long one name of the row may be
BEFORE_ROW = frozenset({"verb", "reach", "lead", "status", "change", "bound", "uncounted", "stop"})
TOGETHER = frozenset({"=đều", "=đồng loạt", "=cùng", "=mạnh", "=nhẹ", "=loạt", "=đồng"})


def distribute(items: Sequence[Item], drafts: Sequence[Draft]) -> None:
    """Give each figure behind "lần lượt" its own name (or year) of the row before it; drafts are changed in place."""
    at = next((n for n, item in enumerate(items) if "=lần lượt" in item.types), None)
    if at is None:
        return
    row = _figures(items, at, drafts)
    if len(row) < 2:
        return
    end = at
    while end > 0 and not is_noun(items[end - 1]) | bool(items[end - 1].types & {"year", "period", "named"}):
        end -= 1
    while end > 0 and items[end - 1].types & (BEFORE_ROW | TOGETHER):
        end -= 1
    heads = _heads(items[:end], len(row))
    if _date_each(items[:end], row, heads):
        heads = None
    change = next((item for item in items[end:at] if "change" in item.types), None)
    if heads is None:
        for draft in row:
            why = f"{draft.named.why}; “lần lượt” tells {len(row)} figures, not as many names"
            draft.named = replace(draft.named, why=why)
            if draft.level and draft.level.amount.unit == "%":
                _turn(draft, change)
        return
    _turn_like_first(row)
    for draft, head in zip(row, heads, strict=True):
        _assign(draft, head, heads[0], len(row))
        _turn(draft, change)


def _date_each(before: Sequence[Item], row: Sequence[Draft], heads: list[list[Item]] | None) -> bool:
    """Give each figure its year, where a stretch of as many years is the row: "hai năm 2015-2016 lần lượt lãi …"."""
    stretches = (item for item in reversed(before) if "period" in item.types)
    told = ((item, years) for item in stretches if (years := item.value.each_year(len(row))))
    stretch, years = next(told, (None, None))
    if stretch is None or years is None or (heads is not None and not any(stretch in head for head in heads)):
        return False
    for draft, year in zip(row, years, strict=True):
        draft.moment = year, stretch.text, f"“lần lượt”: one of {len(row)} years for {len(row)} figures"
    return True


def _turn(draft: Draft, change: Item | None) -> None:
    """Make the level a change, where the word before the row says so: "tăng lần lượt 3% và 5%"."""
    if change and draft.level and change.value["change"] in ("increase", "decrease"):
        told = Change(change.value["change"], draft.level, None, None, change.text.lower())
        draft.changes, draft.level = [told, *draft.changes], None
        draft.rule = f"change in a row, {draft.rule}"


def turn_in_row(items: Sequence[Item], at: int) -> Relation | None:
    """Rise or fall of a share that ends a row: "tăng lần lượt 8% và [10% so với] năm trước"."""
    told = next((n for n in range(at - 1, 0, -1) if "=lần lượt" in items[n].types), None)
    if told is None or not all(x.types & (SEPARATORS | {"amount", "bound"}) for x in items[told + 1 : at]):
        return None
    return _change_of(items[told - 1])


def _turn_like_first(row: Sequence[Draft]) -> None:
    """Make shares behind a change changes too: "lần lượt giảm 2,4% và 3,4%"."""
    first = row[0].changes[0] if row[0].level is None and row[0].changes else None
    for draft in row[1:]:
        if first and draft.level and draft.level.amount.unit == "%" and not draft.changes:
            draft.changes, draft.level = [replace(first, measure=draft.level)], None
            draft.rule = f"change in a row, {draft.rule}"


def share_changes(items: Sequence[Item], drafts: list[Draft]) -> None:
    """ "A đạt 5 tỷ và B đạt 7 tỷ, tương ứng tăng 30% và 27%": as many changes in a row as levels before, one each."""
    for at, item in enumerate(items):
        relation = _change_of(item)
        if relation is None or not any(x.types & IN_TURN for x in items[max(0, at - 1) : at + 2]):
            continue
        row, behind = _changes(items, at)
        levels = [d for d in drafts if d.at < at and d.level and d.level.amount.unit != "%"][-len(row) :]
        if not 1 < len(row) == len(levels) or any(d.changes for d in levels[:-1]):
            continue
        drafts[:] = [d for d in drafts if not at <= d.at < behind]
        base = next((c for c in reversed(row) if c.base), row[-1])
        for level, change in zip(levels, row, strict=True):
            told = replace(change, relation=relation, base=base.base, base_moment=base.base_moment)
            level.changes = [told]  # the rule bound all of them to the last level
        return


def _change_of(item: Item) -> Relation | None:
    """Rise or fall, as a word or as the first change of a row tells it."""
    if "comparison" in item.types:
        relation = item.value.relation
    elif "change" in item.types:
        relation = item.value["change"]
    else:
        return None
    return relation if relation in ("increase", "decrease") else None


def _changes(items: Sequence[Item], at: int) -> tuple[list[Change], int]:
    """The shares in a row from ``items[at]`` on, as changes, and where the row ends."""
    row: list[Change] = []
    end = at
    for n in range(at, len(items)):
        item = items[n]
        if "comparison" in item.types and item.value.measure.amount.unit == "%":
            row.append(item.value)
        elif "amount" in item.types and item.value.amount.unit == "%":
            row.append(Change(None, item.value, None, None, "và"))
        elif not item.types & (SEPARATORS | IN_TURN | {"change"}):
            break
        end = n + 1
    return row, end


def _figures(items: Sequence[Item], at: int, drafts: Sequence[Draft]) -> list[Draft]:
    """The figures right behind ``items[at]``, parted by nothing but commas and "và"."""
    row: list[Draft] = []
    by_place = {draft.at: draft for draft in drafts}
    for n in range(at + 1, len(items)):
        if n in by_place:
            row.append(by_place[n])
        elif not items[n].types & SEPARATORS and (row or not items[n].types & (BEFORE_ROW | {"=là"})):
            break
    return row


def _heads(before: Sequence[Item], count: int) -> list[list[Item]] | None:
    """The last ``count`` names of the row that ends before "lần lượt"; None where there are fewer."""
    heads: list[list[Item]] = [[]]
    for item in reversed(before):
        if item.types & SEPARATORS:
            heads.append([])
        elif "punct" in item.types or item.types & {"amount", "comparison"}:
            break
        else:
            heads[-1].append(item)
    named = [list(reversed(head)) for head in heads if head][:count]
    if len(named) < count:
        return None
    named.reverse()
    named[0] = _from_row_start(named[0])
    whole = all(head and len(head) <= HEAD_WORDS for head in named)
    return named if whole else None


def _from_row_start(head: list[Item]) -> list[Item]:
    """The first name without what stands before the row: from its last word of measure, or "các", on."""
    starts = [n for n, item in enumerate(head) if item.types & {"head", "=các", "=những", "year", "period"}]
    if starts:
        head = head[starts[-1] :]
    while head and not (is_noun(head[0]) or head[0].types & {"year", "period", "named", "head"}):
        head = head[1:]
    return head


def _assign(draft: Draft, head: list[Item], first: list[Item], count: int) -> None:
    """A year becomes the period, other words the indicator, with the measure that only the first name tells."""
    years = [item for item in head if item.types & {"year", "period"}]
    why = f"“lần lượt”: one of {count} names for {count} figures"
    if years:
        item = years[-1]
        moment = item.value if isinstance(item.value, Moment) else Moment("years", int(item.text))
        draft.moment = moment, item.text, why
        return
    prefix = None if head is first or "head" in head[0].types else _measure(first)
    draft.named = Named(head[0].start, head[-1].end, why, prefix=prefix, sure=True)
    draft.start = min(draft.start, head[0].start)


def _measure(first: Sequence[Item]) -> tuple[int, int] | None:
    """The measure at the start of the first name: "chỉ số" of "chỉ số Nikkei", "sản lượng" of "sản lượng lúa"."""
    if "head" not in first[0].types:
        return None
    if len(first) > 1:
        return first[0].start, first[0].end
    words = first[0].text.split(" ")
    for size in range(len(words) - 1, 0, -1):
        shorter = " ".join(words[:size])
        if split_words(shorter) in read_indicators():
            return first[0].start, first[0].start + len(shorter)
    return None
