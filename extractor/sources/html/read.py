"""A web page: one article, with everything visible in its text."""

from __future__ import annotations

import html
import re
from collections.abc import Iterator
from dataclasses import replace
from io import BufferedReader

from extractor.model import Article
from extractor.sources.encodings import Decoded, decode, mend
from extractor.sources.html.layout import make_layout
from extractor.sources.html.tree import Builder
from extractor.sources.html.walk import Writer
from extractor.sources.mending import PROPER
from extractor.sources.options import OnError, Reading, Refused, read_whole
from extractor.text import make_article
from extractor.text.normal import compose_text
from extractor.text.offsets import OffsetMap, compose

HEAD = 8192  # bytes in which a page tells its charset
CHARSET = re.compile(rb"<(?:meta|\?xml)\b[^>]*?\b(?:charset|encoding)\s*=\s*[\"']?\s*([\w:.-]+)", re.I)
LETTER = re.compile(r"&(?:#\d{2,4}|[a-zA-Z]{2,7}\d{0,2});")  # of windows-1252, as programs of old wrote them
SOLIDUS = "\u0338"  # unites with the marks of tags


def read_html(stream: BufferedReader, source: str, on_error: OnError, reading: Reading) -> Iterator[Article]:
    """The article of a page. Raises Refused where it shows no text."""
    raw = read_whole(stream, reading.max_bytes)
    found = decode(raw, forced=reading.encoding, declared=reading.declared or find_charset(raw))
    found = _compose_letters(_mend_entities(found))
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


def _mend_entities(found: Decoded) -> Decoded:
    """A page in letters of .VnTime or VNI-Times that were taken for Latin ones and written as &micro; and &ograve;."""
    if "&" not in found.text or PROPER.search(found.text):
        return found
    offsets, parts, last = OffsetMap(), [], 0
    for m in LETTER.finditer(found.text):
        letter = html.unescape(m[0])
        if len(letter) == 1 and letter > "\xa0":
            offsets.copy(m.start() - last)
            offsets.replace(1, len(m[0]))
            parts += [found.text[last : m.start()], letter]
            last = m.end()
    mended = mend("".join([*parts, found.text[last:]]), encoding=found.encoding)
    if mended.encoding == found.encoding:
        return found
    all_offsets = compose(compose(mended.offsets, offsets.pairs()), found.offsets)
    return replace(mended, offsets=all_offsets, warnings=(*found.warnings, *mended.warnings))


def _compose_letters(found: Decoded) -> Decoded:
    """A page in normal form, so that words are found in it."""
    if SOLIDUS in found.text:
        return found
    text, moved = compose_text(found.text)
    return replace(found, text=text, offsets=compose(moved, found.offsets)) if text != found.text else found
