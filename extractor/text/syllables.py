"""One spelling for a syllable, whatever its case and wherever its tone mark stands (hoà and hòa)."""

from __future__ import annotations

import re
from functools import lru_cache

# Both conventions differ only in syllables that end in oa, oe or uy; after q the u belongs to the consonant.
ON_LAST = re.compile(r"(?<!q)(?:o[àáảãạèéẻẽẹ]|u[ỳýỷỹỵ])$")
FIRSTS = {"o": "òóỏõọ", "u": "ùúủũụ"}
LASTS = {"a": "àáảãạ", "e": "èéẻẽẹ", "y": "ỳýỷỹỵ"}


@lru_cache(maxsize=4096)
def fold(syllable: str) -> str:
    """``syllable`` in lower case, its tone mark on the first vowel of oa, oe and uy."""
    low = syllable.lower()
    if not ON_LAST.search(low):
        return low
    plain, tone = next((plain, marked.index(low[-1])) for plain, marked in LASTS.items() if low[-1] in marked)
    return low[:-2] + FIRSTS[low[-2]][tone] + plain
