"""Zones and metadata of a page: which line is headline, lead, body, caption, byline, teaser or furniture."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache

from extractor.data import data_path, read_table
from extractor.model import Table, Zone, ZoneKind
from extractor.text.tables import is_data

DATE_LINE = re.compile(r"(\d{1,2})[/.-](\d{1,2})[/.-](\d{4})(?:\D{1,4}(\d{1,2}):(\d{2}))?")
DATELINE = re.compile(r"^([A-ZĐ]{2,10})\s*[-–]\s")
LINE = re.compile(r"\S(?:[^\n]*\S)?")
SHORT = 80
DATE_WORDS = 6  # of a line that gives the publishing day
LONG = 90  # characters from which a line without an end mark still reads as prose
END_MARKS = ".!?…:;\"”')"


@dataclass(frozen=True, slots=True)
class Layout:
    """What the shape of a page tells about it."""

    zones: tuple[Zone, ...]
    title: str | None = None
    published: str | None = None
    authors: tuple[str, ...] = ()
    publisher: str | None = None
    dateline: str | None = None
    url: str | None = None
    tags: tuple[str, ...] = ()
    tables: tuple[Table, ...] = ()


@lru_cache(maxsize=4)
def read_furniture() -> tuple[tuple[str, str], ...]:
    """(words in lower case, kind) of lexicon/furniture.tsv."""
    return tuple((row["words"].lower(), row["kind"]) for row in read_table(data_path("lexicon", "furniture.tsv")))


def find_zones(text: str, *, cues: tuple[tuple[str, str], ...], tables: tuple[Table, ...] = ()) -> Layout:
    """Give each non-empty line of ``text`` its zone; the lines of ``tables`` with data are body."""
    lines = [(m.start(), m.end(), m[0]) for m in LINE.finditer(text)]
    rows = {m.start() for t in tables if is_data(t, text) for m in LINE.finditer(text, t.start, t.end)}
    kinds: list[ZoneKind] = []
    title, published, publisher = None, None, None
    authors: tuple[str, ...] = ()
    after: ZoneKind = "body"  # what a line is once a cue has ended the article
    seen: set[str] = set()
    opening = True  # neither lead nor body has been met
    for n, (start, _, words) in enumerate(lines):
        cue = _cue(words, cues) if len(words) < SHORT else None
        if after == "body" and start in rows:
            kind = "body"
        elif n < 4 and not published and _is_date_line(words) and (date := _read_date(words)):
            published, kind = date, "furniture"
        elif cue in ("furniture", "teasers"):
            kind, after = "furniture", "teaser" if cue == "teasers" else "furniture"
        elif cue == "byline" and len(words) < 80:
            authors = tuple(a.strip() for a in re.split(r"[,;]| - ", words.rpartition(":")[2]) if a.strip())
            kind = "byline"
        elif after != "body":
            kind = "furniture" if after == "furniture" or words in seen else "teaser"
            seen.add(words)
        elif title is None and len(words) < 250 and not words.endswith("."):
            title, kind = words, "headline"
        elif opening and title is not None and _is_prose(words):
            kind, opening = "lead", False
            publisher = m[1] if (m := DATELINE.match(words)) else None
        elif _is_prose(words):
            kind, opening = "body", False
        else:
            follows = lines[n + 1][2] if n + 1 < len(lines) else ""
            kind = "heading" if _is_prose(follows) and not _cue(follows, cues) else "caption"
        kinds.append(kind)  # type: ignore[arg-type]
    zones = tuple(Zone(kind, start, end) for kind, (start, end, _) in zip(kinds, lines, strict=True))
    return Layout(zones, title, published, authors, publisher, tables=tables)


def _is_prose(words: str) -> bool:
    return len(words) >= LONG or words.endswith(tuple(END_MARKS))


def _cue(words: str, cues: tuple[tuple[str, str], ...]) -> str | None:
    exact, starts = _sort_cues(cues)
    low = words.lower()
    if (kind := exact.get(low)) or not low.startswith(tuple(starts)):
        return kind
    return next(kind for start, kind in starts.items() if low.startswith(start))


@lru_cache(maxsize=4)
def _sort_cues(cues: tuple[tuple[str, str], ...]) -> tuple[dict[str, str], dict[str, str]]:
    return dict(cues), {cue: kind for cue, kind in cues if cue.endswith(":")}


def _is_date_line(words: str) -> bool:
    """A short line about the day itself (Thứ Sáu, 29/01/2021 07:00), no sentence that tells a day."""
    return len(words) < 60 and not words.endswith(".") and len(re.findall(r"[^\W\d_]+", words)) <= DATE_WORDS


def _read_date(words: str) -> str | None:
    m = DATE_LINE.search(words)
    if not m or int(m[2]) not in range(1, 13) or int(m[1]) not in range(1, 32):
        return None
    day = f"{m[3]}-{int(m[2]):02}-{int(m[1]):02}"
    return f"{day}T{int(m[4]):02}:{m[5]}:00+07:00" if m[4] else day
