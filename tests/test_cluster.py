"""Shards: how files are divided and read, and what becomes of a shard; tests/test_ray.py has what needs Ray."""

from __future__ import annotations

import bz2
import gzip
import json
import lzma
import os
import subprocess
import sys
import tempfile
from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import pyarrow
import pytest
from batch_faults import ENTRY
from pyarrow import parquet

from extractor import batch
from extractor.batch import Choice, Options, Redo, Stop, annotate_archive
from extractor.batch.options import describe_run
from extractor.batch.pool import Limits
from extractor.batch.progress import Quiet
from extractor.batch.worker import Setup
from extractor.cli import main
from extractor.cluster import inputs, jobs, run, task
from extractor.cluster.inputs import Shard, find_inputs, split
from extractor.cluster.known import write_known
from extractor.cluster.output import claim_folder, list_done, remove_outdated
from extractor.cluster.reading import read_articles
from extractor.cluster.task import Job, annotate_shard
from extractor.errors import InputError, UsageError, VnfactsError
from extractor.model import Article
from extractor.sinks.columns import TABLES
from extractor.sources import read_sources
from extractor.store import Store
from extractor.store.loading import Loading
from extractor.store.shards import find_shards

fsspec = pytest.importorskip("fsspec")
SAMPLE = Path(__file__).parents[1] / "samples" / "huong-tra.txt"
REAL = batch.ENTRY
TEXTS = [f"Xã số {n} có {n * 7 % 100} hộ nghèo." for n in range(60)]
Pack = Callable[[bytes], bytes]
PACK: dict[str, Pack] = {"": bytes, ".gz": gzip.compress, ".xz": lzma.compress, ".bz2": bz2.compress}
Make = Callable[..., Job]


def spell(texts: list[str], **more: Any) -> bytes:
    """A line a text; an empty text is an empty line."""
    rows = ({"id": n, "text": text, "title": f"Tin {n}", "date": "2021-01-29", **more} for n, text in enumerate(texts))
    return b"".join((json.dumps(row, ensure_ascii=False) if row["text"] else "").encode() + b"\n" for row in rows)


def read_all(shards: list[Shard]) -> tuple[list[Article], list[str]]:
    """The articles of shards, and what was refused."""
    refused: list[InputError] = []
    return [a for shard in shards for a in read_articles(shard, refused.append)], [str(error) for error in refused]


def read_local(path: Path) -> tuple[list[Article], list[str]]:
    """What the local engine reads."""
    refused: list[InputError] = []
    return list(read_sources([str(path)], refused.append)), [str(error) for error in refused]


def divide(path: Path | str, rows: int, monkeypatch: pytest.MonkeyPatch) -> list[Shard]:
    monkeypatch.setattr(inputs, "WHOLE", 0)
    return [shard for file in find_inputs([str(path)]) for shard in split(file, rows)]


@pytest.fixture
def make_job(tmp_path: Path) -> Iterator[Make]:
    """Jobs with the cheap analysis; their worker is ended."""

    def make(**more: Any) -> Job:
        setup = Setup(more.pop("entry", ENTRY), Options(), describe_run(Options()).fingerprint, None)
        return replace(Job(str(tmp_path / "out"), setup, Limits(1, 0.4), Choice()), **more)

    yield make
    task._close_pools()


# Files and their shards


@pytest.mark.parametrize("packed", PACK)
@pytest.mark.parametrize("rows", [1, 7, 59, 1000])
def test_shards_are_the_file(packed: str, rows: int, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    lines = spell([*TEXTS[:20], "", "", *TEXTS[20:]]) + b"no JSON\n\xff\n" + spell(["Câu cuối."]).rstrip(b"\n")
    (path := tmp_path / f"tin.jsonl{packed}").write_bytes(PACK[packed](lines))
    monkeypatch.setattr(inputs, "PACKED_SHARDS", 1000)
    shards = divide(path, rows, monkeypatch)
    assert len(shards) == -(-65 // rows)
    assert len({shard.name for shard in shards}) == len(shards)
    assert read_all(shards) == read_local(path)


def test_a_packed_file_has_few_shards(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (path := tmp_path / "tin.jsonl.gz").write_bytes(gzip.compress(spell(TEXTS)))
    monkeypatch.setattr(inputs, "PACKED_SHARDS", 7)
    shards = divide(path, 2, monkeypatch)
    assert [(s.first, s.rows) for s in shards] == [*((n, 9) for n in range(1, 55, 9)), (55, None)]
    assert read_all(shards) == read_local(path)


def test_a_small_file_is_one_shard(tmp_path: Path) -> None:
    (path := tmp_path / "tin.jsonl").write_bytes(spell(TEXTS))
    (shard,) = split(*find_inputs([str(path)]), 7)
    assert (shard.first, shard.rows) == (1, None)
    assert read_all([shard]) == read_local(path)


NO_TEXT = 'no text in the record; give it a field "text", or name yours: --map text=NAME'


def test_parquet_is_read_as_json_lines_are(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (lines := tmp_path / "tin.jsonl").write_bytes(spell([*TEXTS, " "]))
    table = pyarrow.Table.from_pylist([json.loads(line) for line in lines.read_text("utf-8").splitlines()])
    day = pyarrow.array(["2021-01-29"] * 61).cast(pyarrow.date32())
    table = table.set_column(table.schema.get_field_index("date"), "date", day).append_column("other", day)
    parquet.write_table(table, tmp_path / "tin.parquet", row_group_size=8)
    found, refused = read_all(divide(tmp_path / "tin.parquet", 7, monkeypatch))
    wanted, _ = read_local(lines)
    assert [replace(a, source=a.source.replace(".parquet", ".jsonl")) for a in found] == wanted
    assert refused == [f"{tmp_path / 'tin.parquet'}#61: {NO_TEXT}"]


def test_parquet_that_is_none(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    parquet.write_table(pyarrow.table({"words": ["a"]}), tmp_path / "a.parquet")
    (tmp_path / "b.parquet").write_bytes(b"PAR1 no")
    _, refused = read_all(divide(tmp_path, 7, monkeypatch))
    assert [line.partition("parquet: ")[2][:30] for line in refused] == [
        "cannot be read (no column text",
        "cannot be read (Parquet file s",
    ]


def test_a_packed_file_ends_in_the_middle(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    packed = b"".join(gzip.compress(spell([text])) for text in TEXTS)
    (path := tmp_path / "tin.jsonl.gz").write_bytes(packed[:-9])
    found, refused = read_all(divide(path, 10, monkeypatch))
    local, told = read_local(path)
    assert found == local
    assert (len(refused), len(told)) == (1, 1)


def test_inputs_are_found_in_order_and_once(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("b.jsonl", "a.jsonl.gz", "in/c.parquet", "note.md"):
        (tmp_path / name).parent.mkdir(exist_ok=True)
        (tmp_path / name).write_bytes(b"{}")
    monkeypatch.chdir(tmp_path)
    names = ["a.jsonl.gz", "b.jsonl", "in/c.parquet"]
    assert [file.source for file in find_inputs(["."])] == names
    assert [file.source for file in find_inputs(["*.jsonl*", "b.jsonl", "in"])] == names
    assert [file.source for file in find_inputs([f"file://{tmp_path}"])] == [f"file://{tmp_path / n}" for n in names]
    assert [file.address for file in find_inputs(["."])] == [str(tmp_path / name) for name in names]


@pytest.mark.parametrize(
    ("path", "seen"),
    [
        ("-", "cannot be divided"),
        ("none.jsonl", "cannot be read"),
        ("none/*.jsonl", "no files of .jsonl"),
        (str(SAMPLE), "neither JSONL nor Parquet"),
        (str(SAMPLE.parents[1] / "docs"), "no files of .jsonl"),
        ("nowhere://a/b.jsonl", "is no address"),
        ("memory://none.jsonl", "cannot be read"),
    ],
)
def test_inputs_that_cannot_be_used(path: str, seen: str) -> None:
    with pytest.raises(UsageError, match=seen):
        find_inputs([path])


def test_an_address_whose_package_is_missing(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "s3fs", None)
    with pytest.raises(UsageError, match=r"s3://press.*not installed.*s3fs for s3://"):
        find_inputs(["s3://press/a.jsonl"])


# A shard and what becomes of it


class Kept(Quiet):
    """What a run says."""

    def __init__(self) -> None:
        self.lines: list[str] = []

    def say(self, text: str) -> None:
        self.lines.append(text)


def load(path: Path, *folders: Path, refresh: bool = False) -> dict[str, str]:
    """A store of shards: its content."""
    refused: list[InputError] = []
    with Store(path, mode="write") as store:
        assert Loading(store, refused.append, refresh=refresh).load(find_shards([str(folder) for folder in folders]))
        assert refused == []
        return store.digest()


def test_a_shard_becomes_what_a_store_holds(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, make_job: Make) -> None:
    texts = [SAMPLE.read_text("utf-8"), *TEXTS[:8], "Hai ký tự lạ: \ufffe và \x00."]
    lines = b"".join(json.dumps({"text": text}).encode() + b"\n" for text in [*texts, *texts[:3]])
    (path := tmp_path / "tin.jsonl").write_bytes(lines)
    job = make_job(entry=REAL, limits=Limits(1, 60.0))
    claim_folder(job.out, describe_run(Options()), refresh=False)
    for shard in divide(path, 5, monkeypatch):
        outcome = annotate_shard(shard, job)
        assert outcome.broken is None
        assert outcome.counts.failed == outcome.counts.refused == 0
    annotate_archive([path], store=tmp_path / "local.db", workers=1)
    found = load(tmp_path / "loaded.db", Path(job.out))
    with Store(tmp_path / "local.db") as local:
        assert found == local.digest()
    with Store(tmp_path / "loaded.db") as loaded:
        (run,) = loaded.query("SELECT fingerprint, version FROM runs").fetchall()
        assert tuple(run) == (job.setup.fingerprint, describe_run(Options()).version)


def test_tables_are_what_export_writes(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, make_job: Make, capsys: pytest.CaptureFixture[str]
) -> None:
    (path := tmp_path / "tin.jsonl").write_bytes(spell([SAMPLE.read_text("utf-8")]))
    job = make_job(entry=REAL, limits=Limits(1, 60.0))
    (shard,) = divide(path, 5, monkeypatch)
    annotate_shard(shard, job)
    load(tmp_path / "a.db", Path(job.out))
    for name in TABLES:
        command = ["vnfacts", "export", str(tmp_path / "a.db"), name, "--format", "parquet", "-o", str(tmp_path / "t")]
        monkeypatch.setattr(sys, "argv", command)
        with pytest.raises(SystemExit):
            main()
        found = parquet.read_table(Path(job.out, name))
        assert found.equals(parquet.read_table(tmp_path / "t").drop_columns(["duplicate_of"])), capsys.readouterr()
    assert parquet.read_table(Path(job.out, "facts")).num_rows > 5


def test_bad_documents_are_failures(tmp_path: Path, make_job: Make) -> None:
    bad = {"SEGFAULT": "crash", "HANG": "timeout", "RAISE": "error", "UNSTORABLE": "error"}
    texts = [*TEXTS[:20], *(f"Tin này {marker}." for marker in bad), *TEXTS[20:], TEXTS[0]]
    (path := tmp_path / "tin.jsonl").write_bytes(b"".join(json.dumps({"text": t}).encode() + b"\n" for t in texts))
    (shard,) = split(*find_inputs([str(path)]))
    outcome = annotate_shard(shard, job := make_job())
    assert (outcome.counts.done, outcome.counts.failed, outcome.counts.skipped) == (60, 4, 1)
    assert len(outcome.lines) == 4
    load(tmp_path / "a.db", Path(job.out))
    with Store(tmp_path / "a.db") as store:
        kinds = dict(store.query("SELECT source, kind FROM failures").fetchall())
        assert kinds == {f"{path}#{n}": kind for n, kind in enumerate(bad.values(), 21)}
        ((sources,),) = store.query("SELECT count(*) FROM sources").fetchall()
        assert sources == 61
    assert annotate_shard(shard, job).counts.failed_before == 4
    assert annotate_shard(shard, replace(job, redo=Redo(failed=True))).counts.failed == 4


def test_a_shard_that_is_done_is_left_alone(tmp_path: Path, make_job: Make) -> None:
    (path := tmp_path / "tin.jsonl").write_bytes(spell(TEXTS) + b"no JSON\n")
    (shard,) = split(*find_inputs([str(path)]))
    first = annotate_shard(shard, job := make_job()).counts
    assert (first.done, first.skipped, first.refused) == (60, 0, 1)
    made = Path(job.out, "records", f"{shard.name}.parquet").stat()
    again = annotate_shard(shard, job).counts
    assert (again.done, again.skipped, again.refused) == (0, 60, 1)
    assert Path(job.out, "records", f"{shard.name}.parquet").stat() == made
    sampled = annotate_shard(shard, replace(job, choice=Choice(sample=0.5))).counts
    assert sampled.done + sampled.left_out == 60
    assert sampled.left_out > 10


def test_a_changed_file_is_done_again(tmp_path: Path, make_job: Make, monkeypatch: pytest.MonkeyPatch) -> None:
    (path := tmp_path / "tin.jsonl").write_bytes(spell(TEXTS))
    job = make_job()
    for shard in divide(path, 20, monkeypatch):
        annotate_shard(shard, job)
    path.write_bytes(spell(TEXTS[:30]))
    shards = divide(path, 20, monkeypatch)
    (half := Path(job.out, "facts", f".{shards[0].name}.parquet.0.part")).touch()
    remove_outdated(job.out, find_inputs([str(path)]), shards)
    assert list_done(job.out) == {shard.name for shard in shards}
    assert not half.exists()
    assert [annotate_shard(shard, job).counts.done for shard in shards] == [20, 10]
    assert parquet.read_table(Path(job.out, "documents")).num_rows == 30


def test_a_half_written_shard_is_not_done(tmp_path: Path, make_job: Make) -> None:
    (path := tmp_path / "tin.jsonl").write_bytes(spell(TEXTS))
    (shard,) = split(*find_inputs([str(path)]))
    annotate_shard(shard, job := make_job())
    made = Path(job.out, "records", f"{shard.name}.parquet")
    made.write_bytes(made.read_bytes()[:-100])
    assert annotate_shard(shard, job).counts.done == 60


def test_a_machine_that_cannot_work_tells_it(tmp_path: Path, make_job: Make) -> None:
    (path := tmp_path / "tin.jsonl").write_bytes(spell(TEXTS))
    (shard,) = split(*find_inputs([str(path)]))
    job = make_job()
    other = replace(job, setup=replace(job.setup, fingerprint="another"))
    (tmp_path / "file").touch()
    broken = [
        annotate_shard(shard, other),
        annotate_shard(shard, replace(job, out=str(tmp_path / "file"))),
        annotate_shard(shard, replace(job, setup=replace(job.setup, entry="batch_faults:open_nothing"))),
    ]
    seen = [outcome.broken[1] if outcome.broken else "" for outcome in broken]
    assert "another version" in seen[0]
    assert "NotADirectoryError" in seen[1] or "FileExistsError" in seen[1]
    assert "No module named 'numpy'" in seen[2]
    assert annotate_shard(shard, job).counts.done == 60


def test_what_a_killed_task_left_is_taken_away(tmp_path: Path, make_job: Make, monkeypatch: pytest.MonkeyPatch) -> None:
    (path := tmp_path / "tin.jsonl").write_bytes(spell(TEXTS[:2]))
    monkeypatch.setattr(tempfile, "tempdir", str(tmp_path))
    dead = subprocess.Popen([sys.executable, "-c", ""])
    dead.wait()
    names = [f"vnfacts-shard-{dead.pid}-a", f"vnfacts-shard-{os.getpid()}-b", "vnfacts-shard-mine"]
    for name in names:
        (tmp_path / name / "in").mkdir(parents=True)
    annotate_shard(*split(*find_inputs([str(path)])), make_job())
    assert sorted(folder.name for folder in tmp_path.glob("vnfacts-*")) == sorted(names[1:])


def test_an_object_store(tmp_path: Path, make_job: Make, monkeypatch: pytest.MonkeyPatch) -> None:
    memory = fsspec.filesystem("memory")
    memory.pipe({"/press/a.jsonl.gz": gzip.compress(spell(TEXTS[:40])), "/press/b.jsonl": spell(TEXTS[40:])})
    try:
        job = make_job(out="memory://facts")
        claim_folder(job.out, describe_run(Options()), refresh=False)
        shards = divide("memory://press", 15, monkeypatch)
        assert sum(annotate_shard(shard, job).counts.done for shard in shards) == 60
        assert sum(annotate_shard(shard, job).counts.skipped for shard in shards) == 60
        memory.get("/facts", str(tmp_path / "facts"), recursive=True)
        load(tmp_path / "a.db", tmp_path / "facts")
        with Store(tmp_path / "a.db") as store:
            sources = [source for (source,) in store.query("SELECT source FROM sources ORDER BY source")]
        assert len(sources) == 60
        assert sources[0] == "memory:///press/a.jsonl.gz#1"
    finally:
        memory.store.clear()


@pytest.mark.parametrize(
    ("fingerprint", "refresh", "counted"),
    [(None, False, (30, 30, 0)), ("other", False, (30, 0, 30)), ("other", True, (60, 0, 0))],
)
def test_what_the_store_has_is_not_annotated_again(
    fingerprint: str | None, refresh: bool, counted: tuple[int, ...], tmp_path: Path, make_job: Make
) -> None:
    (path := tmp_path / "tin.jsonl").write_bytes(spell(TEXTS[:30]))
    annotate_archive([path], store=tmp_path / "a.db", workers=1, _entry=ENTRY)
    path.write_bytes(spell(TEXTS))
    (shard,) = split(*find_inputs([str(path)]))
    job = make_job(known=True)
    job = replace(job, setup=replace(job.setup, fingerprint=fingerprint or job.setup.fingerprint))
    with pytest.MonkeyPatch.context() as patch, Store(tmp_path / "a.db", mode="write") as store:
        patch.setattr(task, "check_program", lambda job: None)
        write_known(store, job.out, job.setup.fingerprint, Redo(older=refresh))
        counts = annotate_shard(shard, job).counts
    assert (counts.done, counts.skipped, counts.older) == counted
    load(tmp_path / "a.db", Path(job.out), refresh=refresh)
    with Store(tmp_path / "a.db") as store:
        told = store.query("SELECT fingerprint, count(*) FROM documents GROUP BY 1 ORDER BY 2 DESC").fetchall()
    assert sorted(n for _, n in told) == ([30, 30] if counted == (30, 0, 30) else [60])


# A run over many shards


def test_shards_that_break_down(tmp_path: Path, make_job: Make, monkeypatch: pytest.MonkeyPatch) -> None:
    for n in range(6):
        (tmp_path / f"{n}.jsonl").write_bytes(spell(TEXTS[n : n + 1]))
    files, kept = find_inputs([str(tmp_path)]), Kept()
    fate: dict[str, Any] = {"1": OSError("no space"), "3": ValueError("lost")}

    def run_tasks(function: Callable[[Shard], Any], items: list[Shard], **_: Any) -> Iterator[tuple[Shard, Any]]:
        for item in items:
            yield item, fate.get(item.name[0]) or function(item)

    monkeypatch.setattr(run, "run_tasks", run_tasks)
    cluster = run.ClusterRun(job := make_job(), workers=1, progress=kept)
    assert cluster.go(files, Stop())
    assert (cluster.counts.done, cluster.unfinished) == (4, 2)
    assert [shard.name[0] for shard in cluster.list_shards()] == ["0", "2", "4", "5"]
    told = [line.removeprefix("vnfacts: ").split("; ")[0] for line in kept.lines]
    assert [f"{line[:7]} {line.rpartition(': ')[2]}" for line in told] == ["1.jsonl no space", "3.jsonl lost"]
    fate.update({str(n): OSError("no space") for n in range(6)})
    with pytest.raises(VnfactsError, match="no space"):
        run.ClusterRun(job, workers=1, progress=kept).go(files, Stop())


# The folder, and the command


def test_a_folder_belongs_to_one_set_of_options(tmp_path: Path) -> None:
    plain, other = describe_run(Options()), describe_run(Options(min_confidence=0.5))
    claim_folder(str(tmp_path / "out"), plain, refresh=False)
    claim_folder(str(tmp_path / "out"), plain, refresh=False)
    with pytest.raises(UsageError, match=r"other options.*--refresh"):
        claim_folder(str(tmp_path / "out"), other, refresh=False)
    claim_folder(str(tmp_path / "out"), other, refresh=True)
    assert json.loads((tmp_path / "out" / "run.json").read_text())["fingerprint"] == other.fingerprint
    (tmp_path / "mine").mkdir()
    (tmp_path / "mine" / "letter.txt").touch()
    with pytest.raises(UsageError, match="no shards of vnfacts"):
        claim_folder(str(tmp_path / "mine"), plain, refresh=True)


@pytest.mark.parametrize(
    ("args", "said"),
    [
        (["--engine", "ray"], "nowhere to write to; give --out DIR, --store FILE or both"),
        (["--engine", "local"], "nowhere to write to; give --store FILE"),
        (["--out", "o"], "--out: is for many machines; add --engine ray"),
        (["--ray-address", "auto", "--store", "a.db"], "--ray-address: is for many machines"),
        (["--engine", "spark", "--store", "a.db"], "unknown engine 'spark'; use local or ray"),
        (["--engine", "ray", "--out", "o", "--limit", "5"], "documents are not counted across machines"),
        (["--engine", "ray", "--out", "o", "--sample", "5"], "documents are not counted across machines"),
        (["--engine", "ray", "--out", "s3://a/b", "--store", "a.db"], "are not loaded from there"),
        (["--engine", "ray", "--out", "o", "--rules", "none"], "no such folder"),
    ],
)
def test_what_is_asked_makes_no_sense(
    args: list[str],
    said: str,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    monkeypatch.chdir(tmp_path)
    (tmp_path / "tin.jsonl").write_bytes(spell(TEXTS[:2]))
    monkeypatch.setattr(jobs, "check_installed", lambda: None)
    monkeypatch.setattr(sys, "argv", ["vnfacts", "annotate", "tin.jsonl", *args])
    with pytest.raises(SystemExit) as ended:
        main()
    assert ended.value.code == 2
    assert said in capsys.readouterr().err
    assert os.listdir(tmp_path) == ["tin.jsonl"]


def test_the_extra_is_missing(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> None:
    monkeypatch.setattr(jobs, "find_spec", lambda name: None)
    monkeypatch.setattr(sys, "argv", ["vnfacts", "annotate", "a.jsonl", "--engine", "ray", "--out", "o"])
    with pytest.raises(SystemExit) as ended:
        main()
    assert ended.value.code == 2
    assert capsys.readouterr().err == (
        "vnfacts: --engine ray: needs ray, which is not installed; pip install 'vnfacts[ray]'\n"
    )
