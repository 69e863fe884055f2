"""vnfacts annotate: an archive into a store, or on many machines into Parquet shards."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

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
    store: Annotated[
        Path | None, typer.Option(metavar="FILE", help="The store to write; made if it is missing.")
    ] = None,
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
    engine: Annotated[str, typer.Option(help="What runs the workers: local, or ray (docs/cluster.md).")] = "local",
    out: Annotated[
        str | None, typer.Option(metavar="DIR", help="ray: keep Parquet shards there, a folder or s3://….")
    ] = None,
    ray_address: Annotated[
        str | None, typer.Option(metavar="HOST:PORT", help="ray: a cluster (auto finds it); else this machine.")
    ] = None,
) -> None:
    """Annotate an archive into a store. What is done is skipped, so the same command goes on after any interruption.

    Exit 0: all is in the store; 1: some input was refused or failed; 2: usage, or the store cannot be used; 130:
    stopped by Ctrl-C or SIGTERM, everything done is in the store.

    Example: vnfacts annotate articles.jsonl.gz --store archive.db
    """
    from extractor.batch import Choice, Options
    from extractor.batch.choice import parse_sample
    from extractor.batch.progress import open_progress
    from extractor.batch.stopping import stop_on_signals

    _check_engine(engine, store, out, ray_address)
    if engine == "ray" and any(option is not None for option in (encoding, max_bytes, fields, errors)):
        remedy = "leave out --encoding, --max-bytes, --map and --errors"
        raise UsageError("--engine ray", "reads JSON Lines and Parquet as they are", remedy)
    day = parse_date(date)
    refusals, reading = Refusals(errors), parse_reading(encoding, max_bytes, fields)
    choice = Choice(limit, _parse_since(since), parse_sample(sample), day)
    options = Options(rules, lexicon, gazetteer, model, day, min_confidence)
    progress = open_progress(quiet=quiet)
    with stop_on_signals() as stop:
        try:
            run = _choose_run(engine, store, out, ray_address, refresh=refresh, retry_failed=retry_failed)
            if engine == "local":
                run = partial(run, reading=replace(reading, ours=refusals.ours), on_refused=refusals.note)
            summary = run(
                list(paths),
                options=options,
                choice=choice,
                workers=workers,
                deadline=deadline,
                worker_memory=worker_memory and worker_memory * 1_000_000,
                progress=progress,
                stop=stop,
            )
        finally:
            progress.close()
            refusals.finish()
    if not quiet or summary.state == "interrupted":
        told = [*tell_left_out(reading.left_out), _tell(summary, store, out, engine)]
        progress.say("\n".join(told))
    if summary.state == "interrupted":
        raise typer.Exit(INTERRUPTED)
    raise typer.Exit(0 if summary.complete else 1)


def _check_engine(engine: str, store: Path | None, out: str | None, ray_address: str | None) -> None:
    if engine not in ("local", "ray"):
        raise UsageError("--engine", f"unknown engine {engine!r}", "use local or ray")
    if engine == "local" and (out is not None or ray_address is not None):
        raise UsageError("--out" if out is not None else "--ray-address", "is for many machines", "add --engine ray")
    if store is None and out is None:
        remedy = "give --store FILE" if engine == "local" else "give --out DIR, --store FILE or both"
        raise UsageError("annotate", "nowhere to write to", remedy)


def _choose_run(
    engine: str, store: Path | None, out: str | None, ray_address: str | None, *, refresh: bool, retry_failed: bool
) -> Callable[..., Summary]:
    """The engine, with what it alone knows."""
    if engine == "ray":
        from extractor.cluster import annotate_cluster

        redo: dict[str, Any] = {"refresh": refresh, "retry_failed": retry_failed}
        return partial(annotate_cluster, store=store, out=out, address=ray_address, **redo)
    from extractor.batch import Redo, annotate_archive

    assert store is not None  # checked before
    return partial(annotate_archive, store=store, redo=Redo(older=refresh, failed=retry_failed or refresh))


def _tell(summary: Summary, store: Path | None, out: str | None, engine: str) -> str:
    """The closing lines: what was done, how fast, and what comes next."""
    from extractor.batch.summary import tell_counts, tell_time

    spent = f"{tell_time(summary.seconds)}, {summary.rate:.1f} documents/s, workers: {summary.workers}"
    head = f"vnfacts: {tell_counts(summary.counts)}; {spent}"
    if summary.unfinished:
        head = f"{head}\nvnfacts: {summary.unfinished:,} shards are not done: run the same command again"
    if summary.state == "interrupted":
        kept = f"everything done is in {store}" if engine == "local" else "shards that are done stay"
        return f"{head}\nvnfacts: interrupted; {kept}: run the same command again to go on"
    if store is None:
        return f"{head}\nvnfacts: next: vnfacts load {out} --store FILE, or read {out}/facts as Parquet"
    return f"{head}\nvnfacts: next: vnfacts info {store}, vnfacts export {store} facts"


def _parse_since(text: str | None) -> str | None:
    if text is not None and (day := read_day(text)) is None:
        raise UsageError("--since", f"{text!r} is no date", "write it as 2021-01-29 or 29/01/2021")
    return text and day
