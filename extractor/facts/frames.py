"""Periods that hold beyond their own sentence: for the rest of the paragraph, or for the lines that go on with it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

from extractor.facts.cascade import Item
from extractor.facts.draft import Draft
from extractor.facts.moments import EARLIER
from extractor.facts.periods import REPORTED, Moment
from extractor.model import Doc, Sentence, Status

DAYS = frozenset({"date", "days", "this-day"})  # on which something happened: no figure of the next line goes on
OPENING = 12  # characters from a sentence's start
REACH = 2  # sentences back to the last figure that has a period
GOES_ON = 4  # sentences in a row that take a period told before
SAME = "told before, in the same paragraph"
ABOVE = "told in the line above, which tells a stretch that is reported on"
LAST = "of the figure before, which this one goes on from"
Told = tuple[Moment, str, str]


@dataclass(frozen=True, slots=True)
class Dated:
    """The last figure with a period: its sentence's number, and how many sentences in a row took that period."""

    told: Told
    number: int
    status: Status
    taken: int


class Frames:
    """The periods that a document has told so far, by paragraph."""

    def __init__(self, doc: Doc) -> None:
        sizes = Counter(sentence.paragraph for sentence in doc.sentences)
        self._single = {paragraph for paragraph, size in sizes.items() if size == 1}
        self._told: dict[int, Told] = {}  # the last one of each paragraph
        self._holding: dict[int, Told] = {}  # of each line that the next line goes on from: "Năm 2014, …", "quý I"
        self._last: Dated | None = None
        self._number = 0  # of the sentence that is read

    def fill(self, sentence: Sentence, items: Sequence[Item], drafts: Sequence[Draft]) -> None:
        """Give the figures of a sentence that tell no period the one that still holds."""
        self._number += 1
        above = sentence.paragraph - 1
        goes_on = bool(items and "lead" in items[0].types)  # "Trong đó", "Cụ thể": the paragraph before goes on
        holding = self._told.get(sentence.paragraph) or self._holding.get(above)
        holding = holding or (self._told.get(above) if goes_on else None)
        for draft in drafts:
            draft.moment = draft.moment or holding or self._go_on(draft)

    def _go_on(self, draft: Draft) -> Told | None:
        """The period of the last figure for one that goes on from it: a change, a plan after a plan, a report."""
        last = self._last
        if last is None or self._number - last.number > REACH or last.taken >= GOES_ON or draft.status != last.status:
            return None
        goes_on = draft.changes or draft.status == "target" or last.told[0].kind in REPORTED
        return (*last.told[:2], LAST) if goes_on else None

    def note(self, sentence: Sentence, items: Sequence[Item], drafts: Sequence[Draft]) -> None:
        """Keep the periods of a sentence whose figures are read."""
        if sentence.zone == "teaser" or sentence.cell:
            return
        for draft in [d for d in drafts if d.moment is None or d.moment[2] != EARLIER][-1:]:
            self._keep(draft)
        periods = [item for item in items if "period" in item.types]
        if not periods:
            return
        here, last = sentence.paragraph, periods[-1]
        self._told[here] = last.value, last.text, SAME
        opens = last.start - sentence.start < OPENING and last.value.kind in ("years", "span")
        if drafts and here in self._single and (opens or last.value.kind in REPORTED):
            self._holding[here] = last.value, last.text, ABOVE

    def _keep(self, draft: Draft) -> None:
        if draft.moment is None or draft.moment[0].kind in DAYS:
            return
        again = self._last is not None and self._last.told[0] == draft.moment[0]
        taken = self._last.taken + 1 if again and self._last else 0
        self._last = Dated(draft.moment, self._number, draft.status, taken)
