"""PDF with a text layer, by pypdf (the extra ``pdf``). What its fonts do not tell is refused, never guessed."""

from __future__ import annotations

import logging
import re
from collections.abc import Iterator
from io import BufferedReader, BytesIO
from typing import TYPE_CHECKING, Any

from extractor.model import Article
from extractor.sources.encodings import mend
from extractor.sources.judging import judge_text
from extractor.sources.options import OnError, Reading, Refused, read_whole, refuse_long
from extractor.text import make_article

if TYPE_CHECKING:
    from pypdf import PdfReader

OCR = "make a text layer: ocrmypdf -l vie --force-ocr IN.pdf OUT.pdf"
NO_LETTER = re.compile(r"[\x00-\x08\x0e-\x1f\x7f-\x9f\ufffd\ue000-\uf8ff]|\(cid:\d+\)|/g?\d{2,5}(?=/)")
UNTOLD = 0.01  # the share of characters of which a font does not tell the letter, from which on nothing is trusted
SYLLABLES, MARKED = 0.5, 20  # the share of marked words that must be syllables, where there are so many of them
FREE, RATIO = 20_000_000, 50  # bytes of pages unpacked, and for each byte of the file
LIMITS: dict[str, Any] = {  # pypdf's own, for a page
    "zlib_maximum_output_length": 20_000_000,
    "stream_parsing_work_maximum_count": 500_000,
    "xform_maximum_invocations_per_extraction": 500,
}
MOST = 3  # oddities that are told
LOOSE, TIGHT = 0.7, 0.9  # of the longest line, to which a line goes that goes on in lower case, or with a capital
END = re.compile(r"[.!?:;…\"”»)]$")


def read_pdf(stream: BufferedReader, source: str, on_error: OnError, reading: Reading) -> Iterator[Article]:
    """The article of a document, its lines joined to paragraphs. Raises Refused where it has no text layer, or one
    that is not what a reader sees."""
    try:
        from pypdf import PdfReader, apply_configuration
    except ModuleNotFoundError:
        raise Refused("a PDF, which needs pypdf", "pip install 'vnfacts[pdf]'") from None
    raw = read_whole(stream, reading.max_bytes)
    with apply_configuration(**LIMITS), _Oddities() as oddities:
        pages = _read_pages(PdfReader(BytesIO(raw)), len(raw), reading.max_bytes)
    found = mend("\n".join(map(join_lines, pages)), entities=True)
    warnings = (*found.warnings, *_check(found.text), *_tell_empty(pages), *oddities.told)
    yield make_article(found.text, source=source, encoding=found.encoding, offsets=found.offsets, warnings=warnings)


class _Oddities(logging.Handler):
    """What pypdf says while it reads: something of the file may be missing."""

    def __init__(self) -> None:
        super().__init__(logging.WARNING)
        self.told: list[str] = []

    def emit(self, record: logging.LogRecord) -> None:
        words = f"pypdf: {' '.join(record.getMessage().split())[:200]}"
        if len(self.told) < MOST and words not in self.told:
            self.told.append(words)

    def __enter__(self) -> _Oddities:
        log = logging.getLogger("pypdf")
        log.addHandler(self)
        log.propagate = False
        return self

    def __exit__(self, *_: object) -> None:
        logging.getLogger("pypdf").removeHandler(self)


def _read_pages(reader: PdfReader, size: int, most: int) -> list[str]:
    """The text of each page; a small file may not make much work. Raises Refused."""
    if reader.is_encrypted and not _decrypt(reader):
        raise Refused("encrypted", "take off its password: qpdf --decrypt")
    texts: list[str] = []
    work, length, met = 0, 0, set[int]()
    for page in reader.pages:
        contents, number = page.get_contents(), page.indirect_reference
        work += len(contents.get_data()) if contents else 0
        if work > FREE + RATIO * size or (number and number.idnum in met):
            raise Refused("a PDF that unpacks to much more than it is: a bomb", OCR)
        met |= {number.idnum} if number else set()
        texts.append(page.extract_text())
        length += len(texts[-1])
        if length > most:
            raise refuse_long(most)
    return texts


def _decrypt(reader: PdfReader) -> bool:
    """Whether it opens without a password, and without another library."""
    from pypdf.errors import DependencyError

    try:
        return bool(reader.decrypt(""))
    except (DependencyError, NotImplementedError):
        return False


def _tell_empty(pages: list[str]) -> list[str]:
    """A warning where some pages gave no text."""
    empty = [str(n) for n, page in enumerate(pages, 1) if not page.strip()]
    return [f"no text on page {', '.join(empty[:10])}{', …' if len(empty) > 10 else ''}"] if empty else []


def _check(text: str) -> list[str]:
    """A warning where it is in doubt whether the text is what stands on the pages. Raises Refused where it is not."""
    bare = re.sub(r"\s", "", text)
    if not bare:
        raise Refused("a PDF without a text layer", OCR)
    untold = sum(len(m[0]) for m in NO_LETTER.finditer(text)) / len(bare)
    if untold > UNTOLD:
        raise Refused(f"a PDF whose fonts do not tell the letters ({untold:.0%} of them)", OCR)
    verdict = judge_text(text)
    if verdict.words >= MARKED and verdict.share < SYLLABLES:
        raise Refused(f"a PDF whose letters make no words ({verdict.share:.0%} are Vietnamese syllables)", OCR)
    if not verdict.words and len(text.split()) >= MARKED:
        return ["no word bears a Vietnamese mark: see whether the text is what the pages show"]
    return []


def join_lines(page: str) -> str:
    """The lines of a page as paragraphs: a line goes on where its end is that of the page, and of no sentence."""
    lines = [line.rstrip() for line in page.split("\n")]
    widest = max(map(len, lines), default=0)
    parts: list[str] = []
    for line, following in zip(lines, [*lines[1:], ""], strict=True):
        parts += [line, " " if _goes_on(line, following.strip(), widest) else "\n"]
    return "".join(parts[:-1])


def _goes_on(line: str, following: str, widest: int) -> bool:
    if not line or not following:
        return False
    if following[0].islower():
        return len(line) >= LOOSE * widest
    word = following.split()[0]  # would it have fitted?
    return len(line) + 1 + len(word) >= TIGHT * widest and not END.search(line)
