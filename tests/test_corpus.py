"""The sentences of tests/corpus, in the gold notation: the program must read all of them without an error."""

from __future__ import annotations

import sys
from pathlib import Path

import pytest

BENCHMARKS = Path(__file__).parents[1] / "benchmarks"
sys.path.insert(0, str(BENCHMARKS))

from evaluate import load, score_passage, total  # noqa: E402
from gold import Passage, read_gold  # noqa: E402

from extractor.pipeline import annotate  # noqa: E402
from extractor.schema import to_record  # noqa: E402
from extractor.text import make_article  # noqa: E402

PASSAGES = load("own", None)


@pytest.mark.parametrize("passage", PASSAGES, ids=lambda passage: passage.name)
def test_passage_is_read_without_an_error(passage: Passage) -> None:
    record = to_record(annotate(make_article(passage.text, source=passage.name)))
    score = score_passage(passage, record)
    assert score.errors == []
    assert score.f1("full") == 1.0


def test_score_counts_what_is_wrong() -> None:
    (passage,) = (p for p in PASSAGES if p.name == "an-toan")
    record = to_record(annotate(make_article(passage.text, source=passage.name)))
    record["facts"][0]["value"] += 1
    record["facts"][1]["status"] = "target"
    score = score_passage(passage, record)
    assert len(score.errors) == 3  # one missed, one spurious, one wrong status
    assert score.f1("detect") == pytest.approx(5 / 6)
    assert total([score, score]).f1("full") == score.f1("full") < score.f1("detect")


def test_line_that_is_no_notation_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "a.gold"
    path.write_text("@ x\nQ|xã|năm|xã|actual\n", encoding="utf-8")
    with pytest.raises(ValueError, match=r"a\.gold:2: 'năm' is no value"):
        list(read_gold(path))
