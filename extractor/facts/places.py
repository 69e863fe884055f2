"""Where a figure holds: a place in the sentence, in its paragraph, or the place that the article is about."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Sequence

from extractor.model import Doc, Entity, Place, Sentence

TYPES = "thành phố|thị xã|tỉnh|huyện|quận|xã|phường"
WHOLE = rf"(?:toàn|cả) (?:{TYPES}|quốc|nước)"
BARE = rf"(?<![\d/] )(?<!thị )(?<!xã )(?<!xã, )(?<!các )(?:{TYPES}|TP|địa phương)(?! [A-ZĐÀ-Ỹ]|[ ,]*\d)"
GENERIC = re.compile(rf"\b(?:{WHOLE}|{BARE})\b")
BODY_TYPES = {"thị ủy": "thị xã", "tỉnh ủy": "tỉnh", "huyện ủy": "huyện", "thành ủy": "thành phố", "quận ủy": "quận"}


def make_place_finder(doc: Doc, mentions: Sequence[Entity]) -> Callable[[Sentence, int], Place | None]:
    """A function from (sentence, start of the fact) to its place."""
    locs = [m for m in mentions if m.label == "LOC"]
    votes = Counter(m.name for m in locs if m.start < _teasers_from(doc))
    for m in mentions:
        head, _, rest = m.name.partition(" ủy ")
        if m.label == "ORG" and rest and (kind := BODY_TYPES.get(head.lower() + " ủy")):
            votes[f"{kind} {rest}"] += 1
    ranked = [name for name, _ in votes.most_common()]

    def resolve(words: str) -> str:
        kind = "thành phố" if words == "TP" else words
        return next((n for n in ranked if n.lower().startswith(kind + " ")), words)

    def find_place(sentence: Sentence, start: int) -> Place | None:
        told = [(m.start, Place(m.text, m.name, m.link)) for m in locs if sentence.start <= m.start < sentence.end]
        for m in GENERIC.finditer(doc.text, sentence.start, sentence.end):
            whole = m[0].startswith(("toàn", "cả"))
            told.append((m.start(), Place(m[0], m[0] if whole else resolve(m[0]))))
        told.sort(key=lambda x: x[0])
        left = [place for at, place in told if at <= start]
        if left:
            return left[-1]
        if right := [
            place for _, place in told if place.text[0].isupper() or place.name.lower() not in TYPES.split("|")
        ]:
            return right[0]
        if sentence.zone == "teaser":
            return None
        earlier = [s for s in doc.sentences if s.paragraph == sentence.paragraph and s.end <= sentence.start]
        if earlier and (place := find_place(earlier[-1], earlier[-1].end)):
            return place
        main = next((m for m in locs if ranked and m.name == ranked[0]), None)
        return Place(ranked[0], ranked[0], main.link if main else None) if ranked else None

    return find_place


def _teasers_from(doc: Doc) -> int:
    return next((z.start for z in doc.article.zones if z.kind == "teaser"), len(doc.text) + 1)
