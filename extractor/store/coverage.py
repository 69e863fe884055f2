"""What a store holds, in numbers: tables, runs, publishers and years, refusals, copies."""

from __future__ import annotations

import json
from typing import Any

from extractor.store.store import Store
from extractor.store.tables import CONTENT

Row = dict[str, Any]
TOTALS = """SELECT count(*) AS documents, count(duplicate_of) AS duplicates,
min(published) AS first, max(published) AS last,
(SELECT count(*) FROM facts) AS facts, (SELECT count(*) FROM failures) AS failures,
(SELECT count(*) FROM pending) AS pending FROM documents"""
COVERAGE = """SELECT d.publisher, substr(d.published, 1, 4) AS year,
count(*) AS documents, count(d.duplicate_of) AS duplicates, coalesce(sum(f.facts), 0) AS facts FROM documents d
LEFT JOIN (SELECT document, count(*) AS facts FROM facts GROUP BY document) f ON f.document = d.key
GROUP BY d.publisher, year ORDER BY d.publisher IS NULL, d.publisher, year IS NULL, year"""
FAILURES = """SELECT kind, fingerprint, count(*) AS documents, min(source) AS first FROM failures
GROUP BY kind, fingerprint ORDER BY kind, fingerprint"""
RUNS = """SELECT r.*, (SELECT count(*) FROM documents d WHERE d.run = r.id) AS documents FROM runs r ORDER BY r.id"""


def describe(store: Store) -> dict[str, list[Row]]:
    """Section → rows: store, tables, runs, coverage, failures."""
    totals = _rows(store, TOTALS)[0]
    (version,) = store.query("PRAGMA user_version").fetchone()
    about = {"path": str(store.path), "version": version, "bytes": store.path.stat().st_size}
    tables = [{"table": t, "rows": store.query(f'SELECT count(*) FROM "{t}"').fetchone()[0]} for t in CONTENT]
    runs = _rows(store, RUNS)
    for run in runs:
        run.update({name: json.loads(run[name]) for name in ("options", "hashes", "counts")})
    return {
        "store": [{**about, **totals}],
        "tables": tables,
        "runs": runs,
        "coverage": _rows(store, COVERAGE),
        "failures": _rows(store, FAILURES),
    }


def _rows(store: Store, sql: str) -> list[Row]:
    return [dict(row) for row in store.query(sql)]
