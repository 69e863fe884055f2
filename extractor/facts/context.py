"""What stands around the words of a figure, by the encoder that learned from raw news."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Sequence
from functools import lru_cache

import numpy as np

from extractor.data import data_path
from extractor.encoder import HIDDEN, Array, Encoder, read_arrays
from extractor.text import tokenize


@lru_cache(maxsize=1)
def open_encoder() -> Encoder:
    """The shipped encoder."""
    return Encoder(*read_arrays(data_path("models", "encoder.npz")))


@lru_cache(maxsize=8)
def _encode_stretch(words: str) -> tuple[list[int], Array]:
    """(starts of its syllables, their vectors); the figures of one sentence ask for the same."""
    tokens, encoder = tokenize(words), open_encoder()
    return [token.start for token in tokens], encoder.read(encoder.look_up(tokens))


def read_context(spans: Sequence[tuple[int, int]], text: str) -> Array:
    """(spans, hidden): the mean of the syllables of each span, among all from the first span to the last."""
    start, end = spans[0][0], spans[-1][1]
    context = np.zeros((len(spans), HIDDEN), np.float32)
    if not text[start:end].strip():
        return context
    starts, encoded = _encode_stretch(text[start:end])
    edges = np.array([bisect_left(starts, at - start) for span in spans for at in span])
    counts = np.maximum(edges[1::2] - edges[::2], 0)[:, None]
    sums = np.add.reduceat(np.concatenate([encoded, context[:1]]), edges)[::2]
    np.divide(sums, counts, out=context, where=counts > 0)
    return context
