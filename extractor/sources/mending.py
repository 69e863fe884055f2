"""Text that was read wrongly before it was saved: UTF-8 taken for windows-1252, letters of a Vietnamese font taken for
Latin ones, entities left in a plain text."""

from __future__ import annotations

import html
import re
from dataclasses import replace
from functools import reduce

from extractor.sources.decoded import Decoded
from extractor.sources.judging import judge, judge_change, judge_text
from extractor.sources.legacy import FROM_WESTERN, NAMES, WESTERN, WESTERN_NAME, capitalise, load_charset
from extractor.text.offsets import OffsetMap, compose

PROPER = re.compile("[ĂăĐđĨĩŨũƠơƯư\u0300-\u0323\u1ea0-\u1ef9]")  # letters and marks that no wrong reading yields
FONTS = tuple(name for name in NAMES if name not in ("windows-1258", "tcvn5712"))
REPAIRED, POOR = 0.8, 0.5  # the share of syllables that a repaired text has, and the text as it stood had not
MARKED = 2  # marked words that a repair needs at least
CHANGED = 3  # different words that a font's letters must make right
TIMES = 2  # that a text may have been read wrongly
GLYPHS = {"\u2212": "\xad", "\u2219": "\xb7", "\u03bc": "\xb5"}  # what a PDF makes of ư, ã and à of TCVN3
GLYPH = re.compile("(?<=[^\\W\\d_])[\u2212\u2219\u03bc]|[\u2212\u2219\u03bc](?=[^\\W\\d_])")
ENTITY = re.compile(r"&(?:amp;)?(?:#\d{1,7}|#[xX][0-9a-fA-F]{1,6}|[a-zA-Z][a-zA-Z0-9]{1,30});")
TAG = re.compile(r"<[a-zA-Z/!][^<>]*>")
MISREAD_SIGNS = ("á»", "áº")  # how letters with two marks begin where UTF-8 was read as windows-1252
MISREAD_ENDS = ("»", "º")  # one character is found faster than two
FONT_SIGNS = ("µ", "¸", "®", "ñ", "ö")  # à, á, đ of TCVN3, đ, ư of VNI


def _images(first: int, last: int) -> str:
    """What bytes look like where they were read as windows-1252 or Latin-1, for a class of a pattern."""
    seen = {WESTERN[b] for b in range(first, last + 1)} | {chr(b) for b in range(first, last + 1)}
    return "".join(re.escape(c) for c in sorted(seen))


REST = f"[{_images(0x80, 0xBF)}]"
MISREAD = re.compile(
    f"[{_images(0xC2, 0xDF)}]{REST}|[{_images(0xE0, 0xEF)}]{REST}{{2}}|[{_images(0xF0, 0xF4)}]{REST}{{3}}"
)


def mend(text: str, *, encoding: str = "utf-8", entities: bool = False, like: str = "") -> Decoded:
    """``text`` as it was meant. A text with one proper Vietnamese letter comes back as it is, at no cost. ``like``: the
    encoding of a longer text beside it, for a title that alone is too short to tell."""
    decoded = Decoded(text, encoding)
    if not text.isascii():
        if PROPER.search(text):
            decoded = _warn_of_mixture(decoded)
        elif "+" in like:
            decoded = reduce(reread, like.split("+")[1:], decoded)
        else:
            decoded = _mend_misread(decoded) or _mend_font(decoded) or decoded
    return expand_entities(decoded) if entities else decoded


def reread(decoded: Decoded, name: str) -> Decoded:
    """``decoded`` whose text was, before, in the encoding ``name``; windows-1252 stands for UTF-8 that was taken for
    it."""
    if name == "windows-1252":
        return _undo_misreading(decoded)
    text, offsets = load_charset(name).reread(decoded.text)
    text = capitalise(text) if name == "tcvn3" else text
    return replace(decoded, text=text, encoding=f"{decoded.encoding}+{name}", offsets=compose(offsets, decoded.offsets))


def expand_entities(decoded: Decoded) -> Decoded:
    """A plain text whose Vietnamese letters are all written as &#7879; or &ecirc;, in letters; else ``decoded``."""
    text = decoded.text
    if "&" not in text or PROPER.search(text) or TAG.search(text):
        return decoded
    found, parts, last = OffsetMap(), [], 0
    for m in ENTITY.finditer(text):
        letters = html.unescape(m[0].replace("&amp;", "&", 1) if m[0] != "&amp;" else m[0])
        found.copy(m.start() - last)
        found.replace(len(letters), len(m[0]))
        parts += [text[last : m.start()], letters]
        last = m.end()
    plain = "".join([*parts, text[last:]])
    verdict = judge_text(plain)
    if verdict.words < MARKED or verdict.share < REPAIRED or verdict.words <= judge_text(text).words:
        return decoded
    return replace(decoded, text=plain, offsets=compose(found.pairs(), decoded.offsets))


def _mend_misread(decoded: Decoded) -> Decoded | None:
    """UTF-8 that was read as windows-1252, once or twice."""
    if not MISREAD.search(decoded.text):
        return None
    before, mended = judge_text(decoded.text), decoded
    for _ in range(TIMES):
        mended = _undo_misreading(mended)
        after = judge_text(mended.text)
        if after.words and after.share >= REPAIRED and after.share > before.share and PROPER.search(mended.text):
            return _tell(mended, "UTF-8 that had been read as windows-1252")
        if not MISREAD.search(mended.text):
            return None
    return None


def _undo_misreading(decoded: Decoded) -> Decoded:
    found, parts, last = OffsetMap(), [], 0
    text = decoded.text
    for m in MISREAD.finditer(text):
        try:
            letter = bytes(FROM_WESTERN[c] for c in m[0]).decode("utf-8")
        except UnicodeDecodeError:
            continue
        found.copy(m.start() - last)
        found.replace(len(letter), len(m[0]))
        parts += [text[last : m.start()], letter]
        last = m.end()
    text = "".join([*parts, text[last:]])
    offsets = compose(found.pairs(), decoded.offsets)
    return replace(decoded, text=text, encoding=f"{decoded.encoding}+windows-1252", offsets=offsets)


def _mend_font(decoded: Decoded) -> Decoded | None:
    """Letters of .VnTime or VNI-Times that were taken for Latin ones."""
    as_it_is = judge_text(decoded.text)
    if as_it_is.share > POOR or as_it_is.words < MARKED:
        return None
    told = replace(decoded, text=GLYPH.sub(lambda m: GLYPHS[m[0]], decoded.text))
    raw = _to_bytes(told.text)
    verdicts = judge(raw)
    best = next(v for v in verdicts if v.name in FONTS)
    western = next(v for v in verdicts if v.name == WESTERN_NAME)
    if best.share < REPAIRED or western.share > POOR or judge_change(raw, best.name).fitting < CHANGED:
        return None
    return _tell(
        reread(told if best.name == "tcvn3" else decoded, best.name), f"a text in letters of the encoding {best.name}"
    )


def _tell(decoded: Decoded, what: str) -> Decoded:
    return replace(decoded, warnings=(*decoded.warnings, f"{what}; repaired"))


def _warn_of_mixture(decoded: Decoded) -> Decoded:
    """A proper text is never touched; what in it was read wrongly is told."""
    text, found = decoded.text, list[str]()
    if _holds(text, MISREAD_ENDS) and _holds(text, MISREAD_SIGNS):
        found += _find_misread_part(decoded)
    if _holds(text, FONT_SIGNS):
        found += _find_font_part(text)
    return replace(decoded, warnings=(*decoded.warnings, *found)) if found else decoded


def _holds(text: str, signs: tuple[str, ...]) -> bool:
    for sign in signs:  # noqa: SIM110 - a generator takes longer than the search, and every text comes by
        if sign in text:
            return True
    return False


def _find_misread_part(decoded: Decoded) -> list[str]:
    text = decoded.text
    gained = len(PROPER.findall(_undo_misreading(decoded).text)) - len(PROPER.findall(text))
    if gained < MARKED:
        return []
    at = min(text.find(sign) for sign in MISREAD_SIGNS if sign in text)
    seen = text[at : at + 12].split("\n")[0]
    return [f"a part had been read as windows-1252 ({gained} letters, from {seen!r} on); left so"]


def _find_font_part(text: str) -> list[str]:
    lines = [line for line in text.split("\n") if not line.isascii() and not PROPER.search(line)]
    raw = _to_bytes("\n".join(lines))
    best = next(v for v in judge(raw) if v.name in FONTS)
    if best.share < REPAIRED or judge_change(raw, best.name).fitting < CHANGED:
        return []
    return [f"lines in letters of the encoding {best.name}, the first {lines[0].strip()[:20]!r}; left so"]


def _to_bytes(text: str) -> bytes:
    """As windows-1252, with a blank for what it cannot say."""
    return bytes(FROM_WESTERN.get(c, 0x20) for c in text)


__all__ = ["expand_entities", "mend", "reread"]
