"""Bodies in other names, with what they are a part of, and in short; every row of their tables."""

from __future__ import annotations

import pytest

from extractor.data import data_path, read_table
from extractor.entities.body_links import link_body, name_in_full, read_known, read_synonyms
from extractor.entities.inner import INNER
from extractor.entities.parents import BETWEEN, is_part, read_parts
from extractor.entities.short_bodies import is_trade_name
from extractor.model import Document, Entity, Link
from extractor.pipeline import annotate
from extractor.places import fold_name, load_units
from extractor.schema import to_record
from extractor.sinks.tokens import find_outermost
from extractor.text import make_article, split_words, tokenize

SON_LA = Link("1:14:2004-08-31", "tỉnh Sơn La", "tỉnh")


def read(text: str, published: str | None = None) -> Document:
    return annotate(make_article(text, source="x", page=False, published=published))


def bodies(text: str) -> dict[str, str | None]:
    return {e.text: e.link.id if e.link else None for e in read(text).entities if e.label == "ORG"}


def rows(table: str) -> list[dict[str, str]]:
    return list(read_table(data_path("gazetteers", table)))


@pytest.mark.parametrize(
    ("text", "body", "id"),
    [
        (
            "Ông Lò Văn Bình, Trưởng phòng Nội vụ huyện Mai Sơn, nêu 12 việc.",
            "phòng Nội vụ huyện Mai Sơn",
            "org:2:125:phong-noi-vu",
        ),
        (
            "Chánh văn phòng UBND tỉnh Sơn La Lò Văn Bình nêu 12 việc.",
            "văn phòng UBND tỉnh Sơn La",
            "org:1:14:van-phong-uy-ban-nhan-dan",
        ),
        (
            "Thiếu tá Lò Văn Bình, Trưởng Công an xã Chiềng Mung, huyện Mai Sơn, kể lại.",
            "Công an xã Chiềng Mung",
            "org:3:04123:cong-an",
        ),
        (
            "Bà Vì Thị Hoa, Phó trưởng ban Dân vận Tỉnh ủy Sơn La, dự họp.",
            "ban Dân vận Tỉnh ủy Sơn La",
            "org:1:14:ban-dan-van-tinh-uy",
        ),
        (
            "Ông Lò Văn Bình, Trưởng ban Tổ chức Trung ương, dự họp.",
            "ban Tổ chức Trung ương",
            "org:VN:ban-to-chuc-trung-uong",
        ),
        (
            "Sáng nay khai mạc kỳ họp thứ 7 HĐND tỉnh Sơn La khóa XV.",
            "HĐND tỉnh Sơn La",
            "org:1:14:hoi-dong-nhan-dan",
        ),
    ],
)
def test_a_body_in_another_name(text: str, body: str, id: str) -> None:
    assert bodies(text)[body] == id


@pytest.mark.parametrize(
    "text",
    [
        "Ông Lò Văn Bình, Trưởng phòng Kinh doanh Công ty Mía đường Sơn La, nói.",
        "Ông Lò Văn Bình, Trưởng phòng, nói ở Sơn La.",
        "Vụ trưởng Tổ chức cán bộ Lò Văn Bình nói ở tỉnh Sơn La.",
    ],
)
def test_no_body_in_an_office(text: str) -> None:
    assert not any(e.rule in INNER for e in read(text).entities)


def test_roles_read_the_office_as_it_is_told() -> None:
    document = read("Ông Lò Văn Bình, Trưởng phòng Nội vụ huyện Mai Sơn, nêu 12 việc.")
    assert [(r.position, r.organization) for r in document.roles] == [("Trưởng phòng Nội vụ", "huyện Mai Sơn")]
    assert any(e.label == "POSITION" and e.text == "Trưởng phòng Nội vụ" for e in document.entities)


def test_tokens_are_labelled_with_the_office() -> None:
    record = to_record(read("Ông Lò Văn Bình, Trưởng phòng Nội vụ huyện Mai Sơn, nêu 12 việc."))
    told = [record["text"][m["start"] : m["end"]] for m in find_outermost(record["entities"])][:3]
    assert told == ["Lò Văn Bình", "Trưởng phòng Nội vụ", "huyện Mai Sơn"]


def test_a_part_goes_by_the_whole_and_so_does_its_short_form() -> None:
    text = "Phòng Cảnh sát hình sự (PC02) Công an tỉnh Sơn La bắt 3 người. PC02 thu 2 xe máy."
    parts = [e for e in read(text).entities if e.text in ("Phòng Cảnh sát hình sự", "PC02")]
    assert {e.text for e in parts} == {"Phòng Cảnh sát hình sự", "PC02"}
    assert {e.link.id if e.link else None for e in parts} == {"org:1:14:phong-canh-sat-hinh-su-cong-an"}


def test_a_part_told_with_a_comma_or_in_brackets() -> None:
    text = "Ông Lò Văn Bình, Vụ trưởng Vụ Pháp chế, Bộ Y tế, gặp lãnh đạo Chi cục Thú y (Sở Nông nghiệp tỉnh Sơn La)."
    found = {e.text: e.link.name for e in read(text).entities if e.label == "ORG" and e.link}
    assert found["Vụ Pháp chế"] == "Vụ Pháp chế Bộ Y tế"
    assert found["Chi cục Thú y"] == "Chi cục Thú y Sở Nông nghiệp tỉnh Sơn La"


def test_a_list_is_no_chain() -> None:
    assert not is_part("Phòng Nội vụ", "Phòng Tài chính huyện Mai Sơn")
    assert not is_part("Công an tỉnh", "Sở Y tế")
    assert not is_part("Ban Thường vụ Huyện ủy", "Công an huyện Mai Sơn")


@pytest.mark.parametrize("row", rows("body_parts.tsv"), ids=lambda row: row["words"])
def test_part_is_reached(row: dict[str, str]) -> None:
    text = row["example"]
    hit = read_parts()[0].match(tokenize(text), 0)
    assert hit is not None
    assert hit[0] == len(split_words(row["words"]))
    assert any(
        BETWEEN.fullmatch(text, end, start) and is_part(text[:end], text[start:])
        for end in range(len(text))
        for start in range(end + 1, len(text))
    )


@pytest.mark.parametrize("row", rows("known_bodies.tsv"), ids=lambda row: row["name"])
def test_known_body_is_linked(row: dict[str, str]) -> None:
    link, _ = link_body(row["name"], None, day="2020-01-01")
    assert link is not None
    assert link.id.startswith(f"org:{row['unit']}:")
    assert link.type == row["kind"]
    assert load_units().get(row["unit"])
    assert row["name"] in row["example"]
    assert fold_name(row["name"]) in read_known()


@pytest.mark.parametrize("row", rows("body_synonyms.tsv"), ids=lambda row: row["words"])
def test_synonym_is_the_whole_name(row: dict[str, str]) -> None:
    link, _ = link_body(row["example"], SON_LA, day="2020-01-01")
    whole, _ = link_body(f"{row['means']} Sơn La", SON_LA, day="2020-01-01")
    assert link is not None
    assert whole is not None
    assert link.id == whole.id
    if row["until"]:
        assert name_in_full(row["words"], "2026-01-01") == row["words"]
    assert fold_name(row["means"]) not in read_synonyms()


@pytest.mark.parametrize(
    ("name", "id"),
    [
        ("Thanh tra Bộ Y tế", "org:VN:thanh-tra-bo-y-te"),
        ("Ban cán sự đảng Bộ Nội vụ", "org:VN:ban-can-su-dang-bo-noi-vu"),
        ("Chi cục Thú y vùng VI", "org:VN:chi-cuc-thu-y-vung-vi"),
        ("Văn phòng Đoàn đại biểu Quốc hội", None),
        ("Bệnh viện Hoàn Mỹ", None),
    ],
)
def test_a_part_of_a_body_of_the_state_is_the_states(name: str, id: str | None) -> None:
    link, _ = link_body(name, None, day="2020-01-01")
    assert (link.id if link else None) == id


def test_what_a_place_completes() -> None:
    text = "UBND tỉnh Sơn La họp. Thanh tra Sở Xây dựng và Ban Pháp chế HĐND nêu 3 sai phạm."
    found = {e.text: e.name for e in read(text).entities if e.label == "ORG"}
    assert found["Thanh tra Sở Xây dựng"] == "Thanh tra Sở Xây dựng tỉnh Sơn La"
    assert found["Ban Pháp chế HĐND"] == "Ban Pháp chế HĐND tỉnh Sơn La"


def place(text: str, words: str) -> Entity:
    return next(e for e in read(text, "2020-01-01").entities if e.label == "LOC" and e.text == words)


@pytest.mark.parametrize(
    ("text", "words", "id"),
    [
        ("Công an xã Quế Xuân 1, huyện Quế Sơn, tìm 2 xe tải.", "xã Quế Xuân 1", "3:20644:2004-08-31"),
        ("Huyện Krông Buk (Đắk Lắk) có 7 xã.", "Huyện Krông Buk", "2:649:2004-08-31"),
        ("UBND huyện Đak Đoa, tỉnh Gia Lai, họp dân.", "huyện Đak Đoa", "2:626:2004-08-31"),
        ("Khách leo núi Sam ở An Giang tăng 12%.", "núi Sam", "landmark:nui-sam"),
    ],
)
def test_names_of_places_in_other_spellings(text: str, words: str, id: str) -> None:
    link = place(text, words).link
    assert link is not None
    assert link.id == id


@pytest.mark.parametrize(
    ("text", "body", "id"),
    [
        ("Văn phòng Tỉnh ủy Sơn La mời 12 người.", "Tỉnh ủy Sơn La", "org:1:14:tinh-uy"),
        ("Thanh tra Sở Xây dựng Sơn La lập 3 biên bản.", "Sở Xây dựng Sơn La", "org:1:14:so-xay-dung"),
    ],
)
def test_a_whole_in_the_name_of_its_part(text: str, body: str, id: str) -> None:
    assert bodies(text)[body] == id


@pytest.mark.parametrize(
    "text",
    ["Bộ Công an mời 12 người.", "UBND TP Hải Phòng xây 3 cầu.", "Ngân hàng Trung ương Hàn Quốc hạ lãi suất 2%."],
)
def test_no_whole_in_a_name_of_one_body(text: str) -> None:
    assert not any(e.rule in INNER for e in read(text).entities)


def test_a_short_form_means_the_school_in_a_name() -> None:
    document = read("Chị Vì Thị Hoa ở Đoàn Trường THPT Tô Hiệu thưa với anh Lò Văn Bình. Trường có 300 em.")
    told = next(r for r in document.references if r.text == "Trường")
    assert next(e.text for e in document.entities if e.id == told.entity) == "Trường THPT Tô Hiệu"


@pytest.mark.parametrize(
    ("text", "short", "whole"),
    [
        (
            "Hội Bảo trợ bệnh nhân nghèo Tây Bắc họp. Hội Bảo trợ bệnh nhân nghèo có 30 hội viên.",
            "Hội Bảo trợ bệnh nhân nghèo",
            "Hội Bảo trợ bệnh nhân nghèo Tây Bắc",
        ),
        (
            "Công ty cổ phần Hoàng Anh Gia Lai bán 12 ha. HAGL còn 300 ha.",
            "HAGL",
            "Công ty cổ phần Hoàng Anh Gia Lai",
        ),
        (
            "Ngân hàng TMCP Việt Nam Thịnh Vượng lãi 300 tỉ đồng. VPBank có 120 chi nhánh.",
            "VPBank",
            "Ngân hàng TMCP Việt Nam Thịnh Vượng",
        ),
        (
            "Khu đô thị mới Nam Trung Yên có 30 tòa nhà. KĐTM Nam Trung Yên rộng 56 ha.",
            "KĐTM Nam Trung Yên",
            "Khu đô thị mới Nam Trung Yên",
        ),
    ],
)
def test_a_name_cut_short(text: str, short: str, whole: str) -> None:
    clusters = {e.text: e.cluster for e in read(text).entities}
    assert clusters[short] == clusters[whole]


@pytest.mark.parametrize(
    "row",
    [row for row in read_table(data_path("gazetteers", "abbreviations.tsv")) if row["kind"] == "company"],
    ids=lambda row: row["short"],
)
def test_a_trade_name_stands_for_the_whole(row: dict[str, str]) -> None:
    assert is_trade_name(row["short"], f"Tổng công ty {row['long']}")
    assert not is_trade_name(row["short"], f"Công ty {row['long']} Mộc Châu")


def test_a_country_of_one_syllable_ends_a_name() -> None:
    def places(text: str) -> list[str]:
        return [e.text for e in read(text).entities if e.label == "LOC"]

    assert places("Công ty May Minh Đức lãi 6 tỷ đồng.") == []
    assert places("Đại sứ quán Anh cấp 6 suất học bổng.") == ["Anh"]


@pytest.mark.parametrize(
    ("text", "name"),
    [
        (  # a place in a company's name is passed over where another one fits
            "UBND TP Sơn La họp với Công ty Môi trường Hòa Bình. Bí thư Thành ủy nêu 3 việc.",
            "Thành ủy TP Sơn La",
        ),
        (  # bodies of Sài Gòn are TP HCM's
            "Mưa lớn ở TP HCM sáng 5/3, cả Sài Gòn ngập. Sở Xây dựng nêu 3 việc.",
            "Sở Xây dựng TP HCM",
        ),
    ],
)
def test_the_place_of_a_body_that_stands_alone(text: str, name: str) -> None:
    assert name in {e.name for e in read(text).entities if e.label == "ORG"}
