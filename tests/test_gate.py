"""The gate fails under a floor, and floors only rise unless a flag says otherwise."""

from __future__ import annotations

import os
import subprocess
import sys
import tomllib
from pathlib import Path

ROOT = Path(__file__).parents[1]
sys.path.insert(0, str(ROOT / "benchmarks"))

from gate import failures, write  # noqa: E402


def test_figure_under_its_floor_is_named() -> None:
    measured = {"own": {"full": 0.899, "detect": 0.95}}
    assert failures(measured, {"own": {"full": 0.9, "detect": 0.95}}) == ["own: full is 0.8990, under its floor 0.900"]
    assert failures(measured, {"dev": {"full": 1.0}}) == []


def test_floors_rise_and_fall_only_by_flag(tmp_path: Path) -> None:
    path = tmp_path / "floors.toml"
    floors = {"own": {"full": 0.9, "roles": 0.5}}
    measured = {"own": {"full": 0.8, "roles": 0.6789}}
    write(measured, floors, lower=False, path=path)
    assert tomllib.loads(path.read_text(encoding="utf-8")) == {"own": {"full": 0.9, "roles": 0.678}}
    write(measured, floors, lower=True, path=path)
    assert tomllib.loads(path.read_text(encoding="utf-8"))["own"]["full"] == 0.8


def gate(*arguments: str, data: str) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, str(ROOT / "benchmarks" / "gate.py"), *arguments]
    return subprocess.run(
        command, env={**os.environ, "VNFACTS_DATA": data}, capture_output=True, text=True, check=False
    )


def test_missing_set_fails(tmp_path: Path) -> None:
    done = gate(data=str(tmp_path))
    assert done.returncode == 1
    assert "the set 'dev' is missing" in done.stderr


def test_set_without_the_flag_is_refused() -> None:
    done = gate("--set", data="")
    assert done.returncode == 1
    assert "--allow-lower" in done.stderr
