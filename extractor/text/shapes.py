"""The lines of a text, and what the shape of one says."""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import lru_cache
from itertools import pairwise
from operator import add
from typing import NamedTuple

from extractor.data import data_path, read_table

DOMAIN = re.compile(r"(?:https?://)?(?:[\w-]+\.)+[a-z]{2,}/?", re.IGNORECASE)
LONG = 90  # characters from which on a line without an end mark still reads as prose
SENTENCES = 60  # of a short paragraph
FULL = 160  # of a paragraph that is no summary of another article
END_MARKS = tuple(".!?…:;\"”')")
NAMED = (
    r"(?:ảnh|đồ hoạ|đồ họa|minh hoạ|minh họa|hình|video|clip|infographic|nguồn)"
    r"(?:[^:.,\n]{0,20}:[^:]{2,60}|[^:.,\n]{0,20}\)\.?)$"
)
CREDIT = re.compile(rf"[(.!?…”\"–—-]\s*(?i:{NAMED})")  # a mark is found faster where case counts
WHOLE_CREDIT = re.compile(NAMED, re.I)
BRACKETED = (")", ").")
SENTENCE, OPENING = ".!?…", "(Ả"  # the last mark of a sentence; first letters of a line about a picture
CREDITED = 90  # characters from the end of a caption in which the photographer is named
PICTURE = re.compile(
    r"\(?(?:hình )?(?:ảnh|đồ họa|đồ hoạ|hình)\s*(?:minh họa|minh hoạ|tư liệu|internet|chụp màn hình)?[.)]*", re.I
)
PICTURED = frozenset("(hHảẢđĐ")  # how that begins
ITEM = re.compile(r"(?:[-–—+•*·●▪◦✓]|\d{1,2}[.)])\s")
TITLE = (6, 30)  # words and characters of the shortest line that reads as the title of an article
ASKED = ("PV:", "- PV:", "Phóng viên:", "- Phóng viên:", "Hỏi:", "* ")  # how questions of interviews begin
SECTION = 20  # characters of the name of a section, on the average
BROKEN = ("»", "›", " | ", " > ", "\t")


class Lines(NamedTuple):
    """The lines of a text that are not blank, without the blanks around them: their words, and where they stand."""

    words: list[str]
    starts: list[int]
    ends: list[int]


def split_lines(text: str) -> Lines:
    """The lines of ``text``."""
    found: list[str] = []
    starts: list[int] = []
    at = 0
    for line in text.split("\n"):
        if words := line.strip():
            found.append(words)
            starts.append(at if words is line else at + line.index(words[0]))
        at += len(line) + 1
    return Lines(found, starts, list(map(add, starts, map(len, found))))


def compile_labels(*labels: str) -> re.Pattern[str]:
    """What finds the colon behind one of ``labels`` and a blank at most: a sign is found ten times as fast as words
    in whatever case."""
    behind = "|".join(rf"(?<=\b{label}{blank}:)" for label in labels for blank in ("", r"\s"))
    return re.compile(f":(?:{behind})", re.I)


def is_prose(words: str) -> bool:
    """Whether a line reads as a sentence."""
    return len(words) >= LONG or words.endswith(END_MARKS)


def find_unclear(lines: Sequence[str]) -> list[int]:
    """The numbers of the lines that may be something else than sentences, such as captions: what few lines are."""
    found: list[int] = []
    for n, words in enumerate(lines):
        size = len(words)
        if size >= LONG:  # a sign is found faster than a place for it
            if (":" in words and words.find(":", size - CREDITED) >= 0) or (")" in words and words.endswith(BRACKETED)):
                found.append(n)
        elif words[-1] not in SENTENCE or words[0] in OPENING or ":" in words or words.endswith(BRACKETED):
            found.append(n)
    return found


def is_paragraph(words: str) -> bool:
    """Whether it is a sentence of some length, or several."""
    return len(words) >= LONG and words.endswith(END_MARKS)


def is_sentence(words: str) -> bool:
    """Whether it is a sentence that may be a short paragraph."""
    return len(words) >= SENTENCES and words.endswith(END_MARKS)


def is_caption(words: str) -> bool:
    """Whether a line names the photographer at its end, or says no more than that it is a picture."""
    tail = max(0, len(words) - CREDITED)
    if words.find(":", tail) < 0 and not words.endswith(BRACKETED):
        return len(words) < CREDITED and _is_picture(words)
    return bool(CREDIT.search(words, tail) or (not tail and WHOLE_CREDIT.match(words))) or _is_picture(words)


def _is_picture(words: str) -> bool:
    return words[0] in PICTURED and PICTURE.fullmatch(words) is not None


def is_title(words: str) -> bool:
    """Whether a line may be the title of an article."""
    return (
        len(words) >= TITLE[1]
        and not words[0].islower()
        and words.count(" ") >= TITLE[0] - 1
        and not any(sign in words for sign in BROKEN)
        and not words.endswith((".", ";", ":", ","))
        and not words.startswith(ASKED)
    )


def is_tools(words: str) -> bool:
    """Whether a line holds nothing but names of sections and of buttons, by lexicon/tools.tsv."""
    return _tools().fullmatch(words) is not None


def is_menu(words: str) -> bool:
    """Whether a line is names of sections that have lost the blanks between them: Thời sựKinh tếVăn hóa."""
    parts = sum(one.islower() and other.isupper() for one, other in pairwise(words)) + 1
    return parts > 2 and len(words) <= parts * SECTION and words[-1] not in SENTENCE


def part_glued(line: str, mark: str) -> str:
    """A mark where copying has lost a blank: Lê NamTheo TTXVN14:05."""
    lost = ((one.islower() and (other.isupper() or other.isdigit())) for one, other in pairwise(line))
    breaks = [n for n, is_lost in enumerate(lost, 1) if is_lost]
    return mark.join(line[a:b] for a, b in pairwise([0, *breaks, len(line)]))


@lru_cache(maxsize=1)
def _tools() -> re.Pattern[str]:
    names = sorted({row["words"] for row in read_table(data_path("lexicon", "tools.tsv"))}, key=lambda name: -len(name))
    return re.compile(rf"(?>(?:{'|'.join(map(re.escape, names))}|\d+)[\W_]*)+", re.IGNORECASE)
