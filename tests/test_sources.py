"""Readers: files, folders, packed files, standard input, and input that cannot be read."""

from __future__ import annotations

import bz2
import gzip
import hashlib
import io
import json
import lzma
import os
import sys
import threading
from collections.abc import Callable
from pathlib import Path

import pytest

from extractor.errors import InputError
from extractor.model import Article
from extractor.sources import read_sources

TEXT = "Bản Suối Hoa trồng 12 ha ngô."
ROW = json.dumps({"text": TEXT, "title": "Ngô", "id": 7, "date": "2022-03-01"}).encode()


def read(*paths: Path | str) -> tuple[list[Article], list[InputError]]:
    errors: list[InputError] = []
    return list(read_sources([str(p) for p in paths], errors.append)), errors


@pytest.mark.parametrize("pack", [bytes, gzip.compress, lzma.compress, bz2.compress])
@pytest.mark.parametrize("name", ["a.txt", "a.txt.gz", "a.txt.xz"])
def test_magic_bytes_decide_not_the_suffix(tmp_path: Path, name: str, pack: Callable[[bytes], bytes]) -> None:
    (tmp_path / name).write_bytes(pack(TEXT.encode()))
    (article,), errors = read(tmp_path / name)
    assert (article.text, article.source, errors) == (TEXT, str(tmp_path / name), [])


def test_jsonl_keys_become_the_article(tmp_path: Path) -> None:
    path = tmp_path / "a.jsonl"
    path.write_bytes(b"\xef\xbb\xbf" + ROW + b"\n\n" + ROW)
    articles, errors = read(path)
    assert errors == []
    assert [a.source for a in articles] == [f"{path}#1", f"{path}#3"]
    first = articles[0]
    assert (first.text, first.title, first.record_id, first.published) == (TEXT, "Ngô", "7", "2022-03-01")


@pytest.mark.parametrize(
    ("line", "seen"),
    [
        (b"{broken", "no JSON"),
        (b'{"text":' + b"[" * 100_000, "no JSON"),
        (b'{"text": "\xff\x00"}', "a binary file"),
        (b'{"title": "x"}', "no text"),
        (b'{"text": 5}', "no text"),
        (b'{"text": " "}', "no text"),
        (b"[1]", "no object, but a list"),
    ],
)
def test_a_broken_line_is_named_and_the_rest_read(tmp_path: Path, line: bytes, seen: str) -> None:
    path = tmp_path / "a.jsonl"
    path.write_bytes(b"\n".join([ROW, line, ROW]))
    articles, (error,) = read(path)
    assert [a.source for a in articles] == [f"{path}#1", f"{path}#3"]
    assert error.where == f"{path}#2"
    assert error.seen.startswith(seen)


@pytest.mark.parametrize(
    ("name", "data", "seen"),
    [
        ("a.txt", b"\xff\xfe\x9f", "no utf-16-le text"),
        ("a.txt", b"\x7fELF\x00\x00\x01\x00\x00\xfe\xed", "a binary file"),
        ("a.txt", b" \n", "an empty file"),
        ("a.txt.gz", gzip.compress(TEXT.encode(), mtime=0)[:20], "cannot be read"),
        ("a.txt.gz", gzip.compress(TEXT.encode(), mtime=0)[:10] + b"\xff" * 20, "cannot be read"),
        ("a.txt.xz", lzma.compress(TEXT.encode())[:20] + b"\xff" * 40, "cannot be read"),
    ],
)
def test_unreadable_files_do_not_stop_the_batch(tmp_path: Path, name: str, data: bytes, seen: str) -> None:
    (tmp_path / name).write_bytes(data)
    (tmp_path / "good.txt").write_text(TEXT, encoding="utf-8")
    (article,), (error, missing) = read(tmp_path / name, tmp_path / "none.txt", tmp_path / "good.txt")
    assert article.text == TEXT
    assert (error.where, missing.seen) == (str(tmp_path / name), "no such file")
    assert error.seen.startswith(seen)


def test_folders_are_walked_in_order(tmp_path: Path) -> None:
    for name in ("b.txt", "a.txt", "sub/c.txt", "note.md", "photo.jpg", ".hidden.txt"):
        (tmp_path / name).parent.mkdir(exist_ok=True)
        (tmp_path / name).write_text(TEXT, encoding="utf-8")
    (tmp_path / "empty").mkdir()
    articles, (error,) = read(tmp_path, tmp_path / "empty")
    assert [Path(a.source).name for a in articles] == ["a.txt", "b.txt", "note.md", "c.txt"]
    assert (error.where, error.seen) == (str(tmp_path / "empty"), "a folder without texts")


@pytest.mark.parametrize(
    ("data", "record_id"),
    [(TEXT.encode(), None), (ROW, "7"), (b"\n \n  " + ROW, "7"), (b"\xef\xbb\xbf" + ROW, "7")],
)
def test_stdin_is_jsonl_if_it_starts_with_a_brace(
    monkeypatch: pytest.MonkeyPatch, data: bytes, record_id: str | None
) -> None:
    monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(data)))
    (article,), errors = read("-")
    assert (article.text, article.record_id, errors) == (TEXT, record_id, [])


def test_a_named_pipe_loses_nothing(tmp_path: Path) -> None:
    path = tmp_path / "a.txt"
    os.mkfifo(path)
    writer = threading.Thread(target=path.write_text, args=(TEXT,), kwargs={"encoding": "utf-8"}, daemon=True)
    writer.start()
    (article,), errors = read(path)
    writer.join(5)
    assert (article.text, errors) == (TEXT, [])


def test_articles_are_streamed(tmp_path: Path) -> None:
    path = tmp_path / "a.jsonl"
    path.write_bytes(ROW + b"\n{broken\n")
    errors: list[InputError] = []
    articles = read_sources([str(path)], errors.append)
    assert next(articles).record_id == "7"
    assert errors == []
    assert list(articles) == []
    assert len(errors) == 1


@pytest.mark.parametrize(
    "line",
    [
        '{"text": "Huế đón 1 triệu lượt khách.", "tags": ["Huế", {"tên": "lễ"}], "lượt": 1}',
        '{"text": "Hu\\u1ebf đón 1 triệu lượt khách."}',
        '{"text": "Caf\\u00e9 ở Huế"}',
        '{"text": "Vi\\u00e1\\u00bb\\u0087t Nam"}',  # as bytes these would be a letter
        '{"n\u1ed9i dung": "Huế 😀"}',
        '{"text": "Hu\\ud83d\\ude00ế"}',
    ],
)
def test_a_line_is_read_by_its_bytes_as_it_is_by_its_letters(tmp_path: Path, line: str) -> None:
    (tmp_path / "a.jsonl").write_text(line, encoding="utf-8")
    (tmp_path / "b.jsonl").write_text(json.dumps(json.loads(line)), encoding="ascii")  # every letter escaped
    bare, escaped = (list(read_sources([str(tmp_path / name)], _raise)) for name in ("a.jsonl", "b.jsonl"))
    assert (bare[0].text, bare[0].id, bare[0].warnings) == (escaped[0].text, escaped[0].id, escaped[0].warnings)
    assert bare[0].id == hashlib.sha256(bare[0].text.encode()).hexdigest()[:16]


def _raise(error: InputError) -> None:
    raise error
