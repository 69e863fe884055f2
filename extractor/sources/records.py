"""A record (an object of JSON Lines, a row of a table) becomes an Article."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import replace
from datetime import datetime, timedelta, timezone
from email.utils import parsedate_to_datetime
from typing import Any

from extractor.model import Article
from extractor.sources.encodings import Decoded, mend
from extractor.sources.fields import find_fields
from extractor.sources.options import OnError, Reading, Refused
from extractor.sources.streams import hold
from extractor.text import make_article
from extractor.text.dates import read_day, read_moment

HANOI = timezone(timedelta(hours=7))
SECONDS, MILLISECONDS = range(10**8, 10**11), range(10**11, 10**14)  # since 1970: years 1973 to 5138
DAY_THEN_TIME = re.compile(r"(\d{1,2})[/.-](\d{1,2})[/.-](\d{4})(?:\D{1,6}(\d{1,2})[:hg](\d{2}))?")
PAGE = re.compile(
    r"\s*<(!doctype|html|head|body|article|section|div|p|h[1-6]|table|span|strong|figure|br|img|a)\b", re.I
)
UTF8 = Decoded("", "utf-8")
PARTS = re.compile(r"[,;]| - ")


class Fields:
    """The fields of records, found once for all that have the same names."""

    def __init__(self, told: Mapping[str, str]) -> None:
        self._told = told
        self._known: dict[tuple[str, ...], dict[str, str]] = {}

    def pick(self, row: Mapping[str, Any]) -> dict[str, Any]:
        """Our field → the record's value, without those that are empty."""
        names = tuple(row)
        if (found := self._known.get(names)) is None:
            if len(self._known) > 1_000:
                self._known.clear()
            found = self._known[names] = find_fields(names, self._told)
        return {ours: row[name] for ours, name in found.items() if row.get(name) not in (None, "", [])}


def to_articles(
    values: Mapping[str, Any], source: str, on_error: OnError, reading: Reading, *, line: Decoded = UTF8
) -> Iterator[Article]:
    """The article of what ``Fields.pick`` found, at most one. Raises Refused where there is no text."""
    text, html = _join(values.get("text")), values.get("html")
    told, warnings = _read_told(values, source)
    filled = bool(text) and not text.isspace()
    if filled and not PAGE.match(text):
        found = mend(text, encoding=line.encoding, entities=True)
        warnings = (*line.warnings, *found.warnings, *warnings)
        own = {name: told.pop(name) for name in ("authors", "url") if name in told}
        article = make_article(
            found.text,
            source=source,
            page=False,
            encoding=found.encoding,
            offsets=found.offsets,
            warnings=warnings,
            **told,
        )
        yield replace(article, **own) if own else article
    elif filled or (isinstance(html, str) and html.strip()):
        for article in _read_page(text if filled else str(html), source, on_error, reading):
            yield replace(article, warnings=(*article.warnings, *line.warnings, *warnings), **told)
    else:
        raise Refused("no text in the record", 'give it a field "text", or name yours: --map text=NAME')


def _join(text: Any) -> str:
    """A text, or paragraphs of one."""
    if isinstance(text, list) and all(isinstance(part, str) for part in text):
        return "\n".join(text)
    return text if isinstance(text, str) else ""


def _read_page(html: str, source: str, on_error: OnError, reading: Reading) -> Iterator[Article]:
    from extractor.sources.readers import READERS  # which imports us

    told = replace(reading, encoding="utf-8")
    yield from READERS[".html"](hold(html.encode("utf-8", "replace")), source, on_error, told)


def _read_told(values: Mapping[str, Any], source: str) -> tuple[dict[str, Any], tuple[str, ...]]:
    """What the record tells, which goes before what its text tells; and what in it cannot be read."""
    told: dict[str, Any] = {}
    if (record_id := values.get("id", values.get("url"))) is not None:
        told["record_id"] = str(record_id)
    if isinstance(url := values.get("url"), str) and url.strip():
        told["url"] = url.strip()
    if isinstance(title := values.get("title"), str):
        told["title"] = mend(title, entities=True).text.strip()
    if authors := _read_authors(values.get("author")):
        told["authors"] = authors
    if (date := values.get("date")) is None:
        return told, ()
    if published := read_date(date):
        told["published"] = published
        return told, ()
    return told, (f"{source}: date {date!r} cannot be read; left out",)


def _read_authors(told: Any) -> tuple[str, ...]:
    """From "An Bình, Lê Vy", a list of names, or objects that have a name."""
    if isinstance(told, list):
        names = [part.get("name") if isinstance(part, dict) else part for part in told]
    else:
        names = PARTS.split(told) if isinstance(told, str) else []
    return tuple(mend(name).text.strip() for name in names if isinstance(name, str) and name.strip())


def read_date(told: Any) -> str | None:
    """An ISO day or moment from one, from 29/01/2021 07:00, from an HTTP date, or from seconds since 1970."""
    if isinstance(told, int | float) and not isinstance(told, bool):
        seconds = told / 1000 if MILLISECONDS[0] <= told <= MILLISECONDS[-1] else told
        return datetime.fromtimestamp(seconds, HANOI).isoformat() if SECONDS[0] <= seconds <= SECONDS[-1] else None
    if not isinstance(told, str):
        return None
    readers: tuple[Callable[[str], str | None], ...] = (read_moment, _read_day_first, _read_http_date)
    return next((found for read in readers if (found := read(told.strip()))), None)


def _read_day_first(told: str) -> str | None:
    m = DAY_THEN_TIME.search(told) if len(told) < 100 else None
    day = read_day(f"{m[1]}/{m[2]}/{m[3]}") if m else None
    if not m or not day or not m[4] or int(m[4]) > 23 or int(m[5]) > 59:
        return day
    return f"{day}T{int(m[4]):02}:{m[5]}:00+07:00"


def _read_http_date(told: str) -> str | None:
    try:
        return parsedate_to_datetime(told).isoformat()
    except (ValueError, TypeError, IndexError, OverflowError):
        return None
