"""Shards → store: what is there already is skipped, so that a load can be killed and begun again."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Sequence
from itertools import islice
from pathlib import Path
from typing import Literal

from extractor.errors import InputError
from extractor.store.errors import RowError
from extractor.store.shards import RECORDS, Loaded, OnError, read_shard
from extractor.store.store import Run, Store

BATCH = 64  # documents a transaction
UNKNOWN = "unknown"


class Loading:
    """One load: the runs it has begun, by fingerprint, and what it counted. ``asked``: whether it is to stop."""

    def __init__(
        self, store: Store, on_error: OnError, *, refresh: bool = False, asked: Callable[[], bool] = lambda: False
    ) -> None:
        self.store, self.on_error, self.refresh, self._asked = store, on_error, refresh, asked
        self.counts: Counter[str] = Counter()
        self._told: dict[str, Run] = {}
        self._runs: dict[str, int] = {}

    def load(self, shards: Sequence[Path]) -> bool:
        """Write every document of the shards that the store does not have under the same options, then ``finish``;
        False where it was asked to stop before."""
        for folder in dict.fromkeys(shard.parent for shard in shards):
            self._read_run((folder.parent if folder.name == RECORDS else folder) / "run.json")
        state: Literal["done", "interrupted"] = "interrupted"
        try:
            for shard in shards:
                for batch in _batches(read_shard(shard, self._refuse)):
                    if self._asked():
                        return False
                    self._load_batch(batch)
            state = "done"
        finally:
            for run in self._runs.values():
                self.store.end_run(run, state=state, counts=self.counts)
        self.store.finish()
        return True

    def _refuse(self, error: InputError) -> None:
        self.counts["refused"] += 1
        self.on_error(error)

    def _read_run(self, path: Path) -> None:
        """What a run tells of itself beside its shards; without it only its fingerprint is known."""
        try:
            told = json.loads(path.read_text(encoding="utf-8"))
            run = Run(told["fingerprint"], told["version"], told["options"], told["hashes"])
        except FileNotFoundError:
            return
        except (OSError, ValueError, KeyError, TypeError) as error:
            self._refuse(InputError(str(path), f"tells of no run ({error!r})", "mend it or take it away"))
            return
        self._told[run.fingerprint] = run

    def _run(self, fingerprint: str) -> int:
        if fingerprint not in self._runs:
            run = self._told.get(fingerprint) or Run(fingerprint, UNKNOWN, {}, {})
            self._runs[fingerprint] = self.store.begin_run(run)
        return self._runs[fingerprint]

    def _load_batch(self, batch: Sequence[Loaded]) -> None:
        states = self.store.state_of([row.key for row in batch])
        wanted = [row for row in batch if self._wants(row, states.get(row.key))]
        met = [(row.key, row.source) for row in batch]
        for fingerprint in dict.fromkeys(row.fingerprint for row in wanted):
            self._add(fingerprint, [row for row in wanted if row.fingerprint == fingerprint])
        self.store.add(0, [], sources=met)

    def _wants(self, row: Loaded, state: str | None) -> bool:
        if state is None or state.startswith("failed:"):
            return True
        same = state == row.fingerprint
        self.counts["skipped" if same else "older"] += same or not self.refresh
        return not same and self.refresh

    def _add(self, fingerprint: str, rows: Sequence[Loaded]) -> None:
        run = self._run(fingerprint)
        documents = [row.rows for row in rows if row.rows is not None]
        failures = [row.failure for row in rows if row.failure is not None]
        try:
            self.store.add(run, documents, failures=failures)
        except RowError as error:
            if len(rows) == 1:
                self._refuse(InputError(rows[0].source, error.seen, error.remedy))
                return
            for row in rows:
                self._add(fingerprint, [row])
            return
        self.counts["loaded"] += len(documents)
        self.counts["failed"] += len(failures)


def _batches(rows: Iterable[Loaded]) -> Iterator[list[Loaded]]:
    rows = iter(rows)
    while batch := list(islice(rows, BATCH)):
        yield batch
