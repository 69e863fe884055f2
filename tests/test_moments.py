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


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Lãi đạt 45 tỷ đồng, tăng 5% so với cùng kỳ 2016.", ("2017-01-01", "2017-12-31")),
        ("Vốn huy động đạt 45 tỷ đồng, tăng 5% so với cuối năm 2016.", ("2017-01-01", "2017-12-31")),
        ("Năm 2015 đã qua. Đến hết tháng 9, tín dụng tăng 5% so với cuối năm 2016.", (None, "2017-09-30")),
        ("Lãi năm nay đạt 45 tỷ đồng, tăng 5% so với năm 2017. Năm 2019, vốn sẽ tăng.", ("2018-01-01", "2018-12-31")),
        ("Tỉnh có 45 trang trại, gấp 6 lần so với năm 2008.", NONE),
    ],
)
def test_a_base_tells_the_year_of_its_figure(text: str, expected: tuple[str | None, str | None]) -> None:
    assert periods(text, None)[0] == expected


def test_the_year_of_what_a_multiple_is_of_is_not_the_figure_s_own() -> None:
    text = "Doanh thu đạt 45 tỷ đồng, gấp 3 lần doanh thu 2016 song lãi chỉ 4 tỷ đồng, chỉ bằng 1/3 lãi 2016."
    assert periods(text, None) == [NONE, NONE]
    assert periods("Lượng khách sẽ tăng gấp đôi vào năm 2036, lên 45 triệu lượt.", None)[-1][0] == "2036-01-01"


def test_a_year_in_the_name_of_a_thing_gives_way_to_the_day_that_opens_the_sentence() -> None:
    assert periods("Ngày 3-3-2018, 45 thí sinh dự kỳ thi tuyển công chức năm 2017.") == [("2018-03-03", "2018-03-03")]
    assert periods("Tỉnh có 45 thí sinh dự kỳ thi tuyển công chức năm 2017.") == [("2017-01-01", "2017-12-31")]


@pytest.mark.parametrize(
    ("text", "first", "last"),
    [
        ("Từ năm 2014 đến nay, lương tăng từ 45 triệu đồng lên 60 triệu đồng.", "2014-12-31", None),
        ("Từ ngày 11 đến 23/7/2017, giá tăng từ 45 triệu đồng lên 60 triệu đồng.", "2017-07-11", "2017-07-23"),
    ],
)
def test_a_change_begins_and_ends_with_its_stretch(text: str, first: str, last: str | None) -> None:
    assert [end for _, end in periods(text, None)] == [first, last]


def test_each_year_of_a_stretch_has_its_figure() -> None:
    years = [("2015-01-01", "2015-12-31"), ("2016-01-01", "2016-12-31")]
    assert periods("Hai năm 2015-2016, công ty lãi lần lượt 45 tỷ đồng và 60 tỷ đồng.", None) == years
    assert periods("Lãi ròng năm 2015-2016 lần lượt là 45 tỷ đồng và 60 tỷ đồng.", None) == years
    both = periods("Năm 2015-2016, sản lượng lúa và ngô lần lượt đạt 45 tấn và 60 tấn.", None)
    assert both == [("2015-01-01", "2016-12-31")] * 2


def test_words_that_begin_like_those_for_the_same_stretch_tell_none() -> None:
    text = "Quý I/2019, tỉnh có 45 bác sĩ (CKII 60 người)."
    assert [start for start, _ in periods(text, None)] == ["2019-01-01", "2019-01-01"]


def test_what_a_figure_raises_has_its_own_period() -> None:
    text = "Thu từ dịch vụ trong quý III/2018 đạt 45 tỷ đồng nâng tổng thu 9 tháng đầu năm 2018 lên 120 tỷ đồng."
    assert periods(text) == [("2018-07-01", "2018-09-30"), ("2018-01-01", "2018-09-30")]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Doanh thu hợp nhất tăng từ 45 tỷ đồng năm 2016 lên 60 tỷ đồng năm 2018.", ["2016-01-01", "2018-01-01"]),
        ("Quý I năm 2016, công ty đạt doanh số cao hơn cả năm 2015 cộng lại, đạt 45 tỷ đồng.", ["2016-01-01"]),
        ("Quy hoạch khu kinh tế đến năm 2020, tầm nhìn đến năm 2050 có 45 ha.", [None]),
        ("Quý I/2019, bán lẻ tăng 9%, cao hơn mức 4,5% của cùng kỳ năm 2018.", ["2019-01-01", "2018-01-01"]),
        ("4,5% của cùng kỳ năm 2018 là mức thấp.", ["2018-01-01"]),
        ("Năm 2016, 2017 công ty đều lãi trên 45 tỷ đồng.", ["2016-01-01"]),
        ("Ba năm liên tiếp 2015, 2016 và 2017, công ty lãi 45 tỷ đồng.", ["2015-01-01"]),
        ("Thống kê từ 2014 đến nay, tỉnh có 45 hợp tác xã.", ["2014-01-01"]),
        ("Trong tháng cuối cùng của năm 2017, xã thu 45 tỷ đồng.", ["2017-12-01"]),
        ("Chỉ thua phiên ngày 8/5/2014, phiên giảm 45 điểm.", ["2014-05-08"]),
    ],
)
def test_where_a_period_begins(text: str, expected: list[str | None]) -> None:
    assert [start for start, _ in periods(text, None)] == expected
