"""Who is named where authors are, and is none."""

from __future__ import annotations

import pytest

from extractor.text.named import drop_spoken, find_sections, is_spoken_of, strip_sections

PROSE = "Ông Đỗ Minh Phượng trồng đước ở xã An Bình cùng anh Hữu Lực và Lê Minh Tuấn."


@pytest.mark.parametrize(
    ("name", "spoken"),
    [
        ("Đỗ Minh Phượng", True),
        ("Hữu Lực", True),
        ("Minh Tuấn", False),  # a part of another's name
        ("An Bình", False),  # a place
        ("Minh Phượng", False),
        ("Thanh Hải", False),
    ],
)
def test_who_is_spoken_of(name: str, spoken: bool) -> None:
    assert is_spoken_of(name, PROSE) == spoken


def test_who_is_portrayed_is_no_author_beside_another() -> None:
    assert drop_spoken(["TS Đỗ Minh Phượng", "Thanh Hải"], PROSE) == ["Thanh Hải"]
    assert drop_spoken(["TS Đỗ Minh Phượng"], PROSE) == ["TS Đỗ Minh Phượng"]
    assert drop_spoken(["Bài: Đỗ Minh Phượng", "Thanh Hải"], PROSE) == ["Bài: Đỗ Minh Phượng", "Thanh Hải"]
    assert drop_spoken(["TS Đỗ Minh Phượng", "Ảnh: Thanh Hải"], PROSE) == ["TS Đỗ Minh Phượng", "Ảnh: Thanh Hải"]


def test_names_of_sections() -> None:
    sections = find_sections(["HOA NẮNG", "Thanh XuânTổ ẤmBếp Hồng", "Tâm Giao | Điều tra"])
    assert {"thanh xuân", "bếp hồng", "tâm giao"} <= sections
    for name, kept in {"Hạ Vy Thanh Xuân": "Hạ Vy", "Hạ Vy": "Hạ Vy", "Nhóm PV điều tra": "Nhóm PV điều tra"}.items():
        assert strip_sections([("writer", name), ("writer", "Tâm Giao")], sections) == [("writer", kept)]
    assert strip_sections([("writer", "Tâm Giao")], sections) == [("writer", "Tâm Giao")]
