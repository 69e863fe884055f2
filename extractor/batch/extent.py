"""How much of the input has been read, in bytes as they lie on the disk."""

from __future__ import annotations

import os
from collections.abc import Iterator, Sequence
from contextlib import suppress
from pathlib import Path

from extractor.sources import READERS, find_kind


class Extent:
    """``share`` is None where the whole is not known: standard input, a pipe, or a system that tells no positions."""

    def __init__(self, paths: Sequence[str]) -> None:
        self._paths = paths
        self._total: int | None = None
        self._passed, self._file = 0, ""

    def measure(self) -> None:
        """Add up the sizes of all files; with a million of them this takes seconds."""
        if all(os.path.isfile(path) or os.path.isdir(path) for path in self._paths):
            with suppress(OSError):
                self._total = sum(file.stat().st_size for file in _list_files(self._paths))

    def enter(self, source: str) -> None:
        """Tell the source of the article that was just read."""
        file = source if os.path.exists(source) else source.rpartition("#")[0]
        if file != self._file:
            with suppress(OSError):
                self._passed += os.stat(self._file).st_size
            self._file = file

    @property
    def share(self) -> float | None:
        """From 0 to 1."""
        if not self._total:
            return None
        return min(1.0, (self._passed + _find_position(self._file)) / self._total)


def _list_files(paths: Sequence[str]) -> Iterator[Path]:
    for path in map(Path, paths):
        if path.is_dir():
            yield from (file for file in path.rglob("*") if find_kind(file) in READERS and file.is_file())
        else:
            yield path


def _find_position(file: str) -> int:
    """How far this process has read the file, by Linux's own account; 0 elsewhere or where it is closed."""
    with suppress(OSError):
        for descriptor in os.listdir("/proc/self/fd"):
            with suppress(OSError):
                if file and os.path.samefile(f"/proc/self/fd/{descriptor}", file):
                    return int(Path("/proc/self/fdinfo", descriptor).read_text().split()[1])
    return 0
