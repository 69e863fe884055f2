"""Every row of the tables that cue names is reached by its own example."""

from __future__ import annotations

from pathlib import Path

import pytest

from extractor.data import data_path, read_table
from extractor.entities.check import check_positions
from extractor.entities.gazetteer import Gazetteer, read_gazetteer
from extractor.entities.people import NameParts, cut_name, split_name
from extractor.entities.phrases import Phrases
from extractor.entities.positions import RANKS, read_office
from extractor.pipeline import annotate
from extractor.text import make_article, split_words, tokenize

TABLES = {
    "positions.tsv": "positions",
    "titles.tsv": "titles",
    "org_heads.tsv": "heads",
    "org_fields.tsv": "fields",
    "place_types.tsv": "place_types",
    "known_places.tsv": "known_places",
    "implied_bodies.tsv": "implied_bodies",
    "laws.tsv": "laws",
    "role_links.tsv": "role_links",
}
ROWS = [(table, row) for table in TABLES for row in read_table(data_path("gazetteers", table))]
VERBS = list(read_table(data_path("gazetteers", "role_verbs.tsv")))
LINKS = list(read_table(data_path("gazetteers", "role_links.tsv")))


def table_of(name: str) -> Phrases:
    gazetteer: Gazetteer = read_gazetteer()
    found: Phrases = getattr(gazetteer, TABLES[name])
    return found


@pytest.mark.parametrize(("table", "row"), ROWS, ids=lambda x: x if isinstance(x, str) else x["words"])
def test_row_is_reached(table: str, row: dict[str, str]) -> None:
    tokens = tokenize(row["example"])
    size = len(split_words(row["words"]))
    hits = [(at, table_of(table).match(tokens, at)) for at in range(len(tokens))]
    assert any(hit and hit[0] - at == size for at, hit in hits), hits


@pytest.mark.parametrize("row", LINKS, ids=lambda row: row["words"])
def test_link_word_gives_its_status(row: dict[str, str]) -> None:
    roles = annotate(make_article(row["example"] + ".", source="x", page=False)).roles
    assert [(r.person, r.status) for r in roles] == [("Lê Văn An", row["status"])]


@pytest.mark.parametrize("row", VERBS, ids=lambda row: row["words"])
def test_verb_gives_or_takes_an_office(row: dict[str, str]) -> None:
    roles = annotate(make_article(row["example"] + ".", source="x", page=False)).roles
    status = "former" if row["kind"] == "dismiss" else "incoming"
    assert row["words"] in row["example"]
    assert [(r.person, r.status) for r in roles] == [("Lê Văn An", status)]


def test_tables_keep_one_row_a_phrase() -> None:
    for table in TABLES:
        keys = [split_words(row["words"]) for row in read_table(data_path("gazetteers", table))]
        assert len(keys) == len(set(keys)), (table, sorted(k for k in keys if keys.count(k) > 1))


def test_offices_pass_the_check() -> None:
    assert list(check_positions()) == []
    assert {row["rank"] for row in read_table(data_path("gazetteers", "positions.tsv"))} == set(RANKS)


@pytest.mark.parametrize(
    ("rows", "wrong"),
    [
        ("Đảo trưởng\tboss\tmilitary\tĐảo trưởng Lê Văn An\n", "'boss' is no rank"),
        ("Đảo trưởng\thead\tmilitary|isle\tĐảo trưởng Lê Văn An\n", "'isle' is no kind of body"),
        ("Đảo trưởng\thead\t\tông Lê Văn An\n", "its example does not hold it"),
        ("Đảo trưởng\thead\t\tĐảo trưởng An\nđảo trưởng\thead\t\tđảo trưởng An\n", "the same phrase as Đảo trưởng"),
        ("Đảo trưởng\thead\n", "2 columns where the header has 4"),
    ],
)
def test_check_of_offices_names_what_is_wrong(tmp_path: Path, rows: str, wrong: str) -> None:
    (tmp_path / "positions.tsv").write_text("words\trank\theads\texample\n" + rows, encoding="utf-8")
    (complaint,) = check_positions(tmp_path)
    assert wrong in str(complaint)
    assert complaint.remedy


@pytest.mark.parametrize(
    ("position", "rank", "kind"),
    [
        ("Phó chủ tịch phụ trách đô thị", "deputy", "committee"),
        ("quyền Cục trưởng", "head", "agency"),
        ("Trưởng phòng GD-ĐT", "head", "committee"),
        ("Thượng tá", "rank", "police"),
        ("Đại biểu", "state", "assembly"),
        ("Uỷ viên HĐQT", "member", "company"),
    ],
)
def test_office_is_read_by_how_it_begins(position: str, rank: str, kind: str) -> None:
    office = read_office(position)
    assert office is not None
    assert office.rank == rank
    assert kind in office.heads


@pytest.mark.parametrize("words", ["cán bộ", "trợ lý giám đốc", "Tổ chức"])
def test_no_office(words: str) -> None:
    assert read_office(words) is None


@pytest.mark.parametrize(
    ("text", "bodies"),
    [
        ("HĐND tỉnh Sơn La họp sáng nay. Phó Chủ tịch Lò Văn Bình phát biểu.", ["HĐND tỉnh Sơn La"]),
        ("Tổng cục Hải quan họp sáng nay. Phó Tổng cục trưởng Lò Văn Bình phát biểu.", ["Tổng cục Hải quan"]),
        ("VKSND tỉnh Sơn La họp sáng nay. Viện trưởng Lò Văn Bình phát biểu.", ["VKSND tỉnh Sơn La"]),
        ("Sở Y tế tỉnh Sơn La họp sáng nay. Chi cục trưởng Lò Văn Bình phát biểu.", []),
        ("Thanh tra tỉnh Sơn La họp sáng nay. Giám đốc Lò Văn Bình phát biểu.", []),
        ("HĐND tỉnh Sơn La họp sáng nay. Thượng tá Lò Văn Bình phát biểu.", []),
    ],
)
def test_bare_office_is_held_in_a_body_of_its_kinds(text: str, bodies: list[str]) -> None:
    roles = annotate(make_article(text, source="x", page=False)).roles
    assert [r.organization for r in roles] == bodies


def test_surname_rows() -> None:
    rows = read_table(data_path("gazetteers", "surnames.tsv"))
    assert len({row["name"] for row in rows}) == len(rows)
    for row in rows:
        assert row["cue"] in ("", "yes")
        assert not row["cue"] or " " not in row["name"]
        parts = cut_name(row["example"].removeprefix("ông "))
        assert parts is not None
        assert parts.surname == row["name"]


def test_people_rows() -> None:
    rows = read_table(data_path("gazetteers", "people.tsv"))
    assert {row["part"] for row in rows} == {"surname", "middle", "given"}
    assert len({(row["part"], split_words(row["name"])) for row in rows}) == len(rows)
    assert all(int(row["count"]) >= 3 for row in rows if row["part"] != "surname")
    surnames = {split_words(row["name"]) for row in read_table(data_path("gazetteers", "surnames.tsv"))}
    assert {split_words(row["name"]) for row in rows if row["part"] == "surname"} == surnames


@pytest.mark.parametrize(
    ("name", "parts"),
    [
        ("Lê Văn An", ("Lê", "Văn", "An")),
        ("Nguyễn Thị Thu Hà", ("Nguyễn", "Thị Thu", "Hà")),
        ("Hoàng Bình", ("Hoàng", "", "Bình")),
        ("Tôn Thất Bình", ("Tôn Thất", "", "Bình")),
        ("Giàng A Páo", ("Giàng", "A", "Páo")),
        ("Rơ Châm An", ("Rơ Châm", "", "An")),
        ("Y Bình Niê", ("Niê", "", "Y Bình")),
        ("H'Lan Mlô", ("Mlô", "", "H'Lan")),
        ("Lê Văn T.", ("Lê", "Văn", "T.")),
        ("Kim Văn An", ("Kim", "Văn", "An")),
    ],
)
def test_name_is_split(name: str, parts: tuple[str, str, str]) -> None:
    assert split_name(name) == NameParts(*parts)


@pytest.mark.parametrize(
    "name", ["An", "Văn An", "Kim Ngân", "La Mia", "John Smith", "Lê van An", "Hà Nội", "Lê", "Y An"]
)
def test_no_vietnamese_name(name: str) -> None:
    assert split_name(name) is None
