"""What happens to one article: the path with the run's options, as a record."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

from extractor.batch.options import Options
from extractor.model import Article, Document
from extractor.store import Record

Analyse = Callable[[Article], Record]


def open_analysis(options: Options) -> Analyse:
    """Load grammar, gazetteer and models once; the function annotates one article. Raises DataError where one of
    them is broken."""
    from extractor.entities.tagger import open_tagger
    from extractor.facts.grammar import load_grammar
    from extractor.pipeline import annotate
    from extractor.places import load_units
    from extractor.schema import to_record

    grammar = load_grammar(options.rules, options.lexicon)
    units, tagger = load_units(options.gazetteer), open_tagger(options.model)

    def analyse(article: Article) -> Record:
        document = annotate(article, published=options.date, grammar=grammar, units=units, tagger=tagger)
        return to_record(keep_sure(document, options.min_confidence))

    return analyse


def keep_sure(document: Document, least: float) -> Document:
    """The document with the facts that are sure enough, and the checks between them."""
    if not least:
        return document
    facts = tuple(fact for fact in document.facts if fact.confidence >= least)
    kept = {fact.id for fact in facts}
    facts = tuple(f if f.part_of in kept else replace(f, part_of=None) for f in facts)
    return replace(document, facts=facts, checks=tuple(c for c in document.checks if kept.issuperset(c.facts)))
