"""The real CLI on places: lookup, history, check, and tables of one's own."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from test_cli import run

HEADER = "level\tcode\tname\ttype\tparent\tvalid_from\tvalid_to\n"
RECORD = {"name", "type", "code", "parents", "valid_from", "valid_to", "successors", "today"}


def records(*args: str) -> list[dict[str, object]]:
    done = run("lookup", *args)
    assert (done.returncode, done.stderr) == (0, b"")
    return [json.loads(line) for line in done.stdout.splitlines()]


def test_lookup_names_the_town_and_what_it_became() -> None:
    first, *others = records("huong tra", "--on", "2021-01-29")
    assert set(first) >= RECORD
    assert (first["name"], first["parents"]) == ("thị xã Hương Trà", ["tỉnh Thừa Thiên Huế"])
    today = first["today"]
    assert isinstance(today, list)
    assert {unit["name"] for unit in today} == {"phường Hương Trà", "phường Kim Trà", "xã Bình Điền"}
    assert {r["type"] for r in others} == {"xã"}


def test_lookup_by_type_place_and_number() -> None:
    assert [r["parents"] for r in records("Châu Thành", "--type", "huyện", "--in", "Trà Vinh")] == [["tỉnh Trà Vinh"]]
    assert len(records("Tân Thành", "--limit", "2")) == 2
    assert {r["type"] for r in records("Hương Trà", "--type", "P.")} == {"phường"}


def test_lookup_as_a_table() -> None:
    done = run("lookup", "TX. Hương Trà", "--format", "table")
    assert done.returncode == 0
    assert "thị xã Hương Trà" in done.stdout.decode()
    assert "vnfacts gazetteer history" in done.stdout.decode()


@pytest.mark.parametrize(
    ("args", "code", "words"),
    [
        (["lookup", "Xyzzyx"], 1, "no unit is called"),
        (["lookup", "Hương Trà", "--on", "hôm qua"], 2, "is no date"),
        (["lookup", "Hương Trà", "--type", "làng"], 2, "is no type of unit"),
        (["lookup", "Hương Trà", "--format", "xml"], 2, "is no format"),
        (["lookup", "Hương Trà", "--gazetteer", "/nowhere"], 2, "no such folder"),
        (["gazetteer", "history", "Xyzzyx"], 1, "no unit is called"),
    ],
)
def test_errors_are_one_clear_line(args: list[str], code: int, words: str) -> None:
    done = run(*args)
    assert done.returncode == code
    assert words in done.stderr.decode()
    assert done.stderr.count(b"\n") == 1


def test_history_tells_a_life_with_its_documents() -> None:
    lines = run("gazetteer", "history", "thị xã Hương Trà").stdout.decode().splitlines()
    assert lines[1].split("\t") == ["2:480", "2011-11-16", "huyện Hương Trà → thị xã Hương Trà", "99/NQ-CP"]
    assert lines[-1].split("\t")[2].startswith("gone: became phường Hương Trà")


def test_shipped_tables_pass_the_check() -> None:
    done = run("gazetteer", "check")
    assert (done.returncode, done.stdout) == (0, b"")


def test_check_names_the_row(tmp_path: Path) -> None:
    (tmp_path / "places.tsv").write_text(HEADER + "2\t999\tX\tlàng\t46\t2005-01-01\t\n", encoding="utf-8")
    done = run("gazetteer", "check", tmp_path)
    assert done.returncode == 2
    table, row, wrong, remedy = done.stdout.decode().splitlines()[0].split("\t")
    assert (table, row) == ("places.tsv", "2:999:2005-01-01 làng X")
    assert "no type of level 2" in wrong
    assert remedy


def test_own_units_are_linked(tmp_path: Path) -> None:
    rows = HEADER + "2\tdoi-moi\tĐồi Mới\thuyện\t46\t2005-01-01\t\n"
    (tmp_path / "places.tsv").write_text(rows, encoding="utf-8")
    text = "Huyện Đồi Mới có 12 xã.".encode()
    own = json.loads(run("extract", "-", "--gazetteer", tmp_path, stdin=text).stdout)
    shipped = json.loads(run("extract", "-", stdin=text).stdout)
    assert "2:doi-moi:2005-01-01" in {e["link"]["id"] for e in own["entities"] if e["link"]}
    assert "2:doi-moi:2005-01-01" not in {e["link"]["id"] for e in shipped["entities"] if e["link"]}
