"""Where the article of a copied page ends, and what stands behind it."""

from __future__ import annotations

from collections.abc import Sequence

from extractor.model import ZoneKind
from extractor.text.bylines import read_byline
from extractor.text.cues import Cues, is_contact
from extractor.text.opening import Opening
from extractor.text.shapes import FULL, Line, is_paragraph, is_title, is_tools

ENDS = frozenset({"block", "tags", "footer"})  # cues behind which a page goes on without its article


def find_end(lines: Sequence[Line], cues: Cues, opening: Opening) -> int:
    """The number of the first line behind the article."""
    first = opening.lead
    end = next((n for n in range(first + 1, len(lines)) if cues[n] in ENDS), len(lines))
    if not opening.page:
        if any(is_paragraph(words) for _, _, words in lines[end:]):
            end = len(lines)  # it was a sub-heading of one word
        return next((n for n in range(first + 1, end) if cues[n] == "teasers" and _is_rest(lines, n, end)), end)
    boxed = next((n for n in range(first, end) if cues[n] == "teasers"), end)
    last = first
    for n in range(first, end):
        if len(lines[n][2]) >= FULL and is_paragraph(lines[n][2]) and (n < boxed or _has_like(lines, n, end)):
            last = n
    for n in range(last + 1, end):
        if cues[n] == "teasers":
            return n
        if read_byline(lines[n][2], bare=True) is not None:
            while n + 1 < end and read_byline(lines[n + 1][2], bare=True) is not None:
                n += 1
            return n + 1
    return end


def _is_rest(lines: Sequence[Line], n: int, end: int) -> bool:
    """Whether nothing but titles and summaries follows."""
    return not any(len(words) >= FULL and is_paragraph(words) for _, _, words in lines[n:end])


def _has_like(lines: Sequence[Line], n: int, end: int) -> bool:
    """Whether a paragraph stands beside another, as summaries of articles do not."""
    return is_paragraph(lines[n - 1][2]) or (n + 1 < end and is_paragraph(lines[n + 1][2]))


def kinds_behind(lines: Sequence[Line], cues: Cues, end: int) -> list[ZoneKind]:
    """The zone of each line behind the article: titles of others where a cue heads them, else furniture."""
    found: list[ZoneKind] = []
    mode = "open"
    seen: set[str] = set()
    for n in range(end, len(lines)):
        words, cue = lines[n][2], cues[n]
        kind: ZoneKind = "furniture"
        if cue == "teasers":
            mode = "teasers"
        elif cue in ENDS or is_contact(words):
            mode = "furniture"
        elif cue == "teaser":
            kind = "teaser"
        elif mode == "open":
            kind = "byline" if read_byline(words) is not None else "teaser" if is_title(words) else "furniture"
        elif mode == "teasers" and not cue and words not in seen and not is_tools(words):
            kind = "teaser"
        seen.add(words)
        found.append(kind)
    return found
