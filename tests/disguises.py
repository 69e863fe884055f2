"""One article in eleven disguises: what an archive may hold instead of UTF-8. For the tests and the benchmark."""

from __future__ import annotations

import unicodedata
from collections.abc import Callable

from extractor.sources.legacy import load_charset

SIGNS = str.maketrans({"“": '"', "”": '"', "‘": "'", "’": "'", "–": "-", "—": "-", "…": "...", "\u00a0": " "})

ARTICLE = """Xã Mai Lâm về đích nông thôn mới

Thứ Ba, 02/03/2021 08:30

TTH - Sau mười năm xây dựng nông thôn mới, xã Mai Lâm đã hoàn thành 19/19 tiêu chí, thu nhập bình quân đầu người \
đạt 52 triệu đồng/năm, tăng 8,5% so với năm 2019.

Theo UBND xã, năm 2020 tổng giá trị sản xuất của xã đạt 356 tỷ đồng, trong đó thủy sản chiếm 41%. Sản lượng lúa \
ước đạt 6.250 tấn, giảm 120 tấn so với vụ trước vì hạn hán kéo dài ở các cánh đồng phía Bắc.

Tỷ lệ hộ nghèo còn 2,1%, giảm từ 4,6% của năm 2018. Toàn xã có 1.240 hộ được dùng nước sạch; trạm y tế đã khám \
cho khoảng 8.300 lượt người. Trường tiểu học Mai Lâm đón 415 học sinh, nhiều hơn năm học trước 37 em.

Ông Lê Hữu Phước, Chủ tịch UBND xã, cho biết: “Chúng tôi đặt mục tiêu đến năm 2025 thu nhập đạt 70 triệu đồng mỗi \
người một năm, và vận động được ít nhất 15 tỷ đồng để làm đường liên thôn”.

Ở thôn Đông, gần 30 ha đất bạc màu nay trồng ổi và bưởi; mỗi héc-ta lãi từ 90 đến 120 triệu đồng.
"""

SENTENCES = (
    "Huyện Phú Ninh thu ngân sách hơn 214 tỷ đồng trong sáu tháng đầu năm.",
    "Giá xăng giảm thêm 560 đồng mỗi lít từ chiều nay.",
    "Ba thủy thủ được cứu sau một đêm trôi dạt ngoài khơi Lý Sơn.",
    "Học sinh lớp chín sẽ thi vào lớp mười bằng bốn môn.",
    "Bộ Y tế ghi nhận hai ca bệnh mới ở vùng biên giới.",
    "Đường về quê ngoại ngập gần nửa mét, xe máy không qua được.",
    "Người trồng cà phê Đắk Lắk phấn khởi vì được mùa, được giá.",
    "Ngân hàng hạ lãi suất cho vay mua nhà ở xã hội xuống 4,8%.",
    "Cầu thủ trẻ ghi bàn thắng quyết định ở phút bù giờ thứ ba.",
    "Nhà máy thủy điện xả lũ lúc nửa đêm, dân hạ du không kịp trở tay.",
    "Công ty trả nợ lương cho 320 công nhân trước Tết.",
    "Ông lão bán vé số nuôi ba đứa cháu mồ côi ăn học.",
    "Tỉnh ủy yêu cầu kiểm điểm những cán bộ để dự án chậm tiến độ.",
    "Khách sạn ven biển kín phòng suốt kỳ nghỉ lễ.",
    "Cảnh sát bắt nhóm trộm chó, thu giữ năm khẩu súng tự chế.",
    "Mưa lớn làm sạt lở đèo Hải Vân, tàu hỏa phải dừng bốn giờ.",
    "Xuất khẩu gạo tăng cả về lượng lẫn giá trị.",
    "Trẻ em nghèo vùng cao có thêm ba điểm trường mới.",
    "Thị trường chứng khoán đỏ lửa phiên thứ năm liên tiếp.",
    "Lễ hội đua thuyền trên sông Hương thu hút hàng nghìn người xem.",
)


def simplify(text: str) -> str:
    """``text`` in NFC with the signs of a typewriter: VISCII and VPS have no others."""
    return unicodedata.normalize("NFC", text).translate(SIGNS)


def _in_charset(name: str) -> Callable[[str], bytes]:
    return lambda text: load_charset(name).encode(simplify(text))


DISGUISES: dict[str, Callable[[str], bytes]] = {
    "UTF-8": lambda text: text.encode(),
    "UTF-8 with a byte order mark": lambda text: text.encode("utf-8-sig"),
    "NFD": lambda text: unicodedata.normalize("NFD", text).encode(),
    "UTF-16 LE": lambda text: text.encode("utf-16-le"),
    "UTF-16 BE with a byte order mark": lambda text: b"\xfe\xff" + text.encode("utf-16-be"),
    "CRLF": lambda text: text.replace("\n", "\r\n").encode(),
    "windows-1258": _in_charset("windows-1258"),
    "TCVN3": _in_charset("tcvn3"),
    "VNI": _in_charset("vni"),
    "VISCII": _in_charset("viscii"),
    "VPS": _in_charset("vps"),
}
