"""Cited documents: kind, number, day and issuer. The sentences are our own."""

from __future__ import annotations

import pytest

from extractor.data import data_path, read_table
from extractor.entities.citations import find_citations
from extractor.model import Citation, Entity
from extractor.pipeline import annotate
from extractor.text import make_article, segment

Told = tuple[str, str | None, str | None, str | None]


def read(text: str) -> list[Told]:
    found = annotate(make_article(text, source="x", page=False))
    return [(c.kind, c.number, c.date, c.issuer) for c in found.citations]


def read_words(words: str) -> Citation:
    """The citation that is the whole of ``words``."""
    law = Entity("m1", 0, len(words), words, "LAW", words, "c1", "model", "model")
    (citation,) = find_citations(segment(make_article(words, source="x", page=False)), [law])
    return citation


@pytest.mark.parametrize(
    ("text", "told"),
    [
        (
            "Huyện thực hiện Nghị quyết số 18-NQ/TW ngày 25/10/2017 của Bộ Chính trị.",
            ("nghị quyết", "18-NQ/TW", "2017-10-25", "Bộ Chính trị"),
        ),
        (
            "Ông nêu Quyết định số 109 - QĐ/TW, ngày 28-6-2012 của Bộ Chính trị.",
            ("quyết định", "109-QĐ/TW", "2012-06-28", "Bộ Chính trị"),
        ),
        (
            "Quyết định 4674 ngày 11 tháng 10 năm 2013 của Bộ trưởng Bộ Y tế bị hủy.",
            ("quyết định", "4674", "2013-10-11", "Bộ Y tế"),
        ),
        ("Chính phủ vừa ban hành Nghị định 15/2020/NĐ-CP.", ("nghị định", "15/2020/NĐ-CP", None, "Chính phủ")),
        ("Quốc hội thông qua Luật Chăn nuôi.", ("luật", None, None, "Quốc hội")),
        ("Thủ tướng ban hành Chỉ thị 05 về bình ổn giá.", ("chỉ thị", "05", None, "Thủ tướng")),
        (
            "Thông tư 36/2014/TT-NHNN quy định tỷ lệ an toàn.",
            ("thông tư", "36/2014/TT-NHNN", None, "Ngân hàng Nhà nước"),
        ),
        (
            "Nghị quyết số 1264/NQ-UBTVQH14 sắp xếp các phường.",
            ("nghị quyết", "1264/NQ-UBTVQH14", None, "Ủy ban Thường vụ Quốc hội"),
        ),
        ("Bị cáo bị xử theo Bộ luật Hình sự 2015.", ("bộ luật", None, "2015", None)),
        ("Luật Đất đai năm 2013 được sửa đổi.", ("luật", None, "2013", None)),
        ("Hiến pháp 2013 bảo vệ quyền sở hữu.", ("hiến pháp", None, "2013", None)),
        ("Xã thực hiện Nghị quyết 30a của Chính phủ.", ("nghị quyết", "30a", None, "Chính phủ")),
        ("Theo Nghị định 100 (có hiệu lực từ ngày 1/1/2020), mức phạt tăng.", ("nghị định", "100", None, None)),
        ("Ông góp ý Luật phòng, chống tham nhũng (sửa đổi).", ("luật", None, None, None)),
        ("Trường vi phạm Luật Đất đai do Quốc hội ban hành.", ("luật", None, None, "Quốc hội")),
        ("Hội nghị góp ý Luật Đất đai do Bộ Y tế tổ chức.", ("luật", None, None, None)),
    ],
)
def test_what_a_citation_tells(text: str, told: Told) -> None:
    assert read(text) == [told]


def test_a_citation_ends_behind_its_number() -> None:
    text = "Huyện công bố Quyết định 4950/QĐ - UBND ngày 25/10/2018 của UBND tỉnh Sơn La."
    (citation,) = annotate(make_article(text, source="x", page=False)).citations
    assert citation.text == text[citation.start : citation.end] == "Quyết định 4950/QĐ - UBND"
    assert citation.number == "4950/QĐ-UBND"


def test_a_day_that_no_calendar_has_is_none() -> None:
    assert read("Nghị quyết số 18-NQ/TW ngày 31/2/2017 của Bộ Chính trị.")[0][2] is None


@pytest.mark.parametrize("row", read_table(data_path("gazetteers", "documents.tsv")), ids=lambda row: row["words"])
def test_every_kind_of_document(row: dict[str, str]) -> None:
    assert read_words(row["example"]).kind == row["kind"]


@pytest.mark.parametrize("row", read_table(data_path("gazetteers", "issuers.tsv")), ids=lambda row: row["sign"])
def test_every_sign_of_an_issuer(row: dict[str, str]) -> None:
    citation = read_words(f"Văn bản số {row['example']}")
    assert (citation.issuer, citation.rule) == (row["issuer"], "model, issuer by sign")


def test_a_sign_tells_the_kind_where_no_words_do() -> None:
    assert read_words("số 54-NQ/TW").kind == "nghị quyết"
    assert read_words("Mai Lâm 2020").kind == "văn bản"


def test_a_number_behind_other_words() -> None:
    assert read_words("công văn hỏa tốc Số 3734/BYT").number == "3734/BYT"
    assert read_words("Chiến lược 10 năm").number is None
