"""vnfacts load: documents that were annotated elsewhere, into a store."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from extractor.cli.reading import Refusals

INTERRUPTED = 130


def load(
    shards: Annotated[list[str], typer.Argument(metavar="SHARD…", help="Parquet or JSONL files, or folders of them.")],
    store: Annotated[Path, typer.Option(metavar="FILE", help="The store to write; made if it is missing.")],
    refresh: Annotated[bool, typer.Option("--refresh", help="Redo what the store has under other options.")] = False,
) -> None:
    """Load records into a store: what a run on many machines wrote, or what vnfacts extract wrote.

    What is there already is skipped, so the same command goes on after any interruption.
    Exit 0: all is in the store; 1: some rows were refused; 2: usage, or the store cannot be used; 130: Ctrl-C.

    Example: vnfacts load shards/ --store archive.db
    """
    from extractor.store import Store
    from extractor.store.loading import Loading
    from extractor.store.shards import find_shards

    files, refusals = find_shards(shards), Refusals()
    with Store(store, mode="write") as opened:
        loading = Loading(opened, refusals, refresh=refresh)
        try:
            loading.load(files)
        except KeyboardInterrupt:
            told = f"interrupted; what is loaded is in {store}: run the same command again to go on"
            typer.echo(f"vnfacts: {told}", err=True)
            raise typer.Exit(INTERRUPTED) from None
    names = ("loaded", "skipped", "older", "failed", "refused")
    told = ", ".join(f"{loading.counts[name]:,} {name}" for name in names if loading.counts[name] or name == "loaded")
    typer.echo(f"vnfacts: {len(files):,} shards: {told}", err=True)
    raise typer.Exit(1 if refusals.count else 0)
