"""Sentences and syllable tokens, all with exact offsets."""

from __future__ import annotations

import re

from extractor.model import Article, Doc, Sentence, Token, TokenKind
from extractor.text.syllables import fold

TOKEN = re.compile(r"(?P<number>\d+(?:[.,]\d+)*)|(?P<word>[^\W\d_]+)|(?P<punct>[^\s])")
END = re.compile(r"[.!?…]+[\"”’')]*(?=\s+[\"“‘'(\-–]*[A-ZÀ-ỸĐ0-9])")
# A dot after these does not end a sentence.
SHORT = re.compile(r"(?:^|[\s(])(?:TP|Tp|TX|Tx|TT|Q|P|H|TS|ThS|GS|PGS|BS|St|Mr|Mrs|[A-ZĐ])\.$")


def tokenize(text: str, *, start: int = 0, end: int | None = None) -> tuple[Token, ...]:
    """The syllables, numbers and marks of ``text[start:end]``."""
    return tuple(
        Token(m.start(), m.end(), m[0], _kind(m), fold(m[0]))
        for m in TOKEN.finditer(text, start, len(text) if end is None else end)
    )


def split_words(words: str) -> tuple[str, ...]:
    """The keys of syllables and marks: how every table spells a phrase."""
    return tuple(fold(token.text) for token in tokenize(words))


def _kind(m: re.Match[str]) -> TokenKind:
    return "number" if m["number"] else "word" if m["word"] else "punct"


def segment(article: Article) -> Doc:
    """Split every zone but furniture and bylines into sentences."""
    sentences = []
    for paragraph, zone in enumerate(article.zones):
        if zone.kind in ("furniture", "byline"):
            continue
        start = zone.start
        for m in END.finditer(article.text, zone.start, zone.end):
            if m[0] == "." and SHORT.search(article.text, max(start, m.start() - 6), m.end()):
                continue
            sentences.append(
                Sentence(start, m.end(), paragraph, zone.kind, tokenize(article.text, start=start, end=m.end()))
            )
            start = m.end() + len(article.text[m.end() : zone.end]) - len(article.text[m.end() : zone.end].lstrip())
        if start < zone.end:
            tokens = tokenize(article.text, start=start, end=zone.end)
            sentences.append(Sentence(start, zone.end, paragraph, zone.kind, tokens))
    return Doc(article, tuple(sentences))
