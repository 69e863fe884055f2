"""A person's view: who holds which office, and every figure."""

from __future__ import annotations

import io
from collections.abc import Iterable
from typing import Any, BinaryIO

from rich.console import Console
from rich.table import Table
from rich.text import Text

from extractor.sinks.writer import Record, Request, Writer

BOUNDS = {"exact": "", "about": "≈ ", "at_least": "> ", "at_most": "< "}
ARROWS = {"increase": "▲ ", "decrease": "▼ ", "ratio": "= ", "multiple": "× "}


def write_table(records: Iterable[Record], out: BinaryIO, request: Request) -> None:
    """Write a heading and the tables of roles and facts for each record."""
    stream = io.TextIOWrapper(out, encoding="utf-8", errors="backslashreplace", write_through=True)
    console = Console(file=stream, width=None if stream.isatty() else 140)
    for record in records:
        source = record["source"]
        console.print(Text(record["title"] or source, style="bold"))
        heads = (record["published"], *record["authors"], source)
        console.print(Text(" · ".join(x for x in heads if x), style="dim"))
        if record["roles"]:
            console.print(_roles(record["roles"]))
        if record["facts"]:
            console.print(_facts(record["facts"]))
        console.print(Text(f"Why? vnfacts explain {source}", style="dim"))
    stream.detach()


def _roles(roles: list[Record]) -> Table:
    heads = ("person", "position", "organization", "status")
    table = Table(*heads, title="Roles", title_justify="left")
    for role in roles:
        table.add_row(*(Text(role[head] or "") for head in heads))
    return table


def _facts(facts: list[Record]) -> Table:
    heads = ("id", "indicator", "value", "change", "status", "period", "place", "speaker")
    table = Table(*heads, title="Facts", title_justify="left")
    for fact in facts:
        speaker = fact["speaker"] or {"name": None, "organization": None}
        cells = (
            fact["id"] + (" (teaser)" if fact["zone"] == "teaser" else ""),
            fact["indicator"],
            show_amount(fact),
            "\n".join(show_comparison(c) for c in fact["comparisons"]),
            fact["status"],
            show_period(fact["period"]),
            fact["place"]["name"] if fact["place"] else "",
            speaker["name"] or speaker["organization"] or "",
        )
        table.add_row(*(Text(cell) for cell in cells))
    return table


def show_period(period: dict[str, Any] | None) -> str:
    """2020, or its first and last day."""
    if not period or not period["end"]:
        return ""
    start, end = period["start"], period["end"]
    if start and start[:4] == end[:4] and start.endswith("-01-01") and end.endswith("-12-31"):
        return str(start[:4])
    return f"{start or '…'} – {end}"


def show_amount(fact: Record) -> str:
    """Value and unit as a person reads them: ≈ 8,020,000,000,000 VND."""
    if fact["value"] is None:
        return ""
    high = f"–{fact['value_high']:,}" if fact["value_high"] is not None else ""
    total = f"/{fact['total']:,}" if fact["total"] is not None else ""
    return f"{BOUNDS[fact['bound']]}{fact['value']:,}{high}{total} {fact['unit']}"


def show_comparison(comparison: Record) -> str:
    """▲ 3.2% so với 2019."""
    base = f" so với {comparison['base']}" if comparison["base"] else ""
    return f"{ARROWS[comparison['relation']]}{comparison['value']:,}{comparison['unit'] or ''}{base}"


WRITER = Writer(
    *("table", "documents", "text", write_table),
    says="tables of roles and facts for people, on a terminal",
    drops="all but roles and facts and most of their slots",
)
