"""The column table: what csv, jsonl rows, parquet, xlsx and docs/facts.md know of every table's columns.

Columns are only ever added, at the end: a spreadsheet that reads them by number goes on working.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any, Literal

from extractor.sinks.notation import format_comparisons
from extractor.sinks.values import find_sentence, follow, join_names, name_today, read_day

Kind = Literal["str", "int", "float", "number", "date", "bool"]
Item = Mapping[str, Any]  # a fact, role, … of a record; a document's item is the record itself


@dataclass(frozen=True, slots=True)
class Column:
    """``where``: the value's path in the record, "facts[]." leading into the row's own item. ``make`` shapes what
    stands there for a cell; it gets the value, the item and the record."""

    name: str
    kind: Kind
    where: str
    says: str
    make: Callable[[Any, Item, Item], Any] | None = None

    def read(self, item: Item, record: Item) -> Any:
        """The cell: None, or a value of the column's kind."""
        head, _, rest = self.where.partition("[].")
        value = follow(item, rest) if rest else follow(record, head)
        return value if self.make is None else self.make(value, item, record)


@dataclass(frozen=True, slots=True)
class Table:
    """One row an item of the record's list ``name``, or for documents one row a record."""

    name: str
    says: str
    columns: tuple[Column, ...]


def _count(value: Any, item: Item, record: Item) -> int:
    return len(value or ())


DOCUMENT = (
    Column("document", "str", "id", "The article: hash of its text"),
    Column("source", "str", "source", "Where it was read: path, URL, archive!member or file#line"),
    Column("record_id", "str", "record_id", "The input's own id"),
    Column("published", "str", "published", "Publishing day or moment as told (ISO 8601)"),
)
ARTICLE = (
    Column("title", "str", "title", "The article's title"),
    Column("publisher", "str", "publisher", "Who published it, as the page names it"),
    Column("url", "str", "url", "Where it stands on the web, as the page or the record tells"),
    Column("published_day", "date", "published", "Publishing day", lambda v, i, r: read_day(v)),
    Column("duplicate_of", "str", "duplicate_of", "The earliest article of nearly the same words (from a store only)"),
)


def _span(of: str, says: str) -> tuple[Column, ...]:
    return (
        Column("start", "int", f"{of}[].start", "First code point in the article's text"),
        Column("end", "int", f"{of}[].end", "The one after the last"),
        Column("text", "str", f"{of}[].text", says),
    )


def _rule(of: str) -> Column:
    return Column("rule", "str", f"{of}[].rule", "What found it")


def _sentence(of: str) -> Column:
    return Column("sentence", "str", f"{of}[].start", "The sentence around it", find_sentence)


def _speaker(of: str) -> tuple[Column, ...]:
    return (
        Column("speaker", "str", f"{of}[].speaker.name", "Person who says it; empty where a body does"),
        Column("speaker_position", "str", f"{of}[].speaker.position", "Office of that person"),
        Column("speaker_organization", "str", f"{of}[].speaker.organization", "Body of that person, or that says it"),
    )


FACTS = (
    *DOCUMENT,
    Column("fact", "str", "facts[].id", "Its id in the article: f1, f2, …"),
    Column("indicator", "str", "facts[].indicator", "What is measured, in the article's words"),
    Column("indicator_id", "str", "facts[].indicator_id", "The same indicator in whatever words, where it is known"),
    Column("value", "number", "facts[].value", "The level; empty where only a change is told"),
    Column("value_high", "number", "facts[].value_high", "Upper end of a range"),
    Column("total", "number", "facts[].total", "Out of how many: the 18 of 16/18"),
    Column("unit", "str", "facts[].unit", "ISO currency (money in whole units), % or a noun"),
    Column("bound", "str", "facts[].bound", "exact, about, at_least or at_most"),
    Column("status", "str", "facts[].status", "actual, estimate or target"),
    Column(
        *("comparisons", "str", "facts[].comparisons"),
        "All changes and ratios: +3.2%@base rise, - fall, =41%@base share, x3@base multiple",
        lambda v, i, r: format_comparisons(v),
    ),
    Column("period", "str", "facts[].period.text", "When, in the article's words"),
    Column("period_start", "date", "facts[].period.start", "Its first day"),
    Column("period_end", "date", "facts[].period.end", "Its last day"),
    Column("place", "str", "facts[].place.name", "The place, as it was named when the article appeared"),
    *_speaker("facts"),
    Column("zone", "str", "facts[].zone", "Where on the page: headline, lead, body, caption, teaser, …"),
    *_span("facts", "The words that state it"),
    _rule("facts"),
    Column("confidence", "float", "facts[].confidence", "Probability that it is a fact"),
    Column("change", "str", "facts[].comparisons[0].relation", "First comparison: increase, decrease, ratio, multiple"),
    Column("change_value", "number", "facts[].comparisons[0].value", "First comparison: by how much"),
    Column("change_value_high", "number", "facts[].comparisons[0].value_high", "First comparison: the upper end"),
    Column("change_unit", "str", "facts[].comparisons[0].unit", "First comparison: its unit; empty for a multiple"),
    Column("change_bound", "str", "facts[].comparisons[0].bound", "First comparison: exact, about, at_least, at_most"),
    Column("change_base", "str", "facts[].comparisons[0].base", "First comparison: against what"),
    Column("base_start", "date", "facts[].comparisons[0].base_period.start", "First comparison: first day of its base"),
    Column("base_end", "date", "facts[].comparisons[0].base_period.end", "First comparison: last day of its base"),
    Column("place_text", "str", "facts[].place.text", "The words that name the place"),
    Column("place_now", "str", "facts[].place.link", "What the place is today, where it is known", name_today),
    Column("place_id", "str", "facts[].place.link.id", "Its row of the gazetteer"),
    Column("place_type", "str", "facts[].place.link.type", "xã, phường, huyện, tỉnh, …"),
    Column("place_parents", "str", "facts[].place.link.parents", "What it lies in, upwards", join_names),
    Column("body", "str", "facts[].body.name", "The body whose figure it is"),
    Column("cumulative", "bool", "facts[].cumulative", "Counted from the year's beginning"),
    Column("part_of", "str", "facts[].part_of", "The fact (of the same article) whose part it is"),
    Column("doubtful", "str", "facts[].doubtful", "Why it may be wrong"),
    _sentence("facts"),
    *ARTICLE,
)
ROLES = (
    *DOCUMENT,
    Column("person", "str", "roles[].person", "Who, by the full name that the article gives"),
    Column("position", "str", "roles[].position", "Bí thư, Giám đốc, …"),
    Column("organization", "str", "roles[].organization", "In which body"),
    Column("status", "str", "roles[].status", "current, former or incoming (elected or appointed in this article)"),
    *_span("roles", "The words that say so first"),
    _rule("roles"),
    _sentence("roles"),
    *ARTICLE,
)
ENTITIES = (
    *DOCUMENT,
    Column("entity", "str", "entities[].id", "Its id in the article: e1, e2, …"),
    Column("label", "str", "entities[].label", "PERSON, ORG, LOC, POSITION, DATE, QUANTITY, LAW or EVENT"),
    Column("name", "str", "entities[].name", "Its full name in this article"),
    Column("cluster", "str", "entities[].cluster", "One for all mentions of the same thing in this article"),
    *_span("entities", "The mention"),
    Column("link_id", "str", "entities[].link.id", "The place or body in the gazetteer"),
    Column("link_name", "str", "entities[].link.name", "Its name there when the article appeared"),
    Column("link_type", "str", "entities[].link.type", "xã, tỉnh, bộ, …"),
    Column("link_parents", "str", "entities[].link.parents", "What it lies in or belongs to, upwards", join_names),
    Column("link_now", "str", "entities[].link", "What it is today", name_today),
    Column("found_by", "str", "entities[].source", "model, gazetteer or rule"),
    Column("score", "float", "entities[].score", "How sure the finder is (0 to 1)"),
    _sentence("entities"),
    *ARTICLE,
)
DOCUMENTS = (
    *DOCUMENT,
    *ARTICLE,
    Column("authors", "str", "authors", "As the byline names them", join_names),
    Column("encoding", "str", "encoding", "Of the bytes that were read"),
    Column("characters", "int", "text", "Length of the text in code points", _count),
    *(Column(n, "int", n, f"How many {n}", _count) for n in ("facts", "roles", "entities")),
    *(Column(n, "int", n, f"How many {n}", _count) for n in ("statements", "citations", "checks")),
    Column("warnings", "str", "warnings", "What was odd about the input", join_names),
    Column("text", "str", "text", "The whole text, which every offset counts in"),
)
STATEMENTS = (
    *DOCUMENT,
    *_speaker("statements"),
    Column("kind", "str", "statements[].kind", "direct (in quotation marks) or indirect"),
    *_span("statements", "What is said"),
    _rule("statements"),
    *ARTICLE,
)
CITATIONS = (
    *DOCUMENT,
    Column("kind", "str", "citations[].kind", "nghị quyết, luật, quyết định, …"),
    Column("number", "str", "citations[].number", "As told, without blanks"),
    Column("issuer", "str", "citations[].issuer", "The body that issued it"),
    Column("date", "str", "citations[].date", "ISO 8601: the day, or the year of a statute"),
    *_span("citations", "The words that cite it"),
    _rule("citations"),
    _sentence("citations"),
    *ARTICLE,
)
CHECKS = (
    *DOCUMENT,
    Column("kind", "str", "checks[].kind", "sum, share, growth or repeat"),
    Column("agrees", "bool", "checks[].agrees", "Whether the figures agree"),
    Column("facts", "str", "checks[].facts", "Which facts of the article", join_names),
    Column("detail", "str", "checks[].detail", "The numbers"),
    *ARTICLE,
)
TABLES: dict[str, Table] = {
    table.name: table
    for table in (
        Table("facts", "one row a figure", FACTS),
        Table("roles", "one row a person, position and organization of an article", ROLES),
        Table("entities", "one row a mention of a name, date or quantity", ENTITIES),
        Table("documents", "one row an article", DOCUMENTS),
        Table("statements", "one row a reported utterance", STATEMENTS),
        Table("citations", "one row a mention of a law, resolution or other document", CITATIONS),
        Table("checks", "one row a comparison of an article's own figures with each other", CHECKS),
    )
}
