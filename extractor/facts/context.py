"""What stands around the words of a figure, as the model of names has read its sentence."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import numpy as np
from numpy.typing import NDArray

from extractor.encoder import HIDDEN, Array
from extractor.model import Sentence

Around = Mapping[int, NDArray[np.float16]]  # number of a sentence that tells figures → (syllables, hidden)


class Context:
    """The syllables of a sentence with what stands around them; ``around``: (syllables, hidden)."""

    def __init__(self, sentence: Sentence, around: NDArray[np.float16]) -> None:
        self._starts = np.array([token.start for token in sentence.tokens])
        self._sums = np.zeros((len(around) + 1, HIDDEN), np.float32)
        np.cumsum(around.astype(np.float32), axis=0, out=self._sums[1:])

    def read(self, starts: Sequence[int], ends: Sequence[int]) -> Array:
        """(spans, hidden): the mean over the syllables of each span."""
        first, last = self._starts.searchsorted([starts, ends])
        means: Array = self._sums[last] - self._sums[first]
        means /= np.maximum(last - first, 1).astype(np.float32)[:, None]
        return means
