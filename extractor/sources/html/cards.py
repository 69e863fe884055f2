"""Links to other articles: which stand in lists of such, which words belong to one."""

from __future__ import annotations

import re
from collections.abc import Sequence

from extractor.sources.html.blocks import Block, is_title, leads_to_article, links_of
from extractor.sources.html.elements import HEADINGS
from extractor.sources.html.nodes import Node, is_button, iterate

LABEL = 45  # characters of the longest heading of a box
SPOKEN = (5, 20)  # words and characters of the shortest link that says more than the name of a section
PARAGRAPHS = 2  # of a card
CARD = 8  # blocks of the largest card
LABELLED = re.compile(r"title|heading|header|caption|label|tit\b", re.I)


class Cards:
    """Counts the links of a page that stand alone, and those of them that read as titles."""

    def __init__(self, blocks: Sequence[Block]) -> None:
        self._blocks = blocks
        self._links = [(0, 0)]  # up to each block
        for block in blocks:
            alone = block.linked * 10 >= 6 * len(block.text)
            count, titles = self._links[-1]
            self._links.append((count + alone, titles + (alone and is_title(block))))

    def lists_titles(self, node: Node) -> bool:
        """Whether most links are titles in the smallest element around with three of them or more."""
        for above in iterate(node):
            if above.spine or above.parent is None:
                break
            count, titles = self.count(above)
            if count > 2:
                return titles * 5 >= count * 2
        return self.count(node)[1] > 0

    def count(self, node: Node) -> tuple[int, int]:
        """Links that stand alone in an element, and titles among them."""
        (some, few), (more, many) = self._links[node.first], self._links[node.last + 1]
        return more - some, many - few

    def has(self, i: int, block: Block) -> bool:
        """Whether a title that is a link stands beside it in a small element, and it is no heading above several."""
        for node in iterate(block.node):
            if node.spine or node.last - node.first >= CARD:
                return False
            count, titles = self.count(node)
            if titles and node.paragraphs > PARAGRAPHS * titles:
                return False
            if node.last > node.first and titles and (count < 3 or titles * 5 >= count * 2):
                heads = node.first == i and not block.linked and len(block.text) < LABEL
                return not heads or (titles == 1 and not _is_label(block))
        return False

    def heads(self, i: int, block: Block) -> bool:
        """Whether a block stands above nothing but titles that are links, in a small element."""
        node = next((node for node in iterate(block.node) if node.last > node.first), None)
        if (
            node is None
            or node.spine
            or node.first != i
            or node.last - i > CARD
            or block.linked
            or len(block.text) > LABEL
        ):
            return False
        return self.count(node) == (node.last - i, node.last - i)

    def is_heading(self, i: int, block: Block) -> bool:
        """Whether a block of a box of teasers is the heading of it, or of a part, or a part of another kind."""
        box = inner = None
        for node in iterate(block.node):
            if node.kind != "teasers":
                break
            box = node
            inner = node if inner is None and node.last > node.first else inner
        if box is None or box.first == box.last or is_title(block):
            return False
        if len(links := links_of(block)) > 1 and all(map(is_button, links)):
            return True
        short = len(block.text) < LABEL
        if box.first == i and short:
            return block.longest < SPOKEN[1] or len(block.text.split()) < SPOKEN[0]
        if inner is None or inner is box or self.count(inner)[1]:
            heads = inner is not None and inner.first == i and self.count(inner)[1] > 1
            return heads and not block.linked and short
        return not self.count(inner)[0] and self.count(box)[1] > 0


def is_linked_card(block: Block) -> bool:
    """Whether it is the title of another article, as a link, and that article's summary in an element of its own."""
    if len(block.runs) != 2 or block.node.name in ("p", "li") or not leads_to_article(block) or block.longest < 20:
        return False
    (_, _, link), (_, node, other) = block.runs
    return link is not None and other is None and node is not block.node


def _is_label(block: Block) -> bool:
    """Whether it is set as the heading of a box."""
    above = [node for node in iterate(block.node) if not node.spine][:2]
    return any(node.name in HEADINGS or LABELLED.search(node.told) for node in above)
