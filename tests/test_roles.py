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
            "Ông Lò Văn Bình, Ủy viên Ban Thường vụ Đảng ủy, Chủ tịch UBND xã Đông Sơn, dự họp.",
            ("Lò Văn Bình", "Ủy viên", "Ban Thường vụ Đảng ủy xã Đông Sơn"),
        ),
        (
            "Ông Lò Văn Bình, Ủy viên Ban Chấp hành Đảng bộ, Phó Chủ tịch UBND huyện Mai Sơn, dự họp.",
            ("Lò Văn Bình", "Ủy viên", "Ban Chấp hành Đảng bộ huyện Mai Sơn"),
        ),
        (
            "Ông Lò Văn Bình, Phó Bí thư Ban cán sự đảng, Phó Chủ tịch UBND tỉnh Sơn La, dự họp.",
            ("Lò Văn Bình", "Phó Bí thư", "Ban cán sự đảng UBND tỉnh Sơn La"),
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
        (  # who appoints stands between
            "Ông Lò Văn Bình được HĐND tỉnh Sơn La bầu giữ chức Phó Chủ tịch UBND tỉnh Sơn La.",
            ("Lò Văn Bình", "Phó Chủ tịch", "UBND tỉnh Sơn La"),
        ),
        (  # where the person lives stands between
            "Họ bắt ông Lò Văn Bình, sinh năm 1970, trú tại huyện Mai Sơn, tỉnh Sơn La, giám đốc Công ty Thép Tây Bắc.",
            ("Lò Văn Bình", "giám đốc", "Công ty Thép Tây Bắc"),
        ),
        (  # an office after others, with its time
            "Bà Vì Thị Hoa là Giám đốc Sở Nội vụ Sơn La, từ tháng 5/2015 được bổ nhiệm làm Bí thư Huyện ủy Mai Sơn.",
            ("Vì Thị Hoa", "Bí thư", "Huyện ủy Mai Sơn"),
        ),
        (  # a career
            "Bà Vì Thị Hoa trải qua nhiều cương vị lãnh đạo: Bí thư Huyện ủy Mai Sơn; Giám đốc Sở Y tế tỉnh Sơn La.",
            ("Vì Thị Hoa", "Giám đốc", "Sở Y tế tỉnh Sơn La"),
        ),
        (  # an opening clause
            "Trước khi giữ chức Giám đốc Sở Y tế tỉnh Sơn La, ông Lò Văn Bình làm việc ở Hà Nội.",
            ("Lò Văn Bình", "Giám đốc", "Sở Y tế tỉnh Sơn La"),
        ),
        (  # who held the office before
            "Bà Vì Thị Hoa được bầu làm Bí thư Huyện ủy Mai Sơn thay ông Lò Văn Bình.",
            ("Lò Văn Bình", "Bí thư", "Huyện ủy Mai Sơn"),
        ),
        (  # in turn
            "Tòa phạt Lò Văn Bình và Cầm Bá Xuân (nguyên giám đốc và phó giám đốc Sở Y tế tỉnh Sơn La) 2 năm tù.",
            ("Lò Văn Bình", "giám đốc", "Sở Y tế tỉnh Sơn La"),
        ),
        (  # people of a list who have offices of their own
            "HĐND tỉnh bầu ủy viên UBND tỉnh Sơn La với các ông: Lò Văn Bình - Giám đốc Sở Y tế; "
            "ông Cầm Bá Xuân - Giám đốc Sở Nội vụ.",
            ("Cầm Bá Xuân", "ủy viên", "UBND tỉnh Sơn La"),
        ),
        (  # a head alone
            "Sở Y tế tỉnh Sơn La vừa họp. Bà Vì Thị Hoa - phó giám đốc sở - cho biết có 12 ca.",
            ("Vì Thị Hoa", "phó giám đốc", "Sở Y tế tỉnh Sơn La"),
        ),
        (  # the same office, told elsewhere with its body
            "Tổng giám đốc Thép Tây Bắc từ chức. Cuối năm, tổng giám đốc Lò Văn Bình bán 3 triệu cổ phiếu.",
            ("Lò Văn Bình", "tổng giám đốc", "Thép Tây Bắc"),
        ),
        (  # a parent behind "của" and behind a dash
            "Chủ nhiệm Ủy ban Tư pháp của Quốc hội Vì Thị Hoa nêu 3 việc.",
            ("Vì Thị Hoa", "Chủ nhiệm", "Ủy ban Tư pháp của Quốc hội"),
        ),
        (
            "Ông Lò Văn Bình, Cục trưởng Cục Quản lý đường bộ - Bộ Giao thông vận tải, nêu 3 việc.",
            ("Lò Văn Bình", "Cục trưởng", "Cục Quản lý đường bộ - Bộ Giao thông vận tải"),
        ),
        (  # how an office is held belongs to it
            "Bà Vì Thị Hoa, Phó hiệu trưởng phụ trách Trường Đại học Tây Bắc, nêu 3 việc.",
            ("Vì Thị Hoa", "Phó hiệu trưởng phụ trách", "Trường Đại học Tây Bắc"),
        ),
        (
            "Phó Chủ tịch UBND tỉnh Sơn La đương nhiệm Lò Văn Bình nêu 3 việc.",
            ("Lò Văn Bình", "Phó Chủ tịch", "UBND tỉnh Sơn La"),
        ),
        (  # what the head of a unit heads
            "Phó Chủ tịch huyện Mai Sơn Lò Văn Bình nêu 3 việc.",
            ("Lò Văn Bình", "Phó Chủ tịch", "UBND huyện Mai Sơn"),
        ),
        ("Bí thư huyện Mai Sơn Lò Văn Bình nêu 3 việc.", ("Lò Văn Bình", "Bí thư", "Huyện ủy Mai Sơn")),
        (  # beside a UBND the bare Chủ tịch is its
            "HĐND tỉnh Sơn La họp và chất vấn UBND tỉnh. Chủ tịch Lò Văn Bình nêu 3 việc.",
            ("Lò Văn Bình", "Chủ tịch", "UBND tỉnh Sơn La"),
        ),
        (  # the only fitting body, told behind
            "Bộ trưởng Lò Văn Bình thăm 3 trường. Đoàn của Bộ Giáo dục và Đào tạo tặng 200 bộ sách.",
            ("Lò Văn Bình", "Bộ trưởng", "Bộ Giáo dục và Đào tạo"),
        ),
        (
            "Thứ trưởng Lò Văn Bình - Bộ Y tế - ký 2 văn bản.",
            ("Lò Văn Bình", "Thứ trưởng", "Bộ Y tế"),
        ),
        (
            "Ông Lò Văn Bình, Trưởng phòng Quản lý đô thị, huyện Mai Sơn, nêu 3 việc.",
            ("Lò Văn Bình", "Trưởng phòng Quản lý đô thị", "huyện Mai Sơn"),
        ),
        (  # who leads it has another office besides
            "Sở Y tế Sơn La lập Ban Chỉ đạo phòng chống dịch do Phó Giám đốc Lò Văn Bình làm Trưởng ban.",
            ("Lò Văn Bình", "Trưởng ban", "Ban Chỉ đạo phòng chống dịch"),
        ),
        (
            "Ông Lò Văn Bình và bà Vì Thị Hoa trở thành hai Phó Chủ tịch UBND tỉnh Sơn La.",
            ("Vì Thị Hoa", "Phó Chủ tịch", "UBND tỉnh Sơn La"),
        ),
        (
            "Chi cục trưởng Kiểm lâm Sơn La Lò Văn Bình nêu 3 việc.",
            ("Lò Văn Bình", "Chi cục trưởng", "Chi cục Kiểm lâm Sơn La"),
        ),
        (  # a foreign leader whose country is told with the same office
            "Việt Nam mời Thủ tướng Nhật Bản sang thăm; Lào cũng vậy. Thủ tướng Taro Saito nêu 3 việc.",
            ("Taro Saito", "Thủ tướng", "Nhật Bản"),
        ),
        (  # the unit that opens the sentence, not the one in brackets nor the body told before
            "UBND tỉnh Sơn La họp. Tại huyện Mai Sơn (tỉnh Sơn La), Phó chủ tịch Lò Văn Bình thăm 3 trường.",
            ("Lò Văn Bình", "Phó chủ tịch", "UBND huyện Mai Sơn"),
        ),
        (  # a surname that is a head of bodies too
            "UBND huyện Mai Sơn họp sáng 5/3. Phó chủ tịch Đoàn Văn Bình chủ trì.",
            ("Đoàn Văn Bình", "Phó chủ tịch", "UBND huyện Mai Sơn"),
        ),
        (
            "UBND tỉnh Sơn La họp sáng 5/3. Phó chủ tịch lĩnh vực văn hoá - xã hội Trần Thị Hoa chủ trì.",
            ("Trần Thị Hoa", "Phó chủ tịch", "UBND tỉnh Sơn La"),
        ),
        (  # the company that the article is about
            "Vinasteel lãi 3 tỷ đồng. Vốn của Vinasteel là 9 tỷ đồng. Kế toán trưởng Lò Văn Bình bán 2 triệu cổ phiếu.",
            ("Lò Văn Bình", "Kế toán trưởng", "Vinasteel"),
        ),
        (  # to whom it is given, whatever stands between
            "Tỉnh ủy điều động ông Trần Văn Bình - Phó Giám đốc Sở Y tế tỉnh Sơn La - đến nhận nhiệm vụ tại "
            "huyện Mai Sơn và giữ chức Bí thư Huyện ủy Mai Sơn.",
            ("Trần Văn Bình", "Bí thư", "Huyện ủy Mai Sơn"),
        ),
        (
            "HĐND tỉnh bầu ông Trần Văn Bình, Giám đốc Sở Y tế, và bà Lê Thị Hoa, Giám đốc Sở Nội vụ, "
            "làm Ủy viên UBND tỉnh Sơn La.",
            ("Trần Văn Bình", "Ủy viên", "UBND tỉnh Sơn La"),
        ),
        (
            "UBND tỉnh bổ nhiệm ông Trần Văn Bình (con trai ông Trần Văn Xuân - nguyên Bí thư Tỉnh ủy Sơn La) "
            "giữ chức Giám đốc Sở Y tế tỉnh Sơn La.",
            ("Trần Văn Bình", "Giám đốc", "Sở Y tế tỉnh Sơn La"),
        ),
        (  # a rank stands before who held the office before
            "Ông Trần Văn Bình được bổ nhiệm làm Giám đốc Công an tỉnh Sơn La thay đại tá Lê Văn Xuân.",
            ("Lê Văn Xuân", "Giám đốc", "Công an tỉnh Sơn La"),
        ),
        (
            "Bà Lê Thị Hoa làm Giám đốc Sở Y tế tỉnh Sơn La từ năm 2015, thay người tiền nhiệm là Trần Văn Bình.",
            ("Trần Văn Bình", "Giám đốc", "Sở Y tế tỉnh Sơn La"),
        ),
        (  # a part of a foreign state
            "Ivan Petrov, Thống đốc vùng Kaluga, nêu 3 việc.",
            ("Ivan Petrov", "Thống đốc", "vùng Kaluga"),
        ),
        (  # a committee told in full with the next office
            "Bà Lê Thị Hoa, Ủy viên UBND, Chánh Văn phòng UBND tỉnh Sơn La, nêu 3 việc.",
            ("Lê Thị Hoa", "Ủy viên", "UBND tỉnh Sơn La"),
        ),
        (  # a level whose unit is told behind
            "Ông Trần Văn Bình từng làm Trưởng Công an xã rồi được bầu làm Phó Chủ tịch UBND xã Hát Lót.",
            ("Trần Văn Bình", "Trưởng Công an", "xã Hát Lót"),
        ),
        (
            "Chiều 5/3, Hà Nội họp về chống ngập. Phó chủ tịch thành phố Trần Văn Bình nêu 3 việc.",
            ("Trần Văn Bình", "Phó chủ tịch", "UBND thành phố Hà Nội"),
        ),
        (  # a body of common words
            "Ông Trần Văn Bình là chủ tịch hội đồng thi, chiều qua vắng mặt.",
            ("Trần Văn Bình", "chủ tịch", "hội đồng thi"),
        ),
        (
            "Ông Trần Văn Bình, bí thư đoàn xã, dự lễ ở xã Hát Lót.",
            ("Trần Văn Bình", "bí thư", "đoàn xã Hát Lót"),
        ),
        (
            "Bà Lê Thị Hoa nhận quyết định phê chuẩn kết quả bầu Phó Chủ tịch UBND huyện Mai Sơn.",
            ("Lê Thị Hoa", "Phó Chủ tịch", "UBND huyện Mai Sơn"),
        ),
        (  # whose division it is
            "Sở Y tế tỉnh Sơn La họp sáng 5/3. Ông Trần Văn Bình - phó trưởng phòng Nghiệp vụ y - nêu 3 việc.",
            ("Trần Văn Bình", "phó trưởng phòng Nghiệp vụ y", "Sở Y tế tỉnh Sơn La"),
        ),
        (
            "UBND huyện Mai Sơn họp sáng 5/3. Ông Trần Văn Bình - phó phòng Kinh tế hạ tầng - nêu 3 việc.",
            ("Trần Văn Bình", "phó phòng Kinh tế hạ tầng", "huyện Mai Sơn"),
        ),
        (  # the company told often, not the one told last
            "Vinasteel lãi 3 tỷ đồng. Vinasteel có 9 nhà máy. Năm 2018 Vinasteel mua thép của Công ty Thép Tây Bắc. "
            "Phó tổng giám đốc Trần Văn Bình nêu 3 việc.",
            ("Trần Văn Bình", "Phó tổng giám đốc", "Vinasteel"),
        ),
        (
            "Vinasteel lãi 3 tỷ đồng. Vinasteel có 9 nhà máy. Năm 2018 Vinasteel mua thép của Công ty Thép Tây Bắc. "
            "Ông Trần Văn Bình - trưởng ban kiểm soát - nêu 3 việc.",
            ("Trần Văn Bình", "trưởng ban kiểm soát", "Vinasteel"),
        ),
        (  # a team's name begins behind its head
            "Ông Trần Văn Bình, Đội trưởng Quản lý thị trường số 9, nêu 3 việc.",
            ("Trần Văn Bình", "Đội trưởng", "Quản lý thị trường số 9"),
        ),
        (
            "Thượng tá Trần Văn Bình - Cục phó Cảnh sát Hình sự - nêu 3 việc.",
            ("Trần Văn Bình", "Cục phó", "Cục Cảnh sát Hình sự"),
        ),
        (  # which of those who held it
            "Phó tổng giám đốc thứ 4 của Vinasteel - ông Trần Văn Bình - nêu 3 việc.",
            ("Trần Văn Bình", "Phó tổng giám đốc", "Vinasteel"),
        ),
        (  # whose successor is an acting one
            "Quyền Giám đốc Sở Y tế tỉnh Sơn La Lê Thị Hoa nêu 3 việc của người tiền nhiệm Trần Văn Bình.",
            ("Trần Văn Bình", "Giám đốc", "Sở Y tế tỉnh Sơn La"),
        ),
        (  # what is organised
            "Ông Trần Văn Bình - Phó ban tổ chức lễ hội Hoa ban năm 2018 - nêu 3 việc.",
            ("Trần Văn Bình", "Phó ban tổ chức", "lễ hội Hoa ban năm 2018"),
        ),
        (  # a foreign minister's country
            "Mỹ tăng thuế thép. Mỹ cũng tăng thuế nhôm. Bộ trưởng Tài chính John Smith nêu 3 việc.",
            ("John Smith", "Bộ trưởng Tài chính", "Mỹ"),
        ),
        (  # a title for men and women
            "Ban Giám đốc Sở Y tế tỉnh Sơn La có 3 Phó Giám đốc là các ông/bà: Lê Thị Hoa, Lê Văn Xuân, Đỗ Văn An.",
            ("Lê Văn Xuân", "Phó Giám đốc", "Sở Y tế tỉnh Sơn La"),
        ),
        (  # who holds the same office elsewhere
            "Ngoại trưởng Nhật Bản Taro Saito gặp người đồng cấp Iran Ali Rezaei ở Hà Nội.",
            ("Ali Rezaei", "Ngoại trưởng", "Iran"),
        ),
        (  # terms between the offices of a career
            "Ông Trần Văn Bình là Ủy viên dự khuyết Trung ương Đảng khóa IV; Ủy viên Trung ương Đảng các khóa V, VI và "
            "VII; Bộ trưởng Bộ Y tế nhiệm kỳ 1992 - 1997; Bí thư Tỉnh ủy Sơn La.",
            ("Trần Văn Bình", "Bí thư", "Tỉnh ủy Sơn La"),
        ),
        (  # first a candidate, then a member
            "Ông Trần Văn Bình là Ủy viên dự khuyết Trung ương Đảng khóa IV; Ủy viên Trung ương Đảng khóa V.",
            ("Trần Văn Bình", "Ủy viên", "Trung ương Đảng"),
        ),
        (  # whose party committee it is
            "Vinasteel lãi 3 tỷ đồng. Vinasteel có 9 nhà máy. Vốn của Vinasteel là 9 tỷ đồng. "
            "Ông Trần Văn Bình (Phó Bí thư Đảng ủy) nêu 3 việc.",
            ("Trần Văn Bình", "Phó Bí thư", "Đảng ủy Vinasteel"),
        ),
        (  # a head alone before a name
            "Sở Y tế tỉnh Sơn La họp sáng 5/3. Giám đốc sở Trần Văn Bình nêu 3 việc.",
            ("Trần Văn Bình", "Giám đốc", "Sở Y tế tỉnh Sơn La"),
        ),
        (
            "Tập đoàn Thép Tây Bắc lãi 3 tỷ đồng. Phó chủ tịch tập đoàn này là ông Trần Văn Bình.",
            ("Trần Văn Bình", "Phó chủ tịch", "Tập đoàn Thép Tây Bắc"),
        ),
        (  # the central bank is no company
            "Ngân hàng Tây Bắc lãi 3 tỷ đồng. Ngân hàng Nhà nước phạt hai lần. Ông Trần Văn Bình - tổng giám đốc ngân "
            "hàng - nêu 3 việc.",
            ("Trần Văn Bình", "tổng giám đốc", "Ngân hàng Tây Bắc"),
        ),
        (  # how an office is held
            "Ông Trần Văn Bình - Giám đốc đại diện Vinasteel - nêu 3 việc.",
            ("Trần Văn Bình", "Giám đốc đại diện", "Vinasteel"),
        ),
        (  # a neighbourhood with its commune
            "Ông Trần Văn Bình, tổ trưởng tổ 9, ấp 4, xã Bình Mỹ, nêu 3 việc.",
            ("Trần Văn Bình", "tổ trưởng", "tổ 9, ấp 4, xã Bình Mỹ"),
        ),
        (
            "Bà Lê Thị Hoa năm nay 50 tuổi, giữ chức danh Chủ tịch UBND huyện Mai Sơn.",
            ("Lê Thị Hoa", "Chủ tịch", "UBND huyện Mai Sơn"),
        ),
        (
            "Triều Tiên phản đối. Hôm qua, Đại sứ Triều Tiên rời Hà Nội. Đại sứ Kim Song nêu 3 việc.",
            ("Kim Song", "Đại sứ", "Triều Tiên"),
        ),
        (  # a head fuses with the kind of thing that it heads
            "Ông Trần Văn Bình - trưởng bến phà Hòa Lạc - nêu 3 việc.",
            ("Trần Văn Bình", "trưởng bến phà", "Hòa Lạc"),
        ),
        (  # a group that no name is
            "Sáng 5/3, đoàn kiểm tra an toàn hồ chứa gồm 9 người do ông Trần Văn Bình - Phó Giám đốc Sở Xây dựng "
            "- làm trưởng đoàn đến Mai Sơn.",
            ("Trần Văn Bình", "trưởng đoàn", "đoàn kiểm tra an toàn hồ chứa"),
        ),
        (  # a clause that grants something
            "Ngoài ra, mặc dù là Giám đốc Sở Y tế tỉnh Sơn La nhưng hai năm qua, ông Trần Văn Bình không đến xã nào.",
            ("Trần Văn Bình", "Giám đốc", "Sở Y tế tỉnh Sơn La"),
        ),
    ],
)
def test_office(text: str, role: tuple[str, str, str]) -> None:
    assert role in roles(text)


@pytest.mark.parametrize(
    ("text", "role"),
    [
        (  # to whom it is reported is no office of who reports
            "Báo cáo với Thủ tướng, Bí thư Tỉnh ủy Sơn La Lò Văn Bình nêu 3 việc.",
            ("Lò Văn Bình", "Thủ tướng", "Chính phủ"),
        ),
        (
            "Ứng cử viên Chủ tịch UBND tỉnh Sơn La Lò Văn Bình nêu 3 việc.",
            ("Lò Văn Bình", "Chủ tịch", "UBND tỉnh Sơn La"),
        ),
        (  # who dismisses does not hold what is taken
            "Ông Lò Văn Bình yêu cầu cách chức Giám đốc Sở Y tế tỉnh Sơn La.",
            ("Lò Văn Bình", "Giám đốc", "Sở Y tế tỉnh Sơn La"),
        ),
        (
            "Ông Lò Văn Bình (Phó Chủ tịch Quốc hội), Bí thư Tỉnh ủy Sơn La Cầm Bá Xuân dự lễ.",
            ("Lò Văn Bình", "Bí thư", "Tỉnh ủy Sơn La"),
        ),
        (  # a foreign town has no UBND
            "Chủ tịch tỉnh Chiết Giang Lò Văn Bình nêu 3 việc.",
            ("Lò Văn Bình", "Chủ tịch", "UBND tỉnh Chiết Giang"),
        ),
        (  # a body stands nearer than the unit that opens the sentence
            "Tại huyện Mai Sơn, Hội Nông dân tỉnh Sơn La tặng 30 con bò. Chủ tịch Lò Văn Bình trao quà.",
            ("Lò Văn Bình", "Chủ tịch", "UBND huyện Mai Sơn"),
        ),
        (  # a board is no company
            "HĐQT họp 3 phiên. HĐQT thống nhất 2 việc. Kế toán trưởng Lò Văn Bình vắng mặt.",
            ("Lò Văn Bình", "Kế toán trưởng", "HĐQT"),
        ),
        (  # each has an office of his own
            "HĐND tỉnh bầu ông Trần Văn Bình làm Chủ tịch HĐND tỉnh Sơn La và bà Lê Thị Hoa làm Phó Chủ tịch "
            "UBND tỉnh Sơn La.",
            ("Trần Văn Bình", "Phó Chủ tịch", "UBND tỉnh Sơn La"),
        ),
        (
            "Tỉnh ủy điều động ông Trần Văn Bình về Hà Nội, bà Lê Thị Hoa giữ chức Giám đốc Sở Y tế tỉnh Sơn La.",
            ("Trần Văn Bình", "Giám đốc", "Sở Y tế tỉnh Sơn La"),
        ),
        (  # another clause
            "Bà Lê Thị Hoa thay ông Trần Văn Bình; ông Lê Văn Xuân được bổ nhiệm làm Giám đốc Sở Y tế tỉnh Sơn La.",
            ("Trần Văn Bình", "Giám đốc", "Sở Y tế tỉnh Sơn La"),
        ),
        (  # of two committees each has its own name
            "Bà Lê Thị Hoa, Ủy viên UBND, Chánh Văn phòng HĐND tỉnh Sơn La, nêu 3 việc.",
            ("Lê Thị Hoa", "Ủy viên", "HĐND tỉnh Sơn La"),
        ),
        (  # words go on about the body
            "Ông Trần Văn Bình là chủ tịch hội đồng mà hôm qua bị giải tán.",
            ("Trần Văn Bình", "chủ tịch", "hội đồng mà hôm qua"),
        ),
        (  # who signs does not hold what is given
            "Ông Trần Văn Bình ký quyết định phê chuẩn kết quả bầu Phó Chủ tịch UBND huyện Mai Sơn.",
            ("Trần Văn Bình", "Phó Chủ tịch", "UBND huyện Mai Sơn"),
        ),
        (  # a body that has no such division stands nearer
            "Sở Y tế tỉnh Sơn La họp với Báo Tây Bắc. Ông Trần Văn Bình - phó phòng Kinh tế hạ tầng - nêu 3 việc.",
            ("Trần Văn Bình", "phó phòng Kinh tế hạ tầng", "Sở Y tế tỉnh Sơn La"),
        ),
        (  # a bare chair beside a committee is its, however often a company is told
            "Vinasteel lãi 3 tỷ đồng. Vinasteel có 9 nhà máy. UBND tỉnh Sơn La làm việc với Vinasteel. "
            "Chủ tịch Trần Văn Bình nêu 3 việc.",
            ("Trần Văn Bình", "Chủ tịch", "Vinasteel"),
        ),
        (  # what is said is not of who says it
            "Ông Trần Văn Bình cho biết quy định này áp dụng cho cán bộ, trước hết là Ủy viên Bộ Chính trị.",
            ("Trần Văn Bình", "Ủy viên", "Bộ Chính trị"),
        ),
        (  # words of work are no team's name
            "Ông Trần Văn Bình - Đội trưởng thi công - nêu 3 việc.",
            ("Trần Văn Bình", "Đội trưởng", "thi công"),
        ),
        (  # "bà" is a title here
            "Bà Lê Thị Hoa vay 3 tỷ đồng. Hôm sau bà giám đốc Ngân hàng Tây Bắc bị bắt.",
            ("Lê Thị Hoa", "giám đốc", "Ngân hàng Tây Bắc"),
        ),
        (  # a writer of the same country is no peer
            "Ngoại trưởng Nhật Bản Taro Saito gặp nhà văn Iran Ali Rezaei ở Hà Nội.",
            ("Ali Rezaei", "Ngoại trưởng", "Iran"),
        ),
        (  # a committee of a commune is told with its own place
            "Vinasteel lãi 3 tỷ đồng. Vinasteel có 9 nhà máy. Vốn của Vinasteel là 9 tỷ đồng. "
            "Ông Trần Văn Bình (Phó Bí thư Đảng ủy xã Hát Lót) nêu 3 việc.",
            ("Trần Văn Bình", "Phó Bí thư", "Đảng ủy Vinasteel"),
        ),
        (  # a commune is told with its district, not with the province besides
            "Ông Trần Văn Bình, Chủ tịch UBND xã Hát Lót, huyện Mai Sơn, tỉnh Sơn La, nêu 3 việc.",
            ("Trần Văn Bình", "Chủ tịch", "UBND xã Hát Lót, huyện Mai Sơn, tỉnh Sơn La"),
        ),
        (  # a count is no name of a group
            "Sáng 5/3, đoàn gồm 9 người do ông Trần Văn Bình làm trưởng đoàn đến Mai Sơn.",
            ("Trần Văn Bình", "trưởng đoàn", "đoàn gồm 9 người"),
        ),
        (  # a province's committee has no such division of its own
            "UBND tỉnh Sơn La họp sáng 5/3. Ông Trần Văn Bình - phó phòng Kinh tế hạ tầng - nêu 3 việc.",
            ("Trần Văn Bình", "phó phòng Kinh tế hạ tầng", "UBND tỉnh Sơn La"),
        ),
        (  # a body stands behind, though nothing knows it
            "Vinasteel lãi 3 tỷ đồng. Vinasteel có 9 nhà máy. Vốn của Vinasteel là 9 tỷ đồng. "
            "Ông Trần Văn Bình - chủ tịch HĐQT của quỹ - nêu 3 việc.",
            ("Trần Văn Bình", "chủ tịch HĐQT", "Vinasteel"),
        ),
        (  # what is not granted
            "Ngoài ra, không phải là Giám đốc Sở Y tế tỉnh Sơn La nên hai năm qua, ông Trần Văn Bình không đến xã nào.",
            ("Trần Văn Bình", "Giám đốc", "Sở Y tế tỉnh Sơn La"),
        ),
    ],
)
def test_no_office(text: str, role: tuple[str, str, str]) -> None:
    assert role not in roles(text)


def test_a_bracket_that_is_closed_tells_of_nobody_behind_it() -> None:
    assert roles("Ông Lò Văn Bình (45 tuổi) gặp Giám đốc Sở Y tế tỉnh Sơn La.") == set()


@pytest.mark.parametrize(
    "text",
    [
        "Q. Giám đốc Sở Y tế tỉnh Sơn La Lê Thị Hoa nêu 3 việc.",
        "Bà Lê Thị Hoa, Q. Giám đốc Sở Y tế tỉnh Sơn La, nêu 3 việc.",
    ],
)
def test_who_stands_in_for_the_head_is_told_by_a_sign(text: str) -> None:
    (role,) = annotate(make_article(text, source="x", page=False)).roles
    assert (role.person, role.position, role.organization) == ("Lê Thị Hoa", "Quyền Giám đốc", "Sở Y tế tỉnh Sơn La")


@pytest.mark.parametrize(
    ("text", "organization"),
    [
        ("Thứ trưởng Bộ Nông nghiệp và PTNT Hà Văn Tuấn đề nghị đẩy nhanh tiến độ.", "Bộ Nông nghiệp và PTNT"),
        ("Giám đốc Sở LĐ, TB&XH Hà Văn Tuấn cho biết.", "Sở LĐ, TB&XH"),
        ("Chi cục trưởng Chi cục Chăn nuôi và Thú y Hà Văn Tuấn cho biết.", "Chi cục Chăn nuôi và Thú y"),
        ("Đồng chí Hà Văn Tuấn - UVTW Đảng, Bí thư Tỉnh ủy Gia Lai - chúc Tết.", "Tỉnh ủy Gia Lai"),
        ("Ông Hà Văn Tuấn, TUV, Trưởng ban Pháp chế HĐND tỉnh Gia Lai kết luận.", "HĐND tỉnh Gia Lai"),
    ],
)
def test_fields_of_bodies_and_members_as_they_are_abbreviated(text: str, organization: str) -> None:
    told = {body for person, _, body in roles(text) if person == "Hà Văn Tuấn"}
    assert organization in told <= {organization, "Đảng"}
