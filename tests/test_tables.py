"""Tables: found in text, read by their heads, and read once."""

from __future__ import annotations

import random
import sys
from pathlib import Path
from typing import Any

import pytest
from inputs import make_docx

TABLES = Path(__file__).parent / "tables"
sys.path.insert(0, str(TABLES.parent))

from tables.fragments import read_fragment  # noqa: E402
from tables.score import score_half, score_table, share  # noqa: E402

from extractor.data import data_path, read_table  # noqa: E402
from extractor.facts.grammar import load_grammar  # noqa: E402
from extractor.facts.tables.heads import read_head  # noqa: E402
from extractor.facts.tables.units import find_style, read_number, read_unit  # noqa: E402
from extractor.facts.tables.words import match_at, read_heads  # noqa: E402
from extractor.model import Article, Document  # noqa: E402
from extractor.pipeline import annotate  # noqa: E402
from extractor.sources import read_sources  # noqa: E402
from extractor.text import make_article, segment, split_words  # noqa: E402
from extractor.text.tables import find_tables, is_data  # noqa: E402

GRAMMAR = load_grammar()
DEV = sorted(path for path in (TABLES / "dev").iterdir() if path.suffix in (".txt", ".html"))
FLOORS = {"full precision": 0.95, "full recall": 0.94}  # of the test half
CROPS = """Vụ mùa ở huyện Lệ Thủy

Nông dân huyện Lệ Thủy vừa gặt xong, ai cũng phấn khởi vì được mùa và được giá hơn mọi năm.

Kết quả vụ đông xuân 2022 của huyện Lệ Thủy

Xã\tDiện tích (ha)\tSản lượng (tấn)
An Thủy\t1.120\t7.850,5
Phong Thủy\t640\t-
Cộng\t1.760\t7.850,5
"""


def read(text: str, published: str | None = "2022-06-10") -> Document:
    return annotate(make_article(text, source="x", published=published))


def told(document: Document) -> list[tuple[Any, ...]]:
    return [
        (f.indicator, f.amount and f.amount.value, f.amount and f.amount.unit, f.place and f.place.name)
        for f in document.facts
    ]


@pytest.mark.parametrize("path", DEV, ids=lambda path: path.stem)
def test_table_is_read_without_an_error(path: Path) -> None:
    assert score_table(path)[1] == []


def test_unseen_tables_stay_above_their_floor() -> None:
    counts, _ = score_half("test")
    assert share(counts, "full", "found") >= FLOORS["full precision"]
    assert share(counts, "full", "told") >= FLOORS["full recall"]


def test_cells_are_facts_once() -> None:
    document = read(CROPS)
    assert told(document) == [
        ("Diện tích", 1120, "ha", "An Thủy"),
        ("Sản lượng", pytest.approx(7850.5), "tấn", "An Thủy"),
        ("Diện tích", 640, "ha", "Phong Thủy"),
        ("Diện tích", 1760, "ha", "huyện Lệ Thủy"),
        ("Sản lượng", pytest.approx(7850.5), "tấn", "huyện Lệ Thủy"),
    ]
    assert [f.id for f in document.facts] == ["f1", "f2", "f3", "f4", "f5"]
    assert [f.part_of for f in document.facts] == ["f4", "f5", "f4", None, None]
    assert all(f.rule.startswith("table-") and f.zone == "body" for f in document.facts)
    assert all(document.article.text[f.start : f.end] == f.text for f in document.facts)
    assert document.facts[0].place
    assert document.facts[0].place.link


def test_every_slot_has_its_reason() -> None:
    first = read(CROPS).facts[0]
    assert {reason.slot for reason in first.reasons} >= {"indicator", "status", "period", "place", "unit"}
    assert "“ha”" in next(reason.why for reason in first.reasons if reason.slot == "unit")


def test_a_text_without_tabs_and_pipes_has_no_tables() -> None:
    assert find_tables("Xã đạt 5 tiêu chí.\nXã khác đạt 7 tiêu chí.") == ()


@pytest.mark.parametrize(
    "text",
    [
        "Xã | Diện tích (ha)\n--- | ---\nAn Thủy | 1.120\nPhong Thủy | 640",
        "| Xã | Diện tích (ha) |\n|:---|---:|\n| An Thủy | **1.120** |\n| Phong Thủy | 640 |\n",
        "Xã\tDiện tích (ha)\nAn Thủy\t1.120\nPhong Thủy\t640",
        "Xã\tDiện tích (ha)\n\nAn Thủy\t1.120\n\nPhong Thủy\t640\n",
        "Xã \tDiện tích (ha) \t\nAn Thủy \t1.120 \t\nPhong Thủy \t640 \t\n",
    ],
)
def test_ways_to_draw_a_table(text: str) -> None:
    (table,) = find_tables(text)
    words = [text[c.start : c.end] for c in table.cells if c.start < c.end]
    assert words == ["Xã", "Diện tích (ha)", "An Thủy", "1.120", "Phong Thủy", "640"]
    assert [(fact[1], fact[3]) for fact in told(read(text))] == [(1120, "An Thủy"), (640, "Phong Thủy")]


@pytest.mark.parametrize(
    "text",
    [
        "1.\tXã Đức Hòa làm mới 3,5 km đường.\n2.\tXã Đức Hòa trồng 2.000 cây xanh.\n",
        "\tNăm qua, xã đạt 5 tiêu chí.\n\tNăm nay, xã đạt 7 tiêu chí.\n",
    ],
)
def test_tabs_that_only_indent_leave_prose(text: str) -> None:
    article = make_article(text, source="x")
    assert not any(is_data(table, text) for table in article.tables)
    assert not any(sentence.cell for sentence in segment(article).sentences)
    assert len(annotate(article).facts) == 2


def test_a_layout_table_is_prose() -> None:
    page = "<h1>Cầu mới</h1><table><tr><td>Cầu dài 640 m, rộng 12 m.</td><td>Dân rất vui.</td></tr></table>"
    facts = annotate(read_fragment(page, published=None)).facts
    assert [fact.amount and fact.amount.value for fact in facts] == [640, 12]
    assert not any(fact.rule.startswith("table-") for fact in facts)


def test_a_table_of_word_is_read(tmp_path: Path) -> None:
    def row(*cells: str) -> str:
        return "<w:tr>" + "".join(f"<w:tc><w:p><w:r><w:t>{c}</w:t></w:r></w:p></w:tc>" for c in cells) + "</w:tr>"

    body = "<w:tbl>" + row("Chỉ tiêu", "ĐVT", "Năm 2021") + row("Sản lượng lúa", "Tấn", "5.120")
    path = tmp_path / "a.docx"
    path.write_bytes(make_docx(body + row("Doanh thu", "Tỷ đồng", "12,5") + "</w:tbl>"))
    (article,) = read_sources([str(path)], on_error=lambda error: pytest.fail(str(error)))
    assert [(fact[0], fact[1]) for fact in told(annotate(article))] == [
        ("Sản lượng lúa", 5120),
        ("Doanh thu", 12_500_000_000),
    ]


NO_FACTS = {
    "league": "Đội\tTr\tT\tH\tB\tĐ\nNam Định\t10\t7\t2\t1\t23\nHà Nội\t10\t6\t2\t2\t20",
    "lottery": "Giải\tKhánh Hòa\tKon Tum\nGiải tám\t45\t12\nGiải đặc biệt\t123456\t654321",
    "account": "Tên tài khoản\tHội Chữ thập đỏ\nSố tài khoản\t1234567890\nSố điện thoại\t0905123456",
    "settings": "| Tham số | Giá trị | Mặc định |\n|---|---|---|\n| timeout | 30 | 10 |\n| port | 8080 | 80 |",
    "rooms": "Phòng thi\tSố báo danh\tĐịa điểm\nP01\t010001\tTHPT Kim Liên\nP02\t010025\tTHPT Kim Liên",
    "documents": "Số hiệu\tNgày ban hành\n15/2020/NĐ-CP\t3/2/2020\n45/2019/QH14\t20/11/2019",
    "voters": "Họ và tên\tSố phiếu\nTrần Văn An\t45.123\nLê Thị Bình\t40.002",
}


@pytest.mark.parametrize("text", NO_FACTS.values(), ids=NO_FACTS.keys())
def test_tables_that_hold_no_facts(text: str) -> None:
    assert told(read("Bảng tin\n\n" + text)) == []


def test_percent_beside_units_of_rows_is_no_level() -> None:
    text = "Chỉ tiêu\tĐVT\tNăm 2021\tMức (%)\nSản lượng lúa\tTấn\t5.120\t87\nDoanh thu\tTỷ đồng\t12\t91\n"
    assert [fact[1] for fact in told(read(text))] == [5120, 12_000_000_000]


def test_index_or_change_by_the_levels() -> None:
    text = "Chỉ tiêu\tĐVT\tNăm 2020\tNăm 2021\tSo sánh (%)\nSản lượng lúa\tTấn\t200\t{}\t{}\n"
    text += "Sản lượng ngô\tTấn\t50\t60\t{}\n"
    for values in (("250", "125", "120"), ("250", "25", "20")):
        facts = read(text.format(*values)).facts
        assert [c.value for f in facts for c in f.comparisons] == [25, 20]
    assert [c for f in read(text.format("250", "71", "99")).facts for c in f.comparisons] == []


def test_checks_hold_tables_against_themselves() -> None:
    text = "Năm\tSản lượng lúa (tấn)\tTăng/giảm (%)\n2020\t200\t-\n2021\t250\t+40\n"
    whole = "Xã\tSố hộ\nAn Thủy\t300\nPhong Thủy\t250\nTổng cộng\t500\n"
    assert [(check.kind, check.agrees) for check in read(whole).checks] == [("sum", False)]
    grown = "Chỉ tiêu\tĐVT\tNăm 2020\tNăm 2021\tTăng so với năm 2020 (%)\nSản lượng lúa\tTấn\t200\t250\t15\n"
    assert ("growth", False) in [(check.kind, check.agrees) for check in read(grown).checks]
    assert read(text).facts


@pytest.mark.parametrize(
    ("cells", "number", "value"),
    [
        (["1.250", "62,4"], "1.250", 1250),
        (["1,250.5", "62.4"], "1,250", 1250),
        (["62.4", "7.1"], "1.250", None),  # thousands, or a decimal of three digits
        (["1,250", "3,105"], "1,250", None),
        (["1 250", "4"], "1 250", 1250),
        (["(12,5)"], "(12,5)", -12.5),
        (["5"], "▼ 5%", -5),
    ],
)
def test_how_a_table_writes_numbers(cells: list[str], number: str, value: float | None) -> None:
    found = read_number(number, find_style(cells))
    assert (found and float(found[0])) == value


@pytest.mark.parametrize(
    ("words", "name", "scale"),
    [("tỷ đồng", "VND", 10**9), ("1.000 ha", "ha", 1000), ("Tr.đ", "VND", 10**6), ("tạ/ha", "tạ/ha", 1)],
)
def test_units_of_heads(words: str, name: str, scale: int) -> None:
    unit = read_unit(words, GRAMMAR)
    assert unit is not None
    assert (unit.name, unit.scale) == (name, scale)
    assert read_unit("giá so sánh", GRAMMAR) is None


@pytest.mark.parametrize(
    ("words", "kind", "period", "status"),
    [
        ("Ước thực hiện 6 tháng năm 2021", None, "6 tháng năm 2021", "estimate"),
        ("KH 2021", None, "2021", "target"),
        ("6 tháng 2021 so với cùng kỳ (%)", "against", "6 tháng 2021", None),
        ("TH/KH (%)", "attain", None, "actual"),
        ("Tốc độ tăng (%)", "change", None, None),
        ("Tỷ lệ (%)", "share", None, None),
        ("Tỷ lệ hộ nghèo (%)", None, None, None),
        ("2021/2020 (%)", "against", "2021", None),
    ],
)
def test_what_a_head_says(words: str, kind: str | None, period: str | None, status: str | None) -> None:
    head = read_head(words, 0, len(words), GRAMMAR)
    assert (head.compares, head.moment and head.moment[1], head.status and head.status[0]) == (kind, period, status)


HEADS = read_table(data_path("lexicon", "table_heads.tsv"))


@pytest.mark.parametrize("row", HEADS, ids=lambda row: f"{row['words']} {row['kind']}")
def test_word_of_heads_is_reached_by_its_example(row: dict[str, str]) -> None:
    keys, own = split_words(row["example"]), split_words(row["words"])
    at, reached = 0, False
    while at < len(keys):
        size, kinds = match_at(keys, at)
        reached |= keys[at : at + size] == own and row["kind"] in kinds
        at += size
    assert reached


def test_words_of_heads_are_told_once() -> None:
    assert sum(map(len, read_heads().values())) == len(HEADS)


def test_entities_end_with_their_cell() -> None:
    article: Article = make_article(
        "Tỉnh\tThành phố\tSố dân\nNghệ An\tVinh\t339.000\nHà Tĩnh\tHà Tĩnh\t117.500", source="x"
    )
    assert all("\t" not in entity.text for entity in annotate(article).entities)


PIECES = (
    *("", "-", "5", "1.250", "12,5", "2021", "Năm 2020", "Quý I", "6 tháng", "Chỉ tiêu", "ĐVT", "Tấn", "%", "(%)", "/"),
    *("So với cùng kỳ (%)", "TH/KH", "Trong đó", "Tổng cộng", "Huyện Mai Sơn", "- Lúa mùa", "II", "1/7", "Tăng 5%"),
    *("≥ 95", "35-40", "Ước TH 2021/TH 2020", "(năm trước = 100)", "T13/2021", "Diện tích (ha)", "3=2/1", "(", "KH"),
    "Một đoạn văn dài kể nhiều chuyện. Xã đạt 5 tiêu chí trong năm 2020. Dân rất phấn khởi và tiếp tục thi đua làm ăn.",
)


def test_whatever_stands_in_a_table_it_is_read() -> None:
    draw = random.Random(7)
    for _ in range(150):
        width = draw.randint(1, 6)
        rows = ["\t".join(draw.choices(PIECES, k=width)) for _ in range(draw.randint(2, 6))]
        document = read("\n".join(["Tiêu đề", "", draw.choice(PIECES), "", *rows]))
        assert all(document.article.text[f.start : f.end] == f.text == f.text.strip() for f in document.facts)


def test_spans_beyond_the_table_are_cut() -> None:
    page = (
        '<table><tr><td rowspan="99999">Lúa</td><td colspan="99999">Năm 2020</td></tr><tr><td>5 tấn</td></tr></table>'
    )
    assert annotate(read_fragment(page, published=None)).article.tables
