"""Learn the model of names with JAX: the encoder learns on, and a CRF over its vectors chooses the labels.

The architecture is that of ``extractor/entities/tagger.py``. A run is seeded, keeps its state after every epoch and
goes on from it when it was stopped.
"""

from __future__ import annotations

import hashlib
import random
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import jax
import jax.numpy as jnp
import numpy as np

from extractor.encoder import HIDDEN, read_rows
from extractor.entities.cues import CUES, find_cues
from extractor.entities.gazetteer import read_gazetteer
from extractor.entities.tagger import LABELS, WHOLE_HASHES, barred_moves, read_word_row
from extractor.text import tokenize
from extractor.training.layers import Tree, clip, descend, encode, look_up
from extractor.training.lines import Line, label_syllables

SIZES = {24: 48, 40: 32, 64: 20, 128: 10}  # syllables of a line at most: lines of a step
WHOLE = 32  # dimensions of a whole syllable's own vector
MASKED = 0.08  # share of syllables that are read as unknown, so that the rest is learned from
AVERAGED = 0.998  # how slowly, at most, the weights that are kept follow those that learn
WARMING = 200  # steps until the full rate, at most a tenth of the run

Example = tuple[np.ndarray[Any, Any], list[tuple[int, int]], np.ndarray[Any, Any]]


@dataclass(frozen=True, slots=True)
class Settings:
    """How a model learns; written beside it."""

    epochs: int = 12
    rate: float = 1.5e-3
    dropout: float = 0.3
    seed: int = 0
    silver: int = 25_000  # lines that models have labelled, of each epoch


def make_examples(lines: Sequence[Line], words: dict[str, int]) -> list[Example]:
    """(rows, cues, labels) of each line that is not too long and whose spans fit its syllables."""
    gazetteer, number = read_gazetteer(), {label: n for n, label in enumerate(LABELS)}
    examples = []
    for line in lines:
        tokens = tokenize(line.text)
        if tokens and len(tokens) <= max(SIZES) and (labels := label_syllables(line)):
            rows = np.array([(*read_rows(token, words), read_word_row(token)) for token in tokens], np.int32)
            cues = find_cues(tokens, gazetteer)
            examples.append((rows, cues, np.array([number[label] for label in labels], np.int32)))
    return examples


def begin(weights: dict[str, Any], seed: int) -> Tree:
    """The weights to learn on from: a model's own, or an encoder's with what it lacks drawn by chance."""
    draw = np.random.default_rng(seed)

    def normal(*size: int, scale: float) -> Any:
        return draw.standard_normal(size) * scale

    new = {
        "cue": normal(len(CUES), HIDDEN, scale=0.1),
        "whole": normal(WHOLE_HASHES, WHOLE, scale=0.1),
        "whole_project": normal(WHOLE, HIDDEN, scale=0.15),
        "hidden": normal(2 * HIDDEN, HIDDEN, scale=(2 * HIDDEN) ** -0.5),
        "hidden_bias": np.zeros(HIDDEN),
        "label": normal(HIDDEN, len(LABELS), scale=0.05),
        "label_bias": np.zeros(len(LABELS)),
        "moves": np.zeros((len(LABELS), len(LABELS))),
        "first": np.zeros(len(LABELS)),
    }
    return {name: jnp.asarray(value, jnp.float32) for name, value in (new | weights).items()}


def score(tree: Tree, rows: Any, cues: Any, key: Any = None, dropout: float = 0.0) -> Any:
    """(lines, syllables, labels); with ``key`` some of what it sees is left out."""
    told = (rows[..., 1] > 0)[..., None].astype(jnp.float32)
    own, whole = rows[..., :4], rows[..., 4]
    keys = jax.random.split(key, 3) if key is not None else None
    if keys is not None:
        unknown = jax.random.bernoulli(keys[0], MASKED, rows.shape[:2])
        own, whole = own.at[..., 0].set(jnp.where(unknown, 1, own[..., 0])), jnp.where(unknown, 0, whole)
    single = (look_up(tree, own) + tree["whole"][whole] @ tree["whole_project"] + cues @ tree["cue"]) * told
    around = encode(tree, _drop(single, dropout / 2, keys[1]) if keys is not None else single, told)
    seen = jnp.concatenate([around, single], -1)
    seen = _drop(seen, dropout, keys[2]) if keys is not None else seen
    return jax.nn.relu(seen @ tree["hidden"] + tree["hidden_bias"]) @ tree["label"] + tree["label_bias"]


def _drop(values: Any, share: float, key: Any) -> Any:
    return values * jax.random.bernoulli(key, 1 - share, values.shape) / (1 - share)


def lose(tree: Tree, rows: Any, cues: Any, labels: Any, key: Any, dropout: float) -> Any:
    """How unlikely the labels are, a syllable (a linear-chain CRF)."""
    scores, told = score(tree, rows, cues, key, dropout), (rows[..., 1] > 0).astype(jnp.float32)
    barred, barred_first = barred_moves()
    moves, first = tree["moves"] + barred, tree["first"] + barred_first
    right = (jnp.take_along_axis(scores, labels[..., None], 2)[..., 0] * told).sum(1) + first[labels[:, 0]]
    right += (moves[labels[:, :-1], labels[:, 1:]] * told[:, 1:]).sum(1)

    def forward(all_: Any, here: Any) -> tuple[Any, None]:
        scored, is_told = here
        new = jax.nn.logsumexp(all_[:, :, None] + moves, axis=1) + scored
        return jnp.where(is_told[:, None] > 0, new, all_), None

    all_, _ = jax.lax.scan(forward, scores[:, 0] + first, (scores[:, 1:].transpose(1, 0, 2), told[:, 1:].T))
    return ((jax.nn.logsumexp(all_, axis=1) - right) * told[:, 0]).sum() / told.sum()


def train(
    lines: Sequence[Line],
    weights: dict[str, Any],
    words: Sequence[str],
    settings: Settings,
    *,
    silver: Sequence[Line] = (),
    state: Path | None = None,
    on_epoch: Callable[[int, float], None] = lambda epoch, loss: None,
) -> dict[str, Any]:
    """The weights that ``lines`` teach: all of them in each epoch, and some of ``silver``, others each time. ``state``
    is where the run keeps what it needs to go on; what another run, of other lines, weights or settings, has left
    there is not used."""
    rows = {word: row for row, word in enumerate(words, 3)}
    examples, more = make_examples(lines, rows), make_examples(silver, rows)
    random.Random(settings.seed).shuffle(more)
    tree = begin(weights, settings.seed)
    zero = {name: jnp.zeros_like(value) for name, value in tree.items()}
    kept = {"tree": tree, "mean": zero, "square": zero, "slow": tree}
    run = _fingerprint((*lines, *silver), tree, settings)
    done = 0
    if state and state.exists() and (found := _load(state, run)):
        done, kept = found
    steps = len(_batches(read_in(0, examples, more, settings.silver), random.Random(0)))  # of an epoch, about
    total = settings.epochs * steps
    warming = max(1, min(WARMING, total // 10))

    @jax.jit  # type: ignore[untyped-decorator, unused-ignore]
    def step(kept: dict[str, Tree], n: Any, rate: Any, key: Any, *batch: Any) -> tuple[dict[str, Tree], Any]:
        loss, slope = jax.value_and_grad(lose)(kept["tree"], *batch, key, settings.dropout)
        moved, mean, square = descend(kept["tree"], clip(slope), kept["mean"], kept["square"], n, rate)
        held = jnp.minimum(AVERAGED, n / (n + 9))  # a short run is not held back by where it began
        slow = {name: held * kept["slow"][name] + (1 - held) * value for name, value in moved.items()}
        return {"tree": moved, "mean": mean, "square": square, "slow": slow}, loss

    for epoch in range(done, settings.epochs):
        read = read_in(epoch, examples, more, settings.silver)
        losses = []
        for number, chosen in enumerate(_batches(read, random.Random(f"{settings.seed}:{epoch}")), epoch * steps + 1):
            rate = settings.rate * min(1.0, number / warming) * max(0.02, 1 - number / total)
            key = jax.random.fold_in(jax.random.PRNGKey(settings.seed), number)
            kept, loss = step(kept, float(number), rate, key, *_pad([read[n] for n in chosen]))
            losses.append(loss)
        on_epoch(epoch + 1, float(np.mean([float(loss) for loss in losses])))
        if state:
            _save(state, run, epoch + 1, kept)
    return {name: np.asarray(value) for name, value in kept["slow"].items()}


def read_in(epoch: int, examples: list[Example], more: list[Example], count: int) -> list[Example]:
    """What an epoch reads: all ``examples``, and the next ``count`` of ``more``, which begins again at its end."""
    count = min(count, len(more))
    return examples + [more[n % len(more)] for n in range(epoch * count, (epoch + 1) * count)]


def _fingerprint(lines: Sequence[Line], tree: Tree, settings: Settings) -> str:
    """What tells one run from another."""
    told = hashlib.sha256(repr((settings, lines)).encode())
    for name, value in sorted(tree.items()):
        told.update(name.encode() + np.asarray(value).tobytes())
    return told.hexdigest()


def _batches(examples: Sequence[Example], draw: random.Random) -> list[list[int]]:
    """Numbers of lines that are read together, lines of about one length."""
    by_size: dict[int, list[int]] = {size: [] for size in SIZES}
    for number, (rows, *_) in enumerate(examples):
        by_size[next(size for size in SIZES if len(rows) <= size)].append(number)
    batches = []
    for size, numbers in by_size.items():
        draw.shuffle(numbers)
        batches += [numbers[at : at + SIZES[size]] for at in range(0, len(numbers), SIZES[size])]
    draw.shuffle(batches)
    return batches


def _pad(examples: Sequence[Example]) -> tuple[Any, Any, Any]:
    """Rows, cues and labels of lines that are read together; the last ones of a size may be fewer, which costs JAX a
    compilation: they are filled up with empty lines."""
    size = next(size for size in SIZES if max(len(rows) for rows, *_ in examples) <= size)
    rows = np.zeros((SIZES[size], size, 5), np.int32)
    cues = np.zeros((SIZES[size], size, len(CUES)), np.float32)
    labels = np.zeros((SIZES[size], size), np.int32)
    for n, (own, told, right) in enumerate(examples):
        rows[n, : len(own)] = own
        labels[n, : len(own)] = right
        for token, cue in told:
            cues[n, token, cue] = 1
    return rows, cues, labels


def _save(path: Path, run: str, epoch: int, kept: dict[str, Tree]) -> None:
    """Written beside and moved into place, so that a run that is stopped leaves a whole file."""
    new = path.with_name(f"{path.name}.new.npz")
    arrays: dict[str, Any] = {f"{part}/{name}": value for part, tree in kept.items() for name, value in tree.items()}
    np.savez(new, run=np.array(run), epoch=np.array(epoch), **arrays)
    new.replace(path)


def _load(path: Path, run: str) -> tuple[int, dict[str, Tree]] | None:
    """(epochs done, weights) of this very run."""
    kept: dict[str, Tree] = {}
    with np.load(path, allow_pickle=False) as stored:
        if str(stored["run"]) != run:
            return None
        for name in stored.files:
            part, _, weight = name.partition("/")
            if weight:
                kept.setdefault(part, {})[weight] = jnp.asarray(stored[name])
        return int(stored["epoch"]), kept
