"""Where a body is when its name does not say: "UBND tỉnh", "Sở Y tế", "Huyện ủy" take a place that the text tells."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from extractor.entities.gazetteer import Gazetteer
from extractor.entities.kinds import read_kind
from extractor.entities.levels import LEVELS, SHORT_LEVELS, drop_epithet
from extractor.model import Token
from extractor.places import load_units
from extractor.places.lookup import split_type
from extractor.text import split_words, tokenize_name

OF_PLACE = frozenset({"committee", "council", "party", "police", "court", "procuracy", "front"})
KIN = {
    "police": re.compile(r"[Cc]ông an "),
    "party": re.compile(r"(?:[Tt]ỉnh|[Tt]hành|[Tt]hị|[Hh]uyện|[Qq]uận|[Đđ]ảng) (?:ủy|uỷ|bộ) "),
}
OLD_NAME = ("sài", "gòn")  # its bodies are TP HCM's
CONGRESS = re.compile(r"(?:[Bb]an [Cc]hấp hành|BCH)(?!\w)")  # of the whole party organisation
PROVINCIAL = frozenset({"tỉnh", "thành phố"})
STEPS = {"1": "province", "2": "district", "3": "commune"}  # what a unit is, whatever its type


@dataclass(frozen=True, slots=True)
class PlaceTold:
    """A place as the text names it: where, in which words, and of which types it may be; of a unit that it is surely,
    its step too. ``of_firm``: it stands in the name of a company."""

    start: int
    text: str
    types: frozenset[str]
    of_firm: bool = False


def read_place(text: str, start: int, gazetteer: Gazetteer) -> PlaceTold | None:
    """The types of a place by its type word, else by the gazetteer; None where neither knows it."""
    tokens = tokenize_name(text)
    kind = gazetteer.place_types.match(tokens, 0) if tokens else None
    if kind:
        return PlaceTold(start, text, frozenset({kind[1]})) if kind[1] in LEVELS else None
    types = {unit.type for unit in load_units().named(text) if unit.level < 3}
    if not types and (known := gazetteer.known_places.get(split_words(text))):
        types = {"thành phố"} if known == "town" else set()
    return PlaceTold(start, text, frozenset(types)) if types else None


def complete_body(
    text: str, start: int, places: Sequence[PlaceTold], gazetteer: Gazetteer
) -> tuple[str, str, int] | None:
    """(full name, what decided it, start of the place that it takes) of a body whose place is left open; None where it
    is told or cannot be known."""
    tokens = tokenize_name(text)
    if not tokens or (gazetteer.heads.match(tokens, 0) is None and read_kind(text) is None):
        return None
    told = next((kind for kind in (*LEVELS, *SHORT_LEVELS) if _ends_with(text, kind)), None)
    level = SHORT_LEVELS.get(told, told) if told else None
    written = text[tokens[-len(told.split())].start :] if told else None
    scoped = _scoped_head(tokens, gazetteer)
    if told and level:
        stem, wanted = text[: tokens[-len(told.split())].start].strip(), frozenset({level})
    elif scoped:
        stem, wanted = text, frozenset(scoped.split("|"))
    elif step := _step(text, tokens):
        stem, wanted = text, frozenset({step})
        if step == "province" and not any(step in place.types for place in places):
            wanted = PROVINCIAL
    else:
        return None
    fitting = [place for place in places if place.types & wanted]
    fitting = [p for p in fitting if not p.of_firm and split_words(p.text) != OLD_NAME] or fitting
    before = [place for place in fitting if place.start <= start]
    chosen = before[-1] if before else fitting[0] if fitting else None
    if chosen is None:
        return None
    name = chosen.text
    kind = read_type_word(name, gazetteer)
    if level and not kind:
        name = f"{written} {name}"
    elif scoped and kind and split_words(text)[-2:][0] == split_words(name)[0]:
        name = drop_epithet(
            name[tokenize_name(name)[len(split_words(kind)) - 1].end :].strip()
        )  # Tỉnh ủy | tỉnh Sơn La
    why = f"the {'nearest' if before else 'first'} {'/'.join(sorted(wanted))} told: {chosen.text}"
    return f"{stem} {name}", why, chosen.start


@dataclass(frozen=True, slots=True)
class BodyTold:
    """A body as the article names it in full: where, its name, and the place in its name."""

    start: int
    name: str
    place: str
    place_start: int


def complete_by_kin(text: str, start: int, bodies: Sequence[BodyTold]) -> tuple[str, str, int] | None:
    """(full name, what decided it, start of its place) of a body that stands alone beside one that is told in full:
    HĐND takes the place of the UBND before it, "Cơ quan điều tra" the police that it is a part of."""
    kind = read_kind(text)
    ordered = [*reversed([body for body in bodies if body.start < start]), *(b for b in bodies if b.start >= start)]
    if text.endswith((" HĐND", " UBND")):  # Ban Pháp chế HĐND
        kind = read_kind(text.rpartition(" ")[2])
    if kind is None or not kind.of or not (kind.whole or kind.of == "police"):
        return None
    for body in ordered:
        if kind.of in KIN and body.name.lower().startswith(f"{text.lower()} "):
            return body.name, "the longer name told", body.place_start
        other = read_kind(body.name)
        if other is None or other.scope != "place" or split_words(body.name)[:2] == split_words(text)[:2]:
            continue
        if kind.of == "place" and other.kind in OF_PLACE:
            return f"{text} {body.place}", f"the place of {body.name}", body.place_start
        if kind.of == other.kind and (whole := _parent(text, body)) and _is_above(text, body):
            return _join(text, whole), f"a part of {whole}", body.place_start
    return None


def _parent(text: str, body: BodyTold) -> str | None:
    """What a part may be of: the police itself, for a police "phòng" that of another one too."""
    kind = read_kind(body.name)
    if kind is None or kind.kind not in KIN:
        return None
    if body.name.lower().startswith("đảng bộ ") and not CONGRESS.match(text):
        return None  # its Ban Thường vụ is the committee's
    siblings = text.lower().startswith("phòng ") and body.name.lower().startswith("phòng ")
    told = KIN[kind.kind].search(body.name) if siblings else KIN[kind.kind].match(body.name)
    return body.name[told.start() :] if told else None


def _join(text: str, whole: str) -> str:
    """A part's name with its parent's, what both tell once: Ban Chấp hành Đảng bộ | Đảng bộ xã A."""
    shared = split_words(text)[-2:] == split_words(whole)[:2]
    return f"{text} {' '.join(whole.split()[2:])}" if shared else f"{text} {whole}"


def _is_above(text: str, body: BodyTold) -> bool:
    """A police "phòng" is a province's, not a district's."""
    district = split_type(body.place)[0] in ("huyện", "quận", "thị xã", "xã", "phường", "thị trấn")
    return not (text.lower().startswith("phòng ") and district)


def _ends_with(text: str, kind: str) -> bool:
    return split_words(text)[-len(kind.split()) :] == split_words(kind)


def _step(text: str, tokens: Sequence[Token]) -> str | None:
    """The step that alone has such a body, or the body that it ends with: Phòng Nội vụ, Thanh tra [Sở Y tế]."""
    if "sở" in [token.key for token in tokens[:-1]]:
        return "province"
    kind = read_kind(text)
    return kind.of if kind and kind.whole and kind.of in STEPS.values() else None


def _scoped_head(tokens: Sequence[Token], gazetteer: Gazetteer) -> str | None:
    """The types of place that the body's last words ask for: Ban Thường vụ [Tỉnh ủy]."""
    for at in range(len(tokens)):
        hit = gazetteer.heads.match(tokens, at)
        if hit and hit[0] == len(tokens) and hit[1]:
            return hit[1]
    return None


def read_type_word(text: str, gazetteer: Gazetteer) -> str | None:
    """The type word that ``text`` begins with."""
    hit = gazetteer.place_types.match(tokenize_name(text), 0)
    return hit[1] if hit else None
