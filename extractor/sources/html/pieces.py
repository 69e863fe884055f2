"""Zones within a line: author and date, a title and its label, side by side."""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import groupby

from extractor.model import Zone, ZoneKind
from extractor.sources.html.blocks import ADDRESS, Block
from extractor.sources.html.bylines import WRITER
from extractor.sources.html.nodes import Node, is_button
from extractor.sources.html.signed import is_dated
from extractor.text.authors import read_names
from extractor.text.bylines import MAIL
from extractor.text.credits import is_label
from extractor.text.cues import find_cue
from extractor.text.date_lines import DAY, read_date_line
from extractor.text.signed import POSTED, cut_names, is_named

NEXT = re.compile(r"\W*(?:bài|tin)\s+(?:viết\s+)?(?:trước|sau|tiếp|tiếp theo|kế tiếp|cũ hơn|mới hơn)\W*", re.I)
ALNUM = re.compile(r"\w")
TITLE = 20  # characters of a link to an article
TAG_ADDRESS = re.compile(r"/(?:tags?|tu-khoa|chu-de|topics?|search/label)/|-tag\d+\b", re.I)
SHORT = 160  # characters of such a line


def cut(block: Block, kind: ZoneKind, *, top: bool) -> Iterator[Zone]:
    """The zones of a block: one, but where author and date, or a title and its label, stand side by side.
    ``top``: it stands between the headline and the text."""
    pieces: list[tuple[ZoneKind, int, int]] = [(kind, block.start, block.end)]
    several = kind == "furniture" and block.anchors > 1
    if (
        kind in ("byline", "furniture", "teaser")
        and (len(block.runs) > 1 or top)
        and (several or len(block.text) < SHORT)
    ):
        ends = [start for start, _, _ in block.runs[1:]] + [block.end]
        pieces = []
        dated = top and kind != "teaser" and is_dated(block)
        for (start, node, link), end in zip(block.runs, ends, strict=True):
            words = block.text[start - block.start : end - block.start]
            if dated and DAY.search(words):
                pieces += [
                    ("byline" if named else "furniture", start + a, start + b) for named, a, b in cut_names(words)
                ]
                continue
            own = _judge_run(words, node, link, kind, top=top)
            if several and link is not None and _is_article(words, node, link):
                own = "teaser"
            if dated and own == "furniture" and (link is None or WRITER.search(link.get("href"))) and is_named(words):
                own = "byline"
            pieces.append((own, start, end))
        for n in range(len(pieces) - 1, -1, -1) if dated else ():  # "Đăng bởi" is what the name behind it is
            own, start, end = pieces[n]
            if own == "byline" and POSTED.fullmatch(block.text[start - block.start : end - block.start].strip()):
                pieces[n] = (pieces[n + 1][0] if n + 1 < len(pieces) else "furniture", start, end)
        for n, (_, start, end) in enumerate(pieces):  # a mark between a name and what is none
            beside = [own for own, _, _ in pieces[max(0, n - 1) : n + 2]]
            if not ALNUM.search(block.text, start - block.start, end - block.start) and "furniture" in beside:
                pieces[n] = ("furniture", start, end)
    for own, group in groupby(pieces, key=lambda piece: piece[0]):
        parts = list(group)
        start, end = parts[0][1], parts[-1][2]
        words = block.text[start - block.start : end - block.start]
        if words.strip():
            start += len(words) - len(words.lstrip())
            yield Zone(own, start, start + len(words.strip()))


def _is_article(words: str, node: Node, link: Node) -> bool:
    """Whether a link in a line of several leads to another article."""
    address = link.get("href")
    titled = len(words.strip()) >= TITLE and ADDRESS.search(address) and not TAG_ADDRESS.search(address)
    return bool(titled) and node.kind not in ("furniture", "meta")


def _judge_run(words: str, node: Node, link: Node | None, kind: ZoneKind, *, top: bool) -> ZoneKind:
    """What words in one element are in a line of a kind."""
    bare = words.strip(" |-–,")
    if kind == "byline":
        button = link is not None and is_button(link) and not MAIL.fullmatch(bare)
        return "furniture" if node.kind == "meta" or node.name == "button" or button or read_date_line(bare) else kind
    if top and node.kind == "byline" and ALNUM.search(bare) and not (link is not None and is_button(link)):
        return kind if read_date_line(bare) else "byline"
    if link is not None:
        signed = top and WRITER.search(link.get("href")) and read_names(bare, bare=True)
        return "byline" if signed else kind
    if kind == "teaser":
        return "furniture" if NEXT.fullmatch(words) or find_cue(words) in ("furniture", "teasers") else kind
    if node.kind == "byline" and is_label(bare):
        return "byline"
    if top or node.kind == "byline":
        named = read_names(bare, bare=node.kind == "byline" or node.bold) if bare else None
        return "byline" if named is not None else kind
    return kind
