"""The gazetteer of units: the facts that it is held to, looking up, and linting."""

from __future__ import annotations

from pathlib import Path

import pytest

from extractor.places import Unit, fold_name, load_units, loosen
from extractor.places.check import check_tables
from extractor.places.lookup import find_units, split_type
from extractor.places.matching import load_matcher
from extractor.places.report import describe, english_name, tell_life

UNITS = load_units()


def names(units: list[Unit] | tuple[Unit, ...]) -> set[str]:
    return {unit.full_name for unit in units}


def unit(code: str, day: str, level: int = 3) -> Unit:
    found = UNITS.at(level, code, day)
    assert found is not None, (code, day)
    return found


@pytest.mark.parametrize(
    ("day", "provinces", "districts", "communes"),
    [
        ("2008-07-31", 64, 684, 10891),
        ("2020-06-30", 63, 707, 10614),
        ("2025-06-30", 63, 696, 10035),
        ("2025-07-01", 34, 0, 3321),
    ],
)
def test_counts_by_day(day: str, provinces: int, districts: int, communes: int) -> None:
    counts = [sum(u.level == level and u.held_on(day) for u in UNITS.rows) for level in (1, 2, 3)]
    assert counts == [provinces, districts, communes]


def test_huong_tra_was_a_huyen_then_a_town_then_gone() -> None:
    assert unit("480", "2011-11-15", 2).full_name == "huyện Hương Trà"
    town = unit("480", "2011-11-16", 2)
    assert (town.full_name, town.valid_to) == ("thị xã Hương Trà", "2025-07-01")
    assert len(UNITS.children(town, "2020-06-30")) == 15
    assert len(UNITS.children(town, "2021-07-01")) == 9
    assert UNITS.at(2, "480", "2025-07-01") is None


def test_six_communes_moved_to_hue_in_2021() -> None:
    moved = {"Hải Dương", "Hương Phong", "Hương Thọ", "Hương Vinh", "Hương Hồ", "Hương An"}
    before = {u.name for u in UNITS.children(unit("480", "2021-06-30", 2), "2021-06-30")}
    after = {u.name for u in UNITS.children(unit("474", "2021-07-01", 2), "2021-07-01")}
    assert moved <= before
    assert moved <= after


def test_thuy_van_was_a_commune_of_huong_thuy() -> None:
    old, new = unit("19963", "2021-06-30"), unit("19963", "2021-07-01")
    assert old.full_name == "xã Thủy Vân"
    assert names(UNITS.parents(old)) >= {"thị xã Hương Thủy"}
    assert new.full_name == "phường Thủy Vân"
    assert names(UNITS.parents(new)) >= {"thành phố Huế"}
    assert names(tuple(heir.unit for heir in UNITS.today(old))) == {"phường Vỹ Dạ"}


def test_code_46_became_a_municipality() -> None:
    assert unit("46", "2024-12-31", 1).full_name == "tỉnh Thừa Thiên Huế"
    assert unit("46", "2025-01-01", 1).full_name == "thành phố Huế"


@pytest.mark.parametrize(
    ("communes", "heir"),
    [
        (["Hương Toàn", "Hương Xuân", "Hương Chữ"], "phường Kim Trà"),
        (["Tứ Hạ", "Hương Văn", "Hương Vân"], "phường Hương Trà"),
        (["Hương Vinh", "Hương Phong", "Quảng Thành"], "phường Hóa Châu"),
    ],
)
def test_mergers_of_2025(communes: list[str], heir: str) -> None:
    for name in communes:
        old = next(u for u in UNITS.named(name) if u.held_on("2025-06-30") and UNITS.parents(u)[-1].code == "46")
        assert {(h.unit.full_name, h.partial) for h in UNITS.heirs(old)} == {(heir, False)}, name


def test_dong_nai_became_a_city_in_2026() -> None:
    assert unit("75", "2026-04-29", 1).type == "tỉnh"
    assert unit("75", "2026-04-30", 1).type == "thành phố"
    wards = [u for u in UNITS.rows if u.level == 3 and u.valid_from == "2026-04-30" and u.parent == "75"]
    assert len(wards) == 10
    assert {u.type for u in wards} == {"phường"}


def test_a_code_used_again_is_another_unit() -> None:
    assert unit("20017", "2025-06-30").name == "Hương Xuân"
    assert unit("20017", "2025-07-01").name == "Kim Trà"
    assert UNITS.next_row(unit("20017", "2025-06-30")) is None


def test_a_district_goes_on_in_what_its_communes_became() -> None:
    today = names(tuple(h.unit for h in UNITS.today(unit("480", "2020-01-01", 2))))
    assert today == {"phường Hương Trà", "phường Kim Trà", "xã Bình Điền"}
    assert names(tuple(h.unit for h in UNITS.heirs(unit("28", "2008-07-31", 1)))) == {"thành phố Hà Nội"}


def test_how_ambiguous_names_are() -> None:
    day = "2025-06-30"
    communes = [u for u in UNITS.rows if u.level == 3 and u.held_on(day)]
    assert sum(u.name == "Tân Thành" for u in communes) == 34
    assert sum(u.name.isdigit() for u in communes) == 241
    assert sum(u.name == "Châu Thành" and u.level == 2 and u.held_on(day) for u in UNITS.rows) == 10


@pytest.mark.parametrize(
    ("words", "name"),
    [("Đắc Lắc", "Đắk Lắk"), ("Bắc Cạn", "Bắc Kạn"), ("Mĩ Tho", "Mỹ Tho"), ("Đăk Nông", "Đắk Nông")],
)
def test_other_spellings(words: str, name: str) -> None:
    assert loosen(fold_name(words)) == loosen(fold_name(name))
    assert any(f.unit.name == name for f in find_units(UNITS, words))


def test_hoa_and_its_other_tone_mark() -> None:
    assert UNITS.named("Thanh Hoá") == UNITS.named("Thanh Hóa") != ()


@pytest.mark.parametrize(
    ("text", "kind", "name"),
    [
        ("TX. Hương Trà", "thị xã", "Hương Trà"),
        ("TP.HCM", "thành phố", "HCM"),
        ("Q.1", "quận", "1"),
        ("q1", "quận", "1"),
        ("thi xa huong tra", "thị xã", "huong tra"),
        ("Hương Trà", None, "Hương Trà"),
    ],
)
def test_type_words(text: str, kind: str | None, name: str) -> None:
    assert split_type(text) == (kind, name)


def test_lookup_puts_the_town_of_the_day_first() -> None:
    best = find_units(UNITS, "huong tra", on="2021-01-29")[0].unit
    record = describe(best, UNITS, on="2021-01-29")
    assert (record["name"], record["parents"]) == ("thị xã Hương Trà", ["tỉnh Thừa Thiên Huế"])
    assert {heir["name"] for heir in record["today"]} == {"phường Hương Trà", "phường Kim Trà", "xã Bình Điền"}


@pytest.mark.parametrize(
    ("query", "options", "best"),
    [
        ("Hương Tràa", {}, "2:480:2011-11-16"),
        ("xã Hương Trà, Trà Bồng", {}, "3:21157:2020-02-01"),
        ("Châu Thành", {"within": "Trà Vinh"}, "2:847:2004-08-31"),
        ("huyện Hương Trà", {}, "2:480:2004-08-31"),
        ("TP HCM", {"on": "2020-01-01"}, "1:79:2004-08-31"),
        ("ha noi", {"kind": "thành phố"}, "1:01:2025-07-01"),
        ("Huế", {"on": "2020-01-01"}, "2:474:2004-08-31"),
    ],
)
def test_lookup(query: str, options: dict[str, str], best: str) -> None:
    assert find_units(UNITS, query, **options)[0].unit.id == best  # type: ignore[arg-type]


def test_lookup_keeps_to_its_day_and_limit() -> None:
    assert find_units(UNITS, "Hương Trà", on="2025-07-01", kind="thị xã") == []
    assert len(find_units(UNITS, "Tân Thành", limit=3)) == 3
    assert find_units(UNITS, "") == []


def test_english_names() -> None:
    town = unit("480", "2021-01-29", 2)
    assert english_name(town) == "Huong Tra Town"
    assert english_name(unit("760", "2021-01-29", 2)) == "District 1"


def test_a_life_is_told_from_its_beginning() -> None:
    events = list(tell_life(unit("480", "2021-01-29", 2), UNITS))
    assert [day for day, _ in events] == ["2004-08-31", "2011-11-16", "2025-07-01"]
    assert events[1][1] == "huyện Hương Trà → thị xã Hương Trà"
    assert any("took over xã Hương Toàn" in event for _, event in tell_life(unit("20017", "2025-07-01"), UNITS))


def test_shipped_tables_have_no_complaint() -> None:
    assert list(check_tables()) == []


HEADER = "level\tcode\tname\ttype\tparent\tvalid_from\tvalid_to\n"


def test_own_tables_add_and_replace(tmp_path: Path) -> None:
    rows = "2\tmoi\tĐồi Mới\thuyện\t46\t2026-01-01\t\n2\t480\tHương Trà Cũ\tthị xã\t46\t2011-11-16\t2025-07-01\n"
    (tmp_path / "places.tsv").write_text(HEADER + rows, encoding="utf-8")
    units = load_units(tmp_path)
    assert units.named("Đồi Mới")
    assert units.named("Hương Trà Cũ")
    assert not any(u.level == 2 and u.valid_from == "2011-11-16" for u in units.named("Hương Trà"))
    assert list(check_tables(tmp_path)) == []


@pytest.mark.parametrize(
    ("row", "wrong"),
    [
        ("2\t999\tX\tlàng\t46\t2005-01-01\t\n", "no type of level"),
        ("2\t999\tX\thuyện\t98\t2005-01-01\t\n", "no parent"),
        ("2\t999\tX\thuyện\t46\t2005-01-01\t2004-01-01\n", "ends before it begins"),
        ("2\t9999\tX\thuyện\t46\t2005-01-01\t\n", "is no code"),
        ("2\t999\tX\thuyện\t46\t1/1/2005\t\n", "is no day"),
        ("2\t480\tX\thuyện\t46\t2010-01-01\t2012-01-01\n", "overlaps"),
        ("2\t999\tX\thuyện\t46\n", "columns where the header has"),
        ("hai\t999\tX\thuyện\t46\t2005-01-01\t\n", "is no number"),
    ],
)
def test_check_says_what_is_wrong(tmp_path: Path, row: str, wrong: str) -> None:
    (tmp_path / "places.tsv").write_text(HEADER + row, encoding="utf-8")
    assert any(wrong in str(complaint) for complaint in check_tables(tmp_path))


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("Ở xã Hương Toàn, thị xã Hương Trà và TP. Huế.", ["xã Hương Toàn", "thị xã Hương Trà", "TP. Huế"]),
        ("QUẬN 1 đông; quận 1 vắng; quận 13 không có.", ["QUẬN 1", "quận 1"]),
        ("Xã Tân Hội Đông Hưng khác xã tân hội.", []),
        ("thị xã hội hóa, hợp tác xã Bình", []),
    ],
)
def test_full_names_are_matched(text: str, found: list[str]) -> None:
    assert [text[start:end] for start, end in load_matcher().find(text)] == found
