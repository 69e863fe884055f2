"""What a record must be before it is stored, and what columns cannot hold of it."""

from __future__ import annotations

import json
from typing import Any

from extractor.schema import LISTS
from extractor.store.errors import StoreError

Record = dict[str, Any]
WHOLE = ("authors", "publisher", "url", "dateline", "tags", "encoding", "zones", "tables", *LISTS, "warnings")


def check_whole(record: Record) -> None:
    """Raise StoreError where a list is missing, an id is there twice, or one is named that is not there."""
    where = str(record.get("source"))
    if missing := [name for name in WHOLE if name not in record]:
        raise StoreError(where, f"a record without {', '.join(missing)}", "write it without --only")
    for kind in ("entities", "facts"):
        ids = [x["id"] for x in record[kind]]
        if len(ids) != len(set(ids)):
            raise StoreError(where, f"two {kind} with one id", "mend the record")
    facts, entities = ({x["id"] for x in record[kind]} for kind in ("facts", "entities"))
    named = {f["part_of"] for f in record["facts"]} - {None}
    named.update(fact for c in record["checks"] for fact in c["facts"])
    if lost := (named - facts) | ({r["entity"] for r in record["references"]} - entities):
        raise StoreError(where, f"{min(lost)!r} is named but not there", "mend the record")


def mend_surrogates(record: Record) -> Record:
    """The record with U+FFFD for halves of surrogate pairs, which no UTF-8 file can hold; offsets stay."""
    try:
        json.dumps(record, ensure_ascii=False).encode()
    except UnicodeEncodeError:
        mended: Record = _mend(record)
        return mended
    return record


def _mend(x: Any) -> Any:
    if isinstance(x, str):
        return "".join("\ufffd" if "\ud800" <= c <= "\udfff" else c for c in x)
    if isinstance(x, list):
        return [_mend(y) for y in x]
    return {_mend(k): _mend(v) for k, v in x.items()} if isinstance(x, dict) else x


def fits(record: Record) -> bool:
    """Whether every integer has 64 bits at most. A float may equal one that has more, and is another JSON number."""
    facts = record["facts"]
    numbers = [x[name] for x in facts for name in ("value", "value_high", "total", "confidence")]
    numbers += [c[name] for x in facts for c in x["comparisons"] for name in ("value", "value_high")]
    numbers += [e["score"] for e in record["entities"]]
    return all(-(2**63) <= number < 2**63 for number in numbers if isinstance(number, int))
