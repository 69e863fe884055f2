"""What is to be read: files, and the shards that they are divided into, each of them some minutes of work at most.

A file of JSON Lines that is not packed is entered at a byte, Parquet at a row group. A packed one has to be unpacked up
to the shard's first line each time: it is divided into at most ``PACKED_SHARDS``, so that this stays a few per cent.
"""

from __future__ import annotations

import glob
import hashlib
import os
import re
from collections.abc import Iterable, Iterator, Sequence
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path

from extractor.cluster import is_remote
from extractor.cluster.storage import find_filesystem, open_file
from extractor.errors import UsageError
from extractor.sources.packed import UNREADABLE, find_kind, unpack

KINDS = (".jsonl", ".parquet")
ROWS = 1000  # articles of a shard
WHOLE = 2_000_000  # bytes of a file that is not divided
PACKED_SHARDS = 50
MAGIC = re.compile(r"[*?\[]")


@dataclass(frozen=True, slots=True)
class Input:
    """A file. ``source``: as the user names it; ``address``: as every machine finds it; ``stamp``: changes with it."""

    source: str
    address: str
    size: int
    stamp: str

    @property
    def is_parquet(self) -> bool:
        return find_kind(Path(self.address)) == ".parquet"


@dataclass(frozen=True, slots=True)
class Shard:
    """Rows (lines) of a file: from ``first``, counted from 1, so many of them or (None) to the file's end. ``offset``:
    the byte where the first begins, or 0 where the file cannot be entered there."""

    name: str
    input: Input
    first: int = 1
    rows: int | None = None
    offset: int = 0


def find_inputs(paths: Sequence[str]) -> list[Input]:
    """The files of paths, folders and globs, each once. Raises UsageError where there is none."""
    found: dict[str, Input] = {}
    for path in paths:
        if path == "-":
            raise UsageError("-", "standard input cannot be divided among machines", "save it, or use --engine local")
        files = list(_find_remote(path) if is_remote(path) else _find_local(path))
        if not files:
            raise UsageError(path, "no files of .jsonl (.gz, .xz, .bz2) or .parquet", "check the path")
        found |= {file.address: file for file in files}
    return list(found.values())


def _find_local(path: str) -> Iterator[Input]:
    if os.path.isdir(path):
        files: Iterable[Path] = (f for f in sorted(Path(path).rglob("*")) if find_kind(f) in KINDS and f.is_file())
    elif MAGIC.search(path) and not os.path.exists(path):
        files = map(Path, sorted(glob.glob(path, recursive=True)))
    else:
        files = [Path(path)]
    for file in files:
        _check_kind(str(file))
        try:
            told = file.stat()
        except OSError as error:
            raise UsageError(str(file), f"cannot be read ({error.strerror})", "check the path") from None
        yield Input(str(file), os.path.abspath(file), told.st_size, str(told.st_mtime_ns))


def _find_remote(path: str) -> Iterator[Input]:
    fs, inner = find_filesystem(path)
    try:
        if MAGIC.search(inner):
            files = fs.glob(inner)
        else:
            files = [f for f in fs.find(inner) if find_kind(Path(f)) in KINDS] if fs.isdir(inner) else [inner]
        for file in files:
            told, address = fs.info(file), str(fs.unstrip_protocol(file))
            _check_kind(address)
            stamp = next((told[name] for name in ("ETag", "etag", "mtime", "created") if told.get(name)), "")
            yield Input(address, address, int(told["size"]), str(stamp))
    except UsageError:
        raise
    except Exception as error:  # whatever a store's client raises: its rights, the network, a name
        raise UsageError(path, f"cannot be read ({type(error).__name__}: {error})", "check the address") from None


def _check_kind(path: str) -> None:
    if find_kind(Path(path)) not in KINDS:
        raise UsageError(path, "is neither JSONL nor Parquet", "make it JSONL (packed or not), or use --engine local")


def is_small(file: Input) -> bool:
    """Whether it is one shard, as it stands."""
    return file.size <= WHOLE


def split(file: Input, rows: int = ROWS) -> list[Shard]:
    """The shards of a file; the last one goes to its end, whatever is found there."""
    name = name_shards(file)
    if is_small(file):
        return [Shard(f"{name}-1", file)]
    starts = _split_parquet(file, rows) if file.is_parquet else _split_lines(file, rows)
    ends = [start for start, _ in starts[1:]]
    counts = [end - start for (start, _), end in zip(starts, ends, strict=False)]
    return [
        Shard(f"{name}-{first}", file, first, count, offset)
        for (first, offset), count in zip(starts, [*counts, None], strict=True)
    ]


def name_shards(file: Input) -> str:
    """What the names of a file's shards begin with: its own name, and a hash of its source, for two may have it."""
    own = re.sub(r"[^\w.-]", "_", Path(file.address).name).removesuffix(".parquet")
    return f"{own}-{hashlib.sha256(file.source.encode('utf-8', 'surrogateescape')).hexdigest()[:8]}"


def _split_parquet(file: Input, rows: int) -> list[tuple[int, int]]:
    from pyarrow import ArrowInvalid
    from pyarrow.parquet import read_metadata

    try:
        with open_file(file.address) as stream:
            total = int(read_metadata(stream).num_rows)
    except (OSError, ArrowInvalid):
        total = 0  # reading it will tell
    return [(first, 0) for first in range(1, max(total, 1) + 1, rows)]


def _split_lines(file: Input, rows: int) -> list[tuple[int, int]]:
    """The number and the byte of every shard's first line."""
    starts, number, offset = [(1, 0)], 0, 0
    with suppress(*UNREADABLE), open_file(file.address) as stream, unpack(stream) as lines:
        packed = lines is not stream
        for number, line in enumerate(lines, 1):
            if number > 1 and number % rows == 1 % rows:
                starts.append((number, 0 if packed else offset))
            offset += len(line)
        if packed and len(starts) > PACKED_SHARDS:
            step = -(-number // PACKED_SHARDS)
            return [(first, 0) for first in range(1, number + 1, step)]
    return starts
