"""The learning curve of the model of names: what some of the annotated lines teach, measured on the test part.

usage: python models/curve.py DATA [LINES…]
Lines are drawn at random; fewer of them are read more often, so that every run takes some thousand steps.
"""

from __future__ import annotations

import random
import sys
import tempfile
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
sys.path.insert(0, str(ROOT))
from extractor.encoder import read_arrays  # noqa: E402
from extractor.entities.tagger import Tagger  # noqa: E402
from extractor.training.figures import measure, read_names  # noqa: E402
from extractor.training.lines import read_lines  # noqa: E402
from extractor.training.names import Settings, train  # noqa: E402
from extractor.training.package import COMPONENT, write_weights  # noqa: E402

SIZES = (500, 1000, 2000, 4000)
LINES_READ = 60_000  # in all epochs together, at least 12


def main(data: Path, sizes: list[int]) -> None:
    """Print a line a size."""
    folders = [data / "gold" / "more", ROOT / "benchmarks" / "entities"]
    texts = sorted((data / "corpora").glob("*.jsonl.xz"))
    lines, held = read_lines(folders, texts)
    random.Random(1).shuffle(lines)
    for size in sizes:
        weights, words = read_arrays(ROOT / "models" / "encoder.npz")
        epochs = max(12, min(40, LINES_READ // size))
        learned = train(lines[:size], weights, words, Settings(epochs=epochs))
        with tempfile.TemporaryDirectory() as folder:
            write_weights(Path(folder), learned, words)
            figures = measure(held, read_names(Tagger(Path(folder) / COMPONENT)))
        told = "  ".join(f"{label} {figures[label][2]:.3f}" for label in ("PERSON", "ORG", "LOC", "POSITION", "main"))
        print(f"{size:6} lines, {epochs} epochs: {told}  found {figures['found'][1]:.3f}", flush=True)


if __name__ == "__main__":
    main(Path(sys.argv[1]), [int(size) for size in sys.argv[2:]] or list(SIZES))
