"""The store: what goes in comes out, whatever the order, the interruptions and the file's state."""

from __future__ import annotations

import json
import sqlite3
import sys
from collections import Counter
from collections.abc import Callable, Iterator
from copy import deepcopy
from dataclasses import replace
from functools import cache
from itertools import count
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from extractor.errors import UsageError
from extractor.model import Cell, Document, Table
from extractor.pipeline import annotate
from extractor.schema import json_schema, to_record
from extractor.sources import read_sources
from extractor.store import Failure, Record, Rows, Run, Store, StoreError, document_key, record_key, to_rows
from extractor.store.signatures import likeness, sign
from extractor.store.verify import verify_record, verify_store
from extractor.text import make_article

SAMPLE = Path(__file__).parents[1] / "samples" / "huong-tra.txt"
RUN = Run("0123456789abcdef", "0.1.0", {"date": None}, {"rules": "abc"})
TEXTS = (
    "Sáng 2/3, Chủ tịch UBND thành phố Đà Nẵng Lê Trung Chinh cho biết thu ngân sách năm 2020 đạt 27.000 tỷ đồng, "
    "tăng 3,5% so với năm 2019. Trong đó thuế đạt 18.000 tỷ đồng và phí đạt 9.000 tỷ đồng.",
    "Tỉnh Quảng Nam có 16/18 huyện đạt chuẩn. Sản lượng lúa ước đạt 5.200 tấn, gấp 2 lần năm 2018.",
    "Ông Nguyễn Văn An, Giám đốc Sở Y tế tỉnh Bắc Ninh, nói: “Chúng tôi đã tiêm 1.200 liều vắc xin trong tháng 6”.",
    "Đá nâng giá ở xã Hương Toàn: mỗi khối 250.000 đồng.",
)


@cache
def unread(text: str, source: str, published: str | None) -> Record:
    """The record of an article in which nothing was found."""
    return to_record(Document(replace(make_article(text, source=source), published=published)))


@cache
def annotated(text: str, source: str = "text", published: str | None = "2021-03-02") -> Record:
    return to_record(annotate(replace(make_article(text, source=source), published=published)))


@cache
def sample() -> Record:
    (article,) = read_sources([str(SAMPLE)], pytest.fail)
    return to_record(annotate(article))


def records() -> list[Record]:
    return [sample(), *(annotated(text, f"texts.jsonl#{n}") for n, text in enumerate(TEXTS, 1))]


def test_a_page_comes_back_with_its_tables(tmp_path: Path) -> None:
    fill(tmp_path / "a.db", [paged()])
    with Store(tmp_path / "a.db") as store:
        assert list(store.records()) == [paged()]
        cells = "SELECT substr(d.text, c.start + 1, c.end - c.start), c.row, c.col, c.head FROM cells c "
        rows = store.query(f"{cells} JOIN documents d ON d.key = c.document WHERE page_table = 0")
        found = [tuple(row) for row in rows]
    assert found == [("Xã", 0, 0, 1), ("Thu", 0, 1, 1), ("Mai Lâm", 1, 0, 0), ("12 tỷ đồng", 1, 1, 0)]
    assert rows_of(paged())["documents"][0][-2] is None  # columns hold all of it


def rows_of(record: Record, fingerprint: str = RUN.fingerprint) -> Rows:
    return to_rows(record_key(record), record, fingerprint)


def fill(path: Path, some: list[Record] | None = None, *, size: int = 2, run: Run = RUN) -> None:
    with Store(path, mode="write") as store:
        number = store.begin_run(run)
        rows = [rows_of(record, run.fingerprint) for record in some or records()]
        for i in range(0, len(rows), size):
            store.add(number, rows[i : i + size])
        store.finish()
        store.end_run(number, state="done", counts={"documents": len(rows)})


def paged() -> Record:
    """The record of a page: with an address, tags, a dateline, and two tables of which one has a caption."""
    text = "Huế - Thu ngân sách\nXã\tThu\nMai Lâm\t12 tỷ đồng\nThôn\tHộ\n"
    first = (Cell(20, 22, 0, 0, head=True), Cell(23, 26, 0, 1, head=True), Cell(27, 34, 1, 0), Cell(35, 45, 1, 1))
    tables = (Table(20, 45, first, caption=(6, 19)), Table(46, 53, (Cell(46, 50, 0, 0, columns=2, rows=3),)))
    address = "https://bao.example/a?x=1"
    article = make_article(text, source="page.html")
    article = replace(article, url=address, tags=("ngân sách", "Huế"), dateline="Huế", tables=tables)
    return to_record(annotate(article))


@pytest.fixture
def path(tmp_path: Path) -> Path:
    fill(tmp_path / "archive.db")
    return tmp_path / "archive.db"


def digest(path: Path) -> dict[str, str]:
    with Store(path) as store:
        return store.digest()


def count_rows(path: Path) -> dict[str, int]:
    with Store(path) as store:
        names = [name for (name,) in store.query("SELECT name FROM sqlite_schema WHERE type = 'table'")]
        return {name: store.query(f'SELECT count(*) FROM "{name}"').fetchone()[0] for name in names}


# What goes in comes out


def test_records_come_back_as_they_went_in(path: Path) -> None:
    with Store(path) as store:
        back = list(store.records())
    assert [record_key(r) for r in back] == sorted(record_key(r) for r in records())
    expected = {record_key(r): json.dumps(r) for r in records()}
    assert {record_key(r): json.dumps(r) for r in back} == expected
    assert sample() in back
    assert len(sample()["facts"]) > 5


def test_a_condition_chooses_records_and_only_reads(path: Path) -> None:
    with Store(path) as store:
        found = list(store.records("d.source LIKE ?", ["texts%"]))
        assert len(found) == len(TEXTS)
        with pytest.raises(UsageError, match="no such column"):
            list(store.records("d.no_such = 1"))


def strategy(schema: dict[str, Any]) -> st.SearchStrategy[Any]:
    """Values that a part of the record's JSON Schema admits."""
    if "enum" in schema:
        return st.sampled_from(schema["enum"])
    if "anyOf" in schema:
        return st.one_of(*map(strategy, schema["anyOf"]))
    kinds = schema["type"] if isinstance(schema["type"], list) else [schema["type"]]
    return st.one_of(*(_of_type(kind, schema) for kind in kinds))


STRINGS = st.text(st.characters(codec=None) | st.sampled_from("\x00đĐ\ud800\udfff\ufffd'\""), max_size=8)


def _of_type(kind: str, schema: dict[str, Any]) -> st.SearchStrategy[Any]:
    if kind == "object":
        return st.fixed_dictionaries({name: strategy(part) for name, part in schema["properties"].items()})
    if kind == "array":
        return st.lists(strategy(schema["items"]), max_size=2)
    plain = {"string": STRINGS, "null": st.none(), "boolean": st.booleans(), "integer": st.integers(0, 2**40)}
    numbers = st.integers() | st.integers(2**62, 2**70) | st.floats(allow_nan=False, allow_infinity=False)
    return plain.get(kind, numbers)


def consistent(record: Record) -> Record:
    """The record with ids of its own, and references to what is there."""
    for kind in ("entities", "facts"):
        for n, x in enumerate(record[kind]):
            x["id"] = f"{kind[0]}{n + 1}"
    facts = [fact["id"] for fact in record["facts"]]
    for fact in record["facts"]:
        fact["part_of"] = facts[-1] if fact["part_of"] else None
    for check in record["checks"]:
        check["facts"] = check["facts"] and facts
    if not record["entities"]:
        record["references"] = []
    for reference in record["references"]:
        reference["entity"] = "e1"
    return record


NUMBERS = count()
RECORDS = strategy(json_schema())


@pytest.fixture(scope="module")
def drawn(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Store]:
    with Store(tmp_path_factory.mktemp("any") / "archive.db", mode="write") as store:
        yield store


@settings(max_examples=200, deadline=None, suppress_health_check=list(HealthCheck))
@given(data=st.data())
def test_whatever_the_schema_admits_comes_back(data: st.DataObject, drawn: Store) -> None:
    record = consistent(data.draw(RECORDS))
    record["record_id"] = str(next(NUMBERS))  # no other draw is the same document
    before = json.dumps(record, sort_keys=True)
    drawn.add(drawn.begin_run(RUN), [rows_of(record)])
    (back,) = drawn.records("d.key = ?", [record_key(record)])
    assert json.dumps(back, sort_keys=True) == before


@pytest.mark.parametrize("source", ["\ud800", "báo/a\udfff.txt"])
def test_a_source_that_no_column_holds_comes_back(source: str, drawn: Store) -> None:
    record = {**deepcopy(annotated(TEXTS[1])), "source": source, "record_id": str(next(NUMBERS))}
    drawn.add(drawn.begin_run(RUN), [rows_of(record)])
    (back,) = drawn.records("d.key = ?", [record_key(record)])
    assert back == record


def test_numbers_are_exact_and_in_order(tmp_path: Path) -> None:
    record = deepcopy(annotated(TEXTS[1]))
    values = [3, 3.0, 0.1, -(2**63), 2**63 - 1, 2**63, 10**30, 10**400, -(10**400)]
    fact = record["facts"][0]
    record["facts"] = [{**fact, "id": f"f{n}", "value": value, "part_of": None} for n, value in enumerate(values)]
    record["checks"] = []
    fill(tmp_path / "a.db", [record])
    with Store(tmp_path / "a.db") as store:
        (back,) = store.records()
        cells = dict(tuple(row) for row in store.query("SELECT id, value FROM facts"))
        ordered = [id for (id,) in store.query("SELECT id FROM facts ORDER BY value, id")]
    told = [fact["value"] for fact in back["facts"]]
    assert (told, list(map(type, told))) == (values, list(map(type, values)))
    assert [cells[f"f{n}"] for n in range(5)] == values[:5]  # as they are, up to 64 bits
    assert cells["f5"] == float(2**63)  # the nearest beyond them
    assert cells["f7"] == sys.float_info.max
    assert ordered == [f"f{n}" for n in (8, 3, 2, 0, 1, 4, 5, 6, 7)]


@pytest.mark.parametrize(
    ("change", "words"),
    [
        (lambda r: r.pop("roles"), "without roles"),
        (lambda r: r["facts"].append(r["facts"][0]), "two facts with one id"),
        (lambda r: r["facts"][0].update(part_of="f99"), "'f99' is named but not there"),
        (lambda r: r["checks"].append({"kind": "sum", "agrees": True, "facts": ["f77"], "detail": ""}), "'f77'"),
        (lambda r: r["facts"][0].update(value=float("nan")), "no JSON number"),
        (lambda r: r["facts"][0].update(indicator=7), "facts.indicator: is 7, no TEXT"),
        (lambda r: r["facts"][0].update(confidence="1"), "no record"),
        (lambda r: r["zones"][0].update(end=None), "no record"),
        (lambda r: r["roles"][0].update(person=None), "roles.person: is None, no TEXT"),
    ],
)
def test_records_that_are_not_whole_are_refused(change: Callable[[Record], object], words: str) -> None:
    record = deepcopy(sample())
    change(record)
    with pytest.raises(StoreError, match=words):
        rows_of(record)


def test_rows_that_the_schema_does_not_admit_are_refused_and_nothing_is_written(tmp_path: Path) -> None:
    bad = rows_of(annotated(TEXTS[0]))
    bad["zones"] = [(key, n, kind, start, "x") for key, n, kind, start, _ in bad["zones"]]
    with Store(tmp_path / "a.db", mode="write") as store:
        run = store.begin_run(RUN)
        with pytest.raises(StoreError, match=r"refuses the rows .*TEXT value in INTEGER column zones.end"):
            store.add(run, [rows_of(sample()), bad])
        assert store.state_of([record_key(sample())]) == {}


# Keys


def test_the_key_is_of_the_content_not_of_the_place() -> None:
    here, there = (make_article(TEXTS[0], source=source) for source in ("a.txt", "b.jsonl#7"))
    assert document_key(here) == document_key(there) == record_key(annotated(TEXTS[0], published=None))
    assert 0 <= document_key(here) < 2**63
    changes = (
        {"title": "khác"},
        {"published": "2020-01-01"},
        {"record_id": "7"},
        {"authors": ("A",)},
        {"publisher": "B"},
    )
    assert len({document_key(replace(here, **change)) for change in changes} | {document_key(here)}) == 6


def test_the_date_of_the_options_does_not_change_the_key() -> None:
    article = make_article(TEXTS[1], source="a")
    dated = to_record(annotate(article, published="2021-01-29"))
    assert dated["published"] == "2021-01-29"
    assert record_key(dated) != document_key(article)  # why shards carry the key


# Writing again


def test_writing_again_replaces_and_doubles_nothing(path: Path) -> None:
    before, rows = digest(path), count_rows(path)
    fill(path, records()[::-1], size=1)
    assert digest(path) == before
    after = count_rows(path)
    assert after.pop("runs") == rows.pop("runs") + 1
    assert {k: v for k, v in after.items() if "fts" not in k} == {k: v for k, v in rows.items() if "fts" not in k}


def test_new_rows_take_the_place_of_old_ones(path: Path) -> None:
    record = deepcopy(sample())
    record["facts"], record["checks"] = record["facts"][:1], []
    record["facts"][0]["part_of"] = None
    with Store(path, mode="write") as store:
        run = store.begin_run(replace(RUN, fingerprint="newer"))
        store.add(run, [rows_of(record, "newer")])
        store.finish()
        assert store.state_of([record_key(record)]) == {record_key(record): "newer"}
        assert list(store.records("d.key = ?", [record_key(record)])) == [record]
        (unused,) = store.query(
            "SELECT count(*) FROM links WHERE key NOT IN (SELECT link FROM entities WHERE link IS NOT NULL) AND"
            " key NOT IN (SELECT place_link FROM facts WHERE place_link IS NOT NULL)"
        ).fetchone()
    assert unused == 0
    assert list(verify_store(path, Counter())) == []


def test_states_and_failures(tmp_path: Path) -> None:
    done, failed, new = (record_key(record) for record in records()[:3])
    with Store(tmp_path / "a.db", mode="write") as store:
        run = store.begin_run(RUN)
        failure = Failure(failed, "texts.jsonl#1", "crash", "the worker died (signal 11)", 2)
        store.add(run, [rows_of(sample())], failures=[failure])
        states = {done: RUN.fingerprint, failed: f"failed:{RUN.fingerprint}"}
        assert store.state_of([done, failed, new]) == states
        other = store.begin_run(replace(RUN, fingerprint="newer"))
        store.add(other, [], failures=[replace(failure, key=done, kind="timeout")])
        assert store.state_of([done]) == {done: "failed:newer"}  # and what it had is still there
        assert list(store.records()) == [sample()]
        store.add(other, [rows_of(records()[1], "newer"), rows_of(sample(), "newer")])
        assert store.state_of([done, failed, new]) == {done: "newer", failed: "newer"}
        assert store.query("SELECT count(*) FROM failures").fetchone()[0] == 0


def test_sources_are_kept_and_the_first_in_natural_order_is_told(tmp_path: Path) -> None:
    record = {**annotated(TEXTS[0]), "source": "b.jsonl#10"}
    key = record_key(record)
    with Store(tmp_path / "a.db", mode="write") as store:
        run = store.begin_run(RUN)
        store.add(run, [rows_of(record), rows_of({**record, "source": "b.jsonl#9"})], sources=[(key + 1, "lost")])
        assert next(store.records())["source"] == "b.jsonl#9"
        store.add(run, [], sources=[(key, "b.jsonl#2"), (key, "b.jsonl#11")])
        store.add(run, [rows_of(record)])
        assert list(store.records()) == [{**record, "source": "b.jsonl#2"}]
        found = [row["source"] for row in store.query("SELECT source FROM sources")]
    assert sorted(found) == ["b.jsonl#10", "b.jsonl#11", "b.jsonl#2", "b.jsonl#9"]


def test_runs_tell_what_and_when(path: Path) -> None:
    with Store(path, mode="write") as store:
        store.begin_run(RUN)
    with Store(path, mode="write") as store:
        store.begin_run(RUN)
        runs = [dict(row) for row in store.query("SELECT * FROM runs ORDER BY id")]
    assert [run["state"] for run in runs] == ["done", "interrupted", "running"]
    assert (runs[0]["version"], json.loads(runs[0]["hashes"])) == ("0.1.0", {"rules": "abc"})
    assert json.loads(runs[0]["counts"]) == {"documents": len(records())}
    assert runs[0]["started"] <= runs[0]["ended"]
    assert runs[1]["ended"] is None


# The same content whatever the order


def changed(text: str, every: int) -> str:
    words = text.split(" ")
    return " ".join("khác" if i % every == every - 1 else word for i, word in enumerate(words))


def copies() -> list[Record]:
    """Three papers' prints of an agency's words, one that only resembles them, and what has nothing to do with them."""
    text = " ".join(
        f"Ngày {n} tháng {n % 12 + 1} nhà máy số {n * n} giao {n * 7} sản phẩm cho khách." for n in range(2, 32)
    )
    prints = [
        unread(text, "c.txt", "2021-03-03"),
        unread(changed(text, 97), "a.txt", "2021-03-02"),
        unread("Theo thông tấn xã. " + text, "b.txt", None),
        unread(changed(text, 9), "d.txt", "2021-03-01"),
    ]
    return [*prints, *records()]


def duplicates(path: Path) -> dict[str, str | None]:
    with Store(path) as store:
        sql = "SELECT d.source, o.source AS original FROM documents d LEFT JOIN documents o ON o.key = d.duplicate_of"
        return {row["source"]: row["original"] for row in store.query(sql)}


def test_copies_are_told_with_the_earliest_of_them(tmp_path: Path) -> None:
    fill(tmp_path / "a.db", copies())
    found = duplicates(tmp_path / "a.db")
    assert {source: original for source, original in found.items() if original} == {"c.txt": "a.txt", "b.txt": "a.txt"}
    assert len(found) == len(copies())


def test_the_order_and_interruptions_do_not_show(tmp_path: Path) -> None:
    fill(tmp_path / "one.db", copies(), size=20)
    for n, (order, size) in enumerate((("forwards", 1), ("backwards", 3), ("refreshed", 2))):
        path = tmp_path / f"{n}.db"
        some = copies()[::-1] if order == "backwards" else copies()
        if order == "refreshed":  # first with other results, so that clusters change with them
            fill(path, [{**r, "zones": r["zones"][:1]} for r in some], run=replace(RUN, fingerprint="older"))
        for record in some:  # each in a run of its own, finished each time
            fill(path, [record], size=size)
        assert digest(path) == digest(tmp_path / "one.db")
        assert duplicates(path) == duplicates(tmp_path / "one.db")


def test_a_cell_that_changes_changes_the_digest_of_its_table(path: Path) -> None:
    before = digest(path)
    with sqlite3.connect(path) as connection:
        connection.execute("UPDATE facts SET unit = 'USD' WHERE unit = 'VND' AND id = 'f1'")
    after = digest(path)
    assert {table for table in before if before[table] != after[table]} == {"facts"}


def test_signatures_measure_the_share_of_common_runs() -> None:
    words = [f"từ{n}" for n in range(600)]
    zone = [{"kind": "body", "start": 0, "end": 10**6}]
    one = sign(" ".join(words), zone)
    for kept in (600, 540, 450, 300, 0):
        other = sign(" ".join(words[:kept] + [f"khác{n}" for n in range(600 - kept)]), zone)
        assert one
        assert other
        true = max(0, kept - 4) / (2 * 596 - max(0, kept - 4))
        assert abs(likeness(one, [other])[0] - true) < 0.13  # three standard deviations at the worst
    assert sign(" ".join(words), [{"kind": "furniture", "start": 0, "end": 9}]) is None
    assert sign(" ".join(words).upper(), zone) == one


# Asking


def test_search_finds_words_without_accents_and_puts_the_spelling_first(path: Path) -> None:
    with Store(path) as store:
        da_nang = store.search("da nang")
        assert [hit.source for hit in da_nang[:2]] == ["texts.jsonl#4", "texts.jsonl#1"]
        assert da_nang[2].start is None  # has the two words, apart
        (hit, *rest) = store.search("Đà Nẵng")
        assert (hit.exact, TEXTS[0][hit.start : hit.end]) == (True, "Đà Nẵng")
        assert not any(other.exact for other in rest)
        (hit, *rest) = store.search("đá nâng")
        assert (hit.exact, hit.source) == (True, "texts.jsonl#4")
        assert [h.source for h in store.search("đá nâng", limit=1)] == ["texts.jsonl#4"]
        assert store.search("Tạo chuyển biến ngay từ đầu nhiệm kỳ")[0].title == sample()["title"]
        for words in ('" OR title:*', "NEAR(a b)", "-", "", "không-có-chữ-nào-như-thế-xyz"):
            assert store.search(words) == []


def test_search_by_title_alone_and_after_a_change(tmp_path: Path) -> None:
    record = {**annotated(TEXTS[1]), "title": "Đường về Điện Bàn"}
    fill(tmp_path / "a.db", [record])
    with Store(tmp_path / "a.db", mode="write") as store:
        (hit,) = store.search("dien ban")
        assert (hit.start, hit.exact, hit.key) == (None, False, record_key(record))
        run = store.begin_run(RUN)
        rows = to_rows(record_key(record), {**record, "title": "Khác"}, RUN.fingerprint)
        store.add(run, [rows])
        store.finish()
        assert store.search("dien ban") == []
        assert len(store.search("khac")) == 1


def test_facts_flat_is_what_a_reader_asks_for(path: Path) -> None:
    with Store(path) as store:
        facts = [dict(row) for row in store.query("SELECT * FROM facts_flat WHERE source = ?", [sample()["source"]])]
    by_id = {fact["id"]: fact for fact in sample()["facts"]}
    assert [f["fact"] for f in facts if f["written"] != by_id[f["fact"]]["text"]] == []
    assert all(f["written"] in f["sentence"] for f in facts)
    (fact,) = [f for f in facts if f["value"] == 8_020_000_000_000]
    assert fact["sentence"].startswith("Giá trị sản xuất các ngành kinh tế")
    told = ("unit", "bound", "status", "change", "change_value", "change_unit", "change_base", "period_start")
    assert [fact[k] for k in told] == ["VND", "about", "estimate", "increase", 3.2, "%", "2019", "2020-01-01"]
    assert (fact["place"], fact["place_now"]) == ("thị xã Hương Trà", "phường Hương Trà; phường Kim Trà; xã Bình Điền")
    assert (fact["speaker"], fact["speaker_position"]) == ("Hà Văn Tuấn", "Chủ tịch")
    assert (fact["title"], fact["published"], fact["confidence"]) == (
        sample()["title"],
        sample()["published"],
        by_id[fact["fact"]]["confidence"],
    )


def test_roles_and_entities_flat(path: Path) -> None:
    with Store(path) as store:
        roles = store.query("SELECT position, organization, status FROM roles_flat WHERE person = 'Nguyễn Tài Tuệ'")
        assert [tuple(row) for row in roles] == [("Bí thư", "Thị ủy Hương Trà", "current")]
        sql = "SELECT mentions, link_type FROM entities_flat WHERE name = 'thị xã Hương Trà' AND source = ?"
        (row,) = store.query(sql, [sample()["source"]])
    cluster = next(e["cluster"] for e in sample()["entities"] if e["name"] == "thị xã Hương Trà")
    assert row["mentions"] == sum(e["cluster"] == cluster for e in sample()["entities"])
    assert row["link_type"] == "thị xã"


@pytest.mark.parametrize(
    "sql",
    [
        "DELETE FROM facts",
        "UPDATE facts SET unit = ''",
        "DROP TABLE facts",
        "ATTACH 'other.db' AS other",
        "PRAGMA query_only = OFF",
        "PRAGMA journal_mode = DELETE",
        "CREATE TEMP TABLE x (y)",
        "VACUUM INTO 'copy.db'",
        "INSERT INTO documents_fts (documents_fts) VALUES ('delete-all')",
        "SELECT load_extension('x')",
        "SELECT 1; SELECT 2",
        "SELECT no_such FROM facts",
        "SELECT ?",
    ],
)
def test_a_query_only_reads(path: Path, sql: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(path.parent)
    before = digest(path)
    for mode in ("read", "write"):
        with Store(path, mode=mode) as store, pytest.raises(UsageError):  # type: ignore[arg-type]
            store.query(sql).fetchall()
    assert digest(path) == before
    assert [f.name for f in path.parent.iterdir()] == ["archive.db"]


def test_the_index_is_used_for_what_people_ask(path: Path) -> None:
    asked = {
        "facts WHERE indicator = 'x' AND period_start > '2020'": "facts_by_indicator",
        "facts WHERE indicator_id = 'gdp'": "facts_by_indicator_id",
        "facts WHERE place_name = 'x'": "facts_by_place",
        "facts WHERE period_start BETWEEN '2020' AND '2021'": "facts_by_period",
        "facts WHERE status = 'target' AND indicator_id = 'x'": "facts_by_status",
        "facts_flat WHERE place = 'x'": "facts_by_place",
        "roles_flat WHERE person = 'x'": "roles_by_person",
        "roles WHERE organization = 'x'": "roles_by_organization",
        "entities WHERE name = 'x'": "entities_by_name",
        "documents WHERE published > '2020'": "documents_by_published",
    }
    with sqlite3.connect(path) as connection:
        for what, index in asked.items():
            plan = connection.execute(f"EXPLAIN QUERY PLAN SELECT * FROM {what}").fetchall()
            assert any(f"INDEX {index} " in row[3] for row in plan), (what, plan)


def test_frames_where_pandas_is_there(path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    with Store(path) as store:
        with monkeypatch.context() as patch:
            patch.setitem(sys.modules, "pandas", None)
            with pytest.raises(UsageError, match="pip install pandas"):
                store.frame("SELECT 1")
        pytest.importorskip("pandas")
        frame = store.frame("SELECT value, unit FROM facts_flat WHERE value >= ?", [10**12])
    assert list(frame.columns) == ["value", "unit"]
    assert frame["value"].min() >= 10**12


# Verifying


def test_verify_finds_what_does_not_say_so() -> None:
    assert list(verify_record(sample(), Counter())) == []
    for name in ("entities", "abbreviations", "references", "roles", "facts", "statements", "citations"):
        record = deepcopy(sample())
        record[name][0]["start"] += 1
        (fault,) = verify_record(record, Counter())
        assert fault.startswith(f"{name} ")
    record = deepcopy(sample())
    record["zones"][-1]["end"] = len(record["text"]) + 1
    assert ["lies outside" in fault for fault in verify_record(record, Counter())] == [True]
