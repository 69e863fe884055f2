"""The body of an office that stands alone: by the office itself, or as the article tells elsewhere."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from functools import lru_cache

from extractor.data import data_path, read_table
from extractor.entities.gazetteer import Gazetteer
from extractor.entities.kinds import read_kind
from extractor.entities.offices import Office
from extractor.entities.positions import read_office
from extractor.model import Entity
from extractor.places import fold_name
from extractor.text import split_words

HEADED = re.compile(r"(?:phó |quyền )?(tổng cục|chi cục|cục|vụ|viện|trạm|hạt) (?:trưởng|phó)", re.IGNORECASE)
CALLED_AFTER = re.compile(r"(?:phòng|ban|khoa|đội|tổ|trạm|hạt|chi cục|cục|vụ|thanh tra)(?!\w)", re.IGNORECASE)
COUNCIL = re.compile(r"HĐND|Hội đồng nhân dân", re.IGNORECASE)
MINISTRY = re.compile(r"((?:Phó |Quyền )?(?:Bộ|Thứ) trưởng) ([A-ZĐ].+)", re.IGNORECASE)
DEPARTMENT = re.compile(r"((?:[Pp]hó )?([Tt]ổng cục|[Cc]hi cục|[Cc]ục|[Vv]ụ) trưởng) ([A-ZĐ].+)")
FOREIGN = re.compile(r"(?:Phó |cựu |quyền )?(?:Tổng thống|Thủ tướng|Ngoại trưởng|Quốc vương)", re.IGNORECASE)
DIRECTS = frozenset({"đốc", "thư"})  # of a foreigner, only a director's or secretary's body is told before
COMPANY = re.compile(r"tổng giám đốc|HĐQT|hội đồng quản trị|HĐTV|hội đồng thành viên|kế toán trưởng|CEO", re.IGNORECASE)
OFTEN_TOLD = 3
OFTEN = 2
LEADING = frozenset({"head", "deputy"})  # ranks that a body has one or a few of: the body told last before fits


def imply_body(
    position: Entity, person: Entity, mentions: Sequence[Entity], offices: Sequence[Office], gazetteer: Gazetteer
) -> tuple[str, str | None]:
    """(position, organization) of an office that stands alone."""
    vietnamese = person.text.split()[0] in gazetteer.surnames
    if implied := gazetteer.implied_bodies.get(split_words(position.text)):
        return position.text, implied if vietnamese else _country(person, mentions)
    if not vietnamese and FOREIGN.fullmatch(position.text):
        return position.text, _country(person, mentions)
    if vietnamese and (ministry := MINISTRY.fullmatch(position.text)):
        return ministry[1], f"Bộ {ministry[2]}"
    if department := DEPARTMENT.fullmatch(position.text):
        return department[1], f"{department[2].capitalize()} {department[3]}"
    fits = vietnamese or split_words(position.text)[-1] in DIRECTS
    body = _last_fitting(position, mentions) or _same_office(position, offices) if fits else None
    return position.text, body or (_most_told(mentions) if COMPANY.search(position.text) else None)


@lru_cache(maxsize=1)
def read_leaders() -> dict[str, str]:
    """Folded name of a foreign leader → the country."""
    return {fold_name(row["words"]): row["country"] for row in read_table(data_path("gazetteers", "leaders.tsv"))}


def _country(person: Entity, mentions: Sequence[Entity]) -> str | None:
    """Whose leader a foreigner is: by name, else of the only country that the article tells of, and more than once."""
    if known := read_leaders().get(fold_name(person.text)) or read_leaders().get(fold_name(person.name)):
        return known
    told = [m for m in mentions if m.link and m.link.type == "country" and m.link.id != "country:VN"]
    return told[0].text if len(told) >= OFTEN and len({m.link for m in told}) == 1 else None


def _most_told(mentions: Sequence[Entity]) -> str | None:
    """The company that an article is about: told most often of all bodies, and often."""
    counts = Counter(m.cluster for m in mentions if m.label == "ORG")
    (cluster, count), *others = counts.most_common(2) or [("", 0)]
    if count < OFTEN_TOLD or (others and others[0][1] == count):
        return None
    body = next(m for m in mentions if m.cluster == cluster)
    kind = read_kind(body.name)
    return body.name if kind is None or kind.kind in ("company", "bank") else None


def _same_office(position: Entity, offices: Sequence[Office]) -> str | None:
    """The body in which the article tells the same office elsewhere: before, else behind."""
    office, words = read_office(position.text), split_words(position.text)
    if (office is None or office.rank not in LEADING) and not COMPANY.search(position.text):
        return None
    told = [o for o in offices if o.body and o.body.label == "ORG" and split_words(o.position.text) == words]
    before = [o for o in told if o.start < position.start]
    return (before[-1] if before else told[0]).body_name if told else None


def _last_fitting(position: Entity, mentions: Sequence[Entity]) -> str | None:
    """The body told last before a bare office that may hold it: "Thành ủy A họp; Bí thư B nói" → Thành ủy A."""
    office = read_office(position.text)
    if office is None or office.rank not in LEADING:
        return None
    council = None
    for body in reversed([m for m in mentions if m.label == "ORG" and m.end <= position.start]):
        name = body.name.removeprefix("Văn phòng ")
        kind = read_kind(name)
        if kind and kind.kind in office.heads and not kind.whole and _may_head(position.text, name):
            if not COUNCIL.match(name):
                return name
            council = council or name  # of a unit, the bare Chủ tịch is that of its UBND
    return council


def _may_head(position: str, body: str) -> bool:
    """Whether the words agree: a Cục trưởng heads a Cục, a Giám đốc nothing whose head is called after it."""
    if unit := HEADED.match(position):
        word = unit[1].lower()
        return body.lower().startswith((word, "vks") if word == "viện" else word)
    return not CALLED_AFTER.match(body) or bool(CALLED_AFTER.search(position))
