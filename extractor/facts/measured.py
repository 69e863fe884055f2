"""What a figure measures, by a model: it sees the rule's choice and the words around, and keeps or corrects it."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import accumulate

import numpy as np
from numpy.typing import NDArray

from extractor.data import data_path
from extractor.encoder import Array
from extractor.facts.cascade import Item
from extractor.facts.draft import Named
from extractor.facts.network import LONGEST, Features, Network

LEFT, RIGHT = 32, 16  # words before and behind the figure that the model sees
LEAST = 0.003  # probability of a span that is looked at
NEAR_BEST = 0.06  # shares of agreement that count as equal
KINDS = (
    "verb", "head", "noun", "stop", "lead", "status", "joint", "change", "has", "reach", "says", "content", "cap",
    "named", "plain", "bound", "punct", "against", "duration", "measure", "money", "base", "uncounted", "person",
    "place", "organization",
)  # fmt: skip
NO_END = frozenset((  # function words and adverbs: no name of a thing ends in one
    "và", "của", "các", "những", "cho", "với", "tại", "ở", "trên", "trong", "được", "bị", "đã", "đang", "sẽ",
    "cũng", "là", "có", "đều", "vẫn", "từ", "do", "khi", "mà", "thì", "để", "như", "này", "theo", "về", "đến",
    "tới", "vào", "ra", "lên", "hơn", "khoảng", "gần", "tổng", "mỗi", "từng", "một", "chỉ", "còn", "thêm", "mới",
    "vừa", "phải", "cần", "muốn", "nếu", "hoặc", "hay", "vì", "bởi", "bằng", "gồm", "nhằm", "đạt",
))  # fmt: skip
NO_START = NO_END - {"các", "những", "tổng", "mỗi", "từng", "một"} | {
    *("dù", "dự", "định", "phấn đấu", "dự kiến", "ước", "ước tính", "ước đạt"),
}
CACHED = 4_096  # words whose features are kept
SYLLABLE = re.compile(r"[\w%/]+")
MARKS = frozenset(';:()“”"')
STOPS = frozenset(";()")  # where a span may have to end
FIGURE, OTHER, CHANGE, PERIOD, BLOCK = "#figure", "#amount", "#change", "#period", "#block"
FIGURED = frozenset({"amount", "comparison", "period", "block"})  # read as one word, or as one and its noun
TOLD_WORDS, TOLD_KINDS = MARKS | {",", OTHER, CHANGE}, frozenset({"verb", "reach", "named"})  # between word and figure
# Figures, commas, and whether other marks, verbs and names stand between a word and the figure.
Between = tuple[int, int, bool, bool, bool]
OUT_OF_RULE = (False, False, False)  # neither within the rule's choice nor its first word nor its last
NOTHING: Between = (0, 0, False, False, False)


@dataclass(slots=True)  # not frozen, as Item is not
class Word:
    """An item as the model reads it; a counted noun is parted from its number."""

    start: int
    end: int
    word: str
    types: tuple[str, ...]


def read_words(items: Sequence[Item]) -> tuple[list[Word], list[int]]:
    """The words of a sentence, none of its figures being the one that is asked for, and at which each item begins."""
    words: list[Word] = []
    places: list[int] = []
    for item in items:
        places.append(len(words))
        if FIGURED.isdisjoint(item.types):
            words.append(Word(item.start, item.end, item.text.lower(), _kinds(item.types)))
        else:
            words += _figure(item, own=False)
    return words, places


def take_words_around(words: Sequence[Word], item: Item, target: int) -> tuple[list[Word], int]:
    """The words around the figure ``item``, which begins at ``words[target]``, and the index of the figure among them;
    they stand where they stood."""
    own = _figure(item, own=True)
    first = max(0, target - LEFT)
    return [*words[first:target], *own, *words[target + len(own) : target + RIGHT]], target - first


def read_words_around(items: Sequence[Item], at: int, text: str) -> tuple[list[Word], int]:
    """The words around the figure ``items[at]``, and the index of the figure among them."""
    words, places = read_words(items)
    return take_words_around(words, items[at], places[at])


@lru_cache(maxsize=CACHED)
def _kinds(types: frozenset[str]) -> tuple[str, ...]:
    return tuple(kind for kind in KINDS if kind in types)


def _figure(item: Item, *, own: bool) -> list[Word]:
    if "period" in item.types:
        return [Word(item.start, item.end, PERIOD, ())]
    if "block" in item.types:
        return [Word(item.start, item.end, BLOCK, ())]
    name = FIGURE if own else OTHER if "amount" in item.types else CHANGE
    unit = item.slot("unit") if "amount" in item.types else None
    if unit is None or not item.value.counted or unit.start <= item.start:
        return [Word(item.start, item.end, name, ())]
    counted = ("counted",) if own else ("other",)
    return [
        Word(item.start, unit.start, name, ()),
        Word(unit.start, item.end, unit.text.lower(), (*_kinds(unit.types), *counted)),
    ]


def featurize(words: Sequence[Word], target: int, rule: Named, before: Named | None, text: str) -> list[Features]:
    """The features of each word; ``rule`` is the rule's choice, ``before`` the indicator of the figure before. The
    word itself and its neighbours are the network's to see."""
    kind = _figure_kind(words, target, text)
    rows: list[Features] = []
    for at, (word, between) in enumerate(zip(words, _describe_gaps(words, target), strict=True)):
        side = "L" if at < target else "R" if at > target else "T"
        inside = rule.start <= word.start and word.end <= rule.end
        in_rule = (True, word.start == rule.start, word.end == rule.end) if inside else OUT_OF_RULE
        told = before is not None and before.start <= word.start and word.end <= before.end
        distance = at - target if -12 < at - target < 8 else -12 if at < target else 8
        where = _describe_place(side, distance, in_rule, kind, told)
        rows.append((where, between, _describe_types(side, word.types)))
    return rows


def _describe_gaps(words: Sequence[Word], target: int) -> list[tuple[str, ...]]:
    """What stands between each word and the figure."""
    left = _describe_on("L", words[:target][::-1])
    return [*left[::-1], _describe_between("T", NOTHING), *_describe_on("R", words[target + 1 :])]


def _describe_on(side: str, words: Sequence[Word]) -> list[tuple[str, ...]]:
    """The same of the words on one side, from the figure on."""
    found: list[tuple[str, ...]] = []
    between = NOTHING
    told = _describe_between(side, between)
    for word in words:
        found.append(told)
        if not TOLD_KINDS.isdisjoint(word.types) or word.word in TOLD_WORDS:
            between = _pass(between, word)
            told = _describe_between(side, between)
    return found


def _pass(between: Between, word: Word) -> Between:
    """What stands between the figure and the words behind ``word``, two figures and two commas at most."""
    figures, commas, marks, verbs, names = between
    return (
        min(2, figures + (word.word in (OTHER, CHANGE))),
        min(2, commas + (word.word == ",")),
        marks or word.word in MARKS,
        verbs or "verb" in word.types or "reach" in word.types,
        names or "named" in word.types,
    )


@lru_cache(maxsize=CACHED)
def _describe_place(
    side: str, distance: int, in_rule: tuple[bool, bool, bool], kind: str, before: bool
) -> tuple[str, ...]:
    inside, first, last = in_rule
    return (
        f"side={side}",
        f"d={distance}",
        f"rule={inside}",
        f"rule={side}{inside}",
        f"first={first}",
        f"last={last}",
        f"k={kind},{side}",
        f"k={kind},d={max(-6, min(4, distance))}",
        f"k={kind},rule={inside}",
        *([f"before={side}"] if before else []),
    )


@lru_cache(maxsize=CACHED)
def _describe_between(side: str, between: Between) -> tuple[str, ...]:
    names = ("figures", "commas", "marks", "verbs", "names")
    return tuple(f"{name}={side}{told}" for name, told in zip(names, between, strict=True))


@lru_cache(maxsize=CACHED)
def _describe_types(side: str, types: tuple[str, ...]) -> tuple[str, ...]:
    return tuple(f"{side}t={name}" for name in types)


def _figure_kind(words: Sequence[Word], target: int, text: str) -> str:
    figure = text[words[target].start : words[target].end]
    if target + 1 < len(words) and "counted" in words[target + 1].types:
        return "counted"
    return "share" if "%" in figure else "measured"


@lru_cache(maxsize=1)
def open_network() -> Network:
    """The shipped network."""
    return Network(data_path("models", "indicators.npz"))


def best_span(
    words: Sequence[Word], rows: Sequence[Features], text: str, context: Array
) -> tuple[int, int, float] | None:
    """(first, last, score) of the span that is most likely to name the figure, without marks at its ends.

    Annotators agree on the thing more than on its last word, so not the single likeliest span is taken but the one
    that most of the probability agrees with, of nearly equal ones the likeliest; ``score`` is that share. No name
    goes on over its figure, or begins or ends in a function word. ``context``: what stands around each word.
    """
    likely = open_network().read_spans([word.word for word in words], rows, context)
    figure = next((at for at, word in enumerate(words) if word.word == FIGURE), len(words))
    likely[: figure + 1, figure:] = 0
    firsts, lasts = others = np.array(np.nonzero(likely >= LEAST))
    marks = [at for at, word in enumerate(words) if word.word in STOPS]
    whole = [
        (first, last)
        for first in dict.fromkeys(firsts.tolist())
        if words[first].word not in NO_START
        for last in range(first, min(first + LONGEST, _stop(words, marks, first, figure)))
        if words[last].word not in NO_END
    ]
    if not whole:
        return None
    agreed = agree(np.array(whole), others.T, count_syllables(words, text)) @ likely[firsts, lasts]
    near = np.nonzero(agreed >= agreed.max() - NEAR_BEST)[0].tolist()
    best = max(near, key=lambda n: (likely[whole[n]], whole[n][0] - whole[n][1]))
    first, last = whole[best]
    inside = [n for n in range(first, last + 1) if "punct" not in words[n].types]
    return (inside[0], _closed(words, inside[0], inside[-1]), float(agreed[best])) if inside else None


def _stop(words: Sequence[Word], marks: Sequence[int], first: int, figure: int) -> int:
    """Where a span that begins at ``first`` ends at the latest: before its figure, a semicolon, and a bracket closed
    that it has not opened; ``marks`` are the places of these."""
    depth, end = 0, figure if figure > first else len(words)
    for at in marks:
        if first <= at < end:
            depth += (words[at].word == "(") - (words[at].word == ")")
            if depth < 0 or words[at].word == ";":
                return at
    return end


def _closed(words: Sequence[Word], first: int, last: int) -> int:
    """The last word of a span whose bracket is closed: with the mark right behind, or without the bracket."""
    opened = [at for at in range(first, last + 1) if words[at].word == "("]
    if len(opened) <= sum(words[at].word == ")" for at in range(first, last + 1)):
        return last
    if last + 1 < len(words) and words[last + 1].word == ")":
        return last + 1
    return opened[-1] - 1 if opened[-1] > first else last


def count_syllables(words: Sequence[Word], text: str) -> NDArray[np.int64]:
    """How many syllables stand before each word, and at last in all: a figure or a period is a word of several."""
    counts = [_syllables(text[word.start : word.end]) for word in words]
    return np.array(list(accumulate(counts, initial=0)))


@lru_cache(maxsize=CACHED)
def _syllables(word: str) -> int:
    return len(SYLLABLE.findall(word))


def agree(spans: NDArray[np.int64], others: NDArray[np.int64], before: NDArray[np.int64]) -> NDArray[np.bool_]:
    """(spans, others): whether one may stand for the other: half of their syllables are the same; ``before`` counts
    those before each word."""
    first, end = before[spans[:, 0]], before[spans[:, 1] + 1]
    others_first, others_end = before[others[:, 0]], before[others[:, 1] + 1]
    shared = np.minimum(end[:, None], others_end) - np.maximum(first[:, None], others_first)
    sizes = (end - first)[:, None] + (others_end - others_first)
    told: NDArray[np.bool_] = 4 * np.maximum(shared, 0) >= sizes
    return told
