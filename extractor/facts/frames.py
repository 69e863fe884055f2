"""Periods that hold beyond their own sentence: those told before, for a figure whose sentence tells none."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence

from extractor.facts.carry_model import (
    LEAST,
    Told,
    choose,
    describe,
    kind_of,
    load_weights,
    mark,
    name_words,
    relate,
    weigh_none,
)
from extractor.facts.cascade import Item
from extractor.facts.draft import Draft
from extractor.facts.moments import find_stretch, same_stretch
from extractor.facts.other_periods import COMPARED, is_of_document, is_record, is_term
from extractor.facts.periods import Moment
from extractor.model import Doc, Sentence

OPENING = 12  # characters from a sentence's start
REACH = 14  # sentences back
MOST = 6  # periods that come into question
TODAY = frozenset({"=hiện", "=hiện nay", "=hiện có", "=đến nay"})  # what follows is of no stretch
BIRTH = frozenset({"=sinh", "=sn"})


class Frames:
    """The periods that a document has told so far, the last one last."""

    def __init__(self, doc: Doc, parsed: Sequence[Sequence[Item]]) -> None:
        self._text = doc.text
        self._times = Counter(item.value for items in parsed for item in items if "period" in item.types)
        self._most = max(self._times.values(), default=0)
        self._told: dict[Moment, Told] = {}
        self._weights: dict[Moment, float] = {}
        self._number = 0  # of the sentence that is read

    def fill(self, sentence: Sentence, items: Sequence[Item], drafts: Sequence[Draft]) -> None:
        """Give the figures of a sentence that tell no period the one that still holds."""
        self._number += 1
        asking = [draft for draft in drafts if asks(draft, items)]
        near = self.near() if asking else []
        for draft in asking if near else ():
            marks = mark(draft, items)
            none = weigh_none(marks, name_words(draft, items, self._text, len(drafts)))
            best, share = choose(self._weigh(near, sentence.paragraph, marks), none)
            if share >= LEAST:
                draft.moment = near[best].moment, near[best].words, f"told before, and still holds ({share:.2f})"
        _move_stretches(items, drafts, {draft.at: draft for draft in asking if draft.moment})

    def _weigh(self, near: Sequence[Told], paragraph: int, marks: Sequence[str]) -> list[float]:
        """What speaks for each period."""
        weights = load_weights()
        relations = (relate(told, self._number, paragraph, rank, marks) for rank, told in enumerate(near))
        return [
            self._weights[told.moment] + sum(weights.get(name, 0.0) for name in relation)
            for told, relation in zip(near, relations, strict=True)
        ]

    def near(self) -> list[Told]:
        """The periods that come into question for a figure of the sentence that is read, the last one first."""
        found: list[Told] = []
        for told in reversed(self._told.values()):
            if self._number - told.number > REACH or len(found) == MOST:
                break
            found.append(told)
        return found

    def note(self, sentence: Sentence, items: Sequence[Item], drafts: Sequence[Draft]) -> None:
        """Keep the periods of a sentence whose figures are read."""
        if sentence.zone == "teaser" or sentence.cell:
            return
        telling = [n for n, item in enumerate(items) if "period" in item.types and _is_open(items, n)]
        if not telling:
            return
        weights = load_weights()
        marks = tuple(mark(drafts[-1], items)) if drafts else ()
        for at in telling:
            moment = items[at].value
            again = self._told.pop(moment, None)
            features = tuple(describe(items, at, sentence, first=not self._told and not again, counted=bool(drafts)))
            self._told[moment] = Told(
                moment,
                items[at].text,
                self._number,
                sentence.paragraph,
                kind_of(moment),
                items[at].start - sentence.start < OPENING,
                self._times[moment],
                self._times[moment] == self._most,
                features,
                marks,
            )
            self._weights[moment] = sum(weights.get(name, 0.0) for name in features)


def _move_stretches(items: Sequence[Item], drafts: Sequence[Draft], given: Mapping[int, Draft]) -> None:
    """A figure of the same stretch in another year goes with the period that its neighbour was ``given``: "bán lẻ tăng
    12% (cùng kỳ 2018 là 9,9%)"."""
    for draft in drafts if given else ():
        figure = find_stretch(items, draft.at)
        beside = given.get(figure) if figure is not None else None
        if beside and beside is not draft and beside.moment and (moved := same_stretch(items, draft.at, beside.moment)):
            draft.moment = moved


def asks(draft: Draft, items: Sequence[Item]) -> bool:
    """Whether a figure may take a period told before: its sentence tells none, and not that it is so today."""
    return draft.moment is None and not any(x.types & TODAY for x in items[: draft.at])


def _is_open(items: Sequence[Item], at: int) -> bool:
    """Whether figures may be of the period ``items[at]``: it is no decade and no term of office, not of a base, a
    document or a birth, and not since when something is a record."""
    before = items[at - 1].types if at else frozenset()
    if items[at].value.kind == "decade" or before & (COMPARED | BIRTH):
        return False
    dated = items[at].value.kind == "date" and is_of_document(items, at)
    return not (dated or is_record(items, at) or is_term(items, at))
