"""Bodies that are told in the name of something else: the unit in its head's office (Trưởng [phòng Nội vụ] | quận A),
the council in its session (kỳ họp thứ 7 [HĐND tỉnh B])."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace

from extractor.entities.gazetteer import Gazetteer
from extractor.entities.kinds import read_kind, read_kind_size
from extractor.entities.levels import LEVELS, SHORT_LEVELS
from extractor.entities.nested import Mention, nested_places
from extractor.model import Sentence, Token

IN_OFFICE, IN_EVENT, PLACE_IN_EVENT = "body-in-office", "body-in-event", "place-in-event"
INNER = frozenset({IN_OFFICE, IN_EVENT, PLACE_IN_EVENT})
LEADERS = frozenset({"quyền", "phó", "trưởng", "chánh", "tổng"})
LONGEST_LEVEL = 2  # words


def find_inner(mentions: Sequence[Mention], sentence: Sentence, gazetteer: Gazetteer) -> Iterator[Mention]:
    """The bodies inside the offices and events of a sentence. One in an office runs on over what stands behind it; it
    is no mention of its own for roles and facts, which read the office and what follows."""
    for n, mention in enumerate(mentions):
        if mention.label == "POSITION":
            behind = mentions[n + 1] if n + 1 < len(mentions) else None
            yield from _in_office(mention, behind, sentence.tokens)
        elif mention.label == "EVENT":
            yield from _in_event(_inside(sentence.tokens, mention.start, mention.end), gazetteer)


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


def _is_linked(body: Sequence[Token]) -> bool:
    """Whether such a body is a unit's or the state's."""
    kind = read_kind(" ".join(token.text for token in body)) if read_kind_size(body) else None
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
