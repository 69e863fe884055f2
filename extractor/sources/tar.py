"""Tar files, read as a stream: our own reader, for the standard library's ends in silence where one is damaged."""

from __future__ import annotations

from collections.abc import Iterator
from functools import partial
from io import BufferedReader, RawIOBase
from typing import Any

from extractor.sources.containers import Member, skip
from extractor.sources.options import Refused
from extractor.sources.unpacking import Budget

BLOCK = 512
FILES = b"0\x007"  # types of members that hold bytes of their own
NAMING = 1 << 20  # bytes that a long name and what else is told of a member may take


class Stretch(RawIOBase):
    """The next ``left`` bytes of a stream."""

    def __init__(self, stream: BufferedReader, left: int) -> None:
        self._stream, self.left = stream, left

    def readable(self) -> bool:
        return True

    def readinto(self, buffer: Any) -> int:
        data = self._stream.read1(min(len(buffer), self.left)) if self.left else b""
        if self.left and not data:
            raise EOFError("it ends in the middle of a member")
        self.left -= len(data)
        buffer[: len(data)] = data
        return len(data)


def list_tar(stream: BufferedReader, budget: Budget, most: int) -> Iterator[Member]:
    """The members that are files; links, folders and devices are none. Raises Refused where it is damaged."""
    told: dict[str, str] = {}
    while header := _read_header(stream):
        kind, size = header[156:157], _read_number(header[124:136])
        padding = -size % BLOCK
        if kind in b"LKxg" and kind:
            if size > NAMING:
                raise Refused("damaged: a name of more than a million bytes", "pack it again")
            told |= _read_told(kind, stream.read(size))
            skip(stream, padding)
            continue
        size = int(told.get("size", size))
        padding = -size % BLOCK
        name, sparse = told.get("path") or _read_name(header), kind == b"S" or any("GNU.sparse" in k for k in told)
        told = {}
        if kind not in FILES and not sparse:
            skip(stream, size + padding if kind not in b"123456" else 0)
            continue
        stretch = Stretch(stream, size)
        yield Member(name, partial(_open, stretch, sparse))
        skip(stream, stretch.left + padding)


def _open(stretch: Stretch, sparse: bool) -> BufferedReader:
    if sparse:
        raise Refused("a file with holes (GNU sparse)", "pack it again without --sparse")
    return BufferedReader(stretch)


def _read_header(stream: BufferedReader) -> bytes:
    """The next block that is a header; nothing at the end mark. Raises Refused."""
    header = stream.read(BLOCK)
    if header == bytes(BLOCK):
        return b""
    if len(header) < BLOCK:
        raise Refused("it has no end mark: something may be missing", "pack it again; what stands before is read")
    filled = header[:148] + b" " * 8 + header[156:]
    if _read_number(header[148:156]) != sum(filled):
        raise Refused("damaged: no header where a member should begin", "pack it again; what stands before is read")
    return header


def _read_number(digits: bytes) -> int:
    """Octal digits, or a number of base 256. Raises Refused."""
    if digits[0] & 0x80:
        return int.from_bytes(bytes([digits[0] & 0x7F]) + digits[1:])
    try:
        return int(digits.strip(b" \x00") or b"0", 8)
    except ValueError:
        raise Refused("damaged: a size that is no number", "pack it again; what stands before is read") from None


def _read_name(header: bytes) -> str:
    name, prefix = (part.partition(b"\x00")[0] for part in (header[:100], header[345:500]))
    return _decode(prefix + b"/" + name if prefix and header[257:263] == b"ustar\x00" else name)


def _read_told(kind: bytes, body: bytes) -> dict[str, str]:
    """What is told of the member that follows: a long name, or lines "27 path=…"; not what is told of all."""
    if kind == b"L":
        return {"path": _decode(body.partition(b"\x00")[0])}
    told: dict[str, str] = {}
    while kind == b"x" and body:
        digits, _, _ = body.partition(b" ")
        size = int(digits) if digits.isdigit() else 0
        line, body = body[len(digits) + 1 : size], body[size:]
        key, mark, value = line.rstrip(b"\n").partition(b"=")
        if not mark or (key == b"size" and not value.isdigit()):
            raise Refused("damaged: what is told of a member cannot be read", "pack it again")
        told[_decode(key)] = _decode(value)
    return told


def _decode(name: bytes) -> str:
    try:
        return name.decode("utf-8")
    except ValueError:
        return name.decode("latin-1")
