"""Figures told against a plan, as reports of the provinces tell them."""

from __future__ import annotations

import pytest

from extractor import Extractor
from extractor.model import Fact


def read(text: str) -> tuple[Fact, ...]:
    return Extractor().extract(text).facts


@pytest.mark.parametrize(
    "verb",
    [
        "thực hiện", "hoàn thành", "đạt", "đạt được", "đạt tỷ lệ", "chỉ đạt", "đạt tới", "bằng", "tương đương", "tức",
        "ứng với", "đáp ứng", "hoàn tất", "ước đạt", "ước thực hiện", "xấp xỉ", "đã thực hiện",
    ],
)  # fmt: skip
@pytest.mark.parametrize("plan", ["kế hoạch năm", "dự toán năm", "KH năm"])
def test_a_share_of_a_plan_goes_with_its_level(verb: str, plan: str) -> None:
    (fact,) = read(f"Doanh thu 6 tháng đầu năm của công ty là 450 tỷ đồng, {verb} 55,2% {plan}.")
    assert [(c.relation, float(c.value), c.base) for c in fact.comparisons] == [("ratio", 55.2, plan)]


def test_plans_in_a_row_and_a_change() -> None:
    (fact,) = read(
        "Thu ngân sách 450 tỷ đồng, bằng 75% dự toán Trung ương giao, 70% dự toán HĐND tỉnh giao và tăng 12% so với CK."
    )
    told = [(c.relation, c.value, c.base) for c in fact.comparisons]
    assert told == [
        ("ratio", 75, "dự toán Trung ương giao"),
        ("ratio", 70, "dự toán HĐND tỉnh giao"),
        ("increase", 12, "CK"),
    ]


@pytest.mark.parametrize(
    ("text", "value", "total", "share"),
    [
        ("Thu ngân sách thực hiện 450 tỷ đồng/600 tỷ đồng dự toán, đạt 75%.", 450e9, 600e9, 75),
        ("Doanh thu đạt 450 tỷ đồng/kế hoạch 600 tỷ đồng.", 450e9, 600e9, None),
        ("Toàn huyện có 12/15 xã đạt chuẩn, đạt tỷ lệ 80%.", 12, 15, 80),
        ("Trồng mới được 1.250/1.200 ha rừng.", 1250, 1200, None),
        ("Toàn huyện có 12 xã đạt chuẩn nông thôn mới, đạt 80% tổng số xã.", 12, None, 80),
    ],
)
def test_a_part_with_its_whole_and_share(text: str, value: float, total: float | None, share: int | None) -> None:
    (fact,) = read(text)
    assert fact.amount is not None
    assert (fact.amount.value, fact.amount.total) == (value, total)
    assert [c.value for c in fact.comparisons] == ([share] if share else [])


def test_a_share_that_is_no_part_of_the_whole_is_a_figure_of_its_own() -> None:
    facts = read("Toàn huyện có 12/15 xã đạt chuẩn, tỷ lệ hộ nghèo còn 4,5%.")
    assert [bool(fact.comparisons) for fact in facts] == [False, False]


@pytest.mark.parametrize(
    ("text", "base"),
    [
        ("Thu nhập lãi tăng mạnh 38% so với cùng kỳ lên 5.532 tỷ đồng.", "cùng kỳ"),
        ("Doanh thu giảm 38% so với năm 2018 xuống còn 5.532 tỷ đồng.", "năm 2018"),
    ],
)
def test_a_base_ends_before_the_level_that_is_reached(text: str, base: str) -> None:
    (fact,) = read(text)
    assert fact.amount is not None
    assert fact.amount.value == 5532e9
    assert [c.base for c in fact.comparisons] == [base]


def test_who_follows_close_behind_says_nothing() -> None:
    (fact,) = read("Theo sát ông Lê Văn An là ông Trần Đình Bình với khối tài sản 6.000 tỷ đồng.")
    assert fact.speaker is None


@pytest.mark.parametrize(
    "told",
    [
        "làm 23 người chết, 34 người bị thương; so với cùng kỳ giảm 5 vụ (10%), giảm 2 người chết (8%), tăng 4 người "
        "bị thương.",
        "làm chết 23 người, bị thương 34 người; so với cùng kỳ giảm 5 vụ (10%), giảm 2 người chết (8%), tăng 4 người "
        "bị thương.",
    ],
)
def test_each_count_of_a_report_on_accidents_has_its_change(told: str) -> None:
    facts = read(f"Sáu tháng đầu năm, xảy ra 45 vụ tai nạn giao thông, {told}")
    changes = {int(f.amount.value): [(c.relation, float(c.value)) for c in f.comparisons] for f in facts if f.amount}
    assert changes == {
        45: [("decrease", 5), ("decrease", 10)],
        23: [("decrease", 2), ("decrease", 8)],
        34: [("increase", 4)],
    }


def test_changes_about_two_things() -> None:
    firms, capital = read(
        "Tỉnh có 1.250 doanh nghiệp thành lập mới với tổng vốn đăng ký 12.345 tỷ đồng, tăng 12,5% về số doanh nghiệp "
        "và tăng 25,4% về vốn so với cùng kỳ năm trước."
    )
    assert [float(c.value) for c in (*firms.comparisons, *capital.comparisons)] == [12.5, 25.4]


def test_the_parts_of_an_estimate_are_estimates() -> None:
    text = "Giá trị sản xuất ước đạt 45 tỷ đồng, trong đó: công nghiệp đạt 30 tỷ đồng; dịch vụ đạt 15 tỷ đồng."
    assert [fact.status for fact in read(text)] == ["estimate"] * 3
