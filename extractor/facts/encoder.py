"""What stands around each syllable, as a vector: a convolutional network that learned from raw news to guess syllables.

A syllable comes in by itself, by its shape and by its first and last letters; five residual layers of wider and wider
reach add what stands beside it. ``models/encoder.py`` learns the weights; reading needs numpy alone.
"""

from __future__ import annotations

import zlib
from bisect import bisect_left
from collections.abc import Sequence
from functools import lru_cache
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from extractor.data import data_path
from extractor.entities.features import shape
from extractor.model import Token
from extractor.text import tokenize

Array = NDArray[np.float32]
HIDDEN = 128
WIDTH = 3  # syllables that a layer sees at once
STEPS = (1, 2, 4, 8, 1)  # how far they stand apart, layer by layer
HASHES = 4096  # rows for first and last letters
SHAPES = {name: row for row, name in enumerate("ldTUMp", 2)}  # row 0 ends a line, row 1 is a masked syllable
UNKNOWN = 1  # row of a word that was told too seldom; 0 ends a line, 2 is a masked one
CACHED = 50_000  # syllables whose input is kept


def read_rows(token: Token, words: dict[str, int]) -> tuple[int, int, int, int]:
    """The rows of a syllable in the tables of words, shapes, and (twice) letters."""
    key = "0" if token.text[0].isdigit() else token.key
    letters = (1 + zlib.crc32(part.encode()) % (HASHES - 1) for part in (f"p{key[:2]}", f"s{key[-2:]}"))
    return words.get(key, UNKNOWN), SHAPES.get(shape(token.text), SHAPES["p"]), *letters  # type: ignore[return-value]


class Encoder:
    """The weights, read from an .npz file. Raises OSError or KeyError where it is none."""

    def __init__(self, path: Path) -> None:
        with np.load(path, allow_pickle=False) as stored:
            self._w = {n: stored[n].astype(np.float32) for n in stored.files if n != "names"}
            self._words = {str(name): row for row, name in enumerate(stored["names"], 3)}
        self._word = self._w["word"] @ self._w["project"] + self._w["bias"]
        self._inputs: dict[str, Array] = {}

    def _input(self, token: Token) -> Array:
        """(hidden,) of a syllable by itself."""
        if (known := self._inputs.get(token.text)) is None:
            word, kind, first, last = read_rows(token, self._words)
            known = self._word[word] + self._w["shape"][kind] + self._w["hash"][first] + self._w["hash"][last]
            if len(self._inputs) < CACHED:
                self._inputs[token.text] = known
        return known

    def encode(self, tokens: Sequence[Token]) -> Array:
        """(tokens, hidden): each syllable with what stands around it."""
        hidden: Array = np.stack([self._input(token) for token in tokens])
        for layer, step in enumerate(STEPS):
            padded = np.zeros((len(tokens) + 2 * step, HIDDEN), np.float32)
            padded[step:-step] = _scale(hidden, self._w[f"scale{layer}"])
            wide = np.concatenate([padded[n * step : n * step + len(tokens)] for n in range(WIDTH)], axis=1)
            hidden = hidden + np.maximum(wide @ self._w[f"layer{layer}"] + self._w[f"layer{layer}_bias"], 0)
        return _scale(hidden, self._w["scale"])


def _scale(hidden: Array, weights: Array) -> Array:
    mean: Array = np.sqrt(np.einsum("ij,ij->i", hidden, hidden) / HIDDEN + np.float32(1e-5))
    return hidden / mean[:, None] * weights


@lru_cache(maxsize=1)
def open_encoder() -> Encoder:
    """The shipped encoder."""
    return Encoder(data_path("models", "encoder.npz"))


@lru_cache(maxsize=8)
def _encode_stretch(words: str) -> tuple[list[int], Array]:
    """(starts of its syllables, their vectors); the figures of one sentence ask for the same."""
    tokens = tokenize(words)
    return [token.start for token in tokens], open_encoder().encode(tokens)


def read_context(spans: Sequence[tuple[int, int]], text: str) -> Array:
    """(spans, hidden): the mean of the syllables of each span, among all from the first span to the last."""
    start, end = spans[0][0], spans[-1][1]
    context = np.zeros((len(spans), HIDDEN), np.float32)
    if not text[start:end].strip():
        return context
    starts, encoded = _encode_stretch(text[start:end])
    for row, (first, last) in enumerate(spans):
        own = encoded[bisect_left(starts, first - start) : bisect_left(starts, last - start)]
        if len(own):
            context[row] = own.mean(axis=0)
    return context
