"""For the tests of the batch: a cheap analysis that misbehaves where a text says so, and ``vnfacts`` with it.

``python tests/batch_faults.py annotate …`` is the real command line with this analysis in its workers.
"""

from __future__ import annotations

import ctypes
import os
import signal
import sys
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

import extractor.batch
import extractor.batch.loop
import extractor.store.store
from extractor.batch import Options
from extractor.model import Amount, Article, Document, Fact
from extractor.schema import to_record

ENTRY = "batch_faults:open_analysis"
# of the environment: seconds a document, a file, a moment, the analysis
DELAY, FLAG, KILL, ENTERED = "BATCH_DELAY", "BATCH_FLAG", "BATCH_KILL", "BATCH_ENTRY"


def open_analysis(options: Options) -> Callable[[Article], dict[str, Any]]:
    """One fact a document: how long its text is."""
    delay = float(os.environ.get(DELAY, "0"))

    def analyse(article: Article) -> dict[str, Any]:
        time.sleep(delay)
        for marker, fault in FAULTS.items():
            if marker in article.text:
                fault()
        text = article.text[:5]
        size = Amount(len(article.text), "ký tự")
        fact = Fact("f1", text, size, "actual", (), None, None, None, None, "body", 0, len(text), text, "size", 1.0)
        record = to_record(Document(article, facts=(fact,)))
        if "UNSTORABLE" in article.text:
            record["facts"][0]["indicator"] = None  # the table wants one
        return record

    return analyse


def open_environment(options: Options) -> Callable[[Article], dict[str, Any]]:
    """Tells how many threads matrix products may use."""
    analyse = open_analysis(options)

    def tell(article: Article) -> dict[str, Any]:
        record = analyse(article)
        record["facts"][0]["indicator"] = os.environ["OPENBLAS_NUM_THREADS"]
        return record

    return tell


def open_nothing(options: Options) -> Callable[[Article], dict[str, Any]]:
    """An installation that lacks something."""
    raise ImportError("No module named 'numpy'")


def open_grave(options: Options) -> Callable[[Article], dict[str, Any]]:
    """A library that kills the process that loads it."""
    os.kill(os.getpid(), signal.SIGSEGV)
    raise AssertionError


def _crash_once() -> None:
    flag = Path(os.environ[FLAG])
    if not flag.exists():
        flag.touch()
        os.kill(os.getpid(), signal.SIGSEGV)


def _raise() -> None:
    raise ValueError("one line\nand another")


def _eat() -> None:
    eaten = []
    while True:
        eaten.append(bytes(100_000_000))


FAULTS: dict[str, Callable[[], object]] = {
    "SEGFAULT": lambda: ctypes.string_at(0),
    "EXIT": lambda: os._exit(3),
    "KILLED": lambda: os.kill(os.getpid(), signal.SIGKILL),
    "STOPPED": lambda: os.kill(os.getpid(), signal.SIGSTOP),
    "HANG": lambda: time.sleep(1000),
    "NATIVE": lambda: ctypes.PyDLL(None).sleep(1000),  # keeps the interpreter's lock: no other thread runs
    "RAISE": _raise,
    "EAT": _eat,
    "ONCE": _crash_once,
    "SLOW": lambda: time.sleep(0.05),
}


def kill_within(moment: str) -> None:
    """Make this process kill itself: in its second transaction before it is committed, or before the indexes."""
    store = extractor.store.store
    write, calls = store.write, []

    def write_and_die(*args: Any, **kwargs: Any) -> None:
        write(*args, **kwargs)
        calls.append(1)
        if len(calls) == 2:
            os.kill(os.getpid(), signal.SIGKILL)

    def die(_connection: Any) -> None:
        os.kill(os.getpid(), signal.SIGKILL)

    if moment == "writing":
        store.write = write_and_die
    if moment == "finishing":
        store.finish = die


if __name__ == "__main__":
    from extractor.cli import main

    extractor.batch.ENTRY = os.environ.get(ENTERED, ENTRY)
    extractor.batch.loop.GRACE = 0.5
    kill_within(os.environ.get(KILL, ""))
    sys.exit(main())
