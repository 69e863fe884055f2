"""What a run leaves for its end: indexes, full text, near-duplicates, statistics.

Each step is a transaction: killed, it is taken up again.
"""

from __future__ import annotations

import sqlite3

from extractor.store.duplicates import mark_cluster
from extractor.store.migrations import read_sql, run_script
from extractor.store.signatures import find_bands
from extractor.store.writing import transaction

BATCH = 1000  # documents a transaction: about 10 MB in the log
INDEX = """INSERT INTO documents_fts (rowid, title, text)
SELECT key, title, text FROM documents_folded WHERE key IN (SELECT document FROM temp.batch)"""
UNUSED = """DELETE FROM links WHERE NOT EXISTS (SELECT 1 FROM entities WHERE link = links.key)
AND NOT EXISTS (SELECT 1 FROM facts WHERE place_link = links.key)"""


def finish(connection: sqlite3.Connection) -> None:
    """Bring everything up to date that looks at more than one document; cheap where nothing is pending."""
    with transaction(connection):
        run_script(connection, read_sql("indexes"))
    if connection.execute("SELECT 1 FROM pending LIMIT 1").fetchone() is None:
        return
    connection.execute("CREATE TEMP TABLE IF NOT EXISTS batch (document INTEGER PRIMARY KEY)")
    while _index_batch(connection):
        pass
    while _compare_batch(connection):
        pass
    with transaction(connection):
        connection.execute(UNUSED)
        connection.execute("INSERT INTO documents_fts (documents_fts, rank) VALUES ('merge', 2000)")
    connection.execute("PRAGMA analysis_limit = 1000")
    connection.execute("ANALYZE")
    connection.execute("PRAGMA wal_checkpoint(PASSIVE)")


def _index_batch(connection: sqlite3.Connection) -> bool:
    """Full text and bands of the next pending documents; False where there is none."""
    with transaction(connection):
        connection.execute("DELETE FROM batch")
        sql = "INSERT INTO batch SELECT document FROM pending WHERE indexed = 0 ORDER BY document LIMIT ?"
        if not connection.execute(sql, (BATCH,)).rowcount:
            return False
        connection.execute(INDEX)
        sql = "SELECT document, minhash FROM signatures WHERE document IN (SELECT document FROM batch)"
        bands = [(band, key) for key, signature in connection.execute(sql) for band in find_bands(signature)]
        connection.executemany("INSERT OR IGNORE INTO bands VALUES (?, ?)", sorted(bands))
        connection.execute("UPDATE pending SET indexed = 1 WHERE document IN (SELECT document FROM batch)")
    return True


def _compare_batch(connection: sqlite3.Connection) -> bool:
    """Clusters of the next pending documents; False where there is none."""
    with transaction(connection):
        keys = connection.execute("SELECT document FROM pending ORDER BY document LIMIT ?", (BATCH,)).fetchall()
        seen: set[int] = set()
        for (key,) in keys:
            if key not in seen:
                seen |= mark_cluster(connection, key)
        connection.executemany("DELETE FROM pending WHERE document = ?", [(key,) for key in seen])
    return bool(keys)
