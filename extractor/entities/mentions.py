"""Mentions: the model reads names; the places that stand inside bodies come from the tables."""

from __future__ import annotations

from collections.abc import Sequence

from extractor.entities.gazetteer import Gazetteer
from extractor.entities.nested import Mention, nested_places
from extractor.entities.tagger import Found
from extractor.model import Sentence


def find_mentions(sentence: Sentence, tagged: Sequence[Found], gazetteer: Gazetteer) -> list[Mention]:
    """The outermost mentions of a sentence, in reading order, from what the model ``tagged``; places inside a body are
    ``nested``."""
    found = []
    for start, end, label, score in tagged:
        inside = [token for token in sentence.tokens if start <= token.start and token.end <= end]
        nested = nested_places(inside, gazetteer) if label == "ORG" else ()
        found.append(Mention(start, end, label, "model", "model", score, nested))
    return found
