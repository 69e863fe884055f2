"""The readers that are scored: ours, and trafilatura alone."""

from __future__ import annotations

import re
import zlib
from io import BufferedReader, BytesIO
from xml.etree import ElementTree

import pytest
from score import FIELDS, Reading

from extractor.model import Article
from extractor.sources import Reading as Options
from extractor.sources.html.read import read_html
from extractor.text import make_article

NAMED = re.compile(r"(\s(?:class|id|itemprop|role|data-[a-z-]+)\s*=\s*[\"']?)([^\"'>]*)([\"' >])", re.I)
UNNAMED = ["xa", "xb", "xc", "xd", "xe", "xf"]


def read_article(raw: bytes) -> Article:
    """The article of a page."""
    (article,) = read_html(BufferedReader(BytesIO(raw)), "page", pytest.fail, Options())
    return article


def read_ours(raw: bytes) -> Reading:
    """What we make of a page."""
    return _tell(read_article(raw))


def read_copied(raw: bytes) -> Reading:
    """What we make of the text that was copied from a page."""
    return _tell(make_article(raw.decode("utf-8"), source="page"))


def _tell(article: Article) -> Reading:
    zones = [(zone.kind, article.text[zone.start : zone.end]) for zone in article.zones]
    return Reading(zones, {name: getattr(article, name) for name in FIELDS})


def read_trafilatura(raw: bytes) -> Reading:
    """What trafilatura makes of it: the title of its metadata is the headline, what it leaves out is furniture."""
    import trafilatura

    told = trafilatura.bare_extraction(raw, with_metadata=True)
    written = trafilatura.extract(raw, output_format="xml", include_comments=False)
    zones = [("headline", told.title)] if told and told.title else []
    if written and (main := ElementTree.fromstring(written).find("main")) is not None:
        for element in main:
            kind = "heading" if element.tag == "head" else "body"
            zones.append((kind, "".join(element.itertext())))
    fields = {
        "title": told and told.title,
        "published": told and told.date,
        "authors": [name.strip() for name in (told and told.author or "").split(";") if name.strip()],
        "publisher": told and told.sitename,
        "url": told and told.url,
        "tags": [tag.strip() for told_tags in (told and told.tags or ()) for tag in told_tags.split(",")],
        "dateline": None,
    }
    return Reading(zones, fields, rest="furniture")


def hide_names(page: str) -> str:
    """A page whose classes, ids, roles and the like say nothing: what is left is its structure."""
    return NAMED.sub(lambda m: f"{m[1]}{UNNAMED[zlib.crc32(m[2].encode()) % len(UNNAMED)]}{m[3]}", page)
