"""What stands around each syllable, as a vector: a convolutional network that learned from raw news to guess syllables.

A syllable comes in by itself, by its shape and by its first and last letters; five residual layers of wider and wider
reach add what stands beside it. ``models/encoder.py`` learns the weights; reading needs numpy alone. The
model of names learned on from it (``entities/tagger.py``), and what names figures sees what that sees
(``facts/context.py``).
"""

from __future__ import annotations

import zlib
from collections.abc import Callable, Mapping, Sequence
from functools import lru_cache
from pathlib import Path
from zipfile import BadZipFile

import numpy as np
from numpy.typing import NDArray

from extractor.errors import DataError
from extractor.kept import Kept
from extractor.model import Token

Array = NDArray[np.float32]
HIDDEN = 128
WIDTH = 3  # syllables that a layer sees at once
STEPS = (1, 2, 4, 8, 1)  # how far they stand apart, layer by layer
HASHES = 4096  # rows for first and last letters
SHAPES = {name: row for row, name in enumerate("ldTUMp", 2)}  # row 0 ends a line, row 1 is a masked syllable
UNKNOWN = 1  # row of a word that was told too seldom; 0 ends a line, 2 is a masked one
GAP = max(STEPS)  # rows of zeros that keep two lines apart


def read_arrays(path: Path) -> tuple[dict[str, Array], list[str]]:
    """(weights by name, words in the order of their rows) of a model. Raises DataError where ``path`` is none."""
    try:
        with np.load(path, allow_pickle=False) as stored:
            weights = {name: stored[name] for name in stored.files if name != "names"}
            return weights, [str(name) for name in stored["names"]]
    except (OSError, KeyError, ValueError, EOFError, BadZipFile) as error:
        raise DataError(str(path), f"no model ({error})", "name a folder that vnfacts train wrote") from error


@lru_cache(maxsize=4096)
def shape(text: str) -> str:
    """One letter: number, mark, lower, Title, UPPER, mixed."""
    if text[0].isdigit():
        return "d"
    if not text[0].isalpha():
        return text
    if text.islower():
        return "l"
    if len(text) > 1 and text.isupper():
        return "U"
    return "T" if text[1:].islower() or len(text) == 1 else "M"


def hash_row(text: str, rows: int) -> int:
    """A row from 1 on; 0 is nobody's."""
    return 1 + zlib.crc32(text.encode()) % (rows - 1)


def read_rows(token: Token, words: Mapping[str, int]) -> tuple[int, int, int, int]:
    """The rows of a syllable in the tables of words, shapes, and (twice) letters."""
    key = "0" if token.text[0].isdigit() else token.key
    first, last = hash_row(f"p{key[:2]}", HASHES), hash_row(f"s{key[-2:]}", HASHES)
    return words.get(key, UNKNOWN), SHAPES.get(shape(token.text), SHAPES["p"]), first, last


class Encoder:
    """The weights by name, the words in the order of their rows. Raises KeyError where a weight is missing.

    ``more`` adds to what a syllable is by itself.
    """

    def __init__(
        self, weights: Mapping[str, Array], words: Sequence[str], more: Callable[[Token], Array] | None = None
    ) -> None:
        self._w = {name: array.astype(np.float32) for name, array in weights.items()}
        self._words = {word: row for row, word in enumerate(words, 3)}
        self._word = self._w["word"] @ self._w["project"] + self._w["bias"]
        self._more = more
        self._inputs = Kept(self._read_one, HIDDEN)

    def look_up(self, tokens: Sequence[Token]) -> Array:
        """(tokens, hidden): each syllable by itself."""
        return self._inputs.gather([token.text for token in tokens], tokens)

    def _read_one(self, token: Token) -> Array:
        word, kind, first, last = read_rows(token, self._words)
        own: Array = self._word[word] + self._w["shape"][kind] + self._w["hash"][first] + self._w["hash"][last]
        return own + self._more(token) if self._more else own

    def read(self, inputs: Array, told: Array | None = None) -> Array:
        """(rows, hidden): each syllable with what stands around it; ``told`` (rows, 1) is 0 in the gaps between lines,
        which are ``GAP`` rows long."""
        hidden, rows = inputs.copy(), len(inputs)
        wide = np.zeros((rows, WIDTH * HIDDEN), np.float32)
        for layer, step in enumerate(STEPS):
            seen = _scale(hidden, self._w[f"scale{layer}"])
            wide[:] = 0
            if step < rows:
                wide[step:, :HIDDEN] = seen[:-step]
                wide[:-step, 2 * HIDDEN :] = seen[step:]
            wide[:, HIDDEN : 2 * HIDDEN] = seen
            new = wide @ self._w[f"layer{layer}"]
            new += self._w[f"layer{layer}_bias"]
            np.maximum(new, 0, out=new)
            hidden += new
            if told is not None:
                hidden *= told
        return _scale(hidden, self._w["scale"])


def _scale(hidden: Array, weights: Array) -> Array:
    mean: Array = np.sqrt(np.einsum("ij,ij->i", hidden, hidden) / HIDDEN + np.float32(1e-5))
    return hidden / mean[:, None] * weights
