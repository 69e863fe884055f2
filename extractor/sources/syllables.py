"""What a Vietnamese syllable can be: onset, rhyme and tone. It tells a right reading of bytes from a wrong one."""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache

from extractor.data import PACKAGE, read_table

TONES = "\u0300\u0309\u0303\u0301\u0323"
STOPPED = ("c", "ch", "p", "t", "k")  # a syllable that ends so takes only the tones sắc and nặng
SHARP = "\u0301\u0323"
GLIDES = ("oa", "oe", "uy")  # both vowels may bear the tone: hòa and hoà
BEFORE_FRONT = {"k": "eêiy", "gh": "eêi", "ngh": "eêi"}  # onsets that are spelled so only before these vowels
NEVER_FRONT = ("c", "g", "ng")


def is_syllable(word: str) -> bool:
    """Whether ``word`` (NFC) is spelled as a Vietnamese syllable, in small letters, capitals, or a capital first."""
    low = word.lower()
    return low in list_syllables() and (word == low or word == low.capitalize() or word == word.upper())


@lru_cache(maxsize=1)
def list_syllables() -> frozenset[str]:
    """Every syllable that the tables allow, in small letters."""
    onsets = ["", *(row["onset"] for row in _rows("onsets"))]
    rhymes = [row["rhyme"] for row in _rows("rhymes")]
    found: set[str] = set()
    for rhyme in rhymes:
        toned = list(_add_tones(rhyme))
        for onset in onsets:
            if _goes_before(onset, rhyme):
                found.update(onset + form for form in toned)
    one_i = [rhyme for rhyme in rhymes if rhyme in ("i", "in") or rhyme.startswith("iê")]  # gì, giếng: one i for two
    found.update("g" + form for rhyme in one_i for form in _add_tones(rhyme))
    return frozenset(found)


def _rows(name: str) -> tuple[dict[str, str], ...]:
    return read_table(PACKAGE / "sources" / "charsets" / f"{name}.tsv")


def _goes_before(onset: str, rhyme: str) -> bool:
    if onset in BEFORE_FRONT:
        return rhyme[0] in BEFORE_FRONT[onset]
    if onset in NEVER_FRONT:
        return rhyme[0] not in "eêiy"
    if onset == "qu":
        return rhyme[0] not in "uưo"
    return not (rhyme[0] == "y" and len(rhyme) > 1 and onset not in ("", "qu"))  # yên, but tiên


def _add_tones(rhyme: str) -> list[str]:
    """``rhyme`` with each of its tones, in each place where spelling puts it."""
    tones = SHARP if rhyme.endswith(STOPPED) else TONES
    forms = [] if rhyme.endswith(STOPPED) else [rhyme]
    for place in _find_places(rhyme):
        forms += [unicodedata.normalize("NFC", rhyme[: place + 1] + tone + rhyme[place + 1 :]) for tone in tones]
    return forms


def _find_places(rhyme: str) -> tuple[int, ...]:
    """The vowels that may bear the tone: the one with a hat or a horn, else the last before a consonant, else the last
    but one, and in hoà either."""
    if marked := [i for i, c in enumerate(rhyme) if c in "ăâêôơư"]:
        return (marked[-1] if len(marked) > 1 or rhyme != "ưa" else marked[0],)
    vowels = len(re.match("[aeiouy]+", rhyme)[0])  # type: ignore[index]
    if rhyme in GLIDES:
        return (0, 1)
    if vowels < len(rhyme) or vowels == 1:
        return (vowels - 1,)
    return (vowels - 2,)
