"""Periods that hold beyond their own sentence."""

from __future__ import annotations

import pytest
from test_scope import periods

from extractor.facts.carry_model import LEAST, choose

REPORT = "Trong quý I/2019, kim ngạch xuất khẩu của tỉnh đạt 450 triệu USD, tăng 5% so với cùng kỳ năm trước."
QUARTER = ("2019-01-01", "2019-03-31")
NONE = (None, None)


@pytest.mark.parametrize(
    "text",
    [
        "Trong đó, xuất khẩu thủy sản đạt 300 triệu USD, tăng 4% so với cùng kỳ năm trước.",
        "Kim ngạch nhập khẩu đạt 300 triệu USD, tăng 4% so với cùng kỳ năm trước.",
    ],
)
def test_a_report_goes_on_in_the_next_line(text: str) -> None:
    assert periods(f"{REPORT}\n\n{text}")[-1] == QUARTER


@pytest.mark.parametrize(
    "text",
    [
        "Hiện nay, tỉnh có 45 xã.",
        "Trời mưa lớn kéo dài.\n\nCông an bắt 3 người.",
    ],
)
def test_what_is_so_anyhow_takes_no_period(text: str) -> None:
    assert periods(f"Sở Công thương họp báo.\n\n{REPORT}\n\n{text}")[-1] == NONE


def test_no_period_is_taken_from_afar() -> None:
    lines = "\n\n".join(["Trời mưa lớn kéo dài."] * 20)
    assert periods(f"{REPORT}\n\n{lines}\n\nKim ngạch nhập khẩu đạt 300 triệu USD.")[-1] == NONE


def test_a_day_of_an_event_is_of_no_other_thing() -> None:
    assert periods("Ngày 5/3, huyện có 45 hộ ngập.\n\nHuyện có 30 vụ tai nạn.")[1] == NONE
    assert periods("Công ty lập năm 2007 có 45 xe.\n\nHuyện có 30 vụ tai nạn.")[1] == NONE


def test_the_likeliest_period_is_weighed_against_none() -> None:
    assert choose([0.0, 2.0], 0.0)[0] == 1
    assert choose([0.0, 2.0], 5.0)[1] < LEAST < choose([0.0, 2.0], 0.0)[1]


@pytest.mark.parametrize("text", ["Bán lẻ tăng 12% (cùng kỳ 2018 là 9,9%).", "Bán lẻ tăng 12% (cùng kỳ tăng 9,9%)."])
def test_the_same_stretch_of_a_period_told_before(text: str) -> None:
    assert periods(f"{REPORT}\n\nTrong đó, {text[0].lower()}{text[1:]}")[-2:] == [QUARTER, ("2018-01-01", "2018-03-31")]
