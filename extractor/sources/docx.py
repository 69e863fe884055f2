"""Word documents (.docx): the text of the body, as its last reader sees it."""

from __future__ import annotations

import zipfile
from collections.abc import Iterator
from io import BufferedReader
from typing import Any
from xml.parsers import expat

from extractor.model import Article
from extractor.sources.encodings import decode, mend
from extractor.sources.options import OnError, Reading, Refused, read_whole, refuse_long
from extractor.sources.streams import hold
from extractor.text import make_article

W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main "
LEFT_OUT = {  # elements whose words the reader does not see, or sees elsewhere, and what is told of paragraphs
    W + "pPr",
    W + "del",
    W + "moveFrom",
    "http://schemas.openxmlformats.org/markup-compatibility/2006 Fallback",
}
MARKS = {W + "tab": "\t", W + "br": "\n", W + "cr": "\n", W + "noBreakHyphen": "-"}
OTHERS = {  # a document of Office that is none of Word → what to do
    "xl/workbook.xml": ("an Excel workbook", "save it as CSV"),
    "ppt/presentation.xml": ("a presentation", "save it as PDF or text"),
}
DEPTH = 500  # elements one in the other


def read_docx(stream: BufferedReader, source: str, on_error: OnError, reading: Reading) -> Iterator[Article]:
    """The article of a document: a line a paragraph, a line a row of a table with tabs between its cells."""
    raw = stream if stream.seekable() else hold(read_whole(stream, reading.max_bytes))
    with zipfile.ZipFile(raw) as archive:
        text = _read_body(archive, reading.max_bytes)
    if not text.strip():
        raise Refused("a document without text", "if it holds pictures of pages, run OCR on it")
    found = mend(text, entities=True)
    yield make_article(
        found.text, source=source, encoding=found.encoding, offsets=found.offsets, warnings=found.warnings
    )


def _read_body(archive: zipfile.ZipFile, most: int) -> str:
    names = set(archive.namelist())
    for name, refused in OTHERS.items():
        if name in names:
            raise Refused(*refused)
    if "word/document.xml" not in names:
        raise Refused("a zip file without a Word document", "give a .docx")
    fonts = _Fonts()
    if "word/styles.xml" in names:
        _parse(archive, "word/styles.xml", fonts, most)
    body = _Body(fonts.normal)
    _parse(archive, "word/document.xml", body, most)
    return "".join(body.parts)


def _parse(archive: zipfile.ZipFile, name: str, handler: Any, most: int) -> None:
    """Feed a part to a handler. Raises Refused."""
    parser = expat.ParserCreate(namespace_separator=" ")
    parser.StartElementHandler, parser.EndElementHandler = handler.start, handler.end
    parser.CharacterDataHandler, parser.StartDoctypeDeclHandler = handler.say, _refuse_doctype
    parser.buffer_text = True
    size = 0
    try:
        with archive.open(name) as part:
            while data := part.read(1 << 16):
                size += len(data)
                if size > most:
                    raise refuse_long(most)
                parser.Parse(data, False)
            parser.Parse(b"", True)
    except expat.ExpatError as error:
        raise Refused(f"damaged ({name}: {error})", "save it again in Word") from None
    finally:
        parser.StartElementHandler = parser.EndElementHandler = parser.CharacterDataHandler = None


def _refuse_doctype(*_: Any) -> None:
    raise Refused("a document that declares entities", "save it again in Word")


class _Fonts:
    """Of the styles: the font of what has no other."""

    def __init__(self) -> None:
        self.normal = ""
        self._normal = False

    def start(self, name: str, told: dict[str, str]) -> None:
        if name == W + "style":
            self._normal = told.get(W + "default") == "1" and told.get(W + "type") == "paragraph"
        elif name == W + "rFonts" and (self._normal or not self.normal):
            self.normal = told.get(W + "ascii", self.normal)

    def end(self, name: str) -> None:
        if name == W + "style":
            self._normal = False

    def say(self, words: str) -> None:
        """Styles say nothing."""


class _Body:
    """Of the document: its words, and the font that each run of them is in."""

    def __init__(self, font: str) -> None:
        self.parts: list[str] = []
        self._normal, self._font = font, font
        self._run: list[str] = []
        self._depth = self._hidden = self._cells = 0
        self._listens = False

    def start(self, name: str, told: dict[str, str]) -> None:
        self._depth += 1
        if self._depth > DEPTH:
            raise Refused("a document of too many layers", "save it again in Word")
        if self._hidden or name in LEFT_OUT:
            self._hidden += 1
        elif name == W + "r":
            self._font = self._normal
        elif name == W + "rFonts":
            self._font = told.get(W + "ascii", self._font)
        elif name == W + "txbxContent":
            self.parts.append("\n")
        elif name == W + "tc":
            self._cells += 1
        elif name in MARKS:
            self.parts.append(MARKS[name])
        self._listens = name == W + "t" and not self._hidden

    def end(self, name: str) -> None:
        self._depth -= 1
        if self._hidden:
            self._hidden -= 1
        elif name == W + "t":
            self.parts.append(read_font("".join(self._run), self._font))
            self._run.clear()
        elif name == W + "p":
            self.parts.append(" " if self._cells else "\n")
        elif name == W + "tc":
            self._cells -= 1
            self.parts.append("\t")
        elif name == W + "tr":
            self.parts.append("\n")
        self._listens = False

    def say(self, words: str) -> None:
        if self._listens:
            self._run.append(words)


def read_font(words: str, font: str) -> str:
    """The words of a run: fonts of TCVN3 (.VnTime; .VnTimeH draws capitals) and VNI draw others than they hold."""
    encoding = "tcvn3" if font.startswith(".Vn") else "vni" if font.startswith("VNI-") else None
    if encoding is None or words.isascii():
        return words.upper() if font.startswith(".Vn") and font.endswith("H") else words
    try:
        text = decode(words.encode("cp1252"), forced=encoding).text
    except ValueError:
        return words
    return text.upper() if font.endswith("H") and encoding == "tcvn3" else text
