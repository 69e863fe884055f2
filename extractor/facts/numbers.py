"""Numbers as the Vietnamese press writes them: 8.020 is eight thousand, 3,2 a decimal."""

from __future__ import annotations

import re
from dataclasses import dataclass
from decimal import Decimal
from functools import lru_cache

from extractor.model import Number

THOUSANDS = re.compile(r"\d{1,3}(?:\.\d{3})+(?:,\d+)?|\d{1,3}(?:,\d{3}){2,}")
ENGLISH = re.compile(r"\d{1,3}(?:,\d{3})+\.\d+|[1-9]\d{0,2},000")  # 1,311.90 and 5,000
FINE_GOLD = "9999"  # vàng 9999
POINT = "a point where a decimal comma is usual"
COMMA = re.compile(r"[1-9]\d{0,2},\d{3}")  # 9,326: of what is counted, thousands
KEPT = 4_096  # numbers that need not be read again


@dataclass(frozen=True, slots=True)
class Value:
    """An exact number, the scale that its first scale words gave it, and what the writer may have slipped on."""

    number: Number
    doubtful: str | None = None
    scale: int = 1


@lru_cache(maxsize=KEPT)
def parse_number(text: str) -> Value | None:
    """The value of digits with separators; None for what is no quantity (a phone number, an address, a code)."""
    if text == FINE_GOLD:
        return None
    if re.match(r"0\d", text) and not text.startswith("0,"):
        return Value(int(text)) if len(text) == 2 and text.isdigit() else None
    if ENGLISH.fullmatch(text):
        return Value(exact(Decimal(text.replace(",", ""))), f"{text}: commas where points are usual")
    if THOUSANDS.fullmatch(text):
        whole, comma, rest = text.partition(",") if "." in text else (text.replace(",", ""), "", "")
        return Value(exact(Decimal(whole.replace(".", "") + ("." + rest if comma else ""))))
    if re.fullmatch(r"\d+(?:,\d+)?", text):
        return Value(exact(Decimal(text.replace(",", "."))))
    if re.fullmatch(r"\d+\.\d+", text):
        return Value(exact(Decimal(text)), f"{text}: {POINT}")
    return None


def read_thousands(text: str) -> Value | None:
    """A number with a comma and three digits, as of things that have no parts: "9,326 căn"."""
    return (
        Value(int(text.replace(",", "")), f"{text}: a comma where a point is usual") if COMMA.fullmatch(text) else None
    )


def exact(number: Decimal) -> Number:
    """An int where the number is whole."""
    return int(number) if number == number.to_integral_value() else number.normalize()
