"""Lines of credits: who did what for a text. Bài: Lê Nam - Ảnh: Hà An; TS. Lê Văn Nam - Học viện Kế toán."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache

from extractor.data import data_path, read_table
from extractor.text.bylines import BETWEEN, HOUSE, SIGN, SIGNS, is_name, read_groups, spell, take_roles
from extractor.text.places import read_place_names
from extractor.text.shapes import DOMAIN

ORDER = ("writer", "translator", "source", "editor")  # who counts only where none of those before is told
FROM = re.compile(
    r"\(?(?:theo(?!\s+dõi)|nguồn(?: tin| bài)?)[\s:]+((?:[^.:!?]|\.(?=\w)){2,40}?)(?:\)?|:\s*https?://\S+)$", re.I
)  # who published it before
THEN = re.compile(r"(?<![^\s(/–-])(?:theo(?!\s+dõi)|nguồn)[\s:]+(?=\S)", re.I)
OTHERS = ("unit", "group", "account", "title", "office")  # rows that are no works
CLOSE = re.compile(r"\s*\+\s*|(?<=[^\W\d_])[-–](?=[^\W\d_])")  # Quang Vinh-Thu Hương
MADE = re.compile(r"[\d_]|\b(?:JSC|Ltd|Corp|Inc|LLC|Software|Solutions)\b")  # by a program, or its maker
AT = re.compile(
    r"[\s(]+(?:(?:tường trình|đưa tin|viết|ghi|gửi(?: về)?|trực tiếp|(?:biên |lược )?dịch|tổng hợp)\s+)?"
    r"(?:tại|từ)\s+[A-ZĐ].{0,40}$"
)  # Lê Nam tại Hà Nội
APART = re.compile(r"\s*[()|;•·]\s*|\s+[-–—]\s+")  # what parts a name from a body
EDGES = " -–—|,;&/·•"  # marks between two works
AND = re.compile(r"\s+và$")
ADDRESS = re.compile(r"^(?:(?:Ông|Bà|Chị|Cô|Thầy) (?=[^\W\d_]+ [^\W\d_]))")  # of whom a label names
PHOTO = re.compile(
    r"^\(?ảnh\s*(?:[-–;]\s*)?(?=(?-i:[A-ZĐ])|báo\b|[\w-]+\.(?:vn|com|net)\b)", re.I
)  # Ảnh VGP; Ảnh - Hà An
BESIDE_WORK = re.compile(  # Bài NGỌC MINH - Ảnh TRẦN HÒA
    r"(?<![^\s,;|/·•–-])((?i:bài(?: viết)?|tin(?: bài)?|ảnh|hình(?: ảnh)?|video|clip|đồ họa|thiết kế|trình bày|minh họa"
    r"|nội dung|lời|chữ)) (?=[^\W\d_])([^,;|:()·•–-]+?)(?=\.?$|\s*[,;|·•]|\s+[–-])"
)
UNKNOWN = re.compile(r"([^\W\d_]+(?: [a-zà-ỹđ][^\W\d_]*){1,4}):\s")  # what somebody has done that is no work known here
OFFICE = re.compile(r"\s*\(([^()]+)\)")  # Lê Nam (cán bộ văn hóa xã)
OF_SIGN = re.compile(  # BTG Tỉnh ủy; TTYT huyện
    rf"{SIGN}{{2,}} [A-ZĐ][^\W\d_]+ [a-zà-ỹ]|[A-ZĐ]{{2,}} (?:huyện|xã|tỉnh|phường|quận|thị|thành)\b"
)
SYLLABLES = ("thơ", "chữ", "lời", "hình", "tin", "ghi", "ký", "viết", "bài", "dựng", "dịch")  # works that end names too
SURNAMED = frozenset({"trường", "hội", "đài", "bộ", "vụ", "đồn", "trạm", "hạt"})  # also the first of names of persons
TWO = re.compile(r"[A-ZĐ]\w* [A-ZĐ]\w*")  # Trường Giang; of bodies there are more words
MEMBER = re.compile(r"[^\W\d_]+ (?:[^\W\d_]+ )?viên\b")  # Kiểm sát viên VKSND huyện
FORMER = re.compile(r"^(?:nguyên|cựu) ")
NOTE = re.compile(r"(?<=[a-zà-ỹÁÝ])[\d*†]{1,2}$")  # set high behind a name
FIRST = re.compile(r"\(?([^\W\d_]+)")  # the first word of a label
JOINED = r"\s*(?:,|&|/|\+|-|–|và)?\s*"


def split_credits(words: str) -> Iterator[tuple[str, str]]:
    """The parts of a line, each with the kind of its label: what has none is the writer's."""
    words = PHOTO.sub("Ảnh: ", words)
    words = words if ":" in words else BESIDE_WORK.sub(_add_colon, words)
    low = words.lower()
    if any(work in low for work in _translators()) and (m := _translated().search(words)):
        if m[2]:  # Peter Holm (Lê Nam dịch)
            yield from split_credits(m[1])
        yield "translator", m[2] or m[1]
        return
    if m := THEN.search(words, 4):  # Lê Nam (Theo Reuters)
        yield from split_credits(words[: m.start()])
        words = words[m.start() :].strip(EDGES + "().")
    kind, last = "source" if FROM.match(words) else "writer", 0
    for m in _label().finditer(words) if ":" in words else ():
        if part := words[last : m.start()].strip(EDGES + ".("):
            yield kind, AND.sub("", part)
        kind, last = label_kind(m[0]), m.end()
    words = words[:last] + ADDRESS.sub("", words[last:]) if last else words
    if not last and kind == "writer" and (m := UNKNOWN.match(words)) and take_roles(m[1].split())[0]:
        kind = "helper"  # Cố vấn pháp lý: Lê Nam
    if part := (words[last:] if "(" in words[last:] else words[last:].rstrip(") ")).strip(EDGES):
        yield kind, part


def _add_colon(m: re.Match[str]) -> str:
    """A work and the name behind it, with a colon between them: Bài NGỌC MINH."""
    return f"{m[1]}: {m[2]}" if is_name(m[2].strip()) and " " in m[2].strip() else m[0]


def label_kind(label: str) -> str:
    """The weightiest kind of the works that a label names."""
    kinds = {_works()[m[0].lower()] for m in _work().finditer(label)}
    return next(kind for kind in (*ORDER, "helper") if kind in kinds)


def is_label(words: str) -> bool:
    """Whether ``words`` are works and nothing else: Nội dung; Bài và ảnh."""
    words = words.strip(" :(")
    if words.partition(" ")[0].rstrip(",").lower() not in _firsts():  # asked before anything dear
        return False
    return _label().fullmatch(words + ":") is not None


def find_label(words: str) -> re.Match[str] | None:
    """The label that opens ``words``."""
    if ":" not in words or not (m := FIRST.match(words)) or m[1].lower() not in _firsts():  # what most lines are
        return None
    return _label().match(words)


def _part(m: re.Match[str]) -> str:
    """A mark between two names, with blanks; one within a name or a short form (VH-TT) stays."""
    before, behind = m.string[: m.start()], m.string[m.end() : m.end() + 1]
    if "+" in m[0] and behind.isupper():
        return " - "
    several = " " in before and " " in m.string[m.end() :]  # Vũ-Hoàng Lâm is one
    return " - " if several and behind.isupper() and (before[-1].islower() or m.string.isupper()) else m[0]


def opening_kind(words: str) -> str | None:
    """The kind of the label that opens ``words``."""
    label = find_label(words)
    return label_kind(label[0]) if label else None


def take_names(words: str) -> tuple[list[str], int]:
    """The persons in ``words``, and how many characters are neither theirs nor of the bodies that they belong to."""
    names: list[str] = []
    foreign = 0
    own = HOUSE.sub("", AT.sub("", strip_title(words))).strip(" .*")
    own = OFFICE.sub(lambda m: "" if is_office(m[1]) else m[0], own)
    parts = [part for part in APART.split(CLOSE.sub(_part, own)) if not is_unit(part)]
    for n, part in enumerate(part for apart in parts for part in BETWEEN.split(apart)):
        if n and part[:1].isupper() and (is_office(part) or MEMBER.match(part)):
            continue
        own = " ".join(take_roles(part.strip(EDGES).split())[0]).strip(".")
        own = NOTE.sub("", strip_beside(strip_title(own)))
        if (
            is_unit(own) or DOMAIN.fullmatch(own) or (own.isupper() and (" " not in own or SIGNS.fullmatch(own)))
        ):  # a body, the sign of a paper
            continue
        if " " in own and is_name(own if own.isupper() else own.replace("-", "'")):
            names.append(spell(own))
        else:
            foreign += len(own)
    return names, foreign


def strip_label(words: str) -> str:
    """``words`` without works that stand before a name with no colon: Ghi chép của Lê Nam; Tin, ảnh của Lê Nam."""
    if (m := _before().match(words)) and is_name(words[m.end() :]):  # Tùy bút LÊ NAM
        return words[m.end() :]
    return _of().sub("", words)


def strip_title(words: str) -> str:
    """``words`` without the titles that open them."""
    return _titles().sub("", words)


def strip_beside(words: str) -> str:
    """A name without the role or the body behind it that no mark parts from it: Lê Nam Phóng viên Ban Kinh tế."""
    parts = words.split()
    for n in range(2, min(len(parts), 6)):
        name, rest = " ".join(parts[:n]), parts[n:]
        small = [word[0].islower() for word in rest[1:3]]
        if not rest[0][0].isupper() or not any(small) or not is_name(name):
            continue
        if (small[0] and take_roles(rest)[1]) or is_unit(" ".join(rest)):
            return words if name in read_place_names().provinces else name
    return words


def is_unit(words: str) -> bool:
    """Whether ``words`` are the name of a body, not of a person."""
    first = words.lower().split()[:3]
    if len(words) < 6 or not first or (first[0] in SURNAMED and TWO.fullmatch(words)):
        return False
    opens = [" ".join(first[:n]) for n in (1, 2, 3)]
    if not _read_words("unit").isdisjoint(opens) or OF_SIGN.match(words):
        return True
    return first[0] in _read_words("group") and any(word[0].islower() for word in words.split()[1:])


def is_office(words: str) -> bool:
    """Whether ``words`` tell which office somebody has: Trưởng khoa Nội; Nguyên Khang is a person."""
    low = FORMER.sub("", words.lower()).split()
    opens = (" ".join(low[:n]) for n in (1, 2, 3))
    small = words.isupper() or any(word[0].islower() for word in words.split())
    return small and not _read_words("office").isdisjoint(opens)


def is_group(name: str) -> bool:
    """Whether a name is that of a desk, an agency or a body."""
    return name.lower() in read_groups() or is_unit(name)


def is_account(name: str) -> bool:
    """Whether a name is that of a user of a program."""
    low = name[:1].islower() and "." not in name and name.isascii()
    return low or name.lower() in _read_words("account") or MADE.search(name) is not None or is_office(name.upper())


@lru_cache(maxsize=1)
def _works() -> dict[str, str]:
    rows = read_table(data_path("lexicon", "credits.tsv"))
    return {row["words"]: row["kind"] for row in rows if row["kind"] not in OTHERS}


@lru_cache(maxsize=1)
def _firsts() -> frozenset[str]:
    return frozenset(words.partition(" ")[0] for words in _works())


@lru_cache(maxsize=8)
def _read_words(kind: str) -> frozenset[str]:
    rows = read_table(data_path("lexicon", "credits.tsv"))
    return frozenset(row["words"] for row in rows if row["kind"] == kind)


@lru_cache(maxsize=1)
def _of() -> re.Pattern[str]:
    writers = (re.escape(words) for words, kind in _works().items() if kind == "writer")
    writer, work = "|".join(sorted(writers, key=len, reverse=True)), _work().pattern
    return re.compile(rf"^(?:{writer})(?:{JOINED}{work}){{0,4}}\s+(?:của|do|bởi)\s+(?=[^\W\d_])", re.I)


@lru_cache(maxsize=1)
def _before() -> re.Pattern[str]:
    writers = (words for words, kind in _works().items() if kind == "writer" and " " in words)
    return re.compile(rf"(?i:{'|'.join(sorted(writers, key=len, reverse=True))})\s+(?=[A-ZĐ])")


@lru_cache(maxsize=1)
def _translators() -> tuple[str, ...]:
    return tuple(words for words, kind in _works().items() if kind == "translator")


@lru_cache(maxsize=1)
def _translated() -> re.Pattern[str]:
    """Who has translated: behind the writer in brackets, or alone."""
    works = "|".join(map(re.escape, _translators()))
    return re.compile(
        rf"^([^():]+?)\s*(?:(?:\(|\s[-–—|•·]\s)([^():|•·–—-]*?)\s*|\s\(?)(?<!\w)(?:{works})(?:\s+(?:từ|theo)\s[^():]*)?\)?\W*$",
        re.I,
    )


@lru_cache(maxsize=1)
def _titles() -> re.Pattern[str]:
    """Titles before a name, with or without points and blanks between them: PGS.TS Lê Nam."""
    titles = "|".join(re.escape(word) for word in sorted(_read_words("title"), key=len, reverse=True))
    return re.compile(rf"^(?:(?:{titles})(?![^\W\d_])[.,]?\s*)+(?=[^\W\d_])", re.I)


@lru_cache(maxsize=1)
def _work() -> re.Pattern[str]:
    works = (
        rf"(?<![^\W\d_] ){work}" if work in SYLLABLES else work for work in sorted(_works(), key=len, reverse=True)
    )
    return re.compile(rf"(?<!\w)(?:{'|'.join(works)})(?!\w)", re.I)


@lru_cache(maxsize=1)
def _label() -> re.Pattern[str]:
    work = _work().pattern
    return re.compile(rf"\(?{work}(?:{JOINED}{work}){{0,4}}\s*:\s*", re.I)
