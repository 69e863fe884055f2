"""Writers: the same hand-made record as JSON Lines, CSV and a table; columns; where output goes."""

from __future__ import annotations

import csv
import io
import json
import os
import re
import subprocess
import sys
from collections.abc import Iterator
from dataclasses import replace
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest

from extractor.errors import UsageError
from extractor.model import (
    Amount,
    Article,
    Body,
    Check,
    Citation,
    Comparison,
    Document,
    Entity,
    Fact,
    Link,
    Period,
    Place,
    Role,
    Speaker,
    Statement,
    Zone,
)
from extractor.schema import LISTS, to_record
from extractor.sinks import WRITERS, docbin, find_writer, load_writer, output, write_output
from extractor.sinks.columns import TABLES
from extractor.sinks.csv_rows import DIALECTS, defuse
from extractor.sinks.glob import to_glob
from extractor.sinks.mentions import join_role
from extractor.sinks.notation import format_comparison, format_fact, format_role
from extractor.sinks.reference import print_columns
from extractor.sinks.rows import choose_columns, read_rows
from extractor.sinks.values import follow, read_day
from extractor.sinks.writer import Record, Request

DOCS = Path(__file__).parents[1] / "docs"
TEXT = "=Bà Lý Thị Mận, Bí thư Đảng ủy xã Đá Bạc: năm 2022 xã thu khoảng 1.250 tấn mận, tăng 3,2% so với năm 2021. Hết."
COMMUNE = Link(
    "3:26614:2004-08-31", "xã Đá Bạc", "xã", ("huyện Châu Đức", "tỉnh Bà Rịa - Vũng Tàu"), ("xã Nghĩa Thành",)
)
FOUND = Fact(
    "f1",
    "=sản lượng mận",
    Amount(1250, "tấn", "about"),
    "estimate",
    (Comparison("increase", Decimal("3.2"), "%", base="năm 2021"), Comparison("multiple", 2, None)),
    Period("năm 2022", "2022-01-01", "2022-12-31"),
    Place("xã", "xã Đá Bạc", COMMUNE),
    Body("xã", "UBND xã Đá Bạc"),
    Speaker("Lý Thị Mận", "Bí thư", "Đảng ủy xã Đá Bạc"),
    "body",
    *(0, 10, TEXT[:10]),
    "measured (amounts.rules:1)",
    0.8,
    cumulative=False,
)
HELD = Role("Lý Thị Mận", "Bí thư", "Đảng ủy xã Đá Bạc", "current", 4, 14, TEXT[4:14], "appositive")
DOCUMENT = Document(
    Article("a1", "x.txt", TEXT, title="[bold]Mận", published="2023-02-31T07:00", zones=(Zone("body", 0, len(TEXT)),)),
    entities=(Entity("e1", 31, 40, TEXT[31:40], "LOC", "xã Đá Bạc", "c1", "model", "x", 0.9, COMMUNE),),
    facts=(FOUND,),
    roles=(HELD,),
    statements=(Statement(Speaker("Lý Thị Mận"), "direct", 42, 50, TEXT[42:50], "says"),),
    citations=(Citation("luật", None, None, None, 0, 3, TEXT[:3], "model"),),
    checks=(Check("sum", False, ("f1", "f1"), "1 + 1 = 3"),),
)
RECORD = to_record(DOCUMENT)
# What a spreadsheet of facts had before it had new columns at the end, and still has
FIRST = (
    *(
        "document",
        "source",
        "record_id",
        "published",
        "fact",
        "indicator",
        "indicator_id",
        "value",
        "value_high",
        "total",
    ),
    *("unit", "bound", "status", "comparisons", "period", "period_start", "period_end", "place", "speaker"),
    *("speaker_position", "speaker_organization", "zone", "start", "end", "text", "rule", "confidence"),
)
FIRST_ROLE = (
    *("document", "source", "record_id", "published", "person", "position", "organization", "status", "start", "end"),
    *("text", "rule"),
)


def write(name: str, *records: Record, **asked: Any) -> str:
    out = io.BytesIO()
    load_writer(name).write(iter(records), out, Request(**asked))
    return out.getvalue().decode("utf-8")


def read_csv(text: str, **options: Any) -> list[dict[str, str]]:
    assert text.startswith("\ufeff")
    return list(csv.DictReader(io.StringIO(text[1:], newline=""), **options))


def test_jsonl_is_one_record_a_line() -> None:
    lines = write("jsonl", RECORD, RECORD).splitlines()
    assert [json.loads(line) for line in lines] == [RECORD] * 2
    assert "Lý Thị Mận" in lines[0]


def test_jsonl_with_a_table_is_one_row_a_line() -> None:
    (row,) = map(json.loads, write("jsonl", RECORD, table=TABLES["facts"]).splitlines())
    assert tuple(row) == tuple(column.name for column in TABLES["facts"].columns)
    assert (row["value"], row["record_id"], row["cumulative"]) == (1250, None, False)


@pytest.mark.parametrize("mark", ["\u2028", "\u2029", "\x85", "\n", "\r", "\x00", "\x1c"])
def test_jsonl_has_no_line_end_inside_a_line(mark: str) -> None:
    text = write("jsonl", {**RECORD, "title": f"a{mark}b"})
    assert len(text.splitlines()) == 1
    assert json.loads(text)["title"] == f"a{mark}b"


def test_csv_is_one_row_a_fact() -> None:
    (row,) = read_csv(write("csv", RECORD))
    assert tuple(row)[: len(FIRST)] == FIRST
    assert (row["value"], row["unit"], row["bound"], row["total"]) == ("1250", "tấn", "about", "")
    assert row["comparisons"] == "'+3.2%@năm 2021; x2"
    assert (row["period_start"], row["speaker_position"]) == ("2022-01-01", "Bí thư")
    assert (row["indicator"], row["text"]) == ("'=sản lượng mận", "'" + TEXT[:10])


def test_csv_tells_change_place_today_and_sentence() -> None:
    (row,) = read_csv(write("csv", RECORD))
    change = (row["change"], row["change_value"], row["change_unit"], row["change_base"], row["base_start"])
    assert change == ("increase", "3.2", "%", "năm 2021", "")
    assert (row["place"], row["place_now"]) == ("xã Đá Bạc", "xã Nghĩa Thành")
    assert (row["place_text"], row["place_type"], row["place_id"]) == ("xã", "xã", "3:26614:2004-08-31")
    assert row["place_parents"] == "huyện Châu Đức; tỉnh Bà Rịa - Vũng Tàu"
    assert row["sentence"] == "'" + TEXT.removesuffix(" Hết.")
    assert (row["body"], row["cumulative"], row["title"]) == ("UBND xã Đá Bạc", "false", "[bold]Mận")
    assert (row["published"], row["published_day"]) == ("2023-02-31T07:00", "")  # no calendar has that day


def test_csv_of_roles_alone_is_one_row_a_role() -> None:
    (row,) = read_csv(write("csv", RECORD, table=TABLES["roles"]))
    assert tuple(row)[: len(FIRST_ROLE)] == FIRST_ROLE
    assert (row["person"], row["status"]) == ("Lý Thị Mận", "current")


def test_csv_for_a_vietnamese_excel() -> None:
    (row,) = read_csv(write("csv", RECORD, dialect="excel-vi"), delimiter=";")
    assert (row["value"], row["change_value"], row["confidence"]) == ("1250", "3,2", "0,8")
    assert row["comparisons"] == "'+3.2%@năm 2021; x2"
    assert set(DIALECTS) == {"excel", "excel-vi"}


@pytest.mark.parametrize("cell", ["=1+1", "+3.2%", "-cmd", "@SUM(A1)", "\tx", "\rx", "\nx", "-", "＝1", "-1e5", "+1"])
def test_formulas_are_defused(cell: str) -> None:
    assert defuse(cell) == "'" + cell


@pytest.mark.parametrize("cell", [-3, -3.25, 0, "12", "xã = 5", "−3", None, ""])
def test_plain_cells_stay(cell: object) -> None:
    assert defuse(cell) == ("" if cell is None else str(cell))


def test_tiny_and_negative_numbers_are_numbers() -> None:
    fact = {**RECORD["facts"][0], "value": -1e-07, "value_high": 10**30}
    (row,) = read_csv(write("csv", {**RECORD, "facts": [fact]}))
    assert (float(row["value"]), row["value_high"]) == (-1e-07, "1" + "0" * 30)


def test_table_reads_as_a_person_would() -> None:
    text = write("table", RECORD)
    for words in ("[bold]Mận", "Lý Thị Mận", "≈ 1,250 tấn", "▲ 3.2% so với năm 2021", "× 2", "estimate"):
        assert words in text


def test_documents_keep_only_what_is_asked(tmp_path: Path) -> None:
    path = tmp_path / "out.txt"
    write_output(find_writer("table"), [RECORD], str(path), Request(only=frozenset({"roles"})))
    text = path.read_text(encoding="utf-8")
    assert "Roles" in text
    assert "Facts" not in text


@pytest.mark.parametrize(
    ("comparison", "words"),
    [
        (Comparison("increase", Decimal("3.2"), "%", base="2019"), "+3.2%@2019"),
        (Comparison("decrease", 2, "tấn", value_high=5), "-2..5tấn"),
        (Comparison("ratio", Decimal("41.5"), "%", base="dự toán"), "=41.5%@dự toán"),
        (Comparison("multiple", 3, None, base="năm 2017"), "x3@năm 2017"),
    ],
)
def test_comparisons_in_the_gold_notation(comparison: Comparison, words: str) -> None:
    fact = to_record(Document(DOCUMENT.article, facts=(replace(FOUND, comparisons=(comparison,)),)))["facts"][0]
    assert format_comparison(fact["comparisons"][0]) == words


@pytest.mark.parametrize(
    ("amount", "words"),
    [
        (Amount(1250, "tấn", "about"), "~1250|tấn"),
        (Amount(5, "tấn", value_high=Decimal("7.5")), "5..7.5|tấn"),
        (Amount(16, "chỉ|tiêu", "at_least", total=18), ">16/18|chỉ¦tiêu"),
        (None, "-|"),
    ],
)
def test_facts_in_the_gold_notation(amount: Amount | None, words: str) -> None:
    found = replace(FOUND, amount=amount, comparisons=(), period=Period("đến 2025", None, "2025-12-31"), speaker=None)
    (fact,) = to_record(Document(DOCUMENT.article, facts=(found,)))["facts"]
    assert format_fact(fact) == f"Q|=sản lượng mận|{words}|estimate||../2025-12-31|xã Đá Bạc|"


def test_roles_in_the_gold_notation() -> None:
    assert format_role(RECORD["roles"][0]) == "R|Lý Thị Mận|Bí thư|Đảng ủy xã Đá Bạc|current"


def test_lines_are_drawn_between_mentions_that_are_there() -> None:
    def mention(label: str, start: int, name: str) -> Record:
        return {"label": label, "start": start, "end": start + 1, "name": name, "text": name}

    person, position, body = mention("PERSON", 0, "A"), mention("POSITION", 2, "B"), mention("ORG", 4, "C")
    role = {"person": "A", "position": "B", "organization": "C", "start": 0, "end": 5}
    assert list(join_role(role, [person, position, body])) == [("holds", person, position), ("of", position, body)]
    assert list(join_role(role, [person, body])) == []
    assert list(join_role(role, [position, body])) == [("of", position, body)]
    assert list(join_role({**role, "organization": None}, [person, position])) == [("holds", person, position)]
    assert list(join_role({**role, "end": 4}, [position, body])) == []


def test_paths_end_early_without_complaint() -> None:
    fact = RECORD["facts"][0]
    assert follow(fact, "comparisons[1].value") == 2
    assert follow(fact, "comparisons[2].value") is None
    assert follow(fact, "comparisons[0].base_period.start") is None
    assert [read_day(day) for day in ("2021-02-28T07:00+07:00", "2021-02-31", "", None)] == ["2021-02-28", *[None] * 3]


@pytest.mark.parametrize("table", TABLES.values(), ids=list(TABLES))
def test_every_column_reads_its_path(table: Any) -> None:
    """A column that is not derived is what stands at its path, so docs/facts.md says where values come from."""
    rows = list(read_rows([RECORD], Request(table)))
    items = [RECORD] if table.name == "documents" else RECORD[table.name]
    assert len(rows) == len(items) > 0
    assert len({column.name for column in table.columns}) == len(table.columns)
    for column, cell in zip(table.columns, rows[0], strict=True):
        root, _, rest = column.where.partition("[].")
        assert root in ({table.name} if rest else {*RECORD, "duplicate_of"})
        if column.make is None:
            assert cell == follow(items[0] if rest else RECORD, rest or root)
        kinds = {"int": int, "bool": bool, "float": float, "number": (int, float)}
        assert cell is None or isinstance(cell, kinds.get(column.kind, str))


@pytest.mark.parametrize(
    ("names", "seen"),
    [("value,unit,vale", "facts have no column 'vale'"), ("", "no column ''"), ("unit,unit", "asked for twice")],
)
def test_columns_that_are_wrong_are_named(names: str, seen: str) -> None:
    with pytest.raises(UsageError, match=re.escape(seen)):
        choose_columns(TABLES["facts"], names)


def test_columns_in_the_order_asked() -> None:
    columns = choose_columns(TABLES["facts"], "unit, value")
    assert list(read_rows([RECORD], Request(TABLES["facts"], columns))) == [("tấn", 1250)]


def test_docs_of_columns_are_what_is_printed() -> None:
    assert (DOCS / "facts.md").read_text(encoding="utf-8") == print_columns()


def test_every_writer_says_what_it_is_and_drops() -> None:
    for name in WRITERS:
        writer = load_writer(name)
        assert writer.name == name
        assert writer.says
        assert writer.drops
        assert bool(writer.needs) == bool(writer.extra)


class Watched(dict[str, Any]):
    """A record that tells how many of its kind are alive."""

    alive = 0

    def __init__(self, record: Record) -> None:
        super().__init__(record)
        Watched.alive += 1

    def __del__(self) -> None:
        Watched.alive -= 1


@pytest.mark.parametrize("name", [name for name in WRITERS if not load_writer(name).needs])
def test_writers_hold_no_record_longer_than_they_need(
    name: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(docbin, "ARTICLES", 2)
    most = 0

    def records() -> Iterator[Record]:
        nonlocal most
        for _ in range(20):
            yield Watched(RECORD)
            most = max(most, Watched.alive)

    write_output(load_writer(name), records(), str(tmp_path / "out"), Request())
    assert 0 < most <= 3
    assert Watched.alive == 0


def test_stream_stays_open_and_every_record_is_written() -> None:
    for name in WRITERS:
        if load_writer(name).gives == "text":
            out = io.BytesIO()
            load_writer(name).write(iter([RECORD, RECORD]), out, Request())
            assert not out.closed
            assert out.getvalue().count("Mận".encode()) >= 2, name


def broken() -> Iterator[Record]:
    yield RECORD
    raise KeyboardInterrupt


@pytest.mark.parametrize("name", ["csv", "label-studio", "brat", "docbin"])
def test_what_is_interrupted_leaves_nothing(name: str, tmp_path: Path) -> None:
    path = tmp_path / "out"
    for _ in range(2):
        with pytest.raises(KeyboardInterrupt):
            write_output(load_writer(name), broken(), str(path), Request())
        assert list(tmp_path.iterdir()) == []
    write_output(load_writer(name), [RECORD], str(path), Request())
    before = {p: p.read_bytes() for p in tmp_path.rglob("*") if p.is_file()}
    with pytest.raises(KeyboardInterrupt):
        write_output(load_writer(name), broken(), str(path), Request())
    assert {p: p.read_bytes() for p in tmp_path.rglob("*") if p.is_file()} == before


def test_a_killed_export_is_no_obstacle(tmp_path: Path) -> None:
    """kill -9 in the middle: the name is not taken, and the next run goes over what is left."""
    program = (
        "import os, sys; from extractor.sinks import load_writer, write_output\n"
        "from extractor.sinks.writer import Request\n"
        "def records():\n yield __import__('json').loads(sys.argv[1])\n os.kill(os.getpid(), 9)\n"
        "write_output(load_writer('brat'), records(), sys.argv[2], Request())"
    )
    path = tmp_path / "out"
    done = subprocess.run([sys.executable, "-c", program, json.dumps(RECORD), str(path)], check=False)
    assert done.returncode == -9
    assert [p.name for p in tmp_path.iterdir()] == ["out.part"]
    write_output(load_writer("brat"), [RECORD], str(path), Request())
    assert [p.name for p in tmp_path.iterdir()] == ["out"]
    assert (path / "a1.txt").read_text(encoding="utf-8") == TEXT


def test_a_folder_of_ours_is_replaced_as_a_whole(tmp_path: Path) -> None:
    path = tmp_path / "out"
    write_output(load_writer("brat"), [RECORD], str(path), Request())
    write_output(load_writer("brat"), [{**RECORD, "id": "b2"}], str(path), Request())
    assert sorted(p.name for p in path.iterdir()) == [
        output.MARK,
        "annotation.conf",
        "b2.ann",
        "b2.txt",
        "documents.tsv",
    ]
    assert [p.name for p in tmp_path.iterdir()] == ["out"]


@pytest.mark.parametrize("kind", ["foreign", "file", "edited", "foreign part"])
def test_what_is_not_ours_is_refused(kind: str, tmp_path: Path) -> None:
    path = tmp_path / "out"
    if kind == "file":
        path.write_text("giữ")
    elif kind == "edited":
        write_output(load_writer("brat"), [RECORD], str(path), Request())
        later = (path / output.MARK).stat().st_mtime_ns + 1_000_000
        (path / "a1.ann").write_text("sửa", encoding="utf-8")
        os.utime(path / "a1.ann", ns=(later, later))
    else:
        folder = path if kind == "foreign" else tmp_path / "out.part"
        folder.mkdir()
        (folder / "của tôi.txt").write_text("giữ")
    before = {p: p.read_bytes() for p in tmp_path.rglob("*") if p.is_file()}
    with pytest.raises(UsageError, match="choose another -o"):
        write_output(load_writer("brat"), [RECORD], str(path), Request())
    assert {p: p.read_bytes() for p in tmp_path.rglob("*") if p.is_file()} == before


def test_an_empty_folder_is_used(tmp_path: Path) -> None:
    (tmp_path / "out").mkdir()
    write_output(load_writer("docbin"), [RECORD], str(tmp_path / "out"), Request())
    assert (tmp_path / "out" / "00000.spacy").exists()


def test_a_missing_extra_is_named(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("extractor.sinks.writer.find_spec", lambda name: None)
    with pytest.raises(UsageError, match=re.escape("pip install 'vnfacts[parquet]'")):
        find_writer("parquet")
    assert find_writer("csv").name == "csv"


@pytest.mark.parametrize(
    ("words", "text", "found"),
    [
        ("da nang", "thành phố Đà Nẵng", True),
        ("ĐÀ NẴNG", "thành phố Đà Nẵng", True),
        ("Đà Nắng", "thành phố Đà Nẵng", False),
        ("đường", "Đường 5", True),
        ("5[*", "Đường 5[*]", True),
        ("5?", "Đường 5x", False),
        ("ba\u0323c", "bạc màu", True),
        ("bạc", "xã Đá BẠC", True),
    ],
)
def test_words_are_found_in_any_case_and_without_accents(words: str, text: str, found: bool) -> None:
    import sqlite3

    (told,) = sqlite3.connect(":memory:").execute("SELECT ? GLOB ?", (text, to_glob(words))).fetchone()
    assert bool(told) is found


def test_lists_of_the_contract_are_exported_or_said_to_be_dropped() -> None:
    assert set(LISTS) - set(TABLES) == {"abbreviations", "references"}  # jsonl and docbin carry them


if __name__ == "__main__":
    (DOCS / "facts.md").write_text(print_columns(), encoding="utf-8")
