"""Files of every format, written by hand or by the standard library, for the tests of reading."""

from __future__ import annotations

import bz2
import gzip
import io
import json
import lzma
import sys
import tarfile
import zipfile
import zlib
from collections.abc import Mapping

if sys.version_info >= (3, 14):
    from compression import zstd
else:
    from backports import zstd

TEXT = "Năm 2019, xã Suối Hoa trồng 12 ha ngô, tăng 3,5% so với năm 2018.\nBản Lềnh có 40 hộ nuôi dê."
PACK = {".gz": gzip.compress, ".bz2": bz2.compress, ".xz": lzma.compress, ".zst": zstd.compress}
W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"


def make_zip(members: Mapping[str, bytes], method: int = zipfile.ZIP_DEFLATED) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", method) as archive:
        for name, data in members.items():
            archive.writestr(name, data)
    return out.getvalue()


def make_tar(members: Mapping[str, bytes], form: int = tarfile.PAX_FORMAT) -> bytes:
    out = io.BytesIO()
    with tarfile.open(fileobj=out, mode="w", format=form) as archive:
        for name, data in members.items():
            info = tarfile.TarInfo(name)
            info.size = len(data)
            archive.addfile(info, io.BytesIO(data))
    return out.getvalue()


def make_record(kind: str, media: str, body: bytes, **told: str) -> bytes:
    """One WARC record; ``told``: further headers, with _ for -."""
    headers = {"WARC-Type": kind, "Content-Type": media, "Content-Length": str(len(body))}
    headers |= {name.replace("_", "-"): value for name, value in told.items()}
    lines = "".join(f"{name}: {value}\r\n" for name, value in headers.items())
    return b"WARC/1.0\r\n" + lines.encode() + b"\r\n" + body + b"\r\n\r\n"


def make_answer(body: bytes, media: str = "text/plain; charset=utf-8", status: str = "200 OK", **told: str) -> bytes:
    """One WARC record of an HTTP answer; ``told``: further headers of the answer."""
    headers = {"Content-Type": media} | {name.replace("_", "-"): value for name, value in told.items()}
    lines = "".join(f"{name}: {value}\r\n" for name, value in headers.items())
    http = f"HTTP/1.1 {status}\r\n{lines}\r\n".encode() + body
    own = {"WARC_Target_URI": "https://bao.example/1", "WARC_Record_ID": "<urn:uuid:1>"}
    return make_record("response", "application/http; msgtype=response", http, **own)


def make_docx(body: str | None = None, styles: str = "", **parts: str) -> bytes:
    """A document; ``body`` is what stands in w:body, the paragraphs of TEXT without it."""
    if body is None:
        body = "".join(f"<w:p><w:r><w:t>{line}</w:t></w:r></w:p>" for line in TEXT.split("\n"))
    document = f'<?xml version="1.0"?><w:document xmlns:w="{W}"><w:body>{body}</w:body></w:document>'
    members = {"[Content_Types].xml": "<Types/>", "word/document.xml": document} | parts
    if styles:
        members["word/styles.xml"] = f'<w:styles xmlns:w="{W}">{styles}</w:styles>'
    return make_zip({name: data.encode() for name, data in members.items()})


def make_pdf(text: str = TEXT, *, tells: bool = True, packed: bool = True) -> bytes:
    """One page whose font gives its letters numbers, and ``tells`` which letters they are."""
    codes = {letter: n for n, letter in enumerate(sorted(set(text) - {"\n"}), 1)}
    shown = " 0 -14 Td ".join(
        "<" + "".join(f"{codes[letter]:04x}" for letter in line) + "> Tj" for line in text.split("\n")
    )
    lines = [f"<{n:04x}> <{letter.encode('utf-16-be').hex()}>" for letter, n in codes.items()]
    blocks = [lines[i : i + 100] for i in range(0, len(lines), 100)]
    mapping = "\n".join(f"{len(block)} beginbfchar\n" + "\n".join(block) + "\nendbfchar" for block in blocks)
    cmap = f"/CMapName /X def\n1 begincodespacerange <0000> <ffff> endcodespacerange\n{mapping}\nendcmap"
    objects = [
        b"<< /Type /Catalog /Pages 2 0 R >>",
        b"<< /Type /Pages /Kids [3 0 R] /Count 1 >>",
        b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Contents 4 0 R"
        b" /Resources << /Font << /F 5 0 R >> >> >>",
        _make_stream(f"BT /F 11 Tf 40 800 Td {shown} ET" if text else "", packed=packed),
        b"<< /Type /Font /Subtype /Type0 /BaseFont /X /Encoding /Identity-H /DescendantFonts [6 0 R]"
        + (b" /ToUnicode 7 0 R >>" if tells else b" >>"),
        b"<< /Type /Font /Subtype /CIDFontType2 /BaseFont /X /CIDSystemInfo << /Registry (Adobe) /Ordering (Identity)"
        b" /Supplement 0 >> /DW 500 >>",
        _make_stream(cmap, packed=packed),
    ]
    out, starts = b"%PDF-1.4\n", []
    for n, body in enumerate(objects, 1):
        starts.append(len(out))
        out += b"%d 0 obj\n%s\nendobj\n" % (n, body)
    table = b"xref\n0 %d\n0000000000 65535 f \n" % (len(objects) + 1)
    table += b"".join(b"%010d 00000 n \n" % start for start in starts)
    trailer = b"trailer << /Size %d /Root 1 0 R >>\nstartxref\n%d\n%%%%EOF\n" % (len(objects) + 1, len(out))
    return out + table + trailer


def _make_stream(content: str, *, packed: bool) -> bytes:
    data = zlib.compress(content.encode()) if packed else content.encode()
    return b"<< /Length %d%s >>\nstream\n%s\nendstream" % (
        len(data),
        b" /Filter /FlateDecode" if packed else b"",
        data,
    )


PAGE = (  # a web page around TEXT
    '<!DOCTYPE html><html><head><meta charset="utf-8"><title>Suối Hoa được mùa ngô - Báo Bản</title>'
    '<script type="application/ld+json">{"@type": "NewsArticle", "datePublished": "2021-01-29T07:00:00+07:00"}</script>'
    '</head><body><ul class="menu"><li><a href="/">Trang chủ</a><li><a href="/kinh-te">Kinh tế</a></ul>'
    f'<h1>Suối Hoa được mùa ngô</h1><div class="content">{"".join(f"<p>{line}</p>" for line in TEXT.split(chr(10)))}'
    "<table><tr><th>Năm<th>Ngô (ha)<tr><td>2018<td>11<tr><td>2019<td>12</table></div></body></html>"
)
ROW = json.dumps({"id": 7, "text": TEXT}, ensure_ascii=False).encode()
SAMPLES: dict[str, bytes] = {  # name → a good file
    "a.txt": TEXT.encode(),
    "a.md": f"# Ngô\n\n{TEXT}\n".encode(),
    "a.jsonl": ROW + b"\n" + ROW + b"\n",
    "a.csv": f'id,text\n7,"{TEXT}"\n8,"{TEXT}"\n'.encode(),
    "a.html": PAGE.encode(),
    "a.docx": make_docx(),
    "a.pdf": make_pdf(),
    "a.warc": make_answer(TEXT.encode()) + make_record("conversion", "text/plain", TEXT.encode()),
    "a.zip": make_zip({"a.txt": TEXT.encode(), "b.jsonl": ROW}),
    "a.tar": make_tar({"a.txt": TEXT.encode(), "b.jsonl": ROW}),
    **{f"a.txt{suffix}": pack(TEXT.encode()) for suffix, pack in PACK.items()},
    **{f"a.tar{suffix}": pack(make_tar({"a.txt": TEXT.encode()})) for suffix, pack in PACK.items()},
    "nested.zip": make_zip({"b.zip": make_zip({"c.tar.gz": gzip.compress(make_tar({"d.docx": make_docx()}))})}),
}
