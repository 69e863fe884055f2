"""Zones and metadata of a page by its words alone: which line is headline, lead, body, caption, byline, teaser or
furniture."""

from __future__ import annotations

from dataclasses import dataclass

from extractor.model import Table, Zone, ZoneKind
from extractor.text.closing import Closing, find_end
from extractor.text.cues import find_cues
from extractor.text.datelines import find_dateline
from extractor.text.middle import Middle
from extractor.text.opening import Opening
from extractor.text.publishers import find_publisher
from extractor.text.shapes import find_unclear, split_lines


@dataclass(frozen=True, slots=True)
class Layout:
    """What the shape of a page tells about it."""

    zones: tuple[Zone, ...]
    title: str | None = None
    published: str | None = None
    authors: tuple[str, ...] = ()
    publisher: str | None = None
    dateline: str | None = None
    url: str | None = None
    tags: tuple[str, ...] = ()
    tables: tuple[Table, ...] = ()


def find_zones(text: str) -> Layout:
    """Give each non-empty line of ``text`` its zone."""
    lines = split_lines(text)
    if not lines.words:
        return Layout(())
    unclear = find_unclear(lines.words)
    cues = find_cues(lines.words, unclear)
    opening = Opening(lines.words, cues)
    end, last = find_end(lines.words, cues, opening)
    middle = Middle(lines.words, cues, unclear, opening, end, last)
    closing = Closing(lines.words, cues, end)
    kinds: list[ZoneKind] = [*opening.kinds(), *middle.kinds(), *closing.kinds()]
    dateline = find_dateline(lines.words[opening.lead]) if opening.lead < end else None
    return Layout(
        tuple(map(Zone, kinds, lines.starts, lines.ends)),
        title=None if opening.headline is None else lines.words[opening.headline],
        published=opening.stamp.published if opening.stamp else None,
        authors=opening.authors or middle.authors or closing.authors,
        publisher=find_publisher(lines.words, end) or (dateline.source if dateline else None),
        dateline=dateline.place if dateline else None,
    )
