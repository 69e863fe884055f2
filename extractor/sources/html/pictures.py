"""Which block is the caption of a picture that stands before it."""

from __future__ import annotations

import re

from extractor.sources.html.blocks import Block
from extractor.sources.html.elements import HEADINGS
from extractor.sources.html.nodes import Node, Page, iterate
from extractor.text import shapes

LONG = 350  # characters of a caption
PLAIN = 160  # of one that nothing but its place tells
CREDITED = 450  # of one that names the photographer at its end
WORDS = re.compile(r"\s*\(?(?:tin|bài)\b", re.I)  # Bài, ảnh: … is no caption
CENTERED = re.compile(r"center|italic", re.I)


def is_caption(page: Page, blocks: list[Block], i: int) -> bool:
    """Whether the words right behind a picture, or beside it in an element of their own, tell what it shows."""
    block = blocks[i]
    before, upto = block.pictures
    if (
        shapes.is_caption(block.text)
        and len(block.text) < CREDITED
        and block.grid is None
        and not WORDS.match(block.text)
    ):
        if len(block.text) < PLAIN and CENTERED.search(block.node.told):
            return True  # of a picture that a script shows
        return before < upto or any(near.pictures[0] < near.pictures[1] for near in blocks[max(0, i - 2) : i])
    if before == upto or len(block.text) > LONG or block.grid is not None or block.linked * 2 > len(block.text):
        return False
    picture = page.pictures[upto - 1]
    shared = _find_shared(block.node, picture)
    if shared is None or any(node.name in HEADINGS for node in iterate(block.node) if not node.spine):
        return False
    if not shared.spine and shared.last - shared.first < 2 and shared.parent is not None:
        return shared.name not in ("li", "header") and (shared is not block.node or len(block.text) < PLAIN)
    marked = all(node.slant for _, node, _ in block.runs) or CENTERED.search(block.node.told) is not None
    return marked and not block.text.rstrip().endswith(":")


def _find_shared(one: Node, other: Node) -> Node | None:
    """The smallest element that has both."""
    above = {id(node) for node in iterate(other)}
    return next((node for node in iterate(one) if id(node) in above), None)
