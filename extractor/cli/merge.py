"""vnfacts merge: several stores into a new one."""

from __future__ import annotations

import os
from contextlib import suppress
from pathlib import Path
from typing import Annotated

import typer

from extractor.errors import UsageError

INTERRUPTED = 130


def merge(
    stores: Annotated[
        list[Path], typer.Argument(metavar="STORE…", help="Stores to put together; they stay as they are.")
    ],
    output: Annotated[Path, typer.Option("-o", "--output", metavar="FILE", help="The new store.")],
) -> None:
    """Put the documents of several stores into a new one, each once, with every place where it was met.

    A document that two stores have under other options stays as the later run made it. Ids do not change.

    Example: vnfacts merge 2020.db 2021.db -o archive.db
    """
    from extractor.store import Store

    if output.exists():
        raise UsageError(str(output), "is there already", "give a new path, or remove it")
    part = output.with_name(output.name + ".part")
    _remove(part)  # of a merge that was killed
    try:
        with Store(part, mode="write") as store:
            for path in stores:
                merged = store.merge(path)
                told = f"{merged.taken:,} documents taken, {merged.shared:,} there already"
                typer.echo(f"{path}: {told}, {merged.conflicts:,} of them under other options", err=True)
            store.finish()
        os.replace(part, output)
    except KeyboardInterrupt:
        typer.echo("vnfacts: interrupted; nothing is written", err=True)
        raise typer.Exit(INTERRUPTED) from None
    finally:
        _remove(part)


def _remove(part: Path) -> None:
    for suffix in ("", "-wal", "-shm"):
        with suppress(FileNotFoundError):
            part.with_name(part.name + suffix).unlink()
