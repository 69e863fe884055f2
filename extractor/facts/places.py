"""Where a figure holds: a place in the sentence, in its paragraph, or the place that the article is about."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace
from functools import cache
from itertools import pairwise

from extractor.entities.bodies import read_place
from extractor.entities.gazetteer import read_gazetteer
from extractor.entities.levels import LEVELS
from extractor.facts.modifiers import find_modifiers
from extractor.facts.place_model import (
    Candidate,
    Told,
    add_weights,
    choose,
    describe,
    load_weights,
    relate,
    weigh,
)
from extractor.model import Doc, Entity, Place, Sentence, Zone

TYPES = "|".join(LEVELS)
WHOLE = rf"(?:[Tt]oàn|[Cc]ả) (?P<whole>{TYPES}|TP|quốc|nước)(?! hội(?!\w))"  # "toàn xã hội" is everybody
HIGHER = "|".join(LEVELS[:5])  # bare "xã" and "phường" are more often counted or listed than meant
NOT_BEHIND = r"(?<![\d/] )(?<!thị )(?<!xã )(?<!các )(?<!mỗi )(?<!cấp )(?<!Cấp )(?<!ác tỉnh, )"
NOT_BEFORE = rf"(?! [A-ZĐÀ-Ỹ]|[ ,]*\d|[ ,]+(?:{TYPES})\b)"  # a name, a number, another type word
BARE = rf"{NOT_BEHIND}(?P<bare>(?i:{HIGHER})|TP){NOT_BEFORE}"
# "Thế giới Di động" is a firm
WORLD = r"(?P<world>(?:[Tt]oàn )?thế giới|Thế giới(?! [A-ZĐ]| (?:di|số) [A-ZĐ])|[Tt]oàn cầu)"
GENERIC = re.compile(rf"(?<!\w)(?:{WHOLE}|{WORLD}|{BARE})(?!\w)")
FIRST_WORDS = frozenset({"toàn", "cả", "thế", "tp", *(level.split()[0] for level in LEVELS[:5])})  # of those phrases
COUNTRY = {"quốc": "Việt Nam", "nước": "Việt Nam"}
TYPE = re.compile(rf"^(?:{TYPES}|TP|TX)\.? (?=\D)", re.IGNORECASE)
SPELLED = {"TP": "thành phố"}
CHAIN = re.compile(r"\s*[,(\-–]?\s*")  # between the places of one address: xã A, huyện B (tỉnh C)
ADDRESS = re.compile(  # what a fact is seldom counted by
    r"(?:đường (?!cao tốc|sắt|tránh|vành đai|ven biển)|(?:phố|ngõ|hẻm|tổ|số|ấp|khu phố|khu \d|thôn|xóm|bản|buôn)\b)",
    re.IGNORECASE,
)
REGION = re.compile(r"(?:[Vv]ùng|[Kk]hu vực|[Kk]hu du lịch|[Kk]hu|KDL)\s+$")  # a larger thing named after a place
REGION_HEAD = re.compile(r"^(?:vùng|khu vực) (?=[A-ZĐ])", re.IGNORECASE)
REGION_REACH = 14
FIRST, NEAREST, BELOW = 8, 20, 4  # places from the article's start, before the figure, behind its sentence
REASONS = 3  # features that an answer names
PlaceOf = Callable[[Sentence, int, int], tuple[Place, str] | None]


def make_place_finder(doc: Doc, mentions: Sequence[Entity]) -> PlaceOf:
    """A function from (sentence, start and end of the fact) to its place; most documents never ask."""
    finder = cache(lambda: PlaceFinder(doc, mentions))
    return lambda sentence, start, end: finder().find(sentence, start, end)


class PlaceFinder:
    """The places of one document, by sentence."""

    def __init__(self, doc: Doc, mentions: Sequence[Entity]) -> None:
        gazetteer = read_gazetteer()
        self._doc = doc
        teasers = [zone for zone in doc.article.zones if zone.kind == "teaser"]
        locs = [m for m in mentions if m.label == "LOC"]
        self._own = [m for m in locs if not _lies_in(m.start, teasers)]
        self._own_starts = [m.start for m in self._own]
        names = {m.text for m in locs}
        self._kinds = {name: told.types for name in names if (told := read_place(name, 0, gazetteer))}
        self._main = _main_place(self._own, self._kinds)
        self._fullest = self._read_fullest(locs)
        self._number = {s.start: n for n, s in enumerate(doc.sentences)}
        self._all = self._read_all(mentions, locs, find_modifiers(doc, mentions))
        self._numbers = [c.number for c in self._all]

    def find(self, sentence: Sentence, start: int, end: int) -> tuple[Place, str] | None:
        """(place, why) of the fact between ``start`` and ``end``; None where the document names none."""
        weights = load_weights()
        asked = list(self.candidates(sentence, start, end))
        if not asked:
            return None
        scores = [weigh(one, relation[0]) + add_weights(relation) for one, relation in asked]
        chosen, share = choose(scores, [one.key for one, _ in asked])
        place, relation = asked[chosen][0].told.place, asked[chosen][1]
        speaking = {name: weights[name] for name in relation if weights.get(name, 0) > 0}
        strongest = sorted(speaking, key=lambda name: -speaking[name])[:REASONS]
        return place, f"“{place.text}”: {', '.join(strongest) or 'no other is likelier'} ({share:.2f})"

    def candidates(self, sentence: Sentence, start: int, end: int) -> Iterator[tuple[Candidate, tuple[str, ...]]]:
        """The places that come into question, each with how it stands to the fact."""
        here = self._number[sentence.start]
        first, last = bisect_left(self._numbers, here), bisect_right(self._numbers, here)
        own = [c.told.start for c in self._all[first:last] if not c.told.inner]
        sides = [s for s in own if s < start], [s for s in own if s >= start]
        head = self._all[: min(FIRST, first)]
        for one in (*head, *self._all[max(len(head), first - NEAREST) : last + BELOW]):
            yield one, relate(one, (start, end), here, sentence, self._doc, sides)

    def _read_all(
        self, mentions: Sequence[Entity], locs: Sequence[Entity], modifiers: frozenset[int]
    ) -> list[Candidate]:
        """Every told place of the document in reading order."""
        told = [(n, self._told_by(sentence, locs)) for n, sentence in enumerate(self._doc.sentences)]
        counts = Counter(t.place.name for _, inside in told for t in inside)
        top = max(counts.values(), default=0)
        most = {name for name, count in counts.items() if count == top}
        bodies = [m for m in mentions if m.label == "ORG"]
        starts = [m.start for m in bodies]
        offices = {m.end for m in mentions if m.label == "POSITION"}
        found: list[Candidate] = []
        for n, inside in told:
            rank = -1
            for one in inside:
                rank += not one.inner
                nearest = bisect_right(starts, one.start) - 1
                body = bodies[nearest] if nearest >= 0 and one.start < bodies[nearest].end else None
                features = describe(
                    one,
                    self._doc,
                    body=body,
                    in_office=body is not None and bool(offices & {body.start - 1, body.start - 2}),
                    flags=list(self._flags(one, n, most, modifiers, first=not found)),
                    count=counts[one.place.name],
                )
                found.append(Candidate(one, n, max(0, rank), tuple(features), key_of(one.place)))
        return found

    def _flags(
        self, told: Told, number: int, most: set[str], modifiers: frozenset[int], *, first: bool
    ) -> Iterator[str]:
        """What the document makes of a place."""
        text, sentence = self._doc.text, self._doc.sentences[number]
        if told.start in modifiers:
            yield "modifier"
        line = text.rfind("\n", 0, told.start) + 1
        if text.rfind("(", line, told.start) > text.rfind(")", line, told.start):
            yield "bracket"
        if told.place.name in most:
            yield "most"
        if self._main and self._main.name == told.place.name:
            yield "main"
        if number == 0:
            yield "title"
        if first:
            yield "first"
        if sentence.zone in ("heading", "teaser"):
            yield sentence.zone

    def _told_by(self, sentence: Sentence, locs: Sequence[Entity]) -> list[Told]:
        chains = self._chains(_within(sentence, locs))
        named = [self._name(chain) for chain in chains]
        generic = [t for t in self._generic(sentence) if not any(n.start <= t.start < n.end for n in named)]
        inner = [replace(self._name(chain[n:]), inner=True) for chain in chains for n in range(1, len(chain))]
        return sorted((*named, *generic, *inner), key=lambda t: t.start)

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

    def _read_fullest(self, locs: Sequence[Entity]) -> dict[str, str]:
        """The longest address that begins with a place, by its name: phường 12 → phường 12, TP. Vũng Tàu."""
        fullest: dict[str, str] = {}
        for whole in self._chains(locs):
            chain = _upward(whole)
            words, name = self._doc.text[chain[0].start : chain[-1].end], chain[0].name
            if len(chain) < 2 or (ADDRESS.match(chain[1].text) and not ADDRESS.match(chain[0].text)):
                continue  # "Hà Nội - phố Hàng Cót" goes down, and is no address
            if len(words) > len(fullest.get(name, "")) and "\n" not in words:
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
        found: list[Told] = []
        end = sentence.start
        for token in sentence.tokens:
            if token.key not in FIRST_WORDS or token.start < end:
                continue
            if (match := GENERIC.match(self._doc.text, token.start, sentence.end)) is None:
                continue
            end = match.end()
            if match["world"]:
                found.append(Told(match.start(), end, Place(match[0], match[0].lower()), generic=True))
                continue
            word = match["whole"] or match["bare"]
            word = word if word == "TP" else word.lower()
            if stands_for := self._resolve(word, match.start()):
                place = Place(match[0], stands_for.name, stands_for.link)
            elif match["whole"] or self._main is None:
                place = Place(match[0], COUNTRY.get(word, match[0]))
            else:
                continue
            found.append(Told(match.start(), end, place, generic=True))
        return found

    def _resolve(self, word: str, at: int) -> Entity | None:
        """The nearest place of this type before ``at``, else the first one behind it."""
        kind = SPELLED.get(word, word)
        first = bisect_right(self._own_starts, at)
        for m in (*reversed(self._own[:first]), *self._own[first:]):
            if kind in self._kinds.get(m.text, ()):
                return m
        return None


def key_of(place: Place) -> str:
    """What is the same of several words for one place."""
    return place.link.id if place.link else TYPE.sub("", place.name).lower()


def _upward(chain: Sequence[Entity]) -> Sequence[Entity]:
    """The units of a chain as far as each lies in a larger one: of "TP. A, tỉnh B, tỉnh C" the first two."""
    ranks = [_rank(m) for m in chain]
    steps = enumerate(pairwise(ranks), 1)
    return chain[
        : next((n for n, (one, other) in steps if one is not None and other is not None and other >= one), None)
    ]


def _rank(m: Entity) -> int | None:
    """0 for a country, 1 for a province, 2 for a district, 3 for a commune; None for what is no unit."""
    head = m.link.id.partition(":")[0] if m.link else ""
    return 0 if head == "country" else int(head) if head.isdigit() else None


def _within(sentence: Sentence, mentions: Sequence[Entity]) -> Sequence[Entity]:
    first = bisect_left(mentions, sentence.start, key=lambda m: m.start)
    return mentions[first : bisect_left(mentions, sentence.end, key=lambda m: m.start)]


def _lies_in(at: int, zones: Sequence[Zone]) -> bool:
    n = bisect_right(zones, at, key=lambda zone: zone.start)
    return n > 0 and at < zones[n - 1].end


def _main_place(locs: Sequence[Entity], kinds: dict[str, frozenset[str]]) -> Place | None:
    """The place that the article names most; administrative ones before others."""
    votes = Counter(m.name for m in locs)
    units = Counter(m.name for m in locs if m.text in kinds)
    name = next((name for name, _ in (units or votes).most_common(1)), None)
    first = next((m for m in locs if m.name == name), None)
    return Place(first.name, first.name, first.link) if first else None
