"""Bodies that are told in the name of something else: the unit in its head's office (Trưởng [phòng Nội vụ] | quận A),
the council in its session (kỳ họp thứ 7 [HĐND tỉnh B]), the whole in the name of its part (Văn phòng [Tỉnh ủy B])."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace

from extractor.entities.body_links import read_central
from extractor.entities.gazetteer import Gazetteer
from extractor.entities.kinds import BodyKind, read_kind, read_kind_size
from extractor.entities.levels import LEVELS, SHORT_LEVELS
from extractor.entities.nested import Mention, nested_places
from extractor.model import Sentence, Token
from extractor.places import fold_name

IN_OFFICE, IN_EVENT, PLACE_IN_EVENT = "body-in-office", "body-in-event", "place-in-event"
IN_BODY, SCHOOL_IN_BODY = "body-in-body", "school-in-body"
LINKED = frozenset({IN_OFFICE, IN_EVENT, PLACE_IN_EVENT, IN_BODY})  # told only where they link
INNER = LINKED | {SCHOOL_IN_BODY}
UNPARTED = frozenset({"school", "company", "bank"})  # Trường [THPT A] and Tập đoàn [Điện lực A] are one body
LEADERS = frozenset({"quyền", "phó", "trưởng", "chánh", "tổng"})
LONGEST_LEVEL = 2  # words


def find_inner(mentions: Sequence[Mention], sentence: Sentence, gazetteer: Gazetteer) -> Iterator[Mention]:
    """The bodies inside the offices, events and bodies of a sentence. One in an office runs on over what stands behind
    it; it is no mention of its own for roles and facts, which read the office and what follows."""
    for n, mention in enumerate(mentions):
        if mention.label == "POSITION":
            behind = mentions[n + 1] if n + 1 < len(mentions) else None
            yield from _in_office(mention, behind, sentence.tokens)
        elif mention.label == "EVENT":
            yield from _in_event(_inside(sentence.tokens, mention.start, mention.end), gazetteer)
        elif mention.label == "ORG":
            yield from _in_body(mention, _inside(sentence.tokens, mention.start, mention.end))


def with_places(inner: Iterable[Mention]) -> Iterator[Mention]:
    """The bodies with those of their places that are no mentions yet."""
    for body in inner:
        yield body
        if body.rule == IN_EVENT:
            yield from body.nested


def _in_office(office: Mention, behind: Mention | None, tokens: Sequence[Token]) -> Iterator[Mention]:
    inside = _inside(tokens, office.start, office.end)
    at = 0
    while at < len(inside) and inside[at].key in LEADERS:
        at += 1
    body = inside[at:]
    if not at or not body or not _is_linked(body):
        return
    start, end = body[0].start, office.end
    nested: tuple[Mention, ...] = ()
    if behind and behind.label in ("ORG", "LOC") and _is_next(tokens, end, behind.start):
        parent = _inside(tokens, behind.start, behind.end)
        if behind.label == "ORG" and not _is_linked(parent):
            return  # of a company
        end = behind.end
        nested = (behind,) if behind.label == "LOC" else behind.nested
    elif len(body) > 1:
        end = _level_end(tokens, end)
    if len(body) > 1 or end > office.end:
        yield Mention(start, end, "ORG", IN_OFFICE, office.source, office.score, nested)


def _in_event(inside: Sequence[Token], gazetteer: Gazetteer) -> Iterator[Mention]:
    """The body whose place stands right behind its head."""
    for at, token in enumerate(inside):
        if token.text[0].isupper() and _is_linked(inside[at:]):
            size = read_kind_size(inside[at:])
            places = nested_places(inside[at:], gazetteer)
            if places and len(inside) > at + size and places[0].start == inside[at + size].start:
                place = replace(places[0], rule=PLACE_IN_EVENT)
                yield Mention(token.start, place.end, "ORG", IN_EVENT, "rule", 1.0, (place,))


def _in_body(body: Mention, inside: Sequence[Token]) -> Iterator[Mention]:
    """The bodies that end a body's name, each a part of the one behind: Cơ quan điều tra [Công an huyện A]."""
    at = max(1, read_kind_size(inside))
    outer = _kind(inside)
    if outer is None or outer.kind in UNPARTED or _is_central(inside):
        return
    while at < len(inside):
        rest = inside[at:]
        size = read_kind_size(rest) if rest[0].text[0].isupper() and inside[at - 1].key != "và" else 0
        if not size or any(place.start <= rest[0].start < place.end for place in body.nested):
            at += 1
            continue
        kind = _kind(rest)
        if kind is not None and (kind.scope != "none" or kind.kind == "school") and len(rest) > 1:
            nested = tuple(place for place in body.nested if place.start > rest[0].start)
            rule = IN_BODY if kind.scope != "none" else SCHOOL_IN_BODY
            yield Mention(rest[0].start, body.end, "ORG", rule, body.source, body.score, nested)
            if kind.kind in UNPARTED or _is_central(rest):
                return
        at += size


def _kind(body: Sequence[Token]) -> BodyKind | None:
    return read_kind(_write(body)) if read_kind_size(body) else None


def _is_central(body: Sequence[Token]) -> bool:
    return fold_name(_write(body)) in read_central()


def _write(body: Sequence[Token]) -> str:
    return " ".join(token.text for token in body)


def _is_linked(body: Sequence[Token]) -> bool:
    """Whether such a body is a unit's or the state's."""
    kind = _kind(body)
    return kind is not None and kind.scope != "none"


def _inside(tokens: Sequence[Token], start: int, end: int) -> list[Token]:
    return [token for token in tokens if start <= token.start and token.end <= end]


def _is_next(tokens: Sequence[Token], end: int, start: int) -> bool:
    """Whether nothing, not even a mark, stands between."""
    return not any(end <= token.start < start for token in tokens)


def _level_end(tokens: Sequence[Token], end: int) -> int:
    """Where the bare word for a level ends that stands right behind: Trưởng ban Dân tộc | tỉnh."""
    words = [token for token in tokens if token.start >= end][: LONGEST_LEVEL + 1]
    for size in (2, 1):
        told = " ".join(token.key for token in words[:size])
        if len(words) >= size and told in (*LEVELS, *SHORT_LEVELS):
            named = len(words) > size and words[size].text[0].isupper()
            return end if named else words[size - 1].end
    return end
