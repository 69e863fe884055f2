"""Characters that a format cannot hold, replaced one for one, so that offsets stay right."""

from __future__ import annotations

import re
from typing import Any

# C0 controls but tab and line ends, lone surrogates, the two that are no characters: XML or UTF-8 cannot hold them
FORBIDDEN = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")
LINE_ENDS = re.compile("[\n\r\x0b\x0c\x1c-\x1e\x85\u2028\u2029]")


def to_plain(text: str) -> str:
    """The text with U+FFFD for each character that is forbidden in XML or UTF-8."""
    return FORBIDDEN.sub("\ufffd", text)


def to_line(text: str) -> str:
    """Plain text on one line: whatever some program may take for a line's end, and tabs, are spaces."""
    return to_plain(LINE_ENDS.sub(" ", text)).replace("\t", " ")


def make_plain(value: Any) -> Any:
    """The JSON value with every string of it plain."""
    if isinstance(value, str):
        return to_plain(value)
    if isinstance(value, list):
        return [make_plain(item) for item in value]
    return {key: make_plain(item) for key, item in value.items()} if isinstance(value, dict) else value
