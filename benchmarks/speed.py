"""How fast each stage reads: sentences and syllables a second on one core.

usage: python benchmarks/speed.py DATA [ARTICLES]
DATA holds corpora/. Every fortieth article is read, so that a run takes about half a minute.
"""

from __future__ import annotations

import os
import sys
import time
from collections import Counter
from pathlib import Path

os.environ["OPENBLAS_NUM_THREADS"] = os.environ["OMP_NUM_THREADS"] = "1"  # before numpy is loaded: one core
ROOT = Path(__file__).resolve().parents[1]
sys.path[:0] = [str(ROOT), str(ROOT / "benchmarks")]
from corpora import read_articles

from extractor.entities import find_entities
from extractor.entities.references import add_offices, find_references, office_holders, stand_ins
from extractor.entities.roles import find_roles
from extractor.entities.statements import find_statements
from extractor.facts import find_facts
from extractor.facts.grammar import load_grammar, parse_doc
from extractor.facts.places import make_place_finder
from extractor.text import make_article, segment


def main(data: Path, limit: int) -> None:
    """Print seconds, sentences a second and syllables a second of each stage."""
    grammar = load_grammar()
    texts = ["\n".join(lines) for n, (_, _, lines) in enumerate(read_articles(data)) if n % 40 == 0][:limit]
    spent: Counter[str] = Counter()
    sentences = syllables = figures = 0

    def timed(stage: str, since: float) -> float:
        now = time.perf_counter()
        spent[stage] += now - since  # type: ignore[assignment]
        return now

    for text in texts:
        clock = time.perf_counter()
        doc = segment(make_article(text, source="x", page=False))
        clock = timed("text", clock)
        parsed = parse_doc(doc, grammar=grammar)
        clock = timed("facts", clock)
        found = find_entities(doc, parsed)
        references = find_references(doc, found.mentions)
        roles = find_roles(doc, found.mentions, stand_ins(references, found.mentions))
        references = add_offices(references, doc, found.mentions, roles)
        people = (*found.mentions, *office_holders(references, found.mentions))
        statements = find_statements(doc, people, roles)
        clock = timed("entities", clock)
        place_of = make_place_finder(doc, found.mentions)
        facts = find_facts(
            doc,
            parsed,
            mentions=found.mentions,
            around=found.around,
            statements=statements,
            place_of=place_of,
            published=None,
        )
        timed("facts", clock)
        sentences += len(doc.sentences)
        syllables += len(text.split())
        figures += len(facts)
    print(f"{len(texts)} articles, {sentences} sentences, {syllables} syllables, {figures} facts")
    for stage, seconds in (*spent.items(), ("all", sum(spent.values()))):
        rates = f"{sentences / seconds:8.0f} sentences/s  {syllables / seconds:8.0f} syllables/s"
        print(f"{stage:9} {seconds:6.1f} s  {rates}")


if __name__ == "__main__":
    main(Path(sys.argv[1]), int(sys.argv[2]) if len(sys.argv) > 2 else 600)
