"""Periods that are counted from the publishing day. The sentences are our own."""

from __future__ import annotations

import pytest

from extractor.pipeline import annotate
from extractor.text import make_article

DAY = "2021-01-29"


def period(text: str, published: str | None = DAY) -> tuple[str | None, str | None] | None:
    (fact,) = annotate(make_article(text, source="x", page=False, published=published)).facts
    return (fact.period.start, fact.period.end) if fact.period else None


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("Đến nay, huyện có 10 xã đạt chuẩn.", (None, DAY)),
        ("Từ đầu năm đến nay, chợ đón 500 lượt khách.", ("2021-01-01", DAY)),
        ("Từ đầu tháng tới nay, chợ đón 500 lượt khách.", ("2021-01-01", DAY)),
        ("Trong 5 năm qua, huyện xây 45 cầu.", ("2016-01-29", DAY)),
        ("Ba tháng qua, huyện xây 45 cầu.", ("2020-10-29", DAY)),
        ("Trong 24 giờ qua, cả nước có 12 ca mắc mới.", ("2021-01-28", DAY)),
        ("Ước cả năm chợ đón 500 lượt khách.", ("2020-01-01", "2020-12-31")),
        ("Ngày mùng 5 tháng Giêng, chùa đón 20.000 lượt khách.", ("2020-01-29", "2020-01-29")),
        ("Rằm tháng Bảy, chùa đón 20.000 lượt khách.", ("2020-09-02", "2020-09-02")),
        ("Ngày 10/3 âm lịch, đền đón 20.000 lượt khách.", ("2020-04-02", "2020-04-02")),
        ("Mùng 3 Tết, bệnh viện tiếp nhận 45 ca.", ("2020-01-27", "2020-01-27")),
        ("Mùng 3 Tết, chùa sẽ đón 20.000 lượt khách.", ("2021-02-14", "2021-02-14")),
        # What is told as done lies behind the publishing day.
        ("Tháng 12, chợ đón 500 lượt khách.", ("2020-12-01", "2020-12-31")),
        ("Tính đến ngày 15/12, chợ đón 500 lượt khách.", (None, "2020-12-15")),
        ("6 tháng đầu năm, chợ đón 500 lượt khách.", ("2020-01-01", "2020-06-30")),
        ("Trong quý I, huyện sẽ trồng 500 ha rừng.", ("2021-01-01", "2021-03-31")),
        ("Đến năm 2025, huyện có 5 xã nông thôn mới.", (None, "2025-12-31")),
    ],
)
def test_counted_from_the_publishing_day(text: str, told: tuple[str | None, str]) -> None:
    assert period(text) == told


def test_a_report_may_come_before_its_stretch_is_over() -> None:
    assert period("6 tháng đầu năm, chợ đón 500 lượt khách.", "2021-06-20") == ("2021-01-01", "2021-06-30")
    assert period("11 tháng qua, chợ đón 500 lượt khách.", "2020-12-02") == ("2020-01-01", "2020-11-30")


def test_the_calendar_is_the_vietnamese_one() -> None:
    assert period("Mùng 1 Tết, chùa đón 500 lượt khách.", "2007-03-01") == (
        "2007-02-17",
        "2007-02-17",
    )  # a day before China's


@pytest.mark.parametrize("text", ["Đến nay, huyện có 10 xã đạt chuẩn.", "Ngày 10/3 âm lịch, đền đón 500 lượt khách."])
def test_without_a_publishing_day_nothing_is_guessed(text: str) -> None:
    assert period(text, None) is None
