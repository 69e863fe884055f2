"""From the places of an article to units of the gazetteer, weighed together; nothing where it would be a guess.

Every mention has candidates: the units of its name. Each is scored by what stands beside it (its type word, the units
told right behind it), then all of them by the whole article: a unit whose parents, children or other mentions are
surely told gains, as often as needed for the scores to settle (two rounds). The share of the best candidate against
the others and against "no unit" is its score; below ``SURE`` there is no link.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from functools import lru_cache
from math import exp

from extractor.data import data_path, read_table
from extractor.entities.abbreviations import write_out_place
from extractor.entities.gazetteer import Gazetteer
from extractor.entities.kinds import read_kind
from extractor.entities.levels import LEVELS, drop_epithet
from extractor.entities.nested import Mention
from extractor.entities.phrases import Phrases
from extractor.model import Doc, Link
from extractor.places import Unit, Units, fold_name, strip_marks
from extractor.places.lookup import split_type
from extractor.places.units import END, TWO_TIERS
from extractor.text import split_words, tokenize

SURE = 0.6  # the least share of a candidate that becomes a link
ROUNDS = 2
BARE = {1: 3.0, 2: 0.8, 3: -2.2}  # a bare name more often means the larger unit
BARE_TOWN = 2.2
TYPED, NONE_BARE, NONE_TYPED = 2.0, 1.0, 0.5
OLDER_TYPE = -1.5  # the type that it had once, or was to have
IN_CHAIN, IN_LIST, ABOVE_BEFORE = 5.0, 3.0, 2.0
NOT_IN_CHAIN = -4.0
SAME_NAME, SAME_SENTENCE = 1.5, 1.0
HELD, SHARE = {1: 2.5, 2: 3.0}, 1.0  # a parent that the article tells
CHAIN = re.compile(r"\s*(?:[,(–-]|thuộc|của|ở|tại|,? ?(?:thuộc|ở) (?:địa bàn )?)?\s*")
LISTED = re.compile(r"\s*(?:[,;/]|và|hoặc|,? ?cùng)?\s*(?:các\s+)?(?:xã|phường|thị trấn|huyện|quận|tỉnh)?\s*")
EVE = "2025-06-30"  # of the reform: the day of a link whose article has none
TYPES_ABOVE = frozenset({"tỉnh", "thành phố", "thị xã", "huyện", "quận"})
COMMUNE = 3
REACH = 10  # mentions of a list before the unit that holds them

Linked = tuple[Link | None, tuple[str, ...]]  # the link of a mention, and what decided it


@dataclass(slots=True)
class Named:
    """A mention with its candidates and their scores."""

    start: int
    end: int
    sentence: int
    kind: str | None
    name: str
    units: list[Unit] = field(default_factory=list)
    local: list[float] = field(default_factory=list)
    shares: list[float] = field(default_factory=list)
    why: list[list[str]] = field(default_factory=list)


@lru_cache(maxsize=1)
def read_blockers() -> Phrases:
    """Words before a name that make it the name of something else: đường, sông, chợ."""
    rows = read_table(data_path("gazetteers", "place_blockers.tsv"))
    return Phrases((split_words(row["words"]), row["words"]) for row in rows)


@lru_cache(maxsize=1)
def read_countries() -> dict[str, tuple[str, str]]:
    """Folded name → (ISO 3166 code, English name)."""
    rows = read_table(data_path("gazetteers", "countries.tsv"))
    return {fold_name(row["words"]): (row["code"], row["english"]) for row in rows}


@lru_cache(maxsize=1)
def read_landmarks() -> dict[str, tuple[str, str, str]]:
    """Folded name with its kind → (kind, name, key of the province): sân bay, khu công nghiệp, sông."""
    rows = read_table(data_path("gazetteers", "landmarks.tsv"))
    return {fold_name(f"{row['kind']} {row['name']}"): (row["kind"], row["name"], row["province"]) for row in rows}


def link_places(mentions: Sequence[Mention], doc: Doc, gazetteer: Gazetteer, units: Units) -> list[Linked]:
    """(link, what decided it) of every mention; only LOC mentions get one."""
    return _Article(mentions, doc, gazetteer, units).links()


class _Article:
    """The places of one article."""

    def __init__(self, mentions: Sequence[Mention], doc: Doc, gazetteer: Gazetteer, units: Units) -> None:
        self._doc, self._units, self._gazetteer = doc, units, gazetteer
        self._day = doc.article.published[:10] if doc.article.published else None
        self._mentions = mentions
        self._parents: dict[str, tuple[Unit, ...]] = {}
        self._in_bodies = frozenset(_places_of_bodies(mentions, doc.text))
        self._landmarks = frozenset(_told_landmarks(mentions, doc.text))
        starts = [s.start for s in doc.sentences]
        self._named = [self._read(n, starts) for n, m in enumerate(mentions) if m.label == "LOC"]
        self._places = [n for n, m in enumerate(mentions) if m.label == "LOC"]

    def links(self) -> list[Linked]:
        for named in self._named:
            self._score_alone(named)
        for at in range(len(self._named)):
            self._score_chain(at)
        for named in self._named:
            self._share(named, named.local)
        for _ in range(ROUNDS):
            self._weigh_together()
        told: list[Linked] = [(None, ())] * len(self._mentions)
        for n, named in zip(self._places, self._named, strict=True):
            told[n] = self._choose(named)
        return told

    def _read(self, n: int, starts: Sequence[int]) -> Named:
        mention = self._mentions[n]
        text = " ".join(self._doc.text[mention.start : mention.end].split())
        kind, name = split_type(text)
        kind, name = kind or self._type_before(mention.start), drop_epithet(name)
        named = Named(mention.start, mention.end, bisect_right(starts, mention.start), kind, name)
        if kind is None and n not in self._in_bodies and self._is_other(text, mention.start):
            return named
        if kind is None:
            kind = named.kind = self._implied_type(mention.start)
        named.units = self._candidates(kind, name)
        if kind is None and fold_name(name) in self._landmarks:
            # Beside sân bay Nội Bài, no xã Nội Bài:
            named.units = [unit for unit in named.units if unit.level < COMMUNE]
        return named

    def _is_other(self, text: str, start: int) -> bool:
        """Whether the name begins with, or follows, the word for another kind of thing: sông Cầu, đường | Lê Lợi."""
        tokens = tokenize(text)
        blockers = read_blockers()
        head = blockers.match(tokens, 0)
        known = self._units.named(text) and (tokens[0].text[0].isupper() or len(tokens) < 2)  # Núi Sam, but no núi Sam
        if (head and head[0] < len(tokens) and not known) or tokens[0].kind == "number":
            return True
        before = tokenize(self._doc.text[max(self._line_start(start), start - 24) : start])
        if before and before[-1].kind == "number":
            return True  # a house number: 214 Điện Biên Phủ
        return any(
            (hit := blockers.match(before, at)) is not None and hit[0] == len(before)
            for at in range(max(0, len(before) - 3), len(before))
        )

    def _line_start(self, start: int) -> int:
        return self._doc.text.rfind("\n", 0, start) + 1

    def _type_before(self, start: int) -> str | None:
        """The type word that stands before a name which the model began too late: huyện | đảo Phú Quốc."""
        before = self._doc.text[max(self._line_start(start), start - 10) : start].split(" ")
        words = (" ".join(before[-n - 1 : -1]).lower() for n in (2, 1))
        return next((word for word in words if word in LEVELS), None) if before[-1] == "" else None

    def _implied_type(self, start: int) -> str | None:
        """The type that a body's head gives to the bare name behind it: Huyện ủy | Mê Linh."""
        before = tokenize(self._doc.text[max(self._line_start(start), start - 16) : start])
        for at in range(max(0, len(before) - 3), len(before)):
            hit = self._gazetteer.heads.match(before, at)
            if hit and hit[0] == len(before) and hit[1] and "|" not in hit[1]:
                return hit[1]
        return None

    def _candidates(self, kind: str | None, name: str) -> list[Unit]:
        """One row a unit: that of the day, else the one whose type is told, else the latest before the reform."""
        if not name or (name.isdigit() and kind is None):
            return []
        finders = [self._units.named, self._units.spelled]
        if name.isascii() or kind in TYPES_ABOVE:
            finders.append(self._units.unmarked)
        return next((units for find in finders if (units := self._rows(kind, find(name)))), [])

    def _rows(self, kind: str | None, found: Sequence[Unit]) -> list[Unit]:
        rows: dict[tuple[int, str], list[Unit]] = defaultdict(list)
        for unit in found:
            rows[unit.level, unit.code].append(unit)
        units = [chosen for group in rows.values() if (chosen := self._row(kind, group))]
        if self._day is None and any(unit.valid_from < TWO_TIERS for unit in units):
            units = [unit for unit in units if unit.valid_from < TWO_TIERS]
        return _longest_lived(units)

    def _row(self, kind: str | None, rows: Sequence[Unit]) -> Unit | None:
        if self._day:
            held = [u for u in rows if u.held_on(self._day)]
            fits = [u for u in held if kind in (None, u.type)]
            if fits or kind is None:
                return fits[-1] if fits else None
            return held[-1] if held and any(u.type == kind for u in rows) else None
        fits = [u for u in rows if kind in (None, u.type)]
        old = [u for u in fits if u.valid_from < TWO_TIERS]
        return (old or fits or [None])[-1]  # type: ignore[list-item]

    def _score_alone(self, named: Named) -> None:
        for unit in named.units:
            if named.kind is None:
                score, why = BARE[unit.level], "a bare name"
                if unit.level == 2 and unit.type == "thành phố":
                    score = BARE_TOWN
            else:
                score, why = (
                    (TYPED, f"is a {unit.type}") if named.kind == unit.type else (TYPED + OLDER_TYPE, "was one")
                )
            named.local.append(score)
            named.why.append([why])

    def _above(self, unit: Unit) -> tuple[Unit, ...]:
        if unit.id not in self._parents:
            self._parents[unit.id] = self._units.parents(unit, self._day)
        return self._parents[unit.id]

    def _score_chain(self, at: int) -> None:
        """What stands right behind (xã A, huyện B), behind a list (các xã A, B, huyện C), and right before."""
        named = self._named[at]
        if not named.units:
            return
        keys = [{(p.level, p.code) for p in self._above(unit)} for unit in named.units]
        direct = True
        for step in range(1, REACH):
            if at + step >= len(self._named):
                break
            last, other = self._named[at + step - 1], self._named[at + step]
            if other.start < last.end:
                continue  # nested
            gap = self._doc.text[last.end : other.start]
            chained = CHAIN.fullmatch(gap) is not None
            if not chained and not LISTED.fullmatch(gap):
                break
            told = {(u.level, u.code) for u in other.units}
            hits = [bool(told & above) for above in keys]
            if any(hits):
                bonus = IN_CHAIN if direct and chained else IN_LIST
                for n, hit in enumerate(hits):
                    if hit:
                        named.local[n] += bonus
                        named.why[n].append(f"in {self._doc.text[other.start : other.end]}")
                    elif direct and chained and other.kind and other.units:
                        named.local[n] += NOT_IN_CHAIN
                break
            direct = False
        if at and self._named[at - 1].end <= named.start and self._named[at - 1].sentence == named.sentence:
            before = self._named[at - 1]
            told = {(u.level, u.code) for u in before.units}
            for n, above in enumerate(keys):
                if told & above and (named.kind or before.name != named.name):
                    named.local[n] += ABOVE_BEFORE
                    named.why[n].append(f"behind {self._doc.text[before.start : before.end]}")

    def _share(self, named: Named, scores: Sequence[float]) -> None:
        none = exp(NONE_BARE if named.kind is None else NONE_TYPED)
        powers = [exp(score) for score in scores]
        whole = none + sum(powers)
        named.shares = [power / whole for power in powers]

    def _weigh_together(self) -> None:
        """Score every candidate again by what the others surely tell: its parents, itself, its sentence."""
        support: Counter[tuple[int, str]] = Counter()
        own: list[dict[tuple[int, str], float]] = []
        here: dict[int, Counter[tuple[int, str]]] = defaultdict(Counter)
        for named in self._named:
            given: dict[tuple[int, str], float] = defaultdict(float)
            for unit, share in zip(named.units, named.shares, strict=True):
                for told in (unit, *self._above(unit)):
                    given[told.level, told.code] += share
            own.append(given)
            support.update(given)
            here[named.sentence].update(given)
        provinces = sum(weight for (level, _), weight in support.items() if level == 1) or 1.0
        for named, given in zip(self._named, own, strict=True):
            scores = []
            for n, unit in enumerate(named.units):
                score = named.local[n]
                for parent in self._above(unit):
                    key = (parent.level, parent.code)
                    if named.kind is None and parent.name == unit.name:
                        continue  # the name told bare is the larger unit's
                    rest = support[key] - given[key]
                    score += HELD[parent.level] * min(1.0, max(0.0, rest))
                    if parent.level == 1:
                        score += SHARE * rest / provinces
                    near = here[named.sentence][key] - given[key]
                    score += SAME_SENTENCE * min(1.0, max(0.0, near))
                key = (unit.level, unit.code)
                score += SAME_NAME * min(1.0, max(0.0, support[key] - given[key]))
                scores.append(score)
            self._share(named, scores)

    def _choose(self, named: Named) -> Linked:
        if not named.units:
            return self._no_unit(named)
        best = max(range(len(named.units)), key=lambda n: named.shares[n])
        unit, share = named.units[best], named.shares[best]
        rivals = sum(s > 0.01 for s in named.shares) - 1
        told = f"{unit.full_name} ({share:.2f}): {', '.join(named.why[best])}" + (
            f"; {rivals} rivals" if rivals else ""
        )
        if share < SURE:
            return None, (f"no link: {told}",)
        return make_link(unit, self._units, day=self._day), (told,)

    def _no_unit(self, named: Named) -> Linked:
        """A country, or a well-known place that is no unit, by its whole name."""
        key = fold_name(write_out_place(self._doc.text[named.start : named.end]))
        if named.kind is None and (country := read_countries().get(fold_name(named.name).removeprefix("nước "))):
            return Link(f"country:{country[0]}", country[1], "country"), ("a country's name",)
        if landmark := read_landmarks().get(key):
            kind, name, home = landmark
            province = self._units.at(1, home.partition(":")[2], self._day or EVE) if home else None
            above = (province.full_name,) if province else ()
            id = "landmark:" + strip_marks(key).replace(" ", "-")
            return Link(id, f"{kind} {name}", kind, above), (f"a well-known {kind}",)
        return None, ()


def _told_landmarks(mentions: Sequence[Mention], text: str) -> Iterator[str]:
    """The folded names of the well-known places that the article tells with the word for what they are."""
    for m in mentions:
        if m.label == "LOC" and (landmark := read_landmarks().get(fold_name(write_out_place(text[m.start : m.end])))):
            yield fold_name(landmark[1])


def _places_of_bodies(mentions: Sequence[Mention], text: str) -> Iterator[int]:
    """The places that end the name of a unit's body: Chi cục Phòng chống lụt bão | Thái Nguyên."""
    ends = {m.end: m.start for m in mentions if m.label == "ORG" and (kind := read_kind(text[m.start : m.end]))
            and kind.scope == "place"}  # fmt: skip
    for n, m in enumerate(mentions):
        if m.label == "LOC" and ends.get(m.end, m.start) < m.start:
            yield n


def _longest_lived(units: Sequence[Unit]) -> list[Unit]:
    """Of units with one name, type and parent, between which nothing but the day can decide, the one that held
    longest."""
    best: dict[tuple[str, str, str], Unit] = {}
    for unit in units:
        key = (unit.name, unit.type, unit.parent)
        if key not in best or _life(unit) > _life(best[key]):
            best[key] = unit
    return list(best.values())


def _life(unit: Unit) -> int:
    """How many months a row held."""
    start, end = unit.valid_from, unit.valid_to or END
    return (int(end[:4]) - int(start[:4])) * 12 + int(end[5:7]) - int(start[5:7])


def make_link(unit: Unit, units: Units, *, day: str | None) -> Link:
    """The link of a unit: its parents as of the day, and what it is today."""
    above = tuple(parent.full_name for parent in units.parents(unit, day))
    now = tuple(heir.unit.full_name for heir in units.today(unit)) if unit.valid_to else ()
    return Link(unit.id, unit.full_name, unit.type, above, now)
