"""The entity model: labels for syllables, joined to spans."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from functools import lru_cache
from typing import cast

import pycrfsuite

from extractor.data import data_path
from extractor.entities.features import featurize
from extractor.entities.gazetteer import Gazetteer
from extractor.model import Label, Token

Span = tuple[int, int, Label]  # start, end (code points)


@lru_cache(maxsize=1)
def open_tagger() -> pycrfsuite.Tagger:
    """The shipped model."""
    tagger = pycrfsuite.Tagger()
    tagger.open(str(data_path("models", "entities.crfsuite")))
    return tagger


def tag(tokens: Sequence[Token], gazetteer: Gazetteer) -> list[tuple[int, int, Label, float]]:
    """(start, end, label, score) of each span that the model sees; the score is the least sure syllable's marginal."""
    if not tokens:
        return []
    tagger = open_tagger()
    labels = tagger.tag(featurize(tokens, gazetteer))
    return [
        (start, end, label, round(_score(tagger, tokens, labels, start, end), 3))
        for start, end, label in spans_of(tokens, labels)
    ]


def _score(tagger: pycrfsuite.Tagger, tokens: Sequence[Token], labels: Sequence[str], start: int, end: int) -> float:
    """The tagger keeps the sentence that it tagged last."""
    inside = (n for n, token in enumerate(tokens) if start <= token.start and token.end <= end)
    return min(float(tagger.marginal(labels[n], n)) for n in inside)


def spans_of(tokens: Sequence[Token], labels: Sequence[str]) -> Iterator[Span]:
    """Join BIO labels; an I that continues nothing begins a span."""
    first = 0
    for at, label in enumerate((*labels, "O")):
        if at and labels[at - 1] != "O" and (label[0] != "I" or label[2:] != labels[at - 1][2:]):
            yield tokens[first].start, tokens[at - 1].end, cast(Label, labels[at - 1][2:])
        if label[0] == "B" or (label[0] == "I" and (not at or labels[at - 1][2:] != label[2:])):
            first = at
