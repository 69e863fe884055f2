"""A block of the text, and what its shape says."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass, field, replace

from extractor.sources.html.nodes import CellSpan, Grid, Node, is_button, iterate

DATELINE = 25  # characters of the longest dateline
PROSE = 60  # characters from which on a block reads as a paragraph
TITLE_LINK = (15, 28)  # characters of a link to an article, and of one that its address does not show to be that
SEVERAL = 22  # characters that links to articles have on the average where several are on one line
ADDRESS = re.compile(r"[^/]*(?:-[^/-]+){4,}[^/]*/?$|\d{5,}[^/]*$|[?&](?:id|newsid|itemid|tid|nid|p)=\d{3,}", re.I)
BOXED = re.compile(r"background|border(?:-\w+)?\s*:", re.I)


@dataclass(slots=True)
class Block:
    """A line of the text; ``runs``: where each stretch of one element begins, the element, its link;
    ``cells``: where its cells stand, if it is a row of a table."""

    start: int
    end: int
    text: str
    node: Node
    runs: list[tuple[int, Node, Node | None]]
    linked: int  # characters in links
    longest: int  # of one of them that leads somewhere
    anchors: int  # how many lead somewhere
    pictures: tuple[int, int]  # those of the page that stand between the block before and its end
    grid: Grid | None = None
    said: str | None = None  # what its words give away, by extractor/text/cues.py
    cells: list[tuple[int, int]] = field(default_factory=list)
    spans: list[CellSpan] = field(default_factory=list)


def is_prose(block: Block) -> bool:
    """Whether a block reads as a paragraph of its own words."""
    own = len(block.text) - block.linked
    return own >= PROSE and own >= block.linked and block.grid is None


def is_title(block: Block) -> bool:
    """Whether a block is a link that reads as the title of an article."""
    if block.anchors > 1 and block.linked * 10 >= 9 * len(block.text):  # several, side by side
        return block.linked >= SEVERAL * block.anchors and leads_to_article(block)
    if block.longest * 10 < 6 * len(block.text) or block.longest < TITLE_LINK[0] or block.text.startswith("http"):
        return False
    return block.longest >= TITLE_LINK[1] or leads_to_article(block)


def leads_to_article(block: Block) -> bool:
    """Whether a link of a block has an address as articles have them: many words, or a long number."""
    return any(link is not None and ADDRESS.search(link.get("href")) for _, _, link in block.runs)


def kind_of(block: Block) -> str | None:
    """What the element says that has all words of a block."""
    if len(block.runs) == 1:
        return block.runs[0][1].kind
    kinds = {node.kind for _, node, _ in block.runs}
    return kinds.pop() if len(kinds) == 1 else block.node.kind


def links_of(block: Block) -> list[Node]:
    """The links in a block."""
    return [link for _, _, link in block.runs if link is not None]


def is_tool(block: Block) -> bool:
    """Whether it is a row of buttons."""
    return block.linked * 2 >= len(block.text) and all(is_button(link) for link in links_of(block))


def is_bold(block: Block) -> bool:
    """Whether all its words are."""
    return all(node.bold for _, node, _ in block.runs)


def is_slanted(block: Block) -> bool:
    """Whether all its words are in italics."""
    return all(node.slant for _, node, _ in block.runs)


def is_mostly(block: Block, looks: Callable[[Block], bool]) -> bool:
    """Whether its words look so, but perhaps for the dateline that opens it."""
    if looks(block):
        return True
    first = block.runs[1][0] if len(block.runs) > 1 else block.end
    return first - block.start < DATELINE and looks(replace(block, runs=block.runs[1:])) and len(block.text) > PROSE


def is_sentence(block: Block) -> bool:
    """Whether it is a short sentence all in bold."""
    return (
        len(block.text) >= PROSE // 2 and block.text.endswith((".", "!", "…")) and is_bold(block) and not block.linked
    )


def is_within(node: Node, root: Node) -> bool:
    """Whether an element lies in ``root``."""
    return any(above is root for above in iterate(node))


def is_boxed(node: Node, root: Node) -> bool:
    """Whether it lies in a quotation or in a box within the text."""
    for above in iterate(node):
        if above is root or above.spine:
            return False
        if above.cue == "box" or (above.name in ("div", "td", "table", "section") and BOXED.search(above.get("style"))):
            return True
    return False
