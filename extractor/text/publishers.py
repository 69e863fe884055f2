"""The name of the paper, as the foot of a page tells it."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Sequence

from extractor.text.shapes import DOMAIN

NAME = r"[\"“]?(?!Ghi |Bản |Giấy |All )([A-ZÀ-ỸĐ][^\"”.,;:|()–\n]{1,60}?)[\"”]?"
TOLD = [  # the surest first
    re.compile(rf"[Gg]hi rõ nguồn:?\s*{NAME}\s*(?:khi|nếu|$)"),
    re.compile(rf"[Bb]ản quyền(?: nội dung)?(?: thuộc| của)(?: về)?\s*{NAME}\s*(?:[.,;|–(]|$|-\s)"),
    re.compile(rf"[Bb]ản quyền[^\n]{{0,20}}(?:bởi|by) {NAME}\s*(?:[.,;|–(]|$|-\s|Đăng nhập)"),
    re.compile(rf"[©®](?:\s*[Cc]opyright|\s*COPYRIGHT)?[\s\d–.-]*{NAME}\s*(?:giữ bản quyền|[.,;|–(]|$|-\s)"),
]
OPENS = re.compile(
    r"((?:Báo|Tạp chí|Cổng|Trang thông tin|Đài|Trung tâm)\s[^|–\n]{3,60}?)"
    r"\s*(?:[|–]|-\s)\s*(?:Giấy phép|ĐT|Điện thoại|Cơ quan)"
)
MASTHEAD = re.compile(r"((?:BÁO|TẠP CHÍ|CỔNG|TRANG THÔNG TIN|ĐÀI|CƠ QUAN)\s[^|–\n]{3,70}?)\s*(?:[|–]|-\s|$)")
SAME = re.compile(r"^(?:bao|tapchi)|dientu|online|www")  # what is in the names of all papers
SMALL = frozenset(
    ["điện", "tử", "thông", "tin", "chí", "của", "và", "thị", "xã", "huyện", "tỉnh", "thành", "phố", "online"]
)


def is_masthead(words: str) -> bool:
    """Whether a line is the name of a paper in capitals."""
    m = MASTHEAD.match(words)
    return m is not None and m[1].isupper()


def find_publisher(lines: Sequence[str], end: int) -> str | None:
    """The paper that the lines from ``end`` on name; in the spelling of the page where they are in capitals."""
    foot = lines[end:]
    for told in TOLD:
        for words in foot:
            if m := told.search(words):
                return _spell(m[1].strip(), lines)
    if opens := next((m[1] for words in foot if (m := OPENS.match(words))), None):
        return opens
    mast = next((m[1] for words in foot if (m := MASTHEAD.match(words)) and m[1].isupper()), None)
    return _spell(mast, lines) if mast else None


def squeeze(name: str) -> str:
    """What tells a paper from others in its name or its address: baosonghong.vn and Báo điện tử Sông Hồng are both
    songhong."""
    name = re.sub(r"^https?://", "", name.strip())
    if DOMAIN.fullmatch(name):
        name = name.removeprefix("www.").split(".")[0]
    bare = unicodedata.normalize("NFD", name.casefold().replace("đ", "d"))
    return SAME.sub("", re.sub(r"[^a-z0-9]", "", bare))


def _spell(name: str, lines: Sequence[str]) -> str:
    if not name.isupper():
        return name
    low = name.lower()
    for words in lines:
        if (at := words.lower().find(low)) >= 0 and not (spelled := words[at : at + len(name)]).isupper():
            return spelled
    first, *others = name.split()
    return " ".join((first.capitalize(), *(w.lower() if w.lower() in SMALL else w.capitalize() for w in others)))
