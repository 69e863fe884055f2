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
        ("Bà An giữ 9 triệu cổ phiếu, tương ứng tỷ lệ sở hữu 3,2%.", 9e6, 3.2, None),
        ("Cả huyện trồng 412 ha chè, chiếm tới 55% tổng diện tích gieo trồng.", 412, 55, "tổng diện tích gieo trồng"),
        ("Công ty mua 2,1 triệu cổ phiếu, chiếm 27,14% vốn của Sao Mai.", 2.1e6, 27.14, "vốn của Sao Mai"),
    ],
)
def test_a_share_belongs_to_its_count_on_either_side(text: str, value: float, share: float, base: str | None) -> None:
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


def test_a_bare_scale_far_above_the_count_before_it_is_money() -> None:
    text = "Để cấp nước cho 2,5 triệu dân, tỉnh đòi rút ngắn thời gian làm dự án 6.000 tỷ."
    assert [(f["value"], f["unit"]) for f in read(text)] == [(2_500_000, "dân"), (6_000_000_000_000, "VND")]
    assert read("Vụ án có 3 luật sư. Ông An đòi 200 triệu.")[-1]["unit"] == "VND"


def test_a_change_told_again_with_a_sign_in_brackets() -> None:
    (fact,) = read("Cổ phiếu giảm 350 đồng (-5,38%) xuống 6.150 đồng.")
    assert fact["value"] == 6150
    assert [c[:2] for c in changes(fact)] == [("decrease", 350), ("decrease", 5.38)]


def test_a_change_before_its_words_holds_them_all() -> None:
    (fact,) = read("Giảm 50% giá vé cho học sinh.")
    assert fact["text"] == "Giảm 50% giá vé"
    assert changes(fact) == [("decrease", 50, None)]


def test_names_in_a_row_have_each_its_change_in_brackets() -> None:
    facts = read("Ba mã giảm mạnh: MCA (giảm 5,5%), MCB (giảm 6,7%) và MCC (giảm 6,5%).")
    assert [(f["indicator"], changes(f)) for f in facts[-3:]] == [
        ("MCA", [("decrease", 5.5, None)]),
        ("MCB", [("decrease", 6.7, None)]),
        ("MCC", [("decrease", 6.5, None)]),
    ]


def test_a_change_in_brackets_behind_a_count_is_of_the_count() -> None:
    (fact,) = read("Huyện còn 1.250 hộ nghèo (giảm 3% so với năm trước).")
    assert fact["value"] == 1250
    assert changes(fact) == [("decrease", 3, "năm trước")]


def test_a_change_told_again_as_a_share_needs_no_comma() -> None:
    (fact,) = read("Giá bán giảm 244 đồng tương đương 1% còn 23.050 đồng.")
    assert fact["value"] == 23050
    assert changes(fact) == [("decrease", 244, None), ("decrease", 1, None)]


@pytest.mark.parametrize(
    ("text", "value", "unit"),
    [
        ("Cả nước có hơn 5 triệu điện thoại thông minh.", 5e6, "điện thoại thông minh"),
        ("Nước này có 1,3 tỷ dân.", 1.3e9, "dân"),
        ("Dân số thành phố đạt gần 9 triệu.", 9e6, "người"),
        ("Số cổ phiếu niêm yết là 13 triệu.", 13e6, "cổ phiếu"),
        ("Số tiền thu được là 13 triệu.", 13e6, "VND"),
        ("Huyện chi 50 triệu hỗ trợ giống hè thu.", 50e6, "VND"),
        ("Vốn đầu tư là 6,3 tỷ đôla Canada.", 6.3e9, "CAD"),
        ("Đến nay tỉnh có 22 đô thị.", 22, "đô thị"),
    ],
)
def test_a_scale_is_money_only_where_nothing_is_counted(text: str, value: float, unit: str) -> None:
    assert [(f["value"], f["unit"]) for f in read(text)] == [(value, unit)]


def test_changes_that_name_their_figure_go_to_it() -> None:
    first, second = read(
        "Tỉnh có 1.250 doanh nghiệp mới với tổng vốn 90 tỷ đồng, tăng 15% về số doanh nghiệp và 45% về vốn."
    )
    assert (first["unit"], changes(first)) == ("doanh nghiệp", [("increase", 15, None)])
    assert (second["value"], changes(second)) == (90e9, [("increase", 45, None)])


def test_a_change_of_a_count_goes_to_the_count_of_the_same_unit() -> None:
    facts = read("Toàn huyện xảy ra 7 vụ cháy, thiệt hại 2 tỷ đồng; so với cùng kỳ năm 2018, tăng 3 vụ.")
    assert [(f["value"], changes(f)) for f in facts] == [(7, [("increase", 3, "cùng kỳ năm 2018")]), (2e9, [])]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Đàn lợn giảm 3%, đàn bò giảm 2% so với cùng kỳ.", [("decrease", 3, "cùng kỳ"), ("decrease", 2, "cùng kỳ")]),
        ("Giá vé giảm 10.000 đồng mỗi lượt so với tháng trước.", [("decrease", 10000, "tháng trước")]),
        ("Doanh thu tăng gấp 4 lần so với mức 5 tỷ đồng của năm 2005.", [("multiple", 4, "năm 2005")]),
        ("Lợi nhuận giảm gần 4 lần so với năm 2015.", [("decrease", 4, "năm 2015")]),
        ("Chỉ số này mất 29 điểm, còn 987 điểm.", [("decrease", 29, None)]),
        ("Giá thấp hơn 1% (9 USD) so với năm 2018.", [("decrease", 1, "năm 2018"), ("decrease", 9, "năm 2018")]),
        ("Giá cam mất 3%, tương đương 600 đồng.", [("decrease", 3, None), ("decrease", 600, None)]),
        ("Ngân hàng giảm lãi suất cho vay 0,5%/năm.", [("decrease", 0.5, None)]),
        ("Chỉ số trong nước giảm lần lượt 2,5% và 3%.", [("decrease", 2.5, None), ("decrease", 3, None)]),
        ("Tỷ trọng tăng từ 39% lên 46%, dư nợ khách hàng tăng 6%.", [("increase", 6, None)]),
        ("Giá cam tại Hà Nội tăng 5%, tại Đà Nẵng tăng 3%.", [("increase", 5, None), ("increase", 3, None)]),
        ("Lượng nước tăng 10% so với ngày thường, tương đương 900 m3.", [("increase", 10, "ngày thường")]),
        ("Doanh thu tăng 5% so với năm trước lên mức 36 tỷ đồng.", [("increase", 5, "năm trước")]),
        ("Huyện đạt 57% kế hoạch đề ra với 20 phòng học.", [("ratio", 57, "kế hoạch đề ra")]),
        ("Thị phần là 43%, giảm so với mức 45% hồi năm 2015.", []),
    ],
)
def test_what_changes_are_told_against(text: str, expected: list[Change]) -> None:
    assert [change for fact in read(text) for change in changes(fact)] == expected


def test_the_level_of_a_base_is_no_second_change() -> None:
    first, second = read("Doanh thu đạt 850 tỷ đồng, giảm 24% so với năm 2017 (1.117 tỷ đồng).")
    assert changes(first) == [("decrease", 24, "năm 2017")]
    assert second["value"] == 1117e9


def test_a_level_in_a_base_is_a_figure_of_its_own() -> None:
    assert [fact["value"] for fact in read("Thị phần là 43%, giảm so với mức 45% hồi năm 2015.")] == [43, 45]


def test_a_change_at_another_place_or_of_another_thing_is_a_fact_of_its_own() -> None:
    assert [f["value"] for f in read("Giá cam tại Hà Nội tăng 5%, tại Đà Nẵng tăng 3%.")] == [None, None]
    facts = read("Tỷ trọng tăng từ 39% lên 46%, dư nợ khách hàng tăng 6%.")
    assert [(f["value"], len(f["comparisons"])) for f in facts] == [(39, 0), (46, 0), (None, 1)]


def test_a_change_told_twice_ends_at_its_level() -> None:
    (fact,) = read("Giá cam mất 3%, tương đương 600 đồng, còn 20.000 đồng/kg.")
    assert fact["value"] == 20000
    assert len(fact["comparisons"]) == 2


def test_a_change_between_two_levels_is_of_the_second() -> None:
    later, before = read("Dự toán tăng thêm 3 tỷ đồng, từ hơn 14 tỷ đồng lên hơn 17 tỷ đồng.")
    assert (later["value"], changes(later)) == (17e9, [("increase", 3e9, None)])
    assert (before["value"], changes(before)) == (14e9, [])


def test_what_a_figure_leaves_out_names_no_change() -> None:
    (fact,) = read("Giá bán là 38,6 triệu đồng, chưa tính thuế và phí, cao hơn 100 ngàn đồng so với tuần trước.")
    assert changes(fact) == [("increase", 1e5, "tuần trước")]


def test_changes_of_two_indices_stay_with_their_own() -> None:
    facts = read("Chỉ số A giảm 24,8 điểm (2,5%) xuống 965 điểm; chỉ số B giảm 1,7 điểm (1,6%) xuống 105 điểm.")
    assert [(f["value"], [c[:2] for c in changes(f)]) for f in facts] == [
        (965, [("decrease", 24.8), ("decrease", 2.5)]),
        (105, [("decrease", 1.7), ("decrease", 1.6)]),
    ]


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


@pytest.mark.parametrize(
    "text",
    [
        "Đây là một tỉ lệ rất cao.",
        "Có hai tỷ phú đến dự.",
        "Bệnh có ba triệu chứng chính.",
        "Đó là một tỷ giá mới.",
        "Trận đấu khép lại với một tỉ số đẹp.",
    ],
)
def test_words_that_begin_like_a_scale_are_none(text: str) -> None:
    assert not read(text)


@pytest.mark.parametrize(
    ("text", "value", "unit"),
    [
        ("Xã có mười hai tỷ phú.", 12, "tỷ phú"),
        ("Đàn gà có 2,5 triệu con.", 2_500_000, "con"),
        ("Họ đòi một tỷ tiền công.", 1_000_000_000, "VND"),
    ],
)
def test_scales_before_what_is_counted(text: str, value: int, unit: str) -> None:
    assert [(f["value"], f["unit"]) for f in read(text)] == [(value, unit)]


def test_the_number_of_a_document_is_no_month() -> None:
    (fact,) = read("Theo Nghị định 08/2016, mỗi xã có tối đa 3 phó chủ tịch.")
    assert fact["period"] is None


@pytest.mark.parametrize(
    "text",
    [
        "Phấn đấu đến 2020 bình quân hoàn thành việc này.",
        "Khoảng 13g ngày 29-3, mưa to.",
        "Nhà ở số 18 - 20 phố Huế.",
        "Đoàn họp kỳ 29 xem xét kỷ luật.",
        "Dự kiến tháng 11 và 12-2018 nhu cầu còn cao.",
        "Đồng bạc xanh mạnh hơn so với 6 đồng tiền chủ chốt.",
    ],
)
def test_years_hours_addresses_and_currencies_count_nothing(text: str) -> None:
    assert not [f for f in read(text) if f["value"] is not None]


@pytest.mark.parametrize(
    ("text", "low", "high"),
    [
        ("Tổng vốn đầu tư khoảng 7 - 14.000 tỷ đồng.", 7 * 10**12, 14 * 10**12),
        ("Tổng vốn đầu tư khoảng 7 - 14 tỷ đồng.", 7 * 10**9, 14 * 10**9),
        ("Giá nước uống chỉ 10 - 15.000 đồng/chai.", 10_000, 15_000),
    ],
)
def test_thousands_told_at_the_second_end_are_of_both(text: str, low: int, high: int) -> None:
    assert [(f["value"], f["value_high"]) for f in read(text)] == [(low, high)]


def test_no_thing_is_counted_in_thousands_of_billions() -> None:
    (fact,) = read("Tỉnh khởi công dự án 10.000 tỷ giải quyết ngập.")
    assert (fact["value"], fact["unit"]) == (10**13, "VND")


@pytest.mark.parametrize(
    ("text", "told"),
    [
        (
            "Tai nạn giảm 12 vụ (giảm 9,6%), giảm 19 người chết (19,4%).",
            [
                [("decrease", 12, None), ("decrease", 9.6, None)],
                [("decrease", 19, None), ("decrease", 19.4, None)],
            ],
        ),
        (
            "Xuất khẩu tăng 20% vào năm 2020 và tăng đến 44% vào năm 2030.",
            [[("increase", 20, None)], [("increase", 44, None)]],
        ),
        ("Tài sản của 10 hộ giàu nhất đã giảm hơn 100 tỷ đồng.", [[], [("decrease", 100e9, None)]]),
        ("So với năm 2017, giảm 112 vụ.", [[("decrease", 112, "năm 2017")]]),
        (
            "Sản lượng tăng 3% so với tháng trước và tăng 5% so với cùng kỳ.",
            [[("increase", 3, "tháng trước"), ("increase", 5, "cùng kỳ")]],
        ),
        ("Cả tỉnh có 12 xã, tăng 3 xã so với năm 2015.", [[("increase", 3, "năm 2015")]]),
    ],
)
def test_a_change_of_something_else_is_a_fact_of_its_own(text: str, told: list[list[Change]]) -> None:
    assert [changes(fact) for fact in read(text)] == told


@pytest.mark.parametrize(
    ("text", "relation", "value", "base"),
    [
        ("Giá vàng trong nước cao hơn giá vàng thế giới 3,4 triệu đồng/lượng.", "increase", 3.4e6, "giá vàng thế giới"),
        ("Số học sinh trúng tuyển đã vượt chỉ tiêu 14 em.", "increase", 14, "chỉ tiêu"),
        ("Giá bán thấp hơn các sản phẩm cùng loại 20%.", "decrease", 20, "các sản phẩm cùng loại"),
        ("Thu ngân sách vượt kế hoạch 5%.", "increase", 5, "kế hoạch"),
        ("Giá gạo mất tổng cộng 138 USD/tấn.", "decrease", 138, None),
        ("Cổ phiếu tăng trưởng mạnh tới 22%.", "increase", 22, None),
    ],
)
def test_what_is_compared_with_may_stand_before_the_difference(
    text: str, relation: str, value: float, base: str | None
) -> None:
    (fact,) = read(text)
    assert fact["value"] is None
    assert changes(fact) == [(relation, value, base)]


def test_the_level_of_what_is_compared_with_is_no_difference() -> None:
    for text in (
        "Lương của ông thấp hơn mức bình quân cả nước 4 triệu đồng.",
        "Thu ngân sách vượt chỉ tiêu 780 tỷ đồng.",
    ):
        assert all(not fact["comparisons"] for fact in read(text))


@pytest.mark.parametrize(
    ("text", "value", "told"),
    [
        ("Lượng nước chỉ có 10% so với thiết kế.", None, [("ratio", 10, "thiết kế")]),
        ("Từ đầu tháng, HAGL đã mất 24.800 đồng/cổ phiếu.", None, [("decrease", 24800, None)]),
    ],
)
def test_shares_of_a_base_and_changes_of_a_body(text: str, value: float | None, told: list[Change]) -> None:
    (fact,) = read(text)
    assert (fact["value"], changes(fact)) == (value, told)


def test_the_unit_of_both_ends_may_be_told_at_the_second() -> None:
    facts = read("Mức lương cơ sở tăng từ 1.300.000 lên thành 1.390.000 đồng.")
    assert [(fact["value"], fact["unit"]) for fact in facts] == [(1_300_000, "VND"), (1_390_000, "VND")]


@pytest.mark.parametrize(
    ("text", "indicators", "told"),
    [
        (
            "Chỉ số Dow Jones và Nasdaq lần lượt suy giảm 2,38% và 3,41%.",
            ["Chỉ số Dow Jones", "Chỉ số Nasdaq"],
            [[("decrease", 2.38, None)], [("decrease", 3.41, None)]],
        ),
        ("Độ màu vượt 3,8 lần.", ["Độ màu"], [[("multiple", 3.8, None)]]),
        ("Lợi nhuận giảm hơn một nửa so với năm 2019.", ["Lợi nhuận"], [[("decrease", 50, "năm 2019")]]),
        ("Doanh thu gấp đôi năm trước.", ["Doanh thu"], [[("multiple", 2, "năm trước")]]),
        (
            "Xuất khẩu ước đạt 30 triệu USD, vượt 3% kế hoạch và tăng 7,5%.",
            ["Xuất khẩu"],
            [[("increase", 3, "kế hoạch"), ("increase", 7.5, None)]],
        ),
        ("Giải ngân được 1.200/2.500 tỷ đồng, đạt 48%.", ["Giải ngân"], [[("ratio", 48, None)]]),
        ("Huyện trồng 12/15 ha rừng, đạt 98% kế hoạch.", ["rừng"], [[("ratio", 98, "kế hoạch")]]),
        (
            "Huyện có 15 dự án FDI với tổng vốn 250 triệu USD, tăng 2 dự án.",
            ["dự án FDI", "tổng vốn"],
            [[("increase", 2, None)], []],
        ),
        ("Tỉnh phấn đấu GRDP tăng 7,5%.", ["GRDP"], [[("increase", 7.5, None)]]),
        ("Khoảng cách đến sân bay là 15 km.", ["Khoảng cách đến sân bay"], [[]]),
        (
            "Thu ngân sách tăng 200 tỷ đồng (6%) so với năm 2019.",
            ["Thu ngân sách"],
            [[("increase", 2e11, "năm 2019"), ("increase", 6, "năm 2019")]],
        ),
        (
            "Thu ngân sách đạt 3 tỷ đồng, tăng 2 tỷ đồng (6%) so với dự toán.",
            ["Thu ngân sách"],
            [[("increase", 2e9, "dự toán"), ("increase", 6, "dự toán")]],
        ),
        # who has what is counted names nothing
        ("Năm 2020, huyện giảm 500 hộ nghèo.", ["hộ nghèo"], [[("decrease", 500, None)]]),
        ("Năm 2020, huyện Hương Trà giảm 500 hộ nghèo.", ["hộ nghèo"], [[("decrease", 500, None)]]),
        ("Công ty Sữa Mai Lâm tăng 500 lao động.", ["lao động"], [[("increase", 500, None)]]),
        ("Đàn heo giảm 500 con.", ["Đàn heo"], [[("decrease", 500, None)]]),
        ("Bộ quyết định tăng giá điện lên 6%.", ["giá điện"], [[("increase", 6, None)]]),
        ("Công ty tăng tỷ lệ sở hữu lên 40%.", ["tỷ lệ sở hữu"], [[]]),
        (
            "Hai nước lên kế hoạch tăng sản lượng khai thác thêm 1 triệu thùng.",
            ["sản lượng khai thác"],
            [[("increase", 1e6, None)]],
        ),
    ],
)
def test_changes_told_by_words_around_them(text: str, indicators: list[str], told: list[list[Change]]) -> None:
    facts = read(text)
    assert [fact["indicator"] for fact in facts] == indicators
    assert [changes(fact) for fact in facts] == told


def test_the_noun_of_both_levels_is_told_at_the_second() -> None:
    facts = read("Sân bay An Bình nâng từ 10 lên 26 vị trí đỗ máy bay.")
    assert [(fact["value"], fact["indicator"]) for fact in facts] == [
        (10, "vị trí đỗ máy bay"),
        (26, "vị trí đỗ máy bay"),
    ]


def test_a_comma_within_the_counted_noun_parts_no_change() -> None:
    (fact,) = read("Sân bay có khoảng 520 lượt chuyến cất, hạ cánh, tăng 15% so với năm 2018.")
    assert (fact["value"], changes(fact)) == (520, [("increase", 15, "năm 2018")])


@pytest.mark.parametrize(
    ("text", "value", "told"),
    [
        ("Giá cổ phiếu của hãng giảm 10% kể từ đầu tuần này.", None, [("decrease", 10, "đầu tuần này")]),
        ("Ông An giữ 15 triệu cổ phiếu, tương ứng 22,8% vốn.", 15e6, [("ratio", 22.8, "vốn")]),
        ("Tàu đã chở gấp đôi số người quy định.", None, [("multiple", 2, "số người quy định")]),
        ("Thu nhập tăng 2,4 lần so với trước.", None, [("multiple", 2.4, "trước")]),
        (
            "Ngân hàng tiếp tục tăng tỷ giá trung tâm 10 đồng, lên 22.654 đồng/USD.",
            22654,
            [("increase", 10, None)],
        ),
    ],
)
def test_bases_in_other_words(text: str, value: float | None, told: list[Change]) -> None:
    (fact,) = read(text)
    assert (fact["value"], changes(fact)) == (value, told)
