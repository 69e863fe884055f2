"""Lines of plain text that name who wrote it."""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import lru_cache
from itertools import pairwise

from extractor.text.authors import (
    MARKS,
    WHENCE,
    WORK,
    is_paper_below,
    is_place,
    is_plain,
    join_label,
    read_credits,
)
from extractor.text.bylines import LONGEST, SPOKEN, WORDS, is_desk, is_heading, is_name, may_be_byline, read_byline
from extractor.text.credits import (
    FROM,
    find_label,
    is_label,
    is_office,
    is_unit,
    opening_kind,
    split_credits,
    strip_label,
    strip_title,
    take_names,
)
from extractor.text.places import read_place_names
from extractor.text.shapes import SENTENCE, is_tools, part_glued

Credits = tuple[tuple[str, str], ...]  # kinds of works, and whose they are
BODY, PLAIN = 60, re.compile(r"[\d:?!]|\.$")  # characters of the longest name of a body; what is in none
ALONE = 6  # syllables of a body that signs alone
LABELLED = re.compile(r"^Tác giả, ")
TAIL = re.compile(
    r"\s*\+?\s*(?:\d+ (?:phút đọc|(?:giây|phút|giờ|ngày|tuần|tháng)(?: trước)?)|copy link|theo dõi|chia sẻ|vào lúc .*"
    r"|[-–—|,(]?\s*(?:s?đt|tel|điện thoại)\s*:?\s*[\d .()-]{8,})"
    r"\s*$",
    re.I,
)  # what stands beside a name
NOTE = re.compile(r"^\(\*+\)")
MARK = re.compile(r"\s*(?:\(\*+\)|\*+)$")
LOST = re.compile(  # Lê NamVideo: Hà An
    "|".join(
        rf"{label}(?=: )(?<=[^\W\d_]{label})(?<![A-ZĐ]{label})"  # letters are found faster than what stands around them
        for label in ("Video", "Ảnh", "Clip", "Đồ họa", "Đồ hoạ")
    )
)
BULLETS = "●►▶■♦ "
GLUED = 60  # characters of the longest line of names that have lost the blanks between them
PICTURED = re.compile(r"\b(?:ảnh|đồ họa|đồ hoạ|infographic)\s*:", re.I)
PLACE = re.compile(r"(?:Cầu|Cảng|Ga|Chợ|Đường|Nhà|Chùa|Khu|Núi|Sông|Đảo|Bãi|Bến|Tòa|Trụ|Tháp|Đèo|Thác) ")  # seen
POSTED = re.compile(r"(?:(?:được )?(?:đăng|viết|gửi) )?bởi (?=\S)", re.I)


def read_line(line: str, *, bare: bool = False) -> Credits | None:
    """Whom a line of plain text names and for what; None where it is no byline. ``bare``: a line of nothing but names
    is one too, which where it stands must tell."""
    if len(line) > LONGEST or (line.count(" ") > WORDS and line.count(":") < 2):
        return None
    line = strip_mark(line)
    if ":" in line:
        line = LOST.sub(r" - \g<0>", line) if LOST.search(line) else line
    elif bare and (names := part_names(line)):
        return tuple(("writer", name) for name in names)
    if not (may_be_byline(line) or (bare and (not is_plain(line) or is_desk(line)))):
        return None
    if ":" in line and _is_of_picture(line):
        return None
    return _read_short(line, bare)


def _is_of_picture(line: str) -> bool:
    """Whether it tells who or what a picture shows, or whose figures: UBND xã Mai Lâm - Ảnh: Hà An; TS Lê Nam - Ảnh:
    Hà An; Nguồn: Bộ Nội vụ - Đồ họa: Hà An."""
    pictured = PICTURED.search(line)
    shown = line[: pictured.start()].strip(" -–(,;.") if pictured else ""
    if not shown:
        return False
    if (kind := opening_kind(line)) is not None:
        return kind == "source"
    return is_unit(shown) or PLACE.match(shown) is not None or strip_title(shown) != shown


def part_names(line: str) -> list[str]:
    """Two names or three, the blanks between them lost: Lê NamHà An."""
    words = line.split()
    if len(line) > GLUED or len(words) < 3 or line.istitle() or not all(word[0].isupper() for word in words):
        return []
    parts = part_glued(line, "\t").split("\t")
    if not 1 < len(parts) < 4 or any(part in read_place_names().provinces for part in parts):
        return []
    named = all(" " in part and is_name(part) and not is_heading(part) and not is_tools(part) for part in parts)
    return parts if named else []


def strip_mark(line: str) -> str:
    """A name without the mark behind it that leads to a note: Lê Nam (*)."""
    if line[:1] in BULLETS or line.endswith("./."):
        line = line.strip(BULLETS).removesuffix("./.").rstrip() or line
    return MARK.sub("", line) if line[-1:] in "*)" else line


def read_below(lines: Sequence[str], n: int, *, bare: bool) -> Credits | None:
    """``read_line`` of a line, with the works that stand alone in the line above it."""
    line = lines[n]
    if n and len(lines[n - 1]) <= LONGEST and is_paper_below(lines[n - 1], line):
        return ()
    if n and line[0] == "(" and WHENCE.fullmatch(line) and is_place(line) and read_line(lines[n - 1], bare=True):
        return ()
    if n and len(lines[n - 1]) <= WORK and (whole := join_label(lines[n - 1], line)):
        return read_line(whole, bare=True)
    if len(line) <= WORK and n + 1 < len(lines) and (whole := join_label(line, lines[n + 1])):
        return () if read_line(whole, bare=True) else read_line(line, bare=bare)
    return read_line(line, bare=bare)


@lru_cache(maxsize=4096)
def _read_short(line: str, bare: bool) -> Credits | None:
    """``read_line``: the same few people sign the texts of a paper."""
    named = read_byline(line, bare=bare)
    if named and len(named) == 1 and len(named[0]) == len(line):  # what most of them are
        return None if is_unit(line) and not is_desk(line) else (("writer", named[0]),)
    if named is None:
        if bare and is_desk(line):
            return (("writer", line),)
        if not bare or is_plain(line):
            return None
        rest = TAIL.sub("", LABELLED.sub("Tác giả: ", _turn_work(line)))
        if not rest or ((rest == line or read_byline(rest, bare=True) is None) and not _is_signed(rest)):
            return None
        line = rest
    return tuple(read_credits(line if named else TAIL.sub("", line)))


def _turn_work(line: str) -> str:
    """Works right before or behind a name, the blank lost, before it: Lê NamTác giả; Được viết bởiLê Nam."""
    lost = next((n for n, (one, other) in enumerate(pairwise(line), 1) if one.islower() and other.isupper()), 0)
    if lost and is_label(line[lost:]):
        return f"{line[lost:]}: {line[:lost]}"
    return f"{line[:lost]}: {line[lost:]}" if lost and is_label(line[:lost]) else line


def read_last(lines: Sequence[str], n: int, *, bare: bool) -> Credits | None:
    """``read_below`` of a line behind the text, where a body may sign alone below a sentence, but for lists of
    bodies."""
    if (credits := read_below(lines, n, bare=bare)) is not None or not bare or lines[n - 1][-1] not in SENTENCE:
        return credits
    if not is_beside(lines[n]) or is_office(lines[n]) or len(lines[n].split()) > ALONE:
        return None
    if n + 1 < len(lines) and is_beside(lines[n + 1]):
        return None
    return (("writer", lines[n].strip(MARKS)),)


def is_beside(line: str) -> bool:
    """Whether a line below an author's name tells his office, or the body that he belongs to."""
    if len(line) > BODY or PLAIN.search(line):
        return False
    own = NOTE.sub("", line).strip(MARKS)
    return is_unit(own) or is_office(own)


def _is_signed(line: str) -> bool:
    """Whether it is names in full, with titles, labels or the bodies that they belong to."""
    if line[-1] in ".:?!…;," or is_tools(line) or SPOKEN.match(strip_title(line)):
        return False
    if PICTURED.search(line) and strip_title(line) != line:  # who is seen: TS Lê Nam - Ảnh: Hà An
        return False
    if FROM.match(line):
        return next((name[:1].isupper() for _, name in read_credits(line)), False)
    named, labelled = False, find_label(line) is not None
    for _, part in split_credits(strip_label(line)):
        names, foreign = take_names(part)
        if foreign or (not labelled and any(map(is_heading, names))):
            return False
        named = named or bool(names)
    return named or _is_posted_by_body(line)


def _is_posted_by_body(line: str) -> bool:
    """Viết bởi Ban Truyền thông."""
    posted = POSTED.match(line)
    return posted is not None and is_unit(line[posted.end() :])
