"""The networks that name figures: what they answer, and that an answer is sane whatever the words are."""

from __future__ import annotations

import numpy as np
import pytest

from extractor.data import data_path
from extractor.facts.measured import Word, _closed
from extractor.facts.network import LONGEST, Network
from extractor.pipeline import annotate
from extractor.text import make_article


@pytest.fixture(scope="module")
def network() -> Network:
    return Network(data_path("models", "indicators.npz"))


@pytest.mark.parametrize("count", [1, 2, 13, 14, 15, 49])
def test_every_span_has_a_probability_and_no_other_has(network: Network, count: int) -> None:
    words = ["thu", "ngân", "sách", "đạt", "#figure", "ở", "Xyzzy"] * 7
    likely = network.read_spans(words[:count], [["side=L"]] * count)
    assert likely.shape == (count, count)
    assert likely.sum() == pytest.approx(1, abs=1e-4)
    first, last = np.indices(likely.shape)
    assert not likely[(last < first) | (last - first >= LONGEST)].any()


def test_a_file_that_holds_no_network_is_an_error(tmp_path: object) -> None:
    path = f"{tmp_path}/empty.npz"
    np.savez(path, nothing=np.zeros(1))
    with pytest.raises(KeyError):
        Network(path)  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("text", "indicator"),
    [
        ("Sĩ số lên đến 52 học sinh/lớp.", "Sĩ số"),
        ("Ngân sách chi 12 tỷ đồng cho việc sửa trường học.", "Ngân sách chi"),
        ("Toàn xã có 45 hộ nghèo.", "hộ nghèo"),
    ],
)
def test_no_name_goes_on_over_its_figure(text: str, indicator: str) -> None:
    (fact,) = annotate(make_article(text, source="x", page=False)).facts
    assert fact.indicator == indicator


@pytest.mark.parametrize(
    ("words", "last"),
    [("tỷ lệ ( A )", 4), ("tỷ lệ ( A", 1), ("tỷ lệ", 1)],
)
def test_a_bracket_inside_a_name_is_closed(words: str, last: int) -> None:
    row = [Word(0, 0, word, ()) for word in words.split()]
    asked = len(row) - 1 - (words.endswith(")"))
    assert _closed(row, 0, asked) == last
