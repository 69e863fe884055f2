"""One article in eleven encodings and in the formats that an archive may hold. For the tests and the benchmark."""

from __future__ import annotations

import json
import unicodedata
from collections.abc import Callable
from html import escape

from inputs import PACK, make_answer, make_docx, make_tar, make_zip

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


def make_page(text: str, charset: str = "utf-8") -> str:
    """A web page of an article, with what stands around one."""
    title, date, *paragraphs = text.strip().split("\n\n")
    return f"""<!DOCTYPE html>
<html><head><meta http-equiv="Content-Type" content="text/html; charset={charset}"><title>{escape(title)}</title>
<script>var menu = ["<p>chi 5 tỷ đồng</p>"];</script></head>
<body><ul class="menu"><li><a href="/">Trang chủ</a></li><li><a href="/xa-hoi">Xã hội</a></li></ul>
<h1>{escape(title)}</h1> <div class="date">{date}</div>
<div class="content">{"".join(f"<p>{escape(words)}</p>" for words in paragraphs)}</div>
<div class="tin-lien-quan"><h3>Tin liên quan</h3><a href="/x">Huyện bên thu ngân sách vượt 12% sau chín tháng</a></div>
<footer>Báo Mai Lâm. Giấy phép số 12/GP-BTTTT</footer></body></html>
"""


def _in_numbers(page: str) -> bytes:
    return "".join(c if c < "\x80" else f"&#{ord(c)};" for c in page).encode()


def _make_docx(text: str) -> bytes:
    return make_docx("".join(f"<w:p><w:r><w:t>{escape(line)}</w:t></w:r></w:p>" for line in text.split("\n")))


FORMS: dict[str, tuple[str, Callable[[str], bytes]]] = {  # what it is → the name of the file, what is in it
    "text": ("a.txt", lambda text: text.encode()),
    "web page": ("a.html", lambda text: make_page(text).encode()),
    "web page, NFD and CRLF": (
        "a.html",
        lambda text: unicodedata.normalize("NFD", make_page(text)).replace("\n", "\r\n").encode(),
    ),
    "web page, letters as numbers": ("a.html", lambda text: _in_numbers(make_page(text, "iso-8859-1"))),
    "web page, windows-1258": (
        "a.html",
        lambda text: load_charset("windows-1258").encode(simplify(make_page(text, "windows-1258"))),
    ),
    "web page, TCVN3": (
        "a.html",
        lambda text: load_charset("tcvn3").encode(simplify(make_page(text, "x-user-defined"))),
    ),
    "Word document": ("a.docx", _make_docx),
    "JSON Lines": ("a.jsonl", lambda text: json.dumps({"text": text}).encode()),
    "JSON Lines with HTML": ("a.jsonl", lambda text: json.dumps({"html": make_page(text)}).encode()),
    "table": ("a.csv", lambda text: ('id,text\n1,"' + text.replace('"', '""') + '"\n').encode()),
    "text in a zip file": ("a.zip", lambda text: make_zip({"a.txt": text.encode()})),
    "web page in .tar.zst": ("a.tar.zst", lambda text: PACK[".zst"](make_tar({"a.html": make_page(text).encode()}))),
    "crawl (WARC)": ("a.warc.gz", lambda text: PACK[".gz"](make_answer(make_page(text).encode(), media="text/html"))),
}
