"""An office: a position, the body that it is held in, and what links it to the office before."""

from __future__ import annotations

from dataclasses import dataclass

from extractor.model import Entity, RoleStatus

UNITS = frozenset({"phòng", "ban", "khoa", "đội", "tổ", "trạm"})


@dataclass(frozen=True, slots=True)
class Office:
    """A position and the body that follows it, with offsets into the text."""

    position: Entity
    body: Entity | None
    start: int
    end: int
    name: str | None = None  # the body's name where it is more than its mention says
    status: RoleStatus = "current"  # what links it to the office before tells
    given: bool = False  # by a verb: "giữ chức", "làm"

    @property
    def body_name(self) -> str | None:
        """The name of its body as far as it is told."""
        return self.name or (self.body.name if self.body else None)


Chain = tuple[list[Office], int, int]  # offices, index of the first mention, index behind the last
