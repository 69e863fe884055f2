"""What simpler programs reach on the same passages: a regular expression, quantulum3, dateparser, underthesea.

usage: python benchmarks/baselines.py DATA [dev|more|test]
Needs ``pip install quantulum3 dateparser underthesea`` beside the project; those that are missing are left out.

Each answers only what it is made for. The regular expression and quantulum3 find figures with a unit, and call what
stands before a figure its indicator; dateparser and underthesea's names are asked for the period and the place of
the figures that our program finds, so that nothing but their own part is scored: the last date or place that a
sentence tells before the figure, else the first that it tells, else the article's first.
"""

from __future__ import annotations

import re
import sys
import warnings
from bisect import bisect_right
from calendar import monthrange
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parents[1]
sys.path[:0] = [str(ROOT), str(ROOT / "benchmarks")]
from evaluate import Record, Score, load, report, score_passage  # noqa: E402

from extractor.pipeline import annotate  # noqa: E402
from extractor.schema import to_record  # noqa: E402
from extractor.text import make_article, segment  # noqa: E402

SCALES = {"nghìn": 1e3, "ngàn": 1e3, "triệu": 1e6, "tỷ": 1e9, "tỉ": 1e9}
FIGURE = re.compile(
    r"(?<![\w/.,-])(\d{1,3}(?:\.\d{3})+|\d+)(?:,(\d+))?((?:\s(?:nghìn|ngàn|triệu|tỷ|tỉ))*)\s?(%|[^\W\d_]+)",
    re.IGNORECASE,
)
NO_UNIT = frozenset((
    "và", "của", "các", "là", "đến", "tới", "năm", "tháng", "ngày", "giờ", "tuổi", "được", "đã", "có", "ở", "tại",
    "trong", "với", "cho", "so", "thì",
))  # fmt: skip
BEFORE = re.compile(r"((?:[^\W\d_]+\s+){1,4})$")
UNITS = {"percentage": "%", "vietnamese đồng": "VND", "dollar": "USD"}
Finder = Callable[[str], list[tuple[int, int, Any]]]  # (start, end, what) of every date or place of a text


def _fact(start: int, end: int, value: float, unit: str, text: str) -> Record:
    left = BEFORE.search(text[max(0, start - 60) : start])
    empty = {"value_high": None, "total": None, "bound": None, "comparisons": [], "period": None, "place": None}
    indicator = left[1].strip() if left else unit
    told = {"start": start, "end": end, "indicator": indicator, "value": value, "unit": unit}
    return {**empty, **told, "status": "actual", "speaker": None}


def by_expression(text: str) -> Iterator[Record]:
    """Every number with the word behind it, points for thousands and a comma for the decimal."""
    for m in FIGURE.finditer(text):
        if m[4].lower() in NO_UNIT:
            continue
        value = float(m[1].replace(".", "") + ("." + m[2] if m[2] else ""))
        for word in m[3].lower().split():
            value *= SCALES[word]
        unit = "VND" if m[4].lower() == "đồng" or (m[3] and m[4].islower() and "t" in m[3]) else m[4]
        yield _fact(m.start(), m.end(), value, unit, text)


def by_quantulum(text: str) -> Iterator[Record]:
    """What quantulum3 reads, with the word behind the number where it knows no unit."""
    from quantulum3 import parser

    for found in parser.parse(text):
        start, end = found.span
        behind = re.match(r"\s?([^\W\d_]+)", text[end:])
        unit = UNITS.get(found.unit.name, found.unit.name)
        if unit != "dimensionless":
            yield _fact(start, end, found.value, unit, text)
        elif behind and behind[1].lower() not in NO_UNIT:
            yield _fact(start, end, found.value, behind[1], text)


def dates(text: str) -> list[tuple[int, int, Any]]:
    """What dateparser finds, as periods: a day, a month or a year by what the words tell."""
    from dateparser.search import search_dates

    found, at = [], 0
    for words, day in search_dates(text, languages=["vi"]) or []:
        at = max(at, text.find(words, at))
        year, month = f"{day.year}", f"{day.year}-{day.month:02}"
        if re.search(r"\d{1,2}[/-]\d{1,2}|ngày", words):
            period = {"start": f"{month}-{day.day:02}", "end": f"{month}-{day.day:02}"}
        elif re.search(r"tháng|\d/\d{4}", words, re.IGNORECASE):
            period = {"start": f"{month}-01", "end": f"{month}-{monthrange(day.year, day.month)[1]}"}
        else:
            period = {"start": f"{year}-01-01", "end": f"{year}-12-31"}
        found.append((at, at + len(words), period))
    return found


def places(text: str) -> list[tuple[int, int, Any]]:
    """What underthesea calls a location."""
    from underthesea import ner

    found: list[tuple[int, int, Any]] = []
    at = 0
    for word, _, _, label in ner(text):
        if (start := text.find(word, at)) < 0:
            continue
        at = start + len(word)
        if label == "B-LOC":
            found.append((start, at, {"text": text[start:at]}))
        elif label == "I-LOC" and found:
            first = found[-1][0]
            found[-1] = (first, at, {"text": text[first:at]})
    return found


def with_slot(text: str, slot: str, finder: Finder) -> Record:
    """Our record with the slot told by ``finder``."""
    doc = segment(make_article(text, source="x.txt"))
    record = to_record(annotate(make_article(text, source="x.txt")))
    told = [(s.start + a, s.start + b, what) for s in doc.sentences for a, b, what in finder(doc.text[s.start : s.end])]
    starts = [s.start for s in doc.sentences]
    for fact in record["facts"]:
        sentence = doc.sentences[bisect_right(starts, fact["start"]) - 1]
        inside = [t for t in told if sentence.start <= t[0] < sentence.end]
        left = [t for t in inside if t[0] < fact["end"]]
        best = left[-1] if left else inside[0] if inside else told[0] if told else None
        fact[slot] = best[2] if best else None
    return record


def main(arguments: Sequence[str]) -> None:
    warnings.simplefilter("ignore")
    passages = load(arguments[1] if len(arguments) > 1 else "dev", Path(arguments[0]))
    read: dict[str, Callable[[str], Record]] = {
        "regular expression": lambda text: {"facts": list(by_expression(text)), "roles": []},
        "quantulum3": lambda text: {"facts": list(by_quantulum(text)), "roles": []},
        "dateparser": lambda text: with_slot(text, "period", dates),
        "underthesea": lambda text: with_slot(text, "place", places),
    }
    asked = {"dateparser": ("period",), "underthesea": ("place",)}
    for name, reader in read.items():
        try:
            scores: list[Score] = [score_passage(p, reader(p.text)) for p in passages]
        except ImportError as missing:
            print(f"# {name}: left out, {missing}")
            continue
        wanted = asked.get(name, ("detect", "full", "indicator", "unit"))
        print(f"# {name}", *(line for line in report(scores) if line.split()[0] in wanted), sep="\n")


if __name__ == "__main__":
    main(sys.argv[1:])
