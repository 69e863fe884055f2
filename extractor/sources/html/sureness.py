"""How surely a block that reads as a byline is one: where several name different persons, the surest count."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from extractor.model import ZoneKind
from extractor.sources.html.blocks import Block, is_prose, is_title, kind_of, links_of
from extractor.sources.html.bylines import WRITER, is_right
from extractor.sources.html.nodes import iterate
from extractor.text.authors import read_credits
from extractor.text.bylines import read_byline
from extractor.text.credits import is_group, opening_kind

DASHES, QUOTES = "-–—", '“"”«'
CARD = 8  # blocks of the largest box that a name may belong to
SURE, PLAIN, BOXED = 2, 1, 0


class Signed(NamedTuple):
    """The words of a byline, where they stand, and how sure they are."""

    start: int
    words: str
    sureness: int


def find_sureness(blocks: Sequence[Block], kinds: Sequence[ZoneKind], i: int, words: str, *, top: bool) -> int:
    """SURE where words, a class, a link, the right margin or the headline tells; BOXED where other words stand beside
    it in a small element of their own."""
    block = blocks[i]
    if opening_kind(words) is not None or read_byline(words) is not None:
        return SURE
    around = next((node for node in iterate(block.node) if node.last > node.first), None)
    if around is None or around.spine or around.last - around.first >= CARD:
        box = range(0)
    else:
        box = range(around.first, around.last + 1)
    if any(is_title(blocks[j]) for j in box if j != i):
        return BOXED
    linked = any(WRITER.search(link.get("href")) for link in links_of(block))
    if top or linked or kind_of(block) == "byline" or is_right(block):
        return SURE
    return BOXED if any(kinds[j] != "byline" for j in box) or _is_beside(blocks, i) else PLAIN


def _is_beside(blocks: Sequence[Block], i: int) -> bool:
    """Whether it stands below a picture or a quotation, above a paragraph, or in a list."""
    block, before, behind = blocks[i], blocks[i - 1] if i else None, blocks[i + 1] if i + 1 < len(blocks) else None
    if block.pictures[0] < block.pictures[1] or any(node.name == "li" for node in iterate(block.node)):
        return True
    if before is not None and block.text.lstrip()[:1] in DASHES and before.text.lstrip()[:1] in QUOTES:
        return True
    return behind is not None and is_prose(behind)


def keep_surest(signed: Sequence[Signed]) -> list[Signed]:
    """The bylines but for bare names of persons that are less sure than those of others."""
    named = [
        any(kind in ("writer", "translator") and not is_group(name) for kind, name in read_credits(one.words))
        for one in signed
    ]
    best = max((one.sureness for one, is_named in zip(signed, named, strict=True) if is_named), default=BOXED)
    return [one for one, is_named in zip(signed, named, strict=True) if not is_named or one.sureness == best]
