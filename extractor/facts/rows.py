"""Names told in a row, each with its change in brackets, and the sides of a trade, which name nothing."""

from __future__ import annotations

from collections.abc import Sequence

from extractor.facts.cascade import Item
from extractor.facts.draft import Draft, Named
from extractor.facts.indicator import is_noun

MARKS = frozenset({"=,", "=;", "=:", "=)", "=và", "=như", "=là", "=gồm"})  # before a name in a row
ENDS_NAME = MARKS | {"verb", "has", "reach", "says", "period", "change"}
NAME_WORDS = 6
SIDES = frozenset({"buy", "sell"})


def name_in_row(items: Sequence[Item], at: int, drafts: Sequence[Draft]) -> Named | None:
    """ "SAB (giảm 6,7%), BID (giảm 6,5%)": the name right before the brackets that hold nothing but the change."""
    opening = next((n for n in range(at - 1, -1, -1) if "bound" not in items[n].types), -1)
    if opening < 1 or "=(" not in items[opening].types:
        return None
    first, last = opening, items[opening - 1]
    while first > 0 and "word" in items[first - 1].types and not items[first - 1].types & ENDS_NAME:
        first -= 1
    if any(first <= draft.at for draft in drafts):
        return None  # the words are the counted noun of a level
    in_row = first == 0 or bool(items[first - 1].types & MARKS)
    named = is_noun(last) or "named" in last.types
    if not in_row or not named or opening - first > NAME_WORDS:
        return None
    return Named(items[first].start, last.end, "the name before the brackets that hold its change")


def tells_side(items: Sequence[Item]) -> bool:
    """Whether the words tell a side of a trade and nothing else: "chiều mua vào"."""
    nouns = [item for item in items if is_noun(item)]
    return bool(nouns) and all(item.types & SIDES and not item.text.lower().startswith("giá") for item in nouns)
