"""Formats: records by the names of their fields, tables, documents, and where each article says that it comes from."""

from __future__ import annotations

import csv
import io
import json
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from inputs import TEXT, make_docx, make_pdf, make_zip
from pypdf import PdfWriter

from extractor.errors import InputError
from extractor.model import Article
from extractor.sources import READERS, Reading, read_sources
from extractor.sources.containers import DEPTH
from extractor.sources.detection import SUFFIXES
from extractor.sources.fields import FIELDS, find_fields, fold
from extractor.sources.options import MAX_BYTES
from extractor.sources.pdf import join_lines
from extractor.sources.records import read_date
from extractor.sources.unpacking import FREE, RATIO
from extractor.text import locate


def read(path: Path, data: bytes, **options: Any) -> tuple[list[Article], list[str]]:
    """The articles of a file with ``data`` and what was refused, without the file's folder."""
    path.write_bytes(data)
    errors: list[InputError] = []
    found = list(read_sources([str(path)], errors.append, Reading(**options)))
    folder = f"{path.parent}/"
    articles = [replace(article, source=article.source.removeprefix(folder)) for article in found]
    return articles, [f"{error.where.removeprefix(folder)}: {error.seen}" for error in errors]


def read_row(folder: Path, row: dict[str, Any], **options: Any) -> Article:
    ((article,), errors) = read(folder / "a.jsonl", json.dumps(row).encode(), **options)
    assert errors == []
    return article


@pytest.mark.parametrize(
    "row",
    [
        {"id": "x1", "title": "Ngô", "text": TEXT, "date": "2021-01-29", "author": "An Bình"},
        {"_id": "x1", "Headline": "Ngô", "body": TEXT, "datePublished": "2021-01-29", "authors": ["An Bình"]},
        {"url": "x1", "title": "Ngô", "content": TEXT, "publish_date": "29/01/2021", "byline": "An Bình"},
        {"Mã bài": "x1", "Tiêu đề": "Ngô", "Nội dung": TEXT, "Ngày đăng": "29/1/2021", "Tác giả": "An Bình"},
        {"ma_bai": "x1", "tieu_de": "Ngô", "noi_dung": TEXT, "ngay_dang": "29-01-2021", "tac_gia": ["An Bình", None]},
        {"id": "x1", "title": "Ngô", "text": TEXT.split("\n"), "date": "2021-01-29", "author": [{"name": "An Bình"}]},
        {
            "id": "x1",
            "url": "no",
            "title": "Ngô",
            "body": None,
            "text": TEXT,
            "date": "2021-01-29",
            "author": "An Bình",
        },
    ],
)
def test_fields_are_found_by_their_names(tmp_path: Path, row: dict[str, Any]) -> None:
    article = read_row(tmp_path, row)
    assert (article.record_id, article.title, article.text) == ("x1", "Ngô", TEXT)
    assert (article.published, article.authors, article.warnings) == ("2021-01-29", ("An Bình",), ())


def test_every_name_of_a_field_is_folded_and_stands_once() -> None:
    names = [name for theirs in FIELDS.values() for name in theirs]
    assert names == [fold(name) for name in names]
    assert len(names) == len(set(names))
    for ours, theirs in FIELDS.items():
        assert all(find_fields([name.upper()], {}) == {ours: name.upper()} for name in theirs)


def test_fields_are_named(tmp_path: Path) -> None:
    row = {"text": "sai", "nd": TEXT, "khoá": 12, "title": "Ngô"}
    article = read_row(tmp_path, row, fields={"text": "nd", "id": "khoá"})
    assert (article.text, article.record_id, article.title) == (TEXT, "12", "Ngô")
    articles, (error,) = read(tmp_path / "a.jsonl", json.dumps({"text": TEXT}).encode(), fields={"text": "nd"})
    assert (articles, error) == ([], "a.jsonl#1: no text in the record")


@pytest.mark.parametrize(
    ("told", "published"),
    [
        ("2021-01-29", "2021-01-29"),
        ("2021-01-29T07:00:00+07:00", "2021-01-29T07:00:00+07:00"),
        ("Thứ Sáu, 29/01/2021 07:05", "2021-01-29T07:05:00+07:00"),
        ("29-1-2021, 7h05", "2021-01-29T07:05:00+07:00"),
        ("29/01/2021 25:00", "2021-01-29"),
        ("Fri, 29 Jan 2021 00:00:00 GMT", "2021-01-29T00:00:00+00:00"),
        (1611878400, "2021-01-29T07:00:00+07:00"),
        (1611878400000, "2021-01-29T07:00:00+07:00"),
        ("31/02/2021", None),
        ("hôm qua", None),
        (float("nan"), None),
        (float("inf"), None),
        (True, None),
        (2021, None),
        ([], None),
    ],
)
def test_dates_as_records_write_them(told: Any, published: str | None) -> None:
    assert read_date(told) == published


def test_a_date_that_cannot_be_read_is_a_warning(tmp_path: Path) -> None:
    article = read_row(tmp_path, {"text": TEXT, "date": "hôm qua"})
    assert article.published is None
    assert article.warnings == (f"{tmp_path}/a.jsonl#1: date 'hôm qua' cannot be read; left out",)


def test_a_number_keeps_all_its_digits(tmp_path: Path) -> None:
    assert read_row(tmp_path, {"id": 12345678901234567890123, "text": TEXT}).record_id == "12345678901234567890123"


@pytest.mark.parametrize("encoding", ["utf-16", "utf-16-be", "windows-1258", "utf-8-sig"])
@pytest.mark.parametrize("name", ["a.jsonl", "a.csv"])
def test_records_in_other_encodings(tmp_path: Path, name: str, encoding: str) -> None:
    text = "Ngô ở bản Lềnh được mùa, bà con dựng nhà mới, trồng thêm sắn và đậu tương trên nương."
    if encoding == "windows-1258":
        import unicodedata

        marks = dict.fromkeys(map(ord, "\u0300\u0301\u0303\u0309\u0323"))
        text = "".join(
            unicodedata.normalize("NFC", unicodedata.normalize("NFD", c).translate(marks))
            + "".join(m for m in unicodedata.normalize("NFD", c) if ord(m) in marks)
            for c in text
        )
    rows = f'id,text\n1,"{text}"\n2,"{text}"\n' if name == "a.csv" else f'{{"id": 1, "text": "{text}"}}\n' * 2
    data = rows.encode("cp1258" if encoding == "windows-1258" else encoding)
    if encoding == "utf-16-be":
        data = b"\xfe\xff" + data
    articles, errors = read(tmp_path / name, data)
    assert errors == []
    assert [a.text for a in articles] == [
        "Ngô ở bản Lềnh được mùa, bà con dựng nhà mới, trồng thêm sắn và đậu tương trên nương."
    ] * 2
    assert articles[0].encoding == (encoding if encoding == "windows-1258" else "utf-8")
    forced = {"utf-16-be": "utf-16", "utf-8-sig": "utf-8"}.get(encoding, encoding)
    again, errors = read(tmp_path / name, data, encoding=forced)
    assert ([a.text for a in again], errors) == ([a.text for a in articles], [])


def test_json_of_another_shape_is_refused_once(tmp_path: Path) -> None:
    for name, shape, seen in (
        ("a.json", json.dumps([{"text": TEXT}]), "a JSON array"),
        ("a.json", json.dumps({"id": 1, "text": TEXT}, indent=1), "a JSON object over several lines"),
        ("a.jsonl", "\n\n", "an empty file"),
    ):
        assert read(tmp_path / name, shape.encode()) == ([], [f"{name}: {seen}"])


@pytest.mark.parametrize("delimiter", [",", ";", "\t", "|"])
def test_tables(tmp_path: Path, delimiter: str) -> None:
    out = io.StringIO()
    rows = csv.writer(out, delimiter=delimiter)
    rows.writerow(["Mã bài", "Tiêu đề", "Nội dung"])
    rows.writerow([7, "Ngô; sắn, | khoai", TEXT])
    rows.writerow([8, 'Ông nói "được"', "Một dòng."])
    articles, errors = read(tmp_path / "a.csv", out.getvalue().encode())
    assert errors == []
    assert [(a.source, a.record_id, a.title) for a in articles] == [
        ("a.csv#2", "7", "Ngô; sắn, | khoai"),
        ("a.csv#4", "8", 'Ông nói "được"'),
    ]
    assert [a.text for a in articles] == [TEXT, "Một dòng."]
    excel = b"sep=" + delimiter.encode() + b"\r\n" + out.getvalue().encode()
    assert [a.text for a in read(tmp_path / "a.csv", b"\xef\xbb\xbf" + excel)[0]] == [TEXT, "Một dòng."]


def test_rows_of_another_width_are_refused_alone(tmp_path: Path) -> None:
    table = f'id,text\n1,{"a" * 9}\n2,b,c\n3\n\n4,"x" y\n5,"{TEXT}"\n6,"open\n7,d\n'
    articles, errors = read(tmp_path / "a.csv", table.encode())
    assert [a.record_id for a in articles] == ["1", "5"]
    assert errors == [
        "a.csv#3: 3 cells where the header has 2",
        "a.csv#4: 1 cells where the header has 2",
        "a.csv#6: no row in lines 6 to 6 (',' expected after '\"')",
        "a.csv#9: no row in lines 9 to 10 (unexpected end of data)",
    ]


def test_tables_without_a_column_of_text(tmp_path: Path) -> None:
    articles, (error,) = read(tmp_path / "a.csv", b"id,nd\n1,x\n")
    assert (articles, error) == ([], "a.csv: no column of text among 'id, nd'")
    ((article,), errors) = read(tmp_path / "a.csv", b"id,nd\n1,x\n", fields={"text": "nd"})
    assert (article.text, article.record_id, errors) == ("x", "1", [])
    assert read(tmp_path / "a.csv", b"id,text\n") == ([], ["a.csv: a table without rows"])


def test_a_record_of_html(tmp_path: Path) -> None:
    page = f"<title>Bản Lềnh</title><h1>Bản Lềnh trồng ngô</h1><p>{TEXT}</p>"
    rows = [
        {"id": 3, "html": page, "url": "https://bao.example/3"},
        {"content": f" <p>{TEXT}</p>", "title": "Ngô", "date": "2021-01-29"},
        {"html": "<p> </p>"},
    ]
    articles, errors = read(tmp_path / "a.jsonl", "\n".join(map(json.dumps, rows)).encode())
    assert [(a.record_id, a.source, a.title, a.published, a.url) for a in articles] == [
        ("3", "a.jsonl#1", "Bản Lềnh trồng ngô", None, "https://bao.example/3"),
        (None, "a.jsonl#2", "Ngô", "2021-01-29", None),
    ]
    words = TEXT.replace("\n", " ")
    assert [article.text for article in articles] == [f"Bản Lềnh trồng ngô\n{words}", words]
    start, end = locate(articles[0], articles[0].text.index("Năm"), len(articles[0].text))
    assert page[start:end] == TEXT
    assert errors == ["a.jsonl#3: a page without text"]


@pytest.mark.parametrize("code", [0xD83D, 0xDE00])
def test_half_a_character_is_told(tmp_path: Path, code: int) -> None:
    half = chr(code)
    text = f"Ngô ở Bản Lềnh{half} tăng 5% \U0001f600"
    article = read_row(tmp_path, {"id": half, "title": f"Ngô{half}", "text": text})
    assert article.text == text.replace(half, "\ufffd")
    assert (article.title, article.record_id) == ("Ngô\ufffd", "\ufffd")
    assert article.warnings == ("halves of characters (\\ud…); read as U+FFFD",)
    page = read_row(tmp_path, {"html": f"<h1>Ngô{half}</h1><p>{text}</p>"})
    assert "\ufffd" in page.text
    assert page.warnings[-1].startswith("halves")


def test_whole_characters_of_two_escapes(tmp_path: Path) -> None:
    article = read_row(tmp_path, {"text": "Ngô \U0001f600 \\ud83d"})
    assert (article.text, article.warnings) == ("Ngô \U0001f600 \\ud83d", ())


def test_a_record_tells_its_address(tmp_path: Path) -> None:
    row = {"text": TEXT, "link": " https://bao.example/4 "}
    ((article,), errors) = read(tmp_path / "a.jsonl", json.dumps(row).encode())
    assert (article.url, errors) == ("https://bao.example/4", [])


def test_markdown_is_text(tmp_path: Path) -> None:
    ((article,), errors) = read(tmp_path / "a.md", f"# Ngô\n\n{TEXT}\n".encode())
    assert (article.text, errors) == (f"# Ngô\n\n{TEXT}\n", [])


def run(*words: str, properties: str = "") -> str:
    return f"<w:r><w:rPr>{properties}</w:rPr>" + "".join(f"<w:t>{word}</w:t>" for word in words) + "</w:r>"


def paragraph(content: str) -> str:
    return f'<w:p><w:pPr><w:tabs><w:tab w:val="left"/></w:tabs></w:pPr>{content}</w:p>'


def test_what_a_reader_of_a_document_sees(tmp_path: Path) -> None:
    body = (
        paragraph(run("Ngô ", "được") + "<w:r><w:tab/><w:t>mùa</w:t><w:br/><w:t>lớn</w:t></w:r>")
        + paragraph(f"<w:del>{run('xoá')}</w:del><w:ins>{run('thêm')}</w:ins><w:moveFrom>{run('cũ')}</w:moveFrom>")
        + f"<w:tbl><w:tr><w:tc>{paragraph(run('Xã'))}</w:tc><w:tc>{paragraph(run('12'))}</w:tc></w:tr></w:tbl>"
        + paragraph("<w:r><w:instrText>PAGE</w:instrText></w:r>" + run("&lt;hết&gt;"))
    )
    ((article,), errors) = read(tmp_path / "a.docx", make_docx(body))
    assert errors == []
    assert article.text.replace(" \t", "\t") == "Ngô được\tmùa\nlớn\nthêm\nXã\t12\t\n<hết>\n"


def test_fonts_that_draw_other_letters(tmp_path: Path) -> None:
    font = '<w:rFonts w:ascii="{}"/>'
    capitals = paragraph(run("x· suèi hoa", properties=font.format(".VnTimeH")))
    body = capitals + paragraph(run("trång ng«", properties=font.format(".VnTime")) + run(" ở bản", properties=""))
    ((article,), errors) = read(tmp_path / "a.docx", make_docx(body))
    assert (article.text, errors) == ("XÃ SUỐI HOA\ntrồng ngô ở bản\n", [])
    styles = '<w:style w:type="paragraph" w:default="1"><w:rPr><w:rFonts w:ascii=".VnTime"/></w:rPr></w:style>'
    ((article,), errors) = read(tmp_path / "a.docx", make_docx(paragraph(run("trång ng«")), styles))
    assert (article.text, errors) == ("trồng ngô\n", [])


@pytest.mark.parametrize(
    ("data", "seen"),
    [
        (make_docx("<w:p/>"), "a document without text"),
        (make_docx("<w:p>"), "damaged (word/document.xml: "),
        (make_docx("<w:p>" * 600 + "</w:p>" * 600), "a document of too many layers"),
        (make_docx(**{"xl/workbook.xml": ""}), "an Excel workbook"),
        (make_zip({"[Content_Types].xml": b"", "x.xml": b""}), "a zip file without a Word document"),
        (make_docx().replace(b"\x50\x4b\x01\x02", b"\x50\x4b\x01\x09", 1), "cannot be read (Bad magic number"),
        (make_zip({"mimetype": b"application/vnd.oasis.opendocument.text"}, 0), "an OpenDocument file"),
        (
            b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600),
            "a file of an old Office (.doc, .xls, .ppt), or one with a password",
        ),
        (b"{\\rtf1 x}", "an RTF file"),
    ],
)
def test_documents_that_are_refused(tmp_path: Path, data: bytes, seen: str) -> None:
    articles, (error,) = read(tmp_path / "a.docx", data)
    assert articles == []
    assert error.startswith(f"a.docx: {seen}")


def test_a_document_may_not_declare_entities(tmp_path: Path) -> None:
    bomb = '<!DOCTYPE x [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;&a;&a;&a;">]><x>&b;</x>'
    data = make_zip({"[Content_Types].xml": b"", "word/document.xml": bomb.encode()})
    assert read(tmp_path / "a.docx", data) == ([], ["a.docx: a document that declares entities"])


def test_a_long_document_is_refused_before_it_is_unpacked(tmp_path: Path) -> None:
    data = make_docx(paragraph(run("a" * 3_000_000)))
    assert read(tmp_path / "a.docx", data, max_bytes=1_000_000) == (
        [],
        ["a.docx: more than 1,000,000 bytes in one document"],
    )


@pytest.mark.parametrize("packed", [True, False])
def test_the_text_layer_of_a_pdf(tmp_path: Path, packed: bool) -> None:
    ((article,), errors) = read(tmp_path / "a.pdf", make_pdf(packed=packed))
    assert (article.text.strip(), article.warnings, errors) == (TEXT, (), [])


@pytest.mark.parametrize(
    ("data", "seen"),
    [
        (make_pdf(""), "a PDF without a text layer"),
        (make_pdf(tells=False), "a PDF whose fonts do not tell the letters ("),
        (make_pdf("\ue001\ue002\ue003 ngô"), "a PDF whose fonts do not tell the letters ("),
        (make_pdf("ầđ ứk ữq ệbcd ợxx ổzq ậwp ỉvv ẵjj ựff " * 3), "a PDF whose letters make no words (0% are"),
        (make_pdf()[:300], "cannot be read ("),
    ],
)
def test_no_font_ends_as_wrong_letters(tmp_path: Path, data: bytes, seen: str) -> None:
    articles, (error,) = read(tmp_path / "a.pdf", data)
    assert articles == []
    assert error.startswith(f"a.pdf: {seen}")


def test_fonts_of_a_pdf_that_draw_other_letters(tmp_path: Path) -> None:
    told = "Së C«ng Th\xad¬ng tØnh Thanh Ho¸ cho biÕt: n¨m 2019 trång 12 ha ng«."
    ((article,), errors) = read(tmp_path / "a.pdf", make_pdf(told))
    assert (article.text.strip(), errors) == (
        "Sở Công Thương tỉnh Thanh Hoá cho biết: năm 2019 trồng 12 ha ngô.",
        [],
    )
    assert article.encoding == "utf-8+tcvn3"
    ((article,), errors) = read(tmp_path / "a.pdf", make_pdf("Uif rvjdl cspxo gpy " * 9))
    assert article.warnings == ("no word bears a Vietnamese mark: see whether the text is what the pages show",)


@pytest.mark.parametrize(("password", "opens"), [("", True), ("bí mật", False)])
def test_encrypted_pdfs(tmp_path: Path, password: str, opens: bool) -> None:
    writer = PdfWriter(clone_from=io.BytesIO(make_pdf()))
    writer.encrypt(user_password=password, owner_password="x", algorithm="RC4-128")
    out = io.BytesIO()
    writer.write(out)
    articles, errors = read(tmp_path / "a.pdf", out.getvalue())
    assert [article.text.strip() for article in articles] == [TEXT] * opens
    assert errors == ["a.pdf: encrypted"] * (not opens)


def test_a_small_pdf_may_not_make_much_work(tmp_path: Path) -> None:
    twice = make_pdf(packed=False).replace(b"/Kids [3 0 R]", b"/Kids [3 0 R 3 0 R]")
    articles, (error,) = read(tmp_path / "a.pdf", twice)
    assert (articles, error) == ([], "a.pdf: a PDF that unpacks to much more than it is: a bomb")
    articles, (error,) = read(tmp_path / "a.pdf", make_pdf(TEXT + " " * 5_000_000))
    assert articles == []
    assert "Limit reached while decompressing" in error


def test_what_is_odd_in_a_pdf_is_told(tmp_path: Path) -> None:
    moved = make_pdf(packed=False).replace(b"%PDF-1.4\n", b"%PDF-1.4\n%moved\n")
    ((article,), errors) = read(tmp_path / "a.pdf", moved)
    assert (article.text.strip(), errors) == (TEXT, [])
    assert article.warnings
    assert all(warning.startswith("pypdf: ") for warning in article.warnings)
    blank = make_pdf(packed=False).replace(b"/Kids [3 0 R]", b"/Kids [3 0 R 8 0 R]")
    page = b"8 0 obj\n<< /Type /Page /Parent 2 0 R /MediaBox [0 0 9 9] >>\nendobj\n"
    ((article,), errors) = read(tmp_path / "a.pdf", blank.replace(b"xref\n0 8", page + b"xref\n0 8"))
    assert (article.text.strip(), errors) == (TEXT, [])
    assert "no text on page 2" in article.warnings


def test_lines_of_a_page_become_paragraphs() -> None:
    page = (
        "Một tựa đề\nNgười dân bản Suối Hoa năm nay trồng nhiều\nngô hơn năm ngoái, ông trưởng bản Lường Văn\n"
        "Pọm cho biết.\nCòn sắn thì trồng ít hơn.\n\nHết"
    )
    assert join_lines(page) == (
        "Một tựa đề\nNgười dân bản Suối Hoa năm nay trồng nhiều ngô hơn năm ngoái, ông trưởng bản Lường Văn"
        " Pọm cho biết.\nCòn sắn thì trồng ít hơn.\n\nHết"
    )


def test_every_reader_has_a_suffix_of_its_own() -> None:
    assert all(suffix.startswith(".") for suffix in READERS)
    assert len(set(READERS.values())) == len(READERS)


PACKED_TARS = (".tgz", ".tbz2", ".txz", ".tzst")


def test_the_docs_name_everything_that_is_read() -> None:
    docs = (Path(__file__).parents[1] / "docs" / "reading.md").read_text(encoding="utf-8")
    assert [suffix for suffix in (*READERS, *SUFFIXES) if suffix not in PACKED_TARS and f"`{suffix}`" not in docs] == []
    for number in (MAX_BYTES, RATIO, FREE // 1_000_000, DEPTH):
        assert f"{number:,}" in docs
