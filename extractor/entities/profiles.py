"""What an article makes of those whom it names: how often, how called, of which gender, where they stand."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections import Counter
from collections.abc import Sequence
from functools import cached_property

from extractor.entities.levels import is_typed
from extractor.entities.statements import read_says
from extractor.model import Doc, Entity

MALE, FEMALE = frozenset({"ông", "anh", "chú", "thầy"}), frozenset({"bà", "chị", "cô"})
OTHER = frozenset({"em", "cháu", "bác", "cụ"})
BEFORE = re.compile(r"(\w+)\s$")
BORN = r"(?:(?:\d\d? tuổi|(?:SN|sinh năm) ?\d{4})\s*[-–,]\s*)?"
IS = r"(?:hiện )?(?:là|làm)\s"
BEHIND = re.compile(rf"\s*[-–,(]\s*{BORN}(?:{IS})?\s*|\s+{IS}")
ASIDE = re.compile(
    rf"\s*[-–(]\s*(?:{IS})?\s*|\s+{IS}"
)  # behind a comma another clause begins: theo Reuters, cảnh sát …
LEADING = MALE | FEMALE | OTHER | {"là", "bé", "tên"}
AROUND = 40, 60  # characters before and behind a mention that tell of it
WHAT = 30  # behind the mark that leads to what somebody is
SPEAKS = 60  # characters between a name and the verb of saying
LINKED = re.compile(r"\s*[,(–-]\s*|\s+(?:thuộc|của|ở)?\s*")
AGED = re.compile(r"\W{0,3}(?:\(|, )(?:\d\d? tuổi|(?:SN|sinh năm) ?\d{4})")
INITIALS = re.compile(r"(?:^|[ .])[A-ZĐ][hgr]?\.?$")
OFFICE = 25  # characters between a person and an office of his
Words = tuple[str, ...]


class Profiles:
    """Every cluster of named things of one article."""

    def __init__(self, doc: Doc, named: Sequence[Entity], offices: Sequence[int] = ()) -> None:
        self._doc, self._named, self._offices = doc, named, offices
        self._counts = Counter(m.cluster for m in named)
        self._sentences = [s.start for s in doc.sentences]

    def count(self, cluster: str) -> int:
        """How often it is told."""
        return self._counts[cluster]

    def gender(self, cluster: str) -> str | None:
        """By its titles: ông or bà; a middle name Thị counts as bà, Văn as ông."""
        titles = self._titles.get(cluster, Counter())
        male, female = (sum(titles[t] for t in group) for group in (MALE, FEMALE))
        return "m" if male > female else "f" if female > male else None

    def is_called(self, cluster: str, words: Words) -> bool:
        """Whether these words stand right before its name, or behind it as what it is: ông A - giám đốc."""
        return words in self._called.get(cluster, ())

    def opens(self, m: Entity) -> bool:
        """Whether it is the first name of its sentence."""
        return m.start in self._openers

    def chain(self, m: Entity) -> str:
        """Where it stands in a chain of units, from the smallest on: xã A, huyện B, tỉnh C."""
        return self._chains.get(m.start, "alone")

    def is_nested(self, m: Entity) -> bool:
        """Whether it stands in a body's name."""
        return m.start in self._nested

    def speaks(self, m: Entity) -> bool:
        """Whether a verb of saying follows, or "theo" leads to it."""
        text = self._doc.text
        if "heo " in text[max(0, m.start - 10) : m.start]:
            return True
        return bool(read_says().search(text, m.end, m.end + SPEAKS))

    def tells(self, cluster: str, cues: str) -> bool:
        """Whether the words around its mentions tell one of the cues."""
        told = self._told.get(cluster, "")
        return any(f" {cue} " in told for cue in cues.split("|"))

    def describe(self, cluster: str) -> tuple[str, ...]:
        """What is told of a person: an age, an office, initials for a name, the title that is most often before it."""
        return self._described.get(cluster, ())

    def is_of(self, cluster: str, place: str) -> str:
        """How a place stands to a cluster: right before one of its mentions, near one, or not."""
        text = self._doc.text
        told = [m for m in self._named if m.cluster == cluster]
        if any(text[max(0, m.start - AROUND[0]) : m.start].rstrip().endswith(place) for m in told):
            return "beside"
        return "near" if any(place in text[max(0, m.start - AROUND[0]) : m.end + AROUND[1]] for m in told) else "apart"

    def in_headline(self, cluster: str) -> bool:
        """Whether the article's first sentence names it."""
        return cluster in self._headline

    @cached_property
    def _titles(self) -> dict[str, Counter[str]]:
        found: dict[str, Counter[str]] = {}
        for m in self._named:
            if m.label == "PERSON":
                titles = found.setdefault(m.cluster, Counter())
                before = BEFORE.search(self._doc.text[max(0, m.start - 12) : m.start])
                if before and (title := before[1].lower()) in MALE | FEMALE | OTHER:
                    titles[title] += 2
                middle = m.text.split()[1:-1]
                titles["bà"] += "Thị" in middle
                titles["ông"] += "Văn" in middle
        return found

    @cached_property
    def _described(self) -> dict[str, tuple[str, ...]]:
        found: dict[str, set[str]] = {}
        text = self._doc.text
        for m in self._named:
            if m.label == "PERSON":
                told = found.setdefault(m.cluster, set())
                told.update(["aged"] * bool(AGED.match(text, m.end)))
                told.update(["initials"] * bool(INITIALS.search(m.text)))
                near = bisect_right(self._offices, m.end + OFFICE) - bisect_left(self._offices, m.start - 2 * OFFICE)
                told.update(["official"] * (near > 0))
        for cluster, titles in self._titles.items():
            title, count = max(titles.items(), key=lambda one: one[1], default=("", 0))
            found.setdefault(cluster, set()).add(f"title={title if count else 'none'}")
        return {cluster: tuple(sorted(told)) for cluster, told in found.items()}

    @cached_property
    def _called(self) -> dict[str, set[Words]]:
        """The one to three syllables right before each name, and behind it those that tell what it is."""
        found: dict[str, set[Words]] = {}
        text = self._doc.text
        for m in self._named:
            line = text.rfind("\n", m.start - AROUND[0], m.start) + 1 or m.start - AROUND[0]
            words = self._words(line, m.start)
            called = found.setdefault(m.cluster, set())
            called.update(words[-n:] for n in (1, 2, 3) if len(words) >= n)
            while words and words[-1] in LEADING:  # nạn nhân [là anh] A
                words = words[:-1]
                called.update(words[-n:] for n in (1, 2, 3) if len(words) >= n)
            leads = BEHIND if m.label == "PERSON" else ASIDE
            if behind := leads.match(text, m.end, m.end + AROUND[0]):
                line = text.find("\n", behind.end(), behind.end() + WHAT)
                words = self._words(behind.end(), line if line >= 0 else behind.end() + WHAT)
                called.update(words[:n] for n in (1, 2, 3) if len(words) >= n)
        return found

    def _words(self, start: int, end: int) -> Words:
        """The keys of the tokens between two offsets."""
        first = bisect_left(self._starts, start)
        return tuple(self._keys[first : bisect_left(self._starts, end, first)])

    @cached_property
    def _starts(self) -> list[int]:
        return [token.start for sentence in self._doc.sentences for token in sentence.tokens]

    @cached_property
    def _keys(self) -> list[str]:
        return [token.key for sentence in self._doc.sentences for token in sentence.tokens]

    @cached_property
    def _openers(self) -> set[int]:
        first: dict[int, int] = {}
        for m in self._named:
            first.setdefault(bisect_right(self._sentences, m.start), m.start)
        return set(first.values())

    @cached_property
    def _chains(self) -> dict[int, str]:
        found: dict[int, str] = {}
        places = [m for m in self._named if m.label == "LOC"]
        for m, other in zip(places, places[1:], strict=False):
            if LINKED.fullmatch(self._doc.text, m.end, other.start) and _is_within(m, other):
                found.setdefault(m.start, "first")
                found[other.start] = "later"
        return found

    @cached_property
    def _nested(self) -> set[int]:
        nested, end = set(), 0
        for m in self._named:
            if m.label == "ORG":
                end = max(end, m.end)
            elif m.end <= end:
                nested.add(m.start)
        return nested

    @cached_property
    def _told(self) -> dict[str, str]:
        """The words around each person's mentions."""
        told: dict[str, str] = {}
        for m in self._named:
            if m.label == "PERSON":
                words = self._words(m.start - AROUND[0], m.end + AROUND[1])
                told[m.cluster] = f"{told.get(m.cluster, '')} {' '.join(words)} "
        return told

    @cached_property
    def _headline(self) -> set[str]:
        end = self._doc.sentences[0].end if self._doc.sentences else 0
        return {m.cluster for m in self._named if m.start < end}


def _is_within(one: Entity, other: Entity) -> bool:
    """Whether the second place is a larger unit than the first, or a country; a unit without a link is a small one."""
    if one.link is None:
        return other.link is not None and is_typed(one.name)
    if other.link is None or not one.link.id[0].isdigit():
        return False
    return other.link.type == "country" or one.link.id[0] > other.link.id[0]
