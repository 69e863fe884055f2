"""Zones and metadata of web pages: on labelled pages, and what each thing is read from."""

from __future__ import annotations

import random
import sys
from collections import Counter
from pathlib import Path

import pytest

PAGES = Path(__file__).parent / "pages"
sys.path.insert(0, str(PAGES))

from fragments import BODY, TITLE, make_page, read_beside, read_bylines  # noqa: E402
from readers import hide_names, read_article, read_copied, read_ours  # noqa: E402
from score import FIELDS, Reading, Score, add_zones, is_right, score_pages  # noqa: E402
from test_refusals import check_beside_a_good_file, mutate  # noqa: E402

from extractor.data import data_path, read_table  # noqa: E402
from extractor.model import Article  # noqa: E402
from extractor.text.authors import read_authors  # noqa: E402

LEAD = "Sau mười năm, xã Mai Lâm đã hoàn thành 19/19 tiêu chí của chương trình nông thôn mới."
DAY = "2021-01-29T07:00:00+07:00"


def read(page: str) -> Article:
    return read_article(page.encode())


def ld(things: str) -> str:
    return f'<script type="application/ld+json">{things}</script>'


def kind_of(page: str, words: str) -> str:
    """The zone that has ``words``."""
    article = read(page)
    at = article.text.rindex(words)
    return next(zone.kind for zone in article.zones if zone.start <= at < zone.end)


# Labelled pages


@pytest.fixture(scope="module")
def score() -> Score:
    return score_pages(PAGES / "dev", read_ours)


def test_zones_of_the_labelled_pages(score: Score) -> None:
    assert len(score.pages) >= 50
    assert score.accuracy >= 0.99
    assert score.invented == 0
    assert not any(found == "lost" for _, found in score.confused)
    assert min(score.pages.values()) >= 0.95
    assert all(min(shares) >= 0.95 for shares in score.zones().values())


@pytest.mark.parametrize("name", FIELDS)
def test_metadata_of_the_labelled_pages(score: Score, name: str) -> None:
    assert score.share(name) >= 0.95, score.missed[name]


def test_unseen_pages_stay_above_their_floor() -> None:
    """The half that was labelled before the reader was there; what is wrong in it is counted, never read."""
    score = score_pages(PAGES / "test", read_ours)
    assert len(score.pages) == 24
    assert score.accuracy >= 0.975
    assert not any(found == "lost" for _, found in score.confused)
    for name, floor in {"title": 0.95, "published": 0.95, "authors": 0.91, "publisher": 0.91, "url": 0.95}.items():
        assert score.share(name) >= floor, name


def test_later_pages() -> None:
    """Pages in other styles, labelled before they were first read and learned from afterwards."""
    score = score_pages(PAGES / "later", read_ours)
    assert len(score.pages) >= 40
    assert score.accuracy >= 0.97
    for name in FIELDS:
        assert score.share(name) >= 0.95, score.missed[name]
    copied = score_pages(PAGES / "later", read_copied, ".txt")
    assert copied.share("authors") >= 0.95, copied.missed["authors"]
    assert copied.accuracy >= 0.85


def test_zones_where_no_name_tells_anything() -> None:
    """A page of an unknown kind: no class, no id that means anything."""
    score = score_pages(PAGES / "dev", lambda raw: read_ours(hide_names(raw.decode()).encode()))
    assert score.accuracy >= 0.98
    assert score.share("title") >= 0.95


# The score itself


def test_a_score_counts_characters() -> None:
    gold = [("headline", "Mai Lâm"), ("body", "đạt 5 tiêu chí"), ("furniture", "In")]
    for found, right, invented in [
        ([("headline", "Mai Lâm"), ("body", "đạt 5  tiêu chí"), ("furniture", "In")], 19, 0),
        ([("headline", "Mai Lâm"), ("lead", "đạt 5 tiêu chí"), ("furniture", "In")], 8, 0),
        ([("headline", "Mai Lâm"), ("body", "đạt"), ("furniture", "In")], 11, 0),
        ([("headline", "Mai Lâm"), ("body", "đạt 5 tiêu chí xyz"), ("furniture", "In")], 19, 3),
    ]:
        confused: Counter[tuple[str, str]] = Counter()
        assert add_zones(confused, gold, found) == (right, 19, invented)
        assert sum(confused.values()) == 19
    assert add_zones(Counter(), gold, [("body", "đạt 5 tiêu chí")], "furniture") == (13, 19, 0)


def test_fields_are_compared_by_what_they_mean() -> None:
    assert is_right("published", "2021-01-29T07:00:00+07:00", "2021-01-29T00:00:00Z".replace("Z", "+00:00"))
    assert not is_right("published", "2021-01-29T07:00:00+07:00", "2021-01-29")
    assert is_right("authors", ["Lê Nam", "Hà An"], ("HÀ AN", "Lê Nam"))
    assert is_right("title", None, "")
    assert Reading([], {}).rest is None


# Zones


@pytest.mark.parametrize(
    ("lead", "kind"),
    [
        (f"<h2>{LEAD}</h2>", "lead"),
        (f"<p class=sapo>{LEAD}</p>", "lead"),
        (f"<div id=article-description><p>{LEAD}</p></div>", "lead"),
        (f"<p><strong>{LEAD}</strong></p>", "lead"),
    ],
)
def test_a_lead(lead: str, kind: str) -> None:
    assert kind_of(make_page(lead=lead), LEAD) == kind
    assert kind_of(make_page(lead=lead), BODY[0]) == "body"


def test_a_first_paragraph_like_the_others_is_body() -> None:
    page = make_page().replace("<div><p>", f"<div><p>{LEAD}</p><p>")
    assert kind_of(page, LEAD) == "body"
    assert kind_of(page.replace(f"<p>{LEAD}</p>", f"<p><b>{LEAD}</b></p>"), LEAD) == "lead"


@pytest.mark.parametrize(
    ("body", "words", "kind"),
    [
        ("<h3>Lo đầu ra</h3><p>Giá còn 6.500 đồng.</p>", "Lo đầu ra", "heading"),
        ("<p><b>Lo đầu ra</b></p><p>Giá còn 6.500 đồng.</p>" + f"<p>{LEAD}</p>", "Lo đầu ra", "heading"),
        ("<figure><img src=a><figcaption>Bà con gặt lúa</figcaption></figure>" + f"<p>{LEAD}", "Bà con", "caption"),
        ("<p><img src=a></p><p align=center><i>Bà con gặt lúa</i></p>" + f"<p>{LEAD}", "Bà con", "caption"),
        ("<table><tr><td><img src=a><tr><td>Bà con gặt lúa</table>" + f"<p>{LEAD}", "Bà con", "caption"),
        ("<p><img src=a></p><p>Bà con gặt lúa. Ảnh: Lê Nam</p>" + f"<p>{LEAD}", "Bà con", "caption"),
        ("<table><tr><th>Năm<th>Tấn<tr><td>2020<td>6.250</table>", "2020\t6.250", "body"),
        ("<table><tr><th>Năm<th>Tấn<tr><td>2020<td>6.250</table><p><i>Nguồn: UBND xã</i>", "Nguồn", "caption"),
        ("<blockquote><p>Dân gật đầu.</p><p>Bà Tô Giàu</p></blockquote>" + f"<p>{LEAD}", "Bà Tô Giàu", "body"),
        ("<p>Xem thêm: <a href=/gia-phan-797001.html>Giá phân bón giảm ở miền Tây</a></p>", "Giá phân", "teaser"),
        ("<div class=tin-lien-quan><a href=/x>Giá phân bón giảm</a></div>" + f"<p>{LEAD}", "Giá phân", "teaser"),
        ("<p align=right><b>Lê Văn Nam</b></p>", "Lê Văn Nam", "byline"),
        ("<p>Theo TTXVN</p>", "Theo TTXVN", "byline"),
        ("<p><em>Bài, ảnh: Lê Văn Nam</em></p>", "Bài, ảnh", "byline"),
        ("<p>Tệp: <a href=/a.pdf>Báo cáo sáu tháng đầu năm của Ủy ban nhân dân xã</a></p>", "Báo cáo", "furniture"),
    ],
)  # fmt: skip
def test_blocks_of_the_text(body: str, words: str, kind: str) -> None:
    assert kind_of(make_page(body=body), words) == kind


def test_questions_of_an_interview_are_body() -> None:
    asked = "".join(f"<p><b>{ask}</b></p><p>{LEAD}</p>" for ask in ("Ông nghĩ gì về việc đó?", "Tiền ở đâu ra?"))
    assert kind_of(make_page(body=asked), "Tiền ở đâu") == "body"


ITEMS = "".join(
    f"<li><a href=/tin-{n}>{words}</a>"
    for n, words in enumerate(["Mưa đá làm vỡ mái 210 ngôi nhà ở Nà Lừa", "Bưởi da xanh đi châu Âu bằng đường sắt"])
)


@pytest.mark.parametrize(
    ("bottom", "words", "kind"),
    [
        (f"<h4>Tin cùng chuyên mục</h4><ul>{ITEMS}</ul>", "Mưa đá", "teaser"),
        (f"<section><h4>Góc nhìn</h4><ul>{ITEMS}</ul></section>", "Góc nhìn", "furniture"),
        (f"<section><h4>Góc nhìn</h4><ul>{ITEMS}</ul></section>", "Bưởi da xanh", "teaser"),
        ("<div><a href=/mua-da-lam-vo-mai.htm>Mưa đá làm vỡ mái</a><p>Thôn Nà Lừa nặng nhất.</div>", "Thôn", "teaser"),
        ("<div class=comments><b>Hoa</b><p>Đất bán một lần là hết, nhà máy đóng thuế mãi.</div>", "Đất", "furniture"),
        ("<p>Từ khóa: <a href=/tag/lua>lúa</a>, <a href=/tag/mai-lam>Mai Lâm</a></p>", "Mai Lâm", "furniture"),
        ("<div><a href=#>Chia sẻ Facebook</a> <a href=#>In bài viết</a></div>", "Chia sẻ", "furniture"),
    ],
)  # fmt: skip
def test_what_stands_behind_the_text(bottom: str, words: str, kind: str) -> None:
    assert kind_of(make_page(bottom=bottom), words) == kind


def test_all_that_is_seen_has_one_zone() -> None:
    article = read(make_page("<p>Lê Nam</p>", bottom=f"<ul>{ITEMS}</ul>"))
    rest = list(article.text)
    for zone in article.zones:
        rest[zone.start : zone.end] = " " * (zone.end - zone.start)
    assert not "".join(rest).strip()


def test_a_paragraph_on_the_cover_is_the_lead() -> None:
    sections = "".join(f"<section><p>{words}</p></section>" for words in BODY)
    page = f"<title>{TITLE}</title><div><div><h1>{TITLE}</h1><p>{LEAD}</p></div>{sections}</div>"
    assert (kind_of(page, LEAD), kind_of(page, BODY[0])) == ("lead", "body")


def test_a_form_around_the_page_is_none() -> None:
    page = make_page().replace("<body>", "<body><form class=search-form>").replace("</body>", "</form></body>")
    assert kind_of(page, BODY[0]) == "body"


def test_paragraphs_behind_an_end_tag_too_many() -> None:
    page = make_page().replace(f"</p><p>{BODY[2]}", f"</p></div><p>{BODY[2]}")
    assert kind_of(page, BODY[2]) == "body"


@pytest.mark.parametrize("seed", range(4))
def test_mutated_pages(tmp_path: Path, seed: int) -> None:
    chance = random.Random(seed)
    pages = [path.read_bytes() for path in sorted((PAGES / "dev").glob("*.html"))]
    for _ in range(25):
        page = chance.choice(pages)
        check_beside_a_good_file(tmp_path, "a.html", mutate(page, chance))
        check_beside_a_good_file(tmp_path, "b.html", page[chance.randrange(len(page)) :] or b"<p>x")


def test_tags_without_links_or_marks() -> None:
    for bottom, tags in {
        "<p>Từ khóa: lúa, nước sạch</p>": ("lúa", "nước sạch"),
        "<h5>Từ khóa:</h5><p>lúa, nước sạch</p>": ("lúa", "nước sạch"),
        "<ul><li><a href=/lua.html>lúa</a><li><a href=/nuoc-sach.html>nước sạch</a></ul>": ("lúa", "nước sạch"),
        "<ul><li><a href=/kinh-te>Kinh tế</a></ul>": (),  # a section of the menu
        "<ul><li><a href=/lua-len-gia.html>lúa</a></ul>": (),
    }.items():
        assert read(make_page(bottom=bottom)).tags == tags, bottom


def test_the_site_goes_before_the_body_that_owns_it() -> None:
    foot = "<footer><p>Bản quyền thuộc về UBND xã Mai Lâm</p><p>Giấy phép số 12</p></footer>"
    page = f"<h1>{TITLE}</h1><p>{BODY[0]}</p><p>{BODY[1]}</p>{foot}"
    assert read(page).publisher == "UBND xã Mai Lâm"
    head = "<div>TRANG THÔNG TIN ĐIỆN TỬ XÃ MAI LÂM</div>"
    assert read(head + page).publisher == "Trang thông tin điện tử Xã Mai Lâm"


# Metadata


@pytest.mark.parametrize(
    ("head", "top", "published"),
    [
        (ld('{"@type":"NewsArticle","datePublished":"2021-01-29T07:00:00+07:00",}'), "",
         DAY),
        (ld('{"@graph":[{"@type":"WebPage"},{"@type":["Article"],"datePublished":"2021-01-29T00:00:00+00:00"}]}'),
         "", DAY),
        ('<meta property="article:published_time" content="2021-01-29T07:00:00">', "", DAY),
        ('<meta property="article:published_time" content="2021-01-29 07:00:00 +7:00">', "", DAY),
        ('<meta name="pubdate" content="1/29/2021 7:00:00 AM">', "", DAY),
        ('<meta name="pubdate" content="Fri, 29 Jan 2021 00:00:00 GMT">', "", DAY),
        ('<meta name="pubdate" content="1611878400">', "", DAY),
        ('<meta name="pubdate" content="hôm qua">', "", None),
        ('<meta name="pubdate" content="0001-01-01T00:00:00Z">', "<p>29/01/2021 07:00</p>", DAY),
        ('<meta name="pubdate" content="9999-12-31T23:59:59Z">', "", None),
        ('<meta name="pubdate" content="2021-01-29T07:00:00Z">', "<p>Thứ Sáu, 29/01/2021 07:00 GMT+7</p>",
         DAY),  # the hour is Hanoi's, whatever the program wrote behind it
        ('<meta itemprop="datePublished" content="2021-01-29">', "<p>29/01/2021 - 07:00</p>", DAY),
        ("", "<time datetime='2021-01-29T07:00:00+07:00'>hôm qua</time>", DAY),
        ("", "<div class=date>Ngày cập nhật 01/02/2021 | Ngày đăng 29/01/2021 07:00</div>", DAY),
        ("", "<div>Cập nhật lúc 07:00, 29/01/2021</div>", DAY),
        ("", "<div class=meta>29 Tháng Một, 2021</div>", "2021-01-29"),
        ('<meta property="article:modified_time" content="2021-02-01T07:00:00+07:00">', "", None),
        ("", "", None),
    ],
)  # fmt: skip
def test_when_it_was_published(head: str, top: str, published: str | None) -> None:
    assert read(make_page(top, head=head)).published == published


def test_the_clock_of_the_site_is_no_date() -> None:
    page = make_page().replace("<main>", "<div id=clock>Thứ Hai, 01/02/2021</div><main>")
    assert read(page).published is None


@pytest.mark.parametrize(
    ("head", "body", "authors"),
    [
        ("", "<p align=right><b>Lê Văn Nam - Hà An</b></p>", ("Lê Văn Nam", "Hà An")),
        ("", "<p>Bài, ảnh: LÊ VĂN NAM</p>", ("Lê Văn Nam",)),
        ("", "<p align=right><b>ThS. Lê Văn Nam - Ảnh: Hà An</b></p>", ("Lê Văn Nam",)),
        ("", "<p align=right>Theo Lê Văn Nam (TTXVN)</p>", ("Lê Văn Nam",)),
        ("", "<p>Theo TTXVN</p>", ("TTXVN",)),
        ("", "<p align=right>Lê Văn Nam/VOV.VN</p>", ("Lê Văn Nam",)),
        ("", "<p align=right>Bài, ảnh, clip: K'Brin Lê - Thiết kế: Hà An</p>", ("K'Brin Lê",)),
        ("", "<p align=right>Nguyễn Thị Hằng - Trung tâm VHTT</p>", ("Nguyễn Thị Hằng",)),
        ('<meta name="author" content="Lê Văn Nam">', "", ("Lê Văn Nam",)),
        ('<meta name="author" content="Báo Sông Hồng">', "", ()),
        (ld('{"@graph":[{"@type":"Article","headline":"x","author":{"@id":"#a"}},'
            '{"@type":"Person","@id":"#a","name":"LÊ VĂN NAM"}]}'), "", ("Lê Văn Nam",)),
        (ld('{"@type":"NewsArticle","headline":"x","author":{"name":"songhong.vn"}}'), "", ()),
    ],
)  # fmt: skip
def test_who_wrote_it(head: str, body: str, authors: tuple[str, ...]) -> None:
    assert read(make_page(head=head, body=body)).authors == authors


def test_who_signs_a_letter_in_the_text_is_no_author() -> None:
    signed = "<p align=right>Tô Thị Giàu</p>"
    page = make_page(body="<p align=right>Lê Nam</p>").replace(f"<p>{BODY[2]}", f"{signed}<p>{BODY[2]}")
    assert read(page).authors == ("Lê Nam",)
    assert read(make_page(body=f"{signed}<p align=right>Lê Nam</p>")).authors == ("Tô Thị Giàu", "Lê Nam")


@pytest.mark.parametrize("row", read_table(data_path("lexicon", "credits.tsv")), ids=lambda row: row["words"])
def test_lines_of_credits(row: dict[str, str]) -> None:
    line, _, names = row["example"].partition("=>")
    assert read_authors(line.strip()) == tuple(name.strip() for name in names.split(";") if name.strip())


def test_fragments_of_bylines() -> None:
    """Who is named, wherever templates put it, and who is none (tests/pages/bylines.tsv)."""
    rows = list(read_bylines())
    wrong = [row for row in rows if not is_right("authors", *row[2:])]
    assert len(rows) > 230
    assert len(wrong) * 50 <= len(rows), wrong


def test_who_is_named_beside_the_author() -> None:
    """Readers, experts, photographers and authors of other articles (tests/pages/beside.tsv)."""
    rows = list(read_beside())
    assert len(rows) > 600
    assert not [row for row in rows if not is_right("authors", ["Lê Nam"], row[2])]


NAMED = ("Lê Văn Nam",)


@pytest.mark.parametrize(
    ("top", "words", "authors"),
    [
        ("<p>Lê Văn Nam - 29/01/2021 07:00</p>", "Lê Văn Nam", NAMED),
        ("<p>29/01/2021 07:00 | BS.CKII Lê Văn Nam</p>", "BS.CKII", NAMED),
        ("<div><img src=a><a href=/nguoi-viet/nam>Lê Văn Nam</a><button>Theo dõi</button><i>29/01/2021</i></div>", "Lê",
         NAMED),
        ("<div><img src=a><br><b>LÊ VĂN NAM</b><br>TTX tại Hà Nội</div><p>29/01/2021</p>", "TTX tại", NAMED),
        ("<p>Được đăng bởi lenam vào Thứ Sáu, 29/01/2021 - 07:00, từ phòng máy của báo</p>", None, ()),
        ("<p>TS. Lê Văn Nam, ThS. Hà An - Học viện Kế toán và Kinh doanh Bắc Sông</p>", "TS. Lê", (*NAMED, "Hà An")),
        ("<p>Tác giả: Lê Văn Nam; Ngày đăng: 29/01/2021</p>", "Tác giả", NAMED),
        ("<p>Lê Văn Nam, Thứ Sáu, 29/01/2021 07:00</p>", "Lê Văn", NAMED),
        ("<p><i>Written by Lê Văn Nam</i></p>", "Written", NAMED),
        ("<p>Quảng Bình - 29/01/2021 07:00</p>", None, ()),
        ("<p>Đăng bởi Quản Trị Viên</p>", "Đăng bởi", ()),
        ("<p>29/01/2021 bởi Lê Văn Nam</p>", "Lê Văn Nam", NAMED),
        ("<p>Tác giả: <a href=/12>Lê Văn Nam</a></p>", "Lê Văn Nam", NAMED),
    ],
)  # fmt: skip
def test_who_stands_beside_the_headline(top: str, words: str | None, authors: tuple[str, ...]) -> None:
    page = make_page(top)
    assert read(page).authors == authors
    assert words is None or kind_of(page, words) == "byline"


@pytest.mark.parametrize(
    ("bottom", "authors"),
    [
        ("<div><span>Nội dung</span><b>Lê Văn Nam</b></div><div><span>Ảnh</span><b>Hà An</b></div>", NAMED),
        ("<p>Bài</p><p>Lê Văn Nam</p>", NAMED),
        ("<p>Lê Văn Nam dịch</p><p>Nguồn: <a href=https://a.example/1>https://a.example/1</a></p>", NAMED),
        ("<p>Lê Văn Nam và Hà An tường trình từ Brno</p>", (*NAMED, "Hà An")),
        ("<p>Bài và ảnh: Lê Văn Nam. Đồ họa: Hà An</p>", NAMED),
        ("<p align=right>Lê Văn Nam-Hà An (Theo Reuters)</p>", (*NAMED, "Hà An")),
        ("<p>Lê Văn Nam (biên dịch từ BBC)</p>", NAMED),
        ("<p align=right>LÊ VĂN NAM (Phóng viên TTXVN tại Berlin)</p>", NAMED),
        ("<p>(Nguồn: mailam.gov.vn)</p>", ("mailam.gov.vn",)),
        ("<p>Lê Văn Nam (Thông tấn xã Việt Nam)</p>", NAMED),
        ("<p align=right>L.V.N</p><p align=right>Tác giả: Lê Văn Nam</p>", NAMED),
        ("<p>Lê Văn Nam (Trung tâm VH-TT&TT huyện)</p>", NAMED),
        ("<div class=author><a href=/nam>Lê Văn Nam</a> <span>Xem các bài viết</span></div>", NAMED),
        ("<p>PV</p>", ("PV",)),
    ],
)
def test_credits_behind_the_text(bottom: str, authors: tuple[str, ...]) -> None:
    assert read(make_page(body=bottom)).authors == authors


@pytest.mark.parametrize(
    ("lines", "words", "kind"),
    [
        ("<p><b>Giá: 2.890.000 đồng</b></p>", "Giá", "body"),
        ("<p><b>Hồ sơ gồm:</b></p><p>- Một tờ đơn;</p>", "Hồ sơ", "body"),
        ("<p><b>Ghi bàn</b></p><p><b>Hoài An</b></p><p><b>Hữu Lực</b></p>", "Hoài An", "body"),
        ("<p><b>I. KẾT QUẢ</b></p><p><b>1. Về kinh tế</b></p>", "I. KẾT QUẢ", "heading"),
        ("<p>TIẾNG GỌI LÚC NỬA ĐÊM</p>", "TIẾNG GỌI", "heading"),
        ("<p><b>Vì sao thiếu nước?</b></p>" + f"<p>{LEAD}</p>" * 5 + "<p><b>Bao giờ có?</b></p>", "Vì sao", "heading"),
        ("<p><b>Bảng 1. Sản lượng</b></p><table><tr><td>Năm<td>Tấn<tr><td>2020<td>6</table>", "Bảng 1", "caption"),
        (f"<div><p><b>Mai Lâm hôm nay</b></p><p>{BODY[1]}</p></div><p>{LEAD}</p>", "Mai Lâm hôm", "body"),
        ("<ul><li><b>Lo đầu ra</b></li><li>Giá còn thấp</li></ul>", "Lo đầu ra", "body"),
        ("<p><u>Lo đầu ra</u></p>", "Lo đầu ra", "heading"),
        (f"<p><b>Lo đầu ra</b><br>{LEAD}</p>", "Lo đầu ra", "heading"),
        ("<p><b>Ông Lê Văn Nam, Chủ tịch xã:</b></p>", "Ông Lê", "body"),
        ("<aside><p>Mai Lâm</p><p>Trụ sở: thôn Đông</p></aside>", "Trụ sở", "body"),
    ],
)  # fmt: skip
def test_headings_and_what_looks_like_them(lines: str, words: str, kind: str) -> None:
    assert kind_of(make_page(body=f"{lines}<p>{LEAD}</p>"), words) == kind


def test_a_lead_in_bold_behind_its_dateline() -> None:
    page = make_page().replace("<div><p>", f"<div><p>Hà Nam - <b>{LEAD}</b></p><p>")
    assert kind_of(page, LEAD) == "lead"
    assert kind_of(make_page().replace("<div><p>", "<div class=description><p>"), BODY[0]) == "body"


@pytest.mark.parametrize(
    ("page", "publisher"),
    [
        ("<meta property=og:site_name content='Bao Song Hong'>|<p>© 2021 Báo Sông Hồng</p>", "Báo Sông Hồng"),
        ("<meta property=og:site_name content=songhong.vn>|<p>Bản quyền thuộc về Báo Sông Hồng</p>", "Báo Sông Hồng"),
        ("|<p>Copyright 2023 © Bệnh viện Mai Lâm. All rights reserved</p>", "Bệnh viện Mai Lâm"),
        ("|<p>© Đài Phát thanh và Truyền hình Mai Lâm</p>", "Đài Phát thanh và Truyền hình Mai Lâm"),
        ("|<p>Cơ quan chủ quản: UBND xã Mai Lâm</p>", "UBND xã Mai Lâm"),
        ("|<p>Mọi nội dung thuộc quyền sở hữu của Trạm Khuyến nông Mai Lâm.</p>", "Trạm Khuyến nông Mai Lâm"),
    ],
)
def test_who_published_it(page: str, publisher: str) -> None:
    head, _, foot = page.partition("|")
    made = make_page(head=head).replace(" - Báo Sông Hồng<", "<")
    assert read(made.replace("<p>Báo Sông Hồng. Giấy phép số 12/GP-BTTTT</p>", foot)).publisher == publisher


def test_a_portal_whose_name_takes_two_lines() -> None:
    made = make_page().replace(" - Báo Sông Hồng<", "<").replace("<p>Báo Sông Hồng. Giấy phép số 12/GP-BTTTT</p>", "")
    banner = "<body><div>CỔNG THÔNG TIN ĐIỆN TỬ<br>XÃ MAI LÂM</div>"
    assert read(made.replace("<body>", banner)).publisher == "Cổng thông tin điện tử Xã Mai Lâm"


def test_the_rest_of_the_metadata() -> None:
    head = '<link rel=canonical href="https://songhong.example/1.html"><meta name=keywords content="lúa, Mai Lâm">'
    article = read(make_page(head=head, lead=f"<p class=sapo>Hà Nam - {LEAD}</p>"))
    assert (article.title, article.publisher, article.url, article.tags, article.dateline) == (
        TITLE,
        "Báo Sông Hồng",
        "https://songhong.example/1.html",
        ("lúa", "Mai Lâm"),
        "Hà Nam",
    )
    shown = "<div class=tags><a href=/tag/ca>cá</a> <a href=/tag/lua>lúa</a></div>"
    assert read(make_page(head=head, bottom=shown)).tags == ("cá", "lúa")
    assert (
        read(make_page(lead=f"<p class=sapo>(Sông Hồng) - {LEAD}</p>").replace(" - Báo Sông Hồng<", "<")).dateline
        is None
    )
