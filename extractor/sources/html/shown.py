"""What a page shows of its article: the date line, the byline, the tags, the paper's name, the dateline."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from datetime import datetime, timedelta
from functools import lru_cache

from extractor.data import data_path, read_table
from extractor.model import ZoneKind
from extractor.sources import fields
from extractor.sources.html.jsonld import tidy
from extractor.sources.html.metadata import DOMAIN, PAPER, SEPARATORS, Told, find_site, find_told_authors, find_told_date, hosts_of
from extractor.sources.html.outline import Outline, fold
from extractor.sources.html.tree import Node
from extractor.sources.html.walk import Block, is_button, iterate
from extractor.sources.html.zones import kind_of, links_of
from extractor.text import datelines
from extractor.text.bylines import is_name, read_byline
from extractor.text.date_lines import Stamp, read_date_line, read_stamp
from extractor.text.dates import read_moment

NEAR = 12  # blocks around the headline in which a date is the article's
CLOSE = 3  # blocks before the headline
LONG = 200  # characters of a line that may hold one
PHOTO = re.compile(
    r"(?<!bài, )(?<!tin, )(?<!bài và )(?<!tin và )(?<!bài & )(?<!bài - )(?<!tin - )(?<!bài – )(?<!\w)"
    r"(?:ảnh|video|clip|đồ họa|đồ hoạ|thiết kế|trình bày|infographic|nguồn ảnh)(?:,\s*\w+)?\s*[:：]", re.I,
)
OWNER = re.compile(
    r"(?:ghi rõ nguồn|bản quyền(?: nội dung)?(?: thuộc)?(?: về)?|copyright|©|®)[\s©®\d:,.\-–]*"
    r"[\"“']?((?:báo|tạp chí|cổng|trang|đài|thông tấn xã)[^.,|\"”;()–]{3,60}?)[\"”']?"
    r"(?=\s+(?:khi|giữ|và|từ|online)\b|\s*[.,|;()–\-]|\s*$)", re.I,
)
TAGGED = re.compile(r"(?<![a-z])tags?(?![a-z])|[a-z]tags?[\"' ]|keyword|tu[-_]?khoa|topic|chu[-_]?de", re.I)
CONTACT = re.compile(r"\b(?:đt|điện thoại|tel|e?-?mail|fax|địa chỉ|powered)\b", re.I)
TODAY = re.compile(r"\s*hôm nay", re.I)
CLOCK = re.compile(r"clock|today|time-?now|current-?(?:date|time)|hom-?nay|dong-?ho", re.I)
BOXES = ("furniture", "teasers")
NOBODY = frozenset({"superuser", "administrator", "webmaster"})
UPDATED = re.compile(r"cập nhật|cập nhập|sửa", re.I)  # where no other moment is told, this is the one


def find_published(found: Outline, kinds: Sequence[ZoneKind], told: Told) -> str | None:
    """The moment of the first publication: what the head tells, set right by what is shown."""
    said = _read_told(find_told_date(told))
    shown = _find_shown(found, kinds)
    if said is None:
        return shown.published if shown else None
    if shown is None or shown.published[:4] < "1990":
        return said
    if "T" not in said:
        return shown.published if shown.published[:10] == said[:10] else said
    if "T" not in shown.published or shown.updated:
        return said
    if shown.published[:16] == said[:16]:  # the same hour on the clock, whatever zone the head tells
        return said[:19] + shown.published[19:]
    earlier = datetime.fromisoformat(shown.published) < datetime.fromisoformat(said)
    return shown.published if earlier else said


def _read_told(told: str | None) -> str | None:
    """In the time of Hanoi, unless another zone is told; UTC is what programs write, and nobody's own."""
    from extractor.sources.records import HANOI as ZONE
    from extractor.sources.records import read_date

    if not told:
        return None
    told = re.sub(r"(T\d\d:\d\d(?::\d\d)?)\s+", r"\1", told.strip().rstrip("."))
    read = read_date(int(told) if re.fullmatch(r"\d{10}|\d{13}", told) else told)
    if read is None:
        stamp = read_stamp(told) if len(told) < LONG else None
        return stamp.published if stamp else None
    if "T" not in read:
        return read
    moment = datetime.fromisoformat(read).replace(microsecond=0)
    if moment.tzinfo is None:
        moment = moment.replace(tzinfo=ZONE)
    elif moment.utcoffset() == timedelta(0):
        moment = moment.astimezone(ZONE)
    return moment.isoformat()


def _find_shown(found: Outline, kinds: Sequence[ZoneKind]) -> Stamp | None:
    """The nearest to the headline, of those that tell no update the first."""
    text = [i for i, kind in enumerate(kinds) if kind in ("lead", "body", "headline")]
    if not text:
        return None
    first, last = found.headline[0] if found.headline else text[0], text[-1]
    body = next((i for i in text if kinds[i] == "body"), last)
    above = [i for i in range(first - 1, max(-1, first - NEAR), -1) if first - i <= CLOSE or _is_near(found, i)]
    below = [i for i in range(last + 1, min(last + NEAR, len(kinds)))]
    for places in (range(first, body), above, [i for i in below if kind_of(found.blocks[i]) not in BOXES]):
        stamps: list[tuple[bool, int, Stamp]] = []
        for i in places:
            if kinds[i] in ("furniture", "byline") and not _is_clock(found.blocks[i]):
                if stamp := _read_block(found.blocks[i]):
                    stamps.append((stamp.updated, len(stamps), stamp))
        if stamps:
            return min(stamps)[2]
    return None


def _is_clock(block: Block) -> bool:
    """Whether it tells what day it is today."""
    told = [node for node in iterate(block.node) if not node.spine] + [node for _, node, _ in block.runs]
    return TODAY.match(block.text) is not None or any(CLOCK.search(node.told) for node in told)


def _is_near(found: Outline, i: int) -> bool:
    """Whether a block stands in a small element together with the headline."""
    head = found.headline[0] if found.headline else found.root.first
    return any(n.spine and n.first <= head <= n.last and n.last - n.first < NEAR for n in iterate(found.blocks[i].node))


def _read_block(block: Block) -> Stamp | None:
    for node in iterate(block.node):
        if node.name == "time" and (told := _read_told(tidy(node.get("datetime")))):
            return Stamp(told)
        if node.spine:
            break
    for _, node, _ in block.runs:
        if node.name == "time" and (told := _read_told(tidy(node.get("datetime")))):
            return Stamp(told)
    stamp = read_date_line(block.text)
    if not stamp and kind_of(block) == "meta" and len(block.text) < LONG:
        stamp = read_stamp(block.text)
    if stamp:
        again = read_stamp(UPDATED.sub(" ", block.text)) if stamp.updated else None
        return Stamp(again.published, True) if again else stamp
    ends = [start for start, _, _ in block.runs[1:]] + [block.end]
    parts = [block.text[start - block.start : end - block.start].strip() for (start, _, _), end in zip(block.runs, ends, strict=True)]
    parts += [part for part in re.split(r"\s*[|•·]\s*|\s{2,}|\s+-\s+", block.text) if part]
    return next((stamp for part in parts if len(block.text) < LONG and (stamp := read_date_line(part))), None)


def find_authors(found: Outline, kinds: Sequence[ZoneKind], told: Told, pieces: Sequence[str]) -> tuple[str, ...]:
    """Names of the bylines shown, else of the head; desks and agencies only where nobody else is named. ``pieces``: the
    words of the zones that are bylines. Who only took the pictures is no author."""
    own = {_squeeze(name) for name in (find_site(told), *told.metas.get("og:site_name", ()), *hosts_of(told)) if name}
    wrote = [part for piece in pieces if (part := PHOTO.split(piece)[0].strip(" -–|,;(\xa0"))]
    shown = [name for piece in wrote for name in read_byline(piece, bare=True) or ()]
    if not shown:
        linked = [b for b, kind in zip(found.blocks, kinds, strict=True) if kind == "byline"]
        shown = [
            name
            for block in linked
            for start, node, _ in block.runs
            if (name := block.text[start - block.start :].split("\t")[0].strip()) and node.name == "a" and is_name(name)
        ]
    named = _prefer(shown)
    if named:
        return named
    head = [
        name
        for words in find_told_authors(told)
        if _squeeze(words) not in own and not DOMAIN.fullmatch(words) and not PAPER.match(words)
        for name in read_byline(words, bare=True) or ()
    ]
    return _prefer([name for name in head if _squeeze(name) not in own | NOBODY])


def _squeeze(name: str) -> str:
    """A paper's name without what is the same in all: baosonghong for Báo điện tử Sông Hồng is songhong."""
    return re.sub(r"^(?:bao|tapchi)|dientu|online|(?:www)", "", fields.fold(name))


def _prefer(names: Iterable[str]) -> tuple[str, ...]:
    """Persons before desks and agencies, each once, whatever letters they are in."""
    once = list({name.lower(): name for name in names}.values())
    persons = [name for name in once if name.lower() not in _read_groups()]
    return tuple(persons or once)


@lru_cache(maxsize=1)
def _read_groups() -> frozenset[str]:
    rows = read_table(data_path("lexicon", "bylines.tsv"))
    return frozenset(row["words"] for row in rows if row["kind"] in ("agency", "desk"))


def find_tags(found: Outline, kinds: Sequence[ZoneKind]) -> tuple[str, ...]:
    """The tags that are shown behind the text as links."""
    names: list[str] = []
    last = max((i for i, kind in enumerate(kinds) if kind in ("body", "lead")), default=0)
    for i, block in enumerate(found.blocks[found.top + 1 :], found.top + 1):
        if kinds[i] != "furniture" or i < last:
            continue
        for (start, _, link), nxt in zip(block.runs, [*block.runs[1:], None], strict=True):
            end = nxt[0] if nxt else block.end
            if link is not None and not is_button(link) and _is_tag(link):
                names.append(block.text[start - block.start : end - block.start].strip(" ,;#\xa0"))
    return tuple(dict.fromkeys(name for name in names if name))


def _is_tag(link: Node) -> bool:
    if "tag" in link.get("rel").lower().split():
        return True
    for node in iterate(link):
        if node.spine:
            return False
        if node.cue in ("meta", "furniture") and TAGGED.search(node.told):
            return not re.search(r"categor|share|social", node.told, re.I)
    return False


def find_publisher(found: Outline, kinds: Sequence[ZoneKind], told: Told, pictures: Iterable[str]) -> str | None:
    """The paper's name: of the head, of the title's end, of the foot, of the logo."""
    if site := find_site(told):
        return site
    shown = " ".join(found.blocks[i].text for i in found.headline)
    parts = [part for part in SEPARATORS.split(told.title) if part and fold(part) not in fold(shown)]
    if named := [part for part in parts if PAPER.match(part)] or (parts[-1:] if fold(shown) in fold(told.title) else []):
        return named[-1]
    foot = [b.text for b, kind in zip(found.blocks, kinds, strict=True) if kind == "furniture"][-15:]
    for text in foot:
        if m := OWNER.search(text):
            return _spell(m[1].strip())
    for text in foot:
        name = re.split(r"\s+[|–-]\s+|[.,;]|\s*\|\s*", text.strip())[0]
        if PAPER.match(name) and 2 < len(name.split()) < 12 and ":" not in name:
            return _spell(name)
    for text in foot:
        name = re.split(r"\s+[-–|]\s+", text)[0]
        if CONTACT.search(text) and name != text and 2 < len(name.split()) < 12 and not re.search(r"[\d:@]", name):
            return _spell(name.strip(" ©®"))
    for words in pictures:
        if PAPER.match(words) and 1 < len(words.split()) < 10:
            return words
    return told.first(("og:site_name",)) or None


def _spell(name: str) -> str:
    """A name in capitals as one writes it."""
    if not name.isupper():
        return name
    return " ".join(w.lower() if w.lower() in ("điện", "tử", "thông", "tin") else w.capitalize() for w in name.split())


def find_dateline(text: str, block: Block | None) -> tuple[str | None, str | None]:
    """The place and the source that open the first paragraph."""
    if block is not None:
        for start, node, _ in block.runs[:2]:
            if start == block.start and re.search(r"location|dateline|place|dia-?danh", node.told, re.I):
                end = block.runs[1][0] if len(block.runs) > 1 else block.end
                return block.text[: end - block.start].strip(" -–—:,()") or None, None
    found = datelines.find_dateline(text)
    if found and found.place and DOMAIN.fullmatch(found.place):
        return None, found.place
    return (found.place, found.source) if found else (None, None)


__all__ = ["find_authors", "find_dateline", "find_published", "find_publisher", "find_tags", "links_of", "read_moment"]
