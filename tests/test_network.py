"""The networks that name figures: what they answer, and that an answer is sane whatever the words are."""

from __future__ import annotations

import hashlib
from collections.abc import Callable
from pathlib import Path
from shutil import copytree

import numpy as np
import pytest

from extractor.data import data_path
from extractor.encoder import HIDDEN, read_arrays
from extractor.entities.gazetteer import read_gazetteer
from extractor.entities.mentions import read_names
from extractor.entities.tagger import WEIGHTS, Tagger, find_weights
from extractor.errors import DataError
from extractor.facts.context import Context
from extractor.facts.grammar import load_grammar, parse_doc
from extractor.facts.measured import PERIOD, Word, _closed, agree, count_syllables
from extractor.facts.network import LONGEST, Network
from extractor.pipeline import annotate
from extractor.text import make_article, segment


@pytest.fixture(scope="module")
def network() -> Network:
    return Network(data_path("models", "indicators.npz"))


@pytest.mark.parametrize("count", [1, 2, 13, 14, 15, 49])
def test_every_span_has_a_probability_and_no_other_has(network: Network, count: int) -> None:
    words = ["thu", "ngân", "sách", "đạt", "#figure", "ở", "Xyzzy"] * 7
    likely = network.read_spans(words[:count], [(("side=L",),)] * count, np.zeros((count, HIDDEN), np.float32))
    assert likely.shape == (count, count)
    assert likely.sum() == pytest.approx(1, abs=1e-4)
    first, last = np.indices(likely.shape)
    assert not likely[(last < first) | (last - first >= LONGEST)].any()


@pytest.mark.parametrize(("read", "error"), [(Network, KeyError), (read_arrays, DataError)])
def test_a_file_that_holds_no_network_is_an_error(tmp_path: Path, read: Callable[[Path], object], error: type) -> None:
    path = tmp_path / "empty.npz"
    np.savez(path, nothing=np.zeros(1))
    with pytest.raises(error):
        read(path)


def test_context_is_the_mean_over_the_syllables_of_a_span() -> None:
    (sentence,) = segment(make_article("giá vàng tăng mạnh", source="x", page=False)).sentences
    around = np.arange(4, dtype=np.float16)[:, None].repeat(HIDDEN, axis=1)
    read = Context(sentence, around).read([0, 4, 3], [8, 18, 3])  # the third holds no syllable
    assert read[:, 0].tolist() == [0.5, 2.0, 0.0]


def test_the_model_of_names_sees_what_stands_beside_a_syllable() -> None:
    seen = []
    for text in ("Giá vàng tăng 5%.", "Giá xăng tăng 5%."):
        doc = segment(make_article(text, source="x", page=False))
        _, around = read_names(doc, parse_doc(doc, grammar=load_grammar()), read_gazetteer())
        seen.append(around[0])
    assert np.abs(seen[0][2] - seen[1][2]).max() > 0.01  # "tăng", beside another word


def test_sentences_without_figures_keep_no_context() -> None:
    doc = segment(make_article("Ông An đến Huế. Giá vàng tăng 5%.", source="x", page=False))
    _, around = read_names(doc, parse_doc(doc, grammar=load_grammar()), read_gazetteer())
    assert list(around) == [1]


def test_figures_are_named_with_the_eyes_that_the_network_learned_with(tmp_path: Path) -> None:
    copytree(find_weights(), tmp_path / "own")
    weights, words = read_arrays(tmp_path / "own" / WEIGHTS)
    blind = {name: np.zeros_like(array) if name.startswith("layer") else array for name, array in weights.items()}
    np.savez(tmp_path / "own" / WEIGHTS, names=np.array(words), **blind)  # another model, which sees no neighbours
    doc = segment(make_article("Giá vàng tăng 5%.", source="x", page=False))
    parsed = parse_doc(doc, grammar=load_grammar())
    _, own = read_names(doc, parsed, read_gazetteer(), Tagger(tmp_path / "own"))
    _, shipped = read_names(doc, parsed, read_gazetteer())
    assert (own[0] == shipped[0]).all()


def test_the_network_has_learned_from_the_shipped_model_of_names() -> None:
    with np.load(data_path("models", "indicators.npz")) as stored:
        eyes = stored["eyes"].tolist()
    assert eyes == [hashlib.sha256((find_weights() / WEIGHTS).read_bytes()).hexdigest()], "run models/train_facts.py"


@pytest.mark.parametrize(
    ("text", "indicator"),
    [
        ("Sĩ số lên đến 52 học sinh/lớp.", "Sĩ số"),
        ("Ngân sách chi 12 tỷ đồng cho việc sửa trường học.", "Ngân sách"),
        ("Toàn xã có 45 hộ nghèo.", "hộ nghèo"),
    ],
)
def test_no_name_goes_on_over_its_figure(text: str, indicator: str) -> None:
    (fact,) = annotate(make_article(text, source="x", page=False)).facts
    assert indicator in fact.indicator  # "Ngân sách chi" is right too
    assert fact.indicator in text
    assert not any(letter.isdigit() for letter in fact.indicator)


@pytest.mark.parametrize(
    ("words", "last"),
    [("tỷ lệ ( A )", 4), ("tỷ lệ ( A", 1), ("tỷ lệ", 1)],
)
def test_a_bracket_inside_a_name_is_closed(words: str, last: int) -> None:
    row = [Word(0, 0, word, ()) for word in words.split()]
    asked = len(row) - 1 - (words.endswith(")"))
    assert _closed(row, 0, asked) == last


def test_names_agree_by_their_syllables_not_by_their_words() -> None:
    text = "thu ngân sách trong quý I năm 2019 (ước)"
    edges = [(0, 3, "thu"), (4, 13, "ngân sách"), (14, 19, "trong"), (20, 34, PERIOD), (35, 36, "("), (36, 39, "ước")]
    words = [Word(start, end, word, ()) for start, end, word in edges]
    before = count_syllables(words, text)
    assert before.tolist() == [0, 1, 3, 4, 8, 8, 9]
    told = agree(np.array([[0, 1], [0, 3], [1, 1]]), np.array([[0, 1], [0, 3], [3, 3]]), before)
    assert told.tolist() == [[True, True, False], [True, True, True], [True, False, False]]
