"""Offices without a person beside them ("Chủ tịch huyện", "người đứng đầu Thị ủy"), each to the one who holds it."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator, Sequence
from functools import lru_cache

from extractor.data import data_path, read_table
from extractor.entities.positions import read_office
from extractor.entities.seats import name_seat
from extractor.entities.short_bodies import untyped
from extractor.model import Doc, Entity, Reference, Role, Sentence
from extractor.places import fold_name
from extractor.text import split_words

OFFICE = "office"  # the rule of such a reference
BESIDE = 4  # characters between an office and its holder's name
HEADING = re.compile(
    r"(?<!\w)(?:vị |tân )?(?:người (?:đứng đầu|lãnh đạo)|(?:nhà )?lãnh đạo cao nhất|ông chủ|chủ nhân)", re.IGNORECASE
)
LED = re.compile(r"(?<!\w)(?<!các )(?<!hai )(?<!số )(?<!từng là )(?:cựu|nguyên) (?:lãnh đạo|sếp) ", re.IGNORECASE)
OF = re.compile(r"(?: (?:của|cơ quan|chính quyền|chính phủ))* ")
RULING = re.compile(r"chính quyền|chính phủ")


def find_holders(doc: Doc, mentions: Sequence[Entity], roles: Sequence[Role]) -> Iterator[Reference]:
    """Every office with no person beside it that one person of the article holds."""
    starts = [m.start for m in mentions]
    for sentence in doc.sentences:
        inside = mentions[bisect_right(starts, sentence.start - 1) : bisect_right(starts, sentence.end)]
        persons = [m for m in inside if m.label == "PERSON"]
        told = (
            *_offices(inside, roles),
            *_heads(doc, sentence, inside, roles),
            *_leavers(doc, sentence, inside, roles),
            *_at_seats(doc, sentence, roles),
        )
        for start, end, held in told:
            if any(0 <= p.start - end <= BESIDE or 0 <= start - p.end <= BESIDE for p in persons):
                continue
            if holder := _last_told(held, start, mentions):
                yield Reference(
                    start,
                    end,
                    doc.text[start:end],
                    holder.id,
                    holder.cluster,
                    OFFICE,
                    f"holds the office: {holder.text}",
                )


def _offices(inside: Sequence[Entity], roles: Sequence[Role]) -> Iterator[tuple[int, int, list[Role]]]:
    """(start, end, roles that fit) of every position, the body right behind it counted in."""
    for n, office in enumerate(inside):
        if office.label == "POSITION":
            body = next((o for o in inside[n + 1 :] if o.label in ("ORG", "LOC") and o.start <= office.end + 1), None)
            yield office.start, max(office.end, body.end) if body else office.end, _fitting(office, body, roles)


def _heads(
    doc: Doc, sentence: Sentence, inside: Sequence[Entity], roles: Sequence[Role]
) -> Iterator[tuple[int, int, list[Role]]]:
    """(start, end, roles that fit) of whoever is told as the head of a body or of what rules a place."""
    for told in HEADING.finditer(doc.text, sentence.start, sentence.end):
        for body in inside:
            of = OF.fullmatch(doc.text, told.end(), body.start) if body.label in ("ORG", "LOC") else None
            if of:
                leads = [r for r in roles if _is_head(r) and r.organization]
                seat = name_seat("Chủ tịch", body.name) if RULING.search(of[0]) else body.name
                same = [r for r in leads if _is_same(r.organization or "", seat)]
                yield (
                    told.start(),
                    body.end,
                    same
                    or ([r for r in leads if body.label == "LOC" and _ends_alike(r.organization or "", body.name)]),
                )


def _at_seats(doc: Doc, sentence: Sentence, roles: Sequence[Role]) -> Iterator[tuple[int, int, list[Role]]]:
    """(start, end, roles that fit) of whoever is told as the master of a seat of power: ông chủ Nhà Trắng."""
    for told in HEADING.finditer(doc.text, sentence.start, sentence.end):
        seats, offices = _read_seats()
        if seat := seats.match(doc.text, told.end()):
            office, country = offices[fold_name(seat[1])]
            held = [r for r in roles if r.status == "current" and _is_same(r.organization or "", country)]
            yield told.start(), seat.end(), [r for r in held if r.position.lower().startswith(office.lower())]


@lru_cache(maxsize=1)
def _read_seats() -> tuple[re.Pattern[str], dict[str, tuple[str, str]]]:
    """What finds a seat of power behind its master, and each one, folded → (office, country): seats_of_power.tsv."""
    rows = read_table(data_path("gazetteers", "seats_of_power.tsv"))
    words = "|".join(re.escape(row["words"]) for row in rows)
    pattern = re.compile(rf" (?:của )?({words})(?!\w)", re.IGNORECASE)
    return pattern, {fold_name(row["words"]): (row["office"], row["country"]) for row in rows}


def _leavers(
    doc: Doc, sentence: Sentence, inside: Sequence[Entity], roles: Sequence[Role]
) -> Iterator[tuple[int, int, list[Role]]]:
    """(start, end, roles that fit) of whoever is told as one of those who once led a body: cựu sếp Ngân hàng A."""
    for told in LED.finditer(doc.text, sentence.start, sentence.end):
        body = next((m for m in inside if m.label in ("ORG", "LOC") and m.start == told.end()), None)
        if body:
            leads = [r for r in roles if r.organization and r.status == "former" and _leads(r)]
            yield told.start(), body.end, [r for r in leads if _is_same(r.organization or "", body.name)]


def _leads(role: Role) -> bool:
    office = read_office(role.position)
    return office is not None and office.rank in ("head", "state", "deputy")


def _is_head(role: Role) -> bool:
    office = read_office(role.position)
    return office is not None and office.rank in ("head", "state") and role.status == "current"


def _fitting(office: Entity, body: Entity | None, roles: Sequence[Role]) -> list[Role]:
    """The roles that the words of an office tell, in the body if it is told."""
    words = split_words(office.text)
    fitting = [r for r in roles if split_words(r.position)[: len(words)] == words]
    held = [r for r in fitting if len(split_words(r.position)) == len(words)] or fitting  # a Phó bí thư thường trực too
    if not held:
        return [r for r in roles if r.organization and words in _with_field(r.position, r.organization)]
    if body:
        seat = name_seat(office.text, body.name)
        same = [r for r in held if r.organization and _is_same(r.organization, seat)]
        told = same or [r for r in held if r.organization and _ends_alike(r.organization, body.name)]
        held = told or held if len({r.person for r in held}) == 1 else told
    return held


def _with_field(position: str, organization: str) -> list[tuple[str, ...]]:
    """An office told with what its body is for: Thứ trưởng | Bộ Y tế → Thứ trưởng Y tế."""
    words, body = split_words(position), split_words(organization)
    return [(*words, *body), (*words, *body[1:])]


def _last_told(held: Sequence[Role], start: int, mentions: Sequence[Entity]) -> Entity | None:
    """The one person who holds these roles, where that one was told last before ``start``, else first."""
    if len({r.person for r in held}) != 1:
        return None
    persons = [m for m in mentions if m.label == "PERSON" and m.name == held[0].person]
    before = [m for m in persons if m.end <= start]
    return before[-1] if before else persons[0] if persons else None


def _is_same(one: str, other: str) -> bool:
    """Whether two names are of one body, the word for what its place is told or not: UBND (tỉnh) Sơn La."""
    return fold_name(one) == fold_name(other) or untyped(one) == untyped(other)


def _ends_alike(one: str, other: str) -> bool:
    return split_words(one)[-2:] == split_words(other)[-2:]
