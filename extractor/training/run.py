"""One run of ``vnfacts train``: read, learn, package, measure."""

from __future__ import annotations

import sys
import time
from collections.abc import Sequence
from dataclasses import asdict
from pathlib import Path

from rich.console import Console
from rich.table import Table

from extractor.data import data_path
from extractor.encoder import read_arrays
from extractor.entities.tagger import WEIGHTS, Tagger, find_weights
from extractor.errors import DataError
from extractor.training.figures import Figures, measure, read_names
from extractor.training.lines import join, read_annotation, read_lines, read_texts
from extractor.training.names import Settings, train
from extractor.training.package import COMPONENT, write_package, write_weights

STATE = ".state.npz"  # what a stopped run goes on from


def run(
    annotations: Sequence[Path],
    texts: Sequence[Path],
    output: Path,
    *,
    silver: Sequence[Path] = (),
    base: Path | None,
    settings: Settings,
) -> None:
    """Write the model that the lines teach to ``output``, with what it reaches on the lines held out. ``silver``:
    folders of lines that models have labelled."""
    lines, held = read_lines(annotations, texts)
    labelled = read_annotation(silver)
    more = join(labelled, read_texts(texts, {doc for doc, _ in labelled})) if labelled else []
    if not lines:
        where = ", ".join(map(str, annotations))
        raise DataError(where, "no line of it is in the texts", "check doc, line and sha1 of the rows")
    weights, words = read_arrays(find_weights(base) / WEIGHTS if base else data_path("models", "encoder.npz"))
    output.mkdir(parents=True, exist_ok=True)
    state, began = output / STATE, time.monotonic()
    docs = len({line.doc for line in lines})
    told = f", {len(more)} labelled by models" if more else ""
    print(f"{len(lines)} lines of {docs} articles{told}", file=sys.stderr)

    def tell(epoch: int, loss: float) -> None:
        spent = time.monotonic() - began
        print(f"epoch {epoch} of {settings.epochs}: loss {loss:.4f}, {spent:.0f} s", file=sys.stderr)

    learned = train(lines, weights, words, settings, silver=more, state=state, on_epoch=tell)
    write_weights(output, learned, words)
    figures = measure(held, read_names(Tagger(output / COMPONENT))) if held else {}
    about = {
        "base": str(base) if base else "encoder.npz",
        "settings": asdict(settings),
        "lines": len(lines),
        "silver": len(more),
        "articles": docs,
        "figures": {name: [round(value, 4) for value in values] for name, values in figures.items()},
    }
    write_package(output, about)
    state.unlink(missing_ok=True)
    if figures:
        Console().print(_table(figures))
    print(f"wrote {output}; try it: vnfacts extract --model {output} article.txt", file=sys.stderr)


def _table(figures: Figures) -> Table:
    table = Table("label", "precision", "recall", "F1", "of")
    for name, (precision, recall, f1, count) in figures.items():
        cells = ("", f"{recall:.3f}", "") if name == "found" else (f"{precision:.3f}", f"{recall:.3f}", f"{f1:.3f}")
        table.add_row(name, *cells, str(count))
    return table
