"""Train the weights of ``extractor/entities/antecedents.py`` on the short forms of benchmarks/links.

usage: python models/train_references.py DATA [--hold]
--hold prints what folds by passage reach, and leaves models/references.tsv alone. A labelled form learns its mention; a
form in a passage that labels none of its words learns "none": every form that has a mention is labelled once.
"""

from __future__ import annotations

import sys
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from math import exp, log
from pathlib import Path

import numpy as np

ROOT = Path(__file__).resolve().parents[1]
sys.path[:0] = [str(ROOT), str(ROOT / "benchmarks"), str(ROOT / "models")]
from links import Labelled, best_overlap, read_labels  # noqa: E402
from loglinear import gather  # noqa: E402

from extractor.entities import find_entities  # noqa: E402
from extractor.entities.antecedents import LEAST, Antecedents  # noqa: E402
from extractor.entities.forms import Form  # noqa: E402
from extractor.entities.references import find_forms  # noqa: E402
from extractor.facts.grammar import load_grammar, parse_doc  # noqa: E402
from extractor.model import Doc, Entity  # noqa: E402
from extractor.text import make_article, segment  # noqa: E402

FOLDS = 10
SEEN = 3  # how often a feature must be told to be learned
L2 = 0.02
STEPS, RATE = 400, 0.1
SLACK = 6  # characters that a label may hold beside the form: [toàn] huyện
OPEN = 0.3  # what a form without a label counts: some do have a mention
LEAST_WEIGHT = 0.02  # weights below it are left out
NAMED = ("PERSON", "ORG", "LOC")


@dataclass(frozen=True, slots=True)
class Example:
    """A form: the features of each candidate and of none (the last), and which of them are right."""

    passage: str
    features: list[list[str]]
    right: list[bool]
    sure: bool  # whether a label says so


def read_examples(
    passage: Labelled, judged: Labelled | None, doc: Doc, mentions: Sequence[Entity]
) -> Iterator[Example]:
    """An example for every form whose meaning the labels tell, those of ``judged`` too."""
    antecedents = Antecedents(doc, mentions)
    named = [m for m in mentions if m.label in NAMED]
    shorts = [*passage.shorts, *(judged.shorts if judged else ())]
    nothing = judged.nothing if judged else []
    for form in find_forms(doc, mentions):
        candidates, of_none = antecedents.weigh(form)
        right = [False] * len(candidates)
        sure = True
        if label := next((s for s in shorts if _is_of(form, *s[:2])), None):
            whole = best_overlap(named, *label[2:])
            right = [bool(whole) and m.cluster == whole.cluster for m, _ in candidates]
            if not any(right):
                continue  # nobody can choose it
        elif not any(_is_of(form, *span) for span in nothing):
            if any(form.start < end and start < form.end for start, end, *_ in shorts):
                continue  # a part of a label
            sure = False
            told = [s for s in passage.shorts if form.rule.lower() in passage.text[s[0] : s[1]].lower()]
            if told:  # told again: of the mention that it was told of last
                again = [
                    s
                    for s in told
                    if s[0] < form.start and _words(passage, *s[:2]) == _words(passage, form.start, form.end)
                ]
                whole = best_overlap(named, *again[-1][2:]) if again else None
                right = [bool(whole) and m.cluster == whole.cluster for m, _ in candidates]
                if not any(right):
                    continue
        features = [*(features for _, features in candidates), of_none]
        yield Example(passage.name, features, [*right, not any(right)], sure)


def _words(passage: Labelled, start: int, end: int) -> str:
    return passage.text[start:end].lower()


def _is_of(form: Form, start: int, end: int) -> bool:
    return abs(end - form.end) <= SLACK and form.start - SLACK <= start <= form.start


def train(examples: Sequence[Example]) -> dict[str, float]:
    """The weights under which the right ones are likeliest, by Adam on all examples at once."""
    useful = [e for e in examples if any(e.right) and not all(e.right)]
    column, at, of, groups, good_ones = gather(useful, seen=SEEN)
    counted = np.array([1.0 if e.sure else OPEN for e in useful])[groups]
    weights, first, second = (np.zeros(len(column)) for _ in range(3))
    for step in range(1, STEPS + 1):
        scores = np.bincount(at, weights[of], len(groups))
        best = np.full(len(useful), -np.inf)
        np.maximum.at(best, groups, scores)
        likely = np.exp(scores - best[groups])
        total = np.bincount(groups, likely)[groups]
        share = np.bincount(groups, likely * good_ones)[groups]
        wrong = counted * (likely / total - likely * good_ones / share)
        slope = np.bincount(of, wrong[at], len(column)) + L2 * len(useful) * weights / 10
        first = 0.9 * first + 0.1 * slope
        second = 0.99 * second + 0.01 * slope**2
        step_size = RATE * np.sqrt(1 - 0.99**step) / (1 - 0.9**step)
        weights -= step_size * first / (np.sqrt(second) + 1e-8)
    return {name: float(weights[n]) for name, n in column.items()}


def count(examples: Sequence[Example], weights: dict[str, float], counts: Counter[str]) -> None:
    """Adds how many are resolved and how many rightly; of those without a mention, how many are left alone."""
    for example in examples:
        scores = [sum(weights.get(name, 0.0) for name in row) for row in example.features]
        top = max(scores)
        shares = [exp(score - top) for score in scores]
        best = int(np.argmax(scores[:-1])) if scores[1:] else 0
        told = len(scores) > 1 and shares[best] / sum(shares) >= LEAST
        meant = not example.right[-1]
        counts["loss"] += -log(sum(s for s, r in zip(shares, example.right, strict=True) if r) / sum(shares))  # type: ignore[assignment]
        counts["with a mention" if meant else "without"] += 1
        counts["right"] += told and meant and example.right[best]
        counts["told"] += told and meant
        counts["told though none"] += told and not meant
        counts["without, surely"] += example.sure and not meant
        counts["told though surely none"] += told and example.sure and not meant


def read_judged(data: Path) -> dict[str, Labelled]:
    """What the program told besides the labels, as judged: several files may judge one passage."""
    judged: dict[str, Labelled] = {}
    for passage in read_labels(data, "judged"):
        told = judged.setdefault(passage.name, passage)
        if told is not passage:
            told.shorts += passage.shorts
            told.nothing += passage.nothing
    return judged


def main(data: Path, *, hold: bool) -> None:
    examples = []
    judged = read_judged(data)
    for passage in (*read_labels(data, "dev"), *read_labels(data, "short")):
        if not passage.shorts:  # labelled for places and bodies alone
            continue
        doc = segment(make_article(passage.text, source=passage.name, page=False))
        mentions = find_entities(doc, parse_doc(doc, grammar=load_grammar())).all
        examples += read_examples(passage, judged.get(passage.name), doc, mentions)
    if hold:
        names = sorted({e.passage for e in examples})
        fold = {name: n % FOLDS for n, name in enumerate(names)}
        counts: Counter[str] = Counter()
        for n in range(FOLDS):
            weights = train([e for e in examples if fold[e.passage] != n])
            count([e for e in examples if fold[e.passage] == n], weights, counts)
        print(dict(counts))
        return
    kept = {name: weight for name, weight in train(examples).items() if abs(weight) >= LEAST_WEIGHT}
    table = "".join(f"{name}\t{weight:.2f}\n" for name, weight in sorted(kept.items()))
    (ROOT / "models" / "references.tsv").write_text("feature\tweight\n" + table, encoding="utf-8")


if __name__ == "__main__":
    main(Path(sys.argv[1]), hold="--hold" in sys.argv)
