"""Who wrote a text, by the words of its bylines."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence

from extractor.text.bylines import MAIL, UNNAMED, is_desk, is_heading, is_name, read_byline, take_roles
from extractor.text.credits import (
    APART,
    FROM,
    ORDER,
    find_label,
    is_account,
    is_group,
    is_label,
    is_unit,
    label_kind,
    split_credits,
    strip_label,
    strip_title,
    take_names,
)
from extractor.text.publishers import PAPER, squeeze
from extractor.text.shapes import DOMAIN

WORK = 30  # characters of the longest works in a line of their own
WHENCE = re.compile(r"\([^()]{3,60}\)")
PAPER_WORDS = 5  # syllables of a paper's name
SOURCE = 41  # characters of the longest name of one
PAPERS = re.compile(r"\s*/\s*[^/]{2,30}$")  # Lê Nam/VOV.VN
BESIDE = re.compile(r"([^()]{3,})\s\(([^()\d]{2,60})\)?\W*")  # Lê Nam (Huế)
SECOND = re.compile(r"(?<=\))\s*\([^()]*\)?$")  # Lê Nam (tổng hợp) (Báo Đồng Quê)
MARKS = " -–—|,;*()•●►▶■♦+:"


def read_names(words: str, *, bare: bool) -> tuple[str, ...] | None:
    """Who a byline names, desks and agencies where it names nobody; None where the words are no byline. Other than
    ``read_byline`` it knows where the words stand: ``bare`` ones may be labelled as they like."""
    bare_words = " ".join(MAIL.sub(" ", words).split()).strip(MARKS)
    if bare_words.endswith("Vietnam") and "+" in words:  # a part of its name, no mark
        bare_words += "+"
    if not bare_words and words.strip():
        return () if MAIL.search(words) else None
    words = strip_title(strip_label(SECOND.sub("", bare_words))) if bare else bare_words
    if bare and (m := BESIDE.fullmatch(words)) and (m[2][0].isupper() or is_unit(m[2])) and not find_label(m[2]):
        named = read_names(m[1], bare=True)  # who stands before the brackets, not whence
        if named and not any(is_group(name) or name in UNNAMED for name in named):
            return named
    label = find_label(words)
    if (named := read_byline(words, bare=bare)) or not bare:
        return named if named or not label or (words[-1] in ".?!…" and is_plain(words)) else ()
    rest = PAPERS.sub("", words[label.end() :] if label else words).strip()
    if rest != words and (named := read_byline(rest, bare=True)):
        return named
    names, foreign = take_names(rest)
    if not label and any(map(is_heading, names)):
        return None
    if names and len(" ".join(names)) > 2 * foreign:
        return tuple(names)
    if label and all(not take_names(part)[1] for _, part in split_credits(words)):
        return tuple(name for _, part in split_credits(words) for name in take_names(part)[0])
    if label and label_kind(label[0]) != "helper" and is_unit(rest):
        return (rest,)
    if bare and is_desk(rest):
        return (rest,)
    return (m[1].strip(),) if (m := FROM.match(words)) and not m[1][0].islower() else named


def read_credits(words: str) -> Iterator[tuple[str, str]]:
    """The kind and the name of each whom a byline tells to have had to do with the words."""
    for kind, part in split_credits(words):
        if kind != "helper":
            part = part.partition("/")[0] if kind == "source" and not DOMAIN.search(part) else part
            own = " ".join(take_roles(part.split())[0])
            if DOMAIN.fullmatch(own):
                kind = "source"
            body = is_unit(own) or kind == "source"
            told = own if is_unit(own) else own.rstrip(".") or part
            named = read_names(part, bare=True) or ((told,) if body else _take_first(part))
            yield from ((kind, name) for name in named if len(name) < SOURCE and not is_account(name))


def _take_first(part: str) -> tuple[str, ...]:
    """The names before a mark, what is behind it neither a name nor a body: Lê Nam - giáo viên dạy văn."""
    names, foreign = take_names(APART.split(part)[0])
    return () if foreign else tuple(names)


def read_authors(words: str) -> tuple[str, ...]:
    """Who of a byline has written the text, else where it was taken from, else who has edited it."""
    return choose(list(read_credits(words)))


def choose(credits: Sequence[tuple[str, str]]) -> tuple[str, ...]:
    """Those of the weightiest kind that there is."""
    first = next((kind for kind in ORDER if any(own == kind for own, _ in credits)), None)
    return tuple(name for kind, name in credits if kind == first)


def join_labels(pieces: Iterable[str]) -> list[str]:
    """Labels in a line of their own with the names behind them."""
    joined: list[str] = []
    for piece in pieces:
        if joined and (is_paper_below(joined[-1], piece) or (WHENCE.fullmatch(piece) and is_place(piece))):
            continue
        if joined and len(joined[-1]) <= WORK and (whole := join_label(joined[-1], piece)):
            joined[-1] = whole
        else:
            joined.append(piece)
    return joined


def is_place(words: str) -> bool:
    """Whether words in brackets below a name tell where the writer lives, not who has written it: (Mai Lâm, Hà Nam)."""
    return not find_label(words.strip("() ")) and not take_roles(words.strip("() ").split())[1]


def is_paper_below(source: str, line: str) -> bool:
    """Whether a line of capitals below the writer whom a source names is his paper: Theo Lê Nam, then Nếp Nhà."""
    if not (m := FROM.match(source)) or find_label(line) or len(line.split()) > PAPER_WORDS:
        return False
    return " " in m[1] and is_name(m[1]) and not is_group(m[1]) and is_name(line)


def join_label(label: str, names: str) -> str | None:
    """Works in a line of their own and the names behind them in one; None where they are no such lines."""
    if not is_label(label) or FROM.match(names) or find_label(names):
        return None
    return f"{label.rstrip(' :')}: {names}"


def is_pen_name(words: str) -> bool:
    """Whether words that are known to be a byline are a name of one syllable, or one in small letters: An, hà an."""
    parts = words.split()
    if len(parts) > 4 or not all(map(str.isalpha, parts)) or is_account(words) or read_byline(words) is not None:
        return False
    return words.islower() and len(parts) > 1 or (len(parts) == 1 and words[0].isupper() and not words.isupper())


def prefer(names: Iterable[str]) -> tuple[str, ...]:
    """Persons before desks and agencies, each once, whatever letters they are in."""
    once = list({name.lower(): name for name in names}.values())
    if len(once) < 2:
        return tuple(once)
    short = {"".join(word[0] for word in name.split()).lower() for name in once if " " in name}
    once = [name for name in once if "." not in name or name.replace(".", "").replace(" ", "").lower() not in short]
    return tuple(name for name in once if not is_group(name)) or tuple(once)


def is_plain(line: str) -> bool:
    """Whether most words begin with a small letter: asked before anything dear."""
    words = line.split()
    return 2 * sum([word[0].islower() for word in words]) > len(words)


def choose_authors(credits: Sequence[tuple[str, str]], *papers: str | None) -> tuple[str, ...]:
    """Who of all who are named counts as an author: never the paper itself, but a body that signs its own news."""
    if own := {squeeze(name) for name in papers if name}:
        credits = [(kind, name) for kind, name in credits if squeeze(name) not in own or _signs(kind, name)]
    return prefer(choose(credits))


def _signs(kind: str, name: str) -> bool:
    """Whether the publisher is an author where it is named: a body or an agency, no paper."""
    if PAPER.match(name) or DOMAIN.fullmatch(name):
        return False
    return kind != "source" or is_group(name)
