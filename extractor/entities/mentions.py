"""Mentions: the model reads names; rules add what it sees too seldom, and the places that stand inside bodies."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from extractor.entities.gazetteer import Gazetteer
from extractor.entities.tagger import tag
from extractor.model import EntitySource, Label, Sentence, Token

ROMAN = frozenset("IVXL")
FIELDED = (("cục",), ("vụ",), ("viện",), ("trung", "tâm"), ("công", "ty"), ("phòng",), ("chi", "cục"), ("sở",))
FIELD_WORDS = 9  # of the second half of a body's field
OPENS_LIST = frozenset({"các", "những", "một", "đại", "lãnh", "nhiều", "ông", "bà", "hai", "ba"})
ENDS_FIELD = OPENS_LIST | {"cho", "đã", "đang", "sẽ", "vừa", "được", "bị", "có", "là", "nói", "về", "tại", "khẳng"}
TYPE_ENDS = frozenset({"tỉnh", "phố", "xã", "huyện", "quận", "phường", "trấn"})  # last syllables of type words
SCHOOLS = (("thcs",), ("thpt",), ("tiểu", "học"), ("mầm", "non"), ("mẫu", "giáo"))  # their names follow
EVENT_WORDS = 14  # how far a session's number may stand from the event's first word


@dataclass(frozen=True, slots=True)
class Mention:
    """A labelled stretch; ``rule`` is what found it, ``score`` how sure that is."""

    start: int
    end: int
    label: Label
    rule: str
    source: EntitySource = "rule"
    score: float = 1.0
    nested: tuple[Mention, ...] = ()

    def overlaps(self, other: Mention) -> bool:
        return self.start < other.end and other.start < self.end


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
            last = _longer_position(tokens, first, last, gazetteer)
        behind_position = first and found and found[-1].label == "POSITION" and found[-1].end == tokens[first - 1].end
        heads_person = label in ("ORG", "LOC") and behind_position
        cut = _person_start(tokens, first, last, gazetteer) if heads_person else last
        nested = _nested(tokens[first:cut], gazetteer) if label == "ORG" else ()
        found.append(Mention(tokens[first].start, tokens[cut - 1].end, label, "model", "model", score, nested))
        if cut < last:
            found.append(Mention(tokens[cut].start, tokens[last - 1].end, "PERSON", "person-after-body"))
    found = _with_listed(_with_fields(found, tokens), tokens, gazetteer)
    found = _with_schools(_with_surnames(found, tokens, gazetteer), tokens)
    for mention in _by_rule(tokens, gazetteer):
        if not any(mention.overlaps(other) for other in found):
            found.append(mention)
    return sorted(found, key=lambda m: m.start)


def _with_surnames(found: list[Mention], tokens: Sequence[Token], gazetteer: Gazetteer) -> list[Mention]:
    """Give a person the surname that the model left to the place before: "tỉnh Nguyễn | Thái Xây"."""
    mended: list[Mention] = []
    for mention in found:
        last = mended[-1] if mended else None
        if last and mention.label == "PERSON" and last.label in ("ORG", "LOC") and last.end + 1 == mention.start:
            inside = [token for token in tokens if last.start <= token.start and token.end <= last.end]
            own = next(token for token in tokens if token.start == mention.start)
            kind = gazetteer.place_types.match(inside, 0)
            bare = kind is not None and kind[0] == len(inside) - 1  # a type word, and nothing but a surname
            surname = len(inside) > 1 and inside[-1].text in gazetteer.surnames
            if surname and (bare or own.text not in gazetteer.surnames):
                cut = inside[-2].end
                kept = tuple(place for place in last.nested if place.end <= cut)
                mended[-1:] = [] if bare else [replace(last, end=cut, nested=kept)]
                mention = replace(mention, start=inside[-1].start)
        mended.append(mention)
    return mended


def _with_listed(found: list[Mention], tokens: Sequence[Token], gazetteer: Gazetteer) -> list[Mention]:
    """Call a person what the model took for a place in a list of people: "các ông A, Phạm Tiến Nam, B"."""
    starts = {token.start: n for n, token in enumerate(tokens)}
    mended = list(found)
    for n in range(1, len(found)):
        mention, last = mended[n], mended[n - 1]
        at = starts[mention.start]
        joined = at >= 2 and tokens[at - 2].end == last.end and tokens[at - 1].key in (",", "và")
        if mention.label == "LOC" and last.label == "PERSON" and joined and tokens[at].text in gazetteer.surnames:
            own = [token for token in tokens[at:] if token.end <= mention.end]
            if 3 <= len(own) <= 4 and all(map(is_name, own)) and not gazetteer.place_names.match(tokens, at):
                mended[n] = replace(mention, label="PERSON", rule="person-in-list")
    return mended


def _with_fields(found: list[Mention], tokens: Sequence[Token]) -> list[Mention]:
    """Give a body the second half of its field: "Cục Chế biến | và phát triển thị trường nông sản"."""
    ends = {token.end: n for n, token in enumerate(tokens)}
    starts = {mention.start for mention in found}
    mended = []
    for mention in found:
        at = ends.get(mention.end, len(tokens)) + 1
        keys = tuple(token.key for token in tokens if mention.start <= token.start < mention.end)
        fielded = mention.label == "ORG" and any(keys[: len(head)] == head for head in FIELDED)
        if fielded and at + 1 < len(tokens) and tokens[at].key == "và" and tokens[at + 1].text.islower():
            end = at + 1
            while end < len(tokens) and tokens[end].kind == "word" and tokens[end].key not in ENDS_FIELD:
                end += 1
            closed = end == len(tokens) or tokens[end].key not in OPENS_LIST
            free = not any(token.start in starts for token in tokens[at:end])
            if closed and free and 2 <= end - at - 1 <= FIELD_WORDS:
                mention = replace(mention, end=tokens[end - 1].end)
        mended.append(mention)
    return mended


def _with_schools(found: list[Mention], tokens: Sequence[Token]) -> list[Mention]:
    """Give a school the name that the model took for a person: "trường THCS | Vũ Tiến"."""
    mended: list[Mention] = []
    for mention in found:
        last = mended[-1] if mended else None
        if last and mention.label == "PERSON" and last.label == "ORG" and last.end + 1 == mention.start:
            keys = tuple(token.key for token in tokens if last.start <= token.start and token.end <= last.end)
            if any(keys[-len(kind) :] == kind for kind in SCHOOLS):
                mended[-1] = replace(last, end=mention.end)
                continue
        mended.append(mention)
    return mended


def _longer_position(tokens: Sequence[Token], first: int, last: int, gazetteer: Gazetteer) -> int:
    """Where a position ends that the gazetteer knows in full: Giám đốc [điều hành]."""
    hit = gazetteer.positions.match(tokens, first)
    last = max(last, hit[0]) if hit else last
    for at in range(first + 1, last):  # never half of a unit that it heads: trưởng [Ban quản lý]
        head = gazetteer.heads.match(tokens, at)
        if head and head[0] > last:
            return head[0]
    return last


def _person_start(tokens: Sequence[Token], first: int, last: int, gazetteer: Gazetteer) -> int:
    """Where a person's name begins that runs on from a body's: Chủ tịch [UBND xã An Bình | Lò Văn Thanh]."""
    run = last
    while run > first and is_name(tokens[run - 1]) and not gazetteer.heads.match(tokens, run - 1):
        run -= 1
    if run == first or last - run < 3:
        return last
    known = gazetteer.place_names.match(tokens, run)
    bare = run > first and not known and tokens[run - 1].key in TYPE_ENDS  # UBND huyện | Đỗ Thu Nga
    cuts = ([run] if bare and last - run == 3 else []) + ([known[0]] if known else []) + [run + n for n in (2, 1, 3)]
    for cut in cuts:
        place = gazetteer.place_names.match(tokens, cut) if cut < last else None
        if 2 <= last - cut <= 5 and tokens[cut].text in gazetteer.surnames and not (place and place[0] == last):
            return cut
    return last


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


def is_name(token: Token) -> bool:
    """Whether the token is a syllable that begins with a capital."""
    return token.kind == "word" and token.text[0].isupper()


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


def _nested(inside: Sequence[Token], gazetteer: Gazetteer) -> tuple[Mention, ...]:
    """The places inside a body's name: UBND [thị xã Hương Trà], Đại học [Huế]."""
    found, at = [], 0
    while at < len(inside):
        stop = _place_end(inside, at, gazetteer)
        named = stop is not None and (inside[stop - 1].kind == "number" or is_name(inside[stop - 1]))
        if stop is not None and named and (at or stop < len(inside)):
            found.append(Mention(inside[at].start, inside[stop - 1].end, "LOC", "place-in-body", "gazetteer"))
        at = stop or at + 1
    return tuple(found)


def _place_end(tokens: Sequence[Token], at: int, gazetteer: Gazetteer) -> int | None:
    """A type word with its name, or a name that the gazetteer knows."""
    kind = gazetteer.place_types.match(tokens, at)
    if kind and not kind[1]:
        return kind[0]  # no place: hợp tác xã, nông thôn
    if kind and kind[0] < len(tokens):
        if is_name(tokens[kind[0]]):
            return _names_end(tokens, kind[0], gazetteer)
        if tokens[kind[0]].kind == "number":
            return kind[0] + 1
    tables = (gazetteer.place_names, gazetteer.known_places) if is_name(tokens[at]) else ()
    ends = [hit[0] for table in tables if (hit := table.match(tokens, at))]
    return max((end for end in ends if is_name(tokens[end - 1])), default=None)


def _names_end(tokens: Sequence[Token], at: int, gazetteer: Gazetteer) -> int:
    known = gazetteer.place_names.match(tokens, at)
    end = at
    while end < len(tokens) and is_name(tokens[end]):
        end += 1
        dash = end + 1 < len(tokens) and tokens[end].text in "-–" and is_name(tokens[end + 1])
        if dash:
            end += 1
    return known[0] if known and known[0] > at + 1 else end
