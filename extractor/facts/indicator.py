"""What a figure measures, by rule: the noun that it counts, or the noun phrase on its left in the clause."""

from __future__ import annotations

from collections.abc import Sequence

from extractor.facts.build import Measure
from extractor.facts.canonical import COUNTED, read_indicators
from extractor.facts.cascade import Item
from extractor.facts.draft import Named
from extractor.text import split_words

CLAUSE_MARKS = frozenset(["=;", "=(", "=)", "=:", "=“", "=”", '="'])
TRIMMED = frozenset(
    ["verb", "lead", "bound", "bound_after", "status", "joint", "change", "stop", "period", "against", "block"]
)
NAMING = frozenset({"word", "plain", "noun"})
EDGES = CLAUSE_MARKS | {"amount", "comparison", "says"}  # before the words that may name a figure
ALSO = frozenset({"=đã", "=cũng", "=vẫn", "=lại", "=tiếp tục", "=còn", "=hiện"})  # between a name and its change
LINKS = frozenset({"=cho", "=của", "=từ"})
NOT_LISTED = frozenset({"cap", "=làm", "=khiến", "=gây"})  # behind a comma: no further noun of a list
LIST_WORDS = 4  # how long a name may be that takes the measure before its list
KNOWN_WORDS = 10  # how far a known name of a counted thing may reach
COUNT_WORDS = 8  # how far the noun phrase of a counted noun reaches
INDICATOR_WORDS = 24


def name_level(items: Sequence[Item], at: int) -> Named:
    """The indicator of the amount ``items[at]``."""
    item = items[at]
    measure: Measure = item.value
    left = left_edge(items, at)
    phrase = find_phrase(items, left, at)
    if phrase and (measure_named := _list_head(items, left, phrase)):
        return measure_named
    if not phrase and left > 1 and items[left - 1].types & {"=:", "=("} and "named" not in items[left - 2].types:
        phrase = find_phrase(items, left_edge(items, left - 1), left - 1)
    if not phrase and not measure.counted:
        phrase = _further_left(items, left)
    reached = phrase is not None and (_verb_before(items, at, "reach") or _head_before(items, at))
    if measure.counted and not reached:
        unit = item.slot("unit")
        start = unit.start if unit else item.end
        if unit and (end := _known_end([unit, *items[at + 1 : at + KNOWN_WORDS]])):
            return Named(start, end, "an indicator that the table knows, behind its number", sure=True)
        end = noun_end(items, at)
        end = unit.end if unit and end == item.end else end  # "25 triệu [hành khách] mỗi năm"
        return Named(start, end, "the counted noun after the number")
    right = noun_end(items, at, skip=LINKS)
    has_right = right > item.end and (
        phrase is None
        or _verb_before(items, at, "has")
        or bool(items[at + 1].types & {"=cho"})
        or _measures_noun(items, at)
    )
    if has_right and not reached:
        first = at + 2 if items[at + 1].types & LINKS and items[at + 1].end < right else at + 1
        while items[first].end < right and not is_noun(items[first]):
            first += 1
        return Named(items[first].start, right, "the words right of it: no noun stands left, or a verb of having")
    if phrase:
        return Named(*phrase, "the words left of it in the clause")
    return Named(item.start, item.start, "no words name it")


def _further_left(items: Sequence[Item], left: int) -> tuple[int, int] | None:
    """The nearest noun phrase before the clause, back to a figure, a semicolon or a bracket."""
    while left > 1 and items[left - 1].types & {"=,", "period", "named"}:
        edge = left_edge(items, left - 1)
        if phrase := find_phrase(items, edge, left - 1):
            return phrase
        if edge >= left:
            break
        left = edge
    return None


def name_right(items: Sequence[Item], at: int) -> Named | None:
    """The words right of ``items[at]``, up to a mark or a word that ends them."""
    end = noun_end(items, at, skip=LINKS)
    first = next((x for x in items[at + 1 :] if x.end <= end and is_noun(x)), None)
    return Named(first.start, end, "the words right of the change: none stand left") if first else None


def _known_end(items: Sequence[Item]) -> int | None:
    """End of the longest counted indicator of the table that these words begin with, if it is longer than the noun."""
    names = read_indicators()
    keys: tuple[str, ...] = ()
    end = None
    for n, item in enumerate(items):
        keys += split_words(item.text)
        found = names.get(keys)
        if n and found and found.dimension in COUNTED:
            end = item.end
    return end


def name_change(items: Sequence[Item], at: int) -> Named | None:
    """The words of its own that stand left of the comparison ``items[at]``."""
    left = left_edge(items, at)
    if left < at and "=(" in items[left].types:  # "36,5 triệu đồng (mua vào), tăng …": brackets name no change
        left = next((n + 1 for n in range(left, at) if "=)" in items[n].types), left)
    phrase = find_phrase(items, left, at)
    if phrase is None:
        return None
    return _list_head(items, left, phrase) or Named(*phrase, "the words left of the change")


def name_body(items: Sequence[Item], at: int) -> Named | None:
    """The body whose name ends right before the comparison ``items[at]``: what of it changes is left unsaid."""
    end = at - 1 if at and "=(" in items[at - 1].types else at  # Công ty A (giảm 5%)
    while end > 0 and items[end - 1].types & ALSO:  # Công ty A đã mất 5%
        end -= 1
    first = end
    while first and "organization" in items[first - 1].types:
        first -= 1
    return Named(items[first].start, items[end - 1].end, "the body right before the change") if first < end else None


def _list_head(items: Sequence[Item], left: int, phrase: tuple[int, int]) -> Named | None:
    """A short name in a list takes the measure before the colon: "Giá trị gia tăng: nông nghiệp …; dịch vụ …"."""
    words = [x for x in items if phrase[0] <= x.start < phrase[1]]
    if len(words) > LIST_WORDS or not left or not items[left - 1].types & {"=:", "=;"}:
        return None
    colon = next((n for n in range(left - 1, 0, -1) if "=:" in items[n].types), 0)
    if not colon or not any("head" in x.types for x in items[:colon]):
        return None
    if any("head" in x.types for x in items[left : left + 2]) or any("amount" in x.types for x in items[:colon]):
        return None
    measure = find_phrase(items, left_edge(items, colon), colon)
    return Named(*phrase, "a name in a list, with the measure before the colon", prefix=measure) if measure else None


def _head_before(items: Sequence[Item], at: int) -> bool:
    """Whether a measure word stands right before the figure: dân số gần 19 triệu người."""
    before = items[at - 1] if at else None
    return before is not None and "head" in before.types and before.value.get("head") != "known"


def _measures_noun(items: Sequence[Item], at: int) -> bool:
    """ "2.300 tấn rác": a physical unit with its noun right behind it."""
    unit = items[at].slot("unit")
    noun = items[at + 1] if at + 1 < len(items) else None
    physical = unit is not None and "measure" in unit.types and items[at].value.amount.unit != "%"
    return physical and noun is not None and bool(noun.types & {"content", "noun"}) and is_noun(noun)


def _verb_before(items: Sequence[Item], at: int, kind: str) -> bool:
    """Whether a verb of this kind stands right before the figure, bounds and status words apart."""
    for item in reversed(items[max(0, at - 3) : at]):
        if kind in item.types:
            return True
        if not item.types & {"bound", "status", "verb", "lead"}:
            return False
    return False


def left_edge(items: Sequence[Item], at: int) -> int:
    """Index where the words that may name the indicator begin: a figure, a mark, or a comma after words."""
    left = at
    while left > 0:
        item = items[left - 1]
        if "=)" in item.types and (opening := _opening(items, left - 1)) is not None:
            left = opening
            continue
        if not EDGES.isdisjoint(item.types):
            break
        if "=," in item.types and any(is_noun(x) for x in items[left:at]):
            break
        left -= 1
    return left


def _opening(items: Sequence[Item], close: int) -> int | None:
    """Index of the bracket that ``items[close]`` closes, if no figure stands inside."""
    for n in range(close - 1, -1, -1):
        if "=(" in items[n].types:
            return n
        if items[n].types & {"amount", "comparison"}:
            return None
    return None


def is_noun(item: Item) -> bool:
    """Whether the item can name something: no function word, no mark, no number."""
    return not NAMING.isdisjoint(item.types) and TRIMMED.isdisjoint(item.types)


def find_phrase(items: Sequence[Item], left: int, at: int) -> tuple[int, int] | None:
    """The noun phrase between ``left`` and ``at``, trimmed of function words at both ends and cut before its verb."""
    span = list(items[left:at])
    begin = max((i + 1 for i, x in enumerate(span) if "block" in x.types), default=0)
    span = span[begin:] if any(is_noun(x) for x in span[begin:]) else span
    while span and (not is_noun(span[0]) or "named" in span[0].types):
        span.pop(0)
    while span and not is_noun(span[-1]):
        span.pop()
    cut = next((i for i, x in enumerate(span) if i and x.types & {"period", "status"}), len(span))
    behind = [x for x in span[cut + 1 :] if not x.types & {"period", "status"}]
    measured = any("head" in x.types for x in span[:cut])
    if not measured and any(is_noun(x) for x in behind):
        span = _trimmed(behind)  # "quỹ đã [vận động] được 2,5 tỷ": what was done is what is measured
    elif any(is_noun(x) for x in span[:cut]):
        span = span[:cut]
    cut = next((i for i, x in enumerate(span) if i > 1 and x.types & {"=ở", "=tại"}), len(span))
    span = span[:cut]
    while span and not is_noun(span[-1]):
        span.pop()
    span = _from_head(span)[-INDICATOR_WORDS:]
    return (span[0].start, span[-1].end) if span else None


def _trimmed(span: list[Item]) -> list[Item]:
    while span and not is_noun(span[0]):
        span = span[1:]
    return span


def _from_head(span: list[Item]) -> list[Item]:
    """The span from its measure word on ("có [tổng vốn đầu tư]"): the first one behind the last verb of having."""
    verb = max((i for i, x in enumerate(span) if x.types & {"has", "=với"}), default=-1)
    heads = [i for i, x in enumerate(span) if "head" in x.types]
    start = next((i for i in heads if i > verb), heads[0] if heads else 0)
    return span[start:]


def noun_end(items: Sequence[Item], at: int, *, skip: frozenset[str] = frozenset()) -> int:
    """End offset of the phrase right of ``items[at]``: to a mark, a figure, or a word that ends noun phrases."""
    end, words = items[at].end, 0
    for n, item in enumerate(items[at + 1 :], at + 1):
        if n == at + 1 and item.types & skip:
            continue
        if "=," in item.types and n + 1 < len(items) and _joins_list(items, n):
            continue
        if words >= COUNT_WORDS or NAMING.isdisjoint(item.types):
            break
        if item.types & {"stop", "joint", "lead", "against", "change", "period"} or (item.types & {"status"} and words):
            break
        if item.types & {"verb", "status"}:
            if words == 0 and "status" in item.types:
                continue
            if not item.types & {"=được", "=bị"}:
                break
        end, words = item.end, words + len(item.text.split())
    return end


def _joins_list(items: Sequence[Item], comma: int) -> bool:
    """A comma inside a counted noun ("28 tỉnh, thành phố"): a single noun stands right before it and one after."""
    before = items[comma - 1]
    counted = "amount" in before.types and before.value.counted  # not in "lên 46%, dư nợ tăng 6%"
    return counted and is_noun(items[comma + 1]) and not items[comma + 1].types & NOT_LISTED
