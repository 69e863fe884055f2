"""Short forms that the article explains: dịch vụ công trực tuyến (DVCTT)."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Mapping

from extractor.model import Abbreviation, Doc

BRACKET = re.compile(r"\(([A-ZĐ][A-ZĐ&-]{1,9})\)")


def find_abbreviations(doc: Doc) -> tuple[Abbreviation, ...]:
    """Every bracketed short form whose letters are the initials of the syllables before it."""
    found: dict[str, Abbreviation] = {}
    for sentence in doc.sentences:
        for m in BRACKET.finditer(doc.text, sentence.start, sentence.end):
            words = [t for t in sentence.tokens if t.end <= m.start() and t.kind == "word"]
            letters = [c for c in m[1] if c.isalpha()]
            long = words[-len(letters) :]
            if len(long) == len(letters) and [_initial(t.text) for t in long] == letters and m[1] not in found:
                found[m[1]] = Abbreviation(m[1], doc.text[long[0].start : long[-1].end], m.start(1), m.end(1))
    return tuple(found.values())


def _initial(word: str) -> str:
    return "Đ" if word[0] in "đĐ" else unicodedata.normalize("NFD", word[0])[0].upper()


def expand(text: str, abbreviations: Mapping[str, str]) -> str:
    """``text`` with every short form written out."""
    return re.sub(r"[^\W\d_]+", lambda m: abbreviations.get(m[0], m[0]), text)
