"""Lines of a page that give themselves away, by lexicon/furniture.tsv."""

from __future__ import annotations

import re
from functools import lru_cache

from extractor.data import data_path, read_table

EDGES = " \t\xa0:.|•·*+-–—>»›▸►▶▼→…"
COUNT = re.compile(r"\s*[(\[]?\d+[)\]]?$")  # Bình luận (12)
KEY = 2  # characters by which the openings of lines are looked up
CUE = 80  # characters of the longest line that a cue of a whole line can be


def find_cue(line: str) -> str | None:
    """The kind that furniture.tsv gives to a line: byline, furniture, teasers, teaser, comments, tags or footer."""
    whole, openings = _read_cues()
    low = line.lower()
    for opening, kind in openings.get(low[:KEY], ()):
        if low.startswith(opening):
            return kind
    if len(low) > CUE:
        return None
    low = low.strip(EDGES)
    return whole.get(low) or whole.get(COUNT.sub("", low).rstrip(EDGES))


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
