"""Mentions: the model reads names; the places that stand inside bodies come from the tables."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from extractor.entities.gazetteer import Gazetteer
from extractor.entities.nested import Mention, nested_places
from extractor.entities.tagger import Found, Tagger, open_tagger
from extractor.facts.cascade import Item
from extractor.facts.context import Around
from extractor.facts.scope import FIGURES
from extractor.model import Doc, Label, Sentence


def read_names(
    doc: Doc, parsed: Sequence[Sequence[Item]], gazetteer: Gazetteer, tagger: Tagger | None = None
) -> tuple[list[list[Found]], Around]:
    """What the model tags in each sentence, and what it saw around the syllables where figures are told: what names
    those has learned to see with the shipped model's eyes, whichever ``tagger`` tags."""
    told = [any(item.types & FIGURES for item in items) for items in parsed]
    tagged: list[list[Found]] = []
    around: dict[int, NDArray[np.float16]] = {}
    if tagger is None or any(told):
        for number, (names, vectors) in enumerate(open_tagger().read(doc.sentences, gazetteer)):
            tagged.append(names)
            if told[number]:
                around[number] = vectors.astype(np.float16)
    return list(tagger.tag(doc.sentences, gazetteer)) if tagger else tagged, around


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
