"""The workers: who gets what, who is late, who died, and what becomes of the document that it was at.

Workers answer document by document, in order: so the first one without an answer is the one that a dead or late
worker was at. It alone is suspected; what the worker held behind it goes to another. A suspect that crashes workers
has the machine to itself the last time, since memory may have been short because of its neighbours.
"""

from __future__ import annotations

import selectors
from collections import deque
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from time import monotonic

from extractor.batch.process import Task, Worker, start_worker
from extractor.batch.worker import Done, Piece, Ready, Setup, Unable
from extractor.errors import VnfactsError
from extractor.store import Failure

TRIES = {"error": 1, "memory": 2, "timeout": 2, "crash": 3}  # how often a document may fail in this way
CHUNK, CHARACTERS = 16, 100_000  # a chunk holds at most so many documents, and one more than so many characters
STARTING = 120.0  # seconds that a worker may take to load its models
STILLBORN = 4  # so many workers that die one after another while they start are no accident
LOOK = 1.0  # seconds at most that count for a look: while the run itself was stopped, nobody was late
PER_CHARACTER = 0.001  # seconds that a document gets beside the deadline: a fiftieth of the usual speed


@dataclass(frozen=True, slots=True)
class Limits:
    """``deadline``: seconds for a document, beside a second for every thousand characters."""

    workers: int
    deadline: float = 60.0


class Pool:
    """Documents in, outcomes out, in whatever order. Use it as a context manager: at its end no process is left."""

    def __init__(self, setup: Setup, limits: Limits) -> None:
        self._setup, self._limits = setup, limits
        self._workers: list[Worker] = []
        self._waiting: deque[Task] = deque()
        self._last: deque[Task] = deque()  # suspects that have one try left
        self._stillborn, self._looked = 0, monotonic()
        self.stopping = False  # no document is begun any more

    def __enter__(self) -> Pool:
        return self

    def __exit__(self, *_: object) -> None:
        while self._workers:
            self._workers.pop().kill()

    @property
    def hungry(self) -> bool:
        """Whether workers will soon have nothing to do: fewer than a chunk for each waits."""
        room = self._limits.workers
        if self._last or len(self._waiting) >= CHUNK * room:
            return False
        return sum(len(task.piece[1].text) for task in self._waiting) < CHARACTERS * room

    @property
    def busy(self) -> bool:
        """Whether a document is on its way; when stopping, whether one is being worked on."""
        if self.stopping:
            return any(worker.held for worker in self._workers)
        return bool(self._waiting or self._last or any(worker.held for worker in self._workers))

    def submit(self, pieces: Iterable[Piece]) -> None:
        """Queue documents."""
        self._waiting.extend(Task(piece) for piece in pieces)

    def wait(self, seconds: float) -> list[Done | Failure]:
        """What has come out, after waiting at most so long for it. Raises VnfactsError where no worker can start."""
        if not self.stopping:
            self._grow()
            self._dispatch()
        heard = [outcome for worker in self._select(seconds) for outcome in self._hear(worker)]
        return heard + list(self._judge())

    def _grow(self) -> None:
        wanted = len(self._waiting) + len(self._last) + len(self._held())
        while len(self._workers) < min(self._limits.workers, wanted):
            self._workers.append(start_worker(self._setup))

    def _held(self) -> list[Task]:
        return [task for worker in self._workers for task in worker.held]

    def _dispatch(self) -> None:
        """A chunk to every worker that has half a chunk or less before it; a last try only when all is still."""
        held = self._held()
        if any(_is_last(task) for task in held) or (self._last and held):
            return
        for worker in sorted((w for w in self._workers if w.ready), key=lambda w: len(w.held)):
            if self._last:
                worker.give([self._last.popleft()])
                return
            if self._waiting and len(worker.held) <= CHUNK // 2:
                worker.give(list(_take_chunk(self._waiting)))

    def _select(self, seconds: float) -> list[Worker]:
        """Workers that have something to tell."""
        with selectors.DefaultSelector() as selector:
            for worker in self._workers:
                events = selectors.EVENT_READ | (selectors.EVENT_WRITE if worker.channel.unsent else 0)
                selector.register(worker.channel.link, events, worker)
            ready = selector.select(seconds)
        for key, events in ready:
            if events & selectors.EVENT_WRITE:
                key.data.channel.flush()
        return [key.data for key, events in ready if events & selectors.EVENT_READ]

    def _hear(self, worker: Worker) -> Iterator[Done | Failure]:
        messages, alive = worker.receive()
        full = False
        for message in messages:
            if isinstance(message, Unable):
                raise message.kind(message.where, message.seen, message.remedy)
            if isinstance(message, Ready):
                worker.ready, self._stillborn = True, 0
            elif isinstance(message, Done):
                worker.held.popleft()
                yield message
            else:
                full |= message.kind == "memory"
                yield from self._blame(worker.held.popleft(), message.kind, message.seen)
        if not alive:
            yield from self._mourn(worker, worker.bury(), kind="crash")
        elif full or (self.stopping and messages):  # what a full one still keeps is too much for the next document
            self._dismiss(worker)

    def _judge(self) -> Iterator[Failure]:
        """End the workers that are late."""
        now = monotonic()
        passed, self._looked = min(now - self._looked, LOOK), now
        for worker in [w for w in self._workers if w.held or not w.ready]:
            worker.spent += passed
            limit = self._allow(worker.held[0]) if worker.held else STARTING
            if worker.spent > limit:
                worker.kill()
                yield from self._mourn(worker, f"not done after {limit:.1f} s", kind="timeout")

    def _allow(self, task: Task) -> float:
        return self._limits.deadline + len(task.piece[1].text) * PER_CHARACTER

    def _mourn(self, worker: Worker, seen: str, *, kind: str) -> Iterator[Failure]:
        """A worker that is dead: the document that it was at is to blame, the others go to the next worker."""
        suspect = worker.held.popleft() if worker.held else None
        self._dismiss(worker)
        if suspect:
            yield from self._blame(suspect, kind, seen)
        if not worker.ready:
            self._stillborn += 1
            if self._stillborn == STILLBORN:
                told = f"{STILLBORN} in a row ended while they started ({seen})"
                raise VnfactsError("workers", told, "see what they printed; allow more memory, or try vnfacts extract")

    def _dismiss(self, worker: Worker) -> None:
        self._waiting.extendleft(reversed(worker.held))
        worker.held.clear()
        self._workers.remove(worker)
        worker.kill()

    def _blame(self, task: Task, kind: str, seen: str) -> Iterator[Failure]:
        """The document's failure, or another try."""
        task.tries += 1
        key, article = task.piece
        if task.tries >= TRIES[kind]:
            yield Failure(key, article.source, kind, seen, task.tries)
        elif _is_last(task):
            self._last.append(task)
        else:
            self._waiting.appendleft(task)


def _is_last(task: Task) -> bool:
    """Whether one more crash would be the document's end."""
    return task.tries == TRIES["crash"] - 1


def _take_chunk(waiting: deque[Task]) -> Iterator[Task]:
    characters = documents = 0
    while waiting and documents < CHUNK and characters < CHARACTERS:
        task = waiting.popleft()
        documents, characters = documents + 1, characters + len(task.piece[1].text)
        yield task
