"""How fast texts are read, from bytes to Articles with their zones, on one core.

usage: python benchmarks/reading.py DATA [ROUNDS]
DATA holds corpora/. The press corpus is read as JSON Lines, as a table and (a sixth of it) as files of text; then one
document of 1 KB to 10 MB of each format. Seconds are of the process, the best of ROUNDS (3). json.loads on the same
lines tells how fast the machine is.
"""

from __future__ import annotations

import csv
import json
import lzma
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
sys.path.insert(0, str(ROOT))
from extractor.errors import InputError
from extractor.sources import read_sources
from extractor.text.zones import find_zones

FILES = 6  # one article of so many is a file of its own
SIZES = (1_000, 10_000, 100_000, 1_000_000, 10_000_000)
FORMATS: dict[str, Callable[[str], str]] = {
    "txt": lambda text: text,
    "md": lambda text: f"# {text}",
    "jsonl": lambda text: json.dumps({"text": text}, ensure_ascii=False) + "\n",
    "csv": lambda text: 'text,title\n"' + text.replace('"', '""') + '",x\n',
}


def main(data: Path, rounds: int) -> None:
    """Print both tables."""
    with lzma.open(data / "corpora" / "vietnews-press.jsonl.xz") as packed:
        raw = packed.read()
    with tempfile.TemporaryDirectory() as folder:
        _measure_corpus(raw, Path(folder), rounds)
        _measure_sizes([json.loads(line)["text"] for line in raw.splitlines()[:4_000]], Path(folder), rounds)


def _measure_corpus(raw: bytes, folder: Path, rounds: int) -> None:
    lines = raw.splitlines()
    rows = [json.loads(line) for line in lines]
    (folder / "press.jsonl").write_bytes(raw)
    with (folder / "press.csv").open("w", encoding="utf-8", newline="") as table:
        writer = csv.DictWriter(table, list(rows[0]), extrasaction="ignore")
        writer.writeheader()
        writer.writerows(rows)
    (folder / "txt").mkdir()
    for number, row in enumerate(rows[::FILES]):
        (folder / "txt" / f"{number}.txt").write_text(row["text"], encoding="utf-8")
    print("| what | documents | MB | MB/s |\n| --- | --- | --- | --- |")
    _tell("json.loads alone", len(lines), len(raw), _time(lambda: [json.loads(line) for line in lines], rounds))
    texts = [row["text"] for row in rows]
    _tell("finding zones alone", len(texts), len(raw), _time(lambda: [find_zones(text) for text in texts], rounds))
    for name in ("press.jsonl", "press.csv", "txt"):
        path = folder / name
        size = sum(file.stat().st_size for file in ([path] if path.is_file() else path.iterdir()))
        count = sum(1 for _ in read_sources([str(path)], _stop))
        _tell(name, count, size, _time(lambda path=path: _read(path), rounds))  # type: ignore[misc]


def _measure_sizes(texts: list[str], folder: Path, rounds: int) -> None:
    whole = "\n".join(texts)
    print("\n| | " + " | ".join(f"{size:,} B" for size in SIZES) + " |\n|" + " --- |" * (len(SIZES) + 1))
    for name, wrap in FORMATS.items():
        cells = []
        for size in SIZES:
            path = folder / f"one.{name}"
            path.write_bytes(wrap(whole.encode()[:size].decode("utf-8", "ignore")).encode())
            cells.append(f"{1000 * _time(lambda path=path: _read(path), rounds):.1f} ms")  # type: ignore[misc]
        print(f"| {name} | " + " | ".join(cells) + " |")


def _read(path: Path) -> None:
    for _ in read_sources([str(path)], _stop):
        pass


def _stop(error: InputError) -> None:
    raise error


def _time(work: Callable[[], object], rounds: int) -> float:
    best = float("inf")
    for _ in range(rounds):
        began = time.process_time()
        work()
        best = min(best, time.process_time() - began)
    return best


def _tell(what: str, documents: int, size: int, seconds: float) -> None:
    print(f"| {what} | {documents:,} | {size / 1e6:.1f} | {size / 1e6 / seconds:.1f} |", flush=True)


if __name__ == "__main__":
    main(Path(sys.argv[1]), int(sys.argv[2]) if len(sys.argv) > 2 else 3)
