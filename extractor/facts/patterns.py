"""The patterns of rules (how they are written: cascade.py), as they are read, and compiled to what finds a match."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from extractor.errors import DataError

if TYPE_CHECKING:
    from extractor.facts.cascade import Item

PIECE = re.compile(r"!?\{[^}]+\}|[()|]|[?*](?=[\s)]|$)|[^\s(){}|?*]+|[?*]")


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
Captures = tuple[tuple[str, "Item"], ...]
Found = list[tuple[int, Captures]]  # ways to match: where each ends, and what it captures
Match = Callable[[Sequence["Item"], int, Captures, Found], None]  # adds to Found; captures are those made before


def note_way(items: Sequence[Item], at: int, captures: Captures, found: Found) -> None:
    """The end of a match."""
    found.append((at, captures))


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


def find_first(parts: Sequence[Part]) -> tuple[frozenset[str], bool]:
    """Types that a match may begin with (one of each atom's), and whether the parts may match nothing."""
    seen: frozenset[str] = frozenset()
    for part in parts:
        if isinstance(part, Atom):
            if part.absent:
                continue
            return seen | {min(part.types)}, False
        empty = part.least == 0
        for option in part.options:
            types, nothing = find_first(option)
            seen |= types
            empty = empty or nothing
        if not empty:
            return seen, False
    return seen, True


def find_second(parts: Sequence[Part]) -> frozenset[str]:
    """Types of which the second item of a match carries one; none where the first part may take another number."""
    types, nothing = find_first(parts[1:])
    single = isinstance(parts[0], Atom) and not parts[0].absent
    return types if single and not nothing else frozenset()


def find_needs(parts: Sequence[Part]) -> frozenset[str]:
    """The types that every match takes somewhere."""
    needed: frozenset[str] = frozenset()
    for part in parts:
        if isinstance(part, Group):
            if part.least:
                needed |= frozenset.intersection(*map(find_needs, part.options))
        elif not part.absent:
            needed |= part.types
    return needed


def compile_match(parts: Sequence[Part], then: Match | None = None) -> Match:
    """What finds every way to match ``parts`` from an item on, and behind each what ``then`` finds."""
    match = then or note_way
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
        ways = [(_move_on if find_first(option)[1] else compile_match)(option, again) for option in options]
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


def find_ways(match: Match, items: Sequence[Item], at: int) -> Found:
    """Every way to match from ``items[at]`` on: (end, captures)."""
    found: Found = []
    match(items, at, (), found)
    return found
