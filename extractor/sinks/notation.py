"""Facts and roles in the gold notation, one line each: what a person reads in a cell or a note."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

Item = Mapping[str, Any]  # a fact, comparison or role of a record
SIGNS = {"increase": "+", "decrease": "-", "ratio": "=", "multiple": "x"}
BOUNDS = {"exact": "", "about": "~", "at_least": ">", "at_most": "<"}


def format_comparison(comparison: Item) -> str:
    """One comparison: +3.2%@2019."""
    high = f"..{comparison['value_high']}" if comparison["value_high"] is not None else ""
    base = f"@{comparison['base']}" if comparison["base"] else ""
    return f"{SIGNS[comparison['relation']]}{comparison['value']}{high}{comparison['unit'] or ''}{base}"


def format_comparisons(comparisons: Sequence[Item]) -> str:
    """All of them: +3.2%@2019; x2."""
    return "; ".join(format_comparison(comparison) for comparison in comparisons)


def format_value(fact: Item) -> str:
    """The level: ~1250, 5..7, 16/18, or - where only a change is told."""
    if fact["value"] is None:
        return "-"
    high = f"..{fact['value_high']}" if fact["value_high"] is not None else ""
    total = f"/{fact['total']}" if fact["total"] is not None else ""
    return f"{BOUNDS[fact['bound']]}{fact['value']}{high}{total}"


def format_fact(fact: Item) -> str:
    """Q|indicator|value|unit|status|comparisons|period|place|speaker."""
    period, speaker = fact["period"] or {}, fact["speaker"] or {}
    days = f"{period['start'] or '..'}/{period['end'] or '..'}" if period.get("end") or period.get("start") else ""
    cells = (
        *("Q", fact["indicator"], format_value(fact), fact["unit"], fact["status"]),
        *(format_comparisons(fact["comparisons"]), days or period.get("text")),
        *((fact["place"] or {}).get("name"), speaker.get("name") or speaker.get("organization")),
    )
    return _join(cells)


def format_role(role: Item) -> str:
    """R|person|position|organization|status."""
    return _join(("R", role["person"], role["position"], role["organization"], role["status"]))


def _join(cells: Sequence[str | None]) -> str:
    return "|".join((cell or "").replace("|", "¦") for cell in cells)
