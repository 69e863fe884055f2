"""The canonical indicator that a fact's words stand for, where that is sure: by rule first, by likeness second."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache

from extractor.data import data_path, read_table
from extractor.model import Amount
from extractor.text import split_words

LIKENESS = 94.0  # of 100, from where two phrases are one with a slip or a small word
LONG = 4  # syllables from which likeness counts
SHORTEST = 2  # syllables of a name that may stand at the head of longer words
COUNTED = frozenset({"count", "people"})
OPEN = frozenset({"number", "density", "age"})  # dimensions without a closed list of units
ARTICLES = (("tổng", "số"), ("số", "lượng"), ("tổng",), ("số",), ("mức",), ("các",))


@dataclass(frozen=True, slots=True)
class Indicator:
    """A row of indicators.tsv."""

    id: str
    name: str
    dimension: str
    polarity: str


@dataclass(frozen=True, slots=True)
class Known:
    """A fact's indicator among the canonical ones, and what decided."""

    id: str
    why: str


@lru_cache(maxsize=1)
def read_indicators() -> Mapping[tuple[str, ...], Indicator]:
    """Every name and synonym, by its syllables."""
    names: dict[tuple[str, ...], Indicator] = {}
    for row in read_table(data_path("gazetteers", "indicators.tsv")):
        indicator = Indicator(row["id"], row["name"], row["dimension"], row["polarity"])
        for name in (row["name"], *filter(None, row["synonyms"].split("|"))):
            names.setdefault(split_words(name), indicator)
    return names


@lru_cache(maxsize=1024)
def find_dimension(id: str) -> str | None:
    """The dimension of an indicator."""
    return next((found.dimension for found in read_indicators().values() if found.id == id), None)


@lru_cache(maxsize=1)
def read_dimensions() -> Mapping[str, str]:
    """The dimension of every unit, by its normal form."""
    return {row["value"]: row["dimension"] for row in read_table(data_path("lexicon", "units.tsv"))}


def identify(words: str, amount: Amount | None, *, counted: bool) -> Known | None:
    """The canonical indicator of ``words``; None where none fits, two do, or the unit is of another kind."""
    found = _find(words)
    return _checked(*found, amount, counted) if found else None


@lru_cache(maxsize=4096)
def _find(words: str) -> tuple[Indicator, str] | None:
    """The indicator that the words alone tell, and why: the same few come again and again."""
    names = read_indicators()
    keys = split_words(words)
    for article in ((), *ARTICLES):
        if keys[: len(article)] == article and (found := names.get(keys[len(article) :])):
            return found, "its words are a name of it"
    for size in range(len(keys) - 1, SHORTEST - 1, -1):
        found = names.get(keys[:size])
        if found and found.dimension not in COUNTED:
            return found, f"it begins with “{' '.join(keys[:size])}”"
    return _find_like(keys) if len(keys) >= LONG else None


@lru_cache(maxsize=128)
def _names_as_long(length: int) -> tuple[str, ...]:
    """The names that may be like ``length`` characters: what one has more than the other is unlike."""
    unlike = (100 - LIKENESS) / 100
    return tuple(name for name in _long_names() if abs(len(name) - length) <= (len(name) + length) * unlike)


@lru_cache(maxsize=1)
def _long_names() -> tuple[str, ...]:
    return tuple(" ".join(key) for key in read_indicators() if len(key) >= LONG)


def _find_like(keys: tuple[str, ...]) -> tuple[Indicator, str] | None:
    from rapidfuzz import fuzz, process

    words = " ".join(keys)
    best = process.extract(words, _names_as_long(len(words)), scorer=fuzz.ratio, score_cutoff=LIKENESS, limit=2)
    ids = {read_indicators()[tuple(name.split(" "))].id for name, *_ in best}
    if len(ids) != 1:
        return None
    name, score, _ = best[0]
    return read_indicators()[tuple(name.split(" "))], f"{score:.0f} of 100 like “{name}”"


def _checked(found: Indicator, why: str, amount: Amount | None, counted: bool) -> Known | None:
    """``found`` where the fact's unit is of its dimension."""
    if amount is None or found.dimension in OPEN:
        return Known(found.id, why)
    unit, _, rate = amount.unit.partition("/")
    if found.dimension in COUNTED:
        fits = counted and not rate
    elif found.dimension == "yield":
        fits = read_dimensions().get(unit) == "mass" and read_dimensions().get(rate) == "area"
    elif found.dimension == "points":
        fits = counted or unit == "điểm"
    else:
        fits = read_dimensions().get(amount.unit, read_dimensions().get(unit)) == found.dimension
    return Known(found.id, f"{why}; {amount.unit} is a unit of it") if fits else None
