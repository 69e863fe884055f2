"""The batch: what is chosen, what is skipped, that workers and order change nothing. Faults: test_faults.py."""

from __future__ import annotations

import json
import os
import subprocess
import sys
import time
from pathlib import Path
from socket import socketpair

import pytest
from batch_faults import DELAY, ENTRY

from extractor import Extractor
from extractor.batch import Choice, Counts, Options, Redo, Stop, annotate_archive
from extractor.batch.channel import Channel, pack, read_messages
from extractor.batch.choice import least_keys, parse_sample
from extractor.batch.extent import Extent
from extractor.batch.feed import AHEAD, Feed
from extractor.batch.options import describe_run
from extractor.batch.pool import CHARACTERS, CHUNK, _take_chunk
from extractor.batch.process import Task
from extractor.batch.progress import Pace, Quiet
from extractor.cli import main
from extractor.errors import UsageError, VnfactsError
from extractor.schema import to_record
from extractor.sources import read_sources
from extractor.store import Store, document_key
from extractor.text import make_article

SAMPLE = Path(__file__).parents[1] / "samples" / "huong-tra.txt"
TEXTS = [f"Năm {2000 + n}, xã Hòa Phú có {n + 3} hộ nghèo, giảm {n + 2}% so với năm trước." for n in range(24)]
SAID = pytest.CaptureFixture[str]


@pytest.fixture
def source(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    return write_input("in.jsonl", TEXTS)


def write_input(name: str, texts: list[str]) -> Path:
    rows = [{"id": n, "text": text, "date": f"2021-01-{n % 28 + 1:02}"} for n, text in enumerate(texts)]
    Path(name).write_text("".join(json.dumps(row) + "\n" for row in rows), encoding="utf-8")
    return Path(name)


def cheap(*paths: Path, store: str = "a.db", **options: object) -> Counts:
    """A run with the cheap analysis of the fault tests."""
    return annotate_archive(list(paths), store=store, _entry=ENTRY, **{"workers": 2, **options}).counts  # type: ignore[arg-type]


def digest(store: str = "a.db") -> dict[str, str]:
    with Store(store) as archive:
        return archive.digest()


def command(*args: str) -> int:
    """vnfacts annotate ARGS in this process; its exit code."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr("extractor.batch.ENTRY", ENTRY)
        patch.setattr(sys, "argv", ["vnfacts", "annotate", *args])
        with pytest.raises(SystemExit) as ended:
            main()
    return int(str(ended.value.code))


# Results


def test_the_store_holds_what_extract_says(source: Path) -> None:
    summary = annotate_archive([SAMPLE, source], store="a.db", workers=1, options=Options(date="2021-03-01"))
    with Store("a.db") as archive:
        found = {record["source"]: record for record in archive.records()}
    extractor = Extractor()
    expected = to_record(extractor.extract(SAMPLE.read_text("utf-8"), published="2021-03-01", source=str(SAMPLE)))
    assert found[str(SAMPLE)] == expected
    assert len(found) == summary.counts.done == 1 + len(TEXTS)
    assert summary.counts.facts == sum(len(record["facts"]) for record in found.values()) > len(TEXTS)
    again = annotate_archive([source, SAMPLE], store="b.db", workers=2, options=Options(date="2021-03-01"))
    assert again.counts == summary.counts
    assert digest("b.db") == digest("a.db")


def test_order_and_workers_change_nothing(source: Path) -> None:
    other = write_input("other.jsonl", [*TEXTS[:5], *(f"Tin {n}" for n in range(40))])
    cheap(source, other, store="a.db", workers=1)
    cheap(other, source, store="b.db", workers=3)
    for limit in (1, 7, 30):
        cheap(source, other, store="c.db", choice=Choice(limit=limit))
    cheap(source, other, store="c.db")
    assert digest("a.db") == digest("b.db") == digest("c.db")


def test_less_sure_facts_are_left_out_as_extract_does(source: Path) -> None:
    sure = annotate_archive([source], store="a.db", options=Options(min_confidence=0.95), workers=1).counts
    said = subprocess.run(
        [sys.executable, "-m", "extractor.cli", "extract", source, "--min-confidence", "0.95"],
        env={**os.environ, "OPENBLAS_NUM_THREADS": "1"},
        capture_output=True,
        check=True,
    )
    records = [json.loads(line) for line in said.stdout.splitlines()]
    with Store("a.db") as archive:
        assert sorted(archive.records(), key=lambda r: int(r["record_id"])) == records
    assert 0 < sure.facts == sum(len(r["facts"]) for r in records)


# What is done already


def test_what_is_done_is_skipped_without_a_worker(source: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    assert cheap(source).done == len(TEXTS)
    before = digest()
    monkeypatch.setattr("extractor.batch.pool.start_worker", None)
    assert cheap(source) == Counts(skipped=len(TEXTS))
    assert digest() == before


def test_other_options_leave_what_is_done_unless_asked(source: Path) -> None:
    cheap(source, choice=Choice(limit=10))
    later = Options(date="2022-02-02")
    assert cheap(source, options=later) == Counts(older=10, done=14, facts=14)
    assert cheap(source, options=later, redo=Redo(older=True)) == Counts(skipped=14, done=10, facts=10)
    cheap(source, options=later, store="b.db")
    assert digest() == digest("b.db")


def test_a_fingerprint_tells_what_decides(source: Path, tmp_path: Path) -> None:
    for name in ("one", "two", "three"):
        (tmp_path / name).mkdir()
        (tmp_path / name / "own.tsv").write_text("words\ttype\texample\n" + "x" * (name == "three"))
    (tmp_path / "one" / "notes.md").write_text("not read")
    tried = [Options(), Options(date="2021-01-01"), Options(min_confidence=0.5)]
    tried += [Options(lexicon=tmp_path / "one"), Options(lexicon=tmp_path / "three")]
    fingerprints = [describe_run(options).fingerprint for options in tried]
    assert len(set(fingerprints)) == len(tried)
    assert describe_run(Options(lexicon=tmp_path / "two")).fingerprint == fingerprints[3]
    run = describe_run(Options(lexicon=tmp_path / "one", date="2021-01-01"))
    assert run.options["lexicon"] == str(tmp_path / "one")
    assert {"program", "rules", "lexicon", "gazetteers", "models", "own lexicon"} == run.hashes.keys()
    with pytest.raises(VnfactsError, match="no such folder"):
        describe_run(Options(rules=tmp_path / "none"))


def test_a_document_met_twice_is_done_once(source: Path) -> None:
    again = write_input("again.jsonl", TEXTS)
    counts = cheap(source, again)
    assert (counts.done, counts.skipped) == (24, 24)
    with Store("a.db") as archive:
        met = archive.query("SELECT s.source FROM sources s JOIN documents ON key = document WHERE record_id = '3'")
        assert [name for (name,) in met] == ["again.jsonl#4", "in.jsonl#4"]
        assert {record["source"] for record in archive.records()} == {f"again.jsonl#{n + 1}" for n in range(24)}


# What is chosen


def test_limit_and_since(source: Path) -> None:
    assert cheap(source, choice=Choice(limit=5)).done == 5
    assert cheap(source, choice=Choice(since="2021-01-20"), store="b.db") == Counts(done=5, left_out=19, facts=5)
    Path("undated.jsonl").write_text(json.dumps({"text": "Không ngày."}))
    assert cheap(Path("undated.jsonl"), choice=Choice(since="2021-01-20"), store="c.db").left_out == 1
    dated = Choice(since="2021-01-20", date="2021-02-01")
    assert cheap(Path("undated.jsonl"), choice=dated, store="c.db").done == 1


def keys(store: str) -> set[int]:
    with Store(store) as archive:
        return {key for (key,) in archive.query("SELECT key FROM documents")}


def test_a_sample_is_the_same_in_any_order(source: Path) -> None:
    turned = write_input("turned.jsonl", TEXTS)
    turned.write_text("\n".join(reversed(source.read_text("utf-8").splitlines())), "utf-8")
    cheap(source, choice=Choice(sample=0.5), store="half.db")
    assert cheap(source, choice=Choice(sample=7), store="seven.db").done == 7
    assert cheap(turned, source, choice=Choice(sample=7), store="turned.db").done == 7
    assert keys("seven.db") == keys("turned.db") <= keys("half.db")
    assert 5 < len(keys("half.db")) < 19
    assert cheap(source, choice=Choice(sample=1000), store="all.db").done == 24


def test_least_keys_are_different_ones() -> None:
    assert sorted(least_keys([5, 3, 9, 3, 1, 5, 8, 1], 3)) == [1, 3, 5]
    assert sorted(least_keys([4, 4], 3)) == [4]


def test_samples_are_numbers_or_shares() -> None:
    assert [parse_sample(text) for text in (None, "500", "0.1", "10%", "1.0")] == [None, 500, 0.1, 0.1, 1.0]
    for wrong in ("0", "-1", "x", "1.5", "0%", "nan", ""):
        with pytest.raises(UsageError, match="--sample"):
            parse_sample(wrong)


# Bounds


def settle(feed: Feed, met: int) -> int:
    """How many documents were met, some time after there were ``met``; a busy machine may take long to come to them."""
    deadline = time.monotonic() + 60
    while feed.met < met and time.monotonic() < deadline:
        time.sleep(0.02)
    time.sleep(0.5)
    return feed.met


def test_reading_does_not_run_ahead(source: Path) -> None:
    many = write_input("many.jsonl", [f"Tin {n}" for n in range(3 * AHEAD)])
    with Feed([many], Choice()) as feed:
        assert settle(feed, AHEAD) == AHEAD
        assert len(feed.take(10)) == 10
    long = write_input("long.jsonl", ["dài " * 500_000] * 4)
    with Feed([long], Choice()) as feed:
        assert settle(feed, 1) == 1


def test_a_chunk_is_bounded_by_documents_and_characters() -> None:
    def take(text: str) -> tuple[int, int]:
        from collections import deque

        waiting = deque(Task((n, make_article(text, source="x", page=False))) for n in range(40))
        return len(list(_take_chunk(waiting))), len(waiting)

    assert take("ngắn") == (CHUNK, 40 - CHUNK)
    assert take("d" * (CHARACTERS // 3)) == (4, 36) or take("d" * (CHARACTERS // 3)) == (3, 37)
    assert take("d" * (2 * CHARACTERS)) == (1, 39)


def test_a_channel_never_waits() -> None:
    ours, theirs = socketpair()
    channel = Channel(ours)
    began = time.monotonic()
    channel.send(b"x" * 30_000_000)
    assert channel.unsent
    assert channel.receive() == ([], True)
    assert time.monotonic() - began < 2
    for cut in (3, 20):
        message = pack({"chữ": list(range(50))})
        theirs.sendall(message[:cut])
        assert channel.receive() == ([], True)
        theirs.sendall(message[cut:] + pack(7))
        assert channel.receive() == ([{"chữ": list(range(50))}, 7], True)
    theirs.sendall(pack("last"))
    theirs.close()
    assert channel.receive() == (["last"], True)
    assert channel.receive() == ([], False)


def test_messages_end_with_the_other_side() -> None:
    ours, theirs = socketpair()
    ours.sendall(pack(1) + pack([2]) + pack("cut")[:-1])
    ours.close()
    assert [*zip(read_messages(theirs), range(2), strict=False)] == [(1, 0), ([2], 1)]


def test_workers_calculate_on_one_thread(source: Path) -> None:
    annotate_archive([source], store="a.db", choice=Choice(limit=1), _entry="batch_faults:open_environment")
    with Store("a.db") as archive:
        (record,) = archive.records()
    assert record["facts"][0]["indicator"] == "1"


# From Python


def test_a_script_needs_no_guard(source: Path) -> None:
    script = "from extractor.batch import annotate_archive\nprint(annotate_archive(['in.jsonl'], store='a.db', _entry="
    Path("script.py").write_text(f"{script}{ENTRY!r}).counts.done)\n")
    path = os.pathsep.join(map(str, (Path(__file__).parents[1], Path(__file__).parent)))
    said = subprocess.run(
        [sys.executable, "script.py"], env={**os.environ, "PYTHONPATH": path}, capture_output=True, check=True
    )
    assert said.stdout == b"24\n"


def test_a_program_can_stop_a_run(source: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv(DELAY, "0.1")
    stop = Stop()

    class Impatient(Quiet):
        every = 0.3

        def show(self, text: str, share: float | None) -> None:
            if not text.startswith("0 documents"):
                stop.ask()

    summary = annotate_archive([source], store="a.db", workers=1, stop=stop, progress=Impatient(), _entry=ENTRY)
    assert summary.state == "interrupted"
    assert not summary.complete
    assert 0 < summary.counts.done < 24


def test_an_interrupted_program_loses_nothing(source: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv(DELAY, "0.05")

    class Broken(Quiet):
        every = 0.2

        def show(self, text: str, share: float | None) -> None:
            if not text.startswith("0 documents"):
                raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        annotate_archive([source], store="a.db", workers=1, progress=Broken(), _entry=ENTRY)
    with Store("a.db") as archive:
        (state, counts), *_ = archive.query("SELECT state, counts FROM runs")
        ((documents,),) = archive.query("SELECT count(*) FROM documents").fetchall()
    assert state == "interrupted"
    assert 0 < documents == json.loads(counts)["done"]


@pytest.mark.parametrize("wrong", [{"workers": 0}, {"deadline": 0.0}])
def test_wrong_numbers_are_refused(source: Path, wrong: dict[str, float]) -> None:
    with pytest.raises(UsageError):
        cheap(source, **wrong)
    assert not Path("a.db").exists()


# The command


def test_the_command_says_what_it_did(source: Path, capsys: SAID) -> None:
    Path("broken.jsonl").write_text("{\n")
    assert command("in.jsonl", "broken.jsonl", "--store", "a.db", "--workers", "1") == 1
    out, said = capsys.readouterr()
    assert out == ""
    assert "vnfacts: broken.jsonl#1: no JSON; mend or remove the line\n" in said
    assert "vnfacts: 24 documents done, 1 refused, 24 facts; " in said
    assert said.endswith("vnfacts: next: vnfacts info a.db, vnfacts export a.db facts\n")
    assert command("in.jsonl", "--store", "a.db", "--quiet") == 0
    assert capsys.readouterr() == ("", "")


@pytest.mark.parametrize(
    ("args", "words"),
    [
        (["--engine", "spark"], "--engine: unknown engine 'spark'"),
        (["--since", "32/01/2021"], "--since: '32/01/2021' is no date"),
        (["--date", "x"], "--date: 'x' is no date"),
        (["--sample", "0"], "--sample: '0' is no sample"),
        (["--workers", "0"], "--workers"),
        (["-", "--sample", "5"], "--sample: - cannot be read twice"),
        (["--model", "no-model"], "no-model: no such folder"),
    ],
)
def test_usage_is_told_in_one_line(source: Path, capsys: SAID, args: list[str], words: str) -> None:
    assert command("in.jsonl", "--store", "a.db", *args) == 2
    out, said = capsys.readouterr()
    assert (out, words in said, len(said.splitlines())) == ("", True, 1), said
    assert not Path("a.db").exists()


def test_a_broken_table_is_told_by_the_worker(source: Path, capsys: SAID) -> None:
    Path("words").mkdir()
    Path("words", "own.tsv").write_text("words\ttype\nmột\n", "utf-8")
    with pytest.raises(VnfactsError, match=r"own\.tsv:2"):
        annotate_archive([source], store="a.db", options=Options(lexicon=Path("words")), workers=1)


def test_too_little_memory_is_told(source: Path) -> None:
    with pytest.raises(UsageError, match="--worker-memory: too little to load the models"):
        annotate_archive([source], store="a.db", workers=1, worker_memory=40_000_000)


def test_a_terminal_gets_a_bar(source: Path) -> None:
    ours, theirs = os.openpty()
    driver = Path(__file__).with_name("batch_faults.py")
    run = subprocess.Popen(
        [sys.executable, driver, "annotate", "in.jsonl", "--store", "a.db", "--workers", "1"],
        stderr=theirs,
        stdout=subprocess.PIPE,
        env={**os.environ, DELAY: "0.05", "TERM": "xterm", "COLUMNS": "100"},
    )
    os.close(theirs)
    said = b""
    while chunk := _read(ours):
        said += chunk
    assert (run.communicate()[0], run.returncode) == (b"", 0)
    assert b"\x1b[" in said
    assert b"facts, " in said
    assert b"next: vnfacts info a.db" in said


def _read(descriptor: int) -> bytes:
    try:
        return os.read(descriptor, 10_000)
    except OSError:  # the other side is closed
        return b""


def test_progress_tells_rate_and_rest(monkeypatch: pytest.MonkeyPatch) -> None:
    now = [0.0]
    monkeypatch.setattr("extractor.batch.progress.monotonic", lambda: now[0])
    pace = Pace()
    now[0] = 10.0
    told = pace.tell(Counts(done=200, skipped=100, facts=1500, refused=2), 0.25)
    assert told == "300 documents, 20.0/s, 1,500 facts, 100 skipped, 2 refused, 25%, 30 s left"
    now[0] = 100.0
    assert pace.tell(Counts(done=200, skipped=100, facts=1500), None).startswith("300 documents, 0.0/s")


def test_how_far_the_input_is_read(source: Path) -> None:
    big = write_input("big.jsonl", ["một hai ba " * 300] * 400)
    extent = Extent(["in.jsonl", "big.jsonl"])
    assert extent.share is None
    extent.measure()
    total = source.stat().st_size + big.stat().st_size
    shares = []
    for article in read_sources(["in.jsonl", "big.jsonl"], print):
        extent.enter(article.source)
        shares.append(extent.share or 0)
    assert shares == sorted(shares)
    assert shares[23 + 200] == pytest.approx(0.5, abs=0.1)
    assert source.stat().st_size / total <= shares[30] < 0.3
    assert Extent(["-"]).share is None


def test_keys_do_not_depend_on_the_place(source: Path) -> None:
    articles = list(read_sources(["in.jsonl"], print))
    moved = write_input("moved.jsonl", TEXTS)
    assert [document_key(a) for a in articles] == [document_key(a) for a in read_sources([str(moved)], print)]
    assert len({document_key(a) for a in articles}) == len(TEXTS)
