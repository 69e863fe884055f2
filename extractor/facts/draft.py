"""A fact in the making: what the sentence says of a figure, before the document gives it place and speaker."""

from __future__ import annotations

import re
from dataclasses import dataclass, field, replace

from extractor.facts.build import Base, Change, Measure
from extractor.facts.cascade import Item
from extractor.facts.periods import Moment
from extractor.model import Reason, Status

WORD_MORE = re.compile(r" ([^\W\d_]+)")
INHERITED = "the indicator of the figure before"
LOOSE = frozenset((  # words that the model leaves off for good: no name ends in one
    "khiến", "thêm", "được", "trên", "rất", "cùng", "nằm", "khác", "đứng", "còn", "phải", "bị", "là", "đã", "sẽ", "cho",
    "của",
))  # fmt: skip


@dataclass(frozen=True, slots=True)
class Named:
    """The words for what a figure measures: offsets into the text (equal where there are none), and why these."""

    start: int
    end: int
    why: str
    prefix: tuple[int, int] | None = None  # the measure that a whole list shares
    score: float | None = None  # the model's, where it chose
    sure: bool = False  # nothing to correct
    behind: tuple[int, int] | None = None  # of a cell: the head over its column's head

    def words(self, text: str) -> str:
        """The indicator as one phrase."""
        parts = (self.prefix, (self.start, self.end), self.behind)
        return " ".join(text[part[0] : part[1]] for part in parts if part)


@dataclass(slots=True)
class Draft:
    """Positions are indexes into the sentence's items; ``start`` and ``end`` are offsets into the text."""

    at: int
    level: Measure | None
    named: Named
    status: Status
    status_why: str
    moment: tuple[Moment, str, str] | None  # the period, its words, why this one
    start: int
    end: int
    rule: str
    changes: list[Change] = field(default_factory=list)
    confidence: float = 1.0  # that the figure is a fact

    def turn_to_share(self, count: Item, base: Base) -> None:
        """Take ``count`` as the level; the level so far was its share of ``base``."""
        if self.level is not None:
            self.changes = [Change("ratio", self.level, base.words, base.moment, "chiếm")]
        self.level, self.end = count.value, count.end

    def take_total(self, total: Item) -> None:
        """Take ``total`` as what the level is out of."""
        if self.level is not None:
            self.level = replace(self.level, amount=replace(self.level.amount, total=total.value.amount.value))
            self.end = total.end

    def inherit(self, other: Draft) -> None:
        """Take the indicator of the figure before."""
        self.named = replace(other.named, why=INHERITED, score=None)

    def rename(self, start: int, end: int, score: float, text: str) -> None:
        """Take the model's words; a prefix stays where the words are those of the rule."""
        if self.named.sure:
            return
        left_off = WORD_MORE.fullmatch(text, end, self.named.end)  # "NQ chuyên | đề": the model stops inside a word
        if start == self.named.start and (end == self.named.end or (left_off and left_off[1].lower() not in LOOSE)):
            self.named = replace(self.named, score=score)
            return
        rule = self.named.words(text)
        why = f"the model reads so ({score:.2f}); the rule: “{rule}”, {self.named.why}"
        self.named = Named(start, end, why, score=score)

    def reasons(self, text: str) -> list[Reason]:
        """Why indicator, status and period are what they are."""
        return [
            Reason("indicator", self.named.words(text), self.named.why),
            Reason("status", self.status, self.status_why),
        ]
