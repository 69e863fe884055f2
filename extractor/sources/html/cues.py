"""What an element's class, id, role or itemprop says that it is."""

from __future__ import annotations

import re
from functools import lru_cache

from extractor.data import data_path, read_table

# The first of these that a word of the element speaks for: a related box is one whatever else it is called.
ORDER = (
    "comments",
    "teasers",
    "furniture",
    "caption",
    "lead",
    "byline",
    "meta",
    "kicker",
    "heading",
    "headline",
    "box",
    "body",
    "aside",
)
ELEMENTS = {  # what an element is by its name alone
    "nav": "furniture",
    "footer": "furniture",
    "form": "furniture",
    "button": "furniture",
    "aside": "aside",
    "figcaption": "caption",
    "time": "meta",
    "blockquote": "box",
    "dialog": "furniture",
    "label": "furniture",
}
TOLD = re.compile(
    r"(?:^|\s)(?:class|id|role|itemprop|rel|type|data-(?:type|role|campaign|box|component|block))\s*=\s*"
    r"(?:\"([^\"]*)\"|'([^']*)'|([^\s>]+))",
    re.I,
)
WORD = re.compile(r"[A-Z]+(?![a-z])|[A-Z]?[a-z]+")
LONG = 7  # letters from which on words are found within longer ones: fbcomments
PASSED = re.compile(  # how it is set, not what it is; the head and the foot of an article
    r"(?:text|align|float|pull)[-_]|(?:post|entry|article|news|detail|story)[-_]*(?:foot|head)(?:er)?(?:-line.*)?$",
    re.I,
)
IGNORED = frozenset({"nofollow", "noopener", "noreferrer", "button", "bookmark", "text"})


def find_cue(name: str, told: str) -> str | None:
    """The kind of an element by its name and its attributes as written."""
    if told and ("=" in told):
        said = [double or single or bare for double, single, bare in TOLD.findall(told)]
        if said and (kind := read_cue(" ".join(said))):
            own = ELEMENTS.get(name)
            return own if own in ("meta", "furniture", "caption") and kind not in ("furniture", "teasers") else kind
    return ELEMENTS.get(name)


@lru_cache(maxsize=8192)
def read_cue(said: str) -> str | None:
    """The kind that the words of classes speak for, the weightiest where they speak for several."""
    found: set[str | None] = set()
    known, long = _read_cues()
    for token in said[:400].split()[:30]:
        words = [word.lower() for word in WORD.findall(token)]
        if not words or token.lower() in IGNORED or PASSED.match(token):
            continue
        for i in range(len(words)):
            for j in range(i + 1, min(i + 5, len(words) + 1)):
                if (kind := known.get("".join(words[i:j]))) or (
                    not i and (kind := known.get("^" + "".join(words[:j])))
                ):
                    found.add(kind)
        squeezed = "".join(words)
        found.update(kind for word, kind in long if word in squeezed)
    kind = next((kind for kind in ORDER if kind in found), None)
    return "furniture" if kind == "comments" else kind


@lru_cache(maxsize=1)
def _read_cues() -> tuple[dict[str, str], tuple[tuple[str, str], ...]]:
    """The words of lexicon/page_cues.tsv without blanks: all of them, and those long enough to be found anywhere."""
    rows = read_table(data_path("lexicon", "page_cues.tsv"))
    known = {row["words"].replace(" ", ""): row["kind"] for row in rows}
    known = {f"{word}s": kind for word, kind in known.items() if len(word) > 3} | known
    return known, tuple((word, kind) for word, kind in known.items() if len(word) >= LONG and word[0] != "^")
