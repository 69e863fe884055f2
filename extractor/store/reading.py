"""Reading documents back: the records, one after the other, each from the rows of its tables."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator, Sequence
from typing import Any

from extractor.store.records import Record, to_record
from extractor.store.tables import COLUMNS, LISTS

ORDER = {"cells": "page_table, n", "comparisons": "fact, n", "check_facts": "check_n, n"}
ROWS = {table: f'SELECT * FROM "{table}" WHERE document = ? ORDER BY {ORDER.get(table, "n")}' for table in LISTS}
LINKS = """SELECT * FROM links WHERE key IN (
SELECT link FROM entities WHERE document = ?1 UNION SELECT place_link FROM facts WHERE document = ?1)"""


def read_records(connection: sqlite3.Connection, where: str, params: Sequence[Any]) -> Iterator[Record]:
    """The records whose documents (``d``) the condition holds for, in the order of their keys."""
    columns = ", ".join(f"d.{name}" for name in COLUMNS)
    for row in connection.execute(f"SELECT {columns} FROM documents d WHERE {where} ORDER BY d.key", params):
        yield to_record(read_rows(connection, row))


def read_rows(connection: sqlite3.Connection, document: Sequence[Any]) -> dict[str, list[Any]]:
    """The rows of every table for one row of documents."""
    key = (document[0],)
    rows: dict[str, list[Any]] = {"documents": [document]}
    if document[COLUMNS.index("verbatim")] is None:
        rows |= {table: connection.execute(sql, key).fetchall() for table, sql in ROWS.items()}
        rows["links"] = connection.execute(LINKS, key).fetchall()
    return rows
