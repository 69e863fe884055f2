"""Zones, tables and metadata of a page, with their places in its text in NFC."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Callable, Iterator, Sequence
from itertools import groupby

from extractor.model import Table, Zone, ZoneKind
from extractor.sources.html.grids import place_cells
from extractor.sources.html.metadata import Told, find_keywords, find_url, read_head
from extractor.sources.html.outline import Outline, outline
from extractor.sources.html.shown import find_authors, find_dateline, find_published, find_publisher, find_tags
from extractor.sources.html.tree import Page
from extractor.sources.html.walk import Block, is_button, iterate
from extractor.sources.html.zones import Judge
from extractor.text.bylines import read_byline
from extractor.text.cues import find_cue
from extractor.text.date_lines import read_date_line
from extractor.text.normal import to_nfc
from extractor.text.zones import Layout

SHORT = 160  # characters of a line in which date and author may stand side by side


def make_layout(page: Page, blocks: list[Block], text: str) -> Layout:
    """What the page's markup tells of ``text``, which ``blocks`` make up."""
    told = read_head(page)
    found = outline(page, blocks, told.titles())
    kinds = list(Judge(found).judge())
    start = next((i for i, kind in enumerate(kinds) if kind == "body"), 0)
    zones = [z for i, (b, kind) in enumerate(zip(blocks, kinds, strict=True)) for z in _cut(b, kind, found.top < i < start)]
    place = _map_places(text, blocks)
    captioned = {b.start for b in blocks if any(node.name == "figure" or node.cue == "caption" for node in iterate(b.node))}
    bylines = [text[z.start : z.end] for z in zones if z.kind == "byline" and z.start not in captioned]
    first = next((b for b, kind in zip(blocks, kinds, strict=True) if kind in ("lead", "body")), None)
    dateline, source = find_dateline(first.text, first) if first else (None, None)
    return Layout(
        zones=tuple(Zone(zone.kind, place(zone.start), place(zone.end)) for zone in zones),
        title=_find_title(found, told),
        published=find_published(found, kinds, told),
        authors=find_authors(found, kinds, told, bylines),
        publisher=find_publisher(found, kinds, told, ()) or source,
        dateline=dateline,
        url=find_url(told),
        tags=find_tags(found, kinds) or find_keywords(told),
        tables=tuple(_make_tables(blocks, kinds, place)),
    )


def _find_title(found: Outline, told: Told) -> str | None:
    """The headline as shown, else as told."""
    shown = " ".join(" ".join(found.blocks[i].text.split()) for i in found.headline)
    return to_nfc(shown or next(iter(told.titles()), "")) or None


def _cut(block: Block, kind: ZoneKind, top: bool) -> Iterator[Zone]:
    """The zones of a block: one, but where author and date, or a title and its label, stand side by side."""
    pieces: list[tuple[ZoneKind, int, int]] = [(kind, block.start, block.end)]
    if kind in ("byline", "furniture", "teaser") and len(block.runs) > 1 and len(block.text) < SHORT:
        ends = [start for start, _, _ in block.runs[1:]] + [block.end]
        pieces = []
        for (start, node, link), end in zip(block.runs, ends, strict=True):
            words = block.text[start - block.start : end - block.start]
            own = kind
            if kind == "byline" and (node.kind == "meta" or (link is not None and is_button(link)) or read_date_line(words.strip(" |-–,"))):
                own = "furniture"
            elif kind == "furniture" and link is None and (top or node.kind == "byline"):
                bare = node.kind == "byline" or node.bold
                own = "byline" if read_byline(words.strip(" |-–,"), bare=bare) else kind
            elif kind == "teaser" and link is None and find_cue(words) == "furniture":
                own = "furniture"
            pieces.append((own, start, end))
    for own, group in groupby(pieces, key=lambda piece: piece[0]):
        parts = list(group)
        start, end = parts[0][1], parts[-1][2]
        words = block.text[start - block.start : end - block.start]
        if words.strip():
            start += len(words) - len(words.lstrip())
            yield Zone(own, start, start + len(words.strip()))


def _map_places(text: str, blocks: list[Block]) -> Callable[[int], int]:
    """From offsets in ``text`` to those in its normal form."""
    if to_nfc(text) == text:
        return lambda at: at
    starts, shifts, shift = [], [], 0
    for block in blocks:
        starts.append(block.start)
        shifts.append(shift)
        shift += len(to_nfc(block.text)) - len(block.text)

    def place(at: int) -> int:
        i = bisect_right(starts, at) - 1
        return starts[i] + shifts[i] + len(to_nfc(text[starts[i] : at]))

    return place


def _make_tables(blocks: Sequence[Block], kinds: Sequence[ZoneKind], place: Callable[[int], int]) -> Iterator[Table]:
    """The tables of the article."""
    at = 0
    for grid, group in groupby(blocks, key=lambda block: id(block.grid) if block.grid else 0):
        rows = list(group)
        first, at = at, at + len(rows)
        if not grid or kinds[first] != "body":
            continue
        named = rows[0].grid.caption if rows[0].grid else None
        caption = blocks[first - 1] if first and named is not None and blocks[first - 1].node is named else None
        spans = [(row.spans, [(place(a), place(b)) for a, b in row.cells]) for row in rows]
        yield Table(
            place(rows[0].start),
            place(rows[-1].end),
            place_cells(spans),
            (place(caption.start), place(caption.end)) if caption else None,
        )
