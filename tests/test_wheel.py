"""The wheel holds its data: what it installs works where no checkout is."""

from __future__ import annotations

import json
import subprocess
import sys
import zipfile
from pathlib import Path

ROOT = Path(__file__).parents[1]


def test_wheel_works_outside_the_checkout(tmp_path: Path) -> None:
    build = [sys.executable, "-m", "hatchling", "build", "-t", "wheel", "-d", str(tmp_path)]
    subprocess.run(build, cwd=ROOT, check=True, capture_output=True)
    (wheel,) = tmp_path.glob("*.whl")
    site = tmp_path / "site"
    with zipfile.ZipFile(wheel) as packed:
        packed.extractall(site)
    text = "Theo Chủ tịch UBND huyện Mai Sơn Lò Văn Bình, huyện đạt 9/11 chỉ tiêu."
    program = (
        f"import sys; sys.path.insert(0, {str(site)!r}); import extractor; print(extractor.__file__);"
        "from extractor.cli import main; sys.argv = ['vnfacts', 'extract', '-']; main()"
    )
    done = subprocess.run(
        [sys.executable, "-c", program], input=text.encode(), cwd=tmp_path, check=True, capture_output=True
    )
    where, record = done.stdout.decode().splitlines()
    assert Path(where).is_relative_to(site)
    assert [(f["value"], f["total"]) for f in json.loads(record)["facts"]] == [(9, 11)]
    assert json.loads(record)["roles"][0]["person"] == "Lò Văn Bình"
    names = zipfile.ZipFile(wheel).namelist()
    for needed in ("extractor/rules/", "extractor/lexicon/", "extractor/gazetteers/", "extractor/models/"):
        assert any(name.startswith(needed) for name in names), needed
