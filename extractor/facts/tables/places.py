"""Where the figures of a table hold: in the place of the row, else of the words above, else of the article."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence

from extractor.facts.tables.heads import Span
from extractor.facts.tables.rows import Row
from extractor.model import Doc, Entity, Place

Found = tuple[Place, str]


class TablePlaces:
    """The places that a document names outside of its tables."""

    def __init__(self, doc: Doc, mentions: Sequence[Entity]) -> None:
        inside = {s.start for s in doc.sentences if s.cell}
        ends = sorted((s.start, s.end) for s in doc.sentences if s.cell)
        self._locs = [m for m in mentions if m.label == "LOC"]
        spans = iter(ends)
        current = next(spans, None)
        self._prose: list[Entity] = []
        for m in sorted(self._locs, key=lambda m: m.start):
            while current and current[1] <= m.start:
                current = next(spans, None)
            if not (current and current[0] <= m.start and inside):
                self._prose.append(m)
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
            for m in self._prose:
                if start <= m.start and m.end <= end:
                    return Place(m.text, m.name, m.link), "the words above the table name it"
        return None

    def of_row(self, row: Row, above: Found | None, text: str) -> Found | None:
        """The place of a row."""
        if isinstance(row.place, Entity):
            return Place(row.place.text, row.place.name, row.place.link), "the head of the row"
        if row.place:
            return Place(row.place, row.place), "the head of the row"
        if row.total == "nước":
            return Place(text[row.label[0] : row.label[1]], "Việt Nam"), "the row is of the whole country"
        if row.kind == "body":
            return None
        return above or self.main
