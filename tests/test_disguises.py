"""One article in every format that is read gives the same facts."""

from __future__ import annotations

import re
import tempfile
from pathlib import Path

import pytest
from disguises import ARTICLE, FORMS, simplify

from extractor.model import Document
from extractor.pipeline import annotate
from extractor.sources import read_sources

DOCS = Path(__file__).resolve().parents[1] / "docs" / "reading.md"


def read_form(name: str, folder: Path) -> Document:
    """The article as it comes out of a file of a form."""
    path = folder / FORMS[name][0]
    path.write_bytes(FORMS[name][1](ARTICLE))
    (article,) = read_sources([str(path)], pytest.fail)
    return annotate(article)


def list_facts(document: Document) -> list[str]:
    """What the facts of the article say, wherever they stand; those of other articles' teasers are not among them."""
    return [
        simplify(
            re.sub(r"\b(start|end)=\d+", "", repr((f.indicator, f.amount, f.status, f.period, f.comparisons)))
        ).lower()
        for f in document.facts
        if f.zone != "teaser"
    ]


@pytest.mark.parametrize("name", FORMS)
def test_one_article_in_every_form_has_the_same_facts(name: str, tmp_path: Path) -> None:
    plain, document = read_form("text", tmp_path), read_form(name, tmp_path)
    assert len(list_facts(plain)) == 15
    assert list_facts(document) == list_facts(plain)
    assert document.article.published == plain.article.published == "2021-03-02T08:30:00+07:00"


def test_the_docs_have_the_table_of_forms() -> None:
    page = DOCS.read_text(encoding="utf-8")
    for row in make_rows():
        assert row in page


def make_rows() -> list[str]:
    """The table of docs/reading.md, a row a form."""
    with tempfile.TemporaryDirectory() as folder:
        told = list_facts(read_form("text", Path(folder)))
        rows = []
        for name in FORMS:
            document = read_form(name, Path(folder))
            same = sum(fact in told for fact in list_facts(document))
            source = document.article.source.removeprefix(f"{folder}/")
            rows.append(f"| {name} | `{source}` | `{document.article.encoding}` | {same} of {len(told)} |")
    return rows


if __name__ == "__main__":
    print("\n".join(make_rows()))
