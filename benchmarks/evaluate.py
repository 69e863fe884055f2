"""Score the program against gold passages, with confidence intervals from resampling the passages.

usage: python benchmarks/evaluate.py DATA [dev|more|test|roles|roles-test|own]... [--errors]
DATA holds gold/ and corpora/; "own" are the passages of tests/corpus, which need no DATA; "roles" and "roles-test" have
labels of roles alone. --errors lists every wrong slot, but never of the test parts, whose errors nobody reads.
"""

from __future__ import annotations

import random
import sys
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parents[1]
sys.path[:0] = [str(ROOT), str(ROOT / "benchmarks")]
from gold import (
    GoldComparison,
    GoldFact,
    GoldRole,
    Passage,
    normalise,
    overlap,
    read_own,
    read_passages,
    same_indicator,
)

from extractor.pipeline import annotate
from extractor.schema import to_record
from extractor.text import make_article

SLOTS = ("indicator", "unit", "status", "bound", "comparisons", "period", "place", "speaker")
FULL = ("indicator", "unit", "status", "comparisons")
KINDS = frozenset(["tỉnh", "thành", "phố", "tp", "thị", "xã", "tx", "huyện", "quận", "phường", "trấn", "toàn"])
Record = dict[str, Any]
ROUNDS = 1000


@dataclass(slots=True)
class Score:
    """Counts of one or several passages."""

    counts: Counter[str] = field(default_factory=Counter)
    errors: list[str] = field(default_factory=list)

    def f1(self, kind: str) -> float:
        """Twice the right over found and told; ``kind`` is detect, full or roles."""
        c = self.counts
        return 2 * c[f"{kind} right"] / max(1, c[f"{kind} told"] + c[f"{kind} found"])

    def share(self, slot: str) -> float:
        """Right among the detected facts whose gold gives the slot."""
        return self.counts[f"{slot} right"] / max(1, self.counts[f"{slot} told"])


def score_passage(passage: Passage, record: Record) -> Score:
    """Compare one record with its gold."""
    score = Score()
    c = score.counts
    facts: list[Record] = record["facts"]
    taken = pair(passage.facts, facts)
    for i, gold in enumerate(passage.facts):
        if gold.optional:
            continue
        c.update({"detect told": 1, "full told": 1})
        if i not in taken:
            score.errors.append(f"{passage.name}: missed {gold.indicator} = {gold.value} {gold.unit}")
            continue
        fact = facts[taken[i]]
        right = dict(_slots(gold, fact))
        c["detect right"] += 1
        c["full right"] += all(right[slot] for slot in FULL)
        for slot, good in right.items():
            c.update({f"{slot} told": 1, f"{slot} right": int(good)})
            if not good:
                score.errors.append(
                    f"{passage.name}: {slot} of {gold.indicator} = {gold.value}: {getattr(gold, slot)!r}"
                )
    free = {j for i, j in taken.items() if passage.facts[i].optional}
    c.update({"detect found": len(facts) - len(free), "full found": len(facts) - len(free)})
    for j, fact in enumerate(facts):
        if j not in taken.values():
            score.errors.append(f"{passage.name}: spurious {fact['indicator']} = {fact['value']} {fact['unit']}")
    _score_roles(passage, record["roles"], score)
    return score


def pair(gold: Sequence[GoldFact], facts: Sequence[Record]) -> dict[int, int]:
    """Gold to found, by figure; of several the one most like it in words, obligatory ones first."""
    pairs = sorted(
        (g.optional, -overlap(g.indicator, f["indicator"]), i, j)
        for i, g in enumerate(gold)
        for j, f in enumerate(facts)
        if _same_figure(g, f)
    )
    taken: dict[int, int] = {}
    for _, _, i, j in pairs:
        if i not in taken and j not in taken.values():
            taken[i] = j
    return taken


def _same_figure(gold: GoldFact, fact: Record) -> bool:
    if gold.value is None:
        changes = fact["comparisons"]
        return fact["value"] is None and bool(changes) and _same_change(gold.comparisons[0], changes[0], base=False)
    if fact["value"] is None or not _near(gold.value, fact["value"]):
        return False
    same = _near(gold.high, fact["value_high"]) and _near(gold.total, fact["total"])
    return same and (gold.total is not None or _family(gold.unit) == _family(fact["unit"]))


def _near(a: float | None, b: float | None) -> bool:
    if a is None or b is None:
        return a is None and b is None
    return abs(a - b) <= 1e-6 * max(abs(a), abs(b), 1e-9)


def _family(unit: str | None) -> str:
    words = normalise(unit or "")
    for name, starts in (("VND", ("vnd", "đồng")), ("USD", ("usd", "đô la")), ("%", ("%", "phần trăm"))):
        if words.startswith(starts):
            return name
    return "count"


def _slots(gold: GoldFact, fact: Record) -> Iterator[tuple[str, bool]]:
    """Whether each slot that the gold gives is right."""
    yield "indicator", same_indicator(gold.indicator, fact["indicator"])
    yield "unit", gold.value is None or _same_unit(gold.unit, fact["unit"])
    yield "status", gold.status == fact["status"]
    yield "bound", gold.bound == (fact["bound"] or "exact")
    changes = fact["comparisons"]
    told = all(any(_same_change(c, other) for other in changes) for c in gold.comparisons)
    yield "comparisons", len(gold.comparisons) == len(changes) and told
    if gold.period:
        yield "period", same_period(gold.period, fact["period"])
    if gold.place:
        yield "place", same_place(gold.place, fact["place"])
    if gold.speaker:
        yield "speaker", normalise(gold.speaker) == normalise((fact["speaker"] or {}).get("name") or "")


def _same_unit(gold: str, told: str | None) -> bool:
    if _family(gold) != _family(told):
        return False
    g, t = ([set(part.split()) for part in normalise(unit or "").split("/")] for unit in (gold, told))
    rates = len(g) == len(t) and all(a & b for a, b in zip(g[1:], t[1:], strict=True))
    return rates and (_family(gold) != "count" or bool(g[0] & t[0]))


def _same_change(gold: GoldComparison, change: Record, *, base: bool = True) -> bool:
    same = gold.relation == change["relation"] and _near(gold.value, change["value"])
    same = same and _near(gold.high, change["value_high"])
    same = same and (gold.relation == "multiple" or _family(gold.unit) == _family(change["unit"] or "%"))
    return same and (not base or _same_base(gold.base, change["base"] or ""))


def _same_base(gold: str, told: str) -> bool:
    """The same years where the gold tells one, else a shared word; an open base is not scored."""
    g, t = normalise(gold).split(), normalise(told).split()
    years = {word for word in g if word.isdigit() and len(word) == 4}
    return not g or (years <= set(t) if years else bool(set(g) & set(t)))


def same_period(gold: str, told: Record | None) -> bool:
    """The same first and last day, as far as the gold tells them; an end that it leaves open (..) is not scored."""
    first, _, last = gold.partition("/")
    start, end = ((told or {}).get(name) or "" for name in ("start", "end"))
    return bool(told) and (last == ".." or end.startswith(last or first)) and (first == ".." or start.startswith(first))


def same_place(gold: str, told: Record | None) -> bool:
    """Whether the place is the gold's, type words apart, in the words, the name or the link."""

    def bare(words: str) -> list[str]:
        return [w for w in normalise(words).split() if w not in KINDS] or normalise(words).split()

    names = [told.get("text"), told.get("name"), (told.get("link") or {}).get("name")] if told else []
    return any(bare(gold) == bare(name) for name in names if name)


def _score_roles(passage: Passage, roles: Sequence[Record], score: Score) -> None:
    used: set[int] = set()
    free = 0
    for gold in sorted(passage.roles, key=lambda role: role.optional):
        hit = next((j for j, role in enumerate(roles) if j not in used and same_role(gold, role)), None)
        if hit is not None:
            used.add(hit)
            free += gold.optional
        if not gold.optional:
            score.counts.update({"roles told": 1, "roles right": int(hit is not None)})
            if hit is None:
                score.errors.append(f"{passage.name}: role {gold.person} / {gold.position} / {gold.organization}")
    score.counts["roles found"] += len(roles) - free


def same_role(gold: GoldRole, role: Record) -> bool:
    """Person and position the same, and the whole organization told, with few words more."""
    g, t = (Counter(normalise(words or "").split()) for words in (gold.organization, role["organization"]))
    same = normalise(gold.person) == normalise(role["person"])
    same = same and normalise(gold.position) == normalise(role["position"])
    return same and not g - t and sum(t.values()) <= sum(g.values()) + 4


def run(passages: Sequence[Passage]) -> list[Score]:
    """The score of every passage, as the program reads it now."""
    scores = []
    for passage in passages:
        document = annotate(make_article(passage.text, source=f"{passage.name}.txt"))
        scores.append(score_passage(passage, to_record(document)))
    return scores


def total(scores: Sequence[Score]) -> Score:
    """The sum of all counts."""
    whole = Score()
    for score in scores:
        whole.counts.update(score.counts)
    return whole


def figures(score: Score) -> dict[str, float]:
    """Every figure that a report or a gate asks for."""
    c = score.counts
    if not c["detect told"]:
        return {"roles": score.f1("roles")}
    detect = {
        "detect": score.f1("detect"),
        "detect precision": c["detect right"] / max(1, c["detect found"]),
        "detect recall": c["detect right"] / max(1, c["detect told"]),
    }
    return {
        **detect,
        "full": score.f1("full"),
        "roles": score.f1("roles"),
        **{slot: score.share(slot) for slot in SLOTS},
    }


def report(scores: Sequence[Score]) -> Iterator[str]:
    """One line a figure, with the middle 95 % of what resampled passages give."""
    whole = total(scores)
    draw = random.Random(7)
    samples: dict[str, list[float]] = {}
    for _ in range(ROUNDS):
        for name, value in figures(total(draw.choices(scores, k=len(scores)))).items():
            samples.setdefault(name, []).append(value)
    yield f"{len(scores)} passages, {whole.counts['detect told']} facts, {whole.counts['roles told']} roles"
    for name, value in figures(whole).items():
        ranked = sorted(samples[name])
        yield f"{name:17} {value:.3f}  [{ranked[ROUNDS // 40]:.3f}, {ranked[-ROUNDS // 40]:.3f}]"


def load(name: str, data: Path | None) -> list[Passage]:
    """The passages of a set: own, dev (the outside development set), more (all that is for development), test, and
    those with labels of roles alone, roles and roles-test."""
    if name == "own":
        return read_own(ROOT / "tests" / "corpus")
    if data is None:
        raise SystemExit(f"the set {name!r} needs DATA: give its folder")
    part = "test" if name.endswith("test") else "dev"
    if name.startswith("roles"):
        return read_passages(data, ROOT / "benchmarks" / "roles", part=part, outside=False)
    passages = read_passages(data, ROOT / "benchmarks" / "facts", part=part)
    outside = {path.stem for path in (data / "gold" / "dev").glob("*.txt")}
    return [p for p in passages if name != "dev" or p.name in outside]


def main(arguments: Sequence[str]) -> None:
    names = [a for a in arguments[1:] if not a.startswith("--")] or ["own", "dev"]
    for name in names:
        scores = run(load(name, Path(arguments[0])))
        if "--errors" in arguments and not name.endswith("test"):
            print(*(error for score in scores for error in score.errors), sep="\n")
        print(f"# {name}", *report(scores), sep="\n")


if __name__ == "__main__":
    main(sys.argv[1:])
