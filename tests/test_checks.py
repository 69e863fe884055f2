"""Parts and totals, bases counted back, and figures of one article against each other."""

from __future__ import annotations

import pytest

from extractor.model import Document
from extractor.pipeline import annotate
from extractor.text import make_article


def read(text: str) -> Document:
    return annotate(make_article(text, source="x", page=False, published="2021-07-10"))


def checks(text: str) -> list[tuple[str, bool]]:
    return [(check.kind, check.agrees) for check in read(text).checks]


def test_parts_point_to_their_total() -> None:
    facts = read(
        "Năm 2020, thu ngân sách đạt 2.150 tỷ đồng. "
        "Trong đó, thu nội địa đạt 1.900 tỷ đồng, thu từ đất đạt 200 tỷ đồng."
    ).facts
    assert [fact.part_of for fact in facts] == [None, "f1", "f1"]
    facts = read("Huyện có 45 trường học, trong đó 38 trường công lập.").facts
    assert [fact.part_of for fact in facts] == [None, None]  # other units: nothing is guessed


def test_parts_may_not_exceed_their_total() -> None:
    text = "Năm 2020, thu ngân sách đạt {} tỷ đồng, trong đó thu nội địa đạt 1.900 tỷ đồng, thu từ đất đạt 200 tỷ đồng."
    assert checks(text.format("2.150")) == [("sum", True)]
    assert checks(text.format("2.000")) == [("sum", False)]


def test_figure_told_twice() -> None:
    text = "Năm 2020, thu ngân sách đạt 2.150 tỷ đồng. Như vậy, thu ngân sách năm 2020 đạt {} tỷ đồng."
    assert checks(text.format("2.150")) == [("repeat", True)]
    assert checks(text.format("2.510")) == [("repeat", False)]


@pytest.mark.parametrize(
    "text",
    [
        "Năm 2020, thu ngân sách tăng từ 2.000 tỷ đồng lên 2.150 tỷ đồng.",  # two levels of one sentence
        "Năm 2020, thu ngân sách đạt 2.150 tỷ đồng. Thu ngân sách năm 2020 ở đợt đầu đạt 900 tỷ đồng.",  # far apart
        "Thu ngân sách đạt 2.150 tỷ đồng. Thu ngân sách đạt 2.000 tỷ đồng.",  # of no period
        "Năm 2020, xã có 210 hộ nghèo. Năm 2020, xã còn 205 hộ nghèo.",  # counted things
    ],
)
def test_figures_that_say_nothing_of_each_other(text: str) -> None:
    assert checks(text) == []


def test_a_slip_of_scale_is_told() -> None:
    assert checks("Năm 2020, GRDP đạt 5.245 tỷ đồng. GRDP năm 2020 đạt 5.245 triệu đồng.") == [("repeat", False)]


def test_a_figure_told_again_in_other_words() -> None:
    text = "Có {} người mắc kẹt. Trực thăng đã tìm thấy {} người mắc kẹt trên núi."
    assert checks(text.format(560, 560)) == [("repeat", True)]
    assert checks(text.format(3, 3)) == []  # as many by chance


def test_bounds_leave_room() -> None:
    text = "Năm 2020, thu ngân sách đạt {}. Như vậy, thu ngân sách năm 2020 đạt {}."
    assert checks(text.format("hơn 2.100 tỷ đồng", "2.150 tỷ đồng")) == []
    total = "Năm 2020, tổng thu đạt hơn 2.000 tỷ đồng, trong đó thu nội địa đạt {} tỷ đồng, thu từ đất đạt 400 tỷ đồng."
    assert checks(total.format("1.650")) == [("sum", True)]
    assert checks(total.format("1.950")) == [("sum", False)]


def test_parts_of_parts_and_losses_are_left_out() -> None:
    text = "Huyện có 40 hộ nghèo, trong đó xã A có 25 hộ nghèo (10 hộ nghèo ở thôn Đông), xã B có 15 hộ nghèo."
    assert ("sum", False) not in checks(text)
    text = "Năm 2020, lợi nhuận đạt 600 tỷ đồng, trong đó công ty A đạt 500 tỷ đồng, công ty B lỗ 200 tỷ đồng."
    assert ("sum", False) not in checks(text)


def test_growth_between_two_levels_of_a_sentence() -> None:
    text = "Doanh thu năm 2018 tăng từ 1.083 tỷ đồng lên 1.193 tỷ đồng, tăng {}%."
    assert checks(text.format("10,2")) == [("growth", True)]
    assert checks(text.format("20,2")) == [("growth", False)]


def test_what_another_figure_agrees_with_is_surer() -> None:
    alone = read("Năm 2020, thu ngân sách đạt 2.150 tỷ đồng.").facts[0].confidence
    again = read("Năm 2020, thu ngân sách đạt 2.150 tỷ đồng. Như vậy, thu ngân sách đạt 2.150 tỷ đồng.")
    assert alone < again.facts[0].confidence <= 1


def test_growth_against_two_levels() -> None:
    before = "Thu ngân sách năm 2019 đạt 2.000 tỷ đồng. "
    text = before + "Thu ngân sách năm 2020 đạt 2.150 tỷ đồng, tăng {}% so với năm 2019."
    assert checks(text.format("7,5")) == [("growth", True)]
    assert checks(text.format("17,5")) == [("growth", False)]


def test_base_is_counted_back_from_the_period_of_the_fact() -> None:
    def base(text: str) -> tuple[str | None, str | None]:
        period = read(text).facts[0].comparisons[0].base_period
        return (period.start, period.end) if period else (None, None)

    head = "6 tháng đầu năm 2021, thu ngân sách đạt 5 tỷ đồng, tăng 3% so với "
    assert base(head + "cùng kỳ.") == ("2020-01-01", "2020-06-30")
    assert base(head + "cùng kỳ năm 2019.") == ("2019-01-01", "2019-06-30")
    assert base("Năm 2019, thu ngân sách đạt 5 tỷ đồng, tăng 3% so với năm trước.") == ("2018-01-01", "2018-12-31")
    assert base("Thu ngân sách tăng 3% so với năm 2018.") == ("2018-01-01", "2018-12-31")
    assert base("Thu ngân sách tăng 3% so với kế hoạch.") == (None, None)
    assert base("Tháng 3/2020, chỉ số giá tăng 3% so với tháng trước.") == ("2020-02-01", "2020-02-29")
    assert base("Quý I/2020, doanh thu tăng 3% so với quý trước.") == ("2019-10-01", "2019-12-31")
    assert base("Chỉ số giá tăng 3% so với tháng trước.") == ("2021-06-01", "2021-06-30")


def test_cumulative_is_told_by_its_word() -> None:
    assert [f.cumulative for f in read("Lũy kế 6 tháng, giải ngân đạt 5 tỷ đồng.").facts] == [True]
    assert [f.cumulative for f in read("Giải ngân đạt 5 tỷ đồng.").facts] == [None]


def named(text: str) -> list[tuple[str, float | None]]:
    return [(f.indicator, float(f.amount.value) if f.amount else None) for f in read(text).facts]


def test_lan_luot_zips_names_with_figures() -> None:
    text = "Sản lượng lúa, ngô và sắn lần lượt đạt 5.000 tấn, 3.000 tấn và 1.200 tấn."
    assert named(text) == [("Sản lượng lúa", 5000), ("Sản lượng ngô", 3000), ("Sản lượng sắn", 1200)]
    facts = read("Tỷ lệ hộ nghèo các năm 2012, 2014 và 2018 lần lượt là 45%, 39,5% và 25%.").facts
    assert [f.period and f.period.start for f in facts] == ["2012-01-01", "2014-01-01", "2018-01-01"]
    assert {f.indicator for f in facts} == {"Tỷ lệ hộ nghèo"}


def test_lan_luot_with_other_counts_changes_nothing_and_says_so() -> None:
    facts = read("Xã A, xã B lần lượt có 5 hộ, 7 hộ và 9 hộ nghèo.").facts
    assert [f.indicator for f in facts] == ["hộ", "hộ", "hộ nghèo"]
    assert all("not as many names" in f.reasons[0].why for f in facts)
