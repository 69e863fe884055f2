"""Where the figures of a table hold: in the place of the row, else of the words above, else of the article."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections import Counter
from collections.abc import Sequence

from extractor.entities.linking import make_link
from extractor.facts.tables.heads import Span
from extractor.facts.tables.rows import Row
from extractor.model import Doc, Entity, Link, Place
from extractor.places import Units
from extractor.places.lookup import split_type

Found = tuple[Place, str]


class TablePlaces:
    """The places that a document names outside of its tables."""

    def __init__(self, doc: Doc, mentions: Sequence[Entity], units: Units) -> None:
        cells = sorted((s.start, s.end) for s in doc.sentences if s.cell)
        starts = [start for start, _ in cells]
        self._prose: list[Entity] = []
        for m in sorted(mentions, key=lambda m: m.start):
            n = bisect_right(starts, m.start) - 1
            if m.label == "LOC" and (n < 0 or cells[n][1] <= m.start):
                self._prose.append(m)
        self._starts = [m.start for m in self._prose]
        self._units, self._day = units, doc.article.published
        self.main = self._find_main()

    def _find_main(self) -> Found | None:
        """The place named most often, the first of several."""
        units = [m for m in self._prose if m.link and not m.link.id.startswith("landmark:")]
        linked = units or [m for m in self._prose if m.link] or self._prose
        votes = Counter(m.name for m in linked)
        if not votes:
            return None
        name = votes.most_common(1)[0][0]
        first = next(m for m in linked if m.name == name)
        return Place(first.text, first.name, first.link), "the place that the article names most"

    def above(self, spans: Sequence[Span]) -> Found | None:
        """The first place that the words above a table name."""
        for start, end in spans:
            for m in self._prose[bisect_left(self._starts, start) : bisect_left(self._starts, end)]:
                if m.end <= end:
                    return Place(m.text, m.name, m.link), "the words above the table name it"
        return None

    def of_row(self, row: Row, above: Found | None, text: str) -> Found | None:
        """The place of a row."""
        if row.place:
            told = row.place
            words, name, link = (told.text, told.name, told.link) if isinstance(told, Entity) else (told, told, None)
            link = link or self._find_link(words, above or self.main)
            return Place(words, name, link), "the head of the row"
        if row.total == "nước":
            return Place(text[row.label[0] : row.label[1]], "Việt Nam"), "the row is of the whole country"
        if row.kind == "body":
            return None
        return above or self.main

    def _find_link(self, words: str, above: Found | None) -> Link | None:
        """The unit of this name within the place above, else the province of this name; None where it is not sure."""
        kind, name = split_type(words)
        day = self._day[:10] if self._day else None
        held = [u for u in self._units.named(name) if kind in (None, u.type) and (day is None or u.held_on(day))]
        outer = above[0].link.id.rpartition(":")[0] if above and above[0].link else None
        inner = [u for u in held if any(f"{p.level}:{p.code}" == outer for p in self._units.parents(u, day))]
        found = inner or [u for u in held if u.level == 1]
        if len({(u.level, u.code) for u in found}) != 1:
            return None
        return make_link(found[-1], self._units, day=day)
