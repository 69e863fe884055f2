"""Whatever is wrong with one file, member or record is told, and the rest goes on."""

from __future__ import annotations

from extractor.errors import InputError, UsageError
from extractor.sources.decoded import DecodeError
from extractor.sources.options import OnError, Refused
from extractor.sources.unpacking import Spent


class Guard:
    """A context for one of them. ``inner``: of a member or a record, whose file as a whole may still be given up."""

    def __init__(self, source: str, on_error: OnError, *, inner: bool = True) -> None:
        self._source, self._on_error, self._inner = source, on_error, inner

    def __enter__(self) -> None:
        return None

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, _: object) -> bool:
        if not isinstance(error, Exception) or isinstance(error, UsageError):
            return False
        if self._inner and isinstance(error, Spent):
            return False
        self._on_error(InputError(self._source, *_describe(error)))
        return True


def _describe(error: Exception) -> tuple[str, str]:
    """What was seen, and what to do."""
    if isinstance(error, Refused | DecodeError):
        return error.seen, error.remedy
    if isinstance(error, FileNotFoundError):
        return "no such file", "check the path"
    if isinstance(error, MemoryError):
        return "takes more memory than there is", "split it"
    told = " ".join(f"{error}".split())[:200] or type(error).__name__
    return f"cannot be read ({told})", "check the file and its permissions; what stands before is read"
