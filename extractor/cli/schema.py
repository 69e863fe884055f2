"""vnfacts schema: the contract for programs."""

from __future__ import annotations

import json

import typer


def schema() -> None:
    """Print the JSON Schema of a record.

    Example: vnfacts schema > record.schema.json
    """
    from extractor.schema import json_schema

    typer.echo(json.dumps(json_schema(), ensure_ascii=False, indent=2))
