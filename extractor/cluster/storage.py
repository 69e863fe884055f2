"""Files on this machine or at an address of fsspec (s3://bucket/folder): opened, listed, put in their place."""

from __future__ import annotations

import io
import os
import shutil
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import TYPE_CHECKING, cast
from uuid import uuid4

from extractor.errors import UsageError

if TYPE_CHECKING:
    from fsspec import AbstractFileSystem


def join(folder: str, *names: str) -> str:
    """The address below a folder."""
    return "/".join([folder.rstrip("/"), *names])


def find_filesystem(address: str) -> tuple[AbstractFileSystem, str]:
    """What serves the address, and the path there. Raises UsageError where a package for it is missing."""
    from fsspec.core import url_to_fs

    try:
        fs, path = url_to_fs(address)
    except ImportError as error:
        remedy = "install it on every machine: s3fs for s3://, gcsfs for gs://, adlfs for abfs://"
        raise UsageError(address, f"needs a package that is not installed ({error})", remedy) from None
    except ValueError as error:
        raise UsageError(address, f"is no address ({error})", "give a path, or s3://bucket/folder") from None
    return fs, str(path)


@contextmanager
def open_file(address: str) -> Iterator[io.BufferedReader]:
    """The file's bytes; what ``open`` raises."""
    fs, path = find_filesystem(address)
    with fs.open(path, "rb") as file:
        yield cast(io.BufferedReader, file if hasattr(file, "peek") else io.BufferedReader(file))


def publish(made: Path, address: str) -> None:
    """Give a finished file its place; whoever looks sees all of it or what was there before."""
    fs, path = find_filesystem(address)
    if not _is_local(fs):
        fs.put_file(str(made), path)  # an object store shows an object when it is whole
        return
    target = Path(path)
    target.parent.mkdir(parents=True, exist_ok=True)
    part = target.with_name(f".{target.name}.{uuid4().hex}.part")
    try:
        shutil.copyfile(made, part)
        os.replace(part, target)
    finally:
        with suppress(OSError):
            part.unlink()


def list_names(folder: str) -> list[str]:
    """The names of the files in a folder; none where there is no such folder."""
    fs, path = find_filesystem(folder)
    fs.invalidate_cache()  # other machines write there
    with suppress(FileNotFoundError):
        return sorted(str(found).rstrip("/").rpartition("/")[2] for found in fs.ls(path, detail=False))
    return []


def remove(address: str) -> None:
    """Take a file away, if it is there."""
    fs, path = find_filesystem(address)
    with suppress(FileNotFoundError):
        fs.rm_file(path)


def _is_local(fs: AbstractFileSystem) -> bool:
    return "file" in ((fs.protocol,) if isinstance(fs.protocol, str) else fs.protocol)
