"""What cannot be read is named with a reason, counted, and never stops the rest; nothing hangs and nothing is cut."""

from __future__ import annotations

import json
import random
import subprocess
import sys
import time
import tracemalloc
from collections.abc import Callable
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from inputs import PACK, ROW, SAMPLES, TEXT, make_docx, make_tar, make_zip

from extractor.errors import InputError
from extractor.sources import Reading, count_bytes, find_path, read_sources

SECONDS = 5  # for a file of a few kilobytes, on a machine that has other things to do
MUTATED = 500


def run(*args: str | Path, stdin: bytes = b"") -> subprocess.CompletedProcess[bytes]:
    command = [sys.executable, "-m", "extractor.cli", *map(str, args)]
    return subprocess.run(command, input=stdin, capture_output=True, check=False)


def read(*paths: Path | str, reading: Reading | None = None) -> tuple[list[str], list[InputError]]:
    """The sources of the articles, and what was refused."""
    errors: list[InputError] = []
    return [article.source for article in read_sources([str(p) for p in paths], errors.append, reading)], errors


def check_beside_a_good_file(folder: Path, name: str, data: bytes) -> None:
    """Something comes of the file or is told of it, soon, and the good files around it come out."""
    bad, good = folder / f"bad-{name}", folder / "good.txt"
    bad.write_bytes(data)
    good.write_text(TEXT, encoding="utf-8")
    began = time.monotonic()
    found, errors = read(good, bad, good)
    assert time.monotonic() - began < SECONDS
    assert (found[0], found[-1]) == (str(good), str(good))
    assert len(found) + len(errors) > 2
    assert all(error.where.startswith(str(bad)) and error.seen and error.remedy for error in errors)
    assert not any("\n" in str(error) for error in errors)


def mutate(data: bytes, chance: random.Random) -> bytes:
    """Bytes changed, taken out, put in, repeated, or cut off."""
    changed = bytearray(data)
    for _ in range(chance.randint(1, 5)):
        at, size = chance.randrange(len(changed) + 1), chance.randint(1, 40)
        how = chance.randrange(5)
        if how == 0:
            changed[at : at + 1] = chance.randbytes(1)
        elif how == 1:
            del changed[at : at + size]
        elif how == 2:
            changed[at:at] = chance.randbytes(size)
        elif how == 3:
            changed[at:at] = changed[at // 2 : at // 2 + 5 * size]
        else:
            del changed[at:]
    return bytes(changed)


@pytest.mark.parametrize("seed", range(10))
def test_mutated_files(tmp_path: Path, seed: int) -> None:
    chance = random.Random(seed)
    names = sorted(SAMPLES)
    for _ in range(MUTATED // 10):
        name = chance.choice(names)
        check_beside_a_good_file(tmp_path, name, mutate(SAMPLES[name], chance))


@settings(max_examples=150, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(data=st.binary(max_size=300), name=st.sampled_from(sorted(SAMPLES)), head=st.integers(0, 40))
def test_random_bytes(tmp_path: Path, data: bytes, name: str, head: int) -> None:
    check_beside_a_good_file(tmp_path, name, SAMPLES[name][:head] + data)


@settings(max_examples=100, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(value=st.recursive(st.none() | st.booleans() | st.floats() | st.text(), lambda x: st.lists(x), max_leaves=5))
@pytest.mark.parametrize("field", ["id", "title", "text", "date", "author", "url"])
def test_any_value_in_any_field(tmp_path: Path, field: str, value: object) -> None:
    rows = [{"text": TEXT}, {"text": TEXT, field: value}, {"text": TEXT}]
    (tmp_path / "a.jsonl").write_text("\n".join(map(json.dumps, rows)), encoding="utf-8")
    found, errors = read(tmp_path / "a.jsonl")
    assert (found[0], found[-1]) == (f"{tmp_path}/a.jsonl#1", f"{tmp_path}/a.jsonl#3")
    assert len(found) + len(errors) == 3
    assert field == "text" or not errors


@pytest.mark.parametrize("name", ["a.txt", "a.docx", "a.csv", "a.jsonl", "a.txt.gz", "a.tar.zst"])
def test_no_document_is_longer_than_it_may_be(tmp_path: Path, name: str) -> None:
    (tmp_path / name).write_bytes(SAMPLES[name])
    found, errors = read(tmp_path / name, reading=Reading(max_bytes=60))
    assert found == []
    seen = {error.seen for error in errors if error.seen != "1 cells where the header has 2"}  # the rest of a row
    assert seen == {"more than 60 bytes in one document"}
    assert read(tmp_path / name, reading=Reading(max_bytes=10_000))[1] == []


def test_a_long_line_is_refused_and_the_next_one_read(tmp_path: Path) -> None:
    path = tmp_path / "a.jsonl"
    path.write_bytes(ROW + b'\n{"text": "' + b"x" * 3_000_000 + b'"}\n' + ROW)
    tracemalloc.start()
    found, (error,) = read(path, reading=Reading(max_bytes=1_000_000))
    _, most = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    assert found == [f"{path}#1", f"{path}#3"]
    assert (error.where, error.seen) == (f"{path}#2", "more than 1,000,000 bytes in one document")
    assert most < 4_000_000


LONG: dict[str, tuple[str, Callable[[int], bytes]]] = {  # shape → suffix, a file of about n bytes
    "one line": (".txt", lambda n: TEXT.replace("\n", " ").encode() * (n // len(TEXT.encode()))),
    "spaces": (".txt", lambda n: b"x" + b" " * n + b"x"),
    "carriage returns": (".txt", lambda n: b"x" + b"\r" * n + b"x"),
    "one record": (".jsonl", lambda n: b'{"text": "' + b"ng\\u00f4 " * (n // 9) + b'"}'),
    "brackets": (".jsonl", lambda n: b'{"text":' + b"[" * n),
    "blanks of a record": (".jsonl", lambda n: b"{" + b" " * n + b'"text": "x"}'),
    "one cell": (".csv", lambda n: b'id,text\n1,"' + b'""' * (n // 2) + b'"\n'),
    "cells": (".csv", lambda n: b"id,text\n" + b"," * n),
    "an open quote": (".csv", lambda n: b'id,text\n1,"' + b"x\n" * (n // 2)),
    "one paragraph": (".docx", lambda n: make_docx("<w:p><w:r><w:t>" + "ngô " * (n // 5) + "</w:t></w:r></w:p>")),
    "runs": (".docx", lambda n: make_docx("<w:p>" + "<w:r><w:t>x</w:t></w:r>" * (n // 23) + "</w:p>")),
    "comments of a page": (".txt", lambda n: b"<!--" * (n // 4)),
    "members": (".tar", lambda n: make_tar({f"{i}.txt": b"x" for i in range(n // 1024)})),
    "members of a zip": (".zip", lambda n: make_zip({f"{i}.txt": b"x" for i in range(n // 300)})),
    "empty lines of a crawl": (".warc", lambda n: b"WARC/1.0\r\nContent-Length: 0\r\n\r\n" + b"\r\n" * (n // 2)),
    "headers of a crawl": (".warc", lambda n: b"WARC/1.0\r\n" + b"a: b\r\n" * (n // 6)),
}


@pytest.mark.parametrize("shape", LONG)
def test_time_grows_with_the_length_alone(tmp_path: Path, shape: str) -> None:
    suffix, make = LONG[shape]
    seconds = []
    for size in (200_000, 2_000_000):
        path = tmp_path / f"a{suffix}"
        path.write_bytes(make(size))
        began = time.process_time()
        found, errors = read(path)
        seconds.append(time.process_time() - began)
        assert found or errors
    assert seconds[1] < 30 * max(seconds[0], 0.02), seconds


def test_an_article_of_20_mb_comes_whole(tmp_path: Path) -> None:
    text = TEXT.replace("\n", " ") * (20_000_000 // len(TEXT.encode()))
    (tmp_path / "a.txt").write_text(text, encoding="utf-8")
    (article,) = read_sources([str(tmp_path / "a.txt")], pytest.fail)
    assert article.text == text
    assert article.zones[-1].end == len(text)


def test_paths_that_give_nothing(tmp_path: Path) -> None:
    (tmp_path / "empty").mkdir()
    (tmp_path / "pictures").mkdir()
    (tmp_path / "pictures" / "a.png").write_bytes(b"\x89PNG")
    (tmp_path / "zero.txt").write_bytes(b"")
    reading = Reading()
    paths = ["none.txt", "empty", "pictures", "*.xyz", "zero.txt"]
    found, errors = read(*(tmp_path / path for path in paths), reading=reading)
    assert found == []
    assert [(Path(e.where).name, e.seen) for e in errors] == [
        ("none.txt", "no such file"),
        ("empty", "a folder without texts"),
        ("pictures", "a folder without texts"),
        ("*.xyz", "no file fits the pattern"),
        ("zero.txt", "an empty file"),
    ]
    assert reading.left_out == {".png": 1}


def test_patterns(tmp_path: Path) -> None:
    for name in ("2021/b.txt", "2021/a.txt", "2022/c.md", "2022/d.png", "x[1].txt"):
        (tmp_path / name).parent.mkdir(exist_ok=True)
        (tmp_path / name).write_text(TEXT, encoding="utf-8")
    for pattern, names in (
        ("2021/*.txt", ["2021/a.txt", "2021/b.txt"]),
        ("202*", ["2021/a.txt", "2021/b.txt", "2022/c.md"]),
        ("**/*.md", ["2022/c.md"]),
        ("x[1].txt", ["x[1].txt"]),
    ):
        found, errors = read(tmp_path / pattern)
        assert ([path.removeprefix(f"{tmp_path}/") for path in found], errors) == (names, [])


@pytest.mark.parametrize("path", ["x" * 300, "a\x00b.txt", "a.txt/b.txt"])
def test_paths_that_cannot_be_opened(tmp_path: Path, path: str) -> None:
    (tmp_path / "a.txt").write_text(TEXT, encoding="utf-8")
    found, (error,) = read(tmp_path / path, tmp_path / "a.txt")
    assert found == [f"{tmp_path}/a.txt"]
    assert error.seen.startswith("cannot be read (")


def test_refusals_are_told_counted_and_written(tmp_path: Path) -> None:
    (tmp_path / "a.zip").write_bytes(make_zip({"a.txt": TEXT.encode(), "../b.txt": b"x", "c.png": b"x"}))
    (tmp_path / "b.jsonl").write_bytes(ROW + b"\n[1]\n")
    done = run("extract", tmp_path, "--errors", tmp_path / "errors.jsonl")
    assert done.returncode == 1
    assert [json.loads(line)["source"] for line in done.stdout.splitlines()] == [
        f"{tmp_path}/a.zip!a.txt",
        f"{tmp_path}/b.jsonl#1",
    ]
    assert done.stderr.decode().splitlines() == [
        f"vnfacts: {tmp_path}/a.zip!../b.txt: a name that leads out of the archive; "
        "pack it again under a plain name if you trust it",
        f"vnfacts: {tmp_path}/b.jsonl#2: no object, but a list; write one object a line",
        "vnfacts: files of other kinds left out: 1 .png",
        "vnfacts: 2 articles read, 2 refused",
    ]
    rows = [json.loads(line) for line in (tmp_path / "errors.jsonl").read_text(encoding="utf-8").splitlines()]
    assert [sorted(row) for row in rows] == [["remedy", "seen", "source"]] * 2
    assert [row["seen"] for row in rows] == ["a name that leads out of the archive", "no object, but a list"]


def test_a_refusal_is_one_line_whatever_the_file_is_called(tmp_path: Path) -> None:
    (tmp_path / "a\nb\x1b[2J.txt").write_bytes(b"")
    done = run("extract", tmp_path)
    told, _ = done.stderr.decode().splitlines()
    assert told == f"vnfacts: {tmp_path}/a\\x0ab\\x1b[2J.txt: an empty file; give a file with text"


def test_what_is_written_meanwhile_is_no_input(tmp_path: Path) -> None:
    (tmp_path / "a.jsonl").write_bytes(ROW + b"\n[1]\n")
    with (tmp_path / "out.jsonl").open("wb") as out:
        command = [
            sys.executable,
            "-m",
            "extractor.cli",
            "extract",
            str(tmp_path),
            "--errors",
            str(tmp_path / "z.jsonl"),
        ]
        done = subprocess.run(command, stdout=out, stderr=subprocess.PIPE, timeout=60, check=False)
    assert b"1 articles read, 1 refused" in done.stderr
    assert len((tmp_path / "out.jsonl").read_bytes().splitlines()) == 1


@pytest.mark.parametrize("command", ["extract", "explain", "check"])
def test_options_of_reading_are_the_same_everywhere(tmp_path: Path, command: str) -> None:
    rows = [{"nd": TEXT}, {"nd": TEXT * 9}]
    path, errors = tmp_path / "a.jsonl.zst", tmp_path / "errors.jsonl"
    path.write_bytes(PACK[".zst"]("\n".join(json.dumps(row) for row in rows).encode()))
    done = run(command, path, "--map", "text=nd", "--max-bytes", "500", "--encoding", "UTF8", "--errors", errors)
    assert done.returncode == 1
    assert json.loads(errors.read_text())["source"] == f"{path}#2"
    assert b"1 articles read, 1 refused" in done.stderr
    assert run(command, path, "--map", "text=nd").returncode == 0


@pytest.mark.parametrize(
    ("args", "words"),
    [
        (["--map", "body"], "names no field"),
        (["--map", "words=body"], "names no field"),
        (["--map", "text="], "names no field"),
        (["--encoding", "klingon"], "is no encoding"),
        (["--max-bytes", "0"], "--max-bytes"),
        (["--errors", "/nowhere/x.jsonl"], "cannot be written"),
    ],
)
def test_wrong_options_are_usage(args: list[str], words: str) -> None:
    done = run("extract", "-", *args, stdin=TEXT.encode())
    assert done.returncode == 2
    (line,) = done.stderr.decode().splitlines()
    assert words in line


def test_where_an_article_lies_on_the_disk(tmp_path: Path) -> None:
    (tmp_path / "a#1!.zip").write_bytes(make_zip({"b!#.jsonl": ROW}))
    (tmp_path / "c.txt").write_text(TEXT, encoding="utf-8")
    found, errors = read(tmp_path)
    assert ([find_path(source) for source in found], errors) == ([f"{tmp_path}/a#1!.zip", f"{tmp_path}/c.txt"], [])
    assert find_path("-#3") == "-#3"
    size = sum(path.stat().st_size for path in tmp_path.iterdir())
    assert count_bytes([str(tmp_path)]) == size
    assert count_bytes([str(tmp_path), "-"]) is None


def test_annotate_reads_in_the_same_way(tmp_path: Path) -> None:
    rows = [{"nd": TEXT}, {"nd": TEXT * 9}]
    path, errors = tmp_path / "a.zip", tmp_path / "errors.jsonl"
    path.write_bytes(make_zip({"a.jsonl": "\n".join(json.dumps(row) for row in rows).encode(), "b.png": b"x"}))
    options = ("--map", "text=nd", "--max-bytes", "500", "--errors", errors, "--workers", "1")
    done = run("annotate", tmp_path, "--store", tmp_path / "a.db", *options)
    assert done.returncode == 1
    assert [json.loads(line)["source"] for line in errors.read_text().splitlines()] == [f"{path}!a.jsonl#2"]
    said = done.stderr.decode()
    assert "1 documents done, 1 refused" in said
    assert "vnfacts: files of other kinds left out: " in said
