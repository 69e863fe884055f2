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

import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from extractor.errors import DataError

PIECE = re.compile(r"!?\{[^}]+\}|[()|]|[?*](?=[\s)]|$)|[^\s(){}|?*]+|[?*]")


@dataclass(frozen=True, slots=True)
class Item:
    """A token, or what a rule made of several: offsets, its types and, once built, its value."""

    start: int
    end: int
    text: str
    types: frozenset[str]
    value: Any = None
    rule: str = ""
    slots: tuple[tuple[str, Item], ...] = ()

    def slot(self, name: str) -> Item | None:
        """The first capture called ``name``."""
        return next((item for key, item in self.slots if key == name), None)


@dataclass(frozen=True, slots=True)
class Atom:
    """One element of a pattern: the types an item must carry; a literal is the type ``=word``."""

    types: frozenset[str]
    name: str | None = None
    absent: bool = False  # the next item must not carry them; nothing is taken


@dataclass(frozen=True, slots=True)
class Group:
    """Alternatives, each a sequence of parts, taken ``least`` to ``most`` times."""

    options: tuple[tuple[Part, ...], ...]
    least: int = 1
    most: int = 1


Part = Atom | Group


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
    needs: frozenset[str] = field(default=frozenset())  # types without which it never matches
    joined: frozenset[frozenset[str]] = field(default=frozenset())  # those of them that one item must carry together
    when: str = ""  # the pattern as written

    def __str__(self) -> str:
        return f"{self.name} ({self.where})"


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
    told = _first(parts)[0], _needs(parts), _joined(parts)
    return Rule(block["name"], block["make"], parts, yes, no, block["where"], *told, block["when"])


def compile_pattern(pattern: str, *, where: str) -> tuple[Part, ...]:
    """The parts of ``pattern``. Raises DataError at ``where`` for brackets that do not pair."""
    pieces = PIECE.findall(pattern)

    def alternatives(i: int, depth: int) -> tuple[tuple[tuple[Part, ...], ...], int]:
        options: list[list[Part]] = [[]]
        while i < len(pieces):
            piece = pieces[i]
            if piece == ")":
                if not depth:
                    raise DataError(where, f"a ')' too many in {pattern!r}", "pair the brackets")
                return tuple(map(tuple, options)), i + 1
            if piece == "|":
                options.append([])
            elif piece == "(":
                inner, i = alternatives(i + 1, depth + 1)
                options[-1].append(Group(inner))
                continue
            elif piece in "?*" and options[-1]:
                part = options[-1].pop()
                options[-1].append(Group(((part,),), 0, 1 if piece == "?" else 8))
            elif piece.startswith("!{"):
                options[-1].append(Atom(frozenset(piece[2:-1].split("+")), absent=True))
            elif piece.startswith("{"):
                types, _, name = piece[1:-1].partition(":")
                options[-1].append(Atom(frozenset(types.split("+")), name or types))
            else:
                options[-1].append(Atom(frozenset({"=" + piece.lower().replace("_", " ")})))
            i += 1
        if depth:
            raise DataError(where, f"a '(' is never closed in {pattern!r}", "pair the brackets")
        return tuple(map(tuple, options)), i

    options, _ = alternatives(0, 0)
    return options[0] if len(options) == 1 else (Group(options),)


def _first(parts: Sequence[Part]) -> tuple[frozenset[str], bool]:
    """Types that a match may begin with (one of each atom's), and whether the parts may match nothing."""
    seen: frozenset[str] = frozenset()
    for part in parts:
        if isinstance(part, Atom):
            if part.absent:
                continue
            return seen | {min(part.types)}, False
        empty = part.least == 0
        for option in part.options:
            types, nothing = _first(option)
            seen |= types
            empty = empty or nothing
        if not empty:
            return seen, False
    return seen, True


def _needs(parts: Sequence[Part]) -> frozenset[str]:
    """The types that every match takes somewhere."""
    needed: frozenset[str] = frozenset()
    for part in parts:
        if isinstance(part, Group):
            if part.least:
                needed |= frozenset.intersection(*map(_needs, part.options))
        elif not part.absent:
            needed |= part.types
    return needed


def _joined(parts: Sequence[Part]) -> frozenset[frozenset[str]]:
    """The types that every match takes on one item, where they are several."""
    joined: frozenset[frozenset[str]] = frozenset()
    for part in parts:
        if isinstance(part, Group):
            if part.least:
                joined |= frozenset.intersection(*map(_joined, part.options))
        elif not part.absent and len(part.types) > 1:
            joined |= {part.types}
    return joined


Captures = tuple[tuple[str, Item], ...]


def match_parts(
    parts: Sequence[Part], items: Sequence[Item], at: int, captures: Captures = ()
) -> Iterator[tuple[int, Captures]]:
    """Every way to match ``parts`` from ``items[at]``: (end, captures); ``captures`` are those made before."""
    for n, part in enumerate(parts):
        if isinstance(part, Group):
            yield from _match_group(part, parts[n + 1 :], items, at, captures)
            return
        if part.absent:
            if at < len(items) and part.types & items[at].types:
                return
        elif at < len(items) and part.types <= items[at].types:
            if part.name:
                captures = (*captures, (part.name, items[at]))
            at += 1
        else:
            return
    yield at, captures


def _match_group(
    group: Group, rest: Sequence[Part], items: Sequence[Item], at: int, captures: Captures, taken: int = 0
) -> Iterator[tuple[int, Captures]]:
    """The ways to go on with ``group``, taken ``taken`` times before: once more first, then with the ``rest``."""
    if taken < group.most and at < len(items):
        types = items[at].types
        for option in group.options:
            first = option[0]
            if type(first) is Atom and not first.absent and not first.types <= types:
                continue
            for middle, own in match_parts(option, items, at, captures):
                if middle > at:
                    yield from _match_group(group, rest, items, middle, own, taken + 1)
    if taken >= group.least:
        yield from match_parts(rest, items, at, captures)


Build = Callable[[Rule, Captures], tuple[Any, frozenset[str]] | None]


def apply_rules(items: Sequence[Item], rules: Sequence[Rule], build: Build, text: str) -> list[Item]:
    """One stratum: leftmost-longest, ties to the earlier rule; ``build`` may refuse a match by returning None."""
    possible = _find_possible(items, rules)
    if not possible:
        return list(items)
    kinds = frozenset().union(*(rule.first for rule in possible))
    out: list[Item] = []
    at = 0
    while at < len(items):
        types = items[at].types
        found = None
        if not kinds.isdisjoint(types):
            found = _match_longest(items, at, [r for r in possible if not r.first.isdisjoint(types)], build, text)
        end, item = found or (at + 1, items[at])
        out.append(item)
        at = end
    return out


def _find_possible(items: Sequence[Item], rules: Sequence[Rule]) -> list[Rule]:
    """The rules that find all they need somewhere; most sentences leave few of a stratum."""
    told = frozenset().union(*[item.types for item in items])
    near = [rule for rule in rules if rule.needs <= told]
    return [r for r in near if not r.joined or all(any(types <= x.types for x in items) for types in r.joined)]


def _match_longest(
    items: Sequence[Item], at: int, rules: Sequence[Rule], build: Build, text: str
) -> tuple[int, Item] | None:
    """(end, what was made) of the longest match that ``build`` takes."""
    best: tuple[int, Item] | None = None
    for rule in rules:
        for end, captures in sorted(match_parts(rule.parts, items, at), key=lambda m: -m[0])[:6]:
            if best and end <= best[0]:
                break
            if (made := build(rule, captures)) is not None:
                start, stop = items[at].start, items[end - 1].end
                best = end, Item(start, stop, text[start:stop], made[1], made[0], str(rule), captures)
                break
    return best
