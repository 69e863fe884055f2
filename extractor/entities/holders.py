"""Whose an office is: the person's right before it or behind it, else as clauses.py finds it."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import NamedTuple

from extractor.entities.clauses import find_behind, find_in_bracket, find_subject
from extractor.entities.gazetteer import Gazetteer
from extractor.entities.given import find_given
from extractor.entities.links import MARKS, Link, read_link, status_before, status_given
from extractor.entities.offices import Office
from extractor.entities.positions import read_office
from extractor.model import Entity, RoleStatus
from extractor.text import split_words, tokenize

PLURAL = re.compile(r"(?<!\w)(?:[Cc]ác|[Hh]ai|[Bb]a|[Bb]ốn|\d)\s+(?:nguyên |cựu |ông |bà |đồng chí )?$")
CLOSING = frozenset(",-–—).;:\n") | {""}
LISTING = re.compile(r"^[^.:;()“\"]{0,80}?,? (?:(?:bao )?gồm(?: có)?|là)(?: các)?(?: ông/bà)?(?= |:)")
INCLUDING = re.compile(r"^,? (?:bao )?gồm(?: có)?(?: các)?(?: [^\W\d_]+| ông/bà)?:")
COLON = re.compile(  # … gồm: ông A - Giám đốc Sở B; bà C - …
    r"^[^.;:“\"]{0,80}?(?<!\w)(?:gồm|với|là|làm)(?: có)?(?: các| hai| ba| bốn| \d)?"
    r"(?: (?:ông|bà|đồng chí),?)*: (?:ông |bà |đồng chí )?$"
)
RECEIVER = re.compile(r"(?<!đối) (?:cho|với)(?= (?:đồng chí|ông|bà|anh|chị) $)")
AGENT = re.compile(r"(?<!\w)(?:được|bị) $")  # … [HĐND tỉnh] bầu làm
MEMBER = re.compile(r"(?<!\w)tham gia $|^, $|^ và $")  # … tham gia [Ban Chấp hành], [Ban Thường vụ], giữ chức
HOME = r"(?:hiện )?(?:thường trú|cư trú|trú quán|trú|ngụ|quê quán|nguyên quán|quê)(?: tại| ở)?:? ?"
LIVING = re.compile(rf"(?<!\w){HOME}$|^, $")  # … trú tại [quận 3], [TP A]
PROFESSION = re.compile(  # ông A[ - chuyên gia tâm lý], Phó giám đốc …
    r"^(?:,| -| –) (?:chuyên gia|luật sư|kiến trúc sư|bác sĩ|nhạc sĩ|nhà (?:báo|văn|thơ|nghiên cứu|khoa học|sử học)"
    r"|nhà sáng lập|đạo diễn|giảng viên|nghệ sĩ|tiến sĩ|thạc sĩ|cử nhân|kỹ sư|người sáng lập|đồng sáng lập)"
    r"(?: [a-zà-ỹđ]+){0,4}(?=,)"
)
LIVES = re.compile(rf",? ?{HOME}(?=,)")
FIELD_WORD = r"(?: [^\W\d_A-ZĐ][^\W\d_]*| -)"
FIELD = re.compile(
    r"^ (?:đương nhiệm|hiện tại|hiện nay|tiền nhiệm|(?:khóa|khoá) \w+|thứ [\w-]+|bị phế truất|"
    rf"(?:phụ trách|lĩnh vực|chuyên trách)(?:{FIELD_WORD}{{1,7}}(?= $)|{FIELD_WORD}{{1,7}}?))(?= )"
)
GOVERNED = re.compile(
    r"(?<!\w)(?:của|với|cho|gửi|về|theo|lời|nghe|thay mặt|đến|tới|ngoài|cùng)(?: (?:tân|cựu|nguyên|ông|bà|các))? $",
    re.IGNORECASE,
)


class Earlier(NamedTuple):
    """The holder of the offices before in a sentence, and where these end in the text and among the mentions."""

    person: Entity
    end: int
    last: int


class Held(NamedTuple):
    """Who holds an office, and how the text tells it."""

    person: Entity
    status: RoleStatus
    rule: str
    shared: bool = False  # a verb links what stands before to it
    several: bool = False  # the office is told in the plural
    listed: bool = False  # people with offices of their own follow a colon
    gap: str = ""  # between the office and the person behind it
    others: tuple[Entity, ...] = ()  # to whom the same verb gives it


def find_holder(
    inside: Sequence[Entity],
    chain: Sequence[Office],
    first: int,
    last: int,
    text: str,
    gazetteer: Gazetteer,
    *,
    earlier: Earlier | None,
) -> Held | None:
    """The holder of the offices ``inside[first:last]``."""
    told_before = text[: chain[0].start]
    before, words = _reach_left(inside, first, chain[0].start, text, earlier)
    after = inside[last] if last < len(inside) else None
    left = read_link(PROFESSION.sub("", words), gazetteer) if before else None
    gap = text[chain[-1].end : after.start] if after and after.label == "PERSON" else None
    if gap and status_before(told_before, gazetteer) != "current":
        gap = RECEIVER.sub(" ", gap)  # "bổ nhiệm Giám đốc Sở A cho ông B"
    several = bool(PLURAL.search(told_before[-16:]) or (gap and INCLUDING.match(gap)))
    if gap and after and COLON.match(gap) and _told_behind(inside, last, text) and (several or _is_shared(chain[-1])):
        return Held(after, status_before(told_before, gazetteer), "position-body-person", listed=True)
    if gap and several:
        gap = LISTING.sub("", gap)  # "các Phó chủ tịch UBND tỉnh gồm: A, B"
    right = read_link(FIELD.sub("", gap), gazetteer) if gap is not None else None
    # a name right behind the office is its own; behind a mark it may be the next one of a list
    if right and not right.bare and _has_own_office(inside, last, text):
        right = None
    bare = chain[0].body is None and split_words(chain[0].position.text) in gazetteer.implied_bodies
    if right and after and bare and not right.bare and told_before.endswith(" của "):
        right = None  # "Tổ trưởng Tổ công tác của Thủ tướng, ông A"
    if right and after and right.titled and not right.bare and _is_object(told_before, after, text):
        right = None  # "Theo Ngoại trưởng Mỹ, ông A sẽ đến …"
    if left and not left.bare and right and right.titled:
        right = None  # "ông A - Giám đốc Sở B, ông C": a title begins anew
    if left and before and text[before.end :].lstrip()[:1] == "(":
        right = None  # "A (nguyên Giám đốc Công ty B": what a bracket says is of the person before it
    if right and after and (right.bare or not left or (left.bare and not left.told)):
        status = status_before(told_before, gazetteer)
        return Held(after, status, "position-body-person", several=several, gap=gap or "")
    if not right and (given := find_given(inside[:first], text, chain[0].start, gazetteer)):
        return Held(given[-1], "incoming", "person-position-body", others=tuple(given[:-1]))
    if left and before and _is_own(chain, left, text, gazetteer):
        status = status_given(text[: before.start], left.status) if left.told else left.status
        return Held(before, status, "person-position-body", shared=left.bare and left.told)
    shared = bool(left and left.bare and left.told)
    if holder := find_in_bracket(inside[:first], text, chain[0].start, gazetteer):
        return Held(*holder, "person-bracket-position", shared=shared)
    if not bare and (holder := find_subject(inside[:first], told_before, gazetteer, earlier.end if earlier else 0)):
        return Held(*holder, "subject-position-body", shared=shared)
    if holder := find_behind(inside, first, last, chain, text, gazetteer):
        return Held(*holder, "position-clause-person")
    return None


def _reach_left(
    inside: Sequence[Entity], first: int, start: int, text: str, earlier: Earlier | None
) -> tuple[Entity | None, str]:
    """(person, words) of the person before an office and the words between, without who appointed that person ("được
    [HĐND tỉnh] bầu"), what else the person joined and where it lives; the holder of the offices before stands for all
    of them."""
    words, end = "", start
    for at in range(first - 1, -1, -1):
        mention = inside[at]
        if earlier and at < earlier.last:
            words = text[earlier.end : end] + words
            return (earlier.person, LIVES.sub("", words)) if _goes_on(words) else (None, "")
        if mention.label == "PERSON":
            words = text[mention.end : end] + words
            return mention, LIVES.sub("", words)
        lead = text[inside[at - 1].end if at else 0 : mention.start]
        passed = AGENT.search(lead) or MEMBER.search(lead) if mention.label == "ORG" else LIVING.search(lead)
        if mention.label not in ("ORG", "LOC") or not passed:
            break
        words, end = text[mention.end : end] + words, mention.start
    return None, ""


def _goes_on(words: str) -> bool:
    """Whether words behind an office go on about its holder: "…, được [HĐND tỉnh] bầu giữ chức"."""
    return bool(re.search(r"(?<!\w)(?:được|bị|làm|giữ|là)(?!\w)", words))


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


def _is_object(before: str, person: Entity, text: str) -> bool:
    """Whether an office is what a preposition tells of, and the person behind its comma, who was told before, begins
    the clause."""
    acts = text[person.end :].lstrip(" ")[:1] not in CLOSING
    return acts and bool(GOVERNED.search(before[-30:])) and (" " not in person.text or person.text in before)


def _is_shared(office: Office) -> bool:
    """Whether several people may hold it: Phó Chủ tịch, Ủy viên, but not Bí thư."""
    kind = read_office(office.position.text)
    return kind is not None and kind.rank in ("deputy", "member")


def _told_behind(inside: Sequence[Entity], at: int, text: str) -> bool:
    """Whether the first of several people has an office of its own, which does not end the list."""
    return _has_own_office(inside, at, text) or text[inside[at].end :].lstrip().startswith("(")
