"""vnfacts annotate: an archive into a store."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from extractor.cli.reading import (
    Date,
    Encoding,
    Errors,
    Gazetteer,
    Lexicon,
    Map,
    MaxBytes,
    MinConfidence,
    Model,
    Paths,
    Refusals,
    Rules,
    parse_date,
    parse_reading,
    tell_left_out,
)
from extractor.errors import UsageError
from extractor.text.dates import read_day

if TYPE_CHECKING:
    from extractor.batch import Summary

INTERRUPTED = 130


def annotate(
    paths: Paths,
    store: Annotated[Path, typer.Option(metavar="FILE", help="The store to write; made if it is missing.")],
    workers: Annotated[int | None, typer.Option(metavar="N", min=1, help="Processes; one a core without it.")] = None,
    limit: Annotated[int | None, typer.Option(metavar="N", min=1, help="Only the first N documents.")] = None,
    since: Annotated[str | None, typer.Option(metavar="DATE", help="Only what was published since this day.")] = None,
    sample: Annotated[
        str | None, typer.Option(metavar="N|SHARE", help="Only so many documents (500), or a share (0.1, 10%).")
    ] = None,
    refresh: Annotated[bool, typer.Option("--refresh", help="Redo what was done under other options.")] = False,
    retry_failed: Annotated[bool, typer.Option("--retry-failed", help="Try again what failed before.")] = False,
    date: Date = None,
    rules: Rules = None,
    lexicon: Lexicon = None,
    gazetteer: Gazetteer = None,
    model: Model = None,
    min_confidence: MinConfidence = 0.0,
    encoding: Encoding = None,
    max_bytes: MaxBytes = None,
    fields: Map = None,
    errors: Errors = None,
    deadline: Annotated[
        float, typer.Option(metavar="S", min=0.1, help="Seconds for a document, and 1 more for 1,000 characters.")
    ] = 60.0,
    worker_memory: Annotated[
        int | None, typer.Option(metavar="MB", min=1, help="What a worker may take; without it, what there is.")
    ] = None,
    quiet: Annotated[bool, typer.Option("--quiet", help="No progress and no summary.")] = False,
    engine: Annotated[str, typer.Option(help="What runs the workers: local.")] = "local",
) -> None:
    """Annotate an archive into a store. What is done is skipped, so the same command goes on after any interruption.

    Exit 0: all is in the store; 1: some input was refused or failed; 2: usage, or the store cannot be used; 130:
    stopped by Ctrl-C or SIGTERM, everything done is in the store.

    Example: vnfacts annotate articles.jsonl.gz --store archive.db
    """
    from extractor.batch import Choice, Options, Redo, annotate_archive
    from extractor.batch.choice import parse_sample
    from extractor.batch.progress import open_progress
    from extractor.batch.stopping import stop_on_signals

    if engine != "local":
        raise UsageError("--engine", f"unknown engine {engine!r}", "use local")
    day = parse_date(date)
    refusals, reading = Refusals(errors), parse_reading(encoding, max_bytes, fields)
    choice = Choice(limit, _parse_since(since), parse_sample(sample), day)
    options = Options(rules, lexicon, gazetteer, model, day, min_confidence)
    progress = open_progress(quiet=quiet)
    with stop_on_signals() as stop:
        try:
            summary = annotate_archive(
                list(paths),
                store=store,
                options=options,
                choice=choice,
                redo=Redo(older=refresh, failed=retry_failed or refresh),
                workers=workers,
                deadline=deadline,
                worker_memory=worker_memory and worker_memory * 1_000_000,
                progress=progress,
                stop=stop,
                reading=replace(reading, ours=refusals.ours),
                on_refused=refusals.note,
            )
        finally:
            progress.close()
            refusals.finish()
    if not quiet or summary.state == "interrupted":
        progress.say("\n".join([*tell_left_out(reading.left_out), _tell(summary, store)]))
    if summary.state == "interrupted":
        raise typer.Exit(INTERRUPTED)
    raise typer.Exit(0 if summary.complete else 1)


def _tell(summary: Summary, store: Path) -> str:
    """The closing lines: what was done, how fast, and what comes next."""
    from extractor.batch.summary import tell_counts, tell_time

    spent = f"{tell_time(summary.seconds)}, {summary.rate:.1f} documents/s, workers: {summary.workers}"
    head = f"vnfacts: {tell_counts(summary.counts)}; {spent}"
    if summary.state == "interrupted":
        return f"{head}\nvnfacts: interrupted; everything done is in {store}: run the same command again to go on"
    return f"{head}\nvnfacts: next: vnfacts info {store}, vnfacts export {store} facts"


def _parse_since(text: str | None) -> str | None:
    if text is not None and (day := read_day(text)) is None:
        raise UsageError("--since", f"{text!r} is no date", "write it as 2021-01-29 or 29/01/2021")
    return text and day
