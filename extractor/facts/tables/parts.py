"""Which figures of a column are parts of its total, or of the row that "trong đó" stands below."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace

from extractor.facts.tables.cells import CellDraft
from extractor.model import Amount, Fact


def link_totals(facts: Sequence[Fact], drafts: Sequence[CellDraft]) -> Iterator[Fact]:
    """The facts, each part with the fact that it is a part of."""
    flat = all(d.row.parent is None and not d.row.part for d in drafts)
    totals: dict[int, Fact] = {}
    several: set[int] = set()
    for fact, draft in zip(facts, drafts, strict=True):
        if draft.row.kind == "total":
            several |= {draft.column.number} & totals.keys()
            totals[draft.column.number] = fact
    whole: dict[int, tuple[object, Fact]] = {}  # column → the last row that is no part, and its fact
    for fact, draft in zip(facts, drafts, strict=True):
        at = draft.column.number
        total = totals.get(at) if flat and at not in several and draft.row.kind != "total" else None
        if draft.row.part and at in whole:
            total = whole[at][1]
        elif not draft.row.part:
            whole[at] = (draft.row, fact)
        yield replace(fact, part_of=total.id) if total and _adds_up(fact.amount, total.amount) else fact


def _adds_up(part: Amount | None, total: Amount | None) -> bool:
    """Amounts of one unit that can be added: no rates, no shares."""
    if part is None or total is None or part.unit != total.unit or "/" in part.unit or part.unit in ("%", "điểm"):
        return False
    return part.value <= total.value and part.total is None
