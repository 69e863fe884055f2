"""What a stream is: its first bytes decide; its name does where they leave it open."""

from __future__ import annotations

import re
from pathlib import PurePosixPath

from extractor.sources.fields import find_fields
from extractor.sources.unpacking import PACKINGS

SUFFIXES = {  # other names of a format → its own
    ".text": ".txt",
    ".md": ".txt",
    ".markdown": ".txt",
    ".ndjson": ".jsonl",
    ".json": ".jsonl",
    ".tsv": ".csv",
    ".htm": ".html",
    ".xhtml": ".html",
    ".docm": ".docx",
    ".tgz": ".tar.gz",
    ".tbz2": ".tar.bz2",
    ".txz": ".tar.xz",
    ".tzst": ".tar.zst",
}
MAGIC: tuple[tuple[int, bytes, str], ...] = (  # offset, bytes, what they tell
    *((0, magic, kind) for kind, (magic, _) in PACKINGS.items()),
    (0, b"PK\x03\x04", ".zip"),
    (0, b"PK\x05\x06", ".zip"),
    (257, b"ustar", ".tar"),
    (0, b"WARC/", ".warc"),
    (0, b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", ".doc"),
    (0, b"{\\rtf", ".rtf"),
    (0, b"7z\xbc\xaf\x27\x1c", ".7z"),
    (0, b"Rar!\x1a\x07", ".rar"),
    (0, b"SQLite format 3\x00", ".sqlite"),
    (0, b"PAR1", ".parquet"),
    (0, b"\x04\x22\x4d\x18", ".lz4"),
)
REFUSED: dict[str, tuple[str, str]] = {  # what is known and not read: what was seen, what to do
    ".doc": (
        "a file of an old Office (.doc, .xls, .ppt), or one with a password",
        "save it as .docx without one (LibreOffice: soffice --convert-to docx)",
    ),
    ".xls": ("a spreadsheet", "save it as CSV"),
    ".odt": ("an OpenDocument file", "save it as .docx"),
    ".epub": ("an e-book", "save it as .docx or text"),
    ".pptx": ("a presentation", "save it as PDF or text"),
    ".rtf": ("an RTF file", "save it as .docx"),
    ".7z": ("a 7-Zip archive", "pack it again as .zip or .tar.zst"),
    ".rar": ("a RAR archive", "pack it again as .zip or .tar.zst"),
    ".lz4": ("packed by lz4", "pack it again as .zst"),
    ".sqlite": ("an SQLite file", "vnfacts export reads a store; else write its rows as JSON Lines"),
    ".parquet": ("a Parquet file", "write its rows as JSON Lines"),
    ".xml": ("an XML file that is no page", "save what it tells as HTML, text or JSON Lines"),
    ".json array": ("a JSON array", "write one object a line: jq -c '.[]'"),
    ".json object": ("a JSON object over several lines", "write one object a line: jq -c ."),
}
PAGE = re.compile(
    rb"(?:<\?xml[^>]*>\s*)?(?:<!--.*?-->\s*)*<(?:!doctype\s+html|html|head|body|meta|title)\b", re.I | re.S
)
RECORD = re.compile(rb'\{\s*"[^"\n]{1,100}"\s*:')
DELIMITERS = ",;\t|"


def detect(head: bytes, name: str) -> str:
    """A key of READERS, CONTAINERS, PACKINGS or REFUSED."""
    if kind := next((kind for at, magic, kind in MAGIC if head.startswith(magic, at)), None):
        return _look_into(head, name) if kind == ".zip" else kind
    if b"%PDF-" in head[:1024]:
        return ".pdf"
    if _is_old_tar(head):
        return ".tar"
    return _detect_text(_as_bytes(head), find_suffix(name))


def find_suffix(name: str) -> str:
    """.txt for a.TXT and a.md; .tar.gz for a.tgz."""
    suffix = PurePosixPath(name.lower()).suffix
    return SUFFIXES.get(suffix, suffix)


def strip_packed(name: str) -> str:
    """The name without what tells that it is packed: a.tar for a.tgz, a.txt for a.txt.gz."""
    path = PurePosixPath(name)
    suffix = find_suffix(name)
    if suffix in PACKINGS:
        return str(path.with_suffix(""))
    return str(path.with_suffix(".tar")) if suffix.startswith(".tar.") else name


def _is_old_tar(head: bytes) -> bool:
    """A tar file from before they had a mark: its first block adds up."""
    digits = head[148:156].strip(b" \x00")
    if len(head) < 512 or not re.fullmatch(b"[0-7]{2,7}", digits):
        return False
    return int(digits, 8) == sum(head[:148]) + 8 * 32 + sum(head[156:512])


def _as_bytes(head: bytes) -> bytes:
    """Without its mark, in one byte a character as far as it is ASCII."""
    if head.startswith((b"\xff\xfe", b"\xfe\xff")):
        return head.decode("utf-16", "ignore").encode("utf-8", "ignore")
    return head.removeprefix(b"\xef\xbb\xbf")


def _look_into(head: bytes, name: str) -> str:
    """A zip file may be a document: its first member tells."""
    if b"application/vnd.oasis" in head[:200]:
        return ".odt"
    if b"application/epub" in head[:200]:
        return ".epub"
    office = re.match(rb"\[Content_Types\]\.xml|_rels/|word/|docProps/", head[30:])
    return ".docx" if office or find_suffix(name) == ".docx" else ".zip"


def _detect_text(head: bytes, suffix: str) -> str:
    start = head.lstrip()
    if PAGE.match(start):
        return ".html"
    if start.startswith(b"<?xml"):
        return ".xml"
    if suffix != ".jsonl" and not RECORD.match(start):
        return _detect_loosely(start, suffix)
    if re.match(rb'\[\s*(\{\s*"|$)', start):
        return ".json array"
    return ".json object" if re.match(rb'\{\s*\n\s*"', start) else ".jsonl"


def _detect_loosely(start: bytes, suffix: str) -> str:
    if suffix in (".txt", ".csv", ".html", ".warc"):
        return suffix.replace(".warc", ".txt")
    if start.startswith(b"{"):
        return ".jsonl"
    return ".csv" if not suffix and find_delimiter(start.partition(b"\n")[0].decode("utf-8", "replace")) else ".txt"


def find_delimiter(header: str) -> str | None:
    """What parts the columns of a header in which one is a text and one more is known."""
    best = max(DELIMITERS, key=header.count)
    found = find_fields([cell.strip(' "\r') for cell in header.split(best)], {})
    return best if len(found) > 1 and ("text" in found or "html" in found) else None
