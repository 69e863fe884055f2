"""The body of an office that stands alone: by the office itself, or as the article tells elsewhere."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from functools import lru_cache

from extractor.data import data_path, read_table
from extractor.entities.gazetteer import Gazetteer
from extractor.entities.kinds import read_kind
from extractor.entities.links import ASIDE
from extractor.entities.offices import Office
from extractor.entities.positions import OfficeKind, read_office
from extractor.entities.seats import CHAIR, SECRETARY
from extractor.entities.whole_bodies import write_name
from extractor.model import Entity
from extractor.places import fold_name
from extractor.places.lookup import TYPES, split_type
from extractor.text import split_words

HEADED = re.compile(r"(?:phó |quyền )?(tổng cục|chi cục|cục|vụ|viện|trạm|hạt) (?:trưởng|phó)", re.IGNORECASE)
CALLED_AFTER = re.compile(r"(?:phòng|ban|khoa|đội|tổ|trạm|hạt|chi cục|cục|vụ|thanh tra)(?!\w)", re.IGNORECASE)
COMMITTEE = re.compile(r"UBND|(?:Ủy|Uỷ) ban [Nn]hân dân")
COUNCIL = re.compile(r"HĐND|Hội đồng nhân dân", re.IGNORECASE)
MINISTRY = re.compile(r"((?:Phó |Quyền )?(?:Bộ|Thứ) trưởng) ([A-ZĐ].+)", re.IGNORECASE)
DEPARTMENT = re.compile(r"((?:[Pp]hó |[Qq]uyền )?([Tt]ổng cục|[Cc]hi cục|[Cc]ục|[Vv]ụ) trưởng) ([A-ZĐ].+)")
DEPUTY = re.compile(r"(([Tt]ổng cục|[Cc]hi cục|[Cc]ục|[Vv]ụ) phó) ([A-ZĐ].+)")
TEAM = re.compile(r"((?:[Pp]hó )?[Đđ]ội (?:trưởng|phó)) ([A-ZĐ].+)")
FOREIGN = re.compile(
    r"(?:Phó |cựu |quyền )?(?:Tổng thống|Thủ tướng|Ngoại trưởng|Quốc vương|Đại sứ|Bộ trưởng .+)", re.IGNORECASE
)
DIRECTS = frozenset({"đốc", "thư"})  # of a foreigner, only a director's or secretary's body is told before
COMPANY = re.compile(
    r"tổng giám đốc|HĐQT|hội đồng quản trị|HĐTV|hội đồng thành viên|kế toán trưởng|kiểm soát|CEO", re.IGNORECASE
)
LEADER = re.compile(r"(?:phó )?(?:chủ tịch|giám đốc)", re.IGNORECASE)
BOARD = re.compile(
    r"HĐQT|HĐTV|Hội đồng|Ban |BKS|ĐHĐCĐ|Đảng|Sở |Viện ", re.IGNORECASE
)  # no companies, though told often
DIVISION = re.compile(r"(?:phó |quyền )?(?:phó |trưởng )?(?:trưởng )?(?:phòng|khoa) \w", re.IGNORECASE)
DIVIDED = frozenset({"agency", "committee", "department", "health", "procuracy", "school"})
PART = re.compile(r"(?:phòng|khoa|đội|tổ|hội đồng|ban (?!quản lý))", re.IGNORECASE)  # a division is no part of another
OF_DISTRICT = re.compile(
    r"^(?:UBND|(?:Ủy|Uỷ) ban [Nn]hân dân) (?=(?:huyện|quận|thị xã) )"
)  # its divisions bear its name
LEADERSHIP = re.compile(r"^(?:Văn phòng|[Bb]an (?:[Gg]iám đốc|[Gg]iám hiệu|[Ll]ãnh đạo)) ")  # of a body: no other one
OFTEN_TOLD = 3
OFTEN = 2
NAMES = frozenset({"PERSON", "POSITION", "ORG", "LOC"})
FIRMS = frozenset({"company", "bank"})
PRESIDENT = fold_name("Hồ Chí Minh")
LEADING = frozenset({"head", "deputy"})  # ranks that a body has one or a few of: the body told last before fits


def imply_body(
    position: Entity, person: Entity, mentions: Sequence[Entity], offices: Sequence[Office], gazetteer: Gazetteer
) -> tuple[str, str | None]:
    """(position, organization) of an office that stands alone."""
    vietnamese = person.text.split()[0] in gazetteer.surnames
    if fold_name(person.name) == PRESIDENT:
        return position.text, None  # "Chủ tịch Hồ Chí Minh" heads no body that the article tells
    if implied := gazetteer.implied_bodies.get(split_words(position.text)):
        return position.text, implied if vietnamese else _country(person, position, mentions, offices)
    if not vietnamese and FOREIGN.fullmatch(position.text):
        return position.text, _country(person, position, mentions, offices)
    if vietnamese and (ministry := MINISTRY.fullmatch(position.text)):
        return ministry[1], f"Bộ {ministry[2]}"
    if department := DEPARTMENT.fullmatch(position.text) or DEPUTY.fullmatch(position.text):
        return department[1], f"{department[2].capitalize()} {department[3]}"
    if team := TEAM.fullmatch(position.text):
        return team[1], team[2]
    fits = vietnamese or bool(DIRECTS & set(split_words(position.text)))
    return position.text, _as_told(position, mentions, offices, fits=fits, leads=vietnamese)


def _as_told(
    position: Entity, mentions: Sequence[Entity], offices: Sequence[Office], *, fits: bool, leads: bool
) -> str | None:
    """The body as the article tells it elsewhere. ``fits``: the one told last before that may have such an office;
    ``leads``: the company that the article is about may have such a head."""
    company = COMPANY.search(position.text) is not None
    about = find_company(mentions)
    if company and about:
        return about
    body = _fitting(position, mentions) or _same_office(position, offices) if fits else None
    leads = leads and LEADER.fullmatch(position.text) is not None
    if body is None and DIVISION.match(position.text):
        return _parent(position, mentions)
    if leads and (body is None or _is_firm(body)):
        return about or body
    return find_company(mentions, often=OFTEN) if body is None and company else body


@lru_cache(maxsize=1)
def read_leaders() -> dict[str, str]:
    """Folded name of a foreign leader → the country."""
    return {fold_name(row["words"]): row["country"] for row in read_table(data_path("gazetteers", "leaders.tsv"))}


def find_opening_unit(position: Entity, text: str, mentions: Sequence[Entity]) -> str | None:
    """The unit that opens the sentence of a bare chair or secretary: "Tại quận 1 (TP A), Phó chủ tịch B yêu cầu"."""
    if not (CHAIR.fullmatch(position.text) or SECRETARY.fullmatch(position.text)):
        return None
    first = max(text.rfind(end, 0, position.start) for end in ("\n", ". ")) + 1
    asides = [m.span() for m in ASIDE.finditer(text, first, position.start)]
    inside = [m for m in mentions if m.label in NAMES and first <= m.start < position.start]
    told = [m for m in inside if not any(start <= m.start < end for start, end in asides)]
    place = told[-1] if told else None
    if place is None or place.label != "LOC" or place.link is None or place.link.type not in TYPES:
        return None
    return write_name(place) if split_type(place.text)[0] else None


def _country(person: Entity, position: Entity, mentions: Sequence[Entity], offices: Sequence[Office]) -> str | None:
    """Whose leader a foreigner is: by name, else of the only country that the article tells of, and more than once,
    else of the only one that it tells with this office: Thủ tướng | Nhật Bản."""
    if known := read_leaders().get(fold_name(person.text)) or read_leaders().get(fold_name(person.name)):
        return known
    told = [m for m in mentions if m.link and m.link.type == "country" and m.link.id != "country:VN"]
    if len(told) >= OFTEN and len({m.link for m in told}) == 1:
        return told[0].text
    words = split_words(position.text)
    led = {o.body.name for o in offices if o.body and o.body.label == "LOC" and split_words(o.position.text) == words}
    return led.pop() if len(led) == 1 else None


def _parent(position: Entity, mentions: Sequence[Entity]) -> str | None:
    """The body told last before whose division an office heads: "Sở Y tế họp; Trưởng phòng Nghiệp vụ Y A nêu …"."""
    before = (m.name for m in reversed(mentions) if m.label == "ORG" and m.end <= position.start)
    whole = next((name for name in before if not PART.match(name)), "")
    kind = read_kind(whole)
    if kind is None or kind.kind not in DIVIDED or (COMMITTEE.match(whole) and not OF_DISTRICT.match(whole)):
        return None
    return OF_DISTRICT.sub("", whole)


def find_company(mentions: Sequence[Entity], *, often: int = OFTEN_TOLD) -> str | None:
    """The company that an article is about: told most often of all that may be companies, and often."""
    counts = Counter(m.cluster for m in mentions if m.label == "ORG" and _may_be_firm(m.name))
    (cluster, count), *others = counts.most_common(2) or [("", 0)]
    if count < often or (others and others[0][1] == count):
        return None
    return next(m for m in mentions if m.cluster == cluster).name


def _same_office(position: Entity, offices: Sequence[Office]) -> str | None:
    """The body in which the article tells the same office elsewhere: before, else behind."""
    office, words = read_office(position.text), split_words(position.text)
    if (office is None or office.rank not in LEADING) and not COMPANY.search(position.text):
        return None
    told = [o for o in offices if o.body and o.body.label == "ORG" and split_words(o.position.text) == words]
    before = [o for o in told if o.start < position.start]
    return (before[-1] if before else told[0]).body_name if told else None


def _fitting(position: Entity, mentions: Sequence[Entity]) -> str | None:
    """The body told last before a bare office that may hold it: "Thành ủy A họp; Bí thư B nói" → Thành ủy A; else the
    only body of the state behind it."""
    office = read_office(position.text)
    if office is None or office.rank not in LEADING:
        return None
    bodies = [m for m in mentions if m.label == "ORG"]
    before = [LEADERSHIP.sub("", m.name) for m in reversed(bodies) if m.end <= position.start]
    behind = {m.cluster: m.name for m in bodies if m.start >= position.end}
    fitting = [name for name in before if _may_hold(position, office, name)]
    if not fitting:
        fitting = [name for name in behind.values() if _may_hold(position, office, name) and not _is_firm(name)]
        if len(fitting) != 1:
            return None
    if COUNCIL.match(fitting[0]):  # beside a UBND, the bare Chủ tịch is its
        other = next((name for name in fitting if not COUNCIL.match(name)), None)
        beside = CHAIR.fullmatch(position.text) and any(COMMITTEE.search(m.text) for m in bodies)
        return other or (COUNCIL.sub("UBND", fitting[0], count=1) if beside else fitting[0])
    return fitting[0]


def _may_hold(position: Entity, office: OfficeKind, body: str) -> bool:
    kind = read_kind(body)
    fits = kind is not None and kind.kind in office.heads and not kind.whole
    return fits and _may_head(position.text, body)


def _may_be_firm(body: str) -> bool:
    kind = read_kind(body)
    return not BOARD.match(body) and (kind is None or kind.kind in FIRMS)


def _is_firm(body: str) -> bool:
    kind = read_kind(body)
    return kind is not None and kind.kind in FIRMS


def _may_head(position: str, body: str) -> bool:
    """Whether the words agree: a Cục trưởng heads a Cục, a Giám đốc nothing whose head is called after it."""
    if unit := HEADED.match(position):
        word = unit[1].lower()
        return body.lower().startswith((word, "vks") if word == "viện" else word)
    return not CALLED_AFTER.match(body) or bool(CALLED_AFTER.search(position))
