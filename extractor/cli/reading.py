"""What the commands share: articles in, refusals to stderr, the grammar with the user's own rules."""

from __future__ import annotations

import sys
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from extractor.errors import DataError, InputError, UsageError
from extractor.model import Document
from extractor.text.dates import read_day

if TYPE_CHECKING:
    from extractor.facts.grammar import Grammar

Paths = Annotated[list[str], typer.Argument(metavar="PATH…", help="Files, folders, or - for standard input.")]
Date = Annotated[str | None, typer.Option(help="Publishing date where the text gives none.")]
Rules = Annotated[Path | None, typer.Option(metavar="DIR", help="Folder of your own .rules files.")]
Lexicon = Annotated[Path | None, typer.Option(metavar="DIR", help="Folder of your own .tsv tables of words.")]
Gazetteer = Annotated[Path | None, typer.Option(metavar="DIR", help="Folder of your own places.tsv.")]
Model = Annotated[Path | None, typer.Option(metavar="DIR", help="Model of names that vnfacts train wrote.")]
MinConfidence = Annotated[
    float, typer.Option(metavar="P", min=0.0, max=1.0, help="Leave out facts less likely than this (0 to 1).")
]


class Refusals:
    """Counts refused input and prints one line for each."""

    def __init__(self) -> None:
        self.count = 0

    def __call__(self, error: InputError) -> None:
        self.count += 1
        print(f"vnfacts: {error}", file=sys.stderr)


def parse_date(text: str | None) -> str | None:
    """An ISO day from 2021-01-29 or 29/01/2021. Raises UsageError."""
    if text is None:
        return None
    if (day := read_day(text)) is None:
        raise UsageError("--date", f"{text!r} is no date", "write it as 2021-01-29 or 29/01/2021")
    return day


def read_documents(
    paths: Sequence[str],
    refusals: Refusals,
    *,
    published: str | None,
    grammar: Grammar,
    gazetteer: Path | None = None,
    model: Path | None = None,
    min_confidence: float = 0.0,
) -> Iterator[Document]:
    """Annotate every article of ``paths``, one at a time; one that breaks the analysis is refused, the rest goes on."""
    from extractor.batch.analysis import keep_sure
    from extractor.entities.tagger import open_tagger
    from extractor.pipeline import annotate
    from extractor.places import load_units
    from extractor.sources import read_sources

    units, tagger = load_units(gazetteer), open_tagger(model)
    for article in read_sources(paths, refusals):
        try:
            document = annotate(article, published=published, grammar=grammar, units=units, tagger=tagger)
        except (UsageError, DataError):
            raise
        except Exception as error:  # whatever one article meets must not cost the others
            seen = f"the analysis failed ({type(error).__name__}: {error})"
            refusals(InputError(article.source, seen, "report it with the text"))
            continue
        yield keep_sure(document, min_confidence)
