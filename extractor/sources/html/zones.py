"""The zone of each block of a page."""

from __future__ import annotations

import re
from collections.abc import Iterator

from extractor.model import ZoneKind
from extractor.sources.html.elements import HEADINGS
from extractor.sources.html.outline import Outline, is_prose, is_title, leads_to_article
from extractor.sources.html.pictures import is_caption
from extractor.sources.html.tree import Node
from extractor.sources.html.walk import Block, iterate
from extractor.text.bylines import read_byline
from extractor.text.date_lines import read_date_line
from extractor.text.shapes import is_tools

SHORT = 130  # characters of the longest heading that is only bold
LABEL = 45  # of the longest heading of a box
CARD = 8  # blocks of the largest card
ENDING = 4  # blocks behind the text in which its author may stand
DOCUMENT = re.compile(r"\.(?:pdf|docx?|xlsx?|zip|rar|pptx?)(?:$|[?#])", re.I)
QUESTION = re.compile(r"\s*(?:[-–—*•]|PV\b|P\.V|Phóng viên|Hỏi\b|MC\b|BTV\b|Đáp\b)")
MORE = re.compile(r"\s*(?:>>|»|→|➤|\*?\s*(?:xem|đọc|tin|bài)\s+(?:thêm|liên quan|tiếp|khác)\b)", re.I)
PLACED = re.compile(r"text-align\s*:\s*right|align\s*=\s*[\"']?right|text-right|align-right", re.I)
LABELLED = re.compile(r"title|heading|header|caption|label|tit\b", re.I)
WRITER = re.compile(r"tac-?gia|author|but-?danh|phong-?vien|profile|mailto:", re.I)
BOXED = re.compile(r"background|border(?:-\w+)?\s*:", re.I)
BROKEN = re.compile(r"[»›/|>]")  # of a path
TIME = re.compile(r"\s*\d{1,2}\s?[:hg]\s?\d{0,2}\W*")  # of an entry
ENDS = tuple(".!?…:”\"")
SOURCE = re.compile(r"\s*\(?(?:nguồn|ảnh|đồ họa|đồ hoạ|biểu đồ|bảng|số liệu)\b", re.I)
OVERLINE = (6, 25)  # words of a line above the headline


class Judge:
    """Goes through the blocks of a page in their order."""

    def __init__(self, found: Outline) -> None:
        self._page, self._blocks, self._root, self._found = found.page, found.blocks, found.root, found
        self._links = [(0, 0)]  # up to each block: links that stand alone, those of them that read as titles
        for block in self._blocks:
            alone = block.linked * 10 >= 6 * len(block.text)
            count, titles = self._links[-1]
            self._links.append((count + alone, titles + (alone and is_title(block))))
        self._asks = self._is_interview()
        self._end = self._find_end()
        self._lead, self._start = self._find_start()
        self._last = self._find_last()

    def judge(self) -> Iterator[ZoneKind]:
        """A zone for every block."""
        for i, block in enumerate(self._blocks):
            yield self._judge_block(i, block)

    def _judge_block(self, i: int, block: Block) -> ZoneKind:
        if i in self._found.headline:
            return "headline"
        if i in self._lead:
            return "lead"
        kind = kind_of(block)
        if kind == "furniture":
            return "furniture"
        if kind == "teasers":
            return self._judge_teaser(i, block)
        if i < self._found.top:
            return self._judge_above(i, block, kind)
        if self._root.first <= i <= self._end or self._found.top < i < self._root.first:
            return self._judge_inside(i, block, kind)
        return self._judge_behind(i, block, kind)

    # where the text begins and ends

    def _find_end(self) -> int:
        """The last block of the element with the text, and of paragraphs and tables right behind it: an end tag too many
        may have put them there."""
        end = self._root.last
        for i in range(end + 1, len(self._blocks)):
            block = self._blocks[i]
            paragraph = is_prose(block) and len(block.text) > 90 and block.text[-1:] in ENDS and not block.linked
            between = any(n.name in HEADINGS for n in iterate(block.node)) or is_caption(self._page, self._blocks, i)
            if not (paragraph or block.grid or between) or kind_of(block) not in (None, "body") or block.said:
                break
            if not is_within(block.node, self._root.parent or self._root) or self._in_card(i, block):
                break
            end = i if not between else end
        return end

    def _find_start(self) -> tuple[frozenset[int], int]:
        """The blocks of the lead, and the first of the body."""
        found = self._found
        region = range(max(found.top + 1, 0 if found.headline else self._root.first), self._root.last + 1)
        told: list[int] = []
        prose: list[int] = []
        for i in region:
            block = self._blocks[i]
            kind = kind_of(block)
            if kind in ("furniture", "teasers", "caption", "byline", "meta") or is_caption(self._page, self._blocks, i):
                continue
            if kind == "lead" and not prose:
                if block.linked * 2 < len(block.text) and len(block.text) > LABEL:
                    told.append(i)
            elif is_prose(block):
                prose.append(i)
                if len(prose) > 3:
                    break
        if not told and prose:
            told = self._find_unmarked(prose)
        prose = [i for i in prose if i not in told]
        return frozenset(told), prose[0] if prose else self._root.first

    def _find_unmarked(self, prose: list[int]) -> list[int]:
        """A lead that only its place or its letters set apart."""
        first = self._blocks[prose[0]]
        before = [i for i in prose if i < self._root.first]
        if 0 < len(before) < min(len(prose), 3):
            return before
        if len(prose) < 2:
            return []
        second = self._blocks[prose[1]]
        apart = any(node.name in HEADINGS for node in iterate(first.node) if not node.spine)
        apart = apart or (is_bold(first) and not is_bold(second)) or (is_slanted(first) and not is_slanted(second))
        return prose[:1] if apart and not QUESTION.match(first.text) else []

    def _find_last(self) -> int:
        """The last paragraph of the body."""
        for i in range(self._end, self._start, -1):
            block = self._blocks[i]
            if kind_of(block) in ("furniture", "teasers", "meta", "byline") or block.linked * 2 > len(block.text):
                continue
            if is_prose(block) or (block.text.rstrip().endswith(ENDS) and not read_byline(block.text)):
                return i
        return self._start

    # one block

    def _judge_inside(self, i: int, block: Block, kind: str | None) -> ZoneKind:
        before, after = i < self._start, i > self._last
        text = block.text
        if kind == "caption" or is_caption(self._page, self._blocks, i):
            return "caption"
        if block.grid is not None:
            return "body" if not before or is_within(block.node, self._root) else "furniture"
        if i and self._blocks[i - 1].grid is not None and SOURCE.match(text) and len(text) < SHORT and not is_prose(block):
            return "caption"
        if before and kind == "kicker":
            return "heading"
        if self._root.first <= i < self._last and TIME.fullmatch(text):
            return "body"
        if kind == "meta" and not (is_prose(block) and not before):
            return "byline" if self._is_byline(i, block, None, False, False) else "furniture"
        if before and read_date_line(text):
            return "furniture"
        if self._is_byline(i, block, kind, before, after):
            return "byline"
        cue = block.said
        if cue == "teaser" and block.linked or (MORE.match(text) and block.linked * 2 > len(text)):
            return "teaser"
        if cue in ("teasers", "furniture", "block", "tags") and len(text) < SHORT:
            return "furniture"
        if block.linked * 10 >= 8 * len(text):
            return self._judge_link(i, block, before)
        if _is_linked_card(block):
            return "teaser"
        if before:
            return self._judge_top(i, block, kind)
        if self._is_heading(i, block, after):
            return "heading"
        if self._in_card(i, block):
            return "teaser"
        if after and i > self._end:
            return "furniture"
        return "body"

    def _judge_link(self, i: int, block: Block, before: bool) -> ZoneKind:
        if any(DOCUMENT.search(node.get("href")) for node in links_of(block)):
            return "furniture"
        if before and i > self._found.top and not is_title(block):
            return "furniture"
        return "teaser" if is_title(block) or self._lists_titles(block.node) else "furniture"

    def _judge_top(self, i: int, block: Block, kind: str | None) -> ZoneKind:
        """Between the headline and the text."""
        if kind == "lead" and not is_tools(block.text):
            return "body"  # a list of what matters
        within = is_within(block.node, self._root)
        if is_prose(block) or (within and len(block.text) > LABEL):
            return "body"
        if within and self._is_heading(i, block, False):
            return "heading"
        return "body" if within and self._root.first > self._found.top and not is_tools(block.text) else "furniture"

    def _is_byline(self, i: int, block: Block, kind: str | None, before: bool, after: bool) -> bool:
        if len(block.text) > SHORT or read_date_line(block.text) or block.said not in (None, "byline"):
            return False
        if kind != "byline" and (links := links_of(block)) and not any(WRITER.search(n.get("href")) for n in links):
            return False
        if kind == "byline":
            return not is_boxed(block.node, self._root)
        if after and any(PLACED.search(node.told) for node in (block.node, *iterate(block.node.parent)) if not node.spine):
            return len(block.text) < SHORT // 2 and not is_prose(block) and not block.text.rstrip().endswith(ENDS)
        placed = any(PLACED.search(node.told) for node in iterate(block.node) if not node.spine)
        edge = (before and i - self._found.top <= ENDING) or after or placed
        return read_byline(block.text, bare=edge) is not None and (edge or not is_prose(block))

    def _is_heading(self, i: int, block: Block, after: bool) -> bool:
        text = block.text
        named = any(node.name in HEADINGS for node in iterate(block.node) if not node.spine)
        if after or is_boxed(block.node, self._root) or len(text) > 2 * SHORT or not re.search(r"[^\W\d_]{2}", text):
            return False
        if named:
            return True
        if self._asks and text.rstrip()[-1:] in "?.!":
            return False
        if not is_bold(block) or len(text) > SHORT or text.rstrip()[-1:] in (".", ",", ";", "…"):
            return False
        return not QUESTION.match(text) and not (text.rstrip().endswith("?") and len(text) > 60)

    def _judge_above(self, i: int, block: Block, kind: str | None) -> ZoneKind:
        """Before the headline."""
        if self._found.headline and i == self._found.headline[0] - 1 and kind in (None, "kicker", "headline", "lead") and not block.linked:
            same = block.node.parent
            near = same is not None and same.last > i
            count = len(block.text.split())
            plain = not read_date_line(block.text) and not block.said and not is_tools(block.text)
            if near and plain and (kind == "kicker" or OVERLINE[0] <= count <= OVERLINE[1]) and BROKEN.search(block.text) is None:
                return "heading"
        return self._judge_outside(i, block)

    def _judge_behind(self, i: int, block: Block, kind: str | None) -> ZoneKind:
        """After the text."""
        close = i - self._end <= ENDING
        if kind == "byline" and len(block.text) < SHORT and not read_date_line(block.text):
            if i - self._end <= 3 * ENDING or read_byline(block.text, bare=True):
                return "byline"
        if close and not self._in_card(i, block) and self._is_byline(i, block, kind, False, True):
            return "byline"
        return "furniture" if kind == "byline" else self._judge_outside(i, block)

    def _judge_outside(self, i: int, block: Block) -> ZoneKind:
        cue = block.said
        if cue == "teaser" and block.linked:
            return "teaser"
        if cue in ("teasers", "furniture", "block", "tags", "footer"):
            return "furniture"
        if is_title(block) and self._lists_titles(block.node):
            return "teaser"
        return "teaser" if self._in_card(i, block) else "furniture"

    def _judge_teaser(self, i: int, block: Block) -> ZoneKind:
        if block.said in ("teasers", "furniture", "block", "tags"):
            return "furniture"
        box = inner = None
        for node in iterate(block.node):
            if node.kind != "teasers":
                break
            box = node
            inner = node if inner is None and node.last > node.first else inner
        if box is None or box.first == box.last or is_title(block):
            return "teaser"
        if box.first == i and len(block.text) < LABEL:
            return "furniture"
        if inner is None or inner is box or self._count(inner)[1]:
            heads = inner is not None and inner.first == i and self._count(inner)[1] > 1
            return "furniture" if heads and not block.linked and len(block.text) < LABEL else "teaser"
        return "furniture" if not self._count(inner)[0] and self._count(box)[1] else "teaser"

    def _lists_titles(self, node: Node) -> bool:
        """Whether most links are titles in the smallest element around with three of them or more."""
        for above in iterate(node):
            if above.spine or above.parent is None:
                break
            count, titles = self._count(above)
            if count > 2:
                return titles * 5 >= count * 2
        return self._count(node)[1] > 0

    def _count(self, node: Node) -> tuple[int, int]:
        (some, few), (more, many) = self._links[node.first], self._links[node.last + 1]
        return more - some, many - few

    def _in_card(self, i: int, block: Block) -> bool:
        """Whether a title that is a link stands beside it in a small element, and it is no heading above several."""
        for node in iterate(block.node):
            if node.spine or node.last - node.first >= CARD:
                return False
            if node.last > node.first and (titles := self._count(node)[1]):
                heads = node.first == i and not block.linked and len(block.text) < LABEL
                return not heads or (titles == 1 and not self._is_label(block))
        return False

    def _is_label(self, block: Block) -> bool:
        """Whether it is set as the heading of a box."""
        above = [node for node in iterate(block.node) if not node.spine][:2]
        return any(node.name in HEADINGS or LABELLED.search(node.told) for node in above)

    def _is_interview(self) -> bool:
        """Whether questions stand in bold."""
        root = self._root
        asked = [b for b in self._blocks[root.first : root.last + 1] if b.text.rstrip().endswith("?") and is_bold(b)]
        return len(asked) > 1


def _is_linked_card(block: Block) -> bool:
    """Whether it is the title of another article, as a link, and that article's summary in an element of its own."""
    if len(block.runs) != 2 or block.node.name in ("p", "li") or not leads_to_article(block) or block.longest < 20:
        return False
    (_, _, link), (_, node, other) = block.runs
    return link is not None and other is None and node is not block.node


def kind_of(block: Block) -> str | None:
    """What the element says that has all words of a block."""
    if len(block.runs) == 1:
        return block.runs[0][1].kind
    kinds = {node.kind for _, node, _ in block.runs}
    return kinds.pop() if len(kinds) == 1 else block.node.kind


def links_of(block: Block) -> list[Node]:
    """The links in a block."""
    return [link for _, _, link in block.runs if link is not None]


def is_bold(block: Block) -> bool:
    """Whether all its words are."""
    return all(node.bold for _, node, _ in block.runs)


def is_slanted(block: Block) -> bool:
    """Whether all its words are in italics."""
    return all(node.slant for _, node, _ in block.runs)


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
