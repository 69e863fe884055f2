"""The fields of a record, by the names that people give them."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Mapping

FIELDS: dict[str, tuple[str, ...]] = {  # ours → theirs, folded as ``fold`` does; the first that is there is taken
    "text": (
        *("text", "noidung", "body", "content", "articlebody", "articletext", "bodytext", "maintext", "fulltext"),
        *("plaintext", "toanvan", "vanban", "baiviet", "article", "story"),
    ),
    "html": ("html", "rawhtml", "bodyhtml", "contenthtml", "htmlcontent", "pagehtml", "mahtml"),
    "title": ("title", "headline", "tieude", "tenbai", "nhande", "tit", "articletitle"),
    "id": ("id", "recordid", "docid", "documentid", "articleid", "uuid", "guid", "uid", "mabai", "maso", "sohieu"),
    "date": (
        *("date", "published", "publishedat", "publisheddate", "publishdate", "datepublished", "publicationdate"),
        *("pubdate", "pubtime", "publishtime", "datetime", "timestamp", "ngaydang", "ngayxuatban", "ngay", "thoigian"),
        *("thoigiandang", "ngaydangbai", "ngaygiodang", "createdat"),
    ),
    "author": ("author", "authors", "byline", "writer", "tacgia", "nguoiviet", "butdanh", "phongvien"),
    "url": ("url", "link", "canonicalurl", "sourceurl", "pageurl", "href", "uri", "duongdan", "lienket", "diachi"),
}


def fold(name: str) -> str:
    """publish_date → publishdate, Ngày đăng → ngaydang."""
    bare = unicodedata.normalize("NFD", name.casefold().replace("đ", "d"))
    return re.sub(r"[^a-z0-9]", "", bare)


def find_fields(names: Iterable[str], told: Mapping[str, str]) -> dict[str, str]:
    """Our field → the record's own name for it; ``told`` goes first."""
    by_name: dict[str, str] = {}
    for name in names:
        by_name.setdefault(fold(name), name)
    found = {ours: next((by_name[name] for name in theirs if name in by_name), None) for ours, theirs in FIELDS.items()}
    return {ours: name for ours, name in found.items() if name is not None and ours not in told} | dict(told)
