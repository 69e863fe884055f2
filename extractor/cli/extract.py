"""vnfacts extract: texts in, facts and roles out."""

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
    MinConfidence,
    Model,
    Paths,
    Refusals,
    Rules,
    parse_date,
    parse_reading,
    read_documents,
)
from extractor.cli.writing import CsvDialect, Format, Output, choose_writer, write
from extractor.errors import UsageError


def extract(
    paths: Paths,
    format: Format = None,
    output: Output = None,
    date: Date = None,
    only: Annotated[str | None, typer.Option(help="Lists to keep: facts,roles,entities,…")] = None,
    min_confidence: MinConfidence = 0.0,
    dialect: CsvDialect = "excel",
    source_offsets: Annotated[
        bool, typer.Option("--source-offsets", help="Give each span its place in the decoded source too.")
    ] = False,
    rules: Rules = None,
    lexicon: Lexicon = None,
    gazetteer: Gazetteer = None,
    model: Model = None,
    encoding: Encoding = None,
    max_bytes: MaxBytes = None,
    fields: Map = None,
    errors: Errors = None,
) -> None:
    """Extract facts, roles and entities.

    Example: vnfacts extract samples/huong-tra.txt --format csv -o facts.csv
    """
    from extractor.facts.grammar import load_grammar
    from extractor.schema import LISTS, to_record
    from extractor.sinks.rows import choose_table
    from extractor.sinks.writer import Request

    published = parse_date(date)
    kinds = frozenset(name.strip() for name in only.split(",")) if only is not None else None
    if kinds and (unknown := kinds - set(LISTS)):
        raise UsageError("--only", f"unknown list {min(unknown)!r}", f"choose from {', '.join(LISTS)}")
    writer = choose_writer(format, output, dialect)
    table = choose_table(kinds) if writer.takes == "rows" else None
    reading, refusals = parse_reading(encoding, max_bytes, fields), Refusals(errors)
    grammar = load_grammar(rules, lexicon)
    documents = read_documents(
        paths,
        refusals,
        reading=reading,
        published=published,
        grammar=grammar,
        gazetteer=gazetteer,
        model=model,
        min_confidence=min_confidence,
    )
    records = (to_record(document, source_offsets=source_offsets) for document in documents)
    write(writer, records, output, Request(table, only=kinds, dialect=dialect))
    raise typer.Exit(refusals.close(reading))
