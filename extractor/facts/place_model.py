"""Which of the places that an article names a figure holds for: a log-linear model over how each stands to the figure.

A place is told by words of its own (a unit, inside a body, after "tại") and by where it stands: in the figure's clause,
left or right of it, in the sentence before. Each such feature has a weight in models/places.tsv, and those of a place
are added up; the place is chosen that is likeliest over all words that tell of it. ``models/train_places.py`` learns
the weights.
"""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from functools import lru_cache
from math import exp

from extractor.data import data_path, read_table
from extractor.model import Doc, Entity, Place, Sentence

WORD = re.compile(r"\w+|[^\w\s]")
FIGURE = re.compile(r"\d[\d.,]*")
BEFORE, AFTER = 25, 20  # characters beside a place that are looked at
FIRM = re.compile(
    r"(?:(?:tổng )?công ty|cty|tập đoàn|ngân hàng|nhà máy|báo|tạp chí|clb|câu lạc bộ|đội|hãng|khách sạn|siêu thị)\b",
    re.IGNORECASE,
)
HEADS = frozenset((  # what a place's first word may tell of it
    "tỉnh", "thành", "tp", "tp.", "huyện", "xã", "phường", "quận", "thị", "thôn", "đường", "sông", "cầu", "khu", "toàn",
    "cả", "bản", "phố", "quốc", "ngõ", "cảng", "sân", "hồ", "núi", "đảo", "biển", "vùng", "nước", "miền", "chợ", "kcn",
    "đèo", "bệnh", "trường", "nhà",
))  # fmt: skip
GAPS = {"left": (2, 6, 12, 20, 30), "right": (1, 3, 6, 12, 20)}  # words between


@dataclass(frozen=True, slots=True)
class Told:
    """A place that a sentence names, or a generic word that stands for one."""

    start: int
    end: int
    place: Place
    generic: bool = False
    inner: bool = False  # within an address that begins before it


@dataclass(slots=True)
class Candidate:
    """A told place with its sentence's number, its rank among that sentence's places, what it is by itself, and what
    is the same of all words for it."""

    told: Told
    number: int
    rank: int
    features: Sequence[str]
    key: str
    weights: dict[str, float] = field(default_factory=dict)  # by side of the figure


@lru_cache(maxsize=1)
def load_weights() -> dict[str, float]:
    """The shipped weight of each feature."""
    return {row["feature"]: float(row["weight"]) for row in read_table(data_path("models", "places.tsv"))}


def describe(
    told: Told, doc: Doc, *, body: Entity | None, in_office: bool, flags: Sequence[str], count: int
) -> Iterator[str]:
    """What a place is by itself: ``body`` is the body that it stands in, ``count`` how often the text tells it."""
    text = doc.text
    if body:
        yield "in-body"
        yield "body=" + body.text.split()[0].lower()
        if FIRM.match(body.text):
            yield "in-firm"
        if in_office:
            yield "in-office"
    first = told.place.text.split(maxsplit=1)[0].lower()
    if told.inner:
        yield "inner"
    yield "generic" if told.generic else "head=" + (first if first in HEADS else "name")
    if told.generic and first in HEADS:
        yield "head=" + first
    yield "link=" + (told.place.link.type if told.place.link else "none")
    before = WORD.findall(text[max(0, told.start - BEFORE) : told.start].replace("\n", " ¶ ").lower())[-2:]
    if before:
        yield "after=" + before[-1]
    if len(before) > 1:
        yield "after2=" + " ".join(before)
    behind = WORD.findall(text[told.end : told.end + AFTER].replace("\n", " ¶ ").lower())
    yield "before=" + (behind[0] if behind else "END")
    if "," in text[told.start : told.end]:
        yield "address"
    yield "count=" + _bin(count, (1, 2, 4))
    yield from flags


def relate(
    one: Candidate,
    span: tuple[int, int],
    here: int,
    sentence: Sentence,
    doc: Doc,
    own: tuple[Sequence[int], Sequence[int]],
) -> tuple[str, ...]:
    """How a place stands to the figure at ``span`` in sentence ``here``; the side comes first. ``own``: starts of the
    sentence's own places, left of the figure and not left of it; what stands within an address is none of them."""
    left, right = own
    if one.number != here:
        same = doc.sentences[one.number].paragraph == sentence.paragraph
        return _beyond(here - one.number, same, bool(left or right), one.rank == 0)
    relation = [*_in_sentence(one.told, span, sentence, doc.text, own)]
    if len(left) + len(right) == 1:
        relation.append("only")
    if one.told.start < span[0] and one.rank == 0:
        relation.append("left-first")
    return tuple(relation)


@lru_cache(maxsize=4096)
def _beyond(apart: int, same: bool, has_own: bool, first: bool) -> tuple[str, ...]:
    """How a place in another sentence, ``apart`` before the figure's, stands to it."""
    side = "below" if apart < 0 else "before" if same else "above"
    away = side + _bin(abs(apart), (1, 3) if apart < 0 else (1, 2, 3, 5, 8))
    return (side, away, *([side + "-has-own"] if has_own else []), *(["before-first"] if apart > 0 and first else []))


def _in_sentence(
    told: Told, span: tuple[int, int], sentence: Sentence, text: str, own: tuple[Sequence[int], Sequence[int]]
) -> Iterator[str]:
    (start, end), (left, right) = span, own
    if told.start < start:
        side, between, rank = "left", text[told.end : start], len(left) - bisect_right(left, told.start)
        same = sentence.same_clause(told.start, start)
    elif told.start < end:
        side, between, rank, same = "inside", "", 0, True
    else:
        side, between, rank = "right", text[end : told.start], max(0, bisect_right(right, told.start) - 1)
        same = sentence.same_clause(end, told.start)
    yield side
    yield f"{side}-{'same' if same else 'other'}-clause"
    if side == "inside":
        return
    yield f"{side}{_bin(rank, (0, 1, 2))}"
    yield f"{side}-gap{_bin(len(WORD.findall(between)), GAPS[side])}"
    yield f"{side}-figures{_bin(len(FIGURE.findall(between)), (0, 1, 2))}"
    yield f"{side}-commas{_bin(between.count(','), (0, 1, 2))}"
    if ";" in between:
        yield f"{side}-semicolon"
    if side == "left" and told.start - sentence.start < 3:
        yield "left-opens"
    if side == "right" and not left:
        yield "right-none-left"


def _bin(number: int, edges: Sequence[int]) -> str:
    n = bisect_left(edges, number)
    return str(edges[n]) if n < len(edges) else "more"


def weigh(one: Candidate, side: str) -> float:
    """The part of a place's score that does not hang on the figure but for its side; kept with the place."""
    if side not in one.weights:
        weights = _weights_on(side)
        one.weights[side] = sum([weights[name] for name in one.features if name in weights])
    return one.weights[side]


@lru_cache(maxsize=16)
def _weights_on(side: str) -> dict[str, float]:
    """What each feature of a place weighs on one side of the figure: there, and in any case."""
    weights, prefix = load_weights(), f"{side}:"
    names = {name.removeprefix(prefix) for name in weights}
    return {name: weights.get(name, 0.0) + weights.get(prefix + name, 0.0) for name in names}


@lru_cache(maxsize=4096)
def add_weights(relation: tuple[str, ...]) -> float:
    """What the shipped weights say of how a place stands to a figure: the same few ways come again and again."""
    weights = load_weights()
    return sum(weights.get(name, 0.0) for name in relation)


def choose(scores: Sequence[float], keys: Sequence[str]) -> tuple[int, float]:
    """The candidate that says most for the likeliest place, and how likely that place is over all that tell of it."""
    top = max(scores)
    shares: dict[str, float] = {}
    for score, key in zip(scores, keys, strict=True):
        shares[key] = shares.get(key, 0.0) + exp(score - top)
    likeliest = max(shares, key=shares.__getitem__)
    chosen = max((n for n, key in enumerate(keys) if key == likeliest), key=scores.__getitem__)
    return chosen, shares[likeliest] / sum(shares.values())
