"""vnfacts explain: why each fact is what it is."""

from __future__ import annotations

from typing import Annotated

import typer

from extractor.cli.reading import Refusals, parse_date, read_documents
from extractor.errors import UsageError


def explain(
    paths: Annotated[list[str], typer.Argument(metavar="PATH…", help="Files, folders, or - for standard input.")],
    fact: Annotated[str | None, typer.Option(help="Only this fact, by its id.")] = None,
    why_not: Annotated[str | None, typer.Option(help="Tell how far this rule got, sentence by sentence.")] = None,
    date: Annotated[str | None, typer.Option(help="Publishing date where the text gives none.")] = None,
) -> None:
    """Print how each fact came about: its rules down to the words, and the reason of every slot.

    Example: vnfacts explain samples/huong-tra.txt --fact f2
    """
    from extractor.facts.trace import derive, trace_rule
    from extractor.text import segment

    refusals, shown = Refusals(), False
    for document in read_documents(paths, refusals, published=parse_date(date)):
        typer.echo(document.article.source)
        doc = segment(document.article)
        if why_not:
            typer.echo("\n".join(trace_rule(doc, why_not)) or "  its first part matches nowhere")
            continue
        for found in document.facts:
            if fact in (None, found.id):
                shown = True
                typer.echo(f"  {found.id}  [{found.start}:{found.end}] {found.text}")
                typer.echo(f"      rule       {found.rule}")
                for line in derive(doc, found):
                    typer.echo(f"                 {line}")
                typer.echo(f"      confidence {found.confidence:.2f}")
                for reason in found.reasons:
                    typer.echo(f"      {reason.slot:10} {reason.chosen}: {reason.why}")
    if fact and not why_not and not shown:
        raise UsageError("--fact", f"no fact {fact!r} in what was read", "see the ids in vnfacts extract")
    raise typer.Exit(1 if refusals.count else 0)
