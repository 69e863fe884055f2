"""Containers: one stream in, its members out, each a stream of its own; nothing is written to the disk."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from io import BufferedReader

from extractor.sources.options import Refused
from extractor.sources.unpacking import BUFFER, Budget

DEPTH = 8  # containers and packings, one in the other
CONTROLS = re.compile("[\x00-\x1f\x7f-\x9f\u2028\u2029\u202a-\u202e\u2066-\u2069\ud800-\udfff]")


@dataclass(slots=True)
class Member:
    """A member as its container tells it; ``open`` gives its bytes, once, before the next member is asked for.

    ``listed``: whether its name decides if it is taken, as in a folder; where it does not, the container has decided.
    """

    name: str
    open: Callable[[], BufferedReader]
    listed: bool = True
    declared: str | None = None
    kind: str | None = None  # what its container says it is: .html
    record_id: str | None = None
    url: str | None = None  # where it was found
    warnings: tuple[str, ...] = field(default=())


Container = Callable[[BufferedReader, Budget, int], Iterator[Member]]  # stream, what it may spend, longest document


def make_label(name: str) -> str:
    """A member's name fit for a line of text; it is never used as a path."""
    return CONTROLS.sub(lambda m: f"\\x{ord(m[0]):02x}", name)


def find_trick(name: str) -> Refused | None:
    """What is wrong with a name that is made to mislead programs or readers."""
    parts = re.split(r"[/\\]", name)
    if ".." in parts:
        return Refused("a name that leads out of the archive", "pack it again under a plain name if you trust it")
    if re.search("[\x00-\x1f\x7f\u202a-\u202e\u2066-\u2069]", name):
        return Refused("a name with control characters", "pack it again under a plain name if you trust it")
    return None


def skip(stream: BufferedReader, count: int) -> None:
    """Read ``count`` bytes away. Raises EOFError where there are less."""
    while count:
        if not (data := stream.read1(min(count, BUFFER))):
            raise EOFError("it ends in the middle of a member")
        count -= len(data)
