"""A worker: a process that annotates article after article and answers each one as soon as it is done.

It begins as ``python -c`` with one end of a pair of sockets, so that nothing of the parent's is run again or shared.
"""

from __future__ import annotations

import ctypes
import importlib
import os
import resource
import signal
import sys
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import dataclass
from queue import SimpleQueue
from socket import socket
from threading import Thread

from extractor.batch.analysis import Analyse
from extractor.batch.channel import describe, pack, read_messages
from extractor.batch.options import Options
from extractor.errors import UsageError, VnfactsError
from extractor.model import Article
from extractor.store import Rows, to_rows

PARENT_GONE = 1  # PR_SET_PDEATHSIG
Piece = tuple[int, Article]  # a document's key, and the article as it was read


@dataclass(frozen=True, slots=True)
class Setup:
    """What a worker is told first. ``entry`` is module:function, Options → (Article → Record); ``memory`` in bytes."""

    entry: str
    options: Options
    fingerprint: str
    memory: int | None


@dataclass(frozen=True, slots=True)
class Ready:
    """Models are loaded."""


@dataclass(frozen=True, slots=True)
class Unable:
    """It cannot work at all, and why: the place, what was seen and the remedy of the error."""

    kind: type[VnfactsError]
    where: str
    seen: str
    remedy: str


@dataclass(frozen=True, slots=True)
class Done:
    """A document's rows, and how many facts they tell."""

    key: int
    rows: Rows
    facts: int


@dataclass(frozen=True, slots=True)
class Failed:
    """A document that cannot be annotated: kind as in ``Failure``, seen in one line."""

    key: int
    kind: str
    seen: str


def work(descriptor: int) -> None:
    """Run the worker on its end of the sockets, until the parent is gone or ends it."""
    _end_with_parent()
    link = socket(fileno=descriptor)
    messages = read_messages(link)
    with suppress(OSError, StopIteration):  # the parent is gone
        setup: Setup = next(messages)
        analyse = _open(setup)
        if isinstance(analyse, Unable):
            link.sendall(pack(analyse))
            return
        link.sendall(pack(Ready()))
        pieces: SimpleQueue[Piece] = SimpleQueue()
        Thread(target=_listen, args=(messages, pieces), daemon=True).start()
        while True:
            link.sendall(pack(_annotate(*pieces.get(), analyse=analyse, fingerprint=setup.fingerprint)))
    os._exit(1)


def _listen(messages: Iterator[list[Piece]], pieces: SimpleQueue[Piece]) -> None:
    """Take chunks as they come, so that the next one is here when the last is done; end with the parent."""
    try:
        for chunk in messages:
            for piece in chunk:
                pieces.put(piece)
    finally:
        os._exit(1)


def _end_with_parent() -> None:
    """Linux ends the worker with its parent even where native code never returns; elsewhere ``_listen`` does."""
    if sys.platform == "linux":
        ctypes.CDLL(None, use_errno=True).prctl(PARENT_GONE, signal.SIGKILL)


def _open(setup: Setup) -> Analyse | Unable:
    if setup.memory:
        resource.setrlimit(resource.RLIMIT_DATA, (setup.memory, setup.memory))
    module, _, function = setup.entry.partition(":")
    try:
        analyse: Analyse = getattr(importlib.import_module(module), function)(setup.options)
        return analyse
    except VnfactsError as error:
        return Unable(type(error), error.where, error.seen, error.remedy)
    except MemoryError:
        return Unable(UsageError, "--worker-memory", "too little to load the models", "allow more")
    except Exception as error:
        if setup.memory is not None:  # where it runs out within the interpreter, anything may be raised
            seen = f"too little to load the models ({describe(error)})"
            return Unable(UsageError, "--worker-memory", seen, "allow more")
        return Unable(VnfactsError, "a worker", f"cannot start ({describe(error)})", "check the installation")


def _annotate(key: int, article: Article, *, analyse: Analyse, fingerprint: str) -> Done | Failed:
    try:
        record = analyse(article)
        return Done(key, to_rows(key, record, fingerprint), len(record["facts"]))
    except MemoryError:
        return Failed(key, "memory", "it needs more memory than a worker may take")
    except Exception as error:  # whatever one article meets must not cost the others
        return Failed(key, "error", describe(error))
