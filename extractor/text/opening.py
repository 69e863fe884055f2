"""How a copied page begins: menus, the headline, the lines of date and author, up to the first paragraph."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import takewhile

from extractor.model import ZoneKind
from extractor.text.authors import is_plain, read_credits
from extractor.text.credits import find_label, is_unit, label_kind, opening_kind
from extractor.text.cues import Page
from extractor.text.date_lines import DAY, TIME, Stamp, may_date, read_date_line, strip_date
from extractor.text.publishers import is_masthead
from extractor.text.shapes import END_MARKS, LONG, is_caption, is_menu, is_paragraph, is_prose, is_title, is_tools
from extractor.text.signatures import is_beside, read_below, read_line
from extractor.text.signed import read_signed

LONGEST = 250  # characters of a headline
MENU = 4  # lines before the first paragraph that make a page of a text
NEAR = 3  # lines around the headline in which its date is looked for
FULL = 3  # syllables of a name that can be nothing else
WORDS = range(5, 31)  # of a headline that is easily told


def _is_announced(words: str) -> bool:
    """Whether a headline tells first what kind of thing follows: Video: Nông dân thu hoạch sen sớm tránh lũ."""
    label = find_label(words)
    return label is not None and is_plain(words) and label_kind(label[0]) == "helper" and is_title(words[label.end() :])


class Opening:
    """The first lines: ``headline`` is the number of that line, None where there is none; ``lead`` where the text
    proper begins; ``page``: there is more around the article than itself."""

    def __init__(self, page: Page) -> None:
        lines, cues = page.lines, page.cues
        self._lines, self._cues = lines, cues
        self.stamp: Stamp | None = None
        self.credits: list[tuple[str, str]] = []
        self._named = -1  # the last line that names authors
        first = self._first_paragraph()
        told = {n: cues[n] for n in range(first) if n in cues} if cues else {}
        plain = [n for n in range(first) if may_date(lines[n]) and told.get(n, "furniture") in ("furniture", "byline")]
        self._signed: dict[int, tuple[Stamp, list[str]]] = {}
        self._dates: dict[int, Stamp] = {}
        if plain:
            self._read_dates(plain)
        menu = first >= MENU and sum(not words.endswith(END_MARKS) for words in lines[:first]) >= MENU
        self.page = menu or bool(self._dates) or any(cue != "byline" for cue in told.values())
        self.headline = self._find_headline(first)
        begin = 0 if self.headline is None else self.headline + 1
        self.lead = next((n for n in range(begin, first) if self._is_lead(n)), first)
        if self.page and not self._dates:  # or they stand behind the lead
            after = range(self.lead + 1, min(self.lead + NEAR, len(lines)))
            behind = takewhile(lambda n: not is_prose(lines[n]), after)
            self._read_dates([n for n in behind if may_date(lines[n])])
            for n in self._signed:
                self._take(n)
        self.stamp = self._find_stamp()

    def kinds(self) -> list[ZoneKind]:
        """The zones of the lines before the lead."""
        head = -1 if self.headline is None else self.headline
        found: list[ZoneKind] = [self._kind_above(n) for n in range(head)]
        if head >= 0:
            found.append("headline")
        return found + [self._kind_below(n) for n in range(head + 1, self.lead)]

    def _read_dates(self, plain: Sequence[int]) -> None:
        lines = self._lines
        self._signed = {n: signed for n in plain if (signed := read_signed(lines[n]))}
        self._dates = {n: stamp for n in plain if (stamp := read_date_line(lines[n]))}
        self._dates |= {n: stamp for n, (stamp, _) in self._signed.items() if n not in self._dates}

    def _first_paragraph(self) -> int:
        """The first line of the article's body, if it is not shorter than every paragraph."""
        lines, cues = self._lines, self._cues
        for n, words in enumerate(lines):
            if n and is_paragraph(words) and n not in cues and not is_caption(words) and "cookie" not in words:
                return n
        return next((n for n, words in enumerate(lines) if n and is_prose(words) and n not in cues), len(lines))

    def _find_headline(self, first: int) -> int | None:
        words = self._lines[0] if self._lines else ""
        if not self.page:
            return 0 if words and len(words) < LONGEST and not words.endswith(".") else None
        best = max(range(first), key=self._weigh, default=None)
        return best if best is not None and self._weigh(best) > 0 else None

    def _weigh(self, n: int) -> float:
        """How much a line before the first paragraph looks like the headline."""
        words = self._lines[n]
        if (
            self._cues.get(n)
            or n in self._dates
            or not 2 < len(words) < LONGEST
            or is_tools(words)
            or is_menu(words)
            or is_masthead(words)
            or ((is_caption(words) or opening_kind(words)) and not _is_announced(words))
            or (may_date(words) and DAY.search(words) and TIME.search(words))
            or read_line(words, bare=True) is not None
        ):
            return 0.0
        signed = n > 0 and read_line(self._lines[n - 1], bare=True) is not None
        if signed and is_beside(words):
            return 0.0
        above = self._lines[max(0, n - NEAR) : n - 1]
        about = signed and any(len(line.split()) in WORDS for line in above)  # the author, below the headline
        near = any(at in self._dates for at in range(n - NEAR, n + NEAR + 1))
        dated = any(at in self._dates for at in range(n + 1, n + 2 * NEAR + 1))
        told = len(words.split()) in WORDS
        longer = 0 if is_title(words) else len(words)  # a section stands in the menu and in the path
        path = any(len(other) > longer and other.endswith(words) for other in self._lines[max(0, n - NEAR) : n])
        weight = 1 + 3 * told + 2 * near + told * dated + 2 * is_title(words) + 4 * path - 2 * words.endswith(".")
        weight -= 3 * about
        return weight + n / len(self._lines)

    def _is_lead(self, n: int) -> bool:
        words = self._lines[n]
        return (
            is_prose(words)
            and words[-1] != ":"
            and not self._cues.get(n)
            and n not in self._dates
            and not is_caption(words)
            and not (words[-1] == ")" and len(words) < LONG and read_line(words, bare=True))
        )

    def _kind_above(self, n: int) -> ZoneKind:
        words = self._lines[n]
        if n in self._signed and n + NEAR > (self.headline or 0):
            self._take(n)
        if self._stands_aside(n):
            self.credits += read_line(words, bare=True) or ()
            return "byline"
        if (
            n in self._dates
            or self._cues.get(n)
            or is_menu(words)
            or not (is_title(words) or is_prose(words))
            or is_tools(words)
            or is_masthead(words)
        ):
            return "furniture"
        return "heading" if n + 1 == self.headline and is_title(words) else "teaser"

    def _stands_aside(self, n: int) -> bool:
        """Whether a line above the headline names an author: a full name, with nothing but such down to the day."""
        if n + 2 * NEAR < (self.headline or 0):
            return False
        for at in range(n, min(n + NEAR, self.headline or 0)):
            if at in self._dates:
                return at > n
            words = self._lines[at]
            if self._cues.get(at) or len(words.split()) < FULL or is_tools(words) or is_unit(words):
                return False
            if not read_line(words, bare=True):
                return False
        return False

    def _kind_below(self, n: int) -> ZoneKind:
        words, cue = self._lines[n], self._cues.get(n)
        if n in self._dates:
            self._take(n)
            return "furniture"
        if is_tools(words):
            return "furniture"
        bare = n <= (self.headline or 0) + NEAR or n == self._named + 1 or opening_kind(words) is not None
        if (credits := read_below(self._lines, n, bare=bare)) is not None:
            self.credits += credits
            self._named = n
            return "byline"
        if self.credits and is_beside(words):
            return "byline"
        if is_caption(words):
            return "caption"
        return "furniture" if cue or len(words.split()) < WORDS[0] else "caption"

    def _take(self, n: int) -> None:
        """Whom a line with a date names."""
        named = self._signed[n][1] if n in self._signed else ()
        self.credits += (credit for words in named for credit in read_credits(words))
        if not named:
            self.credits += read_line(strip_date(self._lines[n]), bare=True) or ()

    def _find_stamp(self) -> Stamp | None:
        """The date nearest to the headline: below it, else above it."""
        if not (dates := self._dates):
            return None
        head = self.headline or 0

        def weigh(n: int) -> tuple[bool, ...]:
            today = n < head and "T" not in dates[n].published  # perhaps the day of the visit
            return (abs(n - head) > 2 * NEAR, today, dates[n].updated, n < head)

        return dates[min(dates, key=lambda n: (weigh(n), abs(n - head)))]
