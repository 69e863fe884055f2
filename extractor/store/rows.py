"""Record → rows of every table. Pure: workers make the rows, the writer only inserts them.

``to_rows`` proves what it made: where ``to_record`` of the rows is not the record, the record goes along as JSON.
"""

from __future__ import annotations

import json
import math
import sys
from collections.abc import Iterable, Sequence
from typing import Any

from extractor.store.errors import RowError, StoreError
from extractor.store.keys import link_key
from extractor.store.records import to_record
from extractor.store.signatures import sign
from extractor.store.types import check_types
from extractor.store.whole import check_whole, fits, mend_surrogates
from extractor.text.enclosing import find_sentences

Record = dict[str, Any]
Row = tuple[Any, ...]
Rows = dict[str, list[Row]]


def to_rows(key: int, record: Record, fingerprint: str) -> Rows:
    """The rows of one record, table by table; the same record gives the same rows. Raises StoreError."""
    try:
        check_whole(record)
        plain = mend_surrogates(record)
        rows = _rows(key, plain, fingerprint)
        check_types(rows)
        if not fits(plain) or to_record(rows) != record:
            *head, _, text = rows["documents"][0]
            rows["documents"] = [(*head, json.dumps(record), text)]
    except (TypeError, KeyError, AttributeError, ValueError, OverflowError) as error:
        where = str(record.get("source"))
        raise RowError(where, f"no record ({type(error).__name__}: {error})", "mend or leave it out") from error
    return rows


def _rows(key: int, record: Record, fingerprint: str) -> Rows:
    links: dict[int, Row] = {}
    text, zones, facts = record["text"], record["zones"], record["facts"]
    sentences = find_sentences(text, zones, [(f["start"], f["end"]) for f in facts])
    signature = sign(text, zones)
    head = (record[k] for k in ("id", "source", "record_id", "title", "published"))
    page = (_json(record["authors"]), record["publisher"], record["url"], record["dateline"], _json(record["tags"]))
    made = (*page, record["encoding"], fingerprint, _json(record["warnings"]), None, text)
    return {
        "documents": [(key, *head, *made)],
        "sources": [(key, record["source"])],
        "zones": [(key, n, z["kind"], z["start"], z["end"]) for n, z in enumerate(zones)],
        "page_tables": [_table(key, n, t) for n, t in enumerate(record["tables"])],
        "cells": [_cell(key, n, i, c) for n, t in enumerate(record["tables"]) for i, c in enumerate(t["cells"])],
        "entities": [_entity(key, n, e, links) for n, e in enumerate(record["entities"])],
        "abbreviations": [
            (key, n, a["short"], a["long"], a["start"], a["end"]) for n, a in enumerate(record["abbreviations"])
        ],
        "references": [
            (key, n, *_span(r), r["entity"], r["cluster"], r["rule"]) for n, r in enumerate(record["references"])
        ],
        "roles": [
            (key, n, r["person"], r["position"], r["organization"], r["status"], *_span(r), r["rule"])
            for n, r in enumerate(record["roles"])
        ],
        "facts": [_fact(key, n, f, s, links) for n, (f, s) in enumerate(zip(facts, sentences, strict=True))],
        "comparisons": [_comparison(key, f["id"], n, c) for f in facts for n, c in enumerate(f["comparisons"])],
        "statements": [
            (key, n, *_speaker(s["speaker"]), s["kind"], *_span(s), s["rule"])
            for n, s in enumerate(record["statements"])
        ],
        "citations": [
            (key, n, c["kind"], c["number"], c["issuer"], c["date"], *_span(c), c["rule"])
            for n, c in enumerate(record["citations"])
        ],
        "checks": [(key, n, c["kind"], int(c["agrees"]), c["detail"]) for n, c in enumerate(record["checks"])],
        "check_facts": [(key, n, i, fact) for n, c in enumerate(record["checks"]) for i, fact in enumerate(c["facts"])],
        "links": list(links.values()),
        "signatures": [(key, signature)] if signature else [],
    }


def _json(strings: Sequence[str]) -> str:
    return json.dumps(strings, ensure_ascii=False)


def _number(number: float | None) -> float | None:
    """The number as a cell: beyond 64 bits the nearest float (the record goes along as JSON)."""
    if number is None or -(2**63) <= number < 2**63:
        return number
    if not isinstance(number, int) and not math.isfinite(number):
        raise StoreError("a number of the record", f"{number} is no JSON number", "mend the record")
    limit = int(sys.float_info.max)
    return float(max(-limit, min(limit, number)))


def _span(x: Record) -> Row:
    return x["start"], x["end"], x["text"]


def _table(key: int, n: int, t: Record) -> Row:
    caption = t["caption"]
    return (key, n, t["start"], t["end"], *((caption["start"], caption["end"]) if caption else (None, None)))


def _cell(key: int, table: int, n: int, c: Record) -> Row:
    place = (c["row"], c["column"], c["rows"], c["columns"])
    return (key, table, n, c["start"], c["end"], *place, int(c["head"]))


def _link(link: Record | None, links: dict[int, Row]) -> int | None:
    if link is None:
        return None
    parents, successors = link["parents"], link["successors"]
    key = link_key(link["id"], link["name"], link["type"], tuple(parents), tuple(successors))
    if key not in links:
        links[key] = (key, link["id"], link["name"], link["type"], _json(parents), _json(successors))
    return key


def _entity(key: int, n: int, e: Record, links: dict[int, Row]) -> Row:
    head = (key, e["id"], n, *_span(e), e["label"], e["name"], e["cluster"])
    return (*head, _link(e["link"], links), e["source"], _number(e["score"]))


def _speaker(speaker: Record | None) -> Row:
    return (speaker["name"], speaker["position"], speaker["organization"]) if speaker else (None, None, None)


def _fact(key: int, n: int, f: Record, sentence: tuple[int, int], links: dict[int, Row]) -> Row:
    period, place, body, cumulative = f["period"], f["place"], f["body"], f["cumulative"]
    return (
        *(key, f["id"], n, f["type"], f["indicator"], f["indicator_id"]),
        *(_number(f["value"]), _number(f["value_high"]), _number(f["total"]), f["unit"], f["bound"], f["status"]),
        *((period["text"], period["start"], period["end"]) if period else (None, None, None)),
        *((place["text"], place["name"], _link(place["link"], links)) if place else (None, None, None)),
        *((body["text"], body["name"]) if body else (None, None)),
        *_speaker(f["speaker"]),
        *(None if cumulative is None else int(cumulative), f["part_of"], f["doubtful"], f["zone"]),
        *(*_span(f), *sentence, f["rule"], _number(f["confidence"])),
    )


def _comparison(key: int, fact: str, n: int, c: Record) -> Row:
    base = c["base_period"] or {"start": None, "end": None}
    numbers = (_number(c["value"]), _number(c["value_high"]))
    return (key, fact, n, c["relation"], *numbers, c["unit"], c["bound"], c["base"], base["start"], base["end"])


def merge_rows(many: Iterable[Rows]) -> Rows:
    """The rows of several documents together, table by table."""
    merged: Rows = {}
    for rows in many:
        for table, some in rows.items():
            merged.setdefault(table, []).extend(some)
    return merged
