"""Where the entity model cuts a name in the wrong place, and a table or the words beside it tell the right one."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from extractor.entities.gazetteer import Gazetteer
from extractor.entities.nested import Mention, is_name, nested_places
from extractor.model import Token

MARKS = frozenset(",-–—(")
CLOSING = {"(": ")"}
NAMED_HEADS = (  # bodies that bear the name of a person, or any name
    ("công", "ty"), ("cty",), ("tổng", "công", "ty"), ("tập", "đoàn"), ("trường",), ("bệnh", "viện"), ("htx",),
    ("hợp", "tác", "xã"), ("khách", "sạn"), ("xí", "nghiệp"), ("doanh", "nghiệp"), ("clb",), ("quỹ",), ("trung", "tâm"),
)  # fmt: skip
ALONE = frozenset((
    ("thứ", "trưởng"), ("chủ", "tịch"), ("giám", "đốc"), ("tổng", "giám", "đốc"), ("bí", "thư"), ("hiệu", "trưởng"),
    ("ủy", "viên"),
))  # fmt: skip
CENTRE = ("trung", "ương")


def move_boundaries(found: list[Mention], tokens: Sequence[Token], gazetteer: Gazetteer) -> list[Mention]:
    """The mentions with their boundaries mended, in reading order."""
    found = _without_bodies(_with_whole_places(found, tokens, gazetteer), tokens, gazetteer)
    found = _with_told_brands(_with_told_bodies(found, tokens, gazetteer), tokens, gazetteer)
    return _with_centre(_with_whole_offices(found, tokens, gazetteer), tokens)


def _with_whole_places(found: list[Mention], tokens: Sequence[Token], gazetteer: Gazetteer) -> list[Mention]:
    """Give a place the rest of its name, which the model took for a person: "UBND TP Buôn | Ma Thuột"."""
    starts = {token.start: n for n, token in enumerate(tokens)}
    ends = {token.end: n + 1 for n, token in enumerate(tokens)}
    mended: list[Mention] = []
    for mention in found:
        last = mended[-1] if mended else None
        if last and mention.label == "PERSON" and last.label in ("ORG", "LOC") and last.end + 1 == mention.start:
            first, end = starts[last.start], ends[mention.end]
            if _is_unit(tokens, first, ends[last.end], end, gazetteer):
                inside = tokens[first:end]
                places = nested_places(inside, gazetteer) if last.label == "ORG" else ()
                mended[-1] = replace(last, end=mention.end, rule="place-of-gazetteer", nested=places)
                continue
        mended.append(mention)
    return mended


def _is_unit(tokens: Sequence[Token], first: int, cut: int, end: int, gazetteer: Gazetteer) -> bool:
    """Whether a type word before ``cut`` and the words up to ``end`` are a unit of that type in places.tsv."""
    for at in range(first, cut):
        kind = gazetteer.place_types.match(tokens, at)
        if kind and kind[1] and kind[0] <= cut:
            known = gazetteer.place_names.match(tokens, kind[0])
            if known and known[0] == end:
                return any(row.type in kind[1].split("|") for row in gazetteer.places[known[1]])
    return False


def _with_told_bodies(found: list[Mention], tokens: Sequence[Token], gazetteer: Gazetteer) -> list[Mention]:
    """Give a body the end of its name, which the model took for a second person beside the one whose office it is:
    "ông Lê An (chủ tịch UBND phường | Đinh Công Tráng)", "bà Lê Na, giám đốc Công ty | Hoàng Long, nói"."""
    ends = {token.end: n + 1 for n, token in enumerate(tokens)}
    starts = {token.start: n for n, token in enumerate(tokens)}
    mended = list(found)
    for n in range(3, len(found)):
        person, office, body, other = found[n - 3 : n + 1]
        labels = [m.label for m in (person, office, body, other)]
        if labels != ["PERSON", "POSITION", "ORG", "PERSON"] or body.end + 1 != other.start:
            continue
        first, cut, end = starts[body.start], ends[body.end], ends[other.end]
        mark = tokens[ends[person.end]].text if starts[office.start] - ends[person.end] == 1 else ""
        closed = end < len(tokens) and tokens[end].text in (CLOSING.get(mark, mark), ".", ";")
        kinds = [k for at in range(first, cut) if (k := gazetteer.place_types.match(tokens, at))]
        open_place = bool(kinds) and kinds[-1][0] == cut
        named = any(tuple(t.key for t in tokens[first : first + len(head)]) == head for head in NAMED_HEADS)
        full_name = end - starts[other.start] > 2 and tokens[starts[other.start]].text in gazetteer.surnames
        if mark in MARKS and (open_place or (named and (closed or not full_name))):
            places = nested_places(tokens[first:end], gazetteer)
            mended[n - 1] = replace(body, end=other.end, rule="body-of-apposition", nested=places)
            mended[n] = replace(other, start=other.end)
    return [mention for mention in mended if mention.start < mention.end]


def _with_told_brands(found: list[Mention], tokens: Sequence[Token], gazetteer: Gazetteer) -> list[Mention]:
    """Call a body what the model took for a person right behind a person's office: "ông Lê An, giám đốc Taxi Sao"."""
    ends = {token.end: n + 1 for n, token in enumerate(tokens)}
    starts = {token.start: n for n, token in enumerate(tokens)}
    mended = list(found)
    for n in range(2, len(found)):
        person, office, other = found[n - 2 : n + 1]
        if [m.label for m in (person, office, other)] != ["PERSON", "POSITION", "PERSON"]:
            continue
        first, end = starts[other.start], ends[other.end]
        marked = starts[office.start] - ends[person.end] == 1 and tokens[ends[person.end]].text in MARKS
        native = tokens[starts[person.start]].text in gazetteer.surnames
        brand = office.end + 1 == other.start and tokens[first].text not in gazetteer.surnames and end - first > 1
        if marked and native and brand:
            mended[n] = replace(other, label="ORG", rule="body-of-apposition")
    return mended


def _without_bodies(found: list[Mention], tokens: Sequence[Token], gazetteer: Gazetteer) -> list[Mention]:
    """Part an office that stands alone from the body that has run into it: "phó chủ tịch thường trực | Hội Nhà báo";
    a body right behind is its rest: "ủy viên | Ban Thường vụ [Tỉnh ủy]"."""
    mended: list[Mention] = []
    begun: int | None = None  # where a body begins whose rest may be the next mention
    for mention in found:
        own = [n for n, token in enumerate(tokens) if mention.start <= token.start and token.end <= mention.end]
        if begun is not None and mention.label == "ORG" and _goes_on(tokens, mended[-1].end, mention.start):
            mention = replace(mention, start=begun)
            mended.pop()
        begun = None
        heads = (n for n in own[2:] if _begins_body(tokens, n, gazetteer))
        cut = next((n for n in heads if tokens[n + 1 : n + 2] and tokens[n + 1].key != "đồng"), None)
        if mention.label == "POSITION" and cut is not None and _stands_alone(tokens[own[0] : cut]):
            begun = tokens[cut].start
            body = Mention(begun, mention.end, "ORG", "body-in-office")
            mended += [replace(mention, end=tokens[cut - 1].end), body]
        else:
            mended.append(mention)
    return mended


def _begins_body(tokens: Sequence[Token], at: int, gazetteer: Gazetteer) -> bool:
    """Whether a body's name begins: with a capital, or as in "Thứ trưởng bộ VH, TT & DL"."""
    short = tokens[at].key == "bộ" and at + 1 < len(tokens) and tokens[at + 1].text.isupper()
    return short or (is_name(tokens[at]) and bool(gazetteer.heads.match(tokens, at)))


def _goes_on(tokens: Sequence[Token], end: int, start: int) -> bool:
    """Whether the name that ends at ``end`` goes on at ``start``: right behind, or in a list of short forms."""
    if end + 1 == start:
        return True
    last = next(n for n, token in enumerate(tokens) if token.end == end)
    short, mark, other = ([token.text for token in tokens[last : last + 3]] + ["", ""])[:3]
    return mark == "," and tokens[last + 2].start == start and short.isupper() and other.isupper()


def _stands_alone(office: Sequence[Token]) -> bool:
    """Whether an office needs no unit to be named: chủ tịch, phó giám đốc, bí thư thường trực."""
    keys = [token.key for token in office]
    keys = keys[1:] if keys[:1] == ["phó"] else keys
    return tuple(keys[:2]) in ALONE or tuple(keys[:3]) in ALONE


def _with_whole_offices(found: list[Mention], tokens: Sequence[Token], gazetteer: Gazetteer) -> list[Mention]:
    """Give an office its first word, which the model left to the person before: "Lê An Bí | thư Tỉnh ủy"."""
    mended: list[Mention] = []
    for mention in found:
        last = mended[-1] if mended else None
        if last and mention.label == "POSITION" and last.label == "PERSON" and last.end + 1 == mention.start:
            at = next(n for n, token in enumerate(tokens) if token.end == last.end)
            hit = gazetteer.positions.match(tokens, at)
            if hit and hit[0] > at + 1 and tokens[at].start > last.start:
                mended[-1] = replace(last, end=tokens[at - 1].end)
                mention = replace(mention, start=tokens[at].start)
        mended.append(mention)
    return mended


def _with_centre(found: list[Mention], tokens: Sequence[Token]) -> list[Mention]:
    """Part an office from "trung ương" at its end, half of which the model may have left out:
    "Trưởng Ban Dân vận | trung ương"."""
    mended = []
    for mention in found:
        own = [n for n, token in enumerate(tokens) if mention.start <= token.start and token.end <= mention.end]
        keys = [token.key for token in tokens[own[0] : own[-1] + 2]]  # and the word behind
        at = next((n for n in range(1, len(keys) - 1) if tuple(keys[n : n + 2]) == CENTRE), None)
        if mention.label == "POSITION" and at is not None and at >= len(own) - 2:
            first = own[0] + at
            centre = Mention(tokens[first].start, tokens[first + 1].end, "ORG", "centre-behind-office")
            mended += [replace(mention, end=tokens[first - 1].end), centre]
        else:
            mended.append(mention)
    return mended
