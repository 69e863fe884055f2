"""Roles that cannot both be, offices that serve another, and whose an office before a name is, on our own sentences."""

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
            "Tổng thống đắc cử Mỹ Donald Trump gặp báo giới.",
            ("Donald Trump", "Tổng thống", "Mỹ"),
        ),
        (
            "Tư lệnh Hạm đội Thái Bình Dương của Mỹ John Aquilino thăm Đà Nẵng.",
            ("John Aquilino", "Tư lệnh", "Hạm đội Thái Bình Dương của Mỹ"),
        ),
        (
            "Chủ tịch chính quyền xứ Catalonia, Carles Puigdemont, gặp báo giới.",
            ("Carles Puigdemont", "Chủ tịch", "chính quyền xứ Catalonia"),
        ),
        (
            "Ông Lò Văn Bình - chủ tịch HĐQT của quỹ đầu tư Bamboo Capital - nêu 3 việc.",
            ("Lò Văn Bình", "chủ tịch HĐQT", "quỹ đầu tư Bamboo Capital"),
        ),
        (
            "Dmitry Peskov, phát ngôn viên Tổng thống Nga, cho biết như vậy.",
            ("Dmitry Peskov", "phát ngôn viên", "Tổng thống Nga"),
        ),
        (
            "Dmitry Peskov, người phát ngôn của Tổng thống Nga Vladimir Putin, cho biết như vậy.",
            ("Vladimir Putin", "Tổng thống", "Nga"),
        ),
        (
            "Ông Lò Văn Bình, Chủ tịch UBND xã Hát Lót, dự họp. Ông Bình nói từ khi làm chủ tịch xã đã trồng rừng.",
            ("Lò Văn Bình", "Chủ tịch", "UBND xã Hát Lót"),
        ),
        (
            "Vụ cháy ở Philippines làm 3 người chết. Tổng thống nước này, ông Rodrigo Duterte, gửi lời chia buồn.",
            ("Rodrigo Duterte", "Tổng thống", "Philippines"),
        ),
        (
            "Bà Vì Thị Hoa, ông Lò Văn Bình lần lượt được bổ nhiệm giữ chức Giám đốc Sở Y tế tỉnh Sơn La, "
            "Giám đốc Sở Nội vụ tỉnh Sơn La.",
            ("Vì Thị Hoa", "Giám đốc", "Sở Y tế tỉnh Sơn La"),
        ),
        (
            "Ông Lò Văn Bình là Phó Giám đốc kiêm Bí thư Đảng ủy Bệnh viện Mai Sơn.",
            ("Lò Văn Bình", "Phó Giám đốc", "Bệnh viện Mai Sơn"),
        ),
        (
            "Ban Bí thư kỷ luật ông Lò Văn Bình bằng hình thức cách tất cả các chức vụ trong Đảng, gồm: "
            "Bí thư Đảng ủy Sở Y tế tỉnh Sơn La.",
            ("Lò Văn Bình", "Bí thư", "Đảng ủy Sở Y tế tỉnh Sơn La"),
        ),
        (
            "Ông Lò Văn Bình, quyền Vụ trưởng Giáo dục Tiểu học (Bộ Giáo dục và Đào tạo), nêu 3 việc.",
            ("Lò Văn Bình", "quyền Vụ trưởng", "Vụ Giáo dục Tiểu học"),
        ),
        (
            "Bà Vì Thị Hoa - giám đốc bán lẻ của Vinasteel - nêu 3 việc.",
            ("Vì Thị Hoa", "giám đốc bán lẻ", "Vinasteel"),
        ),
        (
            "Ông Lò Văn Bình, Trưởng phòng Cảnh sát hình sự (PC02), Công an tỉnh Sơn La, cho biết như vậy.",
            ("Lò Văn Bình", "Trưởng phòng Cảnh sát hình sự", "Công an tỉnh Sơn La"),
        ),
        (
            "Ông Lò Văn Bình - chuyên gia tâm lý, Phó giám đốc Sở Y tế tỉnh Sơn La - nêu 3 việc.",
            ("Lò Văn Bình", "Phó giám đốc", "Sở Y tế tỉnh Sơn La"),
        ),
        (
            "Ông Lò Văn Bình - phó thôn Huỳnh Mai - cho hay lũ lên nhanh.",
            ("Lò Văn Bình", "phó thôn", "Huỳnh Mai"),
        ),
    ],
)
def test_holds(text: str, role: tuple[str, str, str]) -> None:
    assert role in roles(text)


@pytest.mark.parametrize(
    ("text", "role"),
    [
        (  # who was told before begins the clause
            "Bà Vì Thị Hoa nuôi 9 con bò. Theo lời Chủ tịch UBND xã Hát Lót, bà Hoa bán được 3 con.",
            ("Vì Thị Hoa", "Chủ tịch", "UBND xã Hát Lót"),
        ),
        (  # two people's offices
            "Bí thư Thành ủy Đà Nẵng và Ngoại trưởng Mỹ John Kerry dùng bữa tối.",
            ("John Kerry", "Bí thư", "Thành ủy Đà Nẵng"),
        ),
        (  # an office that another one serves
            "Dmitry Peskov, phát ngôn viên Tổng thống Nga, cho biết như vậy.",
            ("Dmitry Peskov", "Tổng thống", "Nga"),
        ),
        (  # somebody else plainly holds it
            "Chủ tịch UBND tỉnh Sơn La Lò Văn Bình dự họp. Về trường hợp ông Trần Văn An, Chủ tịch UBND tỉnh Sơn La "
            "yêu cầu làm rõ.",
            ("Trần Văn An", "Chủ tịch", "UBND tỉnh Sơn La"),
        ),
        (  # an implied body that somebody else heads
            "Ngoại trưởng Mỹ John Kerry gặp báo giới. Mỹ rút quân. Ngoại trưởng Abdul Rahimi từ chức.",
            ("Abdul Rahimi", "Ngoại trưởng", "Mỹ"),
        ),
        (  # he headed the state, not the body told last
            "Hội Hữu nghị Mai Sơn họp sáng 5/3, kỷ niệm ngày sinh Chủ tịch Hồ Chí Minh.",
            ("Hồ Chí Minh", "Chủ tịch", "Hội Hữu nghị Mai Sơn"),
        ),
        (  # words that tell of a body are no name of it
            "Ông Lò Văn Bình là chủ tịch công ty có trụ sở tại xã Hát Lót.",
            ("Lò Văn Bình", "chủ tịch", "công ty có trụ sở tại xã Hát Lót"),
        ),
        (  # the bracket tells of the one before it
            "UBND tỉnh Sơn La bổ nhiệm ông Lò Văn Bình (Giám đốc Sở Y tế tỉnh Sơn La) thay ông Trần Văn An.",
            ("Trần Văn An", "Giám đốc", "Sở Y tế tỉnh Sơn La"),
        ),
        (  # one has both, in turn each one
            "Bà Vì Thị Hoa, ông Lò Văn Bình lần lượt được bổ nhiệm giữ chức Giám đốc Sở Y tế tỉnh Sơn La, "
            "Giám đốc Sở Nội vụ tỉnh Sơn La.",
            ("Lò Văn Bình", "Giám đốc", "Sở Y tế tỉnh Sơn La"),
        ),
        (  # what is done to somebody else
            "Ông Lò Văn Bình cho biết vụ ẩu đả sáng 5/3 làm Bí thư Đoàn trường THPT Mai Sơn bị thương.",
            ("Lò Văn Bình", "Bí thư", "Đoàn trường THPT Mai Sơn"),
        ),
    ],
)
def test_holds_not(text: str, role: tuple[str, str, str]) -> None:
    assert role not in roles(text)
