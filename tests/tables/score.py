"""Score the facts of labelled tables: python tests/tables/score.py [dev|test]... [--errors]. Of the test half no error
is listed: it is not learned from."""

from __future__ import annotations

import json
import sys
from collections import Counter
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parents[2]
sys.path[:0] = [str(ROOT), str(ROOT / "benchmarks"), str(ROOT / "tests")]

from evaluate import FULL, _same_figure, _slots  # noqa: E402
from gold import GoldFact, _fact, overlap  # noqa: E402
from tables.fragments import read_fragment  # noqa: E402

from extractor.model import Article  # noqa: E402
from extractor.pipeline import annotate  # noqa: E402
from extractor.schema import to_record  # noqa: E402
from extractor.text import make_article  # noqa: E402

ALL = (*FULL, "bound", "period", "place")  # what a fact of a table must have right


def read_article(path: Path, published: str | None) -> Article:
    """The article of a text or a fragment of a page."""
    text = path.read_text(encoding="utf-8")
    if path.suffix == ".html":
        return read_fragment(text, published=published, source=path.name)
    return make_article(text, source=path.name, published=published)


def read_labels(path: Path) -> tuple[str | None, list[GoldFact]]:
    """(publishing day, facts in the gold notation) of a labelled table."""
    told = json.loads(path.with_suffix(".json").read_text(encoding="utf-8"))
    facts = []
    for line in told["facts"]:
        optional = line.startswith("?")
        facts.append(_fact(optional, [*line.lstrip("?").split("|"), *[""] * 8], path.name))
    return told["published"], facts


def find_facts(article: Article) -> list[dict[str, Any]]:
    """The facts inside the tables of an article, whatever found them."""
    spans = [(table.start, table.end) for table in article.tables]
    facts: list[dict[str, Any]] = to_record(annotate(article))["facts"]
    return [fact for fact in facts if any(start <= fact["start"] < end for start, end in spans)]


def score_table(path: Path) -> tuple[Counter[str], list[str]]:
    """(counts, errors) of one table."""
    published, gold = read_labels(path)
    found = find_facts(read_article(path, published))
    pairs = []
    for i, told in enumerate(gold):
        for j, fact in enumerate(found):
            if _same_figure(told, fact):
                right = dict(_slots(told, fact))
                pairs.append((told.optional, -sum(right.values()), -overlap(told.indicator, fact["indicator"]), i, j))
    taken: dict[int, int] = {}
    for *_, i, j in sorted(pairs):
        if i not in taken and j not in taken.values():
            taken[i] = j
    counts: Counter[str] = Counter()
    errors = []
    free = {j for i, j in taken.items() if gold[i].optional}
    counts["found"] = len(found) - len(free)
    for i, told in enumerate(gold):
        if told.optional:
            continue
        counts["told"] += 1
        if i not in taken:
            errors.append(f"{path.stem}: missed {told.indicator} = {told.value} {told.unit}")
            continue
        right = dict(_slots(told, found[taken[i]]))
        counts["detect"] += 1
        wrong = [slot for slot in ALL if not right.get(slot, True)]
        counts["full"] += not wrong
        errors += [f"{path.stem}: {s} of {told.indicator} = {told.value}: {getattr(told, s)!r}" for s in wrong]
    for j, fact in enumerate(found):
        if j not in taken.values():
            errors.append(
                f"{path.stem}: spurious {fact['indicator']} = {fact['value']} {fact['unit']} ({fact['rule']})"
            )
    return counts, errors


def score_half(half: str) -> tuple[Counter[str], list[str]]:
    """Counts and errors of all tables of a half."""
    folder = Path(__file__).parent / half
    counts: Counter[str] = Counter()
    errors: list[str] = []
    for path in sorted(p for p in folder.iterdir() if p.suffix in (".txt", ".html")):
        one, wrong = score_table(path)
        counts += one
        errors += wrong
    return counts, errors


def share(counts: Counter[str], kind: str, of: str) -> float:
    """``kind`` among ``of``: found (precision) or told (recall)."""
    return counts[kind] / max(1, counts[of])


def main(arguments: list[str]) -> None:
    for half in [a for a in arguments if not a.startswith("-")] or ["dev", "test"]:
        counts, errors = score_half(half)
        told = " ".join(
            f"{k} {share(counts, k, 'found'):.3f}/{share(counts, k, 'told'):.3f}" for k in ("detect", "full")
        )
        print(f"{half}: {counts['told']} facts, {counts['found']} found; precision/recall: {told}")
        if "--errors" in arguments and half != "test":
            print("\n".join(errors))


if __name__ == "__main__":
    main(sys.argv[1:])
