"""The body whose figure it is: the profit [of a company], the pupils [of a school]."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from functools import lru_cache

from extractor.data import data_path, read_table
from extractor.facts.tables.cells import TABLE
from extractor.model import Body, Doc, Entity, Fact, Reason, Zone
from extractor.text import split_words

OF = re.compile(  # lợi nhuận [năm 2017 của] Công ty A
    r"(?: (?:năm|quý|tháng|ngày|nửa|đầu|cuối|đến|hết|tính|tại|vào|trong|cả|luỹ kế|lũy kế|dự kiến|ước tính|này|trước|sau"
    r"|hiện nay|hiện tại|hợp nhất|kiểm toán|bình quân|[IVX]+|[\d/.-]+))* (?:của|thuộc)(?: riêng)? "
)
TAIL = re.compile(  # 120 [cán bộ] của Sở Y tế
    r"(?: (?!(?:tại|ở|từ|cho|với|do|về|trong|vào)\b)[^\W\d_]+){0,3} (?:của|thuộc) "
)
HAS = re.compile(  # Trường A [hiện có] 500 học sinh
    r"(?: (?:này|đã|đang|hiện|hiện nay|cũng|còn|chỉ|mới|chính thức|lần lượt|vẫn|sẽ|dự kiến|ước|có|được)){0,3}"
    r" (?:có|sở hữu|nắm giữ|nắm|gồm|gồm có|bao gồm|tuyển dụng|sử dụng)"
    r"(?: (?:tổng số|tổng cộng|khoảng|gần|hơn|trên|tới|đến|tổng))*\s*"
)
GOVERNED = re.compile(  # theo [báo cáo của] Bộ A, tại Bộ A: what it says or where it is, not what it has
    r"(?<!\w)(?:theo|tại|với|cho|từ|bởi|đến|vào|giữa|cùng|như|về|ở|nhờ|gửi|bằng|sang|lên|của|thuộc|trong|vay|mua|bán)"
    r"(?: [^\W\d_]+)? $",
    re.IGNORECASE,
)
PARTS = re.compile(
    r"[;:“”\"!?()]|(?<!\w)(?:cho biết|cho hay|nói|cho rằng|thông báo|nhận định|dự báo|yêu cầu|cam kết"
    r"|mà|vì|do|khi|nhưng|và|với|của)(?!\w)"
)
OF_MANY = re.compile(  # figures of a market are of no business
    r"(?<!\w)(?:toàn ngành|ngành|thị trường|cả nước|các (?:công ty|ngân hàng|doanh nghiệp|hãng)|tài xế|người dân|hộ"
    r"|nông dân)(?!\w)",
    re.IGNORECASE,
)
GAP, BACK = 60, 2  # characters from a body to what it has; sentences that a figure without one goes back
MOST = 0.6  # of all mentions of businesses in an article, those of the one that it is about
BUSINESS = re.compile(r"(?:tổng công ty|công ty|cty|tập đoàn|ngân hàng|hãng|doanh nghiệp)\b", re.IGNORECASE)
ANALYST = re.compile(  # speaks of others
    r"(?:công ty (?:cổ phần |cp )?chứng khoán|ctck|hiệp hội|tổ chức|hội|quỹ)\b", re.IGNORECASE
)
TRADING = frozenset({None, "company", "bank", "other"})  # types of links that one that does business may have


def name_owners(facts: Sequence[Fact], doc: Doc, mentions: Sequence[Entity]) -> tuple[Fact, ...]:
    """The facts with their bodies, where the text tells whose figure it is."""
    return tuple(_Owners(doc, mentions).name(facts)) if facts else ()


class _Owners:
    """The bodies of a document, and the one that the last figure of a business was of."""

    def __init__(self, doc: Doc, mentions: Sequence[Entity]) -> None:
        self._text = doc.text
        self._bodies = [m for m in mentions if m.label == "ORG"]
        self._starts = [m.start for m in self._bodies]
        self._others = [m.start for m in mentions if m.label in ("POSITION", "PERSON")]
        self._sentences = [sentence.start for sentence in doc.sentences]
        self._main = self._find_main(doc.article.zones)

    def name(self, facts: Iterable[Fact]) -> Iterator[Fact]:
        """Each fact, with its body where one is found."""
        last: tuple[int, Entity] | None = None
        for fact in facts:
            if fact.rule.startswith(TABLE) or fact.zone == "teaser":
                yield fact
                continue
            number, kind = bisect_right(self._sentences, fact.start) - 1, kind_of(fact.indicator)
            told = self._find(fact, number, kind)
            if told is None and kind == "finance" and not OF_MANY.search(self._text, self._sentences[number], fact.end):
                told = self._find_only(fact, number) or self._go_on(fact, number, last)
            if told is None:
                yield fact
                continue
            body, why = told
            if kind == "finance":
                last = number, body
            reason = Reason("body", body.name, why)
            yield replace(fact, body=Body(body.text, body.name), reasons=(*fact.reasons, reason))

    def _find(self, fact: Fact, number: int, kind: str | None) -> tuple[Entity, str] | None:
        """The body that the sentence tells."""
        named = self._text.find(fact.indicator, fact.start, fact.end + GAP)
        for body in self._between(fact.start, fact.end + GAP):
            if named >= 0 and self._is_of(body, named, named + len(fact.indicator)):
                return body, "“của” joins it to the indicator"
            if body.start >= fact.end and TAIL.fullmatch(self._text, fact.end, body.start):
                return body, "“của” joins it to the figure"
        first = self._sentences[number]
        n = bisect_left(self._starts, fact.start) - 1
        if n < 0 or self._starts[n] < first:
            return None
        body = self._bodies[n]
        gap, before = self._text[body.end : fact.start], self._text[first : body.start]
        if not gap or len(gap) > GAP:
            return None
        if PARTS.search(gap) or GOVERNED.search(before) or self._is_parted(body, fact):
            return None
        if HAS.fullmatch(gap) or (kind == "finance" and _may_trade(body)):
            return body, "it stands before what it has"
        return None

    def _is_of(self, body: Entity, start: int, end: int) -> bool:
        """Whether "của" joins a body to the indicator between two offsets, or within it."""
        if body.start > end:
            return OF.fullmatch(self._text, end, body.start) is not None
        return start < body.start and self._text[start : body.start].endswith((" của ", " thuộc "))

    def _find_only(self, fact: Fact, number: int) -> tuple[Entity, str] | None:
        """The one business that the sentence tells up to the figure."""
        told = [m for m in self._between(self._sentences[number], fact.end) if _may_trade(m)]
        if not told or len({m.cluster for m in told}) > 1 or ANALYST.match(told[0].name):
            return None
        return told[0], "no other business stands in the sentence"

    def _go_on(self, fact: Fact, number: int, last: tuple[int, Entity] | None) -> tuple[Entity, str] | None:
        """The body of the figure before, or the one that the article is about, where the sentence tells no other."""
        if next(self._between(self._sentences[number], fact.end), None) is not None:
            return None
        if last is not None and number - last[0] <= BACK:
            return last[1], "the figure before is of it"
        return (self._main, "the article is about it") if self._main else None

    def _between(self, start: int, end: int) -> Iterator[Entity]:
        first = bisect_left(self._starts, start)
        yield from self._bodies[first : bisect_left(self._starts, end)]

    def _is_parted(self, body: Entity, fact: Fact) -> bool:
        """Whether an office or a person stands between, or the body is that of an office: Chủ tịch | UBND tỉnh A."""
        n = bisect_left(self._others, body.start)
        if n < len(self._others) and self._others[n] < fact.start:
            return True
        held = n > 0 and self._text[self._others[n - 1] : body.start].count(" ") <= 4
        return held and not re.search(r"[,.;]", self._text[self._others[n - 1] : body.start])

    def _find_main(self, zones: Iterable[Zone]) -> Entity | None:
        """The one business that the headline or the lead tells, told more often than all others."""
        trading = [m for m in self._bodies if _may_trade(m)]
        counts = Counter(m.cluster for m in trading)
        if not counts:
            return None
        (cluster, count), *_ = counts.most_common(1)
        head = [z for z in zones if z.kind in ("headline", "lead")]
        told = any(m.cluster == cluster and z.start <= m.start < z.end for m in trading for z in head)
        first = next(m for m in trading if m.cluster == cluster)
        return first if told and count > 1 and count >= MOST * len(trading) else None


def _may_trade(body: Entity) -> bool:
    """Whether a body may do business."""
    kind = body.link.type if body.link else None
    return kind in TRADING or BUSINESS.match(body.name) is not None


@lru_cache(maxsize=4096)
def kind_of(indicator: str) -> str | None:
    """Whether what a figure tells is a body's own, by lexicon/owned.tsv; of rows that begin at one syllable the longest
    counts."""
    words, table = split_words(indicator), _owned()
    spans = ((at, end) for at in range(len(words)) for end in range(len(words), at, -1))
    return next((table[words[at:end]] for at, end in spans if words[at:end] in table), None)


@lru_cache(maxsize=1)
def _owned() -> dict[tuple[str, ...], str]:
    return {split_words(row["words"]): row["kind"] for row in read_table(data_path("lexicon", "owned.tsv"))}
