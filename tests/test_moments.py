"""Which of the periods that a sentence tells a figure is of."""

from __future__ import annotations

import pytest
from test_scope import periods

QUARTER, QUARTER_BEFORE = ("2019-01-01", "2019-03-31"), ("2018-01-01", "2018-03-31")
NONE = (None, None)


@pytest.mark.parametrize(
    ("text", "start", "end"),
    [
        ("Đến tháng 5/2018, công ty bán 45 tàu.", "2018-05-01", "2018-05-31"),
        ("Mãi đến ngày 4/5/2018, chủ nhà mới tháo dỡ 45 m2 mái che.", "2018-05-04", "2018-05-04"),
        ("Đến tháng 5/2018, công ty nâng vốn lên 45 tỷ đồng.", "2018-05-01", "2018-05-31"),
        ("Đến tháng 5/2018, huyện có 45 hộ nghèo.", None, "2018-05-31"),
        ("Tính đến tháng 5/2018, huyện cấp 45 giấy phép.", None, "2018-05-31"),
        ("Đến hết tháng 5/2018, huyện cấp 45 giấy phép.", None, "2018-05-31"),
        ("Đến tháng 5/2018, bán lẻ chiếm 45% doanh thu.", None, "2018-05-31"),
        ("Đến năm 2012, tỉnh đã cấp 45 giấy phép.", None, "2012-12-31"),
    ],
)
def test_what_happens_is_of_its_day_and_what_stands_is_until_it(text: str, start: str | None, end: str) -> None:
    assert periods(text) == [(start, end)]


@pytest.mark.parametrize(
    "text",
    [
        "Quý I/2019, huyện thu 45 tỷ đồng, tăng 5% so với cùng kỳ năm trước (43 tỷ đồng).",
        "Quý I/2019, công ty lãi 45 tỷ đồng (cùng kỳ lỗ 43 tỷ đồng).",
        "Quý I/2019, huyện thu 45 tỷ đồng (cùng kỳ năm 2018 là 43 tỷ đồng).",
    ],
)
def test_the_same_stretch_of_the_year_before(text: str) -> None:
    assert periods(text) == [QUARTER, QUARTER_BEFORE]


def test_the_same_stretch_of_a_year_that_is_told() -> None:
    text = "Quý I/2019, huyện thu 45 tỷ đồng, tăng 5% so với cùng kỳ 2017 (43 tỷ đồng)."
    assert periods(text)[1] == ("2017-01-01", "2017-03-31")


def test_a_base_is_no_period_of_the_next_clause() -> None:
    text = "Tính đến 30/9/2018, lợi nhuận tăng gấp đôi cùng kỳ năm 2017, đạt 45 tỷ đồng."
    assert periods(text)[-1] == (None, "2018-09-30")


def test_what_stands_behind_a_first_level_is_not_of_the_last() -> None:
    text = "Năm 2016, công ty giảm nợ từ 45 tỷ đồng năm 2015 xuống còn 43 tỷ đồng."
    assert periods(text) == [("2015-01-01", "2015-12-31"), ("2016-01-01", "2016-12-31")]


def test_a_dated_day_of_saying_counts_where_no_other_period_is_told() -> None:
    assert periods("Tháng 6/2019, tỉnh cho biết huyện có 45 cơ sở phải di dời.") == [("2019-06-01", "2019-06-30")]
    assert periods("Sáng 5/3, tỉnh cho biết huyện có 45 cơ sở phải di dời.") == [NONE]
    assert periods("Theo kết luận 1483 ngày 7/9/2018, tỉnh cho biết huyện có 45 cơ sở.") == [NONE]


def test_a_plan_dates_its_own_year() -> None:
    text = "Sáu tháng đầu năm, thu đạt 45 tỷ đồng, bằng 48% dự toán năm 2019."
    assert periods(text, None) == [("2019-01-01", "2019-06-30")]


def test_a_year_since_when_something_is_a_record_dates_no_day() -> None:
    text = "Ngày 21/6, giá vàng lên 45 triệu đồng/lượng, cao nhất kể từ năm 2013."
    assert periods(text, None)[0] == NONE
    text = "Ngày 21/6, giá vàng lên 45 triệu đồng/lượng, cao nhất kể từ đầu năm 2019."
    assert periods(text, None)[0] == ("2019-06-21", "2019-06-21")
