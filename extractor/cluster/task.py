"""What one machine does for one shard: the local run (extractor/batch) with one worker, into Parquet files.

So crashes, hangs, memory and the document that is to blame for them are dealt with here as there: a document cannot
cost more than its own place.
"""

from __future__ import annotations

import os
from dataclasses import dataclass, field
from functools import lru_cache
from pathlib import Path
from shutil import rmtree
from socket import gethostname
from tempfile import TemporaryDirectory, gettempdir
from time import perf_counter
from typing import Any

from extractor.batch.channel import describe
from extractor.batch.choice import Choice, Redo
from extractor.batch.feed import Feed
from extractor.batch.loop import Loop
from extractor.batch.options import Options, describe_run
from extractor.batch.pool import Limits, Pool
from extractor.batch.progress import Quiet
from extractor.batch.stopping import Stop
from extractor.batch.summary import Counts
from extractor.batch.worker import Setup
from extractor.cluster.inputs import Shard
from extractor.cluster.reading import read_articles
from extractor.cluster.writing import ShardWriter, read_about
from extractor.errors import VnfactsError

POOLS: dict[tuple[Setup, Limits], Pool] = {}  # one at most
PREFIX = "vnfacts-shard-"  # of the folder where a shard's files grow; behind it the process


@dataclass(frozen=True, slots=True)
class Job:
    """What all shards of a run share. ``setup.fingerprint`` is that of the run; ``known``: whether ``out`` tells what a
    store has already."""

    out: str
    setup: Setup
    limits: Limits
    choice: Choice
    redo: Redo = Redo()
    known: bool = False


@dataclass(frozen=True, slots=True)
class Outcome:
    """What became of a shard; ``lines`` tell what was refused or failed, ``broken`` why it could not be done
    (where, what was seen, remedy)."""

    name: str
    counts: Counts = field(default_factory=Counts)
    lines: tuple[str, ...] = ()
    broken: tuple[str, str, str] | None = None
    seconds: float = 0.0


class Notes(Quiet):
    """What a run says, kept."""

    def __init__(self) -> None:
        self.lines: list[str] = []

    def say(self, text: str) -> None:
        self.lines.append(text)


def annotate_shard(shard: Shard, job: Job) -> Outcome:
    """Annotate a shard and publish its files; one that is done is left alone. Whatever it meets is told, not raised."""
    try:
        about = describe_shard(shard, job)
        if (before := count_before(about, job, shard.name)) is not None:
            return Outcome(shard.name, before)
        return _annotate(shard, job, about)
    except VnfactsError as error:
        broken = (error.where, error.seen, error.remedy)
    except Exception as error:  # a full disk, a network: the other shards go on
        broken = ("shard", describe(error), "look at that machine, and run the same command again")
    _close_pools()
    where, seen, remedy = broken
    return Outcome(shard.name, broken=(f"{shard.name} on {gethostname()}: {where}", seen, remedy))


def describe_shard(shard: Shard, job: Job) -> dict[str, Any]:
    """What decides the content of a shard: one that was made of the same is done."""
    file, choice = shard.input, job.choice
    told: dict[str, Any] = {"source": file.source, "size": file.size, "stamp": file.stamp}
    told |= {"first": shard.first, "rows": shard.rows}
    left = [job.redo.older, job.redo.failed] if job.known else None  # what of the store is left as it is
    told |= {"since": choice.since, "sample": choice.sample, "redo": left}
    return {**told, "fingerprint": job.setup.fingerprint}


def count_before(about: dict[str, Any], job: Job, name: str) -> Counts | None:
    """What a shard that is done counts for in this run; None where it is to be done."""
    before = read_about(job.out, name)
    if before is None or any(before.get(key) != value for key, value in about.items()):
        return None
    counts = Counts(**before["counts"])
    if job.redo.failed and (counts.failed or counts.failed_before):
        return None
    skipped, failed = counts.done + counts.skipped, counts.failed + counts.failed_before
    rest = {"older": counts.older, "left_out": counts.left_out, "refused": counts.refused}
    return Counts(skipped=skipped, failed_before=failed, **rest)


def _annotate(shard: Shard, job: Job, about: dict[str, Any]) -> Outcome:
    check_program(job)
    pool, notes, began = _open_pool(job), Notes(), perf_counter()
    remove_left_over()
    with TemporaryDirectory(prefix=f"{PREFIX}{os.getpid()}-") as folder:
        writer = ShardWriter(Path(folder), job.setup.fingerprint, known=job.out if job.known else None)
        with Feed([], job.choice, read=lambda _, on_error: read_articles(shard, on_error)) as feed:
            loop = Loop(writer, 0, job.setup.fingerprint, feed, pool, redo=Redo(), progress=notes)
            loop.go(Stop())
        writer.publish(job.out, shard.name, {**about, "counts": loop.counts.as_dict()})
    return Outcome(shard.name, loop.counts, tuple(notes.lines), seconds=perf_counter() - began)


def remove_left_over() -> None:
    """Take away the folders of tasks that were killed on this machine."""
    for folder in Path(gettempdir()).glob(f"{PREFIX}*"):
        process = folder.name.removeprefix(PREFIX).partition("-")[0]
        try:
            os.kill(int(process), 0)
        except ProcessLookupError:
            rmtree(folder, ignore_errors=True)
        except (PermissionError, ValueError):  # someone else's
            continue


def check_program(job: Job) -> None:
    """Raise VnfactsError where this machine would give other results than the one that asks."""
    if _describe(job.setup.options, os.environ.get("VNFACTS_HOME")) != job.setup.fingerprint:
        remedy = "install the same version, and the same rules, tables and models, on every machine"
        raise VnfactsError("vnfacts", "this machine has another version, or other rules, tables or models", remedy)


@lru_cache(maxsize=4)
def _describe(options: Options, home: str | None) -> str:
    return describe_run(options).fingerprint


def _open_pool(job: Job) -> Pool:
    """The worker of this process: it has loaded its models when the next shard comes, and ends with the process."""
    if (job.setup, job.limits) not in POOLS:
        _close_pools()
        POOLS[job.setup, job.limits] = Pool(job.setup, job.limits)
    return POOLS[job.setup, job.limits]


def _close_pools() -> None:
    """End the worker, which may still hold documents of a shard that broke down."""
    while POOLS:
        POOLS.popitem()[1].__exit__()
