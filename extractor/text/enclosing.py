"""The sentence around a span, cut as the analysis cuts it."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from extractor.model import Article, Zone
from extractor.text import segment

Span = tuple[int, int]


def find_sentences(text: str, zones: Sequence[dict[str, Any]], spans: Sequence[Span]) -> list[Span]:
    """For each of ``spans`` the offsets of the sentence (or sentences) that it lies in, else its own."""
    holding = tuple(
        Zone(z["kind"], z["start"], z["end"])
        for z in zones
        if any(z["start"] <= start < z["end"] for start, _ in spans)
    )
    sentences = segment(Article("", "", text, zones=holding)).sentences if holding else ()
    found = []
    for start, end in spans:
        around = [s for s in sentences if s.start < end and start < s.end]
        found.append((min(start, around[0].start), max(end, around[-1].end)) if around else (start, end))
    return found
