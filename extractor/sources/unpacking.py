"""What is packed is unpacked on the way, as a stream and within bounds."""

from __future__ import annotations

import bz2
import lzma
import sys
import zlib
from collections.abc import Callable
from io import BufferedReader, RawIOBase
from typing import Any, Protocol

from extractor.sources.options import Refused

if sys.version_info >= (3, 14):
    from compression import zstd
else:
    from backports import zstd

BUFFER = 1 << 17
RATIO, FREE = 500, 32_000_000  # bytes unpacked for one that is packed, once so many are unpacked: no text packs so
FREE_IN_ALL = 1_000_000_000  # the same for all layers of one file together
XZ_MEMORY = 256 << 20


class Spent(Refused):
    """One file has unpacked to more than it may in all: whatever is left in it is refused with it."""


class Budget:
    """What one file may unpack to, through all its layers; ``packed`` are its bytes as they lie on the disk."""

    def __init__(self, packed: int) -> None:
        self.packed, self._unpacked = packed, 0

    def spend(self, count: int) -> None:
        """Raises Spent."""
        self._unpacked += count
        if self._unpacked > FREE_IN_ALL + RATIO * self.packed:
            raise Spent(f"unpacks to more than {RATIO} times its size: a bomb", "unpack it by hand if you trust it")


class Metered(RawIOBase):
    """The base of raw streams that unpack: counts what goes in and comes out."""

    def __init__(self, budget: Budget) -> None:
        self._budget, self._taken, self._given = budget, 0, 0

    def readable(self) -> bool:
        return True

    def readinto(self, buffer: Any) -> int:
        data = self._next(min(len(buffer), BUFFER))
        self._given += len(data)
        self._budget.spend(len(data))
        if self._given > FREE + RATIO * self._taken:
            raise Refused(f"unpacks to more than {RATIO} times its size: a bomb", "unpack it by hand if you trust it")
        buffer[: len(data)] = data
        return len(data)

    def _next(self, most: int) -> bytes:
        """At most so many bytes; none at the end."""
        raise NotImplementedError


class Decompressor(Protocol):
    """What the standard library's decompressors have in common."""

    @property
    def eof(self) -> bool: ...
    @property
    def needs_input(self) -> bool: ...
    @property
    def unused_data(self) -> bytes: ...
    def decompress(self, data: bytes, /, max_length: int) -> bytes: ...


class Gunzip:
    """zlib's decompressor in that shape."""

    def __init__(self) -> None:
        self._inner, self.needs_input = zlib.decompressobj(31), True

    @property
    def eof(self) -> bool:
        return self._inner.eof

    @property
    def unused_data(self) -> bytes:
        return self._inner.unused_data

    def decompress(self, data: bytes, max_length: int) -> bytes:
        out = self._inner.decompress(self._inner.unconsumed_tail + data, max_length)
        self.needs_input = len(out) < max_length and not self._inner.unconsumed_tail
        return out


def _unxz() -> Decompressor:
    return lzma.LZMADecompressor(lzma.FORMAT_XZ, memlimit=XZ_MEMORY)


PACKINGS: dict[str, tuple[bytes, Callable[[], Decompressor]]] = {  # suffix → first bytes, decompressor
    ".gz": (b"\x1f\x8b", Gunzip),
    ".xz": (b"\xfd7zXZ\x00", _unxz),
    ".bz2": (b"BZh", bz2.BZ2Decompressor),
    ".zst": (b"\x28\xb5\x2f\xfd", zstd.ZstdDecompressor),
}


class Unpacked(Metered):
    """A packed stream, unpacked: any number of packed streams one after the other, with zeros between them."""

    def __init__(self, packed: BufferedReader, kind: str, budget: Budget) -> None:
        super().__init__(budget)
        self._packed, (self._magic, self._start) = packed, PACKINGS[kind]
        self._inner: Decompressor | None = self._start()
        self._rest = b""

    def _next(self, most: int) -> bytes:
        while inner := self._inner or self._begin():
            data = b""
            if inner.needs_input and not (data := self._take()):
                raise EOFError("it ends in the middle of what is packed")
            out = inner.decompress(data, most)
            if inner.eof:
                self._inner, self._rest = None, inner.unused_data
            if out:
                return out
        return b""

    def _take(self) -> bytes:
        data, self._rest = self._rest or self._packed.read1(BUFFER // 2), b""
        self._taken += len(data)
        return data

    def _begin(self) -> Decompressor | None:
        """The decompressor of the packed stream that follows, if one does."""
        rest = self._rest.lstrip(b"\x00")
        while len(rest) < len(self._magic) and (more := self._packed.read1(BUFFER // 2)):
            rest = (rest + more).lstrip(b"\x00")
        self._rest = rest
        if rest and not rest.startswith(self._magic):
            raise Refused("something else follows what is packed", "pack it again; what stands before is read")
        self._inner = self._start() if rest else None
        return self._inner
