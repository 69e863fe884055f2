"""Which files a path means: a file, a folder's, or what a pattern fits."""

from __future__ import annotations

import glob
import os
from collections.abc import Iterator, Sequence

from extractor.errors import InputError
from extractor.sources.detection import REFUSED, SUFFIXES, find_suffix, strip_packed
from extractor.sources.options import OnError, Reading, Refused
from extractor.sources.readers import CONTAINERS, READERS
from extractor.sources.unpacking import PACKINGS

HIDDEN = ("__MACOSX", "Thumbs.db", "desktop.ini")


def is_listed(name: str) -> bool:
    """Whether a file of a folder or an archive is read without being named: by its suffix, and not if it is hidden."""
    parts = name.replace("\\", "/").split("/")
    if any((part.startswith(".") and part not in (".", "..")) or part in HIDDEN for part in parts):
        return False
    suffix = find_suffix(parts[-1])
    if suffix in PACKINGS:
        bare = find_suffix(strip_packed(parts[-1]))
        return not bare or _is_known(bare)
    return suffix.startswith(".tar.") or _is_known(suffix)


def _is_known(suffix: str) -> bool:
    return suffix in READERS or suffix in CONTAINERS or suffix in REFUSED or suffix in SUFFIXES.values()


def find_files(path: str, on_error: OnError, reading: Reading) -> Iterator[str]:
    """The files of a path, in order. Raises Refused where there are none."""
    if os.path.isdir(path):
        yield from _find_in_folder(path, on_error, reading)
    elif os.path.lexists(path) or not glob.has_magic(path):
        yield path
    else:
        found = sorted(glob.glob(path, recursive=True))
        if not found:
            raise Refused("no file fits the pattern", "check the path")
        for one in found:
            if not os.path.isdir(one):
                if not _is_ours(one, reading):
                    yield one
            elif "**" not in path:
                yield from _find_in_folder(one, on_error, reading)


def _find_in_folder(folder: str, on_error: OnError, reading: Reading) -> Iterator[str]:
    found = False
    for path in _walk(folder, on_error):
        if _is_ours(path, reading):
            continue
        if is_listed(os.path.relpath(path, folder)):
            found = True
            yield path
        else:
            reading.left_out[find_suffix(path)] += 1
    if not found:
        kinds = ", ".join([*READERS, *CONTAINERS, *PACKINGS])
        raise Refused("a folder without texts", f"put files of these kinds there: {kinds}")


def _walk(folder: str, on_error: OnError) -> Iterator[str]:
    """All files below a folder in the order of their names; links to folders are not followed."""
    levels = [_list(folder, on_error)]
    while levels:
        if not levels[-1]:
            levels.pop()
            continue
        entry = levels[-1].pop()
        if entry.is_dir(follow_symlinks=False):
            levels.append(_list(entry.path, on_error))
        elif entry.is_file():
            yield entry.path


def _list(folder: str, on_error: OnError) -> list[os.DirEntry[str]]:
    """What is in a folder, the last name first."""
    try:
        with os.scandir(folder) as entries:
            return sorted(entries, key=lambda entry: entry.name, reverse=True)
    except OSError as error:
        on_error(InputError(folder, f"cannot be read ({error.strerror})", "check the folder and its permissions"))
        return []


def _is_ours(path: str, reading: Reading) -> bool:
    """Whether it is written meanwhile: what is read of it would be written to it again, without an end."""
    if not reading.ours:
        return False
    told = os.stat(path)
    return (told.st_dev, told.st_ino) in reading.ours


def count_bytes(paths: Sequence[str]) -> int | None:
    """The bytes of all files of ``paths`` as they lie on the disk; None where that cannot be known."""
    total = 0
    for path in paths:
        try:
            for file in find_files(path, lambda _: None, Reading()):
                if not os.path.isfile(file):
                    return None
                total += os.path.getsize(file)
        except Refused:
            continue
        except OSError:
            return None
    return total


def find_path(source: str) -> str:
    """The file on the disk that an article's ``source`` tells of: a.zip of a.zip!b.jsonl#3."""
    path = source
    while not os.path.exists(path):
        if (cut := max(path.rfind("!"), path.rfind("#"))) < 0:
            return source
        path = path[:cut]
    return path
