"""Who is reported to say what: from a cue of speech to the paragraph's end, or to the next cue in it."""

from __future__ import annotations

import re
from collections.abc import Sequence

from extractor.model import Doc, Entity, Role, Sentence, Speaker, Statement

SAYS = re.compile(
    r"\b(?:cho biết|cho hay|cho rằng|chia sẻ|khẳng định|nhấn mạnh|thông tin|nói rõ|nói)\b[^“\"]{0,40}?[:,]?"
)
ACCORDING = re.compile(r"^[\s\-–]*Theo (?:báo cáo|thống kê|số liệu|tờ trình|thông tin)?\s*(?:của|từ)?")
QUOTED = re.compile(r"“[^”]*(?:“[^”]*”[^”]*)*”")
NEAR = 80  # characters between a speaker's name and the verb of saying


def find_statements(doc: Doc, mentions: Sequence[Entity], roles: Sequence[Role]) -> tuple[Statement, ...]:
    """The statements of ``doc`` in reading order; later ones of a paragraph end those before them."""
    cues: list[tuple[Sentence, int, Entity, str]] = []
    for sentence in doc.sentences:
        inside = [m for m in mentions if sentence.start <= m.start < sentence.end and m.label in ("PERSON", "ORG")]
        cues += _cues(sentence, inside, doc.text)
    statements = []
    ends = {s.paragraph: s.end for s in doc.sentences}
    for n, (sentence, start, entity, rule) in enumerate(cues):
        end = ends[sentence.paragraph]
        if n + 1 < len(cues) and cues[n + 1][0].paragraph == sentence.paragraph:
            end = max(start, cues[n + 1][0].start)
        text = doc.text[start:end]
        kind = "direct" if QUOTED.match(text.strip(" :,")) else "indirect"
        statements.append(Statement(_speaker(entity, roles), kind, start, end, text, rule))  # type: ignore[arg-type]
    return tuple(s for s in statements if s.text.strip())


def _cues(sentence: Sentence, inside: Sequence[Entity], text: str) -> list[tuple[Sentence, int, Entity, str]]:
    words = text[sentence.start : sentence.end]
    if (m := ACCORDING.match(words)) and inside:
        first = inside[0]
        if first.start - sentence.start - m.end() < NEAR:
            comma = text.find(",", first.start, sentence.end)
            people = [e for e in inside if e.label == "PERSON" and (comma < 0 or e.start < comma)]
            who = people[0] if people else first
            start = who.end + (1 if text[who.end : who.end + 1] == "," else 0)
            return [(sentence, start + _spaces(text, start), who, "according-to")]
    if inside and (m := SAYS.search(words, words.rfind("”") + 1)):
        before = [e for e in inside if e.end <= sentence.start + m.start()]
        people = [e for e in before if e.label == "PERSON"]
        speaker = (people or before)[-1] if before else None
        if speaker and sentence.start + m.start() - speaker.end < NEAR:
            quoted = QUOTED.match(words.lstrip(" -–"))
            if quoted and m.start() > quoted.end():
                return [(sentence, sentence.start, speaker, "quote-then-speaker")]
            start = sentence.start + m.end()
            return [(sentence, start + _spaces(text, start), speaker, "speaker-says")]
    if (named := _dialog(inside, text)) is not None:
        start = named.end + 1
        return [(sentence, start + _spaces(text, start), named, "name-colon")]
    return []


def _dialog(inside: Sequence[Entity], text: str) -> Entity | None:
    """The speaker of an interview's line: "- Giám đốc Sở … - Lê Văn Nam: …"."""
    return next((e for e in inside if e.label == "PERSON" and text[e.end : e.end + 1] == ":"), None)


def _spaces(text: str, at: int) -> int:
    return len(text[at : at + 4]) - len(text[at : at + 4].lstrip())


def _speaker(entity: Entity, roles: Sequence[Role]) -> Speaker:
    if entity.label == "ORG":
        return Speaker(None, None, entity.name)
    role = next((r for r in roles if r.person == entity.name), None)
    return Speaker(entity.name, role.position if role else None, role.organization if role else None)
