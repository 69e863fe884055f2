"""The gold notation of facts and roles, and what counts as the same.

One line a fact, "Q|indicator|value|unit|status|comparisons|period|place|speaker", or a role, "R|person|position|
organization|status"; "?" before the letter makes it optional. Passages are named by "@ NAME" (a text beside the file)
or "@ ID line,line,… sha1" (lines of a corpus article).
"""

from __future__ import annotations

import re
import unicodedata
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, Protocol

from corpora import hash_passage, read_articles, read_heads

NUMBER = r"\d+(?:\.\d+)?(?:e\d+)?"
VALUE = re.compile(rf"([~<>]?)(-?{NUMBER})(?:\.\.({NUMBER}))?(?:/(\d+))?")
COMPARISON = re.compile(rf"([+=x-])({NUMBER})(?:\.\.({NUMBER}))?([^@]*)(?:@(.*))?")
RELATIONS = {"+": "increase", "-": "decrease", "=": "ratio", "x": "multiple"}
BOUNDS = {"": "exact", "~": "about", ">": "at_least", "<": "at_most"}


@dataclass(frozen=True, slots=True)
class GoldComparison:
    relation: str
    value: float
    high: float | None
    unit: str
    base: str


@dataclass(frozen=True, slots=True)
class GoldFact:
    """``value`` is None where only a change is told."""

    optional: bool
    indicator: str
    bound: str
    value: float | None
    high: float | None
    total: float | None
    unit: str
    status: str
    comparisons: tuple[GoldComparison, ...]
    period: str
    place: str
    speaker: str


@dataclass(frozen=True, slots=True)
class GoldRole:
    optional: bool
    person: str
    position: str
    organization: str
    status: str


@dataclass(slots=True)
class Passage:
    """A text with its right answers."""

    name: str
    text: str = ""
    facts: list[GoldFact] = field(default_factory=list)
    roles: list[GoldRole] = field(default_factory=list)


def read_gold(path: Path) -> Iterator[Passage]:
    """The passages of a .gold file, their texts left empty. Raises ValueError at a line that is no notation."""
    passage: Passage | None = None
    for n, line in enumerate(path.read_text(encoding="utf-8").splitlines(), 1):
        if line.startswith("@"):
            if passage:
                yield passage
            passage = Passage(line[1:].split("|")[0].split()[0])
        elif line.strip() and not line.startswith("#"):
            cells = [cell.strip() for cell in line.split("|")]
            kind, optional = cells[0].lstrip("?"), cells[0].startswith("?")
            if passage is None or kind not in ("Q", "R"):
                raise ValueError(f"{path}:{n}: {line!r} is no line of the notation")
            if kind == "Q":
                passage.facts.append(_fact(optional, cells[1:] + [""] * 8, f"{path}:{n}"))
            else:
                cells += [""] * 4
                passage.roles.append(GoldRole(optional, cells[1], cells[2], cells[3], cells[4] or "current"))
    if passage:
        yield passage


def _fact(optional: bool, cells: Sequence[str], where: str) -> GoldFact:
    indicator, told, unit, status, compared, period, place, speaker = cells[:8]
    bound, value, high, total = "", None, None, None
    if told != "-":
        if (m := VALUE.fullmatch(told)) is None:
            raise ValueError(f"{where}: {told!r} is no value")
        bound, value = m[1], float(m[2])
        high, total = (float(m[k]) if m[k] else None for k in (3, 4))
    comparisons = []
    for one in filter(None, (part.strip() for part in compared.split(";"))):
        if (m := COMPARISON.fullmatch(one)) is None:
            raise ValueError(f"{where}: {one!r} is no comparison")
        high_end = float(m[3]) if m[3] else None
        comparisons.append(GoldComparison(RELATIONS[m[1]], float(m[2]), high_end, m[4].strip() or "%", m[5] or ""))
    return GoldFact(
        optional, indicator, BOUNDS[bound], value, high, total, unit, status, tuple(comparisons), period, place, speaker
    )  # fmt: skip


def read_passages(data: Path, own: Path | None, *, part: str = "dev", outside: bool = True) -> list[Passage]:
    """Passages with their texts: ``data``/gold for part "dev" (unless not ``outside``), and ``own``/<part>*.gold over
    ``data``/corpora."""
    passages: list[Passage] = []
    outside = outside and part == "dev"
    if outside:
        for passage in read_gold(data / "gold" / "dev.gold"):
            passage.text = (data / "gold" / "dev" / f"{passage.name}.txt").read_text(encoding="utf-8")
            passages.append(passage)
    files = sorted((data / "gold" / "more").glob("*.gold")) if outside else []
    files += sorted(own.glob(f"{part}*.gold")) if own else []
    heads = {name: (numbers, sha1) for path in files for name, numbers, sha1 in read_heads(path)}
    lines = {name: text for _, name, text in read_articles(data) if name in heads}
    for passage in (passage for path in files for passage in read_gold(path)):
        numbers, sha1 = heads[passage.name]
        chosen = [lines[passage.name][n] for n in numbers]
        if sha1 and hash_passage(chosen) != sha1:
            raise ValueError(f"{passage.name}: not the text that was annotated")
        passage.text = "\n\n".join(chosen) + "\n"
        passages.append(passage)
    return passages


def read_own(folder: Path) -> list[Passage]:
    """The passages of ``folder`` with their texts beside them."""
    passages = [passage for path in sorted(folder.glob("*.gold")) for passage in read_gold(path)]
    for passage in passages:
        passage.text = (folder / f"{passage.name}.txt").read_text(encoding="utf-8")
    return passages


def normalise(words: str) -> str:
    """Lower case, the older tone marks, no punctuation."""
    text = unicodedata.normalize("NFC", words).lower().replace("tỉ ", "tỷ ")
    for newer, older in (("uỷ", "ủy"), ("hoà", "hòa"), ("hoá", "hóa"), ("thuỷ", "thủy")):
        text = text.replace(newer, older)
    return re.sub(r"[^\w%/]+", " ", text).strip()


def overlap(one: str, other: str) -> float:
    """Twice the shared words over all words."""
    a, b = Counter(normalise(one).split()), Counter(normalise(other).split())
    return 2 * sum((a & b).values()) / (sum(a.values()) + sum(b.values())) if a and b else 0.0


def same_indicator(gold: str, told: str) -> bool:
    """Half of the words are shared, or the gold's stand in a phrase at most three times as long."""
    g, t = normalise(gold), normalise(told)
    return overlap(gold, told) >= 0.5 or bool(g and g in t and len(t.split()) <= 3 * len(g.split()))


class Drafted(Protocol):
    """What pairing needs of a draft."""

    level: Any
    changes: list[Any]
    named: Any


def pair_drafts(
    facts: Sequence[GoldFact], found: Sequence[tuple[Any, Any, Any]], text: str
) -> Iterator[tuple[GoldFact, tuple[Any, Any, Any]]]:
    """Each fact with the draft (second of its tuple) that states its figure, the one most like it in words first."""
    pairs = [
        (overlap(fact.indicator, draft.named.words(text)), i, j)
        for i, fact in enumerate(facts)
        for j, (_, draft, _) in enumerate(found)
        if _same_figure(fact, draft)
    ]
    used: tuple[set[int], set[int]] = (set(), set())
    for _, i, j in sorted(pairs, key=lambda p: (facts[p[1]].optional, -p[0], p[1], p[2])):
        if i not in used[0] and j not in used[1]:
            used[0].add(i)
            used[1].add(j)
            yield facts[i], found[j]


def _same_figure(fact: GoldFact, draft: Drafted) -> bool:
    if fact.value is None:
        first = draft.changes[0] if draft.changes and draft.level is None else None
        return bool(first and fact.comparisons and _near(fact.comparisons[0].value, first.measure.amount.value))
    if draft.level is None:
        return False
    amount = draft.level.amount
    same = (
        _near(a, b) for a, b in ((fact.value, amount.value), (fact.high, amount.value_high), (fact.total, amount.total))
    )
    return all(same)


def _near(a: float | None, b: Any) -> bool:
    if a is None or b is None:
        return a is None and b is None
    return abs(a - float(b)) <= 1e-6 * max(abs(a), 1e-9)
