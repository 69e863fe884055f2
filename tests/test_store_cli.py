"""The commands over stores: info, verify, merge, query, load; and that docs/store.md says what is so."""

from __future__ import annotations

import csv
import gzip
import io
import json
import re
import sqlite3
import subprocess
import sys
from collections.abc import Callable
from copy import deepcopy
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

import pytest
from test_store import RUN, TEXTS, annotated, copies, digest, fill, records, rows_of, sample

from extractor.cli import main
from extractor.store import Failure, Record, Store, record_key
from extractor.store.columns import describe_tables, to_markdown

DOCS = Path(__file__).parents[1] / "docs" / "store.md"


@dataclass(frozen=True)
class Done:
    code: int
    out: str
    err: str

    def rows(self) -> list[dict[str, Any]]:
        return [json.loads(line) for line in self.out.splitlines()]


Runner = Callable[..., Done]


@pytest.fixture
def run(monkeypatch: pytest.MonkeyPatch, capfdbinary: pytest.CaptureFixture[bytes]) -> Runner:
    """The command line, as ``vnfacts`` runs it."""

    def run_main(*args: str | Path) -> Done:
        monkeypatch.setattr(sys, "argv", ["vnfacts", *map(str, args)])
        with pytest.raises(SystemExit) as end:
            main()
        sys.stdout.flush()
        out, err = capfdbinary.readouterr()
        return Done(int(end.value.code or 0), out.decode(), err.decode())

    return run_main


@pytest.fixture
def path(tmp_path: Path) -> Path:
    fill(tmp_path / "archive.db")
    return tmp_path / "archive.db"


def write_lines(path: Path, rows: list[Any]) -> Path:
    opener = gzip.open if path.suffix == ".gz" else open
    with opener(path, "wt", encoding="utf-8") as out:
        out.writelines(json.dumps(row, ensure_ascii=False) + "\n" for row in rows)
    return path


# info


def test_info_counts_what_is_there(tmp_path: Path, run: Runner) -> None:
    path = tmp_path / "a.db"
    fill(path, copies())
    with Store(path, mode="write") as store:
        number = store.begin_run(replace(RUN, options={"date": "2021-01-29"}))
        kinds = ("timeout", "crash", "crash")
        failures = [Failure(n, f"x.jsonl#{n}", kind, "it hung", 1) for n, kind in enumerate(kinds)]
        store.add(number, [], failures=failures)
    done = run("info", path, "--format", "jsonl")
    assert (done.code, done.err) == (0, "")
    rows = done.rows()
    (about,) = [row for row in rows if row["section"] == "store"]
    facts = sum(len(record["facts"]) for record in copies())
    assert (about["documents"], about["duplicates"], about["facts"], about["failures"]) == (len(copies()), 2, facts, 3)
    assert about["bytes"] == path.stat().st_size
    tables = {row["table"]: row["rows"] for row in rows if row["section"] == "tables"}
    assert tables["entities"] == sum(len(record["entities"]) for record in copies())
    runs = [row for row in rows if row["section"] == "runs"]
    assert [(row["state"], row["documents"]) for row in runs] == [("done", len(copies())), ("running", 0)]
    assert runs[1]["options"] == {"date": "2021-01-29"}
    coverage = {(row["publisher"], row["year"]): row["documents"] for row in rows if row["section"] == "coverage"}
    assert coverage == {("TTH", "2021"): 1, (None, "2021"): len(copies()) - 2, (None, None): 1}
    failed = [(row["kind"], row["documents"], row["first"]) for row in rows if row["section"] == "failures"]
    assert failed == [("crash", 2, "x.jsonl#1"), ("timeout", 1, "x.jsonl#0")]
    table = run("info", path, "--format", "table")
    assert f"{len(copies()):,} documents (2 of them copies), {facts:,} facts" in table.out
    assert "wait for full text" not in table.out


def test_info_says_what_the_run_left(tmp_path: Path, run: Runner) -> None:
    with Store(tmp_path / "a.db", mode="write") as store:
        store.add(store.begin_run(RUN), [rows_of(sample())])
    assert "1 documents wait for full text and copies" in run("info", tmp_path / "a.db", "--format", "table").out


def test_info_migrates(path: Path, run: Runner, monkeypatch: pytest.MonkeyPatch) -> None:
    before = digest(path)
    monkeypatch.setattr("extractor.store.file.VERSION", 2)
    monkeypatch.setattr("extractor.store.migrations.VERSION", 2)
    monkeypatch.setattr("extractor.store.migrations.STEPS", ("ALTER TABLE runs ADD COLUMN note TEXT;",))
    refused = run("info", path)
    assert (refused.code, refused.err.count("\n")) == (2, 1)
    assert f"vnfacts info {path} --migrate" in refused.err
    done = run("info", path, "--migrate", "--format", "jsonl")
    assert (done.code, done.rows()[0]["version"]) == (0, 2)
    assert digest(path) == before


# verify


def test_verify_proves_stores_and_records(path: Path, tmp_path: Path, run: Runner) -> None:
    lines = write_lines(tmp_path / "out.jsonl.gz", records())
    done = run("verify", path, lines)
    assert (done.code, done.err) == (0, "")
    spans = sum(
        len(record[kind])
        for record in records()
        for kind in ("zones", "entities", "abbreviations", "references", "roles", "facts", "statements", "citations")
    )
    assert done.out.splitlines() == [
        f"{file}: {len(records()):,} documents, {spans:,} spans: all right" for file in (path, lines)
    ]


def test_verify_prints_hashes_to_compare_stores_by(path: Path, run: Runner) -> None:
    _, *told = run("verify", path, "--digest").out.splitlines()
    assert dict(line.split()[::-1] for line in told) == digest(path)


@pytest.mark.parametrize(
    ("sql", "words"),
    [
        ("UPDATE facts SET start = start + 1 WHERE id = 'f1'", "facts f1: text["),
        ("UPDATE entities SET text = 'khác' WHERE id = 'e1'", "it says 'khác'"),
        ("DELETE FROM facts WHERE id = 'f1'", "refers to a row of facts that is not there"),
        ("DELETE FROM sources", "its source is not among its sources"),
        ("UPDATE facts SET sentence_end = sentence_start WHERE id = 'f1'", "a fact lies outside its sentence"),
        ("INSERT INTO documents_fts (documents_fts) VALUES ('delete-all')", "it is not in the full-text index"),
        ("UPDATE documents SET duplicate_of = key", "it is the copy of a copy"),
        ("UPDATE documents SET text = ''", "is '', it says"),
    ],
)
def test_verify_names_what_is_wrong_in_a_store(path: Path, sql: str, words: str, run: Runner) -> None:
    with sqlite3.connect(path) as connection:
        connection.execute(sql)
    done = run("verify", path)
    assert done.code == 1
    assert words in done.out
    assert re.search(r"\d+ wrong$", done.out.strip())


def test_verify_names_lines_that_are_wrong(tmp_path: Path, run: Runner) -> None:
    record = deepcopy(sample())
    record["roles"][0]["end"] += 1
    lines = write_lines(tmp_path / "out.jsonl", [record, {"id": "x"}, sample()])
    with lines.open("a") as out:
        out.write("{broken\n")
    done = run("verify", lines)
    assert done.code == 1
    faults = done.out.splitlines()
    assert faults[0].startswith(f"{lines}: line 1: roles 0: text[")
    assert [line.split(": ")[1:3] for line in faults[1:3]] == [
        ["line 2", "no record (KeyError"],
        ["line 4", "no record (JSONDecodeError"],
    ]
    assert faults[3].endswith("3 wrong")
    (tmp_path / "empty.jsonl").touch()
    assert "holds no record" in run("verify", tmp_path / "empty.jsonl").out
    assert run("verify", tmp_path / "missing").code == 2


# merge


def test_merge_gives_the_same_store_in_any_order(tmp_path: Path, run: Runner) -> None:
    some = copies()
    fill(tmp_path / "whole.db", some)
    fill(tmp_path / "a.db", some[:5])
    fill(tmp_path / "b.db", [*some[4:], {**some[0], "source": "again.txt"}])
    before = [digest(tmp_path / name) for name in ("a.db", "b.db")]
    done = run("merge", tmp_path / "a.db", tmp_path / "b.db", "-o", tmp_path / "ab.db")
    assert (done.code, done.out) == (0, "")
    assert f"{len(some) - 5} documents taken, 2 there already, 0 of them under other options" in done.err
    assert run("merge", tmp_path / "b.db", tmp_path / "a.db", tmp_path / "b.db", "-o", tmp_path / "ba.db").code == 0
    assert [digest(tmp_path / name) for name in ("a.db", "b.db")] == before
    ab, ba, whole = (digest(tmp_path / name) for name in ("ab.db", "ba.db", "whole.db"))
    assert ab == ba
    assert {table for table in ab if ab[table] != whole[table]} == {"documents", "sources"}  # again.txt
    with Store(tmp_path / "ab.db") as store:
        assert store.query("SELECT count(*) FROM runs").fetchone()[0] == 2
        found = {record_key(record): record for record in store.records()}
        assert found == {record_key(r): {**r, "source": "again.txt"} if r is some[0] else r for r in some}
        assert store.search("da nang")
    assert sorted(f.name for f in tmp_path.iterdir()) == ["a.db", "ab.db", "b.db", "ba.db", "whole.db"]
    assert run("verify", tmp_path / "ab.db", tmp_path / "ba.db").code == 0


def test_merge_keeps_what_the_later_run_made(tmp_path: Path, run: Runner) -> None:
    older = {**sample(), "facts": [], "checks": []}
    fill(tmp_path / "old.db", [older, records()[1]], run=replace(RUN, fingerprint="older"))
    with Store(tmp_path / "old.db", mode="write") as store:
        number = store.begin_run(replace(RUN, fingerprint="between"))
        seen = [Failure(record_key(r), r["source"], "crash", "signal 9", 3) for r in (sample(), records()[1])]
        store.add(number, [], failures=[*seen, Failure(5, "b", "timeout", "60 s", 1)])
    fill(tmp_path / "new.db", [sample()])
    for names in (("old", "new"), ("new", "old")):
        output = tmp_path / f"{'-'.join(names)}.db"
        assert run("merge", *(tmp_path / f"{name}.db" for name in names), "-o", output).code == 0
        with Store(output) as store:
            assert list(store.records("d.source = ?", [sample()["source"]])) == [sample()]
            states = store.state_of([record_key(sample()), record_key(records()[1]), 5])
        assert list(states.values()) == [RUN.fingerprint, "failed:between", "failed:between"]


def test_merge_writes_no_half_store(path: Path, tmp_path: Path, run: Runner) -> None:
    (tmp_path / "text.db").write_text("Không phải cơ sở dữ liệu.")
    done = run("merge", path, tmp_path / "text.db", "-o", tmp_path / "out.db")
    assert done.code == 2
    assert "is no vnfacts store" in done.err
    assert sorted(f.name for f in tmp_path.iterdir()) == ["archive.db", "text.db"]
    before = path.read_bytes()
    done = run("merge", path, "-o", path)
    assert (done.code, path.read_bytes()) == (2, before)
    assert "is there already" in done.err


# query


def test_query_prints_rows(path: Path, run: Runner) -> None:
    sql = "SELECT indicator, value, unit, speaker FROM facts_flat WHERE value > 1e12 ORDER BY value"
    with Store(path) as store:
        expected = [dict(row) for row in store.query(sql)]
    assert len(expected) >= 3
    done = run("query", path, sql)
    assert (done.code, done.rows()) == (0, expected)
    read = list(csv.DictReader(io.StringIO(run("query", path, sql, "--format", "csv").out.removeprefix("\ufeff"))))
    assert read == [{name: "" if x is None else str(x) for name, x in row.items()} for row in expected]
    table = run("query", path, sql, "--format", "table").out
    assert all(str(row["value"]) in table for row in expected)


def test_query_runs_no_formula_and_no_markup(path: Path, run: Runner) -> None:
    sql = "SELECT '=1+1' AS a, -3.5 AS a, x'00ff' AS b, '[red]x' AS \"[b]\", NULL AS c"
    (row,) = run("query", path, sql).rows()
    assert row == {"a": "=1+1", "a_2": -3.5, "b": "00ff", "[b]": "[red]x", "c": None}
    lines = run("query", path, sql, "--format", "csv").out
    assert lines == "\ufeffa,a_2,b,[b],c\r\n'=1+1,-3.5,00ff,[red]x,\r\n"
    assert "[red]x" in run("query", path, sql, "--format", "table").out


def test_query_folds_for_the_full_text_index(path: Path, run: Runner) -> None:
    sql = "SELECT rowid FROM documents_fts WHERE documents_fts MATCH fold_d('\"Đà Nẵng\"')"
    assert {row["rowid"] for row in run("query", path, sql).rows()} >= {record_key(records()[1])}


def test_query_says_what_is_wrong(path: Path, tmp_path: Path, run: Runner) -> None:
    for args, words in (
        ([path, "DELETE FROM facts"], "does more than read"),
        ([path, "SELECT no_such FROM facts"], "no such column: no_such"),
        ([path, "SELECT 1", "--format", "xml"], "choose from table, csv, jsonl"),
        ([tmp_path / "no.db", "SELECT 1"], "no such store"),
    ):
        done = run("query", *args)
        assert (done.code, done.out, done.err.count("\n")) == (2, "", 1)
        assert words in done.err
    numbers = "WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n LIMIT 300) SELECT i FROM n"
    long = run("query", path, numbers, "--format", "table")
    assert "the first 200 rows" in long.err


# load


def shard(record: Record, fingerprint: str = RUN.fingerprint) -> dict[str, Any]:
    return {"key": record_key(record), "fingerprint": fingerprint, "record": record}


def failed(key: int, fingerprint: str = RUN.fingerprint) -> dict[str, Any]:
    failure = {"source": f"x.jsonl#{key}", "kind": "timeout", "seen": "60 s", "tries": 2}
    return {"key": key, "fingerprint": fingerprint, "failure": failure}


def write_parquet(path: Path, rows: list[dict[str, Any]]) -> None:
    pa, pq = pytest.importorskip("pyarrow"), pytest.importorskip("pyarrow.parquet")
    packed = [
        {"key": row["key"], "fingerprint": row["fingerprint"]}
        | {name: json.dumps(row[name]) if name in row else None for name in ("record", "failure")}
        for row in rows
    ]
    pq.write_table(pa.Table.from_pylist(packed), path)


def write_shards(folder: Path, kind: str) -> None:
    folder.mkdir()
    rows = [*map(shard, copies()), failed(7)]
    for n, some in enumerate((rows[:3], rows[3:])):
        if kind == "parquet":
            write_parquet(folder / f"{n}.parquet", some)
        else:
            write_lines(folder / f"{n}.{kind}", some)
    told = {"fingerprint": RUN.fingerprint, "version": RUN.version, "options": RUN.options, "hashes": RUN.hashes}
    (folder / "run.json").write_text(json.dumps(told))


@pytest.mark.parametrize("kind", ["jsonl", "jsonl.gz", "parquet"])
def test_load_gives_the_store_that_annotating_gives(tmp_path: Path, kind: str, run: Runner) -> None:
    fill(tmp_path / "here.db", copies())
    with Store(tmp_path / "here.db", mode="write") as store:
        store.add(store.begin_run(RUN), [], failures=[Failure(7, "x.jsonl#7", "timeout", "60 s", 2)])
    write_shards(tmp_path / "shards", kind)
    there = tmp_path / "there.db"
    done = run("load", tmp_path / "shards", "--store", there)
    assert (done.code, done.err) == (0, f"vnfacts: 2 shards: {len(copies())} loaded, 1 failed\n")
    assert digest(there) == digest(tmp_path / "here.db")
    with Store(there) as store:
        (told,) = store.query("SELECT version, hashes, state FROM runs")
    assert tuple(told) == (RUN.version, json.dumps(RUN.hashes), "done")
    again = run("load", tmp_path / "shards", "--store", there)
    assert again.err == f"vnfacts: 2 shards: 0 loaded, {len(copies())} skipped, 1 failed\n"
    assert digest(there) == digest(tmp_path / "here.db")


def test_load_goes_on_after_a_kill(tmp_path: Path, run: Runner) -> None:
    write_shards(tmp_path / "shards", "jsonl")
    store = tmp_path / "a.db"
    assert run("load", tmp_path / "shards" / "0.jsonl", "--store", store).code == 0
    done = run("load", tmp_path / "shards", "--store", store)
    assert done.err == f"vnfacts: 2 shards: {len(copies()) - 3} loaded, 3 skipped, 1 failed\n"
    fill(tmp_path / "b.db", copies())
    assert {**digest(store), "failures": ""} == {**digest(tmp_path / "b.db"), "failures": ""}


def test_load_and_merge_end_in_order_on_ctrl_c(tmp_path: Path, run: Runner, monkeypatch: pytest.MonkeyPatch) -> None:
    write_shards(tmp_path / "shards", "jsonl")
    store = tmp_path / "a.db"
    add, calls = Store.add, iter(range(100))

    def add_twice(self: Store, *args: Any, **named: Any) -> None:
        if next(calls) > 1:
            raise KeyboardInterrupt
        add(self, *args, **named)

    def interrupt(self: Store) -> None:
        raise KeyboardInterrupt

    with monkeypatch.context() as patch:
        patch.setattr(Store, "add", add_twice)
        done = run("load", tmp_path / "shards", "--store", store)
    assert (done.code, "run the same command again to go on" in done.err) == (130, True)
    with Store(store) as opened:
        assert len(list(opened.records())) == 3
        assert [row["state"] for row in opened.query("SELECT state FROM runs")] == ["interrupted"]
    assert run("load", tmp_path / "shards", "--store", store).code == 0
    with monkeypatch.context() as patch:
        patch.setattr(Store, "finish", interrupt)
        done = run("merge", store, "-o", tmp_path / "b.db")
    assert (done.code, done.err.splitlines()[-1]) == (130, "vnfacts: interrupted; nothing is written")
    assert sorted(f.name for f in tmp_path.iterdir()) == ["a.db", "shards"]


def test_load_takes_what_extract_writes(tmp_path: Path, run: Runner) -> None:
    text = tmp_path / "a.txt"
    text.write_text(TEXTS[0])
    assert run("extract", text, "-o", tmp_path / "out.jsonl").code == 0
    done = run("load", tmp_path / "out.jsonl", "--store", tmp_path / "a.db")
    assert (done.code, done.err) == (0, "vnfacts: 1 shards: 1 loaded\n")
    with Store(tmp_path / "a.db") as store:
        assert list(store.records()) == [json.loads((tmp_path / "out.jsonl").read_text())]


def test_load_leaves_what_other_options_made(path: Path, tmp_path: Path, run: Runner) -> None:
    before = digest(path)
    lines = write_lines(
        tmp_path / "newer.jsonl", [shard({**sample(), "facts": [], "checks": []}, "newer"), failed(9, "x")]
    )
    done = run("load", lines, "--store", path)
    assert (done.code, done.err) == (0, "vnfacts: 1 shards: 0 loaded, 1 older, 1 failed\n")
    assert {**digest(path), "failures": ""} == {**before, "failures": ""}
    assert run("load", lines, "--store", path, "--refresh").code == 0
    with Store(path) as store:
        assert next(store.records("d.fingerprint = 'newer'"))["facts"] == []


def test_load_refuses_rows_and_takes_the_others(tmp_path: Path, run: Runner) -> None:
    huge, partial = deepcopy(annotated(TEXTS[1])), deepcopy(annotated(TEXTS[2]))
    huge["entities"][0]["end"] = 2**70
    del partial["roles"]
    good = [shard(sample()), shard(annotated(TEXTS[3]))]
    rows = [good[0], [1], {"key": 1}, shard(huge), shard(partial), {"text": "Chỉ có chữ."}, good[1]]
    lines = write_lines(tmp_path / "a.jsonl", rows)
    with lines.open("ab") as out:
        out.write(b"{broken\n\xff\n")
    done = run("load", lines, "--store", tmp_path / "a.db")
    assert done.code == 1
    *refused, last = done.err.splitlines()
    assert last == "vnfacts: 1 shards: 2 loaded, 7 refused"
    assert [line.split(": ")[1] for line in refused] == [f"{lines}#{n}" for n in (2, 3, 5, 6, 8, 9)] + ["text"]
    assert "a record without roles; write it without --only" in refused[2]
    with Store(tmp_path / "a.db") as store:
        assert {r["id"] for r in store.records()} == {row["record"]["id"] for row in good}


def test_load_says_what_is_missing(tmp_path: Path, run: Runner, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "empty").mkdir()
    for shards, words in (("no", "no such file or folder"), ("empty", "a folder without shards")):
        done = run("load", tmp_path / shards, "--store", tmp_path / "a.db")
        assert done.code == 2
        assert words in done.err
    (tmp_path / "a.parquet").write_bytes(b"PAR1")
    with monkeypatch.context() as patch:
        patch.setitem(sys.modules, "pyarrow", None)
        done = run("load", tmp_path / "a.parquet", "--store", tmp_path / "a.db")
    assert done.code == 2
    assert "pip install 'vnfacts[parquet]'" in done.err
    pytest.importorskip("pyarrow")
    done = run("load", tmp_path / "a.parquet", "--store", tmp_path / "a.db")
    assert (done.code, "cannot be read" in done.err) == (1, True)


def test_load_refuses_rows_of_parquet(tmp_path: Path, run: Runner) -> None:
    pa, pq = pytest.importorskip("pyarrow"), pytest.importorskip("pyarrow.parquet")
    good = shard(sample())
    rows = [{"key": n, "fingerprint": "x", "record": record} for n, record in enumerate(("{broken", None, "[]"))]
    rows.append({**good, "record": json.dumps(good["record"])})
    pq.write_table(pa.Table.from_pylist(rows), tmp_path / "a.parquet")
    pq.write_table(pa.Table.from_pylist([{"x": 1}]), tmp_path / "b.parquet")
    done = run("load", tmp_path, "--store", tmp_path / "a.db")
    assert done.code == 1
    *refused, last = done.err.splitlines()
    assert last == "vnfacts: 2 shards: 1 loaded, 4 refused"
    assert [line.split(": ")[1] for line in refused[:3]] == [f"{tmp_path / 'a.parquet'}#{n}" for n in (1, 2, 3)]
    assert "it has no column record" in refused[3]


def test_the_commands_are_there() -> None:
    command = [sys.executable, "-m", "extractor.cli", "--help"]
    told = subprocess.run(command, capture_output=True, check=True, text=True).stdout
    assert {"info", "verify", "merge", "query", "load"} <= set(told.split())


# docs/store.md


def test_docs_explain_every_column(path: Path) -> None:
    with sqlite3.connect(path) as connection:
        for table in describe_tables():
            there = [name for (name,) in connection.execute(f"SELECT name FROM pragma_table_info('{table.name}')")]
            if table.name != "documents_fts":
                assert [name for name, _ in table.columns] == there, table.name
        names = {t.name for t in describe_tables()}
        sql = "SELECT name FROM sqlite_schema WHERE type IN ('table', 'view') AND name NOT LIKE 'sqlite%'"
        assert {name for (name,) in connection.execute(sql) if not name.startswith("documents_fts_")} == names
    assert to_markdown() in DOCS.read_text(encoding="utf-8")


EXAMPLES = re.findall(r"```sql\n(.*?)```", DOCS.read_text(encoding="utf-8"), re.S)


@pytest.mark.parametrize("sql", EXAMPLES)
def test_docs_examples_run_and_find_something(tmp_path_factory: pytest.TempPathFactory, sql: str) -> None:
    path = tmp_path_factory.getbasetemp() / "examples.db"
    if not path.exists():
        fill(path, copies())
    with Store(path) as store:
        assert store.query(sql).fetchall()
