"""docs/facts.md, and the generated part of docs/exports.md; a test compares them with what is printed here."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence

from extractor.sinks import WRITERS, load_writer
from extractor.sinks.columns import TABLES, Column
from extractor.sinks.csv_rows import DIALECTS
from extractor.sinks.selection import CONDITIONS, VIEWS

FACTS = """# Tables and columns

What `vnfacts export STORE TABLE` and `vnfacts extract` write as csv, jsonl, parquet and xlsx: one row an item, the same
columns in each format; `--columns` takes some of them, in your order. New columns are only ever added at the end. This
page is printed from `extractor/sinks/columns.py`.

An empty cell (null) says that the text does not tell it, or that it is not known. The third column is the value's path
in the JSON record (`vnfacts schema`): `facts[]` is the row's own fact, `[0]` the first of a list; derived: made of the
value there. Types:

| type | csv | jsonl | parquet | xlsx |
| --- | --- | --- | --- | --- |
| str | text | string | string | text, never a formula |
| int | digits | number | int64 | number |
| float | digits | number | double | number |
| number | digits, exact | number, exact | double | number (15 digits) |
| date | YYYY-MM-DD | string | date32 | day; text before 1 March 1900 |
| bool | true, false | true, false | bool | TRUE, FALSE |

Offsets (`start`, `end`) count Unicode code points of the article's text, the column `text` of `documents`. Several
names in a cell are parted by `; `.
"""


def print_columns() -> str:
    """The whole of docs/facts.md."""
    parts = [FACTS]
    for table in TABLES.values():
        rows = (_column(column) for column in table.columns)
        parts.append(f"\n## {table.name}: {table.says}\n" + _table(("column", "type", "in the record", "what"), rows))
    return "".join(parts)


def _column(column: Column) -> tuple[str, ...]:
    derived = ", derived" if column.make else ""
    return f"`{column.name}`", column.kind, f"`{column.where}`{derived}", column.says


def print_formats(view_columns: Callable[[str], Iterable[str]]) -> str:
    """The tables of docs/exports.md; ``view_columns`` names the columns of an SQL query."""
    writers = [load_writer(name) for name in WRITERS]
    lines = [(f"`{w.name}`", w.says, w.gives, w.memory, w.drops) for w in writers]
    extras = [(f"`{w.name}`", f"`pip install 'vnfacts[{w.extra}]'`", ", ".join(w.needs)) for w in writers if w.extra]
    views = [(name, ", ".join(f"`{column}`" for column in view_columns(sql))) for name, sql in VIEWS.items()]
    options = [(f"`--{name}`", ", ".join(tables)) for name, tables in CONDITIONS.items()]
    return "\n".join(
        (
            _table(("format", "what it is", "gives", "in memory", "what it drops"), lines),
            _table(("format", "needs", "for"), extras),
            _table(("CSV dialect", "what it is"), ((f"`{name}`", d.says) for name, d in DIALECTS.items())),
            _table(("option", "tables"), options),
            _table(("TABLE", "columns that `--where` sees"), views),
        )
    )


def _table(heads: Sequence[str], rows: Iterable[Sequence[str]]) -> str:
    lines = [heads, ["---"] * len(heads), *([cell.replace("|", "\\|") for cell in row] for row in rows)]
    return "".join(f"| {' | '.join(line)} |\n" for line in lines)
