"""What a document is known by, and the natural order of the places where it was met."""

from __future__ import annotations

import json
import re
from functools import lru_cache
from hashlib import sha256
from typing import Any

from extractor.model import Article

NAMES = ("id", "record_id", "title", "published", "authors", "publisher")  # as read, before the analysis
DIGITS = re.compile(r"(\d+)")


def document_key(article: Article) -> int:
    """The key of an article: 63 bits of the hash of what it holds, the same wherever it was read."""
    return hash_key([getattr(article, name) for name in NAMES])


def record_key(record: dict[str, Any]) -> int:
    """The same key from a record, unless ``--date`` gave it its date: then its own is unknown, and this is another."""
    return hash_key([record[name] for name in NAMES])


def hash_key(parts: list[Any]) -> int:
    """63 bits of the SHA-256 of the parts as JSON."""
    return int.from_bytes(sha256(json.dumps(parts).encode()).digest()[:8], "big") >> 1


@lru_cache(maxsize=1024)
def link_key(id: str, name: str, type: str, parents: tuple[str, ...], successors: tuple[str, ...]) -> int:
    """The key of a row of the gazetteer as one document saw it."""
    return hash_key([id, name, type, parents, successors])


def natural_order(source: str) -> tuple[list[tuple[int, str]], str]:
    """A sort key by which a.jsonl#2 comes before a.jsonl#10, however many digits there are."""
    parts = DIGITS.split(source)
    return [_measure(part) if i % 2 else (0, part) for i, part in enumerate(parts)], source


def _measure(digits: str) -> tuple[int, str]:
    number = digits.lstrip("0")
    return len(number), number
