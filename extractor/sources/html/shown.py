"""What else a page shows of its article: the tags, the dateline."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from extractor.model import ZoneKind
from extractor.sources.fields import fold
from extractor.sources.html.blocks import Block
from extractor.sources.html.bylines import WRITER
from extractor.sources.html.metadata import split_keywords
from extractor.sources.html.nodes import Node, is_button, iterate
from extractor.sources.html.outline import Outline
from extractor.sources.html.pieces import TAG_ADDRESS
from extractor.text import datelines
from extractor.text.places import read_place_names
from extractor.text.shapes import DOMAIN

CLOSE, TAG = 6, 40  # blocks behind the text in which links with no mark are tags; characters of one
SLUG = re.compile(r"/([a-z\d-]+)(?:\.[a-z]{2,5})?/?$")
NUMBER = re.compile(r"-[a-z]{0,4}\d+$")  # that some programs write behind the words: /lua-gao-t12/
TAGGED = re.compile(r"(?<![a-z])tags?(?![a-z])|[a-z]tags?[\"' ]|keyword|tu[-_]?khoa|topic|chu[-_]?de", re.I)
LABEL = re.compile(r"\W*(?:từ kh(?:oá|óa)|tags?|hashtags?|thẻ|nhãn)\s*:", re.I)
AGENCY = re.compile(r"([A-ZĐ]\w*(?: [A-ZĐ]\w*){0,3}) \(([^()]{2,30})\)\s*[-–—]\s")  # Hà Nội (TTXVN) - …


def find_tags(found: Outline, kinds: Sequence[ZoneKind]) -> tuple[str, ...]:
    """The tags that are shown behind the text as links."""
    names: list[str] = []
    last = max((i for i, kind in enumerate(kinds) if kind in ("body", "lead")), default=0)
    menu = {words.strip() for block in found.blocks[: found.top + 1] for words in _words_of_links(block)}
    for i, block in enumerate(found.blocks[found.top + 1 :], found.top + 1):
        if kinds[i] != "furniture":
            continue
        label = LABEL.match(block.text)
        plain = not any(link for _, _, link in block.runs)
        if plain and (label or LABEL.fullmatch(found.blocks[i - 1].text.strip())):
            names += split_keywords(block.text[label.end() if label else 0 :])
        labelled = label is not None
        if i < last and not labelled:
            continue
        beside = i <= last + CLOSE and block.linked * 10 >= 8 * len(block.text)
        for (start, _, link), nxt in zip(block.runs, [*block.runs[1:], None], strict=True):
            end = nxt[0] if nxt else block.end
            words = block.text[start - block.start : end - block.start].strip(" ,;#\xa0")
            alone = beside and words not in menu and _is_slug(link, words)
            if link is not None and not is_button(link) and (labelled or alone or _is_tag(link)):
                names.append(words)
    return tuple(dict.fromkeys(name for name in names if name))


def _find_bold_place(block: Block) -> str | None:
    """The name of a place in bold that opens a paragraph before a dash."""
    if len(block.runs) < 2 or block.runs[0][0] != block.start or not block.runs[0][1].bold or block.runs[1][1].bold:
        return None
    words, rest = (block.text[: block.runs[1][0] - block.start], block.text[block.runs[1][0] - block.start :])
    place = words.strip(" -–—:,")
    dashed = words.strip()[-1:] in "-–—" or rest.lstrip()[:1] in ("-", "–", "—")
    return place if place and dashed and place in read_place_names().every else None


def _words_of_links(block: Block) -> Iterator[str]:
    for (start, _, link), nxt in zip(block.runs, [*block.runs[1:], None], strict=True):
        if link is not None:
            yield block.text[start - block.start : (nxt[0] if nxt else block.end) - block.start]


def _is_slug(link: Node | None, words: str) -> bool:
    """Whether the last part of a link's address is its words and nothing else: /lua-gao.html for lúa gạo."""
    said = SLUG.search(link.get("href")) if link is not None else None
    if link is None or said is None or WRITER.search(link.get("href")):
        return False
    slugs = (said[1], NUMBER.sub("", said[1]))
    return len(words) < TAG and any(slug.replace("-", "") == fold(words) for slug in slugs)


def _is_tag(link: Node) -> bool:
    rel = link.get("rel").lower().split()
    if "category" in rel:  # WordPress calls that a tag too
        return False
    if "tag" in rel or TAG_ADDRESS.search(link.get("href")):
        return True
    for node in iterate(link):
        if node.spine:
            return False
        if node.cue in ("meta", "furniture") and TAGGED.search(node.told):
            return not re.search(r"categor|share|social", node.told, re.I)
    return False


def find_dateline(text: str, block: Block | None) -> tuple[str | None, str | None]:
    """The place and the source that open the first paragraph."""
    if block is not None:
        for start, node, _ in block.runs[:2]:
            if start == block.start and re.search(r"location|dateline|place|dia-?danh", node.told, re.I):
                end = block.runs[1][0] if len(block.runs) > 1 else block.end
                return block.text[: end - block.start].strip(" -–—:,()") or None, None
        if place := _find_bold_place(block):
            return place, None
    if m := AGENCY.match(text):
        return m[1], m[2]
    found = datelines.find_dateline(text)
    if found and found.place and DOMAIN.fullmatch(found.place):
        return None, found.place
    return (found.place, found.source) if found else (None, None)
