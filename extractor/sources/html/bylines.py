"""Which block of a page names who wrote it."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from extractor.sources.html.blocks import Block, is_boxed, is_prose, links_of
from extractor.sources.html.credits import (
    FROM,
    ORDER,
    find_label,
    is_account,
    is_unit,
    label_kind,
    opening_kind,
    split_credits,
    strip_label,
    strip_title,
    take_names,
    words_of,
)
from extractor.sources.html.nodes import Node, is_button, iterate
from extractor.text.bylines import MAIL, read_byline
from extractor.text.date_lines import read_date_line

SHORT = 130  # characters of such a block
SIGNED = 65  # of one that only its place shows to be that
CLOSE = 4  # blocks from the headline or the end of the text in which a mere name is the author's
RIGHT = re.compile(r"text-align\s*:\s*right|align\s*=\s*[\"']?right|text-right|align-right", re.I)
WRITER = re.compile(
    r"tac-?gia|author|nguoi-?viet|/users?/|/members?/|/people/|/profiles?/|/@|but-?danh|phong-?vien|profile|mailto:",
    re.I,
)
SOURCE = 41  # characters of the longest name of one
SOURCED = re.compile(
    r"\(?(?:theo(?!\s+dõi)|nguồn(?: tin| bài| gốc)?|link (?:bài )?gốc|bài gốc|xem bài gốc)\b[^:]{0,30}:?\s*", re.I
)
ENDS = tuple('.!?…:”"')
HOUSE = re.compile(r"\s*/\s*[^/]{2,30}$")  # Lê Nam/VOV.VN


def read_names(words: str, *, bare: bool) -> tuple[str, ...] | None:
    """Who a byline names, desks and agencies where it names nobody; None where the words are no byline. Other than
    ``read_byline`` it knows where the words stand: ``bare`` ones may be labelled as they like."""
    bare_words = " ".join(MAIL.sub(" ", words).split()).strip(" -–—|,;*()")
    if not bare_words and words.strip():
        return () if MAIL.search(words) else None
    words = strip_title(strip_label(bare_words)) if bare else bare_words
    label = find_label(words)
    if (named := read_byline(words, bare=bare)) or not bare:
        return named if named or not label else ()
    rest = HOUSE.sub("", words[label.end() :] if label else words).strip()
    if rest != words and (named := read_byline(rest, bare=True)):
        return named
    names, foreign = take_names(rest)
    if names and len(" ".join(names)) > 2 * foreign:
        return tuple(names)
    if label and all(not take_names(part)[1] for _, part in split_credits(words)):
        return tuple(name for _, part in split_credits(words) for name in take_names(part)[0])
    if label and label_kind(label[0]) != "helper" and is_unit(rest):
        return (rest,)
    return (m[1].strip(),) if (m := FROM.match(words)) else named


def read_credits(words: str) -> Iterator[tuple[str, str]]:
    """The kind and the name of each whom a byline tells to have had to do with the words."""
    for kind, part in split_credits(words):
        if kind != "helper":
            named = read_names(part, bare=True) or ((part,) if is_unit(part) or kind == "source" else ())
            yield from ((kind, name) for name in named if len(name) < SOURCE and not is_account(name))


def read_authors(words: str) -> tuple[str, ...]:
    """Who of a byline has written the text, else where it was taken from, else who has edited it."""
    return choose(list(read_credits(words)))


def choose(credits: Sequence[tuple[str, str]]) -> tuple[str, ...]:
    """Those of the weightiest kind that there is."""
    first = next((kind for kind in ORDER if any(own == kind for own, _ in credits)), None)
    return tuple(name for kind, name in credits if kind == first)


def is_byline(block: Block, kind: str | None, root: Node, *, edge: bool, after: bool) -> bool:
    """``kind``: what its element says; ``edge``: near the headline or the end of the text; ``after``: behind the last
    paragraph."""
    if len(block.text) > SHORT:
        return False
    text = words_of(block, block.start, block.end)
    if read_date_line(text) or block.said not in (None, "byline"):
        return False
    if kind == "byline":
        return not is_boxed(block.node, root)
    if (edge or after) and is_source(block):
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
    return read_names(text, bare=edge) is not None and (edge or not is_prose(block))


def is_source(block: Block) -> bool:
    """Whether it names where the text was taken from, by a link to that: Nguồn: https://…"""
    label = SOURCED.match(block.text)
    return label is not None and bool(block.linked) and len(label[0]) + block.linked >= len(block.text) - 2


def is_signature(block: Block) -> bool:
    """Whether it is nothing but names in full, beside the headline: also next to the writer's picture."""
    if len(block.text) > SHORT or any(node.name == "figure" or node.cue == "caption" for node in iterate(block.node)):
        return False
    words = words_of(block, block.start, block.end)
    if words.endswith((".", ":", "?", "!", "…")) or any(map(_leads_elsewhere, links_of(block))):
        return False
    return opening_kind(words) != "helper" and bool(take_names(words)[0]) and bool(read_names(words, bare=True))


def _leads_elsewhere(link: Node) -> bool:
    return not is_button(link) and not WRITER.search(link.get("href"))


def is_right(block: Block) -> bool:
    """Whether it is set at the right."""
    return any(RIGHT.search(node.told) for node in iterate(block.node) if not node.spine)
