"""What a store has already, for machines that do not see it: its keys, sorted, in files beside the shards."""

from __future__ import annotations

import os
from collections.abc import Iterator, Sequence
from functools import lru_cache
from pathlib import Path
from tempfile import TemporaryDirectory

import numpy as np
from numpy.typing import NDArray

from extractor.batch.choice import Redo
from extractor.cluster.storage import join, publish
from extractor.store import Store

Keys = NDArray[np.int64]
QUERIES = {  # state → the keys of documents in it
    "done": "SELECT key FROM documents WHERE fingerprint = ?1 ORDER BY key",
    "older": "SELECT key FROM documents WHERE fingerprint != ?1 ORDER BY key",
    "failed": "SELECT key FROM failures WHERE fingerprint = ?1 AND key NOT IN (SELECT key FROM documents) ORDER BY key",
}


def write_known(store: Store, folder: str, fingerprint: str, redo: Redo) -> None:
    """Tell the documents that are not to be annotated; 8 bytes each."""
    again = {"older": redo.older, "failed": redo.failed}
    for state, sql in QUERIES.items():
        rows = () if again.get(state) else store.query(sql, [fingerprint])
        with TemporaryDirectory(prefix="vnfacts-") as made:
            np.save(Path(made, "keys.npy"), np.fromiter((key for (key,) in rows), np.int64))
            publish(Path(made, "keys.npy"), _locate(folder, state))


def find_known(folder: str, fingerprint: str, keys: Sequence[int]) -> Iterator[tuple[int, str]]:
    """Those of the keys that are known, with what ``Store.state_of`` tells of them."""
    told = {"done": fingerprint, "older": "older", "failed": f"failed:{fingerprint}"}
    for state, told_state in told.items():
        path = _locate(folder, state)
        known = _read(path, os.stat(path).st_mtime_ns)
        places = np.searchsorted(known, keys)
        for key, place in zip(keys, places.tolist(), strict=True):
            if place < len(known) and int(known[place]) == key:
                yield key, told_state


def _locate(folder: str, state: str) -> str:
    return join(folder, f"known-{state}.npy")


@lru_cache(maxsize=len(QUERIES))
def _read(path: str, _changed: int) -> Keys:
    """Read by pages, which the processes of a machine share."""
    keys: Keys = np.load(path, mmap_mode="r")
    return keys
