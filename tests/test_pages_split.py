"""The labelled pages: what is committed is what split.py makes of the masters."""

from __future__ import annotations

import re
import subprocess
import sys
from pathlib import Path

import pytest

PAGES = Path(__file__).parent / "pages"
MASTER = """<!-- gold: {"title": "Tít bài", "published": null, "authors": [], "publisher": null, "url": null,
"tags": [], "dateline": null} -->
<!DOCTYPE html><HTML><head><title>x</title></head><BODY data-zone="furniture" class=a>
<ul><li>A<li><a>B</a><ul><li>B1</ul><li>C</ul><script>document.write("<p>")</script>
<h1 data-zone="headline">Tít&nbsp;
b&agrave;i</h1><div style="Display: none">no</div>
<div data-zone="body"><p>một <b>hai<p>ba<br>bốn <span data-zone="byline">An</span></div></p>
<table data-zone="body"><tr><td><p>a</p><td><tr><th>1<br>2<th>3</table>
<table><tr><td>menu</td><td><table><tr><td>x<td data-zone="teaser">y</table></tr></table>
<div/>in<p/>div</div></body></html>
"""


def split(masters: Path, out: Path) -> None:
    subprocess.run([sys.executable, str(PAGES / "split.py"), str(masters), str(out)], check=True)


def test_a_master_is_split(tmp_path: Path) -> None:
    (tmp_path / "a.master.html").write_text(MASTER, encoding="utf-8")
    split(tmp_path, tmp_path)
    page = (tmp_path / "a.html").read_text(encoding="utf-8")
    assert page == re.sub(' data-zone="[a-z]+"', "", MASTER.partition("-->\n")[2])
    assert (tmp_path / "a.txt").read_text(encoding="utf-8").replace("\n\n", "|").replace("\n", "/") == (
        "A|B|B1|C|Tít bài|một hai|ba/bốn An|a\t|1 2\t3|menu|x|y|in|div/"
    )
    assert '["byline", "An"]' in (tmp_path / "a.json").read_text(encoding="utf-8")


@pytest.mark.parametrize("half", sorted(p.name for p in (PAGES / "masters").iterdir()))
def test_pages_are_those_of_their_masters(half: str, tmp_path: Path) -> None:
    split(PAGES / "masters" / half, tmp_path)
    made = {p.name: p.read_bytes() for p in tmp_path.iterdir()}
    assert made == {p.name: p.read_bytes() for p in (PAGES / half).iterdir()}
