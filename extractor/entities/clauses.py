"""Whose an office is where a bracket or a clause tells so: "ông A (… nguyên Giám đốc)", "Ông A học ở B, từng giữ chức
…", "Trước khi giữ chức …, ông A"."""

from __future__ import annotations

import re
from collections.abc import Sequence

from extractor.entities.gazetteer import Gazetteer
from extractor.entities.links import read_link, read_tail, status_before
from extractor.entities.offices import Office
from extractor.model import Entity, RoleStatus

WHEN = re.compile(
    r"(?:khi|lúc|thời gian|thời kỳ) (?:còn |đang )?(?:giữ (?:chức(?: vụ)?|cương vị)|đảm nhiệm(?: chức(?: vụ)?)?|làm|là)"
    r"(?: nguyên)? $"
)
SUBJECT = re.compile(r"[;,:] (?:ông|bà|anh|chị|đồng chí) $")  # a clause of its own
DOUBTED = re.compile(
    r"[“\"”]|(?<!\w)(?:không|chưa|muốn|giả danh|mạo danh|tự xưng|ứng cử|tranh cử|đề nghị|vợ|chồng|con|bố|mẹ)(?!\w)"
    r"|(?<!được )(?:ký|trao|ban hành|công bố) (?:các )?quyết định(?!\w)"
)
SAID = re.compile(  # what is said need not be of who says it
    r"(?<!\w)(?:cho biết|cho hay|cho rằng|khẳng định|nhấn mạnh|nói rằng)(?!\w).*"
    r"(?:là|vai trò|(?<!từng )(?<!khi )(?<!đang )(?<!còn )(?<!hiện )làm) $",
    re.DOTALL,
)
FRONT_PERSON = re.compile(r"[^;:.(]*, (?:ông|bà|anh|chị|đồng chí|bị can|bị cáo) $")
FRONT = re.compile(
    r"^[\"“\s]*(?:[^\W\d_]+(?: [^\W\d_]+){0,2}, )?"
    r"(?:(?:[Mm]ặc dù|[Dd]ù|[Tt]uy|[Vv]ốn)(?= là )"
    r"|(?:(?:Trước|Sau) khi|Với|Trên|Ở|Trong|Từ|Ngoài|Khi|Nguyên|Từng)(?= ))"
)


def find_in_bracket(
    before: Sequence[Entity], text: str, at: int, gazetteer: Gazetteer
) -> tuple[Entity, RoleStatus] | None:
    """(person, status) of "ông A (đảng viên chi bộ 2 - nguyên Giám đốc Sở B)": a bracket tells of the person before."""
    person = next((m for m in reversed(before) if m.label == "PERSON"), None)
    aside = text[person.end : at].lstrip() if person else ""
    if person is None or not aside.startswith("(") or ")" in aside or "\n" in aside or " thay " in aside:
        return None
    return person, status_before(text[:at], gazetteer)


def find_subject(
    before: Sequence[Entity], text: str, gazetteer: Gazetteer, passed: int
) -> tuple[Entity, RoleStatus] | None:
    """(person, status) of "Ông A học ở B, từng giữ chức …": the only person told before words that lead on."""
    people = [m for m in before if m.label == "PERSON"]
    if people and WHEN.search(text):  # "Ông A bị kỷ luật vì sai phạm khi còn làm …"
        return people[-1], "former"
    part = [m for m in people if m.start > text.rfind(";", people[0].start)] if people else []
    people = part or people
    if not people or (len({m.name for m in people}) > 1 and not SUBJECT.search(text[: people[-1].start][-12:])):
        return None
    rest = text[max(passed, people[-1].end) :]
    if DOUBTED.search(rest):
        return None
    link = None if SAID.search(rest) else read_tail(rest, gazetteer)
    return (people[-1], link.status) if link else None


def find_behind(
    inside: Sequence[Entity], first: int, last: int, chain: Sequence[Office], text: str, gazetteer: Gazetteer
) -> tuple[Entity, RoleStatus] | None:
    """(person, status) of "Trước khi giữ chức Giám đốc Sở A, ông B …": the first person behind an opening clause."""
    person = next((m for m in inside[last:] if m.label == "PERSON"), None)
    if person is None or any(m.label in ("PERSON", "POSITION") for m in inside[:first]):
        return None
    opening = text[text.rfind("\n", 0, chain[0].start) + 1 : chain[0].start].rsplit(". ", 1)[-1]
    front = FRONT.match(opening)
    link = read_link(opening[front.end() :], gazetteer) if front else None
    if not link or not (link.told or opening.strip() in ("Nguyên", "Từ", "Từng")):
        return None
    return (person, link.status) if FRONT_PERSON.fullmatch(text[chain[-1].end : person.start]) else None
