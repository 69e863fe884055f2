"""What an amount may be besides a figure of its own: the count of a share, a share of a count, a change told again, the
level that a change ends at, or the same sum in another currency."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from decimal import Decimal

from extractor.facts.build import Change
from extractor.facts.cascade import Item
from extractor.facts.draft import Draft
from extractor.facts.indicator import noun_end
from extractor.facts.scope import STARTS
from extractor.model import Amount

ENDS_AT = frozenset((
    "=chỉ đạt", "=chỉ còn", "=còn lại", "=xuống còn", "=lên", "=xuống", "=còn", "=lên mức", "=xuống mức", "=về", "=mức",
    "=đạt", "=đạt mức", "=ở mức", "=tại", "=tại mức",
))  # fmt: skip
ENDS_ON = frozenset((  # may stand among them
    "=và", "=ở", "=con", "=số", "=con số", "=chốt", "=phiên", "=đóng", "=cửa", "=giá", "=mốc", "=ngưỡng", "=nhưng",
    "=vẫn", "=chốt phiên", "=đóng phiên", "=đóng cửa", "=kết", "=thúc", "=kết thúc", "=kết phiên", "=khép",
    "=khép phiên", "=đứng",
))  # fmt: skip
SIGNS = frozenset({"=-", "=+"})
PASSED = frozenset({"=,", "bound", "punct", "comparison"})
AMOUNTS_TO = frozenset({"=tương đương", "=tương đương với", "=tương ứng", "=tương ứng với"})
ENDS_WITHIN = 5  # words between a change and the level that it ends at
RAISED_WITHIN = 6  # words between the word of change and its figure
MUCH_LESS = 3  # times that a level is more than what it changed by
TO = {"increase": frozenset({"=lên", "=lên mức"}), "decrease": frozenset({"=xuống", "=xuống còn", "=còn"})}
COUNTED_WITHIN = 8  # words of a counted noun before its share in brackets
ENDS_COUNTED = frozenset({"amount", "comparison", "punct", "says"})
SHARE_WITHIN = 10  # words between k of n and what it comes to in percent
SHARE_WORDS = frozenset({"verb", "reach", "change", "bound", "head", "=tỷ lệ", "=tỉ lệ", "=chiếm", "=đạt"})


def is_count_of_share(items: Sequence[Item], at: int, last: Draft) -> bool:
    """ "chiếm 85,4% (hơn 51.000 lượt khách)", "10% vốn, tương đương 8 tỷ đồng": the count behind its share."""
    share = last.level and last.level.amount.unit == "%" and not last.changes
    if not share or items[at].value.amount.unit == "%" or at < 2:
        return False
    if "=(" in items[at - 1].types and "comparison" in items[at - 2].types:
        return True
    between = [x for x in items[last.at + 1 : at] if "bound" not in x.types]
    told = bool(between) and bool(between[-1].types & AMOUNTS_TO)
    return told and not any(x.types & {"amount", "comparison", "says", "=;"} for x in between)


def is_share_of_count(items: Sequence[Item], at: int, last: Draft) -> bool:
    """ "104.767 tin (đạt 87,2%)": the share in brackets right behind the count that it is of."""
    if items[at].value.amount.unit != "%" or not last.level or last.level.amount.unit == "%" or last.changes:
        return False
    if _is_part_in_percent(items, at, last.level.amount):
        between = items[last.at + 1 : at]
        return len(between) <= SHARE_WITHIN and not any(x.types & {"says", "=;", "comparison"} for x in between)
    opening = next((n for n in range(at - 1, last.at, -1) if "=(" in items[n].types), None)
    if opening is None or not all(x.types & SHARE_WORDS for x in items[opening + 1 : at]):
        return False
    own = items[last.at + 1 : opening]  # what is left of the counted noun
    if own and (not last.level.counted or len(own) > COUNTED_WITHIN):
        return False
    return not any(x.types & ENDS_COUNTED for x in own)


def is_total(items: Sequence[Item], at: int, last: Draft) -> bool:
    """ "thu 450 tỷ đồng/600 tỷ đồng dự toán", "450 tỷ đồng/kế hoạch 600 tỷ đồng": what the figure before is out of."""
    between, level, total = items[last.at + 1 : at], last.level, items[at].value.amount
    if level is None or last.changes or not between or {"=/", "glued"} - between[0].types:
        return False
    alike = level.amount.unit == total.unit and level.amount.value <= total.value and not total.value_high
    return alike and level.amount.total is None and all("base" in x.types for x in between[1:])


def _is_part_in_percent(items: Sequence[Item], at: int, amount: Amount) -> bool:
    """Whether the share is what k of n come to: "1.200/2.500 tỷ đồng, đạt 48%"."""
    if not amount.total:
        return False
    return abs(100 * Decimal(amount.value) / Decimal(amount.total) - Decimal(items[at].value.amount.value)) <= 1


def find_change_again(items: Sequence[Item], at: int, drafts: Sequence[Draft]) -> Draft | None:
    """The draft whose last change the amount tells again: the last one, or the count that the change went to."""
    before = _change_before(items, at - 1) if at and "=(" in items[at - 1].types else None
    told = before.value.measure if before else None
    owner = next((d for d in reversed(drafts) if d.changes and d.changes[-1].measure is told), drafts[-1])
    return owner if _is_change_again(items, at, owner) else None


def _is_change_again(items: Sequence[Item], at: int, last: Draft) -> bool:
    """ "giảm 7,3 USD (0,57%)", "giảm 0,57% (7,3 USD)": a change in brackets, told again as a share or as it is; "giảm
    5,1%, tương đương 157 điểm"."""
    change = last.changes[-1] if last.changes else None
    if change and change.relation in ("increase", "decrease") and _amounts_to(items, at, last):
        return change.measure.amount.unit == "%" and items[at].value.amount.unit != "%"
    opening = at - 2 if at and items[at - 1].types & SIGNS else at - 1  # "giảm 350 đồng (-5,38%)"
    before = _change_before(items, opening) if opening > 0 and "=(" in items[opening].types else None
    if change is None or change.relation not in ("increase", "decrease") or before is None:
        return False
    share, again = (measure.amount.unit == "%" for measure in (change.measure, items[at].value))
    return share != again and not (share and before.value.base)  # "so với năm 2016 (5 tỷ đồng)"


def _change_before(items: Sequence[Item], opening: int) -> Item | None:
    """The change right before the bracket, or before the rest of the noun that it counts: "giảm 19 người chết ("."""
    for n in range(opening - 1, max(-1, opening - 2 - COUNTED_WITHIN), -1):
        if "comparison" in items[n].types:
            return items[n] if n == opening - 1 or items[n].value.measure.counted else None
        if "word" not in items[n].types or items[n].types & ENDS_COUNTED:
            return None
    return None


def _amounts_to(items: Sequence[Item], at: int, last: Draft) -> bool:
    """Whether nothing stands between the figure and the change before but a comma and a word for the same; behind a
    base ("tăng 10% so với ngày thường, tương đương 900 m3") it is the level."""
    told = [x for x in items[last.at + 1 : at] if not x.types & PASSED]
    behind_change = last.level is None and "comparison" in items[last.at].types and not last.changes[0].base
    return behind_change and len(told) == 1 and bool(told[0].types & AMOUNTS_TO)


def closes_change(items: Sequence[Item], at: int, drafts: list[Draft]) -> bool:
    """ "tăng thêm 2 tỷ đồng, lên 7,6 tỷ đồng": the level that a change ends at."""
    if not drafts or drafts[-1].level is not None or not drafts[-1].changes:
        return False
    own = noun_end(items, drafts[-1].at)  # "giảm 0,2% lượng nắm giữ, còn 797 tấn"
    again = [change.measure for change in drafts[-1].changes[1:]]
    between = [x for x in _outside(items[drafts[-1].at + 1 : at]) if not x.types & PASSED and x.start >= own]
    between = [x for x in between if not (x.types & AMOUNTS_TO or x.value in again)] if again else between
    ends = any(x.types & ENDS_AT for x in between) and all(x.types & (ENDS_AT | ENDS_ON) for x in between)
    return ends and len(between) <= ENDS_WITHIN


def raises_to(items: Sequence[Item], at: int, last: Draft) -> Change | None:
    """ "tăng tỷ giá 10 đồng, lên 22.654 đồng/USD": the figure before as the change to the level ``items[at]``."""
    level = last.level
    apart = any("=," in x.types for x in items[last.at + 1 : at])
    if level is None or last.changes or level.amount.unit == "%" or not apart or last.status_why == STARTS:
        return None
    between = [x for x in items[last.at + 1 : at] if not x.types & PASSED]
    verb = next((x for x in reversed(items[max(0, last.at - RAISED_WITHIN) : last.at]) if "change" in x.types), None)
    relation = verb.value["change"] if verb else None
    if relation not in TO or len(between) != 1 or not between[0].types & TO[relation]:
        return None
    units = {amount.unit.split("/")[0] for amount in (level.amount, items[at].value.amount)}
    smaller = level.amount.value * MUCH_LESS < items[at].value.amount.value
    return Change(relation, level, None, None, "") if len(units) == 1 and smaller else None


def ends_from(items: Sequence[Item], at: int, drafts: list[Draft]) -> bool:
    """ "tăng thêm 3 tỷ đồng, từ 14 tỷ lên 17 tỷ đồng": the second of the two levels that a change lies between."""
    if len(drafts) < 2 or drafts[-1].status_why != STARTS or drafts[-2].level is not None or not drafts[-2].changes:
        return False
    between = items[drafts[-1].at + 1 : at]
    told = [x for x in items[drafts[-2].at + 1 : drafts[-1].at] if not x.types & PASSED and "=từ" not in x.types]
    return bool(between) and not told and all(x.types & (ENDS_AT | {"bound"}) for x in between)


def _outside(items: Sequence[Item]) -> Iterator[Item]:
    """The items that stand in no brackets."""
    depth = 0
    for item in items:
        depth += "=(" in item.types
        if not depth:
            yield item
        depth -= "=)" in item.types


def is_converted(items: Sequence[Item], at: int, drafts: list[Draft]) -> bool:
    """An amount of another currency in brackets right after an amount is the same figure, converted."""
    if at < 2 or "=(" not in items[at - 1].types or "amount" not in items[at - 2].types or not drafts:
        return False
    units = [items[n].slot("unit") for n in (at - 2, at)]
    different = items[at - 2].value.amount.unit != items[at].value.amount.unit
    return different and all(unit is not None and "money" in unit.types for unit in units)
