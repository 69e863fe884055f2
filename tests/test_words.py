"""Numbers in words: to words and back, and what the press writes."""

from __future__ import annotations

import random
from decimal import Decimal

import pytest
from num2words import num2words

from extractor.facts.grammar import load_grammar
from extractor.facts.typing import may_count
from extractor.facts.words import read_words
from extractor.text import make_article, segment

DIGITS = ["không", "một", "hai", "ba", "bốn", "năm", "sáu", "bảy", "tám", "chín"]
SCALES = ((10**9, "tỷ"), (10**6, "triệu"), (10**3, "nghìn"))
SAMPLES = 50_000
CASES = {
    "hai mươi lăm": "25",
    "hai mươi tư": "24",
    "hai mươi mốt": "21",
    "hai lăm": "25",
    "mười lăm": "15",
    "một trăm linh năm": "105",
    "một trăm lẻ ba": "103",
    "hai trăm rưỡi": "250",
    "hai trăm ba": "230",
    "một nghìn không trăm linh năm": "1005",
    "ba trăm linh năm nghìn": "305000",
    "nửa triệu": "500000",
    "triệu rưỡi": "1500000",
    "ba triệu rưỡi": "3500000",
    "hai triệu ba": "2300000",
    "một tỷ tư": "1400000000",
    "một nghìn tỷ": "1000000000000",
    "hai triệu tỷ": "2000000000000000",
    "hai vạn": "20000",
    "hai chục": "20",
    "ba phẩy năm": "3.5",
    "mười hai phẩy năm triệu": "12500000",
    "một phần tư": "0.25",
    "một phần mười": "0.1",
}
# the longest number at the start, and how many syllables it takes
PARTS = {"hai mươi năm qua": (2, 20), "mười năm trước": (1, 10), "một trăm năm trước": (2, 100), "mười người": (1, 10)}


def group_words(n: int, *, full: bool) -> list[str]:
    hundreds, tens, ones = n // 100, n // 10 % 10, n % 10
    out = [DIGITS[hundreds], "trăm"] if hundreds or full else []
    if tens == 0:
        return out + ((["linh"] if out else []) + [DIGITS[ones]] if ones else [])
    out += ["mười"] if tens == 1 else [DIGITS[tens], "mươi"]
    last = {0: "", 1: "mốt" if tens > 1 else "một", 4: "tư" if tens > 1 else "bốn", 5: "lăm"}
    return out + [word for word in [last.get(ones, DIGITS[ones])] if word]


def to_words(n: int) -> list[str]:
    """Our own generator: full hundreds behind a scale, tư and mốt behind a ten."""
    out: list[str] = []
    for scale, word in SCALES:
        if n >= scale:
            out += (
                [*to_words(n // scale), word]
                if n // scale >= 1000
                else [*group_words(n // scale, full=bool(out)), word]
            )
            n %= scale
    return out + (group_words(n, full=bool(out)) if n else [])


def values(seed: int) -> list[int]:
    draw = random.Random(seed)
    return [draw.randrange(10, 10 ** draw.randint(2, 15)) for _ in range(SAMPLES)]


def test_to_words_and_back() -> None:
    wrong = [n for n in values(1) if not _is(to_words(n), n)]
    assert wrong == []


def test_words_of_another_generator() -> None:
    wrong = [n for n in values(2) if not _is(num2words(n, lang="vi").split(), n)]
    assert wrong == []


def _is(words: list[str], n: int) -> bool:
    found = read_words(words)
    return found is not None and found.number == n and found.size == len(words)


@pytest.mark.parametrize(("words", "value"), CASES.items())
def test_what_the_press_writes(words: str, value: str) -> None:
    found = read_words(words.split())
    assert found is not None
    assert (found.number, found.size) == (Decimal(value), len(words.split()))


@pytest.mark.parametrize(("words", "part"), PARTS.items())
def test_where_a_number_ends(words: str, part: tuple[int, int]) -> None:
    found = read_words(words.split())
    assert found is not None
    assert (found.size, found.number) == part


@pytest.mark.parametrize("words", ["năm trước", "ba người", "hai ba hôm", "triệu phú", "phần trăm", "mươi người"])
def test_no_number(words: str) -> None:
    assert read_words(words.split()) is None


@pytest.mark.parametrize(
    ("words", "told"),
    [
        ("Chưa có một ai nói không.", False),
        ("Năm tháng qua đi, tỉ như nước chảy.", True),
        ("Hai xã chưa đạt chuẩn.", True),
        ("Một triệu lượt khách đã đến.", True),
        ("Hôm nay chợ họp.", True),
        ("Không ai nhớ đường dài 5 km.", True),
        ("Chợ họp đông.", False),
    ],
)
def test_sentences_that_may_count(words: str, told: bool) -> None:
    doc = segment(make_article(words, source="x", page=False))
    assert may_count(doc.sentences[0].tokens, load_grammar().lexicon) is told
