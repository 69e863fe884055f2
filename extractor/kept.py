"""Vectors that are made once and kept in rows of one array: those of many things are gathered at once."""

from __future__ import annotations

from collections.abc import Callable, Hashable, Sequence
from typing import Generic, TypeVar

import numpy as np
from numpy.typing import NDArray

Thing = TypeVar("Thing")
MOST = 4_096  # things whose vectors are kept


class Kept(Generic[Thing]):
    """The vectors of ``size`` numbers that ``make`` gives to things."""

    def __init__(self, make: Callable[[Thing], NDArray[np.float32]], size: int) -> None:
        self._make = make
        self._rows: dict[Hashable, int] = {}
        self._vectors = np.zeros((1024, size), np.float32)

    def gather(self, keys: Sequence[Hashable], things: Sequence[Thing]) -> NDArray[np.float32]:
        """(things, size); ``keys`` tell which things are the same."""
        rows = self._rows
        if len(rows) > MOST:
            rows.clear()
        told = [
            row if (row := rows.get(key)) is not None else self._add(key, thing)
            for key, thing in zip(keys, things, strict=True)
        ]
        vectors: NDArray[np.float32] = self._vectors[told]  # only now: adding may have moved it
        return vectors

    def _add(self, key: Hashable, thing: Thing) -> int:
        row = len(self._rows)
        if row == len(self._vectors):
            self._vectors = np.concatenate([self._vectors, np.zeros_like(self._vectors)])
        self._vectors[row] = self._make(thing)
        self._rows[key] = row
        return row
