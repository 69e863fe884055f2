"""Sentences and syllable tokens, all with exact offsets."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterator, Sequence
from functools import lru_cache

from extractor.model import Article, Doc, Sentence, Token, TokenKind, Zone
from extractor.text.syllables import fold
from extractor.text.tables import find_data_cells, is_prose

TOKEN = re.compile(r"(?P<number>\d+(?:[.,]\d+)*)|(?P<word>[^\W\d_]+)|(?P<punct>[^\s])")
END = re.compile(r"[.!?…]+[\"”’')]*(?=\s+[\"“‘'(\-–]*[A-ZÀ-ỸĐ0-9])")
INITIAL = re.compile(r"(?<![^\W_]{2})[A-ZĐ]\.\s+[A-ZĐ](?:\.|(?!\w))")  # between two initials: bà N.T. M.
CLAUSE_MARKS = frozenset(',;:()“”"…')
# A dot after these does not end a sentence.
SHORT = re.compile(r"(?:^|[\s(])(?:TP|Tp|TX|Tx|TT|Q|P|H|TS|ThS|GS|PGS|BS|St|Mr|Mrs|[A-ZĐ])\.$")


def tokenize(text: str, *, start: int = 0, end: int | None = None) -> tuple[Token, ...]:
    """The syllables, numbers and marks of ``text[start:end]``."""
    return tuple(
        Token(m.start(), m.end(), m[0], _kind(m), fold(m[0]))
        for m in TOKEN.finditer(text, start, len(text) if end is None else end)
    )


@lru_cache(maxsize=4096)
def tokenize_name(words: str) -> tuple[Token, ...]:
    """The tokens of a name or a phrase: the same few come again and again."""
    return tokenize(words)


@lru_cache(maxsize=4096)
def split_words(words: str) -> tuple[str, ...]:
    """The keys of syllables and marks: how every table spells a phrase."""
    return tuple(token.key for token in tokenize(words))


def _kind(m: re.Match[str]) -> TokenKind:
    return "number" if m["number"] else "word" if m["word"] else "punct"


def segment(article: Article) -> Doc:
    """Split every zone but furniture and bylines into sentences; in a table with data each cell is one."""
    sentences = []
    cells = find_data_cells(article) if article.tables else []
    for paragraph, zone in enumerate(article.zones):
        for start, end, cell in _cut_cells(article.text, zone, cells) if cells else _cut_prose(article.text, zone):
            tokens = tokenize(article.text, start=start, end=end)
            sentences.append(Sentence(start, end, paragraph, zone.kind, tokens, find_clauses(tokens), cell))
    return Doc(article, tuple(sentences))


def _cut_prose(text: str, zone: Zone) -> Iterator[tuple[int, int, bool]]:
    return ((start, end, False) for start, end in cut(text, zone))


def _cut_cells(text: str, zone: Zone, cells: Sequence[tuple[int, int]]) -> Iterator[tuple[int, int, bool]]:
    """The sentences of a zone, and the cells in it; a cell of prose has sentences of its own."""
    if zone.kind in ("furniture", "byline"):
        return
    at = zone.start
    for start, end in cells[bisect_left(cells, (zone.start, 0)) :]:
        if end > zone.end:
            break
        yield from _cut_between(text, zone, at, start)
        if is_prose(text[start:end]):
            yield from _cut_prose(text, zone._replace(start=start, end=end))
        elif start < end:
            yield start, end, True
        at = end
    yield from _cut_between(text, zone, at, zone.end)


def _cut_between(text: str, zone: Zone, start: int, end: int) -> Iterator[tuple[int, int, bool]]:
    """What stands between cells, if it has words: no tabs, no pipes."""
    words = text[start:end]
    if any(c.isalnum() for c in words):
        start += len(words) - len(words.lstrip())
        yield from _cut_prose(text, zone._replace(start=start, end=end))


def cut(text: str, zone: Zone) -> Iterator[tuple[int, int]]:
    """The offsets of a zone's sentences; furniture and bylines have none."""
    if zone.kind in ("furniture", "byline"):
        return
    start = zone.start
    ends = [m.end() for m in END.finditer(text, zone.start, zone.end) if not _is_short(text, m, start)]
    for end in (*ends, zone.end):
        if text[start:end].strip():
            yield start, end
        start = end + len(text[end : zone.end]) - len(text[end : zone.end].lstrip())


def _is_short(text: str, end: re.Match[str], start: int) -> bool:
    """Whether the dot belongs to a short form or an initial: TP. Huế, N.T. M."""
    if end[0] != ".":
        return False
    initial = INITIAL.match(text, end.start() - 1) if end.start() > start else None
    return initial is not None or SHORT.search(text, max(start, end.start() - 6), end.end()) is not None


def find_clauses(tokens: Sequence[Token]) -> tuple[tuple[int, int], ...]:
    """The stretches between marks: commas, semicolons, colons, brackets, quotation marks and dashes with spaces."""
    clauses: list[tuple[int, int]] = []
    first: Token | None = None
    last: Token | None = None
    for n, token in enumerate(tokens):
        dash = token.text in "-–" and n and tokens[n - 1].end < token.start
        if token.text in CLAUSE_MARKS or dash:
            if first and last:
                clauses.append((first.start, last.end))
            first = last = None
        else:
            first, last = first or token, token
    if first and last:
        clauses.append((first.start, last.end))
    return tuple(clauses)
