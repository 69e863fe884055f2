"""Whether a mention is of what a short form can mean, by its link and by how its name begins."""

from __future__ import annotations

import re
from functools import lru_cache

from extractor.entities.body_links import read_central
from extractor.entities.kinds import name_kind, read_kind
from extractor.entities.levels import is_typed
from extractor.model import Entity
from extractor.places import fold_name
from extractor.text import split_words

CODE = re.compile(r"(?:P?[ACKVX]|PC) ?\d{1,3}")  # of a division of the police
BARE = 4  # syllables of a name that tells no kind: Techcombank, FPT
SPECIAL = frozenset({"hong kong", "hồng kông", "ma cao", "macau"})  # abroad, and called đặc khu
FOREIGN = frozenset({  # words in the names of firms abroad, however long these are
    "airlines", "airways", "bank", "company", "corp", "corporation", "group", "holding", "holdings", "inc", "limited",
    "ltd", "motor", "motors",
})  # fmt: skip
STATE = frozenset({  # heads of bodies whose names always tell them, of the state: Bộ Y tế
    "bộ", "chính phủ", "chi cục", "công an", "cục", "hđnd", "huyện ủy", "kho bạc", "quận ủy", "sở", "tand", "tỉnh ủy",
    "thành ủy", "thanh tra", "thị ủy", "tòa", "tổng cục", "ubnd", "ủy ban", "viện kiểm sát", "vụ", "đảng bộ", "đảng ủy",
})  # fmt: skip


def fit_place(kind: str, m: Entity) -> str:
    """By its link a unit of the type or a country, else by its type word; "bare": perhaps a town abroad."""
    if kind == "country":
        return "link" if m.link and m.link.type == "country" and m.link.id != "country:VN" else ""
    if m.link:
        if not m.link.id[0].isdigit():
            return ""
        return "link" if m.link.type == kind else "unit" if kind == "any" else ""
    if kind == "đặc khu" and fold_name(m.name) in SPECIAL:
        return "link"
    if kind == "any":
        return "head" if is_typed(m.name) else ""
    if m.name.lower().startswith(kind + " "):
        return "head"
    return "bare" if kind == "thành phố" and m.name[:1].isupper() else ""


def is_of_level(level: str, body: Entity) -> bool:
    """Whether a body is that of a unit of this type, by its link, else by its name."""
    if body.link and body.link.parents:
        return body.link.parents[0].startswith(f"{level} ")
    return f" {level} " in f"{body.name.lower()} "


@lru_cache(maxsize=4096)
def fit_head(value: str, name: str, *, bare: bool) -> str:
    """How a body's or work's name fits the heads and kinds of a row; "bare": nothing tells what it is."""
    words = split_words(name)
    heads = [split_words(head) for head in value.split("|") if not head.startswith("kind:")]
    if any(words[: len(head)] == head and len(words) > len(head) for head in heads):
        return "head"
    if not bare:
        return ""
    kinds = {head.removeprefix("kind:") for head in value.split("|") if head.startswith("kind:")}
    kind, known = name_kind(name), read_kind(name)
    if kind in kinds and not (known and known.whole):
        return "kind"
    if "any" in kinds:
        return "unit"
    if "police" in kinds:
        return "bare" if CODE.fullmatch(name) else ""  # cơ quan điều tra: PC45
    if not STATE.isdisjoint(value.split("|")):
        return ""
    unknown = kind == "none" and fold_name(name) not in read_central()
    short = len(words) <= BARE or not FOREIGN.isdisjoint(words)
    return "bare" if unknown and name[:1].isupper() and short else ""
