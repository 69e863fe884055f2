"""Period and place of a figure: which words decide, and what they mean on the day of publishing."""

from __future__ import annotations

import pytest

from extractor.model import Document
from extractor.pipeline import annotate
from extractor.schema import to_record
from extractor.text import make_article


def read(text: str, published: str | None = "2021-03-15") -> Document:
    return annotate(make_article(text, source="x", page=False, published=published))


def periods(text: str, published: str | None = "2021-03-15") -> list[tuple[str | None, str | None]]:
    return [(f.period.start, f.period.end) if f.period else (None, None) for f in read(text, published).facts]


@pytest.mark.parametrize(
    ("text", "start", "end"),
    [
        ("Năm ngoái, huyện có 45 hộ nghèo.", "2020-01-01", "2020-12-31"),
        ("Tháng trước, huyện có 45 hộ nghèo.", "2021-02-01", "2021-02-28"),
        ("Hôm qua, huyện có 45 hộ nghèo.", "2021-03-14", "2021-03-14"),
        ("Ngày 20/12, huyện có 45 hộ nghèo.", "2020-12-20", "2020-12-20"),
        ("Quý IV, huyện có 45 hộ nghèo.", "2020-10-01", "2020-12-31"),
        ("Dự kiến quý IV, huyện sẽ có 45 hộ nghèo.", "2021-10-01", "2021-12-31"),
        ("Sáu tháng đầu năm 2019, huyện có 45 hộ nghèo.", "2019-01-01", "2019-06-30"),
        ("Từ tháng 10/2017 đến tháng 3/2018, huyện có 45 hộ nghèo.", "2017-10-01", "2018-03-31"),
        ("Tính đến ngày 31/7/2019, huyện có 45 hộ nghèo.", None, "2019-07-31"),
        ("Từ năm 2016 đến nay, huyện có 45 hộ nghèo.", "2016-01-01", "2021-03-15"),
        ("Quý 3 năm ngoái, huyện có 45 hộ nghèo.", "2020-07-01", "2020-09-30"),
        ("Từ 6/9 - 29/9/2016, huyện có 45 hộ nghèo.", "2016-09-06", "2016-09-29"),
        ("Từ năm 2011 đến hết 2016, huyện có 45 hộ nghèo.", "2011-01-01", "2016-12-31"),
        ("Các năm 2014, 2015 và 2016, huyện thu 45 tỷ đồng.", "2014-01-01", "2016-12-31"),
        ("Năm 2017 và quý I/2018, huyện có 45 vụ cháy.", "2017-01-01", "2018-03-31"),
        ("Lũy kế 9 tháng, huyện thu 45 tỷ đồng.", "2020-01-01", "2020-09-30"),
        ("Trong đợt 1/2017, huyện có 45 hộ nghèo.", "2017-01-01", "2017-12-31"),
        ("Những năm 1980, huyện có 45 hộ nghèo.", "1980-01-01", "1989-12-31"),
        ("Quý cuối cùng của năm 2018, huyện có 45 hộ nghèo.", "2018-10-01", "2018-12-31"),
        ("Từ tháng 8/2018 đến ngày 23/5, huyện có 45 vụ cháy.", "2018-08-01", "2019-05-23"),
        ("Từ tháng 2/2018 đến ngày 23/5, huyện có 45 vụ cháy.", "2018-02-01", "2018-05-23"),
        ("Tính chung cả năm 2017, huyện thu 45 tỷ đồng.", "2017-01-01", "2017-12-31"),
        ("Tính đến thời điểm ngày 31/7/2019, huyện có 45 hộ nghèo.", None, "2019-07-31"),
        ("Sáng nay (14/3), huyện có 45 hộ nghèo.", "2021-03-14", "2021-03-14"),
        ("Chiều qua, huyện có 45 hộ nghèo.", "2021-03-14", "2021-03-14"),
    ],
)
def test_calendar(text: str, start: str | None, end: str | None) -> None:
    assert periods(text) == [(start, end)]


def test_period_right_behind_the_figure_comes_first() -> None:
    text = "Tỷ lệ hộ nghèo giảm từ 10% năm 2016 xuống còn 3% năm 2019."
    assert periods(text) == [("2016-01-01", "2016-12-31"), ("2019-01-01", "2019-12-31")]


def test_period_of_another_figure_is_not_taken() -> None:
    text = "Năm nay huyện thu 45 tỷ đồng (năm 2016 là 30 tỷ đồng)."
    assert periods(text) == [("2021-01-01", "2021-12-31"), ("2016-01-01", "2016-12-31")]
    text = "Năm 2018 giá là 45 triệu đồng thì năm 2019 chỉ còn 30 triệu đồng."
    assert periods(text) == [("2018-01-01", "2018-12-31"), ("2019-01-01", "2019-12-31")]
    assert periods("Huyện thu 45 tỷ đồng, cao hơn mức năm 2016.") == [(None, None)]
    assert periods("Huyện thu 45 tỷ đồng, mức cao nhất kể từ năm 2011.") == [(None, None)]
    assert periods("Huyện thu 45 tỷ đồng - cao nhất kể từ năm 2011.") == [(None, None)]
    text = "Xã có 45 hộ nghèo; huyện năm 2018 có 90 hộ nghèo."
    assert periods(text) == [(None, None), ("2018-01-01", "2018-12-31")]


def test_without_a_publishing_day_the_year_told_before_counts() -> None:
    text = "Năm 2019, mưa lớn kéo dài. Sáng 5/3, huyện có 45 hộ bị ngập."
    assert periods(text, None) == [("2019-03-05", "2019-03-05")]
    assert periods("Sáng 5/3, huyện có 45 hộ bị ngập.", None) == [(None, None)]


def places(text: str) -> list[str | None]:
    return [fact.place.name if fact.place else None for fact in read(text).facts]


def test_first_place_of_an_address_is_meant() -> None:
    assert places("Tại xã Chiềng Ban, huyện Mai Sơn, tỉnh Sơn La có 45 hộ nghèo.") == ["xã Chiềng Ban"]


def test_generic_word_stands_for_the_nearest_place_of_its_type() -> None:
    assert places("Huyện Mai Sơn mưa lớn. Toàn huyện có 45 hộ bị ngập.") == ["Huyện Mai Sơn"]
    assert places("Cả nước có 45 khu kinh tế.") == ["Việt Nam"]
    assert places("Huyện Mai Sơn họp. Vốn đầu tư toàn xã hội đạt 45 tỷ đồng.") == ["Huyện Mai Sơn"]


def test_figure_without_a_place_has_none() -> None:
    assert places("Có 45 hộ bị ngập.") == [None]


def test_home_of_a_person_and_ends_of_a_road_are_no_place_of_a_figure() -> None:
    text = "Huyện Mai Sơn bắt Lê Văn An (31 tuổi, ngụ tỉnh Sơn La) cùng 27 tấn hàng."
    assert places(text) == ["Huyện Mai Sơn"]
    assert places("Trên quốc lộ 6 (từ Sơn La đến Hà Nội) có 45 vụ tai nạn.") == ["quốc lộ 6"]


def test_a_commune_is_named_with_the_address_that_the_text_tells() -> None:
    text = "Mưa lớn ở phường 12, TP Sơn La. Phường có nhiều nhà ngập. Tại phường 12 có 45 hộ bị ngập."
    assert places(text) == ["phường 12, TP Sơn La"]


def test_places_in_a_row_are_no_address() -> None:
    text = "Đoàn đến Lào, Trung Quốc. Tại Lào có 45 hộ bị ngập."
    assert places(text) == ["Lào"]
    text = "Mưa lớn ở Sơn La, Lào Cai. Tại Sơn La có 45 hộ bị ngập."
    assert places(text) == ["Sơn La"]


def test_a_change_over_a_stretch_of_years_has_a_level_at_each_end() -> None:
    text = "Từ năm 2010 - 2016, số xã tăng từ 45 lên 50."
    assert periods(text) == [("2010-01-01", "2010-12-31"), ("2016-01-01", "2016-12-31")]


@pytest.mark.parametrize(
    ("text", "status"),
    [
        ("Huyện sẽ có 45 hộ nghèo.", "target"),
        ("Huyện sẽ họp, nhưng 45 hộ còn nghèo.", "actual"),
        ("Huyện sẽ tăng mức thưởng từ 5 triệu đồng lên 7 triệu đồng.", "actual"),
    ],
)
def test_a_plan_ends_where_the_sentence_turns(text: str, status: str) -> None:
    assert read(text).facts[0].status == status


@pytest.mark.parametrize(
    "text",
    [
        "Quỹ của xã giảm 3 tỷ đồng xuống con số 40 tỷ đồng.",
        "Giá bạc tăng 3 tỷ đồng, tương đương 0,2% và đạt 40 tỷ đồng.",
        "Nợ của xã đã giảm 3 tỷ đồng nhưng vẫn ở mức 40 tỷ đồng.",
        "Mã HPG tăng trần 3 tỷ đồng, lên 40 tỷ đồng.",
    ],
)
def test_a_change_and_the_level_that_it_ends_at_are_one_fact(text: str) -> None:
    (fact,) = to_record(read(text))["facts"]
    assert fact["value"] == 40e9
    assert fact["comparisons"][0]["value"] == 3e9


def test_a_bare_year_is_a_period_and_a_base_is_none() -> None:
    assert periods("Doanh thu 2017 đạt 45 tỷ đồng.", None) == [("2017-01-01", "2017-12-31")]
    assert periods("Trong năm 2017, doanh thu tăng gấp 3 năm 2016.", None) == [("2017-01-01", "2017-12-31")]
    assert periods("Ông An (sinh 1980) có 5 ha đất.", None) == [(None, None)]


def test_a_place_tells_what_spoke_for_it() -> None:
    (fact,) = read("Tại huyện Mai Sơn, mưa lớn làm ngập 45 hộ.").facts
    (why,) = [reason.why for reason in fact.reasons if reason.slot == "place"]
    assert why.startswith("“huyện Mai Sơn”: left")


@pytest.mark.parametrize(
    ("text", "year"),
    [
        ("Tiền gửi của khách đạt 220 tỷ đồng, tăng 13% so với 2016.", "2017"),
        ("Tiền gửi của khách đạt 220 tỷ đồng, giảm 3% so với năm 2018.", "2019"),
        ("Tiền gửi của khách đạt 220 tỷ đồng, tăng 13% so với kế hoạch năm 2016.", None),
        ("Tiền gửi của khách đạt 220 tỷ đồng, gấp 3 lần năm 2016.", None),
    ],
)
def test_a_figure_that_only_its_base_dates_is_of_the_year_after(text: str, year: str | None) -> None:
    (fact,) = annotate(make_article(text, source="x", page=False)).facts
    assert (fact.period and fact.period.start) == (year and f"{year}-01-01")


@pytest.mark.parametrize(
    ("text", "status"),
    [
        ("Lưu lượng xe thấp hơn dự báo 20%.", "actual"),
        ("Dự báo lưu lượng xe đạt 20.000 lượt.", "target"),
        ("Hội kiến nghị thành phố gỡ khó cho 30 dự án đang được rà soát.", "actual"),
        ("Hội kiến nghị thành phố đầu tư thêm 30 dự án.", "target"),
        ("Tỉnh sẽ xây thêm bệnh viện vì mỗi năm có 20.000 ca mổ.", "actual"),
        ("Mức thu phí không quá 20.000 đồng.", "target"),
        ("Bến xe đã có kế hoạch tăng cường 180 lượt xe.", "target"),
        ("Khảo sát cho thấy 35% số người được hỏi dự báo giá cà phê sẽ tăng.", "actual"),
        ("Giá cà phê được dự báo sẽ đạt 35 triệu đồng.", "target"),
        ("Tỉnh sẽ hỗ trợ dân dù quỹ còn 5 tỷ đồng.", "actual"),
        ("Giá dầu có thể tăng 5%.", "target"),
        ("Tỉnh lập kế hoạch sơ tán 79.854 người.", "target"),
        ("Thủ đô 13 triệu dân này sẽ vắng vẻ.", "actual"),
        ("Khoảng 4.500 đò sẽ phục vụ du khách.", "target"),
        ("Công ty đã thông qua kế hoạch doanh thu 500 tỷ đồng.", "target"),
        ("Lợi nhuận vượt kế hoạch lợi nhuận 20 tỷ đồng.", "actual"),
        ("Chủ đầu tư phải hoàn thành 34 công trình.", "target"),
    ],
)
def test_words_of_planning_that_plan_nothing_of_the_figure(text: str, status: str) -> None:
    assert [fact.status for fact in read(text).facts] == [status]


@pytest.mark.parametrize(
    "text",
    [
        "Tỉnh sẽ giảm tỷ lệ sở hữu từ 77% xuống 70%.",
        "Tỉnh sẽ giảm tỷ lệ sở hữu từ mức 77% hiện nay xuống mức 70%.",
    ],
)
def test_a_plan_goes_on_behind_what_stands_already(text: str) -> None:
    assert [fact.status for fact in read(text).facts] == ["actual", "target"]


def test_a_marker_of_a_road_and_a_term_are_no_year_of_the_article() -> None:
    assert periods("Trạm thu phí tại km 2079 thu được 45 tỷ đồng.") == [(None, None)]
    born = "Ông Lê Văn An sinh năm 1976. Sáng 12/12/2018, huyện họp. Ngày 13/12, huyện có 45 hộ nghèo."
    assert periods(born, None) == [("2018-12-13", "2018-12-13")]
    assert periods("Ông Lê Văn An sinh năm 1976. Ngày 13/12, huyện có 45 hộ nghèo.", None) == [(None, None)]
    term = "Nhiệm kỳ 2016-2021, huyện họp. Năm 2018, huyện có 45 hộ nghèo. Năm nay, huyện có 30 hộ nghèo."
    assert periods(term, None)[1] == ("2018-01-01", "2018-12-31")


def test_the_period_of_a_plan_is_none_of_what_stands() -> None:
    text = "Huyện có 36 xã và số xã sẽ là 44 xã vào năm 2022."
    assert periods(text) == [(None, None), ("2022-01-01", "2022-12-31")]


def test_a_term_of_office_in_brackets_dates_no_figure() -> None:
    term = "Ngày 5/3/2020, ông Lê Văn Bình, nguyên chủ tịch huyện (nhiệm kỳ 2011-2016), khai đã tuyển 400 người."
    assert periods(term) == [("2020-03-05", "2020-03-05")]
    assert periods("Sau 5 năm (2012-2016), huyện xây được 400 căn nhà.") == [("2012-01-01", "2016-12-31")]


def test_the_world_in_a_name_and_a_level_are_no_place() -> None:
    text = "Tại huyện Mai Sơn, Thế giới Sách có 45 nhân viên và 12 dự án cấp huyện."
    assert [fact.place and fact.place.name for fact in read(text).facts] == ["huyện Mai Sơn"] * 2
    (fact,) = read("Cả thế giới có 45 nước trồng chè.").facts
    assert fact.place is not None
    assert fact.place.name == "thế giới"


@pytest.mark.parametrize(("told", "status"), [("Đến năm 2025", "target"), ("Tính đến tháng 5/2019", "actual")])
def test_an_undated_article_looks_ahead_only_far_and_by_whole_years(told: str, status: str) -> None:
    text = f"Năm 2018, huyện có 45 hộ nghèo. {told}, huyện có 30 hộ nghèo."
    assert [fact.status for fact in read(text, None).facts] == ["actual", status]


def test_a_decade_is_no_year_that_this_year_could_be() -> None:
    text = "Những năm 1980, huyện có 450 hộ nghèo. Năm nay, huyện có 45 hộ nghèo."
    assert periods(text, None) == [("1980-01-01", "1989-12-31"), (None, None)]


def test_a_list_of_levels_is_no_place() -> None:
    assert [fact.place for fact in read("Các tỉnh, thành phố chi 45 tỷ đồng.").facts] == [None]


def test_a_street_behind_its_town_is_no_address_of_the_town() -> None:
    text = "Giữa Hà Nội - phố Hàng Lược có chợ hoa.\n\nTại Hà Nội có 45 chợ hoa."
    assert [fact.place and fact.place.name for fact in read(text).facts] == ["Hà Nội"]


def test_what_a_plan_was_is_told_in_brackets_behind_it() -> None:
    facts = read("Thu ngân sách đạt 113% so với kế hoạch đề ra (647 tỷ đồng).").facts
    assert [fact.status for fact in facts] == ["actual", "target"]
