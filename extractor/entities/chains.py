"""Chains of offices: positions, each with the body that follows it, one after the other."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from extractor.entities.bare_bodies import find_bare_body, last_place
from extractor.entities.gazetteer import Gazetteer
from extractor.entities.levels import LEVELS
from extractor.entities.links import read_chain
from extractor.entities.offices import UNITS, Chain, Office
from extractor.entities.shared_bodies import share_body
from extractor.entities.whole_bodies import name_whole, write_name
from extractor.model import Entity, RoleStatus
from extractor.text import split_words, tokenize

MANNER = re.compile(
    r"phụ trách|đại diện|danh dự|kinh doanh|tài chính|kỹ thuật|giao dịch|thứ (?:nhất|hai|ba)|kiêm nhiệm"
)
IN_CHARGE = re.compile(r"(?:phụ trách|chuyên trách|thường trực)(?: [^\W\d_]+){0,5}")
BODY_WORDS = 8  # how many words of a body's name may stand before the capitals that the model sees
STATE = frozenset({"thủ tướng", "phó thủ tướng", "phó thủ tướng thường trực"})
LOCAL = re.compile(r"(?:Tỉnh|Thành|Thị|Huyện|Quận) [uủ][ỷy]|UBND|HĐND|Ủy ban nhân dân|Hội đồng nhân dân|Sở")
OF = frozenset({"", "của", "tại", "ở", "thuộc", ","})
WHICH = re.compile(r"(?:thứ [\w-]+|đương nhiệm|tiền nhiệm|trước đó|hiện tại|hiện nay) của")  # tổng thống thứ 45 của
AREA = re.compile(r"(?:của )?(?:vùng|bang|hạt)")  # begins the name of a part of a foreign state: vùng [Kemerovo]
BRACKETS = frozenset({"(", "-", "–"})


def find_chains(inside: Sequence[Entity], text: str, mentions: Sequence[Entity], gazetteer: Gazetteer) -> list[Chain]:
    """The chains of offices of a sentence."""
    chains: list[Chain] = []
    at = 0
    while at < len(inside):
        if inside[at].label != "POSITION":
            at += 1
            continue
        first = at
        chain: list[Office] = []
        while at < len(inside) and inside[at].label == "POSITION":
            status: RoleStatus = "current"
            given = False
            if chain:
                bodiless = chain[-1].body is None and chain[-1].name is None
                gap = text[chain[-1].end : inside[at].start]
                if (link := read_chain(gap, gazetteer, open_office=bodiless)) is None:
                    break
                status, given = link.status, link.told
                if _outranks(chain[-1], inside, at, gap):
                    break  # "Báo cáo với Thủ tướng, Bí thư Tỉnh ủy A …"
            office, at = _office(inside, at, text, mentions, gazetteer)
            chain.append(replace(office, status=status, given=given))
        chains.append((share_body(chain, gazetteer), first, at))
    return chains


def _outranks(office: Office, inside: Sequence[Entity], at: int, gap: str) -> bool:
    """Whether one person can hardly hold both: the head of the government and an office of a unit."""
    body = inside[at + 1] if at + 1 < len(inside) else None
    state = office.position.text.lower() in STATE and gap.strip() == ","
    return state and body is not None and body.label == "ORG" and LOCAL.match(body.text) is not None


def _office(
    inside: Sequence[Entity], at: int, text: str, mentions: Sequence[Entity], gazetteer: Gazetteer
) -> tuple[Office, int]:
    """The office whose position is ``inside[at]``, and the index behind what belongs to it."""
    position, at = inside[at], at + 1
    body = inside[at] if at < len(inside) and _belongs(position, inside[at], text, gazetteer) else None
    if body is None:
        told = find_bare_body(position.end, text, mentions, gazetteer)
        name, end = told or (None, position.end)
        return Office(position, None, position.start, end, name), at
    if body.label == "LOC" and (level := body.text.lower()) in LEVELS:  # "Chủ tịch tỉnh" and no more
        return Office(
            position, body, position.start, body.end, last_place(level, body.start, mentions, gazetteer)
        ), at + 1
    gap = text[position.end : body.start].strip()
    begun = None
    if gap and MANNER.fullmatch(gap):  # "Chủ tịch danh dự | Hội A", "Phó hiệu trưởng phụ trách | Trường B"
        words = f"{position.text} {gap}"
        position = replace(
            position, text=words, name=words, end=position.end + text[position.end :].index(gap) + len(gap)
        )
    elif gap and gap not in OF | BRACKETS and not WHICH.fullmatch(gap) and not IN_CHARGE.fullmatch(gap):
        begun = text[position.end : body.end].strip()
    name, end, at = name_whole(begun or write_name(body), inside, at + 1, text, gazetteer)
    while at < len(inside) and inside[at].label == "LOC" and _continues(text[end : inside[at].start]):
        end, at = inside[at].end, at + 1
    return Office(
        position, body, position.start, end, name if begun or name != body.name or body.text != body.name else None
    ), at


def _belongs(position: Entity, body: Entity, text: str, gazetteer: Gazetteer) -> bool:
    """A body right behind the position, or one whose name begins in lower case with a head: tập đoàn [Sao Mai]."""
    if body.label not in ("ORG", "LOC"):
        return False
    gap = text[position.end : body.start].strip()
    unit = set(split_words(position.text)) & UNITS
    if gap in OF or AREA.fullmatch(gap) or WHICH.fullmatch(gap) or (unit and gap in BRACKETS):
        fused = unit and split_words(position.text)[-1] not in UNITS  # Trưởng phòng Kinh tế, | huyện A
        return (
            gap in OF - {","}
            or bool(AREA.fullmatch(gap) or WHICH.fullmatch(gap))
            or body.label == "ORG"
            or bool(fused and gap == ",")
        )
    if IN_CHARGE.fullmatch(gap) or MANNER.fullmatch(gap):
        return True  # "Phó chủ tịch phụ trách đô thị | quận 10"
    tokens = tokenize(gap)
    return len(tokens) <= BODY_WORDS and gazetteer.heads.match(tokens, 0) is not None and not set(",;:.(") & set(gap)


def _continues(gap: str) -> bool:
    """Whether a place goes on telling where a body is: "UBND xã A, huyện B" or "Phòng Tài chính (huyện B"."""
    return gap.strip() in ("", ",", "(", "-")
