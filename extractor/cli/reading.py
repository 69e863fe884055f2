"""What the commands share: how input is read, refusals to stderr, the grammar with the user's own rules."""

from __future__ import annotations

import json
import os
import sys
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import replace
from pathlib import Path
from stat import S_ISREG
from typing import IO, TYPE_CHECKING, Annotated

import typer

from extractor.errors import DataError, InputError, UsageError
from extractor.model import Document
from extractor.text.dates import read_day

if TYPE_CHECKING:
    from extractor.facts.grammar import Grammar
    from extractor.sources import Reading

Paths = Annotated[
    list[str], typer.Argument(metavar="PATH…", help="Files, archives, folders, patterns (2021/*.zip), or - for stdin.")
]
Encoding = Annotated[
    str | None, typer.Option(metavar="NAME", help="Read everything in this encoding: docs/reading.md.")
]
MaxBytes = Annotated[
    int | None, typer.Option(metavar="N", min=1, help="Refuse a document of more bytes; 64,000,000 without it.")
]
Map = Annotated[
    str | None, typer.Option("--map", metavar="FIELD=NAME,…", help="Names of a record's fields: text=body,title=head.")
]
Errors = Annotated[Path | None, typer.Option(metavar="FILE", help="Write what is refused here too, as JSON Lines.")]
Date = Annotated[str | None, typer.Option(help="Publishing date where the text gives none.")]
Rules = Annotated[Path | None, typer.Option(metavar="DIR", help="Folder of your own .rules files.")]
Lexicon = Annotated[Path | None, typer.Option(metavar="DIR", help="Folder of your own .tsv tables of words.")]
Gazetteer = Annotated[Path | None, typer.Option(metavar="DIR", help="Folder of your own places.tsv.")]
Model = Annotated[Path | None, typer.Option(metavar="DIR", help="Model of names that vnfacts train wrote.")]
MinConfidence = Annotated[
    float, typer.Option(metavar="P", min=0.0, max=1.0, help="Leave out facts less likely than this (0 to 1).")
]


class Refusals:
    """Counts refused input, prints one line for each and, with a file, writes a JSON object for each: source, seen,
    remedy. Raises UsageError where the file cannot be written."""

    def __init__(self, errors: Path | None = None) -> None:
        self.count = self.read = 0
        self._file: IO[str] | None = None
        if errors:
            try:
                self._file = errors.open("w", encoding="utf-8")
            except OSError as error:
                raise UsageError("--errors", f"{errors} cannot be written ({error.strerror})", "name another") from None

    @property
    def ours(self) -> frozenset[tuple[int, int]]:
        """Device and number of the files that we write, which are no input."""
        files = (self._file, sys.stdout)
        return frozenset((told.st_dev, told.st_ino) for file in files if (told := _find_file(file)))

    def __call__(self, error: InputError) -> None:
        from extractor.sources.containers import make_label

        self.count += 1
        print(f"vnfacts: {make_label(str(error))}", file=sys.stderr)  # one line, whatever a file is called
        self.note(error)

    def note(self, error: InputError) -> None:
        """To the file alone."""
        if self._file:
            row = {"source": error.where, "seen": error.seen, "remedy": error.remedy}
            try:
                self._file.write(json.dumps(row, ensure_ascii=False).encode("utf-8", "replace").decode() + "\n")
                self._file.flush()
            except OSError as full:
                raise UsageError(
                    "--errors", f"cannot be written ({full.strerror})", "see whether the disk is full"
                ) from None

    def close(self, reading: Reading) -> int:
        """Print the summary, where something was refused or passed over; the exit code."""
        for line in tell_left_out(reading.left_out):
            print(line, file=sys.stderr)
        if self.count:
            print(f"vnfacts: {self.read:,} articles read, {self.count:,} refused", file=sys.stderr)
        self.finish()
        return 1 if self.count else 0

    def finish(self) -> None:
        """Nothing more comes."""
        if self._file:
            self._file.close()


def tell_left_out(counts: Counter[str]) -> list[str]:
    """One line, where files of folders and archives were passed over."""
    if not counts:
        return []
    kinds = ", ".join(f"{count:,} {kind or 'without suffix'}" for kind, count in counts.most_common(5))
    more = ", …" if len(counts) > 5 else ""
    return [f"vnfacts: files of other kinds left out: {kinds}{more}"]


def _find_file(stream: IO[str] | None) -> os.stat_result | None:
    """What the system knows of the file behind a stream, if it is one."""
    try:
        told = os.fstat(stream.fileno()) if stream else None
    except (OSError, ValueError):
        return None
    return told if told and S_ISREG(told.st_mode) else None


def parse_reading(encoding: str | None, max_bytes: int | None, fields: str | None) -> Reading:
    """How input is to be read. Raises UsageError."""
    from extractor.sources import Reading
    from extractor.sources.encodings import find_encoding
    from extractor.sources.options import MAX_BYTES

    return Reading(encoding and find_encoding(encoding), max_bytes or MAX_BYTES, parse_map(fields))


def parse_map(fields: str | None) -> dict[str, str]:
    """text=body,title=headline as our field → theirs. Raises UsageError."""
    from extractor.sources.fields import FIELDS

    found: dict[str, str] = {}
    for pair in fields.split(",") if fields is not None else []:
        ours, equals, theirs = (part.strip() for part in pair.partition("="))
        if ours not in FIELDS or not equals or not theirs:
            raise UsageError("--map", f"{pair!r} names no field", f"write text=NAME; fields: {', '.join(FIELDS)}")
        found[ours] = theirs
    return found


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
    reading: Reading,
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
    for article in read_sources(paths, refusals, replace(reading, ours=refusals.ours)):
        refusals.read += 1
        try:
            document = annotate(article, published=published, grammar=grammar, units=units, tagger=tagger)
        except (UsageError, DataError):
            raise
        except Exception as error:  # whatever one article meets must not cost the others
            seen = f"the analysis failed ({type(error).__name__}: {error})"
            refusals(InputError(article.source, seen, "report it with the text"))
            continue
        yield keep_sure(document, min_confidence)
