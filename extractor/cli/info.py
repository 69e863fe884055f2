"""vnfacts info: what a store holds, in numbers."""

from __future__ import annotations

import json
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from extractor.errors import UsageError

if TYPE_CHECKING:
    from rich.table import Table

StorePath = Annotated[Path, typer.Argument(metavar="STORE", help="A file that vnfacts annotate --store wrote.")]


def info(
    store: StorePath,
    format: Annotated[str | None, typer.Option(help="table or jsonl; a terminal gets a table.")] = None,
    migrate: Annotated[bool, typer.Option("--migrate", help="Bring a store of an older version up to date.")] = False,
) -> None:
    """Print what a store holds: documents, tables, runs, publishers and years, what failed, copies of one article.

    Example: vnfacts info archive.db
    """
    from extractor.store import Store
    from extractor.store.coverage import describe

    if format not in (None, "table", "jsonl"):
        raise UsageError("--format", f"{format!r} is no format", "use table or jsonl")
    if migrate:
        with Store(store, mode="write") as opened:
            opened.finish()
    with Store(store) as opened:
        sections = describe(opened)
    if format == "table" or (format is None and sys.stdout.isatty()):
        _print_tables(sections)
    else:
        for section, rows in sections.items():
            for row in rows:
                typer.echo(json.dumps({"section": section, **row}, ensure_ascii=False))


def _print_tables(sections: dict[str, list[dict[str, Any]]]) -> None:
    from rich.console import Console
    from rich.text import Text

    console = Console(width=None if sys.stdout.isatty() else 140)
    (about,) = sections.pop("store")
    size = f"{about['bytes'] / 1e6:,.1f} MB, schema {about['version']}"
    console.print(Text(f"{about['path']} ({size})", style="bold"))
    told = f"{about['documents']:,} documents ({about['duplicates']:,} of them copies), {about['facts']:,} facts"
    console.print(Text(f"{told}, published {about['first'] or '?'} to {about['last'] or '?'}"))
    if about["pending"]:
        console.print(Text(f"{about['pending']:,} documents wait for full text and copies: the run was not finished"))
    for section, rows in sections.items():
        if rows:
            console.print(_table(section, rows))


def _table(section: str, rows: list[dict[str, Any]]) -> Table:
    from rich.table import Table
    from rich.text import Text

    names = [name for name in rows[0] if name != "hashes"]
    table = Table(*names, title=section.capitalize(), title_justify="left")
    for row in rows:
        table.add_row(*(Text(_show(row[name])) for name in names))
    return table


def _show(cell: Any) -> str:
    if isinstance(cell, dict):
        return ", ".join(f"{name} {value}" for name, value in cell.items() if value)
    return f"{cell:,}" if isinstance(cell, int) else "" if cell is None else str(cell)
