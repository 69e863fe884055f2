"""The shape of a page: where the article's text lies, which line is its headline, what each element is."""

from __future__ import annotations

import re
from dataclasses import dataclass

from extractor.sources.html.cues import find_cue
from extractor.sources.html.elements import HEADINGS
from extractor.sources.html.tree import Node, Page
from extractor.sources.html.walk import Block, iterate
from extractor.text import cues as words
from extractor.text.bylines import read_byline
from extractor.text.date_lines import read_date_line
from extractor.text.shapes import is_tools

PROSE = 60  # characters from which on a block reads as a paragraph
SHARE = 0.6  # of an element's prose that one within it must have to be the place of the text
MIXED = 4  # blocks for each paragraph, from which on an element holds more than the text
DOUBTED = {"furniture": 0.05, "teasers": 0.1, "aside": 0.3}  # what prose counts in an element that seems to be such
PARAGRAPHS = HEADINGS | frozenset("p li dt dd blockquote figure figcaption ul ol dl".split())
NOTHING = frozenset("furniture teasers aside meta caption byline box".split())  # none of these holds the article
BOLD = re.compile(r"bold|font-weight\s*:\s*[6-9]00", re.I)
SLANT = re.compile(r"italic", re.I)
LARGE = re.compile(r"\bsize\s*=\s*[\"']?\+?[4-7]\b|font-size\s*:\s*(?:x*-?large|1[89]|2\d|3\d)", re.I)
TITLE = (10, 300)  # characters of a headline
ENOUGH = 1.5
ANSWER = re.compile(r"\b(?:trả lời|reply|báo xấu|báo vi phạm)\b", re.I)  # what one may do with a comment
TAGS = 20  # blocks of the longest list of tags
TITLE_LINK = (15, 28)  # characters of a link to an article, and of one that its address does not show to be that
ADDRESS = re.compile(r"[^/]*(?:-[^/-]+){4,}[^/]*/?$|\d{5,}[^/]*$|[?&](?:id|newsid|itemid|tid|nid|p)=\d{3,}", re.I)


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
    _mark_boxes(blocks)
    _weigh(page, blocks)
    root = _find_root(page.nodes[0])
    _mark_spine(root)
    headline = _find_headline(blocks, root, titles)
    for i in headline:
        if (up := blocks[i].node.parent) is not None:
            _mark_spine(up)
    found = Outline(page, blocks, root, headline)
    _spread(page, root)
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


def is_prose(block: Block) -> bool:
    """Whether a block reads as a paragraph of its own words."""
    own = len(block.text) - block.linked
    return own >= PROSE and own >= block.linked and block.grid is None


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


def fold(text: str) -> str:
    """A title in a form in which its variants are one."""
    return re.sub(r"\W+", " ", text.lower()).strip()


def _find_headline(blocks: list[Block], root: Node, titles: list[str]) -> tuple[int, ...]:
    start = root.first
    while start < len(blocks) and start <= root.last and not is_prose(blocks[start]):
        start += 1
    told = [fold(title) for title in titles if title]
    best, found = 0.0, -1
    for i, block in enumerate(blocks[: start + 2]):
        if TITLE[0] <= len(block.text) <= TITLE[1] and block.grid is None and not _is_tool(block):
            score = _score_title(block, told) + _score_place(blocks, i, start)
            if score >= max(ENOUGH, best):  # of equals the nearest to the text
                best, found = score, i
    if found < 0:
        return ()
    element = next((n for n in iterate(blocks[found].node) if n.name in HEADINGS), None)
    if element is None or element.last - element.first > 2:
        return (found,)
    return tuple(range(element.first, element.last + 1))


def _is_tool(block: Block) -> bool:
    text = block.text
    return bool(block.said or read_date_line(text) or is_tools(text) or read_byline(text) is not None)


def _score_place(blocks: list[Block], i: int, start: int) -> float:
    """Near before the text, above a date line."""
    if i >= start and is_prose(blocks[i]):
        return -4
    dated = any(read_date_line(block.text) or block.node.cue == "meta" for block in blocks[i + 1 : i + 3])
    return max(0.0, 2 - 0.25 * abs(start - 1 - i)) + (1 if dated else 0)


def _score_title(block: Block, told: list[str]) -> float:
    near = [block.node, *list(iterate(block.node.parent))[:2]]
    said = fold(block.text)
    score = 0.0
    if said in told:
        score += 6
    elif any(title.startswith(said) or (said.startswith(title) and len(title) > 30) for title in told if said):
        score += 5
    names = {node.name for node in near}
    score += 4 if "h1" in names else 1 if names & {"h2", "h3"} else 0
    if any(node.cue == "headline" for node in (*near, *(node for _, node, _ in block.runs))):
        score += 2
    if all(node.large for _, node, _ in block.runs):
        score += 3
    if block.linked * 2 > len(block.text):
        score -= 3
    kinds = {node.cue for node in iterate(block.node) if not node.spine}
    return score - (3 if kinds & {"furniture", "teasers"} else 0) - (1 if "aside" in kinds else 0)


def _mark_boxes(blocks: list[Block]) -> None:
    """A heading that tells what follows tells what the element is that it opens, if that is not most of the page."""
    paragraphs = sum(map(is_prose, blocks))
    for i, block in enumerate(blocks):
        if len(block.text) > words.CUE:
            continue
        block.said = words.find_cue(block.text)
        if ANSWER.search(block.text) and block.linked and len(block.text) < 60:
            around = [node for node in iterate(block.node) if node.last > node.first][:2]
            if around and around[-1].paragraphs * 2 <= paragraphs:
                around[-1].cue = "furniture"
        if block.said not in ("teasers", "block", "tags", "footer"):
            continue
        node = next((node for node in iterate(block.node) if node.last > node.first), None)
        if node is not None and (node.first == i or block.said == "footer") and node.paragraphs * 2 <= paragraphs:
            _mark(node, block.said, blocks)


def _mark(node: Node, said: str, blocks: list[Block]) -> None:
    if said == "teasers":
        if any(is_title(blocks[i]) for i in range(node.first + 1, node.last + 1)):
            node.cue = "teasers"
    elif said != "tags" or node.last - node.first < TAGS:
        node.cue = "furniture"


def is_title(block: Block) -> bool:
    """Whether a block is a link that reads as the title of an article."""
    if block.longest * 10 < 6 * len(block.text) or block.longest < TITLE_LINK[0]:
        return False
    return block.longest >= TITLE_LINK[1] or leads_to_article(block)


def leads_to_article(block: Block) -> bool:
    """Whether a link of a block has an address as articles have them: many words, or a long number."""
    return any(link is not None and ADDRESS.search(link.get("href")) for _, _, link in block.runs)


def _spread(page: Page, root: Node) -> None:
    """What each element is by itself and by what it lies in."""
    for node in page.nodes[1:]:
        up = node.parent
        assert up is not None
        cue = None if node.spine and node.cue in NOTHING else node.cue
        if node.name == "footer" and any(above.name == "article" for above in iterate(node)):
            cue = None
        if node.name == "article" and not node.spine and cue is None and not root.first <= node.first <= root.last:
            cue = "teasers"
        if up.kind == "furniture":
            node.kind = "furniture"
        elif up.kind == "caption":
            node.kind = "byline" if cue == "byline" else "caption"
        elif up.kind == "teasers":
            node.kind = "furniture" if cue == "furniture" else "teasers"
        elif up.kind in ("lead", "byline", "box") and cue == "headline":
            node.kind = up.kind
        else:
            node.kind = cue or up.kind
