"""The canonical name of each mention in its document: short forms go to the full form that they stand for."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Mapping, Sequence

from extractor.entities.abbreviations import expand
from extractor.entities.bodies import complete_body, read_place, read_type_word
from extractor.entities.gazetteer import read_gazetteer
from extractor.entities.nested import Mention
from extractor.model import Doc
from extractor.text import split_words

Named = tuple[str, tuple[str, ...]]
UNIT_TYPES = frozenset({"tỉnh", "thành phố", "thị xã", "huyện", "quận", "tp", "tp.", "tx", "tx."})
TYPE_WORDS = frozenset(word.split()[0] for word in UNIT_TYPES)
SHORT_TYPES = {"tp.": "thành phố", "tp": "thành phố", "tx.": "thị xã", "tx": "thị xã"}


def name_mentions(mentions: Sequence[Mention], doc: Doc, abbreviations: Mapping[str, str]) -> list[Named]:
    """(name, what decided it) of every mention."""
    texts = [_plain(doc.text[m.start : m.end]) for m in mentions]
    counts: Counter[tuple[str, str]] = Counter((m.label, text) for m, text in zip(mentions, texts, strict=True))
    gazetteer = read_gazetteer()
    places = [
        place
        for m, text in zip(mentions, texts, strict=True)
        if m.label == "LOC" and (place := read_place(text, m.start, gazetteer))
    ]
    names = []
    for m, text in zip(mentions, texts, strict=True):
        name, why = _name(m.label, text, counts, abbreviations)
        if (
            m.label == "ORG"
            and name == text
            and (not m.nested or m.nested[-1].end < m.end)
            and (full := complete_body(name, m.start, places, gazetteer))
        ):
            name, why = full[0], (*why, full[1])
        names.append((name, why))
    return names


def _plain(text: str) -> str:
    return re.sub(r"\s+", " ", re.sub(r"\s*\([^)]*\)", "", text))


def _name(label: str, text: str, counts: Counter[tuple[str, str]], abbreviations: Mapping[str, str]) -> Named:
    if label == "PERSON":
        longer = [x for (kind, x) in counts if kind == label and x.endswith(" " + text)]
    elif label == "ORG" and read_gazetteer().heads.get(split_words(text)) != "":
        longer = [
            x for (kind, x) in counts if kind == label and x.startswith(text + " ") and _is_only_place(x[len(text) :])
        ]
    elif label == "LOC" and text.split(maxsplit=1)[0].lower() not in TYPE_WORDS:
        longer = [x for (kind, x) in counts if kind == label and x.endswith(" " + text) and _is_typed(x, text)]
    else:
        longer = []
    if longer and len({x.lower() for x in longer}) == 1:
        return longer[0], (f"the only longer name that fits: {longer[0]}",)
    if longer and label == "ORG":
        best = max(longer, key=lambda x: counts[label, x])
        return best, (f"the longer name told most often: {best}",)
    if label == "LOC":
        first, _, rest = text.partition(" ")
        if full := SHORT_TYPES.get(first.lower()):
            return f"{full} {rest}", (f"{first} is short for {full}",)
    expanded = expand(text, abbreviations)
    if label in ("LAW", "EVENT", "ORG") and expanded != text:
        return expanded, ("short forms that the article explains",)
    return text, ()


def _is_typed(longer: str, name: str) -> bool:
    """Whether ``longer`` is the same name with its type word: thị xã Hương Trà."""
    return longer[: -len(name) - 1].lower() in UNIT_TYPES


def _is_only_place(rest: str) -> bool:
    """Whether the rest of a longer body's name is just where it is ("Thị ủy" + "Hương Trà"): it ends in a name."""
    words = rest.split()
    named = words[-1][0].isupper() or words[-1].isdigit()
    opens = words[0][0].isupper() or bool(read_type_word(rest.strip(), read_gazetteer()))
    return len(words) <= 6 and named and opens and not words[0].isupper()
