"""The nouns of the path: Article, Doc, Entity, Amount, Comparison, Period, Fact, Role, Document.

Every record is frozen, compares by value and pickles. Offsets are Unicode code points into
``Article.text``, end-exclusive: ``article.text[x.start:x.end]`` is always exactly ``x.text``.
Numbers are exact (``int`` or ``Decimal``); only the sinks turn them into JSON numbers.
"""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from typing import Literal, NamedTuple

Number = int | Decimal
ZoneKind = Literal["headline", "lead", "heading", "body", "caption", "byline", "teaser", "furniture"]
Label = Literal["PERSON", "ORG", "LOC", "POSITION", "DATE", "QUANTITY", "LAW", "EVENT"]
EntitySource = Literal["model", "gazetteer", "rule"]
Bound = Literal["exact", "about", "at_least", "at_most"]
Status = Literal["actual", "estimate", "target"]
Relation = Literal["increase", "decrease", "ratio", "multiple"]
RoleStatus = Literal["current", "former", "incoming"]
TokenKind = Literal["word", "number", "punct"]


class Zone(NamedTuple):
    """A stretch of the page and what it is for the reader. A tuple: there are a hundred to a page, and one in each
    line of an archive."""

    kind: ZoneKind
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Cell:
    """A cell of a table: its words, and where it stands, counted from 0; it may span several rows and columns."""

    start: int
    end: int
    row: int
    column: int
    rows: int = 1
    columns: int = 1
    head: bool = False  # the page says that it names its row or column


@dataclass(frozen=True, slots=True)
class Table:
    """A table that stands in the text from ``start`` to ``end``, a line a row; cells in reading order."""

    start: int
    end: int
    cells: tuple[Cell, ...]
    caption: tuple[int, int] | None = None


@dataclass(frozen=True, slots=True)
class Article:
    """One text as it was read, in NFC, with what the page says about itself."""

    id: str
    source: str
    text: str
    record_id: str | None = None
    title: str | None = None
    published: str | None = None  # ISO 8601: a day, or a moment with its offset from UTC
    authors: tuple[str, ...] = ()
    publisher: str | None = None
    url: str | None = None  # where it stands on the web, as the page or the record tells
    tags: tuple[str, ...] = ()  # what the page files it under
    dateline: str | None = None  # the place that a dateline names ("Huế - …")
    encoding: str = "utf-8"
    zones: tuple[Zone, ...] = ()
    tables: tuple[Table, ...] = ()
    raw_offsets: tuple[tuple[int, int], ...] = ()  # see extractor/text/offsets.py
    warnings: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Token:
    """A syllable, a number as written (8.020 or 3,2) or one punctuation mark."""

    start: int
    end: int
    text: str
    kind: TokenKind
    key: str  # as every table spells it: in lower case, its tone mark where the older convention puts it


@dataclass(frozen=True, slots=True)
class Sentence:
    """A sentence, never across paragraphs; ``paragraph`` counts from 0 in the article."""

    start: int
    end: int
    paragraph: int
    zone: ZoneKind
    tokens: tuple[Token, ...]
    clauses: tuple[tuple[int, int], ...] = ()  # (start, end) of the stretches between its marks, in reading order
    cell: bool = False  # a cell of a table with data: its figures are read with the heads of its row and column

    def same_clause(self, one: int, other: int) -> bool:
        """Whether no mark parts two offsets."""
        return any(start <= one <= end and start <= other <= end for start, end in self.clauses)


@dataclass(frozen=True, slots=True)
class Doc:
    """An article and its sentences. Furniture has no sentences."""

    article: Article
    sentences: tuple[Sentence, ...]

    @property
    def text(self) -> str:
        return self.article.text


@dataclass(frozen=True, slots=True)
class Link:
    """A row of the gazetteer, as of the publishing date."""

    id: str
    name: str  # with its type word: "thị xã Hương Trà"
    type: str
    parents: tuple[str, ...] = ()
    successors: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Entity:
    """One mention. ``name`` is the canonical name in this document, ``cluster`` joins mentions of one thing."""

    id: str
    start: int
    end: int
    text: str
    label: Label
    name: str
    cluster: str
    source: EntitySource
    rule: str
    score: float = 1.0
    link: Link | None = None
    why: tuple[str, ...] = ()  # what decided name, cluster and link


@dataclass(frozen=True, slots=True)
class Abbreviation:
    """A short form that the article (or the gazetteer) explains; offsets of the defining short form."""

    short: str
    long: str
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Reference:
    """A short form that is no name ("ông", "huyện này", "công ty") and the mention that it stands for."""

    start: int
    end: int
    text: str
    entity: str  # the mention's id
    cluster: str
    rule: str
    why: str


@dataclass(frozen=True, slots=True)
class Role:
    """A person holds a position in an organization; the span is its first mention."""

    person: str
    position: str
    organization: str | None
    status: RoleStatus
    start: int
    end: int
    text: str
    rule: str


@dataclass(frozen=True, slots=True)
class Speaker:
    """Who says it: a person with their office, or a body alone (``name`` is None)."""

    name: str | None
    position: str | None = None
    organization: str | None = None


@dataclass(frozen=True, slots=True)
class Statement:
    """Words that someone is reported to have said; ``rule`` is the cue that found it."""

    speaker: Speaker
    kind: Literal["direct", "indirect"]
    start: int
    end: int
    text: str
    rule: str


@dataclass(frozen=True, slots=True)
class Citation:
    """A cited document: NQ 54 của Bộ Chính trị."""

    kind: str  # by gazetteers/documents.tsv
    number: str | None  # as told, without blanks: 54-NQ/TW
    issuer: str | None
    date: str | None  # ISO 8601: the day, or the year of a statute
    start: int
    end: int
    text: str
    rule: str


@dataclass(frozen=True, slots=True)
class Period:
    """A stretch of time as told and, where year and calendar are known, its first and last day (ISO)."""

    text: str
    start: str | None = None
    end: str | None = None


@dataclass(frozen=True, slots=True)
class Amount:
    """A measured value: ``total`` for k/n, ``value_high`` for a range. ``unit`` is an ISO currency, % or a noun."""

    value: Number
    unit: str
    bound: Bound = "exact"
    value_high: Number | None = None
    total: Number | None = None


@dataclass(frozen=True, slots=True)
class Comparison:
    """A change or a ratio against a base; ``unit`` is None for a multiple."""

    relation: Relation
    value: Number
    unit: str | None
    bound: Bound = "exact"
    value_high: Number | None = None
    base: str | None = None
    base_period: Period | None = None


@dataclass(frozen=True, slots=True)
class Place:
    """The place that a figure is about; ``text`` is what names it, in this sentence or by scope."""

    text: str
    name: str
    link: Link | None = None


@dataclass(frozen=True, slots=True)
class Body:
    """The body whose figure it is."""

    text: str
    name: str


@dataclass(frozen=True, slots=True)
class Reason:
    """Why a slot was filled as it was: the slot, what was chosen, and the words of the decision."""

    slot: str
    chosen: str
    why: str


@dataclass(frozen=True, slots=True)
class Fact:
    """One measured indicator. ``amount`` is None when only a change or a ratio is told."""

    id: str
    indicator: str
    amount: Amount | None
    status: Status
    comparisons: tuple[Comparison, ...]
    period: Period | None
    place: Place | None
    body: Body | None
    speaker: Speaker | None
    zone: ZoneKind
    start: int
    end: int
    text: str
    rule: str
    confidence: float
    indicator_id: str | None = None
    cumulative: bool | None = None
    part_of: str | None = None
    doubtful: str | None = None
    reasons: tuple[Reason, ...] = ()


@dataclass(frozen=True, slots=True)
class Check:
    """What figures of one article say of each other; ``detail`` tells the numbers."""

    kind: Literal["sum", "share", "growth", "repeat"]
    agrees: bool
    facts: tuple[str, ...]  # their ids
    detail: str


@dataclass(frozen=True, slots=True)
class Document:
    """One analysed article: the record that leaves the path (schema.py spells its JSON)."""

    article: Article
    entities: tuple[Entity, ...] = ()
    abbreviations: tuple[Abbreviation, ...] = ()
    references: tuple[Reference, ...] = ()
    roles: tuple[Role, ...] = ()
    facts: tuple[Fact, ...] = ()
    statements: tuple[Statement, ...] = ()
    citations: tuple[Citation, ...] = ()
    checks: tuple[Check, ...] = ()
    warnings: tuple[str, ...] = ()
