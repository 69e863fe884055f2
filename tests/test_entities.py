"""Names, roles, statements and places on sentences of our own."""

from __future__ import annotations

import pytest

from extractor.entities.gazetteer import read_gazetteer
from extractor.entities.memory import recall_names
from extractor.entities.nested import Mention
from extractor.model import Document
from extractor.pipeline import annotate
from extractor.text import make_article, segment


def read(text: str, published: str | None = None) -> Document:
    return annotate(make_article(text, source="x", page=False, published=published))


def roles(text: str) -> list[tuple[str, str, str | None, str]]:
    return [(r.person, r.position, r.organization, r.status) for r in read(text).roles]


def test_office_body_person() -> None:
    text = "Bí thư Huyện ủy Mai Sơn Lò Văn Bình cho biết, huyện đã có 12 xã đạt chuẩn."
    assert roles(text) == [("Lò Văn Bình", "Bí thư", "Huyện ủy Mai Sơn", "current")]


def test_person_office_body_and_former() -> None:
    text = "Ông Trần Văn Lợi, nguyên Giám đốc Sở Y tế tỉnh Sơn La, có mặt."
    assert roles(text) == [("Trần Văn Lợi", "Giám đốc", "Sở Y tế tỉnh Sơn La", "former")]


def test_no_office_without_a_person() -> None:
    assert roles("Chủ tịch UBND huyện Mai Sơn yêu cầu các xã báo cáo.") == []


def test_speaker_reaches_to_the_end_of_the_paragraph() -> None:
    found = read(
        "Theo Chủ tịch UBND huyện Mai Sơn Lò Văn Bình, huyện đạt 9/11 chỉ tiêu. Thu ngân sách đạt 85 tỷ đồng.\n\n"
        "Xã Chiềng Ban có 30 hộ nghèo."
    )
    speakers = [fact.speaker and (fact.speaker.name, fact.speaker.position) for fact in found.facts]
    assert speakers == [("Lò Văn Bình", "Chủ tịch"), ("Lò Văn Bình", "Chủ tịch"), None]


def test_short_body_and_short_name_get_their_full_name() -> None:
    found = read("Bà Lê Thị Hoa là đảng viên của Huyện ủy Mai Sơn. Huyện ủy đã họp. Bà Hoa đồng ý.")
    names = {(e.text, e.name) for e in found.entities}
    assert {("Huyện ủy", "Huyện ủy Mai Sơn"), ("Hoa", "Lê Thị Hoa")} <= names
    clusters = {e.cluster for e in found.entities if e.name == "Lê Thị Hoa"}
    assert len(clusters) == 1


def test_abbreviation_must_match_its_initials() -> None:
    found = read("Dịch vụ công trực tuyến (DVCTT) tăng nhanh (XYZ).")
    assert [(a.short, a.long) for a in found.abbreviations] == [("DVCTT", "Dịch vụ công trực tuyến")]
    found = read("Tập đoàn Dầu khí Việt Nam (PVN) và Ngân hàng Thế giới (WB) họp; Công ty Sữa Mai Lâm (MLS) vắng mặt.")
    assert [(a.short, a.long) for a in found.abbreviations] == [
        ("PVN", "Tập đoàn Dầu khí Việt Nam"),
        ("MLS", "Công ty Sữa Mai Lâm"),
    ]


def test_place_links_as_of_the_publishing_date() -> None:
    before = read("Thị xã Hương Trà có 15 xã.", published="2020-03-01").entities[0].link
    after = read("Thị xã Hương Trà có 15 xã.", published="2026-03-01").entities[0].link
    assert before is not None
    assert (before.type, before.parents) == ("thị xã", ("tỉnh Thừa Thiên Huế",))
    assert after is None


def test_cited_document_is_no_figure() -> None:
    found = read("Huyện thực hiện Nghị quyết số 18-NQ/TW của Bộ Chính trị.")
    assert found.facts == ()
    (citation,) = found.citations
    assert (citation.kind, citation.number, citation.issuer) == ("nghị quyết", "18-NQ/TW", "Bộ Chính trị")


def test_chain_of_offices_and_a_list_of_people() -> None:
    chain = "Phó Bí thư Tỉnh ủy Sơn La, Chủ tịch UBND tỉnh Sơn La Lò Văn Bình dự họp."
    assert roles(chain) == [
        ("Lò Văn Bình", "Phó Bí thư", "Tỉnh ủy Sơn La", "current"),
        ("Lò Văn Bình", "Chủ tịch", "UBND tỉnh Sơn La", "current"),
    ]
    listed = "Dự họp có các Phó Chủ tịch UBND tỉnh Sơn La: Lê Văn An, Trần Thị Bích và Phạm Văn Cường."
    assert [person for person, *_ in roles(listed)] == ["Lê Văn An", "Trần Thị Bích", "Phạm Văn Cường"]


def test_body_takes_the_place_that_the_text_tells() -> None:
    text = "Tỉnh Sơn La có 12 huyện. Giám đốc Sở Y tế Lê Văn An cho biết như vậy."
    assert roles(text) == [("Lê Văn An", "Giám đốc", "Sở Y tế Tỉnh Sơn La", "current")]


def test_office_whose_body_is_unknown_is_no_role() -> None:
    assert roles("Giám đốc Lê Văn An cho biết như vậy.") == []


def test_both_tone_conventions_are_one_word() -> None:
    assert roles("Bí thư Huyện uỷ Mai Sơn Lò Văn Bình dự họp.")[0][:3] == ("Lò Văn Bình", "Bí thư", "Huyện uỷ Mai Sơn")
    assert read("Bí thư Tỉnh uỷ Hoà Bình Lò Văn Bình dự họp.").roles[0].organization == "Tỉnh uỷ Hoà Bình"


def test_short_form_that_stands_for_no_body_is_no_entity() -> None:
    found = read("Tỷ lệ dịch vụ công trực tuyến (DVCTT) tăng. DVCTT đạt 45%.")
    assert [e.text for e in found.entities if e.label == "ORG"] == []


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("Bà Lò Thị Mai, chủ tịch UBND phường 9, TP Sơn La, nói.", ("chủ tịch", "UBND phường 9, TP Sơn La")),
        (
            "Ông Lê Văn An, Vụ trưởng Vụ Thanh toán, Ngân hàng Nhà nước, nói.",
            ("Vụ trưởng", "Vụ Thanh toán, Ngân hàng Nhà nước"),
        ),
        (
            "Ông Lê Văn An, Chánh văn phòng HĐND và UBND huyện Mai Sơn, nói.",
            ("Chánh văn phòng", "HĐND và UBND huyện Mai Sơn"),
        ),
        ("Ông Lê Văn An, Phó giám đốc Công an tỉnh Sơn La, nói.", ("Phó giám đốc", "Công an tỉnh Sơn La")),
        (
            "UBND TP Sơn La họp. Ông Lê Văn An, Chánh văn phòng UBND TP, nói.",
            ("Chánh văn phòng", "UBND TP Sơn La"),
        ),
        ("Huyện ủy Mai Sơn họp sáng 5/6. Bí thư Lê Văn An phát biểu.", ("Bí thư", "Huyện ủy Mai Sơn")),
        ("Ông Lê Văn An quê Mai Sơn. Hiện ông là Giám đốc Sở Y tế tỉnh Sơn La.", ("Giám đốc", "Sở Y tế tỉnh Sơn La")),
    ],
)
def test_the_whole_body_of_an_office(text: str, wanted: tuple[str, str]) -> None:
    assert wanted in [(position, body) for _, position, body, _ in roles(text)]


def test_a_person_with_an_office_of_his_own_holds_no_other() -> None:
    text = "Thừa ủy quyền của Chủ tịch UBND tỉnh Sơn La, ông Lê Văn An - Phó Giám đốc Sở Y tế tỉnh Sơn La - nói."
    assert [position for _, position, *_ in roles(text)] == ["Phó Giám đốc"]


def test_an_office_that_is_taken_away_is_a_former_one() -> None:
    text = "Tỉnh ủy Sơn La cách chức Bí thư Huyện ủy Mai Sơn nhiệm kỳ 2015-2020 đối với ông Lê Văn An."
    assert roles(text) == [("Lê Văn An", "Bí thư", "Huyện ủy Mai Sơn", "former")]


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        (
            "Ông Lê Văn An (41 tuổi, quê Mai Sơn), Thành ủy viên, Giám đốc Sở Y tế tỉnh Sơn La, nói.",
            [("Giám đốc", "Sở Y tế tỉnh Sơn La", "current")],
        ),
        (
            "Ông Lê Văn An - Bí thư Tỉnh ủy, nguyên Chủ tịch HĐND tỉnh Sơn La - dự họp.",
            [("Bí thư", "Tỉnh ủy Sơn La", "current"), ("Chủ tịch", "HĐND tỉnh Sơn La", "former")],
        ),
        (
            "Ông Lê Văn An - Phó Bí thư, Chủ tịch UBND huyện Mai Sơn - dự họp.",
            [("Phó Bí thư", "Huyện ủy Mai Sơn", "current"), ("Chủ tịch", "UBND huyện Mai Sơn", "current")],
        ),
        (
            "Ông Lê Văn An, Bí thư Ban cán sự Đảng, Chủ tịch UBND tỉnh Bến Tre, dự họp.",
            [("Bí thư", "Ban cán sự Đảng UBND tỉnh Bến Tre", "current"), ("Chủ tịch", "UBND tỉnh Bến Tre", "current")],
        ),
        (
            "HĐND bầu ông Lê Văn An giữ chức Chủ tịch UBND huyện Mai Sơn.",
            [("Chủ tịch", "UBND huyện Mai Sơn", "incoming")],
        ),
        (
            "Ông Lê Văn An học ngành kế toán, từng giữ chức Giám đốc Sở Y tế tỉnh Sơn La.",
            [("Giám đốc", "Sở Y tế tỉnh Sơn La", "former")],
        ),
        (
            "Chủ tịch Tập đoàn Điện lực Việt Nam (EVN) Lê Văn An nói.",
            [("Chủ tịch", "Tập đoàn Điện lực Việt Nam", "current")],
        ),
        ("Thứ trưởng Công Thương Lê Văn An nói.", [("Thứ trưởng", "Bộ Công Thương", "current")]),
        ("Cục trưởng Hàng hải Lê Văn An nói.", [("Cục trưởng", "Cục Hàng hải", "current")]),
        (
            "Tổng thư ký Hội các ngành trồng trọt Việt Nam Lê Văn An nói.",
            [("Tổng thư ký", "Hội các ngành trồng trọt Việt Nam", "current")],
        ),
        (
            "Ông Lê Văn An, Trưởng phòng Kiểm định tàu thuyền (Cục Đăng kiểm), nói.",
            [("Trưởng phòng Kiểm định tàu thuyền", "Cục Đăng kiểm", "current")],
        ),
        ("Đại sứ Canada tại Lào John Smith nói.", [("Đại sứ", "Canada tại Lào", "current")]),
        (
            "Ông Lê Văn An, trưởng phòng tổ chức và kiểm định sản phẩm Sở Công thương tỉnh Bến Tre, nói.",
            [("trưởng phòng tổ chức và kiểm định sản phẩm", "Sở Công thương tỉnh Bến Tre", "current")],
        ),
        (
            "Ông Lê Văn An, phó chủ tịch UBND TP Buôn Ma Thuột (Đắk Lắk), nói.",
            [("phó chủ tịch", "UBND TP Buôn Ma Thuột, Đắk Lắk", "current")],
        ),
        (
            "Ông Lê Văn An (chủ tịch UBND phường Trần Hưng Đạo): Tôi đồng ý.",
            [("chủ tịch", "UBND phường Trần Hưng Đạo", "current")],
        ),
        (
            "Bà Lê Thị Na, giám đốc Công ty Linh Hoàng Long, nói.",
            [("giám đốc", "Công ty Linh Hoàng Long", "current")],
        ),
        ("Ông Lê Văn An Bí thư Thành ủy Sơn La ghi nhận.", [("Bí thư", "Thành ủy Sơn La", "current")]),
        (
            "Ông Lê Văn An - trưởng Ban Tiếp công dân trung ương - nói.",
            [("trưởng Ban Tiếp công dân", "trung ương", "current")],
        ),
        (
            "Nhà báo Lê Văn An, phó chủ tịch thường trực Hội Nhà báo tỉnh Sơn La, nói.",
            [("phó chủ tịch thường trực", "Hội Nhà báo tỉnh Sơn La", "current")],
        ),
        ("Ông Lê Văn An - Thứ trưởng bộ VH, TT & DL - nói.", [("Thứ trưởng", "bộ VH, TT & DL", "current")]),
        ("Bà Lê Thị Na (Phó chủ tịch phụ trách đô thị quận 10) nói.", [("Phó chủ tịch", "UBND quận 10", "current")]),
        (
            "Tỉnh Sơn La họp. Hôm qua Chủ tịch tỉnh Lê Văn An đã nghe báo cáo.",
            [("Chủ tịch", "UBND tỉnh Sơn La", "current")],
        ),
        (
            "Chủ tịch Lê Văn An của Liên đoàn Bóng đá Hà Nội nói.",
            [("Chủ tịch", "Liên đoàn Bóng đá Hà Nội", "current")],
        ),
        (
            "Ông Lê Văn An đã trải qua các chức vụ: Chủ tịch UBND xã Mường Bú (2005-2010), Giám đốc Sở Y tế Sơn La.",
            [("Chủ tịch", "UBND xã Mường Bú", "former"), ("Giám đốc", "Sở Y tế Sơn La", "former")],
        ),
    ],
)
def test_offices_told_in_many_ways(text: str, wanted: list[tuple[str, str, str]]) -> None:
    assert [role[1:] for role in roles(text)] == wanted


def test_every_name_of_a_list_holds_the_office_before_it() -> None:
    text = "Dự có các Phó giám đốc Công an tỉnh Sơn La gồm: Đại tá Lê Văn Nam, Thượng tá Lò Văn Bắc và bà Hà Thị Mai."
    assert roles(text) == [
        (person, "Phó giám đốc", "Công an tỉnh Sơn La", "current")
        for person in ("Lê Văn Nam", "Lò Văn Bắc", "Hà Thị Mai")
    ]


def test_an_office_without_a_body_takes_none_that_belongs_to_somebody_else() -> None:
    text = "Bộ Y tế họp với Bộ trưởng Nông nghiệp mới, người phát ngôn Bộ Ngoại giao Lê Thị Hà nói."
    assert roles(text) == [("Lê Thị Hà", "người phát ngôn", "Bộ Ngoại giao", "current")]
    acts = "Để giúp Bí thư Tỉnh ủy Sơn La Lê Văn An, Thủ tướng đã họp."
    assert [position for _, position, *_ in roles(acts)] == ["Bí thư"]


def test_a_longer_name_is_a_name() -> None:
    found = read("Huyện ủy đã họp. Huyện ủy Mai Sơn trực tiếp làm việc. Huyện ủy trực tiếp làm việc.")
    assert {e.name for e in found.entities if e.label == "ORG"} == {"Huyện ủy Mai Sơn"}


@pytest.mark.parametrize(
    ("text", "again"),
    [
        ("Lò Văn Tuệ bị bắt. Chiều 3/8, Tuệ dẫn bạn về nhà.", ["Tuệ"]),
        ("Lò Văn Tư bị bắt. Hôm thứ Tư, bạn về nhà.", []),
        ("Lò Văn Năm bị bắt. Ông nói: Năm 2018 còn 3 hộ.", []),
        ("Lò Văn Tuệ bị bắt. Ở đường Tuệ Tĩnh có 3 hộ.", []),
    ],
)
def test_a_person_is_found_by_the_given_name(text: str, again: list[str]) -> None:
    doc = segment(make_article(text, source="x", page=False))
    seen = [[Mention(0, text.index(" bị"), "PERSON", "model", "model")], *([[]] * (len(doc.sentences) - 1))]
    recalled = recall_names(seen, doc.sentences, read_gazetteer())
    assert [doc.text[m.start : m.end] for mentions in recalled[1:] for m in mentions] == again


def test_a_name_once_seen_is_found_again_in_its_article() -> None:
    text = "Mưa lớn ở phường 12, TP Sơn La. Tại phường 12 có 45 hộ bị ngập."
    doc = segment(make_article(text, source="x", page=False))
    seen = [[Mention(10, 19, "LOC", "model", "model")], []]
    recalled = recall_names(seen, doc.sentences, read_gazetteer())
    assert [doc.text[m.start : m.end] for m in recalled[1]] == ["phường 12"]
    assert recall_names([[], []], doc.sentences, read_gazetteer()) == [[], []]
