"""Lint the table of offices: what positions.tsv must keep, whoever edits it."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from extractor.data import data_path, read_rows, read_table
from extractor.entities.positions import RANKS
from extractor.errors import DataError
from extractor.places.check import Complaint
from extractor.text import split_words

TABLE = "positions.tsv"
COLUMNS = ("words", "rank", "heads", "example")


def check_positions(folder: Path | None = None) -> Iterator[Complaint]:
    """Every complaint about the shipped table, or about that of ``folder`` where it holds one."""
    if folder and not (folder / TABLE).exists():
        return
    try:
        rows = read_rows(folder / TABLE if folder else data_path("gazetteers", TABLE), COLUMNS)
    except DataError as error:
        yield Complaint(TABLE, "", str(error), "mend the row")
        return
    kinds = _read_kinds()
    seen: dict[tuple[str, ...], str] = {}
    for words, rank, heads, example in rows:
        key, told = split_words(words), split_words(example)
        if not key or all(told[at : at + len(key)] != key for at in range(len(told))):
            yield Complaint(TABLE, words, "its example does not hold it", "write a sentence of your own that does")
        if rank not in RANKS:
            yield Complaint(TABLE, words, f"{rank!r} is no rank", f"use {', '.join(RANKS)}")
        for kind in filter(None, heads.split("|")):
            if kind not in kinds:
                yield Complaint(TABLE, words, f"{kind!r} is no kind of body", f"use {', '.join(sorted(kinds))}")
        if other := seen.get(key):
            yield Complaint(TABLE, words, f"the same phrase as {other}", "leave one of them out")
        seen[key] = words


def _read_kinds() -> frozenset[str]:
    tables = ("organizations.tsv", "central_bodies.tsv")
    return frozenset(row["kind"] for table in tables for row in read_table(data_path("gazetteers", table)))
