"""Who holds which office, on sentences of our own: pronouns, brackets, transfers, long bodies."""

from __future__ import annotations

import pytest

from extractor.pipeline import annotate
from extractor.text import make_article


def roles(text: str) -> set[tuple[str, str, str | None]]:
    found = annotate(make_article(text, source="x", page=False)).roles
    return {(r.person, r.position, r.organization) for r in found}


@pytest.mark.parametrize(
    ("text", "role"),
    [
        (
            "Ông Lò Văn Bình sinh năm 1970. Ông từng giữ chức Phó Giám đốc Sở Y tế tỉnh Sơn La.",
            ("Lò Văn Bình", "Phó Giám đốc", "Sở Y tế tỉnh Sơn La"),
        ),
        (
            "Ông Lò Văn Bình (đảng viên chi bộ tổ 3 - nguyên Giám đốc Sở Y tế tỉnh Sơn La) bị kỷ luật.",
            ("Lò Văn Bình", "Giám đốc", "Sở Y tế tỉnh Sơn La"),
        ),
        (
            "Bà Vì Thị Hoa bị kỷ luật vì sai phạm khi còn làm Giám đốc Sở Y tế tỉnh Sơn La.",
            ("Vì Thị Hoa", "Giám đốc", "Sở Y tế tỉnh Sơn La"),
        ),
        (
            "Bà Vì Thị Hoa, giám đốc Sở Nội vụ, được điều động về làm Bí thư Huyện ủy Mai Sơn.",
            ("Vì Thị Hoa", "Bí thư", "Huyện ủy Mai Sơn"),
        ),
        (
            "Công ty Thép Thái Nguyên do ông Lò Văn Bình làm chủ tịch HĐQT.",
            ("Lò Văn Bình", "chủ tịch HĐQT", "Công ty Thép Thái Nguyên"),
        ),
        (
            "Ông Lò Văn Bình, Vụ trưởng Vụ Sức khỏe bà mẹ và trẻ em, Bộ Y tế, cho biết có 12 ca.",
            ("Lò Văn Bình", "Vụ trưởng", "Vụ Sức khỏe bà mẹ và trẻ em, Bộ Y tế"),
        ),
        (
            "Thứ trưởng Bộ Y tế Trương Quốc Bảo khảo sát 3 trạm.",
            ("Trương Quốc Bảo", "Thứ trưởng", "Bộ Y tế"),
        ),
        (
            "Ông Lò Văn Bình, Trưởng phòng Kinh tế và Hạ tầng huyện Mai Sơn cho biết có 12 dự án.",
            ("Lò Văn Bình", "Trưởng phòng Kinh tế và Hạ tầng", "huyện Mai Sơn"),
        ),
        (
            "Ông Lò Văn Bình, Giám đốc Sở Nội vụ Sơn La giải thích, tỉnh có 12 huyện.",
            ("Lò Văn Bình", "Giám đốc", "Sở Nội vụ Sơn La"),
        ),
        (
            "UBND TP Sơn La họp sáng 5/3. Phó chánh Văn phòng UBND TP Lò Văn Bình chủ trì.",
            ("Lò Văn Bình", "Phó chánh Văn phòng", "UBND TP Sơn La"),
        ),
        (
            "Văn phòng UBND tỉnh Sơn La thông báo, Chủ tịch Lò Văn Bình vừa ký 2 văn bản.",
            ("Lò Văn Bình", "Chủ tịch", "UBND tỉnh Sơn La"),
        ),
        ("Tổng thống Donald Trump công bố 3 sắc lệnh.", ("Donald Trump", "Tổng thống", "Mỹ")),
    ],
)
def test_office(text: str, role: tuple[str, str, str]) -> None:
    assert role in roles(text)


def test_a_bracket_that_is_closed_tells_of_nobody_behind_it() -> None:
    assert roles("Ông Lò Văn Bình (45 tuổi) gặp Giám đốc Sở Y tế tỉnh Sơn La.") == set()
