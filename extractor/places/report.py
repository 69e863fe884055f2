"""A unit as a record for programs and people: names, parents, life, and what it is today."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from extractor.places.spelling import strip_marks
from extractor.places.units import Heir, Unit, Units

ENGLISH = {
    "tỉnh": "Province", "thành phố": "City", "huyện": "District", "quận": "District", "thị xã": "Town",
    "xã": "Commune", "phường": "Ward", "thị trấn": "Township", "đặc khu": "Special Administrative Region",
}  # fmt: skip
KNOWN = {"Hà Nội": "Hanoi", "Hồ Chí Minh": "Ho Chi Minh"}


def english_name(unit: Unit) -> str:
    """As the state's English pages write it: "Huong Tra Town", "District 1"."""
    kind = ENGLISH[unit.type]
    if unit.name.isdigit():
        return f"{kind} {unit.name}"
    plain = strip_marks(unit.name.replace("Đ", "D"))
    return f"{KNOWN.get(unit.name, plain)} {kind}"


def describe(unit: Unit, units: Units, *, on: str | None = None) -> dict[str, Any]:
    """The record of ``lookup``: ``successors`` took over when the row closed, ``today`` is what holds now."""
    return {
        "id": unit.id,
        "name": unit.full_name,
        "english": english_name(unit),
        "type": unit.type,
        "level": unit.level,
        "code": unit.code,
        "parents": [parent.full_name for parent in units.parents(unit, on)],
        "valid_from": unit.valid_from,
        "valid_to": unit.valid_to or None,
        "successors": [_heir(heir) for heir in units.heirs(unit)],
        "today": [_heir(heir) for heir in units.today(unit)],
    }


def _heir(heir: Heir) -> dict[str, Any]:
    return {"id": heir.unit.id, "name": heir.unit.full_name, "kind": "partial" if heir.partial else "full"}


def show_heirs(heirs: list[dict[str, Any]], *, limit: int = 6) -> str:
    """Names in a line, those that only took a part marked; a long list is cut."""
    told = [h["name"] + (" (một phần)" if h["kind"] == "partial" else "") for h in heirs[:limit]]
    return ", ".join(told) + (f" … +{len(heirs) - limit}" if len(heirs) > limit else "")


def tell_life(unit: Unit, units: Units) -> Iterator[tuple[str, str]]:
    """(day, what happened) of a unit, from the first row of its code that led to ``unit`` to what it is today."""
    rows = [unit]
    while before := next((u for u in units.history(unit.level, unit.code) if units.next_row(u) == rows[0]), None):
        rows.insert(0, before)
    while (after := units.next_row(rows[-1])) is not None:
        rows.append(after)
    for old, row in zip((None, *rows), rows, strict=False):
        yield row.valid_from, _change(old, row, units)
        came = [u.full_name for u in units.forerunners(row)]
        if came:
            yield row.valid_from, "took over " + ", ".join(came)
    if rows[-1].valid_to:
        heirs = [_heir(heir) for heir in units.heirs(rows[-1])]
        yield rows[-1].valid_to, "gone" + (": became " + show_heirs(heirs, limit=20) if heirs else "")
        today = [_heir(heir) for heir in units.today(rows[-1])]
        if today != heirs:
            yield "today", show_heirs(today, limit=40) or "no successor is known"


def _change(old: Unit | None, row: Unit, units: Units) -> str:
    above = ", ".join(parent.full_name for parent in units.parents(row, row.valid_from))
    if old is None:
        return f"{row.full_name}" + (f", {above}" if above else "")
    told = []
    if old.full_name != row.full_name:
        told.append(f"{old.full_name} → {row.full_name}")
    if old.parent != row.parent or not told:
        told.append(f"now in {above}" if above else "carried on")
    return "; ".join(told)
