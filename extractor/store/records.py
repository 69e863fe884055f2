"""Rows of one document → the record that they were made of."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from itertools import groupby
from typing import Any

from extractor.store.whole import mend_surrogates

Record = dict[str, Any]
Row = Sequence[Any]


def to_record(rows: Mapping[str, Sequence[Row]]) -> Record:
    """The record, equal to the one that ``to_rows`` was given; rows in the order of its lists."""
    (document,) = rows["documents"]
    _, id, source, record_id, title, published, authors, publisher, *rest = document
    url, dateline, tags, encoding, _, warnings, verbatim, text = rest
    if verbatim is not None:
        record: Record = json.loads(verbatim)
        same = mend_surrogates({"source": record["source"]})["source"] == source  # else it was met again elsewhere
        return record if same else {**record, "source": source}
    links = {link[0]: _link(link) for link in rows["links"]}
    comparisons = _by(rows["comparisons"], 1)
    cells = _by(rows["cells"], 1)
    facts_of = _by(rows["check_facts"], 1)
    return {
        "id": id,
        "source": source,
        "record_id": record_id,
        "title": title,
        "published": published,
        "authors": json.loads(authors),
        "publisher": publisher,
        "url": url,
        "dateline": dateline,
        "tags": json.loads(tags),
        "encoding": encoding,
        "text": text,
        "zones": [{"kind": kind, "start": start, "end": end} for _, _, kind, start, end in rows["zones"]],
        "tables": [_table(row, cells.get(row[1], ())) for row in rows["page_tables"]],
        "entities": [_entity(row, links) for row in rows["entities"]],
        "abbreviations": [
            {"short": short, "long": long, "start": start, "end": end}
            for _, _, short, long, start, end in rows["abbreviations"]
        ],
        "references": [
            {**_span(row[2:5]), "entity": row[5], "cluster": row[6], "rule": row[7]} for row in rows["references"]
        ],
        "roles": [
            {"person": row[2], "position": row[3], "organization": row[4], "status": row[5]}
            | {**_span(row[6:9]), "rule": row[9]}
            for row in rows["roles"]
        ],
        "facts": [_fact(row, comparisons.get(row[1], ()), links) for row in rows["facts"]],
        "statements": [
            {"speaker": _speaker(row[2:5]), "kind": row[5], **_span(row[6:9]), "rule": row[9]}
            for row in rows["statements"]
        ],
        "citations": [
            {"kind": row[2], "number": row[3], "issuer": row[4], "date": row[5], **_span(row[6:9]), "rule": row[9]}
            for row in rows["citations"]
        ],
        "checks": [
            {"kind": kind, "agrees": bool(agrees), "facts": [row[3] for row in facts_of.get(n, ())], "detail": detail}
            for _, n, kind, agrees, detail in rows["checks"]
        ],
        "warnings": json.loads(warnings),
    }


def _by(rows: Sequence[Row], column: int) -> dict[Any, list[Row]]:
    return {name: list(some) for name, some in groupby(rows, key=lambda row: row[column])}


def _span(cells: Row) -> Record:
    start, end, text = cells
    return {"start": start, "end": end, "text": text}


def _table(table: Row, cells: Sequence[Row]) -> Record:
    _, _, start, end, *caption = table
    told = {"start": caption[0], "end": caption[1]} if caption[0] is not None else None
    return {"start": start, "end": end, "caption": told, "cells": [_cell(row) for row in cells]}


def _cell(cell: Row) -> Record:
    _, _, _, start, end, row, column, rows, columns, head = cell
    place = {"row": row, "column": column, "rows": rows, "columns": columns}
    return {"start": start, "end": end, **place, "head": bool(head)}


def _link(row: Row) -> Record:
    _, id, name, type, parents, successors = row
    return {"id": id, "name": name, "type": type, "parents": json.loads(parents), "successors": json.loads(successors)}


def _entity(row: Row, links: Mapping[int, Record]) -> Record:
    _, id, _, start, end, text, label, name, cluster, link, source, score = row
    return {
        "id": id,
        **_span((start, end, text)),
        "label": label,
        "name": name,
        "cluster": cluster,
        "link": links.get(link),
        "source": source,
        "score": score,
    }


def _speaker(cells: Row) -> Record:
    name, position, organization = cells
    return {"name": name, "position": position, "organization": organization}


def _comparison(row: Row) -> Record:
    _, _, _, relation, value, value_high, unit, bound, base, start, end = row
    return {
        "relation": relation,
        "value": value,
        "value_high": value_high,
        "unit": unit,
        "bound": bound,
        "base": base,
        "base_period": {"start": start, "end": end} if start or end else None,
    }


def _fact(row: Row, comparisons: Sequence[Row], links: Mapping[int, Record]) -> Record:
    _, id, _, type, indicator, indicator_id, value, value_high, total, unit, bound, status, *rest = row
    period, period_start, period_end, place, place_name, place_link, body, body_name, *rest = rest
    *speaker, cumulative, part_of, doubtful, zone, start, end, text, _, _, rule, confidence = rest
    where = {"text": place, "name": place_name, "link": links.get(place_link)}
    return {
        "id": id,
        "type": type,
        "indicator": indicator,
        "value": value,
        "value_high": value_high,
        "total": total,
        "unit": unit,
        "bound": bound,
        "status": status,
        "comparisons": [_comparison(c) for c in comparisons],
        "period": None if period is None else {"text": period, "start": period_start, "end": period_end},
        "place": None if place is None else where,
        "body": None if body is None else {"text": body, "name": body_name},
        "indicator_id": indicator_id,
        "cumulative": None if cumulative is None else bool(cumulative),
        "part_of": part_of,
        "doubtful": doubtful,
        "speaker": None if speaker == [None, None, None] else _speaker(speaker),
        "zone": zone,
        **_span((start, end, text)),
        "rule": rule,
        "confidence": confidence,
    }
