"""What a store can meet, with its place and a remedy; SQLite's errors are turned into these."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from extractor.errors import UsageError, VnfactsError

WRONG = (sqlite3.SQLITE_ERROR, sqlite3.SQLITE_RANGE, sqlite3.SQLITE_MISMATCH)
SEEN = {  # SQLite's primary error codes → what was seen, remedy
    sqlite3.SQLITE_FULL: ("the disk is full", "free some space and run the same command again"),
    sqlite3.SQLITE_IOERR: ("cannot be written or read", "check the disk and run the same command again"),
    sqlite3.SQLITE_READONLY: ("is read-only", "check its permissions, or give another store"),
    sqlite3.SQLITE_BUSY: ("is locked by another program", "close that program and run the same command again"),
    sqlite3.SQLITE_CORRUPT: ("is damaged", "give a copy, or rescue it: sqlite3 STORE .recover | sqlite3 NEW"),
    sqlite3.SQLITE_NOTADB: ("is no vnfacts store", "give a file that vnfacts annotate --store wrote"),
    sqlite3.SQLITE_CANTOPEN: ("cannot be opened", "check the path, the folder and their permissions"),
    sqlite3.SQLITE_NOMEM: ("memory ran out", "free some memory and run the same command again"),
}


class StoreError(VnfactsError):
    """A store, or a record for it, cannot be used; exit code 2."""


class RowError(StoreError):
    """The rows of a document are none that the schema admits; the store itself is well."""


@contextmanager
def told(path: Path) -> Iterator[None]:
    """Turn what SQLite raises into a StoreError with place and remedy."""
    try:
        yield
    except (sqlite3.Error, MemoryError, OverflowError) as error:
        code = getattr(error, "sqlite_errorcode", None)
        if isinstance(error, MemoryError):
            code = sqlite3.SQLITE_NOMEM
        if code is None or code & 0xFF in (sqlite3.SQLITE_CONSTRAINT, sqlite3.SQLITE_TOOBIG):
            raise RowError(str(path), f"refuses the rows ({error})", "mend the record that they are of") from error
        seen, remedy = SEEN.get(code & 0xFF, ("failed", "report it with this line"))
        raise StoreError(str(path), f"{seen} ({error})" if str(error) else seen, remedy) from error


@contextmanager
def asked(path: Path, sql: str) -> Iterator[None]:
    """The same for SQL that someone has written: where it is wrong, it is a UsageError."""
    with told(path):
        try:
            yield
        except (sqlite3.Error, sqlite3.Warning) as error:
            code = getattr(error, "sqlite_errorcode", sqlite3.SQLITE_ERROR)
            if code == sqlite3.SQLITE_AUTH:
                raise UsageError(repr(sql), "does more than read", "a query only reads: SELECT …") from None
            if code in WRONG:
                remedy = "docs/store.md has the tables, views and columns"
                raise UsageError(repr(sql), f"SQLite cannot do it ({error})", remedy) from None
            raise
