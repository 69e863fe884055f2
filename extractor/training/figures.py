"""How good a model of names is: strict precision, recall and F1 of each label, and what it finds at all."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Sequence

from extractor.entities.gazetteer import read_gazetteer
from extractor.entities.tagger import Tagger
from extractor.model import Sentence
from extractor.text import tokenize
from extractor.training.lines import Line, Span

MAIN = ("PERSON", "ORG", "LOC")
Figures = dict[str, tuple[float, float, float, int]]  # label: precision, recall, F1, how many are told


def read_names(tagger: Tagger) -> Callable[[str], set[Span]]:
    """What the model finds in a line, by itself."""

    def read(text: str) -> set[Span]:
        line = Sentence(0, len(text), 0, "body", tokenize(text))
        return {(start, end, label) for start, end, label, _ in next(tagger.tag([line], read_gazetteer()), [])}

    return read


def measure(lines: Sequence[Line], read: Callable[[str], Iterable[Span]]) -> Figures:
    """Figures of each label, of the three main ones ("main"), of all, and of the main ones that are found in any
    boundaries under any label ("found")."""
    right, given, told = Counter[str](), Counter[str](), Counter[str]()
    reached = asked = 0
    for line in lines:
        gold, got = set(line.spans), set(read(line.text))
        right.update(label for *_, label in gold & got)
        given.update(label for *_, label in got)
        told.update(label for *_, label in gold)
        main = [span for span in gold if span[2] in MAIN]
        asked += len(main)
        reached += sum(any(s < end and start < e for s, e, _ in got) for start, end, _ in main)
    groups = {**{label: (label,) for label in sorted(told)}, "main": MAIN, "all": tuple(told)}
    figures: Figures = {}
    for name, labels in groups.items():
        r, g, t = (sum(counts[label] for label in labels) for counts in (right, given, told))
        figures[name] = (r / max(g, 1), r / max(t, 1), 2 * r / max(g + t, 1), t)
    figures["found"] = (0.0, reached / max(asked, 1), 0.0, asked)
    return figures
