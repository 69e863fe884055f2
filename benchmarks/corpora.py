"""The news corpora that stand beside the project: articles by id, and the passages that annotation points to.

No sentence of them is kept here: annotation is stand-off, "@ ID line,line,… sha1" with lines counted from 0.
"""

from __future__ import annotations

import hashlib
import json
import lzma
from collections.abc import Iterator, Sequence
from pathlib import Path


def read_articles(data: Path) -> Iterator[tuple[str, str, list[str]]]:
    """(corpus, id, lines) of every article under ``data``/corpora."""
    for path in sorted((data / "corpora").glob("*.jsonl.xz")):
        with lzma.open(path, "rt", encoding="utf-8") as rows:
            for row in rows:
                article = json.loads(row)
                yield path.name, article["id"].rsplit("/", 1)[-1], article["text"].split("\n")


def hash_passage(lines: list[str]) -> str:
    """The first 12 hexadecimal digits of the SHA-1 of the passage's lines."""
    return hashlib.sha1("\n".join(lines).encode()).hexdigest()[:12]


def read_heads(gold: Path) -> Iterator[tuple[str, list[int], str]]:
    """(id, lines, hash) of each passage that a .gold file annotates."""
    for line in gold.read_text(encoding="utf-8").splitlines():
        if line.startswith("@"):
            name, numbers, *rest = line[1:].split()
            yield name, [int(n) for n in numbers.split(",")], rest[0] if rest else ""


def read_used(data: Path) -> set[str]:
    """The articles that any annotation uses, of ``data``/gold/more and of this folder."""
    folders = (data / "gold" / "more", Path(__file__).parent)
    used = set()
    for gold in (path for folder in folders for path in (*folder.rglob("*.gold"), *folder.rglob("*.tsv"))):
        used |= {name for name, *_ in read_heads(gold)}
    for rows in (path for folder in folders for path in folder.rglob("*.jsonl")):
        used |= {json.loads(row)["doc"] for row in rows.read_text(encoding="utf-8").splitlines()}
    return used


def take_beginning(lines: Sequence[str], length: int) -> list[int]:
    """The numbers of the lines that an article begins with, some ``length`` characters, the empty ones left out."""
    numbers: list[int] = []
    for n, line in enumerate(lines):
        if line.strip():
            numbers.append(n)
        if sum(len(lines[i]) for i in numbers) > length:
            break
    return numbers
