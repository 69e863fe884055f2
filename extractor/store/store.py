"""The store as programs use it: one SQLite file, one writer, any number of readers."""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any, Literal

from extractor.errors import UsageError
from extractor.store.digest import digest
from extractor.store.errors import StoreError, asked, told
from extractor.store.file import close_writer, open_reader, open_writer
from extractor.store.finishing import finish
from extractor.store.lock import Lock
from extractor.store.merge import Merged, merge_store
from extractor.store.reading import read_records
from extractor.store.rows import Record, Rows
from extractor.store.search import Hit, fold_d, search
from extractor.store.writing import Failure, transaction, write

if TYPE_CHECKING:
    import pandas

STATES = """SELECT key, fingerprint FROM documents WHERE key IN (SELECT value FROM json_each(?1))
UNION ALL SELECT key, 'failed:' || fingerprint FROM failures WHERE key IN (SELECT value FROM json_each(?1))"""


@dataclass(frozen=True, slots=True)
class Run:
    """What documents are annotated with. ``fingerprint``: hash of everything else here; ``hashes``: file → hash."""

    fingerprint: str
    version: str
    options: dict[str, Any]
    hashes: dict[str, str]


class Store:
    """An archive of annotated documents; a context manager.

    ``mode="write"`` makes the file if it is missing and holds the writer's lock until ``close``. Whatever reads sees
    what was committed before its first row, also while another process writes. StoreError says what is unusable.
    """

    def __init__(self, path: Path | str, *, mode: Literal["read", "write"] = "read") -> None:
        self.path, self.mode = Path(path), mode
        self._reading: sqlite3.Connection | None = None
        self._writing: sqlite3.Connection | None = None
        self._began = False
        if self.path.is_dir():
            raise StoreError(str(path), "is a folder", "name a file, such as archive.db")
        if mode == "read":
            self._reading = self._open_reader()
        else:
            self._lock = Lock(self.path)
            try:
                self._writing = open_writer(self.path)
            except BaseException:
                self._lock.release()
                raise

    def __enter__(self) -> Store:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def close(self) -> None:
        """Let go; a writer leaves one file, without a log beside it unless someone is reading."""
        if self._reading is not None:
            self._reading.close()
            self._reading = None
        if self._writing is not None:
            close_writer(self._writing)
            self._writing = None
            self._lock.release()

    def begin_run(self, run: Run) -> int:
        """Note what the documents that follow are annotated with; the run's id. A run that never ended was killed."""
        sql = "INSERT INTO runs (fingerprint, version, options, hashes, started) VALUES (?, ?, ?, ?, ?)"
        options, hashes = (json.dumps(x, ensure_ascii=False, sort_keys=True) for x in (run.options, run.hashes))
        with self._transaction() as connection:
            if not self._began:
                connection.execute("UPDATE runs SET state = 'interrupted' WHERE state = 'running'")
            self._began = True
            row = (run.fingerprint, run.version, options, hashes, _now())
            return int(connection.execute(sql, row).lastrowid or 0)

    def end_run(self, run: int, *, state: Literal["done", "interrupted"], counts: Mapping[str, int]) -> None:
        """Note how a run ended."""
        with self._transaction() as connection:
            sql = "UPDATE runs SET ended = ?, state = ?, counts = ? WHERE id = ?"
            connection.execute(sql, (_now(), state, json.dumps(dict(counts)), run))

    def state_of(self, keys: Sequence[int]) -> dict[int, str]:
        """Key → the fingerprint that the document is done under, or failed:<fingerprint>; missing where it is new."""
        with told(self.path):
            return dict(self._any().execute(STATES, (json.dumps(list(keys)),)))

    def add(
        self,
        run: int,
        rows: Sequence[Rows],
        *,
        sources: Sequence[tuple[int, str]] = (),
        failures: Sequence[Failure] = (),
    ) -> None:
        """Write documents in one transaction, in the place of what they had before.

        ``sources``: (key, source) of documents met again; those that the store does not have are left out.
        ``failures``: noted beside what the document has from before. Nothing is written where StoreError is raised.
        """
        with self._transaction() as connection:
            write(connection, run, rows, sources=sources, failures=failures)

    def finish(self) -> None:
        """After a run: indexes, full text, near-duplicates, statistics; cheap where nothing changed."""
        with told(self.path):
            finish(self._writer())

    def records(self, where: str | None = None, params: Sequence[Any] = ()) -> Iterator[Record]:
        """The records in the order of their keys; ``where``: SQL over ``documents d``, such as ``d.published >= ?``."""
        with asked(self.path, where or ""):
            yield from read_records(self._reader(), where or "1", params)

    def query(self, sql: str, params: Sequence[Any] | Mapping[str, Any] = ()) -> sqlite3.Cursor:
        """The rows (``sqlite3.Row``) of one statement that only reads. UsageError where it is wrong."""
        with asked(self.path, sql):
            cursor = self._reader().cursor()
            cursor.row_factory = sqlite3.Row
            return cursor.execute(sql, params)

    def frame(self, sql: str, params: Sequence[Any] | Mapping[str, Any] = ()) -> pandas.DataFrame:
        """The rows as a pandas data frame."""
        try:
            import pandas
        except ImportError:
            raise UsageError("Store.frame", "pandas is not installed", "pip install pandas") from None
        cursor = self.query(sql, params)
        with asked(self.path, sql):
            names = [name for name, *_ in cursor.description or ()]
            return pandas.DataFrame([tuple(row) for row in cursor], columns=names)

    def merge(self, other: Path | str) -> Merged:
        """Add another store's content; where both have a document under other options, that of the later run stays."""
        open_reader(Path(other)).close()
        with told(self.path):
            return merge_store(self._writer(), Path(other))

    def search(self, words: str, *, limit: int = 20) -> list[Hit]:
        """Documents that hold the words, whatever their accents ("da nang" finds Đà Nẵng); spelled as asked first."""
        with told(self.path):
            return search(self._reader(), words, limit=limit)

    def digest(self) -> dict[str, str]:
        """Table → hash of its rows, runs left out: equal for equal content."""
        with told(self.path):
            return digest(self._reader())

    def _any(self) -> sqlite3.Connection:
        return self._writing or self._reader()

    def _reader(self) -> sqlite3.Connection:
        if self._reading is None:
            if self.mode == "write":
                self._writer()
            self._reading = self._open_reader()
        return self._reading

    def _open_reader(self) -> sqlite3.Connection:
        connection = open_reader(self.path)
        connection.create_function("fold_d", 1, fold_d, deterministic=True)
        return connection

    def _writer(self) -> sqlite3.Connection:
        if self._writing is None:
            raise StoreError(str(self.path), "is open for reading only", 'open it with mode="write"')
        return self._writing

    @contextmanager
    def _transaction(self) -> Iterator[sqlite3.Connection]:
        with told(self.path), transaction(self._writer()):
            yield self._writer()


def _now() -> str:
    return datetime.now(UTC).isoformat(timespec="milliseconds")
