"""The encoder's layers for JAX, as ``extractor/encoder.py`` reads them."""

from __future__ import annotations

from typing import Any

import jax
import jax.numpy as jnp

from extractor.encoder import STEPS, WIDTH

Tree = dict[str, Any]


def scale(hidden: Any, weights: Any) -> Any:
    """Each vector by its length."""
    return hidden * jax.lax.rsqrt((hidden * hidden).mean(-1, keepdims=True) + 1e-5) * weights


def look_up(tree: Tree, rows: Any) -> Any:
    """(…, hidden): each syllable by itself; ``rows`` are those of ``read_rows``."""
    own = tree["word"][rows[..., 0]] @ tree["project"] + tree["shape"][rows[..., 1]] + tree["bias"]
    return own + tree["hash"][rows[..., 2]] + tree["hash"][rows[..., 3]]


def encode(tree: Tree, hidden: Any, told: Any) -> Any:
    """(lines, syllables, hidden): each syllable with what stands around it; ``told`` is 0 behind a line's end."""
    length = hidden.shape[1]
    for layer, step in enumerate(STEPS):
        padded = jnp.pad(scale(hidden, tree[f"scale{layer}"]) * told, ((0, 0), (step, step), (0, 0)))
        wide = jnp.concatenate([padded[:, n * step : n * step + length] for n in range(WIDTH)], axis=2)
        hidden = (hidden + jax.nn.relu(wide @ tree[f"layer{layer}"] + tree[f"layer{layer}_bias"])) * told
    return scale(hidden, tree["scale"]) * told


def clip(slope: Tree) -> Tree:
    """The slope, no longer than 1."""
    size = jnp.sqrt(sum((g**2).sum() for g in slope.values()))
    return {name: g * jnp.minimum(1, 1 / size) for name, g in slope.items()}


def descend(tree: Tree, slope: Tree, mean: Tree, square: Tree, step: Any, rate: Any) -> tuple[Tree, Tree, Tree]:
    """One step of Adam: the weights, and the running means of the slope and of its square."""
    mean = {name: 0.9 * mean[name] + 0.1 * g for name, g in slope.items()}
    square = {name: 0.99 * square[name] + 0.01 * g**2 for name, g in slope.items()}
    moved = {
        name: value - rate * (mean[name] / (1 - 0.9**step)) / (jnp.sqrt(square[name] / (1 - 0.99**step)) + 1e-8)
        for name, value in tree.items()
    }
    return moved, mean, square
