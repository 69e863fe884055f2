"""What can be read: one format a file, one line here."""

from __future__ import annotations

from extractor.sources.containers import Container
from extractor.sources.delimited import read_csv
from extractor.sources.docx import read_docx
from extractor.sources.html.read import read_html
from extractor.sources.jsonl import read_jsonl
from extractor.sources.options import Reader
from extractor.sources.pdf import read_pdf
from extractor.sources.tar import list_tar
from extractor.sources.txt import read_txt
from extractor.sources.warc import list_warc
from extractor.sources.zip import list_zip

READERS: dict[str, Reader] = {
    ".txt": read_txt,
    ".jsonl": read_jsonl,
    ".csv": read_csv,
    ".html": read_html,
    ".docx": read_docx,
    ".pdf": read_pdf,
}
CONTAINERS: dict[str, Container] = {".zip": list_zip, ".tar": list_tar, ".warc": list_warc}
