"""A fragment of HTML as an Article: paragraphs, headings and tables, as a reader of pages hands them over."""

from __future__ import annotations

from html.parser import HTMLParser

from extractor.model import Article, Cell, Table, Zone
from extractor.text import make_article
from extractor.text.zones import Layout

KINDS = {"h1": "headline", "p": "body", "caption": "caption"}


class _Fragment(HTMLParser):
    """Collects text, zones and tables."""

    def __init__(self) -> None:
        super().__init__()
        self.text = ""
        self.zones: list[Zone] = []
        self.tables: list[Table] = []
        self._start = 0
        self._cells: list[Cell] = []
        self._caption: tuple[int, int] | None = None
        self._row = -1
        self._column = 0
        self._free: dict[tuple[int, int], bool] = {}
        self._cell: tuple[int, int, bool] | None = None  # rows, columns, head
        self._table = 0

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        told = dict(attrs)
        if tag == "table":
            self._cells, self._caption, self._row, self._free = [], None, -1, {}
            self._table = len(self.text)
        elif tag == "tr":
            self._row, self._column = self._row + 1, 0
            self._line = len(self.text)
        elif tag in ("td", "th"):
            if self._column:
                self.text += "\t"
            while (self._row, self._column) in self._free:
                self._column += 1
            self._cell = int(told.get("rowspan") or 1), int(told.get("colspan") or 1), tag == "th"
            self._start = len(self.text)
        elif tag in KINDS and self._cell is None:
            self._start = len(self.text)

    def handle_data(self, data: str) -> None:
        self.text += " ".join(data.split())

    def handle_endtag(self, tag: str) -> None:
        if tag in ("td", "th") and self._cell:
            rows, columns, head = self._cell
            self._cells.append(Cell(self._start, len(self.text), self._row, self._column, rows, columns, head))
            for row in range(rows):
                for column in range(columns):
                    self._free[self._row + row, self._column + column] = True
            self._column += columns
            self._cell = None
        elif tag == "tr":
            self.zones.append(Zone("body", self._line, len(self.text)))
            self.text += "\n"
        elif tag == "table":
            self.tables.append(Table(self._table, len(self.text.rstrip()), tuple(self._cells), self._caption))
        elif tag in KINDS and self._cell is None:
            if tag == "caption":
                self._caption = self._start, len(self.text)
            self.zones.append(Zone(KINDS[tag], self._start, len(self.text)))  # type: ignore[arg-type]
            self.text += "\n"
        elif tag == "p":
            self.text += " "


def read_fragment(html: str, *, published: str | None, source: str = "fragment") -> Article:
    """The article of a fragment."""
    page = _Fragment()
    page.feed(html)
    layout = Layout(tuple(page.zones), published=published, tables=tuple(page.tables))
    return make_article(page.text, source=source, published=published, layout=layout)
