"""Bodies that offices of a chain share: Chủ tịch kiêm Tổng giám đốc [Công ty A]."""

from __future__ import annotations

import re
from dataclasses import replace

from extractor.entities.gazetteer import Gazetteer
from extractor.entities.levels import LEVELS
from extractor.entities.offices import Office
from extractor.model import Entity
from extractor.text import split_words, tokenize_name

CADRES = frozenset(
    split_words(words)
    for words in (
        "ban cán sự đảng",
        "đảng đoàn",
        "đảng ủy",
        "chi bộ",
        "đảng bộ",
        "ban thường vụ đảng ủy",
        "ban chấp hành đảng bộ",
    )
)  # of the body that is told next
DELEGATE = ("đại", "biểu")
DIVISION = re.compile(r"cơ quan .*?(?=công an)", re.IGNORECASE)  # its head is a deputy of the whole: Công an tỉnh A
OF_CADRES = re.compile(r"^(?:Đảng (?:ủy|uỷ|bộ)|Ban cán sự [Đđ]ảng) (?=\w)", re.IGNORECASE)  # no director heads these
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
PARTY = frozenset({split_words("đảng ủy")[-1], "bộ"})  # the last words of Đảng ủy and Đảng bộ
MEMBER = re.compile(r"(?:UV|TUV|HUV)")
COMMITTEE_HEADS = frozenset(map(split_words, ("UBND", "HĐND", "Ủy ban nhân dân", "Hội đồng nhân dân")))
COMMITTEE_LEVELS = frozenset({"tỉnh", "thành", "thị", "huyện", "quận", "xã", "phường"})


def share_body(chain: list[Office], gazetteer: Gazetteer) -> list[Office]:
    """ "Chủ tịch kiêm Tổng giám đốc Công ty A": an office without a body takes that of the next one, and a committee
    without a place that of the next body."""
    for n in range(len(chain) - 2, -1, -1):
        if chain[n].body is None and chain[n].name is None and chain[n + 1].body is not None:
            chain[n] = _with_body_of(chain[n], chain[n + 1], gazetteer)
        elif (body := chain[n].body) and (place := _place_of_level(body, chain[n + 1], gazetteer)):
            if not set(split_words(place)) <= set(split_words(body.name)):  # Thành ủy is Thành ủy TP. A already
                chain[n] = replace(chain[n], name=f"{body.text} {place}")
        elif body and (whole := _same_head(body, chain[n + 1])):
            chain[n] = replace(chain[n], name=whole)
        elif body and split_words(body.text) in CADRES and (named := chain[n + 1].body_name):
            whole = _of_unit(body, named, gazetteer) or OF_CADRES.sub("", named, count=1)
            chain[n] = replace(chain[n], name=f"{body.text} {whole}")
    return chain


def _of_unit(body: Entity, named: str, gazetteer: Gazetteer) -> str | None:
    """ "Ủy viên Ban Thường vụ Đảng ủy, Chủ tịch UBND xã A": a commune's Party committee is the commune's, not its
    UBND's; a Party organisation ("Đảng bộ") is of a unit of any level."""
    last = split_words(body.text)[-1]
    words = split_words(named)
    if last not in PARTY or not any(words[: len(head)] == head for head in COMMITTEE_HEADS):
        return None
    told = tokenize_name(named)
    for at in range(1, len(told)):
        kind = gazetteer.place_types.match(told, at)
        if kind and COMMITTEES.get(kind[1]) in ((*COMMITTEES.values(),) if last == "bộ" else ("Đảng ủy",)):
            return named[told[at].start :]
    return None


def _same_head(body: Entity, other: Office) -> str | None:
    """ "Ủy viên UBND, Chánh Văn phòng UBND tỉnh A": the whole name of a committee that is told as its head alone."""
    name = other.body_name or ""
    told = split_words(body.text)
    words = split_words(name)
    bare = body.label == "ORG" and told in COMMITTEE_HEADS
    return name if bare and words[: len(told)] == told and len(words) > len(told) else None


def _with_body_of(office: Office, other: Office, gazetteer: Gazetteer) -> Office:
    """An office with the body of the next one; a secretary's is the committee of that body's place."""
    words, body = split_words(office.position.text), other.body
    # A member of another body: Tỉnh ủy viên, TUV, UVTW Đảng
    member = (len(words) == 3 and words[-1] == "viên") or bool(MEMBER.match(office.position.text))
    if words in gazetteer.implied_bodies or words == DELEGATE or body is None or member:
        return office
    if words[:2] != SECRETARY and words[1:3] != SECRETARY:
        led = split_words(other.position.text)[-2:] == SECRETARY  # Phó ban kiêm Bí thư Đảng ủy [Ban A]
        whole = OF_CADRES.sub("", other.body_name or "", count=1) if led else other.body_name or ""
        whole = DIVISION.sub("", whole, count=1) if words[-1] == "đốc" else whole
        return replace(office, body=body, name=whole or other.name)
    told = tokenize_name(name := other.name or body.name)
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
    told = tokenize_name(name) if types else ()
    for at in range(1, len(told)):
        kind = gazetteer.place_types.match(told, at)
        if types and kind and kind[1] in types.split("|") and kind[0] < len(told):
            return name[told[at if "|" in types else kind[0]].start :]  # Đảng ủy xã A, but Tỉnh ủy A
    return None
