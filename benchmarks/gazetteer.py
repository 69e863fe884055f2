"""How fast the gazetteer of units loads from cold, what memory it takes, how fast it matches running text.

usage: python benchmarks/gazetteer.py DATA
DATA holds corpora/. Loading is measured in fresh processes, the median of seven; memory is what the process grows by.
"""

from __future__ import annotations

import statistics
import subprocess
import sys
import time
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
sys.path[:0] = [str(ROOT), str(ROOT / "benchmarks")]
from corpora import read_articles

from extractor.places.matching import load_matcher

RUNS = 7
COLD = """
import resource, sys, time
sys.path.insert(0, {root!r})
import extractor.places
before, since = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss, time.perf_counter()
units = extractor.places.load_units()
units.named("Hương Trà")
loaded = time.perf_counter() - since
units.today(units.get("2:480")), units.unmarked("huong tra")
print(loaded, (resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - before) / 1024)
"""


def main(data: Path) -> None:
    """Print seconds, megabytes and characters a second."""
    runs = [
        tuple(map(float, subprocess.check_output([sys.executable, "-c", COLD.format(root=str(ROOT))]).split()))
        for _ in range(RUNS)
    ]
    print(f"load and first name  {statistics.median(run[0] for run in runs):.3f} s")
    print(f"memory, all indexes  {max(run[1] for run in runs):.0f} MB")
    texts = ["\n".join(lines) for n, (_, _, lines) in enumerate(read_articles(data)) if n % 10 == 0]
    since = time.perf_counter()
    matcher = load_matcher()
    built = time.perf_counter() - since
    since = time.perf_counter()
    found = sum(1 for text in texts for _ in matcher.find(text))
    spent = time.perf_counter() - since
    size = sum(map(len, texts))
    print(f"matcher built in     {built:.3f} s (units among it)")
    print(f"matching             {size / spent / 1e6:.1f} million characters/s, {found} names in {size} characters")


if __name__ == "__main__":
    main(Path(sys.argv[1]))
