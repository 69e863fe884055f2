"""The canonical name of each mention in its document: short forms go to the full form that they stand for."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace

from extractor.entities.abbreviations import expand, write_out_place
from extractor.entities.bodies import (
    STEPS,
    PlaceTold,
    complete_body,
    read_place,
)
from extractor.entities.gazetteer import read_gazetteer
from extractor.entities.kinds import read_kind, read_kind_size
from extractor.entities.levels import LEVELS
from extractor.entities.nested import Mention
from extractor.entities.people import SYLLABLE
from extractor.entities.short_bodies import (
    is_bare_place,
    is_cut,
    is_first_field,
    is_initials,
    is_only_place,
    is_place_cut,
    is_short_body,
    is_trade_name,
    is_unclassed,
    is_untyped,
)
from extractor.entities.short_people import name_people
from extractor.entities.wholes import Named, complete_alone, plain, tell_parents
from extractor.model import Doc, Link
from extractor.text import split_words, tokenize_name

UNIT_TYPES = frozenset({"tỉnh", "thành phố", "thị xã", "huyện", "quận", "tp", "tp.", "tx", "tx."})
TYPE_WORDS = frozenset(word.split()[0] for word in UNIT_TYPES)
FIRMS = frozenset({"company", "bank"})
SHORT_TYPES = {"tp.": "thành phố", "tp": "thành phố", "tx.": "thị xã", "tx": "thị xã"}


SHORTENED = {
    "ORG": ((is_cut, "begins"), (is_initials, "in letters"), (is_trade_name, "trade name"), (is_untyped, "its place")),
    "LOC": (
        (is_cut, "begins"),
        (is_initials, "in letters"),
        (is_bare_place, "without its head"),
        (is_unclassed, "without the word for its shape"),
        (is_place_cut, "without more of its head"),
    ),
}
LEAD = (
    r"(?:(?:(?:sau đây|được) )?(?:tên )?(?:gọi|viết)(?: tắt| khác)?(?: là)?:? "
    r"|(?:(?:[Mm]ã|MÃ)(?: (?:chứng khoán|cổ phiếu|niêm yết|CK))?|MCK|HOSE|HoSE|HNX|UPCoM|UPCOM)(?:: ?| ))?"
)
NEXT_ALIAS = re.compile(rf"[,;] ?{LEAD}([A-ZĐ][\w&-]*(?: [A-ZĐ\d][\w&-]*){{0,2}})(?=[,;)])")
ALIAS = re.compile(
    rf"\s*(?:tự xưng )?\({LEAD}"
    r"([A-ZĐ][\w&-]*(?: - [A-ZĐ]+)?(?: [A-ZĐ\d][\w&-]*){0,2}|(?:công ty|tập đoàn|ngân hàng)(?: [A-ZĐ\d][\w&-]*){1,3})"
    r"(?:[,;][^()]*)?\)",
)


def name_mentions(
    mentions: Sequence[Mention], doc: Doc, abbreviations: Mapping[str, str], links: Sequence[Link | None]
) -> list[Named]:
    """The name of every mention; ``links`` are those of the places."""
    texts = [plain(doc.text[m.start : m.end]) for m in mentions]
    counts: Counter[tuple[str, str]] = Counter((m.label, text) for m, text in zip(mentions, texts, strict=True))
    gazetteer = read_gazetteer()
    places = list(_tell_places(mentions, texts, links))
    aliases = _read_aliases(mentions, doc.text)
    persons = [(m.start, text) for m, text in zip(mentions, texts, strict=True) if m.label == "PERSON"]
    people = name_people(persons, doc.text)
    by_edge = _index_edges(counts)
    linked = {text for text, link in zip(texts, links, strict=True) if link and not _is_own_landmark(link)}
    alone = {
        (label, text): _name(label, text, by_edge, counts, abbreviations) or Named(text)
        for label, text in counts
        if label != "PERSON"
    }
    others = {
        like: [x for label, x in counts if label == like and (label == "ORG" or x not in linked)] for like in SHORTENED
    }
    shorts = {
        (label, text): short
        for label, texts_of in others.items()
        for text in texts_of
        if (alone[label, text].name == text or _is_letters(text))
        and (short := _name_short(label, text, texts_of, counts))
    }
    names = []
    for m, text in zip(mentions, texts, strict=True):
        named = people[m.start, text] if m.label == "PERSON" else alone[m.label, text]
        name, why = named.name, named.why
        if m.label == "ORG" and f" {name}".endswith(f" {text}") and (whole := find_alias(text, aliases)):
            full_name = _expand(m.label, whole, abbreviations)
            names.append(Named(name, (*why, f"the article calls {whole} so"), same_as=full_name))
        elif (short := shorts.get((m.label, text))) and is_first_field(text, short.same_as):
            names.append(short)
        elif (
            m.label == "ORG"
            and name in (text, _expand(m.label, text, abbreviations))
            and (not m.nested or m.nested[-1].end < m.end)
            and (full := complete_body(name, m.start, places, gazetteer))
        ):
            names.append(Named(full[0], (*why, full[1]), full[2]))
        else:
            own = name == text or _is_letters(text)  # letters rather begin the words of a name than stand for one cut
            names.append(shorts.get((m.label, text), named) if own else named)
    names = complete_alone(mentions, tell_parents(mentions, _follow(texts, names), doc.text), doc.text)
    return _join(mentions, texts, names)


def _follow(texts: Sequence[str], names: Sequence[Named]) -> list[Named]:
    """The names, those that were read as a longer one told with what became of that: Ban Thường vụ | Huyện ủy | A."""
    full = {text: named for text, named in zip(texts, names, strict=True) if named.place is not None}
    told = ((named, full.get(named.name)) for named in names)
    return [Named(whole.name, (*named.why, *whole.why), whole.place) if whole else named for named, whole in told]


def _join(mentions: Sequence[Mention], texts: Sequence[str], names: Sequence[Named]) -> list[Named]:
    """The names, those of bodies that stand for another one which has a whole name itself standing for that one:
    VPBank | ngân hàng VPBank | Ngân hàng TMCP Việt Nam Thịnh Vượng."""
    bodies = {text: named for m, text, named in zip(mentions, texts, names, strict=True) if m.label == "ORG"}
    joined = []
    for m, text, named in zip(mentions, texts, names, strict=True):
        whole, seen = named.same_as or named.name, {text}
        while m.label == "ORG" and whole not in seen and (other := bodies.get(whole)):
            seen.add(whole)
            whole = other.same_as or other.name
        joined.append(named if whole == (named.same_as or named.name) else named._replace(same_as=whole))
    return joined


def find_alias(text: str, aliases: Mapping[str, str]) -> str | None:
    """What a short name stands for that the article gives in brackets, its head told with it or not: (viện) CIEM."""
    tokens, kind = tokenize_name(text), read_kind(text)
    size = read_kind_size(tokens) if kind and kind.scope == "none" else 0  # no Đảng ủy | SBV
    while 0 < size < len(tokens) and tokens[size].text.islower():
        size += 1  # công ty vàng | AJC
    rest = text[tokens[size].start :] if 0 < size < len(tokens) else ""
    return aliases.get(text.replace(" ", "")) or aliases.get(rest.replace(" ", ""))


def _read_aliases(mentions: Sequence[Mention], text: str) -> dict[str, str]:
    """Short names in brackets behind a body: "Tổng công ty Bia Sài Gòn (Sabeco)" → Sabeco, its spaces left out."""
    found: dict[str, str] = {}
    starts = [m.start for m in mentions]
    for m in mentions:
        alias = ALIAS.match(text, m.end) if m.label == "ORG" else None
        if alias is None:
            continue
        told: re.Match[str] | None = alias
        while told:
            inside = mentions[bisect_left(starts, told.start(1)) : bisect_left(starts, told.end(1))]
            bodies = [o for o in inside if o.label == "ORG"]
            whole = all(o in bodies or any(b.start <= o.start and o.end <= b.end for b in bodies) for o in inside)
            if not whole or len(told[1]) >= m.end - m.start:
                break
            found.setdefault(told[1].replace(" ", ""), plain(text[m.start : m.end]))
            told = NEXT_ALIAS.match(text, told.end(1))
    return found


def _tell_places(
    mentions: Sequence[Mention], texts: Sequence[str], links: Sequence[Link | None]
) -> Iterator[PlaceTold]:
    """The places that the article tells, those in the names of companies marked as such."""
    end, firm = -1, False  # of the body told last
    for m, text, link in zip(mentions, texts, links, strict=True):
        if m.label == "ORG" and m.end > end:
            kind = read_kind(text)
            end, firm = m.end, kind is not None and kind.kind in FIRMS
        elif m.label == "LOC" and (place := _place_told(m, text, link)):
            yield replace(place, of_firm=True) if firm and m.end <= end else place


def _place_told(mention: Mention, text: str, link: Link | None) -> PlaceTold | None:
    """A place with its type by its link, else by its own words."""
    if text.lower() in UNIT_TYPES:
        return None  # "TP" alone
    if link and link.type in LEVELS:
        return PlaceTold(mention.start, text, frozenset({link.type, STEPS[link.id[0]]}))
    return read_place(text, mention.start, read_gazetteer())


def _index_edges(counts: Iterable[tuple[str, str]]) -> dict[tuple[str, str], list[str]]:
    """The names of a label by their first and their last syllable."""
    found: dict[tuple[str, str], list[str]] = {}
    for label, text in counts:
        keys = split_words(text)
        for edge in dict.fromkeys((keys[0], keys[-1]) if keys else ()):
            found.setdefault((label, edge), []).append(text)
    return found


def _name(
    label: str,
    text: str,
    by_edge: Mapping[tuple[str, str], list[str]],
    counts: Counter[tuple[str, str]],
    abbreviations: Mapping[str, str],
) -> Named | None:
    keys = split_words(text) or ("",)
    same_first, same_last = by_edge.get((label, keys[0]), ()), by_edge.get((label, keys[-1]), ())
    if label == "ORG" and read_gazetteer().heads.get(keys) != "":
        longer = [x for x in same_first if x.startswith(text + " ") and is_only_place(x[len(text) :])] or [
            x for x in dict.fromkeys((*same_last, *same_first)) if is_short_body(text, x)
        ]
    elif label == "LOC" and text.split(maxsplit=1)[0].lower() not in TYPE_WORDS:
        longer = [x for x in same_last if x.endswith(" " + text) and _is_typed(x, text)]
    else:
        longer = []
    if longer and len({x.lower() for x in longer}) == 1:
        return Named(_expand(label, longer[0], abbreviations), (f"the only longer name that fits: {longer[0]}",))
    if longer and label == "ORG":
        best = max(longer, key=lambda x: counts[label, x])
        return Named(_expand(label, best, abbreviations), (f"the longer name told most often: {best}",))
    if label == "LOC":
        first, _, rest = text.partition(" ")
        if full := SHORT_TYPES.get(first.lower()):
            return Named(f"{full} {rest}", (f"{first} is short for {full}",))
    expanded = _expand(label, text, abbreviations)
    return Named(expanded, ("short forms that the article explains",)) if expanded != text else None


def _name_short(label: str, text: str, others: Sequence[str], counts: Counter[tuple[str, str]]) -> Named | None:
    """The longer name that a name cut short stands for, told most often of those that fit."""
    for fits, why in SHORTENED[label]:
        longer = [x for x in others if x != text and fits(text, x)]
        if label == "LOC":
            longer = [x for x in longer if not any(is_unclassed(x, y) for y in longer)]  # ga A | nhà ga A
        if longer and (label == "ORG" or len({write_out_place(x).lower() for x in longer}) == 1):
            best = max(longer, key=lambda x: counts[label, x])
            reason = (f"{why}: {best}",)
            return Named(text, reason, same_as=best) if label == "ORG" else Named(best, reason)
    return None


def _is_own_landmark(link: Link) -> bool:
    """Whether a well-known place has a Vietnamese name, which is nobody else's: sân bay Nội Bài, not that of a town
    abroad, nor a beach, which has that of its street."""
    known = link.id.startswith("landmark:") and link.type != "bãi biển"
    return known and all(map(SYLLABLE.fullmatch, link.name.split()))


def _is_letters(text: str) -> bool:
    """Whether a name is nothing but letters of a longer one: HAGL."""
    return text.isupper() and text.isalpha()


def _expand(label: str, text: str, abbreviations: Mapping[str, str]) -> str:
    return expand(text, abbreviations) if label in ("LAW", "EVENT", "ORG") else text


def _is_typed(longer: str, name: str) -> bool:
    """Whether ``longer`` is the same name with its type word: thị xã Hương Trà."""
    return longer[: -len(name) - 1].lower() in UNIT_TYPES
