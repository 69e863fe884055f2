"""Mentions: the model reads names; rules add what it sees too seldom, and the places that stand inside bodies."""

from __future__ import annotations

from collections.abc import Sequence

from extractor.entities.gazetteer import Gazetteer
from extractor.entities.mending import longer_position, mend, person_start
from extractor.entities.nested import Mention, is_name, nested_places
from extractor.entities.tagger import tag
from extractor.model import Label, Sentence, Token

ROMAN = frozenset("IVXL")
EVENT_WORDS = 14  # how far a session's number may stand from the event's first word


def find_mentions(sentence: Sentence, gazetteer: Gazetteer) -> list[Mention]:
    """The outermost mentions of a sentence, in reading order; places inside a body are ``nested``."""
    tokens = sentence.tokens
    found: list[Mention] = []
    for start, end, label, score in tag(tokens, gazetteer):
        taken = found[-1].end if found else 0
        inside = [n for n, token in enumerate(tokens) if max(start, taken) <= token.start and token.end <= end]
        if not inside:
            continue
        first, last = inside[0], inside[-1] + 1
        if sum(tokens[n].text == "(" for n in inside) != sum(tokens[n].text == ")" for n in inside):
            continue  # half a bracket is no name
        if label == "POSITION":
            last = longer_position(tokens, first, last, gazetteer)
        behind_position = first and found and found[-1].label == "POSITION" and found[-1].end == tokens[first - 1].end
        heads_person = label in ("ORG", "LOC") and behind_position
        cut = person_start(tokens, first, last, gazetteer) if heads_person else last
        nested = nested_places(tokens[first:cut], gazetteer) if label == "ORG" else ()
        found.append(Mention(tokens[first].start, tokens[cut - 1].end, label, "model", "model", score, nested))
        if cut < last:
            found.append(Mention(tokens[cut].start, tokens[last - 1].end, "PERSON", "person-after-body"))
    found = mend(found, tokens, gazetteer)
    for mention in _by_rule(tokens, gazetteer):
        if not any(mention.overlaps(other) for other in found):
            found.append(mention)
    return sorted(found, key=lambda m: m.start)


def _by_rule(tokens: Sequence[Token], gazetteer: Gazetteer) -> list[Mention]:
    found, at = [], 0
    while at < len(tokens):
        end = at + 1
        for kind, finder in (("law-number", _law_end), ("event-session", _event_end), ("position", _position_end)):
            if (reached := finder(tokens, at, gazetteer)) is not None:
                label: Label = "LAW" if kind == "law-number" else "EVENT" if kind == "event-session" else "POSITION"
                found.append(Mention(tokens[at].start, tokens[reached - 1].end, label, kind))
                end = reached
                break
        at = end
    return found


def _law_end(tokens: Sequence[Token], at: int, gazetteer: Gazetteer) -> int | None:
    """Nghị quyết số 54-NQ/TW, NQ 54: a kind of document and its number."""
    if (hit := gazetteer.laws.match(tokens, at)) is None:
        return None
    end = hit[0]
    if end < len(tokens) and tokens[end].key == "số":
        end += 1
    if end >= len(tokens) or tokens[end].kind != "number":
        return None
    end += 1
    while end + 1 < len(tokens) and tokens[end].text in "/-" and tokens[end].start == tokens[end - 1].end:
        end += 2
    return end


def _event_end(tokens: Sequence[Token], at: int, gazetteer: Gazetteer) -> int | None:
    """Đại hội Đảng bộ thị xã lần thứ XIV: an event and its number."""
    hit = gazetteer.events.match(tokens, at)
    if hit is None or not is_name(tokens[at]):
        return None
    for end in range(hit[0], min(at + EVENT_WORDS, len(tokens) - 2)):
        if tokens[end].kind == "punct":
            return None
        ordinal = tokens[end + 2]
        if (tokens[end].key, tokens[end + 1].key) == ("lần", "thứ") and (
            ordinal.kind == "number" or set(ordinal.text) <= ROMAN
        ):
            return end + 3
    return None


def _position_end(tokens: Sequence[Token], at: int, gazetteer: Gazetteer) -> int | None:
    hit = gazetteer.positions.match(tokens, at)
    return hit[0] if hit else None
