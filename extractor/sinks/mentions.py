"""Which mentions a role speaks of, for formats that draw lines between them."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from extractor.sinks.writer import Record

Pair = tuple[str, Record, Record]  # what joins them, from, to


def join_role(role: Record, entities: Sequence[Record]) -> Iterator[Pair]:
    """holds: person → position; of: position → organization. Only what stands in the words of the role."""
    inside = [e for e in entities if role["start"] <= e["start"] and e["end"] <= role["end"]]
    person = _named(inside, role["person"], ("PERSON",))
    position = _named(inside, role["position"], ("POSITION",))
    body = _named(inside, role["organization"], ("ORG", "LOC"))
    if person and position:
        yield "holds", person, position
    if position and body:
        yield "of", position, body


def _named(entities: Sequence[Record], name: str | None, labels: Sequence[str]) -> Record | None:
    return next((e for e in entities if e["label"] in labels and name in (e["name"], e["text"])), None)
