"""The source of a page cut into tags and words, as browsers cut it, each with its place."""

from __future__ import annotations

import html
import re
from collections.abc import Iterator
from functools import lru_cache

from extractor.sources.html.elements import RAW

# An attribute's value may hold > where it is quoted; a quote counts only behind =. A tag that nothing ends is dropped.
TAG = re.compile(
    r"<(?:(/)?([a-zA-Z][^\s/>]*)((?:[^>=]++|=\s*+(?:\"[^\"]*+\"|'[^']*+'|[^\s>\"'][^\s>]*+)?+)*+)(?:>|\Z)|(!--)|([!?/]))"
)
COMMENT_END = re.compile(r"--!?>")
ATTRIBUTE = re.compile(r"""([^\s=/>"']+)(?:\s*=\s*(?:"([^"]*)"|'([^']*)'|([^\s>]+)))?""")
TEXT, OPEN, CLOSE, WHOLE = range(4)
Token = tuple[int, str, int, int, str]  # kind, name of the element, start, end, its attributes as written


def scan(source: str) -> Iterator[Token]:
    """Text and tags in their order; comments are left out. An element whose content is no markup (a script, a list of
    options) comes WHOLE: start and end are those of its content."""
    at, search = 0, TAG.search
    endless: set[str] = set()  # elements that nothing ends from here on
    while m := search(source, at):
        start, end = m.span()
        if start > at:
            yield TEXT, "", at, start, ""
        closing, name, told, comment, other = m.groups()
        if comment:
            at = _end_comment(source, end)
            continue
        if other:
            at = source.find(">", end) + 1 or len(source)
            continue
        at = end
        name = _lower(name)
        if closing:
            yield CLOSE, name, start, end, ""
        elif name in RAW:
            empty = name in endless or (told.endswith("/") and name in ("svg", "math"))
            stop = -1 if empty else _find_end(source, name, at)
            if stop < 0:
                if not empty:
                    endless.add(name)
                stop = len(source) if name in ("script", "style") else at
            yield WHOLE, name, end, stop, told
            at = stop
        else:
            yield OPEN, name, start, end, told
    if at < len(source):
        yield TEXT, "", at, len(source), ""


def read_attributes(told: str) -> dict[str, str]:
    """Name in lower case → value, entities read; of two with one name the first counts."""
    found: dict[str, str] = {}
    for name, double, single, bare in ATTRIBUTE.findall(told):
        value = double or single or bare
        found.setdefault(name.lower(), html.unescape(value) if "&" in value else value)
    return found


def _end_comment(source: str, at: int) -> int:
    """Behind a comment that begins at ``at``, after <!--."""
    if source.startswith((">", "->"), at):
        return source.index(">", at) + 1
    m = COMMENT_END.search(source, at)
    return m.end() if m else len(source)


def _find_end(source: str, name: str, at: int) -> int:
    """Where the content of an element that is no markup ends, -1 where nothing ends it."""
    m = _closing(name).search(source, at)
    return m.start() if m else -1


@lru_cache(maxsize=len(RAW))
def _closing(name: str) -> re.Pattern[str]:
    return re.compile(rf"</{name}(?=[\s/>])", re.I)


@lru_cache(maxsize=1024)
def _lower(name: str) -> str:
    return name.lower()
