"""How well zones and metadata of a page are found in its text alone: NAME.txt against NAME.json.

usage: python tests/pages/score_text.py FOLDER [-v]: a table, with -v also every line whose zone is another.
"""

from __future__ import annotations

import json
import re
import sys
from collections import Counter
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parents[2]
sys.path.insert(0, str(ROOT))
from extractor.model import Article  # noqa: E402
from extractor.text import make_article  # noqa: E402

TOLD = ("title", "published", "authors", "publisher", "dateline")


def zone_characters(zones: list[tuple[str, str]]) -> tuple[str, list[str]]:
    """The characters that are no blanks, and the zone of each."""
    kept = [(kind, re.sub(r"\s", "", text)) for kind, text in zones]
    return "".join(text for _, text in kept), [kind for kind, text in kept for _ in text]


def read_page(path: Path) -> tuple[Article, dict[str, Any]]:
    """The article of a copied page, and what is right."""
    gold = json.loads(path.with_suffix(".json").read_text(encoding="utf-8"))
    return make_article(path.read_text(encoding="utf-8"), source=path.name), gold


def score_page(article: Article, gold: dict[str, Any]) -> tuple[int, int, Counter[tuple[str, str]]]:
    """Characters whose zone is right, all characters, and those that are not by right and found zone."""
    words, right = zone_characters(gold["zones"])
    told, found = zone_characters([(z.kind, article.text[z.start : z.end]) for z in article.zones])
    if told != words:
        raise ValueError(f"{article.source}: its text and its gold have other characters")
    pairs = Counter(zip(right, found, strict=True))
    return sum(n for (one, other), n in pairs.items() if one == other), len(right), pairs


def main(folder: Path, *, verbose: bool) -> None:
    """Print the table."""
    shares, told, confused = [], Counter[str](), Counter[tuple[str, str]]()
    pages = sorted(folder.glob("*.txt"))
    for path in pages:
        article, gold = read_page(path)
        good, total, pairs = score_page(article, gold)
        shares.append(good / total)
        confused += Counter({pair: n for pair, n in pairs.items() if pair[0] != pair[1]})
        wrong = [
            f"{name}: {gold[name]!r}, found {getattr(article, name)!r}"
            for name in TOLD
            if gold[name] != (list(article.authors) if name == "authors" else getattr(article, name))
        ]
        told += Counter(name for name in TOLD if not any(line.startswith(name) for line in wrong))
        print(f"{path.stem:24} {100 * good / total:6.1f}")
        if verbose:
            print("\n".join(f"    {line}" for line in (*wrong, *_differences(article, gold))))
    print(f"{'mean':24} {100 * sum(shares) / len(shares):6.1f}")
    print("  ".join(f"{name} {told[name]}/{len(pages)}" for name in TOLD))
    print("  ".join(f"{one}→{other} {n}" for (one, other), n in confused.most_common(12)))


def _differences(article: Article, gold: dict[str, Any]) -> list[str]:
    _, right = zone_characters(gold["zones"])
    lines, at = [], 0
    for zone in article.zones:
        words = article.text[zone.start : zone.end]
        size = len(re.sub(r"\s", "", words))
        if (kinds := Counter(right[at : at + size])) != Counter({zone.kind: size}):
            lines.append(f"{'/'.join(kinds)} not {zone.kind}: {words[:90]}")
        at += size
    return lines


if __name__ == "__main__":
    main(Path(sys.argv[1]), verbose="-v" in sys.argv)
