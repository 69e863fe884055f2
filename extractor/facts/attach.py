"""Where facts are won or lost: from the items of a sentence to drafts, by the words around each amount.

The indicator is the noun that is counted, or is sought leftwards to the clause's start; comparisons bind to the last
level on their left unless words of their own stand between, and then found a fact with no level.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

from extractor.facts.build import Change, Measure
from extractor.facts.cascade import Item
from extractor.facts.periods import Moment
from extractor.model import Reason, Status

CLAUSE_MARKS = frozenset(["=;", "=(", "=)", "=:", "=“", "=”", '="'])
TRIMMED = frozenset(
    ["verb", "lead", "bound", "bound_after", "status", "joint", "change", "stop", "period", "against", "block"]
)
NO_STATUS = "no word of estimate or target stands by it"
LINKS = frozenset({"=cho", "=của", "=từ"})
LIST_WORDS = 4  # how long a name may be that takes the measure before its list
COUNT_WORDS = 8  # how far the noun phrase of a counted noun reaches
INDICATOR_WORDS = 24


@dataclass(slots=True)
class Draft:
    """A fact in the making: positions are indexes into the sentence's items."""

    at: int
    level: Measure | None
    indicator: str
    status: Status
    moment: tuple[Moment, str] | None
    start: int
    end: int
    rule: str
    changes: list[Change] = field(default_factory=list)
    reasons: list[Reason] = field(default_factory=list)

    def turn_to_share(self, count: Item) -> None:
        """Take ``count`` as the level; the level so far was its share."""
        if self.level is not None:
            self.changes = [Change("ratio", self.level, None, None, "chiếm")]
        self.level, self.end = count.value, count.end


def attach_items(items: Sequence[Item], text: str, *, before: Draft | None = None) -> list[Draft]:
    """The drafts of one sentence, in reading order; ``before`` is the last draft of the sentence before."""
    drafts: list[Draft] = []
    for at, item in enumerate(items):
        if "amount" in item.types:
            if drafts and _is_count_of_share(items, at, drafts[-1]):
                drafts[-1].turn_to_share(item)
            elif _closes_change(items, at, drafts):
                drafts[-1].level, drafts[-1].end = item.value, item.end
            elif not _in_parentheses_of_same(items, at, drafts):
                drafts.append(_draft_level(items, at, text, drafts))
        elif "comparison" in item.types:
            _attach_change(items, at, text, drafts)
    if before and items and items[0].text.lower() == "trong đó":
        for draft in drafts:
            if draft.status == "actual" and draft.reasons[-1].why == NO_STATUS:
                draft.status = before.status
                draft.reasons[-1] = Reason("status", before.status, "a part of the figure in the sentence before")
    return drafts


def _draft_level(items: Sequence[Item], at: int, text: str, drafts: list[Draft]) -> Draft:
    item = items[at]
    measure: Measure = item.value
    left = _left(items, at)
    phrase = _phrase(items, left, at, text)
    phrase = _with_list_head(items, left, phrase, text)
    if not phrase and left > 1 and items[left - 1].types & {"=:", "=("} and "named" not in items[left - 2].types:
        phrase = _phrase(items, _left(items, left - 1), left - 1, text)
    reached = bool(phrase) and (_verb_before(items, at, "reach") or _head_before(items, at))
    right = _noun_end(items, at, skip=LINKS)
    has_right = right > item.end and (
        not phrase
        or _verb_before(items, at, "has")
        or bool(items[at + 1].types & {"=cho"})
        or _measures_noun(items, at)
    )
    if measure.counted and not reached:
        end = _noun_end(items, at)
        unit = item.slot("unit")
        indicator, why = text[unit.start if unit else item.end : end], "the counted noun after the number"
    else:
        end, indicator, why = item.end, phrase, "the words left of it in the clause"
        if has_right and not reached:
            indicator = _without_link(text[item.end : right].strip(" ,"))
            end, why = right, "the words right of it: no noun stands left, or a verb of having"
        if not indicator and drafts:
            indicator, why = drafts[-1].indicator, "the indicator of the figure before"
    status, trigger = _status(items, at, drafts)
    moment = _moment(items, at)
    reasons = [Reason("indicator", indicator, why), Reason("status", status, trigger)]
    start = min(items[left].start if left < at and not measure.counted else item.start, item.start)
    return Draft(at, measure, indicator, status, moment, start, end, item.rule, [], reasons)


def _with_list_head(items: Sequence[Item], left: int, phrase: str, text: str) -> str:
    """A short name in a list takes the measure before the colon: "Giá trị gia tăng: nông nghiệp …; dịch vụ …"."""
    if not phrase or len(phrase.split()) > LIST_WORDS or not left or not items[left - 1].types & {"=:", "=;"}:
        return phrase
    colon = next((n for n in range(left - 1, 0, -1) if "=:" in items[n].types), 0)
    if not colon or not any("head" in x.types for x in items[:colon]):
        return phrase
    if any("head" in x.types for x in items[left : left + 2]) or any("amount" in x.types for x in items[:colon]):
        return phrase
    measure = _phrase(items, _left(items, colon), colon, text)
    return f"{measure} {phrase}" if measure else phrase


def _head_before(items: Sequence[Item], at: int) -> bool:
    """Whether a measure word stands right before the figure: dân số gần 19 triệu người."""
    return at > 0 and "head" in items[at - 1].types


def _measures_noun(items: Sequence[Item], at: int) -> bool:
    """ "2.300 tấn rác": a physical unit with its noun right behind it."""
    unit = items[at].slot("unit")
    noun = items[at + 1] if at + 1 < len(items) else None
    physical = unit is not None and "measure" in unit.types and items[at].value.amount.unit != "%"
    return physical and noun is not None and bool(noun.types & {"content", "noun"}) and _names(noun)


def _verb_before(items: Sequence[Item], at: int, kind: str) -> bool:
    """Whether a verb of this kind stands right before the figure, bounds and status words apart."""
    for item in reversed(items[max(0, at - 3) : at]):
        if kind in item.types:
            return True
        if not item.types & {"bound", "status", "verb", "lead"}:
            return False
    return False


def _without_link(words: str) -> str:
    first, _, rest = words.partition(" ")
    return rest if first.lower() in ("cho", "của", "từ") else words


def _is_clause_mark(item: Item) -> bool:
    return bool(item.types & CLAUSE_MARKS)


def _left(items: Sequence[Item], at: int) -> int:
    """Index where the words that may name the indicator begin: a figure, a mark, or a comma after words."""
    left = at
    while left > 0:
        item = items[left - 1]
        if "=)" in item.types and (opening := _opening(items, left - 1)) is not None:
            left = opening
            continue
        if _is_clause_mark(item) or item.types & {"amount", "comparison", "says"}:
            break
        if "=," in item.types and any(_names(x) for x in items[left:at]):
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


def _names(item: Item) -> bool:
    """Whether the item can name something: no function word, no mark, no number."""
    return bool(item.types & {"word", "plain", "noun"}) and not item.types & TRIMMED


def _phrase(items: Sequence[Item], left: int, at: int, text: str) -> str:
    """The noun phrase between ``left`` and ``at``, trimmed of function words at both ends and cut before its verb."""
    span = list(items[left:at])
    begin = max((i + 1 for i, x in enumerate(span) if "block" in x.types), default=0)
    span = span[begin:] if any(_names(x) for x in span[begin:]) else span
    while span and (not _names(span[0]) or "named" in span[0].types):
        span.pop(0)
    while span and not _names(span[-1]):
        span.pop()
    cut = next((i for i, x in enumerate(span) if i and x.types & {"period", "status"}), len(span))
    span = span[:cut] if any(_names(x) for x in span[:cut]) else span
    cut = next((i for i, x in enumerate(span) if i > 1 and x.types & {"=ở", "=tại"}), len(span))
    span = span[:cut]
    while span and not _names(span[-1]):
        span.pop()
    span = _from_head(span)[-INDICATOR_WORDS:]
    return text[span[0].start : span[-1].end] if span else ""


def _from_head(span: list[Item]) -> list[Item]:
    """The span from its measure word on ("có [tổng vốn đầu tư]"): the first one behind the last verb of having."""
    verb = max((i for i, x in enumerate(span) if x.types & {"has", "=với"}), default=-1)
    heads = [i for i, x in enumerate(span) if "head" in x.types]
    start = next((i for i in heads if i > verb), heads[0] if heads else 0)
    return span[start:]


def _noun_end(items: Sequence[Item], at: int, *, skip: frozenset[str] = frozenset()) -> int:
    """End offset of the phrase right of ``items[at]``: to a mark, a figure, or a word that ends noun phrases."""
    end, words = items[at].end, 0
    for n, item in enumerate(items[at + 1 :], at + 1):
        if n == at + 1 and item.types & skip:
            continue
        if "=," in item.types and n + 1 < len(items) and _joins_list(items, n):
            continue
        if words >= COUNT_WORDS or not item.types & {"word", "plain", "noun"}:
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
    return "amount" in before.types and _names(items[comma + 1]) and not items[comma + 1].types & {"cap"}


def _status(items: Sequence[Item], at: int, drafts: list[Draft]) -> tuple[Status, str]:
    for n in range(at - 1, -1, -1):
        item = items[n]
        if "=;" in item.types:
            break
        if "status" in item.types and isinstance(item.value, dict):
            value: Status = item.value["status"]
            return value, f"“{item.text}” stands left of it"
        if item.types & {"amount", "comparison"} and drafts:
            return drafts[-1].status, "as the figure before it in the clause"
    for item in items[at + 1 : at + 4]:
        if item.types & {"amount", "comparison"} or _is_clause_mark(item):
            break
        if "status" in item.types and isinstance(item.value, dict) and item.value["status"] == "target":
            return "target", f"“{item.text}” stands right of it"
    return "actual", NO_STATUS


def _moment(items: Sequence[Item], at: int) -> tuple[Moment, str] | None:
    """The period nearest on the left, else the first one on the right."""
    for item in (*reversed(items[:at]), *items[at + 1 :]):
        if "period" in item.types:
            return item.value, item.text
    return None


def _is_count_of_share(items: Sequence[Item], at: int, last: Draft) -> bool:
    """ "chiếm 85,4% (hơn 51.000 lượt khách)": the count in brackets after its share."""
    return bool(
        at > 1
        and "=(" in items[at - 1].types
        and "comparison" in items[at - 2].types
        and last.level
        and last.level.amount.unit == "%"
        and items[at].value.amount.unit != "%"
    )


def _closes_change(items: Sequence[Item], at: int, drafts: list[Draft]) -> bool:
    """ "tăng thêm 2 tỷ đồng lên 7,6 tỷ đồng": the level that a change ends at."""
    reached = (
        at > 1 and items[at - 1].types & {"=lên", "=xuống", "=còn", "=lên mức"} and "comparison" in items[at - 2].types
    )
    return bool(reached and drafts and drafts[-1].level is None and drafts[-1].changes)


def _in_parentheses_of_same(items: Sequence[Item], at: int, drafts: list[Draft]) -> bool:
    """An amount of another currency in brackets right after an amount is the same figure, converted."""
    if at < 2 or "=(" not in items[at - 1].types or "amount" not in items[at - 2].types or not drafts:
        return False
    units = [items[n].slot("unit") for n in (at - 2, at)]
    different = items[at - 2].value.amount.unit != items[at].value.amount.unit
    return different and all(unit is not None and "money" in unit.types for unit in units)


def _depth(items: Sequence[Item], at: int) -> int:
    """How many brackets are open at ``items[at]``."""
    return sum(("=(" in x.types) - ("=)" in x.types) for x in items[:at])


def _attach_change(items: Sequence[Item], at: int, text: str, drafts: list[Draft]) -> None:
    item = items[at]
    change: Change = item.value
    left = _left(items, at)
    own = _with_list_head(items, left, _phrase(items, left, at, text), text)
    last = next(
        (d for d in reversed(drafts) if _depth(items, d.at) <= _depth(items, at)), drafts[-1] if drafts else None
    )
    if last and last.level and last.level.counted and left == last.at + 1:
        own = ""  # the words between are the counted noun's own
    near = last is not None and not own and not any("=;" in x.types for x in items[last.at : at])
    if near and last is not None:
        relation = change.relation or (last.changes[-1].relation if last.changes else None)
        if relation is not None:
            share = relation == "ratio" and change.base is None and change.verb.startswith("chiếm")
            if not share or (last.level and last.level.counted):
                last.changes.append(Change(relation, change.measure, change.base, change.base_moment, change.verb))
                last.end = item.end
                return
    if change.relation is None:
        return
    status, trigger = _status(items, at, drafts)
    indicator = own or (last.indicator if last else "")
    if not indicator:
        return
    reasons = [Reason("indicator", indicator, "the words left of the change"), Reason("status", status, trigger)]
    start = items[left].start if left < at else item.start
    draft = Draft(at, None, indicator, status, _moment(items, at), start, item.end, item.rule, [change], reasons)
    if change.verb.startswith("chiếm") and change.base is None:
        draft.level, draft.changes = change.measure, []
    drafts.append(draft)
