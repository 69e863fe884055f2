"""Chains of offices: positions, each with the body that follows it, one after the other."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from extractor.entities.bare_bodies import find_bare_body, last_place
from extractor.entities.gazetteer import Gazetteer
from extractor.entities.implied_bodies import read_leaders
from extractor.entities.levels import LEVELS
from extractor.entities.links import MARKS, read_chain
from extractor.entities.offices import UNITS, Chain, Office
from extractor.entities.shared_bodies import share_body
from extractor.entities.whole_bodies import name_whole, write_name
from extractor.model import Entity, RoleStatus
from extractor.places import fold_name
from extractor.text import split_words, tokenize

MANNER = re.compile(
    r"phụ trách|đại diện|danh dự|kinh doanh|tài chính|kỹ thuật|giao dịch|thứ (?:nhất|hai|ba)|kiêm nhiệm"
)
IN_CHARGE = re.compile(r"(?:phụ trách|chuyên trách|thường trực)(?: [^\W\d_]+){0,5}")
DIRECTOR = re.compile(r"(?:phó )?(?:tổng )?giám đốc(?: cấp cao| điều hành)?|phó chủ tịch(?: cấp cao)?", re.IGNORECASE)
FIELD = re.compile(  # giám đốc [khối khách hàng bán lẻ], phó chủ tịch [chính sách công của] Google
    r"(?P<field>(?:khối|mảng|nhóm|ngành hàng|bán lẻ|bán hàng|nghiên cứu|phát triển|chiến lược|phân tích"
    r"|quan hệ|chính sách|truyền thông|thị trường|sản phẩm|nhân sự|công nghệ|vận hành|tư vấn|đầu tư|đối ngoại|tiếp thị"
    r"|marketing|sáng tạo|thiết kế|dịch vụ|cung ứng|tổ chức|điều phối|quốc gia|toàn cầu)(?: [a-zà-ỹđ&]+){0,8}?)"
    r"(?: (?:của|tại|thuộc))?"
)
BODY_WORDS = 8  # how many words of a body's name may stand before the capitals that the model sees
STATE = frozenset({"thủ tướng", "phó thủ tướng", "phó thủ tướng thường trực"})
LOCAL = re.compile(r"(?:Tỉnh|Thành|Thị|Huyện|Quận) [uủ][ỷy]|UBND|HĐND|Ủy ban nhân dân|Hội đồng nhân dân|Sở")
SERVING = re.compile(  # phát ngôn viên [Tổng thống Nga]
    r"(?:phó )?(?:phát ngôn viên|người phát ngôn|thư ký|trợ lý|cố vấn|chánh văn phòng|đặc phái viên)", re.IGNORECASE
)
OF = frozenset({"", "của", "tại", "ở", "thuộc", ","})
OWNER = re.compile(r"^(?:của|tại|thuộc) ")
WHICH = re.compile(  # tổng thống [thứ 45 của] Mỹ, tổng thống [đắc cử] Mỹ
    r"(?:thứ [\w-]+|đương nhiệm|tiền nhiệm|trước đó|hiện tại|hiện nay|chính thức) của"
    r"|(?:mới |vừa )?(?:đắc cử|đương nhiệm|tiền nhiệm|(?:sắp )?mãn nhiệm|sắp nhậm chức|tạm quyền|lâm thời)(?: của)?"
)
AREA = re.compile(  # begins the name of a part of a foreign state, or tells of its rule: vùng [Kemerovo]
    r"(?:của )?(?:chính quyền )?(?:vùng|bang|hạt|xứ|khu tự trị|vùng lãnh thổ|chính quyền)"
)
FORCES = re.compile(  # tổng tham mưu trưởng [các lực lượng vũ trang] Nga
    r"(?:của )?(?:(?:các )?lực lượng|quân đội|liên quân|hải quân|không quân|lục quân)(?: [^\W\d_]+){0,6}"
)
DESCRIBING = frozenset({"có", "đang", "được", "bị", "do", "chuyên", "đóng"})
CODE = re.compile(r" \(((?:P[ACKVX]|[ACHKVX]) ?\d{1,3})\)")  # of a division of the police
BRACKETS = frozenset({"(", "-", "–"})


def find_chains(inside: Sequence[Entity], text: str, mentions: Sequence[Entity], gazetteer: Gazetteer) -> list[Chain]:
    """The chains of offices of a sentence."""
    chains: list[Chain] = []
    at = 0
    while at < len(inside):
        if inside[at].label != "POSITION":
            at += 1
            continue
        first = at
        chain: list[Office] = []
        while at < len(inside) and inside[at].label == "POSITION":
            status: RoleStatus = "current"
            given = False
            if chain:
                bodiless = chain[-1].body is None and chain[-1].name is None
                gap = text[chain[-1].end : inside[at].start]
                if (link := read_chain(gap, gazetteer, open_office=bodiless)) is None:
                    break
                status, given = link.status, link.told
                if _outranks(chain[-1], inside, at, gap):
                    break  # "Báo cáo với Thủ tướng, Bí thư Tỉnh ủy A …"
            office, at = _office(inside, at, text, mentions, gazetteer)
            office, at, done = _serving(office, inside, first, at, text, mentions, gazetteer)
            chain.append(replace(office, status=status, given=given))
            if done:
                break
        chains.append((share_body(chain, gazetteer), first, at))
    return chains


def _serving(
    office: Office,
    inside: Sequence[Entity],
    first: int,
    at: int,
    text: str,
    mentions: Sequence[Entity],
    gazetteer: Gazetteer,
) -> tuple[Office, int, bool]:
    """An office that serves another one ("phát ngôn viên | Tổng thống Nga"), with that as its body, the index behind,
    and whether the other is still to be read, for its own holder."""
    served = inside[at] if at < len(inside) else None
    if office.body_name or served is None or served.label != "POSITION" or not SERVING.match(office.position.text):
        return office, at, False
    if text[office.end : served.start].strip() not in ("", "của"):
        return office, at, False
    other, behind = _office(inside, at, text, mentions, gazetteer)
    named = replace(office, name=f"{served.text} {other.body_name}" if other.body_name else "")
    after = inside[behind] if behind < len(inside) else None
    if after is None or after.label != "PERSON" or text[other.end : after.start].strip():
        return replace(named, end=other.end), behind, False
    left = inside[first - 1] if first else None
    apposed = left is not None and left.label == "PERSON" and text[left.end : office.start].strip() in MARKS
    leads = fold_name(after.name) in read_leaders() or split_words(served.text) in gazetteer.implied_bodies
    return (named, at, True) if apposed or leads else (replace(named, end=other.end), behind, False)


def _outranks(office: Office, inside: Sequence[Entity], at: int, gap: str) -> bool:
    """Whether one person can hardly hold both: the head of the government and an office of a unit."""
    body = inside[at + 1] if at + 1 < len(inside) else None
    state = office.position.text.lower() in STATE and gap.strip() == ","
    return state and body is not None and body.label == "ORG" and LOCAL.match(body.text) is not None


def _office(
    inside: Sequence[Entity], at: int, text: str, mentions: Sequence[Entity], gazetteer: Gazetteer
) -> tuple[Office, int]:
    """The office whose position is ``inside[at]``, and the index behind what belongs to it."""
    position, at = inside[at], at + 1
    if at < len(inside) and (code := CODE.match(text, position.end)) and inside[at].start == code.start(1):
        position, at = replace(position, end=code.end()), at + 1  # Trưởng phòng Cảnh sát hình sự (PC 45), | Công an A
    body = inside[at] if at < len(inside) and _belongs(position, inside[at], text, gazetteer) else None
    if body is None:
        told = find_bare_body(position.end, text, mentions, gazetteer)
        name, end = told or (None, position.end)
        return Office(position, None, position.start, end, name), at
    if body.label == "LOC" and (level := body.text.lower()) in LEVELS:  # "Chủ tịch tỉnh" and no more
        return Office(
            position, body, position.start, body.end, last_place(level, body.start, mentions, gazetteer)
        ), at + 1
    gap = text[position.end : body.start].strip()
    begun = None
    if manner := _manner(position, gap):
        words = f"{position.text} {manner}"
        position = replace(
            position, text=words, name=words, end=position.end + text[position.end :].index(manner) + len(manner)
        )
    elif gap and gap not in OF | BRACKETS and not WHICH.fullmatch(gap) and not IN_CHARGE.fullmatch(gap):
        begun = OWNER.sub("", text[position.end : body.end].strip())
    name, end, at = name_whole(begun or write_name(body), inside, at + 1, text, gazetteer)
    while at < len(inside) and inside[at].label == "LOC" and _continues(text[end : inside[at].start]):
        end, at = inside[at].end, at + 1
    return Office(
        position, body, position.start, end, name if begun or name != body.name or body.text != body.name else None
    ), at


def _manner(position: Entity, gap: str) -> str | None:
    """The words behind a position that belong to it: "Chủ tịch [danh dự] | Hội A", "giám đốc [bán lẻ] | của VIB"."""
    if MANNER.fullmatch(gap):
        return gap
    field = FIELD.fullmatch(gap) if DIRECTOR.fullmatch(position.text) else None
    return field["field"] if field else None


def _belongs(position: Entity, body: Entity, text: str, gazetteer: Gazetteer) -> bool:
    """A body right behind the position, or one whose name begins in lower case with a head: tập đoàn [Sao Mai]."""
    if body.label not in ("ORG", "LOC"):
        return False
    gap = text[position.end : body.start].strip()
    unit = set(split_words(position.text)) & UNITS
    if gap in OF or AREA.fullmatch(gap) or WHICH.fullmatch(gap) or (unit and gap in BRACKETS):
        fused = unit and split_words(position.text)[-1] not in UNITS  # Trưởng phòng Kinh tế, | huyện A
        return (
            gap in OF - {","}
            or bool(AREA.fullmatch(gap) or WHICH.fullmatch(gap))
            or body.label == "ORG"
            or bool(fused and gap == ",")
        )
    if IN_CHARGE.fullmatch(gap) or _manner(position, gap):
        return True  # "Phó chủ tịch phụ trách đô thị | quận 10"
    if FORCES.fullmatch(gap):
        return body.link is not None and body.link.type == "country"
    tokens = tokenize(OWNER.sub("", gap))
    if DESCRIBING & {token.key for token in tokens}:
        return False  # chủ tịch công ty [có trụ sở tại] xã A
    return len(tokens) <= BODY_WORDS and gazetteer.heads.match(tokens, 0) is not None and not set(",;:.(") & set(gap)


def _continues(gap: str) -> bool:
    """Whether a place goes on telling where a body is: "UBND xã A, huyện B" or "Phòng Tài chính (huyện B"."""
    return gap.strip() in ("", ",", "(", "-")
