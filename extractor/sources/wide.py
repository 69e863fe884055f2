"""UTF-16 and UTF-32 that no mark announces: told by where the zero bytes stand."""

from __future__ import annotations

SAMPLE = 8192  # bytes that are looked at
MOSTLY, HARDLY = 0.2, 0.02  # of the bytes at one place of each character that are zero


def find_wide(raw: bytes) -> str | None:
    """The name of the encoding, or None where ``raw`` is neither. Latin letters, digits and blanks make the zeros."""
    head = raw[: min(SAMPLE, len(raw) // 4 * 4)] if len(raw) >= 4 else raw[: len(raw) // 2 * 2]
    if not head:
        return None
    zeros = [_share_of_zeros(head[place::4]) for place in range(4)]
    if min(zeros[2:]) > 1 - HARDLY and zeros[0] < HARDLY:
        return "utf-32-le"
    if min(zeros[:2]) > 1 - HARDLY and zeros[3] < HARDLY:
        return "utf-32-be"
    even, odd = _share_of_zeros(head[::2]), _share_of_zeros(head[1::2])
    if odd > MOSTLY and even < HARDLY:
        return "utf-16-le"
    return "utf-16-be" if even > MOSTLY and odd < HARDLY else None


def _share_of_zeros(piece: bytes) -> float:
    return piece.count(0) / len(piece) if piece else 0.0
