"""Numbers whose noun stands elsewhere: "8 trong 10 doanh nghiệp", "số xã tăng từ 9.657 lên 11.162"."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from extractor.facts.build import Measure
from extractor.facts.cascade import Item
from extractor.model import Amount, Bound

OUT_OF = frozenset({"=trong", "=trên", "=trong số"})
OF_ALL = frozenset({"=số", "=tổng", "=tổng số"})
COUNTING = ("tổng số ", "số lượng ", "số ")  # words of measure that name a count, with their noun behind them
COUNTED_SO = {"dân số": "người"}  # words of measure that say what they count
NOUN, NOUN_OR_WORD = frozenset({"noun"}), frozenset({"noun", "content"})
TOLD_BY = frozenset(
    {"=là", "=còn", "=chỉ còn", "=lên", "=tăng lên", "=xuống", "=từ", "=đạt", "=tới", "=đến", "=hiện là"}
)
BETWEEN = frozenset({"bound", "status", "=đến", "=lên", "=con số"})
ENDS = frozenset({"punct", "period", "joint", "change", "=lên", "=xuống", "=nay", "=trong", "=và", "=vào"})
NO_COUNT = frozenset({"amount", "block", "period", "year", "glued", "fraction"})
UNCOUNTED = frozenset({"tiền", "vốn", "nợ", "liệu"})  # "số tiền" counts nothing
TOLD = "count-told"
REACH = 24  # items between a noun of count and its number
LESS = frozenset({"=âm", "=-", "=–"})
BELOW_ZERO = frozenset({"%", "độ C"})
CLOSES = frozenset({"=;", "=:", "amount"})


def count_bare(items: Sequence[Item]) -> list[Item]:
    """The items, with bare numbers turned into amounts where the sentence tells what they count."""
    out = list(items)
    for n in range(len(out) - 1, -1, -1):  # from the right: "1 trong 4 cậu bé" needs the second first
        if "num" in out[n].types and not out[n].types & NO_COUNT and (unit := _share_noun(out, n)):
            out[n] = _amount(out, n, unit, "part-of")
    for n, item in enumerate(out):
        if "num" in item.types and not item.types & NO_COUNT and (unit := _noun_before(out, n)):
            out[n] = _amount(out, n, unit, TOLD)
        elif item.rule.startswith("money-short") and (unit := _noun_before(out, n, sure=True)):
            amount = replace(item.value.amount, unit=unit)  # "số cổ phiếu là 13 triệu" is no money
            out[n] = replace(item, value=replace(item.value, amount=amount), rule=TOLD)
    return out


def sign_amounts(items: Sequence[Item]) -> list[Item]:
    """The items, with the word for less than nothing in its amount: "vốn chủ sở hữu [âm 156 tỷ đồng]"."""
    if not any(item.types & LESS for item in items):
        return list(items)
    out: list[Item] = []
    for item in items:
        if out and out[-1].types & LESS and _has_sign(item) and ("=âm" in out[-1].types or _is_minus(out, item)):
            amount = replace(item.value.amount, value=-item.value.amount.value)
            sign = out.pop()
            words = f"{sign.text}{' ' * (item.start - sign.end)}{item.text}"
            item = replace(item, start=sign.start, text=words, value=replace(item.value, amount=amount))
        out.append(item)
    return out


def _is_minus(before: Sequence[Item], item: Item) -> bool:
    """Whether a dash is the sign of the number that it is written to, behind a word: "MSN -22,9 tỷ"."""
    name = before[-2] if len(before) > 1 else None
    apart = name is not None and name.end < before[-1].start and before[-1].end == item.start
    return apart and name is not None and "word" in name.types


def _has_sign(item: Item) -> bool:
    """Whether the amount may be less than nothing; of a depth the number alone is told."""
    if "amount" not in item.types or item.value.amount.value_high is not None or item.value.amount.total is not None:
        return False
    if item.rule.startswith("money-short"):  # "lãi lần lượt là -49,3 tỷ và …"
        return True
    unit = item.slot("unit")
    return unit is not None and ("money" in unit.types or item.value.amount.unit in BELOW_ZERO)


def _share_noun(items: Sequence[Item], at: int) -> str | None:
    """The noun of the number that ``items[at]`` is out of."""
    behind = at + 1
    if behind >= len(items) or not items[behind].types & OUT_OF:
        return None
    behind += 1
    while behind < len(items) and items[behind].types & OF_ALL:
        behind += 1
    whole = items[behind] if behind < len(items) else None
    if whole is None or "amount" not in whole.types or not whole.value.counted:
        return None
    unit: str = whole.value.amount.unit
    return unit if whole.value.amount.value > items[at].value.number else None


def _noun_before(items: Sequence[Item], at: int, *, sure: bool = False) -> str | None:
    """The noun that "số" or "tổng số" counts in the clause before ``items[at]``, if a verb of telling joins them;
    ``sure``: only a noun of the lexicon."""
    behind = items[at + 1] if at + 1 < len(items) else None
    if behind is not None and not behind.types & ENDS:
        return None
    told = at - 1
    while told > 0 and items[told].types & BETWEEN and not items[told].types & TOLD_BY:
        told -= 1
    if told < 1 or not items[told].types & TOLD_BY:
        return None
    for n in range(told - 1, max(-1, told - REACH), -1):
        if items[n].types & CLOSES and items[n].rule != TOLD:
            return None
        words = items[n].text.lower()
        if words in COUNTED_SO:
            return COUNTED_SO[words]
        if words + " " in COUNTING and n + 1 < told and items[n + 1].types & (NOUN if sure else NOUN_OR_WORD):
            return items[n + 1].text
        if "head" in items[n].types:
            noun = next((words[len(start) :] for start in COUNTING if words.startswith(start)), None)
            return noun if noun and noun not in UNCOUNTED else None
    return None


def _amount(items: Sequence[Item], at: int, unit: str, rule: str) -> Item:
    item = items[at]
    before = items[at - 1] if at else None
    bound: Bound = before.value.get("bound", "exact") if before and "bound" in before.types else "exact"
    amount = Amount(item.value.number, unit, bound)
    measure = Measure(amount, item.start, counted=False, doubtful=item.value.doubtful)
    return Item(item.start, item.end, item.text, frozenset({"amount"}), measure, rule)
