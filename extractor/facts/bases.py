"""What a change or a share is told against, where the rules for comparisons did not read it: the words behind it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from itertools import takewhile

from extractor.facts.build import Base, Change
from extractor.facts.cascade import Item
from extractor.facts.draft import Named
from extractor.facts.indicator import find_phrase
from extractor.facts.periods import Moment

NO_BASE = Base(None, None)
OBJECT_WORDS = 7  # between a word of change and its figure
ENDS_OBJECT = frozenset((
    "amount", "comparison", "reach", "joint", "says", "change", "period", "has", "status", "punct",
    "=lên", "=xuống", "=còn", "=từ", "=ở", "=với", "=là", "=mức", "=trên", "=về", "=thì", "=so với", "=cho",
))  # fmt: skip
BY = frozenset(
    {"%", "%/năm", "điểm", "điểm phần trăm", "điểm %", "điểm cơ bản"}
)  # units in which a price or a rate changes
UP_TO = frozenset({"=lên", "=lên tới", "=lên đến"})
PRICES = ("giá", "chi phí", "tổng mức", "học phí", "viện phí")  # told in no share: a share is by how much they change
LESS = frozenset({"giảm", "cắt giảm", "giảm bớt"})  # "giảm chi phí 3 tỷ" tells by how much, "tăng vốn 3 tỷ" to what
BASE_WORDS = 8
IN_BASE = frozenset({"base", "=mức", "=số", "=được", "=cao", "=thấp", "=đạt được"})
PLACED = frozenset({"=trong", "=tại", "=ở", "=cho", "=vào"})
ENDS_BASE = PLACED | {"verb", "has", "reach", "change", "joint", "says", "status", "lead"}
NOT_BASE = PLACED | {"bound_after", "=này", "=nữa", "=thì", "=so", "=thay"}
AGAINST = (" so với", " so")
LEVELS = frozenset({"mức", "con số", "con", "số"})  # a base that only says: another level
LEVEL_WORDS = 10  # how far behind it the period stands
ENDS_SENTENCE = frozenset({"=;", "=,", "comparison"})
BETWEEN = frozenset({"word", "num", "buy", "sell", "=-", "=–", "=(", "=)"})
ENDS_AGAINST = frozenset({"amount", "comparison", "reach", "says", "change", "has", "=,", "=;", "=lên", "=xuống"})
SINCE_WHEN = frozenset({"period", "year", "=mức", "=đầu", "=cuối", "=giữa"})
SINCE = frozenset({"=kể", "=tính"})  # before "từ"


def with_base(change: Change, items: Sequence[Item], at: int, text: str) -> Change:
    """The change with what stands behind it as its base: "chiếm 21% dân số", "giảm 8% từ đầu năm", "giảm 30% doanh
    thu so với năm trước", and of a base that is but another level ("so với mức 5 tỷ của năm 2015") its period."""
    if change.base:
        return _with_level_dated(change, items, at) if change.base.lower() in LEVELS else change
    if items[at].text.lower().endswith(AGAINST):  # "so với 2,9 tỷ chuyến năm ngoái"
        return _with_level_dated(change, items, at)
    since = next((n for n in (at + 1, at + 2) if n < len(items) and "=từ" in items[n].types), None)
    if since and (since == at + 1 or items[at + 1].types & SINCE):
        start = items[since + 1].types if since + 1 < len(items) else frozenset()
        base = read_base(items, since, text) if start & SINCE_WHEN else None
    elif change.relation in ("ratio", "multiple") or change.verb.endswith("hơn"):
        base = read_base(items, at, text)
    else:
        base = None
    base = base or _read_against(items, at, text)
    return replace(change, base=base.words, base_moment=base.moment) if base else change


def _with_level_dated(change: Change, items: Sequence[Item], at: int) -> Change:
    behind = takewhile(lambda item: not item.types & ENDS_SENTENCE, items[at + 1 : at + 1 + LEVEL_WORDS])
    dated = next((item for item in behind if "period" in item.types), None)
    return replace(change, base=dated.text, base_moment=dated.value) if dated else change


def _read_against(items: Sequence[Item], at: int, text: str) -> Base | None:
    """What stands behind "so với", where the changed thing stands between: "tăng 10 đồng mỗi USD so với hôm qua"."""
    bracketed = False  # "giảm 20 USD (tương đương 548.000 đồng) so với hôm qua"
    for n in range(at + 1, min(len(items), at + 2 + OBJECT_WORDS)):
        if "against" in items[n].types and not bracketed:
            return read_base(items, n, text)
        bracketed = ("=(" in items[n].types or bracketed) and "=)" not in items[n].types
        if bracketed and n - at <= OBJECT_WORDS:
            continue
        if not items[n].types & BETWEEN or items[n].types & ENDS_AGAINST:
            return None
    return None


def read_base(items: Sequence[Item], at: int, text: str) -> Base | None:
    """What the words right behind ``items[at]`` tell a share of: up to a mark, a figure or a verb."""
    told: list[Item] = []
    for item in items[at + 1 : at + 1 + BASE_WORDS]:
        if item.types & {"period", "year"}:
            told.append(item)
            break
        if not item.types & {"word", "base"} or (item.types & ENDS_BASE and not item.types & IN_BASE):
            break
        told.append(item)
    while told and "stop" in told[-1].types and "=vốn" not in told[-1].types:  # "tương ứng 22,8% vốn"
        told.pop()
    if not told or told[0].types & NOT_BASE:
        return None
    last = told[-1]
    moment = last.value if isinstance(last.value, Moment) else None
    if moment is None and "year" in last.types:
        moment = Moment("years", int(last.text))
    return Base(text[told[0].start : last.end], moment)


def find_changed(items: Sequence[Item], at: int) -> tuple[Item, Named] | None:
    """(word of change, what changes) where the figure tells by how much: "giảm giá vé 50%", "hạ lãi suất 25 điểm"."""
    n = at - 1
    raised = n > 0 and bool(items[n].types & UP_TO) and items[at].value.amount.unit == "%"  # "tăng giá vé lên 6%"
    n -= raised
    while n > max(-1, at - 1 - OBJECT_WORDS) and "word" in items[n].types and not items[n].types & ENDS_OBJECT:
        n -= 1
    verb = items[n] if n >= 0 else None
    if verb is None or "change" not in verb.types or verb.value["change"] not in ("increase", "decrease"):
        return None
    unit = items[at].slot("unit")
    money = unit is not None and "money" in unit.types
    less = verb.text.lower() in LESS and "=giá" not in items[n + 1].types  # "phiếu giảm giá 50.000 đồng" is a level
    more = "=thêm" in items[at - 1].types
    by = items[at].value.amount.unit in BY or more or (money and less)
    if raised and not items[n + 1].text.lower().startswith(PRICES):
        return None
    phrase = find_phrase(items, n + 1, at)
    compares = verb.text.lower().endswith((" hơn", "tăng trưởng"))  # "thấp hơn mức tăng 7,2%" tells two levels
    if not by or phrase is None or compares or (n and "head" in items[n - 1].types):
        return None  # "mức tăng giá 5%" is a level
    return verb, Named(*phrase, "what is changed by it")


def name_base(item: Item) -> Named | None:
    """The base as the name, where nothing else names a change."""
    base = item.slot("base")
    return Named(base.start, item.end, "what the share is of: no other words name it") if base else None


def is_share(item: Item) -> bool:
    """Whether the item is a comparison whose base may follow it."""
    return "comparison" in item.types and item.value.relation in ("ratio", "multiple") and not item.value.base
