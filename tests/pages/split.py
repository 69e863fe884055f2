#!/usr/bin/env python3
"""Splits labelled pages: ``split.py MASTERS_DIR OUT_DIR``.

A master is a web page with ``data-zone="KIND"`` on elements (the nearest ancestor that has one decides; ``<body>`` has
one always) and one comment ``<!-- gold: {JSON} -->`` with what the page tells about the article. For each
NAME.master.html this writes

- NAME.html: the page without these marks, byte for byte the rest;
- NAME.json: the gold's fields, then ``zones``, a list of [kind, text], a line of the page each, in reading order;
- NAME.txt: what one gets who marks everything and copies it: an empty line between blocks, none at a ``<br>``.

It stands on the standard library alone, and knows nothing of the reader that it is there to judge. The rules:

- no text: head, script, style, template, noscript, comments, fallbacks of players and frames, drawings, controls that
  hold values (select, textarea, input), whatever has ``hidden`` or an inline ``display: none``;
- a block element begins and ends a line, ``<br>`` ends one, and a zone that changes within a line begins a new entry;
- white space, no-break spaces too, is one space; none at the edges of a line;
- a table row is a line with tabs between its cells (blank ones kept) if it has one zone, no table within, no cell of
  more than 500 characters, and not all its text in one cell of several lines; else it is layout, its cells are blocks;
- tags are closed as a browser does: <p> by the next block, <li>, <dt>, <tr>, <td> by the next of their kind, anything
  by the end of what holds it; an end tag that has no beginning is nothing.
"""

from __future__ import annotations

import json
import re
import sys
import unicodedata
from collections.abc import Set
from dataclasses import dataclass, field
from html.parser import HTMLParser
from pathlib import Path

KINDS = ("headline", "lead", "heading", "body", "caption", "byline", "teaser", "furniture")
FIELDS = ("title", "published", "authors", "publisher", "url", "tags", "dateline")
GOLD = re.compile(r"<!-- gold: (\{.*?\}) -->(?:\r?\n)?", re.DOTALL)
MARK = re.compile(r"\s+data-zone=\"[a-z]+\"")
VOID, SILENT, BLOCKS = (
    frozenset(tags.split())
    for tags in (
        "area base br col embed frame hr img input link meta param source track wbr",
        "head script style template noscript noframes iframe object video audio canvas svg select textarea datalist "
        "title",
        "address article aside blockquote body caption center dd details dialog dir div dl dt fieldset figcaption "
        "figure footer form h1 h2 h3 h4 h5 h6 header hgroup hr html legend li main menu nav ol p pre search section "
        "summary table tbody td tfoot th thead tr ul",
    )
)
CELLS = frozenset({"td", "th"})
CLOSES = {  # a start tag: the open elements that it closes, and those that it does not reach beyond
    "li": ({"li"}, {"ul", "ol", "menu", "dir", "table"}),
    "dt": ({"dt", "dd"}, {"dl", "table"}),
    "dd": ({"dt", "dd"}, {"dl", "table"}),
    "td": ({"td", "th"}, {"tr", "table"}),
    "th": ({"td", "th"}, {"tr", "table"}),
    "tr": ({"tr"}, {"table"}),
    **{tag: ({"tbody", "thead", "tfoot", "caption"}, {"table"}) for tag in ("tbody", "thead", "tfoot")},
}
HOLDERS: frozenset[str] = CELLS | {"table", "body", "html"}  # no end tag reaches beyond one of these, but their own
HIDDEN = re.compile(r"display\s*:\s*none", re.IGNORECASE)
LONG_CELL = 500


@dataclass
class Node:
    """An element: its children are elements and strings; zone is its own or that of its parent."""

    tag: str
    zone: str
    silent: bool
    children: list[Node | str] = field(default_factory=list)


class Tree(HTMLParser):
    """Builds the tree of a page."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.open = [Node("", "", False)]

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        told = dict(attrs)
        if tag in BLOCKS:
            self._close({"p"}, HOLDERS | {"button"})
        if tag in CLOSES:
            self._close(*CLOSES[tag])
        parent = self.open[-1]
        zone = told.get("data-zone") or parent.zone
        if zone and zone not in KINDS:
            raise SystemExit(f"line {self.getpos()[0]}: no such zone: {zone}")
        hidden = "hidden" in told or bool(HIDDEN.search(told.get("style") or ""))
        node = Node(tag, zone, parent.silent or hidden or tag in SILENT)
        parent.children.append(node)
        if tag not in VOID:
            self.open.append(node)

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.handle_starttag(tag, attrs)
        if self.open[-1].silent and tag not in VOID:  # within a drawing "/>" closes, elsewhere it is nothing
            self.open.pop()

    def handle_endtag(self, tag: str) -> None:
        if tag in BLOCKS:
            self._close({tag}, HOLDERS if tag not in HOLDERS | {"tr", "tbody", "thead", "tfoot"} else {"table"} - {tag})
        else:
            self._close({tag}, BLOCKS | HOLDERS)

    def handle_data(self, data: str) -> None:
        self.open[-1].children.append(data)

    def _close(self, tags: Set[str], stops: Set[str]) -> None:
        for i in range(len(self.open) - 1, 0, -1):
            if self.open[i].tag in tags and self.open[i].tag not in ("html", "body"):
                del self.open[i:]
                return
            if self.open[i].tag in stops:
                return


@dataclass
class Lines:
    """Collects the text: pieces (zone, words) of a line; a block is a list of lines."""

    blocks: list[list[list[tuple[str, str]]]] = field(default_factory=lambda: [[[]]])

    def walk(self, node: Node) -> None:
        block = node.tag in BLOCKS
        if node.silent:
            return
        if node.tag == "br":
            self.blocks[-1].append([])
        if block:
            self.blocks.append([[]])
        if node.tag == "tr" and (row := read_row(node)):
            self.blocks[-1][-1].append(row)
        else:
            for child in node.children:
                if isinstance(child, Node):
                    self.walk(child)
                elif node.tag == "pre":
                    for n, line in enumerate(child.split("\n")):
                        self.blocks[-1].extend([[]] if n else [])
                        self.blocks[-1][-1].append((node.zone, line))
                else:
                    self.blocks[-1][-1].append((node.zone, re.sub(r"\s+", " ", child)))
        if block:
            self.blocks.append([[]])


def tidy(words: str) -> str:
    """One space for all white space (tabs stay: they stand between cells), composed letters."""
    cells = unicodedata.normalize("NFC", words).split("\t")
    return "\t".join(" ".join(cell.split()) for cell in cells)


def read_row(row: Node) -> tuple[str, str] | None:
    """The line of a table row, None where the row is layout."""
    zones: set[str] = set()
    cells: list[str] = []
    heights: list[int] = []
    for cell in row.children:
        if isinstance(cell, Node) and cell.tag in CELLS and not cell.silent:
            if has_table(cell):
                return None
            lines = Lines()
            lines.walk(cell)
            said = [line for block in lines.blocks for line in block if any(words.strip() for _, words in line)]
            zones |= {zone for line in said for zone, words in line if words.strip()}
            cells.append(" ".join(" ".join("".join(words for _, words in line) for line in said).split()))
            heights.append(len(said))
    if len(zones) != 1 or max(map(len, cells)) > LONG_CELL or (max(heights) > 1 and sum(map(bool, heights)) == 1):
        return None
    return zones.pop(), "\t".join(cells)


def has_table(node: Node) -> bool:
    return any(isinstance(c, Node) and (c.tag == "table" or has_table(c)) for c in node.children)


def read_lines(page: str) -> list[list[list[tuple[str, str]]]]:
    """The blocks of a page that have text: lines of (zone, words)."""
    tree = Tree()
    tree.feed(page)
    tree.close()
    lines = Lines()
    lines.walk(tree.open[0])
    blocks = []
    for block in lines.blocks:
        kept = [entries for line in block if (entries := join_pieces(line))]
        if kept:
            blocks.append(kept)
    return blocks


def join_pieces(line: list[tuple[str, str]]) -> list[tuple[str, str]]:
    """The entries of a line: what stands side by side in one zone is one; a blank joins what is before it."""
    joined: list[tuple[str, str]] = []
    for zone, words in line:
        if joined and (joined[-1][0] == zone or not words.strip()):
            joined[-1] = (joined[-1][0], joined[-1][1] + words)
        elif words.strip():
            joined.append((zone, words))
    return [(zone, tidy(words)) for zone, words in joined]


def split_master(master: Path, out: Path) -> None:
    name = master.name.removesuffix(".master.html")
    source = master.read_bytes().decode("utf-8")
    found = GOLD.search(source)
    if not found:
        raise SystemExit(f"{master.name}: no gold comment")
    gold = json.loads(found[1])
    if set(gold) != set(FIELDS):
        raise SystemExit(f"{master.name}: fields of gold: {sorted(set(gold) ^ set(FIELDS))}")
    blocks = read_lines(source)
    zones = [entry for block in blocks for line in block for entry in line]
    headline = " ".join(words for zone, words in zones if zone == "headline")
    if not all(zone for zone, _ in zones) or headline != (gold["title"] or ""):
        raise SystemExit(f"{master.name}: text without zone, or headline {headline!r} is not {gold['title']!r}")
    entries = ",\n".join("  " + json.dumps(entry, ensure_ascii=False) for entry in zones)
    head = "".join(f' "{key}": {json.dumps(gold[key], ensure_ascii=False)},\n' for key in FIELDS)
    text = "\n\n".join("\n".join(" ".join(words for _, words in line) for line in block) for block in blocks)
    page = MARK.sub("", GOLD.sub("", source, count=1))
    out.mkdir(parents=True, exist_ok=True)
    (out / f"{name}.html").write_bytes(page.encode("utf-8"))
    (out / f"{name}.json").write_bytes(f'{{\n{head} "zones": [\n{entries}\n ]\n}}\n'.encode())
    (out / f"{name}.txt").write_bytes(f"{text}\n".encode())


if __name__ == "__main__":
    if len(sys.argv) != 3:
        raise SystemExit(__doc__)
    for path in sorted(Path(sys.argv[1]).glob("*.master.html")):
        split_master(path, Path(sys.argv[2]))
