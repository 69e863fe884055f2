"""WARC: the pages of a crawl. Requests, revisits and answers that are no page are no documents."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import partial
from io import BufferedReader, RawIOBase
from typing import Any

from extractor.sources.containers import Member, skip
from extractor.sources.options import Refused
from extractor.sources.tar import Stretch
from extractor.sources.unpacking import BUFFER, PACKINGS, Budget, Unpacked

LINE, LINES = 65_536, 1_000  # bytes of a line of headers, and how many there may be
KINDS = {  # media type → format
    "text/plain": ".txt",
    "text/html": ".html",
    "application/xhtml+xml": ".html",
    "application/pdf": ".pdf",
    "text/csv": ".csv",
    "application/x-ndjson": ".jsonl",
    "application/vnd.openxmlformats-officedocument.wordprocessingml.document": ".docx",
}
DAMAGED = "pack it again; what stands before is read"
Headers = dict[str, str]


def list_warc(stream: BufferedReader, budget: Budget, most: int) -> Iterator[Member]:
    """The records that answer with a document, under their address. Raises Refused where it is damaged."""
    while version := _read_version(stream):
        if not version.startswith(b"WARC/"):
            raise Refused("damaged: no record where one should begin", DAMAGED)
        headers = _read_headers(stream)
        if not headers.get("content-length", "").isdigit():
            raise Refused("damaged: a record without its length", DAMAGED)
        stretch = Stretch(stream, int(headers["content-length"]))
        if headers.get("warc-type") in ("response", "resource", "conversion"):
            yield from _read_record(headers, stretch, budget)
        skip(stream, stretch.left)


def _read_version(stream: BufferedReader) -> bytes:
    """The first line of the next record, behind the empty ones."""
    while (line := stream.readline(LINE)) and not line.strip():
        pass
    return line


def _read_headers(stream: BufferedReader) -> Headers:
    """Name in lower case → value, to the empty line. Raises Refused."""
    headers: Headers = {}
    for _ in range(LINES):
        line = stream.readline(LINE)
        if not line.endswith(b"\n"):
            break
        if not line.strip():
            return headers
        name, _, value = line.decode("utf-8", "replace").partition(":")
        headers[name.strip().lower()] = value.strip()
    raise Refused("damaged: headers without an end", DAMAGED)


def _read_record(headers: Headers, stretch: Stretch, budget: Budget) -> Iterator[Member]:
    body: BufferedReader = BufferedReader(stretch, 8192)
    media, http = headers.get("content-type", ""), headers
    if media.startswith("application/http"):
        status = body.readline(LINE).split()
        http = _read_headers(body)
        if status[1:2] != [b"200"]:
            return
        media = http.get("content-type", "")
    charset = re.search(r"charset\s*=\s*[\"']?([\w:.-]+)", media, re.I)
    kind = KINDS.get(media.partition(";")[0].strip().lower())
    url = headers.get("warc-target-uri", "").strip("<>")
    cut = (f"cut when it was crawled ({headers['warc-truncated']})",) if "warc-truncated" in headers else ()
    yield Member(
        url or "a record without an address",
        partial(_open, headers, http, body, budget),
        listed=kind is None,
        declared=charset and charset[1],
        kind=kind,
        record_id=headers.get("warc-record-id", "").strip("<>") or None,
        url=url or None,
        warnings=cut,
    )


def _open(headers: Headers, http: Headers, body: BufferedReader, budget: Budget) -> BufferedReader:
    if "warc-segment-number" in headers:
        raise Refused("a record in several pieces", "join the pieces first")
    if http is headers:
        return body
    if "chunked" in http.get("transfer-encoding", "").lower():
        body = BufferedReader(Chunked(body), BUFFER)
    packing = http.get("content-encoding", "identity").lower()
    if packing in ("identity", "none", ""):
        return body
    kind = {"gzip": ".gz", "x-gzip": ".gz", "zstd": ".zst"}.get(packing)
    if kind is None:
        raise Refused(f"packed by {packing}", "crawl it again without, or unpack it first")
    if not body.peek(4).startswith(PACKINGS[kind][0]):  # some crawlers unpack it and keep the header
        return body
    return BufferedReader(Unpacked(body, kind, budget), BUFFER)


class Chunked(RawIOBase):
    """A body in chunks, each behind its length; one that is not so after all is given as it is."""

    def __init__(self, body: BufferedReader) -> None:
        self._body, self._left = body, 0
        self._plain = not re.match(rb"[0-9a-fA-F]+[ \t]*(;[^\n]*)?\r?\n", body.peek(32))
        self._ended = False

    def readable(self) -> bool:
        return True

    def readinto(self, buffer: Any) -> int:
        if not self._plain and not self._left and not self._ended:
            self._left = self._read_length()
            self._ended = not self._left
        most = len(buffer) if self._plain else min(len(buffer), self._left)
        data = self._body.read1(min(most, BUFFER)) if most else b""
        if most and not data and not self._plain:
            raise EOFError("it ends in the middle of a chunk")
        self._left -= 0 if self._plain else len(data)
        if not self._plain and not self._left and not self._ended:
            self._body.readline(LINE)
        buffer[: len(data)] = data
        return len(data)

    def _read_length(self) -> int:
        digits = self._body.readline(LINE).partition(b";")[0].strip()
        if not re.fullmatch(rb"[0-9a-fA-F]{1,12}", digits):
            raise Refused("damaged: a chunk without its length", DAMAGED)
        return int(digits, 16)
