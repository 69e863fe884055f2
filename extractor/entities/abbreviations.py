"""Short forms that the article explains: dịch vụ công trực tuyến (DVCTT)."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Mapping, Sequence
from functools import lru_cache

from extractor.data import data_path, read_table
from extractor.entities.phrases import Phrases
from extractor.model import Abbreviation, Doc, Entity
from extractor.text import split_words, tokenize_name

LEAST = 3  # letters of a short form that is written out wherever it stands
AIRPORT = re.compile(r"^[Cc]ảng [Hh]àng [Kk]hông ")
BRACKET = re.compile(r"\(([A-ZĐ][A-ZĐ&-]{1,9})\)")
BESIDE = re.compile(rf"\s?{BRACKET.pattern}")
NAMED = frozenset({"ORG", "LAW", "EVENT"})


def find_abbreviations(doc: Doc) -> tuple[Abbreviation, ...]:
    """Every bracketed short form whose letters are the initials of the syllables before it."""
    found: dict[str, Abbreviation] = {}
    for sentence in doc.sentences:
        for m in BRACKET.finditer(doc.text, sentence.start, sentence.end):
            words = [t for t in sentence.tokens if t.end <= m.start() and t.kind == "word"]
            letters = [c for c in m[1] if c.isalpha()]
            long = words[-len(letters) :]
            if len(long) == len(letters) and [read_initial(t.text) for t in long] == letters and m[1] not in found:
                found[m[1]] = Abbreviation(m[1], doc.text[long[0].start : long[-1].end], m.start(1), m.end(1))
    return tuple(found.values())


def find_named(entities: Sequence[Entity], text: str, known: Sequence[Abbreviation]) -> tuple[Abbreviation, ...]:
    """Those whose letters are of another language, or a code: Tập đoàn Dầu khí Việt Nam (PVN), behind a name."""
    found = {a.short: a for a in known}
    clusters = {entity.start: entity.cluster for entity in entities}
    for name in (entity for entity in entities if entity.label in NAMED):
        m = BESIDE.match(text, name.end)
        if m is None or m[1] in found or name.text.isupper() or sum(c.isalpha() for c in m[1]) < LEAST:
            continue
        if clusters.get(m.start(1), name.cluster) == name.cluster:
            found[m[1]] = Abbreviation(m[1], name.text, m.start(1), m.end(1))
    return tuple(sorted(found.values(), key=lambda a: a.start))


def read_initial(word: str) -> str:
    """A syllable's letter in a short form: Ư and Ủ count as U."""
    return "Đ" if word[0] in "đĐ" else unicodedata.normalize("NFD", word[0])[0].upper()


def expand(text: str, abbreviations: Mapping[str, str]) -> str:
    """``text`` with every short form written out."""
    return re.sub(r"[^\W\d_]+", lambda m: abbreviations.get(m[0], m[0]), text)


@lru_cache(maxsize=1)
def read_bodies() -> Phrases:
    """Short forms of bodies and their fields → the long form that is meant more often."""
    rows = read_table(data_path("gazetteers", "abbreviations.tsv"))
    known: dict[tuple[str, ...], str] = {}
    for row in rows:
        if row["kind"] in ("body", "field") and sum(c.isalpha() for c in row["short"]) >= LEAST:
            known.setdefault(split_words(row["short"]), row["long"])
    return Phrases(known.items())


def write_out_place(name: str) -> str:
    """A place with its kind in full: "KCN Tân Tạo" → khu công nghiệp Tân Tạo; "quốc tế" is left out, and an airport is
    one by either of its words."""
    first, _, rest = " ".join(name.split()).partition(" ")
    return AIRPORT.sub("sân bay ", f"{_read_places().get(first, first)} {rest}".replace(" quốc tế ", " "))


@lru_cache(maxsize=1)
def _read_places() -> dict[str, str]:
    rows = read_table(data_path("gazetteers", "abbreviations.tsv"))
    return {row["short"]: row["long"] for row in rows if row["kind"] == "place" and len(row["short"]) >= LEAST}


@lru_cache(maxsize=4096)
def write_out(name: str) -> str:
    """A body's name with its known short forms written out: "Sở KH&ĐT" → Sở Kế hoạch và Đầu tư."""
    tokens, known = tokenize_name(name), read_bodies()
    parts, at, done = [], 0, 0
    while at < len(tokens):
        hit = known.match(tokens, at)
        if hit and tokens[at].text.isupper():
            parts += [name[done : tokens[at].start], hit[1]]
            done = tokens[hit[0] - 1].end
            at = hit[0]
        else:
            at += 1
    return "".join((*parts, name[done:]))
