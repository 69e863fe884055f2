"""What a body is a part of, where the text tells it apart: "Phòng Cảnh sát hình sự (PC02), Công an tỉnh A", "Vụ Pháp
chế, Bộ B", "Chi cục Thú y thuộc Sở C"."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache

from extractor.data import data_path, read_table
from extractor.entities.phrases import Phrases
from extractor.text import split_words, tokenize_name

BETWEEN = re.compile(r"(?:\s*\([^()]{2,14}\))?\s*[,(–-]?\s*(?:(?:trực )?thuộc|của)?\s*")

NEAR = 3  # bodies: a short form in brackets may be one


@dataclass(frozen=True, slots=True)
class Body:
    """A body as far as it is named: where, in which words, and the place that its name takes. ``open``: neither its
    place nor its parent is told."""

    start: int
    end: int
    name: str
    place: int | None
    open: bool


@lru_cache(maxsize=1)
def read_parts() -> tuple[Phrases, tuple[Phrases, ...]]:
    """How the name of a part begins, and for each row how those begin that it may be a part of: body_parts.tsv."""
    rows = read_table(data_path("gazetteers", "body_parts.tsv"))
    return (
        Phrases((split_words(row["words"]), str(n)) for n, row in enumerate(rows)),
        tuple(Phrases((split_words(words), words) for words in row["of"].split("|")) for row in rows),
    )


def is_part(name: str, parent: str) -> bool:
    """Whether a body of this name may be a part of one of that name, by how both begin."""
    parts, parents = read_parts()
    hit = parts.match(tokenize_name(name), 0)
    return hit is not None and parents[int(hit[1])].match(tokenize_name(parent), 0) is not None


def find_parents(bodies: Sequence[Body], text: str) -> dict[int, Body]:
    """The bodies, by their index, that are told with what they are a part of: their full name, and its place."""
    found: dict[int, Body] = {}
    whole: dict[str, Body] = {}
    for n in reversed(range(len(bodies))):
        body = bodies[n]
        if not body.open:
            continue
        near = range(n + 1, min(n + 1 + NEAR, len(bodies)))
        told = (m for m in near if BETWEEN.fullmatch(text, body.end, bodies[m].start))
        behind = next((m for m in told if is_part(body.name, bodies[m].name)), None)
        if behind is not None:
            parent = found.get(behind, bodies[behind])
            found[n] = Body(body.start, body.end, f"{body.name} {parent.name}", parent.place, open=parent.open)
            whole[body.name.lower()] = found[n]
    for n, body in enumerate(bodies):
        if n not in found and body.open and (full := whole.get(body.name.lower())):
            found[n] = full
    return found
