"""What a writer is, and what is asked of it."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from importlib.util import find_spec
from typing import Any, Literal

from extractor.errors import UsageError
from extractor.sinks.columns import TABLES, Column, Table

Record = dict[str, Any]  # what schema.to_record gives
Gives = Literal["text", "binary", "folder"]


@dataclass(frozen=True, slots=True)
class Request:
    """What is asked besides the records. ``table`` None: whole records where the format can write them, else facts;
    ``columns``: some of the table's, in this order; ``only``: the lists of a record that are wanted."""

    table: Table | None = None
    columns: tuple[Column, ...] = ()
    only: frozenset[str] | None = None
    dialect: str = "excel"

    @property
    def rows_of(self) -> Table:
        return self.table or TABLES["facts"]

    @property
    def chosen(self) -> tuple[Column, ...]:
        return self.columns or self.rows_of.columns


@dataclass(frozen=True, slots=True)
class Writer:
    """One format. ``write`` takes records one by one and a stream of bytes, or for folders the path of an empty one.

    ``takes``: rows are made by the column table, documents whole; either: as the request has a table or none.
    ``says``, ``drops`` and ``memory`` are words for the docs; ``needs``: modules beyond the plain install, which
    ``extra`` brings; ``beside``: a small file, by suffix, that goes along with the output.
    """

    name: str
    takes: Literal["rows", "documents", "either"]
    gives: Gives
    write: Callable[[Iterable[Record], Any, Request], None]
    says: str
    drops: str
    memory: str = "one article"
    needs: tuple[str, ...] = ()
    extra: str | None = None
    beside: Mapping[str, str] = field(default_factory=dict)

    def check_installed(self) -> None:
        """Raise UsageError where a module is missing."""
        missing = [name for name in self.needs if find_spec(name) is None]
        if missing:
            remedy = f"pip install 'vnfacts[{self.extra}]'"
            raise UsageError(f"--format {self.name}", f"needs {missing[0]}, which is not installed", remedy)
