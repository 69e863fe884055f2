"""Which of the periods that a text told before a figure holds for still: a log-linear model that may say "none".

A period is told by its kind and the words around it, and stands so far before the figure; the figure is a change or a
level, opens with certain words, counts something. Each such feature has a weight in models/periods.tsv. The likeliest
period is taken where it is likely enough. ``models/train_periods.py`` learns the weights.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache
from math import exp

from extractor.data import data_path, read_table
from extractor.facts.cascade import Item
from extractor.facts.draft import Draft
from extractor.facts.periods import REPORTED, Moment
from extractor.model import Sentence

LEAST = 0.25  # how likely a period must be to be taken
NOW = frozenset({"=hiện", "=hiện nay", "=hiện có", "=đang", "=nay", "=trước", "=sau", "=nếu", "=mỗi", "=sẽ"})
SAID = "says"  # what follows in the sentence is said by somebody: the period may be the day of saying
DIGITS = str.maketrans("123456789", "000000000")


@dataclass(frozen=True, slots=True)
class Told:
    """A period as a sentence tells it, with what it is by itself and the weight of that."""

    moment: Moment
    words: str
    number: int  # of its sentence
    paragraph: int
    kind: str
    opens: bool
    times: int  # how often the text tells it
    most: bool  # no other is told more often
    features: tuple[str, ...]
    marks: tuple[str, ...]  # of the last figure of its sentence


@lru_cache(maxsize=1)
def load_weights() -> dict[str, float]:
    """The shipped weight of each feature."""
    return {row["feature"]: float(row["weight"]) for row in read_table(data_path("models", "periods.tsv"))}


def kind_of(moment: Moment) -> str:
    """What sort of stretch it is: a report of some months or quarters, years, a month, a day, an open one."""
    if moment.kind in REPORTED:
        return "report"
    return "day" if moment.kind in ("date", "days", "this-day") else moment.kind


def describe(items: Sequence[Item], at: int, sentence: Sentence, *, first: bool, counted: bool) -> Iterator[str]:
    """What the period ``items[at]`` is by itself; ``first`` of the text, in a sentence with figures (``counted``)."""
    item = items[at]
    before = [x.text.lower() for x in items[max(0, at - 2) : at]]
    yield "kind=" + kind_of(item.value)
    yield "b1=" + (before[-1] if before else "BEGIN")
    if len(before) > 1:
        yield "b2=" + " ".join(before)
    yield "a1=" + (items[at + 1].text.lower() if at + 1 < len(items) else "END")
    yield "words=" + item.text.lower().translate(DIGITS)
    if item.value.told_year:
        yield "year"
    if any(SAID in x.types for x in items[at:]):
        yield "said"
    if not counted:
        yield "no-figure"
    if first:
        yield "first"
    if sentence.zone != "body":
        yield "zone=" + sentence.zone


def mark(draft: Draft, items: Sequence[Item]) -> list[str]:
    """What a figure is by itself, as it matters with every period."""
    unit = _unit(draft)
    family = unit if unit in ("vnd", "usd", "%", "change") else "count"
    marks = ["family=" + family, "status=" + draft.status, "changed" if draft.changes else "unchanged"]
    if items and "lead" in items[0].types:
        marks.append("lead=" + items[0].text.lower())
    told = {kind for item in items[: draft.at] if not NOW.isdisjoint(item.types) for kind in item.types & NOW}
    return marks + sorted("now" + kind for kind in told)


def name_words(draft: Draft, items: Sequence[Item], text: str, count: int) -> list[str]:
    """The words of a figure that tell whether it is of any period; ``count`` figures stand in its sentence."""
    words = ["unit=" + _unit(draft), "figures=" + bin_of(count, (1, 2, 4))]
    left = [x.text.lower() for x in items[max(0, draft.at - 2) : draft.at]]
    named = draft.named.words(text).lower().split()
    words += ["w1=" + left[-1]] if left else []
    words += ["w2=" + " ".join(left)] if len(left) > 1 else []
    words += ["n1=" + named[0], "n2=" + " ".join(named[:2])] if named else []
    opening = [x.text.lower() for x in items[:2]]
    return [*words, "o1=" + opening[0], "o2=" + " ".join(opening)]


def _unit(draft: Draft) -> str:
    return draft.level.amount.unit.lower() if draft.level else "change"


def relate(told: Told, number: int, paragraph: int, rank: int, marks: Sequence[str]) -> Iterator[str]:
    """How a period stands to a figure in sentence ``number``; ``rank`` counts those told later."""
    apart = paragraph - told.paragraph
    away = "same" if apart == 0 else "above" + bin_of(apart, (1, 2, 3, 5, 8))
    yield "any"
    yield away
    yield f"{away}:{told.kind}"
    yield "rank=" + bin_of(rank, (0, 1, 2, 4))
    yield "times=" + bin_of(told.times, (1, 2, 4))
    if told.most:
        yield "most"
    if told.opens:
        yield f"{away}:opens"
    if told.number == 1:
        yield "begins"
    if told.marks:
        yield "alike=" + "".join("ny"[mark in told.marks] for mark in marks[:3])
    for mark in marks:
        yield f"{away}:{mark}"
        yield f"{told.kind}:{mark}"


def weigh_none(marks: Sequence[str], words: Sequence[str]) -> float:
    """What speaks for no period at all."""
    weights = load_weights()
    return weights.get("none", 0.0) + sum(weights.get("none:" + name, 0.0) for name in (*marks, *words))


def bin_of(number: int, edges: Sequence[int]) -> str:
    """The first edge that is not below ``number``."""
    return next((str(edge) for edge in edges if number <= edge), "more")


def choose(scores: Sequence[float], none: float) -> tuple[int, float]:
    """The likeliest period and how likely it is beside the others and none (whose score is ``none``)."""
    best = max(range(len(scores)), key=scores.__getitem__)
    top = max(scores[best], none)
    likely = [exp(score - top) for score in scores]
    return best, likely[best] / (sum(likely) + exp(none - top))
