"""What an office is called and in which body it is held, beside a person whom it belongs to."""

from __future__ import annotations

import re
from collections.abc import Sequence

from extractor.entities.gazetteer import Gazetteer
from extractor.entities.implied_bodies import (
    DEPARTMENT,
    HEADED,
    LEADERSHIP,
    MINISTRY,
    TEAM,
    find_company,
    find_opening_unit,
    imply_body,
)
from extractor.entities.kinds import read_kind
from extractor.entities.offices import UNITS, Office
from extractor.entities.phrases import Phrases
from extractor.entities.seats import name_seat
from extractor.entities.shared_bodies import CADRES
from extractor.model import Entity, Token
from extractor.text import split_words, tokenize

FUSING = frozenset({"trưởng", "phó", "chánh", "quyền"})  # these name an office only with the unit that they head
HOLDING = frozenset({"của", "thuộc", "-", "–"})
OFFICE_ROOM = ("văn", "phòng")
DELEGATION = ("đại", "biểu")  # Trưởng đoàn đại biểu Quốc hội | tỉnh A
WHOLE = (  # these stand alone
    "giám đốc", "tổng giám đốc", "chủ tịch", "bí thư", "bí thư thường trực", "viện trưởng", "ủy viên", "hiệu trưởng",
    "thủ trưởng", "tổ trưởng", "đội trưởng", "trạm trưởng", "chánh văn phòng",
)  # fmt: skip
MORE_HEADS = Phrases(
    (split_words(words), "") for words in ("công an", "ban", "CTCP", "cơ quan", "chi nhánh", "cao đẳng")
)
LED = re.compile(r"(?: gồm [^,.;:\n]{1,30})?,? do (?:[^.,;:\n]{0,60} )?")
HEADS = re.compile(
    r"(?: ?[-–,] [^.;:\n]{3,90}?,?| \([^()\n]*\))? (?:sáng lập(?: và|,) )?(?:làm|là|giữ chức|đảm nhiệm) "
)
LOWER = re.compile(r"(?:[a-zà-ỹđ]+ )+(?=[A-ZĐ])")
NAMED = re.compile(r" (?:[A-ZĐ][^\W\d_]|của (?!(?:ông|bà|anh|chị|đồng chí|cô|ngài)(?!\w)))")
GROUPS = frozenset({"tổ", "đoàn", "ban"})
GROUP = r"[^,.;:()\n“\"]{3,90}?)(?: gồm [^,.;:\n]{1,30})?,? do (?:[^.,;:\n]{0,60} )?$"  # … công tác gồm 5 người do ông
HAS = re.compile(r" (?:hiện(?: nay)?,? )?(?:sẽ )?có (?:\d+|một|hai|ba|bốn|năm|sáu|các) ")


def name_office(
    office: Office,
    person: Entity,
    text: str,
    mentions: Sequence[Entity],
    offices: Sequence[Office],
    gazetteer: Gazetteer,
) -> tuple[str, str | None, bool]:
    """(position, organization, whether the text beside it says so): "trưởng" fuses with the unit it heads, "giám đốc"
    never does; "Thủ tướng" alone heads the government, and another bare office the fitting body told last before; a
    unit's head is so in its committee."""
    position, name, told = _name_as_told(office, person, text, mentions, offices, gazetteer)
    return position, name and name_seat(position, name), told


def _name_as_told(
    office: Office,
    person: Entity,
    text: str,
    mentions: Sequence[Entity],
    offices: Sequence[Office],
    gazetteer: Gazetteer,
) -> tuple[str, str | None, bool]:
    position, body = office.position, office.body
    if body is None and office.name is None:
        behind = tokenize(text[position.end : position.end + 40])
        beside = person.start == position.end + 1  # "Chủ tịch [Đoàn Văn An]": a surname, no body
        if behind and not beside and gazetteer.heads.match(behind, 0):
            return position.text, None, False  # its body stands there, though nothing knows it
        if NAMED.match(text, position.end) and not any(m.start == position.end + 1 for m in mentions):
            return position.text, None, False  # nor this one
        if told := _of_holder(position, person, text, mentions):
            return position.text, told, True
        if (
            named := _led(person, position, text)
            or _named_by(person, position, text, mentions)
            or _having(position, text, mentions)
        ):
            return position.text, named, True
        if place := find_opening_unit(position, text, mentions):
            return position.text, place, False
        return (*imply_body(position, person, mentions, offices, gazetteer), False)
    name = office.body_name
    if name and (cut := _whole_cut(position.text, gazetteer)):
        return position.text[:cut].strip(), f"{position.text[cut:].strip()} {name}", True
    if body and name and split_words(name) in CADRES and (about := find_company(mentions)):
        return position.text, f"{name} {about}", True
    if name and (team := TEAM.fullmatch(position.text)):
        return team[1], f"{team[2]} {name}", True
    if body and name and body.text and gazetteer.heads.match(tokenize(name), 0) is None:
        if head := HEADED.fullmatch(position.text):
            return position.text, f"{head[1].capitalize()} {name}", True
        if department := DEPARTMENT.fullmatch(position.text):
            return department[1], f"{department[2].capitalize()} {department[3]} {name}", True
        if ministry := MINISTRY.fullmatch(position.text) if body.label == "ORG" else None:
            return ministry[1], f"Bộ {ministry[2]} {name}", True
    if body and set(split_words(position.text)) <= FUSING and (kind := LOWER.match(name or "")):
        return f"{position.text} {kind[0].strip()}", (name or "")[kind.end() :], True  # trưởng bến phà | Hòa An
    if body is None or body.label != "ORG" or not (name or "").startswith(body.text):
        return position.text, name, True
    if gazetteer.heads.get(split_words(body.text)) == "":
        return position.text, _last_of_head(body, mentions) or name, True
    if _fuses(position, body, gazetteer):
        for at, token in enumerate(tokens := tokenize(body.text)):
            hit = gazetteer.heads.match(tokens, at)
            heads = token.text == "Trung" or (hit is not None and (token.text[0].isupper() or hit[0] > at + 1))
            unit = split_words(position.text)[-1] in UNITS
            placed = gazetteer.place_types.match(tokens, at) or (unit and _is_last_place(tokens, at, gazetteer))
            if at and (heads or placed):
                return text[position.start : body.start + tokens[at - 1].end], (name or "")[token.start :], True
    return position.text, name, True


def _named_by(person: Entity, position: Entity, text: str, mentions: Sequence[Entity]) -> str | None:
    """The body before the person who heads it: "Công ty A do ông B làm chủ tịch"."""
    before = (m for m in reversed(mentions) if m.end <= person.start and m.label not in ("LOC", "POSITION"))
    body = next(before, None)
    if body is None or body.label != "ORG" or person.end > position.start:
        return None
    led = LED.fullmatch(text[body.end : person.start]) and HEADS.fullmatch(text[person.end : position.start])
    return body.name if led else None


def _led(person: Entity, position: Entity, text: str) -> str | None:
    """The group before the person who leads it, though it is no name: "đoàn giám sát do ông A làm trưởng đoàn"."""
    unit = next((word for word in split_words(position.text) if word in GROUPS), None)
    if unit is None or person.end > position.start or not HEADS.fullmatch(text[person.end : position.start]):
        return None
    group = re.search(rf"(?<!\w)(?<!tiểu )({unit}(?! gồm) {GROUP}", text[: person.start][-200:], re.IGNORECASE)
    return group[1] if group else None


def _having(position: Entity, text: str, mentions: Sequence[Entity]) -> str | None:
    """The body that has so many of an office: "Bộ Y tế hiện có 4 | Thứ trưởng gồm các ông A, B"."""
    before = [m for m in mentions if m.label == "ORG" and m.end < position.start]
    has = before and HAS.fullmatch(text[before[-1].end : position.start])
    return LEADERSHIP.sub("", before[-1].name) if has else None


def _of_holder(position: Entity, person: Entity, text: str, mentions: Sequence[Entity]) -> str | None:
    """The body behind the holder's name: "Chủ tịch Lê An của Liên đoàn Bóng đá"."""
    if person.start < position.end:
        return None
    bodies = (m for m in mentions if m.label == "ORG" and m.start > person.end)
    body = next(bodies, None)
    return body.name if body and text[person.end : body.start].strip() in HOLDING else None


def _fuses(position: Entity, body: Entity, gazetteer: Gazetteer) -> bool:
    """Whether the body begins with the unit that the position heads: "Trưởng | Công an", "Trưởng phòng | Y tế"."""
    words = split_words(position.text)
    told = tokenize(body.text)
    is_body = (MORE_HEADS.match(told, 0) or gazetteer.heads.match(told, 0)) is not None
    if set(words) <= FUSING:
        return True
    if body.start == position.end + 1 and words[-1] == "đốc" and read_kind(body.text) is None and not is_body:
        return any(read_kind(body.text[token.start :]) for token in tokenize(body.text) if token.text[0].isupper())
    if words[0] not in FUSING or body.start != position.end + 1:
        return False
    if words[-1] == "và" and set(words) & UNITS:
        return read_kind(body.text) is None
    if words[-2:] == DELEGATION:
        return True
    if words[-1] in UNITS:
        return not is_body or (body.text[0].islower() and words[-2:] != OFFICE_ROOM)
    alone = any(words[1 : len(kind) + 1] == kind for kind in map(split_words, WHOLE))
    return body.text[0].islower() and not alone and not (set(words) & UNITS and is_body)


def _is_last_place(tokens: Sequence[Token], at: int, gazetteer: Gazetteer) -> bool:
    """Whether a place's bare name ends the body: CSGT | Đà Nẵng."""
    hit = gazetteer.place_names.match(tokens, at)
    return hit is not None and hit[0] == len(tokens)


def _whole_cut(position: str, gazetteer: Gazetteer) -> int | None:
    """Where a position ends that stands alone and has run into its body: "phó giám đốc | công an" TP A."""
    words = split_words(position)
    first = 1 if words[0] == "phó" else 0
    for kind in map(split_words, WHOLE):
        size = first + len(kind)
        if words[first:size] == kind and words[size:] and _opens_body(tokens := tokenize(position), size, gazetteer):
            return tokens[size].start
    return None


def _opens_body(tokens: Sequence[Token], at: int, gazetteer: Gazetteer) -> bool:
    """Whether a body's name begins there: "Tổng giám đốc | CTCP", but "Chủ tịch hội đồng quản trị" is one."""
    board = tokens[at].key in ("hội", "hđqt", "hđtv")
    return not board and (MORE_HEADS.match(tokens, at) or gazetteer.heads.match(tokens, at)) is not None


def _last_of_head(body: Entity, mentions: Sequence[Entity]) -> str | None:
    """The body told last before that begins with the head that is all of ``body``: "chủ nhiệm Ủy ban" → Ủy ban A."""
    head = split_words(body.text)
    for other in reversed([m for m in mentions if m.label == "ORG" and m.end <= body.start]):
        told = split_words(other.name)
        if told[: len(head)] == head and len(told) > len(head):
            return other.name
    return None
