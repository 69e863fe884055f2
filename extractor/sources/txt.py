"""A text file: one article."""

from __future__ import annotations

from collections.abc import Iterator
from io import BufferedReader

from extractor.model import Article
from extractor.sources.encodings import decode
from extractor.sources.options import OnError, Reading, read_whole
from extractor.text import make_article


def read_txt(stream: BufferedReader, source: str, on_error: OnError, reading: Reading) -> Iterator[Article]:
    """The article of a file of text, or of Markdown, whose marks stay as they are."""
    raw = read_whole(stream, reading.max_bytes)
    found = decode(raw, forced=reading.encoding, declared=reading.declared, entities=True)
    yield make_article(
        found.text, source=source, encoding=found.encoding, offsets=found.offsets, warnings=found.warnings
    )
