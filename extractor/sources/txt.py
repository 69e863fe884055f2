"""A text file: one article, in whatever encoding."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator

from extractor.errors import InputError
from extractor.model import Article
from extractor.sources.encodings import DecodeError, decode
from extractor.text import make_article


def read_txt(lines: Iterable[bytes], source: str, on_error: Callable[[InputError], None]) -> Iterator[Article]:
    """The article of a file of text."""
    try:
        found = decode(b"".join(lines), entities=True)
    except DecodeError as error:
        on_error(InputError(source, error.seen, error.remedy))
        return
    if not found.text.strip():
        on_error(InputError(source, "an empty file", "give a file with text"))
        return
    yield make_article(
        found.text, source=source, encoding=found.encoding, offsets=found.offsets, warnings=found.warnings
    )
