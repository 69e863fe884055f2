"""Zones and metadata of pages that were copied as plain text, and of texts that are no more than an article."""

from __future__ import annotations

import sys
import time
from pathlib import Path

import pytest

from extractor.data import data_path, read_table
from extractor.text import make_article
from extractor.text.bylines import read_byline
from extractor.text.cues import find_cue
from extractor.text.date_lines import read_date_line
from extractor.text.datelines import find_dateline
from extractor.text.publishers import find_publisher
from extractor.text.shapes import is_caption, is_tools

PAGES = Path(__file__).parent / "pages"
sys.path.insert(0, str(PAGES))
from readers import read_copied  # noqa: E402
from score import score_pages  # noqa: E402

LEAD = "Xã Mai Lâm đã hoàn thành 12 tiêu chí, trong đó có tiêu chí khó nhất là thu nhập và môi trường của người dân."
LONG = (LEAD + " Năm sau xã phấn đấu giữ vững kết quả đó và làm thêm 4 km đường.").replace("đã", "cũng")


def find_kinds(*lines: str) -> list[str]:
    return [zone.kind for zone in make_article("\n\n".join(lines), source="x").zones]


def test_every_cue_is_reached_by_its_example() -> None:
    for row in read_table(data_path("lexicon", "furniture.tsv")):
        assert find_cue(row["example"]) == row["kind"], row
    for row in read_table(data_path("lexicon", "tools.tsv")):
        assert is_tools(row["example"]), row
    for row in read_table(data_path("lexicon", "bylines.tsv")):
        assert read_byline(row["example"]) is not None, row
    for row in read_table(data_path("lexicon", "unnamed.tsv")):
        assert row["word"] in row["example"].lower().split(), row
        assert read_byline(row["example"], bare=True) is None, row
    for row in read_table(data_path("lexicon", "date_words.tsv")):
        found = read_date_line(row["example"])
        assert (found is None) == (row["kind"] == "today"), row
        assert not found or (found.published[:10], found.updated) == ("2021-01-29", row["kind"] == "update"), row


def test_lines_of_authors() -> None:
    read = {line: read_byline(line) for line in ("Bài: Lê Nam - Ảnh: Hà An", "Theo TTXVN", "PV", "nam@bao.example")}
    assert list(read.values()) == [("Lê Nam", "Hà An"), ("TTXVN",), ("PV",), ()]
    assert read_byline("LÊ NAM - HÀ AN", bare=True) == ("Lê Nam", "Hà An")
    assert read_byline("Lê Nam (Báo Đồng Quê)", bare=True) == ("Lê Nam",)
    assert read_byline("N. An (tổng hợp)") == ("N. An",)
    assert read_byline("(TTXVN/Vietnam+)") == ("TTXVN",)
    for line in ("Lê Nam", "Theo ông Nam, giá tăng", "Thời sự", "Cái khó: Đường xa", "Quang cảnh. Ảnh: Hà An"):
        assert read_byline(line) is None, line


@pytest.mark.parametrize(
    ("line", "published"),
    [
        ("Thứ Sáu, 29/01/2021 07:00", "2021-01-29T07:00:00+07:00"),
        ("07:00 | 29/01/2021", "2021-01-29T07:00:00+07:00"),
        ("Thứ sáu, 29/1/2021, 07:00 (GMT+7)", "2021-01-29T07:00:00+07:00"),
        ("29/01/2021 5:07 CH", "2021-01-29T17:07:00+07:00"),
        ("29/01/2021 12:00:00 SA", "2021-01-29T00:00:00+07:00"),
        ("January 29, 2021 | 07:00", "2021-01-29T07:00:00+07:00"),
        ("29 Jan 2021", "2021-01-29"),
        ("2021.01.29", "2021-01-29"),
        ("Ngày 29 may 2021 áo", None),
        ("29/01/2021 07:00 UTC+9", "2021-01-29T07:00:00+09:00"),
        ("Ngày cập nhật 31/01/2021 | Ngày đăng 29/01/2021 07:00", "2021-01-29T07:00:00+07:00"),
        ("Cập nhật lúc 08h30 ngày 29/1/2021", "2021-01-29T08:30:00+07:00"),
        ("Ngày 29 tháng 01 năm 2021", "2021-01-29"),
        ("29/01/2021 - 07:00 | In bài | Cỡ chữ A+ A-", "2021-01-29T07:00:00+07:00"),
        ("Thông báo đấu giá đất tại xã Mai Lâm (29/01/2021)", None),
        ("Xã phấn đấu xong trước ngày 29/01/2021.", None),
        ("Thứ Sáu, 32/01/2021", None),
    ],
)
def test_lines_of_dates(line: str, published: str | None) -> None:
    found = read_date_line(line)
    assert (found.published if found else None) == published


def test_how_a_text_opens() -> None:
    opens = {
        "TTH - Sáng": "TTH",
        "(Đồng Quê) – Sáng": "Đồng Quê",
        "Huế - Sáng 9/7, xã họp": "Huế",
        "Lê Nam - Bí thư xã": None,
    }
    for words, told in opens.items():
        found = find_dateline(words)
        assert (found and (found.source or found.place)) == told


def test_captions() -> None:
    for line in ("Gặt lúa. Ảnh: Hà An", "Gặt lúa (Ảnh: HÀ AN)", "Gặt lúa - Ảnh: BĐQ/Hà An", "(Ảnh minh họa)"):
        assert is_caption(line), line
    for line in ("Tiền có ba nguồn: dân góp, huyện cho và vay.", "Ông xem ảnh rồi kể: hồi đó ruộng xấu lắm."):
        assert not is_caption(line), line


def test_publishers() -> None:
    foot = ["BÁO ĐỒNG QUÊ ĐIỆN TỬ", "© 2021 Báo Đồng Quê điện tử. Giấy phép số 1"]
    assert find_publisher(foot, 0) == find_publisher(foot[:1], 0) == "Báo Đồng Quê điện tử"
    assert find_publisher(["Ghi rõ nguồn Báo Đồng Quê khi đăng lại"], 0) == "Báo Đồng Quê"
    assert find_publisher(["Giấy phép số 1"], 0) is None


def test_a_page() -> None:
    above = ["Trang chủ", "Thời sự", "Kinh tế", "Thứ Ba, 02/03/2021 08:30", "Xã mới ở Mai Lâm"]
    inside = [LEAD, "Đường thôn mới mở. Ảnh: Hà An", LONG, "Tin liên quan", "Cầu mới qua sông Mai", LONG, "Lê Nam"]
    below = ["Từ khóa:", "nông thôn", "Đọc nhiều", "Chợ quê ngày cuối năm đông khách", "1 giờ trước", "© Báo Đồng Quê"]
    kinds = ["furniture"] * 4 + ["headline", "lead", "caption", "body", "furniture", "teaser", "body", "byline"]
    assert find_kinds(*above, *inside, *below) == [*kinds, *["furniture"] * 3, "teaser", "teaser", "furniture"]
    article = make_article("\n".join([*above, *inside, *below]), source="x")
    assert (article.title, article.published) == ("Xã mới ở Mai Lâm", "2021-03-02T08:30:00+07:00")
    assert (article.authors, article.publisher) == (("Lê Nam",), "Báo Đồng Quê")


def test_who_is_named_beside_the_headline() -> None:
    title = "Xã Mai Lâm có thêm hai cây cầu mới"
    for below, authors in {
        "29/01/2021 07:00Lê Nam - Hà An": ("Lê Nam", "Hà An"),
        "29/01/2021 07:00 Hà Nội": (),
        "Lê NamTheo Nhịp sống số14:05 29/01/2021Chia sẻ": ("Lê Nam",),
        "LÊ VIẾT NAM 14:05 29/01/2021": ("Lê Viết Nam",),
        "29/01/2021\n\nTác giả\n\nLê Nam": ("Lê Nam",),
        "29/01/2021\n\nTheo dõi\n\nLê Nam": ("Lê Nam",),
        "29/01/2021\n\nPV\n\nTheo TTXVN": ("PV",),
        "Lê Nam\n\nKỹ sư thủy lợi, đã xây nhiều cây cầu\n\n29/01/2021": ("Lê Nam",),
    }.items():
        article = make_article("\n\n".join(["Trang chủ", "Kinh tế", title, below, LONG, LONG]), source="x")
        assert (article.title, article.authors) == (title, authors), below


def test_who_is_named_above_the_headline() -> None:
    title = "Xã Mai Lâm có thêm hai cây cầu mới"
    for above, authors in {
        "Lê Văn Nam\n\nHà Thị An": ("Lê Văn Nam", "Hà Thị An"),
        "Báo Đồng Quê Mới": (),
        "Hà An": (),  # may be the name of a section or of a place
    }.items():
        lines = ["Trang chủ", "Kinh tế", above, "29/01/2021 07:00", title, LONG, LONG]
        article = make_article("\n\n".join(lines), source="x")
        assert (article.title, article.authors) == (title, authors), above


def test_who_signs_a_letter_in_the_text_is_no_author() -> None:
    for lines, authors in {
        ("Tô Thị Giàu", LONG, "Lê Nam"): ("Lê Nam",),
        ("Tô Thị Giàu", LONG): (),
        ("Lê Nam", "Hà An"): ("Lê Nam", "Hà An"),
        ("Bài: Lê Nam", LONG, "Theo TTXVN"): ("Lê Nam",),
    }.items():
        assert make_article("\n\n".join(["Xã mới ở Mai Lâm", LEAD, LONG, *lines]), source="x").authors == authors, lines


def test_a_body_signs_below_a_sentence() -> None:
    for lines, authors in {
        ("Sở Y tế",): ("Sở Y tế",),
        ("Sở Y tế", "Sở Tài chính", "Sở Công Thương"): (),
        ("Cơ cấu tổ chức", "Sở Y tế"): (),
        ("Công an đang điều tra làm rõ vụ việc",): (),
    }.items():
        page = ["Trang chủ", "Kinh tế", "29/01/2021 07:00", "Xã mới ở Mai Lâm", LEAD, LONG, *lines, "Tin liên quan"]
        assert make_article("\n\n".join(page), source="x").authors == authors, lines


def test_the_day_behind_the_lead() -> None:
    lines = ["Trang chủ", "Kinh tế", "Xã Mai Lâm có thêm hai cây cầu mới", LEAD, "Lê Nam 29/01/2021 07:00", LONG, LONG]
    article = make_article("\n\n".join(lines), source="x")
    assert (article.authors, article.published) == (("Lê Nam",), "2021-01-29T07:00:00+07:00")
    assert make_article("\n\n".join([*lines[:4], LONG, lines[4]]), source="x").published is None


def test_credits_at_the_end_of_the_last_paragraph() -> None:
    for tail, authors in {
        "Tin, ảnh: LÊ NAM": ("Lê Nam",),
        "(Theo TTXVN)": ("TTXVN",),
        "Ảnh: LÊ NAM": (),
        "Bài học: kiên trì": (),
        "(theo giá năm 2010)": (),
    }.items():
        article = make_article(f"Xã mới ở Mai Lâm\n\n{LEAD}\n\n{LONG} {tail}", source="x")
        assert article.authors == authors, tail
        assert [zone.kind for zone in article.zones][3:] == ["byline"] * bool(authors), tail


def test_a_text_that_is_no_page() -> None:
    assert find_kinds("Xã mới ở Mai Lâm", LEAD, LONG, "Còn khó", LONG, "Lê Nam", "Đường thôn - Ảnh: H.A.") == [
        *("headline", "lead", "body", "heading", "body", "byline", "caption")
    ]
    assert find_kinds(LEAD, LONG, LONG) == ["body"] * 3
    for words in (
        "Bình luận",
        "Đánh giá",
        "Giá vàng",
        "Trung bình mỗi hộ có ba sào ruộng.",
        "Chia sẻ về việc này, ông vui.",
    ):
        assert "furniture" not in find_kinds("Xã mới ở Mai Lâm", LEAD, words, LONG, LONG), words
    assert find_kinds("") == find_kinds(" \n\n") == []


def test_pages_as_readers_copy_them() -> None:
    """Pages of our own, modelled on the templates of many papers (tests/pages)."""
    score = score_pages(PAGES / "dev", read_copied, ".txt")
    assert min(score.pages.values()) > 0.25  # words of a line that run together, titles that nothing sets apart
    assert score.accuracy > 0.9
    assert score.invented == 0
    assert score.share("dateline") > 0.9
    assert min(map(score.share, ("title", "authors"))) > 0.9
    assert min(map(score.share, ("published", "publisher"))) > 0.6  # the markup tells them better


@pytest.mark.parametrize(
    "unit",
    [
        "Trang chủ\n",
        "Xã mới ở Mai Lâm đẹp\n",
        "Xã mới ở Mai Lâm đẹp hơn trước nhiều lắm\n",
        "29/01/2021 07:00\n",
        "Tin liên quan\n" + LONG + "\n",
        "Lê Nam\n",
        "BÁO ĐỒNG QUÊ\n",
        "((((“““---",
        "Ảnh: ",
        "© ",
    ],
)
def test_zones_take_time_by_the_length(unit: str) -> None:
    seconds = []
    for size in (100_000, 1_000_000):
        text = unit * (size // len(unit))
        began = time.process_time()
        make_article(text, source="x")
        seconds.append(time.process_time() - began)
    assert seconds[1] < 30 * max(seconds[0], 0.02), seconds


def test_a_name_between_the_text_and_its_captions() -> None:
    """Lines of a text with an empty one behind the author: what follows are the words of its pictures."""
    captions = f"Đường vào thôn Đông, nơi 40 hộ đã góp đất làm đường.\n{LONG}"
    text = f"Xã Mai Lâm về đích\n\n{LEAD}\n{LONG}\n{LONG}\nHà An\n\n{captions}"
    article = make_article(text, source="x")
    assert article.authors == ("Hà An",)
    assert [article.text[zone.start : zone.end] for zone in article.zones if zone.kind == "byline"] == ["Hà An"]
    assert make_article(text.replace("Hà An", "Thôn Đông"), source="x").authors == ()


def test_captions_name_no_author() -> None:
    for line in ("UBND xã Mai Lâm - Ảnh: HÀ AN", "Ảnh HÀ AN.", "Nguồn: Bộ Nội vụ - Đồ họa: HÀ AN"):
        assert make_article("\n\n".join(["Xã Mai Lâm về đích", LEAD, LONG, line]), source="x").authors == (), line
