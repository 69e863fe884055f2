"""What a run has counted, while it runs and at its end."""

from __future__ import annotations

from dataclasses import asdict, dataclass
from typing import Literal


@dataclass(slots=True)
class Counts:
    """Documents, each in one of these, and the facts of those that are done."""

    done: int = 0
    skipped: int = 0  # done before under these options, or met twice
    older: int = 0  # done before under other options, and left as they are
    failed: int = 0
    failed_before: int = 0  # under these options: not tried again
    left_out: int = 0  # by since and sample
    refused: int = 0  # input that could not be read
    facts: int = 0

    @property
    def tried(self) -> int:
        """Documents that went through the analysis."""
        return self.done + self.failed

    @property
    def passed(self) -> int:
        """Documents that need nothing more."""
        return self.tried + self.skipped + self.older + self.failed_before

    def as_dict(self) -> dict[str, int]:
        """Name → count."""
        return asdict(self)


@dataclass(frozen=True, slots=True)
class Summary:
    """The end of a run. ``writing`` are those of its ``seconds`` in which it wrote to the store; ``unfinished``: shards
    that could not be done (on many machines)."""

    state: Literal["done", "interrupted"]
    counts: Counts
    seconds: float
    writing: float
    workers: int
    unfinished: int = 0

    @property
    def rate(self) -> float:
        """Documents a second."""
        return self.counts.tried / self.seconds if self.seconds else 0.0

    @property
    def complete(self) -> bool:
        """Whether all that was wanted is in the store."""
        counts = self.counts
        missing = counts.failed or counts.failed_before or counts.refused or self.unfinished
        return self.state == "done" and not missing


def tell_counts(counts: Counts) -> str:
    """1,200 documents done, 300 skipped, 15,230 facts: those that are not 0, and done and facts always."""
    told = {
        "skipped (done before)": counts.skipped,
        "left as they were (done under other options; --refresh redoes them)": counts.older,
        "failed": counts.failed,
        "failed before (--retry-failed tries again)": counts.failed_before,
        "left out": counts.left_out,
        "refused": counts.refused,
    }
    parts = [f"{number:,} {words}" for words, number in told.items() if number]
    return ", ".join([f"{counts.done:,} documents done", *parts, f"{counts.facts:,} facts"])


def tell_time(seconds: float) -> str:
    """5 s, 12 min, 3 h 05 min."""
    if seconds < 120:
        return f"{seconds:.0f} s"
    minutes = round(seconds / 60)
    return f"{minutes} min" if minutes < 120 else f"{minutes // 60} h {minutes % 60:02} min"
