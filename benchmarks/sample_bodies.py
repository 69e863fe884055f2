"""Draw the passages of benchmarks/links that are rich in bodies: so many of each kind of body, random among the rich.

usage: python benchmarks/sample_bodies.py DATA SEED PER_KIND
Prints "@ ID line,line,… sha1" of each passage: an article's lines from its first on. Articles that other annotation
uses, in this project or beside the corpora, are left out.
"""

from __future__ import annotations

import random
import re
import sys
from collections.abc import Iterator
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parent))
from corpora import hash_passage, read_articles, read_used, take_beginning

LENGTH = 1500  # characters of a passage, about
RICH = 3  # words of the kind that it holds at least
KINDS = {
    "police": r"[Cc]ông an (?:tỉnh|TP|huyện|quận|xã|phường)|Phòng (?:Cảnh sát|PC)|CSĐT|CSGT|PC\d\d",
    "justice": r"TAND|T[oò]à? án|VKSND|Viện [Kk]iểm sát|Thi hành án|Viện KSND",
    "health": r"Bệnh viện|BV |Trung tâm Y tế|Sở Y tế|Bộ Y tế|Trạm Y tế|CDC",
    "department": r"Sở [A-ZĐ]|Phòng [A-ZĐ]|Chi cục|Cục Thuế|Kho bạc|Hạt Kiểm lâm|BHXH|Ban Quản lý|BQL",
    "military": r"Quân khu|Biên phòng|BĐBP|Quân sự|Cảnh sát biển|Hải quân|Bộ Tư lệnh|Sư đoàn|Lữ đoàn|Bộ Quốc phòng",
    "front": r"MTTQ|Mặt trận Tổ quốc|Hội (?:LHPN|Liên hiệp|Nông dân|CCB|Cựu|Chữ thập)|LĐLĐ|Liên đoàn Lao động|Đoàn",
    "ministry": r"Bộ [A-ZĐ]|Cục [A-ZĐ]|Vụ [A-ZĐ]|Tổng cục|Ủy ban [A-ZĐ]|Quốc hội",
    "party": r"(?:Tỉnh|Thành|Huyện|Quận|Thị|Đảng) [uủ][yỷ]|Đảng bộ|Ban Thường vụ|Ban Tổ chức|Ủy ban [Kk]iểm tra|HĐND",
}


def main(data: Path, *, seed: int, size: int) -> Iterator[str]:
    """The head of each passage drawn."""
    used = read_used(data)
    pools: dict[str, list[tuple[str, list[int], str]]] = {kind: [] for kind in KINDS}
    for _, name, lines in read_articles(data):
        if name in used:
            continue
        numbers = take_beginning(lines, LENGTH)
        text = "\n".join(lines[n] for n in numbers)
        counts = {kind: len(re.findall(words, text)) for kind, words in KINDS.items()}
        kind = max(counts, key=lambda k: counts[k])
        if counts[kind] >= RICH and sum(counts.values()) >= 2 * RICH:
            pools[kind].append((name, numbers, hash_passage([lines[n] for n in numbers])))
    draw = random.Random(seed)
    for pool in pools.values():
        for name, numbers, sha1 in draw.sample(pool, min(size, len(pool))):
            yield f"@ {name} {','.join(map(str, numbers))} {sha1}"


if __name__ == "__main__":
    for head in main(Path(sys.argv[1]), seed=int(sys.argv[2]), size=int(sys.argv[3])):
        print(head)
