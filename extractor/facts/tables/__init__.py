"""Facts from tables: each figure with what the heads of its row and column, and the words above, say of it."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from extractor.facts.cascade import Item
from extractor.facts.grammar import Grammar
from extractor.facts.making import Calendar, make_fact
from extractor.facts.scope import NO_STATUS
from extractor.facts.tables.cells import CellDraft, draft_cells
from extractor.facts.tables.columns import read_columns
from extractor.facts.tables.comparing import read_figures, settle
from extractor.facts.tables.grid import Grid, make_grid
from extractor.facts.tables.heads import Span
from extractor.facts.tables.labels import Labels, find_labels, label_column, value_columns
from extractor.facts.tables.lead import find_spans, find_year, read_lead
from extractor.facts.tables.names import Names
from extractor.facts.tables.parts import link_totals
from extractor.facts.tables.places import TablePlaces
from extractor.facts.tables.reading import Reading
from extractor.facts.tables.rows import Row, read_rows
from extractor.facts.tables.units import find_style, read_unit
from extractor.model import Body, Doc, Entity, Fact, Place, Reason, Sentence, Table
from extractor.places import Units

SILENT = frozenset({"person", "compares", "code"})  # rows that no figure is read from
OTHERS = frozenset({"byline", "teaser"})
SPORT = 3  # heads of a league table


@dataclass(frozen=True, slots=True)
class _Page:
    """What all tables of a document share."""

    doc: Doc
    grammar: Grammar
    names: Names
    places: TablePlaces
    calendar: Calendar
    cells: dict[int, Sentence]
    headline: Span | None
    others: frozenset[int]  # where lines begin that are no part of the article


def find_table_facts(
    doc: Doc, parsed: Sequence[Sequence[Item]], *, mentions: Sequence[Entity], grammar: Grammar, units: Units
) -> tuple[Fact, ...]:
    """The facts of every table with data, in reading order; those of sentences come from ``find_facts``."""
    cells = {sentence.start: sentence for sentence in doc.sentences if sentence.cell} if doc.article.tables else {}
    if not cells:
        return ()
    zones = doc.article.zones
    headline = next(((zone.start, zone.end) for zone in zones if zone.kind == "headline"), None)
    others = frozenset(zone.start for zone in zones if zone.kind in OTHERS)
    places, calendar = TablePlaces(doc, mentions, units), Calendar(parsed, doc.article.published)
    page = _Page(doc, grammar, Names(mentions), places, calendar, cells, headline, others)
    found: dict[int, Fact] = {}  # a table inside of another shares its cells
    for table in doc.article.tables:
        for fact in _read_table(table, page):
            found.setdefault(fact.start, fact)
    return tuple(found.values())


def merge_facts(prose: Sequence[Fact], tables: Sequence[Fact]) -> tuple[Fact, ...]:
    """All facts in reading order, numbered anew."""
    if not tables:
        return tuple(prose)
    merged = sorted((*prose, *tables), key=lambda fact: fact.start)
    ids = {fact.id: f"f{n}" for n, fact in enumerate(merged, 1)}
    return tuple(replace(f, id=ids[f.id], part_of=ids[f.part_of] if f.part_of else None) for f in merged)


def _read_table(table: Table, page: _Page) -> Iterator[Fact]:
    reading, labels, values = _prepare(table, page) or (None, None, ())
    if reading is None or labels is None:
        return
    above = page.places.above(reading.lead.spans)
    facts: list[Fact] = []
    drafts: list[CellDraft] = []
    for row in read_rows(reading.grid, labels, values, page.grammar, page.names):
        if row.kind in SILENT:
            continue
        _add_unit(row, reading.grid, labels.unit, page.grammar)
        for found in draft_cells(reading, row):
            if sentence := page.cells.get(found.draft.start):
                drafts.append(found)
                facts.append(_make(found, sentence, page, page.places.of_row(row, above, page.doc.text)))
    yield from link_totals(facts, drafts)


def _prepare(table: Table, page: _Page) -> tuple[Reading, Labels, Sequence[int]] | None:
    """(the table as a grid with its heads read, the columns that name rows, the columns with figures)."""
    text, grammar = page.doc.text, page.grammar
    grid = make_grid(table, text)
    if grid is None:
        return None
    label = label_column(grid)
    values = [column for column in value_columns(grid) if column != label]
    if not values:
        return None
    labels = find_labels(grid, label, values)
    style = find_style(words for column in values for words in grid.body_words(column))
    lead = read_lead(find_spans(table, text, grid, page.others), text, grammar, page.names)
    tells = [n for n in values if n not in (labels.main, labels.place, labels.unit)]
    columns = read_columns(grid, tells, grammar, lead, units=labels.unit is not None)
    if sum("sport" in column.kinds for column in columns) >= SPORT:
        return None
    settle(columns, {c.number: read_figures(grid, c.number, grid.body, style) for c in columns}, text)
    year = None if lead.moment else find_year(text, table.start, page.headline, grammar)
    return Reading(grid, columns, lead, style, grammar, page.doc.article.published, year), labels, values


def _add_unit(row: Row, grid: Grid, column: int | None, grammar: Grammar) -> None:
    """The unit that a column of units gives to the row."""
    if column is not None and (words := grid.words(row.number, column)):
        row.unit = read_unit(words, grammar, told=True) or row.unit


def _make(found: CellDraft, sentence: Sentence, page: _Page, place: tuple[Place, str] | None) -> Fact:
    fact = make_fact(
        found.draft,
        sentence,
        page.doc,
        number=0,
        calendar=page.calendar,
        statements=(),
        place=place,
        cumulative="cumulative" in found.column.kinds,
    )
    reasons = (*fact.reasons, *found.reasons)
    day = (page.doc.article.published or "")[:10]
    status = fact.status
    if found.draft.status_why == NO_STATUS and day and fact.period and (fact.period.start or "") > day:
        status = "target"
        reasons = (*(r for r in reasons if r.slot != "status"), Reason("status", "target", "its period is yet to come"))
    name = found.row.name
    body = Body(name.text, name.name) if name else None
    return replace(fact, id=f"t{fact.start}", status=status, body=body, reasons=reasons)
