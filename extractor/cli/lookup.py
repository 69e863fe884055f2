"""vnfacts lookup: which unit does a name mean?"""

from __future__ import annotations

import json
import sys
from typing import Annotated

import typer

from extractor.cli.reading import Gazetteer, parse_date
from extractor.errors import UsageError


def lookup(
    name: Annotated[str, typer.Argument(help="A place, with or without type word, marks and parents.")],
    on: Annotated[str | None, typer.Option(metavar="DATE", help="Only units in force on this day.")] = None,
    kind: Annotated[str | None, typer.Option("--type", metavar="T", help="Only units of this type: xã …")] = None,
    within: Annotated[str | None, typer.Option("--in", metavar="PLACE", help="Only units inside this place.")] = None,
    limit: Annotated[int, typer.Option(metavar="N", min=1, help="At most this many.")] = 10,
    format: Annotated[str | None, typer.Option(help="table or jsonl; a terminal gets a table.")] = None,
    gazetteer: Gazetteer = None,
) -> None:
    """Print the administrative units that a name can mean, best first, and what became of them.

    One JSON object a line: name, type, code, parents, valid_from, valid_to, successors, today.
    Exit 0: found; 1: nothing fits.

    Example: vnfacts lookup "huong tra" --on 2021-01-29
    """
    from extractor.places import load_units
    from extractor.places.lookup import TYPES, find_units, split_type
    from extractor.places.report import describe

    if format not in (None, "table", "jsonl"):
        raise UsageError("--format", f"{format!r} is no format", "use table or jsonl")
    wanted = (split_type(f"{kind} X")[0] or kind) if kind else None
    if wanted and wanted not in TYPES:
        raise UsageError("--type", f"{kind!r} is no type of unit", f"use one of {', '.join(sorted(TYPES))}")
    units, day = load_units(gazetteer), parse_date(on)
    found = find_units(units, name, on=day, kind=wanted, within=within, limit=limit)
    records = [{**describe(f.unit, units, on=day), "score": round(f.score, 3), "why": f.why} for f in found]
    if format == "table" or (format is None and sys.stdout.isatty()):
        _print_table(records)
    else:
        for record in records:
            typer.echo(json.dumps(record, ensure_ascii=False))
    if not records:
        hint = "; try without --on, --type and --in" if on or kind or within else ""
        print(f"vnfacts: no unit is called {name!r}{hint}", file=sys.stderr)
        raise typer.Exit(1)


def _print_table(records: list[dict]) -> None:  # type: ignore[type-arg]
    from rich.console import Console
    from rich.table import Table
    from rich.text import Text

    from extractor.places.report import show_heirs

    table = Table("name", "parents", "code", "from", "to", "today")
    for record in records:
        now = "" if record["valid_to"] is None else show_heirs(record["today"]) or "?"
        cells = (record["name"], ", ".join(record["parents"]), record["code"], record["valid_from"])
        table.add_row(*(Text(cell) for cell in (*cells, record["valid_to"] or "", now)))
    if records:
        console = Console(width=None if sys.stdout.isatty() else 140)
        console.print(table)
        console.print(Text(f"Its life: vnfacts gazetteer history {records[0]['name']!r}", style="dim"))
