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
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from extractor.errors import DataError

KEPT = 4_096  # sets of types whose rules are kept
MOST_WAYS = 6  # of one rule to match that are tried, the longest first
PIECE = re.compile(r"!?\{[^}]+\}|[()|]|[?*](?=[\s)]|$)|[^\s(){}|?*]+|[?*]")


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
Captures = tuple[tuple[str, Item], ...]
Found = list[tuple[int, Captures]]  # ways to match: where each ends, and what it captures
Match = Callable[[Sequence[Item], int, Captures, Found], None]  # adds to Found; captures are those made before


def _note(items: Sequence[Item], at: int, captures: Captures, found: Found) -> None:
    found.append((at, captures))


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
    match: Match = field(default=_note, repr=False, compare=False)  # the pattern, compiled

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
    told = _first(parts)[0], _then(parts), _needs(parts), block["when"], compile_match(parts)
    return Rule(block["name"], block["make"], parts, yes, no, block["where"], *told)


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


def _then(parts: Sequence[Part]) -> frozenset[str]:
    """Types of which the second item of a match carries one; none where the first part may take another number."""
    types, nothing = _first(parts[1:])
    single = isinstance(parts[0], Atom) and not parts[0].absent
    return types if single and not nothing else frozenset()


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


def compile_match(parts: Sequence[Part], then: Match | None = None) -> Match:
    """What finds every way to match ``parts`` from an item on, and behind each what ``then`` finds."""
    match = then or _note
    for part in reversed(parts):
        match = _take_group(part, match) if isinstance(part, Group) else _take_atom(part, match)
    return match


def _take_atom(atom: Atom, then: Match) -> Match:
    types, name = atom.types, atom.name

    def take(items: Sequence[Item], at: int, captures: Captures, found: Found) -> None:
        if at < len(items) and types <= items[at].types:
            then(items, at + 1, (*captures, (name, items[at])) if name else captures, found)

    def look(items: Sequence[Item], at: int, captures: Captures, found: Found) -> None:
        if at == len(items) or types.isdisjoint(items[at].types):
            then(items, at, captures, found)

    return look if atom.absent else take


def _take_group(group: Group, then: Match) -> Match:
    """Once more first, then ``then``."""
    again = then
    for taken in reversed(range(group.most)):
        again = _take_once(group.options, again, then if taken >= group.least else None)
    return again


def _take_once(options: Sequence[Sequence[Part]], again: Match, rest: Match | None) -> Match:
    """Each of the ``options``, with ``again`` behind it; then ``rest``, without any."""
    words = [_word(option) for option in options]
    if None not in words:
        ways = [_take_word(frozenset(filter(None, words)), again)]
    else:
        ways = [_move_on(option, again) if _first(option)[1] else compile_match(option, again) for option in options]
    ways += [rest] if rest else []

    def take(items: Sequence[Item], at: int, captures: Captures, found: Found) -> None:
        for way in ways:
            way(items, at, captures, found)

    return take


def _word(option: Sequence[Part]) -> str | None:
    """The type of an option that is a word and nothing else."""
    part = option[0] if len(option) == 1 else None
    plain = isinstance(part, Atom) and not part.absent and part.name is None
    return min(part.types) if plain and isinstance(part, Atom) else None


def _take_word(words: frozenset[str], then: Match) -> Match:
    """One of several words: an item carries one, so that no two of them take it."""

    def take(items: Sequence[Item], at: int, captures: Captures, found: Found) -> None:
        if at < len(items) and not words.isdisjoint(items[at].types):
            then(items, at + 1, captures, found)

    return take


def _move_on(option: Sequence[Part], again: Match) -> Match:
    """An option that may take nothing, which is no way to go on."""
    inner = compile_match(option)

    def take(items: Sequence[Item], at: int, captures: Captures, found: Found) -> None:
        ways: Found = []
        inner(items, at, captures, ways)
        for end, own in ways:
            if end > at:
                again(items, end, own, found)

    return take


def match_parts(parts: Sequence[Part], items: Sequence[Item], at: int) -> Found:
    """Every way to match ``parts`` from ``items[at]``: (end, captures)."""
    found: Found = []
    compile_match(parts)(items, at, (), found)
    return found


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
        found: Found = []
        rule.match(items, at, (), found)
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
