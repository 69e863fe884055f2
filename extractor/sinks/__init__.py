"""Writers: one format a file. ``--format`` and its help come from WRITERS."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import BinaryIO

from extractor.model import Document
from extractor.sinks.csv_rows import write_csv
from extractor.sinks.jsonl import write_jsonl
from extractor.sinks.table import write_table

Writer = Callable[[Iterable[Document], BinaryIO, frozenset[str] | None], None]
WRITERS: dict[str, Writer] = {"table": write_table, "jsonl": write_jsonl, "csv": write_csv}
