"""Lines beside the headline that name the author and the day, in one line or below each other."""

from __future__ import annotations

import re

from extractor.sources.html.blocks import Block
from extractor.sources.html.nodes import iterate
from extractor.text.bylines import MAIL
from extractor.text.credits import is_unit
from extractor.text.date_lines import COUNTED, DAY, read_date_line
from extractor.text.shapes import is_tools
from extractor.text.signed import APART, BEFORE, SHORT, is_named, strip_day

NOTED = re.compile(r"^\W*[\d*†]{1,2}[.)]?\s*")
SMALL = 5  # blocks of the largest box of an author


def is_dated(block: Block) -> bool:
    """Whether a part of a short line is a date and nothing else."""
    if len(block.text) >= SHORT or not DAY.search(block.text):
        return False
    ends = [start for start, _, _ in block.runs[1:]] + [block.end]
    runs = [block.text[run[0] - block.start : end - block.start] for run, end in zip(block.runs, ends, strict=True)]
    parts = [part for run in runs for part in (run.strip(BEFORE), *APART.split(run)) if part]
    return any(read_date_line(part) or (DAY.search(part) and is_named(strip_day(part))) for part in parts)


def is_body(block: Block) -> bool:
    """Whether it tells whom a writer belongs to: 1. Trường Đại học Y; 2. Bệnh viện Nhi."""
    words = NOTED.sub("", block.text)
    return len(words) < SHORT and words[-1:] not in ".!?…:" and is_unit(words)


def belongs(block: Block, before: Block) -> bool:
    """Whether a block says more about the author whom the block before it names: both stand in a small box."""
    if MAIL.fullmatch(block.text.strip()):
        return True
    if COUNTED.search(block.text) or block.linked or block.said or is_tools(block.text) or DAY.search(block.text):
        return False
    first = before.node
    for node in iterate(block.node):
        if node.spine or node.last - node.first >= SMALL:
            return False
        if any(above is node for above in iterate(first)):
            return True
    return False
