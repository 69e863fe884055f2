"""Train the weights of ``extractor/facts/carry_model.py`` on passages in the gold notation.

Needs ``pip install jax`` (for its scipy) beside the project.
usage: python models/train_periods.py DATA [--hold]
--hold prints what figures whose own sentence tells no period get, over five folds by passage, and leaves
models/periods.tsv alone.
"""

from __future__ import annotations

import sys
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from unittest.mock import patch

import numpy as np

ROOT = Path(__file__).resolve().parents[1]
sys.path[:0] = [str(ROOT), str(ROOT / "benchmarks"), str(ROOT / "models")]
from evaluate import pair, same_period  # noqa: E402
from gold import Passage, read_own, read_passages  # noqa: E402
from loglinear import learn  # noqa: E402
from train_facts import FOLDS, SAMPLE, fold_of  # noqa: E402

from extractor.entities import find_entities  # noqa: E402
from extractor.facts import find_facts  # noqa: E402
from extractor.facts.carry_model import LEAST, mark, name_words, relate  # noqa: E402
from extractor.facts.cascade import Item  # noqa: E402
from extractor.facts.draft import Draft  # noqa: E402
from extractor.facts.frames import Frames, asks  # noqa: E402
from extractor.facts.grammar import load_grammar, parse_doc  # noqa: E402
from extractor.facts.making import Calendar  # noqa: E402
from extractor.facts.periods import Moment  # noqa: E402
from extractor.model import Doc, Document, Fact, Sentence  # noqa: E402
from extractor.schema import to_record  # noqa: E402
from extractor.text import make_article, segment  # noqa: E402

SEEN = 8  # how often a feature must be told to be learned
L2 = 3e-3
LEAST_WEIGHT = 0.01  # weights below it are left out
SILENT = 0.4  # how much a figure without a period in the gold counts: some have one that the annotator left out
Options = list[tuple[Moment, str, list[str]]]  # of a figure: each period, its words and features; none comes first


@dataclass(frozen=True, slots=True)
class Example:
    """A figure whose sentence tells no period: the features of none and of each period, and which are right."""

    passage: str
    told: bool  # the gold gives a period
    features: list[list[str]]
    right: list[bool]

    @property
    def weight(self) -> float:
        return 1.0 if self.told and not self.right[0] else SILENT


class Recorder(Frames):
    """Writes down between which periods each figure may choose, and gives it none."""

    found: dict[int, tuple[list[str], Options]] = {}

    def fill(self, sentence: Sentence, items: Sequence[Item], drafts: Sequence[Draft]) -> None:
        self._number += 1
        near = self.near()
        for draft in (d for d in drafts if near and asks(d, items)):
            marks, words = mark(draft, items), name_words(draft, items, self._text, len(drafts))
            none = ["none", *("none:" + name for name in (*marks, *words))]
            options = []
            for n, told in enumerate(near):
                relation = relate(told, self._number, sentence.paragraph, n, marks)
                options.append((told.moment, told.words, [*told.features, *relation]))
            self.found[draft.start] = none, options


def read_examples(passages: Sequence[Passage]) -> Iterator[Example]:
    """An example for every figure that the gold has and whose sentence tells no period."""
    for passage in passages:
        doc = segment(make_article(passage.text, source=passage.name))
        parsed = parse_doc(doc, grammar=load_grammar())
        facts = _find(doc, parsed)
        calendar = Calendar(parsed, None)
        record = to_record(Document(doc.article, facts=facts))
        for i, j in pair(passage.facts, record["facts"]).items():
            gold, fact = passage.facts[i], facts[j]
            if gold.optional or fact.start not in Recorder.found:
                continue
            none, options = Recorder.found[fact.start]
            right = []
            for moment, words, _ in options:
                period = calendar.resolve(moment, words, fact.start, past=fact.status != "target")
                told = {"start": period.start, "end": period.end}
                right.append(bool(gold.period) and same_period(gold.period, told))
            features = [none, *(features for *_, features in options)]
            yield Example(passage.name, bool(gold.period), features, [not any(right), *right])


def _find(doc: Doc, parsed: Sequence[Sequence[Item]]) -> tuple[Fact, ...]:
    found = find_entities(doc, parsed)
    Recorder.found = {}
    with patch("extractor.facts.Frames", Recorder):
        return find_facts(
            doc,
            parsed,
            mentions=found.mentions,
            around=found.around,
            statements=(),
            place_of=lambda sentence, start, end: None,
            published=None,
        )


def train(examples: Sequence[Example]) -> dict[str, float]:
    """The weights under which the right periods, or none, are likeliest."""
    return learn(examples, seen=SEEN, l2=L2, shares=[e.weight for e in examples])


def judge(example: Example, weights: dict[str, float]) -> tuple[float, str]:
    """How likely the likeliest period is, and what taking it would be: right, wrong, or unasked (none in the gold)."""
    scores = np.array([sum(weights.get(name, 0.0) for name in row) for row in example.features])
    likely = np.exp(scores - scores.max())
    best = 1 + int(likely[1:].argmax())
    kind = "unasked" if not example.told else "right" if example.right[best] else "wrong"
    return float(likely[best] / likely.sum()), kind


def main(data: Path, *, hold: bool) -> None:
    passages = read_passages(data, ROOT / "benchmarks" / "facts") + read_own(ROOT / "tests" / "corpus")
    examples = list(read_examples([passage for passage in passages if passage.name != SAMPLE]))
    print(f"{len(examples)} figures, {sum(e.told for e in examples)} with a period in the gold")
    if hold:
        judged = []
        for fold in range(FOLDS):
            weights = train([e for e in examples if fold_of(e.passage) != fold])
            judged += [judge(e, weights) for e in examples if fold_of(e.passage) == fold]
        for least in (0.2, 0.25, LEAST, 0.35, 0.4, 0.5):
            print(f"{least:.2f}", dict(Counter(kind for share, kind in judged if share >= least)))
        return
    kept = {name: weight for name, weight in train(examples).items() if abs(weight) >= LEAST_WEIGHT}
    rows = "".join(f"{name}\t{weight:.3f}\n" for name, weight in sorted(kept.items()))
    (ROOT / "models" / "periods.tsv").write_text("feature\tweight\n" + rows, encoding="utf-8")


if __name__ == "__main__":
    main(Path(sys.argv[1]), hold="--hold" in sys.argv)
