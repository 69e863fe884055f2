"""Lint gazetteer tables: what a table of units must keep, whoever edits it."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import pairwise
from pathlib import Path

from extractor.errors import DataError
from extractor.places.lookup import LEVELS
from extractor.places.units import TABLES, TWO_TIERS, Unit, Units, load_units, read_places

KINDS = ("full", "partial")
CODES = {1: r"\d{2}", 2: r"\d{3}", 3: r"\d{5}"}
OWN_CODE = r"[a-z][\w-]*"  # a user's own unit has a code that no office gives


@dataclass(frozen=True, slots=True)
class Complaint:
    """What is wrong with a row, and what to do."""

    table: str
    row: str
    wrong: str
    remedy: str

    def __str__(self) -> str:
        return "\t".join((self.table, self.row, self.wrong, self.remedy))


def check_tables(folder: Path | None = None) -> Iterator[Complaint]:
    """Every complaint about the shipped tables, or about those of ``folder`` read over them."""
    try:
        units = load_units(folder)
        own = read_places(folder)
        _ = units.successor_rows
    except DataError as error:
        yield Complaint(TABLES[0][0], "", str(error), "mend the row")
        return
    for unit in own:
        yield from _check_unit(unit, units)
    for unit in {(u.level, u.code): u for u in own}.values():
        yield from _check_life(units.history(unit.level, unit.code))
    yield from _check_heirs(units)
    for words, name in units.spellings:
        if not units.named(name):
            yield Complaint(TABLES[2][0], words, f"no unit is called {name}", "write the name as places.tsv has it")


def _check_unit(unit: Unit, units: Units) -> Iterator[Complaint]:
    def complain(wrong: str, remedy: str) -> Complaint:
        return Complaint(TABLES[0][0], f"{unit.id} {unit.full_name}", wrong, remedy)

    if unit.type not in LEVELS.get(unit.level, ()):
        yield complain(f"{unit.type!r} is no type of level {unit.level}", "see docs/places.md for levels")
    if not re.fullmatch(f"{CODES.get(unit.level, '')}|{OWN_CODE}", unit.code):
        yield complain(f"{unit.code!r} is no code of level {unit.level}", "write the office's digits, or a word")
    if not unit.name or unit.name != " ".join(unit.name.split()):
        yield complain("the name is empty or has stray spaces", "write the name without its type word")
    for day in filter(None, (unit.valid_from, unit.valid_to)):
        if not _is_day(day):
            yield complain(f"{day!r} is no day", "write it as 2021-01-29")
    if unit.valid_to and unit.valid_to <= unit.valid_from:
        yield complain("it ends before it begins", "valid_to is the first day on which it no longer holds")
    elif unit.level > 1 and not units.parents(unit, unit.valid_from):
        yield complain(f"no parent {unit.parent!r} on {unit.valid_from}", "give the code of a unit that held that day")


def _check_life(rows: Sequence[Unit]) -> Iterator[Complaint]:
    for old, new in pairwise(rows):
        if new.valid_from < (old.valid_to or "9999"):
            wrong = f"overlaps {old.full_name}, which holds until {old.valid_to or 'today'}"
            yield Complaint(TABLES[0][0], f"{new.id} {new.full_name}", wrong, "close the earlier row first")


def _check_heirs(units: Units) -> Iterator[Complaint]:
    for level, code, new_code, day, kind in units.successor_rows:
        row = f"{level}:{code} {day}"
        if not any(u.valid_to == day for u in units.history(int(level), code)):
            yield Complaint(TABLES[1][0], row, "no row of this code closes on that day", "mend code or day")
        levels = (3, 2) if level == "2" and day >= TWO_TIERS else (int(level),)
        if not any(units.at(n, new_code, day) for n in levels):
            yield Complaint(TABLES[1][0], row, f"no unit {new_code} holds on that day", "mend new_code or day")
        if kind not in KINDS:
            yield Complaint(TABLES[1][0], row, f"{kind!r} is no kind", f"use {' or '.join(KINDS)}")


def _is_day(text: str) -> bool:
    try:
        return len(text) == 10 and bool(date.fromisoformat(text))
    except ValueError:
        return False
