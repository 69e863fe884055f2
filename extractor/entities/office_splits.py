"""Offices and bodies that the model runs together: "Chủ tịch HĐQT | MWG", "TGĐ | công ty A"."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from functools import lru_cache

from extractor.data import data_path, read_table
from extractor.entities.gazetteer import Gazetteer
from extractor.entities.kinds import read_kind_size
from extractor.entities.nested import Mention, nested_places
from extractor.model import Token

LEAST = 2  # letters of an office's short form: TGĐ, GĐ
UNITS = frozenset({"phòng", "ban", "khoa", "đội", "tổ"})
ACRONYM = 3  # letters of a body's: MWG, BIDV


@lru_cache(maxsize=1)
def read_shorts() -> frozenset[str]:
    """Short forms of offices: TGĐ, PGĐ."""
    rows = read_table(data_path("gazetteers", "abbreviations.tsv"))
    return frozenset(r["short"] for r in rows if r["kind"] == "position" and len(r["short"]) >= LEAST)


def split_offices(found: Sequence[Mention], tokens: Sequence[Token], gazetteer: Gazetteer) -> list[Mention]:
    """The mentions with each office parted from its body."""
    starts = {token.start: n for n, token in enumerate(tokens)}
    return [part for mention in found for part in _split(mention, tokens[starts[mention.start] :], gazetteer)]


def _split(mention: Mention, tokens: Sequence[Token], gazetteer: Gazetteer) -> Iterator[Mention]:
    own = [token for token in tokens if token.end <= mention.end]
    if mention.label == "ORG" and len(own) > 2 and own[0].text in read_shorts() and read_kind_size(own[1:]):
        yield replace(mention, end=own[0].end, label="POSITION", rule="short-office", nested=())
        yield replace(mention, start=own[1].start, nested=nested_places(own[1:], gazetteer))
        return
    hit = gazetteer.positions.match(own, 0) if mention.label == "POSITION" else None
    rest = own[hit[0] :] if hit else []
    field = hit is not None and own[hit[0] - 1].key in UNITS  # phó ban ATGT
    if len(rest) == 1 and not field and rest[0].text.isupper() and len(rest[0].text) >= ACRONYM:
        yield replace(mention, end=own[-2].end)
        yield Mention(rest[0].start, rest[0].end, "ORG", "acronym-behind-office")
        return
    yield mention
