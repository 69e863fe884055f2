"""vnfacts query: SQL over a store, read only."""

from __future__ import annotations

import csv
import io
import json
import sys
from collections.abc import Iterator, Sequence
from itertools import chain, islice
from typing import Annotated, Any

import typer

from extractor.cli.info import StorePath
from extractor.errors import UsageError

SHOWN = 200  # rows of a table on a terminal


def query(
    store: StorePath,
    sql: Annotated[str, typer.Argument(metavar="SQL", help="One SELECT; docs/store.md has tables and views.")],
    format: Annotated[str | None, typer.Option(help="table, csv or jsonl; a terminal gets a table.")] = None,
) -> None:
    """Print the rows of one SQL query; nothing is written, whatever the query says.

    fold_d(text) makes what the full-text index knows: documents_fts MATCH fold_d('Đà Nẵng').

    Example: vnfacts query archive.db "SELECT place, value, unit FROM facts_flat WHERE indicator_id = 'gdp'"
    """
    from extractor.store import Store
    from extractor.store.errors import asked

    name = format or ("table" if sys.stdout.isatty() else "jsonl")
    if name not in PRINTERS:
        raise UsageError("--format", f"unknown format {name!r}", f"choose from {', '.join(PRINTERS)}")
    with Store(store) as opened, asked(store, sql):
        cursor = opened.query(sql)
        names = _distinct([column for column, *_ in cursor.description or ()])
        PRINTERS[name](names, ([_plain(cell) for cell in row] for row in cursor))


def _plain(cell: Any) -> Any:
    return cell.hex() if isinstance(cell, bytes) else cell


def _distinct(names: list[str]) -> list[str]:
    """id, id → id, id_2."""
    return [f"{name}_{names[:i].count(name) + 1}" if name in names[:i] else name for i, name in enumerate(names)]


Rows = Iterator[Sequence[Any]]


def _print_jsonl(names: list[str], rows: Rows) -> None:
    for row in rows:
        typer.echo(json.dumps(dict(zip(names, row, strict=True)), ensure_ascii=False))


def _print_csv(names: list[str], rows: Rows) -> None:
    """UTF-8 with BOM, no cell that a spreadsheet would run."""
    from extractor.sinks.csv_rows import defuse

    sys.stdout.buffer.write(b"\xef\xbb\xbf")
    for row in chain([names], rows):
        line = io.StringIO(newline="")
        csv.writer(line).writerow([defuse(cell) for cell in row])
        sys.stdout.buffer.write(line.getvalue().encode("utf-8", "backslashreplace"))
    sys.stdout.buffer.flush()


def _print_table(names: list[str], rows: Rows) -> None:
    from rich.console import Console
    from rich.table import Column, Table
    from rich.text import Text

    table = Table(*(Column(Text(name)) for name in names))
    for row in islice(rows, SHOWN):
        table.add_row(*(Text("" if cell is None else str(cell)) for cell in row))
    Console(width=None if sys.stdout.isatty() else 140).print(table)
    if next(rows, None) is not None:
        print(f"vnfacts: the first {SHOWN} rows; --format csv or jsonl has all", file=sys.stderr)


PRINTERS = {"table": _print_table, "csv": _print_csv, "jsonl": _print_jsonl}
