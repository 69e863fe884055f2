"""Where a body is when its name does not say: "UBND tỉnh", "Sở Y tế", "Huyện ủy" take a place that the text tells."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from extractor.entities.gazetteer import Gazetteer
from extractor.model import Token
from extractor.text import split_words, tokenize

LEVELS = ("tỉnh", "thành phố", "thị xã", "huyện", "quận", "xã", "phường", "thị trấn")
SHORT_LEVELS = {"tp": "thành phố", "tx": "thị xã", "tt": "thị trấn"}
PROVINCIAL = frozenset({"tỉnh", "thành phố"})


@dataclass(frozen=True, slots=True)
class PlaceTold:
    """A place as the text names it: where, in which words, and of which types it may be."""

    start: int
    text: str
    types: frozenset[str]


def read_place(text: str, start: int, gazetteer: Gazetteer) -> PlaceTold | None:
    """The types of a place by its type word, else by the gazetteer; None where neither knows it."""
    tokens = tokenize(text)
    kind = gazetteer.place_types.match(tokens, 0) if tokens else None
    if kind:
        return PlaceTold(start, text, frozenset({kind[1]})) if kind[1] in LEVELS else None
    types = {row.type for row in gazetteer.places.get(" ".join(text.split()), ())}
    if not types and (known := gazetteer.known_places.get(split_words(text))):
        types = {"thành phố"} if known == "town" else set()
    return PlaceTold(start, text, frozenset(types)) if types else None


def complete_body(text: str, start: int, places: Sequence[PlaceTold], gazetteer: Gazetteer) -> tuple[str, str] | None:
    """(full name, what decided it) of a body whose place is left open; None where it is told or cannot be known."""
    tokens = tokenize(text)
    if not tokens or gazetteer.heads.match(tokens, 0) is None:
        return None
    told = next((kind for kind in (*LEVELS, *SHORT_LEVELS) if _ends_with(text, kind)), None)
    level = SHORT_LEVELS.get(told, told) if told else None
    scoped = _scoped_head(tokens, gazetteer)
    if told and level:
        stem, wanted = text[: tokens[-len(told.split())].start].strip(), frozenset({level})
    elif scoped:
        stem, wanted = text, frozenset(scoped.split("|"))
    elif tokens[0].key == "sở" and len(tokens) > 1:
        stem, wanted = text, PROVINCIAL
    else:
        return None
    fitting = [place for place in places if place.types & wanted]
    before = [place for place in fitting if place.start <= start]
    chosen = before[-1] if before else fitting[0] if fitting else None
    if chosen is None:
        return None
    name = chosen.text
    kind = read_type_word(name, gazetteer)
    if level and not kind:
        name = f"{level} {name}"
    elif scoped and kind and split_words(text)[-2:][0] == split_words(name)[0]:
        name = name[tokenize(name)[len(split_words(kind)) - 1].end :].strip()  # "Tỉnh ủy" + "tỉnh Sơn La"
    return f"{stem} {name}", f"the {'nearest' if before else 'first'} {'/'.join(sorted(wanted))} told: {chosen.text}"


def _ends_with(text: str, kind: str) -> bool:
    return split_words(text)[-len(kind.split()) :] == split_words(kind)


def _scoped_head(tokens: Sequence[Token], gazetteer: Gazetteer) -> str | None:
    """The types of place that the body's last words ask for: Ban Thường vụ [Tỉnh ủy]."""
    for at in range(len(tokens)):
        hit = gazetteer.heads.match(tokens, at)
        if hit and hit[0] == len(tokens) and hit[1]:
            return hit[1]
    return None


def read_type_word(text: str, gazetteer: Gazetteer) -> str | None:
    """The type word that ``text`` begins with."""
    hit = gazetteer.place_types.match(tokenize(text), 0)
    return hit[1] if hit else None
