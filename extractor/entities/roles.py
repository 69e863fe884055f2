"""Who holds which office: positions with their bodies, and the person on either side of them.

An office is a position and, where one follows, its body: "Giám đốc | Sở Y tế". Offices stand in a chain ("Phó Bí thư
Tỉnh ủy, Chủ tịch UBND tỉnh") right before a name, or behind it after a mark or a link word of role_links.tsv.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace

from extractor.entities.bodies import LEVELS, read_place
from extractor.entities.gazetteer import Gazetteer, read_gazetteer
from extractor.model import Doc, Entity, Role, RoleStatus
from extractor.text import split_words, tokenize

PLURAL = re.compile(r"(?<!\w)(?:[Cc]ác|[Hh]ai|[Bb]a|[Bb]ốn|\d)\s+(?:nguyên |cựu |ông |bà |đồng chí )?$")
BARE_TYPE = re.compile(rf"\s+({'|'.join(LEVELS)})(?!\w)(?!\s+[A-ZĐÀ-Ỹ\d])")
THIS_BODY = re.compile(r"\s+((?:[^\W\d_]+\s+){1,3}?)này(?!\w)")
MARKS = frozenset(",-–—(:")
CHAINED = frozenset({"", ",", "kiêm", ", kiêm", "và", "-", "–", ";", "đồng thời là", ", đồng thời là"})
FUSED = frozenset({("trưởng",), ("phó",), ("chánh",), ("phó", "trưởng"), ("quyền", "trưởng")})
BODY_WORDS = 8  # how many words of a body's name may stand before the capitals that the model sees
OF = frozenset({"", "của", "tại", "ở", "thuộc", ","})


@dataclass(frozen=True, slots=True)
class Office:
    """A position and the body that follows it, with offsets and the status that the word before it tells."""

    position: Entity
    body: Entity | None
    start: int
    end: int
    name: str | None = None  # the body's name where it begins in lower case: chi hội nông dân thôn An Bình


def find_roles(doc: Doc, mentions: Sequence[Entity]) -> tuple[Role, ...]:
    """One role a person, position and organization: its first mention. An office whose body is unknown is no role."""
    gazetteer = read_gazetteer()
    outer = [m for m in mentions if not any(o is not m and o.start <= m.start and m.end <= o.end for o in mentions)]
    roles: dict[tuple[str, str, str | None], Role] = {}
    for sentence in doc.sentences:
        inside = [m for m in outer if sentence.start <= m.start < sentence.end]
        inside = [m for m in inside if m.label in ("PERSON", "POSITION", "ORG", "LOC") and not _is_rank(m, gazetteer)]
        for role in _roles(inside, doc.text, mentions, gazetteer):
            roles.setdefault((role.person.lower(), role.position.lower(), role.organization), role)
    return _without_repeats(tuple(roles.values()))


def _roles(inside: Sequence[Entity], text: str, mentions: Sequence[Entity], gazetteer: Gazetteer) -> list[Role]:
    found: list[Role] = []
    for chain, first, last in _chains(inside, text, mentions, gazetteer):
        before = inside[first - 1] if first else None
        after = inside[last] if last < len(inside) else None
        left = _link(text[before.end : chain[0].start], gazetteer) if before and before.label == "PERSON" else None
        right = _link(text[chain[-1].end : after.start], gazetteer) if after and after.label == "PERSON" else None
        # a name right behind the office is its own; behind a mark it may be the next one of a list
        if right and after and (right.bare or not left or (left.bare and not left.told)):
            person, status, rule = after, _before(text[: chain[0].start], gazetteer), "position-body-person"
        elif left and before and not (left.bare and not left.told):
            person, status, rule = before, left.status, "person-position-body"
        else:
            continue
        others = _others(inside, chain[0].start, first, last, text, behind=rule == "position-body-person")
        for office in chain:
            start, end = min(person.start, office.start), max(person.end, office.end)
            own = _before(text[: office.start], gazetteer) if office is not chain[0] else status
            position, body = _name(office, person, text, gazetteer)
            if body is None:
                continue
            found.append(Role(person.name, position, body, own, start, end, text[start:end], rule))
            for other in others:
                ends = min(start, other.start), max(end, other.end)
                words = text[ends[0] : ends[1]]
                found.append(Role(other.name, position, body, own, *ends, words, "persons-of-one-office"))
    return found


def _others(inside: Sequence[Entity], at: int, first: int, last: int, text: str, *, behind: bool) -> list[Entity]:
    """The other people of the same office: "các Phó Chủ tịch …: A, B và C", "Các ông A, B được bầu làm …"."""
    if behind:
        return _listed(inside[last:], text) if PLURAL.search(text[:at][-16:]) else []
    people = inside[:first]
    size = len(_listed(people[::-1], text)) + 1
    listed = people[-size:]
    return list(listed[:-1]) if PLURAL.search(text[: listed[0].start][-12:]) else []


def _listed(people: Sequence[Entity], text: str) -> list[Entity]:
    """The other names of a list: "các Phó Chủ tịch UBND tỉnh: A, B và C"."""
    listed: list[Entity] = []
    for last, person in zip(people, people[1:], strict=False):
        one, other = sorted((last, person), key=lambda m: m.start)
        gap = re.sub(r"\b(?:ông|bà|đồng chí)\b", "", text[one.end : other.start]).strip(" ,;")
        if person.label != "PERSON" or gap not in ("", "và"):
            break
        listed.append(person)
    return listed


def _is_rank(mention: Entity, gazetteer: Gazetteer) -> bool:
    """A rank (Đại tá) or a degree stands before a name like a title, and is no office."""
    return mention.label == "POSITION" and split_words(mention.text) in gazetteer.titles


def _name(office: Office, person: Entity, text: str, gazetteer: Gazetteer) -> tuple[str, str | None]:
    """Position and organization: "trưởng" fuses with the unit it heads, "Thủ tướng" alone heads the government."""
    position, body = office.position, office.body
    if office.name:
        return position.text, office.name
    if body is None:
        implied = gazetteer.implied_bodies.get(split_words(position.text))
        return position.text, implied if person.text.split()[0] in gazetteer.surnames else None
    words = split_words(position.text)
    fused = words in FUSED or ((words[0],) in FUSED and body.text[0].islower() and body.start == position.end + 1)
    if not fused or body.label != "ORG":
        return position.text, body.name
    for at, token in enumerate(tokens := tokenize(body.text)):
        if at and gazetteer.place_types.match(tokens, at):
            return text[position.start : body.start + tokens[at - 1].end], body.text[token.start :]
    return position.text, body.name


def _chains(
    inside: Sequence[Entity], text: str, mentions: Sequence[Entity], gazetteer: Gazetteer
) -> list[tuple[list[Office], int, int]]:
    """(offices, index of the first mention, index behind the last) of each chain of offices."""
    chains: list[tuple[list[Office], int, int]] = []
    at = 0
    while at < len(inside):
        if inside[at].label != "POSITION":
            at += 1
            continue
        first = at
        chain: list[Office] = []
        while at < len(inside) and inside[at].label == "POSITION":
            if chain and text[chain[-1].end : inside[at].start].strip() not in CHAINED:
                break
            position, at = inside[at], at + 1
            body = inside[at] if at < len(inside) and _belongs(position, inside[at], text, gazetteer) else None
            name = text[position.end : body.end].strip() if body and text[position.end : body.start].strip() else None
            name = None if name and _gap(position, body, text) in OF else name
            at += body is not None
            end = body.end if body else position.end
            if body is None and (told := _open_body(position.end, text, mentions, gazetteer)):
                name, end = told
            while body and at < len(inside) and inside[at].label == "LOC" and _continues(text[end : inside[at].start]):
                end, at = inside[at].end, at + 1
            chain.append(Office(position, body, position.start, end, name))
        chains.append((_share_body(chain), first, at))
    return chains


def _open_body(at: int, text: str, mentions: Sequence[Entity], gazetteer: Gazetteer) -> tuple[str, int] | None:
    """(name, end) of a body that only a word stands for: "Trưởng Công an [xã]", "Phó hiệu trưởng [đại học này]"."""
    before = [m for m in reversed(mentions) if m.start < at]
    if m := BARE_TYPE.match(text, at):
        for place in before:
            told = read_place(place.text, place.start, gazetteer) if place.label == "LOC" else None
            if told and m[1].lower() in told.types:
                return place.name, m.end()
    if m := THIS_BODY.match(text, at):
        for body in before:
            if body.label == "ORG" and m[1].strip().lower() in body.text.lower():
                return body.name, m.end()
    return None


def _gap(position: Entity, body: Entity | None, text: str) -> str:
    return text[position.end : body.start].strip() if body else ""


def _belongs(position: Entity, body: Entity, text: str, gazetteer: Gazetteer) -> bool:
    """A body right behind the position, or one whose name begins in lower case with a head: tập đoàn [Sao Mai]."""
    if body.label not in ("ORG", "LOC"):
        return False
    gap = _gap(position, body, text)
    if gap in OF:
        return gap != "," or body.label == "ORG"
    tokens = tokenize(gap)
    return len(tokens) <= BODY_WORDS and gazetteer.heads.match(tokens, 0) is not None and not set(",;:.(") & set(gap)


def _continues(gap: str) -> bool:
    """Whether a place goes on telling where a body is: "UBND xã A, huyện B" or "Phòng Tài chính (huyện B"."""
    return gap.strip() in ("", ",", "(", "-")


def _share_body(chain: list[Office]) -> list[Office]:
    """ "Chủ tịch kiêm Tổng giám đốc Công ty A": an office without a body takes that of the next one."""
    for n in range(len(chain) - 2, -1, -1):
        if chain[n].body is None and chain[n + 1].body is not None:
            chain[n] = replace(chain[n], body=chain[n + 1].body)
    return chain


@dataclass(frozen=True, slots=True)
class Link:
    """What stands between a person and an office: marks, titles and link words, and nothing else."""

    status: RoleStatus
    bare: bool  # no mark
    told: bool  # a link word


def _link(gap: str, gazetteer: Gazetteer) -> Link | None:
    tokens = tokenize(gap)
    status: RoleStatus = "current"
    at, bare, told = 0, True, False
    while at < len(tokens):
        if tokens[at].text in MARKS:
            at, bare = at + 1, False
        elif tokens[at].text == ")":
            at += 1
        elif link := gazetteer.role_links.match(tokens, at):
            at, told, status = link[0], True, link[1]  # type: ignore[assignment]
        elif title := gazetteer.titles.match(tokens, at):
            at = title[0]
        elif tokens[at].kind == "number" and at + 1 < len(tokens) and tokens[at + 1].key == "tuổi":
            at += 2
        elif tokens[at].key == "sn" or (tokens[at].kind == "number" and tokens[at].text.isdigit() and at and not bare):
            at += 1
        else:
            return None
    return Link(status, bare, told)


def _before(text: str, gazetteer: Gazetteer) -> RoleStatus:
    """The status that the words right before an office tell: nguyên, cựu, tân."""
    tail = re.search(r"(?:[^\W\d_]+\s+){0,4}[^\W\d_]+\s*$", text[-40:])
    tokens = tokenize(tail[0]) if tail else ()
    for at in range(len(tokens)):
        link = gazetteer.role_links.match(tokens, at)
        if link and link[0] == len(tokens) and link[1] in ("former", "incoming"):
            return link[1]  # type: ignore[return-value]
    return "current"


def _without_repeats(roles: tuple[Role, ...]) -> tuple[Role, ...]:
    """An office told without its body is left out where the same person's office is told with it."""
    whole = {(r.person.lower(), r.position.lower()) for r in roles if r.organization}
    return tuple(r for r in roles if r.organization or (r.person.lower(), r.position.lower()) not in whole)
