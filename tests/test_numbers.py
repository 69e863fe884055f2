"""Expressions of the press, each with the amounts that it tells (none where it measures nothing)."""

from __future__ import annotations

from pathlib import Path

import pytest

from extractor.data import read_table
from extractor.facts.build import Measure
from extractor.facts.examples import is_same, parse_example
from extractor.facts.grammar import load_grammar

ROWS = read_table(Path(__file__).parent / "corpus" / "numbers.tsv")


@pytest.mark.parametrize("row", ROWS, ids=lambda row: row["text"])
def test_expression(row: dict[str, str]) -> None:
    items = parse_example(row["text"], grammar=load_grammar())
    told = [item.value for item in items if isinstance(item.value, Measure)]
    wanted = [amount.strip() for amount in row["amounts"].split(";") if amount.strip()]
    assert len(told) == len(wanted), told
    assert all(is_same(value, amount) for value, amount in zip(told, wanted, strict=True)), told


@pytest.mark.parametrize(
    ("text", "value", "doubtful"),
    [
        ("đạt 1.5 triệu đồng", 1.5e6, "1.5: a point where a decimal comma is usual"),
        ("gồm 9,326 căn hộ", 9326, "9,326: a comma where a point is usual"),
        ("rộng 20,000 m2", 20000, "20,000: commas where points are usual"),
        ("giá 1,311.90 USD", 1311.9, "1,311.90: commas where points are usual"),
        ("từ 7 - 14.000 tỷ đồng", 7e12, "7–14.000 tỷ: thousands left out of the first"),
        ("tăng 1,311 điểm", 1.311, None),
        ("cao 20,125 m", 20.125, None),
    ],
)
def test_a_slip_of_the_press_is_resolved_and_marked(text: str, value: float, doubtful: str | None) -> None:
    measures = [item.value for item in parse_example(text, grammar=load_grammar()) if item.rule]
    (measure,) = (getattr(value, "measure", value) for value in measures)
    assert float(measure.amount.value) == value
    assert measure.doubtful == doubtful


@pytest.mark.parametrize(
    "text",
    [
        "Số 0900 123 456 hợp nhất với tổng đài.",
        "Giá vàng 9999 quay đầu.",
        "Tỉnh xếp thứ 18/63 tỉnh thành.",
        "Gần 1/10 vốn điều lệ được chào bán.",
        "Thời hạn 1-6 kết thúc.",
        "Đường băng số 2 sân bay An Bình.",
        "Điều 28 Bộ luật Hình sự.",
    ],
)
def test_numbers_that_name_things_and_days_count_nothing(text: str) -> None:
    items = parse_example(text, grammar=load_grammar())
    assert not [item for item in items if "amount" in item.types]


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("vốn chủ sở hữu âm hơn 8.000 tỷ đồng", -8e12),
        ("lãi suất ở mức âm 0,1%", -0.1),
        ("hố sâu âm 30 m", 30),
        ("mã ABC -22,9 tỷ đồng", -22.9e9),
        ("lãi ròng là -49,3 tỷ", -49.3e9),
        ("công ty ABC - 5 tỷ đồng", 5e9),
        ("công an điều 8 xe đến hiện trường", 8),
        ("giá 30 nghìn/kg", 30_000),
    ],
)
def test_less_than_nothing_and_thousands_a_piece(text: str, value: float) -> None:
    (measure,) = (i.value for i in parse_example(text, grammar=load_grammar()) if isinstance(i.value, Measure))
    assert float(measure.amount.value) == value
