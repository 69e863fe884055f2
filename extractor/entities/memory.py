"""One article calls a name the same throughout: what the model is not sure of is called what it is called elsewhere,
and where it saw a name once, the name is found wherever it is told again; that of a person by the given name alone."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import replace

from extractor.entities.gazetteer import Gazetteer
from extractor.entities.nested import Mention, nested_places
from extractor.entities.people import cut_name
from extractor.model import Label, Sentence, Token

LABELS = frozenset({"PERSON", "ORG", "LOC"})
LEAST = 2  # syllables of a name that is looked for: a single one may be anything
SURE = 0.97  # score from which a mention keeps its label whatever the others say
COUNTED = frozenset({"thứ", "tháng", "khóa", "quận", "phường", "tổ", "lớp"})  # thứ [Tư]
MORE = 1.5  # how much more the other label must be told, in scores
Name = tuple[str, ...]


def agree_names(found: Sequence[list[Mention]], text: str) -> list[list[Mention]]:
    """The mentions of each sentence, those that the model is not sure of with the label that their name bears
    elsewhere in the article."""
    told: dict[str, dict[Label, float]] = {}
    for mention in (m for mentions in found for m in mentions if m.label in LABELS):
        labels = told.setdefault(text[mention.start : mention.end], {})
        labels[mention.label] = labels.get(mention.label, 0.0) + mention.score
        if mention.label == "PERSON" and (given := _given(text[mention.start : mention.end])):
            short = told.setdefault(given, {})
            short["PERSON"] = short.get("PERSON", 0.0) + mention.score
    return [[_agreed(m, told.get(text[m.start : m.end], {})) for m in mentions] for mentions in found]


def _agreed(mention: Mention, told: Mapping[Label, float]) -> Mention:
    if mention.label not in LABELS or mention.score >= SURE:
        return mention
    label = max(told, key=lambda label: told[label])
    if label == mention.label or told[label] <= MORE * told[mention.label]:
        return mention
    return replace(mention, label=label, rule="told-elsewhere", nested=())


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
    """Every name of two syllables and more, each with a capital but in places (phường 12), with the label that it bears
    most often."""
    told: dict[Name, Counter[Label]] = {}
    for mentions, sentence in zip(found, sentences, strict=True):
        for mention in mentions:
            if mention.label in LABELS:
                inside = [t.text for t in sentence.tokens if mention.start <= t.start and t.end <= mention.end]
                named = mention.label == "LOC" or all(syllable[0].isupper() for syllable in inside)
                if len(inside) >= LEAST and named:
                    told.setdefault(tuple(inside), Counter())[mention.label] += 1
    names: dict[Name, Label] = {}
    for name, labels in told.items():
        if labels["PERSON"] and (given := _given(" ".join(name))):
            names[(given,)] = "PERSON"
    names.update((name, labels.most_common(1)[0][0]) for name, labels in told.items())
    return names


def _given(name: str) -> str | None:
    """The given name of a Vietnamese person; no lone initial."""
    parts = cut_name(name)
    return parts.given if parts and len(parts.given.rstrip(".")) > 1 and len(parts.given.split()) == 1 else None


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
            unsure = longest < LEAST and _may_be_word(tokens, at)
            if name in names and not (unsure or _is_taken(inside, mentions) or _is_part(tokens, at, at + longest)):
                nested = nested_places(inside, gazetteer) if names[name] == "ORG" else ()
                again.append(Mention(inside[0].start, inside[-1].end, names[name], "told-before", nested=nested))
                size = longest
                break
        at += size or 1
    return again


def _may_be_word(tokens: Sequence[Token], at: int) -> bool:
    """Whether a single syllable may be no name: it begins the sentence, or stands beside a count: [Năm] 2018."""
    before = tokens[at - 1] if at else None
    behind = tokens[at + 1] if at + 1 < len(tokens) else None
    return before is None or before.key in COUNTED or (behind is not None and behind.kind == "number")


def _is_taken(inside: Sequence[Token], mentions: Sequence[Mention]) -> bool:
    return any(m.start < inside[-1].end and inside[0].start < m.end for m in mentions)


def _is_part(tokens: Sequence[Token], first: int, end: int) -> bool:
    """Whether a capital beside it makes the name part of a longer one."""
    before = tokens[first - 1].text if first else ""
    behind = tokens[end].text if end < len(tokens) else ""
    return (first > 1 and before[:1].isupper()) or behind[:1].isupper()
