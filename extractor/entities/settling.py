"""Which of the roles found in an article stand: of two that cannot both be, the one that is told more plainly."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from extractor.entities.implied_bodies import read_leaders
from extractor.entities.positions import read_office
from extractor.model import Role
from extractor.places import fold_name
from extractor.text import split_words

# How surely a role is told: its body not at all, by the office's own words (Bộ trưởng Y tế) or beside it; PLAIN where
# besides nothing stands between the office and its holder.
IMPLIED, NAMED, TOLD, PLAIN = range(4)
TOWN = re.compile(r"(?<=UBND)TP |\bTP\.? ?")  # also run together: UBNDTP A
OWN_HEADS = frozenset({"sở", "cục", "viện", "trường", "công", "khối", "huyện", "quận", "xã", "phường", "bộ"})
CANDIDATE_MEMBER = ("dự", "khuyết")
RULING = frozenset({"thủ", "tổng", "chủ"})  # Thủ tướng, Tổng thống, Chủ tịch nước: one at a time, unlike Đại biểu


@dataclass(frozen=True, slots=True)
class Told:
    """A role as it was found; ``short`` are the words that stand for its body where they are not its whole name."""

    role: Role
    sure: int
    short: str | None = None

    @property
    def office(self) -> tuple[str, str]:
        """Who holds what."""
        return self.role.person.lower(), self.role.position.lower()


def settle(found: Sequence[Told]) -> tuple[Role, ...]:
    """The roles that stand, each once, in reading order."""
    kept = _without_rivals(_without_other_bodies(_first_told(found)))
    return _without_repeats(told.role for told in kept)


def _first_told(found: Sequence[Told]) -> list[Told]:
    """The first mention of each role; one whose body is implied only where the text tells of no other: "Bộ trưởng A" is
    no second office where it says of what A is Bộ trưởng."""
    first: dict[tuple[tuple[str, str], str | None], Told] = {}
    for told in (t for t in found if t.sure > NAMED):
        first.setdefault((told.office, told.role.organization), told)
    beside = {office for office, _ in first}
    for told in (t for t in found if t.sure == NAMED and t.office not in beside):
        first.setdefault((told.office, told.role.organization), told)
    for told in (t for t in found if t.sure == IMPLIED and t.office not in beside):
        same = [other.role for (office, _), other in first.items() if office == told.office]
        if all(_is_part(one.organization or "", told.role.organization or "") for one in same):
            first.setdefault((told.office, told.role.organization), told)
    return list(first.values())


def _is_part(one: str, other: str) -> bool:
    """Whether one name of a body is told with words of the other: Bộ Văn hóa, Bộ Văn hóa, Thể thao và Du lịch."""
    words, others = _body_words(one), _body_words(other)
    return words <= others or others <= words


def _without_other_bodies(found: Sequence[Told]) -> list[Told]:
    """Without the second reading of a short body: the "Thành ủy" whose Bí thư is A is the one told with A before."""
    return [told for told in found if not (told.short and any(_names_body(other, told) for other in found))]


def _names_body(other: Told, told: Told) -> bool:
    """Whether ``other`` tells the body that the short words of ``told`` stand for."""
    same = other.office == told.office and other.role.status == told.role.status
    whole = (other.role.organization or "").lower()
    if not same or _is_part(whole, told.role.organization or ""):
        return False
    earlier = other.short is None or other.role.start < told.role.start
    return earlier and f" {told.short} " in f" {whole} "


def _without_rivals(found: Sequence[Told]) -> list[Told]:
    """Without who seems to hold what somebody else plainly holds: one heads a body."""
    return [told for told in found if not any(_outweighs(other, told) for other in found)]


def _outweighs(other: Told, told: Told) -> bool:
    one, two = other.role, told.role
    if other.sure != PLAIN or told.sure in (NAMED, PLAIN) or not one.status == two.status == "current":
        return False
    if one.person == two.person or fold_name(two.person) in read_leaders():
        return False  # "Tổng thống Bill Clinton" was one, whoever is now
    same = one.position.lower() == two.position.lower() and _is_alone(two.position)
    return same and _body_words(one.organization or "") == _body_words(two.organization or "")


def _is_alone(position: str) -> bool:
    """Whether a body has one of such an office at a time."""
    office = read_office(position)
    leads = office is not None and office.rank == "state" and split_words(position)[0] in RULING
    return leads or (office is not None and office.rank == "head")


def _body_words(name: str) -> set[str]:
    """The words that tell a body, however its place is written: UBND TP A, UBND thành phố A."""
    return set(split_words(TOWN.sub("thành phố ", name))) - {"và", "của", "&"}


def _without_repeats(roles: Iterable[Role]) -> tuple[Role, ...]:
    """Of an office that is told with more and with fewer words, or words of its body, the one with more."""
    kept: list[tuple[tuple[str, ...], set[str], Role]] = []
    for role in sorted(roles, key=lambda r: (-len(split_words(r.organization or "")), -len(r.position))):
        office, words = split_words(role.position), _body_words(role.organization or "")
        same = [(told, body) for told, body, other in kept if other.person.lower() == role.person.lower()]
        if not any(_tells_more(told, office) and words <= body and not _is_other(words, body) for told, body in same):
            kept.append((office, words, role))
    return tuple(sorted((role for _, _, role in kept), key=lambda r: (r.start, r.end)))


def _is_other(words: set[str], more: set[str]) -> bool:
    """Whether what one body's name has more than the other's makes it another body: Đảng bộ (Sở Y tế) tỉnh A."""
    return "đảng" in words and bool(OWN_HEADS & (more - words))


def _tells_more(told: tuple[str, ...], office: tuple[str, ...]) -> bool:
    """Whether an office is another one told with more words; a member who was a candidate member before held two."""
    size = len(office)
    return told[:size] == office and told[size : size + 2] != CANDIDATE_MEMBER
