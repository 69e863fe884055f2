"""Which block is the headline of a page."""

from __future__ import annotations

import re

from extractor.sources.html.blocks import Block, is_prose
from extractor.sources.html.elements import HEADINGS
from extractor.sources.html.nodes import Node, iterate
from extractor.text.bylines import read_byline
from extractor.text.date_lines import read_date_line
from extractor.text.publishers import is_masthead
from extractor.text.shapes import is_tools

TITLE = (10, 300)  # characters of a headline
ENOUGH = 1.5


def fold(text: str) -> str:
    """A title in a form in which its variants are one."""
    return re.sub(r"\W+", " ", text.lower()).strip()


def find_headline(blocks: list[Block], root: Node, titles: list[str]) -> tuple[int, ...]:
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
    score = -4.0 if is_masthead(block.text) else 0.0
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
