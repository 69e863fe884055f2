"""Opening a store: is it ours, of this version, whole and writable; every refusal in words."""

from __future__ import annotations

import sqlite3
from pathlib import Path
from urllib.parse import quote

from extractor.store.errors import StoreError, told
from extractor.store.migrations import APPLICATION, VERSION, create, migrate

WAIT = 5.0  # seconds for another program that writes through SQLite itself
CACHE = 4_096  # KiB: more made writing no faster, and memory grows with it
LOG = 8_000  # pages: with 1,000, a page that many documents touch is written again and again, in twice the time
ALLOWED = {
    sqlite3.SQLITE_SELECT,
    sqlite3.SQLITE_READ,
    sqlite3.SQLITE_FUNCTION,
    sqlite3.SQLITE_RECURSIVE,
}
PRAGMAS = {"table_info", "table_xinfo", "table_list", "index_list", "index_info", "foreign_key_list", "data_version"}
PRAGMAS |= {"user_version", "application_id", "integrity_check", "foreign_key_check", "page_count", "page_size"}


def open_reader(path: Path) -> sqlite3.Connection:
    """A connection that can only read, whatever is asked of it."""
    if not path.exists():
        raise StoreError(str(path), "no such store", "check the path, or make it with vnfacts annotate --store")
    connection = _connect_reader(path)
    connection.execute("PRAGMA query_only = ON")
    connection.execute(f"PRAGMA cache_size = -{CACHE}")
    connection.set_authorizer(_authorize)
    return connection


def _connect_reader(path: Path) -> sqlite3.Connection:
    """Read as usual; a store that rests in a folder where nothing can be made (a CD, a mirror) as immutable."""
    address = f"file:{quote(str(path.resolve()))}?mode=ro"
    try:
        return _check_reader(path, address)
    except StoreError as error:
        code = getattr(error.__cause__, "sqlite_errorcode", 0) & 0xFF
        if code not in (sqlite3.SQLITE_CANTOPEN, sqlite3.SQLITE_READONLY):
            raise
        log = path.with_name(path.name + "-wal")
        if log.exists() and log.stat().st_size:
            remedy = f"copy it and {log.name} to a folder where you may write"
            raise StoreError(str(path), "was left by a writer that was killed", remedy) from error
        return _check_reader(path, address + "&immutable=1")


def _check_reader(path: Path, address: str) -> sqlite3.Connection:
    with told(path):
        connection = sqlite3.connect(address, uri=True, timeout=WAIT, isolation_level=None, check_same_thread=False)
        try:
            version = _version(path, connection)
            if version == 0:
                raise StoreError(str(path), "is empty", "give a file that vnfacts annotate --store wrote")
            if version < VERSION:
                remedy = f"bring it up to date: vnfacts info {path} --migrate"
                raise StoreError(str(path), f"is of version {version}, this program reads {VERSION}", remedy)
        except BaseException:
            connection.close()
            raise
    return connection


def _authorize(action: int, one: str | None, _two: str | None, _base: str | None, _trigger: str | None) -> int:
    declares = action == sqlite3.SQLITE_UPDATE and one == "sqlite_master"  # what opening the full-text index looks like
    if action in ALLOWED or (action == sqlite3.SQLITE_PRAGMA and one in PRAGMAS) or declares:
        return sqlite3.SQLITE_OK
    return sqlite3.SQLITE_DENY


def _version(path: Path, connection: sqlite3.Connection) -> int:
    """The file's version; 0 for an empty file. Raises StoreError where it is not ours or newer."""
    (tables,) = connection.execute("SELECT count(*) FROM sqlite_schema").fetchone()
    (application,) = connection.execute("PRAGMA application_id").fetchone()
    (version,) = connection.execute("PRAGMA user_version").fetchone()
    if not tables and not application:
        return 0
    if application != APPLICATION:
        remedy = "give a file that vnfacts annotate --store wrote, or a new path"
        raise StoreError(str(path), "is the database of another application", remedy)
    if version > VERSION:
        remedy = "update vnfacts: pip install -U vnfacts"
        raise StoreError(str(path), f"is of version {version}, this program knows {VERSION}", remedy)
    return int(version)


def open_writer(path: Path) -> sqlite3.Connection:
    """A connection that writes: creates the file, brings an older one up to date. The lock is the caller's."""
    with told(path):
        address = f"file:{quote(str(path.resolve()))}?mode=rwc"
        connection = sqlite3.connect(address, uri=True, timeout=WAIT, isolation_level=None, check_same_thread=False)
        try:
            _prepare(path, connection)
        except BaseException:
            connection.close()
            raise
    return connection


def _prepare(path: Path, connection: sqlite3.Connection) -> None:
    version = _version(path, connection)
    connection.execute("PRAGMA foreign_keys = ON")
    connection.execute(f"PRAGMA cache_size = -{CACHE}")
    connection.execute(f"PRAGMA wal_autocheckpoint = {LOG}")
    if version == 0:
        create(connection)
    else:
        connection.execute("PRAGMA journal_mode = WAL")
        migrate(connection)
    connection.execute("PRAGMA synchronous = NORMAL")
    connection.execute("BEGIN IMMEDIATE")  # a file that cannot be written says so now, not after the first article
    connection.execute(f"PRAGMA user_version = {VERSION}")
    connection.execute("COMMIT")


def close_writer(connection: sqlite3.Connection) -> None:
    """Leave one file: nothing in a log, readable from where nothing can be written."""
    try:
        connection.execute("PRAGMA busy_timeout = 0")
        connection.execute("PRAGMA wal_checkpoint(TRUNCATE)")
        connection.execute("PRAGMA journal_mode = DELETE")
    except sqlite3.OperationalError:
        pass  # someone reads: the log stays until the last of them closes
    finally:
        connection.close()
