"""What a shard becomes: a Parquet file of records for ``vnfacts load``, and one a table for everyone else."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import asdict
from pathlib import Path
from typing import Any

from pyarrow import ArrowInvalid
from pyarrow.parquet import ParquetWriter, read_metadata

from extractor.cluster.known import find_known
from extractor.cluster.storage import join, open_file, publish
from extractor.sinks.characters import to_plain
from extractor.sinks.columns import TABLES, Column
from extractor.sinks.parquet import GROUP, make_schema, make_table
from extractor.sinks.rows import Row, read_rows
from extractor.sinks.writer import Request
from extractor.store import Failure, Record, Rows
from extractor.store.records import to_record
from extractor.store.shards import RECORDS

ABOUT = "vnfacts"  # of a file's metadata: what the shard was made of, and its counts
RECORD_GROUP = 256  # rows, some 5 MB
RECORD_COLUMNS = (
    Column("key", "int", "key", "The document's key in a store"),
    Column("fingerprint", "str", "fingerprint", "Hash of the options that made it: run.json"),
    Column("record", "str", "record", "The whole record as JSON: vnfacts schema"),
    Column("failure", "str", "failure", "Instead of a record: source, kind, seen, tries as JSON"),
    Column("source", "str", "source", "For a document of another row: where it was met again"),
)
FOLDERS: dict[str, tuple[Column, ...]] = {  # records last: once they are there, the shard is done
    **{t.name: tuple(c for c in t.columns if c.name != "duplicate_of") for t in TABLES.values()},
    RECORDS: RECORD_COLUMNS,
}


class TableFile:
    """One Parquet file; rows are kept until a row group is full."""

    def __init__(self, path: Path, columns: Sequence[Column], group: int) -> None:
        self.path, self._columns, self._group = path, columns, group
        self._schema = make_schema(columns)
        self._file = ParquetWriter(path, self._schema, compression="zstd")
        self._rows: list[Row] = []

    def put(self, row: Row) -> None:
        """Take one row, a cell a column."""
        self._rows.append(row)
        if len(self._rows) == self._group:
            self._flush()

    def close(self, about: Mapping[str, Any]) -> None:
        """Write the rest, and what the file is about."""
        self._flush()
        self._file.add_key_value_metadata({ABOUT: json.dumps(about)})
        self._file.close()

    def _flush(self) -> None:
        if self._rows:
            self._file.write_table(make_table(self._rows, self._columns, self._schema))
            self._rows = []


class ShardWriter:
    """Stands where a store does for the run over one shard; its files grow in ``folder``, which is empty before.
    ``known``: the folder of what the store has that will be loaded."""

    def __init__(self, folder: Path, fingerprint: str, *, known: str | None = None) -> None:
        self._fingerprint, self._known, self._states = fingerprint, known, dict[int, str]()
        self._files = {name: _open(folder, name) for name in FOLDERS}
        self._requests = [Request(TABLES[name], FOLDERS[name]) for name in TABLES]

    def state_of(self, keys: Sequence[int]) -> dict[int, str]:
        """What became of documents that came before, in the shard or in the store."""
        known = dict(find_known(self._known, self._fingerprint, keys)) if self._known else {}
        return known | {key: self._states[key] for key in keys if key in self._states}

    def add(
        self,
        run: int,
        rows: Sequence[Rows],
        *,
        sources: Sequence[tuple[int, str]] = (),
        failures: Sequence[Failure] = (),
    ) -> None:
        """Write documents, failures, and where documents were met again."""
        for document in rows:
            key, record = document["documents"][0][0], to_record(document)
            self._states[key] = self._fingerprint
            self._put(key, record=_spell(record))
            self._put_tables(record)
        for failure in failures:
            self._states[failure.key] = f"failed:{self._fingerprint}"
            self._put(failure.key, failure=_spell({k: v for k, v in asdict(failure).items() if k != "key"}))
        for key, source in sources:
            self._put(key, source=source)

    def finish(self) -> None:
        """Nothing is to be indexed."""

    def publish(self, out: str, name: str, about: Mapping[str, Any]) -> None:
        """Close the files and put them in their places, the records last: a shard whose records are there is whole."""
        for file in self._files.values():
            file.close(about)
        for folder, file in self._files.items():
            publish(file.path, locate(out, folder, name))

    def _put(self, key: int, **cells: str) -> None:
        told = (cells.get(name) for name in ("record", "failure", "source"))
        self._files[RECORDS].put((key, self._fingerprint, *told))

    def _put_tables(self, record: Record) -> None:
        for request in self._requests:
            file = self._files[request.rows_of.name]
            for row in read_rows([record], request):
                file.put(row)


def _open(folder: Path, name: str) -> TableFile:
    return TableFile(folder / f"{name}.parquet", FOLDERS[name], RECORD_GROUP if name == RECORDS else GROUP)


def _spell(value: Record) -> str:
    """JSON, with escapes only where a character stands in no UTF-8 text."""
    text = json.dumps(value, ensure_ascii=False)
    return text if to_plain(text) == text else json.dumps(value)


def locate(out: str, folder: str, name: str) -> str:
    """Where a shard's file of a table is, or is to be."""
    return join(out, folder, f"{name}.parquet")


def read_about(out: str, name: str) -> dict[str, Any] | None:
    """What a shard that is done tells of itself; None where it is not there, or not whole."""
    try:
        with open_file(locate(out, RECORDS, name)) as file:
            told = (read_metadata(file).metadata or {}).get(ABOUT.encode())
    except (OSError, ArrowInvalid):
        return None
    return json.loads(told) if told else None
