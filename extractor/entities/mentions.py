"""Mentions from cues: the longest reading at each syllable wins, then the earlier kind."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from extractor.entities.gazetteer import Gazetteer, Phrases
from extractor.model import EntitySource, Label, Sentence, Token

LAWS = {("nghị", "quyết"), ("nq",), ("nghị", "định"), ("thông", "tư"), ("quyết", "định"), ("chỉ", "thị"), ("luật",)}
EVENTS = {("đại", "hội"), ("đh",), ("hội", "nghị")}
ROMAN = frozenset("IVXL")


@dataclass(frozen=True, slots=True)
class Mention:
    """A labelled stretch; ``rule`` is the cue that found it."""

    start: int
    end: int
    label: Label
    rule: str
    source: EntitySource = "rule"
    nested: tuple[Mention, ...] = ()


def find_mentions(sentence: Sentence, gazetteer: Gazetteer) -> list[Mention]:
    """The outermost mentions of a sentence, in reading order; places inside a body are ``nested``."""
    tokens = sentence.tokens
    finders: tuple[Callable[[Sequence[Token], int, Gazetteer], tuple[int, Mention] | None], ...] = (
        _law,
        _event,
        _body,
        _position,
        _place,
        _person,
    )
    found: list[Mention] = []
    at = 0
    while at < len(tokens):
        readings = [r for finder in finders if (r := finder(tokens, at, gazetteer))]
        best = max(readings, key=lambda r: r[0], default=None)
        if best:
            found.append(best[1])
        at = best[0] if best else at + 1
    return found


def match_phrase(tokens: Sequence[Token], at: int, phrases: Phrases, *, longest: int = 7) -> tuple[int, str] | None:
    """(end, value) of the longest phrase of the table at ``at``."""
    low = tuple(token.text.lower() for token in tokens[at : at + longest])
    for n in range(len(low), 0, -1):
        if (value := phrases.get(low[:n])) is not None:
            return at + n, value
    return None


def _is_name(token: Token) -> bool:
    return token.kind == "word" and token.text[0].isupper()


def _names_end(tokens: Sequence[Token], at: int) -> int:
    """Where the run of capitalised syllables ends; dashes inside it belong to it."""
    end = at
    while end < len(tokens) and _is_name(tokens[end]):
        end += 1
        dash = end + 1 < len(tokens) and tokens[end].text in "-–" and _is_name(tokens[end + 1])
        if dash and end > at:
            end += 1
    return end


def _law(tokens: Sequence[Token], at: int, _: Gazetteer) -> tuple[int, Mention] | None:
    n = next((n for n in (2, 1) if tuple(t.text.lower() for t in tokens[at : at + n]) in LAWS), 0)
    end = at + n
    if not n:
        return None
    if end < len(tokens) and tokens[end].text.lower() == "số":
        end += 1
    if end < len(tokens) and tokens[end].kind == "number":
        end += 1
        while end + 1 < len(tokens) and tokens[end].text in "/-" and tokens[end].start == tokens[end - 1].end:
            end += 2
        return end, Mention(tokens[at].start, tokens[end - 1].end, "LAW", "law-number")
    if tokens[at].text == "Luật" and end < len(tokens) and _is_name(tokens[end]):
        end += 1
        while (
            end < len(tokens)
            and tokens[end].kind == "word"
            and tokens[end].start == tokens[end - 1].end + 1
            and end < at + 3
        ):
            end += 1
        return end, Mention(tokens[at].start, tokens[end - 1].end, "LAW", "law-name")
    return None


def _event(tokens: Sequence[Token], at: int, _: Gazetteer) -> tuple[int, Mention] | None:
    n = next((n for n in (2, 1) if tuple(t.text.lower() for t in tokens[at : at + n]) in EVENTS), 0)
    if not n or not tokens[at].text[0].isupper():
        return None
    for end in range(at + n, min(at + 14, len(tokens) - 2)):
        if tokens[end].kind == "punct":
            return None
        ordinal = tokens[end + 2]
        if tuple(t.text for t in tokens[end : end + 2]) == ("lần", "thứ") and (
            ordinal.kind == "number" or set(ordinal.text) <= ROMAN
        ):
            return end + 3, Mention(tokens[at].start, ordinal.end, "EVENT", "event-session")
    return None


def _position(tokens: Sequence[Token], at: int, gazetteer: Gazetteer) -> tuple[int, Mention] | None:
    hit = match_phrase(tokens, at, gazetteer.positions)
    return (hit[0], Mention(tokens[at].start, tokens[hit[0] - 1].end, "POSITION", "position")) if hit else None


def _place(tokens: Sequence[Token], at: int, gazetteer: Gazetteer) -> tuple[int, Mention] | None:
    kind = match_phrase(tokens, at, gazetteer.place_types)
    if kind:
        begin, type_word = kind
        if begin < len(tokens) and tokens[begin].kind == "number" and type_word in ("quận", "phường"):
            return begin + 1, Mention(tokens[at].start, tokens[begin].end, "LOC", "place-number")
        end = _place_name_end(tokens, begin, gazetteer)
        if end > begin:
            return end, Mention(tokens[at].start, tokens[end - 1].end, "LOC", "place-type")
        return None
    hit = match_phrase(tokens, at, gazetteer.place_names) if _is_name(tokens[at]) else None
    if hit and hit[0] > at + 1 and all(_is_name(t) or t.text == "-" for t in tokens[at : hit[0]]):
        follows = hit[0] < len(tokens) and _is_name(tokens[hit[0]]) and tokens[at].text in gazetteer.surnames
        if not follows:
            span = Mention(tokens[at].start, tokens[hit[0] - 1].end, "LOC", "place-name", "gazetteer")
            return hit[0], span
    return None


def _place_name_end(tokens: Sequence[Token], at: int, gazetteer: Gazetteer) -> int:
    """A known name, else the capitalised run, cut before a person's name that follows without a mark."""
    if at >= len(tokens) or not _is_name(tokens[at]):
        return at
    known = match_phrase(tokens, at, gazetteer.place_names)
    end = _names_end(tokens, at)
    if known and known[0] <= end and (known[0] == end or known[0] > at + 1):
        return known[0]
    for cut in (2, 1, 3):
        if at + cut + 1 < end and tokens[at + cut].text in gazetteer.surnames:
            return at + cut - (tokens[at + cut - 1].kind == "punct")
    return end


def _body(tokens: Sequence[Token], at: int, gazetteer: Gazetteer) -> tuple[int, Mention] | None:
    head = match_phrase(tokens, at, gazetteer.heads)
    if not head or not tokens[at].text[0].isupper():
        return None
    end, nested = head[0], []
    while end < len(tokens):
        token = tokens[end]
        inner = match_phrase(tokens, end, gazetteer.heads) if _is_name(token) else None
        inner = inner or match_phrase(tokens, end, gazetteer.fields, longest=9) or _lower_field(tokens, end, gazetteer)
        place = _place(tokens, end, gazetteer)
        if inner:
            end = inner[0]
        elif place:
            nested.append(place[1])
            end = place[0]
            break
        elif _is_name(token):
            if not (end == at + 1 and token.text in gazetteer.surnames and _person(tokens, end, gazetteer)):
                end = _place_name_end(tokens, end, gazetteer)
            break
        elif token.text in ("và", "-", "&") and end + 1 < len(tokens) and _is_name(tokens[end + 1]) and end > head[0]:
            end += 1
        elif (
            token.text == "("
            and end + 2 < len(tokens)
            and tokens[end + 2].text == ")"
            and tokens[end + 1].text.isupper()
        ):
            if not match_phrase(tokens, end + 3, gazetteer.place_types):
                break
            end += 3
        elif token.kind == "word" and (kind := match_phrase(tokens, end, gazetteer.place_types)):
            if head[1] == "" and (tokens[at].text.isupper() or head[0] > at + 1):
                end = kind[0]
            break
        else:
            break
    whole = len(tokens[at].text) > 2 or end > head[0] or head[0] > at + 1
    if end == head[0] and not (head[1] or head[0] > at + 1 or tokens[at].text.isupper()) or not whole:
        return None
    return end, Mention(tokens[at].start, tokens[end - 1].end, "ORG", "body", nested=tuple(nested))


def _lower_field(tokens: Sequence[Token], at: int, gazetteer: Gazetteer) -> tuple[int, str] | None:
    """Lower-case words with a name behind them: Trung tâm [du lịch] Phong Nha, Vụ Thống [kê giá]."""
    end = at
    while end < min(at + 6, len(tokens)) and tokens[end].kind == "word" and not _is_name(tokens[end]):
        if tokens[end].text in gazetteer.org_stops or match_phrase(tokens, end, gazetteer.titles):
            break
        end += 1
    place = match_phrase(tokens, end, gazetteer.place_types)
    named = end < len(tokens) and (_is_name(tokens[end]) or place is not None)
    return (end, "field") if end > at and named else None


def _person(tokens: Sequence[Token], at: int, gazetteer: Gazetteer) -> tuple[int, Mention] | None:
    if not _is_name(tokens[at]):
        return None
    end = at
    while (
        end < len(tokens) and _is_name(tokens[end]) and end < at + 5 and not match_phrase(tokens, end, gazetteer.heads)
    ):
        end += 1
    titled = any(
        (hit := match_phrase(tokens, begin, gazetteer.titles, longest=at - begin)) and hit[0] == at
        for begin in range(max(0, at - 2), at)
    )
    if titled and end > at:
        return end, Mention(tokens[at].start, tokens[end - 1].end, "PERSON", "person-title")
    if tokens[at].text in gazetteer.surnames and end - at >= 2 and not (at and tokens[at].text.isupper()):
        return end, Mention(tokens[at].start, tokens[end - 1].end, "PERSON", "person-surname")
    return None
