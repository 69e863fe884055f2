"""What names a row: an indicator, a kind of thing, a place, a period, a body, all of them together."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Literal

from extractor.facts.grammar import Grammar
from extractor.facts.periods import Moment
from extractor.facts.tables.grid import Grid
from extractor.facts.tables.heads import Span, read_head
from extractor.facts.tables.labels import Labels
from extractor.facts.tables.names import Names
from extractor.facts.tables.units import Unit
from extractor.facts.tables.words import find_whole, starts_with
from extractor.model import Entity, Status
from extractor.text.tables import DASHES

SERIAL = re.compile(r"(?:\d{1,2}(?:\.\d{1,2})*[.)]|[IVX]{1,4}[.)]|[A-ZĐa-zđ][.)])\s*")
DASH = re.compile(r"[-–+*•]\s*")
PART = re.compile(r"(?:trong đó(?: có)?|(?:bao )?gồm)\s*:?\s*", re.IGNORECASE)
TAIL = re.compile(r"\s*[:;,(]+$")
SHARE = re.compile(r"[(,]\s*%")  # a unit, where "Nữ trang 99%" tells none
Kind = Literal["plain", "place", "period", "total", "body", "person", "status", "compares", "bare", "code"]


@dataclass(slots=True)
class Row:
    """A row below the heads."""

    number: int
    label: Span
    kind: Kind
    total: str = ""  # of a total: the type of place that it is of
    unit: Unit | None = None
    moment: tuple[Moment, str] | None = None
    status: tuple[Status, str] | None = None
    place: Entity | str | None = None
    name: Entity | None = None  # the body that it is of
    part: bool = False
    parent: Row | None = None


def read_rows(grid: Grid, labels: Labels, values: Sequence[int], grammar: Grammar, names: Names) -> Iterator[Row]:
    """The rows with figures; those with a label alone speak for the rows below them."""
    section: Row | None = None
    above: Row | None = None
    if labels.main is None:
        yield from (Row(number, (0, 0), "bare") for number in grid.body)
        return
    for number in grid.body:
        cell = grid.cells.get((number, labels.main))
        if cell is None or not grid.words(number, labels.main):
            continue
        row = _read_row(grid, number, (cell.start, cell.end), labels, grammar, names)
        if not any(words and words not in DASHES for c in values if (words := grid.words(number, c))):
            section = above = row
            continue
        dashed = DASH.match(grid.words(number, labels.main)) is not None
        row.parent = above if dashed or row.part or row.kind == "status" else section
        _inherit(row, section)
        if not (dashed or row.part or row.kind in ("status", "compares")):
            above = row
        yield row


def _inherit(row: Row, section: Row | None) -> None:
    if section is None or row.kind == "total":
        return
    row.unit, row.moment = row.unit or section.unit, row.moment or section.moment
    row.status, row.place = row.status or section.status, row.place or section.place


def _read_row(grid: Grid, number: int, span: Span, labels: Labels, grammar: Grammar, names: Names) -> Row:
    text, (start, end) = grid.text, span
    if m := SERIAL.match(text, start, end):
        start = m.end()
    if m := DASH.match(text, start, end):
        start = m.end()
    part = PART.match(text, start, end)
    if part and part.end() < end:
        start = part.end()
    if m := DASH.match(text, start, end):
        start = m.end()
    head = read_head(text, start, end, grammar)
    if head.unit and (opened := text.rfind("(", start, end)) > start:
        end = opened
    if head.moment and text[start:end].strip(" .:").endswith(head.moment[1]):
        cut = text.rfind(head.moment[1], start, end)
        end = cut if head.measure and cut > head.measure[0] else end
    if m := TAIL.search(text[start:end]):
        end = start + m.start()
    end = start + len(text[start:end].rstrip())
    share = head.unit is not None and head.unit.words == "%" and not SHARE.search(text, start, span[1])
    row = Row(number, (start, end), "plain", unit=None if share else head.unit, moment=head.moment, part=bool(part))
    words = text[start:end]
    if not any(c.isalnum() for c in words):
        row.kind = "code"
    elif (told := find_whole(words, "total")) is not None or (_sums(words) and not head.measure and head.moment):
        row.kind, row.total = "total", told or ""
    elif find_whole(words, "status") is not None and head.status:
        row.kind, row.status = "status", head.status
    elif head.compares and head.measure is None:
        row.kind = "compares"
    elif find_whole(words, "ordinal") is not None or find_whole(words, "skip") is not None:
        row.kind = "code"
    elif head.measure is None and head.moment:
        row.kind = "period"
    else:
        _read_name(row, grid, labels, names)
    if labels.place not in (None, labels.main) and (cell := grid.cells.get((number, labels.place or 0))):
        row.place = names.covering(cell.start, cell.end, "LOC") or text[cell.start : cell.end].strip() or None
    return row


def _sums(words: str) -> bool:
    return starts_with(words, "total") is not None


def _read_name(row: Row, grid: Grid, labels: Labels, names: Names) -> None:
    """Whether the label is the name of a place, a body or a person."""
    start, end = row.label
    head = find_whole(grid.head_words(labels.main or 0), "label")
    if head == "person" or names.covering(start, end, "PERSON") and head not in ("place", "body", ""):
        row.kind = "person"
    elif (place := names.covering(start, end, "LOC")) and (head != "" or place.link):
        row.kind, row.place = "place", place
    elif head == "place" or (head is None and labels.places):
        row.kind, row.place = "place", grid.text[start:end]
    elif head != "" and (body := names.covering(start, end, "ORG")):  # "Dự án" heads things
        row.kind, row.name = "body", body
