"""A body's whole name: with the places and parents that are told behind it."""

from __future__ import annotations

import re
from collections.abc import Sequence

from extractor.entities.gazetteer import Gazetteer
from extractor.model import Entity
from extractor.places.lookup import split_type
from extractor.text import split_words, tokenize

SHORT_FORM = re.compile(r"\S+(?: - \S+)?|[A-ZĐ]+ \d+")
PARENT_WORDS = 9
MORE_WORDS = 4  # how many words of place or parent a body's name is given
NEIGHBOURHOOD = re.compile(
    r"(?:tổ|ấp|thôn|khu phố|khối|xóm|bản) \d", re.IGNORECASE
)  # these are told with their commune
OWNED = frozenset({"của", "thuộc"})
DASHES = frozenset({"-", "–"})
PART_OF = frozenset({",", "(", ", thuộc"})
PARTS = (
    "vụ",
    "tổng cục",
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


def write_name(body: Entity) -> str:
    """A body's name; with a short head or a place's type as the text writes it: HTX Thỏ Việt, TP Đà Nẵng."""
    head = body.text.split()[0]
    short = body.label == "ORG" and head.isupper() and " " in body.text and not body.name.startswith(head)
    return body.text if short or (body.label == "LOC" and split_type(body.text)[0]) else body.name


def name_whole(name: str, inside: Sequence[Entity], at: int, text: str, gazetteer: Gazetteer) -> tuple[str, int, int]:
    """(name, end, index behind) of the body ``inside[at - 1]`` with the bodies and places that tell more of it."""
    body, end = inside[at - 1], inside[at - 1].end
    more = MORE_WORDS + 2 if NEIGHBOURHOOD.match(body.text) else MORE_WORDS
    while at < len(inside):
        other, gap = inside[at], text[end : inside[at].start]
        size = len(split_words(other.text))
        if _is_alias(body, other, gap, text):
            end, at = other.end + 1, at + 1
            continue
        if other.label == "ORG" and gap == " ":
            name = f"{name} {other.name}"  # without a comma a chain is one body
        elif other.label == "ORG" and gap.strip() == "và" and _is_short(body, other):
            name = f"{body.text} và {other.name}"
        elif other.label in ("ORG", "LOC") and _tells_more(body, other, gap):
            words = other.text if size <= more or other.label == "ORG" else _first_place(other.text, gazetteer)
            if len(split_words(words)) > (PARENT_WORDS if other.label == "ORG" else more):
                break
            told = gap.strip()
            mark = "," if told == "(" else told
            name = f"{name}{'' if mark[0] == ',' else ' '}{mark} {words}"
            more -= len(split_words(words))
        elif body.label == "ORG" and other.label == "LOC" and gap == " của " and _is_country(other):
            name = f"{name} của {other.text}"  # Hạm đội Thái Bình Dương của Mỹ
        elif other.label in ("LOC", "ORG") and gap.strip() == "tại" and other.text[0].isupper():
            name = f"{name} tại {other.text}"  # Đại sứ Canada tại Mỹ, Ngân hàng Thế giới tại Việt Nam
        else:
            break
        end, at = other.end, at + 1
    return name, end, at


def _is_country(place: Entity) -> bool:
    return place.link is not None and place.link.type == "country"


def _is_alias(body: Entity, other: Entity, gap: str, text: str) -> bool:
    """ "Tập đoàn Điện lực Việt Nam (EVN)": a short form in brackets tells nothing more."""
    short = other.label == "ORG" and SHORT_FORM.fullmatch(other.text) and not other.text.islower()
    return body.label == "ORG" and bool(short) and gap.strip() == "(" and text[other.end : other.end + 1] == ")"


def _first_place(words: str, gazetteer: Gazetteer) -> str:
    """The first of two places that run on without a comma: "huyện A | tỉnh B"."""
    tokens = tokenize(words)
    for token, at in zip(tokens[1:], range(1, len(tokens)), strict=True):
        if token.text.islower() and gazetteer.place_types.match(tokens, at):
            return words[: token.start].strip()
    return words


def _is_short(body: Entity, other: Entity) -> bool:
    """ "HĐND và UBND huyện A": a short form that shares the place of the next body."""
    return (
        body.label == "ORG" and body.text.isupper() and other.text.split()[0].isupper() and len(other.text.split()) > 1
    )


def _tells_more(body: Entity, other: Entity, gap: str) -> bool:
    """Whether ``other`` is where the body is, or what it is a part of: "UBND phường 9, TP A", "Vụ B, Bộ C"."""
    if other.label == "LOC":
        return gap.strip() in (",", "(")
    if gap.strip() in OWNED:
        return True  # Ủy ban Tư pháp của Quốc hội
    part = split_words(body.text)
    part_of = gap.strip() in PART_OF or (gap.strip() in DASHES and other.text[:1].isupper())
    return part_of and any(part[: len(k)] == k for k in map(split_words, PARTS))
