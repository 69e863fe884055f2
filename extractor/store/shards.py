"""Documents that were annotated elsewhere: rows of JSONL or Parquet, each a record with its key and fingerprint.

A row: ``key`` (integer), ``fingerprint``, ``record`` (an object; JSON in Parquet); or, for a document that could not be
annotated, ``failure`` in the place of ``record``: an object of source, kind, seen, tries; or only ``source``, where a
document of another row was met again. A bare record is a row too.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from extractor.errors import InputError, UsageError
from extractor.sources.packed import UNREADABLE, find_kind
from extractor.store.errors import StoreError
from extractor.store.keys import natural_order, record_key
from extractor.store.lines import read_lines
from extractor.store.rows import Record, Rows, to_rows
from extractor.store.writing import Failure

OnError = Callable[[InputError], None]
LOADED = "loaded"  # the fingerprint of a bare record
RECORDS = "records"  # the folder of shards beside the tables of a run on many machines
COLUMNS = ("key", "fingerprint", "record", "failure", "source")
BATCH = 64  # rows of Parquet in memory at once


@dataclass(frozen=True, slots=True)
class Loaded:
    """One row of a shard: the rows of a document, its failure, or only where it was met again."""

    key: int
    source: str
    fingerprint: str
    rows: Rows | None
    failure: Failure | None


def find_shards(paths: Sequence[str]) -> list[Path]:
    """The files of paths and folders in natural order, each once; of what a run on many machines wrote, its folder
    ``records``. Raises UsageError for a path that is not there."""
    found: dict[Path, None] = {}
    for path in map(Path, paths):
        if not path.exists():
            raise UsageError(str(path), "no such file or folder", "give the shards that a run wrote")
        folder = path / RECORDS if (path / RECORDS).is_dir() else path
        files = [f for f in folder.rglob("[!.]*") if f.is_file() and _kind(f)] if path.is_dir() else [path]
        if not files:
            raise UsageError(str(path), "a folder without shards", "give a folder of .parquet or .jsonl files")
        found |= dict.fromkeys(sorted(files, key=lambda f: natural_order(str(f))))
    return list(found)


def _kind(path: Path) -> str | None:
    suffix = find_kind(path)
    return suffix if suffix in (".jsonl", ".parquet") else None


def read_shard(path: Path, on_error: OnError) -> Iterator[Loaded]:
    """The rows of one file; what is no row goes to ``on_error`` and the rest goes on."""
    rows: Iterable[tuple[int, Any]] = _read_parquet(path) if _kind(path) == ".parquet" else read_lines(path)
    try:
        for n, row in rows:
            where = f"{path}#{n}"
            try:
                yield _read_row(json.loads(row) if isinstance(row, bytes) else row)
            except StoreError as error:
                on_error(InputError(where, error.seen, error.remedy))
            except (ValueError, KeyError, TypeError, AttributeError, RecursionError) as error:
                on_error(InputError(where, f"no record ({type(error).__name__}: {error})", "mend or remove the row"))
    except UNREADABLE as error:
        on_error(InputError(str(path), f"cannot be read ({error})", "check the file; what stands before is loaded"))


def _read_parquet(path: Path) -> Iterator[tuple[int, Record]]:
    try:
        from pyarrow import ArrowInvalid
        from pyarrow.parquet import ParquetFile
    except ImportError:
        raise UsageError(str(path), "reading Parquet needs pyarrow", "pip install 'vnfacts[parquet]'") from None
    try:
        with ParquetFile(path) as file:
            names = [name for name in COLUMNS if name in file.schema_arrow.names]
            if "record" not in names:
                raise OSError("it has no column record")
            n = 0
            for batch in file.iter_batches(batch_size=BATCH, columns=names):
                for row in batch.to_pylist():
                    n += 1
                    yield n, row
    except ArrowInvalid as error:
        raise OSError(str(error)) from None


def _read_row(row: Record) -> Loaded:
    """A row with its parts checked as far as the store does not check them itself."""
    record = row if "text" in row else _parse(row.get("record"))
    fingerprint = LOADED if record is row else str(row["fingerprint"])
    if record is not None:
        key = record_key(record) if row.get("key") is None else int(row["key"])
        return Loaded(key, str(record["source"]), fingerprint, to_rows(key, record, fingerprint), None)
    if row.get("failure") is None and row.get("source") is not None:
        return Loaded(int(row["key"]), str(row["source"]), fingerprint, None, None)
    told = _parse(row["failure"])
    key, source = int(row["key"]), str(told["source"])
    failure = Failure(key, source, str(told["kind"]), str(told["seen"]), int(told["tries"]))
    return Loaded(key, source, fingerprint, None, failure)


def _parse(cell: Any) -> Any:
    """Parquet holds objects as JSON."""
    return json.loads(cell) if isinstance(cell, str) else cell
