"""FollowTheMoney: people, bodies, places, offices and articles as entities for Aleph and OpenSanctions' tools.

Written against the schema of followthemoney 4 without the package, which needs ICU; the tests validate with it.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator
from hashlib import sha1
from typing import Any, BinaryIO

from extractor.sinks.characters import to_line
from extractor.sinks.notation import format_fact
from extractor.sinks.values import read_day
from extractor.sinks.writer import Record, Request, Writer

WEB = ("http://", "https://")
SCHEMATA = {"PERSON": "Person", "ORG": "Organization", "LOC": "Address"}
Entity = dict[str, Any]


def write_ftm(records: Iterable[Record], out: BinaryIO, request: Request) -> None:
    """Write one entity a line. A linked body or place has one id wherever it is told: ``ftm aggregate`` joins them."""
    for record in records:
        for entity in make_entities(record):
            out.write(json.dumps(entity, ensure_ascii=False).encode("utf-8") + b"\n")
        out.flush()


def make_entities(record: Record) -> Iterator[Entity]:
    """The article, what it names, who holds which office in it, and a note a fact."""
    article = _id("article", record["id"])
    day = read_day(record["published"])
    things = _find_things(record)
    yield _entity(
        *(article, "Article"),
        fileName=record["source"],
        title=record["title"],
        publishedAt=day,
        author=record["authors"],
        publisher=record["publisher"],
        sourceUrl=next((a for a in (record["url"], record["source"]) if a and a.startswith(WEB)), None),
        keywords=record["tags"],
        language="vie",
        bodyText=record["text"],
        peopleMentioned=[name for (label, name) in things if label == "PERSON"],
        companiesMentioned=[name for (label, name) in things if label == "ORG"],
        locationMentioned=[name for (label, name) in things if label == "LOC"],
    )
    for thing in things.values():
        yield _entity(**thing, proof=article)
    for role in record["roles"]:
        yield from _occupancy(role, things, record["id"], article, day)
    for fact in record["facts"]:
        words = {"name": fact["indicator"], "description": fact["text"], "summary": format_fact(fact)}
        yield _entity(_id("note", record["id"], fact["id"]), "Note", **words, date=None, entity=article, proof=article)


def _find_things(record: Record) -> dict[tuple[str, str], Entity]:
    """(label, name) → the entity: of a gazetteer row where it is linked, else one of this article alone."""
    things: dict[tuple[str, str], Entity] = {}
    for mention in record["entities"]:
        if mention["label"] in SCHEMATA:
            key = (mention["label"], mention["name"])
            thing = things.setdefault(key, _thing(*key, mention["link"], record["id"]))
            if mention["text"] != mention["name"]:
                thing["alias"].append(mention["text"])
    return things


def _thing(label: str, name: str, link: Record | None, document: str) -> Entity:
    id = _id("link", link["id"]) if link else _id(label, document, name)
    thing: Entity = {"id": id, "schema": SCHEMATA[label], "name": name, "alias": []}
    if link and label == "LOC":
        thing["full"] = ", ".join((link["name"], *link["parents"]))
    if link and label == "ORG":
        thing["classification"] = link["type"]
    return thing


def _occupancy(
    role: Record, things: dict[tuple[str, str], Entity], document: str, article: str, day: str | None
) -> Iterator[Entity]:
    """The office, who holds it, and holder or body where no mention bears the name."""
    ids = {}
    for label, name in (("PERSON", role["person"]), ("ORG", role["organization"])):
        thing = things.get((label, name))
        if name and thing is None:
            thing = _thing(label, name, None, document)
            yield _entity(**thing, proof=article)
        ids[label] = thing["id"] if thing else None
    post = _id("position", ids["ORG"] or document, role["position"])
    name = " ".join(part for part in (role["position"], role["organization"]) if part)
    yield _entity(post, "Position", name=name, organization=ids["ORG"], country="vn")
    held = _id("occupancy", ids["PERSON"] or "", post, role["status"], document)
    ends = {"holder": ids["PERSON"], "post": post, "status": role["status"], "date": day}
    yield _entity(held, "Occupancy", **ends, description=role["text"], proof=article)


def _id(*parts: str) -> str:
    return "vnfacts-" + sha1("\n".join(parts).encode("utf-8", "surrogatepass")).hexdigest()


def _entity(id: str, schema: str, **properties: Any) -> Entity:
    """Every property is a list of different strings; what is empty is left out."""
    lists = {name: value if isinstance(value, list) else [value] for name, value in properties.items()}
    cleaned = {name: list(dict.fromkeys(filter(None, (_clean(v) for v in values)))) for name, values in lists.items()}
    return {"id": id, "schema": schema, "properties": {name: values for name, values in cleaned.items() if values}}


def _clean(value: str | None) -> str:
    return " ".join(to_line(value or "").split())


WRITER = Writer(
    *("ftm", "documents", "text", write_ftm),
    says="FollowTheMoney entities as JSON lines: Article, Person, Organization, Address; a role as Position and "
    "Occupancy, a fact as Note in the gold notation",
    drops="offsets, scores, rules, clusters of dates, laws, events and quantities, statements, citations, checks, "
    "short forms; of facts what the gold notation does not tell; parents and successors of links; runs of space",
)
