"""What decides the result of a document, and the fingerprint of it: documents done under the same one are done."""

from __future__ import annotations

import hashlib
import json
import os
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

from extractor.data import PACKAGE, list_files
from extractor.errors import DataError
from extractor.store import Run

DATA = {  # what the analysis reads of the shipped files
    "rules": ("*.rules",),
    "lexicon": ("*.tsv",),
    "gazetteers": ("*.tsv",),
    "models": ("indicators.npz", "confidence.crfsuite", "places.tsv", "periods.tsv", "names/**/*.npz"),
}
OWN = {"rules": "*.rules", "lexicon": "*.tsv", "gazetteer": "*.tsv", "model": "**/*.npz"}  # and of a user's folders
CODE = ("*.py", "entities/*.py", "facts/*.py", "places/*.py", "text/*.py")  # what an article passes through


@dataclass(frozen=True, slots=True)
class Options:
    """The options of ``vnfacts extract`` that change what comes out; ``date`` is an ISO day."""

    rules: Path | None = None
    lexicon: Path | None = None
    gazetteer: Path | None = None
    model: Path | None = None
    date: str | None = None
    min_confidence: float = 0.0


def describe_run(options: Options) -> Run:
    """The run's version, options and hashes with their fingerprint (16 hexadecimal digits). Paths are told but do not
    count: the same files elsewhere give the same fingerprint. Raises DataError where a folder is missing."""
    hashes = {"program": _hash_folder(PACKAGE, CODE)}
    for name, patterns in DATA.items():
        hashes[name] = _hash_folder(_find_shipped(name), patterns)
        if home := os.environ.get("VNFACTS_HOME"):
            hashes[f"home {name}"] = _hash_folder(Path(home, name), patterns)
    for name, pattern in OWN.items():
        if (folder := getattr(options, name)) is not None:
            list_files(folder, "*")
            hashes[f"own {name}"] = _hash_folder(folder, (pattern,))
    told = {name: _spell(getattr(options, name)) for name in Options.__slots__}
    decide = [_find_version(), options.date, float(options.min_confidence), sorted(hashes.items())]
    fingerprint = hashlib.sha256(json.dumps(decide).encode()).hexdigest()[:16]
    return Run(fingerprint, _find_version(), told, hashes)


def _hash_folder(folder: Path, patterns: Iterable[str]) -> str:
    """The hash (16 hexadecimal digits) of the names and contents of the files."""
    total = hashlib.sha256()
    for path in sorted({file for pattern in patterns for file in folder.glob(pattern) if file.is_file()}):
        try:
            content = hashlib.sha256(path.read_bytes()).hexdigest()
        except OSError as error:
            raise DataError(str(path), f"cannot be read ({error.strerror})", "check the file") from None
        total.update(f"{path.relative_to(folder).as_posix()}\0{content}\n".encode())
    return total.hexdigest()[:16]


def _find_shipped(name: str) -> Path:
    """In the package (a wheel), else in the checkout, as ``data_path`` looks."""
    return next(root / name for root in (PACKAGE, PACKAGE.parent) if (root / name).is_dir())


def _spell(value: object) -> object:
    return str(value) if isinstance(value, Path) else value


def _find_version() -> str:
    from importlib.metadata import PackageNotFoundError, version

    try:
        return version("vnfacts")
    except PackageNotFoundError:  # a checkout that is not installed
        return "unknown"
