"""Who holds which office: positions with their bodies, and the person on either side of them.

An office is a position and, where one follows, its body: "Giám đốc | Sở Y tế". Offices stand in a chain ("Phó Bí thư
Tỉnh ủy, Chủ tịch UBND tỉnh") right before a name, or behind it after a mark or a link word of role_links.tsv.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Sequence
from dataclasses import replace

from extractor.entities.chains import find_chains
from extractor.entities.gazetteer import Gazetteer, read_gazetteer
from extractor.entities.given import find_given
from extractor.entities.holders import CLOSING, PLURAL, Earlier, Held, find_holder
from extractor.entities.holding import name_office
from extractor.entities.links import ASIDE, MARKS, read_link, status_given
from extractor.entities.offices import Chain, Office
from extractor.entities.others import find_others
from extractor.entities.settling import IMPLIED, NAMED, PLAIN, TOLD, Told, settle
from extractor.model import Doc, Entity, Role
from extractor.text import split_words

ACTING = re.compile(r"(?<!\w)Q\.\s?$")  # before an office, no person's initial: Q. Chủ tịch
SIGN = 4  # characters before an office in which that stands
JOINT = re.compile(r"\s*(?:,? ?và|[,;])(?= )")  # between two names of a list
CANDIDATE = re.compile(r"(?<!\w)(?:[Ứứ]ng (?:cử )?viên|ứng cử|tranh cử)(?: chức(?: vụ| danh)?| vị trí)? $")
NEXT = re.compile(r"(?:;|, và|\)?,| và) (?:ông |bà |đồng chí |anh |chị )$|; $")  # to the next of a list
ANEW = re.compile(r";|(?<!\w)còn(?!\w)")  # another clause: "… thay ông A; ông B được bổ nhiệm làm"
JOINED = re.compile(r" và (?:ông |bà |bị cáo |bị can )?$")
VILLAGE = re.compile(r"(?:phó )?(?:trưởng )?(?:thôn|bản|ấp|xóm|buôn|làng|khóm|khu phố|tổ dân phố)", re.IGNORECASE)
IN_TURN = re.compile(r"(?<!\w)lần lượt(?!\w)")
CAREER = re.compile(
    r"(?:kinh qua|trải qua|từng giữ) (?:các|nhiều) (?:chức|vị trí|cương vị)|cách (?:chức )?(?:hết|tất cả)"
)


def find_roles(doc: Doc, mentions: Sequence[Entity], pronouns: Sequence[Entity] = ()) -> tuple[Role, ...]:
    """One role a person, position and organization: its first mention. An office whose body is unknown is no role.

    ``pronouns`` stand as mentions of the persons that they mean."""
    gazetteer = read_gazetteer()
    titled = {m.start - 1 for m in mentions if m.label == "POSITION"}  # "bà giám đốc": a title
    standing = [p for p in pronouns if p.end not in titled and "/" not in doc.text[max(0, p.start - 1) : p.end + 1]]
    outer = [_written_out(m, doc.text) for m in _outermost((*mentions, *standing)) if m.text not in ("Q", "Q.")]
    found: list[tuple[list[Entity], list[Chain]]] = []
    for sentence in doc.sentences:
        first = bisect_left(outer, sentence.start, key=lambda m: m.start)
        inside = outer[first : bisect_left(outer, sentence.end, key=lambda m: m.start)]
        inside = [m for m in inside if m.label in ("PERSON", "POSITION", "ORG", "LOC") and not _is_rank(m, gazetteer)]
        inside = _with_villages(_without_asides(inside, doc.text), doc.text)
        found.append((inside, find_chains(inside, doc.text, mentions, gazetteer)))
    offices = [office for _, chains in found for chain, _, _ in chains for office in chain]
    told = (_roles(inside, chains, doc.text, mentions, offices, gazetteer) for inside, chains in found)
    return settle([one for of_sentence in told for one in of_sentence])


def _written_out(mention: Entity, text: str) -> Entity:
    """An office with the sign before it that its holder stands in: Q. Chủ tịch is Quyền Chủ tịch."""
    if mention.label != "POSITION":
        return mention
    sign = ACTING.search(text, max(0, mention.start - SIGN), mention.start)
    return replace(mention, start=sign.start(), text=f"Quyền {mention.text}") if sign else mention


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


def _with_villages(inside: list[Entity], text: str) -> list[Entity]:
    """The mentions with the names behind the head of a village, who is told before, as places: "ông A, Trưởng bản
    [Nà Bó], cho biết"."""
    read = list(inside)
    for n in range(2, len(inside)):
        person, office, name = inside[n - 2 : n + 1]
        labels = (person.label, office.label, name.label) == ("PERSON", "POSITION", "PERSON")
        if labels and VILLAGE.fullmatch(office.text) and len(name.text.split()) == 2:
            apposed = text[person.end : office.start].strip() in MARKS or "(" in text[person.end : office.start]
            if apposed and name.start == office.end + 1:
                read[n] = replace(name, label="LOC", name=name.text)
    return read


def _roles(
    inside: Sequence[Entity],
    chains: Sequence[Chain],
    text: str,
    mentions: Sequence[Entity],
    offices: Sequence[Office],
    gazetteer: Gazetteer,
) -> list[Told]:
    """The roles of a sentence."""
    found: list[Told] = []
    earlier: Earlier | None = None
    for chain, first, last in chains:
        if CANDIDATE.search(text[: chain[0].start][-30:]):
            chain = chain[1:]
        if not chain:
            continue
        held = find_holder(inside, chain, first, last, text, gazetteer, earlier=earlier)
        others = find_others(inside[last:], chain[-1], held, text, mentions, offices, gazetteer)
        found += [Told(role, TOLD if told else IMPLIED) for role, told in others]
        if held is None:
            continue
        person, rule = held.person, held.rule
        earlier = Earlier(person, chain[-1].end, last)
        people, in_turn = _owners(held, inside, chain, first, last, text, gazetteer)
        career = rule != "position-body-person" and CAREER.search(text[person.end : chain[0].start])
        for n, office in enumerate(chain):
            if rule == "position-body-person" and n + 1 < len(chain) and _is_anothers(office, chain[n + 1], text):
                continue
            status = held.status if career or office is chain[0] else office.status
            if office.given and rule == "person-position-body":
                status = status_given(text[: person.start], status)
            position, body, told = name_office(office, person, text, mentions, offices, gazetteer)
            if not body:
                continue
            owners = people[n : n + 1] if in_turn else people
            if office.given and (given := find_given(inside[:first], text, office.start, gazetteer)):
                owners, status = given, "incoming"
            for owner in owners:
                start, end = min(owner.start, office.start), max(owner.end, office.end)
                how = rule if owner is person else "persons-of-one-office"
                role = Role(owner.name, position, body, status, start, end, text[start:end], how)
                if told:
                    sure = PLAIN if _is_plain(chain, office, owner, text, gazetteer) else TOLD
                else:
                    sure = NAMED if position != office.position.text else IMPLIED
                found.append(Told(role, sure, _short_body(office, text)))
    return found


def _is_anothers(office: Office, other: Office, text: str) -> bool:
    """Whether two offices before a name are two people's: "Bí thư Thành ủy A và Ngoại trưởng B [Lê Văn C]"."""
    own = office.body is not None and office.position.end <= office.body.start < other.start
    return own and text[office.end : other.start].strip() in ("và", ", và")


def _is_plain(chain: Sequence[Office], office: Office, owner: Entity, text: str, gazetteer: Gazetteer) -> bool:
    """Whether an office and its holder stand right beside each other, or a link word joins them."""
    behind = office.end <= owner.start
    if office is not (chain[-1] if behind else chain[0]):
        return False
    gap = text[office.end : owner.start] if behind else text[owner.end : office.start]
    link = read_link(gap, gazetteer)
    apposed = gap.strip() in MARKS and text[office.end :].lstrip(" ")[:1] in CLOSING
    return not gap.strip() or (link is not None and link.told) or (not behind and apposed)


def _short_body(office: Office, text: str) -> str | None:
    """The words that stand for a body where they are not its name: [Thành ủy], Trưởng Công an [xã]."""
    told = text[office.position.end : office.end].strip().lower()
    whole = office.body_name
    return told if told and whole and told != whole.lower() and told in whole.lower() else None


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
    """Whether several offices, told in a bracket or with "lần lượt", are one each of the people before them."""
    if held.rule == "person-position-body" and IN_TURN.search(text[held.person.end : chain[0].start]):
        return len(chain) > 1
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
