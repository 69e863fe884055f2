"""vnfacts gazetteer: lint tables, and tell the life of a place."""

from __future__ import annotations

import sys
from itertools import chain
from pathlib import Path
from typing import Annotated

import typer

from extractor.cli.reading import Gazetteer

PAPERS = 3  # documents of a day that a line names
gazetteer_app = typer.Typer(no_args_is_help=True, help="Check gazetteer tables; tell the life of a place.")


@gazetteer_app.command()
def history(
    name: Annotated[str, typer.Argument(help="A place, with or without type word, marks and parents.")],
    limit: Annotated[int, typer.Option(metavar="N", min=1, help="At most this many places.")] = 3,
    gazetteer: Gazetteer = None,
) -> None:
    """Print what a place was, day by day: its names, types and parents, what it took over, what it became.

    A line an event, tab-separated: the unit's code, the day, what happened, the deciding documents of that day.

    Example: vnfacts gazetteer history "thị xã Hương Trà"
    """
    from extractor.data import data_path, read_rows
    from extractor.places import load_units
    from extractor.places.lookup import find_units
    from extractor.places.report import tell_life

    units = load_units(gazetteer)
    papers: dict[str, list[str]] = {}
    for day, paper in read_rows(data_path("gazetteers", "decrees.tsv"), ("day", "document")):
        papers.setdefault(day, []).append(paper)
    found = find_units(units, name, limit=limit)
    for one in found:
        for day, event in tell_life(one.unit, units):
            told = papers.get(day, []) if event != "carried on" else []
            documents = ", ".join(told[:PAPERS]) + (f" … +{len(told) - PAPERS}" if len(told) > PAPERS else "")
            typer.echo(f"{one.unit.level}:{one.unit.code}\t{day}\t{event}\t{documents}")
    if not found:
        print(f"vnfacts: no unit is called {name!r}; see vnfacts lookup --help", file=sys.stderr)
        raise typer.Exit(1)


@gazetteer_app.command()
def check(
    folder: Annotated[Path | None, typer.Argument(help="Your tables; without it the shipped ones.")] = None,
) -> None:
    """Lint gazetteer tables: columns, dates that overlap, parents and successors that do not exist; offices
    (positions.tsv) told twice, or of a rank or kind of body that is none.

    One line a complaint: file, row, what is wrong, what to do. Exit 0: none; 2: some.

    Example: vnfacts gazetteer check my/gazetteer
    """
    from extractor.entities.check import check_positions
    from extractor.places.check import check_tables

    count = 0
    for complaint in chain(check_tables(folder), check_positions(folder)):
        typer.echo(str(complaint))
        count += 1
    if count:
        raise typer.Exit(2)
