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
    edges = [EDGE] * WINDOW
    keys = [*edges, *(token.key for token in tokens), *edges]
    shapes = [EDGE, *edges, *(shape(token.text) for token in tokens), *edges, EDGE]
    words = [_name_word(key) for key in keys]
    forms = [_name_shape(form) for form in shapes]
    flags = _flags(tokens, gazetteer)
    beside = [tuple(_name_flag(flag) for flag in own) for own in flags]
    rows = []
    for at, own in enumerate(flags):
        word, form = words[at + 2], forms[at + 3]
        row = ["b", word[0], form[0], word[1], word[2], *own]
        row += (words[at][3], forms[at + 1][1], words[at + 1][4], forms[at + 2][2])
        row += (words[at + 3][5], forms[at + 4][3], words[at + 4][6], forms[at + 5][4])
        if at:
            row += [flag[0] for flag in beside[at - 1]]
        if at + 1 < len(flags):
            row += [flag[1] for flag in beside[at + 1]]
        key = keys[at + 2]
        row.append(f"w-1w={keys[at + 1]} {key}")
        row.append(f"ww1={key} {keys[at + 3]}")
        row.append("s-1ss1=" + "".join(shapes[at + 2 : at + 5]))
        row.append("run=" + "".join(shapes[at : at + 7]))
        row.append(f"head={_last_lower(keys, shapes, at)}")
        rows.append(row)
    return rows


@lru_cache(maxsize=65536)
def _name_word(key: str) -> tuple[str, ...]:
    """The features of a syllable: its own, its first and last letters, as it stands before or behind another."""
    return f"w={key}", f"p={key[:2]}", f"e={key[-2:]}", f"w-2={key}", f"w-1={key}", f"w1={key}", f"w2={key}"


@lru_cache(maxsize=4096)
def _name_shape(form: str) -> tuple[str, ...]:
    return f"s={form}", f"s-2={form}", f"s-1={form}", f"s1={form}", f"s2={form}"


@lru_cache(maxsize=256)
def _name_flag(flag: str) -> tuple[str, str]:
    return f"-1{flag}", f"1{flag}"


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
    """The last two lower-case syllables before a run of capitals: what introduces the name. Both lists begin with their
    edges."""
    while at > 0 and shapes[at + 3] in "TUM":
        at -= 1
    return " ".join(keys[max(2, at + 1) : at + 3])


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
