"""``vnfacts export`` over a store, and the docs of the formats."""

from __future__ import annotations

import csv
import json
import os
import re
import signal
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from test_exports import ROOT, TEXTS, expected, read_sheets, read_texts

from extractor import Extractor
from extractor.schema import LISTS, to_record
from extractor.sinks import WRITERS, load_writer, selection, write_output
from extractor.sinks.columns import TABLES
from extractor.sinks.reference import print_formats
from extractor.sinks.selection import Filters, select_records
from extractor.sinks.writer import Record, Request
from extractor.store import Run, Store, record_key, to_rows

EXPORTS = ROOT / "docs" / "exports.md"
MARKS = ("<!-- printed by tests/test_export_store.py -->\n", "<!-- end -->\n")
FINGERPRINT = "f" * 16


@pytest.fixture(scope="module")
def archive(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("store") / "archive.db"
    with Store(path, mode="write") as store:
        run = store.begin_run(Run(FINGERPRINT, "0", {}, {}))
        store.add(run, [to_rows(record_key(record), record, FINGERPRINT) for record in read_texts()])
        store.end_run(run, state="done", counts={})
        store.finish()
    return path


def stored() -> list[Record]:
    return sorted(read_texts(), key=record_key)


def run(*args: str | Path) -> subprocess.CompletedProcess[bytes]:
    command = [sys.executable, "-m", "extractor.cli", *map(str, args)]
    return subprocess.run(command, capture_output=True, check=False)


Call = Callable[..., tuple[int, str, str]]


@pytest.fixture
def call(monkeypatch: pytest.MonkeyPatch, capfd: pytest.CaptureFixture[str]) -> Call:
    """The command in this process: (exit code, stdout, stderr)."""
    from extractor.cli import main

    def run_main(*args: str | Path) -> tuple[int, str, str]:
        monkeypatch.setattr(sys, "argv", ["vnfacts", *map(str, args)])
        with pytest.raises(SystemExit) as done:
            main()
        return (int(done.value.code or 0), *capfd.readouterr())

    return run_main


@pytest.fixture
def told(call: Call) -> Callable[..., list[dict[str, Any]]]:
    """What ``vnfacts export`` with these arguments gives as JSON Lines."""

    def read_lines(*args: str | Path) -> list[dict[str, Any]]:
        code, out, err = call("export", *args, "--format", "jsonl")
        assert (code, err) == (0, "")
        return [json.loads(line) for line in out.splitlines()]

    return read_lines


def test_export_gives_the_records_that_went_in(archive: Path) -> None:
    done = run("export", archive)
    assert (done.returncode, done.stderr) == (0, b"")
    assert [json.loads(line) for line in done.stdout.decode("utf-8").splitlines()] == stored()


@pytest.mark.parametrize("name", WRITERS)
def test_extract_and_export_write_the_same(name: str, archive: Path, tmp_path: Path) -> None:
    """One path: from records to bytes, whether they come from a store or from texts."""
    writer = load_writer(name)
    if any(not pytest.importorskip(module) for module in writer.needs):
        return

    with Store(archive) as store:
        write_output(writer, select_records(store, "facts", Filters()), str(tmp_path / "one"), Request())
    write_output(writer, stored(), str(tmp_path / "two"), Request())
    one, two = (
        {p.name: p.read_bytes() for p in [path, *path.rglob("*")] if p.is_file()}
        if path.is_dir()
        else path.read_bytes()
        for path in (tmp_path / "one", tmp_path / "two")
    )
    if name == "xlsx":  # it holds the time when it was made
        one, two = ([rows for _, rows in read_sheets(data)] for data in (one, two))
    assert one == two


@pytest.mark.parametrize("table", TABLES)
def test_export_of_a_table(table: str, archive: Path, told: Any) -> None:
    rows = told(archive, table)
    marked = [{**record, "duplicate_of": None} for record in stored()]
    twins = {r["source"] for r in rows if r["duplicate_of"]}
    assert [{**row, "duplicate_of": None} for row in rows] == expected(marked, table)
    assert twins <= {"bài 1.txt", "bài 9.txt"}


def place_of(fact: Record) -> str:
    return fact["place"]["name"] if fact["place"] else ""


def last_year(fact: Record) -> str:
    return ((fact["period"] or {"end": ""})["end"] or "")[:4]


def kind_of(entity: Record) -> tuple[str, str | None]:
    return entity["label"], entity["link"] and entity["link"]["type"]


CASES: list[tuple[tuple[str, ...], Callable[[Record], bool]]] = [
    (("facts", "--where", "value > 100 -- viết gì cũng được"), lambda f: (f["value"] or 0) > 100),
    (("facts", "--place", "bac ninh"), lambda f: "Bắc Ninh" in place_of(f)),
    (("facts", "--place", "phường Hương Trà"), lambda f: "Hương Trà" in place_of(f)),  # what it is today
    (("facts", "--place", "1:27:2004-08-31"), lambda f: "Bắc Ninh" in place_of(f)),
    (("facts", "--period", "2019"), lambda f: last_year(f) == "2019"),
    (("facts", "--period", "2019/2020"), lambda f: last_year(f) in ("2019", "2020")),
    (("facts", "--indicator", "san luong"), lambda f: "Sản lượng" in f["indicator"]),
    (("facts", "--indicator", "targets"), lambda f: f["indicator_id"] == "targets"),
    (("facts", "--status", "target"), lambda f: f["status"] == "target"),
    (
        ("facts", "--status", "actual", "--place", "Đá Bạc"),
        lambda f: (f["status"], place_of(f)) == ("actual", "xã Đá Bạc"),
    ),
    (("roles", "--where", "person LIKE '%Mận'"), lambda r: r["person"].endswith("Mận")),
    (("roles", "--status", "current"), lambda r: r["status"] == "current"),
    (("entities", "--where", "label = 'LOC' AND link_type = 'tỉnh'"), lambda e: kind_of(e) == ("LOC", "tỉnh")),
    (("entities", "--place", "bắc ninh"), lambda e: e["label"] == "LOC" and "Bắc Ninh" in e["name"]),
    (("statements", "--where", "kind = 'direct'"), lambda s: s["kind"] == "direct"),
    (("citations", "--where", "number = '54'"), lambda c: c["number"] == "54"),
]


@pytest.mark.parametrize(("args", "wanted"), CASES, ids=[" ".join(args) for args, _ in CASES])
def test_filters_choose_items_and_their_documents(args: tuple[str, ...], wanted: Any, archive: Path) -> None:
    """In-process, through the same functions as the command."""

    table, *options = args
    filters = Filters(**{name[2:]: value for name, value in zip(options[::2], options[1::2], strict=True)})
    with Store(archive) as store:
        records = list(select_records(store, table, filters))
    kept = [{**r, table: [x for x in r[table] if wanted(x)]} for r in stored()]
    assert records == [record for record in kept if record[table]]
    assert records


def test_filters_through_the_command(archive: Path, told: Any) -> None:
    options = (
        "--where",
        "value > 100",
        "--place",
        "bac ninh",
        "--period",
        "2019",
        "--indicator",
        "lúa",
        "--status",
        "actual",
    )
    rows = told(archive, "facts", *options, "--columns", "value,source")
    assert sorted(map(str, rows)) == [f"{{'value': 5200, 'source': 'bài {n}.txt'}}" for n in (1, 9)]
    (record,) = told(archive, "--where", "published < '2021-01-30' AND total = 18 AND unit = 'tiêu chí'")
    assert (record["source"], len(record["facts"])) == ("bài 2.txt", 1)
    assert told(archive, "documents", "--where", "title IS NULL", "--columns", "source")


def test_a_copy_of_an_article_is_marked_in_rows(tmp_path: Path) -> None:

    text = " ".join(f"Xã {n} trồng {n + 2} ha mận trong năm qua." for n in range(60))
    one = to_record(Extractor().extract(text, published="2020-01-01", source="a"))
    other = {**one, "title": "khác", "published": "2020-01-02", "source": "b", "id": "b" * 16}
    with Store(tmp_path / "a.db", mode="write") as store:
        number = store.begin_run(Run(FINGERPRINT, "0", {}, {}))
        store.add(number, [to_rows(record_key(r), r, FINGERPRINT) for r in (one, other)])
        store.finish()
    with Store(tmp_path / "a.db") as store:
        marked = {r["source"]: r["duplicate_of"] for r in select_records(store, "facts", Filters(), marked=True)}
        whole = list(select_records(store, "facts", Filters("duplicate_of IS NULL")))
    assert marked == {"a": None, "b": one["id"]}
    assert [r["source"] for r in whole] == ["a"]


def test_an_export_sees_one_state_of_the_store(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """While it is read, another process goes on writing."""

    monkeypatch.setattr(selection, "BATCH", 1)
    path = tmp_path / "a.db"
    first = [{**read_texts()[1], "id": f"{n:016}", "source": f"{n}.txt"} for n in range(4)]
    with Store(path, mode="write") as writer:
        number = writer.begin_run(Run(FINGERPRINT, "0", {}, {}))
        writer.add(number, [to_rows(record_key(r), r, FINGERPRINT) for r in first])
        with Store(path) as reader:
            records = selection.select_records(reader, "facts", selection.Filters(status="actual"), marked=True)
            one = next(records)
            later = [{**r, "facts": [], "checks": []} for r in first]
            writer.add(number, [to_rows(record_key(r), r, FINGERPRINT) for r in later])
            rest = list(records)
        with Store(path) as reader:
            assert list(selection.select_records(reader, "facts", selection.Filters(status="actual"))) == []
    assert [len(r["facts"]) for r in (one, *rest)] == [2] * 4


@pytest.mark.parametrize(
    ("args", "words"),
    [
        (("facts", "--where", "valu > 1"), "--where: SQLite cannot do it (no such column: valu)"),
        (("facts", "--where", "1); DELETE FROM facts; --"), "--where: SQLite cannot do it"),
        (("facts", "--where", "load_extension('x')"), "--where: SQLite cannot do it (not authorized)"),
        (("roles", "--place", "Huế"), "--place: roles have none; it is for facts and entities; use --where"),
        (("facts", "--period", "2020-13"), "--period: '2020-13' is no period"),
        (("facts", "--period", "2021/2020"), "--period: '2021/2020' is no period"),
        (("facts", "--status", "current"), "--status: 'current' is no status of facts"),
        (("fact",), "no table 'fact'; choose from facts, roles"),
        (("facts", "--columns", "x"), "--columns: facts have no column 'x'"),
        (("facts", "--format", "xml"), "--format: unknown format 'xml'"),
        (("facts", "--format", "html", "--columns", "value"), "--columns: html has no columns"),
        (("facts", "--format", "brat"), "--format brat: is a folder; say where it goes with -o FOLDER"),
        (("facts", "--format", "csv", "--dialect", "unix"), "--dialect: unknown dialect 'unix'"),
    ],
)
def test_wrong_options_are_one_line_before_anything_is_written(
    args: tuple[str, ...], words: str, archive: Path, tmp_path: Path, call: Call
) -> None:
    out = tmp_path / "out"
    where = () if "brat" in args else ("-o", out)
    code, shown, err = call("export", archive, *args, *where)
    (line,) = err.splitlines()
    assert (code, shown) == (2, "")
    assert line.startswith("vnfacts: ")
    assert words in line
    assert not out.exists()


def test_a_dash_is_standard_output(archive: Path, tmp_path: Path, call: Call, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    told = call("export", archive, "--format", "jsonl", "-o", "-")
    assert told == call("export", archive, "--format", "jsonl")
    assert told[1].startswith("{")
    assert not Path("-").exists()


def test_binary_to_a_terminal_is_refused(archive: Path) -> None:
    import pty

    parent, child = pty.openpty()
    command = [sys.executable, "-m", "extractor.cli", "export", str(archive), "--format", "xlsx"]
    done = subprocess.run(command, stdout=child, stderr=subprocess.PIPE, check=False)
    os.close(child)
    os.close(parent)
    assert done.returncode == 2
    assert b"is no text for a terminal; say where it goes with -o FILE" in done.stderr


def test_binary_goes_through_a_pipe(archive: Path) -> None:
    done = run("export", archive, "roles", "--format", "xlsx")
    assert done.returncode == 0
    ((sheet, rows),) = read_sheets(done.stdout)
    assert (sheet.title, len(rows)) == ("roles", 1 + sum(len(r["roles"]) for r in stored()))


@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGTERM])
def test_a_signal_leaves_nothing_behind(number: int, archive: Path, tmp_path: Path) -> None:
    """The export is stopped while it waits for its second record."""
    program = (
        "import sys, time; from extractor.cli import writing; from extractor.sinks import load_writer\n"
        "from extractor.sinks.writer import Request\n"
        "def records():\n yield __import__('json').loads(sys.argv[1])\n print('one', flush=True)\n time.sleep(60)\n"
        "writing.write(load_writer('brat'), records(), sys.argv[2], Request())"
    )
    command = [sys.executable, "-c", program, json.dumps(read_texts()[1]), str(tmp_path / "out")]
    pipes: dict[str, Any] = {"stdout": subprocess.PIPE, "stderr": subprocess.PIPE}
    with subprocess.Popen(command, **pipes, preexec_fn=lambda: signal.signal(number, signal.SIG_DFL)) as process:
        assert process.stdout is not None
        assert process.stdout.readline() == b"one\n"
        assert [p.name for p in tmp_path.iterdir()] == ["out.part"]
        process.send_signal(number)
        _, err = process.communicate(timeout=30)
    assert process.returncode == 130
    assert err.decode("utf-8").startswith(f"vnfacts: stopped; {tmp_path / 'out'} is as it was")
    assert list(tmp_path.iterdir()) == []


def test_extract_has_every_format(tmp_path: Path, call: Call) -> None:
    (tmp_path / "a.txt").write_text(TEXTS[1], encoding="utf-8")
    options = ("--format", "csv", "--dialect", "excel-vi", "--only", "entities", "-o", tmp_path / "out.csv")
    assert call("extract", tmp_path / "a.txt", *options) == (0, "", "")
    rows = list(csv.DictReader((tmp_path / "out.csv").open(encoding="utf-8-sig", newline=""), delimiter=";"))
    assert [row["text"] for row in rows][0] == "tỉnh Bắc Ninh"
    assert call("extract", tmp_path / "a.txt", "--format", "docbin", "-o", tmp_path / "out")[0] == 0
    assert (tmp_path / "out" / "00000.spacy").exists()
    help_text = re.sub(r"\W+", " ", call("extract", "--help")[1])
    assert all(re.sub(r"\W+", " ", name) in help_text for name in WRITERS)


def print_part(archive: Path) -> str:
    with Store(archive) as store:
        return print_formats(lambda sql: [name for name, *_ in store.query(f"{sql} LIMIT 0").description])


def test_docs_of_formats_are_what_is_printed(archive: Path) -> None:
    before, rest = EXPORTS.read_text(encoding="utf-8").split(MARKS[0])
    assert rest.split(MARKS[1])[0] == print_part(archive)
    assert set(LISTS) >= set(TABLES) - {"documents"}


if __name__ == "__main__":
    import tempfile

    with tempfile.TemporaryDirectory() as folder:
        Store(Path(folder) / "a.db", mode="write").close()
        before, rest = EXPORTS.read_text(encoding="utf-8").split(MARKS[0])
        after = rest.split(MARKS[1])[1]
        EXPORTS.write_text(before + MARKS[0] + print_part(Path(folder) / "a.db") + MARKS[1] + after, encoding="utf-8")
