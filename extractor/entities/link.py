"""From a place's name to its row in the gazetteer, as of the publishing date; nothing where two rows fit."""

from __future__ import annotations

from extractor.entities.gazetteer import Gazetteer
from extractor.model import Link

TYPES = ("thành phố", "thị xã", "tỉnh", "huyện", "quận")


def link_place(name: str, gazetteer: Gazetteer, *, published: str | None) -> Link | None:
    """The one unit of this name (and type, if told) that existed on the day."""
    kind = next((t for t in TYPES if name.lower().startswith(t + " ")), None)
    rows = gazetteer.places.get(name[len(kind) + 1 :] if kind else name, ())
    if published:
        rows = tuple(r for r in rows if r.valid_from <= published[:10] < (r.valid_to or "9999"))
    rows = tuple(r for r in rows if r.type == kind) if kind else tuple(r for r in rows if r.id.startswith("1:"))
    if len({r.id.rsplit(":", 1)[0] for r in rows}) != 1:
        return None
    row = rows[-1]
    return Link(row.id, f"{row.type} {row.name}", row.type, (row.parent,) if row.parent else ())
