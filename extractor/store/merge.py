"""Several stores → one: the documents of all, each once, everything that tells where they were met."""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import quote

from extractor.store.tables import CHILDREN, COLUMNS
from extractor.store.writing import SET, clear, settle_sources, transaction

BATCH = 500  # documents a transaction
RUN = "fingerprint, version, options, hashes, started, ended, state, counts"
RUNS = f"""INSERT INTO runs ({RUN}) SELECT {RUN} FROM (SELECT {RUN} FROM other.runs EXCEPT SELECT {RUN} FROM main.runs)
ORDER BY started, fingerprint"""
SAME = """INSERT INTO temp.run_of SELECT o.id, min(m.id) FROM other.runs o JOIN main.runs m ON (
m.fingerprint, m.version, m.options, m.hashes, m.started, m.state, m.counts) = (
o.fingerprint, o.version, o.options, o.hashes, o.started, o.state, o.counts) AND m.ended IS o.ended GROUP BY o.id"""
PLAN = """SELECT o.key, m.key IS NOT NULL, m.fingerprint IS NOT o.fingerprint,
m.key IS NULL OR m.fingerprint != o.fingerprint AND (mr.started, m.fingerprint) < (ors.started, o.fingerprint)
FROM other.documents o JOIN other.runs ors ON ors.id = o.run
LEFT JOIN main.documents m ON m.key = o.key LEFT JOIN main.runs mr ON mr.id = m.run
WHERE o.key > ? ORDER BY o.key LIMIT ?"""
DOCUMENTS = f"""INSERT INTO main.documents ({", ".join(COLUMNS)}, run)
SELECT {", ".join(COLUMNS)}, run_of.here FROM other.documents JOIN temp.run_of ON run_of.there = run
WHERE key IN (SELECT document FROM temp.batch) ON CONFLICT (key) DO UPDATE SET {SET}"""
FAILURES = """INSERT INTO main.failures (key, source, kind, seen, tries, fingerprint, run)
SELECT key, source, kind, seen, tries, fingerprint, run_of.here FROM other.failures o
JOIN temp.run_of ON run_of.there = o.run WHERE true
ON CONFLICT (key) DO UPDATE SET source = excluded.source, kind = excluded.kind, seen = excluded.seen,
  tries = excluded.tries, fingerprint = excluded.fingerprint, run = excluded.run
WHERE (SELECT started FROM main.runs WHERE id = excluded.run) >
  (SELECT started FROM main.runs WHERE id = failures.run)"""
MENDED = """DELETE FROM failures WHERE EXISTS (SELECT 1 FROM documents d JOIN runs r ON r.id = d.run
WHERE d.key = failures.key AND r.started >= (SELECT started FROM runs WHERE id = failures.run))"""


@dataclass(slots=True)
class Merged:
    """What a merge counted: documents taken, met in several stores, and of these, made under other options."""

    taken: int = 0
    shared: int = 0
    conflicts: int = 0


def merge_store(connection: sqlite3.Connection, other: Path) -> Merged:
    """Add another store's content. Where both have a document under other options, that of the later run stays."""
    counts = Merged()
    connection.execute("ATTACH ? AS other", (f"file:{quote(str(other.resolve()))}?mode=ro",))
    try:
        connection.execute("CREATE TEMP TABLE IF NOT EXISTS batch (document INTEGER PRIMARY KEY)")
        connection.execute("CREATE TEMP TABLE run_of (there INTEGER PRIMARY KEY, here INTEGER NOT NULL)")
        with transaction(connection):
            connection.execute(RUNS)
            connection.execute(SAME)
            connection.execute("INSERT OR IGNORE INTO main.links SELECT * FROM other.links")
        for plan in _plans(connection):
            with transaction(connection):
                _copy(connection, plan, counts)
        with transaction(connection):
            connection.execute(FAILURES)
            connection.execute(MENDED)
        connection.execute("DROP TABLE run_of")
    finally:
        connection.execute("DETACH other")
    return counts


Plan = list[tuple[int, int, int, int]]  # key, is here, under other options, is to be taken


def _plans(connection: sqlite3.Connection) -> Iterator[Plan]:
    last = -1
    while plan := connection.execute(PLAN, (last, BATCH)).fetchall():
        yield plan
        last = plan[-1][0]


def _copy(connection: sqlite3.Connection, plan: Plan, counts: Merged) -> None:
    taken = [(key,) for key, _, _, wanted in plan if wanted]
    shared = [key for key, here, _, _ in plan if here]
    counts.taken += len(taken)
    counts.shared += len(shared)
    counts.conflicts += sum(1 for _, here, differs, _ in plan if here and differs)
    for key, here, _, wanted in plan:
        if here and wanted:
            clear(connection, key)
    connection.execute("DELETE FROM temp.batch")
    connection.executemany("INSERT INTO temp.batch VALUES (?)", taken)
    connection.execute(DOCUMENTS)
    for table in CHILDREN:
        sql = f'SELECT * FROM other."{table}" WHERE document IN (SELECT document FROM temp.batch)'
        connection.execute(f'INSERT INTO main."{table}" {sql}')
    connection.execute("INSERT OR REPLACE INTO pending SELECT document, 0 FROM temp.batch")
    keys = json.dumps([key for key, *_ in plan])
    sql = "SELECT * FROM other.sources WHERE document IN (SELECT value FROM json_each(?))"
    connection.execute(f"INSERT OR IGNORE INTO main.sources {sql}", (keys,))
    settle_sources(connection, shared)
