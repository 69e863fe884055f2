"""Who holds which office: positions with their bodies, and the person on either side of them.

An office is a position and, where one follows, its body: "Giám đốc | Sở Y tế". Offices stand in a chain ("Phó Bí thư
Tỉnh ủy, Chủ tịch UBND tỉnh") right before a name, or behind it after a mark or a link word of role_links.tsv.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Sequence

from extractor.entities.gazetteer import Gazetteer, read_gazetteer
from extractor.entities.holding import name_office
from extractor.entities.links import ASIDE, MARKS, Link, read_link, status_before, status_given
from extractor.entities.offices import Office, find_chains
from extractor.model import Doc, Entity, Role, RoleStatus
from extractor.text import split_words, tokenize

PLURAL = re.compile(r"(?<!\w)(?:[Cc]ác|[Hh]ai|[Bb]a|[Bb]ốn|\d)\s+(?:nguyên |cựu |ông |bà |đồng chí )?$")
CLOSING = frozenset(",-–—).;:\n") | {""}
LISTING = re.compile(r"^,? (?:(?:bao )?gồm(?: có)?|là)(?: các)?(?= |:)")
INCLUDING = re.compile(r"^,? (?:bao )?gồm(?: có)?(?: các)?(?: [^\W\d_]+)?:")
JOINT = re.compile(r"\s*(?:,? ?và|[,;])(?= )")  # between two names of a list
CAREER = re.compile(r"(?:kinh qua|trải qua|từng giữ) (?:các|nhiều) (?:chức|vị trí|cương vị)")
RECEIVER = re.compile(r"(?<!đối) (?:cho|với)(?= (?:đồng chí|ông|bà|anh|chị) $)")
WHEN = re.compile(
    r"(?:khi|lúc|thời gian|thời kỳ) (?:còn |đang )?(?:giữ (?:chức(?: vụ)?|cương vị)|đảm nhiệm(?: chức(?: vụ)?)?|làm|là)"
    r"(?: nguyên)? $"
)
CLAUSE = re.compile(r"[,;]((?: [^\W\d_]+){1,6}) $")


def find_roles(doc: Doc, mentions: Sequence[Entity], pronouns: Sequence[Entity] = ()) -> tuple[Role, ...]:
    """One role a person, position and organization: its first mention. An office whose body is unknown is no role.

    ``pronouns`` stand as mentions of the persons that they mean."""
    gazetteer = read_gazetteer()
    outer = _outermost((*mentions, *pronouns))
    roles: dict[tuple[str, str, str | None], Role] = {}
    implied: list[Role] = []
    for sentence in doc.sentences:
        first = bisect_left(outer, sentence.start, key=lambda m: m.start)
        inside = outer[first : bisect_left(outer, sentence.end, key=lambda m: m.start)]
        inside = [m for m in inside if m.label in ("PERSON", "POSITION", "ORG", "LOC") and not _is_rank(m, gazetteer)]
        inside = _without_asides(inside, doc.text)
        for role, told in _roles(inside, doc.text, mentions, gazetteer):
            if told:
                roles.setdefault((role.person.lower(), role.position.lower(), role.organization), role)
            else:
                implied.append(role)
    known = {(person, position) for person, position, _ in roles}
    for role in implied:  # "Bộ trưởng A" is no second office where the text says of what A is Bộ trưởng
        if (role.person.lower(), role.position.lower()) not in known:
            roles.setdefault((role.person.lower(), role.position.lower(), role.organization), role)
    return _without_repeats(tuple(roles.values()))


def _outermost(mentions: Sequence[Entity]) -> list[Entity]:
    """The mentions that stand in no other, in reading order."""
    outer: list[Entity] = []
    for mention in sorted(mentions, key=lambda m: (m.start, -m.end)):
        if not outer or mention.end > outer[-1].end:
            outer.append(mention)
    return outer


def _without_asides(inside: list[Entity], text: str) -> list[Entity]:
    """Leave out what stands in a bracket behind a person and is no office: "ông A (quê [Sơn La]), Giám đốc"."""
    for person in [m for m in inside if m.label == "PERSON"]:
        if aside := ASIDE.match(text, person.end):
            told = [m for m in inside if aside.start() <= m.start < aside.end()]
            if not any(m.label == "POSITION" for m in told):
                inside = [m for m in inside if m not in told]
    return inside


def _roles(
    inside: Sequence[Entity], text: str, mentions: Sequence[Entity], gazetteer: Gazetteer
) -> list[tuple[Role, bool]]:
    """The roles of a sentence, each with whether its body is told beside it."""
    found: list[tuple[Role, bool]] = []
    for chain, first, last in find_chains(inside, text, mentions, gazetteer):
        before = inside[first - 1] if first else None
        after = inside[last] if last < len(inside) else None
        left = read_link(text[before.end : chain[0].start], gazetteer) if before and before.label == "PERSON" else None
        gap = text[chain[-1].end : after.start] if after and after.label == "PERSON" else None
        if gap and status_before(text[: chain[0].start], gazetteer) != "current":
            gap = RECEIVER.sub(" ", gap)  # "bổ nhiệm Giám đốc Sở A cho ông B"
        several = bool(PLURAL.search(text[: chain[0].start][-16:]) or (gap and INCLUDING.match(gap)))
        if gap and several:
            gap = LISTING.sub("", gap)  # "các Phó chủ tịch UBND tỉnh gồm: A, B"
        right = read_link(gap, gazetteer) if gap is not None else None
        # a name right behind the office is its own; behind a mark it may be the next one of a list
        if right and not right.bare and _has_own_office(inside, last, text):
            right = None
        if left and not left.bare and right and right.titled:
            right = None  # "ông A - Giám đốc Sở B, ông C": a title begins anew
        if left and before and text[before.end :].lstrip()[:1] == "(":
            right = None  # "A (nguyên Giám đốc Công ty B": what a bracket says is of the person before it
        if right and after and (right.bare or not left or (left.bare and not left.told)):
            person, status, rule = after, status_before(text[: chain[0].start], gazetteer), "position-body-person"
        elif left and before and _is_own(chain, left, text, gazetteer):
            status = status_given(text[: before.start], left.status) if left.told else left.status
            person, rule = before, "person-position-body"
        elif holder := _in_bracket(inside[:first], text, chain[0].start, gazetteer):
            (person, status), rule = holder, "person-bracket-position"
        elif subject := _subject(inside[:first], text[: chain[0].start], gazetteer):
            (person, status), rule = subject, "subject-position-body"
        else:
            continue
        behind, shared = rule == "position-body-person", bool(left and left.bare and left.told)
        if behind:
            listing = several or bool(gap and "đối với" in gap)
            others = _listed(inside[last:], text, gazetteer) if listing else []
        else:
            others = _others_before(inside[:first], text, gazetteer, shared=shared)
        career = not behind and bool(CAREER.search(text[person.end : chain[0].start]))
        in_turn = len(others) > 0 and len(chain) == len(others) + 1  # "bí thư và phó bí thư … đối với ông A và ông B"
        for n, office in enumerate(chain):
            own = status if career or office is chain[0] else office.status
            if office.given and rule == "person-position-body":
                own = status_given(text[: person.start], own)
            position, body, told = name_office(office, person, text, mentions, gazetteer)
            if body is None:
                continue
            people = [person, *others]
            for owner in [people[n]] if in_turn else people:
                start, end = min(owner.start, office.start), max(owner.end, office.end)
                how = rule if owner is person else "persons-of-one-office"
                found.append((Role(owner.name, position, body, own, start, end, text[start:end], how), told))
    return found


def _is_own(chain: Sequence[Office], left: Link, text: str, gazetteer: Gazetteer) -> bool:
    """Whether the office behind a person is that person's: behind a mark or a link word, or with its body at once."""
    if left.bare and not left.told and not left.titled:
        body = chain[0].body
        return body is not None and gazetteer.heads.match(tokenize(body.text), 0) is not None
    return not (left.bare and not left.told) and not _opens_clause(chain, left, text, gazetteer)


def _opens_clause(chain: Sequence[Office], left: Link, text: str, gazetteer: Gazetteer) -> bool:
    """ "… cho Bộ trưởng A, Thủ tướng cũng bổ nhiệm": a bare office that acts itself is no apposition."""
    office = chain[-1]
    alone = (
        office.body is None and office.name is None and split_words(office.position.text) in gazetteer.implied_bodies
    )
    return alone and not left.told and text[office.end :].lstrip(" ")[:1] not in CLOSING


def _has_own_office(inside: Sequence[Entity], at: int, text: str) -> bool:
    """ "Thừa ủy quyền của Chủ tịch …, ông B - Phó Giám đốc …": an office of its own stands behind the person."""
    behind = inside[at + 1] if at + 1 < len(inside) else None
    return bool(behind and behind.label == "POSITION" and text[inside[at].end : behind.start].strip() in MARKS - {":"})


def _in_bracket(before: Sequence[Entity], text: str, at: int, gazetteer: Gazetteer) -> tuple[Entity, RoleStatus] | None:
    """(person, status) of "ông A (đảng viên chi bộ 2 - nguyên Giám đốc Sở B)": a bracket tells of the person before."""
    person = next((m for m in reversed(before) if m.label == "PERSON"), None)
    aside = text[person.end : at].lstrip() if person else ""
    if person is None or not aside.startswith("(") or ")" in aside or "\n" in aside:
        return None
    return person, status_before(text[:at], gazetteer)


def _subject(before: Sequence[Entity], text: str, gazetteer: Gazetteer) -> tuple[Entity, RoleStatus] | None:
    """(person, status) of "Ông A học ở B, từng giữ chức …": the only person told before a clause that a link opens."""
    people = [m for m in before if m.label == "PERSON"]
    if people and WHEN.search(text):  # "Ông A bị kỷ luật vì sai phạm khi còn làm …"
        return people[-1], "former"
    clause = CLAUSE.search(text)
    link = read_link(clause[1], gazetteer) if clause and len(people) == 1 else None
    alone = not any(m.label == "POSITION" for m in before)
    return (people[0], link.status) if link and link.told and alone else None


def _others_before(people: Sequence[Entity], text: str, gazetteer: Gazetteer, *, shared: bool) -> list[Entity]:
    """The other people of the same office: "Các ông A, B - Phó Giám đốc …"; ``shared``: a verb links them all to it."""
    if not people:
        return []
    listed = people[-(len(_listed(people[::-1], text, gazetteer)) + 1) :]
    return list(listed[:-1]) if shared or PLURAL.search(text[: listed[0].start][-12:]) else []


def _listed(people: Sequence[Entity], text: str, gazetteer: Gazetteer) -> list[Entity]:
    """The other names of a list: "các Phó Chủ tịch UBND tỉnh: A, bà B và Đại tá C"."""
    listed: list[Entity] = []
    for last, person in zip(people, people[1:], strict=False):
        one, other = sorted((last, person), key=lambda m: m.start)
        gap = text[one.end : other.start]
        joint = JOINT.match(gap)
        link = read_link(gap[joint.end() :], gazetteer) if joint else None
        if person.label != "PERSON" or not link or link.told or not link.bare:
            break
        listed.append(person)
    return listed


def _is_rank(mention: Entity, gazetteer: Gazetteer) -> bool:
    """A rank (Đại tá) or a degree stands before a name like a title, and is no office."""
    return mention.label == "POSITION" and split_words(mention.text) in gazetteer.titles


def _without_repeats(roles: tuple[Role, ...]) -> tuple[Role, ...]:
    """Of an office that is told with more and with fewer words, or words of its body, the one with more."""
    kept: list[tuple[tuple[str, ...], set[str], Role]] = []
    for role in sorted(roles, key=lambda r: (-len(split_words(r.organization or "")), -len(r.position))):
        office, words = split_words(role.position), set(split_words(role.organization or "")) - {"và"}
        same = [(told, body) for told, body, other in kept if other.person.lower() == role.person.lower()]
        if not any(told[: len(office)] == office and words <= body for told, body in same):
            kept.append((office, words, role))
    return tuple(sorted((role for _, _, role in kept), key=lambda r: (r.start, r.end)))
