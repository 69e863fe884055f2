"""The words of heads: lexicon/table_heads.tsv, found in a head, longest first, or as the whole of it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from functools import lru_cache

from extractor.data import data_path, read_table
from extractor.text import split_words

Kinds = Mapping[str, str]  # kind → value
MARKS = frozenset("/,.:;()-–&+*") | {"và"}
NONE: Kinds = {}


@lru_cache(maxsize=1)
def read_heads() -> Mapping[tuple[str, ...], dict[str, str]]:
    """What each phrase may be."""
    found: dict[tuple[str, ...], dict[str, str]] = {}
    for row in read_table(data_path("lexicon", "table_heads.tsv")):
        found.setdefault(split_words(row["words"]), {})[row["kind"]] = row["value"]
    return found


@lru_cache(maxsize=1)
def _longest() -> int:
    return max(map(len, read_heads()))


def match_at(keys: Sequence[str], at: int) -> tuple[int, Kinds]:
    """(syllables, kinds) of the longest phrase at ``keys[at]``."""
    heads = read_heads()
    for size in range(min(_longest(), len(keys) - at), 0, -1):
        if (kinds := heads.get(tuple(keys[at : at + size]))) is not None:
            return size, kinds
    return 1, NONE


def find_whole(words: str, kind: str) -> str | None:
    """The value of ``words`` as a whole, or of each of them in a list ("Huyện, thành phố"), in this kind."""
    keys = split_words(words)
    if (whole := read_heads().get(keys)) and kind in whole:
        return whole[kind]
    at, value = 0, None
    while at < len(keys):
        size, kinds = match_at(keys, at)
        if kind in kinds:
            value = value or kinds[kind]
        elif keys[at] not in MARKS:
            return None
        at += size
    return value


def starts_with(words: str, kind: str) -> tuple[int, str] | None:
    """(syllables, value) of a phrase of this kind that ``words`` begin with."""
    size, kinds = match_at(split_words(words), 0) if words.strip() else (0, NONE)
    return (size, kinds[kind]) if kind in kinds else None
