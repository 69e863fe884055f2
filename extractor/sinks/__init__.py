"""Writers: one format a file, with a line of WRITERS. ``--format``, its help and docs/exports.md come from here."""

from __future__ import annotations

from collections.abc import Iterable
from importlib import import_module
from typing import TYPE_CHECKING, Any

from extractor.errors import UsageError

if TYPE_CHECKING:
    from extractor.sinks.writer import Request, Writer

# format → its module in this folder, imported when it is asked for
WRITERS = {
    "table": "table",
    "jsonl": "jsonl",
    "csv": "csv_rows",
    "parquet": "parquet",
    "xlsx": "xlsx",
    "conll": "conll",
    "brat": "brat",
    "docbin": "docbin",
    "label-studio": "label_studio",
    "ftm": "ftm",
    "rdf": "rdf",
    "html": "html",
}


def load_writer(name: str) -> Writer:
    """The writer of a format."""
    writer: Writer = import_module(f"{__name__}.{WRITERS[name]}").WRITER
    return writer


def find_writer(name: str) -> Writer:
    """The writer of a format. Raises UsageError where there is none, or what it needs is not installed."""
    if name not in WRITERS:
        raise UsageError("--format", f"unknown format {name!r}", f"choose from {', '.join(WRITERS)}")
    writer = load_writer(name)
    writer.check_installed()
    return writer


def write_output(writer: Writer, records: Iterable[dict[str, Any]], output: str | None, request: Request) -> None:
    """Write the records to a file or folder, or to standard output where ``output`` is None. No record is read before
    the output is open."""
    from extractor.sinks.output import open_output
    from extractor.sinks.rows import keep_lists

    with open_output(writer, output) as out:
        writer.write(keep_lists(records, request.only) if writer.takes == "documents" else records, out, request)
