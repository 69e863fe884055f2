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
ADDRESS = re.compile(  # what a fact is seldom counted by
    r"(?:đường (?!cao tốc|sắt|tránh|vành đai|ven biển)|(?:phố|ngõ|hẻm|tổ|số|ấp|khu phố|khu \d|thôn|xóm|bản|buôn)\b)",
    re.IGNORECASE,
)
OPENS = re.compile(r"(?:tại|ở|trên địa bàn|riêng)\s+$", re.IGNORECASE)  # "Tại tỉnh A, …" holds for its sentence
OPENING = 25  # characters from the sentence's start
NATIVE = re.compile(r"(?:người|kiều|tiếng|gốc|tịch)\s+$")
NATIVE_REACH = 12
FIRM = re.compile(
    r"(?:(?:tổng )?công ty|cty|tập đoàn|ngân hàng|nhà máy|báo|tạp chí|clb|câu lạc bộ|đội|hãng|khách sạn|siêu thị)\b",
    re.IGNORECASE,
)
AT = re.compile(r"(?:tại|ở|trên địa bàn|của)\s+$")
REGION = re.compile(r"(?:[Vv]ùng|[Kk]hu vực|[Kk]hu du lịch|[Kk]hu|KDL)\s+$")  # a larger thing named after a place
REGION_HEAD = re.compile(r"^(?:vùng|khu vực) (?=[A-ZĐ])", re.IGNORECASE)
REGION_REACH = 14
NEAR_RIGHT = 40  # how far behind a figure a place may stand that "tại" joins to it
ASIDE = re.compile(r"\s*\((?=[^()]*\))")  # behind a person or a road: (31 tuổi, ngụ tỉnh A), (từ A đến B)
PlaceOf = Callable[[Sentence, int, int], Place | None]


@dataclass(frozen=True, slots=True)
class Told:
    """A place that a sentence names, or a generic word that stands for one."""

    start: int
    end: int
    place: Place
    generic: bool = False


def make_place_finder(doc: Doc, mentions: Sequence[Entity]) -> PlaceOf:
    """A function from (sentence, start and end of the fact) to its place."""
    return PlaceFinder(doc, mentions).find


class PlaceFinder:
    """The places of one document, by sentence."""

    def __init__(self, doc: Doc, mentions: Sequence[Entity]) -> None:
        gazetteer = read_gazetteer()
        self._doc = doc
        teaser = next((z.start for z in doc.article.zones if z.kind == "teaser"), len(doc.text) + 1)
        modifiers = _find_modifiers(doc, mentions)
        locs = [m for m in mentions if m.label == "LOC"]
        self._locs = [m for m in locs if m.id not in modifiers]
        self._own = [m for m in locs if m.start < teaser]
        self._own_starts = [m.start for m in self._own]
        self._kinds = {m.id: told.types for m in locs if (told := read_place(m.text, m.start, gazetteer))}
        self._main = _main_place(self._own, self._kinds)
        self._fullest = self._read_fullest()
        self._number = {s.start: n for n, s in enumerate(doc.sentences)}
        self._told: dict[int, list[Told]] = {}

    def find(self, sentence: Sentence, start: int, end: int) -> Place | None:
        """The place of the fact between ``start`` and ``end``; None where the document names none."""
        told = self._told_by(sentence)
        left = [t for t in told if t.start < start]
        right = [t for t in told if t.start >= start]
        if right and self._is_joined(sentence, end, right[0]):
            return right[0].place
        if left and self._opens(sentence, left[0]):
            return left[0].place
        if self._doc.text[start:end].endswith("%"):
            right = [t for t in right if not t.generic]  # "9,2% diện tích cả nước" tells of what, not where
        if left or right:
            return left[-1].place if left else right[0].place
        return None if sentence.zone == "teaser" else self._place_before(sentence)

    def _is_joined(self, sentence: Sentence, end: int, told: Told) -> bool:
        """Whether "tại", "ở" or "của" joins the place to the figure that ends before it, in one clause."""
        if told.generic or told.start > end + NEAR_RIGHT:
            return False
        return bool(AT.search(self._doc.text[end : told.start])) and sentence.same_clause(end, told.start)

    def _opens(self, sentence: Sentence, told: Told) -> bool:
        """Whether the sentence opens with the place, which then holds for all of it."""
        near = told.start - sentence.start < OPENING
        return near and bool(OPENS.search(self._doc.text[sentence.start : told.start]))

    def _place_before(self, sentence: Sentence) -> Place | None:
        """The first place of the nearest sentence before that names one, in this paragraph or the one before."""
        for n in range(self._number[sentence.start] - 1, -1, -1):
            before = self._doc.sentences[n]
            if sentence.paragraph - before.paragraph > 1 or before.zone == "heading":
                break
            if told := self._told_by(before):
                return told[0].place
        return self._main

    def _told_by(self, sentence: Sentence) -> list[Told]:
        if sentence.start not in self._told:
            inside = [m for m in self._locs if sentence.start <= m.start < sentence.end]
            named = [self._name(chain) for chain in self._chains(inside)]
            generic = [t for t in self._generic(sentence) if not any(n.start <= t.start < n.end for n in named)]
            self._told[sentence.start] = sorted((*named, *generic), key=lambda t: t.start)
        return self._told[sentence.start]

    def _chains(self, locs: Sequence[Entity]) -> list[list[Entity]]:
        """Places that stand in one address: xã A, huyện B (tỉnh C)."""
        chains: list[list[Entity]] = []
        for m in locs:
            last = chains[-1][-1] if chains else None
            if last and last.end <= m.start and CHAIN.fullmatch(self._doc.text, last.end, m.start):
                chains[-1].append(m)
            else:
                chains.append([m])
        return chains

    def _read_fullest(self) -> dict[str, str]:
        """The longest address that begins with a place, by its name: phường 12 → phường 12, TP. Vũng Tàu."""
        fullest: dict[str, str] = {}
        for chain in self._chains(self._locs):
            words, name = self._doc.text[chain[0].start : chain[-1].end], chain[0].name
            if len(chain) > 1 and len(words) > len(fullest.get(name, "")) and "\n" not in words:
                fullest[name] = words + ")" * (words.count("(") > words.count(")"))
        return fullest

    def _name(self, chain: Sequence[Entity]) -> Told:
        """An address as one place, named after its first unit that is no street and no number of a house."""
        text = self._doc.text
        start, end = chain[0].start, chain[-1].end
        head = next((m for m in chain if not ADDRESS.match(m.text)), chain[0])
        name, link = REGION_HEAD.sub("", head.name), head.link
        if len(chain) == 1:
            name = self._fullest.get(head.name, name)
            region = REGION.search(text, max(0, start - REGION_REACH), start)
            start = region.start() if region else start
        closing = text[start:end].count("(") > text[start:end].count(")") and text[end : end + 1] == ")"
        return Told(start, end, Place(text[start : end + closing], name, link))

    def _generic(self, sentence: Sentence) -> list[Told]:
        """ "toàn tỉnh", "huyện": the place that the article tells of this type."""
        found = []
        for match in GENERIC.finditer(self._doc.text, sentence.start, sentence.end):
            word = match["whole"] or match["bare"]
            word = word if word == "TP" else word.lower()
            if stands_for := self._resolve(word, match.start()):
                place = Place(match[0], stands_for.name, stands_for.link)
            elif match["whole"] or self._main is None:
                place = Place(match[0], COUNTRY.get(word, match[0]))
            else:
                continue
            found.append(Told(match.start(), match.end(), place, generic=True))
        return found

    def _resolve(self, word: str, at: int) -> Entity | None:
        """The nearest place of this type before ``at``, else the first one behind it."""
        kind = SPELLED.get(word, word)
        first = bisect_right(self._own_starts, at)
        for m in (*reversed(self._own[:first]), *self._own[first:]):
            if kind in self._kinds.get(m.id, ()):
                return m
        return None


def _find_modifiers(doc: Doc, mentions: Sequence[Entity]) -> frozenset[str]:
    """Ids of the places that only tell of what kind a thing is or where somebody lives: "người Hà Lan", "Nhà máy đường
    Hòa Bình", "ông A (31 tuổi, ngụ tỉnh B)", "quốc lộ 5 (từ A đến B)"."""
    firms = [m for m in mentions if m.label == "ORG" and FIRM.match(m.text)]
    asides = []
    for m in mentions:
        opened = ASIDE.match(doc.text, m.end) if m.label in ("PERSON", "LOC") else None
        if opened and (m.label == "PERSON" or doc.text.startswith("từ ", opened.end())):
            asides.append((opened.end(), doc.text.index(")", opened.end())))
    return frozenset(
        m.id
        for m in mentions
        if m.label == "LOC"
        and (
            NATIVE.search(doc.text, max(0, m.start - NATIVE_REACH), m.start)
            or any(o.start <= m.start and m.end <= o.end for o in firms)
            or any(start <= m.start < end for start, end in asides)
        )
    )


def _main_place(locs: Sequence[Entity], kinds: dict[str, frozenset[str]]) -> Place | None:
    """The place that the article names most; administrative ones before others."""
    votes = Counter(m.name for m in locs)
    units = Counter(m.name for m in locs if m.id in kinds)
    name = next((name for name, _ in (units or votes).most_common(1)), None)
    first = next((m for m in locs if m.name == name), None)
    return Place(first.name, first.name, first.link) if first else None
