"""Short forms that are no names: "ông", "huyện này", "công ty", "Bí thư Thị ủy", each to the mention that it means.

A short form takes the nearest mention before it that it can mean, else, in an article's first lines, the next one.
What it can mean is a row of references.tsv: a person of a gender, a place of a type, a body of a head or kind.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections import Counter
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import replace
from functools import lru_cache

from extractor.data import data_path, read_table
from extractor.entities.kinds import read_kind
from extractor.entities.phrases import Phrases
from extractor.model import Doc, Entity, Reference, Role, Sentence, Token
from extractor.text import split_words

PRONOUNS = frozenset({"ông", "bà", "anh", "chị", "cô", "ông ấy", "bà ấy", "đồng chí"})
POINTERS = frozenset({"này", "đó", "trên", "ấy"})
COUNTING = frozenset({  # before a short form these tell of several, or of any
    "các", "những", "một", "mỗi", "nhiều", "hai", "ba", "bốn", "năm", "sáu", "bảy", "tám", "chín", "mười", "mấy",
    "nhóm", "vài", "từng", "mọi", "hàng", "số", "cấp", "liên",
    "bất", "đôi", "nào", "cùng", "đồng", "tân", "con", "người",
})  # fmt: skip
OPENS = frozenset({  # before a body of one syllable, which is else the end of a longer word
    "của", "do", "tại", "ở", "cho", "với", "và", "từ", "theo", "đến", "đốc", "đạo", "mà", "rằng", "nơi", "khi", "là",
    "phía", "trưởng", "phó", "nên", "thì", "để", "vào", "trong", "về", "dụng", "đó", "này", "nay", "hiện", "vì", "bởi",
    "nhưng", "viên", "nhờ", "cầu", "gửi", "bên", "ngoài", "trước", "sau",
})  # fmt: skip
MALE, FEMALE = frozenset({"ông", "anh", "chú", "thầy"}), frozenset({"bà", "chị", "cô"})
AHEAD = 700  # characters: how far a headline's short form may stand before its mention
HEAD_WORDS = 4
SCANNED = 300  # mentions on either side that are looked at, so that a long article takes linear time
FAR = 3000  # and how far behind its mention a person's may
Finder = Callable[[Entity], bool]


@lru_cache(maxsize=1)
def read_references() -> tuple[Phrases, tuple[dict[str, str], ...], Phrases]:
    """(words → row number, rows, words that only look like a short form)."""
    rows = read_table(data_path("gazetteers", "references.tsv"))
    blockers = read_table(data_path("gazetteers", "reference_blockers.tsv"))
    words = Phrases((split_words(row["words"]), str(n)) for n, row in enumerate(rows))
    return words, rows, Phrases((split_words(row["words"]), "") for row in blockers)


def find_references(doc: Doc, mentions: Sequence[Entity]) -> tuple[Reference, ...]:
    """Every short form whose mention is found, in reading order; offices come with ``add_offices``."""
    return tuple(_Finder(doc, mentions).find())


def stand_ins(references: Sequence[Reference], mentions: Sequence[Entity]) -> list[Entity]:
    """The pronouns as mentions of the persons that they mean, by the persons' names: roles are read from them too."""
    persons = {m.id: m for m in mentions if m.label == "PERSON"}
    told = ((r, persons.get(r.entity)) for r in references if r.rule in PRONOUNS)
    return [replace(person, start=r.start, end=r.end, text=person.name) for r, person in told if person]


def add_offices(
    references: Sequence[Reference], doc: Doc, mentions: Sequence[Entity], roles: Sequence[Role]
) -> tuple[Reference, ...]:
    """The references with the offices that stand without a person: "Chủ tịch huyện" is who holds it in the article."""
    finder = _Finder(doc, mentions)
    offices = [r for sentence in doc.sentences for r in finder.by_office(sentence, roles)]
    own = [r for r in references if not any(o.start <= r.start < o.end for o in offices)]
    return tuple(sorted((*own, *offices), key=lambda r: r.start))


class _Finder:
    """The short forms of one article."""

    def __init__(self, doc: Doc, mentions: Sequence[Entity]) -> None:
        self._doc, self._mentions = doc, mentions
        self._starts = [m.start for m in mentions]
        self._genders = _read_genders(doc, mentions)
        self._titles = _read_titles(doc, mentions)
        self._heads = _read_heads(doc, mentions)
        self._first = {head[0] for head in self._heads}

    def find(self) -> Iterator[Reference]:
        for sentence in self._doc.sentences:
            found = list(self._by_words(sentence))
            found += [r for r in self._by_head(sentence) if not any(r.start < o.end and o.start < r.end for o in found)]
            yield from sorted(found, key=lambda r: r.start)

    def _by_words(self, sentence: Sentence) -> Iterator[Reference]:
        words, rows, blockers = read_references()
        tokens, at = sentence.tokens, 0
        while at < len(tokens):
            hit = words.match(tokens, at)
            if hit is None or blockers.match(tokens, at) or (at and blockers.match(tokens, at - 1)):
                at += 1
                continue
            end, row = hit[0], rows[int(hit[1])]
            if end < len(tokens) and tokens[end].key in POINTERS:
                end += 1
            start, stop = tokens[at].start, tokens[end - 1].end
            if self._is_free(tokens, at, end, row["kind"]) and (meant := self._meant(row, start)):
                entity, why = meant
                text = self._doc.text[start:stop]
                yield Reference(start, stop, text, entity.id, entity.cluster, row["words"], why)
            at += 1  # a place may stand inside the words of a body: chính quyền [địa phương]

    def _is_free(self, tokens: Sequence[Token], at: int, end: int, kind: str) -> bool:
        """Whether the words stand alone: in no mention, not counted, and no name or number behind."""
        start, stop = tokens[at].start, tokens[end - 1].end
        text = self._doc.text[start:stop].lower()
        for m in self._near(start):
            if m.start < stop and start < m.end and m.label not in ("POSITION", "DATE"):
                whole = m.link is None and m.text.lower() == text
                level = kind == "place" and m.label == "ORG" and m.end == stop
                if not (m.label == "ORG" and (whole or level)):
                    return False
        if at and (tokens[at - 1].key in COUNTING or tokens[at - 1].kind == "number"):
            return False
        if at > 1 and tokens[at - 1].key == "thị" and tokens[at].key == "xã":
            return False
        if at and kind == "body" and end - at == 1 and tokens[at - 1].kind == "word":
            return tokens[at - 1].key in OPENS or tokens[at].text[0].isupper()  # not in cán [bộ], nhiệm [vụ]
        if end == len(tokens):
            return True
        behind = tokens[end]
        if behind.kind == "number" or (kind == "person" and behind.text[:1].isupper()):
            return False
        named = any(m.start == behind.start and m.label in ("PERSON", "LOC", "ORG") for m in self._near(behind.start))
        return not (named and kind != "body") and not (behind.text[:1].isupper() and kind == "place")

    def _near(self, at: int) -> Sequence[Entity]:
        last = bisect_right(self._starts, at)
        return self._mentions[max(0, last - 4) : last + 2]

    def _meant(self, row: Mapping[str, str], start: int) -> tuple[Entity, str] | None:
        if row["kind"] == "person":
            return self._person(row["words"], row["value"], start)
        if row["kind"] == "titled":
            return self._nearest(self._is_titled(row["words"]), start, reach=FAR)
        fits = _is_place(row["value"]) if row["kind"] == "place" else _is_body(row["value"])
        return self._nearest(fits, start, reach=None)

    def _nearest(self, fits: Finder, start: int, *, reach: int | None) -> tuple[Entity, str] | None:
        last = bisect_right(self._starts, start)
        for m in reversed(self._mentions[max(0, last - SCANNED) : last]):
            if reach is not None and start - m.start > reach:
                break
            if m.end <= start and fits(m):
                return m, f"the nearest before that it can mean: {m.text}"
        if last and start > AHEAD:
            return None
        for m in self._mentions[last : last + SCANNED]:
            if m.start - start > AHEAD:
                break
            if fits(m):
                return m, f"the first behind that it can mean: {m.text}"
        return None

    def _person(self, words: str, gender: str, start: int) -> tuple[Entity, str] | None:
        """The person last called by this very title, else the nearest one whose gender it may be."""
        title = split_words(words)[0]

        def same_title(m: Entity) -> bool:
            return m.label == "PERSON" and title in self._genders.get(m.cluster, {})

        def may_be(m: Entity) -> bool:
            told = self._gender(m.cluster)
            return m.label == "PERSON" and (gender == "any" or told in (None, gender))

        return self._nearest(same_title, start, reach=FAR) or self._nearest(may_be, start, reach=FAR)

    def _is_titled(self, words: str) -> Finder:
        """Whom the article calls so: sản phụ Vy T.Y."""
        wanted = split_words(words)
        return lambda m: m.label == "PERSON" and wanted in self._titles.get(m.cluster, ())

    def _gender(self, cluster: str) -> str | None:
        titles = self._genders.get(cluster, Counter())
        male, female = (sum(titles[t] for t in group) for group in (MALE, FEMALE))
        return "m" if male > female else "f" if female > male else None

    def _by_head(self, sentence: Sentence) -> Iterator[Reference]:
        """The common words that a name of this article begins with, alone: "trạm thu phí" for trạm thu phí Mỹ Lộc."""
        tokens, at = sentence.tokens, 0
        while at < len(tokens):
            if tokens[at].key not in self._first:
                at += 1
                continue
            keys = [tuple(t.key for t in tokens[at : at + n]) for n in (4, 3, 2, 1)]
            head = next((key for key in keys if key in self._heads), ())
            size = len(head)
            end = at + size
            pointed = size > 0 and end < len(tokens) and tokens[end].key in POINTERS
            if size and (size > 1 or pointed) and self._is_free(tokens, at, end, "head"):
                stop = tokens[end if pointed else end - 1].end
                clusters = self._heads[head]
                meant = self._nearest(lambda m, of=clusters: m.cluster in of, tokens[at].start, reach=FAR)  # type: ignore[misc]
                if meant:
                    start, text = tokens[at].start, self._doc.text[tokens[at].start : stop]
                    yield Reference(start, stop, text, meant[0].id, meant[0].cluster, "own-head", meant[1])
            at = max(end, at + 1)

    def by_office(self, sentence: Sentence, roles: Sequence[Role]) -> Iterator[Reference]:
        """An office that stands without a person: the one who holds it in this article."""
        first, last = bisect_right(self._starts, sentence.start - 1), bisect_right(self._starts, sentence.end)
        inside = self._mentions[first:last]
        for n, m in enumerate(inside):
            if m.label != "POSITION":
                continue
            end = m.end
            body = next((o for o in inside[n + 1 :] if o.label in ("ORG", "LOC") and o.start <= end + 1), None)
            if body:
                end = max(end, body.end)
            near = [o for o in inside if o.label == "PERSON" and (0 <= o.start - end <= 4 or 0 <= m.start - o.end <= 4)]
            if near or (entity := self._holder(m, body, roles)) is None:
                continue
            text = self._doc.text[m.start : end]
            yield Reference(m.start, end, text, entity.id, entity.cluster, "office", f"holds the office: {entity.text}")

    def _holder(self, office: Entity, body: Entity | None, roles: Sequence[Role]) -> Entity | None:
        """The only person of the article who holds this office, in this body if it is told."""
        held = [r for r in roles if split_words(r.position) == split_words(office.text)]
        if body:
            told = [r for r in held if r.organization and _ends_alike(r.organization, body.name)]
            held = told or held if len({r.person for r in held}) == 1 else told
        if len({r.person for r in held}) != 1:
            return None
        persons = [m for m in self._mentions if m.label == "PERSON" and m.name == held[0].person]
        before = [m for m in persons if m.end <= office.start]
        return (before or persons or [None])[-1 if before else 0]  # type: ignore[list-item]


def _ends_alike(one: str, other: str) -> bool:
    return split_words(one)[-2:] == split_words(other)[-2:]


def _is_place(kind: str) -> Finder:
    def fits(m: Entity) -> bool:
        if m.label != "LOC":
            return False
        if m.link:
            return m.link.id[0].isdigit() and kind in ("any", m.link.type)  # a unit, no country and no river
        return kind != "any" and m.name.lower().startswith(kind + " ")

    return fits


def _is_body(value: str) -> Finder:
    heads = [split_words(head) for head in value.split("|") if not head.startswith("kind:")]
    kinds = {head.removeprefix("kind:") for head in value.split("|") if head.startswith("kind:")}

    def fits(m: Entity) -> bool:
        if m.label != "ORG":
            return False
        words = split_words(m.name)
        if any(words[: len(head)] == head and len(words) > len(head) for head in heads):
            return True
        if not kinds:
            return False
        kind = read_kind(m.name)
        return "any" in kinds or (kind is not None and kind.kind in kinds and not kind.whole)

    return fits


def _read_titles(doc: Doc, mentions: Sequence[Entity]) -> dict[str, set[tuple[str, ...]]]:
    """The words right before each person's name, of one to three syllables."""
    found: dict[str, set[tuple[str, ...]]] = {}
    for m in mentions:
        if m.label == "PERSON":
            words = split_words(doc.text[max(0, m.start - 30) : m.start].rpartition("\n")[2])
            found.setdefault(m.cluster, set()).update(words[-n:] for n in (1, 2, 3) if len(words) >= n)
    return found


def _read_heads(doc: Doc, mentions: Sequence[Entity]) -> dict[tuple[str, ...], set[str]]:
    """The common words that the names of places and bodies begin with, where they do, with the clusters that bear
    them; a level (huyện) or a known head (công ty) is a row of references.tsv instead."""
    known = read_references()[0]
    found: dict[tuple[str, ...], set[str]] = {}
    for m in mentions:
        if m.label not in ("LOC", "ORG"):
            continue
        words = m.text.split()
        size = next((n for n, word in enumerate(words) if n and not word.islower()), len(words))
        head = split_words(" ".join(words[:size]))
        common = 0 < size < len(words) and len(head) == size <= HEAD_WORDS and words[0].isalpha()
        if common and head not in known and (words[0].islower() or size > 1):
            found.setdefault(head, set()).add(m.cluster)
    return found


def _read_genders(doc: Doc, mentions: Sequence[Entity]) -> dict[str, Counter[str]]:
    """How often each person is called ông, bà, anh …; a middle name Thị counts as bà, Văn as ông."""
    found: dict[str, Counter[str]] = {}
    for m in mentions:
        if m.label != "PERSON":
            continue
        titles = found.setdefault(m.cluster, Counter())
        before = re.search(r"(\w+)\s$", doc.text[max(0, m.start - 12) : m.start])
        if before and (title := before[1].lower()) in MALE | FEMALE | {"em", "cháu", "bác"}:
            titles[title] += 2
        middle = m.text.split()[1:-1]
        if "Thị" in middle:
            titles["bà"] += 1
        elif "Văn" in middle:
            titles["ông"] += 1
    return found
