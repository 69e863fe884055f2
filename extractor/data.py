"""Where data files stand, and how a table is read: one place for both."""

from __future__ import annotations

import csv
import os
from functools import lru_cache
from pathlib import Path

from extractor.errors import DataError

PACKAGE = Path(__file__).resolve().parent


def data_path(*parts: str) -> Path:
    """The file ``parts``: in the folder of VNFACTS_HOME, else in the package (a wheel), else in the checkout."""
    roots = [Path(own)] if (own := os.environ.get("VNFACTS_HOME")) else []
    for root in (*roots, PACKAGE, PACKAGE.parent):
        if (path := root.joinpath(*parts)).exists():
            return path
    raise DataError("/".join(parts), "data file not found", "install vnfacts again, or set VNFACTS_HOME to its folder")


def list_files(folder: Path | None, pattern: str) -> list[Path]:
    """The files of a user's folder, sorted. Raises DataError where it is missing or holds none."""
    if folder is None:
        return []
    if not folder.is_dir():
        raise DataError(str(folder), "no such folder", f"name a folder that holds {pattern} files")
    if not (found := sorted(folder.glob(pattern))):
        raise DataError(str(folder), f"no {pattern} file in it", "name the folder that holds them")
    return found


@lru_cache(maxsize=64)
def read_table(path: Path) -> tuple[dict[str, str], ...]:
    """The rows of a tab-separated table with a header line. Raises DataError naming file and line."""
    rows = []
    with path.open(encoding="utf-8", newline="") as lines:
        reader = csv.reader(lines, delimiter="\t", quoting=csv.QUOTE_NONE)
        header = next(reader, [])
        for row in reader:
            if not row or row[0].startswith("#"):
                continue
            if len(row) != len(header):
                where = f"{path.name}:{reader.line_num}"
                raise DataError(where, f"{len(row)} columns where the header has {len(header)}", "mend the row")
            rows.append(dict(zip(header, row, strict=True)))
    return tuple(rows)
