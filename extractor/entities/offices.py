"""Offices: a position, the body that it is held in, and the places and parents that go on telling which."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace

from extractor.entities.bodies import read_place, read_type_word
from extractor.entities.gazetteer import Gazetteer
from extractor.entities.kinds import read_kind
from extractor.entities.levels import LEVELS, SHORT_LEVELS
from extractor.entities.links import read_chain
from extractor.model import Entity, RoleStatus
from extractor.places.lookup import split_type
from extractor.text import split_words, tokenize

BARE_TYPE = re.compile(rf"\s+(?:của )?({'|'.join(LEVELS)}|TP|TX)(?!\w)(?P<named>\s+[A-ZĐÀ-Ỹ\d])?")
SHORT_FORM = re.compile(r"\S+(?: - \S+)?|[A-ZĐ]+ \d+")
BARE_HEAD = re.compile(
    r"\s+(?:của |tại )?((?:[Tt]ổng )?[Cc]ông ty|[Tt]ập đoàn|[Nn]gân hàng|[Ss]ở|(?:nhà )?[Tt]rường|[Bb]ệnh viện|[Vv]iện|[Tt]rung tâm|"
    r"(?:[Cc]hi )?[Cc]ục|[Hh]ội|[Ll]iên đoàn|[Qq]uỹ|[Bb]an [Qq]uản lý|[Bb]áo|[Đđ]ài|[Hh]ợp tác xã|HTX|[Pp]hòng|[Cc]âu lạc bộ|CLB)"
    r"(?: này| trên)?(?=\s*(?:$|[,.;:)(\-–—“\"\n]|(?:là|cho|đã|cũng|nói|chia sẻ|và|từ|thì|kiêm|thay|khẳng định|trả lời|nhấn mạnh|ký)(?!\w)))"
)
MANNER = re.compile(r"phụ trách|danh dự|kinh doanh|tài chính|kỹ thuật|giao dịch|thứ (?:nhất|hai|ba)|kiêm nhiệm")
IN_CHARGE = re.compile(r"(?:phụ trách|chuyên trách|thường trực)(?: [^\W\d_]+){0,5}")
THIS_BODY = re.compile(r"\s+((?:[^\W\d_]+\s+){1,3}?)này(?!\w)")
COMPANIES = frozenset({"công ty", "tổng công ty", "tập đoàn", "ngân hàng"})
UNITS = frozenset({"phòng", "ban", "khoa", "đội", "tổ", "trạm"})
BODY_WORDS = 8  # how many words of a body's name may stand before the capitals that the model sees
PARENT_WORDS = 9
MORE_WORDS = 4  # how many words of place or parent a body's name is given
CADRES = frozenset(
    split_words(words)
    for words in ("ban cán sự đảng", "đảng đoàn", "đảng ủy", "chi bộ", "đảng bộ", "ban thường vụ đảng ủy", "ban chấp hành đảng bộ")
)  # of the body that is told next
DELEGATE = ("đại", "biểu")
DIVISION = re.compile(r"cơ quan .*?(?=công an)", re.IGNORECASE)  # its head is a deputy of the whole: Công an tỉnh A
STATE = frozenset({"thủ tướng", "phó thủ tướng", "phó thủ tướng thường trực"})
LOCAL = re.compile(r"(?:Tỉnh|Thành|Thị|Huyện|Quận) [uủ][ỷy]|UBND|HĐND|Ủy ban nhân dân|Hội đồng nhân dân|Sở")
SECRETARY = ("bí", "thư")
COMMITTEES = {
    "tỉnh": "Tỉnh ủy",
    "thành phố": "Thành ủy",
    "thị xã": "Thị ủy",
    "huyện": "Huyện ủy",
    "quận": "Quận ủy",
    "xã": "Đảng ủy",
    "phường": "Đảng ủy",
    "thị trấn": "Đảng ủy",
}
COMMITTEE_LEVELS = frozenset({"tỉnh", "thành", "thị", "huyện", "quận", "xã", "phường"})
OF = frozenset({"", "của", "tại", "ở", "thuộc", ","})
BRACKETS = frozenset({"(", "-", "–"})
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


@dataclass(frozen=True, slots=True)
class Office:
    """A position and the body that follows it, with offsets into the text."""

    position: Entity
    body: Entity | None
    start: int
    end: int
    name: str | None = None  # the body's name where it is more than its mention says
    status: RoleStatus = "current"  # what links it to the office before tells
    given: bool = False  # by a verb: "giữ chức", "làm"

    @property
    def body_name(self) -> str | None:
        """The name of its body as far as it is told."""
        return self.name or (self.body.name if self.body else None)


Chain = tuple[list[Office], int, int]  # offices, index of the first mention, index behind the last


def find_chains(
    inside: Sequence[Entity], text: str, mentions: Sequence[Entity], gazetteer: Gazetteer
) -> list[Chain]:
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
        chains.append((_share_body(chain, gazetteer), first, at))
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
        told = _open_body(position.end, text, mentions, gazetteer)
        name, end = told or (None, position.end)
        return Office(position, None, position.start, end, name), at
    if body.label == "LOC" and (level := body.text.lower()) in LEVELS:  # "Chủ tịch tỉnh" and no more
        return Office(
            position, body, position.start, body.end, _last_place(level, body.start, mentions, gazetteer)
        ), at + 1
    gap = text[position.end : body.start].strip()
    begun = None
    if gap and MANNER.fullmatch(gap):  # "Chủ tịch danh dự | Hội A", "Phó hiệu trưởng phụ trách | Trường B"
        words = f"{position.text} {gap}"
        position = replace(position, text=words, name=words, end=position.end + text[position.end :].index(gap) + len(gap))
    elif gap and gap not in OF | BRACKETS and not IN_CHARGE.fullmatch(gap):
        begun = text[position.end : body.end].strip()
    name, end, at = _whole_name(begun or _written(body), inside, at + 1, text, gazetteer)
    while at < len(inside) and inside[at].label == "LOC" and _continues(text[end : inside[at].start]):
        end, at = inside[at].end, at + 1
    return Office(
        position, body, position.start, end, name if begun or name != body.name or body.text != body.name else None
    ), at


def _written(body: Entity) -> str:
    """A body's name; with a short head or a place's type as the text writes it: HTX Thỏ Việt, TP Đà Nẵng."""
    head = body.text.split()[0]
    short = body.label == "ORG" and head.isupper() and " " in body.text and not body.name.startswith(head)
    return body.text if short or (body.label == "LOC" and split_type(body.text)[0]) else body.name


def _whole_name(name: str, inside: Sequence[Entity], at: int, text: str, gazetteer: Gazetteer) -> tuple[str, int, int]:
    """(name, end, index behind) of the body ``inside[at - 1]`` with the bodies and places that tell more of it."""
    body, end, more = inside[at - 1], inside[at - 1].end, MORE_WORDS
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
        elif other.label in ("LOC", "ORG") and gap.strip() == "tại" and other.text[0].isupper():
            name = f"{name} tại {other.text}"  # Đại sứ Canada tại Mỹ, Ngân hàng Thế giới tại Việt Nam
        else:
            break
        end, at = other.end, at + 1
    return name, end, at


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


def _open_body(at: int, text: str, mentions: Sequence[Entity], gazetteer: Gazetteer) -> tuple[str, int] | None:
    """(name, end) of a body that only a word stands for: "Trưởng Công an [xã]", "Phó hiệu trưởng [đại học này]"."""
    if m := BARE_TYPE.match(text, at):
        person = m["named"] and any(p.label == "PERSON" and p.start == m.end() - 1 for p in mentions)
        level = SHORT_LEVELS.get(m[1].lower(), m[1].lower())
        if (person or not m["named"]) and (place := _last_place(level, at, mentions, gazetteer)):
            return place, m.end(1)
    if (m := BARE_HEAD.match(text, at)) and (name := _last_headed(m[1].lower(), at, mentions)):
        return name, m.end()
    if m := THIS_BODY.match(text, at):
        for body in (m for m in reversed(mentions) if m.start < at):
            if body.label == "ORG" and m[1].strip().lower() in body.text.lower():
                return body.name, m.end()
    return None


def _last_headed(head: str, at: int, mentions: Sequence[Entity]) -> str | None:
    """The body told last before the offset ``at`` that a bare head means: giám đốc [sở] → Sở Y tế tỉnh A."""
    bodies = [m for m in reversed(mentions) if m.start < at and m.label == "ORG"]
    word = head.removeprefix("nhà ").replace("htx", "hợp tác xã").replace("clb", "câu lạc bộ")
    for body in bodies:
        if f" {body.name.lower()} ".startswith(f"{word} ", 1) and len(body.name) > len(word):
            return body.name
    if word in COMPANIES:
        names = [b.name for b in bodies if (kind := read_kind(b.name)) is None or kind.kind in ("company", "bank")]
        return max(names, key=names.count, default=None)
    return None


def _last_place(level: str, at: int, mentions: Sequence[Entity], gazetteer: Gazetteer) -> str | None:
    """The place of this level that was told last before the offset ``at``, with its type word."""
    for place in (m for m in reversed(mentions) if m.start < at and m.label == "LOC"):
        told = read_place(place.text, place.start, gazetteer)
        if told and level in told.types and len(split_words(place.name)) > len(split_words(level)):
            return _written(place) if read_type_word(place.name, gazetteer) else f"{level} {place.name}"
    return None


def _belongs(position: Entity, body: Entity, text: str, gazetteer: Gazetteer) -> bool:
    """A body right behind the position, or one whose name begins in lower case with a head: tập đoàn [Sao Mai]."""
    if body.label not in ("ORG", "LOC"):
        return False
    gap = text[position.end : body.start].strip()
    unit = set(split_words(position.text)) & UNITS
    if gap in OF or (unit and gap in BRACKETS):
        return gap in ("", "của", "tại", "ở", "thuộc") or body.label == "ORG"
    if IN_CHARGE.fullmatch(gap) or MANNER.fullmatch(gap):
        return True  # "Phó chủ tịch phụ trách đô thị | quận 10"
    tokens = tokenize(gap)
    return len(tokens) <= BODY_WORDS and gazetteer.heads.match(tokens, 0) is not None and not set(",;:.(") & set(gap)


def _continues(gap: str) -> bool:
    """Whether a place goes on telling where a body is: "UBND xã A, huyện B" or "Phòng Tài chính (huyện B"."""
    return gap.strip() in ("", ",", "(", "-")


def _share_body(chain: list[Office], gazetteer: Gazetteer) -> list[Office]:
    """ "Chủ tịch kiêm Tổng giám đốc Công ty A": an office without a body takes that of the next one, and a committee
    without a place that of the next body."""
    for n in range(len(chain) - 2, -1, -1):
        if chain[n].body is None and chain[n].name is None and chain[n + 1].body is not None:
            chain[n] = _with_body_of(chain[n], chain[n + 1], gazetteer)
        elif (body := chain[n].body) and (place := _place_of_level(body, chain[n + 1], gazetteer)):
            if not set(split_words(place)) <= set(split_words(body.name)):  # Thành ủy is Thành ủy TP. A already
                chain[n] = replace(chain[n], name=f"{body.text} {place}")
        elif body and split_words(body.text) in CADRES and (named := chain[n + 1].body_name):
            chain[n] = replace(chain[n], name=f"{body.text} {named}")
    return chain


def _with_body_of(office: Office, other: Office, gazetteer: Gazetteer) -> Office:
    """An office with the body of the next one; a secretary's is the committee of that body's place."""
    words, body = split_words(office.position.text), other.body
    member = len(words) == 3 and words[-1] == "viên"  # Tỉnh ủy viên: a member of another body
    if words in gazetteer.implied_bodies or words == DELEGATE or body is None or member:
        return office
    if words[:2] != SECRETARY and words[1:3] != SECRETARY:
        whole = DIVISION.sub("", other.body_name or "", count=1) if words[-1] == "đốc" else ""
        return replace(office, body=body, name=whole or other.name)
    told = tokenize(name := other.name or body.name)
    for at in range(len(told)):
        head = gazetteer.heads.match(told, at)
        if head and head[1] or told[at].key in ("đoàn", "đảng"):
            first = at - 1 if at and told[at - 1].key in COMMITTEE_LEVELS else at  # Huyện | đoàn
            return replace(office, name=name[told[first].start :])  # Phó Bí thư, Chủ nhiệm UBKT Tỉnh ủy
    for at in range(len(told)):
        kind = gazetteer.place_types.match(told, at)
        if kind and kind[1] in COMMITTEES:
            place = (
                name[told[at if COMMITTEES[kind[1]] == "Đảng ủy" else kind[0]].start :] if kind[0] < len(told) else ""
            )
            return replace(office, name=f"{COMMITTEES[kind[1]]} {place}".strip())
    return office


def _place_of_level(body: Entity, other: Office, gazetteer: Gazetteer) -> str | None:
    """ "Bí thư Tỉnh ủy, Chủ tịch HĐND tỉnh A": the place A of a committee whose own words leave it open."""
    level = next(
        (level for level in LEVELS if split_words(body.text)[-len(level.split()) :] == split_words(level)), None
    )
    types = level or gazetteer.heads.get(split_words(body.text)) if body.label == "ORG" else None
    name = other.body_name or ""
    told = tokenize(name) if types else ()
    for at in range(1, len(told)):
        kind = gazetteer.place_types.match(told, at)
        if types and kind and kind[1] in types.split("|") and kind[0] < len(told):
            return name[told[at if "|" in types else kind[0]].start :]  # Đảng ủy xã A, but Tỉnh ủy A
    return None
