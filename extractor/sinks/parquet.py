"""Parquet: one table with typed columns, written by row groups."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING, Any, BinaryIO

from extractor.sinks.characters import to_plain
from extractor.sinks.columns import Column, Kind
from extractor.sinks.rows import Row, batched, read_rows
from extractor.sinks.values import to_date
from extractor.sinks.writer import Record, Request, Writer

if TYPE_CHECKING:
    import pyarrow

GROUP = 10_000  # rows


def write_parquet(records: Iterable[Record], out: BinaryIO, request: Request) -> None:
    """Write the rows, ``GROUP`` at a time."""
    import pyarrow
    from pyarrow import parquet

    columns = request.chosen
    schema = make_schema(columns)
    with parquet.ParquetWriter(pyarrow.PythonFile(out, mode="w"), schema, compression="zstd") as file:
        for rows in batched(read_rows(records, request), GROUP):
            file.write_table(make_table(rows, columns, schema))


def make_schema(columns: Sequence[Column]) -> pyarrow.Schema:
    """The names and types of the columns, each with what it says."""
    import pyarrow

    return pyarrow.schema([pyarrow.field(c.name, _type(c.kind), metadata={"description": c.says}) for c in columns])


def make_table(rows: Sequence[Row], columns: Sequence[Column], schema: pyarrow.Schema) -> pyarrow.Table:
    """The rows, one or more, column by column."""
    import pyarrow

    whole = zip(columns, zip(*rows, strict=True), strict=True)
    return pyarrow.table([[_cell(value, column) for value in values] for column, values in whole], schema=schema)


def _type(kind: Kind) -> pyarrow.DataType:
    import pyarrow

    kinds = {"str": pyarrow.string(), "date": pyarrow.date32(), "int": pyarrow.int64(), "bool": pyarrow.bool_()}
    return kinds.get(kind, pyarrow.float64())


def _cell(value: Any, column: Column) -> Any:
    if value is None or column.kind in ("int", "bool"):
        return value
    if column.kind == "date":
        return to_date(value)
    return to_plain(value) if column.kind == "str" else to_double(value)


def to_double(number: float) -> float:
    """The nearest double; infinite where none is near."""
    try:
        return float(number)
    except OverflowError:
        return float("inf") if number > 0 else float("-inf")


WRITER = Writer(
    *("parquet", "rows", "binary", write_parquet),
    says="one table with typed columns for pandas, DuckDB, Polars or Spark",
    drops="other tables; whole numbers beyond 2^53 are rounded to the nearest double; control characters and lone "
    "surrogates become U+FFFD",
    memory=f"{GROUP:,} rows",
    needs=("pyarrow",),
    extra="parquet",
)
