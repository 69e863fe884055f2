"""How far two annotators agree: passages and lines that were labelled twice, neither seeing the other's labels.

usage: python benchmarks/agreement.py
Facts and roles: benchmarks/facts/again*.gold against the labels of the same passages there, scored as the program is.
Names: benchmarks/entities/test-again.jsonl against test.jsonl, spans and labels exact.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

from evaluate import SLOTS, Record, Score, figures, pair, same_role, score_passage
from gold import GoldFact, GoldRole, Passage, read_gold

HERE = Path(__file__).parent
Span = tuple[Any, ...]


def as_record(passage: Passage, against: Passage) -> Record:
    """The labels of ``passage`` as if a program had told them; optional ones count where ``against`` has them too."""
    facts = [_fact(fact) for fact in passage.facts]
    shared = set(pair(against.facts, facts).values())
    roles = [_role(role) for role in passage.roles]
    return {
        "facts": [f for n, f in enumerate(facts) if n in shared or not passage.facts[n].optional],
        "roles": [
            told
            for role, told in zip(passage.roles, roles, strict=True)
            if not role.optional or any(same_role(other, told) for other in against.roles)
        ],
    }


def _fact(fact: GoldFact) -> Record:
    start, _, end = fact.period.partition("/")
    return {
        "indicator": fact.indicator,
        "value": fact.value,
        "value_high": fact.high,
        "total": fact.total,
        "unit": fact.unit,
        "status": fact.status,
        "bound": fact.bound,
        "comparisons": [
            {"relation": c.relation, "value": c.value, "value_high": c.high, "unit": c.unit, "base": c.base}
            for c in fact.comparisons
        ],
        "period": {"start": start, "end": end or start} if fact.period else None,
        "place": {"text": fact.place, "name": fact.place} if fact.place else None,
        "speaker": {"name": fact.speaker} if fact.speaker else None,
    }


def _role(role: GoldRole) -> Record:
    return {"person": role.person, "position": role.position, "organization": role.organization}


def compare_facts(first: dict[str, Passage], again: Sequence[Passage]) -> Score:
    """The second labels scored against the first."""
    whole = Score()
    for passage in again:
        whole.counts.update(score_passage(first[passage.name], as_record(passage, first[passage.name])).counts)
    return whole


def compare_names(folder: Path) -> Iterator[str]:
    """F1 of the spans of each label."""
    first = {_key(row): {tuple(span) for span in row["entities"]} for row in _rows(folder / "test.jsonl")}
    pairs = [(first[_key(row)], {tuple(s) for s in row["entities"]}) for row in _rows(folder / "test-again.jsonl")]
    for label in (*sorted({span[2] for one, _ in pairs for span in one}), "all"):

        def count(spans: set[Span], label: str = label) -> int:
            return sum(label in (span[2], "all") for span in spans)

        told = sum(count(one) + count(other) for one, other in pairs)
        yield f"{label:9} {2 * sum(count(one & other) for one, other in pairs) / told:.3f}  ({told // 2})"


def _rows(path: Path) -> list[Record]:
    return [json.loads(row) for row in path.read_text(encoding="utf-8").splitlines()]


def _key(row: Record) -> tuple[str, int]:
    return row["doc"], row["line"]


def main() -> None:
    first = {p.name: p for path in sorted((HERE / "facts").glob("test*.gold")) for p in read_gold(path)}
    again = [p for path in sorted((HERE / "facts").glob("again*.gold")) for p in read_gold(path)]
    score = compare_facts(first, again)
    print(f"{len(again)} passages, {score.counts['detect told']} facts, {score.counts['roles told']} roles")
    for name, value in figures(score).items():
        print(f"{name:17} {value:.3f}" + (f"  ({score.counts[name + ' told']})" if name in SLOTS else ""))
    print(*compare_names(HERE / "entities"), sep="\n")


if __name__ == "__main__":
    main()
