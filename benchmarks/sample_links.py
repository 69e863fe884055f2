"""Draw passages for links/: the beginnings of random articles of every kind of news that no other annotation uses.

usage: python benchmarks/sample_links.py DATA SEED COUNT
Prints "@ ID line,line,… sha1" and the lines of each; COUNT passages of each kind of sample_facts.py.
"""

from __future__ import annotations

import random
import re
import sys
from pathlib import Path

from corpora import hash_passage, read_articles, read_used, take_beginning
from sample_facts import STRATA

LENGTH = 1700  # characters of a passage, about
SHORTEST = 900  # of an article that is drawn


def main(data: Path, *, seed: int, count: int) -> None:
    used = read_used(data)
    free = [(name, lines) for _, name, lines in read_articles(data) if name not in used]
    random.Random(seed).shuffle(free)
    left = dict.fromkeys(STRATA, count)
    for name, lines in free:
        numbers = take_beginning(lines, LENGTH)
        chosen = [lines[n] for n in numbers]
        kind = next(kind for kind, cue in STRATA.items() if re.search(cue, " ".join(lines[:4])))
        if left[kind] and sum(map(len, chosen)) > SHORTEST:
            left[kind] -= 1
            print(f"@ {name} {','.join(map(str, numbers))} {hash_passage(chosen)}", *chosen, "", sep="\n")


if __name__ == "__main__":
    main(Path(sys.argv[1]), seed=int(sys.argv[2]), count=int(sys.argv[3]))
