"""The output contract: the only place that spells the field names of a record."""

from __future__ import annotations

from dataclasses import asdict
from typing import Any

from extractor.model import (
    Article,
    Comparison,
    Document,
    Entity,
    Fact,
    Link,
    Number,
    Period,
    Place,
    Reference,
    Speaker,
    Table,
)
from extractor.text.normal import locate

ALWAYS = ("id", "source", "record_id", "title", "published", "text")
OPTIONAL = ("source_start", "source_end")  # only with source offsets
LISTS = ("entities", "abbreviations", "references", "roles", "facts", "statements", "citations", "checks")


def to_record(
    document: Document, *, only: frozenset[str] | None = None, source_offsets: bool = False
) -> dict[str, Any]:
    """The JSON record of ``document``; with ``only``, just the named lists besides what is always there; with
    ``source_offsets``, each span also with its place in the decoded source."""
    article = document.article
    record: dict[str, Any] = {
        "id": article.id,
        "source": article.source,
        "record_id": article.record_id,
        "title": article.title,
        "published": article.published,
        "authors": list(article.authors),
        "publisher": article.publisher,
        "url": article.url,
        "dateline": article.dateline,
        "tags": list(article.tags),
        "encoding": article.encoding,
        "text": article.text,
        "zones": [{"kind": z.kind, "start": z.start, "end": z.end} for z in article.zones],
        "tables": [_table(t) for t in article.tables],
        "entities": [_entity(e) for e in document.entities],
        "abbreviations": [
            {"short": a.short, "long": a.long, "start": a.start, "end": a.end} for a in document.abbreviations
        ],
        "references": [_reference(r) for r in document.references],
        "roles": [
            {
                "person": r.person,
                "position": r.position,
                "organization": r.organization,
                "status": r.status,
                **_span(r),
                "rule": r.rule,
            }
            for r in document.roles
        ],
        "facts": [_fact(f) for f in document.facts],
        "statements": [
            {"speaker": _speaker(s.speaker), "kind": s.kind, **_span(s), "rule": s.rule} for s in document.statements
        ],
        "citations": [
            {"kind": c.kind, "number": c.number, "issuer": c.issuer, "date": c.date, **_span(c), "rule": c.rule}
            for c in document.citations
        ],
        "checks": [
            {"kind": c.kind, "agrees": c.agrees, "facts": list(c.facts), "detail": c.detail} for c in document.checks
        ],
        "warnings": [*article.warnings, *document.warnings],
    }
    if only is not None:
        kept = (*ALWAYS, "encoding") if source_offsets else ALWAYS  # without it the offsets would say nothing
        record = {k: v for k, v in record.items() if k in kept or k in only}
    if source_offsets:
        _add_source(record, article)
    return record


def _add_source(value: Any, article: Article) -> None:
    """Give every span in ``value``, however deep, its place in the decoded source."""
    if isinstance(value, dict):
        if isinstance(value.get("start"), int) and isinstance(value.get("end"), int):
            value["source_start"], value["source_end"] = locate(article, value["start"], value["end"])
        value = list(value.values())
    if isinstance(value, list):
        for part in value:
            _add_source(part, article)


def _span(x: Any) -> dict[str, Any]:
    return {"start": x.start, "end": x.end, "text": x.text}


def to_number(number: Number | None) -> int | float | None:
    """A JSON number: an integer, exactly, where the value is integral."""
    if number is None or isinstance(number, int):
        return number
    return int(number) if number == number.to_integral_value() else float(number)


def _link(link: Link | None) -> dict[str, Any] | None:
    if link is None:
        return None
    parents, successors = list(link.parents), list(link.successors)
    return {"id": link.id, "name": link.name, "type": link.type, "parents": parents, "successors": successors}


def _table(table: Table) -> dict[str, Any]:
    caption = {"start": table.caption[0], "end": table.caption[1]} if table.caption else None
    return {"start": table.start, "end": table.end, "caption": caption, "cells": [asdict(c) for c in table.cells]}


def _entity(entity: Entity) -> dict[str, Any]:
    return {
        "id": entity.id,
        **_span(entity),
        "label": entity.label,
        "name": entity.name,
        "cluster": entity.cluster,
        "link": _link(entity.link),
        "source": entity.source,
        "score": entity.score,
    }


def _reference(reference: Reference) -> dict[str, Any]:
    return {**_span(reference), "entity": reference.entity, "cluster": reference.cluster, "rule": reference.rule}


def _period(period: Period | None) -> dict[str, Any] | None:
    return {"text": period.text, "start": period.start, "end": period.end} if period else None


def _place(place: Place | None) -> dict[str, Any] | None:
    return {"text": place.text, "name": place.name, "link": _link(place.link)} if place else None


def _speaker(speaker: Speaker | None) -> dict[str, Any] | None:
    if speaker is None:
        return None
    return {"name": speaker.name, "position": speaker.position, "organization": speaker.organization}


def _comparison(comparison: Comparison) -> dict[str, Any]:
    base = comparison.base_period
    return {
        "relation": comparison.relation,
        "value": to_number(comparison.value),
        "value_high": to_number(comparison.value_high),
        "unit": comparison.unit,
        "bound": comparison.bound,
        "base": comparison.base,
        "base_period": {"start": base.start, "end": base.end} if base and base.end else None,
    }


def _fact(fact: Fact) -> dict[str, Any]:
    amount = fact.amount
    return {
        "id": fact.id,
        "type": "quantity",
        "indicator": fact.indicator,
        "value": to_number(amount.value) if amount else None,
        "value_high": to_number(amount.value_high) if amount else None,
        "total": to_number(amount.total) if amount else None,
        "unit": amount.unit if amount else None,
        "bound": amount.bound if amount else "exact",
        "status": fact.status,
        "comparisons": [_comparison(c) for c in fact.comparisons],
        "period": _period(fact.period),
        "place": _place(fact.place),
        "body": {"text": fact.body.text, "name": fact.body.name} if fact.body else None,
        "indicator_id": fact.indicator_id,
        "cumulative": fact.cumulative,
        "part_of": fact.part_of,
        "doubtful": fact.doubtful,
        "speaker": _speaker(fact.speaker),
        "zone": fact.zone,
        **_span(fact),
        "rule": fact.rule,
        "confidence": fact.confidence,
    }


def json_schema() -> dict[str, Any]:
    """The JSON Schema (draft 2020-12) of a record; without ``only`` every list is there."""
    place_in_text = {name: _type("integer") for name in ("start", "end", *OPTIONAL)}
    span = {**place_in_text, "text": _type("string")}
    link = _object(
        id=_type("string"), name=_type("string"), type=_type("string"), parents=_strings(), successors=_strings()
    )
    speaker = _object(name=_maybe("string"), position=_maybe("string"), organization=_maybe("string"))
    number = _maybe("number")
    bound = _enum("exact", "about", "at_least", "at_most")
    zone = _enum("headline", "lead", "heading", "body", "caption", "byline", "teaser", "furniture")
    comparison = _object(
        relation=_enum("increase", "decrease", "ratio", "multiple"),
        value=_type("number"),
        value_high=number,
        unit=_maybe("string"),
        bound=bound,
        base=_maybe("string"),
        base_period=_or_null(_object(start=_maybe("string"), end=_maybe("string"))),
    )
    entity = _object(
        id=_type("string"),
        **span,
        label=_enum("PERSON", "ORG", "LOC", "POSITION", "DATE", "QUANTITY", "LAW", "EVENT"),
        name=_type("string"),
        cluster=_type("string"),
        link=_or_null(link),
        source=_enum("model", "gazetteer", "rule"),
        score=_type("number"),
    )
    role = _object(
        person=_type("string"),
        position=_type("string"),
        organization=_maybe("string"),
        status=_enum("current", "former", "incoming"),
        **span,
        rule=_type("string"),
    )
    fact = _object(
        id=_type("string"),
        type=_enum("quantity"),
        indicator=_type("string"),
        value=number,
        value_high=number,
        total=number,
        unit=_maybe("string"),
        bound=bound,
        status=_enum("actual", "estimate", "target"),
        comparisons=_list(comparison),
        period=_or_null(_object(text=_type("string"), start=_maybe("string"), end=_maybe("string"))),
        place=_or_null(_object(text=_type("string"), name=_type("string"), link=_or_null(link))),
        body=_or_null(_object(text=_type("string"), name=_type("string"))),
        indicator_id=_maybe("string"),
        cumulative=_maybe("boolean"),
        part_of=_maybe("string"),
        doubtful=_maybe("string"),
        speaker=_or_null(speaker),
        zone=zone,
        **span,
        rule=_type("string"),
        confidence=_type("number"),
    )
    statement = _object(speaker=speaker, kind=_enum("direct", "indirect"), **span, rule=_type("string"))
    names = {"number": _maybe("string"), "issuer": _maybe("string"), "date": _maybe("string")}
    citation = _object(kind=_type("string"), **names, **span, rule=_type("string"))
    check = _object(
        kind=_enum("sum", "share", "growth", "repeat"),
        agrees=_type("boolean"),
        facts=_strings(),
        detail=_type("string"),
    )
    short = _object(short=_type("string"), long=_type("string"), **place_in_text)
    reference = _object(**span, entity=_type("string"), cluster=_type("string"), rule=_type("string"))
    stands = {name: _type("integer") for name in ("row", "column", "rows", "columns")}
    cell = _object(**place_in_text, **stands, head=_type("boolean"))
    table = _object(**place_in_text, caption=_or_null(_object(**place_in_text)), cells=_list(cell))
    record = _object(
        id=_type("string"),
        source=_type("string"),
        record_id=_maybe("string"),
        title=_maybe("string"),
        published=_maybe("string"),
        authors=_strings(),
        publisher=_maybe("string"),
        url=_maybe("string"),
        dateline=_maybe("string"),
        tags=_strings(),
        encoding=_type("string"),
        text=_type("string"),
        zones=_list(_object(kind=zone, **place_in_text)),
        tables=_list(table),
        entities=_list(entity),
        abbreviations=_list(short),
        references=_list(reference),
        roles=_list(role),
        facts=_list(fact),
        statements=_list(statement),
        citations=_list(citation),
        checks=_list(check),
        warnings=_strings(),
    )
    record["required"] = list(ALWAYS)
    return {"$schema": "https://json-schema.org/draft/2020-12/schema", "title": "vnfacts document", **record}


Schema = dict[str, Any]


def _type(name: str) -> Schema:
    return {"type": name}


def _maybe(name: str) -> Schema:
    return {"type": [name, "null"]}


def _enum(*values: str) -> Schema:
    return {"enum": list(values)}


def _list(items: Schema) -> Schema:
    return {"type": "array", "items": items}


def _strings() -> Schema:
    return _list(_type("string"))


def _or_null(schema: Schema) -> Schema:
    return {"anyOf": [schema, {"type": "null"}]}


def _object(**properties: Schema) -> Schema:
    names = [name for name in properties if name not in OPTIONAL]
    return {"type": "object", "properties": properties, "required": names, "additionalProperties": False}
