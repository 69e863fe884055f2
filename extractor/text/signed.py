"""Lines that name who has written or put up a text, and the day: Lê Nam - 29/01/2021."""

from __future__ import annotations

import re
from collections.abc import Iterator

from extractor.text.authors import read_names
from extractor.text.bylines import is_desk
from extractor.text.credits import THEN, find_label, is_account, take_names
from extractor.text.date_lines import COUNTED, DAY, TIME, ZONE, Stamp, may_date, read_stamp, strip_date, write_months
from extractor.text.places import read_place_names
from extractor.text.shapes import is_tools, part_glued

SHORT = 160  # characters of such a line
POSTED = re.compile(  # Đăng bởi lenam vào Thứ Hai, 29/01/2021
    r"\W*(?:(?:được\s+)?(?:đăng|gửi|viết|tạo|cập nhật|xuất bản)\s+(?:tin\s+|bài\s+)?bởi|người\s+(?:đăng|gửi|viết)|"
    r"(?:posted|submitted|published|written)\b|by\b)",
    re.I,
)
WHEN = re.compile(r"\s+(?:vào|lúc|ngày|on|at)\b.*$", re.I | re.S)
BEHIND = re.compile(
    r"[\s\d:hg,.–-]*(?:[AP]M\s*)?(?:đăng\s+)?(?:bởi|by)\s+([^\d]+?)(?:\s+(?:trong|in)\s[^\d]*)?$", re.I
)  # 29/01/2021 07:00 bởi Lê Nam
APART = re.compile(r"\s*(?:[|•·;]|(?<!\d)/(?!\d))\s*|\s+[-–—]\s+")
HOUR = re.compile(r"(?<=[^\W\d])\s+\d{1,2}\s?[:hg]\s?\d{2}$")  # its day is in the next part
BEFORE = " \t-–—|,.•·:"


def is_posted(text: str) -> bool:
    """Whether a line tells who has put the page up, and when."""
    return (
        len(text) < SHORT and POSTED.match(text) is not None and DAY.search(text) is not None and text[-1] not in ".!"
    )


def read_signed(line: str) -> tuple[Stamp, list[str]] | None:
    """The day that a line tells, and the parts of it that name persons; None where it tells anything else."""
    if len(line) >= SHORT or line[-1:] in ".!?" or not may_date(line):
        return None
    line = write_months(part_glued(line, " "))
    if not DAY.search(line):
        return None
    named = [line[start:end] for is_name, start, end in cut_names(line) if is_name]
    stamp = read_stamp(line) if named or is_posted(line) else None
    return (stamp, named) if stamp else None


def cut_names(words: str) -> Iterator[tuple[bool, int, int]]:
    """The parts of a line with a date: whether each names persons, and where it stands."""
    last = 0
    for m in [*APART.finditer(words), None]:
        part = words[last : m.start() if m else len(words)]
        named = strip_day(part)
        if named and is_named(named):
            at = words.index(named, last)
            if day := DAY.search(words, last, at):  # which stands before the name
                end = min(at, _find_end(words, day))
                yield False, last, end
                last = end
            yield True, last, at + len(named)
            last = at + len(named)
        stop = m.end() if m else len(words)
        if stop > last:
            yield False, last, stop
        last = stop


def strip_day(part: str) -> str:
    """What stands before the date, or behind it: after "bởi", or where nothing stands before."""
    if not (day := DAY.search(part)):
        return HOUR.sub("", part).strip(BEFORE)
    if m := BEHIND.match(COUNTED.sub("", part[day.end() :])):
        return m[1].strip(BEFORE)
    before = WHEN.sub("", strip_date(part)).strip(BEFORE)
    return before or ZONE.sub("", part[_find_end(part, day) :]).strip(BEFORE + "()")


def _find_end(part: str, day: re.Match[str]) -> int:
    """Where the date ends, with the hour behind it."""
    hour = TIME.search(part, day.end())
    return hour.end() if hour and not part[day.end() : hour.start()].strip(BEFORE) else day.end()


def is_named(words: str) -> bool:
    """Whether words in a line with a date are the names of persons."""
    words = THEN.split(words)[0].strip(BEFORE)
    if is_desk(words):
        return True
    if not words or any(c.isdigit() for c in words) or is_tools(words) or is_account(words.split()[-1]):
        return False
    if words in read_place_names().provinces:  # those of smaller places are also names of persons
        return False
    posted = POSTED.match(words)
    rest = words[posted.end() :].strip(BEFORE).removeprefix("by ") if posted else words
    if label := find_label(rest):
        rest = rest[label.end() :]
    return bool(take_names(rest)[0]) and read_names(rest, bare=True) is not None
