"""The run's side of one worker: how it is started, what it holds, how it ends."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
from collections import deque
from collections.abc import Sequence
from contextlib import suppress
from dataclasses import dataclass, field
from socket import socketpair
from typing import Any

from extractor.batch.channel import Channel
from extractor.batch.worker import Piece, Setup
from extractor.errors import UsageError

BEGIN = "import sys; sys.path[:] = sys.argv[2:]; from extractor.batch.worker import work; work(int(sys.argv[1]))"
# Matrix products here are small: threads of BLAS only wait for each other (docs/performance.md).
ONE_THREAD = dict.fromkeys(
    ("OMP_NUM_THREADS", "OPENBLAS_NUM_THREADS", "MKL_NUM_THREADS", "VECLIB_MAXIMUM_THREADS"), "1"
)
OURS = {signal.SIGINT, signal.SIGHUP}  # a terminal sends these to every process of its group; the run alone decides


@dataclass(slots=True, eq=False)
class Task:
    """A document on its way, and how often it failed."""

    piece: Piece
    tries: int = 0


@dataclass(slots=True, eq=False)
class Worker:
    """One process. It works on ``held`` from the left; ``spent`` are the seconds since its last answer."""

    process: subprocess.Popen[bytes]
    channel: Channel
    ready: bool = False
    held: deque[Task] = field(default_factory=deque)
    spent: float = 0.0

    def give(self, tasks: Sequence[Task]) -> None:
        """Send a chunk; its documents come behind what it holds."""
        if not self.held:
            self.spent = 0.0
        self.held.extend(tasks)
        self.channel.send([task.piece for task in tasks])

    def receive(self) -> tuple[list[Any], bool]:
        """What it has answered, and whether it still lives."""
        messages, alive = self.channel.receive()
        if messages:
            self.spent = 0.0
        return messages, alive

    def kill(self) -> None:
        """End it wherever it is: it keeps nothing that is not here."""
        self.process.kill()
        self.process.wait()
        self.channel.link.close()

    def bury(self) -> str:
        """Tell in words what it died of."""
        with suppress(subprocess.TimeoutExpired):
            self.process.wait(timeout=5)
        self.kill()
        code = self.process.returncode
        return f"the worker was ended by {_name(-code)}" if code < 0 else f"the worker ended with exit code {code}"


def start_worker(setup: Setup) -> Worker:
    """Start a process on this interpreter, with our ``sys.path`` and nothing else of ours. Raises UsageError."""
    before = signal.pthread_sigmask(signal.SIG_BLOCK, OURS)  # what is blocked now stays blocked in the worker
    try:
        ours, theirs = socketpair()
        with theirs:
            worker = Worker(_start_process(theirs.fileno()), Channel(ours))
    except OSError as error:
        raise UsageError("--workers", f"no process can be started ({error.strerror})", "use fewer") from None
    finally:
        signal.pthread_sigmask(signal.SIG_SETMASK, before)
    worker.channel.send(setup)
    return worker


def _start_process(descriptor: int) -> subprocess.Popen[bytes]:
    command = [sys.executable, "-P", "-c", BEGIN, str(descriptor), *sys.path]
    environment = {**os.environ, **ONE_THREAD}
    none = subprocess.DEVNULL
    return subprocess.Popen(command, stdin=none, stdout=none, pass_fds=[descriptor], env=environment)


def _name(number: int) -> str:
    """SIGKILL is also what the system sends where memory runs out."""
    name = signal.Signals(number).name if number in set(signal.Signals) else f"signal {number}"
    return f"{name} (out of memory?)" if number == signal.SIGKILL else name
