"""Pages around fragments: what bylines.tsv holds, read as a page, or as a text copied from one."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from readers import read_article

from extractor.data import read_table
from extractor.text import make_article

BYLINES = Path(__file__).parent / "bylines.tsv"
BESIDE = Path(__file__).parent / "beside.tsv"
SIGNED = (  # how pages name Lê Nam: at the top, at the end of the text, behind it
    {"top": "<div class=author-x><span>Lê Nam</span> <span>07:00 29/01/2021</span></div>"},
    {"top": "<p class=dt>29/01/2021 07:00</p><p><b>Lê Nam</b></p>"},
    {"top": "<p class=dt>29/01/2021 07:00</p>", "body": "<p style='text-align:right'><b>Lê Nam</b></p>"},
    {"top": "<p class=dt>29/01/2021 07:00</p>", "bottom": "<p class=sig><b>LÊ NAM</b></p>"},
)
BODY = [
    "Theo Ủy ban nhân dân xã, năm 2020 tổng giá trị sản xuất đạt 356 tỷ đồng, trong đó thủy sản chiếm 41%.",
    "Sản lượng lúa ước đạt 6.250 tấn, giảm 120 tấn so với vụ trước vì hạn hán kéo dài ở phía Bắc.",
    "Toàn xã có 1.240 hộ được dùng nước sạch; trạm y tế đã khám cho khoảng 8.300 lượt người dân.",
]
TITLE = "Xã Mai Lâm về đích nông thôn mới"


def make_page(top: str = "", *, head: str = "", lead: str = "", bottom: str = "", body: str = "") -> str:
    """A page with something at a place of it."""
    paragraphs = "".join(f"<p>{words}</p>" for words in BODY)
    return (
        f"<!DOCTYPE html><head><title>{TITLE} - Báo Sông Hồng</title>{head}</head><body><ul><li><a href=/>Trang chủ</a>"
        f"<li><a href=/kinh-te>Kinh tế</a></ul><main><h1>{TITLE}</h1>{top}{lead}<div>{paragraphs}{body}</div>{bottom}"
        "</main><footer><p>Báo Sông Hồng. Giấy phép số 12/GP-BTTTT</p></footer></body>"
    )


def read_bylines() -> Iterator[tuple[str, str, tuple[str, ...], tuple[str, ...]]]:
    """Of each row its place, the fragment, who is named, and who is found."""
    for row in read_table(BYLINES):
        place, html = row["place"], row["html"]
        named = tuple(row["authors"].split("; ")) if row["authors"] else ()
        yield place, html, named, find_authors(place, html)


def find_authors(place: str, html: str) -> tuple[str, ...]:
    """Whom we take to have written the page with ``html`` at ``place``."""
    if place == "text":
        above = ["Trang chủ", "Kinh tế", "Thứ Sáu, 29/01/2021 07:00", TITLE, *BODY]
        return make_article("\n\n".join([*above, html, "Tin liên quan", "© Báo Sông Hồng"]), source="x").authors
    page = make_page(**{place: html}) if place != "middle" else make_page().replace(BODY[2], f"{html}<p>{BODY[2]}")
    return read_article(page.encode()).authors


def read_beside() -> Iterator[tuple[str, str, tuple[str, ...]]]:
    """Of each fragment that names another than the author: what it is, where it stands, and who is found."""
    for row in read_table(BESIDE):
        html = row["html"]
        for signed in SIGNED:
            body, bottom = signed.get("body", ""), signed.get("bottom", "")
            pages = {
                "middle": make_page(**signed).replace(f"<p>{BODY[2]}", f"{html}<p>{BODY[2]}", 1),
                "end": make_page(**{**signed, "body": html + body}),
                "behind": make_page(**{**signed, "bottom": bottom + html}),
            }
            for place, page in pages.items():
                yield row["what"], place, read_article(page.encode()).authors
