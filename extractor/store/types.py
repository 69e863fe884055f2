"""The types of cells. SQLite would turn 7 into '7' in a column of TEXT without a word."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from functools import cache
from typing import Any

from extractor.store.errors import RowError
from extractor.store.migrations import read_sql
from extractor.store.tables import COLUMNS

TABLE = re.compile(r'^CREATE TABLE "?(\w+)"? \(.*?\n(.*?)^\)', re.M | re.S)
COLUMN = re.compile(r"^  (\w+) (INTEGER|TEXT|ANY|BLOB)( PRIMARY KEY| NOT NULL)?", re.M)
TYPES = {"INTEGER": (int,), "TEXT": (str,), "BLOB": (bytes,), "ANY": (int, float)}


@cache
def read_types() -> dict[str, tuple[tuple[str, str, bool], ...]]:
    """Table → (column, type, whether it may be null) in the order of its rows."""
    tables = {}
    for name, body in TABLE.findall(read_sql("schema")):
        columns = tuple((column, kind, not rest) for column, kind, rest in COLUMN.findall(body))
        tables[name] = tuple(c for c in columns if c[0] in COLUMNS) if name == "documents" else columns
    return tables


def check_types(rows: Mapping[str, Sequence[tuple[Any, ...]]]) -> None:
    """Raise RowError where a cell is not of its column's type."""
    for table, some in rows.items():
        for types, row in {tuple(map(type, row)): row for row in some}.items():
            if not _admits(table, types):
                told = zip(row, read_types()[table], strict=True)
                cell, column, kind = next((x, *c[:2]) for x, c in told if not _fits(type(x), c))
                kind = "number" if kind == "ANY" else kind
                raise RowError(f"{table}.{column}", f"is {cell!r}, no {kind}", "mend the record")


@cache
def _admits(table: str, types: tuple[type, ...]) -> bool:
    return all(_fits(kind, column) for kind, column in zip(types, read_types()[table], strict=True))


def _fits(kind: type, column: tuple[str, str, bool]) -> bool:
    _, declared, nullable = column
    return kind in TYPES[declared] or (nullable and kind is type(None))
