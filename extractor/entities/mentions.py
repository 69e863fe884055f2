"""Mentions: the model reads names; the places that stand inside bodies come from the tables."""

from __future__ import annotations

from collections.abc import Sequence

from extractor.entities.gazetteer import Gazetteer
from extractor.entities.nested import Mention, nested_places
from extractor.entities.tagger import Found
from extractor.model import Label, Sentence


def find_mentions(sentence: Sentence, tagged: Sequence[Found], gazetteer: Gazetteer) -> list[Mention]:
    """The outermost mentions of a sentence, in reading order, from what the model ``tagged``; places inside a body are
    ``nested``, and what begins as a numbered document does is one (NQ 54)."""
    found = []
    for start, end, label, score in tagged:
        inside = [token for token in sentence.tokens if start <= token.start and token.end <= end]
        law = gazetteer.laws.match(inside, 0)
        numbered = law is not None and any(token.kind == "number" for token in inside[law[0] : law[0] + 2])
        kind: Label = "LAW" if numbered else label
        nested = nested_places(inside, gazetteer) if kind == "ORG" else ()
        found.append(Mention(start, end, kind, "law-number" if numbered else "model", "model", score, nested))
    return found
