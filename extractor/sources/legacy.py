"""The 8-bit encodings of Vietnamese as tables: TCVN3, TCVN 5712, VNI, VISCII, VPS; and windows-1258."""

from __future__ import annotations

import codecs
import re
import unicodedata
from dataclasses import dataclass
from functools import lru_cache

from extractor.data import PACKAGE, read_table
from extractor.text.offsets import OffsetMap, Offsets

TABLES = PACKAGE / "sources" / "charsets"
NAMES = ("windows-1258", "tcvn3", "vni", "viscii", "vps", "tcvn5712")  # those that are sought, in this order at a tie
WESTERN_NAME = "windows-1252"
WESTERN = "".join(bytes([b]).decode("cp1252", "ignore") or chr(b) for b in range(256))  # and C1 controls
FROM_WESTERN = {c: b for b, c in enumerate(WESTERN)} | {chr(b): b for b in range(256)}
CAPITAL_LINE = re.compile(r"^[^a-z\n]+$", re.M)  # no plain small letter in it
CAPITAL_WORD = re.compile(r"\b[^\W\d_a-z]+[A-ZĂÂÊÔƠƯĐ][^\W\d_a-z]*\b")  # nor in these, and a capital after the first
TONES = {"\u0300": 0xCC, "\u0309": 0xD2, "\u0303": 0xDE, "\u0301": 0xEC, "\u0323": 0xF2}  # the marks of windows-1258


@dataclass(frozen=True)
class Charset:
    """One 8-bit encoding. ``table`` is what each byte reads as; ``pairs`` (VNI) what two characters of it stand for."""

    name: str
    table: str
    pairs: dict[str, str]
    letters: dict[str, bytes]
    pattern: re.Pattern[str] | None = None

    def decode(self, raw: bytes) -> str:
        """The text of ``raw``. Every byte reads as something: what the table leaves open, as in windows-1252."""
        text = codecs.charmap_decode(raw, "strict", self.table)[0]
        return self._join(text) if self.pattern else text

    def reread(self, text: str) -> tuple[str, Offsets]:
        """``text`` that was read as windows-1252, and the offsets that lead back to it. What windows-1252 has no byte
        for stays."""
        view = text.translate({ord(c): self.table[b] for c, b in FROM_WESTERN.items() if self.table[b] != c})
        if not self.pattern:
            return view, ()
        found, last = OffsetMap(), 0
        for m in self.pattern.finditer(view):
            found.copy(m.start() - last)
            found.replace(1, len(m[0]))
            last = m.end()
        return self._join(view), found.pairs()

    def encode(self, text: str) -> bytes:
        """The bytes of a text: how the tests disguise an article. A capital that the encoding lacks goes in as its
        small letter. Raises ValueError for a character that it cannot say."""
        out = bytearray()
        for c in unicodedata.normalize("NFC", text):
            out += self.letters.get(c) or self.letters.get(c.lower()) or bytes([self.table.index(c)])
        return bytes(out)

    def _join(self, text: str) -> str:
        assert self.pattern
        return self.pattern.sub(lambda m: self.pairs[m[0]], text)


def capitalise(text: str) -> str:
    """TCVN3 text whose capital font shows: "Hµ NéI" reads "Hà NộI", and is HÀ NỘI. A line or a word without a plain
    capital after its first letter stays as it is. Of the same length."""
    text = CAPITAL_LINE.sub(lambda m: _upper(m[0]) if CAPITAL_WORD.search(m[0]) else m[0], text)
    return CAPITAL_WORD.sub(lambda m: _upper(m[0]), text)


def _upper(words: str) -> str:
    return "".join(c.upper() if len(c.upper()) == 1 else c for c in words)


@lru_cache(maxsize=16)
def load_charset(name: str) -> Charset:
    """The encoding of charsets/NAME.tsv, or windows-1258."""
    if name == "windows-1258":
        return _windows_1258()
    if name == WESTERN_NAME:
        return Charset(name, WESTERN, {}, {})
    rows = [(bytes.fromhex(row["bytes"]), row["letter"]) for row in read_table(TABLES / f"{name}.tsv")]
    table = list(WESTERN)
    letters: dict[str, bytes] = {}
    pairs: dict[str, str] = {}
    for raw, letter in rows:
        letters.setdefault(letter, raw)
        if any(len(sequence) > 1 for sequence, _ in rows):
            pairs[raw.decode("latin-1")] = letter
        else:
            table[raw[0]] = letter
    if not pairs:
        return Charset(name, "".join(table), {}, letters)
    pairs |= {k[0] + k[1].lower(): v for k, v in pairs.items() if len(k) == 2}  # a capital with the mark of a small one
    return Charset(name, "".join(table), pairs, letters, _pattern(pairs))


def _windows_1258() -> Charset:
    table = "".join(bytes([b]).decode("cp1258", "ignore") or WESTERN[b] for b in range(256))
    letters = {}
    for row in read_table(TABLES / "viscii.tsv"):
        plain = unicodedata.normalize("NFD", row["letter"])
        tone = next((mark for mark in plain if mark in TONES), "")
        base = unicodedata.normalize("NFC", plain.replace(tone, "") if tone else plain)
        letters[row["letter"]] = base.encode("cp1258") + (bytes([TONES[tone]]) if tone else b"")
    return Charset("windows-1258", table, {}, letters)


def _pattern(pairs: dict[str, str]) -> re.Pattern[str]:
    """Two characters before one, so that a mark goes to its vowel."""
    marks: dict[str, str] = {}
    for sequence in pairs:
        if len(sequence) == 2:
            marks[sequence[0]] = marks.get(sequence[0], "") + sequence[1]
    singles = "".join(sequence for sequence in pairs if len(sequence) == 1)
    return re.compile("|".join(f"{vowel}[{after}]" for vowel, after in marks.items()) + f"|[{singles}]")
