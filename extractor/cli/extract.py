"""vnfacts extract: texts in, facts and roles out."""

from __future__ import annotations

import os
import sys
from contextlib import suppress
from pathlib import Path
from typing import Annotated

import typer

from extractor.cli.reading import (
    Date,
    Gazetteer,
    Lexicon,
    MinConfidence,
    Model,
    Paths,
    Refusals,
    Rules,
    parse_date,
    read_documents,
)
from extractor.errors import UsageError


def extract(
    paths: Paths,
    format: Annotated[
        str | None, typer.Option(help="table (default on a terminal), jsonl (default in a pipe) or csv.")
    ] = None,
    output: Annotated[str | None, typer.Option("-o", "--output", help="Write to this file.")] = None,
    date: Date = None,
    only: Annotated[str | None, typer.Option(help="Lists to keep: facts,roles,entities,…")] = None,
    min_confidence: MinConfidence = 0.0,
    rules: Rules = None,
    lexicon: Lexicon = None,
    gazetteer: Gazetteer = None,
    model: Model = None,
) -> None:
    """Extract facts, roles and entities.

    Example: vnfacts extract samples/huong-tra.txt --format csv -o facts.csv
    """
    from extractor.facts.grammar import load_grammar
    from extractor.schema import LISTS
    from extractor.sinks import WRITERS

    published = parse_date(date)
    kinds = frozenset(name.strip() for name in only.split(",")) if only is not None else None
    if kinds and (unknown := kinds - set(LISTS)):
        raise UsageError("--only", f"unknown list {min(unknown)!r}", f"choose from {', '.join(LISTS)}")
    name = format or ("table" if output is None and sys.stdout.isatty() else "jsonl")
    if name not in WRITERS:
        raise UsageError("--format", f"unknown format {name!r}", f"choose from {', '.join(WRITERS)}")
    refusals = Refusals()
    grammar = load_grammar(rules, lexicon)
    documents = read_documents(
        paths,
        refusals,
        published=published,
        grammar=grammar,
        gazetteer=gazetteer,
        model=model,
        min_confidence=min_confidence,
    )
    if output is None:
        WRITERS[name](documents, sys.stdout.buffer, kinds)
    else:
        part = Path(output + ".part")
        try:
            with part.open("wb") as out:
                WRITERS[name](documents, out, kinds)
            os.replace(part, output)
        except OSError as error:
            raise UsageError(output, f"cannot be written ({error.strerror})", "choose another -o") from None
        finally:
            with suppress(OSError):
                part.unlink()
    raise typer.Exit(1 if refusals.count else 0)
