"""Where the text of a page begins and ends, and what of it is the lead."""

from __future__ import annotations

import re
from dataclasses import dataclass

from extractor.sources.html.blocks import is_bold, is_mostly, is_prose, is_sentence, is_slanted, is_within, kind_of
from extractor.sources.html.bylines import is_signature
from extractor.sources.html.cards import LABEL, Cards
from extractor.sources.html.elements import HEADINGS
from extractor.sources.html.nodes import iterate
from extractor.sources.html.outline import Outline
from extractor.sources.html.pictures import is_caption
from extractor.sources.html.signed import is_body, is_dated
from extractor.text.bylines import read_byline
from extractor.text.cues import is_contact
from extractor.text.signed import is_posted

ENDS = tuple('.!?…:”"')
QUESTION = re.compile(r"\s*(?:[-–—*•]|PV\b|P\.V|Phóng viên|Hỏi\b|MC\b|BTV\b|Đáp\b)")
ADDRESSED = re.compile(
    r"^\W*(?:PV|P\.V|Phóng viên|Hỏi|MC|BTV)\b|\b(?:thưa|ông|bà|anh|chị|bác|em|bạn|cô|chú)\b", re.I
)  # whom one asks
ANSWERS = re.compile(r"\b(?:chịu trách nhiệm|tổng biên tập|bản quyền|giấy phép)\b", re.I)
LEADS = 2  # paragraphs of a lead that only its place shows


@dataclass(frozen=True, slots=True)
class Region:
    """Numbers of blocks: those of the lead, the first and the last paragraph of the body, the last block of the element
    that they lie in (or of what an end tag too many has put behind it). ``asks``: questions stand in bold."""

    lead: frozenset[int]
    start: int
    last: int
    end: int
    asks: bool


def find_region(found: Outline, cards: Cards) -> Region:
    """Where the text is."""
    end = _find_end(found, cards)
    lead, start = _find_start(found)
    return Region(lead, start, _find_last(found, start, end), end, _is_interview(found))


def _find_end(found: Outline, cards: Cards) -> int:
    """The last block of the element with the text, and of paragraphs and tables right behind it: an end tag too many
    may have put them there."""
    root, blocks = found.root, found.blocks
    end = root.last
    for i in range(end + 1, len(blocks)):
        block = blocks[i]
        paragraph = is_prose(block) and len(block.text) > 90 and block.text[-1:] in ENDS and not block.linked
        between = any(n.name in HEADINGS for n in iterate(block.node)) or is_caption(found.page, blocks, i)
        if not (paragraph or block.grid or between) or kind_of(block) not in (None, "body") or block.said:
            break
        if not is_within(block.node, root.parent or root) or cards.has(i, block):
            break
        end = i if not between else end
    return end


def _find_start(found: Outline) -> tuple[frozenset[int], int]:
    """The blocks of the lead, and the first of the body."""
    root, blocks = found.root, found.blocks
    region = range(max(found.top + 1, 0 if found.headline else root.first), root.last + 1)
    told: list[int] = []
    prose: list[int] = []
    for i in region:
        block = blocks[i]
        kind = kind_of(block)
        if kind in ("furniture", "teasers", "caption", "byline", "meta") or is_caption(found.page, blocks, i):
            continue
        dated = is_posted(block.text) or (is_dated(block) and not block.text.endswith(ENDS))
        if not prose and not told and (dated or is_signature(block) or is_body(block)):
            continue
        if kind == "lead" and not prose:
            if block.linked * 2 < len(block.text) and len(block.text) > LABEL:
                told.append(i)
        elif is_prose(block) or (not prose and is_sentence(block)):
            prose.append(i)
            if len(prose) > 3:
                break
    if not told and prose:
        told = _find_unmarked(found, prose)
    prose = [i for i in prose if i not in told]
    return frozenset(told), prose[0] if prose else root.first


def _find_unmarked(found: Outline, prose: list[int]) -> list[int]:
    """A lead that only its place or its letters set apart."""
    root, blocks = found.root, found.blocks
    first = blocks[prose[0]]
    before = [i for i in prose if i < root.first]
    if 0 < len(before) < min(len(prose), LEADS + 1):
        return before
    if len(prose) < 2:
        return []
    cover = blocks[found.headline[0]].node.parent if found.headline else None
    if cover is not None and prose[0] <= cover.last < prose[1]:
        return prose[:1]
    apart = any(node.name in HEADINGS for node in iterate(first.node) if not node.spine)
    if QUESTION.match(first.text):
        return []
    if apart:
        return prose[:1]
    for looks in (is_bold, is_slanted):
        alike = next((n for n, i in enumerate(prose) if not is_mostly(blocks[i], looks)), 0)
        if 0 < alike <= LEADS:
            return prose[:alike]
    return []


def _find_last(found: Outline, start: int, end: int) -> int:
    """The last paragraph of the body."""
    for i in range(end, start, -1):
        block = found.blocks[i]
        if kind_of(block) in ("furniture", "teasers", "meta", "byline") or block.said:
            continue
        if block.linked * 2 > len(block.text) or is_imprint(block.text):
            continue
        if is_prose(block) or (block.text.rstrip().endswith(ENDS) and not read_byline(block.text)):
            return i
    return start


def is_imprint(text: str) -> bool:
    """Whether it tells who is answerable for the paper, and how to reach it."""
    return is_contact(text) and ANSWERS.search(text) is not None


def _is_interview(found: Outline) -> bool:
    """Whether questions stand in bold."""
    root, blocks = found.root, found.blocks
    inside = blocks[root.first : root.last + 1]
    asked = [b for b in inside if b.text.rstrip().endswith("?") and is_bold(b)]
    if len(asked) > 1 and any(ADDRESSED.search(b.text) for b in asked):
        return True
    return len(asked) > 1 and len(asked) * 2 >= sum(is_prose(b) and not is_bold(b) for b in inside)
