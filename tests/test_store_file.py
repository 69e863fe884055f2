"""The file of a store: one writer, kill -9, full disks, damage, versions."""

from __future__ import annotations

import json
import os
import signal
import sqlite3
import subprocess
import sys
import time
from collections import Counter
from collections.abc import Iterator
from contextlib import AbstractContextManager
from itertools import count
from pathlib import Path
from typing import Literal

import pytest
from test_store import RUN, copies, digest, fill, records, rows_of, sample

from extractor.store import Store, StoreError
from extractor.store.migrations import VERSION, migrate
from extractor.store.verify import verify_store
from extractor.store.writing import transaction


@pytest.fixture
def path(tmp_path: Path) -> Path:
    fill(tmp_path / "archive.db")
    return tmp_path / "archive.db"


def test_one_file_is_left(path: Path) -> None:
    assert [f.name for f in path.parent.iterdir()] == ["archive.db"]
    with Store(path) as reader:
        with Store(path, mode="write") as writer:
            writer.begin_run(RUN)
            assert reader.query("SELECT count(*) FROM runs").fetchone()[0] == 2
        copy = path.with_name("copy.db")  # all of it stands in the one file, also while someone reads
        copy.write_bytes(path.read_bytes())
        assert copy.with_name("archive.db-wal").stat().st_size == 0
    with Store(copy) as store:
        assert store.query("SELECT count(*) FROM runs").fetchone()[0] == 2
    for file in path.parent.glob("copy*"):
        file.unlink()
    Store(path, mode="write").close()
    assert [f.name for f in path.parent.iterdir()] == ["archive.db"]
    connection = sqlite3.connect(path)
    assert connection.execute("PRAGMA journal_mode").fetchone() == ("delete",)
    connection.close()


def test_a_second_writer_is_refused_at_once_and_readers_are_not(path: Path) -> None:
    with Store(path, mode="write") as store:
        begun = time.monotonic()
        with pytest.raises(StoreError, match=f"is being written by process {os.getpid()}; wait until it is done"):
            Store(path, mode="write")
        assert time.monotonic() - begun < 1
        store.begin_run(RUN)
        with Store(path) as reader:
            assert len(list(reader.records())) == len(records())
    Store(path, mode="write").close()


WRITER = """
import json, sys
from pathlib import Path
from typing import Literal
from extractor.store import Run, Store, record_key, to_rows
records = [json.loads(line) for line in Path(sys.argv[2]).read_text().splitlines()]
with Store(sys.argv[1], mode="write") as store:
    run = store.begin_run(Run("0123456789abcdef", "0.1.0", {"date": None}, {"rules": "abc"}))
    for n in range(10**6):
        record = {**records[n % len(records)], "record_id": str(n)}
        store.add(run, [to_rows(record_key(record), record, "0123456789abcdef")])
        if n % 40 == 39:
            store.finish()
        print(n, flush=True)
"""


@pytest.fixture
def writer(tmp_path: Path) -> Iterator[tuple[subprocess.Popen[str], Path]]:
    """A process that writes documents without end."""
    lines = tmp_path / "records.jsonl"
    lines.write_text("".join(json.dumps(record) + "\n" for record in copies()))
    path = tmp_path / "killed.db"
    command = [sys.executable, "-c", WRITER, str(path), str(lines)]
    process = subprocess.Popen(command, stdout=subprocess.PIPE, text=True)
    yield process, path
    process.kill()
    process.wait()


def test_nothing_is_lost_and_nothing_is_half_there_after_kill_9(writer: tuple[subprocess.Popen[str], Path]) -> None:
    process, path = writer
    assert process.stdout
    told = [int(process.stdout.readline()) for _ in range(60)]
    with pytest.raises(StoreError, match=f"is being written by process {process.pid}"):
        Store(path, mode="write")
    os.kill(process.pid, signal.SIGKILL)
    told += [int(line) for line in process.stdout.read().split()]
    process.wait()
    with Store(path, mode="write") as store:  # at once: the lock went with its holder
        store.finish()
    some = copies()
    whole = [{**some[n % len(some)], "record_id": str(n)} for n in range(told[-1] + 2)]
    assert list(verify_store(path, Counter())) == []
    with Store(path) as store:
        there = {int(record["record_id"]): record for record in store.records()}
    assert set(there) >= set(told)
    assert all(record == whole[n] for n, record in there.items())
    fill(path.with_name("calm.db"), [whole[n] for n in sorted(there)], size=50)
    assert digest(path) == digest(path.with_name("calm.db"))


def test_a_full_disk_leaves_what_was_there(path: Path) -> None:
    before = digest(path)
    more = [{**sample(), "record_id": str(n)} for n in range(20)]
    with Store(path, mode="write") as store:
        run = store.begin_run(RUN)
        assert store._writing
        (pages,) = store._writing.execute("PRAGMA page_count").fetchone()
        store._writing.execute(f"PRAGMA max_page_count = {pages}")
        with pytest.raises(StoreError, match="the disk is full .*free some space and run the same command again"):
            store.add(run, [rows_of(record) for record in more])
        assert store.digest() == before
        store._writing.execute("PRAGMA max_page_count = 1000000")
        store.add(run, [rows_of(record) for record in more])
    assert list(verify_store(path, Counter())) == []
    with Store(path) as store:
        assert len(list(store.records())) == len(records()) + len(more)


@pytest.mark.parametrize("steps", range(1, 8))
def test_finish_is_taken_up_again_where_it_was_killed(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, steps: int
) -> None:
    path = tmp_path / "a.db"
    with Store(path, mode="write") as store:
        store.add(store.begin_run(RUN), [rows_of(record) for record in copies()])
        left = iter(range(steps))

        def die_in_time(connection: sqlite3.Connection) -> AbstractContextManager[None]:
            if next(left, None) is None:
                raise KeyboardInterrupt
            return transaction(connection)

        monkeypatch.setattr("extractor.store.finishing.BATCH", 3)
        monkeypatch.setattr("extractor.store.finishing.transaction", die_in_time)
        with pytest.raises(KeyboardInterrupt):
            store.finish()
    monkeypatch.undo()
    with Store(path, mode="write") as store:
        store.finish()
    fill(tmp_path / "calm.db", copies())
    assert digest(path) == digest(tmp_path / "calm.db")
    assert list(verify_store(path, Counter())) == []


@pytest.fixture
def as_nobody() -> Iterator[None]:
    """Without root's rights, for which no file is read-only."""
    if os.geteuid() == 0:
        os.seteuid(65534)
        yield
        os.seteuid(0)
    else:
        yield


def let_anybody_in(path: Path) -> None:
    """Open the folders above a file that are closed, whichever pytest has made."""
    for folder in path.parents:
        if not folder.stat().st_mode & 0o001:
            folder.chmod(0o755)


def test_what_cannot_be_written_says_so(path: Path, request: pytest.FixtureRequest) -> None:
    Store(path, mode="write").close()  # what this imports may lie where nobody may read
    let_anybody_in(path)
    path.chmod(0o444)
    request.getfixturevalue("as_nobody")
    with pytest.raises(StoreError, match=r"archive.db: cannot be written \(Permission denied\); check the folder"):
        Store(path, mode="write")
    with Store(path) as store:
        assert len(list(store.records())) == len(records())


@pytest.mark.parametrize("log", [b"", b"what the writer has not put into the file yet"])
def test_what_a_killed_writer_left_where_nothing_can_be_written(
    path: Path, request: pytest.FixtureRequest, log: bytes
) -> None:
    connection = sqlite3.connect(path)
    assert connection.execute("PRAGMA journal_mode = WAL").fetchone() == ("wal",)
    connection.close()
    path.with_name("archive.db-wal").write_bytes(log)
    let_anybody_in(path)
    request.getfixturevalue("as_nobody")
    if log:
        with pytest.raises(StoreError, match="left by a writer that was killed; copy it and archive.db-wal"):
            Store(path)
    else:
        with Store(path) as store:
            assert len(list(store.records())) == len(records())


def test_a_read_only_file_in_a_folder_of_ones_own(path: Path, request: pytest.FixtureRequest) -> None:
    Store(path, mode="write").close()
    let_anybody_in(path)
    path.parent.chmod(0o777)
    path.chmod(0o444)
    request.getfixturevalue("as_nobody")
    with pytest.raises(StoreError, match="is read-only .*check its permissions"):
        Store(path, mode="write")
    assert [f.name for f in path.parent.iterdir()] == ["archive.db"]


def test_other_files_are_refused_in_words(path: Path, tmp_path: Path) -> None:
    other, text, empty, missing = (tmp_path / name for name in ("other.db", "text.db", "empty.db", "missing.db"))
    with sqlite3.connect(other) as connection:
        connection.execute("CREATE TABLE x (y)")
    text.write_text("Không phải cơ sở dữ liệu.\n" * 100)
    empty.touch()
    for file, words in ((other, "database of another application"), (text, "is no vnfacts store")):
        before = file.read_bytes()
        for mode in ("read", "write"):
            with pytest.raises(StoreError, match=words):
                Store(file, mode=mode)  # type: ignore[arg-type]
        assert file.read_bytes() == before
    with pytest.raises(StoreError, match="is empty"):
        Store(empty)
    with pytest.raises(StoreError, match="no such store"):
        Store(missing)
    with pytest.raises(StoreError, match=r"cannot be written \(No such file or directory\)"):
        Store(tmp_path / "nowhere" / "a.db", mode="write")
    Store(empty, mode="write").close()
    with Store(empty) as store:
        assert list(store.records()) == []


def test_a_damaged_file_is_told(path: Path) -> None:
    data = bytearray(path.read_bytes())
    for page in range(4096 * 2, len(data), 4096):
        data[page : page + 2000] = b"\xa5" * 2000
    path.write_bytes(data)
    with pytest.raises(StoreError, match="is damaged"), Store(path) as store:
        list(store.records())
    assert any("damaged" in fault or "SQLite" in fault for fault in verify_store(path, Counter()))
    path.write_bytes(bytes(data[:5000]))
    with pytest.raises(StoreError, match="is damaged"), Store(path, mode="write") as store:
        store.begin_run(RUN)


def test_a_program_that_locks_the_file_itself_is_told_of(path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("extractor.store.file.WAIT", 0.2)
    with sqlite3.connect(path, isolation_level=None) as other:
        other.execute("BEGIN EXCLUSIVE")
        with pytest.raises(StoreError, match="is locked by another program"):
            Store(path, mode="write")
    other.close()


# Versions


def version(path: Path) -> int:
    with sqlite3.connect(path) as connection:
        return int(connection.execute("PRAGMA user_version").fetchone()[0])


def test_steps_bring_an_older_store_up_to_date(path: Path) -> None:
    numbers = count()

    def number_runs(connection: sqlite3.Connection) -> None:
        connection.create_function("next_number", 0, lambda: next(numbers))
        connection.execute("UPDATE runs SET note = next_number()")

    before = digest(path)
    connection = sqlite3.connect(path, isolation_level=None)
    assert migrate(connection, steps=("ALTER TABLE runs ADD COLUMN note TEXT;", number_runs)) == 2
    assert connection.execute("SELECT note FROM runs").fetchall() == [("0",)]
    assert migrate(connection, steps=("ALTER TABLE runs ADD COLUMN note TEXT;", number_runs)) == 0
    assert connection.execute("PRAGMA user_version").fetchone() == (3,)
    connection.execute(f"PRAGMA user_version = {VERSION}")
    connection.close()
    with Store(path, mode="write") as store:
        store.finish()  # full text and copies are made anew
        assert store.digest() == before
        assert len(store.search("da nang")) == 3


def test_a_step_that_fails_leaves_the_old_store(path: Path) -> None:
    with Store(path, mode="write"):
        pass
    before = path.read_bytes()
    connection = sqlite3.connect(path, isolation_level=None)
    steps = ("ALTER TABLE runs ADD COLUMN note TEXT;\nDELETE FROM facts;", "ALTER TABLE no_such ADD COLUMN x;")
    with pytest.raises(sqlite3.OperationalError, match="no such table"):
        migrate(connection, steps=steps)
    orphans = "DELETE FROM entities;"
    with pytest.raises(sqlite3.IntegrityError, match="refers to nothing"):
        migrate(connection, steps=(orphans,))
    connection.close()
    assert version(path) == VERSION
    assert path.read_bytes() == before


def test_newer_and_older_stores_are_refused_in_words(path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    with sqlite3.connect(path) as connection:
        connection.execute(f"PRAGMA user_version = {VERSION + 1}")
    for mode in ("read", "write"):
        with pytest.raises(StoreError, match=f"is of version {VERSION + 1}, this program knows {VERSION}; update"):
            Store(path, mode=mode)  # type: ignore[arg-type]
    with sqlite3.connect(path) as connection:
        connection.execute(f"PRAGMA user_version = {VERSION}")
    monkeypatch.setattr("extractor.store.file.VERSION", VERSION + 1)
    with pytest.raises(StoreError, match=r"this program reads .*vnfacts info .* --migrate"):
        Store(path)


@pytest.mark.parametrize("mode", ["read", "write"])
def test_a_folder_is_no_store(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, mode: Literal["read", "write"]) -> None:
    monkeypatch.chdir(tmp_path)
    for path in (".", tmp_path):
        with pytest.raises(StoreError, match="is a folder; name a file"):
            Store(path, mode=mode)
