"""The shape of a page: where the article's text lies, which line is its headline, what each element is."""

from __future__ import annotations

import re
from dataclasses import dataclass
from itertools import accumulate

from extractor.sources.html.blocks import Block, is_prose, is_title, is_within
from extractor.sources.html.boxes import mark_boxes
from extractor.sources.html.cues import find_cue
from extractor.sources.html.elements import HEADINGS
from extractor.sources.html.headline import find_headline
from extractor.sources.html.nodes import Node, Page, iterate

LEADS = 3  # paragraphs of the longest lead
SHARE = 0.6  # of an element's prose that one within it must have to be the place of the text
MIXED = 4  # blocks for each paragraph, from which on an element holds more than the text
DOUBTED = {"furniture": 0.05, "teasers": 0.1, "aside": 0.3}  # what prose counts in an element that seems to be such
PARAGRAPHS = HEADINGS | frozenset(["p", "li", "dt", "dd", "blockquote", "figure", "figcaption", "ul", "ol", "dl"])
NOTHING = frozenset(
    ["furniture", "teasers", "aside", "meta", "caption", "byline", "box"]
)  # none of these holds the article
BESIDE = re.compile(r"(?<![a-z])(?:prev|next)(?:ious)?(?![a-z])", re.I)  # the article before or behind
BOLD = re.compile(r"bold|font-weight\s*:\s*[6-9]00", re.I)
SLANT = re.compile(r"italic", re.I)
LARGE = re.compile(r"\bsize\s*=\s*[\"']?\+?[4-7]\b|font-size\s*:\s*(?:x*-?large|1[89]|2\d|3\d)", re.I)


@dataclass(slots=True)
class Outline:
    """``root`` is the element that the article's text lies in, ``headline`` and ``root.first`` … ``root.last`` numbers
    of blocks; the headline has none but -1 where the page shows none."""

    page: Page
    blocks: list[Block]
    root: Node
    headline: tuple[int, ...] = ()

    @property
    def top(self) -> int:
        """The last block of the headline, else the one before the text."""
        return self.headline[-1] if self.headline else self.root.first - 1


def outline(page: Page, blocks: list[Block], titles: list[str]) -> Outline:
    """``titles``: what the page says in its head that its title is."""
    _read_elements(page)
    _place(page, blocks)
    mark_boxes(blocks)
    _weigh(page, blocks)
    root = _find_root(page.nodes[0])
    _mark_spine(root)
    headline = find_headline(blocks, root, titles)
    for i in headline:
        if (up := blocks[i].node.parent) is not None:
            _mark_spine(up)
    found = Outline(page, blocks, root, headline)
    _spread(page, blocks, root)
    return found


def _mark_spine(node: Node) -> None:
    """What holds the text or the headline is no box within the page."""
    for above in iterate(node):
        above.spine = True


def _read_elements(page: Page) -> None:
    for node in page.nodes[1:]:
        told, name, up = node.told, node.name, node.parent
        assert up is not None
        node.cue = find_cue(name, told)
        node.bold = up.bold or name in ("b", "strong") or (bool(told) and BOLD.search(told) is not None)
        node.large = up.large or name in ("big",) or (bool(told) and LARGE.search(told) is not None)
        node.slant = up.slant or name in ("i", "em") or (bool(told) and SLANT.search(told) is not None)


def _place(page: Page, blocks: list[Block]) -> None:
    """Give each element its blocks."""
    for i, block in enumerate(blocks):
        node = block.node
        node.first = i if node.first < 0 else node.first
        node.last = i
        if is_prose(block):
            node.paragraphs += 1
    for node in reversed(page.nodes[1:]):
        up = node.parent
        assert up is not None
        if node.first >= 0:
            up.first = node.first if up.first < 0 else min(up.first, node.first)
            up.last = max(up.last, node.last)
            up.paragraphs += node.paragraphs


def _weigh(page: Page, blocks: list[Block]) -> None:
    """Give each element its prose, and the one within it that has most of that."""
    doubts: list[float] = [1.0] * len(page.nodes)
    for node in page.nodes[1:]:
        assert node.parent is not None
        doubts[node.order] = min(doubts[node.parent.order], DOUBTED.get(node.cue or "", 1.0))
    for i, block in enumerate(blocks):
        if is_prose(block):
            card = i > 0 and is_title(blocks[i - 1]) and blocks[i - 1].node.parent in (block.node, block.node.parent)
            doubt = doubts[block.node.order] * (DOUBTED["teasers"] if card else 1)
            block.node.prose += (len(block.text) - block.linked) * doubt
    for node in reversed(page.nodes[1:]):
        up = node.parent
        assert up is not None
        if node.prose:
            up.prose += node.prose
            if up.heaviest is None or node.prose > up.heaviest.prose:
                up.heaviest = node


def _find_root(top: Node) -> Node:
    """The smallest element that has most of the prose."""
    node = top
    while (inner := node.heaviest) is not None and inner.prose and inner.prose >= _enough(node) * node.prose:
        if inner.name in PARAGRAPHS and not (inner.name == "p" and inner.paragraphs > 1):
            break
        if inner.paragraphs < 2 and inner.heaviest is None and inner.block is inner and inner.first == inner.last:
            break
        node = inner
    return node


def _enough(node: Node) -> float:
    """The share of an element's prose that leads further in: less where most of it is no prose."""
    return SHARE if node.last - node.first < MIXED * node.paragraphs else SHARE / 2


def _spread(page: Page, blocks: list[Block], root: Node) -> None:
    """What each element is by itself and by what it lies in."""
    linked = list(accumulate((block.linked for block in blocks), initial=0))
    titles = list(accumulate(map(is_title, blocks), initial=0))
    for node in page.nodes[1:]:
        up = node.parent
        assert up is not None
        cue = None if node.spine and node.cue in NOTHING else node.cue
        if cue == "lead" and node.paragraphs > (1 if node.spine else LEADS):
            cue = None
        if cue == "byline" and node.first > root.last and titles[node.last + 1] - titles[node.first] > 1:
            cue = "teasers"  # other articles of the author
        if cue == "aside" and is_within(node, root) and not linked[node.last + 1] - linked[max(0, node.first)]:
            node.cue = cue = "box"  # of figures, beside the text
        if node.name == "footer" and any(above.name == "article" for above in iterate(node)):
            cue = None
        if node.name == "article" and not node.spine and cue is None and not root.first <= node.first <= root.last:
            cue = "teasers"
        if up.kind == "furniture":
            node.kind = (
                "teasers" if cue == "teasers" and node.first > root.last and BESIDE.search(node.told) else "furniture"
            )
        elif up.kind == "caption":
            node.kind = "byline" if cue == "byline" else "caption"
        elif up.kind == "teasers":
            node.kind = "furniture" if cue == "furniture" else "teasers"
        elif up.kind == "byline" and cue == "furniture" and node.name in ("a", "b", "span", "strong"):
            node.kind = up.kind  # user-name
        elif up.kind in ("lead", "byline", "box") and cue == "headline":
            node.kind = up.kind
        elif up.kind == "byline" and cue == "lead" and not node.paragraphs:
            node.kind = up.kind  # who the author is
        else:
            node.kind = cue or up.kind
