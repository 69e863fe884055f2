"""RDF: schema.org for things, NIF for where they stand, a few terms of our own for what neither has."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Any, BinaryIO

from extractor.sinks.ntriples import Term, make_iri, name_term, spell_triples, type_day
from extractor.sinks.writer import Record, Request, Writer

THINGS = {"PERSON": "Person", "ORG": "Organization", "LOC": "Place", "EVENT": "Event", "LAW": "Legislation"}
Properties = dict[str, Any]  # prefixed name → words, a number, a Term, or a list of them
Described = Iterator[tuple[Term, Properties]]


def write_rdf(records: Iterable[Record], out: BinaryIO, request: Request) -> None:
    """Write the triples of each record, one a line."""
    for record in records:
        lines = (line for subject, properties in describe(record) for line in spell_triples(subject, properties))
        out.write("".join(lines).encode("utf-8"))
        out.flush()


def describe(record: Record) -> Described:
    """Each node with its properties."""
    article = make_iri(record["id"])
    yield article, _article(record)
    for entity in record["entities"]:
        yield from _describe_mention(entity, record["id"], article)
    for n, role in enumerate(record["roles"], 1):
        yield make_iri(record["id"], f"r{n}"), _role(role, record) | _span(role, article)
    for fact in record["facts"]:
        yield from _describe_fact(fact, record["id"], article)
    for n, statement in enumerate(record["statements"], 1):
        said = {"rdf:type": name_term("schema:Quotation"), "vn:kind": statement["kind"], "vn:rule": statement["rule"]}
        yield make_iri(record["id"], f"s{n}"), said | _speaker(statement["speaker"]) | _span(statement, article)
    for n, cited in enumerate(record["citations"], 1):
        yield make_iri(record["id"], f"q{n}"), _citation(cited) | _span(cited, article)
    for n, check in enumerate(record["checks"], 1):
        told = {"vn:kind": check["kind"], "vn:agrees": check["agrees"], "schema:text": check["detail"]}
        facts = [make_iri(record["id"], fact) for fact in check["facts"]]
        kind = name_term("vn:Check")
        yield make_iri(record["id"], f"k{n}"), {"rdf:type": kind, **told, "vn:of": facts, "schema:isPartOf": article}


def _article(record: Record) -> Properties:
    return {
        "rdf:type": [name_term("schema:NewsArticle"), name_term("nif:Context")],
        "schema:headline": record["title"],
        "schema:datePublished": type_day(record["published"]),
        "schema:author": record["authors"],
        "schema:publisher": record["publisher"],
        "schema:url": record["url"],
        "schema:keywords": record["tags"],
        "schema:identifier": record["record_id"],
        "schema:inLanguage": "vi",
        "prov:hadPrimarySource": record["source"],
        "nif:isString": record["text"],
    }


def _describe_mention(entity: Record, document: str, article: Term) -> Described:
    """The mention, the thing of this article that it names, and the row of the gazetteer that this is."""
    thing, link = make_iri(document, entity["cluster"]), entity["link"]
    yield (
        make_iri(document, entity["id"]),
        {
            "rdf:type": name_term("nif:Phrase"),
            "vn:label": entity["label"],
            "vn:name": entity["name"],
            "its:taIdentRef": thing,
            "its:taConfidence": entity["score"],
            "vn:foundBy": entity["source"],
        }
        | _span(entity, article),
    )
    kind = name_term(f"schema:{THINGS.get(entity['label'], 'Thing')}")
    same = make_iri("gazetteer", link["id"]) if link else None
    yield thing, {"rdf:type": kind, "schema:name": entity["name"], "schema:sameAs": same}
    if same:
        lies = {"vn:within": link["parents"], "vn:successor": link["successors"]}
        yield same, {"schema:name": link["name"], "vn:type": link["type"], **lies}


def _role(role: Record, record: Record) -> Properties:
    holders = (e["cluster"] for e in record["entities"] if e["label"] == "PERSON" and e["name"] == role["person"])
    holder = next(holders, None)
    return {
        "rdf:type": name_term("schema:OrganizationRole"),
        "schema:roleName": role["position"],
        "schema:member": make_iri(record["id"], holder) if holder else None,
        "vn:person": role["person"],
        "vn:organization": role["organization"],
        "vn:status": role["status"],
        "vn:rule": role["rule"],
    }


def _citation(cited: Record) -> Properties:
    return {
        "rdf:type": name_term("schema:Legislation"),
        "schema:legislationType": cited["kind"],
        "schema:legislationIdentifier": cited["number"],
        "schema:legislationPassedBy": cited["issuer"],
        "schema:legislationDate": cited["date"],
        "vn:rule": cited["rule"],
    }


def _describe_fact(fact: Record, document: str, article: Term) -> Described:
    compared = [make_iri(document, f"{fact['id']}-{n}") for n in range(1, len(fact["comparisons"]) + 1)]
    yield make_iri(document, fact["id"]), _fact(fact, document) | {"vn:comparison": compared} | _span(fact, article)
    for node, comparison in zip(compared, fact["comparisons"], strict=True):
        base = {"vn:relation": comparison["relation"], "vn:base": comparison["base"]}
        words = {"rdf:type": name_term("vn:Comparison"), **base, **_amount(comparison)}
        yield node, words | _days(comparison["base_period"])


def _fact(fact: Record, document: str) -> Properties:
    place, period = fact["place"] or {}, fact["period"] or {}
    link = place.get("link")
    return {
        "rdf:type": name_term("schema:Observation"),
        "schema:variableMeasured": fact["indicator"],
        "vn:indicator": fact["indicator_id"],
        **_amount(fact),
        "vn:total": fact["total"],
        "vn:status": fact["status"],
        "vn:period": period.get("text"),
        **_days(period),
        "vn:place": place.get("name"),
        "schema:observationAbout": make_iri("gazetteer", link["id"]) if link else None,
        "vn:body": (fact["body"] or {}).get("name"),
        **_speaker(fact["speaker"]),
        "vn:partOf": make_iri(document, fact["part_of"]) if fact["part_of"] else None,
        "vn:cumulative": fact["cumulative"],
        "vn:doubtful": fact["doubtful"],
        "vn:zone": fact["zone"],
        "vn:rule": fact["rule"],
        "its:taConfidence": fact["confidence"],
    }


def _amount(item: Record) -> Properties:
    """A level or a change: a value, or two ends."""
    low = "schema:value" if item["value_high"] is None else "schema:minValue"
    ends = {low: item["value"], "schema:maxValue": item["value_high"]}
    return {**ends, "schema:unitText": item["unit"], "vn:bound": item["bound"]}


def _days(period: Record | None) -> Properties:
    return {f"vn:{end}": type_day((period or {}).get(end)) for end in ("start", "end")}


def _speaker(speaker: Record | None) -> Properties:
    told = speaker or {}
    office = {"vn:speakerPosition": told.get("position"), "vn:speakerOrganization": told.get("organization")}
    return {"vn:speaker": told.get("name"), **office}


def _span(item: Record, article: Term) -> Properties:
    offsets = {"nif:beginIndex": item["start"], "nif:endIndex": item["end"], "nif:anchorOf": item["text"]}
    return {"nif:referenceContext": article, **offsets}


WRITER = Writer(
    *("rdf", "documents", "text", write_rdf),
    says="N-Triples: schema.org for articles, people, bodies, places, roles, observations and quotations, NIF for "
    "offsets, `urn:vnfacts:term:` for the rest",
    drops="zones, encoding, warnings, short forms; words that name place and body of a fact; control "
    "characters and lone surrogates become U+FFFD",
)
