"""Train the models of the fact stage on passages in the gold notation: what a figure measures, whether it is a fact.

usage: python models/train_facts.py DATA [--hold]
DATA holds gold/ and corpora/; the development part of benchmarks/facts/ and the sentences of tests/corpus/ are added.
--hold prints cross-validated figures (five folds by passage) and leaves the shipped models alone.
"""

from __future__ import annotations

import hashlib
import os
import sys
import tempfile
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

os.environ["OPENBLAS_NUM_THREADS"] = os.environ["OMP_NUM_THREADS"] = "1"  # small matrices: threads only wait
import numpy as np
import pycrfsuite
from numpy.typing import NDArray

ROOT = Path(__file__).resolve().parents[1]
sys.path[:0] = [str(ROOT), str(ROOT / "benchmarks"), str(ROOT / "models")]
from gold import GoldFact, Passage, overlap, pair_drafts, read_own, read_passages, same_indicator  # noqa: E402
from network import Figure, train_network  # noqa: E402

from extractor.entities import find_entities  # noqa: E402
from extractor.facts import confidence, draft_facts, measured  # noqa: E402
from extractor.facts.confidence import FACT, OTHER, featurize_figure, judge  # noqa: E402
from extractor.facts.context import Context  # noqa: E402
from extractor.facts.draft import Draft, Named  # noqa: E402
from extractor.facts.grammar import load_grammar, parse_doc  # noqa: E402
from extractor.facts.measured import Word, best_span, count_syllables, featurize, read_words_around  # noqa: E402
from extractor.facts.network import Features, Network  # noqa: E402
from extractor.text import make_article, segment, split_words  # noqa: E402

CONFIDENCE_PARAMETERS = {"c1": 0.2, "c2": 0.5, "max_iterations": 100}
FOLDS = 5
SAMPLE = "huong-tra"  # the sample that the project shows: the models never see it


@dataclass(frozen=True, slots=True)
class Example:
    """A figure that the rules draft, with its features; ``fact`` is the gold's, None where the gold has none."""

    passage: str
    rows: list[Features]  # for the indicator, one a word
    around: NDArray[np.float16]  # what stands around each word, likewise
    figure: list[str]  # for the confidence
    words: list[Word]
    text: str
    fact: GoldFact | None
    rule: Named  # the rule's indicator
    span: tuple[int, int] | None  # (first, last) of the words of the gold's indicator


def read_examples(passages: Sequence[Passage]) -> Iterator[Example]:
    """An example for every figure that the rules draft."""
    for passage in passages:
        doc = segment(make_article(passage.text, source=passage.name))
        parsed = parse_doc(doc, grammar=load_grammar())
        entities = find_entities(doc, parsed)
        sentences = enumerate(draft_facts(doc, parsed, entities.mentions))
        found = [
            (Context(sentence, entities.around[n]), draft, (items, before))
            for n, (sentence, (items, drafts)) in sentences
            for draft, before in _with_before(drafts)
        ]
        facts = {id(draft): fact for fact, (_, draft, _) in pair_drafts(passage.facts, found, doc.text)}
        for context, draft, (items, before) in found:
            fact = facts.get(id(draft))
            words, target = read_words_around(items, draft.at, doc.text)
            rows = featurize(words, target, draft.named, before, doc.text)
            span = _locate(fact.indicator, words, target, doc.text) if fact else None
            figure = featurize_figure(words, target, draft)
            around = context.read([word.start for word in words], [word.end for word in words]).astype(np.float16)
            yield Example(passage.name, rows, around, figure, words, doc.text, fact, draft.named, span)


def _with_before(drafts: Sequence[Draft]) -> Iterator[tuple[Draft, Named | None]]:
    before = None
    for draft in drafts:
        yield draft, before
        before = draft.named


def _locate(indicator: str, words: Sequence[Word], target: int, text: str) -> tuple[int, int] | None:
    """(first, last) of the words that say the indicator, the nearest to the figure; else of those most like it."""
    wanted = split_words(indicator)
    best: tuple[float, int, int] | None = None
    for first in range(len(words)):
        for last in range(first, min(first + 14, len(words))):
            told = text[words[first].start : words[last].end]
            likeness = 1.2 if split_words(told) == wanted else overlap(indicator, told)
            if likeness < 0.7:
                continue
            distance = 0 if first <= target <= last else min(abs(first - target), abs(last - target))
            score = likeness - 0.02 * distance
            if best is None or score > best[0]:
                best = (score, first, last)
    return (best[1], best[2]) if best else None


def train_indicators(examples: Sequence[Example], path: Path) -> None:
    """Write the network that names figures."""
    figures = []
    for example in (e for e in examples if e.span):
        syllables = count_syllables(example.words, example.text)
        words = [word.word for word in example.words]
        figures.append(Figure(words, example.rows, example.around, syllables, example.span))
    train_network(figures, path)


def train_confidence(examples: Sequence[Example], path: Path) -> None:
    """Write the model that judges figures; optional ones of the gold teach nothing."""
    trainer = pycrfsuite.Trainer(algorithm="lbfgs", params=CONFIDENCE_PARAMETERS, verbose=False)
    for example in examples:
        if example.fact is None or not example.fact.optional:
            trainer.append([example.figure], [FACT if example.fact else OTHER])
    trainer.train(str(path))


def use(indicators: Path, judged: Path) -> None:
    """Let the fact stage of this process run on these models."""
    network, tagger = Network(indicators), pycrfsuite.Tagger()
    tagger.open(str(judged))
    measured.open_network = lambda: network  # type: ignore[assignment]
    confidence.open_model = lambda: tagger  # type: ignore[assignment]


def folds(examples: Sequence[Example]) -> Iterator[int]:
    """Each fold's number, once the models in use have learned from all other folds."""
    folder = Path(tempfile.mkdtemp())
    for fold in range(FOLDS):
        rest = [e for e in examples if fold_of(e.passage) != fold]
        train_indicators(rest, folder / f"indicators{fold}.npz")
        train_confidence(rest, folder / f"confidence{fold}")
        use(folder / f"indicators{fold}.npz", folder / f"confidence{fold}")
        yield fold


def fold_of(name: str) -> int:
    """The fold of a passage."""
    return int(hashlib.sha1(name.encode()).hexdigest(), 16) % FOLDS


def cross_validate(examples: Sequence[Example]) -> Iterator[str]:
    """The share of indicators that are right, and how often figures of a confidence are facts."""
    rule = model = total = 0
    judged: list[tuple[float, bool]] = []
    for fold in folds(examples):
        for e in (e for e in examples if fold_of(e.passage) == fold and not (e.fact and e.fact.optional)):
            judged.append((judge(e.figure), e.fact is not None))
            if e.fact:
                own = e.rule.words(e.text)
                span = best_span(e.words, e.rows, e.text, e.around)
                told = e.text[e.words[span[0]].start : e.words[span[1]].end] if span else own
                rule += same_indicator(e.fact.indicator, own)
                model += same_indicator(e.fact.indicator, told)
                total += 1
    yield f"indicators of {total} figures: rules {rule / total:.3f}, model {model / total:.3f}"
    for low, high in ((0.0, 0.3), (0.3, 0.6), (0.6, 0.8), (0.8, 0.9), (0.9, 0.95), (0.95, 1.01)):
        inside = [fact for score, fact in judged if low <= score < high]
        if inside:
            share = sum(inside) / len(inside)
            yield f"confidence {low:.2f}-{min(high, 1):.2f}: {share:.2f} facts of {len(inside)} figures"


def main(data: Path, *, hold: bool) -> None:
    passages = read_passages(data, ROOT / "benchmarks" / "facts") + read_own(ROOT / "tests" / "corpus")
    examples = list(read_examples([passage for passage in passages if passage.name != SAMPLE]))
    print(f"{len(examples)} figures, {sum(e.span is not None for e in examples)} with an indicator in their sentence")
    if hold:
        print(*cross_validate(examples), sep="\n")
    else:
        train_indicators(examples, ROOT / "models" / "indicators.npz")
        train_confidence(examples, ROOT / "models" / "confidence.crfsuite")


if __name__ == "__main__":
    main(Path(sys.argv[1]), hold="--hold" in sys.argv)
