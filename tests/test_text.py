"""Normal form, zones and sentences; whatever the text, offsets slice to the mention."""

from __future__ import annotations

import unicodedata

from hypothesis import given, settings
from hypothesis import strategies as st

from extractor.pipeline import annotate
from extractor.schema import to_record
from extractor.text import make_article, segment
from extractor.text.normal import to_raw

ALPHABET = st.sampled_from(
    [
        *"0123456789.,/%()-:;“”\n ạưệ",
        "\u0323",
        "a\u0301",
        " tỷ đồng",
        " tăng",
        " năm 2020",
        " xã",
        " từ 1",
        " đến",
        " 5",
        "7 triệu",
        " gấp",
        " lần",
    ]
)
TEXTS = st.one_of(st.text(), st.lists(ALPHABET).map("".join))


@given(TEXTS)
@settings(max_examples=150, deadline=None)
def test_no_text_crashes_it_and_offsets_slice(raw: str) -> None:
    record = to_record(annotate(make_article(raw, source="x")))
    assert record == to_record(annotate(make_article(raw, source="x")))
    assert record["text"] == unicodedata.normalize("NFC", raw)
    for kind in ("entities", "facts", "roles", "statements", "citations"):
        for found in record[kind]:
            assert record["text"][found["start"] : found["end"]] == found["text"]


def test_offsets_lead_back_to_the_decomposed_text() -> None:
    raw = unicodedata.normalize("NFD", "Huế có đường đẹp. Xã đạt 5 tiêu chí.")
    article = make_article(raw, source="x")
    at = article.text.index("tiêu")
    assert unicodedata.normalize("NFC", raw[to_raw(article, at) : to_raw(article, at + 4)]) == "tiêu"


def test_zones_of_a_page() -> None:
    body = (
        "Xã Mai Lâm đã hoàn thành 12 tiêu chí, trong đó có tiêu chí khó nhất là thu nhập và môi trường của người dân."
    )
    page = f"Thứ Ba, 02/03/2021 08:30\n\nXã mới ở Mai Lâm\n\n{body}\n\nBài, ảnh: Lê Nam\n\n"
    page += "Tin liên quan\n\nCầu mới qua sông Mai\n\nBình luận\n"
    article = make_article(page, source="x")
    kinds = ["furniture", "headline", "lead", "byline", "furniture", "teaser", "furniture"]
    assert [zone.kind for zone in article.zones] == kinds
    assert (article.title, article.published) == ("Xã mới ở Mai Lâm", "2021-03-02T08:30:00+07:00")
    assert article.authors == ("Lê Nam",)


def test_abbreviations_do_not_end_sentences() -> None:
    doc = segment(make_article("Đoàn đến TP. Huế hôm qua. Xã đạt 8.020 tấn.", source="x", page=False))
    assert len(doc.sentences) == 2
