"""Train the entity model on stand-off annotation, and report strict F1 on lines of articles held out.

usage: python models/train_entities.py DATA [--hold]
DATA holds gold/more/entities*.jsonl and corpora/*.jsonl.xz; the lines of benchmarks/entities/train*.jsonl are added.
The model learns from all of them and is written to models/entities.crfsuite, and its figures on benchmarks/entities/
test.jsonl are printed. With --hold it learns from nine articles of ten, and only the figures on the tenth are printed.
"""

from __future__ import annotations

import hashlib
import json
import sys
import tempfile
import unicodedata
from collections import Counter
from collections.abc import Iterator, Sequence
from pathlib import Path

import pycrfsuite

ROOT = Path(__file__).resolve().parents[1]
sys.path[:0] = [str(ROOT), str(ROOT / "benchmarks")]
from corpora import read_articles  # noqa: E402

from extractor.entities.features import featurize  # noqa: E402
from extractor.entities.gazetteer import read_gazetteer  # noqa: E402
from extractor.entities.tagger import spans_of  # noqa: E402
from extractor.model import Token  # noqa: E402
from extractor.text import tokenize  # noqa: E402

PARAMETERS = {"c1": 0.05, "c2": 0.01, "max_iterations": 120, "feature.minfreq": 2, "feature.possible_transitions": True}
Line = tuple[str, str, list[tuple[int, int, str]]]  # document, text, spans


def read_lines(data: Path, files: Sequence[Path]) -> list[Line]:
    """The annotated lines of ``files``; those whose text is not NFC, or has changed since, are left out."""
    rows = [
        json.loads(row)
        for path in files
        for row in path.read_text(encoding="utf-8").splitlines()
        if row.strip()
    ]
    wanted = {row["doc"] for row in rows}
    texts = {name: lines for _, name, lines in read_articles(data) if name in wanted}
    lines: list[Line] = []
    for row in rows:
        text = texts[row["doc"]][row["line"]]
        same = hashlib.sha1(text.encode()).hexdigest()[:12] == row["sha1"]
        if same and unicodedata.is_normalized("NFC", text):
            lines.append((row["doc"], text, [tuple(span) for span in row["entities"]]))
    return lines


def label(tokens: tuple[Token, ...], spans: list[tuple[int, int, str]]) -> list[str] | None:
    """BIO labels; None where a span does not begin and end with tokens."""
    labels = ["O"] * len(tokens)
    for start, end, kind in spans:
        inside = [n for n, token in enumerate(tokens) if start <= token.start and token.end <= end]
        if not inside or tokens[inside[0]].start != start or tokens[inside[-1]].end != end:
            return None
        for n in inside:
            labels[n] = f"I-{kind}"
        labels[inside[0]] = f"B-{kind}"
    return labels


def train(lines: list[Line], path: Path) -> None:
    """Write the model that ``lines`` teach."""
    trainer = pycrfsuite.Trainer(algorithm="lbfgs", params=PARAMETERS, verbose=False)
    for _, text, spans in lines:
        tokens = tokenize(text)
        if tokens and (labels := label(tokens, spans)):
            trainer.append(featurize(tokens, read_gazetteer()), labels)
    trainer.train(str(path))


def report(lines: list[Line], path: Path) -> Iterator[str]:
    """Precision, recall and F1 of each label, spans and labels exact."""
    tagger = pycrfsuite.Tagger()
    tagger.open(str(path))
    right, found, told = Counter[str](), Counter[str](), Counter[str]()
    for _, text, spans in lines:
        tokens = tokenize(text)
        got = set(spans_of(tokens, tagger.tag(featurize(tokens, read_gazetteer())))) if tokens else set()
        found.update(kind for *_, kind in got)
        told.update(kind for *_, kind in spans)
        right.update(kind for *_, kind in got & set(spans))
    for kind in (*sorted(told), "all"):
        r, f, t = (sum(c.values()) if kind == "all" else c[kind] for c in (right, found, told))
        yield f"{kind:9} P {r / max(f, 1):.3f}  R {r / max(t, 1):.3f}  F1 {2 * r / max(f + t, 1):.3f}  ({t})"


def main(data: Path, *, hold: bool) -> None:
    own = ROOT / "benchmarks" / "entities"
    lines = read_lines(data, [*sorted((data / "gold" / "more").glob("entities*.jsonl")), *sorted(own.glob("train*"))])
    held = [line for line in lines if hold and int(hashlib.sha1(line[0].encode()).hexdigest(), 16) % 10 == 0]
    path = Path(tempfile.mkdtemp()) / "held" if hold else ROOT / "models" / "entities.crfsuite"
    train([line for line in lines if line not in held], path)
    print(*report(held or read_lines(data, [own / "test.jsonl"]), path), sep="\n")


if __name__ == "__main__":
    main(Path(sys.argv[1]), hold="--hold" in sys.argv)
