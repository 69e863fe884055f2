"""The spaCy components: ``nlp.add_pipe("vnfacts")`` sets ``doc.ents`` and the extension ``doc._.vnfacts``;
``nlp.add_pipe("vnfacts_names")`` sets ``doc.ents`` by the model of names alone, and is what ``spacy.load`` finds in a
folder of ``models/``."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path
from shutil import copytree

from spacy.language import Language
from spacy.tokens import Doc, Span
from spacy.util import filter_spans

from extractor import Extractor
from extractor.entities.gazetteer import read_gazetteer
from extractor.entities.inner import IN_OFFICE
from extractor.entities.tagger import Tagger, find_weights, open_tagger
from extractor.text import make_article, segment

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
            _set_entities(doc, ((e.start, e.end, e.label) for e in document.entities if e.rule != IN_OFFICE))
        return doc


@Language.factory("vnfacts_names", default_config={"model": None}, assigns=["doc.ents"])
def make_names(nlp: Language, name: str, model: str | None) -> Names:
    """``model``: a folder that ``vnfacts train`` wrote, else the shipped one."""
    return Names(Path(model) if model else None)


class Names:
    """Sets ``doc.ents`` by the model of names alone. The text must be NFC."""

    def __init__(self, folder: Path | None) -> None:
        self.folder = folder
        self._tagger: Tagger | None = None

    def __call__(self, doc: Doc) -> Doc:
        self._tagger = self._tagger or open_tagger(self.folder)
        read = segment(make_article(doc.text, source="doc", page=False))
        if read.text == doc.text:
            tagged = self._tagger.tag(read.sentences, read_gazetteer())
            _set_entities(doc, ((start, end, label) for names in tagged for start, end, label, _ in names))
        return doc

    def to_disk(self, path: Path, exclude: Iterable[str] = ()) -> None:
        """Weights lie in the component's own folder, the shipped ones too: what is saved can be loaded anywhere."""
        source = find_weights(self.folder)
        if source.resolve() != Path(path).resolve():
            copytree(source, path, dirs_exist_ok=True)

    def from_disk(self, path: Path, exclude: Iterable[str] = ()) -> Names:
        self.folder, self._tagger = Path(path), None
        return self


def _set_entities(doc: Doc, names: Iterable[tuple[int, int, str]]) -> None:
    """The names as spans of spaCy's own tokens; of two that overlap the longer one."""
    spans = [doc.char_span(start, end, label=label, alignment_mode="expand") for start, end, label in names]
    doc.ents = tuple(filter_spans([span for span in spans if isinstance(span, Span)]))
