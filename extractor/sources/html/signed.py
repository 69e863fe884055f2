"""Lines beside the headline that name the author and the day, in one line or below each other."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache

from extractor.data import data_path, read_table
from extractor.sources.html.blocks import Block
from extractor.sources.html.nodes import iterate
from extractor.text.authors import read_names
from extractor.text.credits import find_label, is_account, take_names
from extractor.text.date_lines import DAY, read_date_line, strip_date
from extractor.text.shapes import is_tools

SHORT = 160  # characters of such a line
SMALL = 5  # blocks of the largest box of an author
POSTED = re.compile(  # Đăng bởi lenam vào Thứ Hai, 29/01/2021
    r"\W*(?:(?:được\s+)?(?:đăng|gửi|viết|tạo|cập nhật|xuất bản)\s+(?:tin\s+|bài\s+)?bởi|người\s+(?:đăng|gửi|viết)|"
    r"(?:posted|submitted|published|written)\b|by\b)",
    re.I,
)
WHEN = re.compile(r"\s+(?:vào|lúc|ngày|on|at)\b.*$", re.I | re.S)
BEHIND = re.compile(
    r"[\s\d:hg,.–-]*(?:[AP]M\s*)?(?:đăng\s+)?(?:bởi|by)\s+([^\d]+)$", re.I
)  # 29/01/2021 07:00 bởi Lê Nam
APART = re.compile(r"\s*(?:[|•·;]|(?<!\d)/(?!\d))\s*|\s+[-–—]\s+")
BEFORE = " \t-–—|,.•·:"


def is_posted(text: str) -> bool:
    """Whether a line tells who has put the page up, and when."""
    return (
        len(text) < SHORT and POSTED.match(text) is not None and DAY.search(text) is not None and text[-1] not in ".!"
    )


def is_dated(block: Block) -> bool:
    """Whether a part of a short line is a date and nothing else."""
    if len(block.text) >= SHORT or not DAY.search(block.text):
        return False
    ends = [start for start, _, _ in block.runs[1:]] + [block.end]
    runs = [block.text[run[0] - block.start : end - block.start] for run, end in zip(block.runs, ends, strict=True)]
    parts = [part for run in runs for part in (run.strip(BEFORE), *APART.split(run)) if part]
    return any(read_date_line(part) or (DAY.search(part) and is_named(_strip(part))) for part in parts)


def cut_names(words: str) -> Iterator[tuple[bool, int, int]]:
    """The parts of a line with a date: whether each names persons, and where it stands."""
    last = 0
    for m in [*APART.finditer(words), None]:
        part = words[last : m.start() if m else len(words)]
        named = _strip(part)
        if named and is_named(named):
            at = words.index(named, last)
            if day := DAY.search(words, last, at):  # which stands before the name
                yield False, last, day.end()
                last = day.end()
            yield True, last, at + len(named)
            last = at + len(named)
        stop = m.end() if m else len(words)
        if stop > last:
            yield False, last, stop
        last = stop


def _strip(part: str) -> str:
    """What stands before the date, or behind it after "bởi"."""
    if not (day := DAY.search(part)):
        return part.strip(BEFORE)
    if m := BEHIND.match(part, day.end()):
        return m[1].strip(BEFORE)
    return WHEN.sub("", strip_date(part)).strip(BEFORE)


def is_named(words: str) -> bool:
    """Whether words in a line with a date are the names of persons."""
    words = words.strip(BEFORE)
    if not words or any(c.isdigit() for c in words) or is_tools(words) or is_account(words.split()[-1]):
        return False
    if words in _provinces():
        return False
    posted = POSTED.match(words)
    rest = words[posted.end() :].strip(BEFORE).removeprefix("by ") if posted else words
    if label := find_label(rest):
        rest = rest[label.end() :]
    return bool(take_names(rest)[0]) and read_names(rest, bare=True) is not None


def belongs(block: Block, before: Block) -> bool:
    """Whether a block says more about the author whom the block before it names: both stand in a small box."""
    if block.linked or block.said or is_tools(block.text) or DAY.search(block.text):
        return False
    first = before.node
    for node in iterate(block.node):
        if node.spine or node.last - node.first >= SMALL:
            return False
        if any(above is node for above in iterate(first)):
            return True
    return False


@lru_cache(maxsize=1)
def _provinces() -> frozenset[str]:
    """Their names: those of smaller places are also names of persons."""
    return frozenset(row["name"] for row in read_table(data_path("gazetteers", "places.tsv")) if row["level"] == "1")
