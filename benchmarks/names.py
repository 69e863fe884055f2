"""How well names are read, and how fast, beside underthesea on the same lines and articles in the same run.

usage: python benchmarks/names.py DATA [--model DIR]
Strict F1 by label over benchmarks/entities/test.jsonl: the model alone, the whole stage (with rules, tables and what
the article tells elsewhere; it reads the line within its article), and underthesea.ner where it is installed
(PERSON, ORG, LOC alone). Then the model by topic of the article and by group of people, and syllables a second over
every 80th article, and how often ours is faster.
"""

from __future__ import annotations

import os
import re
import sys
import time
import unicodedata
import warnings
from collections.abc import Callable, Iterable, Iterator
from pathlib import Path

os.environ["OPENBLAS_NUM_THREADS"] = os.environ["OMP_NUM_THREADS"] = "1"  # before numpy is loaded: one core
ROOT = Path(__file__).resolve().parents[1]
sys.path[:0] = [str(ROOT), str(ROOT / "benchmarks")]
from corpora import read_articles  # noqa: E402
from sample_facts import STRATA  # noqa: E402

from extractor.entities import find_entities  # noqa: E402
from extractor.entities.people import split_name  # noqa: E402
from extractor.entities.tagger import NAMES, Tagger, open_tagger  # noqa: E402
from extractor.facts.grammar import load_grammar, parse_doc  # noqa: E402
from extractor.pipeline import annotate  # noqa: E402
from extractor.text import make_article, segment  # noqa: E402
from extractor.training.figures import MAIN, Figures, measure, read_names  # noqa: E402
from extractor.training.lines import Line, Span, join, read_annotation, read_texts  # noqa: E402

LABELS = {"PER": "PERSON", "ORG": "ORG", "LOC": "LOC"}  # of underthesea
Reader = Callable[[str], Iterable[Span]]


def measure_test(data: Path, tagger: Tagger | None = None) -> Figures:
    """Figures of the model alone on the test lines."""
    return measure(_test_lines(data), read_names(tagger or open_tagger()))


def _test_lines(data: Path) -> list[Line]:
    rows = read_annotation([ROOT / "benchmarks" / "entities"], held=True)
    return join(rows, read_texts(sorted((data / "corpora").glob("*.jsonl.xz")), {doc for doc, _ in rows}))


def read_in_article(data: Path, lines: list[Line], tagger: Tagger) -> Reader:
    """The whole stage, each line read within its article."""
    docs = {line.doc for line in lines}
    found: dict[str, list[Span]] = {}
    for _, name, article in read_articles(data):
        if name not in docs:
            continue
        article = [unicodedata.normalize("NFC", text) for text in article]
        doc = segment(make_article("\n".join(article), source=name, page=False))
        mentions = find_entities(doc, parse_doc(doc, grammar=load_grammar()), tagger=tagger).mentions
        outer: list[Span] = []
        for m in mentions:
            if m.label in NAMES and not (outer and m.end <= outer[-1][1]):
                outer.append((m.start, m.end, m.label))
        at = 0
        for text in article:
            found.setdefault(text, [(s - at, e - at, label) for s, e, label in outer if at <= s < at + len(text)])
            at += len(text) + 1
    return lambda text: found.get(text, [])


def read_underthesea() -> Reader | None:
    """underthesea.ner as spans of the line; None where it is not installed."""
    try:
        from underthesea import ner
    except ModuleNotFoundError:
        return None

    def read(text: str) -> Iterator[Span]:
        at, spans = 0, []
        for word, _, _, label in ner(text):
            start = text.find(word, at)
            if start < 0:
                continue
            at = start + len(word)
            if label[0] == "B" or (label[0] == "I" and not spans):
                spans.append([start, at, LABELS.get(label[2:])])
            elif label[0] == "I":
                spans[-1][1] = at
        yield from ((s, e, label) for s, e, label in spans if label)

    return read


def rate(read: Callable[[str], object], texts: list[str]) -> float:
    """Syllables a second."""
    began = time.perf_counter()
    for text in texts:
        read(text)
    return sum(len(text.split()) for text in texts) / (time.perf_counter() - began)


def main(data: Path, tagger: Tagger) -> None:
    """Print both tables."""
    warnings.simplefilter("ignore")
    lines = _test_lines(data)
    readers = {"model alone": read_names(tagger), "whole stage": read_in_article(data, lines, tagger)}
    other = read_underthesea()
    if other:
        readers["underthesea"] = other
    print("strict F1    " + "".join(f"{label:>10}" for label in (*NAMES, "main", "all", "found")))
    for name, read in readers.items():
        figures = measure([_only_main(line) for line in lines] if name == "underthesea" else lines, read)
        cells = [figures[label][1 if label == "found" else 2] if label in figures else 0.0 for label in _columns()]
        print(f"{name:13}" + "".join(f"{cell:10.3f}" for cell in cells))
    print(*_groups(data, lines, readers["model alone"]), sep="\n")
    texts = ["\n".join(article) for n, (_, _, article) in enumerate(read_articles(data)) if n % 80 == 0]
    stages: dict[str, Callable[[str], object]] = {
        "names": lambda text: _names(text, tagger),
        "all": lambda text: annotate(make_article(text, source="x", page=False), tagger=tagger),
    }
    rates = {name: rate(read, texts) for name, read in stages.items()}
    if other:
        whole = rate(lambda text: list(other(text)), texts[::6])
        by_line = rate(lambda text: [list(other(line)) for line in text.split("\n")], texts[::6])
        print(f"underthesea {whole:8.0f} syllables/s of a whole article, {by_line:.0f} line by line")
        for name, value in rates.items():
            print(f"{name:11} {value:8.0f} syllables/s, {value / whole:.1f} and {value / by_line:.1f} times")
    else:
        print(*(f"{name:11} {value:8.0f} syllables/s" for name, value in rates.items()), sep="\n")


def _groups(data: Path, lines: list[Line], read: Reader) -> Iterator[str]:
    """Main F1 by topic of the article, and how many people of a group are found exactly."""
    docs = {line.doc for line in lines}
    heads = {name: " ".join(article[:4]) for _, name, article in read_articles(data) if name in docs}
    for topic in STRATA:
        own = [line for line in lines if _topic(heads[line.doc]) == topic]
        if own:
            yield f"{topic:10} main F1 {measure(own, read)['main'][2]:.3f} of {len(own)} lines"
    people: dict[str, list[bool]] = {}
    for line in lines:
        found = set(read(line.text))
        for start, end, label in line.spans:
            if label == "PERSON" and " " in line.text[start:end]:
                parts = split_name(line.text[start:end])
                group = "foreign" if parts is None else "with Thị" if "Thị" in parts.middle.split() else "Vietnamese"
                people.setdefault(group, []).append((start, end, label) in found)
    for group, right in people.items():
        yield f"{group:10} {sum(right) / len(right):.3f} of {len(right)} full names found"


def _topic(head: str) -> str:
    return next(topic for topic, cue in STRATA.items() if re.search(cue, head))


def _columns() -> tuple[str, ...]:
    return (*NAMES, "main", "all", "found")


def _only_main(line: Line) -> Line:
    return Line(line.doc, line.text, tuple(span for span in line.spans if span[2] in MAIN))


def _names(text: str, tagger: Tagger) -> object:
    """The entity stage from text to merged mentions."""
    doc = segment(make_article(text, source="x", page=False))
    return find_entities(doc, [[] for _ in doc.sentences], tagger=tagger)


if __name__ == "__main__":
    model = Path(sys.argv[sys.argv.index("--model") + 1]) if "--model" in sys.argv else None
    main(Path(sys.argv[1]), open_tagger(model))
