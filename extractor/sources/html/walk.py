"""The text of a page: every visible word in reading order, a block a line, each character with its place."""

from __future__ import annotations

import html
import re
from functools import lru_cache

from extractor.sources.html.blocks import Block
from extractor.sources.html.grids import find_tables
from extractor.sources.html.nodes import CellSpan, Grid, Line, Node, Page, is_button

BLANK = " \t\n\r\f"
# What does not come as it stands: more than one blank, and entities.
SPECIAL = re.compile(
    r"[ \t\n\r\f]{2,}|[\t\n\r\f]|&(?:#[0-9]{1,9};?|#[xX][0-9a-fA-F]{1,8};?|[a-zA-Z][a-zA-Z0-9]{1,31};?)"
)
EMPTY = "\u00a0\u200b\u200c\u200d\u2060\ufeff\u00ad \t\n\r\f\u3000"  # what alone makes no line


class Writer:
    """Puts the words of a page together, and keeps where they stood: pairs as of extractor/text/offsets.py."""

    def __init__(self, page: Page) -> None:
        self.parts: list[str] = []
        self.pairs: list[tuple[int, int]] = []
        self.blocks: list[Block] = []
        self._page, self._source = page, page.source
        self._here = self._there = 0
        self._blank: tuple[int, int] | None = None  # white space that counts if words follow it
        self._begun = False  # whether the line has words
        self._runs: list[tuple[int, Node, Node | None]] = []
        self._links: dict[Node, int] = {}
        self._pictures = 0

    def write(self) -> None:
        """All lines."""
        lines, tables, at = self._page.lines, find_tables(self._page), 0
        for grid in tables:
            first = grid.rows[0][0].first
            for line in lines[at:first]:
                self._write_line([line], line.block)
            at = max(at, first)
            for row in grid.rows:
                at = self._write_row(grid, row, at)
        for line in lines[at:]:
            self._write_line([line], line.block)

    def _write_line(self, lines: list[Line], node: Node) -> None:
        mark = self._begin()
        for line in lines:
            self._put_runs(line)
        self._finish(mark, node, lines[-1].pictures)

    def _write_row(self, grid: Grid, row: list[CellSpan], at: int) -> int:
        """A row with a tab between its cells; words between two cells, which no page should have, go to the next."""
        if not row:
            return at
        mark, cells, pictures = self._begin(), [], self._pictures
        for n, cell in enumerate(row):
            if n:
                self._insert("\t")
            start, self._begun = self._here, False
            for line in self._page.lines[at : cell.end]:
                if self._begun:
                    self._blank = self._blank or (self._there, self._there)
                self._put_runs(line)
                pictures = line.pictures
            self._blank, at = None, max(at, cell.end)
            cells.append((start, self._here))
        self._finish(mark, row[0].node, pictures, grid)
        if self.blocks and self.blocks[-1].grid is grid and self.blocks[-1].end == self._here:
            block = self.blocks[-1]
            block.cells, block.spans = [_trim(block, *cell) for cell in cells], row
        return at

    def _begin(self) -> tuple[int, int, int, int]:
        mark = (len(self.parts), len(self.pairs), self._here, self._there)
        if self.blocks:
            self._insert("\n")
        self._begun, self._blank, self._runs, self._links = False, None, [], {}
        return mark

    def _finish(
        self,
        mark: tuple[int, int, int, int],
        node: Node,
        pictures: int,
        grid: Grid | None = None,
    ) -> None:
        """Make a block of what was put since ``mark``, or take it back where that is nothing."""
        text = "".join(self.parts[mark[0] + bool(self.blocks) :])
        start = mark[2] + bool(self.blocks)
        if not text.strip(EMPTY):
            del self.parts[mark[0] :], self.pairs[mark[1] :]
            self._here, self._there = mark[2], mark[3]
            return
        between = (self._pictures, max(pictures, self._pictures))
        self._pictures = between[1]
        linked = sum(self._links.values())
        sizes = [size for link, size in self._links.items() if not is_button(link)]
        self.blocks.append(
            Block(start, self._here, text, node, self._runs, linked, max(sizes, default=0), len(sizes), between, grid)
        )

    def _put_runs(self, line: Line) -> None:
        for start, end, node, link in line.runs:
            here = self._here
            self._put(start, end, node)
            if self._here > here:
                if link is not None:
                    self._links[link] = self._links.get(link, 0) + self._here - here
                if not self._runs or self._runs[-1][1:] != (node, link):
                    self._runs.append((here, node, link))

    def _put(self, start: int, end: int, node: Node) -> None:
        source = self._source
        words = source[start:end]
        left = len(words) - len(words.lstrip(BLANK))
        if left:
            if self._begun and not self._blank:
                self._blank = (start, start + left)
            if left == len(words):
                return
            start += left
        right = len(words) - len(words.rstrip(BLANK))
        end -= right
        if self._blank and self._begun:
            self._replace(" ", *self._blank)
        self._blank, self._begun = None, True
        last = start
        for m in SPECIAL.finditer(source, start, end):
            seen = m[0]
            if seen[0] != "&":
                letters = " "
            elif (letters := _read_entity(seen)) == seen:
                continue
            if m.start() > last:
                self._copy(last, m.start())
            last = m.end()
            self._replace(letters, m.start(), last)
        if end > last:
            self._copy(last, end)
        if right:
            self._blank = (end, end + right)

    def _copy(self, start: int, end: int) -> None:
        if start != self._there:
            self.pairs += ((self._here, self._there), (self._here, start))
        self.parts.append(self._source[start:end])
        self._here += end - start
        self._there = end

    def _replace(self, letters: str, start: int, end: int) -> None:
        """``letters`` stand for what is from ``start`` to ``end`` in the source, as one whole."""
        if start != self._there:
            self.pairs += ((self._here, self._there), (self._here, start))
        self.parts.append(letters)
        for at in range(self._here + 1, self._here + len(letters)):
            self.pairs.append((at, start))
        self._here += len(letters)
        self._there = end
        if len(letters) != end - start or len(letters) > 1:
            self.pairs.append((self._here, end))

    def _insert(self, mark: str) -> None:
        """A tab or the end of a line, which the source has not."""
        self.parts.append(mark)
        self._here += 1
        self.pairs += ((self._here, self._there), (self._here, self._there))


def _trim(block: Block, start: int, end: int) -> tuple[int, int]:
    """A cell without the blanks at its edges."""
    words = block.text[start - block.start : end - block.start]
    left = len(words) - len(words.lstrip(EMPTY))
    return (start, start) if left == len(words) else (start + left, start + len(words.rstrip(EMPTY)))


def read_text(source: str, start: int, end: int) -> str:
    """The words of a stretch without tags, as a reader sees them."""
    return " ".join(html.unescape(source[start:end]).split())


@lru_cache(maxsize=4096)
def _read_entity(seen: str) -> str:
    """Its letters; a control character would end the line."""
    letters = html.unescape(seen)
    return " " if letters in ("\n", "\r", "\t", "\f", "\x0b", "\x85", "\u2028", "\u2029") else letters
