"""Changes and shares as the press tells them: before their count, in turn, around their object, with their base."""

from __future__ import annotations

from typing import Any

import pytest

from extractor.pipeline import annotate
from extractor.schema import to_record
from extractor.text import make_article

Change = tuple[str, float, str | None]


def read(text: str) -> list[dict[str, Any]]:
    facts: list[dict[str, Any]] = to_record(annotate(make_article(text, source="x", page=False)))["facts"]
    return facts


def changes(fact: dict[str, Any]) -> list[Change]:
    return [(c["relation"], c["value"], c["base"]) for c in fact["comparisons"]]


@pytest.mark.parametrize(
    ("text", "value", "share", "base"),
    [
        ("Bà An giữ tỷ lệ 72% vốn góp, tương đương 36 tỷ đồng.", 36e9, 72, "vốn góp"),
        ("Công ty trích 5% lợi nhuận sau thuế, tương ứng với 101 tỷ đồng.", 101e9, 5, "lợi nhuận sau thuế"),
        ("Cả huyện trồng 412 ha chè, chiếm tới 55% tổng diện tích gieo trồng.", 412, 55, "tổng diện tích gieo trồng"),
        ("Công ty mua 2,1 triệu cổ phiếu, chiếm 27,14% vốn của Sao Mai.", 2.1e6, 27.14, "vốn của Sao Mai"),
    ],
)
def test_a_share_belongs_to_its_count_on_either_side(text: str, value: float, share: float, base: str) -> None:
    (fact,) = read(text)
    assert fact["value"] == value
    assert changes(fact) == [("ratio", share, base)]


def test_a_rise_behind_a_share_is_of_the_same_figure() -> None:
    text = "Tiền nợ là 34 tỷ đồng, chiếm tỷ trọng 42% tổng số tiền nợ, tăng 11% so với năm 2017."
    (fact,) = read(text)
    assert changes(fact) == [("ratio", 42, "tổng số tiền nợ"), ("increase", 11, "năm 2017")]


@pytest.mark.parametrize("link", ["tương ứng tăng 30% và 27%", "tăng lần lượt 30% và 27%"])
def test_changes_in_turn_go_to_the_levels_in_turn(link: str) -> None:
    facts = read(f"Doanh thu đạt 27 tỷ đồng và lợi nhuận đạt 4 tỷ đồng, {link} so với cùng kỳ.")
    assert [(f["value"], changes(f)) for f in facts] == [
        (27e9, [("increase", 30, "cùng kỳ")]),
        (4e9, [("increase", 27, "cùng kỳ")]),
    ]


@pytest.mark.parametrize(
    ("text", "indicator", "relation", "value"),
    [
        ("Hãng giảm giá vé 50% cho học sinh.", "giá vé", "decrease", 50),
        ("Ngân hàng hạ lãi suất 25 điểm cơ bản.", "lãi suất", "decrease", 25),
    ],
)
def test_what_is_changed_may_stand_before_the_figure(text: str, indicator: str, relation: str, value: float) -> None:
    (fact,) = read(text)
    assert (fact["indicator"], fact["value"]) == (indicator, None)
    assert changes(fact)[0][:2] == (relation, value)


@pytest.mark.parametrize(
    ("text", "base"),
    [
        ("Giá điện mặt trời đã giảm gần 50% kể từ đầu năm 2016.", "đầu năm 2016"),
        ("Tổng tài sản đạt 106 tỷ đồng (tăng 25% so với thực hiện 2017).", "thực hiện 2017"),
        ("Doanh thu đạt 7 tỷ đồng, gấp hơn 3 lần doanh thu 2016.", "doanh thu 2016"),
    ],
)
def test_the_words_behind_a_change_are_its_base(text: str, base: str) -> None:
    assert changes(read(text)[0])[0][2] == base


def test_a_scale_without_a_unit_counts_what_the_figure_before_counts() -> None:
    units = [f["unit"] for f in read("Năm 2017 có 17,2 triệu ca sinh, giảm so với 17,8 triệu năm 2016.")]
    assert units == ["ca sinh", "ca sinh"]
    assert read("Vụ án có 3 luật sư. Ông An đòi 200 triệu.")[-1]["unit"] == "VND"


def test_a_change_told_again_with_a_sign_in_brackets() -> None:
    (fact,) = read("Cổ phiếu giảm 350 đồng (-5,38%) xuống 6.150 đồng.")
    assert fact["value"] == 6150
    assert [c[:2] for c in changes(fact)] == [("decrease", 350), ("decrease", 5.38)]


def test_a_change_before_its_words_holds_them_all() -> None:
    (fact,) = read("Giảm 50% giá vé cho học sinh.")
    assert fact["text"] == "Giảm 50% giá vé"
    assert changes(fact) == [("decrease", 50, None)]


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("Quỹ Bảo trợ trẻ em tăng 3 tỷ đồng so với năm 2019.", [("Quỹ Bảo trợ trẻ em", "increase", 3e9)]),
        (
            "Ngân hàng Vietcombank tăng 2,3%, Tập đoàn Hòa Phát giảm 1,5%.",
            [("Ngân hàng Vietcombank", "increase", 2.3), ("Tập đoàn Hòa Phát", "decrease", 1.5)],
        ),
        ("Tập đoàn Hòa Phát (giảm 1,5%) đứng cuối.", [("Tập đoàn Hòa Phát", "decrease", 1.5)]),
    ],
)
def test_a_change_right_behind_a_body_is_of_that_body(text: str, wanted: list[tuple[str, str, float]]) -> None:
    told = [(fact["indicator"], *changes(fact)[0][:2]) for fact in read(text) if fact["value"] is None]
    assert told == wanted


def test_a_body_behind_its_measure_names_no_change_of_its_own() -> None:
    (fact,) = read("Năm 2019, doanh thu của Công ty FPT tăng 12%.")
    assert fact["indicator"].startswith("doanh thu")
