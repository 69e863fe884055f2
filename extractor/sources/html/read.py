"""A web page: one article, with everything visible in its text."""

from __future__ import annotations

import re
from collections.abc import Iterator
from io import BufferedReader

from extractor.model import Article, Zone
from extractor.sources.encodings import decode
from extractor.sources.html.layout import make_layout
from extractor.sources.html.tree import Builder
from extractor.sources.html.walk import Writer
from extractor.sources.options import OnError, Reading, Refused, read_whole
from extractor.text import make_article
from extractor.text.offsets import compose

HEAD = 8192  # bytes in which a page tells its charset
CHARSET = re.compile(rb"<(?:meta|\?xml)\b[^>]*?\b(?:charset|encoding)\s*=\s*[\"']?\s*([\w:.-]+)", re.I)

__all__ = ["Zone", "find_charset", "read_html"]


def read_html(stream: BufferedReader, source: str, on_error: OnError, reading: Reading) -> Iterator[Article]:
    """The article of a page. Raises Refused where it shows no text."""
    raw = read_whole(stream, reading.max_bytes)
    found = decode(raw, forced=reading.encoding, declared=reading.declared or find_charset(raw))
    page = Builder(found.text).build()
    writer = Writer(page)
    writer.write()
    if not writer.blocks:
        raise Refused("a page without text", "save it from the browser once it is shown, or give its text")
    text = "".join(writer.parts)
    yield make_article(
        text,
        source=source,
        encoding=found.encoding,
        offsets=compose(tuple(writer.pairs), found.offsets),
        warnings=found.warnings,
        layout=make_layout(page, writer.blocks, text),
    )


def find_charset(raw: bytes) -> str | None:
    """The charset that a page says it is in."""
    m = CHARSET.search(raw[:HEAD])
    return m[1].decode("ascii", "replace") if m else None
