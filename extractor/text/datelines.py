"""How a text opens: TTH - …, (Dân trí) - …, Huế - …"""

from __future__ import annotations

import re
from typing import NamedTuple

from extractor.text.places import read_place_names

DASHED = re.compile("[-–—]\\s")
LONGEST = 50  # characters
WORD = r"[A-ZÀ-ỸĐ][^\W\d_]*\.?"  # with a capital
PRESS = frozenset(["HCM", "Huế"])  # as papers write them
DASH = r"\s*[-–—]\s+"
SOURCE = re.compile(rf"(?:\(([^()\n]{{2,40}})\)|([A-ZĐ]{{2,10}}(?:\.[A-Z]{{2,4}})?)){DASH}")
PLACE = re.compile(rf"({WORD}(?:[ .]{WORD}){{0,3}}){DASH}(?={WORD}(?: [^A-ZÀ-ỸĐ]|,))")  # no "Huế - Đà Nẵng mở đường"


class Dateline(NamedTuple):
    """The paper or the place that a text names before it begins, and the length of that."""

    source: str | None
    place: str | None
    length: int


def find_dateline(words: str) -> Dateline | None:
    """The dateline of a paragraph, if it has one."""
    if not DASHED.search(words, 0, LONGEST):
        return None
    if m := PLACE.match(words):
        name = re.sub(r"^TP\.? ?", "", m[1])
        if name in PRESS or name in read_place_names().every:
            return Dateline(None, m[1], m.end())
    if m := SOURCE.match(words):
        return Dateline(m[1] or m[2], None, m.end())
    return None
