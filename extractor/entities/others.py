"""Of whom else an office is told behind its holder: who held it before, who holds the same one elsewhere."""

from __future__ import annotations

import re
from collections.abc import Sequence

from extractor.entities.gazetteer import Gazetteer
from extractor.entities.holders import Held
from extractor.entities.holding import name_office
from extractor.entities.offices import Office
from extractor.model import Entity, Role

REPLACED = re.compile(
    r"[^.;\n“\"]{0,70}?(?<!\w)(?:(?:thay(?: thế)?|kế nhiệm)(?: cho)?(?: vị trí)?(?: của)?"
    r"(?: (?:ông|bà|đồng chí|anh|chị)| (?:thiếu|trung|thượng|đại) (?:tá|tướng))"
    r"|người tiền nhiệm(?: là)?(?: ông| bà)?) $",
    re.IGNORECASE,
)
CLOSED = re.compile(r"[^(]*\).* thay")
ACTING = re.compile(r"^(?:quyền|tân) ", re.IGNORECASE)  # who was there before was no acting one
PEER = re.compile(r"(?<!\w)(?:người )?đồng (?:cấp|nhiệm) (?:người |phía |nước )?$")
PEER_GAPS = frozenset({" ", ", ông ", ", bà ", " là ", " là ông ", " là bà "})


def find_others(
    behind: Sequence[Entity],
    office: Office,
    held: Held | None,
    text: str,
    mentions: Sequence[Entity],
    offices: Sequence[Office],
    gazetteer: Gazetteer,
) -> list[tuple[Role, bool]]:
    """The roles of others, each with whether its body is told beside it."""
    found: list[tuple[Role, bool]] = []
    start = office.start
    if replaced := _find_replaced(behind, office, text, held):
        position, body, told = name_office(office, replaced, text, mentions, offices, gazetteer)
        if body:
            position, words, how = ACTING.sub("", position), text[start : replaced.end], "office-then-replaced"
            found.append((Role(replaced.name, position, body, "former", start, replaced.end, words, how), told))
    if peer := _find_peer(behind, text):
        place, person = peer
        words, how = text[start : person.end], "office-then-peer"
        found.append(
            (Role(person.name, office.position.text, place.name, "current", start, person.end, words, how), True)
        )
    return found


def _find_replaced(behind: Sequence[Entity], office: Office, text: str, held: Held | None) -> Entity | None:
    """Who held an office before: "được bầu làm Bí thư Huyện ủy A thay ông B"."""
    others = (m for m in behind if m.label in ("PERSON", "POSITION") and not (held and m.name == held.person.name))
    person = next(others, None)
    if person is None or person.label == "POSITION" or not REPLACED.fullmatch(text[office.end : person.start]):
        return None
    if CLOSED.match(text, office.end):
        return None  # "bổ nhiệm ông A (Giám đốc Sở B) thay ông C": not what the bracket tells
    return person


def _find_peer(behind: Sequence[Entity], text: str) -> tuple[Entity, Entity] | None:
    """(country, person) of who holds the same office elsewhere: "Ngoại trưởng A gặp người đồng cấp Iran B"."""
    for place, person in zip(behind, behind[1:], strict=False):
        if (place.label, person.label) == ("LOC", "PERSON") and PEER.search(text[: place.start][-20:]):
            return (place, person) if text[place.end : person.start] in PEER_GAPS else None
        if place.label == "POSITION":
            return None
    return None
