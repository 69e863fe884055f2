"""vnfacts: facts, roles and entities from Vietnamese news and government prose.

>>> from extractor import Extractor
>>> document = Extractor().extract("Xã đạt 16/18 tiêu chí.", published="2021-01-29")
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from extractor.model import Document

__all__ = ["Document", "Extractor"]


class Extractor:
    """The Python API: text in, the frozen ``Document`` out."""

    def extract(self, text: str, *, published: str | None = None, source: str = "text") -> Document:
        """Analyse one text.

        ``published`` is an ISO 8601 date that stands in where the text gives none. Offsets are code points
        into ``document.article.text`` (``text`` in NFC).
        """
        from extractor.pipeline import annotate
        from extractor.text import make_article

        return annotate(make_article(text, source=source), published=published)

    def pipe(self, texts: Iterable[str], *, published: str | None = None) -> Iterator[Document]:
        """Analyse many texts, one at a time, in order."""
        for number, text in enumerate(texts, 1):
            yield self.extract(text, published=published, source=f"text#{number}")
