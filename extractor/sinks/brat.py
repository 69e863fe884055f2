"""brat: a folder of texts with their stand-off annotation, ready to be put into brat's data folder."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from pathlib import Path

from extractor.schema import json_schema
from extractor.sinks.characters import to_line, to_plain
from extractor.sinks.mentions import join_role
from extractor.sinks.notation import format_fact, format_role
from extractor.sinks.writer import Record, Request, Writer

LABELS: tuple[str, ...] = tuple(json_schema()["properties"]["entities"]["items"]["properties"]["label"]["enum"])
CONF = f"""[entities]
{chr(10).join((*LABELS, "FACT", "ROLE"))}
[relations]
holds\tArg1:PERSON, Arg2:POSITION
of\tArg1:POSITION, Arg2:ORG|LOC
Equiv\tArg1:<ENTITY>, Arg2:<ENTITY>, <REL-TYPE>:symmetric-transitive
<OVERLAP>\tArg1:<ENTITY>, Arg2:<ENTITY>, <OVL-TYPE>:<ANY>
[events]
[attributes]
"""
INDEX = ("name", "id", "source", "record_id", "published", "title")


def write_brat(records: Iterable[Record], folder: Path, request: Request) -> None:
    """Write NAME.txt and NAME.ann a record, annotation.conf, and documents.tsv, which tells whose NAME is."""
    (folder / "annotation.conf").write_text(CONF, encoding="utf-8", newline="\n")
    with (folder / "documents.tsv").open("w", encoding="utf-8", newline="\n") as index:
        index.write("\t".join(INDEX) + "\n")
        for record in records:
            name = _free_name(record["id"], folder)
            (folder / f"{name}.txt").write_text(to_text(record["text"]), encoding="utf-8", newline="\n")
            lines = "".join(f"{line}\n" for line in annotate(record))
            (folder / f"{name}.ann").write_text(lines, encoding="utf-8", newline="\n")
            index.write("\t".join([name, *(to_line(record[key] or "") for key in INDEX[1:])]) + "\n")


def _free_name(id: str, folder: Path) -> str:
    """A file name made of the id alone, whatever it holds; numbered where the same text comes again."""
    stem = re.sub(r"[^A-Za-z0-9_-]", "-", id)[:80] or "document"
    name, n = stem, 1
    while (folder / f"{name}.txt").exists():
        n += 1
        name = f"{stem}-{n}"
    return name


def to_text(text: str) -> str:
    """The text as brat reads it: one kind of line end, no tab; as long as it was, so that offsets hold."""
    return "\n".join(map(to_line, text.split("\n")))


def annotate(record: Record) -> Iterator[str]:
    """The lines of the .ann file: T mentions, facts and roles; R who holds what; * clusters; N links; # notes."""
    text = to_text(record["text"])
    ids = {e["id"]: f"T{n}" for n, e in enumerate(record["entities"], 1)}
    for entity in record["entities"]:
        yield _bound(ids[entity["id"]], entity["label"], entity, text)
    notes = [(ids[e["id"]], e["name"]) for e in record["entities"] if e["name"] != e["text"]]
    items = [("FACT", f, format_fact(f)) for f in record["facts"]]
    items += [("ROLE", r, format_role(r)) for r in record["roles"]]
    for n, (label, item, note) in enumerate(items, len(ids) + 1):
        yield _bound(f"T{n}", label, item, text)
        notes.append((f"T{n}", note))
    pairs = [pair for role in record["roles"] for pair in join_role(role, record["entities"])]
    for n, (kind, one, other) in enumerate(pairs, 1):
        yield f"R{n}\t{kind} Arg1:{ids[one['id']]} Arg2:{ids[other['id']]}"
    yield from _clusters(record, ids)
    linked = [e for e in record["entities"] if e["link"]]
    for n, entity in enumerate(linked, 1):
        link = entity["link"]
        yield f"N{n}\tReference {ids[entity['id']]} gazetteer:{_word(link['id'])}\t{to_line(link['name'])}"
    for n, (target, note) in enumerate(notes, 1):
        yield f"#{n}\tAnnotatorNotes {target}\t{to_line(note)}"


def _word(id: str) -> str:
    return re.sub(r"\s", "_", to_plain(id))


def _bound(id: str, label: str, item: Record, text: str) -> str:
    """A T line; what runs over a line's end is told in pieces, as brat wants it."""
    words = text[item["start"] : item["end"]]
    pieces = [(m.start() + item["start"], m.end() + item["start"]) for m in re.finditer(r"[^\n]+", words)]
    spans = ";".join(f"{start} {end}" for start, end in pieces)
    return f"{id}\t{label} {spans}\t{' '.join(text[start:end] for start, end in pieces)}"


def _clusters(record: Record, ids: dict[str, str]) -> Iterator[str]:
    clusters: dict[str, list[str]] = {}
    for entity in record["entities"]:
        clusters.setdefault(entity["cluster"], []).append(ids[entity["id"]])
    yield from (f"*\tEquiv {' '.join(members)}" for members in clusters.values() if len(members) > 1)


WRITER = Writer(
    *("brat", "documents", "folder", write_brat),
    says="a folder with a `.txt` and an `.ann` an article, `annotation.conf`, and `documents.tsv` with their sources; "
    "facts and roles as spans with a note in the gold notation, clusters as `Equiv`, links as `N` lines",
    drops="scores, rules, zones, statements, citations, checks, short forms; of facts what the gold "
    "notation does not tell; line ends other than \\n and tabs of the text become spaces, `|` in a note ¦",
)
