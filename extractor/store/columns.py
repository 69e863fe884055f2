"""Tables, views and their columns as the comments of schema.sql and views.sql explain them.

``python -m extractor.store.columns`` prints what docs/store.md shows.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from extractor.store.migrations import read_sql

HEAD = re.compile(r'CREATE (TABLE|VIEW|VIRTUAL TABLE) "?(\w+)"? .*?-- (.+)')
COLUMN = re.compile(r"\s+(?:\w\.)?(\w+)(?: (?:INTEGER|TEXT|BLOB|REAL|ANY)\b.*?| AS (\w+))?,?\s*(?:-- (.+))?$")
ALIAS = re.compile(r"\s.* AS (\w+),?\s+-- (.+)")
DOCUMENT = "key of documents"  # what a column without a comment is
NOT_COLUMNS = ("PRIMARY", "FOREIGN", "SELECT", "FROM", "JOIN", "LEFT", "GROUP")


@dataclass(frozen=True, slots=True)
class Described:
    """A table or view: its kind, its name, what it is, and (column, what it is) in order."""

    kind: str
    name: str
    about: str
    columns: tuple[tuple[str, str], ...]


def describe_tables() -> list[Described]:
    """Every table and view of the schema, in the order of the scripts."""
    return [*_read(read_sql("schema")), *_read(read_sql("views"))]


def _read(script: str) -> Iterator[Described]:
    for block in re.split(r"\n(?=CREATE )", script):
        if head := HEAD.match(block):
            lines = block.splitlines()[1:]
            kind = "view" if head[1] == "VIEW" else "table"
            yield Described(kind, head[2], head[3], tuple(filter(None, map(_read_column, lines))))


def _read_column(line: str) -> tuple[str, str] | None:
    if not line.startswith("  ") or line.split()[0] in NOT_COLUMNS:
        return None
    if found := ALIAS.match(line):
        return found[1], found[2]
    found = COLUMN.match(line)
    return (found[2] or found[1], found[3] or DOCUMENT) if found else None


def to_markdown() -> str:
    """A section a table or view."""
    sections = []
    for table in describe_tables():
        rows = "".join(f"| `{name}` | {about.replace('|', '·')} |\n" for name, about in table.columns)
        head = f"### {table.name}\n{table.about[0].upper()}{table.about[1:]}.\n"
        sections.append(f"{head}\n| column | |\n| --- | --- |\n{rows}" if rows else head)
    return "\n".join(sections)


if __name__ == "__main__":
    print(to_markdown(), end="")
