"""How well web pages are read, beside trafilatura alone, and how fast.

python benchmarks/pages.py           over the labelled pages of tests/pages/dev
python benchmarks/pages.py FOLDER    over other labelled pages
"""

from __future__ import annotations

import json
import re
import statistics
import sys
import time
from collections.abc import Callable, Iterator
from io import BufferedReader, BytesIO
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
sys.path[:0] = [str(ROOT), str(ROOT / "tests"), str(ROOT / "tests" / "pages")]

from readers import read_article, read_copied, read_ours, read_trafilatura
from score import FIELDS, Score, score_pages

from extractor.model import Article
from extractor.sources import READERS, Reading

SIZE = 60_000  # bytes of the smallest page in the measure of speed
ROUNDS = 5
LENGTHS = (1_000, 10_000, 100_000, 1_000_000, 10_000_000)
ITEM = re.compile(
    r"<(li|tr|article|p|h[2-4])\b[^>]*>(?:(?!<\1\b).){0,600}?<a\b(?:(?!<\1\b).){0,900}?</\1>", re.S | re.I
)


def main() -> None:
    folder = Path(sys.argv[1]) if len(sys.argv) > 1 else ROOT / "tests" / "pages" / "dev"
    scores = [score_pages(folder, read_ours), score_pages(folder, read_copied, ".txt")]
    scores.append(score_pages(folder, read_trafilatura))
    print(f"{len(scores[0].pages)} pages, {scores[0].gold:,} characters\n")
    print("\n".join(make_table(*scores)))
    print()
    print("\n".join(time_pages(folder)))
    print()
    print("\n".join(time_lengths(folder)))


def make_table(*scores: Score) -> Iterator[str]:
    """Side by side."""
    yield "| of the characters (zones) or the pages (fields), right | here | its text copied | trafilatura alone |"
    yield "| --- | ---: | ---: | ---: |"
    rows: list[tuple[str, list[float], int]] = [
        ("zones, eight kinds", [score.accuracy for score in scores], 4),
        ("zones, the mean of the pages", [score.mean for score in scores], 4),
        ("the article and all else, told apart", [score.parted for score in scores], 4),
        *((name, [score.share(name) for score in scores], 3) for name in FIELDS),
        ("published, the day alone", [_share_of_days(score) for score in scores], 3),
    ]
    for name, shares, digits in rows:
        yield f"| {name} | " + " | ".join(f"{share:.{digits}f}" for share in shares) + " |"
    yield ""
    yield "| zone | characters | precision | recall |"
    yield "| --- | ---: | ---: | ---: |"
    for kind, (precision, recall) in scores[0].zones().items():
        size = sum(n for (gold, _), n in scores[0].confused.items() if gold == kind)
        yield f"| {kind} | {size:,} | {precision:.3f} | {recall:.3f} |"


def _share_of_days(score: Score) -> float:
    missed = score.missed["published"].values()
    same = sum(bool(gold and found and gold[:10] == found[:10]) for gold, found in missed)
    return score.share("published") + same / len(score.pages)


def time_pages(folder: Path) -> Iterator[str]:
    """Pages of real size: seconds of this process, the best of some rounds, page by page."""
    import trafilatura

    pages = [grow(path.read_text(encoding="utf-8")).encode() for path in sorted(folder.glob("*.html"))]
    sizes, links = [len(page) for page in pages], [page.count(b"<a ") for page in pages]
    readers: dict[str, Callable[[bytes], object]] = {
        "here: text, zones, tables, metadata, offsets": read_article,
        "trafilatura: text and metadata": lambda raw: trafilatura.bare_extraction(raw, with_metadata=True),
        "trafilatura: text alone": lambda raw: trafilatura.bare_extraction(raw),
        "trafilatura: text alone, fast": lambda raw: trafilatura.bare_extraction(raw, fast=True),
    }
    spent = {name: [min(_time(read, page) for _ in range(ROUNDS)) for page in pages] for name, read in readers.items()}
    yield f"{len(pages)} pages of {min(sizes):,} to {max(sizes):,} bytes, median {int(statistics.median(sizes)):,}; "
    yield f"median of links {int(statistics.median(links))}.\n"
    yield "| reader | ms a page, median | MB/s | times as long as here |"
    yield "| --- | ---: | ---: | ---: |"
    own = sum(next(iter(spent.values())))
    for name, seconds in spent.items():
        rate = sum(sizes) / sum(seconds) / 1e6
        yield f"| {name} | {1000 * statistics.median(seconds):.1f} | {rate:.1f} | {sum(seconds) / own:.2f} |"


def grow(page: str) -> str:
    """A page with more of what it has in its menus and lists of links, up to SIZE and beyond."""
    items = list(ITEM.finditer(page))
    size, times = len(page.encode()), 1
    linked = sum(len(m[0].encode()) for m in items)
    if linked:
        times += max(1, -(-(SIZE + 20_000 - size) // linked))
    last, parts = 0, []
    for m in items:
        parts += [page[last : m.end()], *(re.sub(r"\d(?=\D*$)", str(i % 10), m[0]) for i in range(times))]
        last = m.end()
    return "".join([*parts, page[last:]])


def time_lengths(folder: Path) -> Iterator[str]:
    """Seconds by the length: they grow with it alone."""
    page = sorted(folder.glob("*.html"))[0].read_text(encoding="utf-8")
    head, _, body = page.partition("<body")
    text = "\n".join(" ".join(re.sub(r"<[^>]*>", " ", body).split("\n")).split(". "))
    line = json.dumps({"id": 1, "text": text[:800]}, ensure_ascii=False) + "\n"
    yield "| ms, by bytes | " + " | ".join(f"{length:,}" for length in LENGTHS) + " |"
    yield "| --- |" + " ---: |" * len(LENGTHS)
    for kind, unit in ((".html", f"<div>{body.partition('>')[2]}</div>"), (".txt", text), (".jsonl", line)):
        spent = []
        for length in LENGTHS:
            whole = unit * (length // len(unit.encode()) + 1)
            cut = whole.encode()[:length].decode("utf-8", "ignore")
            cut = cut.rpartition("\n")[0] + "\n" if kind == ".jsonl" and length > len(line.encode()) else cut
            spent.append(
                _time(lambda raw, kind=kind: read_all(kind, raw), (head + cut if kind == ".html" else cut).encode())
            )
        yield f"| {kind} | " + " | ".join(f"{1000 * seconds:,.1f}" for seconds in spent) + " |"


def read_all(kind: str, raw: bytes) -> list[Article]:
    """The articles of a file of a kind."""
    return list(READERS[kind](BufferedReader(BytesIO(raw)), "x", lambda error: None, Reading()))


def _time(read: Callable[[bytes], object], raw: bytes) -> float:
    began = time.process_time()
    read(raw)
    return time.process_time() - began


if __name__ == "__main__":
    main()
