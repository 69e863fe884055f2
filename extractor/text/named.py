"""Who is named where authors are, and is none: who is spoken of in the text, the name of a section."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Sequence

from extractor.text.authors import read_credits
from extractor.text.credits import is_group, opening_kind
from extractor.text.shapes import is_menu, part_glued

FULL = 3  # syllables of a name that is hardly within another, or that of a place
PERSON = re.compile(  # a word before a person's name
    r"(?:ông|bà|anh|chị|cô|chú|bác|em|thầy|sĩ|viên|văn|thơ|hậu|mẫu|trưởng|gia|sư|thủ|vệ|(?:.+\.)?(?:ts|ths|bs|gs))",
    re.I,
)
LOOK = 20  # characters before a name in which the word before it stands
SECTION = 25  # characters of the name of a section in a line of its own
PART = re.compile(r"\s*[|\t/»›>•\n]\s*")
ACTS = re.compile(r"\((?:[^()]*\s)?(?:thực hiện|ghi|tổng hợp|dịch|lược ghi)\)", re.I)  # what an author has done

Credit = tuple[str, str]  # the kind of a work, and whose it is


def is_spoken_of(name: str, prose: str) -> bool:
    """Whether a text has a whole name as that of a person: not Minh Tuấn of Lê Minh Tuấn, Minh Tuấn Anh or xã Minh
    Tuấn."""
    for m in re.finditer(re.escape(name), prose):
        behind = prose[m.end() : m.end() + 2]
        before = prose[max(0, m.start() - LOOK) : m.start()]
        if behind[:1].isalnum() or (behind[:1] == " " and behind[1:].isupper()) or before[-1:].isalnum():
            continue
        word = before.split()[-1] if before.split() else ""
        if name.count(" ") + 1 >= FULL or PERSON.fullmatch(word.rstrip(".")):
            return True
    return False


def drop_spoken(pieces: Sequence[str], prose: str) -> list[str]:
    """Bylines but for bare names of persons of whom the text speaks, where somebody else signs it."""
    people = [[name for _, name in read_credits(piece) if not is_group(name)] for piece in pieces]
    spoken = [
        bool(names)
        and opening_kind(piece) is None
        and not ACTS.search(piece)
        and all(is_spoken_of(name, prose) for name in names)
        for piece, names in zip(pieces, people, strict=True)
    ]
    others = any(
        names and not known and opening_kind(piece) in (None, "writer")
        for piece, names, known in zip(pieces, people, spoken, strict=True)
    )
    return [piece for piece, known in zip(pieces, spoken, strict=True) if not (known and others)]


def drop_spoken_names(credits: Sequence[Credit], prose: str) -> list[Credit]:
    """Credits but for persons with full names of whom the text speaks, where others have written it."""
    writers = [name for kind, name in credits if kind == "writer" and not is_group(name)]
    spoken = {name for name in writers if name.count(" ") + 1 >= FULL and is_spoken_of(name, prose)}
    if not spoken or len(spoken) == len(set(writers)):
        return list(credits)
    return [credit for credit in credits if credit[1] not in spoken]


def strip_sections(credits: Iterable[Credit], sections: Collection[str]) -> list[Credit]:
    """Credits but for names of sections, by themselves if there are others, or behind a name. ``sections``: in small
    letters."""
    kept: list[Credit] = []
    for kind, name in credits:
        words = name.split()
        ends = () if not sections or is_group(name) else (n for n in range(2, len(words) - 1) if words[n][0].isupper())
        cut = next((n for n in ends if " ".join(words[n:]).lower() in sections), len(words))
        kept.append((kind, " ".join(words[:cut])))
    return [credit for credit in kept if credit[1].lower() not in sections] or kept


def find_sections(lines: Iterable[str]) -> frozenset[str]:
    """Names of sections in the lines above a headline, in small letters."""
    return frozenset(
        part.strip().lower()
        for line in lines
        if len(line) < SECTION or is_menu(line)
        for part in PART.split(part_glued(line, "\n"))
    )
