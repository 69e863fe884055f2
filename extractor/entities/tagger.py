"""The model of names: every syllable of an article gets a label by what it is, what the tables say of it and what
stands around it (``encoder.py``), and the labels of a sentence are chosen together (a linear-chain CRF).

``vnfacts train`` learns the weights; reading needs numpy alone.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from functools import lru_cache
from itertools import pairwise
from pathlib import Path
from typing import cast

import numpy as np
from numpy.typing import NDArray

from extractor.data import data_path
from extractor.encoder import GAP, Array, Encoder, hash_row, read_arrays
from extractor.entities.cues import find_cues
from extractor.entities.gazetteer import Gazetteer
from extractor.errors import DataError
from extractor.model import Label, Sentence, Token

NAMES = ("PERSON", "ORG", "LOC", "POSITION", "LAW", "EVENT")
LABELS = ("O", *(f"{edge}-{name}" for name in NAMES for edge in "BI"))
BARRED = np.float32(-1e4)  # the score of an I that continues nothing
WHOLE_HASHES = 16384  # rows for whole syllables, so that a rare one has a vector of its own
WEIGHTS = "names.npz"
WEIGHED = {"whole", "whole_project", "cue", "hidden", "hidden_bias", "label", "label_bias", "moves", "first"}
STRETCH = 4096  # syllables that are read at once, about
Found = tuple[int, int, Label, float]  # start, end (code points), label, score
Ints = NDArray[np.intp]


def read_word_row(token: Token) -> int:
    """The row of a whole syllable."""
    return hash_row(token.key, WHOLE_HASHES)


def barred_moves() -> tuple[Array, Array]:
    """(labels, labels) and (labels,): what a label costs behind another, and at the beginning."""
    moves = np.zeros((len(LABELS), len(LABELS)), np.float32)
    first = np.zeros(len(LABELS), np.float32)
    for to, label in enumerate(LABELS):
        if label[0] == "I":
            first[to] = BARRED
            for before, other in enumerate(LABELS):
                if other[2:] != label[2:]:
                    moves[before, to] = BARRED
    return moves, first


class Tagger:
    """The weights, read from a folder that ``vnfacts train`` wrote. Raises DataError where it holds none."""

    def __init__(self, folder: Path) -> None:
        weights, words = read_arrays(folder / WEIGHTS)
        self._w = {name: array.astype(np.float32) for name, array in weights.items()}
        if missing := WEIGHED - self._w.keys():
            seen = f"no model of names (no {min(missing)!r})"
            raise DataError(str(folder / WEIGHTS), seen, "name a folder that vnfacts train wrote")
        self._whole = self._w["whole"] @ self._w["whole_project"]
        self._encoder = Encoder(weights, words, lambda token: self._whole[read_word_row(token)])
        moves, first = barred_moves()
        self._moves, self._first = self._w["moves"] + moves, self._w["first"] + first

    def tag(self, sentences: Sequence[Sentence], gazetteer: Gazetteer) -> Iterator[list[Found]]:
        """The names of each sentence, in reading order; the score is the least sure syllable's probability. Sentences
        of one paragraph see each other."""
        return (names for names, _ in self.read(sentences, gazetteer))

    def read(self, sentences: Sequence[Sentence], gazetteer: Gazetteer) -> Iterator[tuple[list[Found], Array]]:
        """The names of each sentence, and what stands around each of its syllables: (syllables, hidden)."""
        for stretch in _stretches(sentences):
            scores, around = self._score(stretch, gazetteer)
            yield from zip(_decode(stretch, scores, self._moves, self._first), around, strict=True)

    def _score(self, sentences: Sequence[Sentence], gazetteer: Gazetteer) -> tuple[list[Array], list[Array]]:
        """(syllables, labels) and (syllables, hidden) of each sentence."""
        starts, rows, at = [], [], 0
        before: int | None = None
        for sentence in sentences:
            if before is not None and sentence.paragraph != before:
                at += GAP
            before = sentence.paragraph
            starts.append(at)
            rows.append(np.arange(at, at + len(sentence.tokens)))
            at += len(sentence.tokens)
        inputs = np.zeros((at, self._whole.shape[1]), np.float32)
        told = np.zeros((at, 1), np.float32)
        inside = np.concatenate(rows)
        told[inside] = 1
        inputs[inside] = self._encoder.look_up([token for sentence in sentences for token in sentence.tokens])
        for start, sentence in zip(starts, sentences, strict=True):
            for token, cue in find_cues(sentence.tokens, gazetteer):
                inputs[start + token] += self._w["cue"][cue]
        around = self._encoder.read(inputs, told)[inside]
        seen = np.concatenate([around, inputs[inside]], axis=1)
        hidden = np.maximum(seen @ self._w["hidden"] + self._w["hidden_bias"], 0)
        scores = hidden @ self._w["label"] + self._w["label_bias"]
        edges = np.cumsum([len(sentence.tokens) for sentence in sentences])[:-1]
        return np.split(scores, edges), np.split(around, edges)


@lru_cache(maxsize=4)
def open_tagger(folder: Path | None = None) -> Tagger:
    """The model in ``folder``, else the shipped one."""
    return Tagger(find_weights(folder))


def find_weights(folder: Path | None = None) -> Path:
    """Where the weights of a model lie, of the shipped one without ``folder``: a packaged one keeps them in the folder
    of its component, as spaCy writes it."""
    folder = folder or data_path("models", "names")
    return inner if (inner := folder / "vnfacts_names").is_dir() else folder


def _stretches(sentences: Sequence[Sentence]) -> Iterator[list[Sentence]]:
    """Some sentences at a time, so that memory does not grow with the article."""
    stretch: list[Sentence] = []
    size = 0
    for sentence in sentences:
        if stretch and size + len(sentence.tokens) > STRETCH:
            yield stretch
            stretch, size = [], 0
        stretch.append(sentence)
        size += len(sentence.tokens)
    if stretch:
        yield stretch


def _decode(
    sentences: Sequence[Sentence], scores: Sequence[Array], moves: Array, first: Array
) -> Iterator[list[Found]]:
    """The names of each sentence by its best labels; all sentences go forward together, the longest first."""
    order = sorted(range(len(scores)), key=lambda n: -len(scores[n]))
    sizes = np.array([len(scores[n]) for n in order])
    padded = np.zeros((sizes[0], len(order), len(LABELS)), np.float32)
    for row, n in enumerate(order):
        padded[: sizes[row], row] = scores[n]
    labels = _best_labels(padded, sizes, moves, first)
    sure = _probabilities(padded, sizes, moves, first)
    place = {n: row for row, n in enumerate(order)}
    for n, sentence in enumerate(sentences):
        row, tokens = place[n], sentence.tokens
        chosen = labels[: sizes[row], row]
        chances = sure[np.arange(sizes[row]), row, chosen]
        yield [
            (tokens[begin].start, tokens[end - 1].end, label, round(float(chances[begin:end].min()), 3))
            for begin, end, label in _join(chosen)
        ]


def _best_labels(padded: Array, sizes: Ints, moves: Array, first: Array) -> Ints:
    """(syllables, sentences): the best sequence of labels (Viterbi)."""
    best = padded[0] + first
    back = np.zeros(padded.shape, np.intp)
    opened = _count_open(sizes)
    for at in range(1, len(padded)):
        open_ = opened[at]
        paths = best[:open_, :, None] + moves
        back[at, :open_] = paths.argmax(axis=1)
        best[:open_] = paths.max(axis=1) + padded[at, :open_]
    labels = np.zeros(padded.shape[:2], np.intp)
    rows = np.arange(padded.shape[1])
    labels[sizes - 1, rows] = best.argmax(axis=1)
    for at in range(len(padded) - 1, 0, -1):
        open_ = opened[at]
        labels[at - 1, :open_] = back[at, rows[:open_], labels[at, :open_]]
    return labels


def _probabilities(padded: Array, sizes: Ints, moves: Array, first: Array) -> Array:
    """(syllables, sentences, labels): how likely each label is (forward and backward, scaled at each step)."""
    likely = np.exp(padded - padded.max(axis=2, keepdims=True))
    change = np.exp(moves)
    forward, backward = np.zeros_like(likely), np.ones_like(likely)
    opened = _count_open(sizes)
    forward[0] = likely[0] * np.exp(first)
    for at in range(1, len(padded)):
        open_ = opened[at]
        step = (forward[at - 1, :open_] @ change) * likely[at, :open_]
        forward[at, :open_] = step / step.sum(axis=1, keepdims=True)
    for at in range(len(padded) - 1, 0, -1):
        open_ = opened[at]
        step = (likely[at, :open_] * backward[at, :open_]) @ change.T
        backward[at - 1, :open_] = step / step.sum(axis=1, keepdims=True)
    both = forward * backward
    total = both.sum(axis=2, keepdims=True)
    chances: Array = np.divide(both, total, out=np.zeros_like(both), where=total > 0)
    return chances


def _count_open(sizes: Ints) -> list[int]:
    """How many sentences, the longest first, reach to each syllable."""
    return [int(n) for n in np.searchsorted(-sizes, -np.arange(int(sizes[0])))]


def _join(labels: Ints) -> Iterator[tuple[int, int, Label]]:
    """(first syllable, behind the last, label) of each name."""
    begins = [n for n, label in enumerate(labels) if label % 2]  # B labels are odd
    for begin, limit in pairwise((*begins, len(labels))):
        end = begin + 1
        while end < limit and labels[end] == labels[begin] + 1:
            end += 1
        yield begin, end, cast(Label, NAMES[labels[begin] // 2])
