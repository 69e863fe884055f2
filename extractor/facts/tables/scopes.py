"""Heads that set one scope over another: TH/KH, 2021/2020, ƯTH 2023/TH 2022."""

from __future__ import annotations

from collections.abc import Sequence

from extractor.facts.tables.stretches import YEAR
from extractor.facts.tables.words import match_at

IN_SCOPE = frozenset({"năm", "quý", "tháng", "t", "q", "i", "ii", "iii", "iv"})
SCOPES = frozenset({"status", "plan"})
BESIDE = frozenset({"against", "attain", "change", "share"})


def find_over(keys: Sequence[str], taken: Sequence[str | None]) -> int | None:
    """Where the second scope begins; None where the stroke parts something else (quý I/2021, tăng/giảm)."""
    at = next((n for n, key in enumerate(keys) if key == "/" and taken[n] is None), 0)
    if not at or not (_is_scope(keys, taken, 0, at) and _is_scope(keys, taken, at + 1, len(keys))):
        return None
    dated = any(YEAR.fullmatch(key) for key in keys[:at])
    told = any("status" in match_at(keys, n)[1] for n in range(at + 1, len(keys)))
    return at + 1 if dated or told else None


def _is_scope(keys: Sequence[str], taken: Sequence[str | None], start: int, end: int) -> bool:
    """Whether some words tell a status or a year, and nothing else."""
    at, told = start, False
    while at < end:
        size, kinds = match_at(keys, at)
        scope = bool(SCOPES & kinds.keys()) or YEAR.fullmatch(keys[at]) is not None
        passes = scope or bool(BESIDE & kinds.keys()) or taken[at] is not None or keys[at].isdigit()
        if not passes and keys[at] not in IN_SCOPE:
            return False
        told |= scope
        at += size
    return told
