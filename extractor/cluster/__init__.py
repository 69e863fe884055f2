"""Archives on many machines: shards of the input in, Parquet shards out, through Ray.

>>> from extractor.cluster import annotate_cluster
>>> summary = annotate_cluster(["s3://press/2020/*.jsonl.gz"], out="s3://press/facts", address="auto")
"""

from __future__ import annotations

import os
import shutil
from collections.abc import Sequence
from contextlib import nullcontext
from dataclasses import replace
from pathlib import Path
from time import perf_counter
from typing import TYPE_CHECKING, Literal

from extractor.batch.choice import Choice, Redo
from extractor.batch.options import Options, describe_run
from extractor.batch.stopping import Stop
from extractor.batch.summary import Summary
from extractor.errors import InputError, UsageError

if TYPE_CHECKING:
    from extractor.batch.progress import Quiet
    from extractor.cluster.run import ClusterRun
    from extractor.store import Store

__all__ = ["annotate_cluster"]


def annotate_cluster(
    inputs: Sequence[str | Path],
    *,
    out: str | Path | None = None,
    store: str | Path | None = None,
    options: Options | None = None,
    choice: Choice | None = None,
    refresh: bool = False,
    retry_failed: bool = False,
    workers: int | None = None,
    deadline: float = 60.0,
    worker_memory: int | None = None,
    address: str | None = None,
    progress: Quiet | None = None,
    stop: Stop | None = None,
    _entry: str | None = None,
) -> Summary:
    """Annotate every document of ``inputs`` into Parquet shards below ``out``, and load them into ``store``: one of the
    two or both. Shards that are done under these options are skipped. Without ``out`` they lie beside the store until
    they are loaded.

    ``workers``: tasks at once, one a core of the cluster without it; ``address``: of a cluster (auto, HOST:PORT), one
    is made on this machine without it; the rest as in ``annotate_archive``. Raises VnfactsError.
    """
    from extractor.batch import ENTRY, count_cores
    from extractor.batch.pool import Limits
    from extractor.batch.progress import Quiet
    from extractor.batch.worker import Setup
    from extractor.cluster.jobs import check_installed, connect

    check_installed()
    from extractor.cluster.inputs import find_inputs  # these need what was checked
    from extractor.cluster.known import write_known
    from extractor.cluster.output import claim_folder
    from extractor.cluster.run import ClusterRun
    from extractor.cluster.task import Job
    from extractor.store import Store

    _check(choice := choice or Choice(), out, store, workers, deadline)
    version = describe_run(options := _make_absolute(options or Options()))
    folder, stop, progress = _find_folder(out, store), stop or Stop(), progress or Quiet()
    setup = Setup(_entry or ENTRY, options, version.fingerprint, worker_memory)
    redo = Redo(older=refresh, failed=retry_failed or refresh)
    job = Job(folder, setup, Limits(1, deadline), choice, redo, known=out is None)
    files, began = find_inputs(list(map(str, inputs))), perf_counter()
    with Store(Path(store), mode="write") if store is not None else nullcontext() as archive:
        claim_folder(folder, version, refresh=refresh or out is None)
        if archive is not None and job.known:
            write_known(archive, folder, version.fingerprint, redo)
        with connect(address, workers or count_cores()) as cores:
            run = ClusterRun(job, workers=workers or cores, progress=progress)
            done = run.go(files, stop)
        loading = perf_counter()
        if archive is not None and done:
            progress.show("loading the store", None)
            done = _load(archive, run, refresh=refresh, progress=progress, stop=stop)
            if done and out is None and not run.unfinished:
                shutil.rmtree(folder)
    ended = perf_counter()
    state: Literal["done", "interrupted"] = "done" if done else "interrupted"
    return Summary(state, run.counts, ended - began, ended - loading, workers or cores, run.unfinished)


def _check(
    choice: Choice, out: str | Path | None, store: str | Path | None, workers: int | None, deadline: float
) -> None:
    if choice.limit or isinstance(choice.sample, int):
        raise UsageError("--engine ray", "documents are not counted across machines", "give --sample a share (10%)")
    if out is None and store is None:
        raise UsageError("annotate", "nowhere to write to", "give --out, --store or both")
    if store is not None and is_remote(str(out)):
        remedy = "copy the folder to this machine when it is done, then: vnfacts load FOLDER --store FILE"
        raise UsageError("--store", f"shards at {out} are not loaded from there", remedy)
    if (workers is not None and workers < 1) or deadline <= 0:
        raise UsageError("annotate", "less than one worker, or no time", "give positive numbers")


def is_remote(address: str) -> bool:
    """Whether it names a protocol: s3://bucket/folder."""
    return "://" in address


def _find_folder(out: str | Path | None, store: str | Path | None) -> str:
    """Where the shards go, as every machine finds it."""
    if out is None:
        return os.path.abspath(f"{store}.shards")
    return str(out) if is_remote(str(out)) else os.path.abspath(out)


def _make_absolute(options: Options) -> Options:
    """The user's folders as every machine finds them."""

    def find(folder: Path | None) -> Path | None:
        return None if folder is None else Path(os.path.abspath(folder))

    rules, lexicon = find(options.rules), find(options.lexicon)
    gazetteer, model = find(options.gazetteer), find(options.model)
    return replace(options, rules=rules, lexicon=lexicon, gazetteer=gazetteer, model=model)


def _load(archive: Store, run: ClusterRun, *, refresh: bool, progress: Quiet, stop: Stop) -> bool:
    """Whether all shards of the run are in the store; what cannot be loaded is told and counted."""
    from extractor.store.loading import Loading

    def refuse(error: InputError) -> None:
        run.counts.refused += 1
        progress.say(f"vnfacts: {error}")

    loading = Loading(archive, refuse, refresh=refresh, asked=lambda: bool(stop.asked))
    return loading.load(run.list_shards())
