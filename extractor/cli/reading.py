"""What the commands share: articles in, refusals to stderr."""

from __future__ import annotations

import sys
from collections.abc import Iterator, Sequence

from extractor.errors import DataError, InputError, UsageError
from extractor.model import Document
from extractor.text.dates import read_day


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


def read_documents(paths: Sequence[str], refusals: Refusals, *, published: str | None) -> Iterator[Document]:
    """Annotate every article of ``paths``, one at a time; one that breaks the analysis is refused, the rest goes on."""
    from extractor.pipeline import annotate
    from extractor.sources import read_sources

    for article in read_sources(paths, refusals):
        try:
            document = annotate(article, published=published)
        except (UsageError, DataError):
            raise
        except Exception as error:  # whatever one article meets must not cost the others
            seen = f"the analysis failed ({type(error).__name__}: {error})"
            refusals(InputError(article.source, seen, "report it with the text"))
            continue
        yield document
