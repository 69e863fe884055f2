"""Join the stand-off annotation of names with its texts: what it says, to read or to train something else on.

usage: python models/materialise.py ANNOTATIONS… -- TEXTS… > names.jsonl
One line an annotated line: {"doc", "text", "entities": [[start, end, label], …]}; lines of test*.jsonl are left out.
"""

from __future__ import annotations

import json
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
sys.path.insert(0, str(ROOT))
from extractor.training.lines import read_lines  # noqa: E402


def main(folders: list[Path], texts: list[Path]) -> None:
    """Print the joined lines."""
    for line in read_lines(folders, texts)[0]:
        row = {"doc": line.doc, "text": line.text, "entities": line.spans}
        print(json.dumps(row, ensure_ascii=False))


if __name__ == "__main__":
    if "--" not in sys.argv:
        raise SystemExit(__doc__)
    cut = sys.argv.index("--")
    main([Path(a) for a in sys.argv[1:cut]], [Path(a) for a in sys.argv[cut + 1 :]])
