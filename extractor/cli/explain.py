"""vnfacts explain: why each fact is what it is."""

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
from extractor.errors import UsageError


def explain(
    paths: Paths,
    fact: Annotated[str | None, typer.Option(help="Only this fact, by its id.")] = None,
    why_not: Annotated[str | None, typer.Option(help="Tell how far this rule got, sentence by sentence.")] = None,
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
    """Print how each fact came about: its rules down to the words, and the reason of every slot.

    Example: vnfacts explain samples/huong-tra.txt --fact f2
    """
    from extractor.facts.grammar import load_grammar
    from extractor.facts.trace import derive, trace_rule
    from extractor.text import segment

    reading, refusals, shown = parse_reading(encoding, max_bytes, fields), Refusals(errors), False
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
        typer.echo(document.article.source)
        doc = segment(document.article)
        if why_not:
            typer.echo("\n".join(trace_rule(doc, why_not, grammar=grammar)) or "  its first part matches nowhere")
            continue
        for found in document.facts:
            if fact in (None, found.id):
                shown = True
                typer.echo(f"  {found.id}  [{found.start}:{found.end}] {found.text}")
                typer.echo(f"      rule       {found.rule}")
                for line in derive(doc, found, grammar=grammar):
                    typer.echo(f"                 {line}")
                typer.echo(f"      confidence {found.confidence:.2f}")
                for reason in found.reasons:
                    typer.echo(f"      {reason.slot:10} {reason.chosen}: {reason.why}")
    if fact and not why_not and not shown:
        raise UsageError("--fact", f"no fact {fact!r} in what was read", "see the ids in vnfacts extract")
    raise typer.Exit(refusals.close(reading))
