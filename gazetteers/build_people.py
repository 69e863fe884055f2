"""Make people.tsv again: the parts of Vietnamese names and how often news tells them: python build_people.py DATA

DATA/corpora holds articles; those that the model of names is measured on are left out. Names are what the shipped model
(models/names, by ``vnfacts train``) takes for a person and surnames.tsv begins; one count an article and name. Parts of
names and counts are facts; no sentence and no whole name is kept. Takes a quarter of an hour.
"""

from __future__ import annotations

import sys
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator
from pathlib import Path

HERE = Path(__file__).parent
ROOT = HERE.parent
sys.path[:0] = [str(ROOT), str(ROOT / "benchmarks")]
from corpora import read_articles  # noqa: E402

from extractor.data import data_path, read_table  # noqa: E402
from extractor.entities.gazetteer import read_gazetteer  # noqa: E402
from extractor.entities.people import cut_name  # noqa: E402
from extractor.entities.tagger import open_tagger  # noqa: E402
from extractor.text import make_article, segment, split_words  # noqa: E402
from extractor.training.lines import read_annotation  # noqa: E402

LEAST = 3  # times that a part must be told
NAMES = 2  # names that it must be a part of
OWN = 2 / 3  # share of one people's names that makes a part characteristic of it
SURE = 0.8  # of a name by the model
SHORTEST = ("middle", "A")  # the one name of a letter: Giàng A Páo
Row = tuple[str, str, str, int]  # name, part, people, count


def main(data: Path) -> None:
    write_rows(count_parts(find_names(data)))


def find_names(data: Path) -> Iterator[set[str]]:
    """The names of persons in each article."""
    held = {doc for doc, _ in read_annotation([ROOT / "benchmarks" / "entities"], held=True)}
    tagger, gazetteer = open_tagger(), read_gazetteer()
    for _, name, lines in read_articles(data):
        if name in held:
            continue
        doc = segment(make_article("\n".join(lines), source=name, page=False))
        tagged = tagger.tag(doc.sentences, gazetteer)
        found = (mention for mentions in tagged for mention in mentions if mention[2] == "PERSON")
        yield {doc.text[start:end] for start, end, _, score in found if score >= SURE}


def count_parts(articles: Iterable[set[str]]) -> list[Row]:
    """Surnames in the order of their table, then middle and given names by how often they are told."""
    surnames = {split_words(row["name"]): row for row in read_table(data_path("gazetteers", "surnames.tsv"))}
    told = Counter(name for names in articles for name in names)
    counts: Counter[tuple[str, str]] = Counter()
    peoples: dict[tuple[str, str], Counter[str]] = defaultdict(Counter)
    names: Counter[tuple[str, str]] = Counter()
    for name, count in told.items():
        if (parts := cut_name(name)) is None:
            continue
        family = split_words(parts.surname)
        row = surnames.get(family)
        people = row["people"] if row and row["cue"] else ""  # Kim may open anything
        keys = {("surname", " ".join(family)), ("given", spell(parts.given))}
        for key in keys | {("middle", spell(word)) for word in parts.middle.split()}:
            counts[key] += count
            names[key] += 1
            peoples[key][people] += 1
    rows: list[Row] = []
    for family, row in surnames.items():
        rows.append((row["name"], "surname", row["people"], counts["surname", " ".join(family)]))
    for part in ("middle", "given"):
        for (kind, word), count in sorted(counts.items(), key=lambda item: (-item[1], item[0])):
            initial = "." in word or (len(word) == 1 and (part, word) != SHORTEST)
            if kind == part and count >= LEAST and names[kind, word] >= NAMES and not initial:
                rows.append((word, part, own_people(peoples[kind, word]), count))
    return rows


def spell(word: str) -> str:
    """One spelling a syllable: Hoà is Hòa."""
    return " ".join(split_words(word)).capitalize()


def own_people(told: Counter[str]) -> str:
    """The people whose names nearly all that bear it are; the Kinh, being most, are not told."""
    people, count = told.most_common(1)[0]
    return people if people not in ("", "Kinh") and LEAST <= count >= OWN * told.total() else ""


def write_rows(rows: Iterable[Row]) -> None:
    with (HERE / "people.tsv").open("w", encoding="utf-8", newline="") as out:
        out.write("name\tpart\tpeople\tcount\n")
        out.writelines("\t".join(map(str, row)) + "\n" for row in rows)


if __name__ == "__main__":
    main(Path(sys.argv[1]))
