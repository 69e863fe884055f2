"""The Python API and the contract's schema."""

from __future__ import annotations

import json
import pickle
import subprocess
import sys
from pathlib import Path

import pytest
from jsonschema import Draft202012Validator

from extractor import Extractor
from extractor.errors import DataError, UsageError
from extractor.facts.cascade import read_rules
from extractor.facts.grammar import load_grammar
from extractor.facts.trace import trace_rule
from extractor.schema import json_schema, to_record
from extractor.text import make_article, segment

SAMPLE = Path(__file__).parents[1] / "samples" / "huong-tra.txt"


def test_real_output_fits_the_schema() -> None:
    record = to_record(Extractor().extract(SAMPLE.read_text(encoding="utf-8")))
    schema = json_schema()
    Draft202012Validator.check_schema(schema)
    Draft202012Validator(schema).validate(record)
    assert sorted(record) == sorted(schema["properties"])


def test_schema_command_prints_the_schema() -> None:
    done = subprocess.run([sys.executable, "-m", "extractor.cli", "schema"], capture_output=True, check=True)
    assert json.loads(done.stdout) == json_schema()


def test_documents_pickle_and_pipe_keeps_order() -> None:
    first, second = Extractor().pipe(["Xã có 5 hộ nghèo.", "Xã có 7 hộ nghèo."], published="2021-05-01")
    assert pickle.loads(pickle.dumps(first)) == first
    assert [d.facts[0].amount.value for d in (first, second) if d.facts[0].amount] == [5, 7]
    assert first.article.published == "2021-05-01"


def test_why_not_tells_where_a_rule_stops() -> None:
    doc = segment(make_article("Xã đạt 16/18 rồi.", source="x", page=False))
    assert trace_rule(doc, "change-against", grammar=load_grammar()) == []
    doc = segment(make_article("Sản lượng tăng 5% trong năm.", source="x", page=False))
    assert any("then stops at “trong”" in line for line in trace_rule(doc, "change-against", grammar=load_grammar()))
    with pytest.raises(UsageError, match="no rule 'nothing'"):
        trace_rule(doc, "nothing", grammar=load_grammar())


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("rule a\n  when {x\n", "has no 'make'"),
        ("rule a\n  when ({x}\n  make y\n  yes z => 1\n", "never closed"),
        ("rule a\n  whne {x}\n", "unknown line"),
        ("rule a\n  when {x}\n  make y\n", "no example"),
    ],
)
def test_broken_rule_file_names_file_and_line(tmp_path: Path, text: str, words: str) -> None:
    path = tmp_path / "a.rules"
    path.write_text(text, encoding="utf-8")
    with pytest.raises(DataError, match=words) as raised:
        read_rules(path)
    assert raised.value.where.startswith("a.rules:")
