"""Scores places, bodies and short forms against benchmarks/links: who is linked, and how often rightly.

usage: python benchmarks/links.py DATA [dev|short|test] [--errors]
Accuracy: right links over all links that the program gives to labelled places, NIL ones among them; recall: right
links over labelled places that have a unit. A body is right where its full name and the unit that it belongs to are.
--errors prints what is wrong (dev only).
"""

from __future__ import annotations

import csv
import sys
import unicodedata
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

from corpora import hash_passage, read_articles
from gold import normalise

from extractor.entities.abbreviations import write_out
from extractor.model import Document, Entity
from extractor.pipeline import annotate
from extractor.places import fold_name
from extractor.text import make_article

HERE = Path(__file__).parent / "links"
UNDECIDED = "?"
VIETNAM = "VN"


@dataclass(slots=True)
class Labelled:
    """A passage with its labels: (start, end, key), (start, end, full name, key), (short form, antecedent)."""

    name: str
    text: str = ""
    year: str | None = None
    places: list[tuple[int, int, str]] = field(default_factory=list)
    bodies: list[tuple[int, int, str, str]] = field(default_factory=list)
    shorts: list[tuple[int, int, int, int]] = field(default_factory=list)
    nothing: list[tuple[int, int]] = field(default_factory=list)  # words that only look like a short form


def read_labels(data: Path, part: str) -> list[Labelled]:
    """The passages of links/<part>*.tsv with their texts. Raises ValueError where a text is not the annotated one."""
    passages: list[Labelled] = []
    heads: dict[str, tuple[list[int], str]] = {}
    for path in sorted(HERE.glob(f"{part}[0-9]*.tsv")):
        for line in path.read_text(encoding="utf-8").splitlines():
            cells = line.split("\t")
            if line.startswith("@"):
                name, numbers, sha1 = line[1:].split()
                heads[name] = [int(n) for n in numbers.split(",")], sha1
                passages.append(Labelled(name))
            elif cells[0] == "Y":
                passages[-1].year = cells[1]
            elif cells[0] == "P":
                passages[-1].places.append((int(cells[1]), int(cells[2]), cells[3]))
            elif cells[0] == "B":
                full, _, key = cells[3].rpartition(" | ")
                passages[-1].bodies.append((int(cells[1]), int(cells[2]), full, key))
            elif cells[0] == "S":
                passages[-1].shorts.append((int(cells[1]), int(cells[2]), int(cells[3]), int(cells[4])))
            elif cells[0] == "N":
                passages[-1].nothing.append((int(cells[1]), int(cells[2])))
    lines = {name: text for _, name, text in read_articles(data) if name in heads}
    for passage in passages:
        numbers, sha1 = heads[passage.name]
        chosen = [lines[passage.name][n] for n in numbers]
        if hash_passage(chosen) != sha1:
            raise ValueError(f"{passage.name}: not the text that was annotated")
        raw = "\n".join(chosen)
        passage.text = unicodedata.normalize("NFC", raw)
        if passage.text != raw:
            _shift(passage, raw)
    return passages


def _shift(passage: Labelled, raw: str) -> None:
    """Offsets count the raw text; make them count its NFC."""

    def here(offset: int) -> int:
        return len(unicodedata.normalize("NFC", raw[:offset]))

    passage.places = [(here(start), here(end), key) for start, end, key in passage.places]
    passage.bodies = [(here(start), here(end), *rest) for start, end, *rest in passage.bodies]  # type: ignore[misc]
    passage.shorts = [tuple(map(here, row)) for row in passage.shorts]  # type: ignore[misc]
    passage.nothing = [(here(start), here(end)) for start, end in passage.nothing]


def key_of(entity: Entity) -> str | None:
    """The link as the labels write it: LEVEL:CODE, VN, country:…"""
    if entity.link is None:
        return None
    if entity.link.id.startswith("landmark:"):
        return None  # no unit
    parts = entity.link.id.removeprefix("org:").split(":")
    return VIETNAM if entity.link.id == "country:VN" or parts[0] == VIETNAM else ":".join(parts[:2])


def score_places(passage: Labelled, document: Document, counts: Counter[str]) -> Iterator[str]:
    """Counts what is right and yields what is wrong."""
    found = [e for e in document.entities if e.label == "LOC"]
    used: set[str] = set()
    for start, end, key in passage.places:
        entity = best_overlap(found, start, end)
        told = key_of(entity) if entity else None
        if entity:
            used.add(entity.id)
        if key == UNDECIDED or key.startswith("country:"):
            continue
        words = passage.text[start:end]
        counts["place labels"] += key != "NIL"
        if told:
            counts["place links"] += 1
            counts["place right"] += told == key
        if (told or "NIL") != key:
            yield f"P {words!r}: {key}, told {told} {'' if entity else '(no mention)'} {entity.why if entity else ''}"
    for entity in found:
        if entity.link and entity.id not in used and not entity.link.id.startswith(("country:", "landmark:")):
            counts["place links without label"] += 1
            yield f"P {entity.text!r}: no label, told {key_of(entity)} {entity.why}"


def best_overlap(entities: list[Entity], start: int, end: int) -> Entity | None:
    """The entity that shares most with a span, the shortest of equals."""
    near = [e for e in entities if e.start < end and start < e.end]
    return max(near, key=lambda e: (min(e.end, end) - max(e.start, start), e.start - e.end), default=None)


def score_bodies(passage: Labelled, document: Document, counts: Counter[str]) -> Iterator[str]:
    """A body counts as linked where the program gives it a full name and a place, or knows it as central."""
    found = [e for e in document.entities if e.label == "ORG"]
    for start, end, full, key in passage.bodies:
        if key == UNDECIDED or key.startswith("country:"):
            continue
        entity = best_overlap(found, start, end)
        told = key_of(entity) if entity else None
        counts["body labels"] += key != "NIL"
        names = [entity.name, entity.link.name if entity.link else ""] if entity else []
        right = told == key and any(same_body(name, full) for name in names)
        if told:
            counts["body links"] += 1
            counts["body right"] += right
        if not right and (told or key != "NIL"):
            name = entity.name if entity else None
            yield f"B {passage.text[start:end]!r}: {full} | {key}, told {name} | {told}"


def same_body(told: str, full: str) -> bool:
    """Whether two names of a body are one, type words of places and short forms of them aside."""
    return squeeze(told) == squeeze(full)


def squeeze(name: str) -> str:
    """A body's name without what may be left out: type words, marks between."""
    words = fold_name(normalise(write_out(name))).replace("hồ chí minh", "hcm").replace("tphcm", "hcm")
    drop = {"tỉnh", "thành", "phố", "tp", "thị", "xã", "tx", "huyện", "quận", "phường", "và", "q", "thuộc", "của"}
    return " ".join(word for word in words.split() if word not in drop)


def score_shorts(passage: Labelled, document: Document, counts: Counter[str]) -> Iterator[str]:
    """A short form is right where it, or the name in it, shares the cluster of its antecedent."""
    spans = [(e.start, e.end, e.cluster, e.text) for e in document.entities if e.label in ("PERSON", "ORG", "LOC")]
    spans += [(r.start, r.end, r.cluster, r.text) for r in document.references]
    for start, end, first, last in passage.shorts:
        counts["short labels"] += 1
        short = [s for s in spans if s[0] < end and start < s[1]]
        whole = best_overlap([e for e in document.entities if e.label in ("PERSON", "ORG", "LOC")], first, last)
        told = {s[2] for s in short if s[1] <= end + 6 and s[0] >= start - 6}
        counts["short told"] += bool(told)
        counts["short right"] += bool(whole and whole.cluster in told)
        if not whole or whole.cluster not in told:
            texts = [s[3] for s in short]
            meant = [e.text for e in document.entities if e.cluster in told][:1]
            yield f"S {passage.text[start:end]!r}: {passage.text[first:last]!r}, told {texts} = {meant}"


def ratio(part: int, whole: int) -> float:
    return part / whole if whole else 0.0


def figures(counts: Counter[str]) -> dict[str, float]:
    """Accuracy and recall by kind."""
    told = {}
    for kind in ("place", "body"):
        told[f"{kind} accuracy"] = ratio(counts[f"{kind} right"], counts[f"{kind} links"])
        told[f"{kind} recall"] = ratio(counts[f"{kind} right"], counts[f"{kind} labels"])
    told["short accuracy"] = ratio(counts["short right"], counts["short told"])
    told["short recall"] = ratio(counts["short right"], counts["short labels"])
    return told


def score_own(counts: Counter[str]) -> Iterator[str]:
    """The dated sentences (the row of that very day) and the traps (no link at all)."""
    for row in _read(HERE / "dated.tsv"):
        document = annotate(make_article(row["sentence"], source="x", page=False), published=row["published"])
        at = row["sentence"].index(row["mention"])
        locs = [e for e in document.entities if e.label == "LOC"]
        entity = best_overlap(locs, at, at + len(row["mention"]))
        link = entity.link if entity else None
        counts["dated labels"] += 1
        counts["dated links"] += link is not None
        counts["dated right"] += bool(link and link.id == row["target"])
        if not link or link.id != row["target"]:
            why = entity.why if entity else "(no mention)"
            told = link and link.id
            yield f"D {row['published']} {row['mention']}: {row['target']}, told {told} {why}: {row['sentence']}"
    for row in _read(HERE / "traps.tsv"):
        document = annotate(make_article(row["sentence"], source="x", page=False), published=row["published"])
        at = row["sentence"].index(row["words"])
        near = [e for e in document.entities if e.label == "LOC" and e.start < at + len(row["words"]) and at < e.end]
        link = next((e.link for e in near if e.link and not e.link.id.startswith(("country:", "landmark:"))), None)
        counts["traps"] += 1
        counts["traps linked"] += link is not None
        if link:
            yield f"T {row['words']!r}: {row['why']}, told {link.id}: {row['sentence']}"


def _read(path: Path) -> list[dict[str, str]]:
    with path.open(encoding="utf-8", newline="") as lines:
        return list(csv.DictReader(lines, delimiter="\t", quoting=csv.QUOTE_NONE))


def score_part(data: Path, part: str, counts: Counter[str]) -> Iterator[str]:
    """Counts over all passages of a part; yields what is wrong."""
    for passage in read_labels(data, part):
        document = annotate(make_article(passage.text, source=passage.name, page=False))
        for score in (score_places, score_bodies, score_shorts):
            yield from (f"{passage.name} {wrong}" for wrong in score(passage, document, counts))


def measure(data: Path, part: str) -> dict[str, float]:
    """The figures of a part; of "dev" those of our own sentences too, traps as the share that is left alone."""
    counts: Counter[str] = Counter()
    for _ in score_part(data, part, counts):
        pass
    told = figures(counts)
    if part == "dev":
        for _ in score_own(counts):
            pass
        told["dated"] = ratio(counts["dated right"], counts["dated labels"])
        told["traps"] = 1 - ratio(counts["traps linked"], counts["traps"])
    return told


def main() -> None:
    data = Path(sys.argv[1])
    part = next((a for a in sys.argv[2:] if not a.startswith("-")), "dev")
    show = "--errors" in sys.argv and part != "test"
    counts: Counter[str] = Counter()
    for wrong in score_part(data, part, counts):
        if show:
            print(wrong)
    for name, value in figures(counts).items():
        print(f"{name:16} {value:.3f}")
    if part != "test":
        for wrong in score_own(counts):
            if show:
                print(wrong)
        print(f"dated            {ratio(counts['dated right'], counts['dated links']):.3f} of those linked,", end=" ")
        print(f"{ratio(counts['dated right'], counts['dated labels']):.3f} of all")
        print(f"traps linked     {ratio(counts['traps linked'], counts['traps']):.3f}")
    print(dict(counts))


if __name__ == "__main__":
    main()
