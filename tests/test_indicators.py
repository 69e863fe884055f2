"""Canonical indicators: every row is reached, units decide, and what is not sure stays open."""

from __future__ import annotations

import pytest

from extractor.data import data_path, read_table
from extractor.facts.canonical import identify, read_indicators
from extractor.model import Amount
from extractor.pipeline import annotate
from extractor.text import make_article, split_words

ROWS = read_table(data_path("gazetteers", "indicators.tsv"))
UNITS = {"money": "VND", "share": "%", "area": "ha", "mass": "tấn", "length": "km", "energy": "kWh", "power": "MW"}
UNITS |= {"volume": "m3", "yield": "tạ/ha", "speed": "km/h", "temperature": "độ C", "points": "điểm"}


@pytest.mark.parametrize("row", ROWS, ids=lambda row: row["id"])
def test_row_is_reached_by_every_name(row: dict[str, str]) -> None:
    counted = row["dimension"] in ("count", "people")
    amount = Amount(5, UNITS.get(row["dimension"], "cái"))
    for name in (row["name"], *filter(None, row["synonyms"].split("|"))):
        found = identify(name, amount, counted=counted)
        assert found is not None
        assert found.id == row["id"], name


@pytest.mark.parametrize("row", ROWS, ids=lambda row: row["id"])
def test_example_gives_the_indicator(row: dict[str, str]) -> None:
    facts = annotate(make_article(row["example"] + ".", source="x", page=False)).facts
    assert [fact.indicator_id for fact in facts] == [row["id"]], [fact.indicator for fact in facts]


def test_no_name_stands_for_two() -> None:
    names = [split_words(n) for row in ROWS for n in (row["name"], *filter(None, row["synonyms"].split("|")))]
    assert len(names) == len(set(names)) == len(read_indicators())
    assert len(ROWS) >= 250


def test_unit_of_another_kind_is_refused() -> None:
    assert identify("thu ngân sách", Amount(52, "%"), counted=False) is None
    assert identify("tỷ lệ hộ nghèo", Amount(52, "hộ"), counted=True) is None
    assert identify("năng suất", Amount(52, "tấn"), counted=False) is None


def test_longer_words_take_the_longest_name_at_their_head() -> None:
    found = identify("thu ngân sách trên địa bàn huyện Mai Sơn", Amount(5, "VND"), counted=False)
    assert found is not None
    assert found.id == "budget-revenue"
    assert identify("hộ trồng mận", Amount(5, "hộ"), counted=True) is None
    assert identify("giá lan", Amount(5, "VND"), counted=False) is None


def test_slip_of_the_press_is_still_known() -> None:
    found = identify("tổng mức bán lẻ hàng hóa và doanh thu dich vụ", Amount(5, "VND"), counted=False)
    assert found is not None
    assert found.id == "retail-sales"
    assert "like" in found.why or "begins" in found.why
