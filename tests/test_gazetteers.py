"""Every row of the tables that cue names is reached by its own example."""

from __future__ import annotations

import pytest

from extractor.data import data_path, read_table
from extractor.entities.gazetteer import Gazetteer, read_gazetteer
from extractor.entities.phrases import Phrases
from extractor.pipeline import annotate
from extractor.text import make_article, split_words, tokenize

TABLES = {
    "positions.tsv": "positions",
    "titles.tsv": "titles",
    "org_heads.tsv": "heads",
    "org_fields.tsv": "fields",
    "place_types.tsv": "place_types",
    "known_places.tsv": "known_places",
    "implied_bodies.tsv": "implied_bodies",
    "laws.tsv": "laws",
    "events.tsv": "events",
    "role_links.tsv": "role_links",
}
ROWS = [(table, row) for table in TABLES for row in read_table(data_path("gazetteers", table))]
LINKS = list(read_table(data_path("gazetteers", "role_links.tsv")))


def table_of(name: str) -> Phrases:
    gazetteer: Gazetteer = read_gazetteer()
    found: Phrases = getattr(gazetteer, TABLES[name])
    return found


@pytest.mark.parametrize(("table", "row"), ROWS, ids=lambda x: x if isinstance(x, str) else x["words"])
def test_row_is_reached(table: str, row: dict[str, str]) -> None:
    tokens = tokenize(row["example"])
    size = len(split_words(row["words"]))
    hits = [(at, table_of(table).match(tokens, at)) for at in range(len(tokens))]
    assert any(hit and hit[0] - at == size for at, hit in hits), hits


@pytest.mark.parametrize("row", LINKS, ids=lambda row: row["words"])
def test_link_word_gives_its_status(row: dict[str, str]) -> None:
    roles = annotate(make_article(row["example"] + ".", source="x", page=False)).roles
    assert [(r.person, r.status) for r in roles] == [("Lê Văn An", row["status"])]


def test_tables_keep_one_row_a_phrase() -> None:
    for table in TABLES:
        keys = [split_words(row["words"]) for row in read_table(data_path("gazetteers", table))]
        assert len(keys) == len(set(keys)), (table, sorted(k for k in keys if keys.count(k) > 1))


def test_surname_rows() -> None:
    for row in read_table(data_path("gazetteers", "surnames.tsv")):
        assert row["name"] in row["example"].split()
