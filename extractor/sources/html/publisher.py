"""The name of the paper, as its head, its foot and its header tell it."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from extractor.model import ZoneKind
from extractor.sources import fields
from extractor.sources.html.blocks import Block, links_of
from extractor.sources.html.headline import fold
from extractor.sources.html.jsonld import tidy
from extractor.sources.html.metadata import SEPARATORS, Told, find_site, find_sites
from extractor.sources.html.outline import Outline
from extractor.text.publishers import GENERIC, PAPER
from extractor.text.shapes import DOMAIN, is_tools

OWNED = (
    r"(?:ghi rõ nguồn|bản quyền(?: nội dung)?(?: thuộc)?(?: về| của)?|quyền sở hữu của|copyright|©|®)"
    r"[\s©®\d:,.\-–]*(?:(?:by|thuộc về|bản quyền|của)\s+)*[\s©®:\-–]*[\"“']?"
)
STATION = r"(?!\s?[-–]\s?truyền hình)"  # Đài Phát thanh - Truyền hình Đồng Quê
STOP = STATION + (
    r"[\"”']?(?=\s+(?:khi|giữ|(?:và|vui lòng|đề nghị) (?:tác giả|dẫn|ghi|không|được|gắn)|từ|online|all rights|bảo lưu|"
    r"mọi quyền|designed|powered)\b|\s*[.,|;()–\-\"”]|\s*$)"
)
OWNERS = (  # a paper goes before a name of any kind
    re.compile(OWNED + r"((?:báo|tạp chí|cổng|trang|đài|thông tấn xã)[^.,|\"”;()–]{3,60}?)" + STOP, re.I),
    re.compile(OWNED + r"([^\W\d_][^.,|\"”;()–\d]{3,90}?)" + STOP, re.I),
)
LINE = re.compile(STATION + r"(?:\s+[|–-]\s+|[.,;]|\s*\|\s*)", re.I)
CONTACT = re.compile(r"\b(?:đt|điện thoại|tel|e?-?mail|fax|địa chỉ|powered)\b", re.I)
OWNER = re.compile(r"cơ quan (?:chủ quản|chủ trì)\s*:\s*([^.;|]{4,90}?)\s*$", re.I)
ALT = re.compile(r"<img\b[^>]{0,600}?\balt\s*=\s*[\"']([^\"'<>]{4,90})[\"']", re.I)
HOME = re.compile(r"(?:https?://[^/]+)?/?(?:(?:index|default|trang-?chu|home)[\w.]*)?$", re.I)
HEADER, FOOT, PICTURES = 25, 15, 10  # blocks and pictures that are looked at
WORDS = 18  # of the longest name


def find_publisher(found: Outline, kinds: Sequence[ZoneKind], told: Told) -> str | None:
    """The paper's name; one without marks only where none with them is shown."""
    name = next(iter(_names(found, kinds, told)), None)
    if name and name.isascii() and " " in name:
        bare = fields.fold(name)
        texts = (
            part
            for b in found.blocks
            for part in (b.text, *SEPARATORS.split(b.text))
            if len(b.text) < 2 * len(name) + 40
        )
        others = (*find_sites(told), *SEPARATORS.split(told.title), *_owners(_foot(found, kinds)), *texts)
        return next((_spell(tidy(o)) for o in others if not o.isascii() and fields.fold(o) == bare), name)
    return name


def _names(found: Outline, kinds: Sequence[ZoneKind], told: Told) -> Iterator[str]:
    """All that may be it, the surest first."""
    if site := find_site(told):
        yield site
    parts = list(_ends(found, told))
    foot = _foot(found, kinds)
    yield from (part for part in parts if PAPER.match(part))
    listed = {fold(b.text) for b in found.blocks if links_of(b) and not _is_plain(b)}  # names of sections
    yield from (part for part in reversed(parts) if (" " in part or not part.isupper()) and fold(part) not in listed)
    owners = list(_owners(foot))
    yield from filter(PAPER.match, owners)
    for text in foot:
        name = LINE.split(text.strip())[0]
        if PAPER.match(name) and 2 < len(name.split()) < 12 and ":" not in name and not GENERIC.fullmatch(name):
            yield _spell(name)
    yield from _header(found)
    yield from owners
    for text in foot:
        name = re.split(r"\s+[-–|]\s+", text)[0]
        if CONTACT.search(text) and name != text and 2 < len(name.split()) < 12 and not re.search(r"[\d:@]", name):
            yield _spell(name.strip(" ©®"))
    alts = [tidy(m[1]) for m, _ in zip(ALT.finditer(found.page.source), range(PICTURES), strict=False)]
    yield from (
        re.sub(r"^logo\s+", "", alt, flags=re.I)
        for alt in alts
        if PAPER.match(re.sub(r"^logo\s+", "", alt, flags=re.I))
    )
    yield from (_spell(m[1]) for text in foot if (m := OWNER.search(text)))
    yield from reversed(parts)
    yield from _home(found)
    yield from told.metas.get("og:site_name", ())


def _ends(found: Outline, told: Told) -> Iterator[str]:
    """What <title> says besides the headline."""
    shown = " ".join(found.blocks[i].text for i in found.headline)
    whole = bool(shown) and shown in told.title
    held = whole or (bool(shown) and fold(shown) in fold(told.title))
    for part in SEPARATORS.split(told.title.replace(shown, " | ") if whole else told.title):
        name = re.sub(r"\[[^\]]*\]", "", part).strip(" :-–|")
        if name and not held and not PAPER.match(name):
            continue
        if name and (whole or fold(name) not in fold(shown)) and not is_tools(name) and not DOMAIN.fullmatch(name):
            yield name


def _foot(found: Outline, kinds: Sequence[ZoneKind]) -> list[str]:
    behind = zip(found.blocks[found.top + 1 :], kinds[found.top + 1 :], strict=True)
    return [b.text for b, kind in behind if kind == "furniture"][-FOOT:]


def _owners(foot: Sequence[str]) -> Iterator[str]:
    """Whom the lines with the copyright name."""
    for owner in OWNERS:
        for text in foot:
            if (
                (m := owner.search(text))
                and m[1][0].isupper()
                and len(m[1].split()) < WORDS
                and not DOMAIN.fullmatch(m[1])
            ):
                yield _spell(m[1].strip())


def _header(found: Outline) -> Iterator[str]:
    """A name above the headline: of a line, or of two where the first tells only what kind of site it is."""
    blocks = found.blocks[: min(HEADER, found.headline[0] if found.headline else 0)]
    for block, then in zip(blocks, [*blocks[1:], None], strict=False):
        ends = [start for start, _, _ in block.runs[1:2]] or [block.end]
        name = block.text[: ends[0] - block.start].strip()  # what stands beside it tells whose paper it is
        if GENERIC.fullmatch(name) and then is not None and _is_plain(then) and _is_plain(block):
            name = f"{name} {then.text.strip()}"
        if (
            PAPER.match(name)
            and not GENERIC.fullmatch(name)
            and 2 < len(name.split()) < WORDS
            and _is_plain(block)
            and not name.endswith((".", "!"))
        ):
            yield _spell(name)


def _home(found: Outline) -> Iterator[str]:
    """The words of a link to the first page, above the headline."""
    for block in found.blocks[: min(HEADER, found.headline[0] if found.headline else 0)]:
        words = block.text.strip()
        if links_of(block) and _is_plain(block) and 1 < len(words.split()) < WORDS and not is_tools(words):
            yield _spell(words)


def _is_plain(block: Block) -> bool:
    """Whether it leads nowhere but to the first page."""
    return all(HOME.match(link.get("href")) for link in links_of(block)) and len(block.text) < 120


def _spell(name: str) -> str:
    """A name in capitals as one writes it."""
    if not name.isupper():
        return name
    return " ".join(w.lower() if w.lower() in ("điện", "tử", "thông", "tin") else w.capitalize() for w in name.split())
