"""Names, roles, statements and places on sentences of our own."""

from __future__ import annotations

from extractor.model import Document
from extractor.pipeline import annotate
from extractor.text import make_article


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
