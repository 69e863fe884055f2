"""Cited documents: NQ 54 của Bộ Chính trị."""

from __future__ import annotations

import re
from collections.abc import Sequence

from extractor.model import Citation, Doc, Entity

NUMBER = re.compile(r"\d[\w/\-.]*")


def find_citations(doc: Doc, mentions: Sequence[Entity]) -> tuple[Citation, ...]:
    """One citation a LAW mention; the issuer is a body that "của" joins to it."""
    found = []
    for n, law in enumerate(mentions):
        if law.label != "LAW":
            continue
        after = mentions[n + 1] if n + 1 < len(mentions) else None
        issued = after and after.label == "ORG" and doc.text[law.end : after.start].strip() in ("của", "")
        number = NUMBER.search(law.text)
        kind = re.split(r"\s+số\b|\s*\d", law.name)[0].strip().lower()
        issuer = after.name if after and issued else None
        found.append(
            Citation(kind, number[0] if number else None, issuer, None, law.start, law.end, law.text, law.rule)
        )
    return tuple(found)
