"""vnfacts check: do the figures of an article fit each other?"""

from __future__ import annotations

from typing import Annotated

import typer

from extractor.cli.reading import (
    Date,
    Encoding,
    Errors,
    Gazetteer,
    Lexicon,
    Map,
    MaxBytes,
    Model,
    Paths,
    Refusals,
    Rules,
    parse_date,
    parse_reading,
    read_documents,
)


def check(
    paths: Paths,
    all_checks: Annotated[bool, typer.Option("--all", help="Print also the checks that agree.")] = False,
    date: Date = None,
    rules: Rules = None,
    lexicon: Lexicon = None,
    gazetteer: Gazetteer = None,
    model: Model = None,
    encoding: Encoding = None,
    max_bytes: MaxBytes = None,
    fields: Map = None,
    errors: Errors = None,
) -> None:
    """Print where figures of one article disagree: told twice, parts and total, shares, growth and levels.

    One line a check, tab-separated: source, kind, agrees or disagrees, the numbers, "start:end words" of every figure.
    Exit 0: nothing disagrees; 1: something does, or some input was refused.

    Example: vnfacts check samples/ --all
    """
    from extractor.facts.grammar import load_grammar

    reading, refusals, disagree = parse_reading(encoding, max_bytes, fields), Refusals(errors), False
    grammar = load_grammar(rules, lexicon)
    documents = read_documents(
        paths,
        refusals,
        reading=reading,
        published=parse_date(date),
        grammar=grammar,
        gazetteer=gazetteer,
        model=model,
    )
    for document in documents:
        by_id = {fact.id: fact for fact in document.facts}
        for found in document.checks:
            disagree |= not found.agrees
            if all_checks or not found.agrees:
                words = [f"{by_id[name].start}:{by_id[name].end} {by_id[name].text}" for name in found.facts]
                verdict = "agrees" if found.agrees else "disagrees"
                cells = (document.article.source, found.kind, verdict, found.detail, *words)
                typer.echo("\t".join(" ".join(cell.split()) for cell in cells))
    raise typer.Exit(refusals.close(reading) or int(disagree))
