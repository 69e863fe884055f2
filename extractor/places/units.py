"""The units table: rows that held between two days, found by code, by name and by day.

A row's key is (level, code, valid_from), since codes are used again. Level 1: province, 2: district (gone on
2025-07-01), 3: commune. ``valid_to`` is the first day on which the row no longer holds; "" is still valid.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Sequence
from datetime import date, timedelta
from functools import cached_property, lru_cache
from pathlib import Path
from typing import NamedTuple

from extractor.data import data_path, read_rows
from extractor.errors import DataError
from extractor.places.spelling import fold_name, loosen, strip_marks

TWO_TIERS = "2025-07-01"  # from this day on communes stand right below provinces
END = "9999-12-31"
LAST = "9999-12-30"  # a day on which whatever is still valid holds
COLUMNS = ("level", "code", "name", "type", "parent", "valid_from", "valid_to")
TABLES = (
    ("places.tsv", COLUMNS),
    ("place_successors.tsv", ("level", "code", "new_code", "day", "kind")),
    ("place_spellings.tsv", ("words", "name", "example")),
)


class Unit(NamedTuple):
    """One row: a unit while its name, type and parent stay the same. ``parent`` is the code of the level above."""

    level: int
    code: str
    name: str
    type: str
    parent: str
    valid_from: str
    valid_to: str

    @property
    def id(self) -> str:
        return f"{self.level}:{self.code}:{self.valid_from}"

    @property
    def full_name(self) -> str:
        """With its type word: "thị xã Hương Trà"."""
        return f"{self.type} {self.name}"

    def held_on(self, day: str) -> bool:
        return self.valid_from <= day < (self.valid_to or END)


class Heir(NamedTuple):
    """A unit that took over another; ``partial``: only a part of it."""

    unit: Unit
    partial: bool


class Units:
    """All units with their indexes; ``successors`` reads (level, code, new code, day, kind), once somebody asks what
    became of a unit; ``spellings``: (as the press writes it, name)."""

    def __init__(
        self,
        rows: Iterable[Unit],
        successors: Callable[[], Sequence[Sequence[str]]] = tuple,
        spellings: Iterable[tuple[str, str]] = (),
    ) -> None:
        self.rows = tuple(rows)
        self._read_successors = successors
        self.spellings = tuple(spellings)
        by_code: dict[tuple[int, str], list[Unit]] = defaultdict(list)
        for unit in self.rows:
            by_code[unit.level, unit.code].append(unit)
        self._by_code = by_code

    def history(self, level: int, code: str) -> tuple[Unit, ...]:
        """Every row of a code, the oldest first."""
        return tuple(sorted(self._by_code.get((level, code), ()), key=lambda u: u.valid_from))

    def at(self, level: int, code: str, day: str) -> Unit | None:
        """The row of a code that holds on ``day``."""
        return next((u for u in self._by_code.get((level, code), ()) if u.held_on(day)), None)

    def get(self, id: str) -> Unit | None:
        """The row with this id ("2:480:2011-11-16"); of a key without a day ("2:480") the latest."""
        level, code, *day = id.split(":")
        rows = self.history(int(level), code) if level.isdigit() else ()
        return next((u for u in rows if u.valid_from == day[0]), None) if day else (rows[-1] if rows else None)

    def named(self, name: str) -> tuple[Unit, ...]:
        """The rows of exactly this name (without type word), in any case and with either tone mark."""
        key = fold_name(name)
        found = self._by_name.get(key, [])
        return tuple(found) + tuple(u for n in self._spelled.get(key, ()) for u in self._by_name.get(n, []))

    def spelled(self, name: str) -> tuple[Unit, ...]:
        """The rows of a name in its other spellings: Đắc Lắc, Qui Nhơn, Mĩ Tho."""
        return tuple(self._by_loose.get(loosen(fold_name(name)), ()))

    def unmarked(self, name: str) -> tuple[Unit, ...]:
        """The rows whose name is this one once all marks are left out."""
        return tuple(self._by_plain.get(strip_marks(loosen(fold_name(name))), ()))

    def parents(self, unit: Unit, day: str | None = None) -> tuple[Unit, ...]:
        """The units above, the nearest first, on ``day`` or the day nearest to it on which the row holds."""
        day = self.clamp(unit, day)
        above: list[Unit] = []
        while unit.level > 1:
            level = 1 if unit.level == 2 or unit.valid_from >= TWO_TIERS else 2
            parent = self.at(level, unit.parent, day)
            if parent is None:
                break
            above.append(parent)
            unit = parent
        return tuple(above)

    def children(self, unit: Unit, day: str | None = None) -> tuple[Unit, ...]:
        """The units right below on ``day``."""
        day = self.clamp(unit, day)
        level = 2 if unit.level == 1 and day < TWO_TIERS else 3
        return tuple(u for u in self._by_parent.get((level, unit.code), ()) if u.held_on(day))

    def clamp(self, unit: Unit, day: str | None) -> str:
        """``day``, or the nearest day to it on which ``unit`` holds; without a day its last one."""
        last = _eve(unit.valid_to) if unit.valid_to else LAST
        return max(unit.valid_from, min(day or LAST, last))

    def next_row(self, unit: Unit) -> Unit | None:
        """The row that carries the same unit on under a new name, type or parent. Across the reform of 2025 an equal
        code is another unit, but for provinces."""
        if not unit.valid_to or (unit.valid_to == TWO_TIERS and unit.level > 1):
            return None
        heirs = self._successors.get((unit.level, unit.code, unit.valid_to))
        return None if heirs else self.at(unit.level, unit.code, unit.valid_to)

    def heirs(self, unit: Unit) -> tuple[Heir, ...]:
        """What took over a row on the day on which it closed: one row where it only changed its name or type."""
        if not unit.valid_to:
            return ()
        if follower := self.next_row(unit):
            return (Heir(follower, partial=False),)
        return self._told_heirs(unit) or self._heirs_of_parts(unit)

    def _told_heirs(self, unit: Unit) -> tuple[Heir, ...]:
        found = []
        for code, kind in self._successors.get((unit.level, unit.code, unit.valid_to), ()):
            levels = (3, 2) if unit.level == 2 else (unit.level,)  # a district of islands became a commune
            heir = next((u for level in levels if (u := self.at(level, code, unit.valid_to))), None)
            if heir:
                found.append(Heir(heir, kind == "partial"))
        return tuple(found)

    def _heirs_of_parts(self, unit: Unit) -> tuple[Heir, ...]:
        """Where the parts of a unit went on the day on which it was dissolved: the units of its own level that hold
        them now, or, since there are no districts, its communes' heirs."""
        parts = [heir.unit for child in self.children(unit) for heir in self.heirs(child)]
        levels = {1: 1, 2: 2 if unit.valid_to < TWO_TIERS else 3}
        level = levels.get(unit.level, 0)
        above = {u.id: u for part in parts for u in (part, *self.parents(part, unit.valid_to)) if u.level == level}
        return tuple(Heir(above[id], partial=len(above) > 1) for id in sorted(above))

    def forerunners(self, unit: Unit) -> tuple[Unit, ...]:
        """The units that went over into a row on the day on which it began or later, its own earlier row not among
        them."""
        return tuple(
            old
            for day, code in self._sources.get((unit.level, unit.code), ())
            if unit.held_on(day) and (old := self._closing(unit.level, code, day)) and self.next_row(old) != unit
        )

    def today(self, unit: Unit) -> tuple[Heir, ...]:
        """The units of today in which this one goes on; a district's are those of its last communes."""
        return self._today(unit, frozenset())

    def _today(self, unit: Unit, seen: frozenset[str]) -> tuple[Heir, ...]:
        if not unit.valid_to:
            return (Heir(unit, partial=False),)
        if unit.id in seen:
            return ()
        seen |= {unit.id}
        if unit.level == 2 and not self.next_row(unit) and not self._told_heirs(unit):
            heirs: Iterable[Heir] = [Heir(part, partial=True) for part in self.children(unit)]
        else:
            heirs = self.heirs(unit)
        whole: dict[str, bool] = {}
        found: dict[str, Unit] = {}
        for heir, partial in heirs:
            for unit_now, part in self._today(heir, seen):
                found[unit_now.id] = unit_now
                whole[unit_now.id] = whole.get(unit_now.id, False) or not (partial or part)
        return tuple(Heir(found[id], not whole[id]) for id in sorted(found))

    def names(self) -> Iterator[str]:
        """Every folded name, the other spellings among them."""
        yield from self._by_name
        yield from self._spelled

    def plain_names(self) -> tuple[str, ...]:
        """Every name without its marks."""
        return tuple(self._by_plain)

    @cached_property
    def successor_rows(self) -> Sequence[Sequence[str]]:
        return self._read_successors()

    @cached_property
    def _by_name(self) -> dict[str, list[Unit]]:
        index: dict[str, list[Unit]] = defaultdict(list)
        folded: dict[str, str] = {}
        for unit in self.rows:
            key = folded.get(unit.name) or folded.setdefault(unit.name, fold_name(unit.name))
            index[key].append(unit)
        return dict(index)

    @cached_property
    def _spelled(self) -> dict[str, list[str]]:
        index: dict[str, list[str]] = defaultdict(list)
        for words, name in self.spellings:
            index[fold_name(words)].append(fold_name(name))
        return dict(index)

    def _closing(self, level: int, code: str, day: str) -> Unit | None:
        return next((u for u in self._by_code.get((level, code), ()) if u.valid_to == day), None)

    @cached_property
    def _sources(self) -> dict[tuple[int, str], list[tuple[str, str]]]:
        index: dict[tuple[int, str], list[tuple[str, str]]] = defaultdict(list)
        for (level, code, day), heirs in self._successors.items():
            for new_code, _ in heirs:
                index[level, new_code].append((day, code))
        return dict(index)

    @cached_property
    def _by_loose(self) -> dict[str, list[Unit]]:
        index: dict[str, list[Unit]] = defaultdict(list)
        for key, units in self._by_name.items():
            index[loosen(key)] += units
        return dict(index)

    @cached_property
    def _by_plain(self) -> dict[str, list[Unit]]:
        index: dict[str, list[Unit]] = defaultdict(list)
        for key, units in self._by_loose.items():
            index[strip_marks(key)] += units
        for key, names in self._spelled.items():
            index[strip_marks(key)] += [u for name in names for u in self._by_name.get(name, ())]
        return dict(index)

    @cached_property
    def _by_parent(self) -> dict[tuple[int, str], list[Unit]]:
        index: dict[tuple[int, str], list[Unit]] = defaultdict(list)
        for unit in self.rows:
            index[unit.level, unit.parent].append(unit)
        return dict(index)

    @cached_property
    def _successors(self) -> dict[tuple[int, str, str], list[tuple[str, str]]]:
        index: dict[tuple[int, str, str], list[tuple[str, str]]] = defaultdict(list)
        for level, code, new_code, day, kind in self.successor_rows:
            index[int(level), code, day].append((new_code, kind))
        return dict(index)


def _eve(day: str) -> str:
    return str(date.fromisoformat(day) - timedelta(days=1))


@lru_cache(maxsize=4)
def load_units(folder: Path | None = None) -> Units:
    """The shipped units; those of ``folder``/places.tsv replace rows of the same key or are added.

    Raises DataError naming file and line.
    """
    folders = (None, folder) if folder else (None,)
    rows = read_places(None)
    if folder:
        own = read_places(folder)
        replaced = {unit.id for unit in own}
        rows = [unit for unit in rows if unit.id not in replaced] + own
    spelled = [(words, name) for root in folders for words, name, _ in _read(root, *TABLES[2])]
    return Units(rows, lambda: [cells for root in folders for cells in _read(root, *TABLES[1])], spelled)


def read_places(folder: Path | None) -> list[Unit]:
    """The rows of places.tsv, the shipped one or ``folder``'s. Raises DataError naming file and line."""
    table = _read(folder, *TABLES[0])
    try:
        return [Unit(int(level), *rest) for level, *rest in table]
    except ValueError:
        bad = next(cells for cells in table if not cells[0].isdigit())
        raise DataError(TABLES[0][0], f"level {bad[0]!r} of {bad[2]!r} is no number", "write 1, 2 or 3") from None


def _read(folder: Path | None, name: str, columns: Sequence[str]) -> list[list[str]]:
    if folder is None:
        return read_rows(data_path("gazetteers", name), columns)
    if not folder.is_dir():
        raise DataError(str(folder), "no such folder", "name a folder that holds gazetteer tables (places.tsv)")
    return read_rows(path, columns) if (path := folder / name).exists() else []
