"""Which tables hold a phrase that covers a syllable: what the model of names sees besides the words themselves."""

from __future__ import annotations

from collections.abc import Sequence

from extractor.entities.gazetteer import Gazetteer
from extractor.entities.phrases import Phrases
from extractor.model import Token

TABLES = ("pos", "title", "head", "field", "type", "place", "known")
NAMES = frozenset({"place", "known"})  # these begin with a capital
CUES = (*(f"{edge}-{table}" for table in TABLES for edge in "BI"), "surname")


def find_cues(tokens: Sequence[Token], gazetteer: Gazetteer) -> list[tuple[int, int]]:
    """(syllable, cue) pairs, cues counted as in ``CUES``: B where a phrase begins, I inside it."""
    found = [(n, len(CUES) - 1) for n, token in enumerate(tokens) if token.text in gazetteer.surnames]
    for number, (table, phrases) in enumerate(_tables(gazetteer)):
        reached = 0
        for at in phrases.starts(tokens):
            if at < reached or (table in NAMES and not tokens[at].text[0].isupper()):
                continue
            if hit := phrases.match(tokens, at):
                reached = hit[0]
                found.append((at, 2 * number))
                found += [(inner, 2 * number + 1) for inner in range(at + 1, reached)]
    return found


def _tables(gazetteer: Gazetteer) -> tuple[tuple[str, Phrases], ...]:
    tables = (
        gazetteer.positions,
        gazetteer.titles,
        gazetteer.heads,
        gazetteer.fields,
        gazetteer.place_types,
        gazetteer.place_names,
        gazetteer.known_places,
    )
    return tuple(zip(TABLES, tables, strict=True))
