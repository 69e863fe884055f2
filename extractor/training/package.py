"""A packaged model: the folder that ``spacy.load``, ``vnfacts extract --model`` and ``Extractor(model=…)`` read."""

from __future__ import annotations

import hashlib
import json
from pathlib import Path
from typing import Any, cast

import numpy as np

from extractor.entities.tagger import WEIGHTS

COMPONENT = "vnfacts_names"
ABOUT = "training.json"  # what the model was made of and what it reached


def write_weights(folder: Path, weights: dict[str, Any], words: list[str]) -> None:
    """The weights at half precision, in the folder of the component."""
    inner = folder / COMPONENT
    inner.mkdir(parents=True, exist_ok=True)
    halves: dict[str, Any] = {name: np.asarray(value).astype(np.float16) for name, value in sorted(weights.items())}
    np.savez_compressed(inner / WEIGHTS, names=np.array(words), **halves)


def write_package(folder: Path, about: dict[str, Any]) -> None:
    """What spaCy needs beside the weights, and ``about`` with their hash."""
    import spacy

    from extractor.component import Names  # this also makes the component known where vnfacts is not installed

    nlp = spacy.blank("xx")
    nlp.meta.update(name="names", description="Names in Vietnamese news", license="MIT")
    cast(Names, nlp.add_pipe(COMPONENT)).folder = folder  # and not in its settings: a model may be moved
    nlp.to_disk(folder)
    digest = hashlib.sha256((folder / COMPONENT / WEIGHTS).read_bytes()).hexdigest()
    text = json.dumps({**about, "sha256": digest}, ensure_ascii=False, indent=1)
    (folder / ABOUT).write_text(text + "\n", encoding="utf-8")
