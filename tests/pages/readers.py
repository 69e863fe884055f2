"""The readers that are scored: ours, and trafilatura alone."""

from __future__ import annotations

from io import BytesIO
from io import BufferedReader
from xml.etree import ElementTree

import pytest
from score import FIELDS, Reading

from extractor.model import Article
from extractor.sources.html.read import read_html
from extractor.sources import Reading as Options


def read_article(raw: bytes) -> Article:
    """The article of a page."""
    (article,) = read_html(BufferedReader(BytesIO(raw)), "page", pytest.fail, Options())
    return article


def read_ours(raw: bytes) -> Reading:
    """What we make of a page."""
    article = read_article(raw)
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
