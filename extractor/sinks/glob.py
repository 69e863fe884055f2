"""Words as a GLOB pattern of SQLite, which by itself knows no case or accent of Vietnamese."""

from __future__ import annotations

import unicodedata
from functools import cache

LETTERS = "".join(map(chr, (*range(0x41, 0x5B), *range(0x61, 0x7B), *range(0xC0, 0x1B1), *range(0x1E00, 0x1F00))))


def to_glob(words: str) -> str:
    """Text that holds the words in any case; where they are typed without accents, with any accents."""
    words = unicodedata.normalize("NFC", words)
    return f"*{''.join(_match(c, plain=words.isascii()) for c in words)}*"


@cache
def _match(character: str, *, plain: bool) -> str:
    """The class of characters that may stand for this one."""
    if plain and character.isalpha():
        alike = "".join(letter for letter in LETTERS if _base(letter) == character.lower())
    else:
        alike = "".join(dict.fromkeys((character, character.lower(), character.upper())))
    return f"[{alike}]" if len(alike) > 1 or character in "*?[" else character


def _base(letter: str) -> str:
    """The letter in lower case without its marks: đ and Đ are d."""
    return "d" if letter in "đĐ" else unicodedata.normalize("NFD", letter)[0].lower()
