"""Bytes that are no Unicode: read in the encoding in which most of their words are Vietnamese, and how sure that is."""

from __future__ import annotations

import codecs
import re
from contextlib import suppress

from extractor.sources.decoded import Decoded, DecodeError
from extractor.sources.judging import Verdict, judge, take_sample
from extractor.sources.legacy import NAMES, WESTERN, WESTERN_NAME, capitalise, load_charset
from extractor.sources.mending import mend
from extractor.sources.names import look_up, look_up_foreign

SURE, FITS = 0.8, 0.65  # the share of marked words that are syllables: from which on it is no doubt, and an answer
NEAR = 0.1  # of rank, within which a second reading is as likely
FEW = 3  # marked words, below which any answer is a doubtful one
CONTROLS = bytes(b for b in range(1, 32) if b not in b"\b\t\n\v\f\r\x1a\x1b") + b"\x7f"
CONTROL = re.compile("[\x00-\x07\x0e-\x19\x1c-\x1f\x7f-\x9f]")
BINARY = 0.01  # control characters in what is no text
NAME_IT = "name its encoding with --encoding"


def read_as(raw: bytes, encoding: str) -> str:
    """The text of ``raw`` in an encoding of names.tsv. Raises UnicodeDecodeError."""
    if encoding in NAMES:
        text = load_charset(encoding).decode(raw)
        return capitalise(text) if encoding == "tcvn3" else text
    return codecs.charmap_decode(raw, "strict", WESTERN)[0] if encoding == WESTERN_NAME else raw.decode(encoding)


def read_ascii(raw: bytes) -> Decoded:
    """ASCII, in which control characters can be the capitals of VISCII and VPS."""
    text = raw.decode("ascii")
    if len(raw.translate(None, CONTROLS)) == len(raw):
        return Decoded(text, "utf-8")
    best = judge(raw)[0]
    if best.share >= SURE and best.name in NAMES:
        return Decoded(read_as(raw, best.name), best.name, _tell_doubt(best, None))
    check(text)
    return Decoded(text, "utf-8")


def read_mixed(raw: bytes, text: str) -> Decoded:
    """UTF-8 with two scripts in one word: a few words of VISCII or VPS can look so."""
    best = judge(raw)[0]
    if best.name not in NAMES or best.share < SURE:
        return mend(text)
    return Decoded(read_as(raw, best.name), best.name, (f"encoding: {best.name} is a guess, utf-8 can be; {NAME_IT}",))


def read_eight_bit(raw: bytes, declared: str | None) -> Decoded:
    """The text of ``raw``, which is no UTF-8. Raises DecodeError where it is no text at all."""
    said = look_up(declared) if declared else None
    verdicts, sample = judge(raw), take_sample(raw)
    best, western = verdicts[0], next(v for v in verdicts if v.name == WESTERN_NAME)
    named = next((v for v in verdicts if v.name == said and v.share >= max(FITS, best.share - NEAR)), None)
    best = named or best
    text = read_as(sample, best.name)
    if western.share >= SURE and (western.rank >= best.rank or text == read_as(sample, WESTERN_NAME)):
        best = western
    elif best.share < FITS or (best.share < SURE and western.rank >= best.rank - NEAR):
        return _read_foreign(raw, declared)
    others = (v for v in verdicts if not named and not _are_kin(v.name, best.name))
    second = next((v for v in others if read_as(sample, v.name) != read_as(sample, best.name)), None)
    text = read_as(raw, best.name)
    check(text)
    return Decoded(text, best.name, _tell_doubt(best, second))


def _read_foreign(raw: bytes, declared: str | None) -> Decoded:
    """No Vietnamese reading fits: what is declared, if the bytes allow it, else windows-1252."""
    text, name = read_as(raw, WESTERN_NAME), WESTERN_NAME
    if declared and (foreign := look_up_foreign(declared)):
        with suppress(UnicodeDecodeError):  # it is not what it says
            text, name = raw.decode(foreign), foreign
    check(text)
    return Decoded(text, name, (f"encoding: read as {name}, for as Vietnamese nothing fits; {NAME_IT}",))


def _tell_doubt(best: Verdict, second: Verdict | None) -> tuple[str, ...]:
    near = second is not None and second.rank >= best.rank - NEAR
    if best.share >= SURE and not near and (best.words >= FEW or best.name == WESTERN_NAME):
        return ()
    seen = f"{best.fitting} of {best.words} marked words are Vietnamese syllables"
    other = f", {second.name} is as likely" if near and second else ""
    return (f"encoding: {best.name} is a guess ({seen}{other}); {NAME_IT}",)


def _are_kin(one: str, other: str) -> bool:
    """Whether both are TCVN, the one with more capitals."""
    return one[:4] == other[:4] or one == other


def check(text: str) -> None:
    """Raises DecodeError where control characters show that it is no text."""
    if len(CONTROL.findall(text)) > max(2, BINARY * len(text)):
        raise refuse()


def refuse() -> DecodeError:
    """The error for what is no text."""
    return DecodeError("a binary file, no text", "give a text file")
