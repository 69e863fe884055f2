"""What a syllable may be: the lexicon's words, longest first, give every token its types."""

from __future__ import annotations

from collections.abc import Sequence
from functools import lru_cache
from pathlib import Path

from extractor.data import data_path, list_files, read_table
from extractor.errors import DataError
from extractor.facts.canonical import COUNTED, read_indicators
from extractor.facts.cascade import Item
from extractor.facts.numbers import Value, exact, parse_number
from extractor.facts.words import NUMBER_WORDS, SCALES, Words, read_words
from extractor.model import Token, TokenKind
from extractor.text import split_words

Types = dict[str, str]  # type -> value
ALONE: tuple[int, Types] = 1, {}  # a syllable that begins no phrase
COUNTING = frozenset({"num", "relative", "times", "half"})  # types of words that count or date


class Lexicon:
    """Phrases with their types, found by their first two syllables, the longest first."""

    def __init__(self, words: dict[tuple[str, ...], Types]) -> None:
        self._words = words
        self._seen: dict[tuple[str, bool], frozenset[str]] = {}  # types of words and marks met before
        self._alone = {key[0]: (1, types) for key, types in words.items() if len(key) == 1}
        self._sizes: dict[str, dict[str, tuple[int, ...]]] = {}  # first syllable → second → lengths, the longest first
        for first, second, size in sorted({(key[0], key[1], len(key)) for key in words if len(key) > 1}, reverse=True):
            seconds = self._sizes.setdefault(first, {})
            seconds[second] = (*seconds.get(second, ()), size)
        told = {key[0] for key, types in words.items() if COUNTING.intersection(types)}
        self.starts = NUMBER_WORDS | told

    def find_types(self, words: str, kind: TokenKind, found: Types, glued: bool) -> frozenset[str]:
        """What the lexicon and its shape make of a word or phrase."""
        if (types := self._seen.get((words, glued))) is None:
            types = _types(words, kind, found, glued)
            if len(self._seen) < SEEN:
                self._seen[words, glued] = types
        return types

    def longest(self, keys: Sequence[str], at: int) -> tuple[int, Types]:
        """(syllables, types) of the longest phrase at ``keys[at]``; one syllable without types where there is none."""
        if (seconds := self._sizes.get(keys[at])) and at + 1 < len(keys):
            for size in seconds.get(keys[at + 1], ()):
                if at + size <= len(keys) and (types := self._words.get(tuple(keys[at : at + size]))) is not None:
                    return size, types
        return self._alone.get(keys[at], ALONE)


# Words of these types build grammar, so they are never the noun that is counted.
FUNCTIONAL = frozenset(
    [
        "stop",
        "verb",
        "lead",
        "change",
        "status",
        "bound",
        "bound_after",
        "against",
        "joint",
        "duration",
        "after_block",
        "before_block",
        "weak_block",
        "scale",
        "base",
        "uncounted",
    ]
)
ENDS_BASE = frozenset(["joint", "lead", "status", "change", "scale", "reach"])
YEARS = range(1900, 2101)
SEEN = 4_096  # words whose types are kept


@lru_cache(maxsize=4)
def read_lexicon(own: Path | None = None) -> Lexicon:
    """All tables of lexicon/ with a type column, then those of the user's folder ``own``; names of measured
    indicators are heads of their phrases. Raises DataError naming file and line."""
    words: dict[tuple[str, ...], Types] = {}
    for path in (*sorted(data_path("lexicon").glob("*.tsv")), *list_files(own, "*.tsv")):
        for row in read_table(path):
            if "type" in row:
                words.setdefault(split_words(row["words"]), {})[row["type"]] = row["value"]
            elif own and path.parent == own:
                raise DataError(path.name, "no column 'type'", "begin with the line: words, type, value, example")
    for name, indicator in read_indicators().items():
        if len(name) > 1 and indicator.dimension not in COUNTED:
            words.setdefault(name, {}).setdefault("head", "known")
    return Lexicon(words)


def may_count(tokens: Sequence[Token], lexicon: Lexicon) -> bool:
    """Whether a sentence may tell a figure or a period: every rule needs a number, or a word that counts or dates.
    Asked before anything dear, since one sentence in five has a "không" or a "một" that does neither."""
    starts = [at for at, token in enumerate(tokens) if token.kind == "number" or token.key in lexicon.starts]
    if not starts or tokens[starts[0]].kind == "number":
        return bool(starts)
    keys = [token.key for token in tokens]
    return any(
        tokens[at].kind == "number"
        or not COUNTING.isdisjoint(lexicon.longest(keys, at)[1])
        or (keys[at] in NUMBER_WORDS and read_words(keys, at))
        for at in starts
    )


def type_tokens(tokens: Sequence[Token], text: str, *, lexicon: Lexicon) -> list[Item]:
    """One item a word of the lexicon or a number in words, whichever is longer, else one a token."""
    items: list[Item] = []
    keys = [token.key for token in tokens]
    at, end = 0, -1
    while at < len(tokens):
        token = tokens[at]
        start, words = token.start, token.text
        size, found = lexicon.longest(keys, at)
        number = _read_number(keys, at, lexicon) if keys[at] in NUMBER_WORDS else None
        if number and number.size >= size:
            item = _number_item(tokens[at : at + number.size], number, text)
            size = number.size
        elif token.kind == "number" and size == 1:
            value = parse_number(words)
            types = _number_types(words, end == start, value is not None).union(found)
            item = Item(start, token.end, words, types, value)
        else:
            if size > 1:
                words = text[start : tokens[at + size - 1].end]
            types = lexicon.find_types(words, token.kind, found, end == start)
            item = Item(start, start + len(words), words, types, found)
        items.append(item)
        at, end = at + size, item.end
    return items


def _read_number(keys: Sequence[str], at: int, lexicon: Lexicon) -> Words | None:
    """The number in words at ``keys[at]``, without a scale that begins another word: hai | tỷ phú, một | tỷ lệ."""
    number = read_words(keys, at)
    last = at + number.size - 1 if number else at
    if number is None or keys[last] not in SCALES:
        return number
    size, types = lexicon.longest(keys, last)
    return read_words(keys[:last], at) if size > 1 and "scale" not in types else number


def _number_item(tokens: Sequence[Token], number: Words, text: str) -> Item:
    kind = "fraction" if number.fraction else "num"  # a fraction counts nothing by itself
    start, end = tokens[0].start, tokens[-1].end
    types = frozenset({kind, "words", "=" + text[start:end].lower()} | ({"scaled"} if number.scale > 1 else set()))
    return Item(start, end, text[start:end], types, Value(exact(number.number), scale=number.scale))


@lru_cache(maxsize=SEEN)
def _number_types(words: str, glued: bool, quantity: bool) -> frozenset[str]:
    types = {"number", "=" + words}
    types |= ({"glued"} if glued else set()) | ({"num"} if quantity else {"code"} if words[0] == "0" else set())
    return frozenset(types | ({"year"} if words.isdigit() and int(words) in YEARS else set()))


def _types(words: str, kind: TokenKind, found: Types, glued: bool) -> frozenset[str]:
    types = {*found, kind, "=" + words.lower()}
    if glued:
        types.add("glued")
    if words[0].isupper():
        types.add("cap")
    if kind == "word" or found:
        if not types & FUNCTIONAL and len(words) > 1:
            types.add("content")
        if not types & ENDS_BASE:
            types.add("w")
    return frozenset(types)
