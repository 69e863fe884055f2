"""Proof that what is stored is what the texts say: every mention against its offsets, every row against the others."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

from extractor.errors import VnfactsError
from extractor.sources.packed import UNREADABLE
from extractor.store.errors import StoreError
from extractor.store.lines import read_lines
from extractor.store.store import Store

MAGIC = b"SQLite format 3\x00"
SAID = {  # list → the key whose words are text[start:end]
    **dict.fromkeys(("entities", "references", "roles", "facts", "statements", "citations"), "text"),
    "abbreviations": "short",
}
ASKED = {  # SQL that gives a row for each fault → what the fault is
    "SELECT key FROM documents d WHERE NOT EXISTS (SELECT 1 FROM sources s WHERE s.document = d.key AND"
    " s.source = d.source)": "its source is not among its sources",
    "SELECT document FROM facts WHERE start < sentence_start OR end > sentence_end": "a fact lies outside its sentence",
    "SELECT key FROM documents d WHERE key NOT IN (SELECT id FROM documents_fts_docsize) AND key NOT IN"
    " (SELECT document FROM pending)": "it is not in the full-text index",
    "SELECT d.key FROM documents d JOIN documents o ON o.key = d.duplicate_of WHERE o.duplicate_of IS NOT NULL": (
        "it is the copy of a copy"
    ),
}


def verify_record(record: Mapping[str, Any], counts: Counter[str]) -> Iterator[str]:
    """What is wrong in a record, one line each; ``counts`` learns how many of each list were looked at."""
    text = record["text"]
    for name, said in SAID.items():
        for n, x in enumerate(record.get(name, ())):
            counts[name] += 1
            start, end = x["start"], x["end"]
            if not 0 <= start < end <= len(text) or text[start:end] != x[said]:
                there = _shorten(text[max(0, start) : max(0, end)])
                yield f"{name} {x.get('id', n)}: text[{start}:{end}] is {there!r}, it says {_shorten(x[said])!r}"
    for n, zone in enumerate(record.get("zones", ())):
        counts["zones"] += 1
        if not 0 <= zone["start"] <= zone["end"] <= len(text):
            yield f"zones {n}: [{zone['start']}:{zone['end']}] lies outside the text ({len(text)} characters)"


def _shorten(words: str) -> str:
    return words if len(words) <= 60 else words[:59] + "…"


def verify_store(path: Path, counts: Counter[str]) -> Iterator[str]:
    """What is wrong in a store, one line each: SQLite's own checks, foreign keys, then every record."""
    try:
        with Store(path) as store:
            yield from _verify_file(store)
            for record in store.records():
                counts["documents"] += 1
                for fault in verify_record(record, counts):
                    yield f"{record['source']}: {fault}"
    except VnfactsError as error:
        yield f"{error.seen}; {error.remedy}"


def _verify_file(store: Store) -> Iterator[str]:
    for (line,) in store.query("PRAGMA integrity_check"):
        if line != "ok":
            yield f"SQLite: {line}"
    for table, _, parent, _ in store.query("PRAGMA foreign_key_check"):
        yield f"a row of {table} refers to a row of {parent} that is not there"
    for sql, fault in ASKED.items():
        for (key,) in store.query(sql):
            yield f"document {key}: {fault}"


def is_store(path: Path) -> bool:
    """Whether a file is a database (or lies about it), by its first bytes."""
    try:
        with path.open("rb") as file:
            return file.read(len(MAGIC)) == MAGIC
    except OSError as error:
        raise StoreError(str(path), f"cannot be read ({error.strerror})", "check the path") from None


def verify_lines(path: Path, counts: Counter[str]) -> Iterator[str]:
    """What is wrong in a file of records, one line each."""
    try:
        for n, line in read_lines(path):
            counts["documents"] += 1
            try:
                yield from (f"line {n}: {fault}" for fault in verify_record(json.loads(line), counts))
            except (ValueError, KeyError, TypeError, AttributeError, RecursionError) as error:
                yield f"line {n}: no record ({type(error).__name__}: {error})"
    except UNREADABLE as error:
        yield f"cannot be read ({error})"
    if not counts["documents"]:
        yield "holds no record"
