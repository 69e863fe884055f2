"""Every encoding of a Vietnamese archive is found and read; what is UTF-8 stays UTF-8; what is no text is refused."""

from __future__ import annotations

import random
import re
import shutil
import subprocess
import unicodedata
from pathlib import Path
from typing import Any

import pytest
from disguises import ARTICLE, DISGUISES, SENTENCES, simplify
from hypothesis import given, settings
from hypothesis import strategies as st

from extractor.data import read_table
from extractor.errors import UsageError
from extractor.model import Document
from extractor.pipeline import annotate
from extractor.sources.encodings import Decoded, DecodeError, decode, find_encoding, mend
from extractor.sources.judging import SAMPLE, take_sample
from extractor.sources.legacy import NAMES, TABLES, WESTERN, load_charset
from extractor.sources.syllables import is_syllable, list_syllables
from extractor.text import locate, make_article
from extractor.text.syllables import fold

SAMPLES = Path(__file__).resolve().parent.parent / "samples"
DOCS = SAMPLES.parent / "docs" / "reading.md"
HEADLINE = "Sở Công Thương: giá trị sản xuất đạt 8.020 tỷ đồng"
TABLED = ("tcvn3", "tcvn5712", "vni", "viscii", "vps")
CONSONANTS = st.sampled_from(sorted(list_syllables()))


def rows(name: str) -> list[tuple[bytes, str, str]]:
    return [(bytes.fromhex(r["bytes"]), r["letter"], r["example"]) for r in read_table(TABLES / f"{name}.tsv")]


def misread(text: str) -> str:
    """UTF-8 as one sees it who takes it for windows-1252."""
    return "".join(WESTERN[b] for b in text.encode())


def nfc(text: str) -> str:
    return unicodedata.normalize("NFC", text)


# The tables


@pytest.mark.parametrize("name", TABLED)
def test_each_row_of_a_table_reads_as_its_letter(name: str) -> None:
    charset = load_charset(name)
    for raw, letter, example in rows(name):
        assert charset.decode(raw) == letter
        assert letter in example
        assert is_syllable(example)
        assert charset.decode(charset.encode(example)) == example
    letters = {letter for _, letter, _ in rows(name)}
    assert len(letters) == (74 if name == "tcvn3" else 134)


@pytest.mark.skipif(not shutil.which("iconv"), reason="no iconv here")
@pytest.mark.parametrize(
    ("name", "theirs"), [("viscii", "VISCII"), ("tcvn5712", "TCVN-5712"), ("windows-1258", "CP1258")]
)
def test_iconv_reads_our_bytes_as_the_same_letters(name: str, theirs: str) -> None:
    letters = "\n".join(letter for _, letter, _ in rows("viscii"))
    raw = load_charset(name).encode(letters)
    run = subprocess.run(["iconv", "-f", theirs, "-t", "UTF-8"], input=raw, capture_output=True, check=True)
    assert nfc(run.stdout.decode()) == letters
    assert nfc(load_charset(name).decode(raw)) == letters


@pytest.mark.parametrize("name", ["tcvn3", "vni", "viscii", "vps"])
def test_viparse_has_the_same_table(name: str) -> None:
    tables = pytest.importorskip("viparse.normalize")
    module = __import__(f"{tables.__name__}.{name}", fromlist=["x"])
    theirs = {sequence.encode("latin-1"): letter for sequence, letter in getattr(module, name.upper()).pairs}
    ours = {raw: letter for raw, letter, _ in rows(name)}
    assert len(theirs) > 70
    assert {raw: ours.get(raw) for raw in theirs} == theirs
    beyond = {raw for raw, letter in ours.items() if raw not in theirs and raw.decode("latin-1") != letter}
    assert beyond <= {b"a\xfa", b"A\xda", b"\xee", b"\xce"}  # ẳ and ỵ of VNI, which its documents do not show


def test_each_name_and_alias_leads_to_one_encoding() -> None:
    seen: set[str] = set()
    for row in read_table(TABLES / "names.tsv"):
        for alias in (row["name"], *row["aliases"].split(",")):
            assert alias not in seen
            assert find_encoding(alias.upper().replace("-", "_")) == row["name"]
            seen.add(alias)
    assert {*NAMES, "utf-8", "utf-16"} <= seen


def test_a_syllable_is_known_by_rule() -> None:
    good = "nghiêng khuỷu quyết giếng gì hòa hoà thủy thuỷ quý Đắk HUẾ Ở khuya thuở oẳn quốc yêu Ưu rượu toán"
    bad = "hòà hoá̀ cafộ ŋa nghang kan céi bát̀ mưả cộc̀ tiêǹg bàt hôách nguờì HuẾ pràn"
    assert [word for word in good.split() if not is_syllable(word)] == []
    assert [word for word in bad.split() if is_syllable(nfc(word))] == []
    for table, column in (("onsets", "onset"), ("rhymes", "rhyme")):
        for row in read_table(TABLES / f"{table}.tsv"):
            assert row["example"] in list_syllables(), row
            assert _without_tone(row[column]) in _without_tone(row["example"]), row
    assert all(row["syllable"] in list_syllables() for row in read_table(TABLES / "common.tsv"))


def _without_tone(word: str) -> str:
    return nfc(re.sub("[\u0300\u0301\u0303\u0309\u0323]", "", unicodedata.normalize("NFD", word)))


# Finding


@pytest.mark.parametrize("name", NAMES)
@pytest.mark.parametrize("text", [HEADLINE, ARTICLE, SENTENCES[5], SENTENCES[6]])
def test_each_encoding_is_found(name: str, text: str) -> None:
    charset = load_charset(name)
    raw = charset.encode(simplify(text))
    decoded = decode(raw)
    assert decoded.encoding in (name, "tcvn3" if name == "tcvn5712" else name)
    assert nfc(decoded.text) == nfc(charset.decode(raw))
    assert decoded.warnings == ()


@pytest.mark.parametrize("name", NAMES)
def test_a_short_text_is_found_or_doubted(name: str) -> None:
    charset = load_charset(name)
    for sentence in SENTENCES:
        raw = charset.encode(simplify(sentence))
        assert nfc(decode(raw).text) == nfc(charset.decode(raw)), sentence
        start = charset.encode(" ".join(simplify(sentence).split()[:3]))
        decoded = decode(start)
        assert decoded.warnings or nfc(decoded.text) == nfc(charset.decode(start)), sentence


@pytest.mark.parametrize(
    "encoding", ["utf-16", "utf-16-le", "utf-16-be", "utf-32", "utf-32-le", "utf-32-be", "utf-8-sig"]
)
@pytest.mark.parametrize("text", [HEADLINE, ARTICLE, "Huế"])
def test_unicode_in_every_width(encoding: str, text: str) -> None:
    decoded = decode(text.encode(encoding))
    assert decoded.text == text
    assert encoding.removesuffix("-sig").startswith(decoded.encoding[:6])
    assert decoded.warnings == ()


def test_words_of_other_languages_digits_and_signs_survive() -> None:
    text = (
        'Tập đoàn Samsung (Hàn Quốc) đầu tư 2,5 tỷ USD; "Smart City" & R&D, 100% vốn: https://a.vn/x?y=1 #đẹp 3.14 {a}'
    )
    for name in NAMES:
        decoded = decode(load_charset(name).encode(text))
        assert nfc(decoded.text) == text
        assert decoded.encoding == name if name != "tcvn5712" else decoded.encoding.startswith("tcvn")


@pytest.mark.parametrize(
    "text",
    [
        "The café’s “à la carte” menu – £5 – and a naïve résumé",
        "2010 – 2015: “Hello”, world – nothing… but ASCII • and © signs",
        "L’été dernier, à Paris, où l’on a célébré la fête, Zoë a joué",
        "Größe und Maß: Müller übt, Straße für Straße, schöne Grüße",
        "El niño comió piña y el año pasó; ¿dónde está la señora Muñoz?",
        "It’s 20° outside, ½ of it ±3, see § 4 ¶ 2",
    ],
)
def test_western_text_is_not_taken_for_vietnamese(text: str) -> None:
    decoded = decode(text.encode("cp1252"))
    assert (decoded.text, decoded.encoding) == (text, "windows-1252")
    assert decode(text.encode()).text == text
    assert decode(text.encode()).encoding == "utf-8"


def test_what_is_declared_decides_between_equals_and_never_against_the_bytes() -> None:
    raw = load_charset("viscii").encode("Hà")
    assert decode(raw, declared="VISCII").text == "Hà"
    tcvn3 = load_charset("tcvn3").encode(HEADLINE)
    for wrong in ("utf-8", "iso-8859-1", "windows-1252", "windows-1258", "x-unknown", "rot13", "hex", ""):
        assert decode(tcvn3, declared=wrong).encoding == "tcvn3"
    russian = "Привет, мир: это русский текст"
    assert decode(russian.encode("cp1251"), declared="windows-1251").text == russian
    assert decode(russian.encode("cp1251")).warnings
    assert decode(HEADLINE.encode(), declared="tcvn3").text == HEADLINE


def test_an_encoding_that_is_forced() -> None:
    raw = load_charset("vni").encode(HEADLINE)
    assert decode(raw, forced="VNI-Windows").text == HEADLINE
    assert decode(raw, forced="latin1").text == "".join(WESTERN[b] for b in raw)
    assert decode(HEADLINE.encode("utf-16"), forced="utf-16").text == HEADLINE
    assert decode(HEADLINE.encode("utf-16-le"), forced="UTF-16LE").text == HEADLINE
    assert decode(HEADLINE.encode("utf-8-sig"), forced="utf8").text == HEADLINE
    with pytest.raises(DecodeError) as failed:
        decode(raw, forced="utf-8")
    assert failed.value.seen == "no utf-8 text (byte 1)"
    with pytest.raises(UsageError, match="klingon.*no encoding.*tcvn3"):
        decode(raw, forced="klingon")
    with pytest.raises(UsageError):
        find_encoding("utf-8+utf-16")


def test_the_recorded_name_reads_the_same_again() -> None:
    for disguise in (*(make(ARTICLE) for make in DISGUISES.values()), misread(ARTICLE).encode()):
        decoded = decode(disguise)
        again = decode(disguise, forced=decoded.encoding)
        assert (again.text, again.offsets) == (decoded.text, decoded.offsets)


# UTF-8 stays UTF-8


@given(st.lists(CONSONANTS, min_size=1, max_size=8), st.sampled_from([str.lower, str.upper, str.title]))
@settings(max_examples=400, deadline=None)
def test_no_vietnamese_in_utf8_is_read_as_anything_else(words: list[str], case: object) -> None:
    text = case(" ".join(words))  # type: ignore[operator]
    for form in ("NFC", "NFD"):
        written = unicodedata.normalize(form, text)
        decoded = decode(written.encode(), entities=True)
        assert (decoded.text, decoded.encoding, decoded.warnings, decoded.offsets) == (written, "utf-8", (), ())


@given(st.text())
@settings(max_examples=300, deadline=None)
def test_any_utf8_with_a_vietnamese_letter_stays(text: str) -> None:
    text = text.replace("\x00", "").lstrip("\ufeff") + "ệ"
    decoded = decode(text.encode())
    assert (decoded.text, decoded.encoding) == (text, "utf-8")


def test_few_broken_bytes_do_not_change_the_encoding() -> None:
    raw = ARTICLE.encode()
    at = raw.index("ệ".encode())
    decoded = decode(raw[:at] + b"\xff" + raw[at:])
    assert decoded.encoding == "utf-8"
    assert decoded.text.replace("\ufffd", "") == ARTICLE
    assert "1 broken" in decoded.warnings[0]
    assert decode(raw[:at] + b"\xff" + raw[at:], forced="utf-8") == decoded
    worn = "".join(c if n % 20 else "\udcff" for n, c in enumerate(ARTICLE)).encode("utf-8", "surrogateescape")
    assert decode(worn).encoding == "utf-8"
    cut = decode(HEADLINE.encode()[:-4])
    assert (cut.encoding, cut.text[:20]) == ("utf-8", HEADLINE[:20])
    assert cut.warnings


# Mending


@pytest.mark.parametrize("text", [HEADLINE, ARTICLE, "Việt Nam", "Đà Nẵng", "“Ở đâu?”"])
def test_utf8_taken_for_windows_1252_once_and_twice(text: str) -> None:
    once, twice = misread(text), misread(misread(text))
    for seen, name in ((once, "utf-8+windows-1252"), (twice, "utf-8+windows-1252+windows-1252")):
        decoded = decode(seen.encode())
        assert (decoded.text, decoded.encoding) == (text, name)
        assert "repaired" in decoded.warnings[0]


def test_letters_of_a_font_in_a_unicode_text() -> None:
    for name in ("tcvn3", "vni"):
        raw = load_charset(name).encode(simplify(ARTICLE))
        seen = "".join(WESTERN[b] for b in raw)
        decoded = mend(seen)
        assert decoded.text == load_charset(name).decode(raw)
        assert decoded.encoding == f"utf-8+{name}"
        assert decode(seen.encode("utf-16")).encoding == f"utf-16-le+{name}"
    shown = "".join(WESTERN[b] for b in load_charset("tcvn3").encode("Nhà nước chi 5 đồng trước bão dữ"))
    as_pdf = shown.replace("\xad", "\u2212").replace("\xb7", "\u2219").replace("\xb5", "\u03bc")
    assert mend(as_pdf).text == "Nhà nước chi 5 đồng trước bão dữ"
    title = "".join(WESTERN[b] for b in load_charset("tcvn3").encode("Hà Nội"))
    assert mend(title).text == title
    assert mend(title, like="utf-8+tcvn3").text == "Hà Nội"
    assert mend("Hà Nội", like="utf-8+tcvn3").text == "Hà Nội"
    assert mend("Zürich – Genève: Pékin à l’été").encoding == "utf-8"


def test_a_part_that_was_read_wrongly_is_told() -> None:
    text = ARTICLE + misread("Giá trị sản xuất đạt 8.020 tỷ đồng")
    decoded = decode(text.encode())
    assert decoded.text == text
    assert "had been read as windows-1252" in decoded.warnings[0]
    for name in ("tcvn3", "vni"):
        line = "".join(WESTERN[b] for b in load_charset(name).encode("Giá trị sản xuất đạt 8.020 tỷ đồng"))
        decoded = decode(f"{ARTICLE}\n{line}\n".encode())
        assert decoded.text == f"{ARTICLE}\n{line}\n"
        assert f"letters of the encoding {name}" in decoded.warnings[0]
    for proper in ("Bão El Niño mạnh\nEl Niño, Müller", "Sơn Dulux® 5 µm\nDulux® 5 µm, Niño"):
        assert decode(proper.encode()).warnings == ()
    assert decode("Cháu nhớ «bà nội ở Huế», «cá», «quá»".encode()).warnings == ()


def test_entities_only_where_they_are_the_letters() -> None:
    escaped = "".join(c if c.isascii() else f"&#{ord(c)};" for c in HEADLINE) + " &amp; h&ocirc;m nay &lt;b&gt;"
    decoded = decode(escaped.encode(), entities=True)
    assert decoded.text == HEADLINE + " & hôm nay <b>"
    double = escaped.replace("&#", "&amp;#")
    assert decode(double.encode(), entities=True).text.startswith(HEADLINE)
    assert decode(escaped.encode()).text == escaped
    for left in ("AT&T; R&D &copy; 2020, x &lt; y &#8211; z", f"<p>{escaped}</p>", HEADLINE + " &agrave; &ecirc;"):
        assert decode(left.encode(), entities=True).text == left


def test_lines_of_an_old_macintosh() -> None:
    raw = load_charset("vni").encode(simplify(ARTICLE).replace("\n", "\r"))
    assert decode(raw, entities=True).text == simplify(ARTICLE)
    assert decode(b"a\r\nb\rc", entities=True).text == "a\r\nb\rc"
    assert decode(b"a\rb").text == "a\rb"


def test_capitals_of_a_capital_font() -> None:
    charset = load_charset("tcvn3")
    for typed, meant in [
        ("HộI NGHị BAN CHấP HàNH", "HỘI NGHỊ BAN CHẤP HÀNH"),
        ("ủY BAN NHâN DâN Xã", "ỦY BAN NHÂN DÂN XÃ"),
        ("Hà NộI, ý KIếN\nHà Nội đã họp", "HÀ NỘI, Ý KIẾN\nHà Nội đã họp"),
        ("Đồng chí Ưng ở TTH, VĂN bản", "Đồng chí Ưng ở TTH, VĂN bản"),
    ]:
        raw = charset.encode(typed)
        assert decode(raw, forced="tcvn3").text == meant
        assert len(decode(raw).text) == len(raw)


# No text


@pytest.mark.parametrize(
    "raw",
    [
        b"\x89PNG\r\n\x1a\n\x00\x00\x00\rIHDR",
        bytes(range(256)) * 4,
        b"\x01\x02\x03\x7f\x10" * 9,
        b"\x00\x01\x02\x03" * 9,
        b"\xff\xfe" + random.Random(1).randbytes(4000),
    ],
)
def test_a_binary_file_is_refused(raw: bytes) -> None:
    with pytest.raises(DecodeError, match="no .*text"):
        decode(raw)


@given(st.binary(max_size=300), st.sampled_from([None, "utf-8", "tcvn3", "gbk", "hex_codec"]))
@settings(max_examples=400, deadline=None)
def test_any_bytes_give_a_text_or_a_refusal(raw: bytes, declared: str | None) -> None:
    try:
        decoded = decode(raw, declared=declared, entities=True)
    except DecodeError as refusal:
        decoded, told = None, refusal.seen and refusal.remedy
    else:
        told = decoded.encoding
    assert told
    assert decoded is None or len(decoded.text) <= len(raw) <= 4 * max(1, len(decoded.text)) + 4


def test_a_long_text_is_judged_by_a_sample_of_all_of_it() -> None:
    raw = b"plain text without a mark " * 20_000 + load_charset("tcvn3").encode(simplify(ARTICLE)) * 200
    assert len(take_sample(raw)) <= SAMPLE + 8
    assert decode(raw).encoding == "tcvn3"


# The same article


def _facts(document: Document) -> list[object]:
    return [
        (fact.indicator.lower(), fact.amount, fact.status, fact.period, len(fact.comparisons))
        for fact in document.facts
    ]


@pytest.mark.parametrize("name", ["sample", "own"])
def test_one_article_in_eleven_disguises(name: str) -> None:
    text = ARTICLE if name == "own" else (SAMPLES / "huong-tra.txt").read_text(encoding="utf-8")
    told = [_plain(fact) for fact in _facts(annotate(make_article(simplify(text), source="x")))]
    assert len(told) >= 7
    assert len(DISGUISES) == 11
    for disguise in DISGUISES:
        decoded, document = _read_disguised(text, disguise)
        assert decoded.warnings == (), disguise
        assert [_plain(fact) for fact in _facts(document)] == told, disguise
        for span in _spans(document):
            assert document.article.text[span.start : span.end] == span.text
            start, end = locate(document.article, span.start, span.end)
            assert nfc(decoded.text[start:end]) == span.text, disguise


@pytest.mark.skipif(not DOCS.exists(), reason="docs/reading.md is not there yet")
def test_the_docs_have_the_table_of_disguises() -> None:
    page = DOCS.read_text(encoding="utf-8")
    for row in make_rows():
        assert row in page


def make_rows() -> list[str]:
    """The table of docs/reading.md, a row a disguise."""
    told = [_plain(fact) for fact in _facts(annotate(make_article(simplify(ARTICLE), source="x")))]
    rows = []
    for disguise in DISGUISES:
        decoded, document = _read_disguised(ARTICLE, disguise)
        same = sum(_plain(fact) in told for fact in _facts(document))
        spans = _spans(document)
        places = [locate(document.article, span.start, span.end) for span in spans]
        exact = sum(nfc(decoded.text[start:end]) == span.text for span, (start, end) in zip(spans, places, strict=True))
        rows.append(f"| {disguise} | `{decoded.encoding}` | {same} of {len(told)} | {exact} of {len(spans)} |")
    return rows


def _read_disguised(text: str, disguise: str) -> tuple[Decoded, Document]:
    decoded = decode(DISGUISES[disguise](text))
    return decoded, annotate(make_article(decoded.text, source="x", offsets=decoded.offsets))


def _spans(document: Document) -> list[Any]:
    return [*document.facts, *document.entities, *document.statements]


def _plain(fact: object) -> str:
    """A fact as text, whatever its quotes and line ends."""
    return simplify(re.sub(r"\b(start|end)=\d+", "", repr(fact))).lower()


@pytest.mark.parametrize(
    ("older", "newer"),
    [
        ("Xã đã hoà mạng cho 350 hộ.", "Xã đã hòa mạng cho 350 hộ."),
        ("Sản lượng thuỷ sản đạt 1.200 tấn, tăng 5%.", "Sản lượng thủy sản đạt 1.200 tấn, tăng 5%."),
        ("Khám sức khoẻ cho 8.300 lượt người.", "Khám sức khỏe cho 8.300 lượt người."),
        ("Uỷ ban chi 15 tỷ đồng để xoá nhà tạm.", "Ủy ban chi 15 tỷ đồng để xóa nhà tạm."),
    ],
)
def test_both_ways_to_place_a_tone_say_the_same(older: str, newer: str) -> None:
    one, other = (annotate(make_article(text, source="x", page=False)) for text in (older, newer))
    assert [fact.amount for fact in one.facts]
    assert [fact.amount for fact in one.facts] == [fact.amount for fact in other.facts]
    folded = [[" ".join(map(fold, fact.indicator.split())) for fact in doc.facts] for doc in (one, other)]
    assert folded[0] == folded[1]
