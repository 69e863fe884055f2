"""Which block of a page names who wrote it."""

from __future__ import annotations

import re

from extractor.sources.html.blocks import Block, is_boxed, is_prose, links_of
from extractor.sources.html.nodes import Node, iterate
from extractor.text.bylines import read_byline
from extractor.text.date_lines import read_date_line

SHORT = 130  # characters of such a block
SIGNED = 65  # of one that only its place shows to be that
CLOSE = 4  # blocks from the headline or the end of the text in which a mere name is the author's
RIGHT = re.compile(r"text-align\s*:\s*right|align\s*=\s*[\"']?right|text-right|align-right", re.I)
WRITER = re.compile(r"tac-?gia|author|but-?danh|phong-?vien|profile|mailto:", re.I)
ENDS = tuple('.!?…:”"')


def is_byline(block: Block, kind: str | None, root: Node, *, edge: bool, after: bool) -> bool:
    """``kind``: what its element says; ``edge``: near the headline or the end of the text; ``after``: behind the last
    paragraph."""
    text = block.text
    if len(text) > SHORT or read_date_line(text) or block.said not in (None, "byline"):
        return False
    if kind == "byline":
        return not is_boxed(block.node, root)
    if (links := links_of(block)) and not any(WRITER.search(link.get("href")) for link in links):
        return False
    placed = is_right(block)
    if after and placed and len(text) < SIGNED and not is_prose(block) and not text.rstrip().endswith(ENDS):
        return True
    edge = edge or placed
    return read_byline(text, bare=edge) is not None and (edge or not is_prose(block))


def is_right(block: Block) -> bool:
    """Whether it is set at the right."""
    return any(RIGHT.search(node.told) for node in iterate(block.node) if not node.spine)
