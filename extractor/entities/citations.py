"""Cited documents, with their kind, number, day and issuer: Nghị quyết số 54-NQ/TW ngày 10/12/2019 của Bộ Chính trị."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache

from extractor.data import data_path, read_table
from extractor.entities.phrases import Phrases
from extractor.model import Citation, Doc, Entity
from extractor.text import split_words, tokenize
from extractor.text.dates import read_day

UNKNOWN = "văn bản"  # the kind of a document whose words tell none
DASH = r"\s?[-–/]\s?"
SIGNS = rf"(?:{DASH}(?:\d{{4}}(?!\d)|[A-ZĐ][\wĐđ]*+))*+"  # 36/2014/TT-NHNN, 54 - NQ/TW
NUMBER = re.compile(rf"\s*(?:[Ss]ố)?[\s:]*+(\d++[a-zđ]?(?!\w|[.,]\d){SIGNS})(?! (?:(?:năm|tháng|tuần|ngày)(?! \d)|%))")
TAIL = re.compile(rf"\s[Ss]ố[\s:]*(\d+[a-zđ]?(?!\w){SIGNS})$")  # Bản tin thị trường số 15
SIGN = re.compile(r"[A-ZĐ][\wĐđ]*")
YEAR = r"(?:19|20)\d\d"
OF_YEAR = re.compile(rf"(?:\bnăm )?(?<![\d/-])({YEAR})$")  # Bộ luật Hình sự 2015
STATUTES = frozenset({"hiến pháp", "bộ luật", "luật", "pháp lệnh", "cương lĩnh", "công ước", "hiệp định", "hiệp ước"})
ISSUED = r"(?:(?:được |đã )?(?:ký|ban hành|phát hành|thông qua)(?: ban hành)? )?"
TURN = r"(?:\s?[-/.]\s?| tháng | năm )"
DAY = re.compile(rf"\s*[,(]?\s*{ISSUED}(?:vào )?(?:hôm )?ngày (\d{{1,2}}){TURN}(\d{{1,2}}){TURN}({YEAR})(?!\d)")
BRACKETED = re.compile(rf"\s*\((?:năm )?({YEAR})\)")
BESIDE = re.compile(rf"\s*năm ({YEAR})(?!\d)")
OF = re.compile(r"\s*,?\s*(?:của|(do))\s+(?=\S)")
BY = re.compile(r"[^.;\n]{0,40}?(?<!\w)(?:ban hành|ký|phát hành|thông qua|cấp)(?!\w)")  # do Bộ A ban hành
HELD = re.compile(r"\s*,?\s*")  # between an office and its body
SAYS = re.compile(  # UBND tỉnh vừa ban hành [Quyết định …]
    r"\s*(?:\([^()\n]{1,20}\)\s*)?(?:(?:cũng|đã|vừa|mới|sẽ|tiếp tục|chính thức|lại) ){0,3}"
    r"(?:ban hành|ra|có|phát hành|ký ban hành|ký|công bố|thông qua|gửi)\s+(?:một |bản )?$"
)


@dataclass(frozen=True, slots=True)
class _Told:
    """What the words of a document and those behind it tell: ``end`` is where the citation ends, ``behind`` where its
    day does."""

    kind: str
    number: str | None
    date: str | None
    end: int
    behind: int


def find_citations(doc: Doc, mentions: Sequence[Entity]) -> tuple[Citation, ...]:
    """One citation a LAW mention; of issuers the one joined by "của" goes before the one that issues it in the same
    sentence, and this before what the number's sign tells."""
    bodies = [m for m in mentions if m.label in ("ORG", "POSITION")]
    found = []
    for law in (m for m in mentions if m.label == "LAW"):
        told = _read(law, doc.text)
        issuer, rule = _find_behind(told, bodies, doc.text) or _find_before(law, bodies, doc.text), law.rule
        if issuer is None and (issuer := _find_sign(told.number)):
            rule = f"{rule}, issuer by sign"
        words = doc.text[law.start : told.end]
        found.append(Citation(told.kind, told.number, issuer, told.date, law.start, told.end, words, rule))
    return tuple(found)


def _read(law: Entity, text: str) -> _Told:
    tokens = tokenize(law.text)
    size, kind = _documents().match(tokens, 0) or (0, None)
    start = law.start + tokens[size - 1].end if size else law.start
    end, number = law.end, None
    year = OF_YEAR.search(text, start, law.end)
    if (m := NUMBER.match(text, start)) and not (year and m.end(1) == year.end() and kind in STATUTES):
        number, end = _write_number(m[1]), max(law.end, m.end(1))
    elif m := TAIL.search(text, start, law.end):
        number = _write_number(m[1])
    kind = kind or _kind_by_sign(number) or UNKNOWN
    date, behind = (year[1], end) if year and kind in STATUTES else (None, end)
    if m := DAY.match(text, end):
        date, behind = read_day(f"{m[1]}/{m[2]}/{m[3]}"), m.end()
    elif date is None and (m := BRACKETED.match(text, end) or (BESIDE.match(text, end) if kind in STATUTES else None)):
        date, behind = m[1], m.end()
    return _Told(kind, number, date, end, behind)


def _write_number(told: str) -> str:
    """A number without the blanks that some write in it: 109 - QĐ/TW."""
    return re.sub(r"\s", "", told).replace("–", "-")


def _find_behind(told: _Told, bodies: Sequence[Entity], text: str) -> str | None:
    """The body that "của" joins, before or behind the day; of an office its body, where it is told."""
    for at in dict.fromkeys((told.behind, told.end)):
        joined = OF.match(text, at)
        n = bisect_left(bodies, joined.end() if joined else at, key=lambda m: m.start)
        one = bodies[n] if n < len(bodies) else None
        if one is None or (joined.end() != one.start if joined else text[at : one.start].strip() or one.label != "ORG"):
            continue
        if joined and joined[1] and not BY.match(text, one.end):
            continue
        other = bodies[n + 1] if n + 1 < len(bodies) else None
        if (
            one.label == "POSITION"
            and other is not None
            and other.label == "ORG"
            and HELD.fullmatch(text, one.end, other.start)
        ):
            return other.name
        return one.name
    return None


def _find_before(law: Entity, bodies: Sequence[Entity], text: str) -> str | None:
    """The body or the office that issues it: Quốc hội vừa thông qua [Luật …]."""
    n = bisect_left(bodies, law.start, key=lambda m: m.start) - 1
    return bodies[n].name if n >= 0 and SAYS.fullmatch(text, bodies[n].end, law.start) else None


def _find_sign(number: str | None) -> str | None:
    """The issuer that the last sign of a number tells: 15/2020/NĐ-CP is the Government's."""
    signs = SIGN.findall(number or "")
    return _issuers().get(signs[-1].rstrip("0123456789")) if signs else None


def _kind_by_sign(number: str | None) -> str | None:
    """The kind that a sign tells where no words do: số 54-NQ/TW."""
    kinds = (_documents().get(split_words(sign)) for sign in SIGN.findall(number or ""))
    return next(filter(None, kinds), None)


@lru_cache(maxsize=1)
def _documents() -> Phrases:
    rows = read_table(data_path("gazetteers", "documents.tsv"))
    return Phrases((split_words(row["words"]), row["kind"]) for row in rows)


@lru_cache(maxsize=1)
def _issuers() -> dict[str, str]:
    return {row["sign"]: row["issuer"] for row in read_table(data_path("gazetteers", "issuers.tsv"))}
