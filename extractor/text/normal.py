"""NFC with an offset map back to the text as read, and the Article made of it."""

from __future__ import annotations

import hashlib
import unicodedata

from extractor.model import Article
from extractor.text.zones import find_zones, read_furniture


def make_article(
    raw: str,
    *,
    source: str,
    record_id: str | None = None,
    title: str | None = None,
    published: str | None = None,
    page: bool = True,
) -> Article:
    """Return the Article of ``raw``; nothing is stripped. ``page``: the text carries its own title, date and byline."""
    text = unicodedata.normalize("NFC", raw)
    layout = find_zones(text, cues=read_furniture())
    return Article(
        id=hashlib.sha256(text.encode("utf-8", "surrogatepass")).hexdigest()[:16],
        source=source,
        text=text,
        record_id=record_id,
        title=title or (layout.title if page else None),
        published=published or layout.published,
        authors=layout.authors,
        publisher=layout.publisher,
        zones=layout.zones,
        raw_offsets=map_offsets(raw) if text != raw else (),
    )


def map_offsets(raw: str) -> tuple[tuple[int, int], ...]:
    """Pairs (offset in NFC, offset in ``raw``) after each cluster whose length NFC changes."""
    pairs: list[tuple[int, int]] = []
    here, i = 0, 0

    def size(start: int, end: int) -> int:
        return len(unicodedata.normalize("NFC", raw[start:end]))

    while i < len(raw):
        j = i + 1
        while j < len(raw) and (unicodedata.combining(raw[j]) or size(i, j + 1) != size(i, j) + size(j, j + 1)):
            j += 1
        here += size(i, j)
        if here - j != (pairs[-1][0] - pairs[-1][1] if pairs else 0):
            pairs.append((here, j))
        i = j
    return tuple(pairs)


def to_raw(article: Article, offset: int) -> int:
    """The offset in the text as it was read that belongs to ``offset`` in ``article.text``."""
    drift = 0
    for here, there in article.raw_offsets:
        if here > offset:
            break
        drift = there - here
    return offset + drift
