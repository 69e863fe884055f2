"""The zone of each block of a page."""

from __future__ import annotations

import re
from collections.abc import Iterator

from extractor.model import ZoneKind
from extractor.sources.html.blocks import Block, is_prose, is_title, is_tool, is_within, kind_of, links_of
from extractor.sources.html.boxes import find_boxes
from extractor.sources.html.bylines import CLOSE, WRITER, is_byline, is_credit, is_credited, is_signature, is_written
from extractor.sources.html.cards import LABEL, Cards, is_linked_card
from extractor.sources.html.elements import HEADINGS
from extractor.sources.html.headings import is_heading, is_overline
from extractor.sources.html.nodes import iterate
from extractor.sources.html.outline import Outline
from extractor.sources.html.pictures import is_caption
from extractor.sources.html.pieces import TAG_ADDRESS
from extractor.sources.html.region import find_region, is_imprint
from extractor.sources.html.signed import belongs, is_body, is_dated
from extractor.text.authors import WORK, read_names
from extractor.text.credits import is_label, take_names
from extractor.text.date_lines import read_date_line
from extractor.text.shapes import is_tools
from extractor.text.signed import is_posted

SHORT = 130  # characters of the longest line that is no paragraph
LISTED = 15  # characters of the shortest title below a heading of such
DOCUMENT = re.compile(r"\.(?:pdf|docx?|xlsx?|zip|rar|pptx?)(?:$|[?#])", re.I)
MORE = re.compile(r"\s*(?:>>|»|→|➤|\*?\s*(?:xem|đọc|tin|bài)\s+(?:thêm|liên quan|tiếp|khác)\b)", re.I)
TIME = re.compile(r"\s*\d{1,2}\s?[:hg]\s?\d{0,2}\W*")  # of an entry
SOURCE = re.compile(r"\s*\(?(?:nguồn|ảnh|đồ họa|đồ hoạ|biểu đồ|bảng|số liệu)\b", re.I)
TABLE = re.compile(r"\s*\(?(?:(?:bảng|biểu|phụ lục)(?:\s+số)?\s+\d|(?:đơn vị(?: tính)?|đvt)\b)", re.I)  # above a table
NEXT = re.compile(
    r"\W*(?:(?:kỳ|bài|phần|tập)\s+(?:cuối|sau|tới|tiếp(?: theo)?)\b|đón đọc|mời đọc tiếp|còn tiếp|còn nữa)", re.I
)
SAID = ("teasers", "furniture", "block", "tags")  # by extractor/text/cues.py: no words of an article


class Judge:
    """Goes through the blocks of a page in their order."""

    def __init__(self, found: Outline) -> None:
        self._page, self._blocks, self._root, self._found = found.page, found.blocks, found.root, found
        self._cards = Cards(found.blocks)
        self._boxes = find_boxes(found.blocks, found.root)
        self._text = find_region(found, self._cards)
        self._listing = False  # whether a heading of other articles has been met, and no paragraph since

    def judge(self) -> Iterator[ZoneKind]:
        """A zone for every block."""
        last: ZoneKind | None = None
        for i, block in enumerate(self._blocks):
            zone = self._judge_block(i, block)
            if zone == "furniture" and block.said == "teasers":
                self._listing = i > self._found.top and kind_of(block) != "furniture"
            elif zone == "furniture" or (is_prose(block) and not block.linked):
                self._listing = False
            if (
                zone in ("furniture", "body")
                and last == "byline"
                and (belongs(block, self._blocks[i - 1]) or (i < self._text.start and is_body(block)))
            ):
                zone = "byline"
            if zone in ("furniture", "caption", "body") and self._credits(i, last):
                zone = "byline"
            last = zone
            yield zone

    def _credits(self, i: int, last: ZoneKind | None) -> bool:
        """Whether a line beside the headline or behind the text is a work alone, with a name below it, or that name."""
        if not (self._found.top < i < self._text.start or self._text.last < i <= self._text.end + 3 * CLOSE):
            return False
        for label, name in ((i, i + 1), (i - 1, i)):
            if name < len(self._blocks) and (label == i or last == "byline") and self._is_credit(label, name):
                return True
        return False

    def _is_credit(self, label: int, name: int) -> bool:
        one, other = self._blocks[label], self._blocks[name]
        if len(one.text) > WORK or len(other.text) > SHORT or one.linked or not is_label(one.text):
            return False
        names, foreign = take_names(other.text)
        return bool(names) and not foreign

    def _then(self, i: int) -> Block | None:
        return self._blocks[i + 1] if i + 1 < len(self._blocks) else None

    def _judge_block(self, i: int, block: Block) -> ZoneKind:
        if i in self._found.headline:
            return "headline"
        if i in self._text.lead:
            return "lead"
        kind = kind_of(block)
        if kind == "furniture":
            return "furniture"
        if kind == "teasers":
            return "furniture" if block.said in SAID or self._cards.is_heading(i, block) else "teaser"
        if i < self._found.top:
            if (
                kind == "byline"
                and self._found.top - i <= 2 * CLOSE
                and is_written(block)
                and not self._cards.has(i, block)
            ):
                return "byline"
            return "heading" if is_overline(self._found, i, kind) else self._judge_outside(i, block)
        if self._root.first <= i <= self._text.end or self._found.top < i < self._root.first:
            return self._judge_inside(i, block, kind)
        return self._judge_behind(i, block, kind)

    def _judge_inside(self, i: int, block: Block, kind: str | None) -> ZoneKind:
        """From the headline to the end of the text."""
        before, after = i < self._text.start, i > self._text.last
        text = block.text
        near = before and i - self._found.top <= CLOSE
        if near and (is_posted(text) or (kind not in ("caption", "lead") and is_dated(block))):
            return "furniture"
        if near and kind in (None, "body", "box") and (is_signature(block) or is_credited(block)):
            return "byline"
        if kind == "caption" or (kind != "byline" and is_caption(self._page, self._blocks, i)):
            return "byline" if kind is None and after and is_credit(block, self._then(i)) else "caption"
        if block.grid is not None:
            return "body" if not before or is_within(block.node, self._root) else "furniture"
        then = self._then(i)
        if then is not None and then.grid is not None and not before and TABLE.match(text) and len(text) < SHORT:
            return "caption"
        if i and self._blocks[i - 1].grid is not None and SOURCE.match(text) and len(text) < SHORT:
            return "caption"
        if before and kind == "kicker":
            return "heading"
        if self._root.first <= i < self._text.last and TIME.fullmatch(text):
            return "body"
        if kind == "meta" and not (is_prose(block) and not before):
            return "byline" if is_byline(block, None, self._root, edge=False, after=False) else "furniture"
        if before and read_date_line(text):
            return "furniture"
        if is_byline(block, kind, self._root, edge=near or after, after=after):
            return "byline"
        if (block.said == "teaser" and block.linked) or (MORE.match(text) and block.linked * 2 > len(text)):
            return "teaser"
        if (
            (block.said in SAID and len(text) < SHORT)
            or is_tool(block)
            or (after and (is_tools(text) or is_imprint(text)))
        ):
            return "furniture"
        if self._is_listed(block) or (after and NEXT.match(text) and len(text) < SHORT):
            return "teaser"
        if block.linked * 10 >= 8 * len(text):
            return self._judge_link(i, block, before)
        if is_linked_card(block):
            return "teaser"
        return self._judge_words(i, block, kind, before=before, after=after)

    def _judge_words(self, i: int, block: Block, kind: str | None, *, before: bool, after: bool) -> ZoneKind:
        """A paragraph, a heading, a button."""
        if before:
            return self._judge_top(block, kind)
        boxed = bool(self._boxes) and any(node in self._boxes for node in iterate(block.node))
        if not (after or boxed) and is_heading(
            block, self._root, asks=self._text.asks, before=self._blocks[i - 1], then=self._then(i)
        ):
            return "heading"
        if self._cards.has(i, block):
            return "teaser"
        if self._cards.heads(i, block):
            return "furniture"
        return "furniture" if after and i > self._text.end else "body"

    def _judge_link(self, i: int, block: Block, before: bool) -> ZoneKind:
        if any(DOCUMENT.search(link.get("href")) for link in links_of(block)):
            return "furniture"
        if before and i > self._found.top and not is_title(block):
            return "furniture"
        return "teaser" if is_title(block) or self._cards.lists_titles(block.node) else "furniture"

    def _judge_top(self, block: Block, kind: str | None) -> ZoneKind:
        """Between the headline and the text."""
        if kind == "lead" and not is_tools(block.text):
            return "body"  # a list of what matters
        within = is_within(block.node, self._root)
        if is_prose(block) or (within and len(block.text) > LABEL):
            return "body"
        if within and is_heading(block, self._root, asks=self._text.asks):
            return "heading"
        return "body" if within and self._root.first > self._found.top and not is_tools(block.text) else "furniture"

    def _judge_behind(self, i: int, block: Block, kind: str | None) -> ZoneKind:
        """After the text."""
        away = i - self._text.end
        if (
            kind == "byline"
            and self._cards.has(i, block)
            and not any(WRITER.search(n.get("href")) for n in links_of(block))
        ):
            return "teaser"
        if kind == "byline":
            if len(block.text) >= SHORT or read_date_line(block.text) or is_tools(block.text):
                return "furniture"
            return "byline" if away <= 3 * CLOSE or read_names(block.text, bare=True) else "furniture"
        then = self._then(i)
        heads = (
            then is not None and is_title(then) and any(n.name in HEADINGS for n in iterate(block.node) if not n.spine)
        )
        near = away <= CLOSE and not self._cards.has(i, block) and not (heads or self._heads_box(i, block))
        if near and is_byline(block, kind, self._root, edge=True, after=True):
            return "byline"
        return self._judge_outside(i, block)

    def _heads_box(self, i: int, block: Block) -> bool:
        """Whether a line opens an element of its own in which a title of another article follows."""
        node = next((node for node in iterate(block.node) if node.last > node.first), None)
        then = self._then(i)
        return (
            node is not None
            and node.first == i
            and not node.spine
            and not block.linked
            and then is not None
            and is_title(then)
        )

    def _is_listed(self, block: Block) -> bool:
        """Whether it is a link below a heading of other articles."""
        return self._listing and block.linked * 2 > len(block.text) and block.longest >= LISTED

    def _judge_outside(self, i: int, block: Block) -> ZoneKind:
        if block.said == "teaser" and block.linked:
            return "teaser"
        if block.said in SAID or block.said == "footer":
            return "furniture"
        links = links_of(block)
        if links and all(TAG_ADDRESS.search(link.get("href")) for link in links):
            return "furniture"
        if self._is_listed(block) or (is_title(block) and self._cards.lists_titles(block.node)):
            return "teaser"
        return "teaser" if self._cards.has(i, block) else "furniture"
