"""From bytes to text: the encoding that is declared, marked or found, and how sure that is."""

from __future__ import annotations

import codecs
import re
import unicodedata
from dataclasses import replace

from extractor.sources.decoded import Decoded, DecodeError
from extractor.sources.eight_bit import NAME_IT, check, read_as, read_ascii, read_eight_bit, read_mixed, refuse
from extractor.sources.mending import PROPER, expand_entities, mend, reread
from extractor.sources.names import find_encoding
from extractor.sources.wide import find_wide

BOMS = {  # the longer before the shorter that it begins with
    codecs.BOM_UTF8: "utf-8",
    codecs.BOM_UTF32_LE: "utf-32-le",
    codecs.BOM_UTF32_BE: "utf-32-be",
    codecs.BOM_UTF16_LE: "utf-16-le",
    codecs.BOM_UTF16_BE: "utf-16-be",
}
DAMAGED, DAMAGED_WIDE = 0.25, 0.02  # broken for each sound character beyond ASCII, in what is still called Unicode
UNKNOWN = 0.05  # of the characters of a text that Unicode does not know
SAMPLE = 4096  # characters that are looked at for this
MIXED = re.compile("[A-Za-z][\u0370-\u07ff]|[\u0370-\u07ff][A-Za-z]")  # Latin, Greek and farther scripts in one word

__all__ = ["DecodeError", "Decoded", "decode", "find_encoding", "mend"]


def decode(raw: bytes, *, forced: str | None = None, declared: str | None = None, entities: bool = False) -> Decoded:
    """The text of ``raw``. ``forced`` is the user's word, ``declared`` what the page or the server says, which often
    errs; ``entities``: it is plain text, in which &#7879; can only be a letter, and a lone carriage return the end of
    a line.

    Raises DecodeError where the bytes are no text, UsageError for a ``forced`` that is no encoding.
    """
    decoded = _decode_as(raw, find_encoding(forced)) if forced else _find(raw, declared)
    if not entities:
        return decoded
    if "\r" in decoded.text and "\n" not in decoded.text:  # an old Macintosh; of the same length
        decoded = replace(decoded, text=decoded.text.replace("\r", "\n"))
    return expand_entities(decoded)


def _decode_as(raw: bytes, encoding: str) -> Decoded:
    first, *others = encoding.split("+")
    for mark, name in BOMS.items():
        if raw.startswith(mark) and name.startswith(first):
            raw = raw.removeprefix(mark)
            first = name
            break
    try:
        decoded = Decoded(read_as(raw, first), first)
    except UnicodeDecodeError as error:
        if not (damaged := _read_damaged(raw, first, cut=True)):
            seen = f"no {first} text (byte {error.start})"
            raise DecodeError(seen, "leave --encoding out, or name another") from None
        decoded = damaged
    for other in others:
        decoded = reread(decoded, other)
    return decoded


def _find(raw: bytes, declared: str | None) -> Decoded:
    for mark, name in BOMS.items():
        if raw.startswith(mark):
            return _read_unicode(raw.removeprefix(mark), name)
    if b"\x00" in raw:
        if wide := find_wide(raw):
            return _read_unicode(raw, wide)
        raise refuse()
    if raw.isascii():
        return read_ascii(raw)
    try:
        text = raw.decode("utf-8")
        return read_mixed(raw, text) if not PROPER.search(text) and MIXED.search(text) else mend(text)
    except UnicodeDecodeError as error:
        at_end = error.reason == "unexpected end of data" and error.end == len(raw)
    return _read_damaged(raw, "utf-8", cut=at_end) or read_eight_bit(raw, declared)


def _read_unicode(raw: bytes, encoding: str) -> Decoded:
    """What a mark at its head or its zero bytes tell."""
    try:
        text = raw.decode(encoding)
    except UnicodeDecodeError:
        damaged = _read_damaged(raw, encoding, cut=True)
        if not damaged and encoding == "utf-8":  # somebody put the mark before something else
            return read_eight_bit(raw, None)
        if not damaged:
            raise DecodeError(f"no {encoding} text", NAME_IT) from None
        return damaged
    head = text[:SAMPLE]
    if sum(unicodedata.category(c) in ("Cn", "Co") for c in head) > UNKNOWN * len(head):
        raise refuse()
    check(text)
    return mend(text, encoding=encoding)


def _read_damaged(raw: bytes, encoding: str, *, cut: bool) -> Decoded | None:
    """Unicode with a few bytes broken, or cut off within a character; None where it is something else."""
    text = raw.decode(encoding, "replace")
    broken = text.count("\ufffd") - raw.count("\ufffd".encode(encoding))
    whole = len(text) - len(text.encode("ascii", "ignore")) - broken
    if broken > (DAMAGED if encoding == "utf-8" else DAMAGED_WIDE) * whole and not (cut and broken == 1 <= whole):
        return None
    at = text.find("\ufffd")
    return Decoded(text, encoding, (f"{broken} broken characters in {encoding}, the first at {at}; read as U+FFFD",))
