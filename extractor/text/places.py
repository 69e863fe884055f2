"""The names of places as a text may open with them: all that gazetteers/places.tsv has, and nothing else of it."""

from __future__ import annotations

from functools import lru_cache
from typing import NamedTuple

from extractor.data import data_path, iterate_rows


class PlaceNames(NamedTuple):
    """Names without their type words; ``provinces``: of units of the first level."""

    every: frozenset[str]
    provinces: frozenset[str]


@lru_cache(maxsize=1)
def read_place_names() -> PlaceNames:
    """Row by row: the whole table, which the reading of a text has no use for, takes ten times as much memory."""
    every: set[str] = set()
    provinces: set[str] = set()
    rows = iterate_rows(data_path("gazetteers", "places.tsv"))
    header = next(rows, [])
    name, level = header.index("name"), header.index("level")
    for row in rows:
        every.add(row[name])
        if row[level] == "1":
            provinces.add(row[name])
    return PlaceNames(frozenset(every), frozenset(provinces))
