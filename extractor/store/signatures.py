"""MinHash signatures: two articles share as many of their least hashes as they share runs of five syllables."""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import lru_cache
from hashlib import blake2b, sha256
from typing import Any
from zlib import crc32

import numpy as np

from extractor.text.syllables import fold

HASHES = 128  # the estimate of a likeness of 0.8 is right within ± 0.035 (one standard deviation)
RUN = 5
BANDS, WIDTH = 12, 4  # a pair as like as 0.8 shares a band with a probability of 0.998, one as like as 0.1 with 0.001
ZONES = frozenset({"headline", "lead", "heading", "body"})  # what a paper that prints the agency's words keeps
WORD = re.compile(r"\w+")
CHUNK = 4096  # runs hashed at once: 4 MB


def _constants(name: str, count: int) -> np.ndarray[Any, np.dtype[np.uint64]]:
    """Odd 64-bit numbers, the same on every machine."""
    hashes = (sha256(f"{name}{i}".encode()).digest()[:8] for i in range(count))
    return np.array([int.from_bytes(h, "big") | 1 for h in hashes], dtype=np.uint64)


PLACES = _constants("place", RUN)
FACTORS = _constants("factor", HASHES)
SHIFT = np.uint64(32)


@lru_cache(maxsize=4096)
def _hash_syllable(word: str) -> int:
    return crc32(fold(word).encode())


def sign(text: str, zones: Sequence[dict[str, Any]]) -> bytes | None:
    """The signature of the article's own words: 128 × 16 bits, little-endian; None where there are no words."""
    parts = [text[z["start"] : z["end"]] for z in zones if z["kind"] in ZONES]
    hashes = [_hash_syllable(word) for part in parts for word in WORD.findall(part)]
    if not hashes:
        return None
    syllables = np.array(hashes, dtype=np.uint64)
    width = max(1, len(syllables) - RUN + 1)
    runs = np.zeros(width, dtype=np.uint64)
    for i in range(min(RUN, len(syllables))):
        runs += syllables[i : i + width] * PLACES[i]
    runs ^= runs >> SHIFT
    least = np.full(HASHES, 2**32 - 1, dtype=np.uint64)
    for start in range(0, width, CHUNK):
        np.minimum(least, (runs[start : start + CHUNK, None] * FACTORS >> SHIFT).min(axis=0), out=least)
    return least.astype("<u2").tobytes()


def find_bands(signature: bytes) -> list[int]:
    """The band keys (63 bits): documents that share one are compared."""
    size = 2 * WIDTH
    parts = (bytes([i]) + signature[i * size : (i + 1) * size] for i in range(BANDS))
    return [int.from_bytes(blake2b(part, digest_size=8).digest(), "big") >> 1 for part in parts]


def likeness(signature: bytes, others: Sequence[bytes]) -> np.ndarray[Any, np.dtype[np.float64]]:
    """The estimated share of common runs (Jaccard) with each of ``others``, 0 to 1."""
    one = np.frombuffer(signature, dtype="<u2")
    many = np.frombuffer(b"".join(others), dtype="<u2").reshape(-1, HASHES)
    share: np.ndarray[Any, np.dtype[np.float64]] = (many == one).mean(axis=1)
    return share
