"""How a text opens: TTH - …, (Dân trí) - …, Huế - …"""

from __future__ import annotations

import re
from typing import NamedTuple

WORD = r"[A-ZÀ-ỸĐ][^\W\d_]*\.?"  # with a capital
DASH = r"\s*[-–—]\s+"
SOURCE = re.compile(rf"(?:\(([^()\n]{{2,40}})\)|([A-ZĐ]{{2,10}})){DASH}")
PLACE = re.compile(rf"({WORD}(?:[ .]{WORD}){{0,3}}){DASH}(?={WORD}(?: [^A-ZÀ-ỸĐ]|,))")  # no "Huế - Đà Nẵng mở đường"


class Dateline(NamedTuple):
    """The paper or the place that a text names before it begins, and the length of that."""

    source: str | None
    place: str | None
    length: int


def find_dateline(words: str) -> Dateline | None:
    """The dateline of a paragraph, if it has one."""
    if m := SOURCE.match(words):
        return Dateline(m[1] or m[2], None, m.end())
    if m := PLACE.match(words):
        return Dateline(None, m[1], m.end())
    return None
