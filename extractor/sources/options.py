"""What reading is told, what a reader is, and how input is refused."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from io import BufferedReader

from extractor.errors import InputError
from extractor.model import Article

MAX_BYTES = 64_000_000  # of one document
AT_ONCE = 1 << 20


@dataclass(frozen=True, slots=True)
class Reading:
    """How input is to be read.

    ``encoding``: read everything so, whatever it seems to be; ``max_bytes``: the longest document (a file, a member, a
    line of records), unpacked; ``fields``: names of a record's own for id, title, text, html, date, author or url;
    ``declared``: the charset that a container tells of a member; ``ours``: device and number of the files that are
    written meanwhile, which are no input though they may lie in a folder that is; ``left_out`` counts, by suffix, the
    files of folders and archives that were passed over because they hold no text.
    """

    encoding: str | None = None
    max_bytes: int = MAX_BYTES
    fields: Mapping[str, str] = field(default_factory=dict)
    declared: str | None = None
    ours: frozenset[tuple[int, int]] = frozenset()
    left_out: Counter[str] = field(default_factory=Counter, compare=False)


OnError = Callable[[InputError], None]
Reader = Callable[[BufferedReader, str, OnError, Reading], Iterator[Article]]


class Refused(Exception):
    """Raised by a reader for what it cannot read; who called it knows the source."""

    def __init__(self, seen: str, remedy: str) -> None:
        self.seen, self.remedy = seen, remedy
        super().__init__(f"{seen}; {remedy}")


def refuse_long(most: int) -> Refused:
    """For a document that is longer than ``most`` bytes."""
    return Refused(f"more than {most:,} bytes in one document", "raise --max-bytes or split it")


def read_whole(stream: BufferedReader, most: int) -> bytes:
    """Everything that is left of ``stream``. Raises Refused where that is nothing, or more than ``most`` bytes."""
    parts: list[bytes] = []
    left = most + 1
    while left and (part := stream.read(min(left, AT_ONCE))):  # a larger number would be set aside at once
        parts.append(part)
        left -= len(part)
    if not left:
        raise refuse_long(most)
    raw = b"".join(parts)
    if not raw.strip():
        raise Refused("an empty file", "give a file with text")
    return raw
