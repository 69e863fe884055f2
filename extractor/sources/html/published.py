"""When a page was first published: what its head tells, set right by what it shows."""

from __future__ import annotations

import re
from collections.abc import Sequence
from datetime import datetime, timedelta

from extractor.model import ZoneKind
from extractor.sources.html.blocks import Block, kind_of
from extractor.sources.html.jsonld import tidy
from extractor.sources.html.metadata import Told, find_told_date
from extractor.sources.html.nodes import iterate
from extractor.sources.html.outline import Outline
from extractor.text.date_lines import Stamp, read_date_line, read_stamp, write_months
from extractor.text.signed import is_posted

YEARS = ("1990", "2100")
NEAR = 12  # blocks around the headline in which a date is the article's
CLOSE = 3  # blocks before the headline
LONG = 200  # characters of a line that may hold one
GAP = re.compile(r"(\d\d:\d\d(?::\d\d)?)\s+(?=[+-]\d)")  # before a zone
SHORT_ZONE = re.compile(r"([+-])(\d)(?=:\d\d$)")  # +7:00
AMERICAN = re.compile(r"(\d{1,2})/(\d{1,2})/(\d{4}) (\d{1,2}):(\d\d)(?::\d\d)? ?([AP]M)", re.I)
TODAY = re.compile(r"\s*hôm nay", re.I)
CLOCK = re.compile(r"clock|today|time-?now|current-?(?:date|time)|hom-?nay|dong-?ho", re.I)
BOXES = ("furniture", "teasers")


def find_published(found: Outline, kinds: Sequence[ZoneKind], told: Told) -> str | None:
    """The moment of the first publication: what the head tells, set right by what is shown."""
    said = _read_told(find_told_date(told))
    shown = _find_shown(found, kinds)
    if said is None:
        return shown.published if shown else None
    if shown is None:
        return said
    if "T" not in said:
        return shown.published if shown.published[:10] == said[:10] else said
    if "T" not in shown.published or shown.updated:
        return said
    if shown.published[:16] == said[:16]:  # the same hour on the clock, whatever zone the head tells
        return said[:19] + shown.published[19:]
    earlier = datetime.fromisoformat(shown.published) < datetime.fromisoformat(said)
    return shown.published if earlier else said


def _read_told(told: str | None) -> str | None:
    """In the time of Hanoi, unless another zone is told; UTC is what programs write, and nobody's own."""
    from extractor.sources.records import HANOI as ZONE
    from extractor.sources.records import read_date

    if not told:
        return None
    told = SHORT_ZONE.sub(r"\g<1>0\2", GAP.sub(r"\1", told.strip().rstrip(".")))
    if m := AMERICAN.fullmatch(told):
        return _read_american(m)
    read = read_date(int(told) if re.fullmatch(r"\d{10}|\d{13}", told) else told)
    if read is None:
        stamp = read_stamp(told) if len(told) < LONG else None
        return stamp.published if stamp else None
    if not YEARS[0] <= read[:4] <= YEARS[1]:  # 0001-01-01 is what programs write for nothing
        return None
    if "T" not in read:
        return read
    moment = datetime.fromisoformat(read).replace(microsecond=0)
    if moment.tzinfo is None:
        moment = moment.replace(tzinfo=ZONE)
    elif moment.utcoffset() == timedelta(0):
        moment = moment.astimezone(ZONE)
    return moment.isoformat()


def _read_american(m: re.Match[str]) -> str | None:
    """1/29/2021 7:00:00 PM as programs of .NET write it: the month first, if there is such a day."""
    hour = int(m[4]) % 12 + (12 if m[6].upper() == "PM" else 0)
    for month, day in ((m[1], m[2]), (m[2], m[1])):
        try:
            return datetime(int(m[3]), int(month), int(day), hour, int(m[5])).isoformat() + "+07:00"
        except ValueError:
            continue
    return None


def _find_shown(found: Outline, kinds: Sequence[ZoneKind]) -> Stamp | None:
    """The nearest to the headline, of those that tell no update the first."""
    text = [i for i, kind in enumerate(kinds) if kind in ("lead", "body", "headline")]
    if not text:
        return None
    first, last = found.headline[0] if found.headline else text[0], text[-1]
    body = next((i for i in text if kinds[i] == "body"), last)
    above = [i for i in range(first - 1, max(-1, first - NEAR), -1) if first - i <= CLOSE or _is_near(found, i)]
    below = range(last + 1, min(last + NEAR, len(kinds)))
    day: Stamp | None = None
    for places in (range(first, body), above, [i for i in below if kind_of(found.blocks[i]) not in BOXES]):
        stamps: list[tuple[bool, int, Stamp]] = []
        for i in places:
            block = found.blocks[i]
            if kinds[i] in ("furniture", "byline") and not _is_clock(block) and (stamp := _read_block(block)):
                stamps.append((stamp.updated, len(stamps), stamp))
        stamp = min(stamps)[2] if stamps else None
        if stamp and "T" in stamp.published and (day is None or day.published == stamp.published[:10]):
            return stamp
        day = day or stamp  # the hour may stand elsewhere
    return day


def _is_clock(block: Block) -> bool:
    """Whether it tells what day it is today."""
    told = [node for node in iterate(block.node) if not node.spine] + [node for _, node, _ in block.runs]
    return TODAY.match(block.text) is not None or any(CLOCK.search(node.told) for node in told)


def _is_near(found: Outline, i: int) -> bool:
    """Whether a block stands in a small element together with the headline."""
    head = found.headline[0] if found.headline else found.root.first
    return any(n.spine and n.first <= head <= n.last and n.last - n.first < NEAR for n in iterate(found.blocks[i].node))


def _read_block(block: Block) -> Stamp | None:
    for node in iterate(block.node):
        if node.name == "time" and (told := _read_told(tidy(node.get("datetime")))):
            return Stamp(told)
        if node.spine:
            break
    inner = {node: None for _, run, _ in block.runs for node in iterate(run) if not node.spine}
    for node in inner:
        written = node.get("datetime") if node.name == "time" else node.get("title") if node.name == "abbr" else ""
        if written and (told := _read_told(tidy(written))):
            return Stamp(told)
    text = write_months(block.text)
    stamp = read_date_line(text)
    if not stamp and (kind_of(block) == "meta" or is_posted(text)) and len(block.text) < LONG:
        stamp = read_stamp(text)
    if stamp:
        return stamp
    ends = [start for start, _, _ in block.runs[1:]] + [block.end]
    parts = [
        block.text[start - block.start : end - block.start].strip()
        for (start, _, _), end in zip(block.runs, ends, strict=True)
    ]
    parts += [part for part in re.split(r"\s*[|•·]\s*|\s{2,}|\s+-\s+", block.text) if part]
    return next((stamp for part in parts if len(block.text) < LONG and (stamp := read_date_line(part))), None)
