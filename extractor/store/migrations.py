"""The schema and its versions: every released version's store can be brought up to this one.

To change the schema: mend schema.sql, views.sql or indexes.sql (what a new store gets) and append one step to STEPS
(what an older store gets). A step is SQL, or a function of the connection; it never commits. VERSION follows by itself.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path

Step = str | Callable[[sqlite3.Connection], None]
APPLICATION = int.from_bytes(b"VNF1", "big")  # PRAGMA application_id: what `file` and we know a store by
STEPS: tuple[Step, ...] = ()  # STEPS[0] makes version 2 of version 1, and so on
VERSION = 1 + len(STEPS)
FOLDER = Path(__file__).parent


def create(connection: sqlite3.Connection) -> None:
    """Fill an empty file with the tables of this version, within one transaction."""
    connection.execute("PRAGMA journal_mode = WAL")
    connection.execute("BEGIN IMMEDIATE")
    run_script(connection, read_sql("schema"))
    run_script(connection, read_sql("views"))
    connection.execute(f"PRAGMA application_id = {APPLICATION}")
    connection.execute(f"PRAGMA user_version = {VERSION}")
    connection.execute("COMMIT")


def migrate(connection: sqlite3.Connection, *, steps: Sequence[Step] = STEPS) -> int:
    """Run the steps that the file lacks, all of them in one transaction or none; their number."""
    (version,) = connection.execute("PRAGMA user_version").fetchone()
    missing = steps[version - 1 :]
    if not missing:
        return 0
    connection.execute("PRAGMA foreign_keys = OFF")  # a step may rebuild a table that others refer to
    connection.execute("BEGIN IMMEDIATE")
    try:
        for step in missing:
            if isinstance(step, str):
                run_script(connection, step)
            else:
                step(connection)
        _renew_views(connection)
        if broken := connection.execute("PRAGMA foreign_key_check").fetchone():
            raise sqlite3.IntegrityError(f"a row of {broken[0]} refers to nothing")
        connection.execute(f"PRAGMA user_version = {1 + len(steps)}")
        connection.execute("COMMIT")
    except BaseException:
        connection.rollback()
        raise
    finally:
        connection.execute("PRAGMA foreign_keys = ON")
    return len(missing)


def _renew_views(connection: sqlite3.Connection) -> None:
    """Views say what this version says; the full-text index reads one, so that it is made anew by the next finish()."""
    for (name,) in connection.execute("SELECT name FROM sqlite_schema WHERE type = 'view'").fetchall():
        connection.execute(f'DROP VIEW "{name}"')
    connection.execute("DROP TABLE IF EXISTS documents_fts")
    connection.execute("DELETE FROM bands")
    run_script(connection, read_sql("views"))
    connection.execute("INSERT OR REPLACE INTO pending SELECT key, 0 FROM documents")


def read_sql(name: str) -> str:
    """The text of a script of this folder."""
    return (FOLDER / f"{name}.sql").read_text(encoding="utf-8")


def run_script(connection: sqlite3.Connection, script: str) -> None:
    """Run statements within the transaction that is open (``executescript`` would commit it)."""
    for statement in split_statements(script):
        connection.execute(statement)


def split_statements(script: str) -> Iterator[str]:
    """The statements of a script whose statements end at a line's end."""
    lines: list[str] = []
    for line in script.splitlines():
        lines.append(line)
        if line.rstrip().endswith(";") and sqlite3.complete_statement("\n".join(lines)):
            yield "\n".join(lines).strip()
            lines.clear()
