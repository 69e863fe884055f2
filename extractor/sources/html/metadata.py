"""What a page tells of its article: in its head, in JSON-LD, in attributes, and in what it shows."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass, field

from extractor.sources.fields import fold
from extractor.sources.html.jsonld import Thing, find_article, find_publisher, find_things, read_name, read_names, tidy
from extractor.sources.html.nodes import Page
from extractor.sources.html.walk import read_text
from extractor.text.publishers import GENERIC, PAPER, read_titled
from extractor.text.shapes import DOMAIN

SEPARATORS = re.compile(r"\s+[|\-–—:•»>]+\s+|\s*[|»]\s*")
PUBLISHED = (
    *(
        "article:published_time",
        "datepublished",
        "pubdate",
        "publishdate",
        "publish-date",
        "publish_date",
        "dc.date.issued",
    ),
    *(
        "og:article:published_time",
        "og:published_time",
        "dcterms.created",
        "dcterms.issued",
        "dc.date",
        "sailthru.date",
    ),
    *("parsely-pub-date", "cxenseparse:recs:publishtime", "article.published", "date", "dc.date.created"),
)
AUTHORS = ("author", "article:author", "dc.creator", "parsely-author", "cxenseparse:author", "citation_author")
WRITTEN = re.compile(r"(?:được )?(?:viết|đăng) bởi|tác giả|written by", re.I)
TITLES = ("og:title", "twitter:title", "headline", "dc.title", "title")
KEYWORDS = ("news_keywords", "keywords")


@dataclass(slots=True)
class Told:
    """The head of a page: ``metas`` by name, property or itemprop in lower case; ``article`` of JSON-LD."""

    metas: dict[str, list[str]] = field(default_factory=dict)
    things: list[Thing] = field(default_factory=list)
    article: Thing = field(default_factory=dict)
    canonical: str | None = None
    title: str = ""

    def first(self, names: Iterable[str]) -> str | None:
        """The first value under the first of ``names`` that has one."""
        return next((value for name in names for value in self.metas.get(name, ())), None)

    def titles(self) -> list[str]:
        """What the article may be called, the surest first."""
        found = [read_name(self.article.get("headline")), self.first(TITLES), self.title]
        parts = [part for part in SEPARATORS.split(self.title) if len(part) > 15 and not PAPER.match(part)]
        return [title for title in (*found, *parts) if title and read_titled(title) != title]


def read_head(page: Page) -> Told:
    """What is told in metas, links and scripts, wherever in the page they stand."""
    told = Told(things=find_things(page))
    told.article = find_article(told.things)
    for node in page.metas:
        if node.name == "link":
            if "canonical" in node.get("rel").lower() and not told.canonical:
                told.canonical = node.get("href").strip()
        elif content := tidy(node.get("content")):
            for key in ("property", "name", "itemprop"):
                for name in node.get(key).lower().split() if key == "itemprop" else [node.get(key).lower().strip()]:
                    if name and content not in told.metas.setdefault(name, []):
                        told.metas[name].append(content)
    title = next((whole for whole in page.wholes if whole[0] == "title"), None)
    told.title = read_text(page.source, title[1], title[2]) if title else ""
    return told


def find_url(told: Told) -> str | None:
    """The address that the page gives itself."""
    for url in (told.canonical, told.first(("og:url",)), read_name(told.article.get("url"))):
        if url and re.match(r"https?://\S+$", url):
            return url
    return None


def hosts_of(told: Told) -> list[str]:
    """The name in the address of the site: songhong of https://www.songhong.vn/1.html."""
    m = re.match(r"https?://(?:www\.)?([\w-]+)", find_url(told) or "")
    return [m[1]] if m else []


def find_site(told: Told) -> str | None:
    """The paper's name as its head tells; an address only where there is no other."""
    told_names = find_sites(told)
    first = next(iter(told_names), None)
    # of a name without marks and the same with them, or with a word more, the latter
    bare = fold(first) if first and first.isascii() and " " in first else "-"
    return next((name for name in told_names if not name.isascii() and bare in fold(name)), first)


def find_sites(told: Told) -> list[str]:
    """All names of the paper that its head tells, the surest first."""
    names = [
        told.first(("og:site_name",)),
        read_name(told.article.get("publisher")),
        find_publisher(told.things, told.article),
        told.first(("dc.publisher", "publisher", "application-name", "copyright")),
    ]
    return [_strip_slogan(name) for name in names if name and not DOMAIN.fullmatch(name)]


def _strip_slogan(name: str) -> str:
    """Báo Sông Hồng of Báo Sông Hồng - Tin nhanh mỗi ngày."""
    first, *rest = [part for part in SEPARATORS.split(name) if part] or [name]
    slogan = rest and any(word[0].islower() for part in rest for word in part.split())
    return first if slogan and not any(map(PAPER.match, rest)) and not GENERIC.fullmatch(first) else name


def find_keywords(told: Told) -> tuple[str, ...]:
    """What the head files the article under."""
    if listed := told.metas.get("article:tag"):
        return tuple(listed if len(listed) > 1 else split_keywords(listed[0]))
    if words := told.first(KEYWORDS):
        return tuple(split_keywords(words))
    words = told.article.get("keywords")
    if isinstance(words, list):
        return tuple(tidy(word) for word in words if isinstance(word, str) and word.strip())
    return tuple(split_keywords(words)) if isinstance(words, str) else ()


def split_keywords(words: str) -> list[str]:
    """Keywords between commas, each once."""
    return list(dict.fromkeys(word for part in re.split(r"[,;]", words) if (word := tidy(part))))


def find_told_date(told: Told) -> str | None:
    """The day or moment of publication that the head tells, as written."""
    return read_name(told.article.get("datePublished")) or told.first(PUBLISHED)


def find_told_authors(told: Told) -> list[str]:
    """Who the head says has written it."""
    names = read_names(told.article.get("author") or told.article.get("creator"), told.things)
    metas = [name for meta in AUTHORS for name in told.metas.get(meta, ())]
    for n in (1, 2):  # label and value that programs of blogs write for cards
        if any(map(WRITTEN.match, told.metas.get(f"twitter:label{n}", ()))):
            metas += told.metas.get(f"twitter:data{n}", ())
    return names + [name for name in metas if not re.match(r"https?:|@", name)]
