"""Near-duplicates: articles that share four fifths of their runs of five syllables, as copies of an agency's do.

Two documents are joined where they share a band and their signatures agree in 103 places of 128 (an estimated likeness
of 0.8); a cluster is all that is joined, directly or by others. Which clusters there are depends on the set of
documents alone, and adding or replacing one changes only clusters that it is, or was, a member of: so seeking the
clusters of what is pending (``writing`` puts the former neighbours of a replaced document there) gives what seeking all
would.
"""

from __future__ import annotations

import json
import sqlite3

from extractor.store.signatures import HASHES, find_bands, likeness

LIKE = 103 / HASHES
NEAR = """SELECT DISTINCT document FROM bands WHERE band IN (SELECT value FROM json_each(?))"""
SIGNATURES = """SELECT document, minhash FROM signatures WHERE document IN (SELECT value FROM json_each(?))"""
MEMBERS = """SELECT published IS NULL, published, key FROM documents WHERE key IN (SELECT value FROM json_each(?))"""


def mark_cluster(connection: sqlite3.Connection, key: int) -> set[int]:
    """Find the cluster of a document, mark its copies with the first of them, and return its keys."""
    cluster = _find_cluster(connection, key)
    original = None
    if len(cluster) > 1:
        *_, original = min(connection.execute(MEMBERS, (json.dumps(list(cluster)),)).fetchall())
    sql = "UPDATE documents SET duplicate_of = :to WHERE key = :key AND duplicate_of IS NOT :to"
    connection.executemany(sql, [{"key": k, "to": None if k == original else original} for k in cluster])
    return cluster


def _find_cluster(connection: sqlite3.Connection, key: int) -> set[int]:
    cluster = {key}
    todo = dict(connection.execute("SELECT document, minhash FROM signatures WHERE document = ?", (key,)))
    while todo:
        _, signature = todo.popitem()
        near = {k for (k,) in connection.execute(NEAR, (json.dumps(find_bands(signature)),))} - cluster
        found = dict(connection.execute(SIGNATURES, (json.dumps(list(near)),))) if near else {}
        if not found:
            continue
        for (other, minhash), share in zip(found.items(), likeness(signature, list(found.values())), strict=True):
            if share >= LIKE:
                cluster.add(other)
                if minhash != signature:  # the same signature has the same neighbours
                    todo[other] = minhash
    return cluster
