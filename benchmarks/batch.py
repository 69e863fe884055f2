"""How fast an archive is annotated, and in how much memory.

usage: python benchmarks/batch.py DATA [ARTICLES [FEW]]
DATA holds corpora/vietnews-press.jsonl.xz. FEW articles (1,000) go through with one worker and with one a core, then
ARTICLES (all) with one a core: so the table shows what a second core brings, and whether time and memory grow straight.
"""

from __future__ import annotations

import json
import resource
import subprocess
import sys
import tempfile
import time
from itertools import islice
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
sys.path[:0] = [str(ROOT)]

from extractor.batch import Choice, annotate_archive, count_cores
from extractor.batch.summary import tell_time
from extractor.sources import read_sources

MEGABYTE = 1024  # kilobytes, as /proc counts
COLUMNS = ("workers", "documents", "facts", "seconds", "documents/s", "syllables/s", "per CPU s", "parent MB")
COLUMNS = (*COLUMNS, "worker MB", "writing", "parent CPU", "reading")
MILLION, NIGHT = 1_000_000, 10  # articles, hours


def main(data: Path, articles: int, few: int) -> None:
    """Print a table, a line a run, and what it says of a million articles."""
    corpus = data / "corpora" / "vietnews-press.jsonl.xz"
    cores = count_cores()
    print(*(f"{name:>11}" for name in COLUMNS))
    one = measure(corpus, few, workers=1)
    many = measure(corpus, few, workers=cores)
    last = measure(corpus, articles, workers=cores) if articles > few else many
    print(f"{cores} workers are {many['rate'] / one['rate']:.2f} times as fast as one")
    for name in ("parent", "worker"):
        print(f"memory of the {name}, {last['done']} documents to {many['done']}: {last[name] / many[name]:.2f}")
    night = last["rate"] * NIGHT * 3600
    print(f"a million articles: {tell_time(MILLION / last['rate'])}; in {NIGHT} hours: {night:,.0f} articles")


def measure(corpus: Path, limit: int, *, workers: int) -> dict[str, float]:
    """One run in a process of its own; its figures, printed as well. Memory in MB: the most that one process had."""
    syllables = sum(len(a.text.split()) for a in islice(read_sources([str(corpus)], print), limit))
    with tempfile.TemporaryDirectory() as folder:
        command = [sys.executable, __file__, "--run", corpus, str(limit), str(workers), Path(folder, "archive.db")]
        run = subprocess.Popen(list(map(str, command)), stdout=subprocess.PIPE, text=True)
        workers_peak = 0
        while run.poll() is None:
            workers_peak = max(workers_peak, *(_peak(child) for child in _children(run.pid)), 0)
            time.sleep(0.2)
        assert run.stdout
        told: dict[str, float] = json.loads(run.stdout.read())
    told |= {"worker": workers_peak / MEGABYTE, "syllables": syllables / told["seconds"]}
    whole = (workers, told["done"], told["facts"], told["seconds"])
    rates = (told["rate"], told["syllables"], told["worked"], told["parent"], told["worker"])
    shares = (told["writing"], told["cpu"], told["reading"])
    print(*(f"{n:11,.0f}" for n in whole), *(f"{n:11,.1f}" for n in rates), *(f"{n:11.1%}" for n in shares))
    return told


def run_once(corpus: str, limit: int, workers: int, store: str) -> None:
    """Print the figures of one run as JSON; ``worked``: documents a second of the workers' CPU; shares: of its
    seconds; ``reading``: what the thread that reads takes of the parent's CPU."""
    before, main_before = time.process_time(), time.thread_time()
    done = annotate_archive([corpus], store=store, workers=workers, choice=Choice(limit=limit))
    cpu, main_cpu = time.process_time() - before, time.thread_time() - main_before
    told = {"done": done.counts.done, "facts": done.counts.facts, "seconds": done.seconds, "rate": done.rate}
    told |= {"writing": done.writing / done.seconds, "cpu": cpu / done.seconds}
    told |= {"reading": (cpu - main_cpu) / done.seconds}
    children = resource.getrusage(resource.RUSAGE_CHILDREN)
    told["worked"] = done.counts.done / (children.ru_utime + children.ru_stime)
    told["parent"] = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / MEGABYTE
    print(json.dumps(told))


def _children(pid: int) -> list[int]:
    try:
        return [int(child) for child in Path(f"/proc/{pid}/task/{pid}/children").read_text().split()]
    except OSError:
        return []


def _peak(pid: int) -> int:
    """The most memory (KB) that a process has had."""
    try:
        lines = Path(f"/proc/{pid}/status").read_text().splitlines()
    except OSError:
        return 0
    return next((int(line.split()[1]) for line in lines if line.startswith("VmHWM")), 0)


if __name__ == "__main__":
    if sys.argv[1] == "--run":
        run_once(sys.argv[2], int(sys.argv[3]), int(sys.argv[4]), sys.argv[5])
    else:
        few = int(sys.argv[3]) if len(sys.argv) > 3 else 1000
        main(Path(sys.argv[1]), int(sys.argv[2]) if len(sys.argv) > 2 else 10**9, few)
