"""Days and moments as people and files write them."""

from __future__ import annotations

import re
from datetime import date, datetime

DAY_FIRST = re.compile(r"(\d{1,2})/(\d{1,2})/(\d{4})")
ISO_DAY = re.compile(r"\d{4}-\d{2}-\d{2}")


def read_day(text: str) -> str | None:
    """An ISO day from 2021-01-29 or 29/01/2021; None for what no calendar has."""
    if m := DAY_FIRST.fullmatch(text):
        text = f"{m[3]}-{int(m[2]):02}-{int(m[1]):02}"
    try:
        return date.fromisoformat(text).isoformat() if ISO_DAY.fullmatch(text) else None
    except ValueError:
        return None


def read_moment(text: str) -> str | None:
    """An ISO day, or an ISO moment as it was written; None for anything else."""
    if day := read_day(text.strip()):
        return day
    try:
        return datetime.fromisoformat(text.strip()).isoformat() if ISO_DAY.match(text.strip()) else None
    except ValueError:
        return None
