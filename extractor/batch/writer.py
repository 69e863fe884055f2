"""From the workers into the store: outcomes are gathered and written, some dozens in one transaction."""

from __future__ import annotations

import sqlite3
from collections.abc import Sequence
from dataclasses import replace
from time import perf_counter
from typing import Protocol

from extractor.batch.channel import describe
from extractor.batch.summary import Counts
from extractor.batch.worker import Done
from extractor.store import Failure, Rows, StoreError, natural_order

DOCUMENTS, SECONDS = 64, 2.0  # so many documents, or so old, and they are written
FAULTS = (sqlite3.IntegrityError, sqlite3.DataError, OverflowError, ValueError)  # of what is written, not of the store


class Archive(Protocol):
    """What documents are written to: a store, or a shard of a run on many machines (extractor/cluster)."""

    def state_of(self, keys: Sequence[int]) -> dict[int, str]: ...

    def add(
        self,
        run: int,
        rows: Sequence[Rows],
        *,
        sources: Sequence[tuple[int, str]] = (),
        failures: Sequence[Failure] = (),
    ) -> None: ...

    def finish(self) -> None: ...


class Writer:
    """``claim`` a document before it is annotated and ``gather`` its outcome; ``seconds`` is the time spent writing."""

    def __init__(self, archive: Archive, run: int, counts: Counts) -> None:
        self._archive, self._run, self._counts = archive, run, counts
        self._claimed: dict[int, list[str]] = {}  # where the documents on their way were met
        self._done: list[Done] = []
        self._failures: list[Failure] = []
        self._sources: list[tuple[int, str]] = []
        self._since, self.seconds = 0.0, 0.0

    def claim(self, key: int, source: str) -> bool:
        """Whether the document is not on its way yet; otherwise only note where it was met again."""
        sources = self._claimed.setdefault(key, [])
        sources.append(source)
        return len(sources) == 1

    def meet(self, key: int, source: str) -> None:
        """Note where a document of the store was met."""
        self._sources.append((key, source))

    def gather(self, outcome: Done | Failure) -> None:
        """Take what became of a document."""
        if isinstance(outcome, Done):
            self._done.append(outcome)
            self._counts.done += 1
            self._counts.facts += outcome.facts
        else:
            first = min(self._claimed[outcome.key], key=natural_order)
            self._failures.append(replace(outcome, source=first))
            self._counts.failed += 1

    def flush(self, *, now: bool = False) -> list[Failure]:
        """Write what is due, or all that there is; the failures that only writing brought out. Raises StoreError; then
        nothing of it is written."""
        size = len(self._done) + len(self._failures) + len(self._sources)
        began = perf_counter()
        if not size or not (now or size >= DOCUMENTS or began - self._since > SECONDS):
            return []
        unstorable: list[Failure] = []
        try:
            self._add(self._done)
        except (StoreError, *FAULTS) as error:
            if not _is_fault(error):
                raise
            unstorable = self._add_singly()
        for key in [*(done.key for done in self._done), *(failure.key for failure in self._failures)]:
            self._claimed.pop(key, None)
        self._done, self._failures, self._sources = [], [], []
        self._since = perf_counter()
        self.seconds += self._since - began
        return unstorable

    def _add(self, done: list[Done]) -> None:
        again = [(d.key, source) for d in done for source in self._claimed[d.key][1:]]
        rows = [d.rows for d in done]
        self._archive.add(self._run, rows, sources=[*again, *self._sources], failures=self._failures)

    def _add_singly(self) -> list[Failure]:
        """Something that one of the documents holds cannot be stored: find it, store the others."""
        done, self._done, known = self._done, [], len(self._failures)
        for one in done:
            try:
                self._add([one])
                self._done.append(one)
            except (StoreError, *FAULTS) as error:
                if not _is_fault(error):
                    raise
                self._counts.done -= 1
                self._counts.facts -= one.facts
                self.gather(Failure(one.key, "", "error", describe(error), 1))
        self._add([])
        return self._failures[known:]


def _is_fault(error: Exception) -> bool:
    """Whether the document is at fault and not the store."""
    return isinstance(error.__cause__ if isinstance(error, StoreError) else error, FAULTS)
