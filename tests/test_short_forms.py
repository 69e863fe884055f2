"""Short names of people and bodies, and offices without a holder beside them, on sentences of our own."""

from __future__ import annotations

import pytest

from extractor.data import data_path, read_table
from extractor.entities.fitting import fit_head, is_of_level
from extractor.entities.form_words import read_level
from extractor.entities.kinds import name_kind
from extractor.entities.names import find_alias
from extractor.entities.profiles import Profiles
from extractor.entities.references import find_forms
from extractor.entities.short_bodies import is_cut, is_place_cut, is_short_body, is_trade_name, is_unclassed, is_untyped
from extractor.entities.short_people import name_people
from extractor.model import Document
from extractor.pipeline import annotate
from extractor.text import make_article, segment, tokenize


def read(text: str) -> Document:
    return annotate(make_article(text, source="x", page=False))


def name_all(text: str, *people: str) -> dict[str, str]:
    """The name that each of the people gets who are told in this order."""
    told, at = [], 0
    for person in people:
        at = text.index(person, at)
        told.append((at, person))
        at += len(person)
    return {name: named.name for (_, name), named in name_people(told, text).items()}


@pytest.mark.parametrize(
    ("text", "short", "whole"),
    [
        ("Chị Vì Thị Kim Hoa thưa. Kim Hoa cười. Hoa về.", "Hoa", "Vì Thị Kim Hoa"),
        ("Ngoại trưởng Vương Nghị đến. Ông Vương phát biểu.", "Vương", "Vương Nghị"),
        ("Ông Ri Yong-ho đến. Ông Ri phát biểu.", "Ri", "Ri Yong-ho"),
        ("Giáo hoàng John Paul II đến. Dân mến John Paul lắm.", "John Paul", "John Paul II"),
        ('Ông Lò Văn Tám bị bắt. Tám "thẹo" khai hết.', 'Tám "thẹo"', "Lò Văn Tám"),
        ("Lò Văn Tám (tức Ba Đen) bị bắt. Ba Đen khai.", "Ba Đen", "Lò Văn Tám"),
        ("Em Lò Thị Th. ở Mai Sơn. Em Th đã khỏe.", "Th", "Lò Thị Th."),
        ("Cô Park Min-ji, tên tiếng Anh là Emily, đến. Emily cười.", "Emily", "Park Min-ji"),
        ("Chủ tịch Hồ Chí Minh về thăm bản. Bà con nhớ lời Bác Hồ.", "Bác Hồ", "Hồ Chí Minh"),
    ],
)
def test_a_person_told_in_short(text: str, short: str, whole: str) -> None:
    people = [whole, "Kim Hoa", short] if "Kim Hoa" in text else [whole, short]
    assert name_all(text, *people)[short] == whole


def test_of_two_the_one_who_is_addressed_so() -> None:
    text = "Ông Lò Văn Trung đến cùng anh Vì Chí Trung. Anh Trung cười."
    people = ("Lò Văn Trung", "Vì Chí Trung", "Trung")
    assert name_all(text, *people)["Trung"] == "Vì Chí Trung"


@pytest.mark.parametrize(
    ("text", "people"),
    [
        ("Ông Lê Văn An đến. Ông An nói. Chị Lê cười.", ("Lê Văn An", "An", "Lê")),  # Lê is somebody else's given name
        ("Ông Lê Văn An, Bùi Thị Lan đến.", ("Lê Văn An", "Bùi Thị Lan")),
        ("Bà con nhớ lời Bác Hồ.", ("Bác Hồ",)),  # nobody is told in full
    ],
)
def test_another_person(text: str, people: tuple[str, ...]) -> None:
    assert name_all(text, *people)[people[-1]] == people[-1]


@pytest.mark.parametrize("row", read_table(data_path("gazetteers", "other_names.tsv")), ids=lambda row: row["other"])
def test_other_name_is_reached(row: dict[str, str]) -> None:
    assert name_all(row["example"], row["name"], row["other"])[row["other"]] == row["name"]


def test_names_of_bodies_cut_short() -> None:
    assert is_short_body("Công ty Tây Bắc 36", "Công ty cổ phần xây dựng Tây Bắc 36")
    assert is_short_body("Công ty Môi trường đô thị", "Công ty TNHH MTV Môi trường đô thị Sơn La")
    assert is_short_body("Công ty Cà phê Mai Lâm", "Công ty TNHH Nam-Bắc-Đông Cà phê Mai Lâm Sơn La")
    assert is_short_body("công ty Williams", "Công ty CP Williams Việt Nam")
    assert is_short_body("Guardian", "The Guardian")
    assert not is_short_body("Công ty Môi trường đô thị", "Công ty TNHH Môi trường đô thị xanh và sạch")
    assert is_untyped("trường mầm non Nà Ớt", "Trường Mầm non xã Nà Ớt")
    assert not is_untyped("UBND Sơn La", "UBND tỉnh Sơn La")  # of the town, or of the province
    assert is_cut("Hiệp hội Chè Cà phê", "Hiệp hội Chè và Cà phê Sơn La")
    assert is_short_body("Điện lực Tây Bắc", "Tổng công ty Điện lực Tây Bắc")
    assert not is_short_body("Tây Bắc", "Sở Y tế Tây Bắc")  # a place in the name of its body
    assert is_cut("Sở Văn hóa", "Sở Văn hóa, Thể thao Sơn La")
    assert is_place_cut("trạm Nà Ớt", "trạm thu phí Nà Ớt")
    assert is_place_cut("Căn cứ Nà Ớt", "căn cứ không quân Nà Ớt")
    assert not is_place_cut("trạm Nà Ớt", "trại Nà Ớt")
    assert is_unclassed("đường Tô Hiệu", "tuyến đường Tô Hiệu")
    assert not is_unclassed("ga Nà Ớt", "ngõ ga Nà Ớt")
    assert is_cut("Green Bay", "Green Bay Hotel Complex")
    assert not is_cut("Sơn La", "Sơn La Mới")  # two common syllables may begin anything
    assert is_short_body("Komeito", "đảng Komeito")
    assert not is_cut("Đảng Dân chủ", "Đảng Dân chủ Tự do")
    assert not is_cut("quân đội Syria", "Quân đội Syria Tự do")
    assert not is_trade_name("VPBank", "chi nhánh Ngân hàng TMCP Việt Nam Thịnh Vượng")
    assert is_trade_name("WB", "Ngân hàng Thế giới")
    assert is_trade_name("VNCB", "Ngân hàng Xây dựng")
    assert not is_trade_name("EVN", "Công ty Điện lực")  # there is one in every province
    assert is_trade_name("ngân hàng VPBank", "Ngân hàng TMCP Việt Nam Thịnh Vượng")


def test_a_short_form_of_a_short_form_is_the_whole() -> None:
    document = read(
        "Ngân hàng TMCP Việt Nam Thịnh Vượng lãi 30 tỉ đồng. Ngân hàng VPBank có 12 chi nhánh. Khách quen VPBank."
    )
    assert len({e.cluster for e in document.entities if e.label == "ORG"}) == 1


HELD = "Ông Lò Văn Bình, Chủ tịch UBND tỉnh Sơn La, họp với bà Vì Thị Hoa, Thứ trưởng Bộ Y tế. "


@pytest.mark.parametrize(
    ("text", "office", "holder"),
    [
        ("Sau đó Chủ tịch Sơn La đã ký 2 quyết định.", "Chủ tịch Sơn La", "Lò Văn Bình"),
        ("Theo Thứ trưởng Y tế, dịch đã lắng.", "Thứ trưởng Y tế", "Vì Thị Hoa"),
        (
            "Nay người đứng đầu chính quyền tỉnh Sơn La xin lỗi dân.",
            "người đứng đầu chính quyền tỉnh Sơn La",
            "Lò Văn Bình",
        ),
    ],
)
def test_an_office_without_its_holder(text: str, office: str, holder: str) -> None:
    document = read(HELD + text)
    told = [r for r in document.references if r.text == office]
    assert [next(e.name for e in document.entities if e.id == r.entity) for r in told] == [holder]


def test_who_once_led_a_body() -> None:
    document = read(
        "Ông Lò Văn Bình, nguyên Giám đốc Sở Y tế Sơn La, hầu tòa. Cựu lãnh đạo Sở Y tế Sơn La xin lỗi dân."
    )
    told = next(r for r in document.references if r.text == "Cựu lãnh đạo Sở Y tế Sơn La")
    assert next(e.name for e in document.entities if e.id == told.entity) == "Lò Văn Bình"


@pytest.mark.parametrize("row", read_table(data_path("gazetteers", "seats_of_power.tsv")), ids=lambda row: row["words"])
def test_the_master_of_a_seat_of_power(row: dict[str, str]) -> None:
    document = read(row["example"])
    told = next(r for r in document.references if r.text.endswith(row["words"]))
    meant = next(e.name for e in document.entities if e.id == told.entity)
    assert f"{row['office']} {row['country']} {meant}" in row["example"]


@pytest.mark.parametrize(
    "text", ["Nay người đứng đầu Sở Y tế tỉnh Sơn La xin lỗi dân.", "Người đứng đầu các xã đều phải báo cáo."]
)
def test_nobody_holds_another_office(text: str) -> None:
    assert not any(r.rule == "office" for r in read(HELD + text).references)


def forms(text: str) -> list[str]:
    document = read(text)
    return [text[f.start : f.end] for f in find_forms(segment(document.article), document.entities)]


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("Bà Vì Thị Hoa phát biểu. Đại biểu Sơn La đồng tình.", "Đại biểu Sơn La"),
        ("Bà Vì Thị Hoa phát biểu. Nữ luật sư đồng tình.", "Nữ luật sư"),
        ("Anh Lò Văn Tám đến. Bà con mừng vì anh tài xế khỏe.", "anh tài xế"),
        ("Chợ Nà Ớt cháy lúc 5 giờ. Tháng 6/2010 chợ này cũng cháy.", "chợ này"),
        ("Chùa Vạn Lộc mở hội. Năm nay nhà chùa không thu vé.", "nhà chùa"),
        ("Trường tiểu học Nà Ớt đón 30 em. Ngôi trường song ngữ này mở năm 2015.", "Ngôi trường song ngữ này"),
        ("Cầu Nà Ớt nứt. Xe đứng kín mặt cầu cả ngày.", "cầu"),
        ("Sở Y tế Sơn La họp. Ông An cho biết sở đã nhận đơn.", "sở"),
        ("Bà Vì Thị Hoa đã trả cho chủ đầu tư 180 triệu đồng.", "chủ đầu tư"),  # a sum, no number of its name
        ("Anh Lò Văn Tám ngất xỉu. Xe bán hàng chở cha con anh đi viện.", "anh"),
    ],
)
def test_what_may_be_a_short_form(text: str, told: str) -> None:
    assert told in forms(text)


@pytest.mark.parametrize(
    "text",
    [
        "Tổng thống đắc cử Joe Biden đến thăm.",  # the title of the name behind
        "Đại hội của đơn vị mình.",
        "Bố trí ở xã khác.",
        "Có tới 72% doanh nghiệp thua lỗ.",
        "Tàu sân bay cập cảng lúc 5 giờ.",
        "Theo hãng Reuters, giá tăng.",  # the head of the name behind
        "Bờ biển Nà Ớt sạt lở. Khách đến biển Nà Ớt giảm.",
        "Chủ tịch UBND các huyện phải báo cáo.",
        "Sơn La xây thành phố mới bên sông.",
        "Giảm tốc khi vào hầm thời điểm này.",
        "Sơn La giao các quận, huyện, thị xã rà soát.",
        "Dịch lan ra 8 quận huyện trong tuần.",
        "Sáng qua bầu An báo lãi 3 tỉ đồng.",
        "Con cháu bà rất đông.",
    ],
)
def test_what_is_no_short_form(text: str) -> None:
    words = ("tổng thống", "đơn vị", "xã", "doanh nghiệp", "sân bay", "hãng", "biển", "ubnd", "thành phố", "hầm thời")
    words += ("huyện", "thị xã", "báo", "cháu")
    assert not any(form.lower().startswith(words) for form in forms(text))


def test_a_pointer_and_a_preposition() -> None:
    assert "doanh nghiệp trên" in forms("Đã phạt doanh nghiệp trên.")
    assert "doanh nghiệp" in forms("Đã phạt doanh nghiệp trên địa bàn.")


def test_a_name_in_brackets_is_the_whole() -> None:
    document = read("Công ty CP Mía đường Sơn La (công ty Sơn Mộc) lãi 30 tỉ đồng. Khách của công ty Sơn Mộc tăng 12%.")
    told = {e.text: e.cluster for e in document.entities if e.label == "ORG"}
    assert told["công ty Sơn Mộc"] == told["Công ty CP Mía đường Sơn La"]


@pytest.mark.parametrize(
    ("text", "short", "whole"),
    [
        (
            "Viện Nghiên cứu Chè Tây Bắc (VCTB) họp. Lãnh đạo viện VCTB đồng ý.",
            "viện VCTB",
            "Viện Nghiên cứu Chè Tây Bắc",
        ),
        (
            "Tổng công ty Hóa chất Sông Bưởi (gọi tắt là Đạm Sơn La) lãi 30 tỉ đồng. Khách của Đạm Sơn La tăng.",
            "Đạm Sơn La",
            "Tổng công ty Hóa chất Sông Bưởi",
        ),
        (
            "Sở Văn hóa, Thể thao Sơn La họp. Bộ đề nghị Sở Văn hóa báo cáo.",
            "Sở Văn hóa",
            "Sở Văn hóa, Thể thao Sơn La",
        ),
        (
            "Sửa sân bay Cát Bi. Cảng hàng không quốc tế Cát Bi đóng cửa.",
            "Cảng hàng không quốc tế Cát Bi",
            "sân bay Cát Bi",
        ),
        ("Bán sân vận động Chi Lăng. Dân giữ sân Chi Lăng.", "sân Chi Lăng", "sân vận động Chi Lăng"),
        (
            "Cao tốc Sơn La - Hòa Bình sẽ mở. Vốn của cao tốc Sơn La – Hòa Bình còn thiếu.",
            "cao tốc Sơn La – Hòa Bình",
            "Cao tốc Sơn La - Hòa Bình",
        ),
        (
            "Công an huyện Mai Sơn bắt 3 người. Theo Cơ quan Công an huyện Mai Sơn, vụ việc đang được làm rõ.",
            "Cơ quan Công an huyện Mai Sơn",
            "Công an huyện Mai Sơn",
        ),
        (
            "Khách kêu khó đến Nội Bài. Sân bay Nội Bài ở Hà Nội đang quá tải.",
            "Nội Bài",
            "Sân bay Nội Bài",
        ),
        (
            "Tổng công ty Hóa chất Sông Bưởi (gọi tắt là Đạm Sơn La, mã: DSL) có lãi. Khách của công ty DSL mừng.",
            "công ty DSL",
            "Tổng công ty Hóa chất Sông Bưởi",
        ),
    ],
)
def test_names_of_one_thing(text: str, short: str, whole: str) -> None:
    told = {e.text: e.cluster for e in read(text).entities if e.label in ("ORG", "LOC")}
    assert told[short] == told[whole]


def test_a_name_in_brackets_told_with_its_head() -> None:
    whole = "Tổng công ty Vàng Sông Bưởi"
    assert find_alias("Công ty vàng SBV", {"SBV": whole}) == whole
    assert find_alias("Công ty vàng Tây Bắc", {"SBV": whole}) is None
    assert find_alias("Đảng ủy SBV", {"SBV": whole}) is None


def test_an_airport_is_not_the_town_abroad() -> None:
    document = read("Khách bay đến Kuala Lumpur và chờ ở sân bay Kuala Lumpur suốt đêm.")
    assert len({e.cluster for e in document.entities if e.label == "LOC"}) == 2


def test_a_name_that_tells_no_kind() -> None:
    assert fit_head("công ty", "Techcombank", bare=True) == "bare"
    assert fit_head("công ty", "Nine Rivers Land Development Company", bare=True) == "bare"
    assert fit_head("chính phủ", "Techcombank", bare=True) == ""
    assert fit_head("kind:police", "Techcombank", bare=True) == ""


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("Công ty Sông Bưởi làm chủ đầu tư từ năm 2015.", ("chủ", "đầu", "tư")),
        ("Ông Lò Văn Tám (46 tuổi - tài xế) dừng xe.", ("tài", "xế")),
    ],
)
def test_what_somebody_is_called(text: str, words: tuple[str, ...]) -> None:
    document = read(text)
    named = [e for e in document.entities if e.label in ("PERSON", "ORG")]
    assert Profiles(segment(document.article), named).is_called(named[0].cluster, words)


def test_a_comma_opens_another_clause() -> None:
    document = read("Theo Reuters, cảnh sát đã bắt 3 người.")
    named = [e for e in document.entities if e.label == "ORG"]
    assert not Profiles(segment(document.article), named).is_called(named[0].cluster, ("cảnh", "sát"))


def test_nobody_is_both_victim_and_culprit() -> None:
    document = read("Nạn nhân Lò Văn Tám, 30 tuổi, được đưa đi cấp cứu. Nghi phạm đã bỏ trốn.")
    assert not any(r.text == "Nghi phạm" for r in document.references)


def test_an_investigating_body_and_not_the_police_in_its_name() -> None:
    document = read(
        "Cơ quan Cảnh sát điều tra Công an tỉnh Sơn La khởi tố 3 bị can. Theo cơ quan điều tra, vụ án còn mở rộng."
    )
    told = next(r for r in document.references if r.text == "cơ quan điều tra")
    meant = next(e.text for e in document.entities if e.id == told.entity)
    assert meant == "Cơ quan Cảnh sát điều tra Công an tỉnh Sơn La"


def test_the_smallest_unit_of_an_address_is_the_place() -> None:
    document = read(
        "Ông Lò Văn Tám trú tại xã Chiềng Mung, huyện Mai Sơn, tỉnh Sơn La. Theo người dân địa phương, ông rất hiền."
    )
    told = next(r for r in document.references if r.text == "địa phương")
    assert next(e.text for e in document.entities if e.id == told.entity) == "xã Chiềng Mung"


def test_a_title_is_the_same_behind_a_word_of_address() -> None:
    document = read(
        "Ông Lò Văn Bình, giám đốc trung tâm, gặp ông Vì Chí Trung. Nghe ông Trung kể, vị giám đốc này xin lỗi."
    )
    told = next(r for r in document.references if r.text.startswith("vị giám đốc"))
    assert next(e.name for e in document.entities if e.id == told.entity) == "Lò Văn Bình"


def test_who_owns_a_thing_is_not_that_thing() -> None:
    document = read("Chủ đầu tư khu nhà ở Nà Ớt chưa trả đất. Sở yêu cầu chủ đầu tư khu nhà ở Nà Ớt nộp phạt.")
    places = {e.cluster for e in document.entities if e.label == "LOC"}
    assert places
    assert not any(r.rule == "chủ đầu tư" and r.cluster in places for r in document.references)


def test_a_body_of_a_unit_of_this_type() -> None:
    assert read_level(tokenize("huyện này"), 0) == ("huyện", 1)
    assert read_level(tokenize("công an huyện"), 2) == ("huyện", 3)
    assert read_level(tokenize("huyện Mai Sơn"), 0) == ("", 0)
    assert read_level(tokenize("TP. Sơn La"), 0) == ("", 0)
    police = next(e for e in read("Công an huyện Mai Sơn bắt 3 người.").entities if e.label == "ORG")
    assert is_of_level("huyện", police)
    assert not is_of_level("xã", police)


@pytest.mark.parametrize("row", read_table(data_path("gazetteers", "media.tsv")), ids=lambda row: row["name"])
def test_press_is_no_company(row: dict[str, str]) -> None:
    assert row["name"] in row["example"]
    assert name_kind(row["name"]) == "media"
    assert fit_head("công ty|kind:company", row["name"], bare=True) == ""
    assert fit_head("tờ báo|kind:media", row["name"], bare=True) == "kind"
