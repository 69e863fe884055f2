"""Where data files stand, and how a table is read: one place for both."""

from __future__ import annotations

import os
from collections.abc import Iterator, Sequence
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
    rows = iterate_rows(path)
    header = next(rows, [])
    return tuple(dict(zip(header, row, strict=True)) for row in rows)


def iterate_rows(path: Path) -> Iterator[list[str]]:
    """The cells of every row, the header's first. Raises DataError naming file and line."""
    width = 0
    with path.open(encoding="utf-8", newline="\n") as lines:
        for number, line in enumerate(lines, 1):
            cells = line.rstrip("\r\n").split("\t")
            if line[0] == "#" or cells == [""]:
                continue
            if width and len(cells) != width:
                seen = f"{len(cells)} columns where the header has {width}"
                raise DataError(f"{path.name}:{number}", seen, "mend the row")
            width = len(cells)
            yield cells


def read_rows(path: Path, columns: Sequence[str]) -> list[list[str]]:
    """The cells of every row below the header, which must be ``columns``. Raises DataError naming file and line."""
    rows = list(iterate_rows(path))
    if not rows or rows[0] != list(columns):
        raise DataError(f"{path.name}:1", "another header", f"its columns are {', '.join(columns)}")
    return rows[1:]
