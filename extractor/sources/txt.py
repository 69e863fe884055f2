"""A text file: one article, UTF-8."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator

from extractor.errors import InputError
from extractor.model import Article
from extractor.text import make_article


def read_txt(lines: Iterable[bytes], source: str, on_error: Callable[[InputError], None]) -> Iterator[Article]:
    """The article of a file of text."""
    raw = b"".join(lines)
    try:
        text = raw.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        on_error(InputError(source, f"no UTF-8 text (byte {error.start})", "convert the file to UTF-8"))
        return
    if "\x00" in text:
        on_error(InputError(source, "a binary file, no text", "give a text file"))
    elif text.strip():
        yield make_article(text, source=source)
    else:
        on_error(InputError(source, "an empty file", "give a file with text"))
