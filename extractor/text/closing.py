"""Where the article of a copied page ends, and what stands behind it."""

from __future__ import annotations

from collections.abc import Sequence

from extractor.model import ZoneKind
from extractor.text.bylines import read_byline
from extractor.text.cues import Cues, is_contact
from extractor.text.opening import Opening
from extractor.text.shapes import FULL, is_paragraph, is_title, is_tools

ENDS = frozenset({"block", "tags", "footer"})  # cues behind which a page goes on without its article


def find_end(lines: Sequence[str], cues: Cues, opening: Opening) -> int:
    """The number of the first line behind the article."""
    first = opening.lead
    end = min((n for n, cue in cues.items() if cue in ENDS and n > first), default=len(lines))
    if not opening.page and any(is_paragraph(words) for words in lines[end:]):
        end = len(lines)  # it was a sub-heading of one word
    boxes = sorted(n for n, cue in cues.items() if cue == "teasers" and first <= n < end)
    if not opening.page:
        return next((n for n in boxes if _is_rest(lines, n, end)), end)
    boxed = boxes[0] if boxes else end
    last = first
    for n in range(first, end):
        if len(lines[n]) >= FULL and is_paragraph(lines[n]) and (n < boxed or _has_like(lines, n, end)):
            last = n
    for n in range(last + 1, end):
        if cues.get(n) == "teasers":
            return n
        if read_byline(lines[n], bare=True) is not None:
            while n + 1 < end and read_byline(lines[n + 1], bare=True) is not None:
                n += 1
            return n + 1
    return end


def _is_rest(lines: Sequence[str], n: int, end: int) -> bool:
    """Whether nothing but titles and summaries follows."""
    return not any(len(words) >= FULL and is_paragraph(words) for words in lines[n:end])


def _has_like(lines: Sequence[str], n: int, end: int) -> bool:
    """Whether a paragraph stands beside another, as summaries of articles do not."""
    return is_paragraph(lines[n - 1]) or (n + 1 < end and is_paragraph(lines[n + 1]))


def kinds_behind(lines: Sequence[str], cues: Cues, end: int) -> list[ZoneKind]:
    """The zone of each line behind the article: titles of others where a cue heads them, else furniture."""
    found: list[ZoneKind] = []
    mode = "open"
    seen: set[str] = set()
    for n in range(end, len(lines)):
        words, cue = lines[n], cues.get(n)
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
