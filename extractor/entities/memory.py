"""One article calls a name the same throughout: where the model saw it once, it is found wherever it is told again."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence

from extractor.entities.gazetteer import Gazetteer
from extractor.entities.nested import Mention, nested_places
from extractor.model import Label, Sentence, Token

LABELS = frozenset({"PERSON", "ORG", "LOC"})
LEAST = 2  # syllables of a name that is looked for: a single one may be anything
Name = tuple[str, ...]


def recall_names(
    found: Sequence[list[Mention]], sentences: Sequence[Sentence], gazetteer: Gazetteer
) -> list[list[Mention]]:
    """The mentions of each sentence with those that it tells again and the model passed over, in reading order."""
    names = _read_names(found, sentences)
    sizes: dict[str, set[int]] = {}
    for name in names:
        sizes.setdefault(name[0], set()).add(len(name))
    if not names:
        return list(found)
    recalled = []
    for mentions, sentence in zip(found, sentences, strict=True):
        again = list(_find_again(mentions, sentence.tokens, names, sizes, gazetteer))
        recalled.append(sorted((*mentions, *again), key=lambda m: m.start) if again else mentions)
    return recalled


def _read_names(found: Sequence[list[Mention]], sentences: Sequence[Sentence]) -> dict[Name, Label]:
    """Every name of two syllables and more, with the label that it bears most often."""
    told: dict[Name, Counter[Label]] = {}
    for mentions, sentence in zip(found, sentences, strict=True):
        for mention in mentions:
            if mention.label in LABELS:
                inside = [t.text for t in sentence.tokens if mention.start <= t.start and t.end <= mention.end]
                if len(inside) >= LEAST:
                    told.setdefault(tuple(inside), Counter())[mention.label] += 1
    return {name: labels.most_common(1)[0][0] for name, labels in told.items()}


def _find_again(
    mentions: Sequence[Mention],
    tokens: Sequence[Token],
    names: dict[Name, Label],
    sizes: dict[str, set[int]],
    gazetteer: Gazetteer,
) -> list[Mention]:
    again: list[Mention] = []
    at = 0
    while at < len(tokens):
        size = 0
        for longest in sorted(sizes.get(tokens[at].text, ()), reverse=True):
            name = tuple(token.text for token in tokens[at : at + longest])
            inside = tokens[at : at + longest]
            if name in names and not _is_taken(inside, mentions) and not _is_part(tokens, at, at + longest):
                nested = nested_places(inside, gazetteer) if names[name] == "ORG" else ()
                again.append(Mention(inside[0].start, inside[-1].end, names[name], "told-before", nested=nested))
                size = longest
                break
        at += size or 1
    return again


def _is_taken(inside: Sequence[Token], mentions: Sequence[Mention]) -> bool:
    return any(m.start < inside[-1].end and inside[0].start < m.end for m in mentions)


def _is_part(tokens: Sequence[Token], first: int, end: int) -> bool:
    """Whether a capital beside it makes the name part of a longer one."""
    before = tokens[first - 1].text if first else ""
    behind = tokens[end].text if end < len(tokens) else ""
    return (first > 1 and before[:1].isupper()) or behind[:1].isupper()
