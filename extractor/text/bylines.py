"""The line that names who wrote a text: Bài, ảnh: Lê Văn Nam; Theo TTXVN; LÊ VĂN NAM - HÀ AN."""

from __future__ import annotations

import re
from functools import lru_cache

from extractor.data import data_path, read_table
from extractor.text.cues import find_cue

LONGEST = 100  # characters of such a line
MAIL = re.compile(r"\(?\s*[\w.+-]+@[\w-]+(?:\.[\w-]+)+\s*\)?")
BETWEEN = re.compile(r"\s*[,;/|&()•·]\s*|\s+[-–—]\s+|\s+và\s+", re.IGNORECASE)
INITIALS = re.compile(r"[^\W\d_](?:\.\s?[^\W\d_]+)+\.?|[^\W\d_]{1,4}\.")  # H.Y, N.T. Lan, N. Lan, Bs. Lan
TITLE = re.compile(
    r"(?:(?:PGS|GS|TSKH|TS|Th\.?S|BS(?: ?CK ?I{0,2})?|KTS|KS|LS|NSND|NSƯT)\b\.?,?\s*)+(?=\S)", re.IGNORECASE
)
SITE = re.compile(r"[\w-]+(?:\.[\w-]+)*\.(?:vn|com|net|org|info|example)", re.IGNORECASE)
SUMMED = re.compile(r"\bt/h\b", re.IGNORECASE)  # tổng hợp
NAME = 5  # syllables of the longest name


def read_byline(line: str, *, bare: bool = False) -> tuple[str, ...] | None:
    """The authors that a line names, desks and agencies only where it names nobody else; None where it is no byline.
    ``bare``: a line of nothing but names is one too, which where it stands must tell."""
    if len(line) > LONGEST or not _may_be(line):
        return None
    if mails := MAIL.search(line):
        line = MAIL.sub(" ", line).strip(" -–|,")
        if not line:
            return ()
    told = find_cue(line) == "byline"
    if (named := _sort(line)) is None:
        return () if told else None
    names, others, roles = named
    if told or roles or (others and not names) or ((bare or mails) and names and all(map(_is_full, names))):
        return tuple(dict.fromkeys(names or others))
    return None


def _may_be(line: str) -> bool:
    """Whether its second word is a name's, a role's, or one before a colon: asked before anything dear."""
    words = line.split(None, 2)
    second = words[1] if len(words) > 1 else ""
    if not second[:1].islower() or second.lower().rstrip(".,:)") in _seconds() or "@" in line:
        return True
    label, colon, _ = line.partition(":")
    return bool(colon) and _is_label(label)


def _is_label(words: str) -> bool:
    label = words.strip(" (").lower()
    return label in _read_words() or find_cue(label + ":") == "byline"


def _sort(line: str) -> tuple[list[str], list[str], int] | None:
    """Names; desks, papers and agencies; how many words tell a role. None where ``line`` holds anything else."""
    kinds = _read_words()
    names: list[str] = []
    others: list[str] = []
    roles = 0
    for part in BETWEEN.split(SUMMED.sub("tổng hợp", line.strip(" .*"))):
        label, _, told = part.rpartition(":")
        words, taken = _take_roles(told.split())
        if label and not _is_label(label):
            return None
        roles += taken + bool(label)
        rest = " ".join(words).strip(".")
        rest = rest[m.end() :] if (m := TITLE.match(rest)) else rest
        if (
            SITE.fullmatch(rest)
            or kinds.get(rest.lower())
            or any(kinds.get(" ".join(words[:n]).lower()) == "paper" for n in (1, 2))
        ):
            others.append(rest)
        elif rest and is_name(rest):
            names.append(_spell(rest))
        elif rest:
            return None
    return names, others, roles


def _take_roles(words: list[str]) -> tuple[list[str], int]:
    """``words`` without the roles before and behind them, and how many these were."""
    kinds, taken = _read_words(), 0
    if kinds.get(" ".join(words).lower()) == "desk":
        return words, 0
    for n in (3, 2, 1):
        while len(words) >= n and kinds.get(" ".join(words[:n]).lower().strip(".")) == "role":
            words, taken = words[n:], taken + 1
        while len(words) >= n and kinds.get(" ".join(words[-n:]).lower().strip(".")) == "role":
            words, taken = words[:-n], taken + 1
    return words, taken


def is_name(words: str) -> bool:
    """Whether ``words`` are spelled as a person's name is."""
    parts = words.split()
    return len(parts) <= NAME and all(
        part[0].isupper() and (part.replace("'", "").replace("’", "").isalpha() or INITIALS.fullmatch(part) is not None)
        for part in parts
    )


def _is_full(name: str) -> bool:
    return " " in name or "." in name


def _spell(name: str) -> str:
    """LÊ VĂN NAM as Lê Văn Nam; initials stay."""
    if not name.isupper() or " " not in name:
        return name
    return " ".join(part.capitalize() if part.isalpha() and len(part) > 1 else part for part in name.split())


@lru_cache(maxsize=1)
def _read_words() -> dict[str, str]:
    return {row["words"]: row["kind"] for row in read_table(data_path("lexicon", "bylines.tsv"))}


@lru_cache(maxsize=1)
def _seconds() -> frozenset[str]:
    """Words with a small letter that may stand second in a byline."""
    return frozenset(word for words in _read_words() for word in words.split()) | {"và"}
