"""Reading ahead: a thread reads the input, so that the run never waits for a slow pipe."""

from __future__ import annotations

import sys
from collections import Counter, deque
from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace
from io import TextIOWrapper
from itertools import islice
from pathlib import Path
from threading import Condition, Thread

from extractor.batch.channel import describe
from extractor.batch.choice import Choice
from extractor.batch.extent import Extent
from extractor.batch.worker import Piece
from extractor.errors import InputError, VnfactsError
from extractor.model import Article
from extractor.sources import OnError, Reading, read_sources
from extractor.store import document_key

AHEAD, CHARACTERS = 128, 1_000_000  # documents and characters that lie here at most, and one document more
Read = Callable[[Sequence[str], OnError], Iterator[Article]]


class Feed:
    """The documents that are chosen, in the order of the input; a context manager. Nothing here waits but the thread.

    ``met`` counts the articles that were read, ``left_out`` those of them that were not chosen. ``read``: what reads
    the paths, ``read_sources`` without it.
    """

    def __init__(
        self,
        paths: Sequence[str | Path],
        choice: Choice,
        reading: Reading | None = None,
        *,
        read: Read | None = None,
    ) -> None:
        self._paths, self.choice, self._read_paths = [str(path) for path in paths], choice, read
        self._reading = reading or Reading()
        self.extent = Extent(self._paths)
        self._pieces: deque[Piece] = deque()
        self._refused: deque[InputError] = deque()
        self._broken: VnfactsError | None = None
        self._characters, self._ended, self._closed = 0, False, False
        self._changed = Condition()
        self.met = self.left_out = 0
        self.thread = Thread(target=self._read, name="reading", daemon=True)  # a silent pipe must not keep us
        self.thread.start()

    def __enter__(self) -> Feed:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    @property
    def ended(self) -> bool:
        """Whether nothing more will come."""
        with self._changed:
            return self._ended and not self._pieces

    def check(self) -> None:
        """Once it has ended: raise VnfactsError where reading broke down instead."""
        if self._broken:
            raise self._broken

    def take(self, documents: int) -> list[Piece]:
        """At most so many of the documents that have been read since."""
        with self._changed:
            pieces = [self._pieces.popleft() for _ in range(min(documents, len(self._pieces)))]
            self._characters -= sum(len(article.text) for _, article in pieces)
            self._changed.notify()
        return pieces

    def take_refused(self) -> list[InputError]:
        """What could not be read since the last call."""
        return [self._refused.popleft() for _ in range(len(self._refused))]

    def close(self) -> None:
        """Read no further. A standard input that is silent keeps the thread: it is left to it, for the interpreter
        could not close it at its end."""
        if self._closed:
            return
        with self._changed:
            self._closed = True
            self._changed.notify()
        self.thread.join(timeout=0.2)
        if self.thread.is_alive() and "-" in self._paths and isinstance(sys.stdin, TextIOWrapper):
            sys.stdin.detach()

    def _read(self) -> None:
        try:
            self.extent.measure()
            for piece in islice(self._choose(), self.choice.limit):
                if not self._put(piece):
                    return
            self.extent.enter("")
        except VnfactsError as error:
            self._broken = error
        except Exception as error:  # a reader's own fault
            self._broken = InputError("reading", describe(error), "report it with the input")
        finally:
            with self._changed:
                self._ended = True

    def _choose(self) -> Iterator[Piece]:
        cutoff = self.choice.find_cutoff(self._list_keys())
        for article in self._read_all(self._refused.append, self._reading):
            self.extent.enter(article.source)
            self.met += 1
            key = document_key(article)
            if key <= cutoff and self.choice.is_recent(article):
                yield key, article
            else:
                self.left_out += 1

    def _list_keys(self) -> Iterator[int]:
        """The keys of the first reading, whose refusals the second one tells."""
        articles = self._read_all(lambda _: None, replace(self._reading, left_out=Counter()))
        return (document_key(a) for a in articles if self.choice.is_recent(a))

    def _read_all(self, on_error: OnError, reading: Reading) -> Iterator[Article]:
        read = self._read_paths
        return read(self._paths, on_error) if read else read_sources(self._paths, on_error, reading)

    def _put(self, piece: Piece) -> bool:
        """Whether another one is wanted, after waiting for room."""
        with self._changed:
            self._pieces.append(piece)
            self._characters += len(piece[1].text)
            self._changed.wait_for(self._has_room)
            return not self._closed

    def _has_room(self) -> bool:
        return self._closed or (len(self._pieces) < AHEAD and self._characters < CHARACTERS)
