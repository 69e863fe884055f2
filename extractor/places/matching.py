"""Units by their full names in running text, all in one pass: what the entity model passed over."""

from __future__ import annotations

from collections.abc import Iterator
from functools import lru_cache

from ahocorasick_rs import AhoCorasick, MatchKind

from extractor.places.units import Units, load_units

SHORT_TYPES = {"thành phố": ("tp", "tp."), "thị xã": ("tx", "tx.")}


class Matcher:
    """Finds every "xã Hương Toàn", "TP. Huế", "quận 1" of a table of units."""

    def __init__(self, units: Units) -> None:
        names = {
            f"{kind} {unit.name}".lower()
            for unit in units.rows
            for kind in (unit.type, *SHORT_TYPES.get(unit.type, ()))
        }
        self._names = AhoCorasick(sorted(names), matchkind=MatchKind.LeftmostLongest)

    def find(self, text: str) -> Iterator[tuple[int, int]]:
        """(start, end) of each full name that stands alone, its own words with capitals; offsets in code points."""
        low = text.lower()
        if len(low) != len(text):
            return  # a letter whose small form is longer: no offset would fit
        for _, start, end in self._names.find_matches_as_indexes(low):
            if (start and text[start - 1].isalnum()) or text[end : end + 1].isalnum():
                continue
            name = text[start:end].split(" ")[-1]
            goes_on = text[end : end + 1] == " " and text[end + 1 : end + 2].isupper()
            if not goes_on and (name[0].isupper() or name[0].isdigit()):
                yield start, end


@lru_cache(maxsize=1)
def load_matcher() -> Matcher:
    """The matcher of the shipped units."""
    return Matcher(load_units())
