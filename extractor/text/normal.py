"""NFC with an offset map back to the text as read, and the Article made of it."""

from __future__ import annotations

import hashlib
import re
import unicodedata
from functools import lru_cache

from extractor.model import Article
from extractor.text.offsets import Offsets, compose, find_start, to_source
from extractor.text.tables import find_tables
from extractor.text.zones import Layout, find_zones

# Letters and signs of combining class 0 that may unite with the one before them; Hangul vowels and finals, and Indic.
JOINING = frozenset(
    [*map(chr, range(0x1161, 0x1176)), *map(chr, range(0x11A8, 0x11C3))]
    + list("\u09be\u09d7\u0b3e\u0b56\u0b57\u0bbe\u0bd7\u0cc2\u0cd5\u0cd6\u0d3e\u0d57\u0dcf\u0ddf\u102e\u1b35")
    + list("\U00011127\U0001133e\U00011357\U000114b0\U000114ba\U000114bd\U000115af\U00011930")
)
# All that Vietnamese and the signs around it are written with: what NFC leaves as it is, whatever stands beside it.
STABLE = "\\x00-\\u02ff\\u1e00-\\u1eff\\u2002-\\u20cf"
MARKS = "\u0300\u0301\u0302\u0303\u0306\u0309\u031b\u0323"  # of the letters of Vietnamese
VIETNAMESE, MARK = frozenset(MARKS), re.compile(f"[{MARKS}]")
IS_STABLE, IS_VIETNAMESE = re.compile(f"[{STABLE}]*+"), re.compile(f"[{STABLE}{MARKS}]*+")
NEXT_MARKS = re.compile(f"[{STABLE}]*+([{MARKS}]++|\\Z)")  # five times as fast as a search
RUN = 100  # marks on one letter, from which on they are no writing but an accident or an attack


def make_article(
    raw: str,
    *,
    source: str,
    record_id: str | None = None,
    title: str | None = None,
    published: str | None = None,
    page: bool = True,
    encoding: str = "utf-8",
    offsets: Offsets = (),
    warnings: tuple[str, ...] = (),
    layout: Layout | None = None,
) -> Article:
    """Return the Article of ``raw``; nothing is stripped. ``page``: the text carries its own title, date and byline;
    ``offsets``: where ``raw`` stood in the decoded source, if it is not that itself; ``layout``: what its markup told,
    with offsets into ``raw`` in NFC."""
    text, moved = compose_text(raw)
    layout = layout or find_zones(text, find_tables(text))
    return Article(
        id=hashlib.sha256(text.encode("utf-8", "surrogatepass")).hexdigest()[:16],
        source=source,
        text=text,
        record_id=record_id,
        title=to_nfc(title) if title else layout.title if page else None,
        published=published or layout.published,
        authors=layout.authors,
        publisher=layout.publisher,
        url=layout.url,
        tags=layout.tags,
        dateline=layout.dateline,
        encoding=encoding,
        zones=layout.zones,
        tables=layout.tables,
        raw_offsets=compose(moved, offsets),
        warnings=warnings,
    )


def to_nfc(raw: str) -> str:
    """``raw`` in NFC, in time that grows with its length, whatever it is made of."""
    if IS_STABLE.fullmatch(raw):
        return raw
    if not _marks().isdisjoint(raw[:: RUN // 2]):  # so none of RUN marks goes by
        run = f"[{_escape(sorted(_marks().intersection(raw) | VIETNAMESE))}]"
        raw = re.sub(f"{run}(?:{run}{{{RUN - 1},}})", lambda m: _sort_marks(m[0]), raw)
    return unicodedata.normalize("NFC", raw)


def compose_text(raw: str) -> tuple[str, Offsets]:
    """``raw`` in NFC, and the Offsets from that to ``raw``; empty where they are the same or run side by side."""
    if IS_STABLE.fullmatch(raw):  # most texts; at half the library's cost
        return raw, ()
    if not MARK.search(raw) and _marks().isdisjoint(raw[:: RUN // 2]) and unicodedata.is_normalized("NFC", raw):
        return raw, ()  # with marks the library would take three times as long as what follows
    pairs: list[tuple[int, int]] = []  # what an OffsetMap would tell, at a third of its cost
    parts: list[str] = []
    last = shift = 0
    for start, end in _find_clusters(raw):
        cluster = raw[start:end]
        composed = _compose(cluster) if end - start < RUN else to_nfc(cluster)
        if composed == cluster:
            continue
        parts += raw[last:start], composed
        last, size = end, len(composed)
        if size > 1:
            pairs += [(start - shift + n, start) for n in range(1, size)]
        if size > 1 or end - start > 1:
            shift += end - start - size
            pairs.append((end - shift, end))
    return "".join((*parts, raw[last:])), tuple(pairs)


def to_raw(article: Article, offset: int) -> int:
    """The offset in the decoded source of the character at ``offset`` in ``article.text``."""
    return find_start(article.raw_offsets, offset)


def locate(article: Article, start: int, end: int) -> tuple[int, int]:
    """The stretch of the decoded source that says ``article.text[start:end]``."""
    return to_source(article.raw_offsets, start, end)


@lru_cache(maxsize=1)
def _marks() -> frozenset[str]:
    return frozenset(chr(c) for c in range(0x300, 0x1F000) if unicodedata.combining(chr(c)))


def _sort_marks(run: str) -> str:
    """Marks in the order of NFD. The library puts each in its place one by one: half an hour for a million."""
    return "".join(sorted("".join(unicodedata.normalize("NFD", c) for c in run), key=unicodedata.combining))


def _find_clusters(raw: str) -> list[tuple[int, int]]:
    """The stretches that NFC may change, each on its own: nothing unites or changes places across their edges."""
    if IS_VIETNAMESE.fullmatch(raw):  # most texts that come here
        spans = (m.span(1) for m in NEXT_MARKS.finditer(raw))
        return [(start - 1 if start else start, end) for start, end in spans if start < end]
    beyond = [c for c in set(raw) if c > "\x7f"]
    joining = sorted({c for c in beyond if _joins(c)} | VIETNAMESE)
    changing = _escape([c for c in beyond if not _joins(c) and not unicodedata.is_normalized("NFC", c)])
    run = f"[{_escape(joining)}]+"
    either = rf"[{changing}](?:{run})?|{run}" if changing else run
    marks = frozenset(joining)  # a mark, and the letter before it
    return [
        (start - 1 if start and raw[start] in marks else start, end)
        for start, end in map(re.Match.span, re.finditer(either, raw))
    ]


@lru_cache(maxsize=4096)
def _joins(c: str) -> bool:
    first = unicodedata.normalize("NFD", c)[0]
    return unicodedata.combining(first) > 0 or first in JOINING


def _escape(characters: list[str]) -> str:
    return "".join(f"\\U{ord(c):08x}" for c in characters)


@lru_cache(maxsize=4096)
def _compose(cluster: str) -> str:
    return unicodedata.normalize("NFC", cluster)
