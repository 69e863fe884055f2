"""Which columns of a grid number its rows, name them, give their units, and hold figures."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from extractor.facts.tables.grid import Grid, counts_rows, is_period_like
from extractor.facts.tables.stretches import YEAR
from extractor.facts.tables.units import PLAIN
from extractor.facts.tables.words import find_whole
from extractor.places import load_units
from extractor.places.lookup import split_type
from extractor.text.tables import is_value

SERIAL = re.compile(r"(?:\d{1,3}|[IVXLC]{1,5}|[A-ZĐa-z]|\d{1,2}(?:\.\d{1,2})+)[.)]?")


@dataclass(frozen=True, slots=True)
class Labels:
    """The columns that name rows: things, places, units."""

    main: int | None
    place: int | None
    unit: int | None
    group: int | None = None
    places: bool = False  # most names are names of units


def find_labels(grid: Grid, label: int | None, values: Sequence[int]) -> Labels:
    """Which columns name the rows, where several do."""
    edge = max(values)
    if label is None:
        return Labels(None, None, None)
    found = [label]
    place = unit = None
    for column in range(grid.columns):
        head, body = grid.head_words(column), grid.body_words(column)
        if column in found and column != label or not body:
            continue
        figures = sum(is_value(words) for words in body)
        if find_whole(head, "unit") is not None and column != label and not figures:
            unit = column
        elif 3 * figures <= len(body) and column < edge and not is_serial(grid, column):
            if find_whole(head, "label") == "place" and place is None:
                place = column
            elif column != label and find_whole(head, "skip") is None:
                found.append(column)
    things = [column for column in sorted(found) if column != place]
    if not things:
        return Labels(label, None, unit)
    main = things[0]
    body = grid.body_words(main)
    if len(things) > 1 and len(set(body)) < len(body):  # the first column groups the rows of the second
        return Labels(things[1], place, unit, main)
    units = load_units()
    named = sum(bool(units.named(split_type(words)[1])) for words in body)
    return Labels(main, place if place != main else None, unit, places=2 * named > len(body))


def is_serial(grid: Grid, column: int) -> bool:
    """Whether a column only numbers the rows."""
    head = grid.head_words(column)
    body = grid.body_words(column)
    if find_whole(head, "ordinal") is not None:
        return 3 * sum(" " in words for words in body) <= len(body)
    if len(body) > 2 and all(words.isdigit() for words in body) and counts_rows(body):
        return True
    return not head and bool(body) and all(SERIAL.fullmatch(words) for words in body)


def value_columns(grid: Grid) -> Iterator[int]:
    """Columns with a figure in the body that do not number the rows."""
    for column in range(grid.columns):
        if not is_serial(grid, column) and any(is_value(words) for words in grid.body_words(column)):
            yield column


def label_column(grid: Grid) -> int | None:
    """The column that names the rows: one whose head says so, else the first with words, else years at the edge."""
    worded: list[int] = []
    years: list[int] = []
    for column in range(grid.columns):
        body = grid.body_words(column)
        head = grid.head_words(column)
        if not body or is_serial(grid, column):
            continue
        if find_whole(head, "unit") is not None and find_whole(head, "label") is None:
            continue
        figures = sum(is_value(words) and not is_period_like(words) for words in body)
        opens = not worded and find_whole(head, "label") == "" and not any(map(PLAIN.fullmatch, body))  # 18-25 tuổi
        if 3 * figures <= len(body) or opens:
            worded.append(column)
        if all(YEAR.fullmatch(words) for words in body):
            years.append(column)
    named = [column for column in worded if find_whole(grid.head_words(column), "label") is not None]
    if years and years[0] <= min(worded, default=grid.columns):
        return years[0]
    return next(iter(named or worded), None)
