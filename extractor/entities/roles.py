"""Who holds which office: position, body and person side by side, in either order."""

from __future__ import annotations

import re
from collections.abc import Sequence

from extractor.entities.gazetteer import read_gazetteer
from extractor.model import Doc, Entity, Role, RoleStatus

FORMER = re.compile(r"(?:nguyên|cựu)\s*$", re.IGNORECASE)
INCOMING = re.compile(r"(?:tân|được bầu (?:làm|giữ chức)|bổ nhiệm .{0,40})\s*$", re.IGNORECASE)


def find_roles(doc: Doc, mentions: Sequence[Entity]) -> tuple[Role, ...]:
    """One role a person, position and organization: its first mention."""
    titles = "|".join(sorted(map(re.escape, read_gazetteer().titles.values()), key=len, reverse=True))
    between = re.compile(rf"\s*[,\-–(:]?\s*(?:(?:{titles})\s+)?", re.IGNORECASE)
    outer = [m for m in mentions if not any(o is not m and o.start <= m.start and m.end <= o.end for o in mentions)]
    roles: dict[tuple[str, str, str], Role] = {}
    for sentence in doc.sentences:
        inside = [m for m in outer if sentence.start <= m.start < sentence.end]
        for n, position in enumerate(inside):
            if position.label != "POSITION" or n + 1 >= len(inside):
                continue
            body = inside[n + 1]
            if body.label not in ("ORG", "LOC") or doc.text[position.end : body.start].strip():
                continue
            after = inside[n + 2] if n + 2 < len(inside) else None
            before = inside[n - 1] if n else None
            if after and after.label == "PERSON" and between.fullmatch(doc.text, body.end, after.start):
                person, rule = after, "position-body-person"
            elif before and before.label == "PERSON" and _apposed(doc.text[before.end : position.start]):
                person, rule = before, "person-position-body"
            else:
                continue
            key = (person.name, position.text, body.name)
            start, end = min(person.start, position.start), max(person.end, body.end)
            status = _status(doc.text[max(sentence.start, position.start - 60) : position.start])
            role = Role(person.name, position.text, body.name, status, start, end, doc.text[start:end], rule)
            roles.setdefault(key, role)
    return tuple(roles.values())


def _apposed(gap: str) -> bool:
    return bool(
        re.fullmatch(r"\s*(?:[,\-–(]|\([^)]{1,20}\),?)\s*(?:nguyên|cựu|hiện là|là|quyền)?\s*|\s+(?:là|làm)\s+", gap)
    )


def _status(left: str) -> RoleStatus:
    return "former" if FORMER.search(left) else "incoming" if INCOMING.search(left) else "current"
