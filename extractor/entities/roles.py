"""Who holds which office: positions with their bodies, and the person on either side of them.

An office is a position and, where one follows, its body: "Giám đốc | Sở Y tế". Offices stand in a chain ("Phó Bí thư
Tỉnh ủy, Chủ tịch UBND tỉnh") right before a name, or behind it after a mark or a link word of role_links.tsv.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Sequence

from extractor.entities.chains import find_chains
from extractor.entities.gazetteer import Gazetteer, read_gazetteer
from extractor.entities.given import find_given
from extractor.entities.holders import PLURAL, Earlier, Held, find_holder
from extractor.entities.holding import name_office
from extractor.entities.links import ASIDE, read_link, status_given
from extractor.entities.offices import Chain, Office
from extractor.entities.others import find_others
from extractor.model import Doc, Entity, Role
from extractor.text import split_words

JOINT = re.compile(r"\s*(?:,? ?và|[,;])(?= )")  # between two names of a list
TOWN = re.compile(r"(?<=UBND)TP |\bTP\.? ?")  # also run together: UBNDTP A
CANDIDATE = re.compile(r"(?<!\w)(?:[Ứứ]ng (?:cử )?viên|ứng cử|tranh cử)(?: chức(?: vụ| danh)?| vị trí)? $")
CANDIDATE_MEMBER = ("dự", "khuyết")
NEXT = re.compile(r"(?:;|, và|\)?,| và) (?:ông |bà |đồng chí |anh |chị )$|; $")  # to the next of a list
ANEW = re.compile(r";|(?<!\w)còn(?!\w)")  # another clause: "… thay ông A; ông B được bổ nhiệm làm"
JOINED = re.compile(r" và (?:ông |bà |bị cáo |bị can )?$")
CAREER = re.compile(r"(?:kinh qua|trải qua|từng giữ) (?:các|nhiều) (?:chức|vị trí|cương vị)")


def find_roles(doc: Doc, mentions: Sequence[Entity], pronouns: Sequence[Entity] = ()) -> tuple[Role, ...]:
    """One role a person, position and organization: its first mention. An office whose body is unknown is no role.

    ``pronouns`` stand as mentions of the persons that they mean."""
    gazetteer = read_gazetteer()
    titled = {m.start - 1 for m in mentions if m.label == "POSITION"}  # "bà giám đốc": a title
    standing = [p for p in pronouns if p.end not in titled and "/" not in doc.text[max(0, p.start - 1) : p.end + 1]]
    outer = _outermost((*mentions, *standing))
    roles: dict[tuple[str, str, str | None], Role] = {}
    implied: list[Role] = []
    found: list[tuple[list[Entity], list[Chain]]] = []
    for sentence in doc.sentences:
        first = bisect_left(outer, sentence.start, key=lambda m: m.start)
        inside = outer[first : bisect_left(outer, sentence.end, key=lambda m: m.start)]
        inside = [m for m in inside if m.label in ("PERSON", "POSITION", "ORG", "LOC") and not _is_rank(m, gazetteer)]
        inside = _without_asides(inside, doc.text)
        found.append((inside, find_chains(inside, doc.text, mentions, gazetteer)))
    offices = [office for _, chains in found for chain, _, _ in chains for office in chain]
    for inside, chains in found:
        for role, told in _roles(inside, chains, doc.text, mentions, offices, gazetteer):
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
    inside: Sequence[Entity],
    chains: Sequence[Chain],
    text: str,
    mentions: Sequence[Entity],
    offices: Sequence[Office],
    gazetteer: Gazetteer,
) -> list[tuple[Role, bool]]:
    """The roles of a sentence, each with whether its body is told beside it."""
    found: list[tuple[Role, bool]] = []
    earlier: Earlier | None = None
    for chain, first, last in chains:
        if CANDIDATE.search(text[: chain[0].start][-30:]):
            chain = chain[1:]
        if not chain:
            continue
        held = find_holder(inside, chain, first, last, text, gazetteer, earlier=earlier)
        found += find_others(inside[last:], chain[-1], held, text, mentions, offices, gazetteer)
        if held is None:
            continue
        person, rule = held.person, held.rule
        earlier = Earlier(person, chain[-1].end, last)
        people, in_turn = _owners(held, inside, chain, first, last, text, gazetteer)
        career = rule != "position-body-person" and CAREER.search(text[person.end : chain[0].start])
        for n, office in enumerate(chain):
            status = held.status if career or office is chain[0] else office.status
            if office.given and rule == "person-position-body":
                status = status_given(text[: person.start], status)
            position, body, told = name_office(office, person, text, mentions, offices, gazetteer)
            if body is None:
                continue
            owners = people[n : n + 1] if in_turn else people
            if office.given and (given := find_given(inside[:first], text, office.start, gazetteer)):
                owners, status = given, "incoming"
            for owner in owners:
                start, end = min(owner.start, office.start), max(owner.end, office.end)
                how = rule if owner is person else "persons-of-one-office"
                found.append((Role(owner.name, position, body, status, start, end, text[start:end], how), told))
    return found


def _owners(
    held: Held,
    inside: Sequence[Entity],
    chain: Sequence[Office],
    first: int,
    last: int,
    text: str,
    gazetteer: Gazetteer,
) -> tuple[list[Entity], bool]:
    """(people, whether each has one of the offices): "bí thư và phó bí thư … đối với ông A và ông B", "A và B (giám đốc
    và phó giám đốc …)"."""
    turns = False
    if held.others:
        others = list(held.others)
    elif held.listed:
        others = [m for m in inside[last + 1 :] if m.label == "PERSON" and NEXT.search(text[: m.start][-18:])]
    elif held.rule == "position-body-person":
        others = _listed(inside[last:], text, gazetteer) if held.several or "đối với" in held.gap else []
    else:
        turns = _in_turn(held, chain, text)
        others = _others_before(inside[:first], text, gazetteer, shared=held.shared or turns)
    people = sorted((held.person, *others), key=lambda m: m.start)
    return people, len(people) > 1 and (len(chain) == len(people) or turns)


def _others_before(people: Sequence[Entity], text: str, gazetteer: Gazetteer, *, shared: bool) -> list[Entity]:
    """The other people of the same office: "Các ông A, B - Phó Giám đốc …"; ``shared``: a verb links them all to it."""
    if not people:
        return []
    listed = people[-(len(_listed(people[::-1], text, gazetteer)) + 1) :]
    if shared and ANEW.search(text[listed[0].start : listed[-1].end]):
        return []
    return list(listed[:-1]) if shared or PLURAL.search(text[: listed[0].start][-12:]) else []


def _in_turn(held: Held, chain: Sequence[Office], text: str) -> bool:
    """Whether a bracket tells several offices, of which each is one person's of those before it."""
    told = text[held.person.end :].lstrip().startswith("(") and held.rule == "person-position-body"
    return told and len(chain) > 1 and bool(JOINED.search(text[max(0, held.person.start - 60) : held.person.start]))


def _listed(mentions: Sequence[Entity], text: str, gazetteer: Gazetteer) -> list[Entity]:
    """The other names of a list: "các Phó Chủ tịch UBND tỉnh: A, bà B (49 tuổi) và Đại tá C"."""
    listed: list[Entity] = []
    people = [m for m in mentions if m.label == "PERSON"]
    for last, person in zip(people, people[1:], strict=False):
        one, other = sorted((last, person), key=lambda m: m.start)
        gap = text[one.end : other.start]
        gap = ASIDE.sub("", gap, count=1) if one is last else gap
        joint = JOINT.match(gap)
        link = read_link(gap[joint.end() :], gazetteer) if joint else None
        if not link or link.told or not link.bare:
            break
        listed.append(person)
    return listed


def _is_rank(mention: Entity, gazetteer: Gazetteer) -> bool:
    """A rank (Đại tá) or a degree stands before a name like a title, and is no office."""
    return mention.label == "POSITION" and split_words(mention.text) in gazetteer.titles


def _body_words(name: str) -> set[str]:
    """The words that tell a body, however its place is written: UBND TP A, UBND thành phố A."""
    return set(split_words(TOWN.sub("thành phố ", name))) - {"và", "của", "&"}


def _without_repeats(roles: tuple[Role, ...]) -> tuple[Role, ...]:
    """Of an office that is told with more and with fewer words, or words of its body, the one with more."""
    kept: list[tuple[tuple[str, ...], set[str], Role]] = []
    for role in sorted(roles, key=lambda r: (-len(split_words(r.organization or "")), -len(r.position))):
        office, words = split_words(role.position), _body_words(role.organization or "")
        same = [(told, body) for told, body, other in kept if other.person.lower() == role.person.lower()]
        if not any(_tells_more(told, office) and words <= body for told, body in same):
            kept.append((office, words, role))
    return tuple(sorted((role for _, _, role in kept), key=lambda r: (r.start, r.end)))


def _tells_more(told: tuple[str, ...], office: tuple[str, ...]) -> bool:
    """Whether an office is another one told with more words; a member who was a candidate member before held two."""
    size = len(office)
    return told[:size] == office and told[size : size + 2] != CANDIDATE_MEMBER
