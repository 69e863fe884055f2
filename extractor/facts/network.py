"""A small convolutional network over the words around a figure: which span of them says what it measures.

A word comes in as the mean of its syllables' vectors, what stands around them (``context.py``), a vector of its own
and one for each of its features; three layers of wider and wider reach let it see its neighbours, and each layer the
strongest signal of all words. A span is scored by its first word, its last, the two together, its length and the words
inside. ``models/network.py`` trains; reading needs numpy alone.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import lru_cache
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from extractor.encoder import Array
from extractor.kept import Kept
from extractor.text.syllables import fold

Span = tuple[int, int]
Features = tuple[tuple[str, ...], ...]  # of a word, in groups that come again and again
LAYERS = 3
WIDTH = 5  # words that a layer sees at once, each 2**layer words apart
REACH = 2 ** (LAYERS - 1) * (WIDTH // 2)  # words on either side that the last layer sees
HIDDEN = 64
LONGEST = 14  # words of a span
INSIDE = np.float32(0.3)  # how much the words inside a span weigh
PAIR = np.float32(1 / 6)  # how much its first and last word together do
SYLLABLE = re.compile(r"\d[\d.,]*|\w+|[^\w\s]")


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
    """The weights of the network, read from an .npz file. Raises OSError or KeyError where it is none.

    The arrays of syllables, words and features have a row a name.
    """

    def __init__(self, path: Path) -> None:
        with np.load(path, allow_pickle=False) as stored:
            arrays = {name: stored[name] for name in stored.files}
        self._w: dict[str, Array] = {n: a.astype(np.float32) for n, a in arrays.items() if a.dtype.kind == "f"}
        self._rows = {table: _number(arrays[f"{table}_names"]) for table in ("syllables", "words")}
        self._rows["features"] = {str(name): row for row, name in enumerate(arrays["features_names"])}
        self._words = Kept(self._read_word, HIDDEN)
        self._features = Kept(self._read_features, HIDDEN)

    def _read_word(self, word: str) -> Array:
        """A word's own vector (the first row is the unknown word's) and the mean of its syllables'."""
        vector: Array = self._w["words"][self._rows["words"].get(_fold_words(word), 0)] + self._w["bias"]
        rows = self._rows["syllables"]
        known = [row for syllable in split_syllables(word) if (row := rows.get(syllable)) is not None]
        if known:
            vector += self._w["syllables"][known].mean(axis=0)
        return vector

    def _read_features(self, names: tuple[str, ...]) -> Array:
        rows = self._rows["features"]
        told: Array = self._w["features"][[row for name in names if (row := rows.get(name)) is not None]].sum(axis=0)
        return told

    def read_spans(self, words: Sequence[str], features: Sequence[Features], context: Array) -> Array:
        """The probability of every span, by its first and its last word; ``features`` and ``context`` (the encoder's)
        hold a row a word."""
        scores = self._score(self._encode(words, features, context))
        likely: Array = np.exp(scores - scores.max())
        likely /= likely.sum()
        return likely

    def _encode(self, words: Sequence[str], features: Sequence[Features], context: Array) -> Array:
        """(words, hidden)."""
        w, count = self._w, len(words)
        padded = np.zeros((count + 2 * REACH, HIDDEN), np.float32)
        hidden: Array = padded[REACH:-REACH]
        np.add(self._words.gather(words, words), context @ w["context"], out=hidden)
        groups = [group for column in zip(*features, strict=True) for group in column]
        for told in self._features.gather(groups, groups).reshape(-1, count, HIDDEN):
            hidden += told
        np.maximum(hidden, 0, out=hidden)
        wide = np.empty((count, WIDTH, HIDDEN), np.float32)
        for layer in range(LAYERS):
            step = 2**layer
            for n in range(WIDTH):
                first = REACH + step * (n - WIDTH // 2)
                wide[:, n] = padded[first : first + count]
            new = wide.reshape(count, WIDTH * HIDDEN) @ w[f"layer{layer}"]
            new += hidden.max(axis=0) @ w[f"layer{layer}_whole"] + w[f"layer{layer}_bias"]
            np.maximum(new, 0, out=new)
            hidden += new
        return hidden

    def _score(self, hidden: Array) -> Array:
        """(first words, last words); minus infinity where a span would be none, or too long."""
        w = self._w
        inside = (hidden @ w["inside"]).cumsum() * INSIDE
        scores: Array = (hidden @ w["left"]) @ (hidden @ w["right"]).T
        scores *= PAIR
        scores += (hidden @ w["first"] - inside)[:, None]
        scores += hidden @ w["last"] + inside
        length, told = _lengths(len(hidden))
        scores += w["length"][length]
        return np.where(told, scores, np.float32(-np.inf))


@lru_cache(maxsize=64)
def _lengths(count: int) -> tuple[NDArray[np.intp], NDArray[np.bool_]]:
    """How many words lie between any two of ``count``, as rows of lengths, and whether a span may be so long."""
    length = np.arange(count)[None, :] - np.arange(count)[:, None]
    return np.clip(length, 0, LONGEST - 1), (length >= 0) & (length < LONGEST)
