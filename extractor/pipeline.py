"""The path, nothing else: Article → Doc → entities → links → facts → Document."""

from __future__ import annotations

from dataclasses import replace

from extractor.entities import find_entities
from extractor.entities.citations import find_citations
from extractor.entities.references import add_offices, find_references, office_holders, stand_ins
from extractor.entities.roles import find_roles
from extractor.entities.statements import find_statements
from extractor.entities.tagger import Tagger
from extractor.facts import find_facts
from extractor.facts.checks import confirm, find_checks
from extractor.facts.grammar import Grammar, load_grammar, parse_doc
from extractor.facts.owners import name_owners
from extractor.facts.places import make_place_finder
from extractor.facts.tables import find_table_facts, merge_facts
from extractor.model import Article, Document
from extractor.places import Units, load_units
from extractor.text import segment


def annotate(
    article: Article,
    *,
    published: str | None = None,
    grammar: Grammar | None = None,
    units: Units | None = None,
    tagger: Tagger | None = None,
) -> Document:
    """Analyse one article; ``published`` (ISO 8601) stands in where the text gives no publishing date, ``grammar``,
    ``units`` and ``tagger`` for the shipped ones."""
    doc = segment(replace(article, published=article.published or published))
    article = doc.article
    grammar, units = grammar or load_grammar(), units or load_units()
    parsed = parse_doc(doc, grammar=grammar)
    found = find_entities(doc, parsed, units=units, tagger=tagger)
    mentions = found.mentions
    references = find_references(doc, found.all)
    roles = find_roles(doc, mentions, stand_ins(references, mentions))
    references = add_offices(references, doc, mentions, roles)
    statements = find_statements(doc, (*mentions, *office_holders(references, mentions)), roles)
    facts = find_facts(
        doc,
        parsed,
        mentions=mentions,
        around=found.around,
        statements=statements,
        place_of=make_place_finder(doc, mentions),
        published=article.published,
    )
    facts = name_owners(facts, doc, mentions)
    told = find_table_facts(doc, parsed, mentions=mentions, grammar=grammar, units=units)
    facts = merge_facts(facts, told)
    citations = find_citations(doc, mentions)
    checks = find_checks(facts, doc)
    facts = confirm(facts, checks)
    return Document(article, found.all, found.abbreviations, references, roles, facts, statements, citations, checks)
