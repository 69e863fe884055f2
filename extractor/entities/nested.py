"""A mention, and the places that stand inside it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from extractor.entities.gazetteer import Gazetteer
from extractor.entities.kinds import read_kind_size
from extractor.entities.levels import LEVELS, epithet_size
from extractor.entities.people import SYLLABLE
from extractor.entities.phrases import Phrases
from extractor.model import EntitySource, Label, Token
from extractor.places import load_units
from extractor.text import split_words

APOSTROPHES = frozenset("'’ʼ`")
FIELDS = Phrases((split_words(words), "") for words in ("pháp chế", "pháp luật", "pháp y", "pháp lý"))  # not France
SHORT_COUNTRIES = frozenset({"anh", "đức", "mỹ", "nga", "pháp", "ý", "áo", "bỉ", "lào", "thái", "nhật"})
UNIT_HEADS = frozenset({"tỉnh", "thành", "thị", "huyện", "quận"})


@dataclass(frozen=True, slots=True)
class Mention:
    """A labelled stretch; ``rule`` is what found it, ``score`` how sure that is."""

    start: int
    end: int
    label: Label
    rule: str
    source: EntitySource = "rule"
    score: float = 1.0
    nested: tuple[Mention, ...] = ()


def is_name(token: Token) -> bool:
    """Whether the token is a syllable that begins with a capital."""
    return token.kind == "word" and token.text[0].isupper()


def nested_places(inside: Sequence[Token], gazetteer: Gazetteer) -> tuple[Mention, ...]:
    """The places inside a body's name: UBND [thị xã Hương Trà], Đại học [Huế]."""
    found, at = [], _own_head(inside)
    while at < len(inside):
        if field := FIELDS.match(inside, at):
            at = field[0]
            continue
        stop = place_end(inside, at, gazetteer)
        named = stop is not None and (inside[stop - 1].kind == "number" or _is_known(inside, at, stop, gazetteer))
        named = named and not _ends_name(inside, at, stop)
        if stop is not None and named and (at or stop < len(inside)):
            found.append(Mention(inside[at].start, inside[stop - 1].end, "LOC", "place-in-body", "gazetteer"))
        at = stop or at + 1
    return tuple(found)


def _ends_name(inside: Sequence[Token], at: int, stop: int | None) -> bool:
    """Whether a country of one syllable is the end of a person's or a firm's name: Hoàng [Anh] Gia Lai, Minh [Đức]."""
    before = inside[at - 1].text if at else ""
    return (
        stop == at + 1 and inside[at].key in SHORT_COUNTRIES and before.istitle() and bool(SYLLABLE.fullmatch(before))
    )


def _is_known(inside: Sequence[Token], at: int, stop: int, gazetteer: Gazetteer) -> bool:
    """Whether the name ends with a capital, or has one and is known: tỉnh Vĩnh phúc."""
    first = next((n for n in range(at, stop) if is_name(inside[n])), stop)
    known = gazetteer.place_names.match(inside, first)
    return is_name(inside[stop - 1]) or (known is not None and known[0] == stop > first + 1)


def _own_head(inside: Sequence[Token]) -> int:
    """Where a body's name goes on behind a head that begins with a type word: Tỉnh Đoàn | Quảng Nam."""
    size = read_kind_size(inside)
    return size if size > 1 and inside[0].key in UNIT_HEADS else 0


def place_end(tokens: Sequence[Token], at: int, gazetteer: Gazetteer) -> int | None:
    """A type word with its name, or a name that the gazetteer knows."""
    kind = gazetteer.place_types.match(tokens, at)
    if kind and not kind[1]:
        return kind[0]  # no place: hợp tác xã, nông thôn
    if kind and kind[0] < len(tokens):
        first = kind[0] + epithet_size(tokens, kind[0]) if kind[1] in LEVELS else kind[0]
        if first < len(tokens) and is_name(tokens[first]):
            return _names_end(tokens, first, gazetteer)
        if tokens[kind[0]].kind == "number":
            return kind[0] + 1
    tables = (gazetteer.place_names, gazetteer.known_places, gazetteer.spellings) if is_name(tokens[at]) else ()
    ends = [hit[0] for table in tables if (hit := table.match(tokens, at))]
    return max((end for end in ends if is_name(tokens[end - 1])), default=None)


def _names_end(tokens: Sequence[Token], at: int, gazetteer: Gazetteer) -> int:
    known = gazetteer.place_names.match(tokens, at)
    end = at
    while end < len(tokens) and is_name(tokens[end]):
        end += 1
        dash = end + 1 < len(tokens) and tokens[end].text in "-–" and is_name(tokens[end + 1])
        if dash:
            end += 1
        if end + 1 < len(tokens) and tokens[end].text in APOSTROPHES and tokens[end + 1].kind == "word":
            end += 2  # Đắk R’lấp
    if known and known[0] > at + 1:
        return known[0]
    numbered = end < len(tokens) and tokens[end].kind == "number"
    if numbered and load_units().named(" ".join(token.text for token in tokens[at : end + 1])):
        return end + 1  # xã Quế Xuân 1
    return end
