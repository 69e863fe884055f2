"""A short form where it stands, and what speaks for it meaning no mention at all."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from extractor.model import Token

CLOSED = frozenset({  # words that follow a phrase and do not describe it
    "đã", "sẽ", "đang", "vẫn", "cũng", "là", "bị", "được", "có", "không", "chưa", "cho", "nói", "khai", "kể", "biết",
    "thì", "mà", "và", "với", "do", "để", "từ", "tại", "ở", "trong", "khi", "vì", "nên", "lại", "còn", "phải", "cần",
    "muốn", "vừa", "mới", "đều", "chỉ", "đến", "vào", "ra", "về", "lên", "theo", "như", "hay", "hoặc", "cùng", "rất",
    "EDGE",
})  # fmt: skip


@dataclass(frozen=True, slots=True)
class Form:
    """A short form where it stands. ``kind``, ``value`` and ``cues`` are those of its row; ``clusters``: the only ones
    that it can mean, if these are known."""

    start: int
    end: int
    rule: str
    kind: str
    value: str
    cues: str
    pointed: bool  # này, đó
    sentence: int
    before: str  # the syllables beside it
    behind: str
    capital: bool = False  # within a sentence
    listed: bool = False  # beside other words of such a kind: quận, huyện
    level: str = ""  # of the unit whose body it is: công an | huyện
    place: str = ""  # told behind: nhà lãnh đạo | Triều Tiên
    plural: bool = False  # the article tells of several of them too: các doanh nghiệp
    clusters: frozenset[str] = frozenset()


def describe_none(form: Form) -> Iterator[str]:
    """What speaks for a form that means no mention at all."""
    pointed = "pointed" if form.pointed else "bare"
    yield "none"
    yield f"none:{form.kind}"
    yield f"none:rule={form.rule}"
    yield f"none:rule={form.rule}:{pointed}"
    yield f"none:{pointed}"
    yield f"none:{form.kind}:{pointed}"
    yield f"none:before={form.before}"
    yield f"none:{form.kind}:before={form.before}"
    yield f"none:behind={form.behind}"
    yield f"none:{form.kind}:behind={form.behind}"
    yield f"none:next={_next(form.behind)}"
    yield f"none:{form.kind}:next={_next(form.behind)}:{pointed}"
    if form.place:
        yield "none:placed"
        yield f"none:{form.kind}:placed"
    if form.plural:
        yield "none:plural"
        yield f"none:{form.kind}:plural:{pointed}"
    if form.listed:
        yield "none:listed"
        yield f"none:{form.kind}:listed"
    if form.sentence == 0:
        yield "none:headline"
    if form.capital:
        yield "none:capital"
        yield f"none:{form.kind}:capital"


def describe_best(form: Form, fit: str) -> Iterator[str]:
    """How well the best of what it can mean fits it: where nothing fits well, it rather means none."""
    yield f"none:best={fit}"
    yield f"none:{form.kind}:best={fit}:{'pointed' if form.pointed else 'bare'}"
    yield f"none:rule={form.rule}:best={fit}"


def _next(behind: str) -> str:
    """What kind of syllable follows: "open" may describe the form further (bệnh nhân [ung] thư)."""
    if behind in ("NAME", "number"):
        return "name"
    return "open" if describes(behind) else "closed"


def describes(behind: str) -> bool:
    """Whether a syllable behind a phrase may go on with it: no mark, and no word that begins another one."""
    return behind not in CLOSED and behind[0].isalpha()


def beside(tokens: Sequence[Token], at: int) -> str:
    """The syllable or mark at ``at``, a name's or number's kind instead of itself."""
    if not 0 <= at < len(tokens):
        return "EDGE"
    token = tokens[at]
    return token.kind if token.kind == "number" else "NAME" if at and token.text[:1].isupper() else token.key
