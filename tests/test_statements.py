"""Who says it: indirect speech, quotations with their speaker before, behind, or paragraphs away."""

from __future__ import annotations

import pytest

from extractor.model import Document
from extractor.pipeline import annotate
from extractor.text import make_article


def read(text: str) -> Document:
    return annotate(make_article(text, source="x", page=False))


def speakers(text: str) -> list[str | None]:
    return [fact.speaker.name if fact.speaker else None for fact in read(text).facts]


def test_speaker_behind_the_quotation() -> None:
    text = "“Năm qua, huyện xây được 45 căn nhà cho hộ nghèo”, ông Lê Văn An cho biết."
    assert speakers(text) == ["Lê Văn An"]
    assert [s.kind for s in read(text).statements] == ["direct"]


def test_quotation_inside_a_quotation_does_not_end_it() -> None:
    text = "“Chương trình là “xương sống” của huyện, đã giúp 45 hộ thoát nghèo”, ông Lê Văn An khẳng định."
    (statement,) = read(text).statements
    assert statement.text.endswith("thoát nghèo”")


def test_quotation_over_paragraphs_keeps_its_speaker() -> None:
    text = (
        "Ông Lê Văn An, Giám đốc Sở Y tế tỉnh Sơn La, cho biết dịch đã lui.\n\n"
        "“Chúng tôi đã làm việc cả đêm.\n\n"
        "Đến nay 45 bệnh nhân đã ra viện. Xin cảm ơn mọi người”."
    )
    assert speakers(text) == ["Lê Văn An"]


def test_quoted_term_is_no_speech() -> None:
    assert [s for s in read("Bà Lê Thị Hoa gọi đó là “thẻ vàng” của 28 tỉnh.").statements if s.kind == "direct"] == []


def test_body_says_only_with_verbs_of_bodies() -> None:
    assert speakers("Sở Y tế tỉnh Sơn La cho biết có 45 bệnh nhân ra viện.") == [None]
    (statement,) = read("Sở Y tế tỉnh Sơn La cho biết có 45 bệnh nhân ra viện.").statements
    assert statement.speaker.organization == "Sở Y tế tỉnh Sơn La"
    assert read("Sở Y tế tỉnh Sơn La chia sẻ khó khăn với 45 bệnh nhân.").statements == ()


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("Trong quý I, theo ông Lê Văn An, huyện thu 45 tỷ đồng.", "Lê Văn An"),
        ("Huyện thu 45 tỷ đồng trong quý I, theo Giám đốc Sở Tài chính Lê Văn An.", "Lê Văn An"),
        ("Trong quý I toàn huyện đã thu được 45 tỷ đồng, ông Lê Văn An cho biết.", "Lê Văn An"),
        (  # an office in dashes stands between
            "Ông Lê Văn An - Phó Giám đốc Trung tâm Khuyến nông và Dịch vụ nông nghiệp tỉnh Sơn La (Sở Nông nghiệp và "
            "Phát triển nông thôn) - cho biết huyện thu 45 tỷ đồng.",
            "Lê Văn An",
        ),
        ("Theo đề nghị của ông Lê Văn An, huyện chi 45 tỷ đồng.", None),
        ("Theo đó, năm 2019 ông Lê Văn An vay 45 tỷ đồng.", None),
        ("Theo bản án sơ thẩm, bà Lê Thị Hoa chiếm đoạt 45 tỷ đồng.", None),
        ("Bà Lê Thị Hoa nhận được thông báo hoàn 45 triệu đồng.", None),
        ("Bà Lê Thị Hoa thông báo hoàn 45 triệu đồng.", "Lê Thị Hoa"),
        ("Bà Lê Thị Hoa đánh giá có 45 cánh rừng cần giữ.", "Lê Thị Hoa"),
        ("Ông Lê Văn An, Trưởng xóm (Lê Lợi), cho biết xóm có 45 ha mía.", "Lê Văn An"),
    ],
)
def test_who_says_so_within_and_behind_the_sentence(text: str, wanted: str | None) -> None:
    assert speakers(text) == [wanted]


def test_a_closing_mark_with_a_space_before_it_opens_no_speech() -> None:
    text = (
        "Ông Lê Văn An kể chuyện làm vườn.\n\n"
        'Năm nay tôi trồng 45 gốc bưởi "- ông Lê Văn An nói.\n\n'
        "Huyện có 120 ha bưởi.\n\n"
        '"Cả xóm đều trồng", bà Lê Thị Hoa nói.'
    )
    assert speakers(text) == ["Lê Văn An", None]


def test_an_office_without_a_name_speaks_for_its_holder() -> None:
    text = (
        "Chủ tịch UBND huyện Mai Sơn Lê Văn An dự họp.\n\n"
        "Chủ tịch UBND huyện Mai Sơn cho biết huyện có 45 hộ nghèo.\n\n"
        "UBND huyện Mai Sơn cho biết huyện có 30 hộ nghèo."
    )
    assert speakers(text) == ["Lê Văn An", None]


def test_an_agency_passes_on_what_somebody_says() -> None:
    assert speakers('"Có 16 lô, 5 lô đã bán hết sạch", Reuters dẫn lời ông Lê Văn An nói.') == ["Lê Văn An"] * 2


@pytest.mark.parametrize(
    "text",
    [
        "Ông Trần Văn Bình gặp ông Lê Văn An để bày tỏ thái độ hợp tác.",  # it is Bình who does
        "Ông Lê Văn An chưa trả lời về 45 hộ nghèo.",
        "Ông Lê Văn An trả lời các câu hỏi của tòa.",
        "Theo thông báo gửi Sở Y tế tỉnh Sơn La, 45 người đã khỏi bệnh.",  # who is written to
    ],
)
def test_what_is_no_statement(text: str) -> None:
    assert read(text).statements == ()


def test_brackets_behind_who_says_it_are_no_speech() -> None:
    (statement,) = read("Theo Sở Y tế tỉnh Sơn La (SYT), 45 người đã khỏi bệnh.").statements
    assert statement.text == "45 người đã khỏi bệnh."


def test_who_is_spoken_of_at_the_end_of_a_quotation_is_no_speaker() -> None:
    text = "Đường đã thông. Chúng tôi chưa bàn việc này với ông Lê Văn An”, một cán bộ xã cho biết thêm."
    assert "Lê Văn An" not in [s.speaker.name for s in read(text).statements]


@pytest.mark.parametrize(
    ("text", "speaker"),
    [
        ("Bị cáo Lê Văn An khai đã nhận 45 triệu đồng để sửa sổ.", "Lê Văn An"),
        ("Ông Lê Văn An kiến nghị tỉnh hỗ trợ 45 tỷ đồng làm cầu.", "Lê Văn An"),
        ("Chuyên gia Lê Văn An ước tính dịch làm chết 45 con bò.", "Lê Văn An"),
        ("Ông Lê Văn An kê khai đã có 45 ha đất.", None),
        ("Ông Lê Văn An bị đề nghị nộp 45 triệu đồng.", None),
    ],
)
def test_verbs_that_tell(text: str, speaker: str | None) -> None:
    assert speakers(text) == [speaker]


def test_another_clause_has_a_speaker_of_its_own() -> None:
    text = "Bị cáo Lê Văn An khai đã nhận 45 triệu đồng; bị cáo Lò Thị Hoa khai đã nhận 9 triệu đồng."
    assert speakers(text) == ["Lê Văn An", "Lò Thị Hoa"]
