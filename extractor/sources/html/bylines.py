"""Which block of a page names who wrote it."""

from __future__ import annotations

import re

from extractor.sources.html.blocks import Block, is_boxed, is_prose, links_of
from extractor.sources.html.nodes import Node, iterate
from extractor.text.bylines import BETWEEN, MAIL, is_name, read_byline
from extractor.text.date_lines import read_date_line

SHORT = 130  # characters of such a block
SIGNED = 65  # of one that only its place shows to be that
CLOSE = 4  # blocks from the headline or the end of the text in which a mere name is the author's
RIGHT = re.compile(r"text-align\s*:\s*right|align\s*=\s*[\"']?right|text-right|align-right", re.I)
WRITER = re.compile(r"tac-?gia|author|but-?danh|phong-?vien|profile|mailto:", re.I)
ENDS = tuple('.!?…:”"')
WORK = r"(?:tin|bài|ảnh|video|clip|nội dung|thực hiện|đồ hoạ|đồ họa|thiết kế|trình bày|kỹ thuật|dựng|infographic)"
LABEL = re.compile(rf"\(?{WORK}(?:\s*(?:,|&|/|\+|-|–|và)?\s*{WORK}){{0,4}}\s*:\s*(?=\S)", re.I)
WRITTEN = re.compile(r"tin|bài|nội dung|thực hiện", re.I)  # of a label: not only pictures
PICTURED = re.compile(  # who only took the pictures
    r"[\s,;(/&–-]+(?:nguồn )?(?:ảnh|video|clip|đồ họa|đồ hoạ|thiết kế|trình bày|infographic|kỹ thuật)"
    r"(?:\s*[,&]\s*\w+)*\s*:",
    re.I,
)
FROM = re.compile(r"\(?(?:theo|nguồn)[\s:]+([^.:!?]{2,40}?)\)?$", re.I)  # who published it before
HOUSE = re.compile(r"\s*/\s*[^/]{2,30}$")  # Lê Nam/VOV.VN


def read_names(words: str, *, bare: bool) -> tuple[str, ...] | None:
    """Who a byline names, desks and agencies where it names nobody; None where the words are no byline. Other than
    ``read_byline`` it knows where the words stand: ``bare`` ones may be labelled as they like."""
    bare_words = " ".join(MAIL.sub(" ", words).split()).strip(" -–|,;*()")
    if not bare_words and words.strip():
        return ()
    words = bare_words
    if (named := read_byline(words, bare=bare)) or not bare:
        return named if named or not LABEL.match(words) else ()
    rest = HOUSE.sub("", LABEL.sub("", words)).strip()
    if rest != words and (named := read_byline(rest, bare=True)):
        return named
    parts = [part for part in BETWEEN.split(rest) if " " in part and is_name(re.sub(r"['’]", "", part))]
    if parts and len(" ".join(parts)) * 3 > len(rest):
        return tuple(parts)
    return (m[1].strip(),) if (m := FROM.match(words)) else named


def read_authors(words: str) -> tuple[str, ...]:
    """Who of a byline has written the text."""
    label = LABEL.match(words)
    if label and not WRITTEN.search(label[0]):
        return ()
    return read_names(PICTURED.split(words[label.end() :] if label else words)[0], bare=True) or ()


def is_byline(block: Block, kind: str | None, root: Node, *, edge: bool, after: bool) -> bool:
    """``kind``: what its element says; ``edge``: near the headline or the end of the text; ``after``: behind the last
    paragraph."""
    text = block.text
    if len(text) > SHORT or read_date_line(text) or block.said not in (None, "byline"):
        return False
    if kind == "byline":
        return not is_boxed(block.node, root)
    if (links := links_of(block)) and not any(WRITER.search(link.get("href")) for link in links):
        return False
    placed = is_right(block)
    if after and placed and len(text) < SIGNED and not is_prose(block) and not text.rstrip().endswith(ENDS):
        return True
    edge = edge or placed
    return read_names(text, bare=edge) is not None and (edge or not is_prose(block))


def is_right(block: Block) -> bool:
    """Whether it is set at the right."""
    return any(RIGHT.search(node.told) for node in iterate(block.node) if not node.spine)
