"""The encodings by name: what --encoding takes and a record tells."""

from __future__ import annotations

import codecs
import re
from functools import lru_cache

from extractor.data import PACKAGE, read_table
from extractor.errors import UsageError
from extractor.sources.legacy import NAMES, WESTERN_NAME

FOREIGN = re.compile(  # of Python's codecs, those that pages declare and that are no more than a table
    r"cp\d+|iso8859-\d+|koi8-\w|gb\w+|big5\w*|shift_jis\w*|euc_\w+|mac-\w+|tis-620"
)


def find_encoding(name: str) -> str:
    """The name in use of an encoding or an alias, whatever its case; utf-8+tcvn3 names both steps of a repaired text.

    Raises UsageError for one that is not known.
    """
    found = [look_up(part) for part in name.split("+")]
    if None in found or not all(one in NAMES or one == WESTERN_NAME for one in found[1:]):
        known = ", ".join(dict.fromkeys(_aliases().values()))
        raise UsageError("--encoding", f"{name!r} is no encoding known here", f"choose from {known}")
    return "+".join(str(one) for one in found)


def look_up(name: str) -> str | None:
    """As ``find_encoding``, for one encoding; None where it is not known."""
    return _aliases().get(re.sub(r"[\s_]+", "-", name.strip().lower()))


def look_up_foreign(name: str) -> str | None:
    """Python's name of an encoding of other languages that a page may declare."""
    try:
        found = codecs.lookup(name).name
    except (LookupError, ValueError):  # no codec, or no name for one
        return None
    return found if FOREIGN.fullmatch(found) and found not in ("iso8859-1", "cp1252") else None


@lru_cache(maxsize=1)
def _aliases() -> dict[str, str]:
    rows = read_table(PACKAGE / "sources" / "charsets" / "names.tsv")
    return {alias: row["name"] for row in rows for alias in (row["name"], *row["aliases"].split(","))}
