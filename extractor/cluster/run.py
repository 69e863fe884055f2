"""One run over a cluster: plan the shards, have them annotated, count what comes back."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import fields
from functools import partial
from pathlib import Path
from time import monotonic

from extractor.batch.channel import describe
from extractor.batch.loop import TOLD
from extractor.batch.progress import Pace, Quiet
from extractor.batch.stopping import Stop
from extractor.batch.summary import Counts
from extractor.cluster.inputs import Input, Shard, is_small, split
from extractor.cluster.jobs import run_tasks
from extractor.cluster.output import list_done, remove_outdated
from extractor.cluster.task import Job, Outcome, annotate_shard
from extractor.cluster.writing import locate
from extractor.errors import VnfactsError
from extractor.store.shards import RECORDS

IN_A_ROW = 4  # shards that break down one after another are no accident


class ClusterRun:
    """``go`` until every shard is through or the run is asked to stop; ``counts`` holds what has happened."""

    def __init__(self, job: Job, *, workers: int, progress: Quiet) -> None:
        self._job, self._workers, self._progress = job, workers, progress
        self.counts = Counts()
        self.unfinished = 0  # shards
        self.shards: list[Shard] = []
        self._through, self._broken = set[str](), set[str]()  # names
        self._in_a_row = self._told = 0
        self._pace, self._shown = Pace(), monotonic()

    def go(self, files: Sequence[Input], stop: Stop) -> bool:
        """Whether it came to the end. Raises VnfactsError where shard after shard breaks down."""
        self.shards = self._plan(files, stop)
        if stop.asked:
            return False
        remove_outdated(self._job.out, files, self.shards)
        task = partial(annotate_shard, job=self._job)
        for shard, outcome in run_tasks(task, self.shards, workers=self._workers, stop=stop):
            self._gather(tell_lost(shard, outcome) if isinstance(outcome, Exception) else outcome)
            if monotonic() - self._shown > self._progress.every:
                self._shown, share = monotonic(), len(self._through) / len(self.shards)
                self._progress.show(self._pace.tell(self.counts, share), share)
        if not stop.asked:
            self._seek_hidden()
        return not stop.asked

    def list_shards(self) -> list[Path]:
        """The record files of shards that are done, on this machine."""
        there = self._through & list_done(self._job.out)
        return [Path(locate(self._job.out, RECORDS, s.name)) for s in self.shards if s.name in there]

    def _plan(self, files: Sequence[Input], stop: Stop) -> list[Shard]:
        """All shards, in the order of the files. Big files are counted where the shards will be read."""
        self._progress.show(f"dividing {len(files):,} files", None)
        found = {file: split(file) for file in files if is_small(file)}
        big = [file for file in files if file not in found]
        for file, shards in run_tasks(split, big, workers=self._workers, stop=stop):
            if isinstance(shards, Exception):
                seen = f"cannot be divided ({describe(shards)})"
                raise VnfactsError(file.source, seen, "see whether every machine can read it")
            found[file] = shards
        return [shard for file in files for shard in found.get(file, ())]

    def _seek_hidden(self) -> None:
        """Count the shards that are not there; those that broke down are told already."""
        hidden = self._through - list_done(self._job.out)
        for name in sorted(hidden):
            self._tell(f"{name}: not to be found; --out must be where every machine and this one find the same files")
        self.unfinished = len(self._broken) + len(hidden)

    def _gather(self, outcome: Outcome) -> None:
        for line in outcome.lines:
            self._tell(line.removeprefix("vnfacts: "))
        if outcome.broken is None:
            self._in_a_row = 0
            self._through.add(outcome.name)
            for field in fields(Counts):
                setattr(self.counts, field.name, getattr(self.counts, field.name) + getattr(outcome.counts, field.name))
            return
        self._in_a_row += 1
        self._broken.add(outcome.name)
        error = VnfactsError(*outcome.broken)
        if self._in_a_row == IN_A_ROW:
            raise error
        self._tell(str(error))

    def _tell(self, text: str) -> None:
        self._told += 1
        if self._told <= TOLD:
            self._progress.say(f"vnfacts: {text}")
        elif self._told == TOLD + 1:
            self._progress.say("vnfacts: what else is refused or fails is only counted")


def tell_lost(shard: Shard, error: Exception) -> Outcome:
    """A shard whose process Ray lost again and again, or that could not begin."""
    remedy = "see whether vnfacts is installed there, and memory is enough; run the same command again"
    return Outcome(shard.name, broken=(shard.name, describe(error), remedy))
