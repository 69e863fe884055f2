"""Web pages: tags, blocks, the text with its offsets, tables."""

from __future__ import annotations

import html
import json
import time
import unicodedata
from io import BufferedReader, BytesIO
from pathlib import Path
from typing import Any

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st
from inputs import PAGE, TEXT, make_answer

from extractor.data import data_path, read_table
from extractor.model import Article
from extractor.pipeline import annotate
from extractor.schema import to_record
from extractor.sources import Reading, read_sources
from extractor.sources.html.cues import read_cue
from extractor.sources.html.read import find_charset, read_html
from extractor.sources.html.tokens import CLOSE, OPEN, WHOLE, read_attributes, scan
from extractor.sources.html.tokens import TEXT as WORDS
from extractor.sources.html.tree import Builder
from extractor.sources.html.walk import Writer
from extractor.sources.options import Refused
from extractor.text import locate


def read(page: str | bytes, **told: Any) -> Article:
    raw = page if isinstance(page, bytes) else page.encode()
    (article,) = read_html(BufferedReader(BytesIO(raw)), "page", pytest.fail, Reading(**told))
    return article


def text_of(page: str) -> str:
    writer = Writer(Builder(page).build())
    writer.write()
    return "".join(writer.parts)


def plain(source: str) -> str:
    """The words of a piece of a page, in normal form."""
    return nfc(html.unescape("".join(source[start:end] for kind, _, start, end, _ in scan(source) if kind == WORDS)))


def nfc(text: str) -> str:
    return unicodedata.normalize("NFC", text)


# Tags


@pytest.mark.parametrize(
    ("source", "tokens"),
    [
        ("a<b>c</b>", [(WORDS, "", "a"), (OPEN, "b", "<b>"), (WORDS, "", "c"), (CLOSE, "b", "</b>")]),
        ('<a title="x > y" href=/z>n', [(OPEN, "a", '<a title="x > y" href=/z>'), (WORDS, "", "n")]),
        ("<p title=it's>a's<p>", [(OPEN, "p", "<p title=it's>"), (WORDS, "", "a's"), (OPEN, "p", "<p>")]),
        ('<a title="open>text</a>', [(OPEN, "a", '<a title="open>'), (WORDS, "", "text"), (CLOSE, "a", "</a>")]),
        ("5 < 6 <7 a<", [(WORDS, "", "5 < 6 <7 a<")]),
        ("a<!-- <b> --!>b<!-->c<!--->d", [(WORDS, "", c) for c in "abcd"]),
        ("<![CDATA[a]]>b<?php x?>c<!DOCTYPE html>d", [(WORDS, "", c) for c in "bcd"]),
        ("<SCRIPT>a<b</SCRIPT >c", [(WHOLE, "script", "a<b"), (CLOSE, "script", "</SCRIPT >"), (WORDS, "", "c")]),
        ("<script>if (a</b>", [(WHOLE, "script", "if (a</b>")]),
        ("<title>a &lt; <b></title>", [(WHOLE, "title", "a &lt; <b>"), (CLOSE, "title", "</title>")]),
        ("<svg/><p>", [(WHOLE, "svg", ""), (OPEN, "p", "<p>")]),
        ("<noscript>a<p>b", [(WHOLE, "noscript", ""), (WORDS, "", "a"), (OPEN, "p", "<p>"), (WORDS, "", "b")]),
        ("a<b", [(WORDS, "", "a"), (OPEN, "b", "<b")]),
        ("a<!-- b", [(WORDS, "", "a")]),
    ],
)
def test_tags_are_cut_as_browsers_cut_them(source: str, tokens: list[tuple[int, str, str]]) -> None:
    assert [(kind, name, source[start:end]) for kind, name, start, end, _ in scan(source)] == tokens


def test_attributes() -> None:
    told = " CLASS = 'a b' href=/x?a=1&amp;b=2 hidden title=\"&#7871;\" class=c"
    assert read_attributes(told) == {"class": "a b", "href": "/x?a=1&b=2", "hidden": "", "title": "ế"}


# Blocks


@pytest.mark.parametrize(
    ("page", "text"),
    [
        ("<h1>A</h1><p>b  <i>c</i>\n d</p>e", "A\nb c d\ne"),
        ("<p>a<p>b<div>c</div>d", "a\nb\nc\nd"),
        ("<ul><li>a<li>b<ul><li>c</ul></ul>d", "a\nb\nc\nd"),
        ("a<br>b<br/>c<hr>d", "a\nb\nc\nd"),
        ("<span>a</span><span>b</span> <b> c</b>", "ab c"),
        ("<p>a&nbsp;b &lt;c&gt; &#7871; &eacute; &copy 5&amp;nbsp;", "a\xa0b <c> ế é © 5&nbsp;"),
        ("<p>&nbsp;</p><p>\u200b</p>a<p> </p>", "a"),
        ("a<script>b</script><style>c</style><noscript>d</noscript><!-- e --><template>f</template>g", "ag"),
        ("<div hidden>a</div><p style='color:red; DISPLAY : none'>b<span>c</span></p>d", "d"),
        ("<p class='a hidden b' data-hidden=1>a<p title='display: none'>b<dialog>c</dialog><p HIDDEN>d", "a\nb"),
        ("<pre>a\n  b <b>c\nd</b>\n</pre>e", "a\nb c\nd\ne"),
        ("<select><option>a</select><textarea>b</textarea><input value=c><img alt=d>e", "e"),
        ("<video>a</video><iframe>b</iframe><svg><title>c</title></svg>d", "d"),
        ("<head><title>a</title><meta name=b></head>c", "c"),
        ("<dl><dt>a<dd>b<dt>c<dd>d</dl>", "a\nb\nc\nd"),
        ("<b><p>a</b>b</p>c", "ab\nc"),
        ("</div></p>a</span>b", "ab"),
        ("<table><tr><td>a</div><td>b<tr><td>c<td>d</table>e", "a\tb\nc\td\ne"),
        ("<table><tr><td>a<td><td>b<tr><td>c<td> &nbsp;<td>d</table>", "a\t\tb\nc\t\xa0\td"),
        ("<table><tr><td>a<table><tr><td>b</table><td>c<tr><td>d<td>e</table>", "a\nb\nc\nd\ne"),
        ("<table><tr><td><p>a<p>b<td>c<tr><td>d<br>e<td>f</table>", "a b\tc\nd e\tf"),
        ("<div>" * 1000 + "a" + "</div>" * 1000 + "b", "a\nb"),
    ],
)
def test_the_text_is_what_a_browser_shows(page: str, text: str) -> None:
    assert text_of(page) == text


def test_a_link_ends_where_the_next_begins_or_its_end_tag_is() -> None:
    writer = Writer(Builder("<a href=/1>a<a href=/2>bc</a>d<div><a href=/3><h3>ef</a>g</h3></div>").build())
    writer.write()
    assert [(block.text, block.linked, block.longest) for block in writer.blocks] == [("abcd", 3, 2), ("efg", 2, 2)]


# Offsets

PIECES = st.sampled_from(
    [
        *("<p>", "</p>", "<b>", "</b>", "<br>", "<div>", "</div>", "<a href='x>y'>", "</a>", "<!-- c -->", "<li>"),
        *("<table>", "<tr>", "<td>", "</table>", "<script>s</script>", "<h1>", "</h1>", "<span hidden>", "</span>"),
        *(" ", "  ", "\n", "\t", "\r\n", "&nbsp;", "&amp;", "&#7871;", "&#x1EBF;", "&lt", "&", "<", ">"),
        *("Năm ", "2021", "xã", "e\u0302\u0301", "\u0301", "ế", "Mai Lâm đạt 5 tỷ đồng.", "😀"),
    ]
)


@given(st.lists(PIECES, max_size=25).map("".join))
@example("e<b>\u0301</b>")
@example("<table><tr><td>a<td>\u0301<tr><td>b<td>c</table>")
@settings(max_examples=600, deadline=None)
def test_every_character_leads_to_the_source(page: str) -> None:
    try:
        article = read(page)
    except Refused:
        return
    text = article.text
    last = 0
    for at, c in enumerate(text):
        start, end = locate(article, at, at + 1)
        assert last <= start <= end <= len(page)
        said = plain(page[start:end])
        if c in "\t\n" or (c == " " and not said.strip()):
            continue
        assert c in said, (text, at)
        last = start
    for zone in article.zones:
        assert zone.start < zone.end
        assert text[zone.start : zone.end].strip() == text[zone.start : zone.end]
    assert [z.start for z in article.zones] == sorted(z.start for z in article.zones)


def test_offsets_hold_through_nfd_entities_and_crlf() -> None:
    page = unicodedata.normalize("NFD", PAGE.replace("ngô", "ng&ocirc;").replace("><", ">\r\n<"))
    article = read(page)
    assert article.text == read(PAGE).text
    for zone in article.zones:
        start, end = locate(article, zone.start, zone.end)
        assert plain(page[start:end]) == article.text[zone.start : zone.end].replace("\t", "")
    record = to_record(annotate(article), source_offsets=True)
    assert record["facts"]
    for fact in record["facts"]:
        assert plain(page[fact["source_start"] : fact["source_end"]]) == fact["text"]


# Tables


def test_a_table_keeps_its_cells_and_their_heads() -> None:
    page = (
        "<p>x</p><table><caption>Rơm</caption><thead><tr><td rowspan=2>Vụ<td colspan=2>Tấn<tr><td>Bán<td>Ủ</thead>"
        "<tr><th>Xuân<td>1.960<td rowspan=0>340<tr><th>Hè<td>2.240</table>"
    )
    article = read(f"<h1>Cánh đồng không đốt rơm</h1><div>{'<p>' + TEXT}{page}</div>")
    (table,) = article.tables
    assert article.text[slice(*table.caption or ())] == "Rơm"
    assert article.text[table.start : table.end] == "Vụ\tTấn\nBán\tỦ\nXuân\t1.960\t340\nHè\t2.240"
    cells = [(article.text[c.start : c.end], c.row, c.column, c.rows, c.columns, c.head) for c in table.cells]
    assert cells == [
        ("Vụ", 0, 0, 2, 1, True),
        ("Tấn", 0, 1, 1, 2, True),
        ("Bán", 1, 1, 1, 1, True),
        ("Ủ", 1, 2, 1, 1, True),
        ("Xuân", 2, 0, 1, 1, True),
        ("1.960", 2, 1, 1, 1, False),
        ("340", 2, 2, 2, 1, False),
        ("Hè", 3, 0, 1, 1, True),
        ("2.240", 3, 1, 1, 1, False),
    ]
    assert article.zones[-1].kind == "body"


# Encodings


@pytest.mark.parametrize(
    ("head", "charset"),
    [
        ('<meta charset="windows-1258">', "windows-1258"),
        ("<META HTTP-EQUIV=Content-Type CONTENT='text/html; charset=tcvn-5712'>", "tcvn-5712"),
        ('<?xml version="1.0" encoding="UTF-16"?>', "UTF-16"),
        ("<meta name=x>", None),
    ],
)
def test_the_charset_that_a_page_declares(head: str, charset: str | None) -> None:
    assert find_charset(f"<html>{head}".encode()) == charset


@pytest.mark.parametrize("encoding", ["utf-8", "utf-16", "utf-8-sig"])
def test_pages_in_unicode(encoding: str) -> None:
    article = read(PAGE.encode(encoding))
    assert TEXT in article.text
    assert article.warnings == ()


def test_letters_written_as_entities() -> None:
    page = "".join(c if c < "\x80" else f"&#{ord(c)};" for c in PAGE).replace("utf-8", "iso-8859-1")
    article = read(page)
    assert (article.text, article.zones) == (read(PAGE).text, read(PAGE).zones)


def test_the_server_goes_before_the_page() -> None:
    page = '<meta charset="utf-8"><p>Sông Lô dài.'.encode("utf-16-le")
    assert read(page, declared="utf-16-le").text == "Sông Lô dài."


# Where pages come from


def test_pages_in_a_crawl_and_in_records(tmp_path: Path) -> None:
    (tmp_path / "a.warc").write_bytes(make_answer(PAGE.encode(), media="text/html"))
    (tmp_path / "b.jsonl").write_text(json.dumps({"html": PAGE, "url": "https://bao.example/2"}), encoding="utf-8")
    crawled, told = read_sources([str(tmp_path)], pytest.fail)
    assert (crawled.text, told.text) == (read(PAGE).text, read(PAGE).text)
    assert (crawled.url, told.url) == ("https://bao.example/1", "https://bao.example/2")
    assert crawled.published == told.published == "2021-01-29T07:00:00+07:00"


@pytest.mark.parametrize("page", ["<html><body></body></html>", "<p>&nbsp;<script>x</script>", "<img alt=x>"])
def test_a_page_that_shows_nothing_is_refused(page: str) -> None:
    with pytest.raises(Refused, match="a page without text"):
        read(page)


# Time

HOSTILE = {
    "open tags": "<div>",
    "tags that nothing ends": "<a href='x' ",
    "open quotes": "<a b=\"'>",
    "end tags": "<b><i></div></b>",
    "links": "<a href=/x>y",
    "noscript": "<noscript>",
    "comments": "<!--x-->",
    "open comments": "<!- - <!",
    "cells": "<td colspan=1000 rowspan=0>x",
    "tables": "<table><tr><td>",
    "rows": "<table><tr><td>a<td>b<tr><td>c<td>d</table>",
    "entities": "&amp;&#7871;&x",
    "blanks": "  \n",
    "paragraphs": "<p class='a'>Xã Mai Lâm đạt 5 tiêu chí trong năm qua và sẽ về đích vào cuối năm nay.",
    "classes": "<p class='related related related tin-lien-quan x y z'>a",
    "headings": "<h1>Xã Mai Lâm đạt 5 tiêu chí</h1>",
    "titles": "<div><a href=/xa-mai-lam-dat-5-tieu-chi-1.html>Xã Mai Lâm đạt 5 tiêu chí trong năm qua</a></div>",
    "marks": "<b>\u0301</b>",
    "scripts": "<script type='application/ld+json'>[[[</script>",
}


@pytest.mark.parametrize("shape", HOSTILE)
def test_time_grows_with_the_length_alone(shape: str) -> None:
    seconds = []
    for size in (100_000, 1_000_000):
        page = "<p>x</p>" + HOSTILE[shape] * (size // len(HOSTILE[shape]))
        began = time.process_time()
        assert read(page).text
        seconds.append(time.process_time() - began)
    assert seconds[1] < 30 * max(seconds[0], 0.05), seconds


# Cues


@pytest.mark.parametrize("row", read_table(data_path("lexicon", "page_cues.tsv")), ids=lambda row: row["words"])
def test_every_cue_is_reached_by_its_example(row: dict[str, str]) -> None:
    kind = "furniture" if row["kind"] == "comments" else row["kind"]
    assert read_cue(row["example"]) == kind
