"""What the trainers of log-linear choices share: examples as arrays, a row a candidate."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from typing import Any, NamedTuple, Protocol

import numpy as np


class Choice(Protocol):
    """The features of each candidate, and which of them are right."""

    @property
    def features(self) -> list[list[str]]: ...

    @property
    def right(self) -> list[bool]: ...


class Arrays(NamedTuple):
    """``rows`` and ``columns``: which candidate has which feature; ``groups`` and ``right``: of each candidate."""

    column: dict[str, int]
    rows: np.ndarray[Any, Any]
    columns: np.ndarray[Any, Any]
    groups: np.ndarray[Any, Any]
    right: np.ndarray[Any, Any]


def gather(examples: Sequence[Choice], *, seen: int) -> Arrays:
    """The candidates of all examples with the features that are told ``seen`` times or more."""
    told = Counter(name for e in examples for row in e.features for name in set(row))
    column = {name: n for n, name in enumerate(sorted(name for name, count in told.items() if count >= seen))}
    rows, columns, groups, right = [], [], [], []
    for number, example in enumerate(examples):
        for features, good in zip(example.features, example.right, strict=True):
            known = [column[name] for name in features if name in column]
            rows += [len(groups)] * len(known)
            columns += known
            groups.append(number)
            right.append(good)
    return Arrays(column, np.array(rows), np.array(columns), np.array(groups), np.array(right, float))
