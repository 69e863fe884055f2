"""The lines of the article itself, as a copied page or a plain text has them."""

from __future__ import annotations

from collections.abc import Sequence

from extractor.model import ZoneKind
from extractor.text.bylines import read_byline
from extractor.text.cues import Cues
from extractor.text.date_lines import read_date_line
from extractor.text.opening import Opening
from extractor.text.shapes import ITEM, is_caption, is_paragraph, is_plain, is_prose, is_title, is_tools

KINDS: dict[str | None, ZoneKind] = {"furniture": "furniture", "teaser": "teaser", "teasers": "furniture"}


class Middle:
    """From the lead to ``end``. ``authors``: whom its bylines name."""

    def __init__(self, lines: Sequence[str], cues: Cues, opening: Opening, end: int) -> None:
        self._lines, self._cues, self._page, self._end = lines, cues, opening.page, end
        self._lead, self._titled = opening.lead, opening.headline is not None
        self._box = 0  # lines since a box of other articles began, its heading counted; 0: there is none
        self.authors: tuple[str, ...] = ()

    def kinds(self) -> list[ZoneKind]:
        """The zone of each line."""
        found: list[ZoneKind] = []
        cues = self._cues
        for n in range(self._lead, self._end):
            words = self._lines[n]
            plain = is_plain(words) and not self._box and n not in cues
            found.append("body" if plain else self._kind(n, words))
        if found and self._titled:
            found[0] = "lead"
        return found

    def _kind(self, n: int, words: str) -> ZoneKind:
        cue = self._cues.get(n)
        if self._box:
            self._box += 1
        if cue == "teasers":
            self._box = 1
        if cue in KINDS:
            return KINDS[cue]
        if self._is_byline(n, words):
            return "byline"
        if is_caption(words):
            return "caption"
        if self._page and (read_date_line(words) or is_tools(words)):
            return "furniture"
        if self._box and not self._leaves_box(n, words):
            return "teaser"
        self._box = 0
        if is_prose(words) or "\t" in words or ITEM.match(words):
            return "body"
        return self._kind_of_short(n, words)

    def _leaves_box(self, n: int, words: str) -> bool:
        """Whether a line stands behind the box: a paragraph, or the heading of one behind a title at least."""
        return is_paragraph(words) or (self._box > 2 and self._reads(n + 1, is_paragraph))

    def _is_byline(self, n: int, words: str) -> bool:
        bare = not words.endswith(".") and not self._reads(n + 1, is_paragraph)
        if (authors := read_byline(words, bare=bare)) is None:
            return False
        self.authors = tuple(dict.fromkeys((*self.authors, *authors)))
        return True

    def _kind_of_short(self, n: int, words: str) -> ZoneKind:
        """A line without an end mark: the heading of what follows, a caption, or the title of another article."""
        if self._reads(n + 1, is_prose):
            return "heading"
        return "teaser" if self._page and is_title(words) else "caption"

    def _reads(self, n: int, test: object) -> bool:
        return n < self._end and n not in self._cues and test(self._lines[n])  # type: ignore[operator]
