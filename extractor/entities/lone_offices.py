"""Offices without a person beside them ("Chủ tịch huyện", "Bí thư Thị ủy"), each to the one who holds it."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterator, Sequence

from extractor.model import Doc, Entity, Reference, Role
from extractor.places import fold_name
from extractor.text import split_words

OFFICE = "office"  # the rule of such a reference
BESIDE = 4  # characters between an office and its holder's name


def find_holders(doc: Doc, mentions: Sequence[Entity], roles: Sequence[Role]) -> Iterator[Reference]:
    """Every office with no person beside it that one person of the article holds."""
    starts = [m.start for m in mentions]
    for sentence in doc.sentences:
        inside = mentions[bisect_right(starts, sentence.start - 1) : bisect_right(starts, sentence.end)]
        persons = [m for m in inside if m.label == "PERSON"]
        for n, office in enumerate(inside):
            if office.label != "POSITION":
                continue
            body = next((o for o in inside[n + 1 :] if o.label in ("ORG", "LOC") and o.start <= office.end + 1), None)
            end = max(office.end, body.end) if body else office.end
            if any(0 <= p.start - end <= BESIDE or 0 <= office.start - p.end <= BESIDE for p in persons):
                continue
            if holder := _holder(office, body, roles, mentions):
                text, why = doc.text[office.start : end], f"holds the office: {holder.text}"
                yield Reference(office.start, end, text, holder.id, holder.cluster, OFFICE, why)


def _holder(office: Entity, body: Entity | None, roles: Sequence[Role], mentions: Sequence[Entity]) -> Entity | None:
    """The only person of the article who holds this office, in this body if it is told."""
    words = split_words(office.text)
    fitting = [r for r in roles if split_words(r.position)[: len(words)] == words]
    held = [r for r in fitting if len(split_words(r.position)) == len(words)] or fitting  # a Phó bí thư thường trực too
    if body:
        same = [r for r in held if r.organization and fold_name(r.organization) == fold_name(body.name)]
        told = same or [r for r in held if r.organization and _ends_alike(r.organization, body.name)]
        held = told or held if len({r.person for r in held}) == 1 else told
    if len({r.person for r in held}) != 1:
        return None
    persons = [m for m in mentions if m.label == "PERSON" and m.name == held[0].person]
    before = [m for m in persons if m.end <= office.start]
    return before[-1] if before else persons[0] if persons else None


def _ends_alike(one: str, other: str) -> bool:
    return split_words(one)[-2:] == split_words(other)[-2:]
