"""Lines of a page that give themselves away, by lexicon/furniture.tsv."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from functools import lru_cache
from typing import NamedTuple

from extractor.data import data_path, read_table

EDGES = " \t\xa0:.|•·*+-–—>»›▸►▶▼→…"
COUNT = re.compile(r"\s*[(\[]?\d+[)\]]?$")  # Bình luận (12)
DIGITS = frozenset("0123456789)]")
CONTACT = re.compile(
    r"\b(?:điện thoại|đt|tel|fax|e-?mail|giấy phép|toà soạn|tòa soạn|hotline)\b[^:]{0,20}:", re.IGNORECASE
)
KEY = 3  # characters by which the openings of lines are looked up
CUE = 80  # characters of the longest line that a cue of a whole line can be
SENTENCE = ".!?"
Cues = Mapping[int, str]  # the kind of a cue by the number of its line


class _Cues(NamedTuple):
    """Cues that are whole lines; those that open one, by their first characters; these in every case."""

    whole: dict[str, str]
    openings: dict[str, list[tuple[str, str]]]
    keys: frozenset[str]


def find_cues(lines: Sequence[str]) -> Cues:
    """The cues among ``lines``; long ones and sentences are looked at only where a short line is one."""
    short = [n for n, words in enumerate(lines) if len(words) < CUE and words[-1] not in SENTENCE]
    found = {n: cue for n in short if (cue := find_cue(lines[n]))}
    if found:
        keys = _read_cues().keys
        found |= {n: cue for n, words in enumerate(lines) if words[:KEY] in keys and (cue := find_cue(words))}
    return found


def find_cue(line: str) -> str | None:
    """The kind that furniture.tsv gives to a line: byline, furniture, teasers, teaser, tags, block or footer."""
    cues = _read_cues()
    low = line[:CUE].lower()
    for opening, kind in cues.openings.get(low[:KEY], ()):
        if low.startswith(opening) and not low[len(opening) : len(opening) + 1].isalnum():
            return kind
    if len(line) >= CUE:
        return None
    low = low.strip(EDGES)
    return cues.whole.get(low) or (cues.whole.get(COUNT.sub("", low).rstrip(EDGES)) if low[-1:] in DIGITS else None)


def is_contact(line: str) -> bool:
    """Whether a line has the newsroom's number or address."""
    return CONTACT.search(line) is not None


@lru_cache(maxsize=1)
def _read_cues() -> _Cues:
    whole: dict[str, str] = {}
    openings: dict[str, list[tuple[str, str]]] = {}
    for row in read_table(data_path("lexicon", "furniture.tsv")):
        words, kind = row["words"].lower(), row["kind"]
        if words.endswith((":", " …")):
            opening = words.removesuffix(" …")
            for key in {opening[:KEY]} if len(opening) >= KEY else {opening + c for c in " :"}:
                openings.setdefault(key, []).append((opening, kind))
        else:
            whole[words] = kind
    for found in openings.values():
        found.sort(key=lambda cue: -len(cue[0]))  # the longest that fits
    keys = frozenset(case for key in openings for case in (key, key.capitalize(), key.upper()))
    return _Cues(whole, openings, keys)
