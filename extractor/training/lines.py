"""Stand-off annotation and the texts that it points to, joined.

A row of annotation is ``{"doc", "line", "sha1", "entities": [[start, end, label], …]}``: the article's id (what stands
behind its last stroke), the line of its text, counted from 0, and the first twelve digits of the line's SHA-1.
"""

from __future__ import annotations

import bz2
import gzip
import hashlib
import json
import lzma
import unicodedata
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import IO, Any

from extractor.errors import DataError
from extractor.text import tokenize

OPENERS: dict[str, Any] = {".xz": lzma.open, ".gz": gzip.open, ".bz2": bz2.open}
HELD = "test"  # files of this name are measured on, never learned from
Span = tuple[int, int, str]


@dataclass(frozen=True, slots=True)
class Line:
    """An annotated line: its article, its text, and what stands where (code points)."""

    doc: str
    text: str
    spans: tuple[Span, ...]


def read_annotation(folders: Sequence[Path], *, held: bool = False) -> dict[tuple[str, int], dict[str, Any]]:
    """The rows of every .jsonl file of ``folders`` by article and line; a later one of the same line counts. ``held``:
    of the files whose name begins with "test", else of the others. Raises DataError naming file and line."""
    found: dict[tuple[str, int], dict[str, Any]] = {}
    for folder in folders:
        if not folder.is_dir():
            raise DataError(str(folder), "no such folder", "name a folder of annotation (*.jsonl)")
        for path in sorted(folder.glob("*.jsonl")):
            if path.stem.startswith(HELD) is held:
                for where, row in _read_rows(path):
                    try:
                        found[row["doc"], row["line"]] = {"sha1": row["sha1"], "entities": row["entities"]}
                    except (KeyError, TypeError) as error:
                        raise DataError(where, f"no {error} in the row", "write doc, line, sha1, entities") from error
    return found


def read_texts(files: Iterable[Path], wanted: set[str]) -> Iterator[tuple[str, list[str]]]:
    """(id, lines) of the articles that are ``wanted``."""
    for path in files:
        for where, row in _read_rows(path):
            try:
                name = str(row["id"]).rsplit("/", 1)[-1]
                if name in wanted:
                    yield name, row["text"].split("\n")
            except (KeyError, TypeError, AttributeError) as error:
                raise DataError(where, "no id and text in the record", "give each line both") from error


def join(rows: Mapping[tuple[str, int], dict[str, Any]], texts: Iterable[tuple[str, list[str]]]) -> list[Line]:
    """The annotated lines in a settled order; those whose text has changed since, or is not NFC, are left out."""
    by_doc: dict[str, list[int]] = {}
    for doc, line in rows:
        by_doc.setdefault(doc, []).append(line)
    found = []
    for doc, lines in texts:
        for number in by_doc.pop(doc, ()):
            text = lines[number] if number < len(lines) else ""
            row = rows[doc, number]
            if hash_line(text) == row["sha1"] and unicodedata.is_normalized("NFC", text):
                spans = tuple((start, end, label) for start, end, label in row["entities"])
                found.append((doc, number, Line(doc, text, spans)))
    return [line for *_, line in sorted(found, key=lambda item: item[:2])]


def hash_line(text: str) -> str:
    """What a row of annotation knows its line by."""
    return hashlib.sha1(text.encode()).hexdigest()[:12]


def read_lines(folders: Sequence[Path], files: Sequence[Path]) -> tuple[list[Line], list[Line]]:
    """The annotated lines of ``folders`` with their texts from ``files``: those to learn from, those held out."""
    parts = read_annotation(folders), read_annotation(folders, held=True)
    texts = list(read_texts(files, {doc for rows in parts for doc, _ in rows}))
    learned, held = (join(rows, texts) for rows in parts)
    return learned, held


def label_syllables(line: Line) -> list[str] | None:
    """BIO labels of the line's syllables; None where a span does not begin and end with one."""
    tokens = tokenize(line.text)
    labels = ["O"] * len(tokens)
    starts = {token.start: n for n, token in enumerate(tokens)}
    ends = {token.end: n for n, token in enumerate(tokens)}
    for start, end, kind in line.spans:
        if start not in starts or end not in ends:
            return None
        labels[starts[start] : ends[end] + 1] = [f"B-{kind}", *(f"I-{kind}" for _ in range(ends[end] - starts[start]))]
    return labels


def _read_rows(path: Path) -> Iterator[tuple[str, dict[str, Any]]]:
    """(file:line, record) of a JSON Lines file, plain or packed."""
    try:
        with _open(path) as rows:
            for number, row in enumerate(rows, 1):
                if row.strip():
                    yield f"{path}:{number}", json.loads(row)
    except (OSError, EOFError, lzma.LZMAError, ValueError) as error:
        raise DataError(str(path), f"cannot be read ({error})", "name a JSON Lines file") from error


def _open(path: Path) -> IO[str]:
    opened: IO[str] = OPENERS.get(path.suffix, open)(path, "rt", encoding="utf-8")
    return opened
