"""Bodies whose long names the model cuts: by the names of the state's bodies, and by the syllables of a field."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from functools import lru_cache

from extractor.data import data_path, read_table
from extractor.entities.kinds import read_kind, read_kind_size
from extractor.entities.nested import Mention, is_name
from extractor.entities.phrases import Phrases
from extractor.model import Token
from extractor.text import split_words

LEAST = 3  # syllables of a name that is found by itself
FIELD_WORDS = 9
VERB_WORDS = 3  # more of them are a name
CUT = frozenset({"viện", "vụ", "cục", "tổng cục", "chi cục", "sở", "bộ", "ban", "phòng", "trung tâm"})
SAYING = frozenset({
    "cho", "nói", "đã", "đang", "sẽ", "vừa", "được", "bị", "có", "là", "về", "tại", "khẳng", "nhấn", "trả", "chia",
    "nhận", "ký", "trao", "kêu", "lưu", "xác", "thừa", "nêu", "yêu", "đồng", "cũng", "vẫn", "khi", "để", "trong",
    "với", "từ", "đến", "theo", "như", "này", "đó", "các", "những", "một", "đánh", "phát", "thông", "bày", "tham",
    "làm", "đề",
})  # fmt: skip


TITLES = frozenset({"ông", "bà"})
WORDS = frozenset({("thiết", "bị"), ("trang", "bị"), ("chuẩn", "bị"), ("dự", "báo")})  # no verb ends in these


@lru_cache(maxsize=1)
def read_names() -> Phrases:
    """The names of the state's bodies that are too long to be anything else."""
    rows = read_table(data_path("gazetteers", "central_bodies.tsv"))
    keys = [split_words(name) for row in rows for name in (row["name"], *filter(None, row["aliases"].split("|")))]
    return Phrases((key, "") for key in keys if len(key) >= LEAST)


def lengthen_bodies(found: Sequence[Mention], tokens: Sequence[Token]) -> list[Mention]:
    """The mentions with each body as long as its name: "Uỷ ban Văn hoá[, giáo dục, …]", "Vụ Sức [khoẻ bà mẹ]"."""
    starts = {token.start: n for n, token in enumerate(tokens)}
    taken = {m.start for m in found}
    longer: list[Mention] = []
    for mention in found:
        if longer and mention.start < longer[-1].end:
            continue  # inside what has grown
        if mention.label == "ORG":
            at = starts[mention.start]
            hit = read_names().match(tokens, at)
            end = tokens[hit[0] - 1].end if hit else _field_end(mention, tokens, at, taken)
            mention = replace(mention, end=max(mention.end, end))
            mention = _cut_behind_place(mention, tokens[at:])
        longer.append(mention)
    return longer


def _cut_behind_place(mention: Mention, tokens: Sequence[Token]) -> Mention:
    """Without the verb that the model took in behind a place: Sở Nội vụ Hải Dương | giải thích."""
    if not mention.nested:
        return mention
    place = mention.nested[-1]
    behind = [token for token in tokens if place.end <= token.start and token.end <= mention.end]
    verb = 0 < len(behind) <= VERB_WORDS and all(t.kind == "word" and t.text.islower() for t in behind)
    return replace(mention, end=place.end) if verb else mention


def _field_end(mention: Mention, tokens: Sequence[Token], at: int, taken: set[int]) -> int:
    """Where the field goes on of which the model saw one syllable only: no field has so few."""
    own = [token for token in tokens[at:] if token.end <= mention.end]
    size = read_kind_size(own)
    head = " ".join(token.key for token in own[:size])
    if head not in CUT or len(own) != size + 1 or not is_name(own[-1]) or own[-1].text.isupper():
        return mention.end
    end = at + len(own)
    while end < len(tokens) and tokens[end].start not in taken and tokens[end].text.islower():
        saying = tokens[end].key in SAYING and (tokens[end - 1].key, tokens[end].key) not in WORDS
        titled = tokens[end].key in TITLES and end + 1 < len(tokens) and is_name(tokens[end + 1])
        if tokens[end].kind != "word" or saying or titled or end - at > FIELD_WORDS:
            break
        end += 1
    return tokens[end - 1].end


def person_behind_field(tokens: Sequence[Token], run: int, last: int, first: int, surnames: frozenset[str]) -> bool:
    """Whether the capitals from ``run`` on are a person: Bộ Y tế | Trương Quốc Cường."""
    if run == first or not 3 <= last - run <= 4 or tokens[run].text not in surnames:
        return False
    kind = read_kind(" ".join(token.text for token in tokens[first:run]))
    return kind is not None and not kind.whole and kind.scope != "none" and tokens[run - 1].text.islower()
