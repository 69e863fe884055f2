"""JSON Lines: one record a line, as the contract spells it."""

from __future__ import annotations

import json
from collections.abc import Iterable
from typing import BinaryIO

from extractor.model import Document
from extractor.schema import to_record


def write_jsonl(documents: Iterable[Document], out: BinaryIO, only: frozenset[str] | None) -> None:
    """Write one line a document."""
    for document in documents:
        line = json.dumps(to_record(document, only=only), ensure_ascii=False)
        out.write(line.encode("utf-8", "backslashreplace") + b"\n")
        out.flush()
