"""Tokens and sentences of a record, for formats that label tokens: every mention begins and ends with a token."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Iterator, Sequence

from extractor.model import Article, Zone
from extractor.sinks.writer import Record
from extractor.text import segment
from extractor.text.sentences import TOKEN

Span = tuple[int, int]


def cut_sentences(record: Record, mentions: Iterable[Record]) -> Iterator[list[Span]]:
    """The tokens of each sentence, page furniture too: syllables, numbers and marks, cut where a mention cuts one.
    All that is left out is space."""
    starts = _find_starts(record)
    tokens: list[Span] = []
    limit = 0  # the next sentence's start
    for start, end in _cut_tokens(record["text"], sorted({x for m in mentions for x in (m["start"], m["end"])})):
        if start >= limit:
            if tokens:
                yield tokens
            tokens = []
            after = bisect_right(starts, start)
            limit = starts[after] if after < len(starts) else len(record["text"]) + 1
        tokens.append((start, end))
    if tokens:
        yield tokens


def _find_starts(record: Record) -> list[int]:
    """Where sentences and lines begin."""
    zones = tuple(Zone("body", zone["start"], zone["end"]) for zone in record["zones"])
    sentences = segment(Article("", "", record["text"], zones=zones)).sentences
    lines = (m.end() for m in re.finditer("\n", record["text"]))
    return sorted({*(sentence.start for sentence in sentences), *lines})


def _cut_tokens(text: str, cuts: Sequence[int]) -> Iterator[Span]:
    for m in TOKEN.finditer(text):
        inside = cuts[bisect_right(cuts, m.start()) : bisect_left(cuts, m.end())]
        yield from zip((m.start(), *inside), (*inside, m.end()), strict=True)


def find_outermost(mentions: Iterable[Record]) -> list[Record]:
    """The mentions that overlap no longer one, in reading order; a body inside an office gives way to the office."""
    kept: list[Record] = []
    taken: set[int] = set()
    mentions = tuple(mentions)
    offices = [(m["start"], m["end"]) for m in mentions if m["label"] == "POSITION"]
    inner = [m["id"] for m in mentions if m["label"] == "ORG" and any(s < m["start"] < e for s, e in offices)]
    for mention in sorted(mentions, key=lambda m: (m["id"] in inner, m["start"] - m["end"], m["start"])):
        places = range(mention["start"], mention["end"])
        if places and taken.isdisjoint(places):
            taken.update(places)
            kept.append(mention)
    return sorted(kept, key=lambda m: int(m["start"]))
