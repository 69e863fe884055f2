"""Who is reported to say what: quotations, which may run over paragraphs, and indirect speech."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Literal

from extractor.data import data_path, read_table
from extractor.model import Doc, Entity, Role, Sentence, Speaker, Statement

ACCORDING = re.compile(
    r"^[\s\-–]*[Tt]heo (?:(?:báo cáo|thống kê|số liệu|tờ trình|thông tin|đánh giá|lời)\s*)?(?:của|từ)?"
)
BY = re.compile(  # right before who said it: "Năm 2019, theo Giám đốc Sở A [ông B], …"
    r"(?<!\w)[Tt]heo (?!(?:dõi|đuổi|chân|sát|sau|gương|đề nghị|yêu cầu|chỉ đạo|quyết định|lệnh|hướng dẫn|phân công"
    r"|kế hoạch|quy định|lời mời|đơn|kết luận|bản án|cáo trạng|hồ sơ|sự|đó)(?!\w))"
    r"(?:(?!(?:mà|do|cho|khi|với)(?!\w))[^\s,;:.“”\"()]+ ){0,14}$"
)
# Words before a verb of saying that make it a noun ("theo báo cáo", "nhận được thông báo", "các thông tin") or leave it
# unsaid ("để bày tỏ", "chưa trả lời", "từ chối phát biểu").
BEFORE_NOUN = "heo các hững bản một được qua từ nhiều ra gửi của tờ xem lời để nhằm chưa chối hãy đừng bị đơn"
NO_NOUN = "".join(rf"(?<!{word} )" for word in BEFORE_NOUN.split())
TO = re.compile(r"(?<!\w)(?:gửi|tới|lên|trình|cho)\s+(?:\S+\s+){0,2}$")  # theo thông báo gửi [Bộ A]
ASIDE = re.compile(r"\s*\([^()\n]{1,40}\)")  # behind who says it: Văn phòng A (VPA), …
NO_SPEECH = re.compile(r"\s*(?:các |những |một số |mọi )?(?:câu hỏi|chất vấn|phỏng vấn|thắc mắc|bạn đọc)(?!\w)")
# Bị cáo A khai đã nhận 3 tỷ đồng; but "kê khai", "công khai":
CONFESSES = r"(?<!kê )(?<!công )(?<!triển )khai(?=,? (?:đã|được|nếu|báo|tại|vì|năm))|kể(?=[.:])"
SAYS_SPEAKER = "says-speaker"
BEFORE = 5  # words of a sentence before who says so at its end
NEAR = 80  # characters between a speaker's name and the verb of saying
OFFICE = 200  # where these are an office: ông A, Phó Giám đốc Công ty B (Tổng công ty C), cho biết
APART = frozenset(",-–(")
BEHIND = 70  # characters behind a quotation in which its speaker may stand
NEXT_CLAUSE = re.compile(  # another one says something else
    r"(?:;|, (?:còn|nhưng|song|trong khi(?: đó)?,?)) (?:bị cáo |bị can |đại biểu )?(?:ông |bà |anh |chị |em |cháu )?$"
)
FAR = 2  # paragraphs back to the speaker of a quotation that names none
SHORT = 4  # words up to which a quotation is a term, not speech
END = ' .!?…”"'
MARKS = frozenset('“”"')
LONG = 4000  # characters after which an opening mark was a slip


@dataclass(frozen=True, slots=True)
class Cue:
    """A stretch of speech and who says it."""

    start: int
    end: int
    speaker: Entity
    kind: Literal["direct", "indirect"]
    rule: str


@lru_cache(maxsize=2)
def read_says(*, of_bodies: bool = False) -> re.Pattern[str]:
    """The verbs of saying, longest first; ``of_bodies``: those that a body may be the subject of."""
    rows = read_table(data_path("lexicon", "speech.tsv"))
    words = [row["words"] for row in rows if not (of_bodies and row["value"] == "person")]
    verbs = "|".join(map(re.escape, sorted(words, key=len, reverse=True)))
    if not of_bodies:
        verbs = f"{verbs}|{CONFESSES}"
    return re.compile(rf"(?<!\w){NO_NOUN}({verbs})(?!\w)[^“\"]{{0,40}}?[:,]?")


def find_statements(doc: Doc, mentions: Sequence[Entity], roles: Sequence[Role]) -> tuple[Statement, ...]:
    """The statements of ``doc`` in reading order; a quotation inside reported speech is a statement of its own."""
    people = sorted((m for m in mentions if m.label in ("PERSON", "ORG")), key=lambda m: m.start)
    told = list(_indirect(doc, people))
    quoted = list(_quoted(doc, people, told))
    opened = {cue.start for cue in quoted}  # a sentence that is a quotation is no other speech
    told = [cue for cue in told if cue.rule != SAYS_SPEAKER or cue.start not in opened]
    cues = sorted([*told, *quoted], key=lambda cue: (cue.start, -cue.end))
    return tuple(
        Statement(_speaker(c.speaker, roles), c.kind, c.start, c.end, doc.text[c.start : c.end], c.rule)
        for c in cues
        if doc.text[c.start : c.end].strip()
    )


def _indirect(doc: Doc, people: Sequence[Entity]) -> Iterator[Cue]:
    """Speech from its cue on, to the next cue of the paragraph or the paragraph's end."""
    found: list[tuple[Sentence, int, Entity, str]] = []
    for sentence in doc.sentences:
        inside = [m for m in people if sentence.start <= m.start < sentence.end]
        if inside and (cue := _cue(sentence, inside, doc.text)):
            found.append((sentence, *cue))
            found += ((sentence, *more) for more in _more_cues(sentence, inside, doc.text, after=cue[0]))
    ends = {s.paragraph: s.end for s in doc.sentences}
    for n, (sentence, start, entity, rule) in enumerate(found):
        end = ends[sentence.paragraph]
        if n + 1 < len(found) and (later := found[n + 1])[0].paragraph == sentence.paragraph:
            end = max(start, later[2].start if later[0] is sentence else later[0].start)
        yield Cue(start, end, entity, "indirect", rule)


def _cue(sentence: Sentence, inside: Sequence[Entity], text: str) -> tuple[int, Entity, str] | None:
    """(start of what is said, speaker, rule)."""
    words = text[sentence.start : sentence.end]
    if by := _according_to(sentence, inside, text):
        return by
    if (m := ACCORDING.match(words)) and inside[0].label == "ORG":
        who, between = inside[0], text[sentence.start + m.end() : inside[0].start]
        if len(between) < NEAR and "," not in between and not TO.search(between):
            return _behind(text, who), who, "according-to"
    for m in read_says().finditer(words):
        before = [e for e in inside if e.end <= sentence.start + m.start()]
        named = [e for e in before if e.label == "PERSON" and text[e.start - 1 : e.start] != "("]
        speaker = (named or before)[-1] if before else None
        if speaker is None or not _is_near(text[speaker.end : sentence.start + m.start()]):
            continue
        if NO_SPEECH.match(text, sentence.start + m.end(1)):
            continue
        if speaker.label == "ORG" and not read_says(of_bodies=True).match(m[0]):
            continue
        said = _skip(text, sentence.start + m.end())
        if text[said : sentence.end].strip(END):
            return said, speaker, "speaker-says"
        if len(text[sentence.start : speaker.start].split()) > BEFORE:
            return sentence.start, speaker, SAYS_SPEAKER
    colon = next((e for e in inside if e.label == "PERSON" and text[e.end : e.end + 1] == ":"), None)
    return (_skip(text, colon.end + 1), colon, "name-colon") if colon else None


def _more_cues(
    sentence: Sentence, inside: Sequence[Entity], text: str, *, after: int
) -> Iterator[tuple[int, Entity, str]]:
    """The cues of further clauses of a sentence: "ông A khai …; bà B khai …", "…, còn ông C cho rằng …"."""
    people = [e for e in inside if e.label == "PERSON" and e.start > after]
    for who in (e for e in people if NEXT_CLAUSE.search(text[: e.start][-30:])):
        says = read_says().match(text, _skip(text, who.end))
        said = _skip(text, says.end()) if says else sentence.end
        if text[said : sentence.end].strip(END):
            yield said, who, "speaker-says"


def _according_to(sentence: Sentence, inside: Sequence[Entity], text: str) -> tuple[int, Entity, str] | None:
    """The cue of "Theo ông A, …" and of "…, theo ông A"."""
    for who in (e for e in inside if e.label == "PERSON"):
        if BY.search(text[sentence.start : who.start]):
            behind = _behind(text, who)
            start = behind if text[who.end : sentence.end].strip(END) else sentence.start
            return start, who, "according-to"
    return None


def _is_near(between: str) -> bool:
    """Whether so much may stand between who says so and the verb: an office, in commas, dashes or brackets, more."""
    if sum(between.count(mark) for mark in MARKS) % 2:  # a quotation ends there: …", ông A nói
        return False
    return len(between) < (OFFICE if between.lstrip()[:1] in APART else NEAR)


def _behind(text: str, who: Entity) -> int:
    """Where what somebody says begins, behind the name and what stands beside it in brackets."""
    aside = ASIDE.match(text, who.end)
    end = aside.end() if aside else who.end
    return _skip(text, end + (text[end : end + 1] == ","))


def _skip(text: str, at: int) -> int:
    """The offset of the first word from ``at`` on."""
    return at + len(text[at : at + 4]) - len(text[at : at + 4].lstrip())


def _quoted(doc: Doc, people: Sequence[Entity], told: Sequence[Cue]) -> Iterator[Cue]:
    """Quotations with their speaker: named behind them, before them, or carried from the paragraphs before."""
    last: tuple[int, Entity] | None = None  # paragraph and speaker of the quotation before
    for start, end, paragraph in _quotations(doc):
        sentence_end = next((s.end for s in doc.sentences if s.start < end <= s.end), end)
        behind = [e for e in people if end <= e.start < min(end + BEHIND, max(sentence_end, end + BEHIND))]
        # "…", Reuters dẫn lời ông A
        if len(behind) > 1 and behind[0].label == "ORG" and "dẫn lời" in doc.text[behind[0].end : behind[1].start]:
            behind = behind[1:]
        after = doc.text[end : behind[0].end + NEAR] if behind else ""
        if (
            behind
            and behind[0].label == "PERSON"
            and "\n" not in doc.text[end : behind[0].end]
            and read_says().search(after)
        ):
            speaker, rule = behind[0], "quote-then-speaker"
        else:
            near = [c for c in told if c.start <= start + 1 and start - c.start < NEAR and c.end >= start]
            back = [c for c in told if c.start < start and _paragraph(doc, c.start) >= paragraph - FAR]
            if near:
                speaker, rule = near[-1].speaker, "speaker-then-quote"
            elif last and last[0] >= paragraph - FAR:
                speaker, rule = last[1], "quote-goes-on"
            elif back:
                speaker, rule = back[-1].speaker, "quote-after-speech"
            else:
                continue
        last = (_paragraph(doc, end - 1), speaker)
        yield Cue(start, end, speaker, "direct", rule)


def _paragraph(doc: Doc, offset: int) -> int:
    return next((s.paragraph for s in doc.sentences if s.start <= offset < s.end), -9)


def _quotations(doc: Doc) -> Iterator[tuple[int, int, int]]:
    """(start, end, paragraph) of what stands between marks, over paragraphs where the closing mark comes late."""
    opened: tuple[int, int] | None = None
    depth = 0
    for sentence in doc.sentences:
        for token in sentence.tokens:
            if token.text not in MARKS:
                continue
            before = doc.text[token.start - 1 : token.start]
            ends = before not in " \n(:-–" or _ends_speech(doc.text, token.end)
            inner = token.text == "“" or (token.text == '"' and opened is None and not ends)
            if inner:
                opened, depth = opened or (token.start, sentence.paragraph), depth + 1
            elif opened and (depth := depth - 1) == 0:
                if _is_speech(doc.text[opened[0] : token.end]):
                    yield opened[0], token.end, opened[1]
                opened = None
            elif opened is None and ends:  # closed but never opened: from the paragraph's start on
                first = next(s for s in doc.sentences if s.paragraph == sentence.paragraph)
                if _is_speech(doc.text[first.start : token.end]):
                    yield first.start, token.end, sentence.paragraph
        if opened and sentence.end - opened[0] > LONG:
            opened, depth = None, 0


def _ends_speech(text: str, at: int) -> bool:
    """Whether a mark with a space before it closes: a dash, a comma or the line's end stands right behind it."""
    return (text[at : at + 2].lstrip(" ") or "\n")[0] in "-–,.\n"


def _is_speech(words: str) -> bool:
    return len(words.split()) > SHORT and len(words) < LONG


def _speaker(entity: Entity, roles: Sequence[Role]) -> Speaker:
    if entity.label == "ORG":
        return Speaker(None, None, entity.name)
    role = next((r for r in roles if r.person == entity.name), None)
    return Speaker(entity.name, role.position if role else None, role.organization if role else None)
