"""Boxes within a page that their headings give away: other articles, comments, tags, the foot."""

from __future__ import annotations

import re
from itertools import accumulate

from extractor.sources.html.blocks import Block, is_prose, is_title
from extractor.sources.html.nodes import Node, iterate
from extractor.text.bylines import is_name
from extractor.text.cues import CUE, find_cue

ANSWER = re.compile(r"\b(?:trả lời|reply|báo xấu|báo vi phạm)\b", re.I)  # what one may do with a comment
AGO = re.compile(r"(?:khoảng )?\d+ (?:giây|phút|giờ|ngày|tuần|tháng|năm) trước", re.I)
COMMENT, NAME = 6, 30  # blocks of a comment, characters of the name of who has written it
BOXES = frozenset({"div", "section", "article", "aside", "table", "fieldset", "details", "blockquote"})
DIRECT, FEW = 3, 2  # paragraphs that stand in the text itself; boxes among them
TAGS = 20  # blocks of the longest list of tags


def mark_boxes(blocks: list[Block]) -> None:
    """A heading that tells what follows tells what the element is that it opens, if that is not most of the page."""
    paragraphs = sum(map(is_prose, blocks))
    prose = list(accumulate((is_prose(block) and not block.linked for block in blocks), initial=0))
    for i, block in enumerate(blocks):
        if len(block.text) > CUE:
            continue
        block.said = find_cue(block.text)
        if ANSWER.search(block.text) and block.linked and len(block.text) < 60 and not is_title(block):
            around = [node for node in iterate(block.node) if node.last > node.first][:2]
            if around and around[-1].paragraphs * 2 <= paragraphs:
                around[-1].cue = "furniture"
        if AGO.fullmatch(block.text.strip()) and (comment := _find_comment(blocks, i)) is not None:
            comment.cue = "furniture"
        if block.said not in ("teasers", "block", "tags", "footer"):
            continue
        node = next((node for node in iterate(block.node) if node.last > node.first), None)
        if node is not None and node.first < i and block.said == "teasers":
            node = _find_next(blocks, i)
        if node is not None and block.said == "footer" and _is_followed(node, prose):
            continue
        if node is not None and (node.first >= i or block.said == "footer") and node.paragraphs * 2 <= paragraphs:
            _mark(node, block.said, blocks)


def _find_comment(blocks: list[Block], i: int) -> Node | None:
    """The small element around a block that tells how long ago it was, if it opens with a name and has words."""
    node = next((node for node in iterate(blocks[i].node) if node.last > node.first), None)
    if node is None or not 1 < node.last - node.first < COMMENT:
        return None
    first = blocks[node.first]
    named = len(first.text) < NAME and not is_title(first) and is_name(first.text.strip())
    return node if named and not any(is_title(block) for block in blocks[node.first : node.last + 1]) else None


def find_boxes(blocks: list[Block], root: Node) -> frozenset[Node]:
    """The few elements of several lines among many paragraphs that stand in ``root`` itself: boxes within the text."""
    direct, groups = 0, set()
    for block in blocks[root.first : root.last + 1]:
        child = next((node for node in iterate(block.node) if node.parent is root), None)
        if child is None or child.first == child.last or child.name not in BOXES:
            direct += is_prose(block)
        elif child.paragraphs:
            groups.add(child)
    small = frozenset(node for node in groups if node.paragraphs * 3 <= root.paragraphs)
    return small if direct >= DIRECT and len(groups) <= FEW and len(small) == len(groups) else frozenset()


def _is_followed(node: Node, prose: list[int]) -> bool:
    """Whether a paragraph stands behind an element in what it lies in: then it is no foot."""
    return node.parent is not None and prose[node.parent.last + 1] > prose[node.last + 1]


def _find_next(blocks: list[Block], i: int) -> Node | None:
    """The element that stands right behind a block."""
    found = None
    for node in iterate(blocks[min(i + 1, len(blocks) - 1)].node):
        if node.first <= i:
            break
        found = node
    return found


def _mark(node: Node, said: str, blocks: list[Block]) -> None:
    listed = [is_title(blocks[i]) for i in range(node.first, node.last + 1)] if said != "tags" else []
    titles = any(listed)
    if said == "teasers" or (said == "block" and titles and all(listed[1:])):  # other letters, no comments
        node.cue = "teasers" if titles else node.cue
    elif (said == "tags" and node.last - node.first < TAGS) or said == "block" or (said == "footer" and not titles):
        node.cue = "furniture"
