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
STREET = re.compile(r"(?:đường|phố|ngõ|hẻm|tổ|số)\b", re.IGNORECASE)
OPENS = re.compile(r"(?:tại|ở|trên địa bàn|riêng)\s+$", re.IGNORECASE)  # "Tại tỉnh A, …" holds for its sentence
OPENING = 25  # characters from the sentence's start
NATIVE = re.compile(r"(?:người|kiều|tiếng|gốc|tịch)\s+$")
NATIVE_REACH = 12
FIRM = re.compile(
    r"(?:(?:tổng )?công ty|cty|tập đoàn|ngân hàng|nhà máy|báo|tạp chí|clb|câu lạc bộ|đội|hãng|khách sạn|siêu thị)\b",
    re.IGNORECASE,
)
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

    modifiers = _find_modifiers(doc, mentions)

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
            if sentence.start <= m.start < sentence.end and m.id not in modifiers:
                chained = found and found[-1].end <= m.start and CHAIN.fullmatch(doc.text, found[-1].end, m.start)
                if chained and not found[-1].generic:
                    first = found[-1]  # the most exact, but that a street is no place to count in
                    start, name, link = first.start, first.place.name, first.place.link
                    if STREET.match(first.place.text):
                        start, name, link = m.start, m.name, m.link
                    found[-1] = Told(first.start, m.end, Place(doc.text[start : m.end], name, link), False)
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

    at_sentence = {s.start: n for n, s in enumerate(doc.sentences)}

    kept: dict[int, list[Told]] = {}

    def told_by(sentence: Sentence) -> list[Told]:
        if sentence.start not in kept:
            kept[sentence.start] = told_in(sentence)
        return kept[sentence.start]

    def find_place(sentence: Sentence, start: int, end: int) -> Place | None:
        told = told_by(sentence)
        right = [t for t in told if t.start >= start]
        if (
            right
            and right[0].start <= end + 40
            and not right[0].generic
            and _joined(doc, sentence, end, right[0].start)
        ):
            return right[0].place
        left = [t for t in told if t.start < start]
        if left and left[0].start - sentence.start < OPENING and OPENS.search(doc.text[sentence.start : left[0].start]):
            return left[0].place
        if left:
            return left[-1].place
        if right:
            return right[0].place
        if sentence.zone == "teaser":
            return None
        for n in range(at_sentence[sentence.start] - 1, -1, -1):
            before = doc.sentences[n]
            if sentence.paragraph - before.paragraph > 1 or before.zone == "heading":
                break
            if told := told_by(before):
                return told[0].place
        return main

    return find_place


def _find_modifiers(doc: Doc, mentions: Sequence[Entity]) -> frozenset[str]:
    """Ids of the places that only tell of what kind a thing is: "người Hà Lan", "Nhà máy đường Hòa Bình"."""
    firms = [m for m in mentions if m.label == "ORG" and FIRM.match(m.text)]
    return frozenset(
        m.id
        for m in mentions
        if m.label == "LOC"
        and (
            NATIVE.search(doc.text, max(0, m.start - NATIVE_REACH), m.start)
            or any(o.start <= m.start and m.end <= o.end for o in firms)
        )
    )


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
