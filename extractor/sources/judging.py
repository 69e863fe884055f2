"""Which of several readings of some bytes is Vietnamese: the share of its marked words that are syllables."""

from __future__ import annotations

import re
import unicodedata
from collections import Counter
from dataclasses import dataclass
from functools import lru_cache
from typing import TypeVar

from extractor.data import read_table
from extractor.sources.legacy import NAMES, TABLES, WESTERN_NAME, load_charset
from extractor.sources.syllables import is_syllable, list_syllables

T = TypeVar("T", str, bytes)
SAMPLE, PIECES = 65536, 8  # bytes or characters that are looked at, from so many places of a longer text
MARKED = rb"\x01-\x06\x10-\x19\x1c-\x1e\x80-\xff"  # bytes that one encoding or another reads as a letter with a mark
MARK = re.compile(rb"[" + MARKED + rb"]")
RUN = re.compile(rb"[A-Za-z" + MARKED + rb"]+")
OPENING, CLOSING, INNER = "‘“„«–—…•°©®\u00a0", "’”»–—…•°®²³\u00a0", "’–—…\u00a0"  # signs beside a word or within
SCIENCE = re.compile("µ[A-Za-z]{0,2}")  # 5 µm


@dataclass(frozen=True, slots=True)
class Verdict:
    """How well a reading fits. ``words`` bear a mark, ``fitting`` of them are syllables, ``common`` ones of
    these."""

    name: str
    words: int
    fitting: int
    common: int = 0

    @property
    def share(self) -> float:
        return self.fitting / self.words if self.words else 0.0

    @property
    def rank(self) -> float:
        """A syllable that is common counts twice."""
        return (self.fitting + self.common) / self.words if self.words else 0.0


def judge(raw: bytes) -> list[Verdict]:
    """Every 8-bit encoding of Vietnamese and windows-1252, the best first."""
    runs = _count_runs(raw)
    verdicts = [_judge_one(runs, name) for name in (*NAMES, WESTERN_NAME)]
    return sorted(verdicts, key=lambda v: -v.rank)


def judge_change(raw: bytes, name: str) -> Verdict:
    """How well ``name`` fits in those words that it reads otherwise than windows-1252; each counts once."""
    one, other = load_charset(name), load_charset(WESTERN_NAME)
    runs = Counter({run: 1 for run in _count_runs(raw) if one.decode(run) != other.decode(run)})
    return _judge_one(runs, name)


def judge_text(text: str) -> Verdict:
    """How well ``text`` fits as it stands."""
    words = Counter(word for word in re.findall(r"\w+", take_sample(text)) if not word.isascii())
    fitting = sum(n for word, n in words.items() if is_syllable(unicodedata.normalize("NFC", word)))
    return Verdict("text", sum(words.values()), fitting)


def take_sample(whole: T) -> T:
    """The whole of a text or its bytes, or pieces from all over a long one, each but for its first and last word."""
    if len(whole) <= SAMPLE:
        return whole
    blank = b" " if isinstance(whole, bytes) else " "
    size, step = SAMPLE // PIECES, (len(whole) - SAMPLE // PIECES) // (PIECES - 1)
    pieces = (whole[i * step : i * step + size] for i in range(PIECES))
    return blank.join(piece[piece.find(blank) + 1 : piece.rfind(blank)] for piece in pieces)


def _count_runs(raw: bytes) -> Counter[bytes]:
    return Counter(run for run in RUN.findall(take_sample(raw)) if MARK.search(run))


def _judge_one(runs: Counter[bytes], name: str) -> Verdict:
    charset = load_charset(name)
    words, fitting, common = 0, 0, 0
    for run, count in runs.items():
        word = unicodedata.normalize("NFC", charset.decode(run))
        words += count
        sign = name == WESTERN_NAME and (SCIENCE.fullmatch(word) or not any(map(str.isalpha, word)))
        if sign or _fits(word, name):
            fitting += count
            common += count if sign or word.strip(OPENING + CLOSING).lower() in _list_common() else 0
    return Verdict(name, words, fitting, common)


@lru_cache(maxsize=1)
def _list_common() -> frozenset[str]:
    return frozenset(row["syllable"] for row in read_table(TABLES / "common.tsv"))


def _fits(word: str, name: str) -> bool:
    """Whether a run is a syllable, or more of them with signs between; or plain, but for signs where they may stand."""
    parts = re.split(f"[{INNER}]", word.lstrip(OPENING).rstrip(CLOSING))
    return all(part.isprintable() if part.isascii() else _is_syllable(part, name) for part in parts)


def _is_syllable(part: str, name: str) -> bool:
    if is_syllable(part):
        return True
    # TCVN3 has no capital with a tone mark: HộI is what was typed in a capital font.
    return name == "tcvn3" and part.lower() in list_syllables() and not re.search("[a-z]", part)
