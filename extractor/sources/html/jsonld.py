"""What the scripts of a page in JSON-LD tell of the article."""

from __future__ import annotations

import html
import json
import re
from collections.abc import Iterator
from typing import Any

from extractor.sources.html.nodes import Page

ARTICLE = re.compile(r"(?:Article|Posting|Report|Review|Liveblog)$", re.I)
PUBLISHER = re.compile(r"(?:Organization|Corporation|Newspaper)$")
OTHERS = ("itemListElement", "comment", "mentions", "review")  # what they hold is no part of the article
MANY = 2000  # objects that are looked at
COMMA = re.compile(r",\s*([}\]])")  # one too many
CONTROL = re.compile(r"<!--|-->|//\s*<!\[CDATA\[|//\s*\]\]>|/\*.*?\*/", re.S)

Thing = dict[str, Any]


def find_things(page: Page) -> list[Thing]:
    """All objects of the page's scripts, those of lists and @graph too, the outer before the inner."""
    found: list[Thing] = []
    for name, start, end, told in page.wholes:
        if name == "script" and "ld+json" in told.lower():
            found += _walk(_parse(page.source[start:end]))
    return found


def find_article(things: list[Thing]) -> Thing:
    """The article's own object, {} where there is none."""
    named = [thing for thing in things if any(ARTICLE.search(kind) for kind in types_of(thing))]
    return next((thing for thing in named if "datePublished" in thing or "headline" in thing), {})


def find_publisher(things: list[Thing], article: Thing) -> str | None:
    """The name of an organization that stands for itself: not who has written the article."""
    named = (t for t in things if t is not article.get("author") and any(map(PUBLISHER.search, types_of(t))))
    return next(filter(None, map(read_name, named)), None)


def types_of(thing: Thing) -> list[str]:
    """Its @type, or all of them."""
    kinds = thing.get("@type")
    return [kind for kind in (kinds if isinstance(kinds, list) else [kinds]) if isinstance(kind, str)]


def read_name(told: Any) -> str | None:
    """A name that is written as such, or as an object that has one."""
    if isinstance(told, list):
        told = told[0] if told else None
    if isinstance(told, dict):
        told = told.get("name")
    return tidy(told) if isinstance(told, str) and told.strip() else None


def read_names(told: Any, things: list[Thing]) -> list[str]:
    """All names; an object that only points to another (@id) has the name of that."""
    names = []
    for one in told if isinstance(told, list) else [told]:
        if isinstance(one, dict) and "name" not in one and "@id" in one:
            one = next((thing for thing in things if thing.get("@id") == one["@id"] and "name" in thing), one)
        inner = one.get("name") if isinstance(one, dict) else None
        names += [name for each in (inner if isinstance(inner, list) else [one]) if (name := read_name(each))]
    return names


def tidy(words: str) -> str:
    """Words of an attribute or a script, entities read, white space collapsed."""
    return " ".join(html.unescape(words).split())


def _parse(text: str) -> Any:
    for mended in (text, COMMA.sub(r"\1", CONTROL.sub("", text)).strip().rstrip(";")):
        try:
            return json.loads(mended, strict=False)
        except (ValueError, RecursionError):
            continue
    return None


def _walk(told: Any) -> Iterator[Thing]:
    waiting = [told]
    for _ in range(MANY):
        if not waiting:
            return
        one = waiting.pop(0)
        if isinstance(one, dict):
            yield one
            waiting += [value for key, value in one.items() if isinstance(value, dict | list) and key not in OTHERS]
        elif isinstance(one, list):
            waiting += one
