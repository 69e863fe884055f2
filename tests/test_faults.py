"""What may happen to a run, done to it: real signals to real processes. docs/reliability.md lists these tests.

Where all documents can be done the proof is the same: the store is what an untroubled run makes of the same input.
"""

from __future__ import annotations

import gzip
import json
import os
import re
import resource
import signal
import sqlite3
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from itertools import islice
from pathlib import Path
from typing import Any

import pytest
from batch_faults import DELAY, ENTERED, ENTRY, FLAG, KILL

from extractor import batch
from extractor.cli import main
from extractor.model import Article
from extractor.sources import read_sources
from extractor.store import Store

REAL = batch.ENTRY
SAMPLE = Path(__file__).parents[1] / "samples" / "huong-tra.txt"
DRIVER = Path(__file__).with_name("batch_faults.py")
GOOD = [f"Xã số {n} có {n * 7 % 100} hộ nghèo." for n in range(120)]
SLOW = "0.01"  # seconds a document
UNTROUBLED: dict[str, str] = {}


def write_input(folder: Path, texts: list[str], name: str = "in.jsonl") -> None:
    """A line a text; an empty text is an empty line, so that the others keep their numbers."""
    lines = [json.dumps({"id": n, "text": text}) if text else "" for n, text in enumerate(texts)]
    (folder / name).write_text("\n".join(lines) + "\n", encoding="utf-8")


class Bench:
    """A folder with an input, and runs over it."""

    def __init__(self, folder: Path, capture: pytest.CaptureFixture[str], patch: pytest.MonkeyPatch) -> None:
        self.folder, self.store, self.capture, self.patch = folder, folder / "a.db", capture, patch
        self.seen: set[int] = set()
        write_input(folder, GOOD)

    def start(
        self, *args: str, inputs: tuple[str, ...] = ("in.jsonl",), env: dict[str, str] | None = None, **options: Any
    ) -> subprocess.Popen[bytes]:
        """vnfacts annotate INPUTS --store a.db ARGS, slowly, in a group of processes of its own."""
        environment = {**os.environ, DELAY: SLOW, **(env or {})}
        command = [sys.executable, str(DRIVER), "annotate", *inputs, "--store", "a.db", "--workers", "2", *args]
        pipes = {"stdin": subprocess.DEVNULL, "stdout": subprocess.PIPE, "stderr": subprocess.PIPE, **options}
        return subprocess.Popen(command, cwd=self.folder, env=environment, process_group=0, **pipes)

    def run(self, *args: str, store: str = "a.db", entry: str = ENTRY) -> tuple[int, str]:
        """The same command in this process: exit code and what was said; nothing goes to standard output, ever."""
        self.capture.readouterr()
        self.patch.chdir(self.folder)
        self.patch.setattr("extractor.batch.ENTRY", entry)
        self.patch.setenv(FLAG, str(self.folder / "flag"))
        command = ["vnfacts", "annotate", "in.jsonl", "--store", store, "--workers", "1", *args]
        self.patch.setattr(sys, "argv", command)
        with pytest.raises(SystemExit) as ended:
            main()
        out, said = self.capture.readouterr()
        assert out == ""
        return int(str(ended.value.code)), said

    def workers(self, run: subprocess.Popen[bytes]) -> list[int]:
        """Its processes."""
        found = children(run.pid)
        self.seen.update(found)
        return found

    def written(self, least: int = 1) -> bool:
        """Whether so many documents are in the store."""
        try:
            with sqlite3.connect(f"file:{self.store}?mode=ro", uri=True) as store:
                return bool(store.execute("SELECT count(*) >= ? FROM documents", (least,)).fetchone()[0])
        except sqlite3.Error:
            return False

    def wait_written(self, run: subprocess.Popen[bytes], least: int = 1) -> None:
        """Wait until so many documents are in the store, and the run goes on."""
        until(lambda: self.written(least) and len(self.workers(run)) == 2)
        assert run.poll() is None

    def digest(self) -> dict[str, str]:
        """The content of a store that is whole and has no process left."""
        until(lambda: not any(map(is_alive, self.seen)))
        with sqlite3.connect(self.store) as store:
            assert store.execute("PRAGMA integrity_check").fetchall() == [("ok",)]
            assert store.execute("PRAGMA foreign_key_check").fetchall() == []
        with Store(self.store) as archive:
            return archive.digest()

    def failures(self) -> dict[str, tuple[str, str, int]]:
        """Source → kind, seen, tries."""
        with Store(self.store) as archive:
            rows = archive.query("SELECT source, kind, seen, tries FROM failures ORDER BY source")
            return {source: (kind, seen, tries) for source, kind, seen, tries in rows}

    def states(self) -> list[str]:
        """How the runs ended, in their order."""
        with Store(self.store) as archive:
            return [state for (state,) in archive.query("SELECT state FROM runs ORDER BY id")]


def until(condition: Callable[[], bool], seconds: float = 20) -> None:
    """Wait for it."""
    end = time.monotonic() + seconds
    while not condition():
        assert time.monotonic() < end, "it did not come about"
        time.sleep(0.01)


def children(pid: int) -> list[int]:
    """The processes that a process has started."""
    try:
        return [int(child) for child in Path(f"/proc/{pid}/task/{pid}/children").read_text().split()]
    except OSError:
        return []


def is_alive(pid: int) -> bool:
    """Whether the process runs."""
    try:
        return Path(f"/proc/{pid}/stat").read_text().rsplit(")", 1)[1].split()[0] not in "ZX"
    except OSError:
        return False


def kill(*pids: int) -> None:
    for pid in pids:
        os.kill(pid, signal.SIGKILL)


@pytest.fixture
def bench(tmp_path: Path, capfd: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch) -> Iterator[Bench]:
    made = Bench(tmp_path, capfd, monkeypatch)
    yield made
    until(lambda: not any(map(is_alive, [*made.seen, *children(os.getpid())])))


@pytest.fixture
def untroubled(bench: Bench) -> dict[str, str]:
    """The content that every run must come to."""
    if not UNTROUBLED:
        code, said = bench.run()
        assert code == 0, said
        assert "120 documents done, 120 facts" in said
        UNTROUBLED.update(bench.digest())
        bench.store.unlink()
    return UNTROUBLED


def finish(bench: Bench, run: subprocess.Popen[bytes]) -> str:
    """The run ends by itself, with everything done; what it said."""
    _, said = run.communicate(timeout=50)
    assert run.returncode == 0, said.decode()
    return said.decode()


# Workers


def test_a_worker_is_killed(bench: Bench, untroubled: dict[str, str]) -> None:
    run = bench.start()
    bench.wait_written(run)
    kill(bench.workers(run)[0])
    assert "120 documents done" in finish(bench, run)
    assert bench.digest() == untroubled


def test_all_workers_are_killed_at_once(bench: Bench, untroubled: dict[str, str]) -> None:
    run = bench.start()
    bench.wait_written(run)
    kill(*bench.workers(run))
    assert "120 documents done" in finish(bench, run)
    assert bench.digest() == untroubled


def test_workers_are_killed_again_and_again(bench: Bench, untroubled: dict[str, str]) -> None:
    run = bench.start(env={DELAY: "0.06"})
    bench.wait_written(run)
    for _ in range(4):
        kill(bench.workers(run)[0])
        time.sleep(0.6)  # so that what was at work is tried again: three deaths with one document make it a failure
    assert "120 documents done" in finish(bench, run)
    assert bench.digest() == untroubled


def test_a_worker_is_killed_while_it_starts(bench: Bench, untroubled: dict[str, str]) -> None:
    run = bench.start()
    until(lambda: len(bench.workers(run)) == 2)
    kill(*bench.workers(run))
    assert "120 documents done" in finish(bench, run)
    assert bench.digest() == untroubled


def test_a_worker_is_stopped(bench: Bench, untroubled: dict[str, str]) -> None:
    run = bench.start("--deadline", "0.5")
    bench.wait_written(run)
    os.kill(bench.workers(run)[0], signal.SIGSTOP)
    assert "120 documents done" in finish(bench, run)
    assert bench.digest() == untroubled


@pytest.mark.parametrize(
    ("entry", "words"),
    [
        ("batch_faults:open_nothing", "a worker: cannot start (ImportError: No module named 'numpy')"),
        ("batch_faults:open_grave", "4 in a row ended while they started (the worker was ended by SIGSEGV)"),
    ],
    ids=["open_nothing", "open_grave"],
)
def test_no_worker_can_start(bench: Bench, untroubled: dict[str, str], entry: str, words: str) -> None:
    code, said = bench.run(entry=entry)
    assert (code, words in said, "Traceback" in said) == (2, True, False), said
    assert bench.states() == ["interrupted"]
    assert bench.run()[0] == 0
    assert bench.digest() == untroubled


# Documents

BAD = {
    "SEGFAULT": ("crash", "the worker was ended by SIGSEGV", 3),
    "EXIT": ("crash", "the worker ended with exit code 3", 3),
    "KILLED": ("crash", "the worker was ended by SIGKILL (out of memory?)", 3),
    "STOPPED": ("timeout", "not done after 0.3 s", 2),
    "HANG": ("timeout", "not done after 0.3 s", 2),
    "NATIVE": ("timeout", "not done after 0.3 s", 2),
    "EAT": ("memory", "it needs more memory than a worker may take", 2),
    "RAISE": ("error", "ValueError: one line and another", 1),
    "UNSTORABLE": ("error", "", 1),
}


@pytest.mark.parametrize("marker", BAD)
def test_one_document_is_bad(bench: Bench, untroubled: dict[str, str], marker: str) -> None:
    write_input(bench.folder, [f"Tin này {marker}."], "bad.jsonl")
    code, said = bench.run("bad.jsonl", "--deadline", "0.3", "--worker-memory", "600")
    kind, seen, tries = BAD[marker]
    assert code == 1
    assert f"bad.jsonl#1: {kind}" in said
    assert "120 documents done, 1 failed, 120 facts" in said
    ((source, found),) = bench.failures().items()
    assert (source, found[0], found[2]) == ("bad.jsonl#1", kind, tries)
    assert seen in found[1]
    assert "\n" not in found[1]
    assert _without_failures(bench.digest()) == _without_failures(untroubled)


def _without_failures(digest: dict[str, str]) -> dict[str, str]:
    return {table: content for table, content in digest.items() if table != "failures"}


def test_bad_documents_stand_side_by_side(bench: Bench) -> None:
    markers = ["SEGFAULT", "HANG", "EAT", "RAISE", "UNSTORABLE"]
    texts = [*GOOD[:5], *(f"Tin này {marker}." for marker in markers), *GOOD[5:40]]
    write_input(bench.folder, ["" if "Tin này" in text else text for text in texts])
    assert bench.run()[0] == 0
    expected = bench.digest()
    bench.store.unlink()
    write_input(bench.folder, texts)
    assert bench.run("--deadline", "0.5", "--worker-memory", "600", "--workers", "2")[0] == 1
    assert _without_failures(bench.digest()) == _without_failures(expected)
    found = {source: kind for source, (kind, _, _) in bench.failures().items()}
    assert found == {f"in.jsonl#{n}": BAD[marker][0] for n, marker in enumerate(markers, 6)}


def test_every_document_is_bad(bench: Bench) -> None:
    write_input(bench.folder, [f"Tin {n} SEGFAULT." for n in range(3)])
    code, said = bench.run()
    assert (code, "0 documents done, 3 failed, 0 facts" in said) == (1, True), said
    assert len(bench.failures()) == 3


def test_a_crash_that_does_not_come_again_costs_nothing(bench: Bench) -> None:
    write_input(bench.folder, [*GOOD[:9], "Tin này ONCE."])
    (bench.folder / "flag").touch()
    assert bench.run()[0] == 0
    expected = bench.digest()
    bench.store.unlink()
    (bench.folder / "flag").unlink()
    assert bench.run()[0] == 0
    assert (bench.folder / "flag").exists()
    assert bench.digest() == expected


def test_a_failed_document_is_tried_again_when_asked_to(bench: Bench) -> None:
    flag = bench.folder / "flag"
    write_input(bench.folder, [*GOOD[:9], "Tin này RAISE."])
    assert bench.run()[0] == 1
    code, said = bench.run()
    assert (code, "0 documents done, 9 skipped" in said, "1 failed before" in said) == (1, True, True), said
    assert bench.failures()["in.jsonl#10"][2] == 1
    code, said = bench.run("--retry-failed")
    assert (code, "0 documents done, 9 skipped" in said, ", 1 failed," in said) == (1, True, True), said
    assert not flag.exists()


# The run


def test_the_run_is_killed(bench: Bench, untroubled: dict[str, str]) -> None:
    run = bench.start()
    bench.wait_written(run)
    kill(run.pid)
    run.communicate()
    until(lambda: not any(map(is_alive, bench.seen)), seconds=3)
    code, said = bench.run()
    assert code == 0
    assert "skipped" in said
    assert bench.digest() == untroubled
    assert bench.states() == ["interrupted", "done"]


def test_everything_is_killed_three_times(bench: Bench, untroubled: dict[str, str]) -> None:
    for part in (1, 50, 90):
        run = bench.start()
        bench.wait_written(run, part)
        os.killpg(run.pid, signal.SIGKILL)
        run.communicate()
        bench.digest()
    assert bench.run()[0] == 0
    assert bench.digest() == untroubled


def test_the_run_is_killed_while_workers_hang(bench: Bench) -> None:
    write_input(bench.folder, ["Tin một NATIVE.", "Tin hai HANG."])
    run = bench.start()
    until(lambda: len(bench.workers(run)) == 2)
    time.sleep(0.6)
    kill(run.pid)
    run.communicate()
    until(lambda: not any(map(is_alive, bench.seen)), seconds=3)


@pytest.mark.parametrize("moment", ["writing", "finishing"])
def test_the_run_is_killed_within(bench: Bench, untroubled: dict[str, str], moment: str) -> None:
    run = bench.start(env={KILL: moment})
    until(lambda: bool(bench.workers(run)))
    run.communicate()
    assert run.returncode == -signal.SIGKILL
    code, said = bench.run()
    assert code == 0
    assert ("120 skipped" in said) == (moment == "finishing")
    assert bench.digest() == untroubled


@pytest.mark.parametrize("sent", [signal.SIGINT, signal.SIGTERM, signal.SIGHUP])
def test_the_run_is_asked_to_stop(bench: Bench, untroubled: dict[str, str], sent: signal.Signals) -> None:
    run = bench.start()
    bench.wait_written(run)
    os.kill(run.pid, sent)
    _, said = run.communicate()
    assert run.returncode == 130
    assert "run the same command again" in said.decode()
    assert "Traceback" not in said.decode()
    assert bench.states() == ["interrupted"]
    assert bench.run()[0] == 0
    assert bench.digest() == untroubled


def test_ctrl_c_reaches_every_process(bench: Bench, untroubled: dict[str, str]) -> None:
    run = bench.start()
    until(lambda: len(bench.workers(run)) == 2)  # while they start, too
    os.killpg(run.pid, signal.SIGINT)
    _, said = run.communicate()
    assert run.returncode == 130
    assert "Traceback" not in said.decode()
    assert bench.run()[0] == 0
    assert bench.digest() == untroubled


@pytest.mark.parametrize("times", [1, 2])
def test_the_run_is_stopped_while_a_document_hangs(bench: Bench, times: int) -> None:
    write_input(bench.folder, ["Tin một NATIVE.", "Tin hai HANG.", *GOOD[:3]])
    run = bench.start("--quiet")
    until(lambda: len(bench.workers(run)) == 2)
    time.sleep(0.6)
    for _ in range(times):
        os.kill(run.pid, signal.SIGINT)
        time.sleep(0.1)
    _, said = run.communicate(timeout=5)
    assert run.returncode == 130, said
    assert "run the same command again" in said.decode()
    assert bench.failures() == {}


def test_the_run_is_stopped_while_its_input_is_silent(bench: Bench) -> None:
    run = bench.start(inputs=("-",), stdin=subprocess.PIPE)
    assert run.stdin
    run.stdin.write(json.dumps({"id": 1, "text": GOOD[1]}).encode() + b"\n")
    run.stdin.flush()
    until(bench.written)  # what has come is done, though no more comes
    os.kill(run.pid, signal.SIGTERM)
    run.wait(timeout=5)
    assert run.stderr
    said = run.stderr.read().decode()
    assert run.returncode == 130, said
    assert "1 documents done" in said
    assert "Fatal" not in said
    run.communicate()


def test_a_pause_is_nobody_s_fault(bench: Bench, untroubled: dict[str, str]) -> None:
    run = bench.start("--deadline", "0.9")
    bench.wait_written(run)
    os.killpg(run.pid, signal.SIGSTOP)
    time.sleep(1.2)
    os.killpg(run.pid, signal.SIGCONT)
    assert "120 documents done" in finish(bench, run)
    assert bench.digest() == untroubled


def test_nobody_reads_what_the_run_says(bench: Bench, untroubled: dict[str, str]) -> None:
    (bench.folder / "broken.jsonl").write_text("{broken\n")
    reading, writing = os.pipe()
    os.close(reading)
    run = bench.start("broken.jsonl", stderr=writing)
    os.close(writing)
    run.communicate()
    assert run.returncode == 1
    assert bench.digest() == untroubled


# The store


def test_the_disk_is_full(bench: Bench, untroubled: dict[str, str]) -> None:
    def limit() -> None:
        signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
        resource.setrlimit(resource.RLIMIT_FSIZE, (400_000, 400_000))

    run = bench.start(preexec_fn=limit)
    said = run.communicate()[1].decode()
    assert (run.returncode, "Traceback" in said) == (2, False), said
    assert "a.db: " in said
    assert "run the same command again" in said
    assert bench.run()[0] == 0
    assert bench.digest() == untroubled


def test_a_second_annotator_comes(bench: Bench, untroubled: dict[str, str]) -> None:
    run = bench.start()
    bench.wait_written(run)
    code, said = bench.run()
    assert (code, f"a.db: is being written by process {run.pid}" in said) == (2, True), said
    assert "120 documents done" in finish(bench, run)
    assert bench.digest() == untroubled


@pytest.mark.parametrize(
    ("content", "words"),
    [
        (b"SQLite format 3\0" + b"\xff" * 5000, "a.db: "),
        ("Đây là một văn bản.\n".encode() * 300, "is no vnfacts store"),
        ("PRAGMA user_version = 99", "is of version 99"),
        ("PRAGMA application_id = 7", "is the database of another application"),
    ],
)
def test_the_store_cannot_be_used(bench: Bench, content: bytes | str, words: str) -> None:
    if isinstance(content, bytes):
        bench.store.write_bytes(content)
    else:
        assert bench.run("--limit", "1")[0] == 0
        with sqlite3.connect(bench.store) as store:
            store.execute(content)
        store.close()
    before = bench.store.read_bytes()
    code, said = bench.run()
    assert (code, words in said, "Traceback" in said, len(said.splitlines())) == (2, True, False, 1), said
    assert bench.store.read_bytes() == before


def test_the_store_is_damaged_in_the_middle(bench: Bench) -> None:
    assert bench.run()[0] == 0
    content = bytearray(bench.store.read_bytes())
    content[8192 : len(content) // 2] = b"\xa5" * (len(content) // 2 - 8192)
    bench.store.write_bytes(content)
    code, said = bench.run("--limit", "30")
    assert (code, "is damaged" in said, "Traceback" in said) == (2, True, False), said


@pytest.mark.parametrize("store", ["no/such/folder/a.db", "in.jsonl/a.db", "folder", "/sys/a.db"])
def test_the_store_has_no_place(bench: Bench, store: str) -> None:
    (bench.folder / "folder").mkdir()
    code, said = bench.run(store=store)
    assert (code, "Traceback" in said, len(said.splitlines())) == (2, False, 1), said


def test_the_store_is_read_only(bench: Bench, untroubled: dict[str, str]) -> None:
    assert bench.run("--limit", "60")[0] == 0
    bench.store.chmod(0o444)
    if os.access(bench.store, os.W_OK) and subprocess.run(["chattr", "+i", bench.store]).returncode:
        pytest.skip("root may write everywhere here")
    try:
        code, said = bench.run()
        assert (code, "Traceback" in said, len(said.splitlines())) == (2, False, 1), said
    finally:
        subprocess.run(["chattr", "-i", bench.store], stderr=subprocess.DEVNULL)
        bench.store.chmod(0o644)
    assert bench.run()[0] == 0
    assert bench.digest() == untroubled


def test_another_program_writes_for_a_while(bench: Bench, untroubled: dict[str, str]) -> None:
    run = bench.start()
    bench.wait_written(run)
    other = sqlite3.connect(bench.store, isolation_level=None)
    other.execute("BEGIN IMMEDIATE")
    time.sleep(0.7)
    other.execute("COMMIT")
    other.close()
    assert "120 documents done" in finish(bench, run)
    assert bench.digest() == untroubled


def test_another_program_writes_for_long(bench: Bench, untroubled: dict[str, str]) -> None:
    assert bench.run("--limit", "60")[0] == 0
    other = sqlite3.connect(bench.store, isolation_level=None)
    other.execute("BEGIN IMMEDIATE")
    bench.patch.setattr("extractor.store.file.WAIT", 0.2)
    code, said = bench.run()
    assert (code, "a.db: is locked by another program" in said) == (2, True), said
    other.close()
    assert bench.run()[0] == 0
    assert bench.digest() == untroubled


def test_someone_reads_all_the_while(bench: Bench, untroubled: dict[str, str]) -> None:
    run = bench.start()
    bench.wait_written(run)
    with Store(bench.store) as reader:
        rows = reader.records()
        first = next(rows)
        assert "120 documents done" in finish(bench, run)
        assert 1 <= len([first, *rows]) < 120  # what was there when it began to read
    assert bench.digest() == untroubled


# The input


def test_a_packed_file_ends_in_the_middle(bench: Bench) -> None:
    packed = gzip.compress((bench.folder / "in.jsonl").read_bytes())
    (bench.folder / "cut.jsonl.gz").write_bytes(packed[: len(packed) // 2])
    code, said = bench.run("cut.jsonl.gz")
    assert (code, "cut.jsonl.gz: cannot be read" in said) == (1, True), said
    assert "120 documents done" in said


def test_some_input_is_broken(bench: Bench, untroubled: dict[str, str]) -> None:
    (bench.folder / "broken.jsonl").write_bytes(b'{"text": "\xff\x00"}\n{broken\n[]\n\n{"text": " "}\n')
    (bench.folder / "binary.txt").write_bytes(b"\0" * 100)
    code, said = bench.run("broken.jsonl", "binary.txt", "no-such-file.jsonl")
    assert (code, "120 documents done, 6 refused" in said) == (1, True), said
    assert bench.digest() == untroubled


def test_documents_come_twice(bench: Bench) -> None:
    write_input(bench.folder, GOOD, "again.jsonl")
    write_input(bench.folder, [GOOD[0], *GOOD], "more.jsonl")
    code, said = bench.run("again.jsonl", "more.jsonl")
    assert code == 0, said
    with Store(bench.store) as archive:
        ((documents, sources),) = archive.query(
            "SELECT count(*), (SELECT count(*) FROM sources) FROM documents"
        ).fetchall()
    assert documents == 120 + 120  # in more.jsonl the record ids are others
    assert sources == 120 + 120 + 121


def test_reading_breaks_down(bench: Bench, untroubled: dict[str, str]) -> None:
    def break_down(*args: Any) -> Iterator[Article]:
        yield from islice(read_sources(*args), 40)
        raise RuntimeError("a reader's own fault")

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr("extractor.batch.feed.read_sources", break_down)
        code, said = bench.run()
    assert (code, "reading: RuntimeError: a reader's own fault" in said, "Traceback" in said) == (2, True, False), said
    assert bench.states() == ["interrupted"]
    assert bench.written(40)
    assert bench.run()[0] == 0
    assert bench.digest() == untroubled


# With the real analysis


def test_the_real_analysis_is_killed_and_goes_on(bench: Bench) -> None:
    said = "Ông Trần Văn An, Chủ tịch UBND xã, cho biết"
    write_input(bench.folder, [f"{said} xã có {n} hộ nghèo, giảm {n + 2}% so với năm 2019." for n in range(90)])
    (bench.folder / "sample.txt").write_bytes(SAMPLE.read_bytes())
    inputs = ("in.jsonl", "sample.txt")
    run = bench.start(inputs=inputs, env={ENTERED: REAL})
    bench.wait_written(run)
    kill(bench.workers(run)[0])
    bench.wait_written(run, 30)
    os.killpg(run.pid, signal.SIGKILL)
    run.communicate()
    assert bench.run("sample.txt", entry=REAL)[0] == 0
    found = bench.digest()
    assert bench.states() == ["interrupted", "done"]
    assert bench.run("sample.txt", store="untroubled.db", entry=REAL)[0] == 0
    bench.store = bench.folder / "untroubled.db"
    assert bench.digest() == found


def test_the_table_of_faults_names_every_test() -> None:
    table = (Path(__file__).parents[1] / "docs" / "reliability.md").read_text("utf-8")
    named = set(re.findall(r"\| `(test_\w+)", table))
    tests = {name for name in globals() if name.startswith("test_")} - {"test_the_table_of_faults_names_every_test"}
    assert named == tests
