"""The folder of a run: which options its shards were made under, and what in it is out of date."""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import asdict
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from extractor.batch.channel import describe
from extractor.cluster.inputs import Input, Shard, name_shards
from extractor.cluster.storage import join, list_names, open_file, publish, remove
from extractor.cluster.writing import FOLDERS
from extractor.errors import UsageError
from extractor.store import Run
from extractor.store.shards import RECORDS

RUN = "run.json"


def claim_folder(out: str, run: Run, *, refresh: bool) -> None:
    """Note the run in its folder. Raises UsageError where the shards there were made under other options, unless they
    are to be redone, and where the folder is someone else's or cannot be written."""
    try:
        before = _read_run(out)
        if before is None and list_names(out):
            raise UsageError(out, "holds files that are no shards of vnfacts", "give an empty folder, or a new one")
        if before and before["fingerprint"] != run.fingerprint and not refresh:
            seen = "holds shards that were made under other options or by another version"
            raise UsageError(out, seen, "redo them with --refresh, or give another --out")
        with TemporaryDirectory(prefix="vnfacts-") as folder:
            made = Path(folder, RUN)
            made.write_text(json.dumps(asdict(run), ensure_ascii=False, indent=1), encoding="utf-8")
            publish(made, join(out, RUN))
    except UsageError:
        raise
    except Exception as error:  # whatever a store's client raises: its rights, the network, a name
        raise UsageError(out, f"cannot be used ({describe(error)})", "check its permissions, or give another") from None


def _read_run(out: str) -> dict[str, Any] | None:
    try:
        with open_file(join(out, RUN)) as file:
            told = json.load(file)
    except FileNotFoundError:
        return None
    except ValueError:
        told = None
    if not isinstance(told, dict) or "fingerprint" not in told:
        raise UsageError(join(out, RUN), "tells of no run", "take the folder away, or give another --out")
    return told


def remove_outdated(out: str, files: Sequence[Input], shards: Sequence[Shard]) -> None:
    """Take away the shards that a file had before it changed, and what a killed run left half-written."""
    ours, planned = {name_shards(file) for file in files}, {shard.name for shard in shards}
    for folder in FOLDERS:
        for name in list_names(join(out, folder)):
            shard = name.removesuffix(".parquet")
            half = name.startswith(".") and name.endswith(".part") and name[1:].partition(".parquet.")[0] in planned
            if half or (shard not in planned and shard.rpartition("-")[0] in ours):
                remove(join(out, folder, name))


def list_done(out: str) -> set[str]:
    """The names of the shards whose records are to be found from here."""
    return {name.removesuffix(".parquet") for name in list_names(join(out, RECORDS)) if name.endswith(".parquet")}
