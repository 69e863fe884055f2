"""The sentence around a span, cut as the analysis cuts it."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from extractor.model import Zone
from extractor.text.sentences import cut

Span = tuple[int, int]


def find_sentences(text: str, zones: Sequence[dict[str, Any]], spans: Sequence[Span]) -> list[Span]:
    """For each of ``spans`` the offsets of the sentence (or sentences) that it lies in, else its own."""
    holding = [
        Zone(z["kind"], z["start"], z["end"])
        for z in zones
        if any(z["start"] <= start < z["end"] for start, _ in spans)
    ]
    sentences = [sentence for zone in holding for sentence in cut(text, zone)]
    found = []
    for start, end in spans:
        around = [s for s in sentences if s[0] < end and start < s[1]]
        found.append((min(start, around[0][0]), max(end, around[-1][1])) if around else (start, end))
    return found
