"""What the trainers of log-linear choices share: examples as arrays, a row a candidate, and the learning."""

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


def learn(
    examples: Sequence[Choice], *, seen: int, l2: float, shares: Sequence[float] | None = None
) -> dict[str, float]:
    """The weights under which the right candidates are likeliest; ``shares`` tells how much each example counts."""
    from scipy.optimize import minimize
    from scipy.sparse import csr_matrix

    column, rows, columns, groups, right = gather(examples, seen=seen)
    matrix = csr_matrix((np.ones(len(rows)), (rows, columns)), shape=(len(groups), len(column)))
    count = len(examples)
    counts = np.ones(count) if shares is None else np.array(shares)

    def lose(weights: Any) -> tuple[float, Any]:
        scores = matrix @ weights
        best = np.full(count, -np.inf)
        np.maximum.at(best, groups, scores)
        likely = np.exp(scores - best[groups])
        total = np.bincount(groups, likely, count)
        share = np.bincount(groups, likely * right, count)
        slope = (likely / total[groups] - likely * right / share[groups]) * counts[groups]
        loss = -(np.log(share / total) * counts).sum() + l2 * count * (weights**2).sum() / 2
        return loss, matrix.T @ slope + l2 * count * weights

    found = minimize(lose, np.zeros(len(column)), jac=True, method="L-BFGS-B", options={"maxiter": 300}).x
    return {name: float(found[n]) for name, n in column.items()}
