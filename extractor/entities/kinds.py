"""What kind of body a name is, by how it begins: organizations.tsv."""

from __future__ import annotations

from collections.abc import Sequence
from functools import lru_cache
from typing import NamedTuple

from extractor.data import data_path, read_table
from extractor.entities.phrases import Phrases
from extractor.model import Token
from extractor.places import fold_name
from extractor.text import split_words, tokenize


class BodyKind(NamedTuple):
    """``scope``: "place" (a unit's body), "central" (the state's) or "none". ``of``: what completes it when it stands
    alone: a "place", or the nearest "police" or "party" body. ``whole``: the name is nothing but these words."""

    kind: str
    scope: str
    of: str
    whole: bool


@lru_cache(maxsize=4096)
def read_kind(name: str) -> BodyKind | None:
    """The kind of the longest row that ``name`` begins with."""
    tokens = tokenize(name)
    phrases, rows = _read_table()
    hit = phrases.match(tokens, 0)
    if hit is None:
        return None
    row = rows[int(hit[1])]
    return BodyKind(row["kind"], row["scope"], row["of"], hit[0] == len(tokens))


@lru_cache(maxsize=4096)
def name_kind(name: str) -> str:
    """The kind of a body as far as its name tells it, those of the press known by name (Reuters): "none" if not."""
    if fold_name(name) in _read_media():
        return "media"
    kind = read_kind(name)
    return kind.kind if kind else "none"


@lru_cache(maxsize=1)
def _read_media() -> frozenset[str]:
    return frozenset(fold_name(row["name"]) for row in read_table(data_path("gazetteers", "media.tsv")))


def read_kind_size(tokens: Sequence[Token]) -> int:
    """How many syllables of a name its kind takes."""
    hit = _read_table()[0].match(tokens, 0)
    return hit[0] if hit else 0


@lru_cache(maxsize=1)
def _read_table() -> tuple[Phrases, tuple[dict[str, str], ...]]:
    rows = read_table(data_path("gazetteers", "organizations.tsv"))
    return Phrases((split_words(row["words"]), str(n)) for n, row in enumerate(rows)), rows
