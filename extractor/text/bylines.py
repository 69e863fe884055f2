"""The line that names who wrote a text: Bài, ảnh: Lê Văn Nam; Theo TTXVN; LÊ VĂN NAM - HÀ AN."""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import lru_cache

from extractor.data import data_path, read_table
from extractor.text.cues import find_cue
from extractor.text.shapes import is_tools

LONGEST = 100  # characters of such a line
MAIL = re.compile(r"\(?\s*[A-Za-z0-9_.+-]+@[\w-]+(?:\.[\w-]+)+\s*\)?")
BETWEEN = re.compile(r"\s*(?:[,;|&()•·]|/(?!h\b))\s*|\s+[-–—]\s+|\s+và\s+", re.IGNORECASE)
# Hà An/VTX Tây Bắc, Hà An/Tạp chí Gỗ và Đá: the house behind a name, by its sign and bureau or in full.
HOUSE = re.compile(
    r"(?<=[a-zà-ỹ])\s?/\s?[A-ZĐ]{2,}(?: (?![-–—])[^\s/,;|()]+)*"
    r"|\s?/\s?(?:Báo|Tạp chí|Thời báo|Tuần báo|Đài|Cổng) [^,;|()]*"
)
INITIALS = re.compile(  # H.Y, N.T. Lan, N. Lan, Th.Nguyên
    r"(?:[^\W\d_]|(?:Ch|Gi|Kh|Ng|Ngh|Nh|Ph|Qu|Th|Tr)(?=\.[^\W\d_]{2}))(?:\.[^\W\d_]*)+", re.I
)
SPOKEN = re.compile(r"(?:Ông|Bà|Anh|Chị|Cô|Chú|Bác|Em|Thầy)(?: [^\W\d_]+){2}")  # of whom a text tells
SIGN = r"[BCDĐGHKLMNPQRSTVX]"  # CC VHXH: no words, as they have no vowels
SIGNS = re.compile(rf"{SIGN}+(?: {SIGN}+)+")
NOUNS = frozenset({"tin", "bài", "ảnh"})  # roles that stand before a name only: Trung tâm Thông tin
WORK = re.compile(r"(?:tin|bài|ảnh)\s", re.I)
WORDS, LABEL = 16, 20  # blanks in a byline; characters before its colon
UNNAMED = ("PV", "CTV")  # a role that stands for who has it
DESK = 6  # syllables of the longest name of a desk
NAME = 5  # syllables of the longest name, a family's of several counted as one


def read_byline(line: str, *, bare: bool = False) -> tuple[str, ...] | None:
    """The authors that a line names, desks and agencies only where it names nobody else; None where it is no byline.
    ``bare``: a line of nothing but names is one too, which where it stands must tell."""
    if len(line) > LONGEST or not may_be_byline(line):
        return None
    if mails := "@" in line and MAIL.search(line):
        line = MAIL.sub(" ", line).strip(" -–|,")
        if not line:
            return ()
    named, told = _sort(line), find_cue(line) == "byline"
    if not told and SPOKEN.match(line):
        return None
    if named is None:
        return () if told else None
    names, others, roles = named
    if not told and (not roles or WORK.match(line)) and any(map(is_heading, names)):
        return None
    if told or (
        (roles or (others and not names) or ((bare or mails) and names and all(map(_is_full, names))))
        and not is_tools(line)
    ):
        unnamed = [part for part in re.split(r"[\W\d]+", line) if part.upper() in UNNAMED] if roles else []
        return tuple(dict.fromkeys(names or others or unnamed))
    return None


def may_be_byline(line: str) -> bool:
    """Whether its words with a small letter are those of roles, or what stands before a colon is a label: asked before
    anything dear."""
    if line.count(" ") > WORDS and line.count(":") < 2:  # of several works it may be longer
        return False
    label, colon, _ = line.partition(":")
    if colon:
        before, _, label = label.rpartition(" - ")
        return _is_label(label) and (_is_capital(before) or _names_paper(before) or find_cue(line) == "byline")
    return "@" in line or _is_capital(line)


def _is_capital(words: str) -> bool:
    """Whether each word but those of roles has a capital."""
    known = _role_words()
    for word in words.split():  # noqa: SIM110 - of most lines the first or the second tells: a generator takes longer
        if word[0].islower() and word.rstrip(".,;)").lower() not in known:
            return False
    return True


def _names_paper(words: str) -> bool:
    low = words.lower()
    for opening in _papers():  # noqa: SIM110 - a generator takes longer than the search
        if opening in low:
            return True
    return False


def _is_label(words: str) -> bool:
    label = words.strip(" (").lower()
    return len(label) <= LABEL and (label in _read_words() or find_cue(label + ":") == "byline")


def _sort(line: str) -> tuple[list[str], list[str], int] | None:
    """Names; desks, papers and agencies; how many words tell a role. None where ``line`` holds anything else."""
    kinds = _read_words()
    names: list[str] = []
    others: list[str] = []
    roles = 0
    for part in BETWEEN.split(HOUSE.sub("", line.strip(" .*"))):
        label, _, told = part.rpartition(":")
        words, taken = take_roles(told.split())
        if label and not _is_label(label):
            return None
        roles += taken + bool(label)
        rest = " ".join(words).strip(".")
        kind = kinds.get(rest.lower())
        if kind == "site" and others:
            continue
        papers = (kinds.get(" ".join(words[:n]).lower()) for n in (1, 2) if n < len(words))
        if kind not in (None, "paper") or "paper" in papers:
            others.append(rest)
        elif rest and is_name(rest):
            names.append(spell(rest))
        elif rest:
            return None
    return names, others, roles


def take_roles(words: list[str]) -> tuple[list[str], int]:
    """``words`` without the roles before and behind them, and how many these were."""
    kinds, taken = _read_words(), 0
    if not words or _role_words().isdisjoint((words[0].lower().strip("."), words[-1].lower().strip("."))):
        return words, 0
    if kinds.get(" ".join(words).lower()) == "desk":
        return words, 0
    for n in (3, 2, 1):
        while len(words) >= n and kinds.get(" ".join(words[:n]).lower().strip(".")) == "role":
            words, taken = words[n:], taken + 1
        while len(words) >= n and kinds.get(" ".join(words[-n:]).lower().strip(".")) == "role":
            if words[-1].lower() in NOUNS or (n == 1 and words[-1].istitle() and len(words[-1]) > 1):
                return words, taken
            words, taken = words[:-n], taken + 1
    return words, taken


def is_name(words: str) -> bool:
    """Whether ``words`` are spelled as a person's name is."""
    parts = words.split()
    if len(parts) > 1 and words.isupper() and SIGNS.fullmatch(words):
        return False
    return (len(parts) <= NAME or _count(parts) <= NAME) and all(
        part[0].isupper()
        and (part[1:].islower() or part.isupper() or not part.isalpha())
        and (part.isalpha() or INITIALS.fullmatch(part) is not None or _is_marked(part))
        for part in parts
    )


def is_heading(words: str) -> bool:
    """Whether words with capitals have one that stands in no name: Nên Đọc; Văn Bản Mới."""
    return not _read_unnamed().isdisjoint(words.lower().split())


def _count(parts: Sequence[str]) -> int:
    """The syllables of a name: Công Tằng Tôn Nữ Mai An has three; Thị is none."""
    kinds = _read_words()
    family = next((n for n in range(NAME, 1, -1) if kinds.get(" ".join(parts[:n]).lower()) == "family"), 1)
    return len(parts) - family + 1 - sum(part.lower() == "thị" for part in parts)


def _is_marked(part: str) -> bool:
    """Whether an apostrophe is all that keeps it from being a word: H'Nhi."""
    return part[-1].isalpha() and re.sub(r"['’]", "", part).isalpha()


def _is_full(name: str) -> bool:
    return " " in name or "." in name or "'" in name or "’" in name


def spell(name: str) -> str:
    """LÊ VĂN NAM as Lê Văn Nam; initials stay."""
    if not name.isupper():
        return name
    return " ".join(part.capitalize() if part.isalpha() and len(part) > 1 else part for part in name.split())


@lru_cache(maxsize=1)
def _read_words() -> dict[str, str]:
    return {row["words"]: row["kind"] for row in read_table(data_path("lexicon", "bylines.tsv"))}


def is_desk(words: str) -> bool:
    """Whether words open with a desk, and say no more than which: Nhóm Phóng viên điều tra."""
    parts = words.split(None, DESK)
    if not 1 < len(parts) <= DESK or words[-1] in ".:?!…":
        return False
    kinds = _read_words()
    return any(kinds.get(" ".join(parts[:n]).lower()) == "desk" for n in (2, 3))


@lru_cache(maxsize=1)
def _read_unnamed() -> frozenset[str]:
    return frozenset(row["word"] for row in read_table(data_path("lexicon", "unnamed.tsv")))


@lru_cache(maxsize=1)
def _papers() -> tuple[str, ...]:
    return tuple(words for words, kind in _read_words().items() if kind == "paper")


@lru_cache(maxsize=1)
def read_groups() -> frozenset[str]:
    """Desks, agencies and sites, in small letters."""
    return frozenset(words for words, kind in _read_words().items() if kind in ("agency", "desk", "site"))


@lru_cache(maxsize=1)
def _role_words() -> frozenset[str]:
    told = (words for words, kind in _read_words().items() if kind != "family")
    return frozenset(word for words in told for word in words.split()) | {"và", "nhóm"}
