"""What a head says: unit, period, status, what is measured, or that its column compares."""

from __future__ import annotations

from dataclasses import dataclass, field

from extractor.facts.cascade import Item
from extractor.facts.grammar import Grammar, parse_sentence
from extractor.facts.periods import Moment
from extractor.facts.tables.bracketed import find_told_unit
from extractor.facts.tables.scopes import find_over
from extractor.facts.tables.stretches import YEAR, Stretch, find_moment, find_stretches, is_bare
from extractor.facts.tables.units import Unit
from extractor.facts.tables.words import MARKS, match_at
from extractor.model import Sentence, Status, Token
from extractor.text import tokenize

COMPARES = ("attain", "change", "share")
WEAKER = {"attain": ("share", "against"), "change": ("share", "against"), "share": ()}
BEFORE_PERIOD = frozenset(
    {"năm", "học", "niên", "vụ", "khóa", "giai", "đoạn", "cuối", "hết", "đến", "ngày", "tính", "trong"}
)
EDGES = frozenset({"của", "về", "theo", "và", "trong", "năm", "đến", "tính", "với", "so", "là", "ở", "tại", "được"})
Span = tuple[int, int]
LONGEST = 400  # characters of a head that are read


@dataclass(slots=True)
class Head:
    """One head cell (or the words above a table): offsets of its parts into the text."""

    start: int
    end: int
    unit: Unit | None = None
    scale: int = 1  # "(nghìn)" of what the words themselves count
    moment: tuple[Moment, str] | None = None
    status: tuple[Status, str] | None = None
    same: bool = False  # the same stretch of the year before
    measure: Span | None = None
    compares: str | None = None  # attain, change, share, against
    base: Span | None = None  # what it compares with
    base_moment: Moment | None = None
    periods: int = 0  # how many it tells
    months: bool = False  # its period is a bare number of months, which may be a term
    kinds: set[str] = field(default_factory=set)


class _Reader:
    """Reads one head from left to right; each token is taken once."""

    def __init__(self, text: str, start: int, end: int, grammar: Grammar) -> None:
        self.text, self.grammar = text, grammar
        self.tokens = tokenize(text, start=start, end=end)
        self.keys = [token.key for token in self.tokens]
        self.taken: list[str | None] = [None] * len(self.tokens)
        self.head = Head(start, end)
        sentence = Sentence(start, end, 0, "body", self.tokens)
        self.items: list[Item] = parse_sentence(sentence, text, grammar=grammar)

    def read(self) -> Head:
        self._units()
        against = self._over() or self._words()
        self._periods(against)
        self._base(against)
        self._measure(against)
        head = self.head
        if head.same and head.unit and head.unit.name == "%" and not (head.compares or head.measure):  # % CK
            same = [token for n, token in enumerate(self.tokens) if self.taken[n] == "same"]
            head.compares, head.same, head.base = "against", False, (same[0].start, same[-1].end)
        return head

    def _take(self, start: int, end: int, kind: str) -> None:
        for n, token in enumerate(self.tokens):
            if start <= token.start and token.end <= end:
                self.taken[n] = kind

    def _units(self) -> None:
        told = find_told_unit(self.text, self.head.start, self.head.end, self.tokens, self.grammar)
        self.head.unit, self.head.scale = told.unit, told.scale
        for span in told.spans:
            self._take(*span, "unit")

    def _over(self) -> int | None:
        """Of one scope over another, where the second begins."""
        at = find_over(self.keys, self.taken)
        if at is None:
            return None
        self._words(at - 1)
        self.taken[: at - 1] = [taken or "over" for taken in self.taken[: at - 1]]
        done = self.head.status is None or self.head.status[0] != "target"
        plan = any("plan" in match_at(self.keys, n)[1] for n in range(at, len(self.keys)))
        self.head.compares = "attain" if plan and done else "against"
        return at

    def _words(self, end: int | None = None) -> int:
        """Take the words of status and comparison; where "so với" stands, else the number of tokens."""
        at, against = 0, len(self.tokens)
        while at < (len(self.tokens) if end is None else end):
            if self.taken[at]:
                at += 1
                continue
            size, kinds = match_at(self.keys, at)
            for kind in kinds:
                self._note(kind, kinds[kind], at, size)
            if "against" in kinds and against == len(self.tokens):
                against = at + size
            at += size
        return against

    def _note(self, kind: str, value: str, at: int, size: int) -> None:
        head = self.head
        head.kinds.add(kind)
        span = self.tokens[at].start, self.tokens[at + size - 1].end
        words = self.text[slice(*span)]
        if kind == "status" and not head.compares and (at == 0 or head.status is None):
            head.status = value, words  # type: ignore[assignment]
            self._take(*span, "status")
        elif kind == "mode" and not self.head.measure:
            self._take(*span, kind)
        elif kind == "same" or (kind == "cumulative" and at == 0):
            head.same |= kind == "same"
            self._take(*span, kind)
        elif kind == "against":
            head.compares = head.compares or "against"
            self._take(*span, "against")
        elif kind in COMPARES and head.compares in (None, *WEAKER[kind]) and self._closes(at + size):
            head.compares = kind
            self._take(*span, kind)

    def _closes(self, at: int) -> bool:
        """Whether nothing but a base, a plan, a unit or a period follows."""
        while at < len(self.tokens):
            if self.taken[at] is None and self.keys[at] not in MARKS:
                size, kinds = match_at(self.keys, at)
                if "against" in kinds or "plan" in kinds or "same" in kinds:
                    return True
                start = self.tokens[at].start
                inside = any("period" in i.types and i.start <= start < i.end for i in self.items)
                if not inside and not kinds.keys() & {*COMPARES, "plan"}:
                    return False
                at += size
            else:
                at += 1
        return True

    def _periods(self, against: int) -> None:
        """The head's own period stands before "so với", that of the base behind it."""
        head, text = self.head, self.text
        found: list[Stretch] = find_stretches(text, head.start, head.end, self.items)
        words = [token for n, token in enumerate(self.tokens) if self.taken[n] in (None, "over") and head.base is None]
        for token in words:
            if YEAR.fullmatch(token.text) and not any(s <= token.start < e for s, e, _ in found):
                found.append((token.start, token.end, Moment("years", int(token.text))))
        edge = self.tokens[against - 1].end if against < len(self.tokens) or head.compares else head.end
        head.periods = len(found)
        for start, end, moment in sorted(found, key=lambda f: f[0]):
            self._take(start, end, "period")
            n = next((n for n, token in enumerate(self.tokens) if token.start >= start), 0) - 1
            while n >= 0 and self.taken[n] is None and self.keys[n] in BEFORE_PERIOD:
                self.taken[n] = "period"
                n -= 1
            if not (head.compares and start >= edge):
                head.moment = moment, text[start:end]
                head.months = is_bare(moment, text[start:end])

    def _base(self, against: int) -> None:
        head = self.head
        behind = [n for n in range(against, len(self.tokens)) if self.taken[n] != "unit" and self.keys[n] not in MARKS]
        if head.compares and behind:
            head.base = self.tokens[behind[0]].start, self.tokens[behind[-1]].end
        if head.compares in ("against", "share", "attain", "change"):
            for n in range(against if against < len(self.tokens) else 0, len(self.tokens)):
                plan = "plan" in match_at(self.keys, n)[1]
                if plan and self.taken[n] in (None, "status") and (n >= against or head.compares != "change"):
                    head.compares = "attain"
                    head.base = head.base or (self.tokens[n].start, self.tokens[-1].end)
        if head.base:
            self._take(*head.base, "base")
            head.base_moment = find_moment(self.text[slice(*head.base)], self.grammar)

    def _measure(self, against: int) -> None:
        """The longest stretch that no other part has taken."""
        best: list[Token] = []
        run: list[Token] = []
        for n in range(min(against, len(self.tokens))):
            joined = self.taken[n] is None or (
                self.taken[n] == "status" and bool(run) and (self.head.status or "x")[0] == "actual"
            )
            if joined:
                run.append(self.tokens[n])
            else:
                best, run = max(best, run, key=_weight), []
        best = max(best, run, key=_weight)
        while best and (best[-1].key in EDGES or best[-1].kind == "punct" and best[-1].text not in ")”"):
            best.pop()
        while best and (best[0].key in EDGES or best[0].kind == "punct" and best[0].text not in "(“"):
            best.pop(0)
        if _weight(best):
            self.head.measure = best[0].start, best[-1].end


def _weight(tokens: list[Token]) -> int:
    return sum(len(token.text) for token in tokens if token.kind == "word")


def read_head(text: str, start: int, end: int, grammar: Grammar) -> Head:
    """What the words from ``start`` to ``end`` say as the head of a column."""
    return _Reader(text, start, min(end, start + LONGEST), grammar).read()
