"""A small engine of regular patterns over typed items, stratum by stratum, leftmost-longest. It knows no Vietnamese.

A rule file holds blocks::

    rule  rise-vs
      when  {change} {bound}? {amount} so với {base}
      make  comparison
      yes   tăng 3,2% so với năm 2019   => +3.2%@năm 2019
      no    tăng cường so với trước

``{type}`` matches an item that carries the type and names the capture after it (``{type:name}`` renames it);
``( a | b )`` groups, ``?`` and ``*`` repeat. ``{type+type}`` asks for both types, ``!{type}`` that the next item
has none of them (and takes nothing). Words match in lower case; ``a_b`` is a word of two syllables that the lexicon
makes one item.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from extractor.errors import DataError
from extractor.facts.patterns import (
    Captures,
    Match,
    Part,
    compile_match,
    compile_pattern,
    find_first,
    find_needs,
    find_second,
    find_ways,
    note_way,
)

KEPT = 4_096  # sets of types whose rules are kept
MOST_WAYS = 6  # of one rule to match that are tried, the longest first


@dataclass(slots=True)  # not frozen: one is made for every syllable, in a quarter of the time
class Item:
    """A token, or what a rule made of several: offsets, its types and, once built, its value. Nothing changes one."""

    start: int
    end: int
    text: str
    types: frozenset[str]
    value: Any = None
    rule: str = ""
    slots: tuple[tuple[str, Item], ...] = ()

    def slot(self, name: str) -> Item | None:
        """The first capture called ``name``."""
        for key, item in self.slots:
            if key == name:
                return item
        return None


@dataclass(frozen=True, slots=True)
class Rule:
    """One rule with its own examples and the place where it stands."""

    name: str
    make: str
    parts: tuple[Part, ...]
    yes: tuple[tuple[str, str], ...]
    no: tuple[str, ...]
    where: str
    first: frozenset[str] = field(default=frozenset())
    then: frozenset[str] = field(default=frozenset())  # the same of the item behind, where it must carry one
    needs: frozenset[str] = field(default=frozenset())  # types without which it never matches
    when: str = ""  # the pattern as written
    match: Match = field(default=note_way, repr=False, compare=False)  # the pattern, compiled

    def __str__(self) -> str:
        return f"{self.name} ({self.where})"


class Stratum(tuple[Rule, ...]):
    """Rules that apply side by side, in the order in which they are tried."""

    def __init__(self, rules: Iterable[Rule]) -> None:
        self._needs = frozenset[str]().union(*(rule.needs for rule in self))
        self._near: dict[frozenset[str], tuple[tuple[Rule, ...], frozenset[str]]] = {}

    def find_near(self, told: frozenset[str]) -> tuple[tuple[Rule, ...], frozenset[str]]:
        """The rules whose needs are all ``told``, and the types that they begin with: of what sentences tell, few sets
        come again and again."""
        key = told & self._needs
        if (near := self._near.get(key)) is None:
            rules = tuple(rule for rule in self if rule.needs <= key)
            near = rules, frozenset[str]().union(*(rule.first for rule in rules))
            if len(self._near) < KEPT:
                self._near[key] = near
        return near


def read_rules(path: Path) -> tuple[Rule, ...]:
    """Read a rule file. Raises DataError naming file and line."""
    rules: list[Rule] = []
    block: dict[str, Any] = {}
    for n, line in enumerate(path.read_text(encoding="utf-8").splitlines() + ["rule end"], 1):
        key, _, rest = line.strip().partition(" ")
        rest, where = rest.strip(), f"{path.name}:{n}"
        if not key or key.startswith("#"):
            continue
        if key == "rule":
            if block:
                rules.append(_close(block))
            block = {"name": rest, "where": where, "yes": [], "no": []}
        elif key in ("when", "make") and block:
            block[key] = rest
        elif key in ("yes", "no") and block:
            example, _, value = (x.strip() for x in rest.partition("=>"))
            block[key].append((example, value) if key == "yes" else example)
        else:
            raise DataError(where, f"unknown line {line.strip()!r}", "begin it with rule, when, make, yes or no")
    return tuple(rules)


def _close(block: dict[str, Any]) -> Rule:
    for key in ("when", "make"):
        if not block.get(key):
            raise DataError(block["where"], f"rule {block['name']} has no {key!r}", f"add a line {key!r}")
    if not block["yes"]:
        raise DataError(block["where"], f"rule {block['name']} has no example", "add a line 'yes'")
    parts = compile_pattern(block["when"], where=block["where"])
    yes, no = tuple(block["yes"]), tuple(block["no"])
    told = find_first(parts)[0], find_second(parts), find_needs(parts), block["when"], compile_match(parts)
    return Rule(block["name"], block["make"], parts, yes, no, block["where"], *told)


Build = Callable[[Rule, Captures], tuple[Any, frozenset[str]] | None]


def tell_types(items: Iterable[Item]) -> frozenset[str]:
    """The types that any of the items carries."""
    return frozenset().union(*[item.types for item in items])


def apply_rules(
    items: Sequence[Item], rules: Stratum, build: Build, text: str, *, told: frozenset[str]
) -> Sequence[Item]:
    """One stratum: leftmost-longest, ties to the earlier rule; ``build`` may refuse a match by returning None.
    ``told``: the types that the items carry. What no rule takes comes back as it is."""
    near, first = rules.find_near(told)
    if not near:
        return items
    out: list[Item] = []
    at = 0
    for n, item in enumerate(items):
        if n < at or first.isdisjoint(item.types):
            continue
        behind = items[n + 1].types if n + 1 < len(items) else frozenset()
        begun = [r for r in near if not (r.first.isdisjoint(item.types) or (r.then and r.then.isdisjoint(behind)))]
        if begun and (found := _match_longest(items, n, begun, build, text)):
            out += items[at:n]
            out.append(found[1])
            at = found[0]
    return [*out, *items[at:]] if out else items


def _match_longest(
    items: Sequence[Item], at: int, rules: Sequence[Rule], build: Build, text: str
) -> tuple[int, Item] | None:
    """(end, what was made) of the longest match that ``build`` takes."""
    best: tuple[int, Item] | None = None
    for rule in rules:
        found = find_ways(rule.match, items, at)
        if len(found) > 1:
            found = sorted(found, key=_by_length)[:MOST_WAYS]
        for end, captures in found:
            if best and end <= best[0]:
                break
            if (made := build(rule, captures)) is not None:
                start, stop = items[at].start, items[end - 1].end
                best = end, Item(start, stop, text[start:stop], made[1], made[0], str(rule), captures)
                break
    return best


def _by_length(found: tuple[int, Captures]) -> int:
    return -found[0]
