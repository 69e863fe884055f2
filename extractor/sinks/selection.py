"""Which records of a store are exported, and which of their facts, roles, …: SQL over one flat view a table."""

from __future__ import annotations

import json
import sqlite3
from calendar import monthrange
from collections.abc import Iterable, Iterator
from dataclasses import asdict, dataclass
from itertools import groupby
from typing import TYPE_CHECKING, Any

from extractor.errors import UsageError
from extractor.sinks.glob import to_glob
from extractor.sinks.rows import batched
from extractor.sinks.writer import Record
from extractor.text.dates import read_day

Chosen = tuple[int, set[tuple[Any, ...]]]

if TYPE_CHECKING:
    from extractor.store import Store

BATCH = 200  # documents that are fetched at a time
ABOUT = "d.title, d.published, d.publisher, d.url, d.record_id, d.duplicate_of"
LISTED = f"SELECT t.*, {ABOUT}, d.source FROM {{}} t JOIN documents d ON d.key = t.document"
# What the conditions look at: one row an item, with the key of its document. docs/exports.md tells the columns.
VIEWS = {
    "facts": "SELECT * FROM facts_flat",
    "roles": "SELECT * FROM roles_flat",
    "entities": f"SELECT t.document, t.n, t.id AS entity, t.label, t.name, t.text, t.cluster, t.source AS found_by, "
    f"t.score, l.id AS link_id, l.name AS link_name, l.type AS link_type, {ABOUT}, d.source FROM entities t "
    "JOIN documents d ON d.key = t.document LEFT JOIN links l ON l.key = t.link",
    "documents": "SELECT key AS document, * FROM documents",
    "statements": LISTED.format("statements"),
    "citations": LISTED.format("citations"),
    "checks": LISTED.format("checks"),
}
# Columns of the view that tell an item → where the record has them; without an entry its place in the list tells it
IDENTITY = {
    "facts": {"fact": "id"},
    "roles": {name: name for name in ("person", "position", "organization", "status", "start", "end")},
    "documents": {},
}
PLACE = "({0} GLOB :place OR {1} GLOB :place OR {2} = :place_id)"
CONDITIONS = {
    "place": {
        "facts": PLACE.format("place", "place_now", "place_id"),
        "entities": f"label = 'LOC' AND {PLACE.format('name', 'link_name', 'link_id')}",
    },
    "period": {"facts": "period_end >= :since AND coalesce(period_start, period_end) <= :until"},
    "indicator": {"facts": "(indicator GLOB :indicator OR indicator_id = :indicator_id)"},
    "status": {"facts": "status = :status", "roles": "status = :status"},
}
STATUSES = {"facts": ("actual", "estimate", "target"), "roles": ("current", "former", "incoming")}


@dataclass(frozen=True, slots=True)
class Filters:
    """``where``: SQL; ``place`` and ``indicator``: words in the name, or an id; ``period``: 2020, 2020-06, or A/B."""

    where: str | None = None
    place: str | None = None
    period: str | None = None
    indicator: str | None = None
    status: str | None = None


def select_records(store: Store, table: str, filters: Filters, *, marked: bool = False) -> Iterator[Record]:
    """The records in the order of their keys; with a filter only those that have such items of ``table``, and of that
    table only these. ``marked``: with ``duplicate_of``, the id of the article that this one repeats. Raises UsageError
    at once where the filters are wrong."""
    sql, parameters = build_query(table, filters)
    held = store.query("SELECT key FROM documents")  # while this waits, all that follows sees one state of the store
    try:
        rows = store.query(sql, parameters)
    except UsageError as error:
        raise UsageError("--where", error.seen, "docs/exports.md has the columns") from None
    return _read_selected(store, table, _group(rows), held, marked=marked)


def _read_selected(
    store: Store, table: str, chosen: Iterable[Chosen], held: sqlite3.Cursor, *, marked: bool
) -> Iterator[Record]:
    names = IDENTITY.get(table)
    for batch in batched(chosen, BATCH):
        keys = json.dumps([key for key, _ in batch])
        records = store.records("d.key IN (SELECT value FROM json_each(?))", [keys])
        originals = store.query(ORIGINALS, [keys]) if marked else ([None] for _ in batch)
        for (_, wanted), record, (original,) in zip(batch, records, originals, strict=True):
            if wanted != {()}:
                kept = [x for n, x in enumerate(record[table]) if _identify(x, n, names) in wanted]
                record = {**record, table: kept}
            yield {**record, "duplicate_of": original} if marked else record
    held.close()


ORIGINALS = """SELECT o.id FROM documents d LEFT JOIN documents o ON o.key = d.duplicate_of
WHERE d.key IN (SELECT value FROM json_each(?)) ORDER BY d.key"""


def _identify(item: Record, n: int, names: dict[str, str] | None) -> tuple[Any, ...]:
    return (n,) if names is None else tuple(item[name] for name in names.values())


def _group(rows: Iterable[sqlite3.Row]) -> Iterator[Chosen]:
    """Keys of documents with the identities of their chosen items; () is the identity of the whole document."""
    try:
        for key, some in groupby(rows, key=lambda row: row[0]):
            yield key, {tuple(row)[1:] for row in some}
    except sqlite3.Error as error:  # in a later row than the first
        raise UsageError("--where", f"SQLite cannot do it ({error})", "docs/exports.md has the columns") from None


def build_query(table: str, filters: Filters) -> tuple[str, dict[str, Any]]:
    """SQL for the keys of the documents, with what tells their chosen items where something is filtered."""
    if filters == Filters():
        return "SELECT key FROM documents ORDER BY key", {}
    condition, parameters = build_condition(table, filters)
    columns = ", ".join(("document", *IDENTITY.get(table, ("n",))))
    return f"SELECT {columns} FROM ({VIEWS[table]}) WHERE {condition} ORDER BY document", parameters


def build_condition(table: str, filters: Filters) -> tuple[str, dict[str, str]]:
    """SQL and its parameters. What the user wrote as SQL stays SQL, all else is a parameter. Raises UsageError."""
    conditions: list[str] = []
    parameters: dict[str, str] = {}
    for name, words in asdict(filters).items():
        if words is None:
            continue
        if name == "where":
            conditions.append(f"({words}\n)")  # a comment in it ends at the line's end
        elif table in CONDITIONS[name]:
            conditions.append(CONDITIONS[name][table])
            parameters |= _bind(name, words, table)
        else:
            tables = " and ".join(CONDITIONS[name])
            raise UsageError(f"--{name}", f"{table} have none", f"it is for {tables}; use --where")
    return " AND ".join(conditions), parameters


def _bind(name: str, words: str, table: str) -> dict[str, str]:
    if name == "period":
        return dict(zip(("since", "until"), read_period(words), strict=True))
    if name == "status" and words not in STATUSES[table]:
        raise UsageError("--status", f"{words!r} is no status of {table}", f"choose from {', '.join(STATUSES[table])}")
    return {name: words} if name == "status" else {name: to_glob(words), f"{name}_id": words}


def read_period(text: str) -> tuple[str, str]:
    """The first and last day of 2020, 2020-06, 2020-06-15, or of two of them: 2019/2021. Raises UsageError."""
    first, _, last = text.partition("/")
    days = _read_days(first), _read_days(last or first)
    if days[0] is None or days[1] is None or days[0][0] > days[1][1]:
        raise UsageError("--period", f"{text!r} is no period", "write it as 2020, 2020-06, 2020-06-15 or 2019/2021")
    return days[0][0], days[1][1]


def _read_days(text: str) -> tuple[str, str] | None:
    if len(text) == 4 and (day := read_day(f"{text}-01-01")):
        return day, f"{text}-12-31"
    if len(text) == 7 and (day := read_day(f"{text}-01")):
        return day, f"{text}-{monthrange(int(text[:4]), int(text[5:]))[1]:02}"
    return (day, day) if (day := read_day(text)) else None
