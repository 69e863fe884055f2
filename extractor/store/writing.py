"""Writing documents: one transaction a batch of rows, the old rows of a document replaced by the new ones."""

from __future__ import annotations

import json
import sqlite3
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any

from extractor.store.keys import natural_order
from extractor.store.rows import Rows, merge_rows
from extractor.store.signatures import find_bands
from extractor.store.tables import CHILDREN, COLUMNS

SET = ", ".join(f"{name} = excluded.{name}" for name in (*COLUMNS[1:], "run") if name != "source")
UPSERT = f"""INSERT INTO documents ({", ".join(COLUMNS)}, run) VALUES ({", ".join("?" * len(COLUMNS))}, ?)
ON CONFLICT (key) DO UPDATE SET {SET}"""
UNINDEX = """INSERT INTO documents_fts (documents_fts, rowid, title, text)
SELECT 'delete', key, title, text FROM documents_folded WHERE key = ?"""
FAIL = """INSERT INTO failures (key, source, kind, seen, tries, fingerprint, run)
SELECT ?, ?, ?, ?, ?, fingerprint, id FROM runs WHERE id = ?
ON CONFLICT (key) DO UPDATE SET source = excluded.source, kind = excluded.kind, seen = excluded.seen,
  tries = excluded.tries, fingerprint = excluded.fingerprint, run = excluded.run"""


@dataclass(frozen=True, slots=True)
class Failure:
    """A document that could not be annotated. ``kind``: error | crash | timeout | memory; ``seen``: one line."""

    key: int
    source: str
    kind: str
    seen: str
    tries: int


@contextmanager
def transaction(connection: sqlite3.Connection) -> Iterator[None]:
    """All of it or nothing."""
    connection.execute("BEGIN IMMEDIATE")
    try:
        yield
        connection.execute("COMMIT")
    except BaseException:
        connection.rollback()
        raise


def write(
    connection: sqlite3.Connection,
    run: int,
    many: Sequence[Rows],
    *,
    sources: Iterable[tuple[int, str]] = (),
    failures: Iterable[Failure] = (),
) -> None:
    """Within the transaction that is open: documents with all their rows, places where they were met, failures."""
    by_key = {rows["documents"][0][0]: rows for rows in many}
    rows = merge_rows(by_key.values())
    known = set(_known(connection, by_key))
    for key in known:
        clear(connection, key)
    insert(connection, run, rows)
    met = [row for some in many for row in some["sources"]]
    _add_sources(connection, [*met, *sources], fresh=by_key.keys() - known)
    connection.executemany("DELETE FROM failures WHERE key = ?", [(key,) for key in by_key])
    given = [(f.key, f.source, f.kind, f.seen, f.tries, run) for f in failures if f.key not in by_key]
    connection.executemany(FAIL, given)


def insert(connection: sqlite3.Connection, run: int, rows: Mapping[str, Sequence[tuple[Any, ...]]]) -> None:
    """The rows of documents that have none; they are pending until ``finish``."""
    documents = rows.get("documents", ())
    connection.executemany("INSERT OR IGNORE INTO links VALUES (?, ?, ?, ?, ?, ?)", rows.get("links", ()))
    connection.executemany(UPSERT, [(*row, run) for row in documents])
    for table in CHILDREN:
        if some := rows.get(table):
            places = ", ".join("?" * len(some[0]))
            connection.executemany(f'INSERT INTO "{table}" VALUES ({places})', some)
    connection.executemany("INSERT OR REPLACE INTO pending VALUES (?, 0)", [row[:1] for row in documents])


def _known(connection: sqlite3.Connection, keys: Iterable[int]) -> Iterator[int]:
    sql = "SELECT key FROM documents WHERE key IN (SELECT value FROM json_each(?))"
    return (key for (key,) in connection.execute(sql, (json.dumps(list(keys)),)).fetchall())


def clear(connection: sqlite3.Connection, key: int) -> None:
    """Take away what hangs on a document: its rows, full text and bands; its copies are sought anew."""
    row = connection.execute("SELECT indexed FROM pending WHERE document = ?", (key,)).fetchone()
    if row != (0,):
        connection.execute(UNINDEX, (key,))
        for (signature,) in connection.execute("SELECT minhash FROM signatures WHERE document = ?", (key,)).fetchall():
            bands = [(band, key) for band in find_bands(signature)]
            connection.executemany("DELETE FROM bands WHERE band = ? AND document = ?", bands)
    sql = "SELECT coalesce(duplicate_of, key) FROM documents WHERE key = ?"
    (original,) = connection.execute(sql, (key,)).fetchone()
    sql = "INSERT OR IGNORE INTO pending SELECT key, 1 FROM documents WHERE key = :original OR duplicate_of = :original"
    connection.execute(sql, {"original": original})
    for table in reversed(CHILDREN):
        connection.execute(f'DELETE FROM "{table}" WHERE document = ?', (key,))


def _add_sources(connection: sqlite3.Connection, met: Sequence[tuple[int, str]], *, fresh: Iterable[int]) -> None:
    """Note where documents were met; ``fresh``: those that are new."""
    sql = "INSERT OR IGNORE INTO sources SELECT key, ? FROM documents WHERE key = ?"
    connection.executemany(sql, [(source, key) for key, source in met])
    times = Counter(key for key, _ in met)
    once = {key for key in fresh if times[key] == 1}
    settle_sources(connection, times.keys() - once)


def settle_sources(connection: sqlite3.Connection, keys: Iterable[int]) -> None:
    """A document's own source is the first of its sources in natural order."""
    for key in keys:
        found = connection.execute("SELECT source FROM sources WHERE document = ?", (key,)).fetchall()
        if found:
            first = min((source for (source,) in found), key=natural_order)
            connection.execute("UPDATE documents SET source = ? WHERE key = ? AND source != ?", (first, key, first))
