"""The parts of a Vietnamese person's name, by surnames.tsv and people.tsv."""

from __future__ import annotations

import re
from functools import lru_cache
from typing import NamedTuple

from extractor.data import data_path, read_table
from extractor.text import split_words

SYLLABLE = re.compile(  # or an initial: Nguyễn Văn T., Lê Thị Th.
    r"(?:ngh?|gi|qu|[cgkpt]h|nh|tr|[bcdđghklmnpqrstvx])?"
    r"[aàáảãạăằắẳẵặâầấẩẫậeèéẻẽẹêềếểễệiìíỉĩịoòóỏõọôồốổỗộơờớởỡợuùúủũụưừứửữựyỳýỷỹỵ]{1,3}"
    r"(?:ch|ng|nh|[cmnpt])?|(?:[a-zđ]|[cgknpt]h|ngh?|tr)\.?",
    re.IGNORECASE,
)
LONGEST = 5  # syllables of a name
LAST = "Ê Đê"  # the people whose surname comes last, behind a name that these open: Y Moan Niê, H'Hen Niê
OPENING = re.compile(r"Y|H(?:['’]\w+)?")


class NameParts(NamedTuple):
    """Nguyễn | Thị Minh | Khai; the middle may be empty."""

    surname: str
    middle: str
    given: str


@lru_cache(maxsize=4096)
def split_name(name: str) -> NameParts | None:
    """The parts of a Vietnamese name; None of one that is foreign or told without its surname. What stands alone behind
    a surname must be a given name of people.tsv: La Mia looks Vietnamese too."""
    parts = cut_name(name)
    if parts and name == f"{parts.surname} {parts.given}" and len(parts.given.rstrip(".")) > 1:
        return parts if split_words(parts.given) in _read_given() else None
    return parts


def cut_name(name: str) -> NameParts | None:
    """As ``split_name``, by the surname and by how the other syllables are spelled."""
    words = name.split()
    if not 2 <= len(words) <= LONGEST or not name.istitle():
        return None
    surnames = _read_surnames()
    if OPENING.fullmatch(words[0]):
        at = next((n for n in range(1, len(words)) if surnames.get(split_words(words[n]), ("",))[0] == LAST), 0)
        return NameParts(" ".join(words[at:]), "", " ".join(words[:at])) if at else None
    size = next((n for n in (2, 1) if split_words(" ".join(words[:n])) in surnames), 0)
    rest = words[size:]
    if not size or not rest or not all(map(SYLLABLE.fullmatch, rest)):
        return None
    _, cue = surnames[split_words(" ".join(words[:size]))]
    if size == len(rest) == 1 and not cue:
        return None  # Kim Ngân is Nguyễn Thị Kim Ngân
    return NameParts(" ".join(words[:size]), " ".join(rest[:-1]), rest[-1])


@lru_cache(maxsize=1)
def _read_surnames() -> dict[tuple[str, ...], tuple[str, str]]:
    """(people, cue) of every surname."""
    rows = read_table(data_path("gazetteers", "surnames.tsv"))
    return {split_words(row["name"]): (row["people"], row["cue"]) for row in rows}


@lru_cache(maxsize=1)
def _read_given() -> frozenset[tuple[str, ...]]:
    rows = read_table(data_path("gazetteers", "people.tsv"))
    return frozenset(split_words(row["name"]) for row in rows if row["part"] == "given")
