"""How well encodings are found, by the length of the text, and how fast bytes become text.

python benchmarks/charsets.py            over the sentences of tests/disguises.py
python benchmarks/charsets.py ../shared  over news articles too, of which only figures are printed
"""

from __future__ import annotations

import json
import lzma
import random
import sys
import time
import unicodedata
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
sys.path[:0] = [str(ROOT), str(ROOT / "tests")]

from disguises import ARTICLE, SENTENCES, simplify

from extractor.sources.encodings import Decoded, decode
from extractor.sources.legacy import NAMES, WESTERN, load_charset
from extractor.text.normal import compose_text

LENGTHS = (10, 30, 100, 300, 1000)
ARTICLES = 1000
SIZE = 1_000_000  # characters for the measure of speed


@dataclass
class Score:
    """Of the pieces of one length in one encoding: how many there were, were right, and were wrong without a word."""

    pieces: int = 0
    right: int = 0
    silent: int = 0


def main() -> None:
    own = [" ".join(random.Random(n).sample(SENTENCES, len(SENTENCES))) for n in range(60)]
    print_table("sentences of our own", [simplify(text) for text in own])
    if len(sys.argv) > 1:
        texts = read_articles(Path(sys.argv[1]))
        print_table("news articles", [simplify(text) for text in texts[-ARTICLES:]])
        print_kept(texts)
    print_speed()


def read_articles(shared: Path) -> list[str]:
    """The texts of the shared corpora."""
    texts = []
    for path in sorted((shared / "corpora").glob("*.jsonl.xz")):
        with lzma.open(path, "rt", encoding="utf-8") as lines:
            texts += [json.loads(line)["text"] for line in lines]
    return texts


def print_table(title: str, texts: Sequence[str]) -> None:
    """A row a length, a column an encoding: the share that is right; in brackets what is wrong and not doubted."""
    print(f"\nFound in {title}: right in %, in brackets the wrong ones without a warning in %")
    print("| characters |", " | ".join(NAMES), "|")
    print("| ---: |" + " ---: |" * len(NAMES))
    for length in LENGTHS:
        cells = []
        for name in NAMES:
            score = measure(texts, name, length)
            right, silent = 100 * score.right / score.pieces, 100 * score.silent / score.pieces
            cells.append(f"{right:.1f} ({silent:.1f})")
        print(f"| {length} |", " | ".join(cells), "|")


def measure(texts: Iterable[str], name: str, length: int) -> Score:
    """Cut one piece of whole words out of each text, encode it and look what becomes of it."""
    charset, score, chance = load_charset(name), Score(), random.Random(length)
    for text in texts:
        if len(text) < length + 20:
            continue
        at = text.find(" ", chance.randrange(len(text) - length)) + 1
        piece = text[at : at + length].rpartition(" ")[0] or text[at : at + length]
        try:
            raw = charset.encode(piece)
        except ValueError:  # a sign that the encoding lacks
            continue
        meant = fold(charset.decode(raw))
        if meant.isascii():
            continue
        decoded = decode(raw)
        score.pieces += 1
        score.right += fold(decoded.text) == meant
        score.silent += fold(decoded.text) != meant and not decoded.warnings
    return score


def fold(text: str) -> str:
    return unicodedata.normalize("NFC", text).lower()


def print_kept(texts: Sequence[str]) -> None:
    """Whole articles and each of their lines, in UTF-8: none may be read as anything else."""
    pieces = [*texts, *(line.lstrip("\ufeff") for text in texts for line in text.split("\n"))]
    changed = sum(decode(piece.encode(), entities=True) != Decoded(piece, "utf-8") for piece in pieces)
    print(f"\nUTF-8: {changed} of {len(pieces):,} articles and lines read as anything else, or doubted")


def print_speed() -> None:
    text = simplify(ARTICLE)
    text *= 1 + SIZE // len(text)
    made = {name: load_charset(name).encode(text) for name in NAMES}
    made |= {"utf-8": text.encode(), "utf-16": text.encode("utf-16")}
    made["utf-8 read as windows-1252"] = "".join(WESTERN[b] for b in text.encode()).encode()
    print(f"\nSpeed, a text of {len(text):,} characters")
    for name, raw in made.items():
        start = time.perf_counter()
        decode(raw)
        print(f"  {name}: {len(raw) / (time.perf_counter() - start) / 1e6:.0f} MB/s")
    for form in ("NFC", "NFD"):
        raw_text = unicodedata.normalize(form, text)
        start = time.perf_counter()
        compose_text(raw_text)
        print(
            f"  map of offsets, {form}: {len(raw_text) / (time.perf_counter() - start) / 1e6:.1f} million characters/s"
        )


if __name__ == "__main__":
    main()
