"""The name of the paper, as the foot of a page tells it."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Sequence

from extractor.text.credits import is_unit
from extractor.text.shapes import DOMAIN, is_tools

NAME = r"[\"“]?(?!Ghi |Bản |Giấy |All |Giữ |Copyright |Mọi |Cấm |Không )([A-ZÀ-ỸĐ][^\"”.,;:|()–\n]{1,60}?)[\"”]?"
TOLD = [  # the surest first
    re.compile(rf"[Gg]hi rõ nguồn:?\s*{NAME}\s*(?:khi|nếu|$)"),
    re.compile(
        r"(?:[Bb]ản quyền(?: nội dung)?(?: thuộc| của)(?: về)?|BẢN QUYỀN (?:THUỘC VỀ|THUỘC|CỦA))\s*"
        rf"{NAME}\s*(?:[.,;|–(]|$|-\s)"
    ),
    re.compile(rf"[Bb]ản quyền[^\n]{{0,20}}(?:bởi|by) {NAME}\s*(?:[.,;|–(]|$|-\s|Đăng nhập)"),
    re.compile(rf"[©®](?:\s*[Cc]opyright|\s*COPYRIGHT)?[\s\d–.-]*{NAME}\s*(?:giữ bản quyền|[.,;|–(]|$|-\s)"),
]
OPENS = re.compile(
    r"((?:Báo|Tạp chí|Cổng|Trang thông tin|Đài|Trung tâm)\s[^|–\n]{3,60}?)"
    r"\s*(?:[|–]|-\s)\s*(?:Giấy phép|ĐT|Điện thoại|Cơ quan)"
)
MASTHEAD = re.compile(
    r"((?:BÁO|THỜI BÁO|TẠP CHÍ|CỔNG|TRANG TIN|TRANG THÔNG TIN|ĐÀI|CƠ QUAN)\s[^|–\n]{3,70}?)\s*(?:[|–]|-\s|$)"
)
TITLED = re.compile(  # Báo Đồng Quê - Tiếng nói của nhà nông
    r"((?:Báo|Thời báo|Tạp chí|Cổng thông tin|Trang thông tin|Trang tin|Đài)\s[^|–,\n]{3,70}?)\s*(?:[|–,]|-\s|$)"
)
PAPER = re.compile(
    r"(?:báo|(?:thời|tuần|nhật) báo|tạp chí|cổng|trang (?:thông tin|tin|web)|đài|tòa soạn|thông tấn xã|cơ quan của)\b",
    re.I,
)  # how names of papers begin
GENERIC = re.compile(  # what kind of site it is: whose stands in the next line
    r"(?:(?:cổng|trang|hệ thống) thông tin(?: điện tử)?(?: tổng hợp)?|cổng ttđt|(?:báo|tạp chí|bản tin)(?: điện tử)?)",
    re.I,
)
OF = re.compile(r"(?:^|[-–|]\s*)(?:Cơ quan(?: ngôn luận)?|Tiếng nói|Diễn đàn|Chuyên trang|Ấn phẩm) của\b")
YEAR = re.compile(r"\s(?:19|20)\d\d$")
TOP, SHORT = 8, 40  # lines in which the name of the paper may stand; characters of a name alone
SAME = re.compile(r"^(?:bao|tapchi)|dientu|online|www")  # what is in the names of all papers
SMALL = re.compile(  # words with a small letter in the names of papers
    r"(?:điện|tử|thông|tin|chí|của|và|thị|xã|huyện|tỉnh|thành|phố|online|báo|tế|hóa|nghệ|học|thanh|hình|tức|động|"
    r"nghiệp|thôn|nhân|dân|sống|sinh|thuật|thao)"
)


def is_masthead(words: str) -> bool:
    """Whether a line is the name of a paper, or tells whose it is."""
    m = MASTHEAD.match(words)
    return (m is not None and m[1].isupper()) or OF.search(words) is not None or read_titled(words) is not None


def read_titled(words: str) -> str | None:
    """The name of a paper that opens a line, every word but the common ones with a capital."""
    m = TITLED.match(words)
    named = m and all(word[0].isupper() or SMALL.fullmatch(word) for word in m[1].split()) and words[-1] not in ".!?:"
    return m[1].strip() if m and named else None


def find_publisher(lines: Sequence[str], end: int) -> str | None:
    """The paper that the lines from ``end`` on name; in the spelling of the page where they are in capitals."""
    foot = lines[end:]
    if not foot:
        return None
    around = [*foot, *lines[:TOP]]
    for told in TOLD:
        for words in foot:
            if m := told.search(words):
                owner = YEAR.sub("", m[1].strip())
                body = not PAPER.match(owner) and is_unit(owner)  # whose site it is
                return (body and _find_masthead(around, lines)) or _spell(owner, lines)
    if opens := next((m[1] for words in foot if (m := OPENS.match(words))), None):
        return opens
    return _find_masthead(around, lines) or (_find_first(lines[0], foot) if end else None)


def _find_masthead(around: Sequence[str], lines: Sequence[str]) -> str | None:
    """The name of a paper in capitals, else one that opens a line."""
    for words, then in zip(around, [*around[1:], ""], strict=True):
        if (m := MASTHEAD.match(words)) and m[1].isupper():
            if not GENERIC.fullmatch(m[1]):
                return _spell(m[1], lines)
            if then.isupper():  # whose it is
                return _spell(f"{m[1]} {then}", lines)
    return next(filter(None, map(read_titled, around)), None)


def _find_first(words: str, foot: Sequence[str]) -> str | None:
    """The first line of the page, where a line of its foot begins with the same words, or names them behind a ©."""
    if not 2 < len(words) < SHORT or is_tools(words):
        return None
    return next((words for line in foot if line.startswith(words) or f"© {words}" in line), None)


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
    first, *others = name.lower().split()
    return " ".join((first.capitalize(), *(w if SMALL.fullmatch(w) else w.capitalize() for w in others)))
