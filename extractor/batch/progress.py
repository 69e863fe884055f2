"""How far a run is: a bar on a terminal, a line every half a minute in a log, or nothing."""

from __future__ import annotations

import sys
from collections import deque
from contextlib import suppress
from time import monotonic, strftime

from rich.console import Console
from rich.progress import BarColumn, Progress, TextColumn

from extractor.batch.summary import Counts, tell_time

LINES, FRAMES = 30.0, 0.5  # seconds between two lines of a log, and two states of the bar
WINDOW = 60.0  # seconds over which speed is measured


class Pace:
    """Speed over the last minute, and the time that is left."""

    def __init__(self) -> None:
        self._marks = deque([(monotonic(), 0, 0)])  # when, documents passed, documents tried

    def tell(self, counts: Counts, share: float | None) -> str:
        """1,200 documents, 38.2/s, 15,230 facts, 2 refused, 34 %, 12 min left. ``share``: of the input, by passed."""
        now = monotonic()
        self._marks.append((now, counts.passed, counts.tried))
        while len(self._marks) > 2 and self._marks[1][0] < now - WINDOW:
            self._marks.popleft()
        then, passed, tried = self._marks[0]
        seconds = max(now - then, 1e-9)
        told = {"skipped": counts.skipped + counts.older, "failed": counts.failed, "refused": counts.refused}
        parts = [f"{counts.passed:,} documents", f"{(counts.tried - tried) / seconds:.1f}/s", f"{counts.facts:,} facts"]
        parts += [f"{number:,} {words}" for words, number in told.items() if number]
        speed = (counts.passed - passed) / seconds
        if share:
            parts.append(f"{share:.0%}")
            if speed:
                parts.append(f"{tell_time(counts.passed * (1 / share - 1) / speed)} left")
        return ", ".join(parts)


class Quiet:
    """No progress; refusals are told all the same."""

    every = 1e9  # seconds between two calls of ``show``

    def show(self, text: str, share: float | None) -> None:
        """Tell how far the run is."""

    def say(self, text: str) -> None:
        """One line that stays."""
        with suppress(OSError):  # whoever read it may be gone; the run goes on
            print(text, file=sys.stderr, flush=True)

    def close(self) -> None:
        """Nothing more comes."""


class Log(Quiet):
    """A line now and then."""

    every = LINES

    def show(self, text: str, share: float | None) -> None:
        self.say(f"{strftime('%H:%M:%S')} {text}")


class Bar(Quiet):
    """A bar that stays at the bottom of the terminal."""

    every = FRAMES

    def __init__(self) -> None:
        columns = (BarColumn(), TextColumn("{task.description}", markup=False))
        self._bar = Progress(*columns, console=Console(stderr=True), auto_refresh=False, transient=True)
        self._task = self._bar.add_task("reading", total=None)
        self._bar.start()

    def show(self, text: str, share: float | None) -> None:
        with suppress(OSError):
            total = None if share is None else 1.0
            self._bar.update(self._task, description=text, total=total, completed=share or 0, refresh=True)

    def say(self, text: str) -> None:
        with suppress(OSError):
            self._bar.console.print(text, markup=False, highlight=False, soft_wrap=True)

    def close(self) -> None:
        with suppress(OSError):
            self._bar.stop()


def open_progress(*, quiet: bool = False) -> Quiet:
    """What fits standard error."""
    if quiet:
        return Quiet()
    return Bar() if sys.stderr.isatty() else Log()
