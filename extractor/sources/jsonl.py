"""JSON Lines: one article a line, with text and, if known, title, id and date."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Iterator
from dataclasses import replace
from typing import Any

from extractor.errors import InputError
from extractor.model import Article
from extractor.text import make_article
from extractor.text.dates import read_moment


def read_jsonl(
    lines: Iterable[bytes], source: str, on_error: Callable[[InputError], None], *, first: int = 1
) -> Iterator[Article]:
    """The articles of a JSONL stream; ``source`` becomes file#line, ``first`` is the number of the first line."""
    for number, line in enumerate(lines, first):
        where = f"{source}#{number}"
        if not line.strip():
            continue
        try:
            row = json.loads(line.decode("utf-8-sig"))
        except UnicodeDecodeError as error:
            on_error(InputError(where, f"no UTF-8 text (byte {error.start})", "convert the file to UTF-8"))
            continue
        except (ValueError, RecursionError):
            on_error(InputError(where, "no JSON", "mend or remove the line"))
            continue
        if not isinstance(row, dict) or not isinstance(row.get("text"), str) or not row["text"].strip():
            on_error(InputError(where, "no text in the record", 'give each line a key "text"'))
            continue
        yield to_article(row, where)


def to_article(row: dict[str, Any], where: str) -> Article:
    """The article of a row that has a text."""
    record_id, told = row.get("id"), row.get("date")
    published = read_moment(told) if isinstance(told, str) else None
    article = make_article(
        row["text"],
        source=where,
        record_id=None if record_id is None else str(record_id),
        title=row["title"] if isinstance(row.get("title"), str) else None,
        published=published,
        page=False,
    )
    if told and not published:
        return replace(article, warnings=(*article.warnings, f"{where}: date {told!r} is no ISO date; left out"))
    return article
