"""vnfacts verify: does every mention stand where it says?"""

from __future__ import annotations

from collections import Counter
from pathlib import Path
from typing import Annotated

import typer

SHOWN = 20  # faults of one file


def verify(
    paths: Annotated[list[Path], typer.Argument(metavar="PATH…", help="Stores, or JSONL that vnfacts extract wrote.")],
    digest: Annotated[bool, typer.Option("--digest", help="Print also a hash of each table of a store.")] = False,
) -> None:
    """Prove that text[start:end] is the mention for everything that was found, and that a store is whole.

    Stores with the same content have the same hashes, whatever the order, the workers and the interruptions.
    Exit 0: all is right; 1: something is not, and is named.

    Example: vnfacts verify archive.db
    """
    from extractor.store.verify import is_store, verify_lines, verify_store

    wrong = 0
    for path in paths:
        counts: Counter[str] = Counter()
        faults = 0
        for fault in (verify_store if is_store(path) else verify_lines)(path, counts):
            faults += 1
            if faults <= SHOWN:
                typer.echo(f"{path}: {fault}")
        if faults > SHOWN:
            typer.echo(f"{path}: and {faults - SHOWN:,} more")
        documents = counts.pop("documents", 0)
        verdict = f"{faults:,} wrong" if faults else "all right"
        typer.echo(f"{path}: {documents:,} documents, {counts.total():,} spans: {verdict}")
        wrong += faults
        if digest and is_store(path):
            _print_digest(path)
    raise typer.Exit(1 if wrong else 0)


def _print_digest(path: Path) -> None:
    from extractor.store import Store

    with Store(path) as store:
        for table, content in store.digest().items():
            typer.echo(f"{content}  {table}")
