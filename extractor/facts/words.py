"""Numbers in words: hai mươi lăm, một trăm linh năm, ba triệu rưỡi, nửa triệu, hai phần ba, ba phẩy năm."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal

DIGITS = {
    "không": 0, "một": 1, "hai": 2, "ba": 3, "bốn": 4, "năm": 5, "sáu": 6, "bảy": 7, "bẩy": 7, "tám": 8, "chín": 9,
}  # fmt: skip
ONES = DIGITS | {"mốt": 1, "tư": 4, "lăm": 5, "nhăm": 5}  # behind a ten
ZERO_TENS = ("linh", "lẻ")
SCALES = {"nghìn": 10**3, "ngàn": 10**3, "vạn": 10**4, "triệu": 10**6, "tỷ": 10**9, "tỉ": 10**9}
BILLION = 10**9
NUMBER_WORDS = frozenset({*DIGITS, "mười", "nửa", *SCALES})  # a number in words begins with one of these
GOES_ON = frozenset({"trăm", "mươi", "chục", "mốt", "lăm", "nhăm", "rưỡi", "phần", "phẩy", *SCALES})  # second words
HALF = Decimal("0.5")


@dataclass(frozen=True, slots=True)
class Words:
    """A number read from words: how many syllables it takes, and the scale of its last scale word (1: none)."""

    size: int
    number: Decimal
    scale: int = 1
    fraction: bool = False  # hai phần ba: a share of something, no count


def read_words(keys: Sequence[str], at: int = 0) -> Words | None:
    """The longest number that begins at ``keys[at]``; None where none does, or where one digit word stands alone."""
    if keys[at] != "mười" and (at + 1 == len(keys) or keys[at + 1] not in GOES_ON):
        return None
    rest = keys[at : at + 40]
    found = [words for words in (_whole(rest), _half(rest), _fraction(rest), _decimal(rest)) if words]
    best = max(found, key=lambda w: w.size, default=None)
    return best if best and (best.size > 1 or rest[0] == "mười") else None


def _group(keys: Sequence[str], *, inner: bool) -> tuple[int, int] | None:
    """(syllables, value) of a number under a thousand; ``inner``: behind a scale, where "linh năm" may begin it."""
    hundreds = len(keys) > 1 and keys[0] in DIGITS and keys[1] == "trăm"
    at = 2 if hundreds else 0
    value = 100 * DIGITS[keys[0]] if hundreds else 0
    rest = keys[at:]
    if hundreds and rest and rest[0] == "rưỡi":
        return 3, value + 50
    if (hundreds or inner) and len(rest) > 1 and rest[0] in ZERO_TENS:
        below = _tens(rest[1:]) or ((1, ONES[rest[1]]) if rest[1] in ONES else None)
        if below:
            return at + 1 + below[0], value + below[1]
    if tens := _tens(rest):
        return at + tens[0], value + tens[1]
    if hundreds:
        # "hai trăm ba" is 230; "năm" behind a hundred is more often the year
        colloquial = rest and rest[0] in DIGITS and rest[0] not in ("năm", "không") and _ends_here(rest)
        return (3, value + 10 * DIGITS[rest[0]]) if colloquial else (2, value)
    return (1, DIGITS[keys[0]]) if keys and keys[0] in DIGITS else None


def _tens(keys: Sequence[str]) -> tuple[int, int] | None:
    """(syllables, value) from ten to ninety-nine."""
    if not keys:
        return None
    if keys[0] == "mười":
        at, value = 1, 10
    elif len(keys) > 1 and keys[0] in DIGITS and keys[1] in ("mươi", "chục"):
        at, value = 2, 10 * DIGITS[keys[0]]
    elif len(keys) > 1 and keys[0] in DIGITS and keys[1] in ("mốt", "lăm", "nhăm"):
        return 2, 10 * DIGITS[keys[0]] + ONES[keys[1]]
    else:
        return None
    # "hai mươi năm" is twenty years: the digit is "lăm" there
    if at < len(keys) and keys[at] in ONES and keys[at] != "năm" and _ends_here(keys[at:]) and keys[at - 1] != "chục":
        return at + 1, value + ONES[keys[at]]
    return at, value


def _ends_here(keys: Sequence[str]) -> bool:
    """Whether the digit word ``keys[0]`` begins no number of its own."""
    return len(keys) < 2 or keys[1] not in ("trăm", "mươi", "chục", "phần") or keys[1:3] == ("phần", "trăm")


def _whole(keys: Sequence[str]) -> Words | None:
    """Groups with falling scales; "tỷ" multiplies all that stands before it."""
    at, total, section, last = 0, Decimal(0), Decimal(0), BILLION
    scale = 1
    while at < len(keys):
        group = _group(keys[at:], inner=at > 0) or ((1, 4) if at and keys[at] == "tư" else None)
        if group is None:
            break
        size, value = group
        word = keys[at + size] if at + size < len(keys) else ""
        step = SCALES.get(word)
        if step is None and size == 1 and scale > 1 and at and word not in ("trăm",):
            if keys[at] in ("năm", "không"):  # more often the year
                return _close(at, total + section, scale)
            return _close(at + 1, total + section + Decimal(value) * scale / 10, scale)  # "hai triệu ba" is 2.3 million
        if step is None:
            return _close(at + size, total + section + value, scale) if last > 1 else _close(at, total + section, scale)
        if step < BILLION and step >= last:
            break
        at += size + 1
        scale = step
        if step == BILLION:
            total, section, last = total + (section + value) * step, Decimal(0), BILLION
        else:
            section, last = section + Decimal(value) * step, step
            if at < len(keys) and keys[at] in ("tỷ", "tỉ"):
                total, section, last, scale = total + section * BILLION, Decimal(0), BILLION, BILLION
                at += 1
        if at < len(keys) and keys[at] == "rưỡi":
            return _close(at + 1, total + section + HALF * scale, scale)
    return _close(at, total + section, scale) if at else None


def _close(size: int, number: Decimal, scale: int) -> Words | None:
    return Words(size, number, scale) if size else None


def _half(keys: Sequence[str]) -> Words | None:
    """nửa triệu; triệu rưỡi."""
    if len(keys) < 2:
        return None
    if keys[0] == "nửa" and keys[1] in SCALES:
        return Words(2, HALF * SCALES[keys[1]], SCALES[keys[1]])
    if keys[0] in SCALES and keys[1] == "rưỡi":
        return Words(2, HALF * 3 * SCALES[keys[0]], SCALES[keys[0]])
    return None


def _fraction(keys: Sequence[str]) -> Words | None:
    """hai phần ba, một phần tư."""
    top = _group(keys, inner=False)
    if top is None or len(keys) < top[0] + 2 or keys[top[0]] != "phần":
        return None
    rest = keys[top[0] + 1 :]
    if rest and rest[0] in ONES:
        bottom = _group(rest, inner=False) or (1, ONES[rest[0]])
        if bottom[1]:
            return Words(top[0] + 1 + bottom[0], Decimal(top[1]) / bottom[1], fraction=True)
    if rest and rest[0] == "mười":
        return Words(top[0] + 2, Decimal(top[1]) / 10, fraction=True)
    return None


def _decimal(keys: Sequence[str]) -> Words | None:
    """ba phẩy năm, mười hai phẩy không năm triệu."""
    whole = _group(keys, inner=False)
    if whole is None or len(keys) < whole[0] + 2 or keys[whole[0]] != "phẩy":
        return None
    at, digits = whole[0] + 1, ""
    group = _group(keys[at:], inner=False)
    if group and group[0] > 1:
        at, digits = at + group[0], str(group[1])
    while at < len(keys) and keys[at] in DIGITS and not (digits and len(digits) > 3):
        digits, at = digits + str(DIGITS[keys[at]]), at + 1
    if not digits:
        return None
    number, scale = Decimal(f"{whole[1]}.{digits}"), 1
    while at < len(keys) and keys[at] in SCALES:
        scale *= SCALES[keys[at]]
        at += 1
    return Words(at, number * scale, scale)
