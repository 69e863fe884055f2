"""The blocks of a page with what they lie in: which words make a line, in which elements they stand, which are hidden."""

from __future__ import annotations

import re
from dataclasses import dataclass, field

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
from extractor.sources.html.tokens import CLOSE, OPEN, TEXT, WHOLE, read_attributes, scan

DEPTH = 256  # elements one in the other; browsers stop near that too, and put what is deeper beside the last
HIDDEN = re.compile(
    r"(?:^|\s)hidden(?:$|[\s=/])|style\s*=[^>]*?(?:display\s*:\s*none|visibility\s*:\s*hidden)", re.I
)


class Node:
    """An element; ``told``: its attributes as written; ``order``: its number in the page. What the zones need is filled
    in later."""

    __slots__ = (
        *("name", "told", "parent", "order", "block", "hidden", "link", "_read"),
        *("cue", "kind", "spine", "bold", "slant", "large", "first", "last", "prose", "paragraphs", "heaviest"),
    )

    def __init__(self, name: str, told: str, parent: Node | None, order: int) -> None:
        self.name, self.told, self.parent, self.order = name, told, parent, order
        self.block: Node = self if parent is None or name in BLOCK else parent.block
        self.hidden = False
        self.link: Node | None = None  # the <a> it lies in
        self.cue: str | None = None  # what its own name and classes say
        self.kind: str | None = None  # what it is, by that and by what it lies in
        self.spine = self.bold = self.slant = self.large = False
        self.first = self.last = -1  # its blocks
        self.prose = 0.0
        self.paragraphs = 0
        self.heaviest: Node | None = None
        self._read: dict[str, str] | None = None

    def get(self, name: str) -> str:
        """The value of an attribute, "" without it."""
        if not self.told:
            return ""
        if self._read is None:
            self._read = read_attributes(self.told)
        return self._read.get(name, "")


Run = tuple[int, int, Node, Node | None]  # where it stands in the source, the element that it stands in, its link


@dataclass(slots=True)
class Line:
    """What a browser sets on a line of its own (before it breaks long ones): its runs of words, the block that it stands
    in, and how many pictures the page has up to its end."""

    runs: list[Run]
    block: Node
    pictures: int


@dataclass(slots=True)
class Grid:
    """A table as written: its rows of cells, each with its first and last line."""

    node: Node
    rows: list[list[CellSpan]] = field(default_factory=list)
    nested: bool = False
    caption: Node | None = None


@dataclass(slots=True)
class CellSpan:
    """A cell and the lines (first, end) that stand in it."""

    node: Node
    first: int
    end: int = -1


@dataclass(slots=True)
class Page:
    """A page in its parts; ``wholes``: scripts and titles (name, start, end, attributes)."""

    source: str
    lines: list[Line]
    nodes: list[Node]
    grids: list[Grid]
    metas: list[Node]
    wholes: list[tuple[str, int, int, str]]
    pictures: list[Node] = field(default_factory=list)  # the block that each stands in


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
                if not self._here.hidden and (self._runs or not source[start:end].isspace()):
                    self._runs.append((start, end, self._here, self._here.link))
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
        node.hidden = parent.hidden or bool(told and HIDDEN.search(told)) or (name in UNSHOWN and "open" not in told)
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
        if node.name in BLOCK:
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
