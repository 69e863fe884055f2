"""The real CLI on real files: outputs, exit codes, error texts."""

from __future__ import annotations

import csv
import gzip
import io
import json
import lzma
import subprocess
import sys
from pathlib import Path

import pytest

SAMPLE = Path(__file__).parents[1] / "samples" / "huong-tra.txt"
TEXT = "Sản lượng lúa năm 2019 đạt khoảng 5.200 tấn, tăng 3,5% so với năm 2018."


def run(*args: str | Path, stdin: bytes = b"") -> subprocess.CompletedProcess[bytes]:
    command = [sys.executable, "-m", "extractor.cli", *map(str, args)]
    return subprocess.run(command, input=stdin, capture_output=True, check=False)


def facts(done: subprocess.CompletedProcess[bytes]) -> list[dict[str, object]]:
    return [fact for line in done.stdout.splitlines() for fact in json.loads(line)["facts"]]


def test_sample_says_what_a_reader_sees() -> None:
    done = run("extract", SAMPLE)
    assert (done.returncode, done.stderr) == (0, b"")
    record = json.loads(done.stdout)
    assert record["title"] == "Tạo chuyển biến ngay từ đầu nhiệm kỳ"
    assert record["published"] == "2021-01-29T07:00:00+07:00"
    assert record["authors"] == ["Minh Liên"]
    values = [(f["value"], f["total"], f["unit"], f["status"]) for f in record["facts"]]
    assert (8_020_000_000_000, None, "VND", "estimate") in values
    assert (16, 18) in [v[:2] for v in values]
    assert (6, 15) in [v[:2] for v in values]
    assert not {54, 2024, 7, 19} & {v[0] for v in values}
    for kind in ("facts", "roles", "entities", "statements", "citations"):
        for found in record[kind]:
            assert record["text"][found["start"] : found["end"]] == found["text"]


def test_stdin_and_pipe_give_jsonl() -> None:
    done = run("extract", "-", stdin=TEXT.encode())
    (fact,) = facts(done)
    assert (fact["value"], fact["unit"], fact["bound"]) == (5200, "tấn", "about")
    comparison = fact["comparisons"][0]  # type: ignore[index]
    assert (comparison["relation"], comparison["value"], comparison["base"]) == ("increase", 3.5, "năm 2018")


@pytest.mark.parametrize(("suffix", "pack"), [("", bytes), (".gz", gzip.compress), (".xz", lzma.compress)])
def test_broken_lines_are_named_and_the_rest_is_read(tmp_path: Path, suffix: str, pack: object) -> None:
    rows = json.dumps({"id": 7, "text": TEXT}) + "\n{broken\n" + json.dumps({"title": "không"}) + "\n"
    path = tmp_path / f"a.jsonl{suffix}"
    path.write_bytes(pack(rows.encode()))  # type: ignore[operator]
    done = run("extract", path)
    assert done.returncode == 1
    record = json.loads(done.stdout)
    assert (record["record_id"], record["source"]) == ("7", f"{path}#1")
    *told, summary = done.stderr.decode().splitlines()
    assert [line.split(": ")[1] for line in told] == [f"{path}#2", f"{path}#3"]
    assert summary == "vnfacts: 1 articles read, 2 refused"


@pytest.mark.parametrize(
    ("args", "code", "words"),
    [
        (["extract", "no-such-file.txt"], 1, "no such file"),
        (["extract", "--date", "31/02/2021", str(SAMPLE)], 2, "is no date"),
        (["extract", "--format", "xml", str(SAMPLE)], 2, "unknown format"),
        (["extract", "--only", "fact", str(SAMPLE)], 2, "unknown list"),
        (["extract", "--only", "", str(SAMPLE)], 2, "unknown list"),
        (["extract", "-o", "no-such-folder/x.csv", str(SAMPLE)], 2, "cannot be written"),
        (["explain", "--why-not", "nothing", str(SAMPLE)], 2, "no rule 'nothing'"),
        (["extract", "--bogus", str(SAMPLE)], 2, "No such option"),
        (["extract"], 2, "Missing argument"),
        (["nothing"], 2, "No such command"),
    ],
)
def test_errors_are_one_clear_line(args: list[str], code: int, words: str) -> None:
    done = run(*args)
    assert done.returncode == code
    line, *summary = done.stderr.decode().splitlines()
    assert summary == ["vnfacts: 0 articles read, 1 refused"] * (code == 1)
    assert line.startswith("vnfacts: ")
    assert words in line


def test_folder_without_texts_and_bytes_that_are_no_text(tmp_path: Path) -> None:
    (tmp_path / "empty").mkdir()
    (tmp_path / "bad.txt").write_bytes(b"\x7fELF\x00\x00\x01\x00\x00\xfe\xed")
    (tmp_path / "good.txt").write_text(TEXT, encoding="utf-8")
    done = run("extract", tmp_path / "empty", tmp_path / "bad.txt", tmp_path / "good.txt")
    assert done.returncode == 1
    assert len(done.stderr.splitlines()) == 3
    assert len(facts(done)) == 1


def test_csv_has_a_bom_and_one_row_a_fact(tmp_path: Path) -> None:
    out = tmp_path / "facts.csv"
    assert run("extract", SAMPLE, "--format", "csv", "-o", out).returncode == 0
    raw = out.read_bytes()
    assert raw.startswith(b"\xef\xbb\xbf")
    rows = list(csv.DictReader(io.StringIO(raw.decode("utf-8-sig"))))
    assert "8020000000000" in [row["value"] for row in rows]
    assert "'+3.2%@2019" in [row["comparisons"] for row in rows]


def test_explain_names_the_rule_and_its_line() -> None:
    done = run("explain", SAMPLE, "--fact", "f2")
    text = done.stdout.decode()
    assert "attainment (amounts.rules:" in text
    assert "counted noun" in text


@pytest.mark.parametrize("args", [[], ["--help"], ["extract", "--help"]])
def test_help_is_no_error(args: list[str]) -> None:
    done = run(*args)
    assert (done.returncode, done.stderr) == (0 if args else 2, b"")
    assert b"Usage" in done.stdout


def test_version() -> None:
    done = run("--version")
    assert done.returncode == 0
    assert done.stdout.startswith(b"vnfacts ")


def test_only_keeps_what_is_asked_and_what_is_always_there() -> None:
    record = json.loads(run("extract", "-", "--only", "facts, roles", stdin=TEXT.encode()).stdout)
    assert set(record) == {"id", "source", "record_id", "title", "published", "text", "facts", "roles"}


@pytest.mark.parametrize("date", ["2020-03-05", "05/03/2020", "5/3/2020"])
def test_date_stands_in_for_the_publishing_date(date: str) -> None:
    assert json.loads(run("extract", "-", "--date", date, stdin=TEXT.encode()).stdout)["published"] == "2020-03-05"


def test_output_is_whole_or_absent(tmp_path: Path) -> None:
    (tmp_path / "folder").mkdir()
    assert run("extract", SAMPLE, "-o", tmp_path / "folder").returncode == 2
    out = tmp_path / "out.jsonl"
    assert run("extract", SAMPLE, "no-such-file.txt", "-o", out).returncode == 1
    assert json.loads(out.read_bytes())["source"] == str(SAMPLE)
    assert sorted(p.name for p in tmp_path.iterdir()) == ["folder", "out.jsonl"]


def test_lone_surrogates_break_no_format() -> None:
    row = json.dumps({"text": TEXT, "title": "lạ \ud800"}).encode()
    for name in ("table", "csv", "jsonl"):
        done = run("extract", "-", "--format", name, stdin=row)
        assert (done.returncode, done.stderr) == (0, b"")


def test_explain_refuses_an_unknown_fact() -> None:
    done = run("explain", SAMPLE, "--fact", "f999")
    assert done.returncode == 2
    assert "no fact 'f999'" in done.stderr.decode()


def test_a_date_that_is_none_is_left_out_with_a_warning() -> None:
    rows = [{"text": TEXT, "date": date} for date in ("ngày mai", "29/01/2021", "2021-01-29T07:00:00+07:00")]
    done = run("extract", "-", stdin="\n".join(json.dumps(row) for row in rows).encode())
    records = [json.loads(line) for line in done.stdout.splitlines()]
    assert [r["published"] for r in records] == [None, "2021-01-29", "2021-01-29T07:00:00+07:00"]
    assert [len(r["warnings"]) for r in records] == [1, 0, 0]


OWN_RULE = """rule  per-hectare
  when  {num} {measure:unit} mỗi héc_ta
  make  amount
  yes   58 tạ mỗi héc ta  => 58 tạ
  no    58 tạ
"""


def test_users_own_rules_and_words(tmp_path: Path) -> None:
    (tmp_path / "rules").mkdir()
    (tmp_path / "words").mkdir()
    (tmp_path / "rules" / "amounts.rules").write_text(OWN_RULE, encoding="utf-8")
    (tmp_path / "words" / "units.tsv").write_text(
        "words\ttype\tvalue\texample\ncông đất\tmeasure\tcông đất\tđạt 5 công đất\n", encoding="utf-8"
    )
    own = ("--rules", tmp_path / "rules", "--lexicon", tmp_path / "words")
    done = run("rules", "test", *own)
    assert (done.returncode, done.stdout.decode().strip().endswith("0 fail")) == (0, True)
    assert b"per-hectare" in run("rules", "show", "per-hectare", *own).stdout
    (fact,) = facts(run("extract", "-", *own, stdin="Gia đình ông có 5 công đất.".encode()))
    assert (fact["value"], fact["unit"]) == (5, "công đất")


@pytest.mark.parametrize(
    ("name", "text", "seen"),
    [
        ("amounts.rules", "rule a\n  when {num} (x\n  make amount\n  yes 5 x => 5 x\n", "amounts.rules:1"),
        ("other.rules", OWN_RULE, "rules of no stratum"),
        ("amounts.rules", OWN_RULE.replace("=> 58 tạ", "=> 59 tạ"), "not 59 tạ"),
        ("amounts.rules", OWN_RULE.replace("  no    58 tạ\n", ""), None),
    ],
)
def test_broken_own_rules_are_named(tmp_path: Path, name: str, text: str, seen: str | None) -> None:
    (tmp_path / name).write_text(text, encoding="utf-8")
    command = "test" if seen and seen.startswith("not") else "lint"
    done = run("rules", command, "--rules", tmp_path)
    assert done.returncode == 2
    assert b"Traceback" not in done.stderr
    assert (seen or "has no line 'no'").encode() in done.stdout + done.stderr


def test_own_folder_that_is_missing() -> None:
    done = run("extract", SAMPLE, "--rules", "/no/such/folder")
    assert (done.returncode, b"no such folder" in done.stderr) == (2, True)


def test_min_confidence_leaves_out_what_is_less_sure() -> None:
    every = facts(run("extract", SAMPLE))
    sure = facts(run("extract", SAMPLE, "--min-confidence", "0.99"))
    assert 0 < len(sure) < len(every)
    assert all(fact["confidence"] >= 0.99 for fact in sure)  # type: ignore[operator]
    assert run("extract", SAMPLE, "--min-confidence", "2").returncode == 2


def test_check_names_what_disagrees() -> None:
    text = "Năm 2020, thu ngân sách đạt 5 tỷ đồng. Như vậy, thu ngân sách năm 2020 đạt 6 tỷ đồng."
    done = run("check", "-", stdin=text.encode())
    cells = done.stdout.decode().strip().split("\t")
    assert (done.returncode, cells[1], cells[2], len(cells)) == (1, "repeat", "disagrees", 6)
    start, _, rest = cells[4].partition(":")
    end, _, words = rest.partition(" ")
    assert text[int(start) : int(end)] == words
    assert run("check", "-", stdin=text.replace("6 tỷ", "5 tỷ").encode()).returncode == 0


def test_one_article_that_breaks_the_analysis_is_refused(tmp_path: Path) -> None:
    rows = [{"id": n, "text": TEXT} for n in range(3)]
    path = tmp_path / "a.jsonl"
    path.write_text("\n".join(json.dumps(row) for row in rows), encoding="utf-8")
    program = (
        "import extractor.pipeline as p; from extractor.cli import main; import sys; real = p.annotate\n"
        "def broken(article, **options):\n"
        "    if article.record_id == '1': raise IndexError('x')\n"
        "    return real(article, **options)\n"
        f"p.annotate = broken; sys.argv = ['vnfacts', 'extract', {str(path)!r}]; main()"
    )
    done = subprocess.run([sys.executable, "-c", program], capture_output=True, check=False)
    assert done.returncode == 1
    assert [json.loads(line)["record_id"] for line in done.stdout.splitlines()] == ["0", "2"]
    assert b"a.jsonl#2: the analysis failed (IndexError: x)" in done.stderr
