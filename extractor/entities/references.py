"""Short forms that are no names: "ông", "huyện này", "công ty", "Bí thư Thị ủy", each to the mention that it means.

What a form can mean is a row of references.tsv, or the common words that a name of the article begins with; which
mention it means, or none, is weighed by antecedents.py.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace

from extractor.entities.antecedents import Antecedents
from extractor.entities.form_words import (
    CLOSING,
    NEW,
    OPENS,
    OTHERS,
    POINTERS,
    has_seat,
    is_blocked,
    is_counted,
    is_of_several,
    is_owner,
    is_paid,
    make_form,
    read_level,
    read_references,
    skip_description,
    skip_pointer,
)
from extractor.entities.forms import CLOSED, Form
from extractor.entities.lone_offices import OFFICE, find_holders
from extractor.model import Doc, Entity, Reference, Role, Sentence, Token
from extractor.text import split_words

PRONOUNS = frozenset({"ông", "bà", "anh", "chị", "cô", "ông ấy", "bà ấy", "đồng chí"})
SEVERAL = frozenset({"các", "những", "nhiều", "mỗi", "mọi", "từng", "một"})
ADDRESSES = {  # before a title these tell no more of its bearer than a gender: vị [giáo sư], nữ [chủ tiệm]
    "vị": "", "viên": "", "cựu": "", "nguyên": "", "tân": "", "cố": "", "tên": "", "nữ": "f", "nam": "m",
    "ông": "m", "bà": "f", "anh": "m", "chị": "f", "cô": "f", "chàng": "m", "gã": "m",
}  # fmt: skip
DESCRIBED = frozenset({"titled", "body", "thing"})  # kinds with which more may be told before a pointer
PLACED = frozenset({"titled", "body"})  # kinds that may be told with a place: nhà lãnh đạo Triều Tiên
APPOSED = 25  # characters between a title and the name that it belongs to
HEAD_WORDS = 4
OWN_HEAD = "own-head"
ONE_WORD = frozenset({"body", "thing", "head"})  # kinds whose single syllable is else the end of a longer word


def find_references(doc: Doc, mentions: Sequence[Entity]) -> tuple[Reference, ...]:
    """Every short form whose mention is found, in reading order; offices come with ``add_offices``."""
    return tuple(_Finder(doc, mentions).find())


def find_forms(doc: Doc, mentions: Sequence[Entity]) -> Iterator[Form]:
    """Every short form that may have a mention: what the model of antecedents learns from."""
    return _Finder(doc, mentions).forms()


def stand_ins(references: Sequence[Reference], mentions: Sequence[Entity]) -> list[Entity]:
    """The pronouns as mentions of the persons that they mean, by the persons' names: roles are read from them too."""
    return _as_persons((r for r in references if r.rule in PRONOUNS), mentions)


def office_holders(references: Sequence[Reference], mentions: Sequence[Entity]) -> list[Entity]:
    """The offices without a person beside them as mentions of who holds them: speech is read from them too."""
    return _as_persons((r for r in references if r.rule == OFFICE), mentions)


def _as_persons(references: Iterable[Reference], mentions: Sequence[Entity]) -> list[Entity]:
    persons = {m.id: m for m in mentions if m.label == "PERSON"}
    told = ((r, persons.get(r.entity)) for r in references)
    return [replace(person, start=r.start, end=r.end, text=person.name) for r, person in told if person]


def add_offices(
    references: Sequence[Reference], doc: Doc, mentions: Sequence[Entity], roles: Sequence[Role]
) -> tuple[Reference, ...]:
    """The references with the offices that stand without a person: "Chủ tịch huyện" is who holds it in the article."""
    offices = list(find_holders(doc, mentions, roles))
    own = [r for r in references if not any(o.start <= r.start < o.end for o in offices)]
    return tuple(sorted((*own, *offices), key=lambda r: r.start))


class _Finder:
    """The short forms of one article."""

    def __init__(self, doc: Doc, mentions: Sequence[Entity]) -> None:
        self._doc, self._mentions = doc, mentions
        self._starts = [m.start for m in mentions]
        self._heads = _read_heads(mentions)
        self._first = {head[0] for head in self._heads}
        self._plural = self._read_plural()

    def find(self) -> Iterator[Reference]:
        antecedents = Antecedents(self._doc, self._mentions)
        for form in self.forms():
            if meant := antecedents.find(form):
                entity, why = meant
                text = self._doc.text[form.start : form.end]
                rule = OWN_HEAD if form.kind == "head" else form.rule
                yield Reference(form.start, form.end, text, entity.id, entity.cluster, rule, why)

    def _read_plural(self) -> frozenset[str]:
        """The words of the table that the article tells of several, or of any: các doanh nghiệp."""
        words, rows, _ = read_references()
        found = set()
        for sentence in self._doc.sentences:
            for at in words.starts(sentence.tokens):
                hit = words.match(sentence.tokens, at) if at and sentence.tokens[at - 1].key in SEVERAL else None
                if hit:
                    found.add(rows[int(hit[1])]["words"])
        return frozenset(found)

    def forms(self) -> Iterator[Form]:
        """What may stand for a mention, in reading order."""
        for number, sentence in enumerate(self._doc.sentences):
            heads = list(self._by_head(sentence, number))
            words = [w for w in self._by_words(sentence, number) if not any(_covers(h, w) for h in heads)]
            heads = [h for h in heads if not any(h.start < w.end and w.start < h.end for w in words)]
            yield from sorted((*heads, *words), key=lambda f: f.start)

    def _by_words(self, sentence: Sentence, number: int) -> Iterator[Form]:
        words, rows, blockers = read_references()
        tokens, reached = sentence.tokens, 0
        for at in words.starts(tokens):
            hit = words.match(tokens, at)
            if hit is None or is_blocked(tokens, at, hit[0], blockers):
                continue
            row = rows[int(hit[1])]
            level, end = read_level(tokens, hit[0]) if has_seat(row["words"]) else ("", hit[0])
            end = skip_pointer(tokens, end)
            if row["kind"] in DESCRIBED and hit[0] > at + 1:
                end = skip_description(tokens, end)
            if row["kind"] == "person" and tokens[at].key in ADDRESSES and _is_titled(tokens, end):
                continue  # anh | thợ điện: the title tells more
            if row["kind"] == "titled" and at > max(0, reached - 1) and tokens[at - 1].key in ADDRESSES:
                at, row = at - 1, {**row, "value": ADDRESSES[tokens[at - 1].key] or row["value"]}
            if at < reached and row["kind"] != "place":
                continue  # only a place stands inside other words: chính quyền [địa phương]
            reached = max(reached, end)
            place = self._place_behind(tokens, end) if row["kind"] in PLACED else None
            if self._is_free(tokens, at, end, row["kind"], placed=place is not None):
                form = make_form(tokens, at, end, row, number)
                form = replace(form, plural=row["words"] in self._plural, level=level)
                yield replace(form, end=place.end, place=place.text) if place else form

    def _by_head(self, sentence: Sentence, number: int) -> Iterator[Form]:
        """The common words that a name of this article begins with, alone: "trạm thu phí" for trạm thu phí Mỹ Lộc."""
        tokens, at = sentence.tokens, 0
        while at < len(tokens):
            if tokens[at].key not in self._first:
                at += 1
                continue
            keys = [tuple(t.key for t in tokens[at : at + n]) for n in range(HEAD_WORDS, 0, -1)]
            head = next((key for key in keys if key in self._heads), ())
            end = skip_pointer(tokens, at + len(head))
            blocked = is_blocked(tokens, at, at + len(head), read_references()[2])
            if head and not blocked and self._is_free(tokens, at, end, "head"):
                row = {"words": " ".join(head), "kind": "head", "value": "", "cues": ""}
                yield replace(make_form(tokens, at, end, row, number), clusters=frozenset(self._heads[head]))
            at = max(end, at + 1)

    def _place_behind(self, tokens: Sequence[Token], end: int) -> Entity | None:
        """The place whose the form's meaning is: nhà lãnh đạo | Triều Tiên; none where a name follows it."""
        start = tokens[end].start if end < len(tokens) else -1
        place = next((m for m in self._near(start) if m.label == "LOC" and m.start == start), None)
        return None if place is None or self._is_apposed(place.end) else place

    def _is_apposed(self, end: int) -> bool:
        """Whether a person's name follows, with nothing between but more of its title: tổng thống [đắc cử] A."""
        person = next((m for m in self._near(end + APPOSED) if m.label == "PERSON" and end <= m.start), None)
        between = self._doc.text[end : person.start] if person and person.start <= end + APPOSED else "."
        return not any(mark in between for mark in ',.;:()\n"') and not CLOSED & set(split_words(between))

    def _is_free(self, tokens: Sequence[Token], at: int, end: int, kind: str, *, placed: bool = False) -> bool:
        """Whether the words stand alone: in no mention, not counted, and no name or number behind."""
        start, stop = tokens[at].start, tokens[end - 1].end
        text = self._doc.text[start:stop].lower()
        bare = tokens[end - 2].end if end - at > 1 and tokens[end - 1].key in POINTERS else stop
        for m in self._near(start):
            if m.start < stop and start < m.end and m.label not in ("POSITION", "DATE"):
                whole = m.link is None and m.text.lower() == text
                level = kind == "place" and m.label == "ORG" and m.end in (stop, bare)
                if not (m.label == "ORG" and (whole or level)):
                    return False
        if (is_counted(tokens, at) and not is_owner(tokens, at, kind)) or is_of_several(tokens, at):
            return False
        if at > 1 and tokens[at - 1].key == "thị" and tokens[at].key == "xã":
            return False
        alone = at and kind in ONE_WORD and end - at == 1 and tokens[at - 1].kind == "word"
        if alone and tokens[at - 1].key not in OPENS and tokens[at].text[0].islower():
            return False  # in cán [bộ], nhiệm [vụ]
        if end == len(tokens):
            return True
        if placed:
            return True
        if tokens[end].key in OTHERS or (kind == "place" and tokens[end].key == NEW):
            return False
        if kind == "titled" and self._is_apposed(stop):
            return False
        behind = tokens[end]
        if tokens[end - 1].key in CLOSING:
            return True  # huyện này | Sơn La
        if behind.kind == "number":
            return kind in ("person", "titled") or is_paid(tokens, end)  # nạn nhân 32 tuổi, but huyện 2, công ty 3
        if kind == "person" and behind.text[:1].isupper():
            return False
        named = {m.label for m in self._near(behind.start) if m.start == behind.start}
        titles = {"ORG"} if kind == "body" else {"PERSON", "LOC", "ORG"}  # hãng | Vietjet
        return named.isdisjoint(titles) and not (behind.text[:1].isupper() and kind == "place")

    def _near(self, at: int) -> Sequence[Entity]:
        last = bisect_right(self._starts, at)
        return self._mentions[max(0, last - 4) : last + 2]


def _is_titled(tokens: Sequence[Token], at: int) -> bool:
    """Whether a title begins there."""
    words, rows, _ = read_references()
    hit = words.match(tokens, at)
    return hit is not None and rows[int(hit[1])]["kind"] == "titled"


def _covers(one: Form, other: Form) -> bool:
    return one.start <= other.start and other.end <= one.end and one.end - one.start > other.end - other.start


def _read_heads(mentions: Sequence[Entity]) -> dict[tuple[str, ...], set[str]]:
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
