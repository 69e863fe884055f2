"""How sure a figure is one that the text states, by a model over the words around it."""

from __future__ import annotations

from collections.abc import Sequence
from functools import lru_cache

import pycrfsuite

from extractor.data import data_path
from extractor.facts.draft import Draft
from extractor.facts.measured import Word
from extractor.facts.numbers import POINT

LEFT, RIGHT, NEAR = 14, 8, 3  # words on either side that count, and how many of them by their place
FACT, OTHER = "fact", "other"


def featurize_figure(words: Sequence[Word], target: int, draft: Draft) -> list[str]:
    """The words around a figure, what the rules made of it, and its unit."""
    before = list(reversed(words[max(0, target - LEFT) : target]))
    behind = words[target + 1 : target + 1 + RIGHT]
    amount = draft.level.amount if draft.level else None
    features = [
        "b",
        f"rule={draft.rule.split(' ')[0]}",
        f"unit={amount.unit.lower() if amount else '-'}",
        f"counted={draft.level.counted if draft.level else '-'}",
        f"status={draft.status}",
        f"named={draft.named.why[:20]}",
        f"small={amount is not None and -10 < amount.value < 10}",
        f"doubtful={POINT in (draft.level and draft.level.doubtful or '')}",  # the only slip that the model has learned
    ]
    for side, near in (("L", before), ("R", behind)):
        features += [f"{side}={word.word}" for word in near]
        for place, word in enumerate(near[:NEAR]):
            features.append(f"{side}{place}={word.word}")
            features += [f"{side}{place}t={kind}" for kind in word.types]
    return features


@lru_cache(maxsize=1)
def open_model() -> pycrfsuite.Tagger:
    """The shipped model."""
    tagger = pycrfsuite.Tagger()
    tagger.open(str(data_path("models", "confidence.crfsuite")))
    return tagger


def judge(features: list[str]) -> float:
    """The probability that the figure is a fact."""
    model = open_model()
    model.set([features])
    return float(model.marginal(FACT, 0))
