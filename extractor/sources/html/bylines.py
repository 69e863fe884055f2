"""Which block of a page names who wrote it."""

from __future__ import annotations

import re

from extractor.sources.html.blocks import Block, is_boxed, is_prose, links_of
from extractor.sources.html.nodes import Node, is_button, iterate
from extractor.text.authors import read_names
from extractor.text.bylines import MAIL, is_heading, is_name
from extractor.text.credits import ORDER, find_label, is_label, is_unit, label_kind, opening_kind, take_names
from extractor.text.date_lines import read_date_line
from extractor.text.shapes import is_caption, is_tools
from extractor.text.signatures import read_line

SHORT = 130  # characters of such a block
SIGNED = 65  # of one that only its place shows to be that
CLOSE = 4  # blocks from the headline or the end of the text in which a mere name is the author's
RIGHT = re.compile(r"text-align\s*:\s*right|align\s*=\s*[\"']?right|text-right|align-right", re.I)
WRITER = re.compile(
    r"tac-?gia|author|nguoi-?viet|/users?/|/members?/|/people/|/profiles?/|/@|but-?danh|phong-?vien|profile|/experts?/"
    r"|/writers?/|/contributors?/|chuyen-?gia|cong-?tac-?vien|cay-?but|nha-?bao|bien-?tap-?vien|mailto:",
    re.I,
)
SOURCED = re.compile(
    r"\(?(?:theo(?!\s+dõi)|nguồn(?: tin| bài| gốc)?|link (?:bài )?gốc|bài gốc|xem bài gốc)\b[^:]{0,30}:?\s*", re.I
)
OTHERS = re.compile(
    r"\s+(?:xem\s+(?:các|thêm|tất cả|toàn bộ)|(?:các\s+)?bài viết\s+khác)\b.*$", re.I
)  # of the same author
LABEL = 60  # characters of the longest label
URL = re.compile(r"https?://\S+\s*")
ABOUT = re.compile(r"\W*(?:tác giả|người viết)\s+(?:là|hiện|đang|từng|công tác)\b", re.I)  # who the author is
ENDS = tuple('.!?…:”"')


def is_byline(block: Block, kind: str | None, root: Node, *, edge: bool, after: bool) -> bool:
    """``kind``: what its element says; ``edge``: near the headline or the end of the text; ``after``: behind the last
    paragraph."""
    if len(block.text) > SHORT:
        return False
    text = words_of(block, block.start, block.end)
    if read_date_line(text) or block.said not in (None, "byline"):
        return False
    if kind == "byline":
        return not is_boxed(block.node, root) and not is_tools(text)
    if (edge or after) and is_source(block):
        return True
    if after and len(text) < SIGNED and (opening_kind(text) == "helper" or ABOUT.match(text)):
        return True
    if (edge or after) and text[0] == "(" and is_unit(text.strip("() ")):
        return True
    links = links_of(block)
    if links and opening_kind(text) not in ORDER and not any(WRITER.search(link.get("href")) for link in links):
        return False
    placed = is_right(block)
    if after and placed and len(text) < SIGNED and not is_prose(block) and not text.rstrip().endswith(ENDS):
        return True
    edge = edge or placed
    own = edge and opening_kind(text) in (None, "writer", "translator")
    named = read_names(text, bare=edge) is not None or (own and bool(read_line(text, bare=True)))
    return named and (edge or not is_prose(block))


def is_source(block: Block) -> bool:
    """Whether it names where the text was taken from, by a link to that: Nguồn: https://…"""
    label = SOURCED.match(block.text)
    if label is None:
        return False
    linked = bool(block.linked) and len(label[0]) + block.linked >= len(block.text) - 2
    return linked or URL.fullmatch(block.text, label.end()) is not None


def is_signature(block: Block) -> bool:
    """Whether it is nothing but names in full, beside the headline: also next to the writer's picture."""
    if len(block.text) > SHORT or any(node.name == "figure" or node.cue == "caption" for node in iterate(block.node)):
        return False
    words = words_of(block, block.start, block.end)
    if words.endswith((".", ":", "?", "!", "…")) or any(map(_leads_elsewhere, links_of(block))):
        return False
    if opening_kind(words) == "helper" or not (names := take_names(words)[0]) or any(map(is_heading, names)):
        return False
    return bool(read_names(words, bare=True))


def is_credited(block: Block) -> bool:
    """Whether it names persons behind what they have done for the text, not for its pictures: Kiểm duyệt bởi Lê Nam."""
    if len(block.text) > SHORT:
        return False
    words = words_of(block, block.start, block.end)
    label = find_label(words)
    if label is None or label_kind(label[0]) == "source" or is_caption(words):
        return False
    names, foreign = take_names(words[label.end() :])
    return bool(names) and not foreign


def is_written(block: Block) -> bool:
    """Whether it is nothing but names that lead to their writers, wherever it stands."""
    links = links_of(block)
    return bool(links) and all(WRITER.search(link.get("href")) for link in links) and is_signature(block)


def _leads_elsewhere(link: Node) -> bool:
    return not is_button(link) and not WRITER.search(link.get("href"))


def is_credit(block: Block, then: Block | None) -> bool:
    """Whether a line behind the text names who took the pictures and stands as bylines do: at the right, or above the
    line of the writer."""
    if opening_kind(block.text) is None:
        return False
    return is_right(block) or (then is not None and opening_kind(then.text) in ORDER)


def is_right(block: Block) -> bool:
    """Whether it is set at the right."""
    return any(RIGHT.search(node.told) for node in iterate(block.node) if not node.spine)


def _is_work(words: str) -> bool:
    """Whether words are a work alone, not what opens the name of a source: Minh họa, but not (Theo."""
    return words.lstrip()[:1].isalpha() and is_label(words) and opening_kind(words.strip(" :") + ":") != "source"


def _is_beside(last: Node | None, node: Node, said: str, part: str) -> bool:
    """Whether two whole names stand side by side in elements of their own."""
    if last is None or last is node or last.parent is not node.parent or not said[-1:].isspace():
        return False
    return all(" " in words.strip() and is_name(words.strip()) for words in (re.split("[,:]", said)[-1], part))


def words_of(block: Block, start: int, end: int) -> str:
    """The words of a part of a block, a colon behind a label that is set apart by its element alone."""
    ends = [run[0] for run in block.runs[1:]] + [block.end]
    said = ""
    last: Node | None = None
    last_node: Node | None = None
    for (begin, node, link), stop in zip(block.runs, ends, strict=True):
        part = block.text[max(begin, start) - block.start : max(0, min(stop, end) - block.start)]
        if (
            said.strip()
            and part.strip(" :")
            and len(said) < LABEL
            and is_label(said)
            and not said.rstrip().endswith(":")
            and part[0] != ":"
        ):
            said = said.rstrip() + ": "
        beside = last is not None and link is not None and link is not last
        apart = beside and said.rstrip()[-1:].isalnum() and part.lstrip()[:1].isalnum()
        body = node is not block.node and is_unit(part.strip()) and bool(take_names(said)[0])
        if stop == block.end and _is_work(part) and take_names(said)[0]:  # what he has done, below his name
            said, part = f"{part.strip()}: ", said
        parted = _is_beside(last_node, node, said, part)
        glued = said[-1:].islower() and (part[:1].isupper() or ("@" in part and MAIL.match(part) is not None))
        said = f"{said.rstrip()}, {part}" if apart or body or parted else f"{said} {part}" if glued else said + part
        last, last_node = link, node if part.strip() else last_node
    return OTHERS.sub("", " ".join(said.split()))
