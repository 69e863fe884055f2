"""Packed files and archives: what comes out of them, under which name, and what bounds them."""

from __future__ import annotations

import gzip
import io
import json
import os
import random
import sys
import tarfile
import tracemalloc
import zipfile
import zlib
from collections import Counter
from dataclasses import replace
from pathlib import Path

import pytest
from inputs import PACK, ROW, SAMPLES, TEXT, make_answer, make_docx, make_record, make_tar, make_zip

from extractor.errors import InputError
from extractor.model import Article
from extractor.sources import Reading, read_sources, unpacking
from extractor.sources.containers import DEPTH

T = TEXT.encode()


def read(
    path: Path | str, data: bytes | None = None, reading: Reading | None = None
) -> tuple[list[Article], list[str]]:
    """The articles of a file and what was refused, as "source: what was seen", both without the file's folder."""
    path = Path(path)
    if data is not None:
        path.write_bytes(data)
    errors: list[InputError] = []
    found = list(read_sources([str(path)], errors.append, reading))
    folder = f"{path.parent}/"
    articles = [replace(article, source=article.source.removeprefix(folder)) for article in found]
    return articles, [f"{error.where.removeprefix(folder)}: {error.seen}" for error in errors]


def sources(articles: list[Article]) -> list[str]:
    return [article.source for article in articles]


@pytest.mark.parametrize("name", SAMPLES)
@pytest.mark.parametrize("given", ["its name", "no name", "another name", "a pipe"])
def test_the_first_bytes_tell_what_a_file_is(
    tmp_path: Path, name: str, given: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    other = "a.md" if "csv" not in name else name  # what a table is, only its name tells
    path = {"its name": name, "no name": "a", "another name": other, "a pipe": "a"}[given]
    if given == "a pipe":
        monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(SAMPLES[name])))
        errors: list[InputError] = []
        articles, seen = list(read_sources(["-"], errors.append)), [str(error) for error in errors]
    else:
        articles, seen = read(tmp_path / path, SAMPLES[name])
    assert seen == []
    assert articles
    assert all(TEXT in article.text for article in articles)


def test_standard_input_may_be_a_file(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(unpacking, "FREE_IN_ALL", 1000)  # so that its length counts
    (tmp_path / "a").write_bytes(b"first line\n" + gzip.compress((ROW + b"\n") * 100, 1))
    with (tmp_path / "a").open(encoding="utf-8") as file:
        file.buffer.readline()  # by someone before us
        monkeypatch.setattr(sys, "stdin", file)
        assert sum(1 for _ in read_sources(["-"], pytest.fail)) == 100


def test_paths_are_told_in_one_way(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "x").mkdir()
    (tmp_path / "x" / "a.txt").write_bytes(T)
    monkeypatch.chdir(tmp_path)
    found = [article.source for article in read_sources(["x", "./x/", "x//a.txt", "./x/a.*"], pytest.fail)]
    assert found == ["x/a.txt"] * 4


@pytest.mark.parametrize("suffix", PACK)
def test_packed_streams_may_follow_each_other(tmp_path: Path, suffix: str) -> None:
    one, two = T[:20], T[20:]
    articles, errors = read(tmp_path / f"a.txt{suffix}", PACK[suffix](one) + PACK[suffix](two))
    assert ([a.text for a in articles], errors) == ([TEXT], [])


@pytest.mark.parametrize("suffix", PACK)
@pytest.mark.parametrize("cut", [8, 30, -1])
def test_a_cut_stream_is_refused_after_what_stands_before(tmp_path: Path, suffix: str, cut: int) -> None:
    rows = b"".join(ROW.replace(b"7", b"%d" % n) + b"\n" for n in range(5_000))
    packed = PACK[suffix](rows)
    articles, errors = read(tmp_path / f"a.jsonl{suffix}", packed[:cut])
    assert len(articles) < 5_000 or cut == -1  # of the last byte of all only the check sum hangs
    assert len(errors) == 1
    assert errors[0].startswith(f"a.jsonl{suffix}: cannot be read")


def test_something_else_behind_a_packed_stream_is_told(tmp_path: Path) -> None:
    articles, errors = read(tmp_path / "a.jsonl.gz", gzip.compress(ROW + b"\n") + b"\x00" * 5000 + b"more")
    assert (sources(articles), errors) == (["a.jsonl.gz#1"], ["a.jsonl.gz: something else follows what is packed"])
    articles, errors = read(tmp_path / "a.jsonl.gz", gzip.compress(ROW + b"\n") + b"\x00" * 5000)
    assert (sources(articles), errors) == (["a.jsonl.gz#1"], [])


@pytest.mark.parametrize("method", [zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED, zipfile.ZIP_BZIP2, zipfile.ZIP_LZMA])
def test_members_of_a_zip(tmp_path: Path, method: int) -> None:
    data = make_zip({"năm/một.txt": T, "b.jsonl": b"\n" + ROW, "p.png": b"\x89PNG"}, method)
    reading = Reading()
    articles, errors = read(tmp_path / "a.zip", data, reading)
    assert sources(articles) == ["a.zip!năm/một.txt", "a.zip!b.jsonl#2"]
    assert ([a.record_id for a in articles], errors, reading.left_out) == ([None, "7"], [], Counter({".png": 1}))


@pytest.mark.parametrize("form", [tarfile.USTAR_FORMAT, tarfile.GNU_FORMAT, tarfile.PAX_FORMAT])
def test_members_of_a_tar(tmp_path: Path, form: int) -> None:
    long = "/".join(["một thư mục dài"] * 5) + "/a.txt"
    data = make_tar({long: T, "b.txt": b"x" * 512, "c.txt": b"", "d.txt": T}, form)
    articles, errors = read(tmp_path / "a.tar", data)
    assert sources(articles) == [f"a.tar!{long}", "a.tar!b.txt", "a.tar!d.txt"]
    assert errors == ["a.tar!c.txt: an empty file"]


def test_links_and_holes_in_a_tar(tmp_path: Path) -> None:
    out = io.BytesIO()
    with tarfile.open(fileobj=out, mode="w") as archive:
        for kind in (tarfile.SYMTYPE, tarfile.LNKTYPE, tarfile.DIRTYPE, tarfile.FIFOTYPE, tarfile.GNUTYPE_SPARSE):
            info = tarfile.TarInfo(f"{kind!r}.txt")
            info.type, info.linkname = kind, "/etc/passwd"
            archive.addfile(info)
        info = tarfile.TarInfo("a.txt")
        info.size = len(T)
        archive.addfile(info, io.BytesIO(T))
    articles, (error,) = read(tmp_path / "a.tar", out.getvalue())
    assert sources(articles) == ["a.tar!a.txt"]
    assert error.endswith("a file with holes (GNU sparse)")


def test_links_in_a_zip_and_old_tars(tmp_path: Path) -> None:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        link = zipfile.ZipInfo("link.txt")
        link.external_attr = 0o120777 << 16
        archive.writestr(link, "/etc/passwd")
        archive.writestr("a.txt", T)
    assert sources(read(tmp_path / "a.zip", out.getvalue())[0]) == ["a.zip!a.txt"]
    old = bytearray(make_tar({"a.txt": T}, tarfile.USTAR_FORMAT))
    old[257:345] = bytes(88)
    old[148:156] = b"%06o\x00 " % (sum(old[:148]) + 8 * 32 + sum(old[156:512]))
    assert sources(read(tmp_path / "old", bytes(old))[0]) == ["old!a.txt"]


def test_a_damaged_tar_is_told(tmp_path: Path) -> None:
    whole = make_tar({"a.txt": T, "b.txt": T, "c.txt": T})
    second = whole.index(b"b.txt")
    for data, seen in (
        (whole[:second] + b"\xff" * 100 + whole[second + 100 :], "damaged: no header where a member should begin"),
        (whole[: second + 300], "it has no end mark: something may be missing"),
        (whole[:second], "it has no end mark: something may be missing"),
        (whole[: second + 520], "cannot be read (it ends in the middle of a member)"),
    ):
        articles, errors = read(tmp_path / "a.tar", data)
        assert sources(articles) == ["a.tar!a.txt"]
        assert errors[-1] == f"a.tar: {seen}"


def test_archives_in_archives(tmp_path: Path) -> None:
    inner = make_zip({"c.docx": make_docx(), "d.jsonl.gz": gzip.compress(ROW)})
    data = make_tar({"x/b.zip": inner, "e.tgz": gzip.compress(make_tar({"f.txt": T}))})
    articles, errors = read(tmp_path / "a.tar.zst", PACK[".zst"](data))
    names = ["x/b.zip!c.docx", "x/b.zip!d.jsonl.gz#1", "e.tgz!f.txt"]
    assert (sources(articles), errors) == ([f"a.tar.zst!{name}" for name in names], [])


def test_archives_in_archives_end_somewhere(tmp_path: Path) -> None:
    data = T
    for _ in range(DEPTH):
        data = gzip.compress(data)
    assert len(read(tmp_path / "a.txt.gz", data)[0]) == 1
    articles, (error,) = read(tmp_path / "a.txt.gz", gzip.compress(data))
    assert (articles, error) == ([], f"a.txt.gz: more than {DEPTH} archives, one in the other")


@pytest.mark.parametrize(
    ("name", "label", "seen"),
    [
        ("../../etc/x.txt", "../../etc/x.txt", "a name that leads out of the archive"),
        ("a\\..\\x.txt", "a\\..\\x.txt", "a name that leads out of the archive"),
        ("a\nb\x1b[2J.txt", "a\\x0ab\\x1b[2J.txt", "a name with control characters"),
        ("a\u202etxt.exe.txt", "a\\x202etxt.exe.txt", "a name with control characters"),
    ],
)
@pytest.mark.parametrize("pack", [make_zip, make_tar])
def test_names_that_play_tricks(tmp_path: Path, name: str, label: str, seen: str, pack: object) -> None:
    before = sorted(os.listdir(tmp_path.parent))
    articles, errors = read(tmp_path / "a", pack({name: T, "/abs/good.txt": T}))  # type: ignore[operator]
    assert (sources(articles), errors) == (["a!/abs/good.txt"], [f"a!{label}: {seen}"])
    assert (sorted(os.listdir(tmp_path.parent)), os.listdir(tmp_path)) == (before, ["a"])


def test_an_encrypted_member_is_refused_alone(tmp_path: Path) -> None:
    data = bytearray(make_zip({"a.txt": T, "b.txt": T}))
    for mark, flags in ((b"PK\x03\x04", 6), (b"PK\x01\x02", 8)):
        data[data.index(mark) + flags] |= 1
    articles, errors = read(tmp_path / "a.zip", bytes(data))
    assert (sources(articles), errors) == (["a.zip!b.txt"], ["a.zip!a.txt: encrypted"])


def test_a_damaged_member_is_refused_alone(tmp_path: Path) -> None:
    data = bytearray(make_zip({"a.txt": T, "b.txt": T}, zipfile.ZIP_STORED))
    data[data.index(T) + 3] ^= 1
    articles, errors = read(tmp_path / "a.zip", bytes(data))
    assert (sources(articles), errors) == (
        ["a.zip!b.txt"],
        ["a.zip!a.txt: cannot be read (Bad CRC-32 for file 'a.txt')"],
    )


def test_old_zips_write_utf8_and_do_not_say_so(tmp_path: Path) -> None:
    data = make_zip({"xã.txt": T}).replace(b"\x00\x08", b"\x00\x00", 1)
    name = "xã.txt".encode().decode("cp437")
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        info = zipfile.ZipInfo("x??.txt")
        archive.writestr(info, T)
    data = out.getvalue().replace(b"x??.txt", name.encode("cp437"))
    assert sources(read(tmp_path / "a.zip", data)[0]) == ["a.zip!xã.txt"]


def test_an_archive_without_texts_is_told(tmp_path: Path) -> None:
    for data in (make_zip({}), make_zip({"a.png": b"\x89PNG"}), make_tar({"__MACOSX/a.txt": T})):
        assert read(tmp_path / "a", data) == ([], ["a: an archive without texts"])


def test_a_bomb_takes_no_memory_and_the_rest_is_read(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    zeros = b"\x00" * (1 << 20)
    packer = zlib.compressobj(9, wbits=31)
    bomb = b"".join([*(packer.compress(zeros) for _ in range(100)), packer.flush()])
    path = tmp_path / "a.tar"
    path.write_bytes(make_tar({"a.jsonl.gz": bomb, "b.zip": make_zip({"c.txt": bytes(20 << 20)}), "d.txt": T}))
    tracemalloc.start()
    articles, errors = read(path, reading=Reading(max_bytes=1 << 20))
    _, most = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    assert sources(articles) == ["a.tar!d.txt"]
    assert [error.partition(" (")[0] for error in errors] == [
        "a.tar!a.jsonl.gz: unpacks to more than 500 times its size: a bomb",
        "a.tar!b.zip!c.txt: more than 1,048,576 bytes in one document",
    ]
    assert most < 8 << 20
    monkeypatch.setattr(unpacking, "FREE", 1 << 20)
    for name, start in (("a.csv", b"id,text\n"), ("a.jsonl", b""), ("a.txt", b"x")):
        _, errors = read(tmp_path / f"{name}.gz", gzip.compress(start + b"\n" * (1 << 21)))
        assert errors == [f"{name}.gz: unpacks to more than 500 times its size: a bomb"]
    monkeypatch.setattr(unpacking, "FREE_IN_ALL", 1 << 20)  # a file of many small bombs
    data = make_zip({f"{n}.txt": bytes(n) + b" " * 999_999 for n in range(50)})
    articles, errors = read(tmp_path / "b.zip", data, Reading(max_bytes=1 << 21))
    assert errors[-1] == "b.zip: unpacks to more than 500 times its size: a bomb"
    assert len(errors) < 50


def test_what_packs_well_is_no_bomb(tmp_path: Path) -> None:
    texts = ["".join(f"{TEXT[:60]} {7919 * n * k % 10007} " for k in range(2_000)) for n in range(300)]
    rows = b"".join(json.dumps({"text": text}).encode() + b"\n" for text in texts)
    assert len(rows) > unpacking.FREE
    articles, errors = read(tmp_path / "a.jsonl.zst", PACK[".zst"](rows))
    assert ([article.text for article in articles], errors) == (texts, [])


def test_a_crawl(tmp_path: Path) -> None:
    packed = gzip.compress(T)
    chunks = b"".join(b"%x\r\n%s\r\n" % (len(part), part) for part in (T[:50], T[50:])) + b"0\r\n\r\n"
    records = [
        make_record("warcinfo", "application/warc-fields", b"software: x"),
        make_answer(T),
        make_answer(packed, Content_Encoding="gzip"),
        make_answer(T, Content_Encoding="gzip"),  # unpacked by the crawler
        make_answer(chunks, Transfer_Encoding="chunked"),
        make_answer(b"moved", status="301 Moved"),
        make_answer(b"\x89PNG", media="image/png"),
        make_answer(b"<html><body>x</body></html>", media="text/html"),
        make_record("conversion", "text/plain", T, WARC_Target_URI="https://bao.example/2", WARC_Truncated="length"),
        make_record("request", "application/http", b"GET / HTTP/1.1\r\n\r\n"),
    ]
    reading = Reading()
    articles, errors = read(tmp_path / "a.warc.gz", b"".join(map(gzip.compress, records)), reading)
    pages = [article for article in articles if article.text == "x"]
    articles = [article for article in articles if article.text != "x"]
    assert [(page.source, page.url) for page in pages] == [("a.warc.gz!https://bao.example/1", "https://bao.example/1")]
    assert sources(articles) == ["a.warc.gz!https://bao.example/1"] * 4 + ["a.warc.gz!https://bao.example/2"]
    assert {article.text for article in articles} == {TEXT}
    assert articles[0].record_id == "urn:uuid:1"
    assert articles[-1].warnings == ("cut when it was crawled (length)",)
    assert errors == []
    assert reading.left_out.total() == 1


def test_a_crawl_tells_the_charset(tmp_path: Path) -> None:
    record = make_answer("Sông Lô dài.".encode("utf-16-le"), media="text/plain; charset=UTF-16LE")
    ((article,), errors) = read(tmp_path / "a.warc", record)
    assert (article.text, errors) == ("Sông Lô dài.", [])


def test_a_damaged_crawl_is_told(tmp_path: Path) -> None:
    good = make_answer(T)
    for bad, seen in (
        (b"nonsense\r\n" + good, "damaged: no record where one should begin"),
        (good.replace(b"Content-Length", b"Content-Lengthy"), "damaged: a record without its length"),
        (b"WARC/1.0\r\nA: b\r\n", "damaged: headers without an end"),
        (good[:-20], "cannot be read (it ends in the middle of a member)"),
    ):
        articles, errors = read(tmp_path / "a.warc", good + bad)
        assert sources(articles) == ["a.warc!https://bao.example/1"]
        assert errors[-1] == f"a.warc: {seen}"


def test_members_are_streamed(tmp_path: Path) -> None:
    path = tmp_path / "a.tar"
    path.write_bytes(make_tar({f"{n}.jsonl": ROW + b"\n" for n in range(3)})[: 512 * 3])
    errors: list[InputError] = []
    articles = read_sources([str(path)], errors.append)
    assert next(articles).source == f"{path}!0.jsonl#1"
    assert errors == []
    assert list(articles) == []
    assert [error.where for error in errors] == [f"{path}!1.jsonl", str(path)]


def test_many_members_take_no_memory(tmp_path: Path) -> None:
    path, one = tmp_path / "a.tar.gz", make_tar({"a.txt": b"x"})[:1024]
    with gzip.open(path, "wb", 1) as out:
        for _ in range(5_000):
            out.write(one)
        out.write(bytes(1024))
    tracemalloc.start()
    count = sum(1 for _ in read_sources([str(path)], pytest.fail))
    _, most = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    assert count == 5_000
    assert most < 4 << 20


def test_random_bytes_behind_every_magic(tmp_path: Path) -> None:
    chance = random.Random(5)
    for name, data in SAMPLES.items():
        for size in (1, 50, 5_000):
            articles, errors = read(tmp_path / name, data[:10] + chance.randbytes(size))
            assert articles or errors, name
