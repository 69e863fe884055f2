"""Zones and metadata of a page by its words alone: which line is headline, lead, body, caption, byline, teaser or
furniture."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Callable
from functools import partial
from typing import NamedTuple

from extractor.model import Table, Zone, ZoneKind
from extractor.text.authors import choose_authors
from extractor.text.closing import Closing, find_extent
from extractor.text.cues import Page, read_page
from extractor.text.datelines import find_dateline
from extractor.text.middle import Middle
from extractor.text.named import drop_spoken_names, find_sections, strip_sections
from extractor.text.opening import Opening
from extractor.text.publishers import find_publisher
from extractor.text.shapes import END_MARKS, Lines, is_prose, split_lines
from extractor.text.signatures import read_line
from extractor.text.tables import is_data
from extractor.text.tails import find_tail

CLOSING = 60  # characters of the longest line that names authors between two blocks

_make_zone: Callable[[tuple[ZoneKind, int, int]], Zone] = partial(tuple.__new__, Zone)  # no step in Python


class Layout(NamedTuple):
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


def _choose_credits(
    page: Page, opening: Opening, middle: Middle, closing: Closing, kinds: list[ZoneKind]
) -> list[tuple[str, str]]:
    """Those of the top, else of the text, else of the end; nobody of whom the text speaks, where another signs."""
    first, later = opening.credits, middle.credits or closing.credits
    credits = first or later
    if len(first) + len(later) > 1:
        prose = "\n".join(line for line, kind in zip(page.lines, kinds, strict=False) if kind in ("lead", "body"))
        kept = drop_spoken_names([*first, *later], prose)
        credits = [credit for credit in first if credit in kept] or [credit for credit in later if credit in kept]
    return strip_sections(credits, find_sections(page.lines[: opening.headline or 0])) if credits else credits


def _find_closing(page: Page, lines: Lines, lead: int, end: int) -> int | None:
    """The last line of a run of lines that names persons: an empty line parts it from what stands behind the text."""
    words, starts, ends = lines
    stop = min(end, len(words) - 1)
    for n in reversed(page.unclear):  # as all lines are that are short and have no mark at their end
        if not lead + 2 < n < stop or len(words[n]) >= CLOSING or words[n][-1] in END_MARKS:
            continue
        parted = starts[n + 1] - ends[n] > 1 and starts[n] - ends[n - 1] == 1 and any(map(is_prose, words[n - 3 : n]))
        credits = read_line(words[n], bare=True) if parted else None
        if credits and all(" " in name or kind == "source" for kind, name in credits):
            return n
    return None


def find_zones(text: str, tables: tuple[Table, ...] = ()) -> Layout:
    """Give each non-empty line of ``text`` its zone; within the article the lines of ``tables`` with data are body."""
    lines = split_lines(text)
    if not lines.words:
        return Layout(())
    page = read_page(lines.words)
    opening = Opening(page)
    extent = find_extent(page, opening)
    middle = Middle(page, opening, extent)
    closing = Closing(page, extent.end)
    kinds: list[ZoneKind] = [*opening.kinds(), *middle.kinds(), *closing.kinds()]
    for table in tables:
        if is_data(table, text):
            first, last = (bisect_left(lines.starts, at) for at in (table.start, table.end))
            last = min(last, extent.end)
            kinds[first:last] = ["body"] * (last - first)
    dateline = find_dateline(lines.words[opening.lead]) if opening.lead < extent.end else None
    publisher = find_publisher(lines.words, extent.end) or (dateline.source if dateline else None)
    credits = _choose_credits(page, opening, middle, closing, kinds)
    if not credits and (n := _find_closing(page, lines, opening.lead, extent.end)):
        kinds[n], credits = "byline", list(read_line(lines.words[n], bare=True) or ())
    zones = tuple(map(_make_zone, zip(kinds, lines.starts, lines.ends, strict=True)))
    if not credits:
        ended = extent.end - 1
        while ended > opening.lead and kinds[ended] != "body":
            ended -= 1
        if ended > opening.lead and (tail := find_tail(lines.words[ended])):
            start, credits = lines.starts[ended], list(tail.credits)
            cut = Zone("body", start, start + tail.end), Zone("byline", start + tail.start, lines.ends[ended])
            zones = (*zones[:ended], *cut, *zones[ended + 1 :])
    return Layout(
        zones,
        title=None if opening.headline is None else lines.words[opening.headline],
        published=opening.stamp.published if opening.stamp else None,
        authors=choose_authors(credits, publisher) if credits else (),
        publisher=publisher,
        dateline=dateline.place if dateline else None,
        tables=tables,
    )
