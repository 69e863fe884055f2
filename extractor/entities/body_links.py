"""From a body's full name to what it is: whose body (a unit's, the state's), of what kind."""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import lru_cache
from typing import NamedTuple

from extractor.data import data_path, read_table
from extractor.entities.abbreviations import write_out
from extractor.entities.kinds import read_kind
from extractor.entities.levels import LEVELS, SHORT_LEVELS
from extractor.model import Link
from extractor.places import fold_name, load_units, strip_marks
from extractor.places.lookup import split_type
from extractor.text import tokenize

STATE = "VN"
COMMON = re.compile(r"(?:vụ|bộ|cục|ban|hội|đoàn|đội|vùng) [a-zà-ỹđ]")  # "vụ xây dựng" is no name
LONGEST_PLACE = 7  # syllables and marks
WHOLE_STATE = frozenset({"country:VN"})
TOP = re.compile(r"(?:Trung ương|TW|TƯ|Chính phủ|Quốc gia|Nhà nước|[Tt]ối cao|[Cc]ấp cao.*|Việt Nam)$")


class Central(NamedTuple):
    """A row of central_bodies.tsv."""

    id: str
    name: str
    kind: str
    valid_from: str
    valid_to: str
    successors: str


@lru_cache(maxsize=1)
def read_central() -> dict[str, tuple[Central, ...]]:
    """Named bodies of the state by every folded name that they bear."""
    found: dict[str, tuple[Central, ...]] = {}
    for row in read_table(data_path("gazetteers", "central_bodies.tsv")):
        body = Central(*(row[c] for c in Central._fields))
        for name in (row["name"], *filter(None, row["aliases"].split("|"))):
            found[fold_name(name)] = (*found.get(fold_name(name), ()), body)
    return found


def link_body(name: str, place: Link | None, *, day: str | None) -> tuple[Link | None, str]:
    """(link, why) of a body: a central one by its name, another by its head and the unit that ``place`` links to.

    The id is "org:UNIT:slug" of a unit's body and "org:VN:slug" of the state's; nothing for a company or a newspaper.
    """
    if (central := _central(name, day)) is not None:
        after = tuple(c.name for id in central.successors.split("|") if id and (c := _by_id().get(id)))
        return Link(f"org:{STATE}:{central.id}", central.name, central.kind, ("Việt Nam",), after), "a central body"
    if (kind := read_kind(name)) is None or kind.scope == "none" or COMMON.match(name):
        return None, ""
    in_unit = place is not None and not place.id.startswith(("country:", "landmark:"))
    if place and in_unit and (kind.scope == "place" or kind.kind == "agency"):
        unit = ":".join(place.id.split(":")[:2])
        slug = _slug(_without_place(name, unit))
        link = Link(f"org:{unit}:{slug}", write_out(name), kind.kind, (place.name, *place.parents))
        return link, f"{kind.kind} of {place.name}"
    if kind.scope == "central" or (not in_unit and _is_part_of_state(name)) or (not in_unit and (TOP.search(name) or (place and place.id in WHOLE_STATE))):
        link = Link(f"org:{STATE}:{_slug(name)}", write_out(name), kind.kind, ("Việt Nam",))
        return link, f"{kind.kind} of the state"
    return None, ""


@lru_cache(maxsize=4096)
def _is_part_of_state(name: str) -> bool:
    """Whether a body's name ends with that of one of the state: Thanh tra [Bộ Y tế], Văn phòng [Chính phủ]."""
    words = name.split()
    return any(fold_name(" ".join(words[at:])) in read_central() for at in range(1, len(words) - 1))


def _slug(name: str) -> str:
    """An id's last part: the words without marks, written out, "và" left out as the press does."""
    words = strip_marks(fold_name(write_out(name))).replace("&", " ").split()
    return "-".join(word for word in words if word != "va")


@lru_cache(maxsize=4096)
def _without_place(name: str, unit: str) -> str:
    """A body's name without the unit (its level and code) that ends it: UBND [TP. HCM]."""
    tokens = tokenize(name)
    units = load_units()
    for at in range(max(1, len(tokens) - LONGEST_PLACE), len(tokens)):
        place = name[tokens[at].start :]
        if any(f"{u.level}:{u.code}" == unit for u in units.named(split_type(place)[1])):
            return _without_level(name[: tokens[at].start])
    return _without_level(name)


def _without_level(name: str) -> str:
    words = name.split()
    while len(words) > 1 and " ".join(words[-2:]).lower() in LEVELS:
        words = words[:-2]
    while len(words) > 1 and words[-1].lower().rstrip(".") in (*LEVELS, *SHORT_LEVELS):
        words.pop()
    return " ".join(words)


def _central(name: str, day: str | None) -> Central | None:
    """The body of this name on the day, else the one that bore it last."""
    rows: Sequence[Central] = read_central().get(fold_name(name), ())
    held = [r for r in rows if day and r.valid_from <= day < (r.valid_to or "9999")]
    return (held or list(rows) or [None])[-1]  # type: ignore[list-item]


@lru_cache(maxsize=1)
def _by_id() -> dict[str, Central]:
    return {body.id: body for bodies in read_central().values() for body in bodies}
