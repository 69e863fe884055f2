"""vnfacts: facts, roles and entities from Vietnamese news and government prose.

>>> from extractor import Extractor
>>> document = Extractor().extract("Xã đạt 16/18 tiêu chí.", published="2021-01-29")
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from pathlib import Path

from extractor.model import Document

__all__ = ["Document", "Extractor"]


class Extractor:
    """The Python API: text in, the frozen ``Document`` out.

    ``rules``, ``lexicon`` and ``gazetteer`` are folders of the user's own rule files and tables, ``model`` one that
    ``vnfacts train`` wrote; DataError names a line that is wrong.
    """

    def __init__(
        self,
        *,
        rules: Path | None = None,
        lexicon: Path | None = None,
        gazetteer: Path | None = None,
        model: Path | None = None,
    ) -> None:
        self._folders, self._gazetteer, self._model = (rules, lexicon), gazetteer, model

    def extract(self, text: str, *, published: str | None = None, source: str = "text") -> Document:
        """Analyse one text.

        ``published`` is an ISO 8601 date that stands in where the text gives none. Offsets are code points
        into ``document.article.text`` (``text`` in NFC).
        """
        from extractor.entities.tagger import open_tagger
        from extractor.facts.grammar import load_grammar
        from extractor.pipeline import annotate
        from extractor.places import load_units
        from extractor.text import make_article

        article = make_article(text, source=source)
        grammar, units = load_grammar(*self._folders), load_units(self._gazetteer)
        tagger = open_tagger(self._model)
        return annotate(article, published=published, grammar=grammar, units=units, tagger=tagger)

    def pipe(self, texts: Iterable[str], *, published: str | None = None) -> Iterator[Document]:
        """Analyse many texts, one at a time, in order."""
        for number, text in enumerate(texts, 1):
            yield self.extract(text, published=published, source=f"text#{number}")
