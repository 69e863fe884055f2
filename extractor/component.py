"""The spaCy component: ``nlp.add_pipe("vnfacts")`` sets ``doc.ents`` and the extension ``doc._.vnfacts``."""

from __future__ import annotations

from spacy.language import Language
from spacy.tokens import Doc, Span
from spacy.util import filter_spans

from extractor import Extractor

if not Doc.has_extension("vnfacts"):
    Doc.set_extension("vnfacts", default=None)  # the frozen Document, offsets into doc.text


@Language.factory("vnfacts", default_config={"published": None}, assigns=["doc.ents", "doc._.vnfacts"])
def make_component(nlp: Language, name: str, published: str | None) -> Component:
    """``published`` (ISO 8601) stands in where a text gives no publishing date."""
    return Component(published)


class Component:
    """Annotates a spaCy Doc. The text must be NFC, as spaCy keeps it unchanged."""

    def __init__(self, published: str | None) -> None:
        self.extractor, self.published = Extractor(), published

    def __call__(self, doc: Doc) -> Doc:
        document = self.extractor.extract(doc.text, published=self.published)
        doc._.vnfacts = document
        if document.article.text == doc.text:
            spans = [doc.char_span(e.start, e.end, label=e.label, alignment_mode="expand") for e in document.entities]
            doc.ents = tuple(filter_spans([s for s in spans if isinstance(s, Span)]))
        return doc
