"""Make places.tsv (provinces and districts, 2004–2026) from a units table: python build_places.py UNITS.tsv.xz"""

from __future__ import annotations

import csv
import lzma
import sys
from pathlib import Path

COLUMNS = ("id", "name", "type", "parent", "valid_from", "valid_to")


def main() -> None:
    with lzma.open(sys.argv[1], "rt", encoding="utf-8") as lines:
        units = [u for u in csv.DictReader(lines, delimiter="\t") if u["level"] in ("1", "2")]
    provinces = [u for u in units if u["level"] == "1"]
    with (Path(__file__).parent / "places.tsv").open("w", encoding="utf-8", newline="") as out:
        rows = csv.writer(out, delimiter="\t", lineterminator="\n", quoting=csv.QUOTE_NONE)
        rows.writerow(COLUMNS)
        for u in units:
            parent = next((f"{p['type']} {p['name']}" for p in provinces if _holds(p, u)), "")
            key = f"{u['level']}:{u['code']}:{u['valid_from']}"
            rows.writerow((key, u["name"], u["type"], parent, u["valid_from"], u["valid_to"]))


def _holds(province: dict[str, str], unit: dict[str, str]) -> bool:
    """Whether ``province`` is the parent of ``unit`` on the day that the unit's row begins."""
    same = (province["code"], province["system"]) == (unit["parent_code"], unit["system"])
    return same and province["valid_from"] <= unit["valid_from"] < (province["valid_to"] or "9999")


if __name__ == "__main__":
    main()
