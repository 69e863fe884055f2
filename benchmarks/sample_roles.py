"""Draw the passages for roles: from where an article begins, those that name three offices or more.

usage: python benchmarks/sample_roles.py DATA SEED SIZE
Prints one head a passage, "@ ID line,line,… sha1". Articles that any annotation already uses are left out, and of two
passages that share a fifth of their syllable 5-grams only the first is kept.
"""

from __future__ import annotations

import random
import re
import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parent))
from corpora import hash_passage, read_articles, read_used, take_beginning
from sample_facts import share_grams, split_grams

LENGTH = 1900  # characters of a passage, about
OFFICE = re.compile(
    r"bí thư|chủ (?:tịch|nhiệm)|giám đốc|hiệu (?:trưởng|phó)|(?<!\w)(?:bộ|thứ|cục|vụ|viện|chi cục) trưởng|"
    r"(?<!\w)(?:phó|trưởng|chánh) (?:ban|phòng|công an|đoàn|khoa|văn phòng|thanh tra)|"
    r"tổng thống|thủ tướng|chỉ huy trưởng",
    re.IGNORECASE,
)
OFFICES = 3


def main(data: Path, seed: int, size: int) -> None:
    """Print the heads of ``size`` passages."""
    used = read_used(data)
    pool = []
    for _, name, lines in read_articles(data):
        numbers = take_beginning(lines, LENGTH)
        text = [lines[n] for n in numbers]
        if name not in used and len(OFFICE.findall("\n".join(text))) >= OFFICES:
            pool.append((name, numbers, text))
    random.Random(seed).shuffle(pool)
    seen: list[set[tuple[str, ...]]] = []
    for name, numbers, text in pool:
        grams = split_grams(" ".join(text))
        if not any(share_grams(grams, other) for other in seen):
            seen.append(grams)
            print("@", name, ",".join(map(str, numbers)), hash_passage(text))
        if len(seen) == size:
            break


if __name__ == "__main__":
    main(Path(sys.argv[1]), int(sys.argv[2]), int(sys.argv[3]))
