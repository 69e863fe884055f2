"""Where output goes: standard output, a file, or a folder; what is written is whole or not there."""

from __future__ import annotations

import os
import shutil
import sys
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import BinaryIO

from extractor.errors import UsageError
from extractor.sinks.writer import Writer

MARK = ".vnfacts-export"  # in every folder of ours, written last: what is newer, someone else has made or changed


@contextmanager
def open_output(writer: Writer, output: str | None) -> Iterator[BinaryIO | Path]:
    """The stream, or the empty folder, that ``writer`` is to write to. It takes its name at the end; after an error or
    an interruption what had the name before still has it. What goes beside it and is there already stays."""
    if output is None:
        yield _find_stdout(writer)
        return
    path = Path(os.path.realpath(output))
    try:
        with _open_folder(path) if writer.gives == "folder" else _open_file(path) as out:
            yield out
        for suffix, content in writer.beside.items():
            if not path.with_suffix(suffix).exists():
                with _open_file(path.with_suffix(suffix)) as file:
                    file.write(content.encode("utf-8"))
    except OSError as error:
        raise UsageError(output, f"cannot be written ({error.strerror or error})", "choose another -o") from None


def _find_stdout(writer: Writer) -> BinaryIO:
    if writer.gives == "folder":
        raise UsageError(f"--format {writer.name}", "is a folder", "say where it goes with -o FOLDER")
    if writer.gives == "binary" and sys.stdout.isatty():
        raise UsageError(f"--format {writer.name}", "is no text for a terminal", "say where it goes with -o FILE")
    return sys.stdout.buffer


@contextmanager
def _open_file(path: Path) -> Iterator[BinaryIO]:
    part = path.with_name(path.name + ".part")
    try:
        with part.open("wb") as out:
            yield out
        os.replace(part, path)
    finally:
        with suppress(OSError):
            part.unlink()


@contextmanager
def _open_folder(path: Path) -> Iterator[Path]:
    part, old = (path.with_name(path.name + suffix) for suffix in (".part", ".old"))
    _check_ours(path)
    for left in (part, old):  # of a run that was killed
        _check_ours(left, finished=False)
        shutil.rmtree(left, ignore_errors=True)
    part.mkdir()
    try:
        _mark(part)
        yield part
        _mark(part)
        if path.exists():
            path.rename(old)
        part.rename(path)
        shutil.rmtree(old, ignore_errors=True)
    finally:
        shutil.rmtree(part, ignore_errors=True)


def _mark(folder: Path) -> None:
    (folder / MARK).write_text("Written by vnfacts, which may replace this folder as a whole.\n", encoding="utf-8")


def _check_ours(path: Path, *, finished: bool = True) -> None:
    """Raise UsageError where replacing ``path`` would cost somebody something."""
    if path.exists() and not path.is_dir():
        raise UsageError(str(path), "is a file, and a folder is to be written", "remove it or choose another -o")
    files = list(path.iterdir()) if path.exists() else []
    mark = path / MARK
    if files and not mark.exists():
        raise UsageError(str(path), "holds files that vnfacts did not write", "choose another -o")
    if finished and any(file.stat().st_mtime_ns > mark.stat().st_mtime_ns for file in files):
        raise UsageError(str(path), "was changed since vnfacts wrote it", "move it away or choose another -o")
