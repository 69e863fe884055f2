"""A small convolutional network over the words around a figure: which span of them says what it measures.

A word comes in as the mean of its syllables' vectors, what stands around them (``encoder.py``), a vector of its own
and one for each of its features; three layers of wider and wider reach let it see its neighbours, and each layer the
strongest signal of all words. A span is scored by its first word, its last, the two together, its length and the words
inside. Where a file holds several networks, alike but for the chance that they began with, they read at once, and their
probabilities are averaged; the shipped one holds one. ``models/network.py`` trains; reading needs numpy alone.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import lru_cache
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from extractor.text.syllables import fold

Array = NDArray[np.float32]
Span = tuple[int, int]
LAYERS = 3
WIDTH = 5  # words that a layer sees at once, each 2**layer words apart
LONGEST = 14  # words of a span
INSIDE = np.float32(0.3)  # how much the words inside a span weigh
PAIR = np.float32(1 / 6)  # how much its first and last word together do
SYLLABLE = re.compile(r"\d[\d.,]*|\w+|[^\w\s]")
CACHED = 4_096  # words whose rows are kept


def split_syllables(word: str) -> list[str]:
    """The syllables of a word as the vectors are kept: in lower case, the tone mark in one place."""
    return [fold(syllable) for syllable in SYLLABLE.findall(word)]


def _fold_words(word: str) -> str:
    return " ".join(map(fold, word.split(" ")))


def _number(names: Array) -> dict[str, int]:
    """Folded name → row: of two spellings of a word the commoner, which stands first, counts for both."""
    rows: dict[str, int] = {}
    for row, name in enumerate(names):
        rows.setdefault(_fold_words(str(name)), row)
    return rows


class Network:
    """The weights of the networks, read from an .npz file. Raises OSError or KeyError where it is none.

    Each array has the networks as its first dimension; those of syllables, words and features have a row a name.
    """

    def __init__(self, path: Path) -> None:
        with np.load(path, allow_pickle=False) as stored:
            arrays = {name: stored[name] for name in stored.files}
        self._w: dict[str, Array] = {n: a.astype(np.float32) for n, a in arrays.items() if a.dtype.kind == "f"}
        self._rows = {table: _number(arrays[f"{table}_names"]) for table in ("syllables", "words")}
        self._features = {str(name): row for row, name in enumerate(arrays["features_names"])}
        self._find_rows = lru_cache(maxsize=CACHED)(self._look_up)
        self._find_features = lru_cache(maxsize=CACHED)(self._look_up_features)

    def _look_up(self, word: str) -> tuple[int, list[int]]:
        """The rows of a word and of its syllables; the first row of words is the unknown word's."""
        known = [row for s in split_syllables(word) if (row := self._rows["syllables"].get(s)) is not None]
        return self._rows["words"].get(_fold_words(word), 0), known

    def _look_up_features(self, names: tuple[str, ...]) -> list[int]:
        return [row for name in names if (row := self._features.get(name)) is not None]

    def _read_vectors(self, words: Sequence[str]) -> Array:
        """(networks, words, hidden): each word's own vector and the mean of its syllables'."""
        own, syllables = zip(*map(self._find_rows, words), strict=True)
        vectors: Array = self._w["words"][:, own] + self._w["bias"][:, None]
        counts = np.array([len(rows) for rows in syllables])
        told = counts > 0
        if told.any():
            flat = self._w["syllables"][:, [row for rows in syllables for row in rows]]
            starts = (counts.cumsum() - counts)[told]
            vectors[:, told] += np.add.reduceat(flat, starts, axis=1) / counts[told][:, None].astype(np.float32)
        return vectors

    def read_spans(self, words: Sequence[str], features: Sequence[tuple[str, ...]], context: Array) -> Array:
        """The probability of every span, by its first and its last word; ``features`` holds a tuple a word, and
        ``context`` a row (the encoder's)."""
        scores = self._score(self._encode(words, features, context))
        scores = np.exp(scores - scores.max(axis=(1, 2), keepdims=True))
        likely: Array = (scores / scores.sum(axis=(1, 2), keepdims=True)).mean(axis=0)
        return likely

    def _encode(self, words: Sequence[str], features: Sequence[tuple[str, ...]], context: Array) -> Array:
        """(networks, words, hidden)."""
        w, count = self._w, len(words)
        told = np.zeros((count, len(self._features)), np.float32)
        found = [self._find_features(names) for names in features]
        told[np.repeat(np.arange(count), [len(rows) for rows in found]), [row for rows in found for row in rows]] = 1
        hidden = self._read_vectors(words) + told @ w["features"]
        hidden += context @ w["context"]
        np.maximum(hidden, 0, out=hidden)
        for layer in range(LAYERS):
            step = 2**layer
            reach = step * (WIDTH // 2)
            padded = np.zeros((len(hidden), count + 2 * reach, hidden.shape[2]), np.float32)
            padded[:, reach : reach + count] = hidden
            wide = np.concatenate([padded[:, n * step : n * step + count] for n in range(WIDTH)], axis=2)
            whole = hidden.max(axis=1, keepdims=True) @ w[f"layer{layer}_whole"] + w[f"layer{layer}_bias"][:, None]
            hidden += np.maximum(wide @ w[f"layer{layer}"] + whole, 0)
        return hidden

    def _score(self, hidden: Array) -> Array:
        """(networks, first words, last words); minus infinity where a span would be none, or too long."""
        w, count = self._w, hidden.shape[1]
        first, last, inside = (np.squeeze(hidden @ w[name][..., None], axis=2) for name in ("first", "last", "inside"))
        inside = inside.cumsum(axis=1, dtype=np.float32) * INSIDE
        pairs: Array = (hidden @ w["left"]) @ (hidden @ w["right"]).swapaxes(1, 2)
        scores: Array = pairs * PAIR + (first - inside)[:, :, None] + (last + inside)[:, None, :]
        length = np.arange(count)[None, :] - np.arange(count)[:, None]
        told = (length >= 0) & (length < LONGEST)
        scores += w["length"][:, np.clip(length, 0, LONGEST - 1)]
        return np.where(told, scores, np.float32(-np.inf))
