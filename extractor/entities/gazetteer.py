"""The tables that cue names, read once."""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache

from extractor.data import data_path, read_table
from extractor.entities.phrases import Phrases
from extractor.text import split_words


@dataclass(frozen=True, slots=True)
class PlaceRow:
    """A unit of places.tsv."""

    id: str
    name: str
    type: str
    parent: str
    valid_from: str
    valid_to: str


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
    events: Phrases
    surnames: frozenset[str]
    places: dict[str, tuple[PlaceRow, ...]]
    place_names: Phrases


@lru_cache(maxsize=1)
def read_gazetteer() -> Gazetteer:
    """The shipped tables."""
    places: dict[str, tuple[PlaceRow, ...]] = {}
    for row in read_table(data_path("gazetteers", "places.tsv")):
        places[row["name"]] = (*places.get(row["name"], ()), PlaceRow(**row))
    return Gazetteer(
        positions=_phrases("positions.tsv"),
        titles=_phrases("titles.tsv"),
        heads=_phrases("org_heads.tsv", "place_type"),
        fields=_phrases("org_fields.tsv"),
        place_types=_phrases("place_types.tsv", "type"),
        known_places=_phrases("known_places.tsv"),
        implied_bodies=_phrases("implied_bodies.tsv", "body"),
        role_links=_phrases("role_links.tsv", "status"),
        role_adverbs=_phrases("role_adverbs.tsv", "status"),
        laws=_phrases("laws.tsv"),
        events=_phrases("events.tsv"),
        surnames=frozenset(row["name"] for row in read_table(data_path("gazetteers", "surnames.tsv"))),
        places=places,
        place_names=Phrases((split_words(name), name) for name in places if not name.isdigit()),
    )


def _phrases(table: str, value: str = "words") -> Phrases:
    return Phrases((split_words(row["words"]), row[value]) for row in read_table(data_path("gazetteers", table)))
