"""To whom a verb of appointing gives an office: "bầu ông A (…), Giám đốc …, và bà B, … làm ủy viên …"."""

from __future__ import annotations

import re
from collections.abc import Sequence

from extractor.entities.gazetteer import Gazetteer
from extractor.entities.links import ASIDE, TAKEN, read_tail, read_verbs
from extractor.model import Entity

AND = re.compile(r"(?:,| và|, và) (?:ông|bà|anh|chị|đồng chí) $")
GOES_ON = re.compile(r"\s*(?:$|[,–-]|và )")  # behind a person of a list
HELD = re.compile(r"(?<!\w)(?:làm|giữ|là)(?!\w)")
OTHERWISE = re.compile(r"[“\"”;]|(?<!\w)(?:không|chưa|thay|thay thế)(?!\w)")


def find_given(before: Sequence[Entity], text: str, at: int, gazetteer: Gazetteer) -> list[Entity]:
    """Those to whom the office at ``at`` is given, in reading order, whatever else stands between them and "làm"."""
    given: list[Entity] = []
    end = at
    for person in reversed([m for m in before if m.label == "PERSON"]):
        words = ASIDE.sub("", text[person.end : end])
        if ")" in words:
            continue  # of a bracket that is closed: "ông A (con ông B) giữ chức …"
        if OTHERWISE.search(words) or "(" in words:
            return []
        if HELD.search(words) or not GOES_ON.match(words) if given else read_tail(words, gazetteer) is None:
            return []
        given.append(person)
        lead = text[: person.start][-40:]
        if verb := read_verbs().given.search(lead):
            return [] if verb[1].lower() in TAKEN else given[::-1]
        if not AND.search(lead):
            return []
        end = person.start
    return []
