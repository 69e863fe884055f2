"""vnfacts export: what a store holds, in the formats of other programs."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from extractor.cli.writing import CsvDialect, Format, Output, choose_writer, write
from extractor.errors import UsageError


def export(
    store: Annotated[Path, typer.Argument(metavar="STORE", help="The file that vnfacts annotate wrote.")],
    table: Annotated[
        str | None,
        typer.Argument(metavar="[TABLE]", help="facts, roles, entities, documents, statements, citations or checks."),
    ] = None,
    format: Format = None,
    output: Output = None,
    where: Annotated[
        str | None, typer.Option(metavar="SQL", help="Only these rows: a condition over the table's view.")
    ] = None,
    place: Annotated[str | None, typer.Option(help="Only of places with these words in their name.")] = None,
    period: Annotated[str | None, typer.Option(help="Only of this time: 2020, 2020-06, 2019/2021.")] = None,
    indicator: Annotated[str | None, typer.Option(help="Only of indicators with these words, or of this id.")] = None,
    status: Annotated[str | None, typer.Option(help="Only actual, estimate or target facts.")] = None,
    columns: Annotated[str | None, typer.Option(metavar="A,B,…", help="Only these columns: docs/facts.md.")] = None,
    dialect: CsvDialect = "excel",
) -> None:
    """Export a store: rows of a table, or whole documents for tools that read text and annotation.

    Example: vnfacts export archive.db facts --format xlsx --place "Bắc Ninh" --period 2020 -o bac-ninh.xlsx
    """
    from extractor.sinks.columns import TABLES
    from extractor.sinks.rows import choose_columns
    from extractor.sinks.selection import Filters, select_records
    from extractor.sinks.writer import Request
    from extractor.store import Store

    if table is not None and table not in TABLES:
        raise UsageError("export", f"no table {table!r}", f"choose from {', '.join(TABLES)}")
    name = table or "facts"
    writer = choose_writer(format, output, dialect)
    rows = writer.takes == "rows" or (writer.takes == "either" and (table is not None or columns is not None))
    if columns is not None and not rows:
        raise UsageError("--columns", f"{writer.name} has no columns", "choose csv, jsonl, parquet or xlsx")
    chosen = choose_columns(TABLES[name], columns)
    filters = Filters(where, place, period, indicator, status)
    with Store(store) as archive:
        records = select_records(archive, name, filters, marked=rows)
        write(writer, records, output, Request(TABLES[name] if rows else None, chosen, dialect=dialect))
