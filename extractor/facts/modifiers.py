"""Places that only tell of what kind a thing is or where somebody lives."""

from __future__ import annotations

import re
from collections.abc import Sequence

from extractor.facts.place_model import FIRM
from extractor.model import Doc, Entity

NATIVE = re.compile(r"(?:người|kiều|tiếng|gốc|tịch)\s+$")
NATIVE_REACH = 12
ASIDE = re.compile(r"\s*\((?=[^()]*\))")  # behind a person or a road: (31 tuổi, ngụ tỉnh A), (từ A đến B)


def find_modifiers(doc: Doc, mentions: Sequence[Entity]) -> frozenset[int]:
    """Starts of the places that only tell of what kind a thing is or where somebody lives: "người Hà Lan", "Nhà máy
    đường Hòa Bình", "ông A (31 tuổi, ngụ tỉnh B)", "quốc lộ 5 (từ A đến B)"."""
    firms = [m for m in mentions if m.label == "ORG" and FIRM.match(m.text)]
    asides = []
    for m in mentions:
        opened = ASIDE.match(doc.text, m.end) if m.label in ("PERSON", "LOC") else None
        if opened and (m.label == "PERSON" or doc.text.startswith("từ ", opened.end())):
            asides.append((opened.end(), doc.text.index(")", opened.end())))
    return frozenset(
        m.start
        for m in mentions
        if m.label == "LOC"
        and (
            NATIVE.search(doc.text, max(0, m.start - NATIVE_REACH), m.start)
            or any(o.start <= m.start and m.end <= o.end for o in firms)
            or any(start <= m.start < end for start, end in asides)
        )
    )
