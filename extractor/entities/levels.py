"""The words for levels of units, and what may stand between such a word and the name."""

from __future__ import annotations

from collections.abc import Sequence

from extractor.entities.phrases import Phrases
from extractor.model import Token
from extractor.text import split_words, tokenize

LEVELS = ("tỉnh", "thành phố", "thị xã", "huyện", "quận", "xã", "phường", "thị trấn", "đặc khu")
OPENING = tuple(f"{level} " for level in LEVELS)
SHORT_LEVELS = {"tp": "thành phố", "tx": "thị xã", "tt": "thị trấn"}
EPITHETS = Phrases(
    (split_words(words), "")
    for words in (
        "miền núi", "vùng cao", "vùng sâu", "biên giới", "ven biển", "đảo", "nghèo", "vùng biên", "anh hùng",
        "bãi ngang", "ngoại thành", "nội thành", "trung du",
    )
)  # fmt: skip


def is_typed(name: str) -> bool:
    """Whether a place's name begins with the word for its level: thị trấn Nà Ớt."""
    return name.lower().startswith(OPENING)


def epithet_size(tokens: Sequence[Token], at: int) -> int:
    """How many syllables of ``tokens`` from ``at`` on only describe a unit: huyện [miền núi] Hòa Vang."""
    hit = EPITHETS.match(tokens, at)
    return hit[0] - at if hit else 0


def drop_epithet(name: str) -> str:
    """A name without the words that describe it: đảo Phú Quốc → Phú Quốc."""
    tokens = tokenize(name)
    size = epithet_size(tokens, 0)
    return name[tokens[size].start :] if 0 < size < len(tokens) else name
