"""Archives: many documents into a store, on all cores, killed at will.

>>> from extractor.batch import annotate_archive
>>> summary = annotate_archive(["articles.jsonl.gz"], store="archive.db")
"""

from __future__ import annotations

import os
from collections.abc import Sequence
from contextlib import suppress
from pathlib import Path
from time import perf_counter
from typing import TYPE_CHECKING, Literal

from extractor.batch.choice import Choice, Redo
from extractor.batch.options import Options, describe_run
from extractor.batch.stopping import Stop
from extractor.batch.summary import Counts, Summary
from extractor.errors import UsageError, VnfactsError

if TYPE_CHECKING:
    from extractor.batch.progress import Quiet
    from extractor.sources import OnError, Reading

__all__ = ["Choice", "Counts", "Options", "Redo", "Stop", "Summary", "annotate_archive"]
ENTRY = "extractor.batch.analysis:open_analysis"


def annotate_archive(
    paths: Sequence[str | Path],
    *,
    store: str | Path,
    options: Options | None = None,
    choice: Choice | None = None,
    redo: Redo | None = None,
    workers: int | None = None,
    deadline: float = 60.0,
    worker_memory: int | None = None,
    progress: Quiet | None = None,
    stop: Stop | None = None,
    reading: Reading | None = None,
    on_refused: OnError | None = None,
    _entry: str | None = None,
) -> Summary:
    """Annotate every document of ``paths`` into ``store``; what is done under these options is skipped.

    ``workers``: processes, one a core without it; ``deadline``: seconds for a document and one more for every thousand
    characters; ``worker_memory``: bytes that a worker may take; ``reading``: how the input is to be read;
    ``on_refused`` gets what cannot be read, each once. Raises VnfactsError where options, data or store cannot
    be used: what was written stays, and the same call goes on.
    """
    from extractor.batch.feed import Feed  # not at the top: every worker starts by importing this module
    from extractor.batch.loop import Loop
    from extractor.batch.pool import Limits, Pool
    from extractor.batch.progress import Quiet
    from extractor.batch.worker import Setup
    from extractor.store import Store

    limits = Limits(count_cores() if workers is None else workers, deadline)
    if limits.workers < 1 or deadline <= 0:
        raise UsageError("annotate", "less than one worker, or no time", "give positive numbers")
    (choice := choice or Choice()).check(paths)
    version = describe_run(options := options or Options())
    setup = Setup(_entry or ENTRY, options, version.fingerprint, worker_memory)
    with Store(Path(store), mode="write") as archive, Feed(paths, choice, reading) as feed, Pool(setup, limits) as pool:
        run, began = archive.begin_run(version), perf_counter()
        loop = Loop(archive, run, version.fingerprint, feed, pool, redo=redo or Redo(), progress=progress or Quiet())
        loop.on_refused = on_refused or loop.on_refused
        state: Literal["done", "interrupted"] = "interrupted"
        try:
            if loop.go(stop or Stop()):
                state = "done"
                loop.finish()
        except BaseException:
            with suppress(VnfactsError):  # of a full disk the caller learns by what is raised
                loop.writer.flush(now=True)
                archive.end_run(run, state="interrupted", counts=loop.counts.as_dict())
            raise
        archive.end_run(run, state=state, counts=loop.counts.as_dict())
    return Summary(state, loop.counts, perf_counter() - began, loop.writer.seconds, limits.workers)


def count_cores() -> int:
    """The cores that this process may use."""
    return len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1
