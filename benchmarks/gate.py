"""Hold every figure that is reached: fail where one falls under its floor of floors.toml.

usage: python benchmarks/gate.py [--raise | --set --allow-lower]
The set "own" is always measured; the outside ones where VNFACTS_DATA names the folder of gold/ and corpora/, and then
a missing one fails.
--raise writes the figures that are higher than their floors; a floor is lowered only by --set --allow-lower.
"""

from __future__ import annotations

import math
import os
import sys
import tomllib
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
sys.path[:0] = [str(ROOT), str(ROOT / "benchmarks")]
import links
import names
from evaluate import figures, load, run, total

OUTSIDE = ("dev", "more", "test", "roles", "roles-test")
NAMES = ("PERSON", "ORG", "LOC", "POSITION", "main", "all", "found")
FLOORS = ROOT / "benchmarks" / "floors.toml"
Figures = dict[str, dict[str, float]]


def measure(sets: list[str], data: Path | None) -> Figures:
    """The figures of each set; one without passages is an error."""
    measured: Figures = {}
    for name in sets:
        try:
            passages = load(name, data)
        except OSError as error:
            raise SystemExit(f"gate: the set {name!r} is missing ({error}); look at VNFACTS_DATA") from None
        if not passages:
            raise SystemExit(f"gate: no passage of the set {name!r}; look at VNFACTS_DATA")
        measured[name] = figures(total(run(passages)))
    return measured


def failures(measured: Figures, floors: Figures) -> list[str]:
    """One line for each figure under its floor."""
    return [
        f"{name}: {figure} is {measured[name][figure]:.4f}, under its floor {floor:.3f}"
        for name, held in floors.items()
        if name in measured
        for figure, floor in held.items()
        if measured[name][figure] < floor
    ]


def write(measured: Figures, floors: Figures, *, lower: bool, path: Path = FLOORS) -> None:
    """Write floors: the measured figures rounded down; those that would fall stay unless ``lower``."""
    lines = ["# Figures that are held (benchmarks/gate.py): by set, rounded down to three places."]
    for name in {**floors, **measured}:
        held = floors.get(name, {})
        now = {figure: math.floor(value * 1000) / 1000 for figure, value in measured.get(name, {}).items()}
        lines += ["", f"[{name}]"]
        for figure in {**held, **now}:
            value = now.get(figure, held.get(figure, 0.0))
            lines.append(f'"{figure}" = {value if lower else max(value, held.get(figure, 0.0))}')
    path.write_text("\n".join(lines) + "\n", encoding="utf-8")


def main(arguments: list[str]) -> None:
    floors: Figures = tomllib.loads(FLOORS.read_text(encoding="utf-8")) if FLOORS.exists() else {}
    if "--set" in arguments and "--allow-lower" not in arguments:
        raise SystemExit("gate: --set may lower a floor; say so with --allow-lower, or use --raise")
    data = Path(os.environ["VNFACTS_DATA"]) if os.environ.get("VNFACTS_DATA") else None
    measured = measure(["own", *(OUTSIDE if data else ())], data)
    if data:
        measured |= {"links": links.measure(data, "dev"), "links-test": links.measure(data, "test")}
        read = names.measure_test(data)
        measured["names"] = {label: read[label][1 if label == "found" else 2] for label in NAMES}
    for name, values in measured.items():
        print(f"{name:10} " + "  ".join(f"{figure} {value:.3f}" for figure, value in values.items()))
    if "--raise" in arguments or "--set" in arguments:
        write(measured, floors, lower="--set" in arguments)
        return
    fallen = failures(measured, floors)
    if fallen:
        raise SystemExit("gate: " + "\ngate: ".join(fallen))
    print("gate: every floor holds")


if __name__ == "__main__":
    main(sys.argv[1:])
