"""The lines of the article itself, as a copied page or a plain text has them."""

from __future__ import annotations

import re

from extractor.model import ZoneKind
from extractor.text.bylines import read_byline
from extractor.text.closing import Extent, is_list
from extractor.text.credits import is_group, opening_kind
from extractor.text.cues import Page
from extractor.text.date_lines import read_date_line
from extractor.text.opening import Opening
from extractor.text.shapes import (
    ITEM,
    LONG,
    compile_labels,
    is_caption,
    is_paragraph,
    is_prose,
    is_sentence,
    is_title,
    is_tools,
)
from extractor.text.signatures import Credits, is_beside, read_below, read_last, read_line

CLOCK = re.compile(r"\d{1,2}(?:h|g|:)\s?\d{0,2}")  # the head of an entry of a live report
NUMBERED = re.compile(r"(?:\d{1,2}|[IVX]{1,4})\. ?[^\W\d_]")  # a sub-heading
QUOTED = re.compile(r"[\"“][^\"”“.!?]{10,80}[\"”]")  # a sub-heading of somebody's words
OF_PICTURE = compile_labels("ảnh", "đồ họa", "đồ hoạ", "clip", "video", "infographic")
SOURCE = re.compile(r"\W*nguồn\b", re.I)
NEAR = 5  # lines behind a caption in which the text goes on
MOST = 12  # lines of a run that are looked at
KINDS: dict[str | None, ZoneKind] = {"furniture": "furniture", "teaser": "teaser", "teasers": "furniture"}


class Middle:
    """From the lead to the end. ``credits``: whom its bylines name."""

    def __init__(self, page: Page, opening: Opening, extent: Extent) -> None:
        self._lines, self._unclear, self._cues = page
        self._page, (self._end, self._last) = opening.page, extent
        self._lead, self._titled = opening.lead, opening.headline is not None
        self._box = 0  # lines since a box of other articles began, its heading counted; 0: there is none
        self._run = (0, 0)  # lines without an end mark, one behind the other: the first, and the one behind the last
        self.credits: list[tuple[str, str]] = []
        self._top = False  # whether authors are named right below the lead, above the day
        self._named = 0  # the last line that names authors

    def kinds(self) -> list[ZoneKind]:
        """The zone of each line."""
        lead, end = self._lead, self._end
        found: list[ZoneKind] = ["body"] * (end - lead)
        for n in range(lead, end) if self._cues else self._unclear:
            if lead <= n < end:
                found[n - lead] = self._kind(n, self._lines[n])
        if found and self._titled:
            found[0] = "lead"
        return found

    def _kind(self, n: int, words: str) -> ZoneKind:
        cue = self._cues.get(n)
        if len(words) >= LONG and cue is None and not self._box:  # what most of them are
            return "caption" if is_caption(words) else "body"
        if self._box:
            self._box += 1
        if cue == "teasers" or (n > self._last and not self._box and is_list(self._lines, n)):
            self._box = 1
        if cue in KINDS:
            return KINDS[cue]
        if n > self._lead and "\t" in self._lines[n - 1] and cue == "byline":  # the source of a table
            return "caption"
        if self._is_byline(n, words):
            return "byline"
        if self.credits and is_beside(words) and read_line(self._lines[n - 1], bare=True) is not None:
            return "byline"
        if is_caption(words):
            return "caption"
        if (
            self._page
            and "\t" not in words
            and not CLOCK.fullmatch(words)
            and (read_date_line(words) or is_tools(words))
        ):
            return "furniture"
        if self._box and not self._leaves_box(n, words):
            return "teaser"
        self._box = 0
        if QUOTED.fullmatch(words) and self._reads(n + 1, is_paragraph):
            return "heading"
        if NUMBERED.match(words) and words[-1] not in ".?!:;," and self._reads(n + 1, is_sentence):
            return "heading"
        if is_prose(words) or CLOCK.fullmatch(words) or "\t" in words or ITEM.match(words):
            return "body"
        if self._page and n > self._last and words[0].islower():
            return "furniture"  # a keyword
        return self._kind_of_short(n, words)

    def _leaves_box(self, n: int, words: str) -> bool:
        """Whether a line stands behind the box: a paragraph, or the heading of one behind a title at least."""
        again = is_sentence(words) and self._reads(n + 1, is_sentence)
        return is_paragraph(words) or again or (self._box > 2 and self._reads(n + 1, is_paragraph))

    def _is_byline(self, n: int, words: str) -> bool:
        if (
            (":" in words or "guồn" in words[:7])
            and (OF_PICTURE.search(words) or SOURCE.match(words))
            and opening_kind(words) in (None, "source")
            and self._goes_on(n)
        ):
            return False
        first = self._page and n == self._lead + 1  # where the author's name may stand above the text
        bare = not words.endswith(".") and "\t" not in words and (first or not self._reads(n + 1, is_paragraph))
        read = read_last if n > self._last else read_below
        if (credits := read(self._lines, n, bare=bare)) is None:
            return False
        if self._top and opening_kind(words) is None:  # who is named below the lead goes before who is named later
            return True
        if self.credits and self._signs_anew(n, words, credits):
            self.credits = []
        self._top = bool(first and credits and not self.credits) and self._reads(n + 1, read_date_line)
        self.credits += credits
        self._named = n
        return True

    def _goes_on(self, n: int) -> bool:
        """Whether a paragraph follows soon."""
        return any(is_sentence(words) for words in self._lines[n + 1 : min(n + NEAR, self._end)])

    def _signs_anew(self, n: int, words: str, credits: Credits) -> bool:
        """Whether persons are named again, with text between: those before have signed a letter or a poem in it."""
        if not any(map(is_sentence, self._lines[self._named + 1 : n])):
            return False
        return opening_kind(words) is None and any(not is_group(name) for _, name in credits)

    def _kind_of_short(self, n: int, words: str) -> ZoneKind:
        """A line without an end mark: the heading of what follows, a caption, or the title of another article."""
        if not self._page:
            return "heading" if self._reads(n + 1, is_prose) else "caption"
        if n >= self._run[1]:
            self._run = n, self._find_stop(n)
        start, stop = self._run
        heading = n == stop - 1 and self._reads(stop, is_prose)
        if start == self._lead + 1:  # pictures stand behind the lead
            return "heading" if heading and n > start else "caption"
        if n + 1 < self._end and read_byline(self._lines[n + 1], bare=True):
            return "caption"  # its photographer's name follows
        if stop - start > 2:
            titles = sum(map(is_title, self._lines[start : start + MOST]))
            return "teaser" if 2 * titles >= min(stop - start, MOST) else "body"
        if heading:
            return "heading"
        return "teaser" if is_title(words) else "caption"

    def _find_stop(self, n: int) -> int:
        """The end of the lines without an end mark that begin with ``n``."""
        while n < self._end and n not in self._cues:
            words = self._lines[n]
            if is_prose(words) or "\t" in words or ITEM.match(words) or CLOCK.fullmatch(words):
                break
            n += 1
        return n

    def _reads(self, n: int, test: object) -> bool:
        return n < self._end and n not in self._cues and test(self._lines[n])  # type: ignore[operator]
