"""Every error a user can meet: where it is, what was seen, what to do."""

from __future__ import annotations


class VnfactsError(Exception):
    """An error with a place and a remedy; its text is one line fit for stderr."""

    def __init__(self, where: str, seen: str, remedy: str) -> None:
        self.where, self.seen, self.remedy = where, seen, remedy
        super().__init__(f"{where}: {seen}; {remedy}")


class InputError(VnfactsError):
    """Some input cannot be read. The rest of the batch goes on; exit code 1."""


class UsageError(VnfactsError):
    """An option is wrong; exit code 2."""


class DataError(VnfactsError):
    """A rule, lexicon or gazetteer file is broken; exit code 2."""
