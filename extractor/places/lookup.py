"""Units by a name as somebody types it: in full or not, with or without marks, misspelt, with its parents behind it."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import lru_cache

from rapidfuzz import fuzz, process

from extractor.data import data_path, read_table
from extractor.places.spelling import fold_name, loosen, strip_marks
from extractor.places.units import END, Unit, Units

NEAREST = 20  # misspelt names that are looked at
FUZZY = 80.0  # the least likeness, of 100, of a misspelt name
EXACT, SPELLED, UNMARKED, MISSPELT = 1.0, 0.95, 0.9, 0.8  # what a name's score begins with
LEVELS = {
    1: frozenset({"tỉnh", "thành phố"}),
    2: frozenset({"huyện", "quận", "thị xã", "thành phố"}),
    3: frozenset({"xã", "phường", "thị trấn", "đặc khu"}),
}
TYPES = frozenset().union(*LEVELS.values())


@dataclass(frozen=True, slots=True)
class Found:
    """A candidate: its row, how near its name is (0 to 1), and why it is offered."""

    unit: Unit
    score: float
    why: str


def split_type(text: str) -> tuple[str | None, str]:
    """(type, name) of a name with a type word, in any of its spellings: "TX. Hương Trà" → thị xã, "Hương Trà"."""
    words = text.replace(".", ". ").split()
    for size in (2, 1):
        kind = _type_words().get(" ".join(words[:size]).lower().rstrip("."))
        if kind and len(words) > size:
            return kind, " ".join(words[size:])
    glued = next((k for k in ("q", "p") if len(words) == 1 and text[:1].lower() == k and text[1:].isdigit()), None)
    return (_type_words()[glued], text[1:]) if glued else (None, " ".join(text.split()))


@lru_cache(maxsize=1)
def _type_words() -> dict[str, str]:
    rows = read_table(data_path("gazetteers", "place_types.tsv"))
    words = {row["words"].lower().rstrip("."): row["type"] for row in rows if row["type"] in TYPES}
    return {strip_marks(w): kind for w, kind in words.items() if len(w.split()) > 1} | words


def find_units(
    units: Units, name: str, *, on: str | None = None, kind: str | None = None, within: str | None = None,
    limit: int = 10,
) -> list[Found]:  # fmt: skip
    """Candidates for ``name``, best first: those in force ``on`` a day (ISO), of a type, inside a place.

    "hương trà, thừa thiên huế" gives the place behind the comma too.
    """
    head, *above = (part.strip() for part in name.split(",") if part.strip()) if name.strip(" ,") else ("",)
    told, bare = split_type(head)
    kind = kind or told
    wanted = [fold_place(part) for part in (*above, *((within,) if within else ()))]
    found: dict[str, Found] = {}
    for score, why, rows in _matches(units, bare):
        for unit in rows:
            if (on and not unit.held_on(on)) or (kind and unit.type != kind):
                continue
            names = {strip_marks(loosen(fold_name(p.name))) for p in units.parents(unit, on)}
            if all(w in names for w in wanted) and unit.id not in found:
                found[unit.id] = Found(unit, score, why)
        if found and score < SPELLED:
            break  # a worse likeness only where no better one fits
    best = sorted(found.values(), key=lambda f: (-f.score, f.unit.level, _age(f.unit), f.unit.code))
    return _one_a_unit(best, on)[:limit]


def fold_place(name: str) -> str:
    """A name without type word, marks and case: how parents are compared."""
    return strip_marks(loosen(fold_name(split_type(name)[1])))


def _matches(units: Units, name: str) -> Iterable[tuple[float, str, Sequence[Unit]]]:
    yield EXACT, "the same name", units.named(name)
    yield SPELLED, "another spelling", units.spelled(name)
    yield UNMARKED, "the same letters without marks", units.unmarked(name)
    key = strip_marks(loosen(fold_name(name)))
    hits = process.extract(key, units.plain_names(), scorer=fuzz.ratio, score_cutoff=FUZZY, limit=NEAREST)
    for near, likeness, _ in hits:
        if near != key:
            yield MISSPELT * likeness / 100, f"{likeness:.0f} % alike", units.unmarked(near)


def _age(unit: Unit) -> str:
    """Sorts what is still in force, or was last, to the front."""
    return "".join(chr(0x7F - ord(c)) for c in unit.valid_to or END)


def _one_a_unit(found: Sequence[Found], on: str | None) -> list[Found]:
    """Of the rows of one code with one name only the first, unless a day is asked for."""
    seen: set[tuple[int, str, str]] = set()
    kept = []
    for one in found:
        key = (one.unit.level, one.unit.code, fold_name(one.unit.name))
        if on or key not in seen:
            seen.add(key)
            kept.append(one)
    return kept
