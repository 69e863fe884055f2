"""Zip files: every member that is a file; links are none."""

from __future__ import annotations

import zipfile
from collections.abc import Iterator
from functools import partial
from io import BufferedReader
from stat import S_ISLNK
from typing import IO, cast

from extractor.sources.containers import Member
from extractor.sources.options import Refused, read_whole
from extractor.sources.streams import hold
from extractor.sources.unpacking import BUFFER, Budget, Metered

ENCRYPTED, UTF8 = 0x1, 0x800  # bits of a member's flags
CAREFUL = 4096  # bytes to ask for where the library bounds what goes in, not what comes out


class Inflated(Metered):
    """A member, unpacked."""

    def __init__(self, stream: IO[bytes], info: zipfile.ZipInfo, budget: Budget) -> None:
        super().__init__(budget)
        self._stream, self._taken = cast(BufferedReader, stream), info.compress_size
        self._most = BUFFER if info.compress_type in (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED) else CAREFUL

    def _next(self, most: int) -> bytes:
        return self._stream.read1(min(most, self._most))

    def close(self) -> None:
        self._stream.close()
        super().close()


def list_zip(stream: BufferedReader, budget: Budget, most: int) -> Iterator[Member]:
    """The members in the file's order. A zip file in another archive is held in memory, up to ``most`` bytes."""
    with zipfile.ZipFile(stream if stream.seekable() else hold(read_whole(stream, most))) as archive:
        for info in archive.infolist():
            if not info.is_dir() and not S_ISLNK(info.external_attr >> 16):
                yield Member(_read_name(info), partial(_open, archive, info, budget))


def _open(archive: zipfile.ZipFile, info: zipfile.ZipInfo, budget: Budget) -> BufferedReader:
    if info.flag_bits & ENCRYPTED:
        raise Refused("encrypted", "unpack it with its password first")
    try:
        return BufferedReader(Inflated(archive.open(info), info, budget), BUFFER)
    except NotImplementedError as error:
        raise Refused(f"packed in an unusual way ({error})", "pack it again as .zip") from None


def _read_name(info: zipfile.ZipInfo) -> str:
    """Old programs write UTF-8 and do not say so."""
    name = info.orig_filename
    if not info.flag_bits & UTF8:
        try:
            return name.encode("cp437").decode("utf-8")
        except ValueError:
            pass
    return name
