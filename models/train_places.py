"""Train the weights of ``extractor/facts/place_model.py`` on passages in the gold notation.

Needs ``pip install jax`` (for its scipy) beside the project.
usage: python models/train_places.py DATA [--hold]
--hold prints the share of places that are right, over five folds by passage, and leaves models/places.tsv alone.
"""

from __future__ import annotations

import sys
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
sys.path[:0] = [str(ROOT), str(ROOT / "benchmarks"), str(ROOT / "models")]
from evaluate import pair, same_place  # noqa: E402
from gold import Passage, read_own, read_passages  # noqa: E402
from loglinear import learn  # noqa: E402
from train_facts import FOLDS, SAMPLE, fold_of  # noqa: E402

from extractor.entities import find_entities  # noqa: E402
from extractor.facts.grammar import load_grammar, parse_doc  # noqa: E402
from extractor.facts.place_model import choose  # noqa: E402
from extractor.facts.places import PlaceFinder, key_of  # noqa: E402
from extractor.pipeline import annotate  # noqa: E402
from extractor.schema import to_record  # noqa: E402
from extractor.text import make_article, segment  # noqa: E402

SEEN = 12  # how often a feature must be told to be learned
L2 = 3e-3
LEAST = 0.01  # weights below it are left out


@dataclass(frozen=True, slots=True)
class Example:
    """A figure with a place in the gold: of each candidate the features, the place told, and whether it is right."""

    passage: str
    features: list[list[str]]
    keys: list[str]
    right: list[bool]


def read_examples(passages: Sequence[Passage]) -> Iterator[Example]:
    """An example for every figure whose place the gold gives and the program finds."""
    for passage in passages:
        article = make_article(passage.text, source=passage.name)
        document = annotate(article)
        record = to_record(document)
        doc = segment(article)
        mentions = find_entities(doc, parse_doc(doc, grammar=load_grammar())).mentions
        finder = PlaceFinder(doc, mentions)
        for i, j in pair(passage.facts, record["facts"]).items():
            gold, fact = passage.facts[i], document.facts[j]
            if gold.optional or not gold.place:
                continue
            sentence = next(s for s in doc.sentences if s.start <= fact.start < s.end)
            features, keys, right = [], [], []
            for one, relation in finder.candidates(sentence, fact.start, fact.end):
                side = relation[0]
                features.append([*relation, *one.features, *(f"{side}:{name}" for name in one.features)])
                place = one.told.place
                keys.append(key_of(place))
                link = {"name": place.link.name} if place.link else None
                right.append(same_place(gold.place, {"text": place.text, "name": place.name, "link": link}))
            yield Example(passage.name, features, keys, right)


def train(examples: Sequence[Example]) -> dict[str, float]:
    """The weights under which the right places are likeliest."""
    return learn([e for e in examples if any(e.right) and not all(e.right)], seen=SEEN, l2=L2)


def count_right(examples: Sequence[Example], weights: dict[str, float]) -> int:
    """How many examples' likeliest place is right."""
    right = 0
    for example in examples:
        scores = [sum(weights.get(name, 0.0) for name in row) for row in example.features]
        right += bool(scores) and example.right[choose(scores, example.keys)[0]]
    return right


def main(data: Path, *, hold: bool) -> None:
    passages = read_passages(data, ROOT / "benchmarks" / "facts") + read_own(ROOT / "tests" / "corpus")
    examples = list(read_examples([passage for passage in passages if passage.name != SAMPLE]))
    within = sum(any(e.right) for e in examples)
    print(f"{len(examples)} places, {within} among the candidates")
    if hold:
        right = 0
        for fold in range(FOLDS):
            weights = train([e for e in examples if fold_of(e.passage) != fold])
            right += count_right([e for e in examples if fold_of(e.passage) == fold], weights)
        print(f"right over {FOLDS} folds: {right / len(examples):.3f}")
        return
    kept = {name: weight for name, weight in train(examples).items() if abs(weight) >= LEAST}
    rows = "".join(f"{name}\t{weight:.3f}\n" for name, weight in sorted(kept.items()))
    (ROOT / "models" / "places.tsv").write_text("feature\tweight\n" + rows, encoding="utf-8")


if __name__ == "__main__":
    main(Path(sys.argv[1]), hold="--hold" in sys.argv)
