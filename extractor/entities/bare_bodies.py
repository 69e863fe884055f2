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
from extractor.text import split_words

BARE_TYPE = re.compile(rf"\s+(?:của )?({'|'.join(LEVELS)}|TP|TX)(?!\w)(?P<named>\s+[A-ZĐÀ-Ỹ\d])?")
BARE_HEAD = re.compile(
    r"\s+(?:của |tại )?((?:[Tt]ổng )?[Cc]ông ty|[Tt]ập đoàn|[Nn]gân hàng|[Ss]ở|(?:nhà )?[Tt]rường|[Bb]ệnh viện|[Vv]iện|[Tt]rung tâm|"
    r"(?:[Cc]hi )?[Cc]ục|[Hh]ội|[Ll]iên đoàn|[Qq]uỹ|[Bb]an [Qq]uản lý|[Bb]áo|[Đđ]ài|[Hh]ợp tác xã|HTX|[Pp]hòng|[Cc]âu lạc bộ|CLB)"
    r"(?: này| trên)?(?=\s*(?:$|[,.;:)(\-–—“\"\n]|(?:là|cho|đã|cũng|nói|chia sẻ|và|từ|thì|kiêm|thay|khẳng định|trả lời|nhấn mạnh|ký)(?!\w)))"
)
THIS_BODY = re.compile(r"\s+((?:[^\W\d_]+\s+){1,3}?)này(?!\w)")
COMPANIES = frozenset({"công ty", "tổng công ty", "tập đoàn", "ngân hàng"})


def find_bare_body(at: int, text: str, mentions: Sequence[Entity], gazetteer: Gazetteer) -> tuple[str, int] | None:
    """(name, end) of a body that only a word stands for: "Trưởng Công an [xã]", "Phó hiệu trưởng [đại học này]"."""
    if m := BARE_TYPE.match(text, at):
        person = m["named"] and any(p.label == "PERSON" and p.start == m.end() - 1 for p in mentions)
        level = SHORT_LEVELS.get(m[1].lower(), m[1].lower())
        if (person or not m["named"]) and (place := last_place(level, at, mentions, gazetteer)):
            return place, m.end(1)
    if (m := BARE_HEAD.match(text, at)) and (name := _last_headed(m[1].lower(), at, mentions)):
        return name, m.end()
    if m := THIS_BODY.match(text, at):
        for body in (m for m in reversed(mentions) if m.start < at):
            if body.label == "ORG" and m[1].strip().lower() in body.text.lower():
                return body.name, m.end()
    return None


def _last_headed(head: str, at: int, mentions: Sequence[Entity]) -> str | None:
    """The body told last before the offset ``at`` that a bare head means: giám đốc [sở] → Sở Y tế tỉnh A."""
    bodies = [m for m in reversed(mentions) if m.start < at and m.label == "ORG"]
    word = head.removeprefix("nhà ").replace("htx", "hợp tác xã").replace("clb", "câu lạc bộ")
    for body in bodies:
        if f" {body.name.lower()} ".startswith(f"{word} ", 1) and len(body.name) > len(word):
            return body.name
    if word in COMPANIES:
        names = [b.name for b in bodies if (kind := read_kind(b.name)) is None or kind.kind in ("company", "bank")]
        return max(names, key=names.count, default=None)
    return None


def last_place(level: str, at: int, mentions: Sequence[Entity], gazetteer: Gazetteer) -> str | None:
    """The place of this level that was told last before the offset ``at``, with its type word."""
    for place in (m for m in reversed(mentions) if m.start < at and m.label == "LOC"):
        told = read_place(place.text, place.start, gazetteer)
        if told and level in told.types and len(split_words(place.name)) > len(split_words(level)):
            return write_name(place) if read_type_word(place.name, gazetteer) else f"{level} {place.name}"
    return None
