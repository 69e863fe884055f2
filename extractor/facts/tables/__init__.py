"""Facts from tables: each figure with what the heads of its row and column, and the words above, say of it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from extractor.facts.cascade import Item
from extractor.facts.grammar import Grammar
from extractor.facts.making import Calendar, make_fact
from extractor.facts.scope import NO_STATUS
from extractor.facts.tables.cells import CellDraft, draft_cells
from extractor.facts.tables.columns import read_columns
from extractor.facts.tables.comparing import read_figures, settle
from extractor.facts.tables.grid import Grid, make_grid
from extractor.facts.tables.labels import find_labels, label_column, value_columns
from extractor.facts.tables.lead import find_spans, find_year, read_lead
from extractor.facts.tables.parts import link_totals
from extractor.facts.tables.places import TablePlaces
from extractor.facts.tables.reading import Reading
from extractor.facts.tables.rows import Row, read_rows
from extractor.facts.tables.units import find_style, read_unit
from extractor.model import Body, Doc, Entity, Fact, Reason, Sentence, Table
from extractor.places import Units

SILENT = frozenset({"person", "compares", "code"})  # rows that no figure is read from
SPORT = 3  # heads of a league table


def find_table_facts(
    doc: Doc, parsed: Sequence[Sequence[Item]], *, mentions: Sequence[Entity], grammar: Grammar, units: Units
) -> tuple[Fact, ...]:
    """The facts of every table with data, in reading order; those of sentences come from ``find_facts``."""
    cells = {sentence.start: sentence for sentence in doc.sentences if sentence.cell}
    if not cells:
        return ()
    calendar = Calendar(parsed, doc.article.published)
    places = TablePlaces(doc, mentions, units)
    facts: list[Fact] = []
    for table in doc.article.tables:
        facts += _read_table(table, doc, cells, calendar, places, mentions, grammar)
    return tuple(facts)


def merge_facts(prose: Sequence[Fact], tables: Sequence[Fact]) -> tuple[Fact, ...]:
    """All facts in reading order, numbered anew."""
    if not tables:
        return tuple(prose)
    merged = sorted((*prose, *tables), key=lambda fact: fact.start)
    ids = {fact.id: f"f{n}" for n, fact in enumerate(merged, 1)}
    return tuple(replace(f, id=ids[f.id], part_of=ids[f.part_of] if f.part_of else None) for f in merged)


def _read_table(
    table: Table,
    doc: Doc,
    cells: dict[int, Sentence],
    calendar: Calendar,
    places: TablePlaces,
    mentions: Sequence[Entity],
    grammar: Grammar,
) -> list[Fact]:
    grid = make_grid(table, doc.text)
    label = label_column(grid) if grid else None
    if grid is None:
        return []
    numbers = [column for column in value_columns(grid) if column != label]
    if not numbers:
        return []
    inside = [m for m in mentions if table.start <= m.start < table.end]
    labels = find_labels(grid, label, numbers)
    style = find_style(words for column in numbers for words in grid.body_words(column))
    lead = read_lead(find_spans(table, doc.text, grid), doc.text, grammar, mentions)
    tells = [n for n in numbers if n not in (labels.main, labels.place, labels.unit)]
    columns = read_columns(grid, tells, grammar, lead, units=labels.unit is not None)
    if sum("sport" in column.kinds for column in columns) >= SPORT:
        return []
    settle(columns, {c.number: read_figures(grid, c.number, grid.body, style) for c in columns}, doc.text)
    year = None if lead.moment else find_year(doc, table.start, grammar)
    reading = Reading(grid, columns, lead, style, grammar, doc.article.published, year)
    above = places.above(lead.spans)
    facts: list[Fact] = []
    drafts: list[CellDraft] = []
    for row in read_rows(grid, labels, numbers, grammar, inside):
        if row.kind in SILENT:
            continue
        _add_unit(row, grid, labels.unit, grammar)
        for found in draft_cells(reading, row):
            if (sentence := cells.get(found.draft.start)) is None:
                continue
            drafts.append(found)
            facts.append(_make(found, sentence, doc, calendar, places.of_row(row, above, doc.text)))
    return list(link_totals(facts, drafts))


def _add_unit(row: Row, grid: Grid, column: int | None, grammar: Grammar) -> None:
    """The unit that a column of units gives to the row."""
    if column is not None and (words := grid.words(row.number, column)):
        row.unit = read_unit(words, grammar, told=True) or row.unit


def _make(found: CellDraft, sentence: Sentence, doc: Doc, calendar: Calendar, place: object) -> Fact:
    fact = make_fact(
        found.draft,
        sentence,
        doc,
        number=0,
        calendar=calendar,
        statements=(),
        place=place,  # type: ignore[arg-type]
        cumulative="cumulative" in found.column.kinds,
    )
    reasons = (*fact.reasons, *found.reasons)
    day = (doc.article.published or "")[:10]
    status = fact.status
    if found.draft.status_why == NO_STATUS and day and fact.period and (fact.period.start or "") > day:
        status = "target"
        reasons = (*(r for r in reasons if r.slot != "status"), Reason("status", "target", "its period is yet to come"))
    name = found.row.name
    body = Body(name.text, name.name) if name else None
    return replace(fact, id=f"t{fact.start}", status=status, body=body, reasons=reasons)
