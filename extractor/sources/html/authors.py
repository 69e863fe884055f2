"""Who wrote a page: the names of its bylines, else of its head."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from extractor.model import ZoneKind
from extractor.sources.html.bylines import WRITER
from extractor.sources.html.metadata import Told, find_site, find_told_authors, hosts_of
from extractor.sources.html.outline import Outline
from extractor.text.authors import choose_authors, is_pen_name, join_labels, prefer, read_authors, read_credits
from extractor.text.bylines import is_name
from extractor.text.credits import is_account
from extractor.text.named import strip_sections
from extractor.text.publishers import PAPER, squeeze


def find_authors(
    found: Outline, kinds: Sequence[ZoneKind], told: Told, pieces: Sequence[str], publisher: str | None
) -> tuple[str, ...]:
    """Names of the bylines shown, else of the head; desks and agencies only where nobody else is named. ``pieces``: the
    words of the zones that are bylines. Who only took the pictures is no author, nor is the paper itself."""
    names = (publisher, find_site(told), *told.metas.get("og:site_name", ()), *hosts_of(told))
    own = {squeeze(name) for name in names if name}
    shown = [credit for piece in join_labels(pieces) for credit in read_credits(piece)]
    if shown:
        shown = strip_sections(shown, find_sections(found, told))
    named = choose_authors(shown, *names) or prefer(_find_linked(found, kinds)) or prefer(filter(is_pen_name, pieces))
    if named:
        return named
    head = [name for words in find_told_authors(told) if not PAPER.match(words) for name in read_authors(words)]
    return prefer(
        name
        for name in head
        if squeeze(name) not in own and not is_account(name) and not name.lower().startswith("công ty")
    )  # a company there has made the site


def find_sections(found: Outline, told: Told) -> frozenset[str]:
    """Names of sections, in small letters: of the article's, and of those to which links above the headline lead."""
    above = found.blocks[: max(found.top, 0)]
    linked = (
        block.text[start - block.start : end - block.start]
        for block in above
        for (start, _, link), end in zip(block.runs, [*(run[0] for run in block.runs[1:]), block.end], strict=True)
        if link is not None and not WRITER.search(link.get("href"))
    )
    return frozenset(words.strip().lower() for words in (*linked, *told.metas.get("article:section", ())))


def _find_linked(found: Outline, kinds: Sequence[ZoneKind]) -> Iterator[str]:
    """Links in bylines that read as names."""
    for block in (b for b, kind in zip(found.blocks, kinds, strict=True) if kind == "byline"):
        for start, node, _ in block.runs:
            name = block.text[start - block.start :].split("\t")[0].strip()
            if name and node.name == "a" and is_name(name):
                yield name
