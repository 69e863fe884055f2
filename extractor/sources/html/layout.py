"""Zones, tables and metadata of a page, with their places in its text in NFC."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Callable, Iterator, Sequence
from itertools import groupby

from extractor.model import Table, Zone, ZoneKind
from extractor.sources.html.authors import find_authors
from extractor.sources.html.blocks import Block, is_prose
from extractor.sources.html.bylines import words_of
from extractor.sources.html.grids import place_cells
from extractor.sources.html.metadata import Told, find_keywords, find_url, read_head
from extractor.sources.html.nodes import Page, iterate
from extractor.sources.html.outline import Outline, outline
from extractor.sources.html.pieces import cut
from extractor.sources.html.published import find_published
from extractor.sources.html.publisher import find_publisher
from extractor.sources.html.shown import find_dateline, find_tags
from extractor.sources.html.signed import is_dated
from extractor.sources.html.sureness import Signed, find_sureness, keep_surest
from extractor.sources.html.zones import Judge
from extractor.text.credits import opening_kind
from extractor.text.named import drop_spoken
from extractor.text.normal import to_nfc
from extractor.text.tails import find_tail
from extractor.text.zones import Layout

LABEL = 40  # characters of a label before a name
ABOVE = 2  # blocks before the headline in which its author and its day may stand


def make_layout(page: Page, blocks: list[Block], text: str) -> Layout:
    """What the page's markup tells of ``text``, which ``blocks`` make up."""
    told = read_head(page)
    found = outline(page, blocks, told.titles())
    kinds = list(Judge(found).judge())
    judged = list(zip(blocks, kinds, strict=True))
    start = next((i for i, kind in enumerate(kinds) if kind == "body"), 0)
    above = range((found.headline[0] if found.headline else 0) - ABOVE, found.top)
    last = max((i for i, kind in enumerate(kinds) if kind == "body"), default=-1)
    parts = [
        (i, zone)
        for i, (b, kind) in enumerate(judged)
        for whole in cut(b, kind, top=found.top < i < start or (i in above and is_dated(b)))
        for zone in (_cut_tail(b, whole) if i == last else [whole])
    ]
    zones = [zone for _, zone in parts]
    place = _map_places(text, blocks)
    captioned = {block.start for block, kind in judged if kind == "byline" and _is_in_caption(block)}
    signed: list[Signed] = []
    for i, zone in parts:
        if zone.kind == "byline" and zone.start not in captioned:
            words = words_of(blocks[i], zone.start, zone.end)
            if (label := blocks[i].text[: zone.start - blocks[i].start].rstrip()).endswith(":") and len(label) < LABEL:
                words = f"{label} {words}"  # what he has done, which stands apart
            signed.append(Signed(zone.start, words, find_sureness(blocks, kinds, i, words, top=i < start)))
    prose = [b.start for b, kind in judged if kind == "body" and is_prose(b)]
    bylines = [one.words for one in _drop_inner(keep_surest(signed), prose)]
    if len(bylines) > 1:
        bylines = drop_spoken(bylines, "\n".join(b.text for b, kind in judged if kind in ("lead", "body")))
    firsts = [next((block for block, kind in judged if kind == own), None) for own in ("lead", "body")]
    datelines = [find_dateline(block.text, block) for block in firsts if block is not None]
    dateline, source = next((told for told in datelines if any(told)), (None, None))
    publisher = find_publisher(found, kinds, told)
    return Layout(
        zones=tuple(Zone(zone.kind, place(zone.start), place(zone.end)) for zone in zones),
        title=_find_title(found, told),
        published=find_published(found, kinds, told),
        authors=find_authors(found, kinds, told, bylines, publisher),
        publisher=publisher or source,
        dateline=dateline,
        url=find_url(told),
        tags=find_tags(found, kinds) or find_keywords(told),
        tables=tuple(_make_tables(blocks, kinds, place)),
    )


def _cut_tail(block: Block, zone: Zone) -> list[Zone]:
    """The last paragraph, and the credits at its end."""
    words = block.text[zone.start - block.start : zone.end - block.start]
    if block.grid is not None or (tail := find_tail(words)) is None:
        return [zone]
    start = zone.start
    return [Zone(zone.kind, start, start + tail.end), Zone("byline", start + tail.start, zone.end)]


def _drop_inner(signed: Sequence[Signed], prose: Sequence[int]) -> Iterator[Signed]:
    """The bylines but for names within the text that are followed by paragraphs and by the author's: whose letter or
    poem it holds."""
    ended = prose[-1] if prose else 0
    closed = any(one.start > ended and opening_kind(one.words) in (None, "writer") for one in signed)
    for one in signed:
        within = bool(prose) and prose[0] < one.start < ended and opening_kind(one.words) is None
        if not (closed and within):
            yield one


def _is_in_caption(block: Block) -> bool:
    return any(node.name == "figure" or node.cue == "caption" for node in iterate(block.node))


def _find_title(found: Outline, told: Told) -> str | None:
    """The headline as shown, else as told."""
    shown = " ".join(" ".join(found.blocks[i].text.split()) for i in found.headline)
    return to_nfc(shown or next(iter(told.titles()), "")) or None


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
