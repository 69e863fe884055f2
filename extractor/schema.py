"""The output contract: the only place that spells the field names of a record."""

from __future__ import annotations

from typing import Any

from extractor.model import Comparison, Document, Entity, Fact, Link, Number, Period, Place, Speaker

ALWAYS = ("id", "source", "record_id", "title", "published", "text")
LISTS = ("entities", "abbreviations", "roles", "facts", "statements", "citations", "checks")


def to_record(document: Document, *, only: frozenset[str] | None = None) -> dict[str, Any]:
    """The JSON record of ``document``; with ``only``, just the named lists besides what is always there."""
    article = document.article
    record: dict[str, Any] = {
        "id": article.id,
        "source": article.source,
        "record_id": article.record_id,
        "title": article.title,
        "published": article.published,
        "authors": list(article.authors),
        "publisher": article.publisher,
        "encoding": article.encoding,
        "text": article.text,
        "zones": [{"kind": z.kind, "start": z.start, "end": z.end} for z in article.zones],
        "entities": [_entity(e) for e in document.entities],
        "abbreviations": [
            {"short": a.short, "long": a.long, "start": a.start, "end": a.end} for a in document.abbreviations
        ],
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
        "checks": [],
        "warnings": [*article.warnings, *document.warnings],
    }
    return record if only is None else {k: v for k, v in record.items() if k in ALWAYS or k in only}


def _span(x: Any) -> dict[str, Any]:
    return {"start": x.start, "end": x.end, "text": x.text}


def to_number(number: Number | None) -> int | float | None:
    """A JSON number."""
    return number if number is None or isinstance(number, int) else float(number)


def _link(link: Link | None) -> dict[str, Any] | None:
    if link is None:
        return None
    parents, successors = list(link.parents), list(link.successors)
    return {"id": link.id, "name": link.name, "type": link.type, "parents": parents, "successors": successors}


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
        "indicator_id": None,
        "cumulative": fact.cumulative,
        "part_of": fact.part_of,
        "doubtful": fact.doubtful,
        "speaker": _speaker(fact.speaker),
        "zone": fact.zone,
        **_span(fact),
        "rule": fact.rule,
        "confidence": fact.confidence,
    }
