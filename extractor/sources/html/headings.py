"""Which block is a heading within the text, and which a line above the headline."""

from __future__ import annotations

import re

from extractor.sources.html.blocks import Block, is_bold, is_boxed
from extractor.sources.html.elements import HEADINGS
from extractor.sources.html.nodes import Node, iterate
from extractor.sources.html.outline import Outline
from extractor.text.date_lines import read_date_line
from extractor.text.shapes import is_tools

LONG, SHORT = 260, 130  # characters of the longest heading, and of the longest that is only bold
ASKED = 60  # of the longest bold question that is a heading
QUESTION = re.compile(r"\s*(?:[-–—*•]|PV\b|P\.V|Phóng viên|Hỏi\b|MC\b|BTV\b|Đáp\b)")
FIGURE = re.compile(r"[^:\d]{2,40}:\s*(?:khoảng|từ|trên|dưới|hơn|gần|~|≈)?\s*\d[\d.,]*(?:\s*[-–%/]|\s+\S+){0,6}$", re.I)
LABELLED = re.compile(  # what tells where and when something is
    r"(?:địa chỉ|địa điểm|thời gian|(?:số )?điện thoại|đt|e-?mail|website|hotline|liên hệ|giá bán|đơn vị)\s*:\s*\S",
    re.I,
)
SPEAKER = re.compile(r"(?:ông|bà|anh|chị|đồng chí|[A-Z]*TS\.?|luật sư|bác sĩ)\s+[^:]{3,120}:$", re.I)
NUMBERED = re.compile(r"\s*(?:[IVX]{1,4}|\d{1,2}|[A-Za-zĐ])\s?[.)/:]")
CAPITALS = (3, 15)  # words of a heading that only its capitals show
ITEM = re.compile(r"\s*(?:[-–—+•*·●▪◦✓]|\d{1,2}[.)]|[a-z][.)])\s*\S")
LETTERS = re.compile(r"[^\W\d_]{2}")
BROKEN = re.compile(r"[»›/|>]")  # of a path
OVERLINE = (6, 25)  # words of a line above the headline


def is_heading(block: Block, root: Node, *, asks: bool, before: Block | None = None, then: Block | None = None) -> bool:
    """``asks``: what is bold on the page are questions; ``before``, ``then``: the blocks around it."""
    text = block.text.rstrip()
    if len(text) > LONG or not LETTERS.search(text) or is_boxed(block.node, root):
        return False
    if any(node.name in HEADINGS or node.kind == "heading" for node in iterate(block.node) if not node.spine):
        return True
    if len(text) > SHORT or text.endswith((".", ",", ";", "…")) or QUESTION.match(text) or text[0].islower():
        return False
    if not (
        is_bold(block)
        or _is_set_apart(block, then)
        or (text.isupper() and CAPITALS[0] <= len(text.split()) <= CAPITALS[1])
    ):
        return False
    if not NUMBERED.match(text) and any(near is not None and is_line(near) for near in (before, then)):
        return False  # one of several lines in bold
    if any(node.name in ("li", "td", "th", "dd") for node in iterate(block.node) if not node.spine):
        return False  # of a list, of a box that is a table
    if (
        FIGURE.match(text)
        or LABELLED.match(text)
        or SPEAKER.match(text)
        or (text.endswith(":") and then is not None and is_item(then))
    ):
        return False  # Giá: 2.890.000 đồng; Hồ sơ gồm:
    return not (text.endswith("?") and len(text) > ASKED) and not (asks and text.endswith(("?", "!")))


def _is_set_apart(block: Block, then: Block | None) -> bool:
    """Whether its letters are underlined, or larger than those behind it."""
    if all(any(above.name == "u" for above in iterate(node) if not above.spine) for _, node, _ in block.runs):
        return True
    return _is_large(block) and then is not None and not _is_large(then)


def _is_large(block: Block) -> bool:
    return all(node.large for _, node, _ in block.runs)


def is_line(block: Block) -> bool:
    """Whether it is a short line in bold and no heading by its element."""
    if any(node.name in HEADINGS or node.kind == "heading" for node in iterate(block.node) if not node.spine):
        return False
    return is_bold(block) and len(block.text) < SHORT and block.grid is None and LETTERS.search(block.text) is not None


def is_item(block: Block) -> bool:
    """Whether it is an item of a list, or a row of a table."""
    listed = any(node.name in ("li", "dd") for node in iterate(block.node) if not node.spine)
    return listed or block.grid is not None or ITEM.match(block.text) is not None


def is_overline(found: Outline, i: int, kind: str | None) -> bool:
    """Whether a block is a sentence right above the headline, and no name of a section."""
    block = found.blocks[i]
    if (
        not found.headline
        or i != found.headline[0] - 1
        or block.linked
        or kind not in (None, "kicker", "headline", "lead")
    ):
        return False
    if block.node.parent is None or block.node.parent.last <= i or block.said or BROKEN.search(block.text):
        return False
    if read_date_line(block.text) or is_tools(block.text):
        return False
    return kind == "kicker" or OVERLINE[0] <= len(block.text.split()) <= OVERLINE[1]
