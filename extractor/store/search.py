"""Full text without accents, the hits that are spelled as asked first."""

from __future__ import annotations

import re
import sqlite3
import unicodedata
from dataclasses import dataclass

Pattern = re.Pattern[str]
EXAMINED = 20_000  # hits looked at for the exact spelling, best first
AROUND = 80  # characters of the text on each side of a hit
WORD = re.compile(r"\w+")
RANKED = """SELECT rowid FROM documents_fts WHERE documents_fts MATCH ? AND rank MATCH 'bm25(5.0, 1.0)'
ORDER BY rank, rowid LIMIT ?"""


class _Bare(dict[int, int]):
    """A table for ``str.translate``: each letter without its accents, đ as d; one for one, so that offsets stay."""

    def __missing__(self, code: int) -> int:
        self[code] = ord(unicodedata.normalize("NFD", chr(code))[0])
        return self[code]


BARE = _Bare({ord("đ"): ord("d"), ord("Đ"): ord("D")})
D = {ord("đ"): "d", ord("Đ"): "D"}


@dataclass(frozen=True, slots=True)
class Hit:
    """A document that a search found; ``start`` and ``end`` are the first hit in its text, or None."""

    key: int
    title: str | None
    published: str | None
    source: str
    exact: bool  # spelled with the accents that were asked for
    start: int | None
    end: int | None
    snippet: str


def fold_d(text: str) -> str:
    """What the index knows of ``text``: đ as d; SQLite folds the other accents itself."""
    return unicodedata.normalize("NFC", text).translate(D)


def to_match(words: str) -> str:
    """The query as FTS5 wants it: all of the words, best as a phrase; nothing of it is an operator."""
    found = WORD.findall(fold_d(words))
    phrase = '"' + " ".join(found) + '"'
    return phrase if len(found) < 2 else f"{phrase} OR (" + " AND ".join(f'"{word}"' for word in found) + ")"


def search(connection: sqlite3.Connection, words: str, *, limit: int = 20) -> list[Hit]:
    """The first ``limit`` documents that hold the words: as spelled, as a phrase, anywhere; each best first."""
    asked = WORD.findall(unicodedata.normalize("NFC", words))
    tiers: tuple[list[Hit], list[Hit], list[Hit]] = ([], [], [])
    ranked = connection.execute(RANKED, (to_match(words), EXAMINED)).fetchall() if asked else []
    spelled, bare = _pattern(asked), _pattern([word.translate(BARE) for word in asked])
    sql = "SELECT key, title, published, source, text FROM documents WHERE key = ?"
    for row in ranked:
        tier, hit = _judge(connection.execute(sql, row).fetchone(), spelled, bare)
        if len(tiers[tier]) < limit:
            tiers[tier].append(hit)
        if len(tiers[0]) == limit:
            break
    return [hit for tier in tiers for hit in tier][:limit]


def _pattern(words: list[str]) -> re.Pattern[str]:
    return re.compile(r"(?<!\w)" + r"[\W_]+".join(map(re.escape, words)) + r"(?!\w)", re.IGNORECASE)


def _judge(row: tuple[int, str | None, str | None, str, str], spelled: Pattern, bare: Pattern) -> tuple[int, Hit]:
    """How well a document has the words (0 as spelled, 1 as a phrase, 2 anywhere), and the hit."""
    key, title, published, source, text = row
    found, named = spelled.search(text), spelled.search(title or "")
    exact = bool(found or named)
    if not exact:
        found, named = bare.search(text.translate(BARE)), bare.search((title or "").translate(BARE))
    start, end = found.span() if found else (None, None)
    hit = Hit(key, title, published, source, exact, start, end, _snippet(text, start or 0, end or 0))
    return 0 if exact else 1 if found or named else 2, hit


def _snippet(text: str, start: int, end: int) -> str:
    low, high = max(0, start - AROUND), min(len(text), end + AROUND)
    cut = " ".join(text[low:high].split())
    return ("… " if low else "") + cut + (" …" if high < len(text) else "")
