"""Records → rows of a table, by the column table."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from itertools import islice
from typing import Any, TypeVar

from extractor.errors import UsageError
from extractor.sinks.columns import TABLES, Column, Table
from extractor.sinks.writer import Record, Request

Row = tuple[Any, ...]
T = TypeVar("T")


def read_rows(records: Iterable[Record], request: Request) -> Iterator[Row]:
    """The rows of the request's table, one cell a chosen column."""
    name, columns = request.rows_of.name, request.chosen
    for record in records:
        for item in [record] if name == "documents" else record.get(name) or ():
            yield tuple(column.read(item, record) for column in columns)


def batched(items: Iterable[T], size: int) -> Iterator[list[T]]:
    """Lists of ``size`` items, the last one shorter."""
    rest = iter(items)
    while batch := list(islice(rest, size)):
        yield batch


def choose_columns(table: Table, names: str | None) -> tuple[Column, ...]:
    """The columns that ``names`` (comma-separated) asks for, in its order; all of them where it is None."""
    known = {column.name: column for column in table.columns}
    wanted = [name.strip() for name in names.split(",")] if names is not None else list(known)
    if unknown := [name for name in wanted if name not in known]:
        raise UsageError("--columns", f"{table.name} have no column {unknown[0]!r}", f"choose from {', '.join(known)}")
    if double := [name for name in wanted if wanted.count(name) > 1]:
        raise UsageError("--columns", f"{double[0]!r} is asked for twice", "name each column once")
    return tuple(known[name] for name in wanted)


def choose_table(only: frozenset[str] | None) -> Table | None:
    """The table of ``only`` where that is one list."""
    return TABLES.get(min(only)) if only and len(only) == 1 else None


def keep_lists(records: Iterable[Record], only: frozenset[str] | None) -> Iterator[Record]:
    """The records with lists that are not wanted emptied."""
    from extractor.schema import LISTS

    for record in records:
        yield record if only is None else {k: [] if k in LISTS and k not in only else v for k, v in record.items()}
