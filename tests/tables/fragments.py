"""A fragment of HTML as the article of a page that shows nothing else."""

from __future__ import annotations

from dataclasses import replace
from io import BufferedReader, BytesIO

import pytest

from extractor.model import Article
from extractor.sources import READERS, Reading


def read_fragment(html: str, *, published: str | None, source: str = "fragment") -> Article:
    """The article of a fragment."""
    page = f"<!doctype html><html><body><article>{html}</article></body></html>"
    stream = BufferedReader(BytesIO(page.encode()))  # type: ignore[arg-type]
    (article,) = READERS[".html"](stream, source, pytest.fail, Reading())
    return replace(article, published=published)
