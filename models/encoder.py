"""Train the encoder of ``extractor/encoder.py`` with JAX: guess the syllables that are masked in raw news.

Needs ``pip install jax`` beside the project. The articles of the test parts are left out.
usage: python models/encoder.py DATA [MINUTES]
Writes models/encoder.npz; the shipped one was learned in 50 minutes on two cores.
"""

from __future__ import annotations

import json
import sys
import time
import unicodedata
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import numpy as np

ROOT = Path(__file__).resolve().parents[1]
sys.path[:0] = [str(ROOT), str(ROOT / "benchmarks")]
from corpora import read_articles, read_heads  # noqa: E402

from extractor.encoder import HASHES, HIDDEN, STEPS, WIDTH, read_rows  # noqa: E402
from extractor.model import Token  # noqa: E402
from extractor.text import tokenize  # noqa: E402

SEEN, MOST = 12, 12_000  # how often a word must be told to have a row, and how many have
DIMENSIONS = 64  # of a word's vector
LENGTH, BATCH = 128, 48  # syllables of a stretch, stretches of a step
MASKED, KEPT = 0.16, 0.12  # share of syllables to guess, and of these the share that stays visible
RUNS = (0.4, 0.35, 0.25)  # how often one, two or three syllables in a row are masked
RATE, SHAPE_WEIGHT = 2e-3, 0.5
MASK = (2, 1, 0, 0)  # the rows of a masked syllable
Tree = dict[str, Any]


def read_lines(data: Path) -> Iterator[tuple[Token, ...]]:
    """The syllables of every line, the articles of the test parts left out."""
    folders = ("facts", "roles", "links")
    files = [path for folder in folders for path in (ROOT / "benchmarks" / folder).glob("test*")]
    held = {name for path in files for name, *_ in read_heads(path)}
    rows = (ROOT / "benchmarks" / "entities" / "test.jsonl").read_text(encoding="utf-8").splitlines()
    held |= {json.loads(row)["doc"] for row in rows}
    for _, name, lines in read_articles(data):
        if name not in held:
            yield from (tokenize(unicodedata.normalize("NFC", line)) for line in lines if line.strip())


def read_stream(data: Path) -> tuple[list[str], np.ndarray[Any, Any]]:
    """(words, rows of all syllables in reading order, a row of zeros behind each line)."""
    lines = list(read_lines(data))
    told = Counter("0" if token.text[0].isdigit() else token.key for line in lines for token in line)
    words = [word for word, count in told.most_common(MOST) if count >= SEEN]
    rows = {word: row for row, word in enumerate(words, 3)}
    stream = [row for line in lines for row in (*(read_rows(token, rows) for token in line), (0, 0, 0, 0))]
    return words, np.array(stream, np.int16)


def mask(stretch: np.ndarray[Any, Any], draw: np.random.Generator) -> tuple[np.ndarray[Any, Any], ...]:
    """(rows with masks, places to guess, their words, their shapes) of a batch."""
    flat = stretch.reshape(-1, 4)
    count = int(len(flat) * MASKED)
    starts = draw.choice(len(flat) - 3, count // 2, replace=False)
    sizes = draw.choice([1, 2, 3], count // 2, p=RUNS)
    places = np.unique(np.concatenate([starts[sizes > n] + n for n in range(3)]))
    places = np.resize(draw.permutation(places[flat[places, 1] > 0]), count).astype(np.int32)
    word, kind = flat[places, 0].copy(), flat[places, 1].copy()
    flat[places[draw.random(count) > KEPT]] = MASK
    return stretch, places, word, kind


def train(stream: np.ndarray[Any, Any], words: int, minutes: float) -> Tree:
    """The weights after ``minutes`` of guessing."""
    import jax
    import jax.numpy as jnp

    from extractor.training.layers import clip, descend, encode, look_up

    draw = np.random.default_rng(0)

    def normal(*size: int, scale: float) -> Any:
        return jnp.asarray(draw.standard_normal(size) * scale, jnp.float32)

    tree = {
        "word": normal(words + 3, DIMENSIONS, scale=0.3),
        "project": normal(DIMENSIONS, HIDDEN, scale=DIMENSIONS**-0.5),
        "shape": normal(8, HIDDEN, scale=0.2),
        "hash": normal(HASHES, HIDDEN, scale=0.1),
        "bias": jnp.zeros(HIDDEN),
        "scale": jnp.ones(HIDDEN),
        "guess": normal(HIDDEN, DIMENSIONS, scale=HIDDEN**-0.5),
        "guess_bias": jnp.zeros(words + 3),
        "guess_shape": normal(HIDDEN, 8, scale=0.05),
    }
    for layer in range(len(STEPS)):
        tree[f"layer{layer}"] = normal(WIDTH * HIDDEN, HIDDEN, scale=0.7 * (WIDTH * HIDDEN) ** -0.5)
        tree[f"layer{layer}_bias"] = jnp.zeros(HIDDEN)
        tree[f"scale{layer}"] = jnp.ones(HIDDEN)

    def lose(tree: Tree, rows: Any, places: Any, word: Any, kind: Any) -> Any:
        told = (rows[..., 1] > 0)[..., None].astype(jnp.float32)
        hidden = encode(tree, look_up(tree, rows) * told, told).reshape(-1, HIDDEN)[places]
        likely = jax.nn.log_softmax((hidden @ tree["guess"]) @ tree["word"].T + tree["guess_bias"])
        shaped = jax.nn.log_softmax(hidden @ tree["guess_shape"])
        of_word = jnp.take_along_axis(likely, word[:, None], 1).mean()
        return -(of_word + SHAPE_WEIGHT * jnp.take_along_axis(shaped, kind[:, None], 1).mean())

    @jax.jit
    def step(tree: Tree, mean: Tree, square: Tree, n: Any, rate: Any, *batch: Any) -> tuple[Tree, Tree, Tree, Any]:
        loss, slope = jax.value_and_grad(lose)(tree, *batch)
        moved, mean, square = descend(tree, clip(slope), mean, square, n, rate)
        return moved, mean, square, loss

    mean = square = {name: jnp.zeros_like(value) for name, value in tree.items()}
    stretches = stream[: len(stream) // LENGTH * LENGTH].reshape(-1, LENGTH, 4)
    began, n, order = time.time(), 0, np.empty(0, np.int64)
    while (spent := (time.time() - began) / (60 * minutes)) < 1:
        if len(order) < BATCH:
            order = draw.permutation(len(stretches))
        chosen, order = order[:BATCH], order[BATCH:]
        n += 1
        rate = RATE * min(1.0, n / 200) * max(0.03, 1 - spent)
        batch = mask(stretches[chosen].astype(np.int32), draw)
        tree, mean, square, loss = step(tree, mean, square, float(n), rate, *batch)
        if n % 500 == 0:
            print(f"{n} steps, loss {float(loss):.2f}", flush=True)
    return {name: np.asarray(value) for name, value in tree.items() if not name.startswith("guess")}


def main(data: Path, minutes: float) -> None:
    words, stream = read_stream(data)
    print(f"{len(words)} words, {len(stream)} syllables", flush=True)
    weights = {name: value.astype(np.float16) for name, value in train(stream, len(words), minutes).items()}
    np.savez_compressed(ROOT / "models" / "encoder.npz", names=np.array(words), **weights)


if __name__ == "__main__":
    main(Path(sys.argv[1]), float(sys.argv[2]) if len(sys.argv) > 2 else 50)
