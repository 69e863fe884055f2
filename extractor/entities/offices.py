"""Offices: a position, the body that it is held in, and the places and parents that go on telling which."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace

from extractor.entities.bodies import LEVELS, read_place, read_type_word
from extractor.entities.gazetteer import Gazetteer
from extractor.model import Entity
from extractor.text import split_words, tokenize

BARE_TYPE = re.compile(rf"\s+({'|'.join(LEVELS)})(?!\w)(?!\s+[A-ZĐÀ-Ỹ\d])")
THIS_BODY = re.compile(r"\s+((?:[^\W\d_]+\s+){1,3}?)này(?!\w)")
CHAINED = frozenset({"", ",", "kiêm", ", kiêm", "và", "-", "–", ";", "đồng thời là", ", đồng thời là"})
FUSING = frozenset({"trưởng", "phó", "chánh", "quyền"})  # these name an office only with the unit that they head
UNITS = frozenset({"phòng", "ban", "khoa", "đội", "tổ", "trạm"})
DELEGATION = ("đại", "biểu")  # Trưởng đoàn đại biểu Quốc hội | tỉnh A
WHOLE = ("giám đốc", "tổng giám đốc", "chủ tịch", "bí thư", "viện trưởng", "ủy viên")  # these stand alone
BODY_WORDS = 8  # how many words of a body's name may stand before the capitals that the model sees
MORE_WORDS = 4  # how many words of place or parent a body's name is given
OF = frozenset({"", "của", "tại", "ở", "thuộc", ","})
PART_OF = frozenset({",", "(", "thuộc", "của", ", thuộc"})
PARTS = (
    "vụ",
    "cục",
    "chi cục",
    "phòng",
    "ban",
    "tổ",
    "đội",
    "khoa",
    "viện",
    "trung tâm",
    "trường",
    "đoàn",
    "văn phòng",
)
KINDS = (  # which bodies an office may be held in, by the last words of the office and the first of the body
    (("bí thư",), ("tỉnh ủy", "thành ủy", "huyện ủy", "thị ủy", "quận ủy", "đảng ủy", "đảng bộ")),
    (
        ("giám đốc", "giám đốc điều hành"),
        ("công ty", "tổng công ty", "tập đoàn", "ngân hàng", "sở", "trung tâm", "bệnh viện"),
    ),
    (("bộ trưởng",), ("bộ",)),
)


@dataclass(frozen=True, slots=True)
class Office:
    """A position and the body that follows it, with offsets into the text."""

    position: Entity
    body: Entity | None
    start: int
    end: int
    name: str | None = None  # the body's name where it is more than its mention says


def find_chains(
    inside: Sequence[Entity], text: str, mentions: Sequence[Entity], gazetteer: Gazetteer
) -> list[tuple[list[Office], int, int]]:
    """(offices, index of the first mention, index behind the last) of each chain of offices."""
    chains: list[tuple[list[Office], int, int]] = []
    at = 0
    while at < len(inside):
        if inside[at].label != "POSITION":
            at += 1
            continue
        first = at
        chain: list[Office] = []
        while at < len(inside) and inside[at].label == "POSITION":
            if chain and text[chain[-1].end : inside[at].start].strip() not in CHAINED:
                break
            office, at = _office(inside, at, text, mentions, gazetteer)
            chain.append(office)
        chains.append((_share_body(chain), first, at))
    return chains


def _office(
    inside: Sequence[Entity], at: int, text: str, mentions: Sequence[Entity], gazetteer: Gazetteer
) -> tuple[Office, int]:
    """The office whose position is ``inside[at]``, and the index behind what belongs to it."""
    position, at = inside[at], at + 1
    body = inside[at] if at < len(inside) and _belongs(position, inside[at], text, gazetteer) else None
    if body is None:
        told = _open_body(position.end, text, mentions, gazetteer)
        name, end = told or (None, position.end)
        return Office(position, None, position.start, end, name), at
    if body.label == "LOC" and (level := body.text.lower()) in LEVELS:  # "Chủ tịch tỉnh" and no more
        return Office(
            position, body, position.start, body.end, _last_place(level, body.start, mentions, gazetteer)
        ), at + 1
    gap = text[position.end : body.start].strip()
    begun = text[position.end : body.end].strip() if gap and gap not in OF else None
    name, end, at = _whole_name(begun or body.name, inside, at + 1, text)
    while at < len(inside) and inside[at].label == "LOC" and _continues(text[end : inside[at].start]):
        end, at = inside[at].end, at + 1
    return Office(position, body, position.start, end, name if begun or name != body.name else None), at


def _whole_name(name: str, inside: Sequence[Entity], at: int, text: str) -> tuple[str, int, int]:
    """(name, end, index behind) of the body ``inside[at - 1]`` with the bodies and places that tell more of it."""
    body, end, more = inside[at - 1], inside[at - 1].end, MORE_WORDS
    while at < len(inside):
        other, gap = inside[at], text[end : inside[at].start]
        size = len(split_words(other.text))
        if other.label == "ORG" and gap == " ":
            name = f"{name} {other.name}"  # without a comma a chain is one body
        elif other.label == "ORG" and gap.strip() == "và" and _is_short(body, other):
            name = f"{body.text} và {other.name}"
        elif size <= more and other.label in ("ORG", "LOC") and _tells_more(body, other, gap):
            told = gap.strip()
            name, more = (
                f"{name}{' ' if told in ('thuộc', 'của') else ''}{told if told != '(' else ','} {other.text}",
                more - size,
            )
        else:
            break
        end, at = other.end, at + 1
    return name, end, at


def _is_short(body: Entity, other: Entity) -> bool:
    """ "HĐND và UBND huyện A": a short form that shares the place of the next body."""
    return (
        body.label == "ORG" and body.text.isupper() and other.text.split()[0].isupper() and len(other.text.split()) > 1
    )


def _tells_more(body: Entity, other: Entity, gap: str) -> bool:
    """Whether ``other`` is where the body is, or what it is a part of: "UBND phường 9, TP A", "Vụ B, Bộ C"."""
    if other.label == "LOC":
        return gap.strip() in (",", "(")
    part = split_words(body.text)
    return gap.strip() in PART_OF and any(part[: len(k)] == k for k in map(split_words, PARTS))


def _open_body(at: int, text: str, mentions: Sequence[Entity], gazetteer: Gazetteer) -> tuple[str, int] | None:
    """(name, end) of a body that only a word stands for: "Trưởng Công an [xã]", "Phó hiệu trưởng [đại học này]"."""
    if (m := BARE_TYPE.match(text, at)) and (place := _last_place(m[1].lower(), at, mentions, gazetteer)):
        return place, m.end()
    if m := THIS_BODY.match(text, at):
        for body in (m for m in reversed(mentions) if m.start < at):
            if body.label == "ORG" and m[1].strip().lower() in body.text.lower():
                return body.name, m.end()
    return None


def _last_place(level: str, at: int, mentions: Sequence[Entity], gazetteer: Gazetteer) -> str | None:
    """The place of this level that was told last before the offset ``at``, with its type word."""
    for place in (m for m in reversed(mentions) if m.start < at and m.label == "LOC"):
        told = read_place(place.text, place.start, gazetteer)
        if told and level in told.types and len(split_words(place.name)) > len(split_words(level)):
            return place.name if read_type_word(place.name, gazetteer) else f"{level} {place.name}"
    return None


def _belongs(position: Entity, body: Entity, text: str, gazetteer: Gazetteer) -> bool:
    """A body right behind the position, or one whose name begins in lower case with a head: tập đoàn [Sao Mai]."""
    if body.label not in ("ORG", "LOC"):
        return False
    gap = text[position.end : body.start].strip()
    if gap in OF:
        return gap != "," or body.label == "ORG"
    tokens = tokenize(gap)
    return len(tokens) <= BODY_WORDS and gazetteer.heads.match(tokens, 0) is not None and not set(",;:.(") & set(gap)


def _continues(gap: str) -> bool:
    """Whether a place goes on telling where a body is: "UBND xã A, huyện B" or "Phòng Tài chính (huyện B"."""
    return gap.strip() in ("", ",", "(", "-")


def _share_body(chain: list[Office]) -> list[Office]:
    """ "Chủ tịch kiêm Tổng giám đốc Công ty A": an office without a body takes that of the next one."""
    for n in range(len(chain) - 2, -1, -1):
        if chain[n].body is None and chain[n].name is None and chain[n + 1].body is not None:
            chain[n] = replace(chain[n], body=chain[n + 1].body, name=chain[n + 1].name)
    return chain


def name_office(
    office: Office, person: Entity, text: str, mentions: Sequence[Entity], gazetteer: Gazetteer
) -> tuple[str, str | None]:
    """(position, organization): "trưởng" fuses with the unit it heads, "giám đốc" never does; "Thủ tướng" alone heads
    the government, and another bare office the fitting body that was told last before it."""
    position, body = office.position, office.body
    if body is None and office.name is None:
        implied = gazetteer.implied_bodies.get(split_words(position.text))
        if implied:
            return position.text, implied if person.text.split()[0] in gazetteer.surnames else None
        return position.text, _last_fitting(position, mentions)
    name = office.name or (body.name if body else None)
    if name and (cut := _whole_cut(position.text)):
        return position.text[:cut].strip(), f"{position.text[cut:].strip()} {name}"
    if body is None:
        return position.text, name
    if office.name is None and body.label == "ORG" and _fuses(position, body, gazetteer):
        for at, token in enumerate(tokens := tokenize(body.text)):
            head = token.text[0].isupper() and gazetteer.heads.match(tokens, at)
            if at and (head or gazetteer.place_types.match(tokens, at)):
                return text[position.start : body.start + tokens[at - 1].end], body.text[token.start :]
    return position.text, name


def _fuses(position: Entity, body: Entity, gazetteer: Gazetteer) -> bool:
    """Whether the body begins with the unit that the position heads: "Trưởng | Công an", "Trưởng phòng | Y tế"."""
    words = split_words(position.text)
    if set(words) <= FUSING:
        return True
    if words[0] not in FUSING or body.start != position.end + 1:
        return False
    if words[-2:] == DELEGATION:
        return True
    if words[-1] in UNITS:
        return gazetteer.heads.match(tokenize(body.text), 0) is None or body.text[0].islower()
    return body.text[0].islower() and not any(words[1:] == kind for kind in map(split_words, WHOLE))


def _whole_cut(position: str) -> int | None:
    """Where a position ends that stands alone and has run into its body: "phó giám đốc | công an" TP A."""
    words = split_words(position)
    first = 1 if words[0] == "phó" else 0
    for kind in map(split_words, WHOLE):
        size = first + len(kind)
        if words[first:size] == kind and words[size:] and words[size] in ("công", "ban"):
            return next(token.start for n, token in enumerate(tokenize(position)) if n == size)
    return None


def _last_fitting(position: Entity, mentions: Sequence[Entity]) -> str | None:
    """The body told last before a bare office that may hold it: "Thành ủy A họp; Bí thư B nói" → Thành ủy A."""
    words = split_words(position.text)
    bodies = next((bodies for ends, bodies in KINDS if any(words[-len(e) :] == e for e in map(split_words, ends))), ())
    kinds = [split_words(kind) for kind in bodies]
    for body in reversed([m for m in mentions if m.label == "ORG" and m.end <= position.start]):
        told = split_words(body.name)
        if any(told[: len(kind)] == kind and len(told) > len(kind) for kind in kinds):
            return body.name
    return None
