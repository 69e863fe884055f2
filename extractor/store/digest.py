"""What a store holds, one hash a table: equal for equal content, whatever the order, workers and interruptions."""

from __future__ import annotations

import sqlite3
from hashlib import sha256

from extractor.store.tables import CONTENT

LEFT_OUT = {  # what tells of runs, not of documents
    "documents": {"run"},
    "failures": {"run", "tries", "seen"},
}


def digest(connection: sqlite3.Connection) -> dict[str, str]:
    """Table → SHA-256 (16 hex) of its rows in the order of their keys. Complete only after ``finish``."""
    return {table: _digest_table(connection, table) for table in CONTENT}


def _digest_table(connection: sqlite3.Connection, table: str) -> str:
    told = connection.execute(f'PRAGMA table_info("{table}")').fetchall()
    names = [f'"{name}"' for _, name, *_ in told if name not in LEFT_OUT.get(table, ())]
    keys = [f'"{name}"' for _, name, *_, place in sorted(told, key=lambda row: row[-1]) if place]
    total = sha256()
    for row in connection.execute(f'SELECT {", ".join(names)} FROM "{table}" ORDER BY {", ".join(keys)}'):
        total.update(repr(tuple(row)).encode("utf-8", "surrogatepass"))
    return total.hexdigest()[:16]
