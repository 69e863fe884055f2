"""How a run is asked to end: by signals where it is a command, by ``Stop.ask`` where it is called from Python."""

from __future__ import annotations

import signal
from collections.abc import Iterator
from contextlib import contextmanager
from types import FrameType

SIGNALS = (signal.SIGINT, signal.SIGTERM, signal.SIGHUP)


class Stop:
    """``asked`` counts: once, and documents that are being worked on are finished; twice, and they are cut off."""

    def __init__(self) -> None:
        self.asked = 0

    def ask(self) -> None:
        """End the run; what is done stays."""
        self.asked += 1


@contextmanager
def stop_on_signals() -> Iterator[Stop]:
    """A Stop that SIGINT, SIGTERM and SIGHUP ask; one that is ignored already (nohup) stays ignored. Once asked they
    are ignored from its end on: the process is to end in order, however often they come."""
    stop = Stop()

    def ask(_number: int, _frame: FrameType | None) -> None:
        stop.ask()

    ours = [number for number in SIGNALS if signal.getsignal(number) is not signal.SIG_IGN]
    before = {number: signal.signal(number, ask) for number in ours}
    try:
        yield stop
    finally:
        for number, handler in before.items():
            signal.signal(number, signal.SIG_IGN if stop.asked else handler)
