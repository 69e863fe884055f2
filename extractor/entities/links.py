"""What stands between a person and an office, or between two offices of one person."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache
from typing import NamedTuple

from extractor.data import data_path, read_table
from extractor.entities.gazetteer import Gazetteer
from extractor.model import RoleStatus
from extractor.text import tokenize

TERM = re.compile(
    r"^(?:\W*(?:các )?(?:nhiệm kỳ|giai đoạn|khóa|khoá) [\dIVXL]+(?!\w)(?:\s*[-–]\s*\d+)?"
    r"(?:(?:,| và) [\dIVXL]+(?!\w))*\)?)+"
)
ASIDE = re.compile(r" ?\([^()]*\)")  # behind a person: (41 tuổi, quê Sơn La)
FIELD = re.compile(r"^ (?:[^\W\d_]+ ){0,8}[^\W\d_]+(?= ?[-–,])")
COUNTED = re.compile(r" (?:hai|ba|bốn|các) $")  # … trở thành hai [Phó Chủ tịch]
TAKEN = frozenset({"cách chức", "miễn nhiệm", "bãi nhiệm"})
TIMES = re.compile(
    r",?(?<!\w)(?:(?:và|vào|từ|đến|trong|khi|hồi|giữa|đầu|cuối|sau|trước|sinh) )*"
    r"(?:thời gian|nhiệm kỳ|giai đoạn|ngày|tháng|năm|quý)"
    r" [\dIVX]+(?:\s*[-–/.]\s*\d+)*(?: (?:năm \d{4}|đến nay))?(?!\w),?"
)
CAREERS = re.compile(
    r"(?<!\w)(?:từng )?(?:kinh qua|trải qua|giữ|đảm nhiệm|đảm nhận|với)(?: (?:nhiều|các|hàng loạt|những))?"
    r"(?: (?:chức(?: vụ| danh)?|vị trí|cương vị))"
    r"(?: (?:lãnh đạo|quan trọng|khác nhau|khác|công tác|chủ chốt)){0,3}(?: như)?\s*(?=:)"
)
DISMISSED = re.compile(  # bằng hình thức cách tất cả các chức vụ trong Đảng, gồm: …
    r"(?<!\w)cách (?:chức )?(?:hết|tất cả)(?: các| mọi)? chức vụ(?: (?:trong|về mặt) [Đđ]ảng)?"
    r"(?:,? ?\(?(?:bao )?gồm(?: cách chức)?| \()?(?= ?:| |$)"
)
TOWARDS = "(?:trở lại |lên |về |sang |vào |tiếp tục |lại |để )"
TITLED = "(?:đồng chí|ông|bà|anh|chị|đại tá|thượng tá)"
TAIL = 8  # syllables
LEADING = (  # a link's last words that lead from a subject to its office, unlike "của", "tức"
    "làm", "là", "giữ", "chức", "chức vụ", "chức danh", "vị trí", "cương vị", "vai trò", "tư cách", "nhiệm vụ", "nhiệm",
    "nhận", "kiêm", "thành", "cử", "nguyên", "như", "kết quả bầu",
)  # fmt: skip
ACTIVE = re.compile(r"(?:cách chức|miễn nhiệm|bãi nhiệm|xóa tư cách|từ chức)", re.IGNORECASE)
SUFFERED = re.compile(r"(?<!\w)(?:bị|được|hình thức)(?!\w)")
MARKS = frozenset(",-–—(:")
CHAINED = frozenset({"", ",", ", và", "và", ";", "-", "–", "rồi", "kiêm"})
HOLDERS = frozenset({"của", "đối với"})  # these lead from an office to its holder, not to the next office


class Verbs(NamedTuple):
    """Patterns of role_verbs.tsv."""

    appointed: re.Pattern[str]  # "được bầu, bổ nhiệm giữ chức vụ"
    given: re.Pattern[str]  # before a person: "bầu ông "
    acting: re.Pattern[str]  # who holds the office before does it to who holds the next one: "đã miễn nhiệm"


@lru_cache(maxsize=1)
def read_verbs() -> Verbs:
    """The verbs that give, take and hold an office."""
    rows = list(read_table(data_path("gazetteers", "role_verbs.tsv")))

    def either(*kinds: str) -> str:
        words = sorted((row["words"] for row in rows if row["kind"] in kinds), key=len, reverse=True)
        return f"(?:{'|'.join(words)})"

    appoint, post, given = either("appoint"), either("post"), either("appoint", "propose", "dismiss")
    held = f"(?:{either('hold')}(?: {post})?|{post})"
    return Verbs(
        appointed=re.compile(rf"(?<!\w)(?:vừa |mới )?được (?:{appoint}(?:,| và|) )+{TOWARDS}?{held}(?!\w)"),
        given=re.compile(rf"(?<!\w)({given})(?: đối với)?(?: {TITLED})? $", re.IGNORECASE),
        acting=re.compile(rf"(?:đã |vừa |cũng )?(?:ký )?(?:quyết định )?(?:{given}|kỷ luật)(?!\w)"),
    )


@dataclass(frozen=True, slots=True)
class Link:
    """Marks, titles and link words, and nothing else."""

    status: RoleStatus
    bare: bool  # no mark
    told: bool  # a link word
    titled: bool = False  # a title: ông, bà


def read_link(gap: str, gazetteer: Gazetteer) -> Link | None:
    """The link that ``gap`` is; None where it holds other words. A former or incoming status stands once it is told."""
    gap = COUNTED.sub(" ", gap)
    tokens = tokenize(_plain(TERM.sub(" ", ASIDE.sub("", gap, count=1) if gap.lstrip()[:1] == "(" else gap)))
    status: RoleStatus = "current"
    at, bare, told, titled = 0, True, False, False
    while at < len(tokens):
        if tokens[at].text in MARKS:
            at, bare = at + 1, False
        elif tokens[at].text == ")":
            at += 1
        elif link := gazetteer.role_links.match(tokens, at):
            at, told, status = link[0], True, status if link[1] == "current" else link[1]  # type: ignore[assignment]
        elif adverb := gazetteer.role_adverbs.match(tokens, at):
            at, status = adverb[0], status if adverb[1] == "current" else adverb[1]  # type: ignore[assignment]
        elif title := gazetteer.titles.match(tokens, at):
            at, titled = title[0], True
        elif tokens[at].kind == "number" and at + 1 < len(tokens) and tokens[at + 1].key == "tuổi":
            at += 2
        elif tokens[at].key == "sn" or (tokens[at].kind == "number" and tokens[at].text.isdigit() and at and not bare):
            at += 1
        else:
            return None
    return Link(status, bare, told, titled)


def read_tail(words: str, gazetteer: Gazetteer) -> Link | None:
    """The longest link that ``words`` end with; None where they end with no link word."""
    tokens = tokenize(tail := _plain(words))
    if not tail.rstrip(" :").endswith(LEADING):
        return None
    for at in range(max(0, len(tokens) - TAIL), len(tokens)):
        link = read_link(tail[tokens[at].start :], gazetteer)
        if link and link.told and not (ACTIVE.match(tail, tokens[at].start) and not SUFFERED.search(tail)):
            return link
    return None


def _plain(words: str) -> str:
    """The words without times ("từ tháng 5/2015 làm" → "làm"), one way of appointing for all."""
    told = DISMISSED.sub("bị cách chức", read_verbs().appointed.sub("được bổ nhiệm làm", TIMES.sub("", words)))
    return CAREERS.sub("trải qua các chức vụ", told)


def read_chain(gap: str, gazetteer: Gazetteer, *, open_office: bool) -> Link | None:
    """The link between two offices of one person: ", nguyên", "rồi làm", "và sau đó là"; None where they are not
    linked. ``open_office``: the first has no body yet, so that its field may follow in lower case."""
    if aside := ASIDE.match(gap):
        gap = gap[aside.end() :]  # "Chủ tịch UBND xã A (2010-2015), Bí thư …"
    told = gap.strip()
    if TIMES.sub("", TERM.sub("", gap)).strip() in CHAINED - {""}:
        return Link("current", bare=False, told=False)  # "Ủy viên Trung ương khóa II; …"
    if told.count(")") > told.count("("):
        return None  # "ông A (Phó Thủ tướng Chính phủ), Bí thư Tỉnh ủy B": a bracket ends with its person
    if told in CHAINED:
        return Link("current", bare=False, told=False)
    if set(told.split()) & HOLDERS or "đối với" in told or read_verbs().acting.match(told):
        return None
    field = FIELD.match(gap) if open_office else None
    if field:
        told = gap[field.end() :].strip()
    link = read_link(re.sub(r"^(?:[,;] )?và ", "", told.lstrip(";")), gazetteer)
    return link if link and (link.told or not (link.bare or field)) else None


def status_given(before: str, status: RoleStatus) -> RoleStatus:
    """The status that the verb before a person gives: "bầu ông A giữ chức …", "miễn nhiệm ông A chức …"."""
    told = read_verbs().given.search(before[-40:])
    if told is None or status != "current":
        return status
    return "former" if told[1].lower() in TAKEN else "incoming"


def status_before(text: str, gazetteer: Gazetteer) -> RoleStatus:
    """The status that the words right before an office tell: nguyên, cựu, tân."""
    tail = re.search(r"(?:[^\W\d_]+\s+){0,4}[^\W\d_]+\s*$", text[-40:])
    tokens = tokenize(tail[0]) if tail else ()
    for at in range(len(tokens)):
        link = gazetteer.role_links.match(tokens, at)
        if link and link[0] == len(tokens) and link[1] in ("former", "incoming"):
            return link[1]  # type: ignore[return-value]
    return "current"
