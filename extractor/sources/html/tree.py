"""The lines of a page with the elements that they stand in; what is hidden is left out."""

from __future__ import annotations

import re

from extractor.sources.html.elements import (
    BLOCK,
    CELLS,
    ENDED_BY,
    ENDS_P,
    HEADINGS,
    P_SCOPE,
    PICTURES,
    SCOPE,
    TABLE_PARTS,
    UNSHOWN,
    VOID,
)
from extractor.sources.html.nodes import CellSpan, Grid, Line, Node, Page, Run
from extractor.sources.html.tokens import CLOSE, OPEN, TEXT, WHOLE, scan

DEPTH = 256  # elements one in the other; browsers stop near that too, and put what is deeper beside the last
HIDING = re.compile(r"hidden|display", re.I)
UNSEEN = re.compile(r"(?:display\s*:\s*none|visibility\s*:\s*hidden)", re.I)


class Builder:
    """Goes through the tags once and keeps the open elements."""

    def __init__(self, source: str) -> None:
        root = Node("html", "", None, 0)
        self.page = Page(source, [], [root], [], [], [])
        self._stack = [root]
        self._open: dict[str, int] = {}  # how many of a name are open
        self._here = root
        self._runs: list[Run] = []
        self._grids: list[Grid] = []

    def build(self) -> Page:
        """The page."""
        source, stack = self.page.source, self._stack
        for kind, name, start, end, told in scan(source):
            if kind == TEXT:
                self._take_words(start, end)
            elif kind == OPEN:
                self._start(name, told)
            elif kind == CLOSE:
                if self._open.get(name):
                    self._end(name)
                elif name == "p":
                    self._flush()
                elif name in HEADINGS:
                    self._close_within(HEADINGS, SCOPE)
            elif kind == WHOLE:
                if name in PICTURES:
                    self.page.pictures.append(self._here.block)
                elif name in ("script", "title"):
                    self.page.wholes.append((name, start, end, told))
        self._flush()
        while len(stack) > 1:
            self._pop()
        return self.page

    def _take_words(self, start: int, end: int) -> None:
        source, here = self.page.source, self._here
        if here.hidden or not (self._runs or not source[start:end].isspace()):
            return
        while self._open.get("pre") and (cut := source.find("\n", start, end)) >= 0:
            self._runs.append((start, cut, here, here.link))
            self._flush()
            start = cut + 1
        if start < end:
            self._runs.append((start, end, here, here.link))

    def _start(self, name: str, told: str) -> None:
        page = self.page
        if name in BLOCK or name == "br":
            self._flush()
            if self._open.get("p") and name in ENDS_P:
                self._close_within(frozenset(("p",)), P_SCOPE)
        if name in ENDED_BY:
            self._close_within(*ENDED_BY[name])
        elif name == "a" and self._open.get("a"):
            self._remove("a")
        if name in VOID:
            self._take_void(name, told)
            return
        if name in ("html", "head") or (name == "body" and self._open.get(name)):
            return
        parent = self._here
        node = Node(name, told, parent, len(page.nodes))
        page.nodes.append(node)
        if name == "a":
            node.link = node if "href" in told.lower() else None
        elif self._open.get("a"):
            node.link = parent.link
        node.hidden = parent.hidden or _is_hidden(node)
        if len(self._stack) >= DEPTH:
            self._pop()
        self._stack.append(node)
        self._open[name] = self._open.get(name, 0) + 1
        self._here = node
        if name in TABLE_PARTS:
            self._start_table(node)
        elif name in PICTURES:
            page.pictures.append(node.block)

    def _take_void(self, name: str, told: str) -> None:
        if name == "meta" or name == "link":
            node = Node(name, told, self._here, -1)
            self.page.metas.append(node)
        elif name in PICTURES:
            self.page.pictures.append(self._here.block)

    def _start_table(self, node: Node) -> None:
        if node.name == "table":
            for grid in self._grids:
                grid.nested = True
            grid = Grid(node)
            self._grids.append(grid)
            self.page.grids.append(grid)
        elif self._grids:
            grid = self._grids[-1]
            if node.name == "tr":
                grid.rows.append([])
            elif node.name == "caption":
                grid.caption = node
            elif node.name in CELLS:
                if not grid.rows:
                    grid.rows.append([])
                grid.rows[-1].append(CellSpan(node, len(self.page.lines)))

    def _end(self, name: str) -> None:
        """An end tag whose element is open somewhere."""
        if name in BLOCK:
            self._close_within(frozenset((name,)), SCOPE if name not in TABLE_PARTS else frozenset(("table",)))
            return
        stack = self._stack
        for i in range(len(stack) - 1, 0, -1):
            if stack[i].name == name:
                if i == len(stack) - 1:
                    self._pop()
                else:
                    self._remove(name)
                return

    def _close_within(self, names: frozenset[str], scope: frozenset[str]) -> None:
        """Close the innermost open element of ``names``, with all that is in it, if none of ``scope`` lies between."""
        stack = self._stack
        for i in range(len(stack) - 1, 0, -1):
            name = stack[i].name
            if name in names:
                self._flush()
                while len(stack) > i:
                    self._pop()
                return
            if name in scope:
                return

    def _remove(self, name: str) -> None:
        """An inline element ends in the midst of others, which stay open."""
        for i in range(len(self._stack) - 1, 0, -1):
            if self._stack[i].name == name:
                node = self._stack.pop(i)
                self._open[name] -= 1
                for inner in self._stack[i:]:
                    if inner.link is node:
                        inner.link = None
                self._here = self._stack[-1]
                return

    def _pop(self) -> None:
        node = self._stack[-1]
        if node.name in BLOCK:
            self._flush()
        self._stack.pop()
        self._open[node.name] -= 1
        self._here = self._stack[-1]
        if node.name in TABLE_PARTS:
            self._end_table(node)

    def _end_table(self, node: Node) -> None:
        if not self._grids:
            return
        if node.name in CELLS and self._grids[-1].rows and self._grids[-1].rows[-1]:
            span = self._grids[-1].rows[-1][-1]
            if span.node is node:
                span.end = len(self.page.lines)
        elif node is self._grids[-1].node:
            self._grids.pop()

    def _flush(self) -> None:
        if self._runs:
            self.page.lines.append(Line(self._runs, self._here.block, len(self.page.pictures)))
            self._runs = []


def _is_hidden(node: Node) -> bool:
    """Whether its attributes say so; a class of that name tells nothing."""
    if node.name in UNSHOWN and not node.has("open"):
        return True
    if not node.told or not HIDING.search(node.told):
        return False
    return node.has("hidden") or UNSEEN.search(node.get("style")) is not None
