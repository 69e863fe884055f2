"""Who is named at the end of the last paragraph, behind its last sentence: … cho hội viên. Tin, ảnh: LÊ NAM."""

from __future__ import annotations

import re
from typing import NamedTuple

from extractor.text.bylines import LONGEST
from extractor.text.credits import FROM, opening_kind
from extractor.text.signatures import Credits, read_line

BEHIND = re.compile(r"(?<=[.!?…”\")])\s+(?=\(?[^\W\d_])")
SENTENCE = 60  # characters that stand before it at least


class Tail(NamedTuple):
    """Where the paragraph ends, where the credits begin, and whom they name."""

    end: int
    start: int
    credits: Credits


def find_tail(words: str) -> Tail | None:
    """The credits at the end of a paragraph: works before a colon, or a source in brackets."""
    first = max(SENTENCE, len(words) - LONGEST)
    if (words[-1] == "." and words[-2:-1] != ")") or (words.find(":", first) < 0 and ")" not in words[-2:]):
        return None
    for m in BEHIND.finditer(words, first):
        tail = words[m.end() :]
        told = opening_kind(tail) in ("writer", "translator") or (tail[0] == "(" and FROM.match(tail.rstrip(".")))
        if told and (credits := read_line(tail, bare=True)):
            return Tail(m.start(), m.end(), credits)
    return None
