"""What an office is, by how its position begins: positions.tsv."""

from __future__ import annotations

from functools import lru_cache
from typing import NamedTuple

from extractor.data import data_path, read_table
from extractor.entities.phrases import Phrases
from extractor.text import split_words, tokenize_name

RANKS = ("head", "deputy", "member", "staff", "rank", "state")  # gazetteers/README.md tells what each is


class OfficeKind(NamedTuple):
    """``rank``: what the holder is, one of RANKS. ``heads``: the kinds of bodies that it is held in; none: any."""

    rank: str
    heads: frozenset[str]


def read_office(position: str) -> OfficeKind | None:
    """The kind of the longest row that ``position`` begins with."""
    phrases, kinds = _read_table()
    hit = phrases.match(tokenize_name(position), 0)
    return kinds[int(hit[1])] if hit else None


@lru_cache(maxsize=1)
def _read_table() -> tuple[Phrases, tuple[OfficeKind, ...]]:
    rows = read_table(data_path("gazetteers", "positions.tsv"))
    kinds = tuple(OfficeKind(row["rank"], frozenset(filter(None, row["heads"].split("|")))) for row in rows)
    return Phrases((split_words(row["words"]), str(n)) for n, row in enumerate(rows)), kinds
