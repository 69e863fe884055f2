"""Cells out of records: paths, days, joined names, sentences."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from functools import cache, lru_cache
from typing import Any

Item = Mapping[str, Any]


@cache
def _steps(path: str) -> tuple[str | int, ...]:
    """comparisons[0].value → comparisons, 0, value."""
    return tuple(int(s) if s.isdigit() else s for s in path.replace("[", ".").replace("]", "").split("."))


def follow(value: Any, path: str) -> Any:
    """What stands at ``path`` below ``value``; None where the way ends early."""
    for step in _steps(path):
        if value is None:
            return None
        value = value.get(step) if isinstance(step, str) else next(iter(value[step : step + 1]), None)
    return value


def read_day(value: Any) -> str | None:
    """The ISO day that a moment begins with; None where there is no such day in the calendar (31 February)."""
    return value[:10] if value and to_date(value[:10]) else None


@lru_cache(maxsize=10_000)
def to_date(day: str | None) -> date | None:
    """The day of YYYY-MM-DD, else None."""
    try:
        return date.fromisoformat(day) if day else None
    except ValueError:
        return None


def join_names(names: Sequence[str] | None, item: Item, record: Item) -> str | None:
    """A; B; C."""
    return "; ".join(names) if names else None


def name_today(link: Item | None, item: Item, record: Item) -> str | None:
    """What a linked thing goes by now: what followed it, or itself where it stands."""
    return ("; ".join(link["successors"]) or link["name"]) if link else None


def find_sentence(start: int, item: Item, record: Item) -> str:
    """The words around an item, to the sentence's ends."""
    from extractor.text.enclosing import find_sentences

    (where,) = find_sentences(record["text"], record["zones"], [(start, item["end"])])
    return str(record["text"][slice(*where)])
