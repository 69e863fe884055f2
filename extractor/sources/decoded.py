"""What decoding gives, and the error where there is nothing to give."""

from __future__ import annotations

from dataclasses import dataclass

from extractor.text.offsets import Offsets


@dataclass(frozen=True, slots=True)
class Decoded:
    """A text with the encoding that it was in. ``utf-8+tcvn3`` is a text that was in UTF-8 and, letter by letter, in
    TCVN3 once more: ``offsets`` then lead from ``text`` to what the first step gave, the decoded source."""

    text: str
    encoding: str
    warnings: tuple[str, ...] = ()
    offsets: Offsets = ()


class DecodeError(ValueError):
    """The bytes are no text: what was seen and what to do."""

    def __init__(self, seen: str, remedy: str) -> None:
        self.seen, self.remedy = seen, remedy
        super().__init__(f"{seen}; {remedy}")
