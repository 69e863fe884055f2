"""What the entity model gets wrong again and again, mended by what stands beside a mention."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from extractor.entities.boundaries import move_boundaries
from extractor.entities.gazetteer import Gazetteer
from extractor.entities.long_bodies import lengthen_bodies, person_behind_field
from extractor.entities.nested import Mention, is_name, nested_places
from extractor.entities.office_splits import split_offices
from extractor.model import Token

FIELDED = (("bộ",), ("cục",), ("vụ",), ("viện",), ("trung", "tâm"), ("công", "ty"), ("phòng",), ("chi", "cục"), ("sở",))
FIELD_WORDS = 9  # of the second half of a body's field
OPENS_LIST = frozenset({"các", "những", "một", "đại", "lãnh", "nhiều", "ông", "bà", "hai", "ba"})
VERBS = frozenset(
    {"yêu", "đồng", "khẳng", "nhấn", "trả", "chia", "nhận", "ký", "trao", "kêu", "lưu", "xác", "thừa", "nêu"}
)
ENDS_FIELD = (
    OPENS_LIST | VERBS | {"cho", "đã", "đang", "sẽ", "vừa", "được", "bị", "có", "là", "nói", "về", "tại", "khẳng"}
)
TYPE_ENDS = frozenset({"tỉnh", "phố", "xã", "huyện", "quận", "phường", "trấn"})  # last syllables of type words
OPEN_HEADS = {  # these are no name of a body alone
    ("hội",), ("hiệp", "hội"), ("liên", "đoàn"), ("trung", "tâm"), ("công", "ty"), ("tổng", "công", "ty"), ("viện",),
    ("văn", "phòng"), ("sở",), ("phòng",), ("cục",), ("vụ",), ("chi", "cục"), ("trường",), ("ngân", "hàng"),
    ("tập", "đoàn"), ("quỹ",), ("ban",), ("bệnh", "viện"), ("ủy", "ban"), ("uỷ", "ban"), ("nhà", "máy"), ("đoàn",),
    ("bộ",),
}  # fmt: skip
LOWER_HEADS = frozenset({"bộ", "sở", "cục", "vụ"})  # written small before a name: Thứ trưởng [bộ VH, TT & DL]
BODY_WORDS = 8  # how many words in lower case a body's name may go on for
NOT_IN_POSITION = frozenset({"thay", "cho", "của", "được", "bị", "và"})
OF_BODY = frozenset({"phụ", "của", "thuộc", "ở", "tại", "và", "kiêm"})
UNITS = frozenset({"phòng", "ban", "khoa", "đội"})
OFFICE_WORDS = 6  # of an office between its head and its body
TAILS = frozenset({"các", "của", "và", "về", "cho", "với", "những", "từ", "trong", "tại", "ở"})
CLOSED = frozenset(",-–(")
TAIL_WORDS = 5
VILLAGES = frozenset({"thôn", "bản", "ấp", "buôn", "sóc", "làng", "khóm"})
SCHOOLS = (("thcs",), ("thpt",), ("tiểu", "học"), ("mầm", "non"), ("mẫu", "giáo"))  # their names follow


def mend(found: list[Mention], tokens: Sequence[Token], gazetteer: Gazetteer) -> list[Mention]:
    """The mentions of a sentence after all corrections, in reading order."""
    if not found:
        return found
    found = split_offices(lengthen_bodies(found, tokens), tokens, gazetteer)
    found = move_boundaries(_without_tails(found, tokens), tokens, gazetteer)
    found = _with_fields(_with_open_bodies(found, tokens, gazetteer), tokens)
    found = _with_long_offices(_with_aliased(_with_closed_bodies(found, tokens), tokens), tokens, gazetteer)
    found = _with_titled(_with_listed(found, tokens, gazetteer), tokens, gazetteer)
    return _with_schools(_with_villages(_with_surnames(found, tokens, gazetteer), tokens, gazetteer), tokens)


def _without_tails(found: list[Mention], tokens: Sequence[Token]) -> list[Mention]:
    """A body does not end in a function word: "Ủy ban đặc biệt | các"."""
    mended = []
    for mention in found:
        own = [token for token in tokens if mention.start <= token.start and token.end <= mention.end]
        while mention.label == "ORG" and len(own) > 1 and own[-1].text in TAILS:
            own.pop()
        mended.append(replace(mention, end=own[-1].end))
    return mended


def _with_open_bodies(found: list[Mention], tokens: Sequence[Token], gazetteer: Gazetteer) -> list[Mention]:
    """Behind an office, give a body the name that goes on in lower case, or that the model did not see at all:
    "Tổng thư ký [Hội các ngành sinh học Việt Nam]", "chủ tịch [Hội Nhà báo tỉnh]"."""
    starts = {token.start: n for n, token in enumerate(tokens)}
    mended = list(found)
    for office in (m for m in found if m.label == "POSITION"):
        at = next((n for n, token in enumerate(tokens) if token.start >= office.end), len(tokens))
        head = gazetteer.heads.match(tokens, at) if at < len(tokens) else None
        told_twice = head and tokens[head[0] - 1].key in _keys(tokens, office)  # Vụ trưởng [vụ Giáo dục]
        opened = head and tokens[at].key in LOWER_HEADS and head[0] < len(tokens) and is_name(tokens[head[0]])
        if head and not is_name(tokens[at]) and not (told_twice or opened):
            continue
        if head is None or tuple(token.key for token in tokens[at : head[0]]) not in OPEN_HEADS:
            continue
        told = next((m for m in mended if m.start == tokens[at].start), None)
        if told and (told.label != "ORG" or told.end != tokens[head[0] - 1].end):
            continue
        people = {starts[m.start] for m in mended if m.label == "PERSON"}
        end = _open_end(tokens, head[0], people, gazetteer)
        if end > head[0]:
            span = tokens[at].start, tokens[end - 1].end
            nested = nested_places(tokens[at:end], gazetteer)
            body = Mention(*span, "ORG", "body-behind-office", nested=nested)
            mended = [m for m in mended if m.end <= span[0] or m.start >= span[1]] + [body]
    return sorted(mended, key=lambda m: m.start)


def _keys(tokens: Sequence[Token], mention: Mention) -> set[str]:
    """The keys of a mention's tokens."""
    return {token.key for token in tokens if mention.start <= token.start < mention.end}


def _open_end(tokens: Sequence[Token], at: int, people: set[int], gazetteer: Gazetteer) -> int:
    """Where a body's name ends that goes on from ``at``: at its last capital, number or type word."""
    end, lower = at, 0
    while at < len(tokens) and at not in people and lower <= BODY_WORDS:
        token = tokens[at]
        dash = token.text in "-–&" and 0 < at < len(tokens) - 1 and is_name(tokens[at - 1]) and is_name(tokens[at + 1])
        comma = token.text == "," and at + 1 < len(tokens) and tokens[at + 1].text.islower()
        tables = (gazetteer.role_links, gazetteer.role_adverbs, gazetteer.titles, gazetteer.positions)
        comma = comma or _is_short_list(tokens, at)
        comma = comma and not any(table.match(tokens, at + 1) for table in tables)
        if token.kind not in ("word", "number") and not dash and not comma:
            break
        if token.key in ENDS_FIELD - {"các"} and not is_name(token):
            break
        lower = 0 if is_name(token) else lower + 1
        at += 1
        if is_name(token) or token.key in TYPE_ENDS or (token.kind == "number" and tokens[at - 2].key in TYPE_ENDS):
            end = at
    return end


def _is_short_list(tokens: Sequence[Token], at: int) -> bool:
    """A comma between two short forms of one field: Bộ VH[,] TT & DL."""
    beside = (*tokens[max(0, at - 1) : at], *tokens[at + 1 : at + 2])
    return tokens[at].text == "," and len(beside) == 2 and all(t.text.isupper() and len(t.text) < 5 for t in beside)


def _with_closed_bodies(found: list[Mention], tokens: Sequence[Token]) -> list[Mention]:
    """Give a body in an apposition the words up to its closing mark: "bà A, chủ tịch Hiệp hội Thực [phẩm], …"."""
    starts = {token.start: n for n, token in enumerate(tokens)}
    ends = {token.end: n for n, token in enumerate(tokens)}
    mended = list(found)
    for n in range(1, len(found) - 1):
        person, office, body = found[n - 1 : n + 2]
        labels = (person.label, office.label, body.label)
        if labels != ("PERSON", "POSITION", "ORG") or starts[office.start] - ends[person.end] != 2:
            continue
        mark = tokens[ends[person.end] + 1].text
        closing = {"(": ")"}.get(mark, mark)
        own = [token.key for token in tokens if body.start <= token.start < body.end]
        limit = found[n + 2].start if n + 2 < len(found) else len(tokens) and tokens[-1].end
        at = end = ends[body.end] + 1
        while end < len(tokens) and tokens[end].start < limit and tokens[end].kind in ("word", "number"):
            end += 1
        words = tokens[at:end]
        free = all(token.text.islower() and token.key not in ENDS_FIELD for token in words)
        placed = bool(body.nested) and body.nested[-1].end == body.end  # its name is whole
        closed = mark in CLOSED and end < len(tokens) and tokens[end].text == closing and not placed
        if closed and free and 0 < len(words) <= TAIL_WORDS and own[:1] != ["trung"]:
            mended[n + 1] = replace(body, end=words[-1].end)
    return mended


def _with_aliased(found: list[Mention], tokens: Sequence[Token]) -> list[Mention]:
    """Give a body the words up to its short form in brackets: "Tập đoàn Viễn [thông quân đội] (Viettel)"."""
    ends = {token.end: n for n, token in enumerate(tokens)}
    starts = {mention.start for mention in found}
    mended = []
    for mention in found:
        at = end = ends.get(mention.end, len(tokens)) + 1
        while end < len(tokens) and tokens[end].text.islower() and tokens[end].key not in ENDS_FIELD:
            end += 1
        alias = end + 2 < len(tokens) and tokens[end].text == "(" and tokens[end + 2].text == ")"
        free = not any(token.start in starts for token in tokens[at:end])
        if mention.label == "ORG" and alias and free and is_name(tokens[end + 1]) and 0 < end - at <= TAIL_WORDS:
            mention = replace(mention, end=tokens[end - 1].end)
        mended.append(mention)
    return mended


def _with_long_offices(found: list[Mention], tokens: Sequence[Token], gazetteer: Gazetteer) -> list[Mention]:
    """Give an office the words in lower case before its body: "giám đốc [kỹ thuật] | Công ty A"."""
    ends = {token.end: n for n, token in enumerate(tokens)}
    mended = list(found)
    for n in range(len(found) - 1):
        office, body = found[n], found[n + 1]
        if office.label != "POSITION" or body.label != "ORG" or office.end not in ends:
            continue
        gap = [token for token in tokens[ends[office.end] + 1 :] if token.end <= body.start]
        unit = bool(_keys(tokens, office) & UNITS)
        if unit and gap and gap[-1].text in CLOSED:
            gap = gap[:-1]
        words = gap[1:] if unit else gap  # a unit's field may begin with a capital
        barred = ENDS_FIELD | OF_BODY - ({"và"} if unit else set())
        plain = all(t.kind == "word" and t.text.islower() and t.key not in barred for t in words)
        goes_on = unit and tokens[ends[office.end]].key not in UNITS  # Trưởng phòng Quản lý đất [và nhà]
        opens = bool(gap) and gap[0].kind == "word" and gap[0].key not in ENDS_FIELD | OF_BODY
        plain = plain and bool(gap) and (opens or (goes_on and gap[0].key == "và"))
        director = tokens[ends[office.end]].key == "đốc" or _is_apposed(found, n, tokens)
        short = len(gap) <= (FIELD_WORDS if unit else OFFICE_WORDS)
        if (director or unit) and plain and short and not gazetteer.heads.match(gap, 0):
            mended[n] = replace(office, end=gap[-1].end)
    return mended


def _is_apposed(found: Sequence[Mention], n: int, tokens: Sequence[Token]) -> bool:
    """Whether a person and a mark stand before the office ``found[n]``."""
    if not n or found[n - 1].label != "PERSON":
        return False
    gap = [token.text for token in tokens if found[n - 1].end <= token.start < found[n].start]
    return bool(gap) and gap[0] in CLOSED and gap[1:] in ([], ["nguyên"], ["cựu"], ["hiện", "là"], ["là"])


def _with_titled(found: list[Mention], tokens: Sequence[Token], gazetteer: Gazetteer) -> list[Mention]:
    """Call a person what stands behind a title and is no body: "chuyên gia [Igor Delanoë]"."""
    starts = {token.start: n for n, token in enumerate(tokens)}
    mended = []
    for mention in found:
        at = starts[mention.start]
        own = [token for token in tokens[at:] if token.end <= mention.end]
        titles = (gazetteer.titles.match(tokens, at - size) for size in (1, 2, 3) if at >= size)
        titled = any(hit and hit[0] == at for hit in titles)
        if mention.label in ("ORG", "LOC") and titled and 2 <= len(own) <= 4 and all(map(is_name, own)):
            known = gazetteer.heads.match(own, 0) or gazetteer.place_types.match(own, 0)
            if not known and not gazetteer.place_names.match(own, 0) and not gazetteer.known_places.match(own, 0):
                mention = replace(mention, label="PERSON", rule="person-behind-title", nested=())
        mended.append(mention)
    return mended


def _with_villages(found: list[Mention], tokens: Sequence[Token], gazetteer: Gazetteer) -> list[Mention]:
    """Call a place what the model took for a person behind the head of a village: "Trưởng thôn [Trà La]"."""
    mended: list[Mention] = []
    for mention in found:
        last = mended[-1] if mended else None
        if last and mention.label == "PERSON" and last.label == "POSITION" and last.end + 1 == mention.start:
            own = [token for token in tokens if mention.start <= token.start and token.end <= mention.end]
            village = next(token.key for token in reversed(tokens) if token.end == last.end) in VILLAGES
            if village and len(own) <= 3 and own[0].text not in gazetteer.surnames:
                mention = replace(mention, label="LOC", rule="place-of-village-head")
        mended.append(mention)
    return mended


def _with_surnames(found: list[Mention], tokens: Sequence[Token], gazetteer: Gazetteer) -> list[Mention]:
    """Give a person the surname that the model left to the place before: "tỉnh Nguyễn | Thái Xây"."""
    mended: list[Mention] = []
    for mention in found:
        last = mended[-1] if mended else None
        if last and mention.label == "PERSON" and last.label in ("ORG", "LOC") and last.end + 1 == mention.start:
            inside = [token for token in tokens if last.start <= token.start and token.end <= last.end]
            own = next(token for token in tokens if token.start == mention.start)
            kind = gazetteer.place_types.match(inside, 0)
            bare = kind is not None and kind[0] == len(inside) - 1  # a type word, and nothing but a surname
            surname = len(inside) > 1 and inside[-1].text in gazetteer.surnames
            if surname and (bare or own.text not in gazetteer.surnames):
                cut = inside[-2].end
                kept = tuple(place for place in last.nested if place.end <= cut)
                mended[-1:] = [] if bare else [replace(last, end=cut, nested=kept)]
                mention = replace(mention, start=inside[-1].start)
        mended.append(mention)
    return mended


def _with_listed(found: list[Mention], tokens: Sequence[Token], gazetteer: Gazetteer) -> list[Mention]:
    """Call a person what the model took for a place in a list of people: "các ông A, Phạm Tiến Nam, B"."""
    starts = {token.start: n for n, token in enumerate(tokens)}
    mended = list(found)
    for n in range(1, len(found)):
        mention, last = mended[n], mended[n - 1]
        at = starts[mention.start]
        joined = at >= 2 and tokens[at - 2].end == last.end and tokens[at - 1].key in (",", "và")
        if mention.label == "LOC" and last.label == "PERSON" and joined and tokens[at].text in gazetteer.surnames:
            own = [token for token in tokens[at:] if token.end <= mention.end]
            if 3 <= len(own) <= 4 and all(map(is_name, own)) and not gazetteer.place_names.match(tokens, at):
                mended[n] = replace(mention, label="PERSON", rule="person-in-list")
    return mended


def _with_fields(found: list[Mention], tokens: Sequence[Token]) -> list[Mention]:
    """Give a body the second half of its field: "Cục Chế biến | và phát triển thị trường nông sản"."""
    ends = {token.end: n for n, token in enumerate(tokens)}
    starts = {mention.start for mention in found}
    mended = []
    for mention in found:
        at = ends.get(mention.end, len(tokens)) + 1
        keys = tuple(token.key for token in tokens if mention.start <= token.start < mention.end)
        fielded = mention.label == "ORG" and any(keys[: len(head)] == head for head in FIELDED)
        if fielded and at + 1 < len(tokens) and tokens[at].key == "và" and tokens[at + 1].text.islower():
            end = at + 1
            while end < len(tokens) and tokens[end].kind == "word" and tokens[end].key not in ENDS_FIELD:
                if tokens[end].start in starts:
                    break
                end += 1
            closed = end == len(tokens) or tokens[end].key not in OPENS_LIST
            free = not any(token.start in starts for token in tokens[at:end])
            if closed and free and 2 <= end - at - 1 <= FIELD_WORDS:
                mention = replace(mention, end=tokens[end - 1].end)
        mended.append(mention)
    return mended


def _with_schools(found: list[Mention], tokens: Sequence[Token]) -> list[Mention]:
    """Give a school the name that the model took for a person: "trường THCS | Vũ Tiến"."""
    mended: list[Mention] = []
    for mention in found:
        last = mended[-1] if mended else None
        if last and mention.label == "PERSON" and last.label == "ORG" and last.end + 1 == mention.start:
            keys = tuple(token.key for token in tokens if last.start <= token.start and token.end <= last.end)
            if any(keys[-len(kind) :] == kind for kind in SCHOOLS):
                mended[-1] = replace(last, end=mention.end)
                continue
        mended.append(mention)
    return mended


def longer_position(tokens: Sequence[Token], first: int, last: int, gazetteer: Gazetteer) -> int:
    """Where a position ends that the gazetteer knows in full: Giám đốc [điều hành]."""
    hit = gazetteer.positions.match(tokens, first)
    last = max(last, hit[0]) if hit else last
    while last > first + 1 and tokens[last - 1].key in NOT_IN_POSITION:
        last -= 1
    for at in range(first + 1, last):  # never half of a unit that it heads: trưởng [Ban quản lý]
        head = gazetteer.heads.match(tokens, at)
        if head and head[0] > last:
            return head[0]
    return last


def person_start(tokens: Sequence[Token], first: int, last: int, gazetteer: Gazetteer) -> int:
    """Where a person's name begins that runs on from a body's: Chủ tịch [UBND xã An Bình | Lò Văn Thanh]."""
    country = gazetteer.known_places.match(tokens, first)
    if country and 2 <= last - country[0] <= 4 and all(map(is_name, tokens[country[0] : last])):
        return country[0]  # Thủ tướng [Canada | Justin Trudeau]
    run = last
    while run > first and is_name(tokens[run - 1]) and not gazetteer.heads.match(tokens, run - 1):
        run -= 1
    if last - run < 3:
        return last
    full = 3 if run == first else 2  # syllables that a person's name has at least
    known = gazetteer.place_names.match(tokens, run)
    bare = run > first and not known and tokens[run - 1].key in TYPE_ENDS  # UBND huyện | Đỗ Thu Nga
    if not bare and not known and person_behind_field(tokens, run, last, first, gazetteer.surnames):
        return run
    cuts = ([run] if bare and last - run == 3 else []) + ([known[0]] if known else []) + [run + n for n in (2, 1, 3)]
    for cut in cuts:
        place = gazetteer.place_names.match(tokens, cut) if cut < last else None
        spans = (gazetteer.known_places.match(tokens, at) for at in range(first, min(cut, last)))
        if any(hit and hit[0] > cut for hit in spans):
            continue  # no name begins inside Thái Bình [Dương]
        if (
            first < cut
            and full <= last - cut <= 5
            and tokens[cut].text in gazetteer.surnames
            and not (place and place[0] == last)
        ):
            return cut
    return last
