"""Lines of a page that give themselves away, by lexicon/furniture.tsv."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from functools import lru_cache
from typing import NamedTuple

from extractor.data import data_path, read_table
from extractor.text.shapes import find_unclear

EDGES = " \t\xa0:.|•·*+-–—>»›▸►▶▼→…"
COUNT = re.compile(r"^\d+\s*|\s*[(\[]?\d+[)\]]?$")  # Bình luận (12)
DIGITS = frozenset("0123456789)]")
CONTACT = re.compile(
    r"\b(?:điện thoại|đt|tel|fax|e-?mail|toà soạn|tòa soạn|hotline)\b[^:]{0,20}[:.]|\bgiấy phép .{0,40}số|©|\bcookie|"
    r"powered by",
    re.IGNORECASE,
)
KEY = 3  # characters by which the openings of lines are looked up; signs such as © by themselves
CUE = 80  # characters of the longest line that is looked at
MORE = 8  # characters of a count and of marks around a cue


class _Cues(NamedTuple):
    """Cues that are whole lines; those that open one, by their first characters; these in every case; those that
    stand anywhere in one; the length of the longest line that one can be the whole of."""

    whole: dict[str, str]
    openings: dict[str, list[tuple[str, str]]]
    keys: frozenset[str]
    inner: tuple[tuple[str, str], ...]
    longest: int


class Page(NamedTuple):
    """The lines of a text that are not blank, and what each tells on its own: the numbers of those that may be
    something else than sentences, and the kinds of cues by their numbers."""

    lines: Sequence[str]
    unclear: Sequence[int]
    cues: Mapping[int, str]


def read_page(lines: Sequence[str]) -> Page:
    """Find the cues; but for unclear lines only where one of those is a cue: few texts have any."""
    unclear = find_unclear(lines)
    found = {n: cue for n in unclear if len(lines[n]) < CUE and (cue := find_cue(lines[n]))}
    if found:
        keys = _read_cues().keys
        found |= {
            n: cue
            for n, words in enumerate(lines)
            if (words[:KEY] in keys or words[0] in keys) and (cue := find_cue(words))
        }
    return Page(lines, unclear, found)


def find_cue(line: str) -> str | None:
    """The kind that furniture.tsv gives to a line: byline, furniture, teasers, teaser, tags, block or footer."""
    cues = _read_cues()
    if line[:KEY] in cues.keys or line[:1] in cues.keys:
        low = line[:CUE].lower()
        for opening, kind in cues.openings.get(low[:KEY]) or cues.openings.get(low[:1]) or []:
            after = line[len(opening) : len(opening) + 1]
            if low.startswith(opening) and (
                opening[-1] == ":" or not after.isalnum() or (after.isupper() and not line.isupper())
            ):  # what is copied may have lost the blank behind it: Từ khóaĐiện lực, Tags:lúa
                return kind
    if len(line) >= CUE:  # which is longer than any that is a whole line
        return None
    low = line.lower().strip(EDGES)
    if len(line) <= cues.longest:
        counted = low and (low[0] in DIGITS or low[-1] in DIGITS)
        if found := cues.whole.get(low) or (cues.whole.get(COUNT.sub("", low).strip(EDGES)) if counted else None):
            return found
    for words, kind in cues.inner:
        if words in low:
            return kind
    return None


def is_contact(line: str) -> bool:
    """Whether a line has the newsroom's number or address."""
    return CONTACT.search(line) is not None


@lru_cache(maxsize=1)
def _read_cues() -> _Cues:
    whole: dict[str, str] = {}
    openings: dict[str, list[tuple[str, str]]] = {}
    inner: list[tuple[str, str]] = []
    for row in read_table(data_path("lexicon", "furniture.tsv")):
        words, kind = row["words"].lower(), row["kind"]
        if words.startswith("… "):
            inner.append((words[2:], kind))
        elif words.endswith((":", " …")):
            opening = words.removesuffix(" …")
            openings.setdefault(opening[:KEY], []).append((opening, kind))
        else:
            whole[words] = kind
    for found in openings.values():
        found.sort(key=lambda cue: -len(cue[0]))  # the longest that fits
    cases = [(key, key.capitalize(), key.upper(), key.title()) for key in openings]
    keys = frozenset(case for spelled in cases for case in spelled)
    return _Cues(whole, openings, keys, tuple(inner), max(map(len, whole)) + MORE)
