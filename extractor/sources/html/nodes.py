"""The parts of a page: elements, lines, tables."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field

from extractor.sources.html.elements import BLOCK
from extractor.sources.html.tokens import read_attributes

NOWHERE = re.compile(r"\s*(?:#|javascript:|mailto:|tel:|$)", re.I)  # where a link leads that is a button


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
        return self._attributes().get(name, "")

    def has(self, name: str) -> bool:
        """Whether it has an attribute, with a value or without."""
        return name in self._attributes()

    def _attributes(self) -> dict[str, str]:
        if self._read is None:
            self._read = read_attributes(self.told) if self.told else {}
        return self._read


Run = tuple[int, int, Node, Node | None]  # where it stands in the source, the element that it stands in, its link


@dataclass(slots=True)
class Line:
    """What a browser sets on a line of its own (before it breaks long ones): its runs of words, the block that it
    stands in, and how many pictures the page has up to its end."""

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


def is_button(link: Node) -> bool:
    """Whether a link leads nowhere."""
    return NOWHERE.match(link.get("href")) is not None


def iterate(node: Node | None) -> Iterator[Node]:
    """An element and what it lies in, from the inside out."""
    while node is not None:
        yield node
        node = node.parent
