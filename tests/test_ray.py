"""The engine on a cluster of Ray: one of two cores on this machine, real processes, real signals."""

from __future__ import annotations

import gzip
import json
import os
import signal
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from batch_faults import ENTRY
from pyarrow import parquet

from extractor import batch
from extractor.batch import Stop, annotate_archive
from extractor.batch.progress import Quiet
from extractor.cluster import annotate_cluster, inputs
from extractor.cluster.jobs import connect
from extractor.store import Store

pytest.importorskip("ray")
from ray.cluster_utils import Cluster  # noqa: E402

DRIVER = Path(__file__).with_name("batch_faults.py")
SAMPLE = Path(__file__).parents[1] / "samples" / "huong-tra.txt"
REAL = batch.ENTRY
SLOW = "SLOW"  # a twentieth of a second a document


class Kept(Quiet):
    """What a run says."""

    def __init__(self) -> None:
        self.lines: list[str] = []

    def say(self, text: str) -> None:
        self.lines.append(text)


@pytest.fixture(scope="module")
def cluster() -> Iterator[None]:
    """A cluster that finds the tests' analysis."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("PYTHONPATH", str(DRIVER.parent))
        with connect(None, 2):
            yield
    until(lambda: not find_processes("ray::"))


@pytest.fixture
def articles(tmp_path: Path) -> Path:
    """Files of thirty articles each, one of them packed; some come twice."""
    (folder := tmp_path / "in").mkdir()
    for part in range(4):
        texts = [f"Xã {part} thôn {n} có {n * 7 % 100} hộ nghèo. {SLOW}" for n in range(30)] + [f"Xã chung. {SLOW}"]
        lines = "".join(json.dumps({"text": text, "date": "2021-01-29"}) + "\n" for text in texts).encode()
        name, content = (f"{part}.jsonl.gz", gzip.compress(lines)) if part == 3 else (f"{part}.jsonl", lines)
        (folder / name).write_bytes(content)
    return folder


def until(condition: Callable[[], Any], seconds: float = 60) -> None:
    """Wait for it."""
    end = time.monotonic() + seconds
    while not condition():
        assert time.monotonic() < end, "it did not come about"
        time.sleep(0.02)


def find_processes(words: str) -> list[int]:
    """Processes of this user whose command line holds the words."""
    found = []
    for entry in Path("/proc").iterdir():
        if entry.name.isdecimal():
            try:
                told = (entry / "cmdline").read_bytes().replace(b"\0", b" ").decode(errors="replace")
            except OSError:
                continue
            if words in told:
                found.append(int(entry.name))
    return found


def find_tasks() -> list[tuple[int, int]]:
    """Ray's processes at work, with the worker of each."""
    pairs = []
    for worker in find_processes("extractor.batch.worker"):
        try:
            parent = int(Path(f"/proc/{worker}/stat").read_text().rsplit(")", 1)[1].split()[1])
            if "ray::" in Path(f"/proc/{parent}/cmdline").read_text():
                pairs.append((parent, worker))
        except OSError:
            continue
    return pairs


def digest(store: Path) -> dict[str, str]:
    with Store(store) as archive:
        assert archive.query("SELECT count(*) FROM pragma_foreign_key_check").fetchone()[0] == 0
        return archive.digest()


def count_rows(store: Path) -> list[int]:
    """How many documents, facts and sources."""
    with Store(store) as archive:
        return [archive.query(f"SELECT count(*) FROM {t}").fetchone()[0] for t in ("documents", "facts", "sources")]


def test_a_store_is_the_same_by_every_way(tmp_path: Path, cluster: None, monkeypatch: pytest.MonkeyPatch) -> None:
    said = "Ông Trần Văn An, Chủ tịch UBND xã, cho biết"
    texts = [f"{said} xã có {n} hộ nghèo, giảm {n + 2}% so với năm 2019." for n in range(45)]
    lines = [json.dumps({"text": text, "id": n}) for n, text in enumerate([*texts, SAMPLE.read_text("utf-8")])]
    (path := tmp_path / "tin.jsonl").write_text("\n".join([*lines, lines[0], ""]), encoding="utf-8")
    monkeypatch.setattr(inputs, "WHOLE", 1000)
    through_ray = annotate_cluster([path], store=tmp_path / "ray.db", out=tmp_path / "out", workers=2)
    assert (through_ray.counts.done, through_ray.complete) == (46, True)
    annotate_archive([path], store=tmp_path / "one.db", workers=1)
    killer = threading.Thread(target=kill_workers, args=(3,))
    killer.start()
    annotate_archive([path], store=tmp_path / "two.db", workers=2)
    killer.join()
    assert digest(tmp_path / "ray.db") == digest(tmp_path / "one.db") == digest(tmp_path / "two.db")
    again = annotate_cluster([path], store=tmp_path / "ray.db", out=tmp_path / "out", workers=2)
    assert (again.counts.done, again.counts.skipped) == (0, 47)
    assert digest(tmp_path / "ray.db") == digest(tmp_path / "one.db")


def kill_workers(times: int) -> None:
    """End workers of this process, one after another."""
    ours = Path(f"/proc/{os.getpid()}/task/{os.getpid()}/children")
    for _ in range(times):
        until(lambda: [p for p in find_processes("extractor.batch.worker") if str(p) in ours.read_text().split()])
        (worker, *_) = [p for p in find_processes("extractor.batch.worker") if str(p) in ours.read_text().split()]
        os.kill(worker, signal.SIGKILL)
        time.sleep(0.5)


def test_processes_are_killed(tmp_path: Path, cluster: None, articles: Path) -> None:
    killed: list[int] = []

    def kill() -> None:
        time.sleep(1.5)
        for which in (0, 1, 0):  # Ray's own process, a worker, Ray's process again
            until(find_tasks)
            killed.append(find_tasks()[0][which])
            os.kill(killed[-1], signal.SIGKILL)
            time.sleep(1)

    (killer := threading.Thread(target=kill)).start()
    found = annotate_cluster([articles], store=tmp_path / "a.db", workers=2, _entry=ENTRY)
    killer.join()
    assert len(set(killed)) == 3
    assert found.complete
    assert not (tmp_path / "a.db.shards").exists()
    annotate_archive([articles], store=tmp_path / "local.db", workers=2, _entry=ENTRY)
    assert digest(tmp_path / "a.db") == digest(tmp_path / "local.db")
    again = annotate_cluster([articles], store=tmp_path / "a.db", workers=2, _entry=ENTRY)
    assert (again.counts.done, again.counts.skipped, again.complete) == (0, 4 * 31, True)
    assert digest(tmp_path / "a.db") == digest(tmp_path / "local.db")


def test_bad_documents_do_not_stop_the_rest(tmp_path: Path, cluster: None) -> None:
    bad = ["SEGFAULT", "HANG", "RAISE", "KILLED"]
    texts = [f"Xã số {n}." for n in range(20)] + [f"Tin này {marker}." for marker in bad]
    (path := tmp_path / "tin.jsonl").write_text("".join(json.dumps({"text": t}) + "\n" for t in texts))
    kept, out = Kept(), tmp_path / "out"
    found = annotate_cluster([path], out=out, deadline=0.5, _entry=ENTRY, progress=kept)
    assert (found.counts.done, found.counts.failed, found.complete) == (20, 4, False)
    assert len(kept.lines) == 4
    rows = parquet.read_table(out / "records").to_pylist()
    failed = {json.loads(row["failure"])["source"] for row in rows if row["failure"]}
    assert failed == {f"{path}#{n}" for n in (21, 22, 23, 24)}
    assert parquet.read_table(out / "facts").num_rows == 20


def test_a_run_is_stopped_and_goes_on(tmp_path: Path, cluster: None, articles: Path) -> None:
    stop, out = Stop(), tmp_path / "out"

    def ask() -> None:
        until(lambda: list(out.glob("records/*.parquet")))
        stop.ask()

    (asker := threading.Thread(target=ask)).start()
    found = annotate_cluster([articles], out=out, workers=1, _entry=ENTRY, stop=stop)
    asker.join()
    assert found.state == "interrupted"
    found = annotate_cluster([articles], out=out, workers=2, _entry=ENTRY)
    assert found.complete
    assert found.counts.done + found.counts.skipped == 4 * 31
    assert found.counts.skipped >= 31
    assert parquet.read_table(out / "documents").num_rows == 4 * 31


def test_the_command_is_stopped_by_ctrl_c_and_goes_on(tmp_path: Path, articles: Path) -> None:
    command = [sys.executable, str(DRIVER), "annotate", "in", "--engine", "ray", "--workers", "2", "--store", "a.db"]
    environment = {**os.environ, "PYTHONPATH": str(DRIVER.parent), "RAY_ADDRESS": ""}
    before = set(find_tasks())
    run = subprocess.Popen(
        command, cwd=tmp_path, env=environment, process_group=0, stderr=subprocess.PIPE, stdout=subprocess.DEVNULL
    )
    until(lambda: list(tmp_path.glob("a.db.shards/records/*.parquet")))
    os.killpg(run.pid, signal.SIGINT)
    said = run.communicate(timeout=30)[1].decode()
    assert run.returncode == 130, said
    assert "shards that are done stay: run the same command again to go on" in said
    assert "Traceback" not in said
    until(lambda: set(find_tasks()) <= before)
    found = subprocess.run(command, cwd=tmp_path, env=environment, capture_output=True, text=True, timeout=90)
    assert found.returncode == 0, found.stderr
    assert "skipped (done before)" in found.stderr
    assert found.stdout == ""
    assert count_rows(tmp_path / "a.db") == [121, 121, 124]


def test_a_machine_is_lost(tmp_path: Path, articles: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PYTHONPATH", str(DRIVER.parent))
    machines = Cluster(initialize_head=True, head_node_args={"num_cpus": 1, "include_dashboard": False})
    try:
        lost = machines.add_node(num_cpus=1)
        command = [sys.executable, str(DRIVER), "annotate", "in", "--engine", "ray", "--out", "out", "--store", "a.db"]
        command += ["--ray-address", machines.address]
        run = subprocess.Popen(command, cwd=tmp_path, stderr=subprocess.PIPE, process_group=0)
        until(lambda: list(tmp_path.glob("out/records/*.parquet")))
        machines.remove_node(lost, allow_graceful=False)
        said = run.communicate(timeout=60)[1].decode()
        assert run.returncode == 0, said
    finally:
        machines.shutdown()
    assert count_rows(tmp_path / "a.db") == [121, 121, 124]


def test_no_cluster_is_there(tmp_path: Path, articles: Path) -> None:
    command = [sys.executable, str(DRIVER), "annotate", "in", "--engine", "ray", "--out", "out"]
    command += ["--ray-address", "127.0.0.1:1"]
    found = subprocess.run(command, cwd=tmp_path, capture_output=True, text=True, timeout=60)
    assert found.returncode == 2
    assert "vnfacts: --ray-address: nobody answers at 127.0.0.1:1 (Connection refused); give" in found.stderr
    assert "Traceback" not in found.stderr
