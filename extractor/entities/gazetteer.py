"""The tables that cue names, read once."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache

from extractor.data import data_path, read_table
from extractor.entities.phrases import Phrases
from extractor.places import Unit, load_units
from extractor.text import split_words


@dataclass(frozen=True, slots=True)
class Gazetteer:
    """Phrases by kind, and the places by name."""

    positions: Phrases
    titles: Phrases
    heads: Phrases
    fields: Phrases
    place_types: Phrases
    known_places: Phrases
    role_links: Phrases
    role_adverbs: Phrases
    implied_bodies: Phrases
    laws: Phrases
    surnames: frozenset[str]  # those that cue a person
    places: dict[str, tuple[Unit, ...]]  # provinces and districts, by name
    place_names: Phrases
    spellings: Phrases  # of provinces and districts, by the press: Thừa Thiên - Huế


@lru_cache(maxsize=1)
def read_gazetteer() -> Gazetteer:
    """The shipped tables."""
    places: dict[str, tuple[Unit, ...]] = {}
    for unit in load_units().rows:
        if unit.level < 3:  # a bare commune's name is too often something else
            places[unit.name] = (*places.get(unit.name, ()), unit)
    return Gazetteer(
        positions=_phrases("positions.tsv"),
        titles=_phrases("titles.tsv"),
        heads=_phrases("org_heads.tsv", "place_type"),
        fields=_phrases("org_fields.tsv"),
        place_types=_phrases("place_types.tsv", "type"),
        known_places=_phrases("known_places.tsv"),
        laws=_phrases("laws.tsv"),
        implied_bodies=_phrases("implied_bodies.tsv", "body"),
        role_links=_phrases("role_links.tsv", "status"),
        role_adverbs=_phrases("role_adverbs.tsv", "status"),
        surnames=frozenset(row["name"] for row in read_table(data_path("gazetteers", "surnames.tsv")) if row["cue"]),
        places=places,
        spellings=Phrases((split_words(words), name) for words, name in _spelled(places)),
        place_names=Phrases((split_words(name), name) for name in places if not name.isdigit()),
    )


def _spelled(places: dict[str, tuple[Unit, ...]]) -> Iterator[tuple[str, str]]:
    """(words, name) of the other spellings of provinces and districts, and of names of two parts."""
    for words, name in load_units().spellings:
        if name in places:
            yield words, name
    for name in places:
        for one, other in ((" - ", " "), ("-", " - ")):
            if one in name:
                yield name.replace(one, other), name


def _phrases(table: str, value: str = "words") -> Phrases:
    return Phrases((split_words(row["words"]), row[value]) for row in read_table(data_path("gazetteers", table)))
