"""Changes that say which of the figures before them they are of: "tăng 15% về số doanh nghiệp và 45% về vốn", "tăng 3
vụ, giảm 2 người chết". The rules bind every change to the last level; here each goes to the one that it names."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from itertools import takewhile

from extractor.facts.build import Change, Measure
from extractor.facts.cascade import Item
from extractor.facts.draft import INHERITED, Draft
from extractor.facts.indicator import noun_end
from extractor.text import split_words

ENDS = frozenset({"punct", "amount", "comparison", "against", "period", "=và", "=nhưng", "=so với", "=còn"})
GOES_ON = frozenset({"=và", "=,"})
# Words that tell no two figures apart:
GENERAL = frozenset({"số", "tổng", "lượng", "khối", "về", "người", "là", "được", "bị"})
PEOPLE = "người"
MONEY = frozenset({"trị", "vốn", "tiền", "kim", "ngạch", "doanh"})  # words of what is told in money
COUNT = frozenset({"lượng", "số"})
DONE = 2  # words left of a count that tell what was done to what it counts: "bị thương 32 người"
WORDS = 8  # behind "về", or behind what a change counts


def assign_by_name(items: Sequence[Item], drafts: list[Draft], text: str) -> None:
    """Move each change to the level before it that its own words name; drafts are changed in place."""
    last: Change | None = None
    for at, item in enumerate(items):
        about = at + 1 < len(items) and "=về" in items[at + 1].types
        if "comparison" in item.types and about:
            last = _move(items, drafts, at, _words(items, at + 2), text, about=True)
        elif "amount" in item.types and about and last and items[at - 1].types & GOES_ON:
            _turn_to_change(items, drafts, at, last, _words(items, at + 2), text)
        elif "comparison" in item.types and _counts(item.value.measure):
            words = {item.value.measure.amount.unit.split()[0].lower(), *_words(items, at + 1)}
            _move(items, drafts, at, words, text, about=False)


def _words(items: Sequence[Item], start: int) -> set[str]:
    """The words from ``items[start]`` to a mark or a figure."""
    told: list[str] = []
    for item in items[start : start + WORDS]:
        if item.types & ENDS:
            break
        told += split_words(item.text)
    return set(told)


def _counts(measure: Measure) -> bool:
    return measure.counted and not _is_money(measure.amount.unit)


def _counted(measure: Measure) -> tuple[str, ...]:
    """The first word of the unit: "vụ" of "vụ tai nạn"."""
    return split_words(measure.amount.unit)[:1]


def _is_money(unit: str) -> bool:
    return unit.split("/")[0].isupper()


def _find(items: Sequence[Item], drafts: Sequence[Draft], at: int, words: set[str], text: str) -> Draft | None:
    """The level before ``at`` that the words name, if they name one alone."""
    scored = []
    for draft in drafts:
        if draft.at >= at or draft.level is None or draft.level.amount.unit == "%":
            continue
        unit = split_words(draft.level.amount.unit)
        noun = split_words(text[items[draft.at].end : max(items[draft.at].end, noun_end(items, draft.at))])
        done = takewhile(lambda item: not item.types & ENDS, reversed(items[max(0, draft.at - DONE) : draft.at]))
        named = {*split_words(draft.named.words(text)), *unit, *noun, *(w for x in done for w in split_words(x.text))}
        likeness = len((named & words) - GENERAL) + 0.5 * (PEOPLE in words and unit[:1] == (PEOPLE,))
        if not likeness:
            likeness = 0.5 * bool(words & (MONEY if _is_money(draft.level.amount.unit) else COUNT))
        scored.append((likeness, draft))
    best = max((likeness for likeness, _ in scored), default=0)
    found = [draft for likeness, draft in scored if likeness == best]
    return found[0] if best and len(found) == 1 else None


def _move(
    items: Sequence[Item], drafts: list[Draft], at: int, words: set[str], text: str, *, about: bool
) -> Change | None:
    """The change ``items[at]``, at the level that the words name; ``about``: they stand behind "về"."""
    measure: Measure = items[at].value.measure
    held = next(((d, n) for d in drafts for n, c in enumerate(d.changes) if c.measure == measure and d.at <= at), None)
    if held is None:
        return None
    holder, n = held
    change = holder.changes[n]
    owner = _find(items, drafts, at, words, text)
    own = holder.at == at and holder.named.why != INHERITED and not about  # a change with a name of its own keeps it
    counted = _counted(measure)
    same = measure.counted and holder.level is not None and _counted(holder.level) == counted
    if owner and owner.level and owner is not holder and not own and (not same or _counted(owner.level) == counted):
        count = 2 if _is_told_again(holder.changes[n : n + 2]) else 1
        owner.changes += holder.changes[n : n + count]
        del holder.changes[n : n + count]
        if not holder.changes and holder.level is None:
            drafts.remove(holder)
    return change


def _is_told_again(changes: Sequence[Change]) -> bool:
    """Whether the second is the first, told as a share: "giảm 5 vụ (10%)"."""
    units = [change.measure.amount.unit == "%" for change in changes]
    return units == [False, True] and changes[0].verb == changes[1].verb


def _turn_to_change(
    items: Sequence[Item], drafts: list[Draft], at: int, like: Change, words: set[str], text: str
) -> None:
    """ "… và 45,4% về số vốn": the share goes on with the change before."""
    share = next((draft for draft in drafts if draft.at == at), None)
    owner = _find(items, drafts, at, words, text)
    if share and share.level and owner and share.level.amount.unit == "%":
        drafts.remove(share)
        owner.changes.append(replace(like, measure=share.level))
