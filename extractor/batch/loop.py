"""The run itself: what is read is looked up in the store, what is missing goes to the workers, answers go back."""

from __future__ import annotations

from time import monotonic

from extractor.batch.choice import Redo
from extractor.batch.feed import Feed
from extractor.batch.pool import CHUNK, Pool
from extractor.batch.progress import Pace, Quiet
from extractor.batch.stopping import Stop
from extractor.batch.summary import Counts
from extractor.batch.worker import Piece
from extractor.batch.writer import Archive, Writer
from extractor.sources import OnError
from extractor.store import Failure

GRACE = 5.0  # seconds that documents get to be finished in once the run is asked to end
BRIEF, LONG = 0.05, 0.5  # seconds of one wait: where input is missing, and where everyone is at work
TOLD = 100  # refusals and failures that are told one by one; all are counted


class Loop:
    """``go`` until all is done or the run is asked to stop, then ``finish``; ``counts`` holds what has happened."""

    def __init__(
        self, archive: Archive, run: int, fingerprint: str, feed: Feed, pool: Pool, *, redo: Redo, progress: Quiet
    ) -> None:
        self._archive, self._feed, self._pool = archive, feed, pool
        self._fingerprint, self._redo, self._progress = fingerprint, redo, progress
        self.counts = Counts()
        self.on_refused: OnError = lambda _: None
        self.writer = Writer(archive, run, self.counts)
        self._pace, self._shown, self._told = Pace(), monotonic(), 0

    def go(self, stop: Stop) -> bool:
        """Whether everything was done. Raises VnfactsError where reading broke down, behind what was read."""
        while not stop.asked:
            ended = self._feed.ended and not self._pool.busy
            self._collect(0 if ended else self._fill())
            if ended:
                self._write(now=True)
                self._feed.check()
                return True
        self._end(stop)
        return False

    def finish(self) -> None:
        """Index what is new, once all is written."""
        self._progress.show("writing indexes", None)
        began = monotonic()
        self._archive.finish()
        self.writer.seconds += monotonic() - began

    def _fill(self) -> float:
        """Give the workers what they need; the seconds to wait for them."""
        pieces = self._feed.take(CHUNK) if self._pool.hungry else []
        if pieces:
            states = self._archive.state_of([key for key, _ in pieces])
            self._pool.submit([piece for piece in pieces if self._wants(piece, states.get(piece[0]))])
            return 0.0
        return BRIEF if self._pool.hungry and not self._feed.ended else LONG

    def _wants(self, piece: Piece, state: str | None) -> bool:
        """Whether the document is to be annotated; if not, it is counted and its place noted."""
        key, article = piece
        done, failed = state == self._fingerprint, state == f"failed:{self._fingerprint}"
        if state is None or (failed and self._redo.failed) or self._is_outdated(state, done or failed):
            wanted = self.writer.claim(key, article.source)
            self.counts.skipped += not wanted
            return wanted
        self.counts.skipped += done
        self.counts.failed_before += failed
        self.counts.older += not (done or failed)
        self.writer.meet(key, article.source)
        return False

    def _is_outdated(self, state: str, current: bool) -> bool:
        return not current and (self._redo.older or state.startswith("failed:"))

    def _collect(self, seconds: float) -> None:
        """Take what workers have answered, write what is due, tell how far the run is."""
        for outcome in self._pool.wait(seconds):
            self.writer.gather(outcome)
            if isinstance(outcome, Failure):
                self._tell_failure(outcome)
        self._write()
        for error in self._feed.take_refused():
            self.counts.refused += 1
            self._tell(str(error))
            self.on_refused(error)
        self.counts.left_out = self._feed.left_out
        if monotonic() - self._shown > self._progress.every:
            self._shown, share = monotonic(), self._share()
            self._progress.show(self._pace.tell(self.counts, share), share)

    def _write(self, *, now: bool = False) -> None:
        for failure in self.writer.flush(now=now):
            self._tell_failure(failure)

    def _tell_failure(self, failure: Failure) -> None:
        self._tell(f"{failure.source}: {failure.kind}: {failure.seen}; kept in failures, the rest goes on")

    def _tell(self, text: str) -> None:
        self._told += 1
        if self._told <= TOLD:
            self._progress.say(f"vnfacts: {text}")
        elif self._told == TOLD + 1:
            self._progress.say("vnfacts: what else is refused or fails is only counted")

    def _share(self) -> float | None:
        """How much of the input is through, from 0 to 1, as far as that is known."""
        through, read = self.counts.passed + self.counts.left_out, self._feed.extent.share
        shares = [read * through / self._feed.met] if read and self._feed.met else []
        if self._feed.choice.limit:
            shares.append(self.counts.passed / self._feed.choice.limit)
        return max(shares, default=None)

    def _end(self, stop: Stop) -> None:
        """Let documents that are being worked on be finished, for a few seconds; then cut them off."""
        self._feed.close()
        self._pool.stopping, since = True, monotonic()
        while self._pool.busy and stop.asked < 2 and monotonic() - since < GRACE:
            self._collect(BRIEF)
        self._write(now=True)
