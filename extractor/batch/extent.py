"""How much of the input has been read, in bytes as they lie on the disk."""

from __future__ import annotations

import os
from collections.abc import Sequence
from contextlib import suppress
from pathlib import Path

from extractor.sources import count_bytes, find_path


class Extent:
    """``share`` is None where the whole is not known: standard input, a pipe, or a system that tells no positions."""

    def __init__(self, paths: Sequence[str]) -> None:
        self._paths = paths
        self._total: int | None = None
        self._passed, self._file = 0, ""

    def measure(self) -> None:
        """Add up the sizes of all files; with a million of them this takes seconds."""
        self._total = count_bytes(self._paths)

    def enter(self, source: str) -> None:
        """Tell the source of the article that was just read."""
        if self._file and source.startswith(self._file) and source[len(self._file) :][:1] in ("", "#", "!"):
            return
        if (file := find_path(source)) != self._file:
            with suppress(OSError):
                self._passed += os.stat(self._file).st_size
            self._file = file

    @property
    def share(self) -> float | None:
        """From 0 to 1."""
        if not self._total:
            return None
        return min(1.0, (self._passed + _find_position(self._file)) / self._total)


def _find_position(file: str) -> int:
    """How far this process has read the file, by Linux's own account; 0 elsewhere or where it is closed."""
    with suppress(OSError):
        for descriptor in os.listdir("/proc/self/fd"):
            with suppress(OSError):
                if file and os.path.samefile(f"/proc/self/fd/{descriptor}", file):
                    return int(Path("/proc/self/fdinfo", descriptor).read_text().split()[1])
    return 0
