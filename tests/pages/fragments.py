"""Pages around fragments: what bylines.tsv holds, read as a page, or as a text copied from one."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from readers import read_article

from extractor.data import read_table
from extractor.text import make_article

BYLINES = Path(__file__).parent / "bylines.tsv"
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
