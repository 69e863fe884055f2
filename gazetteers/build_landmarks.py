"""Make landmarks.tsv again: well-known places that are no units, as news tells of them: python build_landmarks.py DATA

DATA/corpora holds articles. A name counts once an article; the province is the one that most of its articles name,
where two thirds of them agree. Names and counts are facts; no sentence is kept.
"""

from __future__ import annotations

import re
import sys
from collections import Counter, defaultdict
from pathlib import Path

HERE = Path(__file__).parent
ROOT = HERE.parent
sys.path[:0] = [str(ROOT), str(ROOT / "benchmarks")]
from corpora import read_articles  # noqa: E402

from extractor.places import fold_name, load_units  # noqa: E402

KINDS = {
    "sân bay": "sân bay quốc tế|sân bay|cảng hàng không quốc tế|cảng hàng không",
    "cảng": "cảng biển|cảng nước sâu|cảng cá|cảng",
    "cửa khẩu": "cửa khẩu quốc tế|cửa khẩu",
    "khu kinh tế": "khu kinh tế mở|khu kinh tế|KKT",
    "khu công nghiệp": "khu công nghiệp|KCN",
    "khu chế xuất": "khu chế xuất|KCX",
    "khu công nghệ cao": "khu công nghệ cao",
    "khu đô thị": "khu đô thị mới|khu đô thị|KĐT",
    "sông": "sông", "hồ": "hồ chứa|hồ thủy điện|hồ", "đầm": "đầm", "vịnh": "vịnh", "đèo": "đèo", "núi": "núi",
    "thác": "thác",
    "đảo": "đảo", "quần đảo": "quần đảo", "bán đảo": "bán đảo", "cù lao": "cù lao", "hang động": "hang động|hang",
    "bãi biển": "bãi biển|bãi tắm", "vườn quốc gia": "vườn quốc gia|VQG",
    "khu bảo tồn": "khu bảo tồn thiên nhiên|khu bảo tồn",
    "thủy điện": "nhà máy thủy điện|thủy điện", "cầu": "cầu", "hầm": "hầm", "đường cao tốc": "cao tốc",
    "chợ": "chợ đầu mối|chợ", "bến xe": "bến xe", "ga": "nhà ga", "sân vận động": "sân vận động|SVĐ",
    "chùa": "chùa", "đền": "đền", "quảng trường": "quảng trường", "công viên": "công viên",
    "di tích": "khu di tích|thành cổ",
}  # fmt: skip
NAME = r"[^\W\d_]+(?:(?: [-–] | )[^\W\d_]+){0,3}"
NO_NAMES = frozenset(
    ["Sở", "Bộ", "Ủy", "Uỷ", "Đoàn", "Công", "Ban", "Ông", "Bà", "Theo", "Tuy", "Ảnh", "Type", "Việt", "Tại", "Trong"]
)
# Read by hand: abroad, or cut from a longer name.
NOT_THESE = frozenset({"Mariana", "Thái Bình Dương", "Triều Tiên", "Tây Bắc", "Trung Quốc", "Hàng", "Bắc", "Sét"})
HOME, ANYWHERE = 3, 10  # articles that must tell of it, where they agree on its province and where not
AGREE = 2 / 3
LONGEST_SHARE = 0.5  # of two names that begin alike, the shorter is kept where it stands alone this often


def main(data: Path) -> None:
    provinces = {fold_name(u.name): f"{u.level}:{u.code}" for u in load_units().rows if u.level == 1}
    province = re.compile("|".join(sorted({u.name for u in load_units().rows if u.level == 1}, key=len, reverse=True)))
    words = {word: kind for kind, told in KINDS.items() for word in told.split("|")}
    longest = "|".join(sorted(words, key=len, reverse=True))
    pattern = re.compile(rf"(?<!\w)(?<!yêu )(?<!nhu )(?<!toàn )(?<!địa )(?<!dòng )({longest}) (?={NAME})")
    seen: Counter[tuple[str, str]] = Counter()
    where: dict[tuple[str, str], Counter[str]] = defaultdict(Counter)
    for _, _, lines in read_articles(data):
        text = "\n".join(lines)
        told = {provinces[fold_name(name)] for name in province.findall(text) if fold_name(name) in provinces}
        named = {(words[m[1]], read_name(text, m.end())) for m in pattern.finditer(text)}
        for key in named - {(kind, "") for kind in KINDS}:
            seen[key] += 1
            where[key].update(told)
    rows = []
    keys: set[str] = set()  # of two spellings of one name, the more usual is kept
    for (kind, name), count in seen.most_common():
        best = where[kind, name].most_common(1)
        home = best[0][0] if best and best[0][1] >= AGREE * count else ""
        if name in NOT_THESE or count < (HOME if home else ANYWHERE) or _is_longer_told(kind, name, seen):
            continue
        if (key := fold_name(f"{kind} {name}")) in keys:
            continue
        keys.add(key)
        rows.append((name, kind, home, str(count), f"{kind} {name}"))
    with (HERE / "landmarks.tsv").open("w", encoding="utf-8", newline="") as out:
        out.write("name\tkind\tprovince\tarticles\texample\n")
        out.writelines("\t".join(row) + "\n" for row in sorted(rows, key=lambda r: (r[1], r[0])))


def read_name(text: str, at: int) -> str:
    """The capitals from ``at`` on, four syllables at most: what is a name; "" where there are none."""
    found = re.compile(NAME).match(text, at)
    parts: list[str] = []
    for part in found[0].replace("–", "-").split() if found else ():
        if not (part == "-" or (part.istitle() and (len(part) > 1 or part == "Y"))):
            break
        parts.append(part)
    while parts and (parts[-1] == "-" or parts[-1] in NO_NAMES):
        parts.pop()
    return "" if not parts or parts[0] in NO_NAMES else " ".join(parts)


def _is_longer_told(kind: str, name: str, seen: Counter[tuple[str, str]]) -> bool:
    """Whether the name is mostly the beginning of a longer one: sân bay Tân | Sơn Nhất."""
    longer = sum(n for (k, other), n in seen.items() if k == kind and other.startswith(name + " "))
    return longer > LONGEST_SHARE * seen[kind, name]


if __name__ == "__main__":
    main(Path(sys.argv[1]))
