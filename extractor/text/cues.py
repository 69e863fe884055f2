"""Lines of a page that give themselves away, by lexicon/furniture.tsv."""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import lru_cache

from extractor.data import data_path, read_table

EDGES = " \t\xa0:.|•·*+-–—>»›▸►▶▼→…"
COUNT = re.compile(r"\s*[(\[]?\d+[)\]]?$")  # Bình luận (12)
CONTACT = re.compile(
    r"\b(?:điện thoại|đt|tel|fax|e-?mail|giấy phép|toà soạn|tòa soạn|hotline)\b[^:]{0,20}:", re.IGNORECASE
)
Cues = Sequence[str | None]  # by line
KEY = 2  # characters by which the openings of lines are looked up
DIGITS = frozenset("0123456789)]")
CUE = 80  # characters of the longest line that a cue of a whole line can be


def find_cues(lines: Sequence[str]) -> Cues:
    """The cue of each line."""
    _, openings = _read_cues()
    return [find_cue(words) if len(words) < CUE or words[:KEY].lower() in openings else None for words in lines]


def find_cue(line: str) -> str | None:
    """The kind that furniture.tsv gives to a line: byline, furniture, teasers, teaser, tags, block or footer."""
    whole, openings = _read_cues()
    low = line[:CUE].lower()
    for opening, kind in openings.get(low[:KEY], ()):
        if low.startswith(opening):
            return kind
    if len(line) >= CUE:
        return None
    low = low.strip(EDGES)
    return whole.get(low) or (whole.get(COUNT.sub("", low).rstrip(EDGES)) if low[-1:] in DIGITS else None)


def is_contact(line: str) -> bool:
    """Whether a line has the newsroom's number or address."""
    return CONTACT.search(line) is not None


@lru_cache(maxsize=1)
def _read_cues() -> tuple[dict[str, str], dict[str, list[tuple[str, str]]]]:
    """Cues that are whole lines; and by their first characters those that open one."""
    whole: dict[str, str] = {}
    openings: dict[str, list[tuple[str, str]]] = {}
    for row in read_table(data_path("lexicon", "furniture.tsv")):
        words, kind = row["words"].lower(), row["kind"]
        if words.endswith((":", " …")):
            opening = words.removesuffix("…")
            openings.setdefault(opening[:KEY], []).append((opening, kind))
        else:
            whole[words] = kind
    for found in openings.values():
        found.sort(key=lambda cue: -len(cue[0]))  # the longest that fits
    return whole, openings
