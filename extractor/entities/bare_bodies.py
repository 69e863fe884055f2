"""Bodies that only a word stands for: Trưởng Công an [xã], Giám đốc [sở], Phó hiệu trưởng [đại học này]."""

from __future__ import annotations

import re
from collections.abc import Sequence

from extractor.entities.bodies import read_place, read_type_word
from extractor.entities.gazetteer import Gazetteer
from extractor.entities.kinds import read_kind
from extractor.entities.levels import LEVELS, SHORT_LEVELS
from extractor.entities.whole_bodies import write_name
from extractor.model import Entity
from extractor.text import split_words, tokenize

BARE_TYPE = re.compile(rf"\s+(?:của )?({'|'.join(LEVELS)}|TP|TX)(?!\w)(?P<named>\s+[A-ZĐÀ-Ỹ\d])?")
ALONE = re.compile(  # what follows a word that is all of a body's name
    r"(?P<which> này| trên)?\s*(?:$|[,.;:)(\-–—“\"\n]|"
    r"(?:là|cho|đã|cũng|nói|chia sẻ|và|từ|thì|kiêm|thay|khẳng định|trả lời|nhấn mạnh|ký|để|khi|"
    r"khóa|khoá|nhiệm kỳ|thời kỳ)(?!\w))"
)
THIS_COUNTRY = re.compile(r"\s+(?:của )?nước này(?!\w)")
THIS_BODY = re.compile(r"\s+((?:[^\W\d_]+\s+){1,3}?)này(?!\w)")
UNKNOWN = re.compile(  # a body of common words that no name is: chủ tịch [hội đồng thi], bí thư [đoàn trường]
    rf" (hội đồng|đoàn|ban) ((?P<level>{'|'.join(LEVELS)})|[a-zà-ỹđ]+(?: [a-zà-ỹđ]+){{0,2}})(?=[,;:.)]| -)",
    re.IGNORECASE,
)
EVENT = re.compile(  # what is organised: trưởng ban tổ chức [cuộc thi Tiếng hát A]
    r" ((?:cuộc thi|giải|lễ hội|hội thi|liên hoan|kỳ thi|chương trình|mùa hội|ngày hội|hội chợ|hội sách|diễn đàn)"
    r"(?: [^\W_]+){1,8}?)(?=[,;:.)“\"\n]| [-–]|$)",
    re.IGNORECASE,
)
ORGANISING = re.compile(r"ban (?:tổ chức|chỉ đạo|giám khảo)$", re.IGNORECASE)
OF = frozenset({"của", "tại", "nhà"})
CENTRAL = re.compile(r"NHNN|Ngân hàng Nhà nước", re.IGNORECASE)  # no company: its head is a Thống đốc
COMPANIES = frozenset({"công ty", "tổng công ty", "tập đoàn", "ngân hàng"})


def find_bare_body(at: int, text: str, mentions: Sequence[Entity], gazetteer: Gazetteer) -> tuple[str, int] | None:
    """(name, end) of a body that only a word stands for: "Trưởng Công an [xã]", "Phó hiệu trưởng [đại học này]"."""
    if m := BARE_TYPE.match(text, at):
        person = m["named"] and any(p.label == "PERSON" and p.start == m.end() - 1 for p in mentions)
        level = SHORT_LEVELS.get(m[1].lower(), m[1].lower())
        if (person or not m["named"]) and (place := last_place(level, at, mentions, gazetteer)):
            return place, m.end(1)
    if (head := _bare_head(at, text, mentions, gazetteer)) and (name := _last_headed(head[0], at, mentions)):
        return name, head[1]
    if m := THIS_COUNTRY.match(text, at):
        told = [p for p in mentions if p.start < at and p.link is not None and p.link.type == "country"]
        return (told[-1].text, m.end()) if told else None
    if m := THIS_BODY.match(text, at):
        for body in (m for m in reversed(mentions) if m.start < at):
            if body.label == "ORG" and m[1].strip().lower() in body.text.lower():
                return body.name, m.end()
    if ORGANISING.search(text[:at][-20:]) and (m := EVENT.match(text, at)):
        return m[1], m.end()
    if m := UNKNOWN.match(text, at):
        unit = last_place(m["level"].lower(), at, mentions, gazetteer) if m["level"] else None
        return f"{m[1]} {unit}" if unit else f"{m[1]} {m[2]}", m.end()
    return None


def _bare_head(at: int, text: str, mentions: Sequence[Entity], gazetteer: Gazetteer) -> tuple[str, int] | None:
    """(head, end) of a body that is told by its head alone: "Giám đốc [sở], …", "Chủ tịch của [Hội]"."""
    tokens = tokenize(text[at : at + 40])
    first = 1 if tokens and tokens[0].key in OF else 0
    hit = gazetteer.heads.match(tokens, first)
    if hit is None:
        return None
    end = at + tokens[hit[0] - 1].end
    alone = ALONE.match(text, end)
    if not alone and not any(m.label == "PERSON" and m.start == end + 1 for m in mentions):
        return None  # "Giám đốc sở [Lê Văn An]" tells no more of it either
    return text[at + tokens[first].start : end].lower(), end + len(alone["which"] or "") if alone else end


def _last_headed(word: str, at: int, mentions: Sequence[Entity]) -> str | None:
    """The body told last before the offset ``at`` that a bare head means: giám đốc [sở] → Sở Y tế tỉnh A."""
    bodies = [m for m in reversed(mentions) if m.start < at and m.label == "ORG"]
    bodies = [m for m in bodies if word not in COMPANIES or not CENTRAL.match(m.name)]
    for body in bodies:
        if f" {body.name.lower()} ".startswith(f"{word} ", 1) and len(body.name) > len(word):
            return body.name
    if word in COMPANIES:
        names = [b.name for b in bodies if (kind := read_kind(b.name)) is None or kind.kind in ("company", "bank")]
        return max(names, key=names.count, default=None)
    return None


def last_place(level: str, at: int, mentions: Sequence[Entity], gazetteer: Gazetteer) -> str | None:
    """The place of this level that was told last before the offset ``at``, with its type word."""
    places = [m for m in mentions if m.label == "LOC"]
    for place in (*(m for m in reversed(places) if m.start < at), *(m for m in places if m.start >= at)):
        told = read_place(place.text, place.start, gazetteer)
        if told and level in told.types and split_words(place.text) != split_words(level):
            return write_name(place) if read_type_word(place.name, gazetteer) else f"{level} {place.name}"
    return None
