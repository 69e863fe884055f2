"""The line of a page that tells when it came out: Thứ Sáu, 29/01/2021 07:00 (GMT+7)."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache

from extractor.data import data_path, read_table
from extractor.text.dates import read_day

DAY = re.compile(
    r"(?<!\d)(?:(\d{1,2})\s?[/.-]\s?(\d{1,2})\s?[/.-]\s?(\d{4})|(\d{4})[.-](\d{2})[.-](\d{2})"
    r"|(\d{1,2})\s+tháng\s+(\d{1,2})(?:\s+năm|,)?\s+(\d{4}))(?!\d)",
    re.IGNORECASE,
)
TIME = re.compile(
    r"(?<![\d/:.+-])(\d{1,2})\s?(?::|h|g|giờ)\s?(\d{2})(?::(\d{2}))?(?![\d/])(?:\s*([ap]m|sa|ch|chiều|tối)\b)?", re.I
)
ZONE = re.compile(r"(?:gmt|utc)\s?([+-])\s?(\d{1,2})(?::?(\d{2}))?", re.I)
MONTHS = ("một", "hai", "ba", "tư", "năm", "sáu", "bảy", "tám", "chín", "mười", "mười một", "mười hai")
MONTH = re.compile(rf"\btháng ({'|'.join(sorted(MONTHS, key=len, reverse=True))})\b", re.IGNORECASE)
ENGLISH_MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
ENGLISH = re.compile(  # 12 March 2023; Mar. 12, 2023
    r"\b(?:(\d{1,2}) ({0})|({0}) (\d{1,2})),? ((?:19|20)\d\d)\b".replace(
        "{0}",
        r"(?:Jan(?:uary)?|Feb(?:ruary)?|Mar(?:ch)?|Apr(?:il)?|May|June?|July?|Aug(?:ust)?|Sep(?:t(?:ember)?)?"
        r"|Oct(?:ober)?|Nov(?:ember)?|Dec(?:ember)?)\.?",
    )
)
COUNTED = re.compile(  # what stands beside the day on many pages
    r"\d[\d.,]*\s*(?:bình luận|phản hồi|lượt (?:xem|đọc)|phút(?: đọc)?|liên quan|comments?|views?)\b"
    r"|(?:lượt (?:xem|đọc)|bình luận|views?)\s*:?\s*\d[\d.,]*",
    re.IGNORECASE,
)
GLUED = re.compile(
    r"(?<!\d)(\d{1,2}[/.-]\d{1,2}[/.-](?:19|20)\d\d)(?=\d)"
)  # a count behind the day: 29/01/2021120 lượt xem
NUMBERS = re.compile(r"\d\D+\d{4}|\d{4}\D+\d")  # of every date
WORD = re.compile(r"[^\W\d_]+")
BEFORE_NOON, AFTER_NOON = ("am", "sa"), ("pm", "ch", "chiều", "tối")
LONGEST = 90  # characters of such a line
FOREIGN = 3  # words in it that are no part of a date


@dataclass(frozen=True, slots=True)
class Stamp:
    """A moment, or a day where no time is told, in ISO 8601; ``updated``: of a later version."""

    published: str
    updated: bool = False


def may_date(line: str) -> bool:
    """Whether a year and another number may stand in a line at all, which for most lines settles it."""
    return ("20" in line or "19" in line) and NUMBERS.search(line) is not None


def read_date_line(line: str) -> Stamp | None:
    """What a line tells that is there for its date; None for a sentence or a title that holds one."""
    if len(line) > LONGEST or line[-1:] in ".!?" or not may_date(line):
        return None
    line = write_months(line)
    if not (m := DAY.search(line)):
        return None
    opening, head = m.start() == 0, line[: m.start()]
    if not opening and (time := TIME.match(line.lstrip())):
        opening, head = True, head[time.end() :]
    foreign = count_foreign(line)
    if foreign > FOREIGN and not (opening or not count_foreign(head)):
        return None
    return read_stamp(line) if foreign <= (4 if TIME.search(line) else 2) * FOREIGN else None


def read_stamp(line: str) -> Stamp | None:
    """The day (and time) in ``line`` when it was first published, else the first that it tells."""
    stamps: list[Stamp] = []
    last = 0
    for m in DAY.finditer(line):
        told = [part for part in m.groups() if part]
        day = read_day("-".join(told) if len(told[0]) == 4 else "/".join(told))
        kind = _find_kind(line[last : m.start()])
        if kind == "today":
            continue
        if day and kind == "first":
            return Stamp(_add_time(day, line, m))
        if day:
            stamps.append(Stamp(_add_time(day, line, m), kind == "update"))
        last = m.end()
    return next((stamp for stamp in stamps if not stamp.updated), stamps[0] if stamps else None)


def write_months(text: str) -> str:
    """Months in words as numbers, and behind the day: Tháng Mười Một 5, 2020 and November 5, 2020 are 5/11/2020."""
    text = GLUED.sub(r"\1 ", ENGLISH.sub(_write_english, text))
    if "háng" not in text and "Th" not in text and "thg" not in text and "THÁNG" not in text:
        return text
    text = MONTH.sub(lambda m: f"tháng {MONTHS.index(m[1].lower()) + 1}", text)
    text = re.sub(r"\b(?:tháng|th)\s?(\d{1,2}) (\d{1,2}), (\d{4})", r"\2/\1/\3", text, flags=re.I)
    return re.sub(r"\b(\d{1,2}) (?:tháng|thg|th)\s?(\d{1,2}),? (\d{4})", r"\1/\2/\3", text, flags=re.I)


def _write_english(m: re.Match[str]) -> str:
    month = ENGLISH_MONTHS.index((m[2] or m[3])[:3].lower()) + 1
    return f"{m[1] or m[4]}/{month}/{m[5]}"


def strip_date(line: str) -> str:
    """What stands before the date in ``line``: the author, on some pages."""
    words = line[: min((m.start() for m in (DAY.search(line), TIME.search(line)) if m), default=len(line))].split()
    while words and (words[-1].lower().strip(",:-–|") in _day_words() or not words[-1].strip("-–|,•·")):
        words.pop()
    return " ".join(words).removesuffix("-")


def count_foreign(line: str) -> int:
    """The words of ``line`` that are not of a date."""
    return sum(word not in _day_words() for word in WORD.findall(COUNTED.sub("", line).lower()))


def _add_time(day: str, line: str, m: re.Match[str]) -> str:
    """``day`` with the time behind it, else before it."""
    behind = DAY.search(line, m.end())
    time = TIME.search(line, m.end(), behind.start() if behind else len(line)) or _last_time(line[: m.start()])
    if not time or int(time[1]) > 24 or int(time[2]) > 59:
        return day
    hour = int(time[1]) % 24
    if time[4] and time[4].lower() in AFTER_NOON and hour < 12:
        hour += 12
    if time[4] and time[4].lower() in BEFORE_NOON and hour == 12:
        hour = 0
    zone = ZONE.search(line)
    offset = f"{zone[1]}{int(zone[2]):02}:{zone[3] or '00'}" if zone else "+07:00"
    return f"{day}T{hour:02}:{time[2]}:{time[3] or '00'}{offset}"


def _last_time(before: str) -> re.Match[str] | None:
    found = None
    for found in TIME.finditer(before):  # noqa: B007
        pass
    return found


def _find_kind(before: str) -> str | None:
    """Whether the words before a date say that it is the first day, or of an update."""
    low = before.lower()
    found = [(low.rfind(words), kind) for words, kind in _read_words() if kind != "day" and words in low]
    return max(found)[1] if found else None


@lru_cache(maxsize=1)
def _read_words() -> tuple[tuple[str, str], ...]:
    return tuple((row["words"], row["kind"]) for row in read_table(data_path("lexicon", "date_words.tsv")))


@lru_cache(maxsize=1)
def _day_words() -> frozenset[str]:
    return frozenset(word for words, _ in _read_words() for word in words.split()) | {"h", "g"}
