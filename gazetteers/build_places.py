"""Make places.tsv, place_successors.tsv and decrees.tsv again: python build_places.py FOLDER

FOLDER holds units.tsv.xz and successors.tsv.xz, put together from the sources that README.md names. Rows of
place_overrides.tsv and place_successor_overrides.tsv come last: a row with the same key replaces, another is added;
kind "none" takes a successor away.
"""

from __future__ import annotations

import csv
import lzma
import sys
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path

HERE = Path(__file__).parent
COLUMNS = ("level", "code", "name", "type", "parent", "valid_from", "valid_to")
HEIR_COLUMNS = ("level", "code", "new_code", "day", "kind")
HEIRS, OWN_HEIRS = "successors.tsv.xz", "place_successor_overrides.tsv"
UNKNOWN = "?"  # a closing day that no source tells; such a row is taken as valid


def main(source: Path) -> None:
    units = list(_read(source / "units.tsv.xz"))
    rows = {(u["level"], u["code"], u["valid_from"]): _row(u) for u in units}
    for own in _overrides("place_overrides.tsv"):
        rows[own["level"], own["code"], own["valid_from"]] = tuple(own[column] for column in COLUMNS)
    _write("places.tsv", COLUMNS, sorted(rows.values(), key=lambda r: (r[0], r[1], r[5])))
    heirs = {(s["level"], s["code"], s["new_code"], s["date"]): _kind(s["kind"]) for s in _read(source / HEIRS)}
    heirs |= {tuple(own[c] for c in HEIR_COLUMNS[:4]): own["kind"] for own in _overrides(OWN_HEIRS)}
    kept = sorted((*key, kind) for key, kind in heirs.items() if kind != "none")
    _write("place_successors.tsv", HEIR_COLUMNS, kept)
    decrees = {(u["valid_to"], paper) for u in units for paper in u["closing_decree"].split(";") if paper}
    _write("decrees.tsv", ("day", "document"), sorted(decrees))


def _row(unit: dict[str, str]) -> tuple[str, ...]:
    closed = "" if unit["valid_to"] == UNKNOWN else unit["valid_to"]
    return (*(unit[c] for c in ("level", "code", "name", "type", "parent_code", "valid_from")), closed)


def _kind(kind: str) -> str:
    """Full or partial: a unit that was merged into another went over in full."""
    return "partial" if kind == "partial" else "full"


def _read(path: Path) -> Iterator[dict[str, str]]:
    with lzma.open(path, "rt", encoding="utf-8") as lines:
        yield from csv.DictReader(lines, delimiter="\t")


def _overrides(name: str) -> Iterator[dict[str, str]]:
    with (HERE / name).open(encoding="utf-8", newline="") as lines:
        yield from csv.DictReader(lines, delimiter="\t", quoting=csv.QUOTE_NONE)


def _write(name: str, columns: Sequence[str], rows: Iterable[Sequence[str]]) -> None:
    with (HERE / name).open("w", encoding="utf-8", newline="") as out:
        table = csv.writer(out, delimiter="\t", lineterminator="\n", quoting=csv.QUOTE_NONE, quotechar=None)
        table.writerow(columns)
        table.writerows(rows)


if __name__ == "__main__":
    main(Path(sys.argv[1]))
