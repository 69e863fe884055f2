"""Where a figure holds: a place in the sentence, in its paragraph, or the place that the article is about."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import dataclass

from extractor.entities.bodies import LEVELS, read_place
from extractor.entities.gazetteer import read_gazetteer
from extractor.model import Doc, Entity, Place, Sentence

TYPES = "|".join(LEVELS)
WHOLE = rf"(?:[Tt]oàn|[Cc]ả) (?P<whole>{TYPES}|TP|quốc|nước)"
HIGHER = "|".join(LEVELS[:5])  # bare "xã" and "phường" are more often counted or listed than meant
NOT_BEHIND = r"(?<![\d/] )(?<!thị )(?<!xã )(?<!các )(?<!mỗi )"
NOT_BEFORE = rf"(?! [A-ZĐÀ-Ỹ]|[ ,]*\d|[ ,]+(?:{TYPES})\b)"  # a name, a number, another type word
BARE = rf"{NOT_BEHIND}(?P<bare>(?i:{HIGHER})|TP){NOT_BEFORE}"
GENERIC = re.compile(rf"(?<!\w)(?:{WHOLE}|{BARE})(?!\w)")
COUNTRY = {"quốc": "Việt Nam", "nước": "Việt Nam"}
SPELLED = {"TP": "thành phố"}
CHAIN = re.compile(r"\s*[,(\-–]?\s*")  # between the places of one address: xã A, huyện B (tỉnh C)
AT = re.compile(r"(?:tại|ở|trên địa bàn|của)\s+$")
PlaceOf = Callable[[Sentence, int, int], Place | None]


@dataclass(frozen=True, slots=True)
class Told:
    """A place that a sentence names, or a generic word that stands for one."""

    start: int
    end: int
    place: Place
    generic: bool


def make_place_finder(doc: Doc, mentions: Sequence[Entity]) -> PlaceOf:
    """A function from (sentence, start and end of the fact) to its place."""
    gazetteer = read_gazetteer()
    limit = next((z.start for z in doc.article.zones if z.kind == "teaser"), len(doc.text) + 1)
    locs = [m for m in mentions if m.label == "LOC"]
    own = [m for m in locs if m.start < limit]
    kinds = {m.id: told.types for m in locs if (told := read_place(m.text, m.start, gazetteer))}
    starts = [m.start for m in own]
    main = _main_place(own, kinds)

    def resolve(word: str, at: int) -> Entity | None:
        """The nearest place of this type before ``at``, else the first one behind it."""
        kind = SPELLED.get(word, word)
        first = bisect_right(starts, at)
        for m in (*reversed(own[:first]), *own[first:]):
            if kind in kinds.get(m.id, ()):
                return m
        return None

    def told_in(sentence: Sentence) -> list[Told]:
        found: list[Told] = []
        for m in locs:
            if sentence.start <= m.start < sentence.end:
                chained = found and found[-1].end <= m.start and CHAIN.fullmatch(doc.text, found[-1].end, m.start)
                if chained and not found[-1].generic:
                    found[-1] = Told(found[-1].start, m.end, found[-1].place, False)  # the first is the most exact
                else:
                    found.append(Told(m.start, m.end, Place(m.text, m.name, m.link), False))
        for match in GENERIC.finditer(doc.text, sentence.start, sentence.end):
            if any(t.start <= match.start() < t.end for t in found):
                continue
            word = match["whole"] or match["bare"]
            word = word if word == "TP" else word.lower()
            stands_for = resolve(word, match.start())
            if stands_for:
                place = Place(match[0], stands_for.name, stands_for.link)
            elif match["whole"] or main is None:
                place = Place(match[0], COUNTRY.get(word, match[0]))
            else:
                continue
            found.append(Told(match.start(), match.end(), place, True))
        return sorted(found, key=lambda t: t.start)

    def find_place(sentence: Sentence, start: int, end: int) -> Place | None:
        told = told_in(sentence)
        right = [t for t in told if t.start >= start]
        if (
            right
            and right[0].start <= end + 40
            and not right[0].generic
            and _joined(doc, sentence, end, right[0].start)
        ):
            return right[0].place
        left = [t for t in told if t.start < start]
        if left:
            return left[-1].place
        if right:
            return right[0].place
        if sentence.zone == "teaser":
            return None
        earlier = [s for s in doc.sentences if s.paragraph == sentence.paragraph and s.end <= sentence.start]
        for before in reversed(earlier):
            if told := told_in(before):
                return told[-1].place
        return main

    return find_place


def _joined(doc: Doc, sentence: Sentence, end: int, start: int) -> bool:
    """Whether "tại", "ở" or "của" joins a place to the words before it in one clause."""
    return bool(AT.search(doc.text[end:start])) and sentence.same_clause(end, start)


def _main_place(locs: Sequence[Entity], kinds: dict[str, frozenset[str]]) -> Place | None:
    """The place that the article names most; administrative ones before others."""
    votes = Counter(m.name for m in locs)
    units = Counter(m.name for m in locs if m.id in kinds)
    name = next((name for name, _ in (units or votes).most_common(1)), None)
    first = next((m for m in locs if m.name == name), None)
    return Place(first.name, first.name, first.link) if first else None
