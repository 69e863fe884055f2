"""CSV for spreadsheets: one row a fact, or one row a role; UTF-8 with BOM, no cell that a spreadsheet would run."""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Iterable
from typing import Any, BinaryIO

from extractor.model import Comparison, Document, Fact
from extractor.schema import to_number

DOCUMENT = ("document", "source", "record_id", "published")
ROLE = (*DOCUMENT, "person", "position", "organization", "status", "start", "end", "text", "rule")
FACT = (
    *DOCUMENT,
    *("fact", "indicator", "indicator_id", "value", "value_high", "total", "unit", "bound", "status", "comparisons"),
    *("period", "period_start", "period_end", "place", "speaker", "speaker_position", "speaker_organization"),
    *("zone", "start", "end", "text", "rule", "confidence"),
)
SIGNS = {"increase": "+", "decrease": "-", "ratio": "=", "multiple": "x"}


def write_csv(documents: Iterable[Document], out: BinaryIO, only: frozenset[str] | None) -> None:
    """Write the header and one row a fact (a role with ``only`` = roles)."""
    roles = only == frozenset({"roles"})
    out.write(b"\xef\xbb\xbf")
    _write_row(ROLE if roles else FACT, out)
    for document in documents:
        article = document.article
        head = (article.id, article.source, article.record_id, article.published)
        if roles:
            for r in document.roles:
                cells = (r.person, r.position, r.organization, r.status, r.start, r.end, r.text, r.rule)
                _write_row((*head, *cells), out)
        else:
            for fact in document.facts:
                _write_row((*head, *_cells(fact)), out)


def _cells(fact: Fact) -> tuple[Any, ...]:
    a, p, s = fact.amount, fact.period, fact.speaker
    numbers = (to_number(a.value), to_number(a.value_high), to_number(a.total), a.unit) if a else (None,) * 4
    return (
        *(fact.id, fact.indicator, fact.indicator_id, *numbers, a.bound if a else "exact", fact.status),
        "; ".join(format_comparison(c) for c in fact.comparisons),
        *((p.text, p.start, p.end) if p else (None,) * 3),
        fact.place.name if fact.place else None,
        *((s.name, s.position, s.organization) if s else (None,) * 3),
        *(fact.zone, fact.start, fact.end, fact.text, fact.rule, fact.confidence),
    )


def format_comparison(comparison: Comparison) -> str:
    """One comparison in the gold notation: +3.2%@2019."""
    high = f"..{to_number(comparison.value_high)}" if comparison.value_high is not None else ""
    base = f"@{comparison.base}" if comparison.base else ""
    return f"{SIGNS[comparison.relation]}{to_number(comparison.value)}{high}{comparison.unit or ''}{base}"


def defuse(cell: Any) -> str:
    """The cell as text that no spreadsheet takes for a formula."""
    text = "" if cell is None else str(cell)
    if text[:1] in ("=", "+", "-", "@", "\t", "\r") and not re.fullmatch(r"-?\d+(\.\d+)?", text):
        return "'" + text
    return text


def _write_row(cells: Iterable[Any], out: BinaryIO) -> None:
    row = io.StringIO()
    csv.writer(row).writerow([defuse(cell) for cell in cells])
    out.write(row.getvalue().encode("utf-8", "backslashreplace"))
