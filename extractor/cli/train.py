"""vnfacts train: annotation in, a packaged model of names out."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from extractor.errors import UsageError


def train(
    annotations: Annotated[
        list[Path], typer.Option(metavar="DIR", help="Folder of stand-off rows (*.jsonl); test*.jsonl is measured on.")
    ],
    texts: Annotated[list[Path], typer.Option(metavar="FILE", help="JSON Lines with id and text, plain or packed.")],
    output: Annotated[Path, typer.Option("-o", "--output", metavar="DIR", help="Write the model to this folder.")],
    silver: Annotated[
        list[Path] | None,
        typer.Option(metavar="DIR", help="Folder of rows that models have labelled (models/silver.py)."),
    ] = None,
    base: Annotated[
        Path | None, typer.Option(metavar="DIR", help="Learn on from this model (else from raw news alone).")
    ] = None,
    epochs: Annotated[int, typer.Option(min=1, help="How often every line is read.")] = 12,
    rate: Annotated[float, typer.Option(min=1e-6, max=1.0, help="How fast it learns.")] = 1.5e-3,
    seed: Annotated[int, typer.Option(help="Chance of the run.")] = 0,
) -> None:
    """Train a model of names of your own. Stopped, it goes on where it was when started again.

    Example: vnfacts train --annotations names --texts articles.jsonl --base models/names --epochs 3 --rate 3e-4 -o mine
    """
    try:
        from extractor.training.names import Settings
        from extractor.training.run import run
    except ModuleNotFoundError as error:
        raise UsageError("vnfacts train", f"needs {error.name}", "pip install 'vnfacts[train]'") from error
    settings = Settings(epochs=epochs, rate=rate, seed=seed)
    run(annotations, texts, output, silver=silver or (), base=base, settings=settings)
