"""Who wrote a page: the names of its bylines, else of its head."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from functools import lru_cache

from extractor.data import data_path, read_table
from extractor.model import ZoneKind
from extractor.sources import fields
from extractor.sources.html.bylines import choose, read_authors, read_credits
from extractor.sources.html.credits import is_account, is_unit, join_labels
from extractor.sources.html.metadata import DOMAIN, PAPER, Told, find_site, find_told_authors, hosts_of
from extractor.sources.html.outline import Outline
from extractor.text.bylines import is_name


def find_authors(
    found: Outline, kinds: Sequence[ZoneKind], told: Told, pieces: Sequence[str], publisher: str | None
) -> tuple[str, ...]:
    """Names of the bylines shown, else of the head; desks and agencies only where nobody else is named. ``pieces``: the
    words of the zones that are bylines. Who only took the pictures is no author."""
    own = {
        _squeeze(name)
        for name in (publisher, find_site(told), *told.metas.get("og:site_name", ()), *hosts_of(told))
        if name
    }
    shown = list(choose([credit for piece in join_labels(pieces) for credit in read_credits(piece)]))
    if not shown:
        linked = [b for b, kind in zip(found.blocks, kinds, strict=True) if kind == "byline"]
        shown = [
            name
            for block in linked
            for start, node, _ in block.runs
            if (name := block.text[start - block.start :].split("\t")[0].strip()) and node.name == "a" and is_name(name)
        ]
    named = _prefer(shown)
    if named:
        return named
    head = [
        name
        for words in find_told_authors(told)
        if _squeeze(words) not in own and not DOMAIN.fullmatch(words) and not PAPER.match(words)
        for name in read_authors(words)
    ]
    return _prefer([name for name in head if _squeeze(name) not in own and not is_account(name)])


def _squeeze(name: str) -> str:
    """A paper's name without what is the same in all: baosonghong for Báo điện tử Sông Hồng is songhong."""
    return re.sub(r"^(?:bao|tapchi)|dientu|online|(?:www)", "", fields.fold(name))


def _prefer(names: Iterable[str]) -> tuple[str, ...]:
    """Persons before desks and agencies, each once, whatever letters they are in."""
    once = list({name.lower(): name for name in names}.values())
    short = {"".join(word[0] for word in name.split()).lower() for name in once if " " in name}
    once = [name for name in once if "." not in name or name.replace(".", "").replace(" ", "").lower() not in short]
    persons = [name for name in once if name.lower() not in _read_groups() and not is_unit(name)]
    return tuple(persons or once)


@lru_cache(maxsize=1)
def _read_groups() -> frozenset[str]:
    rows = read_table(data_path("lexicon", "bylines.tsv"))
    return frozenset(row["words"] for row in rows if row["kind"] in ("agency", "desk", "site"))
