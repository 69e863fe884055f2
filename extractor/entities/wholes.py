"""The full names of bodies that the article tells in parts: with what they are a part of, or alone beside another."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import NamedTuple

from extractor.entities.bodies import BodyTold, complete_by_kin
from extractor.entities.body_links import read_central
from extractor.entities.kinds import read_kind
from extractor.entities.nested import Mention
from extractor.entities.parents import Body, find_parents
from extractor.places import fold_name


class Named(NamedTuple):
    """The name of a mention in its document, what decided it, where the place stands that completed it, and the full
    name of what has a name of its own in the article (Sabeco)."""

    name: str
    why: tuple[str, ...] = ()
    place: int | None = None
    same_as: str | None = None


def tell_parents(mentions: Sequence[Mention], names: Sequence[Named], text: str) -> list[Named]:
    """The names with those of the bodies that are told with what they are a part of."""
    orgs = [(n, m, named) for n, (m, named) in enumerate(zip(mentions, names, strict=True)) if m.label == "ORG"]
    placed = {named.name: m.nested[-1].start for _, m, named in orgs if m.nested}
    bodies = []
    for _, m, named in orgs:
        words = plain(text[m.start : m.end])
        guessed = (kind := read_kind(words)) is not None and kind.whole and kind.of == "district"
        name = words if guessed else named.same_as or named.name
        place = None if guessed else placed.get(name, named.place)
        bodies.append(Body(m.start, m.end, name, place, open=place is None))
    found = find_parents(bodies, text)
    told = list(names)
    for at, body in found.items():
        n, _, named = orgs[at]
        known = fold_name(bodies[at].name) in read_central()
        name = named.name if named.same_as else bodies[at].name
        why = (*named.why, f"told with what it is a part of: {body.name}")
        told[n] = Named(name, why, body.place, bodies[at].name if known else body.name)
    return told


def complete_alone(mentions: Sequence[Mention], names: Sequence[Named], text: str) -> list[Named]:
    """The bodies that stand alone take the place, or the body, of those that are told in full."""
    places = {m.start: text[m.start : m.end] for m in mentions if m.label == "LOC"}
    told = []
    for m, named in zip(mentions, names, strict=True):
        if m.label == "ORG":
            own = m.nested[-1].start if m.nested and m.nested[-1].end == m.end else named.place
            if own in places:
                name = named.same_as or named.name if own == named.place else plain(text[m.start : m.end])
                told.append(BodyTold(m.start, name, places[own], own))
    completed = []
    for m, named in zip(mentions, names, strict=True):
        bare = m.label == "ORG" and not m.nested and named.same_as is None
        alone = bare and named.name == plain(text[m.start : m.end])
        full = complete_by_kin(named.name, m.start, told) if alone else None
        completed.append(Named(full[0], (*named.why, full[1]), full[2]) if full else named)
    return completed


def plain(text: str) -> str:
    """A mention's words without what stands in brackets."""
    return re.sub(r"\s+", " ", re.sub(r"\s*\([^)]*\)", "", text))
