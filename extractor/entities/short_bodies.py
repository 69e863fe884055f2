"""Which longer name of the article a short one stands for: cut at the end ("Hội Cựu chiến binh"), without its legal
form ("công ty Công Lý"), by its letters (HAGL for Hoàng Anh Gia Lai) or by a trade name (VPBank)."""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import lru_cache

from extractor.data import data_path, read_table
from extractor.entities.abbreviations import read_initial
from extractor.entities.body_links import read_central
from extractor.entities.gazetteer import read_gazetteer
from extractor.entities.kinds import read_kind, read_kind_size
from extractor.entities.levels import LEVELS, SHORT_LEVELS
from extractor.entities.people import SYLLABLE
from extractor.model import Token
from extractor.places import fold_name
from extractor.text import split_words, tokenize_name

CUT = 3  # syllables that a name cut at the end keeps
LISTED = re.compile(r"\s*(?:[,&–-]|và) ?")
LETTERS = 3  # of a short form that stands alone
PLACE = 6  # words of the place behind a name
TYPED = re.compile(rf" (?i:{'|'.join((*LEVELS, *SHORT_LEVELS))})(?:\. ?| )(?=(\w))")
LEGAL = frozenset({  # syllables of the words for what a company is by law: Tổng công ty, Công ty TNHH MTV
    "tổng", "công", "ty", "cổ", "phần", "cp", "ctcp", "tnhh", "mtv", "một", "thành", "viên", "trách", "nhiệm", "hữu",
    "hạn", "tập", "đoàn", "tmcp", "liên", "doanh",
})  # fmt: skip
COUNTRY, NATIONAL = ("việt", "nam"), ("ngân hàng ", "tập đoàn ")  # what may be left out at the end, of whom
GROUPS = frozenset({"đảng", "kênh", "nhóm", "phe", "trang"})  # before the name of a party or a group: (đảng) Komeito
CLASSES = frozenset({"cây", "con", "cụm", "dãy", "dòng", "hòn", "khu", "ngọn", "ngôi", "nhà", "tòa", "toà", "tuyến"})
BRANCHES = ("chi nhánh ", "phòng giao dịch ", "văn phòng ")
PARTS = frozenset({"police", "party"})  # bodies whose whole name tells what they are a part of


def is_short_body(short: str, name: str) -> bool:
    """Whether a company, school or paper may be told by its head and the end of its name, or by that end alone: "công
    ty Công Lý" for "công ty TNHH Xây dựng Công Lý"; behind its head where it is may be left out too."""
    kind = read_kind(name)
    if len(short) >= len(name):
        return False
    if kind is None or kind.scope != "none":
        first, _, rest = name.partition(" ")
        return name == f"The {short}" or (first.lower() in GROUPS and rest == short)
    if " " in short and name.endswith(f" {short}") and set(split_words(name[: -len(short)])) <= LEGAL:
        return short[0].isupper()
    tokens = tokenize_name(name)
    head, a, b = read_kind_size(tokens), split_words(short), split_words(name)
    own = read_kind_size(tokenize_name(short))
    tail = a[own:] if own else a
    if (own and a[0] != b[0]) or not 0 < len(tail) < len(b) - head + 1:
        return False
    if b[-len(tail) :] == tail:
        return _is_named(short)
    return (
        bool(own)
        and (len(tail) >= CUT or _is_named(short))
        and any(
            b[at : at + len(tail)] == tail and is_only_place(name[tokens[at + len(tail)].start :])
            for at in range(head, len(b) - len(tail))
        )
    )


def _is_named(words: str) -> bool:
    """Whether the words end in a name or in its number: công ty Bắc Nam 79."""
    return words.split()[-1][0].isupper() or words.split()[-1].isdigit()


def is_only_place(rest: str) -> bool:
    """Whether the rest of a longer body's name is just where it is ("Thị ủy" + "Hương Trà"): it ends in a name."""
    words = rest.split()
    named = words[-1][0].isupper() or words[-1].isdigit()
    type_word = read_gazetteer().place_types.match(tokenize_name(rest), 0)
    opens = words[0][0].isupper() or bool(type_word and type_word[1])
    return len(words) <= PLACE and named and opens and not words[0].isupper()


def is_cut(short: str, name: str) -> bool:
    """Whether a name may be told by its first words: "Ban Thường vụ Đảng ủy" for that of the navy. One that the state
    has but one of, or that takes the place of the text (Sở Y tế), is whole as it stands."""
    a, b = _without_and(short), _without_and(name)
    least = CUT - 1 if _is_foreign(short) else CUT
    if not least <= len(a) < len(b) or b[: len(a)] != a or fold_name(short) in read_central():
        return False
    kind = read_kind(short)
    if kind is None and a[0] in ("đảng", "quân"):
        return is_only_place(name[len(short) :])  # no Đảng Dân chủ | Tự do, no quân đội Syria | Tự do
    if kind is None or kind.scope == "none":
        return True
    listed = LISTED.match(name, len(short)) is not None  # Sở Văn hóa | , Thể thao và Du lịch: a field and no place
    return (not kind.whole or kind.of in PARTS or listed) and short.split()[
        -1
    ].islower()  # UBND xã Yên | Ninh is another


def is_first_field(short: str, name: str | None) -> bool:
    """Whether a name is that of a unit's body with the first of its fields: Sở Văn hóa | , Thể thao và Du lịch A."""
    kind = read_kind(short)
    return bool(name and name.startswith(short) and LISTED.match(name, len(short)) and kind and kind.scope == "place")


def _is_foreign(name: str) -> bool:
    """Whether a word of it is no Vietnamese syllable, and all have capitals: Kenton Node."""
    words = name.split()
    return name.istitle() and not all(map(SYLLABLE.fullmatch, words))


def is_untyped(short: str, name: str) -> bool:
    """Whether two names of a school or company differ in a word for what a place is: trường mầm non (xã) Nà Ớt."""
    kind = read_kind(name)
    same = len(short) < len(name) and split_words(short)[0] == split_words(name)[0]
    return same and kind is not None and kind.scope == "none" and untyped(short) == untyped(name)


def is_bare_place(short: str, name: str) -> bool:
    """Whether a place, no unit, may be told without the word for what it is: "Ba Son" for "cầu Ba Son"."""
    head = name.removesuffix(f" {short}")
    return head != name and " " in short and short.istitle() and head[1:].islower()


def is_unclassed(short: str, name: str) -> bool:
    """Whether two names of a place, no unit, differ in a word for its shape before the one for what it is: (tuyến)
    đường Ngô Quyền."""
    first, _, rest = name.partition(" ")
    return first.lower() in CLASSES and rest.lower() == short.lower() != ""


def is_place_cut(short: str, name: str) -> bool:
    """Whether a place, no unit, may be told by the first words for what it is and its name: trạm (thu phí) Cầu Rác."""
    words = short.split()
    size = next((n for n, word in enumerate(words) if n and not word.islower()), len(words))
    head, tail = " ".join(words[:size]), " ".join(words[size:])
    between = name[len(head) :].removesuffix(tail)
    same = name.lower().startswith(f"{head.lower()} ") and name.endswith(f" {tail}")
    return same and tail.istitle() and between.islower()


def is_trade_name(short: str, name: str) -> bool:
    """Whether a body goes by a short form of its own: (ngân hàng) VPBank for Ngân hàng TMCP Việt Nam Thịnh Vượng."""
    own = tokenize_name(short)[read_kind_size(tokenize_name(short)) :]
    tail = _read_trade_names().get(fold_name(short[own[0].start :] if own else short))
    if tail is None or name.lower().startswith(BRANCHES):
        return False
    whole = _without_and(name)
    if name.lower().startswith(NATIONAL) and tail[-len(COUNTRY) :] == COUNTRY != whole[-len(COUNTRY) :]:
        tail = tail[: -len(COUNTRY)]  # Ngân hàng Xây dựng | Việt Nam
    return bool(tail) and whole[-len(tail) :] == tail


def is_initials(short: str, name: str) -> bool:
    """Whether letters of the short form begin the syllables of the name, from its start or behind its head: NMLD Dung
    Quất, HAGL; where it is may be left out."""
    a, b = tokenize_name(short), tokenize_name(name)
    if len(a) >= len(b) or not any(_letters(token) for token in a) or (len(a) == 1 and len(a[0].text) < LETTERS):
        return False
    if (kind := read_kind(short)) is not None and kind.whole:
        return False  # UBND
    for first in sorted({0, *range(read_kind_size(b), len(b))} if len(a) == 1 else {0}):
        end = _spell(a, b, first)
        if end == len(b) or (end and is_only_place(name[b[end].start :])):
            return True
    return False


def _spell(short: Sequence[Token], name: Sequence[Token], at: int) -> int:
    """The end of the syllables that the short form's words and letters stand for; 0 where they do not."""
    for token in short:
        letters = _letters(token)
        told = name[at : at + len(letters)]
        if letters and len(told) == len(letters) and all(map(_begins, told, letters)):
            at += len(letters)
        elif at < len(name) and token.key == name[at].key:
            at += 1
        else:
            return 0
    return at


def _letters(token: Token) -> str:
    return token.text if len(token.text) > 1 and token.text.isalpha() and token.text.isupper() else ""


def _begins(token: Token, letter: str) -> bool:
    return read_initial(token.text) == letter


def _without_and(name: str) -> tuple[str, ...]:
    return tuple(token.key for token in tokenize_name(name) if token.kind == "word" and token.key != "và")


def untyped(name: str) -> tuple[str, ...]:
    """The syllables of a name without the words for what a place is: mầm non [xã] Nà Ớt."""
    return split_words(TYPED.sub(lambda m: " " if m[1].isupper() else m[0], name))


@lru_cache(maxsize=1)
def _read_trade_names() -> dict[str, tuple[str, ...]]:
    """Folded trade name → how the full name ends; of a body of the state or of the world all of it (WB)."""
    rows = read_table(data_path("gazetteers", "abbreviations.tsv"))
    told = [row for kind in ("body", "company") for row in rows if row["kind"] == kind]
    return {fold_name(row["short"]): _without_and(row["long"]) for row in told}
