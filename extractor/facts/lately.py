"""Periods that are counted from the publishing day, where a sentence tells no other: "đến nay", "5 năm qua", days of
the lunar calendar."""

from __future__ import annotations

import re
from calendar import monthrange
from collections.abc import Callable
from datetime import date, timedelta

from lunar_vn import convert_lunar_to_solar

from extractor.facts.words import DIGITS
from extractor.model import Period, Status

Days = tuple[str | None, str | None]
Reader = Callable[[re.Match[str], date, bool], Days | None]

NUMBERS = {**{word: n for word, n in DIGITS.items() if n}, "mười": 10}
NUMBER = rf"(\d{{1,3}}|{'|'.join(NUMBERS)})"
MONTHS = {"giêng": 1, "chạp": 12}
NOW = r"(?:đến|tới) (?:nay|hiện tại|thời điểm (?:này|hiện tại)|hôm nay)"
SPAN = rf"(?:trong )?{NUMBER} (giờ|tiếng|ngày|tuần|tháng|năm)"
LUNAR = re.compile(r"\s*\(?(?:âm lịch|AL)(?!\w)")  # behind a day: it is none of our calendar
LONGEST = {"giờ": 1, "tiếng": 1, "ngày": 1, "tuần": 7}  # days of a unit; hours are rounded up to days
HOURS = 24
EARLY = 2  # months of a year in which "cả năm" is the one before


def find_lately(text: str, start: int, end: int, *, published: str | None, status: Status) -> tuple[Period, str] | None:
    """(period, why) that the sentence between the offsets tells; None without a publishing day."""
    if not published:
        return None
    today = date.fromisoformat(published[:10])
    low = text[start:end].lower()
    for words, pattern, read in READERS:
        m = pattern.search(text, start, end) if any(word in low for word in words) else None
        days = read(m, today, status != "target") if m else None
        if m and days:
            return Period(m[0].strip(), *days), f"“{m[0].strip()}” is counted from the publishing day"
    return None


def is_lunar(words: str, text: str, start: int, end: int) -> bool:
    """Whether ``words``, which tell a day between the offsets, tell one of the lunar calendar: "10/3 âm lịch"."""
    at = text.find(words, start, end)
    return at >= 0 and LUNAR.match(text, at + len(words)) is not None


def _since(m: re.Match[str], today: date, past: bool) -> Days:
    """Từ đầu năm đến nay."""
    first = {"năm": today.replace(month=1, day=1), "tháng": today.replace(day=1)}
    quarter = today.replace(month=(today.month - 1) // 3 * 3 + 1, day=1)
    return first.get(m[1].lower(), quarter).isoformat(), today.isoformat()


def _until(m: re.Match[str], today: date, past: bool) -> Days | None:
    return (None, today.isoformat()) if past else None


def _window(m: re.Match[str], today: date, past: bool) -> Days | None:
    """5 năm qua, 24 giờ qua; as many months as the year has had are those of the year."""
    count, unit = NUMBERS.get(m[1].lower()) or int(m[1]), m[2].lower()
    if not past or not count:
        return None
    if unit in LONGEST:
        days = -(-count // HOURS) if unit in ("giờ", "tiếng") else count * LONGEST[unit]
        return (today - timedelta(days=days)).isoformat(), today.isoformat()
    if unit == "tháng" and count in (today.month, today.month - 1):
        end = today if count == today.month else today.replace(day=1) - timedelta(days=1)
        return f"{today.year}-01-01", end.isoformat()
    months = today.year * 12 + today.month - 1 - count * (12 if unit == "năm" else 1)
    year, month = months // 12, months % 12 + 1
    return date(year, month, min(today.day, monthrange(year, month)[1])).isoformat(), today.isoformat()


def _whole_year(m: re.Match[str], today: date, past: bool) -> Days:
    year = today.year - (past and today.month <= EARLY)
    return f"{year}-01-01", f"{year}-12-31"


def _lunar(day: int, month: int, today: date, past: bool) -> Days | None:
    """The day of the lunar calendar that is nearest before the publishing day, or behind it."""
    found = []
    for year in (today.year - 1, today.year, today.year + 1):
        try:
            found.append(convert_lunar_to_solar(day, month, year))
        except ValueError:  # no such day in that year
            continue
    told = [one for one in found if (one <= today) == past]
    if not told:
        return None
    one = (max(told) if past else min(told)).isoformat()
    return one, one


def _lunar_day(m: re.Match[str], today: date, past: bool) -> Days | None:
    return _lunar(_number(m[1]), _number(m[2]), today, past)


def _full_moon(m: re.Match[str], today: date, past: bool) -> Days | None:
    return _lunar(15, _number(m[1]), today, past)


def _new_year(m: re.Match[str], today: date, past: bool) -> Days | None:
    return _lunar(_number(m[1]), 1, today, past)


def _number(word: str) -> int:
    low = word.lower()
    return MONTHS.get(low) or NUMBERS.get(low) or int(low)


MONTH = rf"(giêng|chạp|{NUMBER[1:-1]})"
# Words without which nothing is found and nothing sought, what is sought, and what it means.
READERS: tuple[tuple[tuple[str, ...], re.Pattern[str], Reader], ...] = tuple(
    (tuple(words.split("|")), re.compile(rf"(?<![\w/-])(?:{pattern})(?!\w)", re.IGNORECASE), read)
    for words, pattern, read in (
        ("giêng|chạp", rf"(?:ngày )?(?:mùng |mồng )?{NUMBER} tháng (giêng|chạp)", _lunar_day),
        ("âm lịch|al", rf"(?:ngày )?(?:mùng |mồng )?{NUMBER}(?: tháng |[/-]){MONTH} \(?(?:âm lịch|al)\)?", _lunar_day),
        ("rằm", rf"rằm tháng {MONTH}", _full_moon),
        ("tết", rf"(?:mùng|mồng) {NUMBER} tết", _new_year),
        ("từ đầu", rf"(?:tính |kể )?từ đầu (năm|tháng|quý)(?: nay| này)? {NOW}", _since),
        ("qua|đây", rf"{SPAN} (?:vừa qua|qua|gần đây|trở lại đây)", _window),
        ("nay|hiện tại|thời điểm", rf"(?:tính |cho |tính cho )?{NOW}", _until),
        ("cả năm", r"cả năm(?! (?:19|20)\d\d)", _whole_year),
    )
)
