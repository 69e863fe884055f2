"""A person's view: who holds which office, and every figure."""

from __future__ import annotations

import io
from collections.abc import Iterable
from typing import BinaryIO

from rich.console import Console
from rich.table import Table
from rich.text import Text

from extractor.model import Amount, Comparison, Document, Fact
from extractor.schema import to_number

BOUNDS = {"exact": "", "about": "≈ ", "at_least": "> ", "at_most": "< "}
ARROWS = {"increase": "▲ ", "decrease": "▼ ", "ratio": "= ", "multiple": "× "}


def write_table(documents: Iterable[Document], out: BinaryIO, only: frozenset[str] | None) -> None:
    """Write a heading and the tables of roles and facts for each document."""
    stream = io.TextIOWrapper(out, encoding="utf-8", errors="backslashreplace", write_through=True)
    console = Console(file=stream, width=None if stream.isatty() else 140)
    for document in documents:
        article = document.article
        console.print(Text(article.title or article.source, style="bold"))
        console.print(
            Text(" · ".join(x for x in (article.published, *article.authors, article.source) if x), style="dim")
        )
        if document.roles and (only is None or "roles" in only):
            console.print(_roles(document))
        if document.facts and (only is None or "facts" in only):
            console.print(_facts(document))
        console.print(Text(f"Why? vnfacts explain {article.source}", style="dim"))
    stream.detach()


def _roles(document: Document) -> Table:
    table = Table("person", "position", "organization", "status", title="Roles", title_justify="left")
    for role in document.roles:
        table.add_row(*(Text(x or "") for x in (role.person, role.position, role.organization, role.status)))
    return table


def _facts(document: Document) -> Table:
    heads = ("id", "indicator", "value", "change", "status", "period", "place", "speaker")
    table = Table(*heads, title="Facts", title_justify="left")
    for fact in document.facts:
        speaker = fact.speaker and (fact.speaker.name or fact.speaker.organization)
        cells = (
            fact.id + (" (teaser)" if fact.zone == "teaser" else ""),
            fact.indicator,
            show_amount(fact.amount) if fact.amount else "",
            "\n".join(show_comparison(c) for c in fact.comparisons),
            fact.status,
            _period(fact),
            fact.place.name if fact.place else "",
            speaker or "",
        )
        table.add_row(*(Text(cell) for cell in cells))
    return table


def _period(fact: Fact) -> str:
    if not fact.period or not fact.period.end:
        return ""
    start, end = fact.period.start, fact.period.end
    if start and start[:4] == end[:4] and start.endswith("-01-01") and end.endswith("-12-31"):
        return start[:4]
    return f"{start or '…'} – {end}"


def show_amount(amount: Amount) -> str:
    """Value and unit as a person reads them: ≈ 8,020,000,000,000 VND."""
    high = f"–{to_number(amount.value_high):,}" if amount.value_high is not None else ""
    total = f"/{to_number(amount.total):,}" if amount.total is not None else ""
    return f"{BOUNDS[amount.bound]}{to_number(amount.value):,}{high}{total} {amount.unit}"


def show_comparison(comparison: Comparison) -> str:
    """▲ 3.2% so với 2019."""
    base = f" so với {comparison.base}" if comparison.base else ""
    return f"{ARROWS[comparison.relation]}{to_number(comparison.value):,}{comparison.unit or ''}{base}"
