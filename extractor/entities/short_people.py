"""Which longer name of the article a person's short one stands for: the given name (Tuệ), initials (D.), of a foreigner
the first or the last (James, Vương), or a name that the article says is another of the same person (tức …)."""

from __future__ import annotations

import re
from collections.abc import Container, Mapping, Sequence
from functools import lru_cache

from extractor.data import data_path, read_table
from extractor.entities.gazetteer import read_gazetteer
from extractor.entities.profiles import FEMALE, MALE, OTHER
from extractor.entities.wholes import Named

ROMAN = re.compile(r"[IVX]+")
NICKNAME = re.compile(r"\s*[\"“”'‘’][^\"“”'‘’]+[\"“”'‘’]$")  # Vũ "nhôm"
ALSO = re.compile(  # An, tức | An Mập; An (tên thật | Lê Văn An)
    r"[\"”’']?\s*[,(–-]?\s*\(?(?:tức|tên (?:thật|khai sinh|gọi khác|khác|thân mật|tiếng Anh|tiếng Việt|Việt Nam)|"
    r"(?:hay )?còn (?:được )?gọi|biệt danh|nghệ danh|bút danh|bí danh)(?: là)?\s*:?\s*[\"“‘']?"
)
TITLES = MALE | FEMALE | OTHER
TITLE = 10  # characters before a name
Told = tuple[int, str]  # where a person is told, and how


def name_people(persons: Sequence[Told], text: str) -> dict[Told, Named]:
    """The name of every person who is told."""
    longer = _longer_names(persons)
    others = _other_names(persons, text)
    titles = _read_titles(persons, text)
    return {
        (at, name): _name_person(name, at, _of_title(longer[name], titles, title_before(text, at)), others)
        for at, name in persons
    }


def title_before(text: str, at: int) -> str:
    """The word of address right before a name: ông, chị; none where no such word stands."""
    before = text[max(0, at - TITLE) : at].rsplit(maxsplit=1)
    word = before[-1].lower() if before and text[at - 1 : at] == " " else ""
    return word if word in TITLES else ""


def _read_titles(persons: Sequence[Told], text: str) -> dict[str, set[str]]:
    titles: dict[str, set[str]] = {}
    for at, name in persons:
        titles.setdefault(name, set()).add(title_before(text, at))
    return titles


def _of_title(longer: Sequence[Told], titles: Mapping[str, set[str]], title: str) -> Sequence[Told]:
    """Those of several people who are addressed as the short name is, if any are: ông Trung, anh Trung."""
    if not title or len({name for _, name in longer}) == 1:
        return longer
    return [told for told in longer if title in titles[told[1]]] or longer


def _name_person(text: str, start: int, longer: Sequence[Told], others: Mapping[str, str]) -> Named:
    """The person told in full before, else behind, whose name this may be a part of."""
    if text in others:
        return Named(others[text], (f"the article says that {others[text]} is called so",))
    if not longer:
        return Named(text)
    if len({name.lower() for _, name in longer}) == 1:
        return Named(longer[0][1], (f"the only longer name that fits: {longer[0][1]}",))
    before = [name for at, name in longer if at < start]
    name = before[-1] if before else longer[0][1]
    return Named(name, (f"the longer name told {'last before' if before else 'first behind'}: {name}",))


def _longer_names(persons: Sequence[Told]) -> dict[str, list[Told]]:
    """(start, name) of the people, in reading order, whose name each name may be a part of."""
    told: dict[str, list[int]] = {}
    for at, name in persons:
        told.setdefault(name, []).append(at)
    by_edge: dict[str, set[str]] = {}  # a short name ends as the longer one does, or is how that begins
    for name in told:
        parts = _parts(name) if name[:1].isupper() else []
        for edge in (parts[0], parts[-1], parts[-1].rsplit(".", 1)[-1]) if parts else ():
            by_edge.setdefault(edge, set()).add(name)
    fits = {text: _fitting(text, by_edge, told) for text in told}
    return {
        text: sorted((at, name) for name in (whole or fit) for at in told[name])
        for text, fit in fits.items()
        for whole in [{name for name in fit if not fits[name] - {text}}]  # Minh: Ánh Minh is short herself
    }


def _fitting(text: str, by_edge: Mapping[str, set[str]], told: Container[str]) -> set[str]:
    """The longer names that a name may stand for: by their end, else by their beginning as foreigners'; what may be a
    Vietnamese surname begins the name of nobody who is called by its end."""
    parts = _parts(text)
    if not parts:
        return set()
    ends = {name for name in by_edge.get(parts[-1], ()) if _is_end(text, name)}
    begin = (name for name in by_edge.get(parts[0], ()) if _is_beginning(text, name))
    surname = parts[0] in read_gazetteer().surnames
    return ends or {name for name in begin if not (surname and _parts(name)[-1] in told)}


def _is_end(short: str, name: str) -> bool:
    """Whether a person's name may be told by its end: Tuệ, Ánh Minh, D."""
    a, b = _parts(short), _parts(name)
    if len(a) >= len(b):
        same = a == b or (len(a) == len(b) == 1 and b[0].rsplit(".", 1)[-1] == a[0])
        return same and len(short) < len(name)
    return b[-len(a) :] == a or (len(a) == 1 and b[-1].rsplit(".", 1)[-1] == a[0])


def _is_beginning(short: str, name: str) -> bool:
    """Whether a foreigner may be told so: James, ông Vương (Vương Nghị); a pope or a king without his number."""
    a, b = _parts(short), _parts(name)
    if len(a) >= len(b) or b[: len(a)] != a:
        return False
    return len(a) == 1 or all(map(ROMAN.fullmatch, b[len(a) :]))


def _parts(name: str) -> list[str]:
    """The syllables and initials of a person's name, without the nickname in quotation marks."""
    return NICKNAME.sub("", name).replace(". ", ".").rstrip(".").split()


def _other_names(persons: Sequence[Told], text: str) -> dict[str, str]:
    """Names that everybody knows are others of a person told, or that the article itself says are: "Lê Văn An, tức An
    Mập" → An Mập: Lê Văn An."""
    told = {name for _, name in persons}
    found = {name: known for name in told if (known := _read_other_names().get(name)) in told and known}
    for (at, name), (next_at, other) in zip(persons, persons[1:], strict=False):
        if other != name and other not in found and name not in found and ALSO.fullmatch(text, at + len(name), next_at):
            found[other] = name
    return found


@lru_cache(maxsize=1)
def _read_other_names() -> dict[str, str]:
    """Other name → the name that the press tells most."""
    return {row["other"]: row["name"] for row in read_table(data_path("gazetteers", "other_names.tsv"))}
