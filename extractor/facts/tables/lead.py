"""The words above a table: its caption, its unit line, and what they say of every figure in it."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from extractor.facts.canonical import read_indicators
from extractor.facts.cascade import Item
from extractor.facts.grammar import Grammar
from extractor.facts.periods import Moment
from extractor.facts.tables.bracketed import TOLD_UNIT
from extractor.facts.tables.grid import Grid
from extractor.facts.tables.heads import Span, read_head
from extractor.facts.tables.names import Names
from extractor.facts.tables.units import Unit
from extractor.facts.tables.words import match_at
from extractor.facts.typing import type_tokens
from extractor.model import Status, Table
from extractor.text import split_words, tokenize

LINES, GAP, LONGEST = 3, 3, 300  # lines above a table, line ends between them, characters of a caption
LINE = re.compile(r"\S(?:[^\n]*\S)?")
NUMBERED = re.compile(r"\s*(?:\d+(?:\.\d+)*)?\s*[.:\-–]?\s*")  # behind "Bảng"
ENDS = frozenset((
    "của", "tại", "ở", "theo", "phân", "trong", "qua", "trên", "các", "tính", "một", "so", "từ", "đến", "và", "chia",
    "năm", "giai", "tháng", "quý", "do", "ước", "như", "đạt", "là",
))  # fmt: skip
HUNDRED = re.compile(r"\(\s*([^()=]*[^()=\s])\s*=\s*100\s*%?\s*\)")
STRETCHES = frozenset({"years", "months-first", "quarters-first", "quarter", "half-first", "half-last", "month"})
PLACED = frozenset({"tỉnh", "huyện", "thành", "thị", "xã", "quận", "phường", "tp", "toàn"})


@dataclass(frozen=True, slots=True)
class Lead:
    """What stands above: each part with the words that tell it."""

    spans: tuple[Span, ...] = ()
    unit: Unit | None = None
    moment: tuple[Moment, str] | None = None
    status: tuple[Status, str] | None = None
    measure: Span | None = None
    hundred: Span | None = None  # what is 100: "(năm trước = 100)"
    against: bool = False  # they end in "so với"
    terms: bool = False  # its months are terms of loans, no periods


def find_spans(table: Table, text: str, grid: Grid, others: frozenset[int]) -> list[Span]:
    """The caption, else the lines right above that are no prose; then rows of one cell at the table's top.
    ``others``: where lines begin that are no part of the article."""
    above = (line for line in _lines_above(text, table.start) if line[0] not in others)
    spans = [table.caption] if table.caption else list(above)
    cells = [grid.cells[row, column] for row in grid.top for column in range(grid.columns) if grid.words(row, column)]
    return [*spans, *dict.fromkeys((cell.start, cell.end) for cell in cells)]


def _lines_above(text: str, start: int) -> Iterator[Span]:
    """From the nearest up, to the first that is no line of unit."""
    above = text[max(0, start - LINES * LONGEST) : start]
    first = start - len(above)
    found = [(first + m.start(), first + m.end()) for m in LINE.finditer(above)]
    at = start
    for line in reversed(found[-LINES:]):
        words = text[line[0] : line[1]]
        if text[line[1] : at].count("\n") > GAP or "\t" in words or "|" in words or len(words) > LONGEST:
            return
        if words.endswith((".", "!", "?")) and not TOLD_UNIT.search(words):
            return
        yield line
        at = line[0]
        if not (TOLD_UNIT.match(words.lstrip("(")) or words.startswith("(")):
            return


def read_lead(spans: Sequence[Span], text: str, grammar: Grammar, names: Names) -> Lead:
    """What the words at ``spans`` say; the nearest line wins."""
    heads = [read_head(text, *span, grammar) for span in spans]
    kinds = set().union(*(head.kinds for head in heads)) if heads else set()
    return Lead(
        tuple(spans),
        next((head.unit for head in heads if head.unit), None),
        next((head.moment for head in heads if head.moment and head.periods == 1), None),
        next((status for span in spans if (status := _find_status(text, span))), None),
        next((measure for span in spans if (measure := _find_measure(text, span, grammar, names))), None),
        next((span for span in map(_find_hundred, [text] * len(spans), spans) if span), None),
        any(head.compares == "against" and head.base is None for head in heads),
        "term" in kinds,
    )


def _find_status(text: str, span: Span) -> tuple[Status, str] | None:
    """Estimate or target, where no word of doing stands beside."""
    tokens = tokenize(text, start=span[0], end=span[1])
    keys = [token.key for token in tokens]
    told: dict[str, str] = {}
    at = 0
    while at < len(keys):
        size, kinds = match_at(keys, at)
        if "status" in kinds:
            told[kinds["status"]] = text[tokens[at].start : tokens[at + size - 1].end]
        at += size
    if "actual" in told or any(key in ("hình", "quả") for key in keys):
        return None
    return next(((kind, told[kind]) for kind in ("estimate", "target") if kind in told), None)


def _find_measure(text: str, span: Span, grammar: Grammar, names: Names) -> Span | None:
    """The noun phrase of what is measured: from a word that heads such phrases, or from a name that the table knows."""
    items = type_tokens(tokenize(text, start=span[0], end=span[1]), text, lexicon=grammar.lexicon)
    first = next((n for n, item in enumerate(items) if _begins(items, n)), None)
    if first is None:
        return None
    last = first + 1
    while last < len(items) and not _ends(items[last], names):
        last += 1
    return items[first].start, items[last - 1].end


def _begins(items: Sequence[Item], at: int) -> bool:
    item = items[at]
    if "head" in item.types or "measure" in match_at(split_words(" ".join(i.text for i in items[at : at + 3])), 0)[1]:
        return True
    counts = item.text.lower() in ("số", "tổng số") and at + 1 < len(items) and "noun" in items[at + 1].types
    opens = at == 0 or "punct" in items[at - 1].types
    return counts or (opens and split_words(" ".join(i.text for i in items[at : at + 2])) in read_indicators())


def _ends(item: Item, names: Names) -> bool:
    first = split_words(item.text)[0] if item.text else ""
    return bool(item.types & {"punct", "number", "stop"}) or first in ENDS | PLACED or names.begins(item.start)


def _find_hundred(text: str, span: Span) -> Span | None:
    m = HUNDRED.search(text, *span)
    return m.span(1) if m else None


def find_year(text: str, start: int, headline: Span | None, grammar: Grammar) -> tuple[Moment, str] | None:
    """The one period with a year that the headline tells, else the line right above a table."""
    above = [m.span() for m in LINE.finditer(text, max(0, start - LONGEST), start)]
    for span in (headline, *above[-1:]):
        head = read_head(text, *span, grammar) if span else None
        told = head.moment if head and head.periods == 1 else None
        if told and told[0].told_year and told[0].kind in STRETCHES:
            return told
    return None
