"""Label raw news with several models of names together, for another to learn from beside what people have annotated.

usage: python models/silver.py DATA FOLDER MODEL MODEL…
Writes FOLDER/silver.jsonl, rows as those of annotation, for ``vnfacts train --silver FOLDER``. The models' scores are
averaged, so that they must be of one kind. Left out: annotated lines, articles of any test part, lines where the models
together are not sure of a name, and most of the lines without names.
"""

from __future__ import annotations

import json
import sys
import unicodedata
from collections.abc import Iterator, Sequence
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
sys.path[:0] = [str(ROOT), str(ROOT / "benchmarks")]
from corpora import read_articles, read_heads  # noqa: E402

from extractor.encoder import Array  # noqa: E402
from extractor.entities.gazetteer import Gazetteer, read_gazetteer  # noqa: E402
from extractor.entities.tagger import Found, Tagger, find_weights  # noqa: E402
from extractor.model import Sentence, Token  # noqa: E402
from extractor.text import tokenize  # noqa: E402
from extractor.training.lines import hash_line, read_annotation  # noqa: E402

SHORTEST, LONGEST = 5, 100  # syllables of a line
SURE = 0.5  # the least probability of a name
EMPTY = 0.3  # share of the lines without names that are kept
Labelled = tuple[int, str, list[Found]]  # number of the line, its text, its names


class Ensemble(Tagger):
    """Several models, whose scores are averaged."""

    def __init__(self, folders: Sequence[Path]) -> None:
        self._parts = [Tagger(find_weights(folder)) for folder in folders]
        self._moves: Array = sum(part._moves for part in self._parts) / len(self._parts)  # type: ignore[assignment]
        self._first: Array = sum(part._first for part in self._parts) / len(self._parts)  # type: ignore[assignment]

    def _score(self, sentences: Sequence[Sentence], gazetteer: Gazetteer) -> tuple[list[Array], list[Array]]:
        """The mean of the scores; what stands around a syllable as the first model sees it."""
        scores, around = zip(*(part._score(sentences, gazetteer) for part in self._parts), strict=True)
        return [sum(of_one) / len(of_one) for of_one in zip(*scores, strict=True)], around[0]


def read_held() -> set[str]:
    """The articles of all test parts."""
    folders = ("facts", "roles", "links")
    files = [
        path for folder in folders for part in ("test*", "again*") for path in (ROOT / "benchmarks" / folder).glob(part)
    ]
    held = {name for path in files for name, *_ in read_heads(path)}
    return held | {doc for doc, _ in read_annotation([ROOT / "benchmarks" / "entities"], held=True)}


def label_lines(article: Sequence[tuple[int, str]], tagger: Tagger) -> Iterator[Labelled]:
    """The lines of an article with their names, each read by itself."""
    gazetteer = read_gazetteer()
    told: list[tuple[int, str, tuple[Token, ...]]] = []
    for number, text in article:
        tokens = tokenize(text)
        if SHORTEST <= len(tokens) <= LONGEST and unicodedata.is_normalized("NFC", text):
            told.append((number, text, tokens))
    lines = [Sentence(0, len(text), at, "body", tokens) for at, (_, text, tokens) in enumerate(told)]
    for (number, text, _), found in zip(told, tagger.tag(lines, gazetteer) if lines else (), strict=True):
        if all(score >= SURE for *_, score in found):
            yield number, text, found


def main(data: Path, folder: Path, models: list[Path]) -> None:
    """Write the rows."""
    tagger, held = Ensemble(models), read_held()
    known = read_annotation([data / "gold" / "more", ROOT / "benchmarks" / "entities"])
    folder.mkdir(parents=True, exist_ok=True)
    count = 0
    with (folder / "silver.jsonl").open("w", encoding="utf-8") as rows:
        for _, name, article in read_articles(data):
            if name in held:
                continue
            new = [(number, text) for number, text in enumerate(article) if (name, number) not in known]
            for number, text, found in label_lines(new, tagger):
                digest = hash_line(text)
                if found or int(digest, 16) % 100 < 100 * EMPTY:
                    row = {"doc": name, "line": number, "sha1": digest, "entities": [span[:3] for span in found]}
                    rows.write(json.dumps(row, ensure_ascii=False) + "\n")
                    count += 1
    print(f"{count} lines in {folder / 'silver.jsonl'}", file=sys.stderr)


if __name__ == "__main__":
    if len(sys.argv) < 4:
        raise SystemExit(__doc__)
    main(Path(sys.argv[1]), Path(sys.argv[2]), [Path(name) for name in sys.argv[3:]])
