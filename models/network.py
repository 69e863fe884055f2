"""Train the network of ``extractor/facts/network.py`` with JAX, and the syllable vectors that it starts from.

Needs ``pip install jax gensim`` beside the project; reading the network needs neither.
usage: python models/network.py DATA    learns models/syllables.npz from all articles of DATA/corpora, about a minute
"""

from __future__ import annotations

import hashlib
import os
import sys
import unicodedata
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import chain
from pathlib import Path
from typing import Any

import numpy as np

ROOT = Path(__file__).resolve().parents[1]
sys.path[:0] = [str(ROOT), str(ROOT / "benchmarks")]
from extractor.encoder import HIDDEN as CONTEXT  # noqa: E402
from extractor.entities.tagger import WEIGHTS, find_weights  # noqa: E402
from extractor.facts.measured import LEFT, RIGHT, agree  # noqa: E402
from extractor.facts.network import (  # noqa: E402
    HIDDEN,
    INSIDE,
    LAYERS,
    LONGEST,
    PAIR,
    WIDTH,
    Features,
    Span,
    split_syllables,
)

SYLLABLES = ROOT / "models" / "syllables.npz"
DIMENSIONS = 64  # of a syllable's vector
PAIRED = 32  # dimensions in which a span's first and last word are compared
LENGTH = LEFT + RIGHT  # words of an example, padded
WORDS_SEEN, FEATURES_SEEN = 4, 10  # how often a word or feature must be told to be learned
EPOCHS, BATCH, RATE, DECAY = 22, 32, 2e-3, 0.01
DROPPED, DROPPED_SYLLABLES, DROPPED_WORDS, DROPPED_CONTEXT = 0.35, 0.1, 0.15, 0.2
CHANCES = (1, DIMENSIONS, CONTEXT, *[HIDDEN] * (LAYERS + 1))  # random bytes a word: who is dropped (JAX's take long)
AGREEING = 0.5  # weight of all spans that agree with the right one, against the right one itself
SCALE = 2.0  # of the syllables' vectors, which have length one
Tree = dict[str, Any]


@dataclass(frozen=True, slots=True)
class Figure:
    """The words around a figure, their features, and the span that says what it measures."""

    words: Sequence[str]
    features: Sequence[Features]
    context: Any  # (words, encoder.HIDDEN)
    syllables: Any  # before each word, and in all: measured.count_syllables
    span: Span


def train_network(figures: Sequence[Figure], path: Path, *, seed: int = 0) -> None:
    """Learn from ``figures`` and write the weights to ``path``, with the hash of the model of names whose view of the
    words they hold."""
    import jax

    with np.load(SYLLABLES) as stored:
        syllables = {str(name): n for n, name in enumerate(stored["names"])}
        vectors = stored["vectors"].astype(np.float32)
    words = _seen((w for f in figures for w in set(f.words)), WORDS_SEEN)
    features = _seen((name for f in figures for row in f.features for name in chain(*row)), FEATURES_SEEN)
    inputs = [_encode(f, syllables, vectors, words, features) for f in figures]
    arrays = [np.stack(column) for column in zip(*inputs, strict=True)]
    tree = _train(arrays, len(words) + 1, len(features), jax.random.PRNGKey(seed), np.random.default_rng(seed))
    weights = {name: np.asarray(array) for name, array in tree.items()}
    weights["syllables"] = SCALE * vectors @ weights.pop("project")
    names = {"syllables_names": list(syllables), "words_names": ["", *words], "features_names": list(features)}
    names["eyes"] = [hash_eyes()]
    np.savez_compressed(
        path,
        **{name: value.astype(np.float16) for name, value in weights.items()},
        **{name: np.array(value) for name, value in names.items()},
    )


def hash_eyes() -> str:
    """The hash of the shipped model of names."""
    return hashlib.sha256((find_weights() / WEIGHTS).read_bytes()).hexdigest()


def _seen(told: Iterator[str], least: int) -> dict[str, int]:
    return {name: n for n, (name, count) in enumerate(Counter(told).most_common()) if count >= least}


def _encode(
    figure: Figure, syllables: dict[str, int], vectors: Any, words: dict[str, int], features: dict[str, int]
) -> tuple[Any, ...]:
    """(syllables, context, word, features, mask, right span, agreeing spans) of one figure, padded to LENGTH words."""
    size = len(figure.words)
    context = np.zeros((LENGTH, CONTEXT), np.float16)
    context[:size] = figure.context
    vector = np.zeros((LENGTH, DIMENSIONS), np.float32)
    word = np.zeros(LENGTH, np.int32)
    told = np.zeros((LENGTH, len(features)), np.uint8)
    for at, (own, row) in enumerate(zip(figure.words, figure.features, strict=True)):
        known = [syllables[s] for s in split_syllables(own) if s in syllables]
        if known:
            vector[at] = vectors[known].mean(axis=0)
        word[at] = words.get(own, -1) + 1
        told[at, [features[name] for name in chain(*row) if name in features]] = 1
    mask = (np.arange(LENGTH) < size).astype(np.float32)
    right, agreeing = np.zeros((2, LENGTH, LONGEST), np.uint8)
    first, last = figure.span
    if last - first < LONGEST:
        right[first, last - first] = 1
    spans = np.array([(start, start + n) for start in range(size) for n in range(min(LONGEST, size - start))])
    told_so = agree(spans, np.array([figure.span]), figure.syllables)[:, 0]
    agreeing[spans[:, 0], spans[:, 1] - spans[:, 0]] = told_so
    return vector, context, word, told, mask, right, agreeing


def _train(arrays: list[Any], words: int, features: int, key: Any, order: np.random.Generator) -> Tree:
    import jax
    import jax.numpy as jnp

    def initial(key: Any) -> Tree:
        keys = iter(jax.random.split(key, 32))

        def normal(*shape: int, scale: float) -> Any:
            return jax.random.normal(next(keys), shape) * scale

        square = HIDDEN**-0.5
        tree = {
            "project": normal(DIMENSIONS, HIDDEN, scale=DIMENSIONS**-0.5),
            "context": normal(CONTEXT, HIDDEN, scale=CONTEXT**-0.5),
            "words": normal(words, HIDDEN, scale=0.05),
            "features": normal(features, HIDDEN, scale=0.08),
            "bias": jnp.zeros(HIDDEN),
            "length": jnp.zeros(LONGEST),
            "left": normal(HIDDEN, PAIRED, scale=square),
            "right": normal(HIDDEN, PAIRED, scale=square),
        }
        for name in ("first", "last", "inside"):
            tree[name] = normal(HIDDEN, scale=square)
        for layer in range(LAYERS):
            tree[f"layer{layer}"] = normal(WIDTH * HIDDEN, HIDDEN, scale=(WIDTH * HIDDEN) ** -0.5)
            tree[f"layer{layer}_bias"] = jnp.zeros(HIDDEN)
            tree[f"layer{layer}_whole"] = normal(HIDDEN, HIDDEN, scale=square)
        return tree

    def dropped(values: Any, share: float, chance: Any) -> Any:
        least = round(256 * share)  # of a random byte
        return jnp.where(chance >= least, values * (256 / (256 - least)), 0)

    def score(tree: Tree, vector: Any, context: Any, word: Any, told: Any, mask: Any, chances: Any) -> Any:
        of_word, of_vector, of_context, *of_layers = jnp.split(chances, np.cumsum(CHANCES)[:-1], axis=2)
        word = jnp.where(of_word[..., 0] < round(256 * DROPPED_WORDS), 0, word)
        hidden = SCALE * dropped(vector, DROPPED_SYLLABLES, of_vector) @ tree["project"]
        hidden += dropped(context, DROPPED_CONTEXT, of_context) @ tree["context"]
        hidden += tree["words"][word] + told @ tree["features"] + tree["bias"]
        hidden = dropped(jax.nn.relu(hidden), DROPPED, of_layers[0]) * mask[..., None]
        for layer in range(LAYERS):
            step = 2**layer
            reach = step * (WIDTH // 2)
            padded = jnp.pad(hidden, ((0, 0), (reach, reach), (0, 0)))
            wide = jnp.concatenate([padded[:, n * step : n * step + LENGTH] for n in range(WIDTH)], axis=2)
            whole = hidden.max(axis=1) @ tree[f"layer{layer}_whole"]
            added = wide @ tree[f"layer{layer}"] + tree[f"layer{layer}_bias"] + whole[:, None]
            hidden = (hidden + dropped(jax.nn.relu(added), DROPPED, of_layers[layer + 1])) * mask[..., None]
        inside = jnp.cumsum(hidden @ tree["inside"], axis=1) * INSIDE
        first, last = hidden @ tree["first"] - inside, hidden @ tree["last"] + inside
        pairs = (hidden @ tree["left"]) @ (hidden @ tree["right"]).swapaxes(1, 2)
        scores = by_length(pairs * PAIR + first[:, :, None] + last[:, None, :]) + tree["length"]
        return jnp.where(by_length(mask[:, :, None] * mask[:, None, :]) > 0, scores, -1e9)

    def by_length(scores: Any) -> Any:
        """(…, first, last) → (…, first, last - first), up to LONGEST: each row begins one column further on."""
        rows = jnp.pad(scores, ((0, 0), (0, 0), (0, LONGEST))).reshape(len(scores), -1)
        return jnp.pad(rows, ((0, 0), (0, LENGTH))).reshape(len(scores), LENGTH, -1)[:, :, :LONGEST]

    def lose(tree: Tree, batch: list[Any], chances: Any) -> Any:
        vector, context, word, told, mask, right, agreeing = batch
        likely = jax.nn.log_softmax(score(tree, vector, context, word, told, mask, chances).reshape(len(mask), -1))

        def of(spans: Any) -> Any:
            return jax.nn.logsumexp(jnp.where(spans.reshape(likely.shape) > 0, likely, -1e9), axis=1)

        any_agreeing = of(agreeing)
        exact = jnp.where(right.sum((1, 2)) > 0, of(right), any_agreeing)
        return -((1 - AGREEING) * exact + AGREEING * any_agreeing).mean()

    @jax.jit
    def step(
        tree: Tree, mean: Tree, square: Tree, n: Any, batch: list[Any], chances: Any, rate: Any
    ) -> tuple[Tree, ...]:
        slope = jax.grad(lose)(tree, batch, chances)
        mean = jax.tree.map(lambda m, g: 0.9 * m + 0.1 * g, mean, slope)
        square = jax.tree.map(lambda s, g: 0.99 * s + 0.01 * g * g, square, slope)

        def move(value: Any, m: Any, s: Any) -> Any:
            adam = (m / (1 - 0.9**n)) / (jnp.sqrt(s / (1 - 0.99**n)) + 1e-8)
            return value - rate * (adam + DECAY * value)

        return jax.tree.map(move, tree, mean, square), mean, square

    tree = initial(key)
    mean = square = jax.tree.map(jnp.zeros_like, tree)
    count = len(arrays[0])
    total = EPOCHS * (count // BATCH)
    n = 0
    for _ in range(EPOCHS):
        shuffled = order.permutation(count)
        for start in range(0, count - BATCH + 1, BATCH):
            n += 1
            rate = RATE * min(1.0, n / 100) * max(0.02, 1 - n / total)
            batch = [np.asarray(a[shuffled[start : start + BATCH]], a.dtype) for a in arrays]
            batch[1], batch[3] = batch[1].astype(np.float32), batch[3].astype(np.float32)
            chances = np.frombuffer(order.bytes(BATCH * LENGTH * sum(CHANCES)), np.uint8).reshape(BATCH, LENGTH, -1)
            tree, mean, square = step(tree, mean, square, float(n), batch, chances, rate)
    return tree


def train_syllables(data: Path) -> None:
    """Write the vectors of all syllables that the articles tell ten times or more."""
    from corpora import read_articles
    from gensim.models import Word2Vec

    lines = []
    for _, _, article in read_articles(data):
        for line in article:
            told = split_syllables(unicodedata.normalize("NFC", line))
            lines.append(["0" if syllable[0].isdigit() else syllable for syllable in told])
    settings = {"window": 3, "min_count": 10, "sg": 1, "negative": 8, "epochs": 4, "seed": 1}
    model = Word2Vec(lines, vector_size=DIMENSIONS, workers=os.cpu_count(), **settings)
    np.savez_compressed(
        SYLLABLES, names=np.array(model.wv.index_to_key), vectors=model.wv.get_normed_vectors().astype(np.float16)
    )


if __name__ == "__main__":
    train_syllables(Path(sys.argv[1]))
