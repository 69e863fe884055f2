"""The words of short forms and of what stands beside them: what they may mean, where they end, what counts them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from functools import lru_cache

from extractor.data import data_path, read_table
from extractor.entities.forms import Form, beside, describes
from extractor.entities.kinds import read_kind
from extractor.entities.levels import LEVELS, SHORT_LEVELS
from extractor.entities.phrases import Phrases
from extractor.model import Token
from extractor.text import split_words

POINTERS = frozenset({"này", "đó", "trên", "ấy"})
CLOSING = frozenset({"này", "ấy"})  # whatever follows these is another phrase
COUNTING = frozenset({  # before a short form these tell of several, or of any
    "các", "những", "một", "mỗi", "nhiều", "hai", "ba", "bốn", "năm", "sáu", "bảy", "tám", "chín", "mười", "mấy",
    "nhóm", "vài", "từng", "mọi", "hàng", "số", "cấp", "liên",
    "bất", "đôi", "nào", "đồng", "tân", "con", "người", "%",
})  # fmt: skip
OPENS = frozenset({  # before a body of one syllable, which is else the end of a longer word
    "của", "do", "tại", "ở", "cho", "với", "và", "từ", "theo", "đến", "đốc", "đạo", "mà", "rằng", "nơi", "khi", "là",
    "phía", "trưởng", "phó", "nên", "thì", "để", "vào", "trong", "về", "dụng", "đó", "này", "nay", "hiện", "vì", "bởi",
    "qua", "trên", "dưới", "quanh", "gần", "xuống", "lên", "khỏi", "đóng", "chặn", "nghị", "giúp", "cả", "toàn",
    "tới", "mời", "thuộc", "ra", "vừa", "đã", "rồi", "nếu", "dù", "xin", "giao", "thấy", "bằng",
    "nhưng", "viên", "nhờ", "cầu", "gửi", "bên", "ngoài", "trước", "sau", "biết", "hay", "lại", "tránh", "rời", "cổng",
    "mặt", "chân", "lòng", "dọc", "bờ", "đỉnh", "móng", "dốc", "trợ", "nhận", "việc", "khiến", "sập", "vực", "diện",
    "lý", "tra", "cáo", "trái", "phải", "giữa", "khắp",
})  # fmt: skip
OTHERS = frozenset({"khác", "nào", "mình", "các"})  # behind a short form these tell of another, of any, of several
NEW = "mới"  # behind a place this tells of another: [thành phố] mới thay thủ đô
DATING = frozenset({"ngày", "tháng", "năm", "quý", "lúc", "/", "-"})  # numbers behind these count nothing
LISTING = frozenset({",", "-", "–", "/", "và", "hoặc"})  # between words of one list: các quận, [huyện]
CHILDREN = frozenset({"em", "cháu", "bé", "cô", "bác", "thầy"})  # con [em], con [cháu]
SUMS = frozenset({"triệu", "tỷ", "tỉ", "nghìn", "ngàn", "đồng", "usd", "đô"})
LISTED = 4  # syllables of the words in a list, at most
TIMES = frozenset({"điểm", "dịp", "đợt", "lần", "lúc", "năm", "ngày", "tháng", "tuần", "việc", "vụ"})  # lúc | này
DESCRIPTION = 3  # syllables of it: nhà mạng [mới] này


@lru_cache(maxsize=1)
def read_references() -> tuple[Phrases, tuple[dict[str, str], ...], Phrases]:
    """(words → row number, rows, words that only look like a short form)."""
    rows = read_table(data_path("gazetteers", "references.tsv"))
    blockers = read_table(data_path("gazetteers", "reference_blockers.tsv"))
    words = Phrases((split_words(row["words"]), str(n)) for n, row in enumerate(rows))
    return words, rows, Phrases((split_words(row["words"]), "") for row in blockers)


def is_counted(tokens: Sequence[Token], at: int) -> bool:
    """Whether what stands before the words counts them: [ba] xã, [72 %] doanh nghiệp; not tháng [6/2010] chợ này."""
    before = tokens[at - 1] if at else None
    if before is None or before.key in COUNTING:
        return before is not None
    return before.kind == "number" and not (at > 1 and tokens[at - 2].key in DATING)


def is_owner(tokens: Sequence[Token], at: int, kind: str) -> bool:
    """Whether it tells whose child somebody is: cha con [anh]."""
    return kind == "person" and tokens[at - 1].key == "con" and tokens[at].key not in CHILDREN


def is_paid(tokens: Sequence[Token], at: int) -> bool:
    """Whether a sum stands there, which is no number of a name: trả chủ đầu tư | 180 triệu đồng."""
    return at + 1 < len(tokens) and tokens[at].kind == "number" and tokens[at + 1].key in SUMS


def is_of_several(tokens: Sequence[Token], at: int) -> bool:
    """Whether the words end a list whose first ones are counted: các quận, [huyện]; 4 huyện - [thị xã]."""
    while at > 1:
        marked = tokens[at - 1].key in LISTING
        last = at - 1 if marked else at
        first = next((n for n in range(max(0, last - LISTED), last) if _is_listable(tokens, n, last, marked)), None)
        if first is None:
            return False
        if is_counted(tokens, first):
            return True
        at = first
    return False


def _is_listable(tokens: Sequence[Token], at: int, end: int, marked: bool) -> bool:
    """Whether words that may be a short form stand there; with no mark behind them, those for a unit: quận [huyện]."""
    words, rows, _ = read_references()
    hit = words.match(tokens, at)
    return hit is not None and hit[0] == end and (marked or rows[int(hit[1])]["words"] in LEVELS)


def is_blocked(tokens: Sequence[Token], at: int, end: int, blockers: Phrases) -> bool:
    """Whether the words are a part of others that only look like a short form: [sở] hữu, cơ [sở]."""
    over, before = blockers.match(tokens, at), blockers.match(tokens, at - 1) if at else None
    return bool((over and over[0] > end) or (before and before[0] > at))


@lru_cache(maxsize=1024)
def has_seat(words: str) -> bool:
    """Whether the bodies of this head are each of a unit: công an, but no công ty."""
    kind = read_kind(words)
    return kind is not None and kind.scope == "place" and kind.whole


def read_level(tokens: Sequence[Token], at: int) -> tuple[str, int]:
    """(type, end) of the word for a unit that stands there with no name behind it: công an | huyện."""
    for size in (2, 1):
        words, end = " ".join(token.key for token in tokens[at : at + size]), min(at + size, len(tokens))
        named = end < len(tokens) and (tokens[end].key == "." or tokens[end].text[0].isupper())
        if words in (*LEVELS, *SHORT_LEVELS) and not named:
            return SHORT_LEVELS.get(words, words), end
    return "", at


def skip_pointer(tokens: Sequence[Token], end: int) -> int:
    """The end of the words with the pointer behind them: one is enough, [nước này] | trên biển."""
    pointed = end < len(tokens) and tokens[end].key in POINTERS and tokens[end - 1].key not in POINTERS
    if pointed and tokens[end].key == "trên" and describes(beside(tokens, end + 1)):
        return end  # doanh nghiệp | trên địa bàn
    return end + 1 if pointed else end


def skip_description(tokens: Sequence[Token], end: int) -> int:
    """The end of the words with what describes them and a pointer behind: ngôi trường | song ngữ này."""
    if tokens[end - 1].key in POINTERS:
        return end
    words = read_references()[0]
    for at in range(end, min(end + DESCRIPTION, len(tokens) - 1)):
        token = tokens[at]
        if token.text[0].isupper() or token.key in TIMES or not (describes(token.key) or token.kind == "number"):
            return end
        if words.match(tokens, at):
            return end  # UBND | huyện này
        if tokens[at + 1].key in CLOSING:
            return at + 2
    return end


def make_form(tokens: Sequence[Token], at: int, end: int, row: Mapping[str, str], number: int) -> Form:
    return Form(
        tokens[at].start,
        tokens[end - 1].end,
        row["words"],
        row["kind"],
        row["value"],
        row["cues"],
        pointed=tokens[end - 1].key in POINTERS,
        sentence=number,
        before=beside(tokens, at - 1),
        behind=beside(tokens, end),
        capital=at > 0 and tokens[at].text[:1].isupper(),
        listed=_is_listed(tokens, at, end),
    )


def _is_listed(tokens: Sequence[Token], at: int, end: int) -> bool:
    """Whether words that may be short forms themselves stand beside, a comma between: quận, [huyện], xã."""
    words = read_references()[0]
    behind = end + 1 < len(tokens) and tokens[end].key in LISTING and words.match(tokens, end + 1)
    before = (
        at > 1
        and tokens[at - 1].key in LISTING
        and any((hit := words.match(tokens, first)) and hit[0] == at - 1 for first in range(max(0, at - 4), at - 1))
    )
    return bool(behind or before)
