"""What the entity model sees of each syllable: its own shape, its neighbours, and what the gazetteers say of it."""

from __future__ import annotations

from collections.abc import Sequence
from functools import lru_cache

from extractor.entities.gazetteer import Gazetteer
from extractor.model import Token

WINDOW = 2
EDGE = "|"


def featurize(tokens: Sequence[Token], gazetteer: Gazetteer) -> list[list[str]]:
    """One list of features a token; the trainer and the tagger call it alike."""
    keys = [token.key for token in tokens]
    shapes = [shape(token.text) for token in tokens]
    flags = _flags(tokens, gazetteer)
    size = len(tokens)
    rows = []
    for at, key in enumerate(keys):
        row = ["b", f"w={key}", f"s={shapes[at]}", f"p={key[:2]}", f"e={key[-2:]}", *flags[at]]
        for step in range(-WINDOW, WINDOW + 1):
            if step:
                other = at + step
                inside = 0 <= other < size
                row.append(f"w{step}={keys[other] if inside else EDGE}")
                row.append(f"s{step}={shapes[other] if inside else EDGE}")
                if inside and abs(step) == 1:
                    row += [f"{step}{flag}" for flag in flags[other]]
        before = keys[at - 1] if at else EDGE
        after = keys[at + 1] if at + 1 < size else EDGE
        row += [f"w-1w={before} {key}", f"ww1={key} {after}"]
        row.append("s-1ss1=" + "".join(shapes[i] if 0 <= i < size else EDGE for i in range(at - 1, at + 2)))
        row.append("run=" + "".join(shapes[i] if 0 <= i < size else EDGE for i in range(at - 3, at + 4)))
        row.append(f"head={_last_lower(keys, shapes, at)}")
        rows.append(row)
    return rows


@lru_cache(maxsize=65536)
def shape(text: str) -> str:
    """One letter: number, mark, lower, Title, UPPER, mixed."""
    if text[0].isdigit():
        return "d"
    if not text[0].isalpha():
        return text
    if text.islower():
        return "l"
    if len(text) > 1 and text.isupper():
        return "U"
    return "T" if text[1:].islower() or len(text) == 1 else "M"


def _last_lower(keys: Sequence[str], shapes: Sequence[str], at: int) -> str:
    """The last two lower-case syllables before a run of capitals: what introduces the name."""
    while at > 0 and shapes[at] in "TUM":
        at -= 1
    return " ".join(keys[max(0, at - 1) : at + 1])


def _flags(tokens: Sequence[Token], gazetteer: Gazetteer) -> list[list[str]]:
    """Which tables hold a phrase that covers the token, and whether it begins there."""
    flags: list[list[str]] = [[] for _ in tokens]
    tables = {
        "pos": gazetteer.positions,
        "title": gazetteer.titles,
        "head": gazetteer.heads,
        "field": gazetteer.fields,
        "type": gazetteer.place_types,
        "place": gazetteer.place_names,
        "known": gazetteer.known_places,
    }
    for name, phrases in tables.items():
        at = 0
        while at < len(tokens):
            hit = phrases.match(tokens, at)
            end = hit[0] if hit else at + 1
            if hit and (name not in ("place", "known") or tokens[at].text[0].isupper()):
                flags[at].append(f"B-{name}")
                for inner in range(at + 1, end):
                    flags[inner].append(f"I-{name}")
            at = end
    for token, flag in zip(tokens, flags, strict=True):
        if token.text in gazetteer.surnames:
            flag.append("surname")
    return flags
