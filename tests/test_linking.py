"""Places, bodies and short forms on sentences of our own, and every row of the tables that they read."""

from __future__ import annotations

import pytest

from extractor.data import data_path, read_table
from extractor.entities.abbreviations import read_bodies, write_out
from extractor.entities.body_links import link_body, read_central
from extractor.entities.form_words import read_references
from extractor.entities.implied_bodies import read_leaders
from extractor.entities.kinds import read_kind, read_kind_size
from extractor.entities.linking import read_blockers, read_countries, read_landmarks
from extractor.model import Document, Entity, Link
from extractor.pipeline import annotate
from extractor.places import fold_name, load_units
from extractor.text import make_article, split_words, tokenize


def read(text: str, published: str | None = None) -> Document:
    return annotate(make_article(text, source="x", page=False, published=published))


def mention(document: Document, words: str) -> Entity:
    return next(e for e in document.entities if e.text == words)


def links(text: str, published: str | None = None) -> dict[str, str | None]:
    found = (e for e in read(text, published).entities if e.label == "LOC")
    return {e.text: e.link.id if e.link else None for e in found}


@pytest.mark.parametrize(
    ("text", "published", "words", "id"),
    [
        ("Thị xã Hương Trà có 15 xã, phường.", "2021-01-29", "Thị xã Hương Trà", "2:480:2011-11-16"),
        ("Huyện Hương Trà có 16 xã, thị trấn.", "2010-01-29", "Huyện Hương Trà", "2:480:2004-08-31"),
        ("Xã Hương Trà, huyện Trà Bồng bị sạt lở.", "2021-01-29", "Xã Hương Trà", "3:21157:2020-02-01"),
        ("Phường Hương Trà, thành phố Huế họp.", "2025-09-01", "Phường Hương Trà", "3:19996:2025-07-01"),
        ("Tỉnh Thừa Thiên - Huế đón khách.", "2020-01-01", "Tỉnh Thừa Thiên - Huế", "1:46:2004-08-31"),
        ("UBND tỉnh Đắc Lắc vừa họp.", "2020-01-01", "tỉnh Đắc Lắc", "1:66:2004-08-31"),
        ("Các xã Tân Thành, Tân Lập (huyện Hàm Thuận Nam) được mùa.", None, "Tân Thành", "3:23146:2004-08-31"),
        (
            "Cầu ở huyện miền núi Nam Trà My (Quảng Nam) bị sập.",
            "2020-01-01",
            "huyện miền núi Nam Trà My",
            "2:516:2004-08-31",
        ),
    ],
)
def test_a_place_is_the_unit_of_its_day(text: str, published: str | None, words: str, id: str) -> None:
    assert links(text, published)[words] == id


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("Công an xã Hòa Bình mời hai thanh niên lên làm việc.", "xã Hòa Bình"),
        ("Xe tải lao xuống cầu Bình Lợi lúc rạng sáng.", "cầu Bình Lợi"),
        ("Anh sống ở số 214 Điện Biên Phủ từ năm ngoái.", "Điện Biên Phủ"),
        ("Thuyền lật trên sông Cầu làm hai người mất tích.", "sông Cầu"),
    ],
)
def test_it_abstains(text: str, words: str) -> None:
    assert links(text, "2021-01-29").get(words) is None


def test_one_article_one_sense() -> None:
    text = "Xã Tân Hội (huyện Đức Trọng, Lâm Đồng) có 300 hộ nghèo. Dân xã Tân Hội trồng hoa; ở Tân Hội hoa đẹp."
    clusters = {e.text: e.cluster for e in read(text).entities if e.label == "LOC"}
    assert clusters["Xã Tân Hội"] == clusters["Tân Hội"]


def test_a_country_is_no_unit() -> None:
    link = mention(read("Hàng Việt Nam bán chạy ở Nhật Bản năm nay."), "Nhật Bản").link
    assert link is not None
    assert (link.id, link.type) == ("country:JP", "country")


def test_a_link_tells_parents_and_what_became_of_it() -> None:
    link = mention(read("Thị xã Hương Trà có 15 xã, phường.", "2021-01-29"), "Thị xã Hương Trà").link
    assert link is not None
    assert link.parents == ("tỉnh Thừa Thiên Huế",)
    assert set(link.successors) == {"phường Hương Trà", "phường Kim Trà", "xã Bình Điền"}


def test_bodies_of_a_unit_and_of_the_state() -> None:
    town = Link("2:480:2011-11-16", "thị xã Hương Trà", "thị xã", ("tỉnh Thừa Thiên Huế",))
    link, _ = link_body("UBND thị xã Hương Trà", town, day="2021-01-29")
    assert link is not None
    assert link.id == "org:2:480:uy-ban-nhan-dan"
    assert link.parents == ("thị xã Hương Trà", "tỉnh Thừa Thiên Huế")
    ministry, _ = link_body("Bộ KH&ĐT", None, day="2021-01-29")
    assert ministry is not None
    assert ministry.name == "Bộ Kế hoạch và Đầu tư"
    assert "Bộ Tài chính" in ministry.successors
    assert link_body("Công ty Hương Trà", town, day=None)[0] is None


def test_two_spellings_of_a_body_are_one() -> None:
    text = "Sở KH&ĐT tỉnh Sơn La báo cáo. Sở Kế hoạch và Đầu tư tỉnh Sơn La nêu 12 dự án."
    assert len({e.cluster for e in read(text).entities if e.label == "ORG"}) == 1


def test_a_bare_council_takes_the_place_of_the_committee() -> None:
    document = read("UBND huyện Mai Sơn trình 5 dự án. HĐND đã thông qua 4 dự án.")
    assert any(e.name == "HĐND huyện Mai Sơn" for e in document.entities) or any(
        r.text == "HĐND" for r in document.references
    )


@pytest.mark.parametrize(
    ("text", "short", "meant"),
    [
        ("Ông Lò Văn Bình đến từ sớm. Ông cho biết đã có 12 hộ.", "Ông", "Lò Văn Bình"),
        ("Bà Vì Thị Hoa gặp ông Lò Văn Bình. Bà nói sẽ giúp.", "Bà", "Vì Thị Hoa"),
        ("Huyện Mai Sơn có 22 xã. Năm nay huyện này trồng 300 ha mía.", "huyện này", "Huyện Mai Sơn"),
        ("Tỉnh Sơn La có 12 huyện. Toàn tỉnh còn 300 hộ nghèo.", "tỉnh", "Tỉnh Sơn La"),
        ("Công ty Mía đường Sơn La báo lãi. Công ty sẽ tuyển 200 người.", "Công ty", "Công ty Mía đường Sơn La"),
        ("Xe tông anh Lò Văn Bình tử vong. Nạn nhân được đưa về quê.", "Nạn nhân", "Lò Văn Bình"),
        ("Chợ chiều ở Lào rất đông. Người dân nước này thích hàng Việt.", "nước này", "Lào"),
        ("Cầu Tạ Khoa sắp thông xe. Cầu dài 380 m, rộng 12 m.", "Cầu", "Cầu Tạ Khoa"),
    ],
)
def test_a_short_form_goes_to_its_mention(text: str, short: str, meant: str) -> None:
    document = read(text)
    found = [r for r in document.references if r.text == short]
    assert found
    assert {e.text for e in document.entities if e.id == found[-1].entity} == {meant}
    assert all(document.article.text[r.start : r.end] == r.text for r in document.references)


@pytest.mark.parametrize(
    "text",
    [
        "Hai công ty sẽ tuyển 200 người.",
        "Các xã của huyện vùng cao đều khó.",
        "Xã hội thay đổi.",
        "Nhiệm vụ của cán bộ rất nặng.",
        "Em học tiếng Anh.",
        "Yêu cầu của dân rất chính đáng.",
        "Nhiều đơn vị chưa nộp báo cáo.",
    ],
)
def test_no_short_form(text: str) -> None:
    assert read("Công ty Mía đường Sơn La ở xã Chiềng Mung. " + text).references == ()


def rows(table: str) -> list[dict[str, str]]:
    return list(read_table(data_path("gazetteers", table)))


@pytest.mark.parametrize("row", rows("place_blockers.tsv"), ids=lambda row: row["words"])
def test_blocker_is_reached(row: dict[str, str]) -> None:
    tokens = tokenize(row["example"])
    hit = read_blockers().match(tokens, 0)
    assert hit is not None
    assert hit[0] == len(split_words(row["words"])) < len(tokens)


@pytest.mark.parametrize("row", rows("references.tsv"), ids=lambda row: row["words"])
def test_short_form_is_reached(row: dict[str, str]) -> None:
    words, table, _ = read_references()
    tokens = tokenize(row["example"])
    hits = [hit for at in range(len(tokens)) if (hit := words.match(tokens, at))]
    assert any(table[int(hit[1])]["words"] == row["words"] for hit in hits)
    assert row["kind"] in ("person", "titled", "place", "body", "thing")


@pytest.mark.parametrize("row", rows("reference_blockers.tsv"), ids=lambda row: row["words"])
def test_reference_blocker_is_reached(row: dict[str, str]) -> None:
    tokens = tokenize(row["example"])
    assert any(read_references()[2].match(tokens, at) for at in range(len(tokens)))


@pytest.mark.parametrize("row", rows("organizations.tsv"), ids=lambda row: row["words"])
def test_kind_of_body_is_reached(row: dict[str, str]) -> None:
    kind = read_kind(row["example"])
    assert kind is not None
    assert (kind.kind, kind.scope, kind.of) == (row["kind"], row["scope"], row["of"])
    assert read_kind_size(tokenize(row["example"])) == len(split_words(row["words"]))
    assert row["scope"] in ("place", "central", "none")
    assert row["of"] in ("", "place", "police", "party", "province", "district")


@pytest.mark.parametrize("row", rows("central_bodies.tsv"), ids=lambda row: row["id"])
def test_central_body_is_found_by_each_name(row: dict[str, str]) -> None:
    for name in (row["name"], *filter(None, row["aliases"].split("|"))):
        assert any(body.id == row["id"] for body in read_central()[fold_name(name)])
    assert any(name in row["example"] for name in (row["name"], *filter(None, row["aliases"].split("|"))))


def test_central_bodies_name_their_successors() -> None:
    ids = [row["id"] for row in rows("central_bodies.tsv")]
    assert len(ids) == len(set(ids)) >= 170
    for row in rows("central_bodies.tsv"):
        assert set(filter(None, row["successors"].split("|"))) <= set(ids), row["id"]
        assert not (row["valid_from"] and row["valid_to"]) or row["valid_from"] < row["valid_to"], row["id"]


@pytest.mark.parametrize("row", rows("abbreviations.tsv"), ids=lambda row: f"{row['short']}-{row['long']}")
def test_abbreviation_stands_in_its_example(row: dict[str, str]) -> None:
    assert row["short"] in row["example"]
    assert row["long"]
    assert row["kind"]


def test_abbreviations_of_bodies_are_written_out() -> None:
    assert len(rows("abbreviations.tsv")) >= 450
    assert write_out("UBND TX. Hương Trà") == "Ủy ban nhân dân TX. Hương Trà"
    assert write_out("Phòng TN&MT huyện A") == "Phòng Tài nguyên và Môi trường huyện A"
    assert read_bodies().get(split_words("BTV")) == "Ban Thường vụ"


@pytest.mark.parametrize("row", rows("countries.tsv"), ids=lambda row: row["words"])
def test_country_is_found(row: dict[str, str]) -> None:
    assert read_countries()[fold_name(row["words"])] == (row["code"], row["english"])
    assert row["words"] in row["example"]


@pytest.mark.parametrize("row", rows("place_spellings.tsv"), ids=lambda row: row["words"])
def test_spelling_is_found(row: dict[str, str]) -> None:
    assert any(unit.name == row["name"] for unit in load_units().named(row["words"]))
    assert row["words"] in row["example"]


@pytest.mark.parametrize("row", rows("leaders.tsv"), ids=lambda row: row["words"])
def test_leader_is_found(row: dict[str, str]) -> None:
    assert read_leaders()[fold_name(row["words"])] == row["country"]
    assert row["words"] in row["example"]
    assert fold_name(row["country"]) in read_countries()


def test_a_leader_unknown_by_name_is_of_the_only_country() -> None:
    one = "Tổng thống Pedro Costa khen Lào. Lào có 7 triệu dân."
    two = "Tổng thống Pedro Costa rời Lào sang Pháp. Lào và Pháp ký 3 văn bản."
    assert [r.organization for r in read(one).roles] == ["Lào"]
    assert read(two).roles == ()


@pytest.mark.parametrize("row", rows("landmarks.tsv"), ids=lambda row: row["example"])
def test_landmark_is_found(row: dict[str, str]) -> None:
    assert read_landmarks()[fold_name(row["example"])] == (row["kind"], row["name"], row["province"])
    assert not row["province"] or load_units().get(row["province"])


def test_a_river_is_a_landmark_and_no_unit() -> None:
    link = mention(read("Thuyền lật trên sông Hương làm 2 người mất tích.", "2020-01-01"), "sông Hương").link
    assert link is not None
    assert (link.id, link.type, link.parents) == ("landmark:song-huong", "sông", ("tỉnh Thừa Thiên Huế",))
