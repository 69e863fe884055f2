"""N-Triples: terms and lines of RDF, spelled."""

from __future__ import annotations

import re
from collections.abc import Iterator
from decimal import Decimal
from functools import cache
from typing import Any
from urllib.parse import quote

from extractor.sinks.characters import to_plain
from extractor.sinks.values import to_date

PREFIXES = {
    "rdf": "http://www.w3.org/1999/02/22-rdf-syntax-ns#",
    "xsd": "http://www.w3.org/2001/XMLSchema#",
    "schema": "https://schema.org/",
    "nif": "http://persistence.uni-leipzig.org/nlp2rdf/ontologies/nif-core#",
    "its": "http://www.w3.org/2005/11/its/rdf#",
    "prov": "http://www.w3.org/ns/prov#",
    "vn": "urn:vnfacts:term:",
}
MOMENT = re.compile(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d([+-]\d\d:\d\d|Z)?")
ESCAPED = {ord(c): f"\\u{ord(c):04X}" for c in "\x7f\x85\u2028\u2029"}
ESCAPED |= str.maketrans({"\\": "\\\\", '"': '\\"', "\n": "\\n", "\r": "\\r", "\t": "\\t"})


class Term(str):
    """A term as N-Triples spells it: an IRI, or a literal with its datatype. Any other string is words."""


def make_iri(*parts: str) -> Term:
    """<urn:vnfacts:id> of an article, <urn:vnfacts:id#f1> of what stands in it."""
    return Term(f"<urn:vnfacts:{'#'.join(quote(part.encode('utf-8', 'replace'), safe='') for part in parts)}>")


@cache
def name_term(prefixed: str) -> Term:
    """The IRI of schema:name."""
    prefix, _, name = prefixed.partition(":")
    return Term(f"<{PREFIXES[prefix]}{name}>")


def type_day(value: str | None) -> str | None:
    """A day as xsd:date, a moment as xsd:dateTime; what is neither stays words."""
    kind = "dateTime" if value and MOMENT.fullmatch(value) else "date"
    if not value or not to_date(value[:10]) or (kind == "date" and len(value) > 10):
        return value
    return Term(f'"{value}"^^{name_term(f"xsd:{kind}")}')


def spell_triples(subject: Term, properties: dict[str, Any]) -> Iterator[str]:
    """A line a value; None is left out, a list is several values."""
    for name, value in properties.items():
        for one in value if isinstance(value, list) else [value]:
            if one is not None:
                yield f"{subject} {name_term(name)} {spell(one)} .\n"


def spell(value: Any) -> str:
    """The term of a JSON value."""
    if isinstance(value, Term):
        return value
    if isinstance(value, str):
        return f'"{to_plain(value).translate(ESCAPED)}"'
    if isinstance(value, bool):
        return f'"{str(value).lower()}"^^{name_term("xsd:boolean")}'
    kind = "integer" if isinstance(value, int) else "decimal"
    return f'"{Decimal(str(value)):f}"^^{name_term(f"xsd:{kind}")}'
