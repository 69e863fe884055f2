"""The command line: one thin file a command; whatever is heavy is imported inside the commands."""

from __future__ import annotations

import io
import os
import sys
from typing import Annotated, cast

import typer

from extractor.cli.annotate import annotate
from extractor.cli.check import check
from extractor.cli.explain import explain
from extractor.cli.export import export
from extractor.cli.extract import extract
from extractor.cli.gazetteer import gazetteer_app
from extractor.cli.info import info
from extractor.cli.load import load
from extractor.cli.lookup import lookup
from extractor.cli.merge import merge
from extractor.cli.query import query
from extractor.cli.rules import rules_app
from extractor.cli.schema import schema
from extractor.cli.train import train
from extractor.cli.verify import verify
from extractor.errors import VnfactsError

app = typer.Typer(no_args_is_help=True, add_completion=False, pretty_exceptions_enable=False)
app.command()(extract)
app.command()(annotate)
app.command()(explain)
app.command()(check)
app.command()(info)
app.command()(query)
app.command()(verify)
app.command()(merge)
app.command()(load)
app.command()(export)
app.command()(lookup)
app.add_typer(gazetteer_app, name="gazetteer")
app.add_typer(rules_app, name="rules")
app.command()(schema)
app.command()(train)
# click's UsageError or, in newer releases, typer's own
USAGE_ERROR = cast(type[typer.BadParameter], typer.BadParameter.__bases__[0])


def _version(wanted: bool) -> None:
    if wanted:
        from importlib.metadata import version

        typer.echo(f"vnfacts {version('vnfacts')}")
        raise typer.Exit


@app.callback()
def root(
    version: Annotated[
        bool, typer.Option("--version", callback=_version, is_eager=True, help="Print the version.")
    ] = False,
) -> None:
    """Facts, roles and entities from Vietnamese news and government prose."""


def main() -> None:
    """Run the command line: exit 0 all read, 1 some input refused, 2 usage or data files broken, 130 stopped."""
    for name in ("OPENBLAS_NUM_THREADS", "OMP_NUM_THREADS"):  # small matrices: threads wait longer than they count
        os.environ.setdefault(name, "1")
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper):
            stream.reconfigure(errors="backslashreplace")
    try:
        sys.exit(app(standalone_mode=False) or 0)
    except USAGE_ERROR as error:
        message = " ".join(error.format_message().split())
        if message:  # without arguments, the help is all there is to say
            print(f"vnfacts: {message.rstrip('.')}; see vnfacts --help", file=sys.stderr)
        sys.exit(2)
    except VnfactsError as error:
        print(f"vnfacts: {error}", file=sys.stderr)
        sys.exit(2)
    except BrokenPipeError:
        sys.stderr.close()
        sys.exit(0)
