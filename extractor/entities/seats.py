"""What the head of a unit heads: "Chủ tịch | tỉnh A" its UBND, "Phó bí thư | huyện B" its Huyện ủy."""

from __future__ import annotations

import re

from extractor.entities.shared_bodies import COMMITTEES
from extractor.places import load_units
from extractor.places.lookup import split_type

CHAIR = re.compile(r"(?:phó |quyền )?chủ tịch(?: thường trực)?", re.IGNORECASE)
SECRETARY = re.compile(r"(?:phó )?bí thư(?: thường trực)?", re.IGNORECASE)


def name_seat(position: str, body: str) -> str:
    """The body of an office that is told with a Vietnamese unit alone, others behind it left as they are; any other
    body as it is."""
    chair, secretary = CHAIR.fullmatch(position), SECRETARY.fullmatch(position)
    if not (chair or secretary):
        return body
    kind, bare = split_type(body.split(",")[0])
    units = load_units().named(bare)
    if not units:
        return body
    typed = kind is not None and body.lower().startswith(kind)
    if typed:
        body = body[:1].lower() + body[1:]
    if chair:
        return f"UBND {body}"
    committee = COMMITTEES.get(kind or units[0].type, "Đảng ủy")
    told = kind is not None and typed and committee.lower().startswith(f"{kind} ")
    return f"{committee} {body[len(kind or '') :].strip() if told else body}"
