"""Offsets lead back to the decoded source: through NFC, entities, what was left out, and any chain of these."""

from __future__ import annotations

import html
import time
import unicodedata
from collections.abc import Sequence
from pathlib import Path

import pytest
from disguises import ARTICLE, DISGUISES, simplify
from hypothesis import assume, example, given, settings
from hypothesis import strategies as st

from extractor.pipeline import annotate
from extractor.schema import json_schema, to_record
from extractor.sources import read_sources
from extractor.sources.encodings import Decoded, decode
from extractor.sources.legacy import WESTERN, load_charset
from extractor.sources.mending import reread
from extractor.text import locate, make_article
from extractor.text.normal import IS_STABLE, JOINING, compose_text, to_nfc, to_raw
from extractor.text.offsets import OffsetMap, Offsets, compose, find_end, find_start, to_source

PIECES = st.sampled_from(
    [
        *"aeiouydêơư \n5.",
        *"\u0300\u0301\u0303\u0309\u0323\u0302\u0306\u031b\u0327\u0345\u0334",  # marks, of several classes
        *"\u1100\u1161\u11a8\uac00\uac01\u1112\u1175",  # Hangul, in parts and whole
        *"\u212b\u2126\u0340\u0344\u0958\u0f73\u0f75\ufb1d\u2adc\U0001d15e\uf900",  # what NFC takes apart
        *"\u09c7\u09be\u0b47\u0b56\u1025\u102e\U00011131\U00011127",  # vowels that unite without a class
        *"😀👍🏽\u200d\ufe0f❤đệ\r",
    ]
)
TEXTS = st.one_of(st.lists(PIECES, max_size=12).map("".join), st.text(max_size=8))
STEPS = st.lists(
    st.one_of(
        st.tuples(st.just("copy"), st.integers(1, 3), st.just(0)),
        st.tuples(st.just("replace"), st.integers(1, 3), st.integers(1, 4)),
        st.tuples(st.just("skip"), st.just(0), st.integers(1, 4)),
        st.tuples(st.just("insert"), st.integers(1, 2), st.just(0)),
    ),
    max_size=8,
)


def nfc(text: str) -> str:
    return unicodedata.normalize("NFC", text)


def test_the_letters_that_join_are_those_of_the_unicode_tables() -> None:
    seconds = set()
    for code in range(0x110000):
        parts = unicodedata.decomposition(chr(code)).split()
        if len(parts) == 2 and parts[0][0] != "<" and nfc(chr(code)) == chr(code):
            seconds.add(chr(int(parts[1], 16)))
    hangul = {*map(chr, range(0x1161, 0x1176)), *map(chr, range(0x11A8, 0x11C3))}
    assert {c for c in seconds if not unicodedata.combining(c)} | hangul == JOINING


@given(TEXTS)
@example("a\u0323\u0301")
@example("\u1100\u1161\u11a8\u11a8")
@example("e\u0301\u0323\u0302")
@example("\u0301a")
@settings(max_examples=1500, deadline=None)
def test_every_character_in_nfc_leads_to_those_it_was_made_of(raw: str) -> None:
    text, offsets = compose_text(raw)
    assert text == to_nfc(raw)
    assert text == nfc(raw)
    cuts = _cuts(raw)
    for start, end in zip(cuts, cuts[1:], strict=False):
        here, there = len(nfc(raw[:start])), len(nfc(raw[:end]))
        assert to_source(offsets, here, there) == (start, end)
    for at in range(len(text)):
        start, end = to_source(offsets, at, at + 1)
        assert start < end
        assert text[at] in nfc(raw[start:end])
        assert raw[start:end] == text[at] or {start, end} <= {*cuts}


def _cuts(raw: str) -> list[int]:
    """The offsets at which a letter begins, not a mark nor a part of one."""
    firsts = [unicodedata.normalize("NFD", c)[0] for c in raw]
    joins = [unicodedata.combining(first) or first in JOINING for first in firsts]
    return [0, *(i for i in range(1, len(raw)) if not joins[i]), len(raw)]


@given(TEXTS, st.data())
@settings(max_examples=600, deadline=None)
def test_a_span_leads_to_words_that_say_it(raw: str, data: st.DataObject) -> None:
    article = make_article(raw, source="x", page=False)
    assume(article.text)
    start = data.draw(st.integers(0, len(article.text) - 1))
    end = data.draw(st.integers(start + 1, len(article.text)))
    there, until = locate(article, start, end)
    assert article.text[start:end] in nfc(raw[there:until])
    assert to_raw(article, start) == there


@given(STEPS)
@settings(max_examples=500, deadline=None)
def test_what_was_told_to_a_map_comes_out_of_it(steps: Sequence[tuple[str, int, int]]) -> None:
    found, characters, source = _follow(steps)
    for at, (start, end) in enumerate(characters):
        assert find_start(found, at) == start
        if start < end:
            assert find_end(found, at + 1) == end
    assert find_end(found, len(characters)) <= source


def _follow(steps: Sequence[tuple[str, int, int]]) -> tuple[Offsets, list[tuple[int, int]], int]:
    """The map, where each character of the text stood, and the length of the source."""
    found, characters, there = OffsetMap(), [], 0
    for kind, text, source in steps:
        if kind == "copy":
            found.copy(text)
            characters += [(there + i, there + i + 1) for i in range(text)]
            source = text
        elif kind == "replace":
            found.replace(text, source)
            characters += [(there, there + source)] * text
        elif kind == "skip":
            found.skip(source)
        else:
            found.insert(text)
            characters += [(there, there)] * text
        there += source
    return found.pairs(), characters, there


@given(STEPS, STEPS)
@settings(max_examples=500, deadline=None)
def test_two_maps_in_a_row_are_one(
    inner: Sequence[tuple[str, int, int]], outer: Sequence[tuple[str, int, int]]
) -> None:
    first, middle, _ = _follow(inner)
    second, text, source = _follow(outer)
    assume(source <= len(middle))
    both = compose(second, first)
    for at in range(len(text)):
        assert find_start(both, at) == find_start(first, find_start(second, at))


def test_entities_and_nfc_in_a_row() -> None:
    raw = "H&#7897;i ngh&#x1ECB; th&ocirc;ng qua 12 k&#234;&#769; ho&#7841;ch &amp; chi 5 t&#7927; &#273;&#7891;ng."
    decoded = decode(raw.encode(), entities=True)
    article = make_article(decoded.text, source="x", offsets=decoded.offsets)
    assert article.text == "Hội nghị thông qua 12 kế hoạch & chi 5 tỷ đồng."
    for words, written in [
        ("Hội", "H&#7897;i"),
        ("kế", "k&#234;&#769;"),
        ("& chi 5 tỷ", "&amp; chi 5 t&#7927;"),
        ("đồng", "&#273;&#7891;ng"),
    ]:
        at = article.text.index(words)
        start, end = locate(article, at, at + len(words))
        assert raw[start:end] == written


def test_tags_at_the_edge_of_a_span_are_no_part_of_it() -> None:
    page = "<p>Xã <b>Mai Lâm</b> đạt&nbsp;<i>5</i></p><p>tiêu chí</p>"
    found, text = OffsetMap(), ""
    for piece, kind in [
        ("<p>", "skip"), ("Xã ", "copy"), ("<b>", "skip"), ("Mai Lâm", "copy"), ("</b>", "skip"), (" đạt", "copy"),
        ("&nbsp;", "replace"), ("<i>", "skip"), ("5", "copy"), ("</i></p>", "skip"), ("\n", "insert"), ("<p>", "skip"),
        ("tiêu chí", "copy"), ("</p>", "skip"),
    ]:  # fmt: skip
        text += {"copy": piece, "insert": piece, "replace": " "}.get(kind, "")
        if kind == "replace":
            found.replace(1, len(piece))
        else:
            getattr(found, kind)(len(piece))
    assert text == "Xã Mai Lâm đạt 5\ntiêu chí"
    article = make_article(text, source="x", offsets=found.pairs())
    for words in ("Xã", "Mai Lâm", "đạt", "5", "tiêu chí"):
        at = text.index(words)
        start, end = locate(article, at, at + len(words))
        assert page[start:end] == words
    start, end = locate(article, 0, text.index("5") + 1)
    assert page[start:end] == "Xã <b>Mai Lâm</b> đạt&nbsp;<i>5"


@pytest.mark.parametrize("form", ["NFC", "NFD"])
def test_a_record_gives_each_span_its_place_in_the_source(form: str) -> None:
    jsonschema = pytest.importorskip("jsonschema")
    raw = unicodedata.normalize(form, ARTICLE).replace("\n", "\r\n")
    document = annotate(make_article(raw, source="x"))
    record = to_record(document, source_offsets=True)
    spans = [*record["facts"], *record["entities"], *record["zones"], *record["statements"], *record["abbreviations"]]
    assert len(spans) > 20
    for span in spans:
        said = nfc(raw[span["source_start"] : span["source_end"]])
        assert said == record["text"][span["start"] : span["end"]]
        assert said == span.get("text", said)
    jsonschema.validate(record, json_schema())
    assert "source_start" not in str(to_record(document))
    titled = make_article(raw, source="x", title=unicodedata.normalize(form, "Xã về đích"))
    assert titled.title == "Xã về đích"
    facts = to_record(document, only=frozenset({"facts"}), source_offsets=True)
    assert (facts["facts"], facts["encoding"]) == (record["facts"], "utf-8")


def test_a_file_as_the_record_names_its_encoding(tmp_path: Path) -> None:
    misread = "".join(WESTERN[b] for b in ARTICLE.encode())
    in_font = "".join(WESTERN[b] for b in load_charset("vni").encode(simplify(ARTICLE)))
    raws = {
        "a": DISGUISES["NFD"](ARTICLE),
        "b": DISGUISES["TCVN3"](ARTICLE),
        "c": misread.encode(),
        "d": in_font.encode("utf-16"),
        "e": "".join(c if c < "\x80" else f"&#{ord(c)};" for c in ARTICLE).encode(),
    }
    for name, raw in raws.items():
        (tmp_path / f"{name}.txt").write_bytes(raw)
    articles = list(read_sources([str(tmp_path)], pytest.fail))
    names = ["utf-8", "tcvn3", "utf-8+windows-1252", "utf-16-le+vni", "utf-8"]
    assert [article.encoding for article in articles] == names
    for article, raw in zip(articles, raws.values(), strict=True):
        base, _, other = article.encoding.partition("+")
        source = decode(raw, forced=base).text
        for zone in article.zones:
            start, end = locate(article, zone.start, zone.end)
            said = Decoded(source[start:end], base)
            said = reread(said, other) if other else said
            assert nfc(html.unescape(said.text)) == article.text[zone.start : zone.end]


@pytest.mark.parametrize(
    "hostile", ["a" + "\u0301\u0323" * 200_000, "\u1100" * 400_000, "\u0b47\u0b56" * 200_000, "e\u0323" * 200_000]
)
def test_a_map_takes_time_by_the_length(hostile: str) -> None:
    start = time.perf_counter()
    text, offsets = compose_text(hostile)
    assert time.perf_counter() - start < 5  # a quadratic one takes half an hour
    assert find_end(offsets, len(text)) == len(hostile)


def test_what_is_called_stable_nfc_leaves_alone() -> None:
    letters = [c for c in map(chr, range(0x110000)) if IS_STABLE.fullmatch(c)]
    assert len(letters) > 1000
    for c in letters:
        assert unicodedata.is_normalized("NFC", f"a{c}")
        assert not unicodedata.combining(c)
