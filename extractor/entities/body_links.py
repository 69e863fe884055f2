"""From a body's full name to what it is: whose body (a unit's, the state's), of what kind."""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import lru_cache
from typing import NamedTuple

from extractor.data import data_path, read_table
from extractor.entities.abbreviations import write_out
from extractor.entities.kinds import read_kind, read_kind_size
from extractor.entities.levels import LEVELS, SHORT_LEVELS
from extractor.model import Link
from extractor.places import Unit, fold_name, load_units, strip_marks
from extractor.places.lookup import split_type
from extractor.text import tokenize_name

STATE = "VN"
EVE = "2025-06-30"  # the day of a known body whose article has none: before the reform
COMMON = re.compile(r"(?:vụ|bộ|cục|ban|hội|đoàn|đội|vùng) [a-zà-ỹđ]")  # "vụ xây dựng" is no name
LONGEST_PLACE = 7  # syllables and marks
WHOLE_STATE = frozenset({"country:VN"})
TOP = re.compile(
    r"(?:Trung ương|TW|TƯ|Chính phủ|Quốc gia|Nhà nước|[Tt]ối cao|[Cc]ấp cao.*|Việt Nam|"
    r"(?:[Vv]ùng|[Kk]hu vực) [IVX\d]+)$"
)
DEPUTIES = "đại biểu quốc hội"  # of a province


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
    in_unit = place is not None and not place.id.startswith(("country:", "landmark:"))
    if not in_unit and (known := read_known().get(fold_name(name))) and (home := _home(known, day)):
        link = Link(f"org:{known['unit']}:{_slug(name)}", name, known["kind"], (home.full_name,))
        return link, f"a well-known body of {home.full_name}"
    if (kind := read_kind(name)) is None or kind.scope == "none" or _is_common(name):
        return None, ""
    if place and in_unit and (kind.scope == "place" or kind.kind == "agency"):
        unit, above = ":".join(place.id.split(":")[:2]), (place.name, *place.parents)
        stem = _without_place(name, unit)
        whole = name_in_full(stem, day)
        link_name = write_out(whole + name.removeprefix(stem))
        return Link(f"org:{unit}:{_slug(whole)}", link_name, kind.kind, above), f"{kind.kind} of {place.name}"
    if kind.scope == "central" or (not in_unit and (_is_of_state(name) or (place and place.id in WHOLE_STATE))):
        link = Link(f"org:{STATE}:{_slug(name)}", write_out(name), kind.kind, ("Việt Nam",))
        return link, f"{kind.kind} of the state"
    return None, ""


@lru_cache(maxsize=1)
def read_known() -> dict[str, dict[str, str]]:
    """Bodies whose unit their names do not tell, by their folded names: known_bodies.tsv."""
    return {fold_name(row["name"]): row for row in read_table(data_path("gazetteers", "known_bodies.tsv"))}


def _home(known: dict[str, str], day: str | None) -> Unit | None:
    level, code = known["unit"].split(":")
    return load_units().at(int(level), code, day or EVE)


@lru_cache(maxsize=1)
def read_synonyms() -> dict[str, tuple[str, str]]:
    """Short names of bodies, folded → the whole name, and the day until which it is meant: body_synonyms.tsv."""
    rows = read_table(data_path("gazetteers", "body_synonyms.tsv"))
    return {fold_name(row["words"]): (row["means"], row["until"]) for row in rows}


def name_in_full(name: str, day: str | None) -> str:
    """The whole name of a body, its place left out, that is told in short: Sở Giao thông → Sở Giao thông vận tải."""
    means, until = read_synonyms().get(fold_name(write_out(name)), (name, ""))
    return name if until and day and until <= day else means


def _is_common(name: str) -> bool:
    """Whether it is a common noun in lower case: vụ xây dựng, but not đoàn đại biểu Quốc hội."""
    return COMMON.match(name) is not None and read_kind_size(tokenize_name(name)) == 1


@lru_cache(maxsize=4096)
def _is_of_state(name: str) -> bool:
    """Whether a body's name ends with a word for the state, or with a body of it: Thanh tra [Bộ Y tế]."""
    words = name.split()
    ends = (fold_name(" ".join(words[at:])) for at in range(1, len(words) - 1))
    return bool(TOP.search(name)) or (DEPUTIES not in fold_name(name) and any(end in read_central() for end in ends))


def _slug(name: str) -> str:
    """An id's last part: the words without marks, written out, "và" left out as the press does."""
    words = strip_marks(fold_name(write_out(name))).replace("&", " ").split()
    return "-".join(word for word in words if word != "va")


@lru_cache(maxsize=4096)
def _without_place(name: str, unit: str) -> str:
    """A body's name without the unit (its level and code) that ends it: UBND [TP. HCM]."""
    tokens = tokenize_name(name)
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
