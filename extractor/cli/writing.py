"""What the commands that write share: the format, where it goes, how CSV is cut, and how they are stopped."""

from __future__ import annotations

import signal
import sys
from collections.abc import Iterable
from types import FrameType
from typing import TYPE_CHECKING, Annotated, Any, NoReturn

import typer

from extractor.errors import UsageError
from extractor.sinks import WRITERS, find_writer, write_output

if TYPE_CHECKING:
    from extractor.sinks.writer import Request, Writer

REST = ", ".join(name for name in WRITERS if name not in ("table", "jsonl"))
Format = Annotated[
    str | None, typer.Option(help=f"table (default on a terminal), jsonl (default in a pipe), {REST}: docs/exports.md.")
]
Output = Annotated[
    str | None,
    typer.Option(
        "-o",
        "--output",
        help="Write to this file (brat, docbin: this folder); - is standard output.",
        callback=lambda path: None if path == "-" else path,
    ),
]
CsvDialect = Annotated[
    str, typer.Option(metavar="NAME", help="CSV: excel, or excel-vi for Excel on a Vietnamese Windows (; and 3,2).")
]
SIGNALS = (signal.SIGINT, signal.SIGTERM, signal.SIGHUP)
INTERRUPTED = 130


def choose_writer(format: str | None, output: str | None, dialect: str) -> Writer:
    """The writer that is asked for, or table on a terminal and jsonl elsewhere. Raises UsageError."""
    from extractor.sinks.csv_rows import DIALECTS

    if dialect not in DIALECTS:
        raise UsageError("--dialect", f"unknown dialect {dialect!r}", f"choose from {', '.join(DIALECTS)}")
    return find_writer(format or ("table" if output is None and sys.stdout.isatty() else "jsonl"))


def write(writer: Writer, records: Iterable[dict[str, Any]], output: str | None, request: Request) -> None:
    """Write the records; a signal to stop leaves ``output`` as it was, nothing beside it, and exit code 130."""

    def stop(_number: int, _frame: FrameType | None) -> NoReturn:
        for number in ours:
            signal.signal(number, signal.SIG_IGN)  # what is half-written is taken away in peace
        print(
            f"vnfacts: stopped; {output or 'the output'} is {'as it was' if output else 'cut short'}", file=sys.stderr
        )
        sys.exit(INTERRUPTED)

    ours = [number for number in SIGNALS if signal.getsignal(number) is not signal.SIG_IGN]  # nohup stays ignored
    before = {number: signal.signal(number, stop) for number in ours}
    try:
        write_output(writer, records, output, request)
    finally:
        for number, handler in before.items():
            signal.signal(number, handler)
