"""A shard → its articles, as the local engine reads them."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from itertools import islice
from typing import Any

from extractor.cluster.inputs import Shard
from extractor.cluster.storage import open_file
from extractor.errors import InputError
from extractor.model import Article
from extractor.sources import OnError, Reading
from extractor.sources.guard import Guard
from extractor.sources.jsonl import read_numbered
from extractor.sources.packed import UNREADABLE, unpack
from extractor.sources.records import Fields, to_articles

COLUMNS = ("text", "title", "id", "date")
BATCH = 64  # rows of Parquet in memory at once


def read_articles(shard: Shard, on_error: OnError) -> Iterator[Article]:
    """The articles of a shard; what cannot be read goes to ``on_error`` and the rest goes on."""
    source = shard.input.source
    try:
        if shard.input.is_parquet:
            yield from _read_parquet(shard, on_error)
        else:
            yield from _read_lines(shard, on_error)
    except FileNotFoundError:
        on_error(InputError(source, "no such file", "check that every machine finds it under this path"))
    except UNREADABLE as error:
        on_error(InputError(source, f"cannot be read ({error})", "check the file and its permissions"))


def _read_lines(shard: Shard, on_error: OnError) -> Iterator[Article]:
    with open_file(shard.input.address) as file:
        if shard.offset:
            file.seek(shard.offset)
            wanted = islice(file, shard.rows)
            yield from read_numbered(enumerate(wanted, shard.first), shard.input.source, on_error, Reading())
            return
        with unpack(file) as lines:
            skipped = shard.first - 1
            wanted = islice(lines, skipped, None if shard.rows is None else skipped + shard.rows)
            yield from read_numbered(enumerate(wanted, shard.first), shard.input.source, on_error, Reading())


def _read_parquet(shard: Shard, on_error: OnError) -> Iterator[Article]:
    fields, reading = Fields({}), Reading()
    for number, row in _list_rows(shard):
        where = f"{shard.input.source}#{number}"
        with Guard(where, on_error):
            told = fields.pick({name: _plain(value) for name, value in row.items()})
            yield from to_articles(told, where, on_error, reading)


def _list_rows(shard: Shard) -> Iterator[tuple[int, dict[str, Any]]]:
    """The shard's rows with their numbers in the file; only row groups that hold some of them are read."""
    from pyarrow import ArrowInvalid
    from pyarrow.parquet import ParquetFile

    try:
        with open_file(shard.input.address) as stream, ParquetFile(stream) as file:
            names = [name for name in COLUMNS if name in file.schema_arrow.names]
            if "text" not in names:
                raise OSError(f"no column text; its columns are {', '.join(file.schema_arrow.names)}")
            end = file.metadata.num_rows + 1 if shard.rows is None else shard.first + shard.rows
            first, groups = _find_groups(file, shard.first, end)
            batches = file.iter_batches(batch_size=BATCH, row_groups=groups, columns=names)
            for number, row in enumerate((row for batch in batches for row in batch.to_pylist()), first):
                if shard.first <= number < end:
                    yield number, row
    except ArrowInvalid as error:
        raise OSError(str(error)) from None


def _find_groups(file: Any, first: int, end: int) -> tuple[int, list[int]]:
    """The row groups that hold rows from ``first`` to before ``end``, and the number of their first row."""
    found: list[tuple[int, int]] = []
    at = 1
    for group in range(file.metadata.num_row_groups):
        size = file.metadata.row_group(group).num_rows
        if at < end and at + size > first:
            found.append((at, group))
        at += size
    return (found[0][0] if found else first), [group for _, group in found]


def _plain(value: Any) -> Any:
    """Days and moments as they are written in JSON."""
    return value.isoformat() if isinstance(value, date) else value
