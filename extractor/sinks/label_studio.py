"""Label Studio: tasks with pre-annotations, to be corrected by people."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator
from typing import Any, BinaryIO

from extractor.sinks.brat import LABELS
from extractor.sinks.characters import make_plain
from extractor.sinks.mentions import join_role
from extractor.sinks.notation import format_fact, format_role
from extractor.sinks.writer import Record, Request, Writer

COLOURS = ("#2f80ed", "#27ae60", "#eb5757", "#9b51e0", "#828282", "#bdbdbd", "#f2994a", "#56ccf2", "#f2c94c", "#219653")
CONFIG_LABELS = "\n".join(
    f'    <Label value="{label}" background="{colour}"/>'
    for label, colour in zip((*LABELS, "FACT", "ROLE"), COLOURS, strict=True)
)
CONFIG = f"""<View>
  <Style>.htx-text {{ white-space: pre-wrap; }}</Style>
  <Relations><Relation value="holds"/><Relation value="of"/></Relations>
  <Labels name="label" toName="text">
{CONFIG_LABELS}
  </Labels>
  <Text name="text" value="$text"/>
  <TextArea name="note" toName="text" perRegion="true" editable="true"/>
</View>
"""


def write_label_studio(records: Iterable[Record], out: BinaryIO, request: Request) -> None:
    """Write one JSON array, a task a record."""
    from importlib.metadata import version

    model = f"vnfacts {version('vnfacts')}"
    before = b"[\n"
    for record in records:
        task = json.dumps(make_task(record, model), ensure_ascii=False)
        out.write(before + task.encode("utf-8"))
        before = b",\n"
    out.write((b"[" if before == b"[\n" else b"\n") + b"]\n")


def make_task(record: Record, model: str) -> dict[str, Any]:
    """The task of a record. Offsets count code points, as regions of text do in Label Studio; no carriage return goes
    in, for browsers drop it."""
    record = make_plain(record)
    text = record["text"].replace("\r", " ")
    data = {key: record[key] for key in ("source", "record_id", "title", "published")}
    result = list(_regions(record, text))
    return {
        "data": {"text": text, "document": record["id"], **data},
        "predictions": [{"model_version": model, "result": result}],
    }


def _regions(record: Record, text: str) -> Iterator[dict[str, Any]]:
    for entity in record["entities"]:
        yield _region(entity["id"], entity["label"], entity, text) | {"score": entity["score"]}
    for fact in record["facts"]:
        yield _region(fact["id"], "FACT", fact, text) | {"score": fact["confidence"]}
        yield _note(fact["id"], fact, format_fact(fact))
    for n, role in enumerate(record["roles"], 1):
        yield _region(f"r{n}", "ROLE", role, text)
        yield _note(f"r{n}", role, format_role(role))
        for kind, one, other in join_role(role, record["entities"]):
            ends = {"from_id": one["id"], "to_id": other["id"]}
            yield {"type": "relation", **ends, "direction": "right", "labels": [kind]}


def _region(id: str, label: str, item: Record, text: str) -> dict[str, Any]:
    where = {"start": item["start"], "end": item["end"]}
    value = {**where, "text": text[item["start"] : item["end"]], "labels": [label]}
    return {"id": id, "from_name": "label", "to_name": "text", "type": "labels", "value": value}


def _note(id: str, item: Record, note: str) -> dict[str, Any]:
    """What a person can edit about a region: the fact or role in the gold notation."""
    value = {"start": item["start"], "end": item["end"], "text": [note]}
    return {"id": id, "from_name": "note", "to_name": "text", "type": "textarea", "value": value}


WRITER = Writer(
    *("label-studio", "documents", "text", write_label_studio),
    says="one JSON array of tasks with predictions; `-o tasks.json` also writes the labelling configuration "
    "`tasks.labels.xml`; facts and roles as regions with a note in the gold notation",
    drops="names, clusters and links of mentions, rules, zones, statements, citations, checks, short forms; of "
    "facts what the gold notation does not tell; control characters become U+FFFD and carriage "
    "returns spaces (one for one)",
    beside={".labels.xml": CONFIG},
)
