"""The path, nothing else: Article → Doc → entities → links → facts → Document."""

from __future__ import annotations

from dataclasses import replace

from extractor.facts import find_facts, parse_doc
from extractor.model import Article, Document
from extractor.text import segment


def annotate(article: Article, *, published: str | None = None) -> Document:
    """Analyse one article; ``published`` (ISO 8601) stands in where the text gives no publishing date."""
    article = replace(article, published=article.published or published)
    doc = segment(article)
    parsed = parse_doc(doc)
    facts = find_facts(doc, parsed, mentions=(), statements=(), place_of=lambda *_: None, published=article.published)
    return Document(article, facts=facts)
