"""Formats of rows, each read back by the program that people would use, equal to the records in all that it can carry;
records with hostile texts, which the documents' formats are tested with too (test_export_documents.py)."""

from __future__ import annotations

import csv
import io
import json
import math
import re
from collections.abc import Iterator, Sequence
from datetime import date, datetime
from functools import cache
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from extractor import Extractor
from extractor.schema import to_record
from extractor.sinks import load_writer, xlsx
from extractor.sinks.characters import FORBIDDEN, to_plain
from extractor.sinks.columns import TABLES
from extractor.sinks.csv_rows import defuse
from extractor.sinks.writer import Record, Request

ROOT = Path(__file__).parents[1]
TEXTS = (
    (ROOT / "samples" / "huong-tra.txt").read_text(encoding="utf-8"),
    "Sản lượng lúa của tỉnh Bắc Ninh năm 2019 đạt khoảng 5.200 tấn, tăng 3,5% so với năm 2018.\n"
    "Ông Nguyễn Văn Mận, Giám đốc Sở Y tế tỉnh Bắc Ninh, nói 😀 có 12 ca mắc mới.",
    "=1+1 Xã đạt 16/18 tiêu chí, bằng 90% kế hoạch. Giá từ 5 đến 7 triệu đồng <script>alert('x')</script> & ]]>\u2028"
    "\r\n"
    "Bà Trần Thị Ổi, Chủ tịch UBND xã Đá Bạc, cho biết: “Năm 2020 xã phấn đấu trồng 2,5 ha mận.”",
    "Không có gì.",
)


@cache
def read_texts() -> tuple[Record, ...]:
    """The records of TEXTS, as the pipeline makes them; the second text is met twice, under two titles."""
    extractor = Extractor()
    found = [
        to_record(extractor.extract(text, published="2021-01-29", source=f"bài {n}.txt"))
        for n, text in enumerate(TEXTS)
    ]
    found.append({**found[1], "title": "Lúa", "record_id": "007", "source": "bài 9.txt"})
    return tuple(found)


def make_record(pieces: Sequence[str], title: str) -> Record:
    """A record whose mentions are the pieces, whatever they hold: nested, crossing, with facts and a role. Between them
    is nothing and a space by turns, so that they cut words."""
    text, starts = "", []
    for n, piece in enumerate(pieces):
        starts.append(len(text))
        text += piece + " " * (n % 2)
    spans = [(start, start + len(piece)) for start, piece in zip(starts, pieces, strict=True)]
    spans += [(spans[0][0], spans[-1][1]), *((a[0], b[1]) for a, b in zip(spans, spans[1:], strict=False))]
    labels = ("PERSON", "POSITION", "ORG", "LOC")

    def span(n: int) -> Record:
        start, end = spans[n]
        return {"start": start, "end": end, "text": text[start:end]}

    link = {"id": "3:1", "name": title, "type": "xã", "parents": [title], "successors": []}
    entities = [
        {"id": f"e{n + 1}", **span(n), "label": labels[n % 4], "name": span(n)["text"], "cluster": f"c{n + 1}"}
        | {"link": link if n == 0 else None, "source": "model", "score": 0.5}
        for n in range(len(spans))
    ]
    nothing = to_record(Extractor().extract("")) | {"id": "a1", "source": title or "x", "title": title, "text": text}
    fact = {"id": "f1", "type": "quantity", "indicator": title, "value": -2.5, "value_high": None, "total": None}
    fact |= {"unit": title, "bound": "exact", "status": "actual", "comparisons": [], "period": None, "place": None}
    fact |= {
        "body": None,
        "indicator_id": None,
        "cumulative": None,
        "part_of": None,
        "doubtful": title,
        "speaker": None,
    }
    fact |= {"zone": "body", **span(len(pieces)), "rule": title, "confidence": 0.5}
    role = {
        "person": span(0)["text"],
        "position": title,
        "organization": None,
        "status": "current",
        **span(0),
        "rule": "x",
    }
    zones = [{"kind": "body", "start": 0, "end": len(text)}]
    return {**nothing, "zones": zones, "entities": entities, "facts": [fact], "roles": [role], "authors": [title]}


HOSTILE = (
    "=+-@\t\r\n\x0b\x0c\x1c\"',;|<>&\\\x00\x07\x1f\x7f\x85\u2028\u2029\u200b\u200f\u202e\ufeff\uffff\ud800😀ắa1_[]{}%^"
)
WORDS = st.text(st.sampled_from(HOSTILE), min_size=1, max_size=6) | st.sampled_from(
    [
        "=HYPERLINK(1)",
        "</script>",
        "]]>",
        "#N/A",
        "{{x}}",
        "${x}",
        "1e5",
        "_x0041_",
        "-DOCSTART-",
        "# doc",
        "\r\n",
        "../x",
        "\\",
        "a\\n",
        "\\u0041",
        "&amp;",
        "a\rb",
        "a\r\nb",
        "a\u2028b",
    ]
)
PIECES = st.lists(WORDS.map(str.strip).filter(bool), min_size=1, max_size=4)
RECORDS = st.builds(make_record, PIECES, WORDS)
hostile = settings(max_examples=30, deadline=None)


def write(name: str, records: Sequence[Record], table: str | None = None) -> bytes:
    out = io.BytesIO()
    load_writer(name).write(iter(records), out, Request(TABLES[table] if table else None))
    return out.getvalue()


def expected(records: Sequence[Record], table: str) -> list[dict[str, Any]]:
    """The rows as JSON Lines have them; test_sinks.py compares these with the record."""
    return [json.loads(line) for line in write("jsonl", records, table).decode("utf-8").splitlines()]


def cells(table: str, row: dict[str, Any]) -> Iterator[tuple[str, str, Any]]:
    for column in TABLES[table].columns:
        yield column.name, column.kind, row[column.name]


def test_rows_of_facts_are_the_facts() -> None:
    records = read_texts()
    rows = expected(records, "facts")
    facts = [(record, fact) for record in records for fact in record["facts"]]
    assert len(rows) == len(facts) > 8
    for row, (record, fact) in zip(rows, facts, strict=True):
        for name in (
            "value",
            "value_high",
            "total",
            "unit",
            "bound",
            "status",
            "indicator",
            "rule",
            "confidence",
            "part_of",
        ):
            assert row[name] == fact[name]
        assert row["text"] == record["text"][row["start"] : row["end"]]
        assert row["text"] in row["sentence"]
        assert row["sentence"] in record["text"]
        first = fact["comparisons"][0] if fact["comparisons"] else None
        assert (row["change"], row["change_value"]) == ((first["relation"], first["value"]) if first else (None, None))
        assert row["comparisons"].count("; ") == max(0, len(fact["comparisons"]) - 1)


@pytest.mark.parametrize("table", TABLES)
@pytest.mark.parametrize("dialect", ["excel", "excel-vi"])
def test_csv_is_read_by_pandas(table: str, dialect: str) -> None:
    import pandas

    out = io.BytesIO()
    load_writer("csv").write(iter(read_texts()), out, Request(TABLES[table], dialect=dialect))
    out.seek(0)
    marks = {"excel": {}, "excel-vi": {"sep": ";", "decimal": ","}}[dialect]
    words = {column.name: str for column in TABLES[table].columns if column.kind in ("str", "date")}
    frame = pandas.read_csv(out, encoding="utf-8-sig", keep_default_na=False, na_values=[""], dtype=words, **marks)
    wanted = expected(read_texts(), table)
    assert len(frame) == len(wanted)
    for told, row in zip(frame.to_dict("records"), wanted, strict=True):
        for name, kind, value in cells(table, row):
            if value in (None, ""):
                assert math.isnan(told[name])
            elif kind in ("str", "date"):
                assert told[name] == defuse(value)
            else:
                assert told[name] == value


@hostile
@given(RECORDS, st.sampled_from(["excel", "excel-vi"]))
def test_csv_holds_whatever_stands_in_a_text(record: Record, dialect: str) -> None:
    out = io.BytesIO()
    load_writer("csv").write([record], out, Request(dialect=dialect))
    text = out.getvalue().decode("utf-8-sig")
    (row,) = csv.DictReader(io.StringIO(text, newline=""), delimiter={"excel": ",", "excel-vi": ";"}[dialect])
    for name, kind, value in cells("facts", expected([record], "facts")[0]):
        if kind == "str":
            assert row[name].removeprefix("'") == to_plain(value or "").removeprefix("'")
            assert row[name][:1] not in tuple("=+-@\t\r\n") or re.fullmatch(r"-?\d+", row[name])
    assert row["value"] == {"excel": "-2.5", "excel-vi": "-2,5"}[dialect]
    assert not FORBIDDEN.search(text)


@pytest.mark.parametrize("table", TABLES)
def test_parquet_is_read_by_pyarrow_with_its_types(table: str, monkeypatch: pytest.MonkeyPatch) -> None:
    parquet = pytest.importorskip("pyarrow.parquet")
    monkeypatch.setattr("extractor.sinks.parquet.GROUP", 3)
    file = parquet.ParquetFile(io.BytesIO(write("parquet", read_texts(), table)))
    wanted = expected(read_texts(), table)
    assert file.num_row_groups == math.ceil(len(wanted) / 3)
    kinds = {
        "str": "string",
        "int": "int64",
        "float": "double",
        "number": "double",
        "date": "date32[day]",
        "bool": "bool",
    }
    for field, column in zip(file.schema_arrow, TABLES[table].columns, strict=True):
        assert (field.name, str(field.type)) == (column.name, kinds[column.kind])
        assert field.metadata[b"description"].decode() == column.says
    for told, row in zip(file.read().to_pylist(), wanted, strict=True):
        for name, kind, value in cells(table, row):
            assert told[name] == (date.fromisoformat(value) if kind == "date" and value else value)


@hostile
@given(RECORDS)
def test_parquet_holds_whatever_stands_in_a_text(record: Record) -> None:
    parquet = pytest.importorskip("pyarrow.parquet")
    (row,) = parquet.read_table(io.BytesIO(write("parquet", [record]))).to_pylist()
    for name, kind, value in cells("facts", expected([record], "facts")[0]):
        assert row[name] == (to_plain(value) if kind == "str" and value is not None else value)


def test_parquet_of_nothing_has_its_columns() -> None:
    parquet = pytest.importorskip("pyarrow.parquet")
    assert parquet.read_table(io.BytesIO(write("parquet", []))).shape == (0, len(TABLES["facts"].columns))


def read_sheets(data: bytes) -> Iterator[tuple[Any, list[tuple[Any, ...]]]]:
    openpyxl = pytest.importorskip("openpyxl")
    for sheet in openpyxl.load_workbook(io.BytesIO(data)).worksheets:
        rows = list(sheet.iter_rows())
        assert all(cell.data_type != "f" for row in rows for cell in row)
        yield sheet, [tuple(cell.value for cell in row) for row in rows]


@pytest.mark.parametrize("table", TABLES)
def test_xlsx_is_read_by_openpyxl(table: str) -> None:
    ((sheet, (head, *rows)),) = read_sheets(write("xlsx", read_texts(), table))
    wanted = expected(read_texts(), table)
    assert head == tuple(column.name for column in TABLES[table].columns)
    assert (sheet.title, sheet.freeze_panes, sheet.auto_filter.ref) == (table, "A2", sheet.dimensions)
    assert len(rows) == len(wanted)
    for told, row in zip(rows, wanted, strict=True):
        for cell, (_, kind, value) in zip(told, cells(table, row), strict=True):
            if kind == "date" and value:
                assert cell == datetime.fromisoformat(value)
            else:
                assert cell == (re.sub("\r\n?", "\n", value) if isinstance(value, str) and value else value or cell)


@hostile
@given(RECORDS)
def test_xlsx_holds_whatever_stands_in_a_text(record: Record) -> None:
    ((_, (_, row)),) = read_sheets(write("xlsx", [record]))
    for cell, (_, kind, value) in zip(row, cells("facts", expected([record], "facts")[0]), strict=True):
        told = value if kind != "str" or value is None else re.sub("\r\n?", "\n", to_plain(value)) or None
        assert cell == told


def test_xlsx_goes_on_in_a_further_sheet(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(xlsx, "ROWS", 4)
    records = read_texts()
    sheets = list(read_sheets(write("xlsx", records)))
    assert [sheet.title for sheet, _ in sheets][:2] == ["facts", "facts 2"]
    assert len({rows[0] for _, rows in sheets}) == 1
    told = [row[4] for _, (_, *rows) in sheets for row in rows]
    assert told == [fact["id"] for record in records for fact in record["facts"]]
    assert all(len(rows) <= 4 for _, rows in sheets)


def test_xlsx_keeps_what_excel_can_hold() -> None:
    fact = {
        **read_texts()[1]["facts"][0],
        "value": 10**400,
        "period": {"text": "x", "start": "1890-01-01", "end": None},
    }
    record = {**read_texts()[1], "facts": [fact], "title": "😀" * 20_000}
    ((_, (head, row)),) = read_sheets(write("xlsx", [record]))
    told = dict(zip(head, row, strict=True))
    assert (told["value"], told["period_start"]) == (str(10**400), "1890-01-01")
    assert told["title"] == "😀" * (32_767 // 2)
