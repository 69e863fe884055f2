"""Phrases of syllables with a value, found by their first syllable, the longest first."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from extractor.model import Token

Key = tuple[str, ...]  # the keys of a phrase's syllables


class Phrases:
    """A table of phrases; of two with the same key the later one counts."""

    def __init__(self, rows: Iterable[tuple[Key, str]]) -> None:
        self._values = dict(rows)
        sizes: dict[str, set[int]] = {}
        for key in self._values:
            sizes.setdefault(key[0], set()).add(len(key))
        self._sizes = {first: tuple(sorted(found, reverse=True)) for first, found in sizes.items()}

    def __contains__(self, key: Key) -> bool:
        return key in self._values

    def get(self, key: Key) -> str | None:
        """The value of exactly this phrase."""
        return self._values.get(key)

    def starts(self, tokens: Sequence[Token]) -> list[int]:
        """Where the first syllable of some phrase stands."""
        return [at for at, token in enumerate(tokens) if token.key in self._sizes]

    def match(self, tokens: Sequence[Token], at: int) -> tuple[int, str] | None:
        """(end, value) of the longest phrase that begins at ``tokens[at]``."""
        sizes = self._sizes.get(tokens[at].key) if at < len(tokens) else None
        for size in sizes or ():
            if at + size <= len(tokens):
                value = self._values.get(tuple(token.key for token in tokens[at : at + size]))
                if value is not None:
                    return at + size, value
        return None
