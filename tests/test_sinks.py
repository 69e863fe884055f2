"""Writers: the same hand-made document as JSON Lines, CSV and a table."""

from __future__ import annotations

import csv
import io
import json
from decimal import Decimal

import pytest

from extractor.model import Amount, Article, Comparison, Document, Fact, Period, Role, Speaker
from extractor.schema import to_record
from extractor.sinks import WRITERS
from extractor.sinks.csv_rows import FACT, ROLE, defuse

TEXT = "=Bà Lý Thị Mận, Bí thư Đảng ủy xã Đá Bạc: năm 2022 xã thu khoảng 1.250 tấn mận, tăng 3,2% so với năm 2021."
FOUND = Fact(
    "f1",
    "=sản lượng mận",
    Amount(1250, "tấn", "about"),
    "estimate",
    (Comparison("increase", Decimal("3.2"), "%", base="năm 2021"), Comparison("multiple", 2, None)),
    Period("năm 2022", "2022-01-01", "2022-12-31"),
    None,
    None,
    Speaker("Lý Thị Mận", "Bí thư", "Đảng ủy xã Đá Bạc"),
    "body",
    *(0, 10, TEXT[:10]),
    "measured (amounts.rules:1)",
    0.8,
)
HELD = Role("Lý Thị Mận", "Bí thư", "Đảng ủy xã Đá Bạc", "current", 4, 14, TEXT[4:14], "appositive")
DOCUMENT = Document(Article("a1", "x.txt", TEXT, title="[bold]Mận"), facts=(FOUND,), roles=(HELD,))


def write(name: str, *documents: Document, only: frozenset[str] | None = None) -> str:
    out = io.BytesIO()
    WRITERS[name](iter(documents), out, only)
    return out.getvalue().decode("utf-8")


def test_jsonl_is_one_record_a_line() -> None:
    lines = write("jsonl", DOCUMENT, DOCUMENT).splitlines()
    assert [json.loads(line) for line in lines] == [to_record(DOCUMENT)] * 2
    assert "Lý Thị Mận" in lines[0]


def test_csv_is_one_row_a_fact() -> None:
    text = write("csv", DOCUMENT)
    assert text.startswith("\ufeff")
    (row,) = csv.DictReader(io.StringIO(text[1:]))
    assert tuple(row) == FACT
    assert (row["value"], row["unit"], row["bound"], row["total"]) == ("1250", "tấn", "about", "")
    assert row["comparisons"] == "'+3.2%@năm 2021; x2"
    assert (row["period_start"], row["speaker_position"]) == ("2022-01-01", "Bí thư")
    assert (row["indicator"], row["text"]) == ("'=sản lượng mận", "'" + TEXT[:10])


def test_csv_of_roles_alone_is_one_row_a_role() -> None:
    (row,) = csv.DictReader(io.StringIO(write("csv", DOCUMENT, only=frozenset({"roles"}))[1:]))
    assert tuple(row) == ROLE
    assert (row["person"], row["status"]) == ("Lý Thị Mận", "current")


@pytest.mark.parametrize("cell", ["=1+1", "+3.2%", "-cmd", "@SUM(A1)", "\tx", "\rx", "-"])
def test_formulas_are_defused(cell: str) -> None:
    assert defuse(cell) == "'" + cell


@pytest.mark.parametrize("cell", [-3, -3.25, 0, "12", "xã = 5", None, ""])
def test_plain_cells_stay(cell: object) -> None:
    assert defuse(cell) == ("" if cell is None else str(cell))


def test_table_reads_as_a_person_would() -> None:
    text = write("table", DOCUMENT)
    for words in ("[bold]Mận", "Lý Thị Mận", "≈ 1,250 tấn", "▲ 3.2% so với năm 2021", "× 2", "estimate"):
        assert words in text


def test_table_keeps_only_what_is_asked() -> None:
    text = write("table", DOCUMENT, only=frozenset({"roles"}))
    assert "Roles" in text
    assert "Facts" not in text


@pytest.mark.parametrize("name", WRITERS)
def test_writers_stream(name: str) -> None:
    out = io.BytesIO()
    sizes: list[int] = []

    def documents() -> object:
        for _ in range(2):
            sizes.append(out.tell())
            yield DOCUMENT

    WRITERS[name](documents(), out, None)  # type: ignore[arg-type]
    assert sizes[1] > sizes[0]
    assert not out.closed
