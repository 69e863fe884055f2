"""Draw the passages of the fact benchmark: random among those with digits, stratified by kind of news.

usage: python benchmarks/sample_facts.py DATA OUT SEED dense|whole TEST_SHARE PER_STRATUM...
Writes OUT/heads.tsv (part, stratum, id, lines, sha1). "whole" takes the lines that follow a random one with a digit,
"dense" of these only the ones with a digit. Articles that other annotation already uses are left out, and of two
passages that share a fifth of their syllable 5-grams only the first is kept.
"""

from __future__ import annotations

import random
import re
import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parent))
from corpora import hash_passage, read_articles, read_used

LENGTH = 1500  # characters of a passage, about
STRATA = {  # tried in this order on the first lines of the article
    "sport": r"trận đấu|bàn thắng|V-?League|HLV|cầu thủ|SEA Games|giải đấu|vô địch|tuyển Việt Nam",
    "accident": r"tai nạn|cháy|tử vong|khởi tố|bắt giữ|công an .{0,20}bắt|cướp|án tù|bị cáo|ma t[úu]y|đâm",
    "local": r"UBND|HĐND|Tỉnh ủy|Thành ủy|Huyện ủy|nông thôn mới|huyện|địa phương|tỉnh",
    "economy": r"tỷ đồng|tỉ đồng|doanh nghiệp|xuất khẩu|ngân hàng|đầu tư|kinh tế|thị trường|cổ phiếu|giá|USD",
    "society": r"",
}


def main(data: Path, out: Path, seed: int, *, dense: bool, test_share: int, sizes: list[int]) -> None:
    """Write the table of passages; ``test_share`` percent of each stratum are the test part."""
    used = read_used(data)
    draw = random.Random(seed)
    pools: dict[str, list[tuple[str, list[int], list[str]]]] = {kind: [] for kind in STRATA}
    for number, (_, name, lines) in enumerate(read_articles(data)):
        if name in used or number % 4 == 0:  # every fourth has been run through the program
            continue
        if passage := _passage(lines, draw, dense=dense):
            head = " ".join(lines[:4])
            kind = next(kind for kind, cue in STRATA.items() if re.search(cue, head))
            pools[kind].append((name, *passage))
    rows = []
    seen: list[set[tuple[str, ...]]] = []
    for (kind, pool), size in zip(pools.items(), sizes, strict=True):
        draw.shuffle(pool)
        taken = 0
        for name, numbers, text in pool:
            grams = split_grams(" ".join(text))
            if any(share_grams(grams, other) for other in seen):
                continue
            seen.append(grams)
            part = "test" if taken < size * test_share // 100 else "dev"
            rows.append((part, kind, name, ",".join(map(str, numbers)), hash_passage(text)))
            taken += 1
            if taken == size:
                break
    out.mkdir(parents=True, exist_ok=True)
    (out / "heads.tsv").write_text("\n".join("\t".join(row) for row in rows) + "\n", encoding="utf-8")


def _passage(lines: list[str], draw: random.Random, *, dense: bool) -> tuple[list[int], list[str]] | None:
    """Lines from a random one with a digit on, the empty ones left out; ``dense``: those without a digit too."""
    starts = [n for n, line in enumerate(lines) if n > 1 and re.search(r"\d", line) and len(line) > 60]
    if not starts:
        return None
    first = draw.choice(starts)
    numbers: list[int] = []
    for n in range(first, len(lines)):
        if lines[n].strip() and (not dense or re.search(r"\d", lines[n])):
            numbers.append(n)
        if sum(len(lines[i]) for i in numbers) > LENGTH:
            break
    return numbers, [lines[n] for n in numbers]


def split_grams(text: str) -> set[tuple[str, ...]]:
    """The syllable 5-grams of ``text``."""
    words = text.lower().split()
    return {tuple(words[i : i + 5]) for i in range(len(words) - 4)}


def share_grams(one: set[tuple[str, ...]], other: set[tuple[str, ...]]) -> bool:
    """Whether more than a fifth of the shorter one's 5-grams stand in the other."""
    return len(one & other) * 5 > min(len(one), len(other))


if __name__ == "__main__":
    sizes = [int(n) for n in sys.argv[6:]]
    dense, share = sys.argv[4] == "dense", int(sys.argv[5])
    main(Path(sys.argv[1]), Path(sys.argv[2]), int(sys.argv[3]), dense=dense, test_share=share, sizes=sizes)
