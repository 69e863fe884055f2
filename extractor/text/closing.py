"""Where the article of a copied page ends, and what stands behind it."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import NamedTuple

from extractor.model import ZoneKind
from extractor.text.cues import Page, is_contact
from extractor.text.date_lines import read_date_line
from extractor.text.opening import Opening
from extractor.text.publishers import is_masthead
from extractor.text.shapes import FULL, ITEM, is_menu, is_paragraph, is_prose, is_sentence, is_title, is_tools
from extractor.text.signatures import is_beside, read_below, read_last, read_line

ENDS = frozenset({"block", "tags", "footer"})  # cues behind which a page goes on without its article
AGO = re.compile(r".{0,20}\d+ (?:giây|phút|giờ|ngày|tuần|tháng|năm) trước", re.IGNORECASE)
MENU = 40  # characters from which on a line of sections is no label of a teaser


class Extent(NamedTuple):
    """The numbers of the first line behind the article, and of the article's last long paragraph."""

    end: int
    last: int


def find_extent(page: Page, opening: Opening) -> Extent:
    """Where the article ends: before comments, tags or the foot of the page, and what stands before these."""
    lines, cues, first = page.lines, page.cues, opening.lead
    if not opening.page and not cues:
        return Extent(len(lines), len(lines))
    ends = (n for n, cue in cues.items() if cue in ENDS and n > first)
    end = min((n for n in ends if not _goes_on(page, n)), default=len(lines))
    if not opening.page and any(is_paragraph(words) for words in lines[end:]):
        end = len(lines)  # it was a sub-heading of one word
    last, boxed = first, min((n for n, cue in cues.items() if cue == "teasers" and n >= first), default=end)
    for n in range(first, end):
        full = is_paragraph(lines[n]) and (len(lines[n]) >= FULL or _is_no_summary(lines, n))
        if full and (n < boxed or not opening.page or _has_like(lines, n, end)):
            last = n
    return Extent((_find_stop if opening.page else _find_box)(page, last + 1, end), last)


def _goes_on(page: Page, n: int) -> bool:
    """Whether the text goes on behind its keywords, or what seemed to be the foot: with two paragraphs at least that
    are no summaries."""
    if page.cues[n] == "block":
        return False
    paragraphs = 0
    for i in range(n + 1, len(page.lines)):
        if page.cues.get(i) in ENDS or page.cues.get(i) == "teasers":
            break
        paragraphs += is_paragraph(page.lines[i]) and _is_no_summary(page.lines, i)
    return paragraphs > 1


def _is_no_summary(lines: Sequence[str], n: int) -> bool:
    """Whether no title stands before a paragraph, or another sentence beside it."""
    return (
        not is_title(lines[n - 1])
        or ITEM.match(lines[n - 1]) is not None
        or (n + 1 < len(lines) and is_sentence(lines[n + 1]))
    )


def _find_box(page: Page, start: int, end: int) -> int:
    return next((n for n in range(start, end) if page.cues.get(n) == "teasers"), end)


def _find_stop(page: Page, start: int, end: int) -> int:
    """The end of a page's article behind its last long paragraph: behind its author, else before other articles."""
    lines, others = page.lines, end
    for n in range(start, end):
        if page.cues.get(n) == "teasers":
            return min(n, others)
        if others == end and is_list(lines, n):
            others = n
        if read_last(lines, n, bare=True) is not None and not (n + 1 < end and is_sentence(lines[n + 1])):
            while n + 1 < end and (read_line(lines[n + 1], bare=True) is not None or is_beside(lines[n + 1])):
                n += 1
            return n + 1
    return others


def _has_like(lines: Sequence[str], n: int, end: int) -> bool:
    """Whether a paragraph stands beside another, or before its author, as summaries of articles do not."""
    follows = lines[n + 1] if n + 1 < end else ""
    return is_paragraph(lines[n - 1]) or is_paragraph(follows) or bool(read_line(follows, bare=True))


def is_list(lines: Sequence[str], n: int) -> bool:
    """Whether three titles of articles follow each other, or two with a summary or a date between them."""
    if n + 2 >= len(lines) or not is_title(lines[n]) or not is_title(lines[n + 2]):
        return False
    return is_title(lines[n + 1]) or _is_summary(lines[n + 1])


def _is_summary(words: str) -> bool:
    return (
        AGO.fullmatch(words) is not None or read_date_line(words) is not None or (len(words) < FULL and is_prose(words))
    )


def _is_list_of_sections(words: str) -> bool:
    return len(words) >= MENU and (is_tools(words) or is_menu(words))


class Closing:
    """The lines from ``end`` on: titles of other articles where a cue or their shape tells so, else furniture.
    ``credits``: who is named directly behind the article."""

    def __init__(self, page: Page, end: int) -> None:
        self._lines, self._cues, self._end = page.lines, page.cues, end
        self._mode = "open"
        self.credits: list[tuple[str, str]] = []

    def kinds(self) -> list[ZoneKind]:
        """The zone of each line."""
        return [self._kind(n) for n in range(self._end, len(self._lines))]

    def _kind(self, n: int) -> ZoneKind:
        words, cue = self._lines[n], self._cues.get(n)
        if cue == "furniture":
            return "furniture"
        if cue == "teasers":
            self._mode = "teasers"
        elif cue in ENDS or is_contact(words) or is_masthead(words) or _is_list_of_sections(words):
            self._mode = "furniture"
        elif cue == "teaser":
            return "teaser"
        elif self._mode == "teasers" or self._begins_list(n):
            self._mode = "teasers"
            again = words in self._lines[max(self._end, n - 2) : n]  # the words of its picture
            return "furniture" if again else "teaser"
        elif self._mode == "open" and (credits := read_below(self._lines, n, bare=True)) is not None:
            self.credits += credits
            return "byline"
        elif self._mode == "open" and is_title(words):
            return "teaser"
        return "furniture"

    def _begins_list(self, n: int) -> bool:
        """Among comments, which may read like titles, it must be a longer one."""
        return is_list(self._lines, n) and (self._mode == "open" or is_list(self._lines, n + 2))
