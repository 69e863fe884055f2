"""The model of names: its labels are the best ones, its probabilities are right, and a model of one's own learns."""

from __future__ import annotations

import itertools
import json
import sys
from dataclasses import replace
from pathlib import Path
from shutil import copyfile

import numpy as np
import pytest
import spacy
from typer.testing import CliRunner

from extractor import Extractor
from extractor.cli import app
from extractor.encoder import read_arrays
from extractor.entities.gazetteer import read_gazetteer
from extractor.entities.memory import agree_names
from extractor.entities.nested import Mention
from extractor.entities.tagger import LABELS, Tagger, _best_labels, _join, _probabilities, barred_moves, open_tagger
from extractor.errors import DataError
from extractor.model import Label
from extractor.text import make_article, segment
from extractor.training.figures import measure
from extractor.training.lines import Line, hash_line, label_syllables, read_lines
from extractor.training.names import Settings, read_in, train

ROOT = Path(__file__).parents[1]
sys.path[:0] = [str(ROOT / "models"), str(ROOT / "benchmarks")]
from silver import Ensemble, label_lines  # noqa: E402

LIMA: tuple[tuple[int, Label, float], ...] = ((0, "PERSON", 0.9), (10, "PERSON", 0.9), (21, "LOC", 0.6))


def tag(text: str, tagger: Tagger | None = None) -> list[tuple[str, str]]:
    doc = segment(make_article(text, source="x", page=False))
    tagged = (tagger or open_tagger()).tag(doc.sentences, read_gazetteer())
    return [(doc.text[start:end], label) for names in tagged for start, end, label, _ in names]


def test_names_of_every_label() -> None:
    text = (
        "Theo Chủ tịch UBND thị xã Hương Trà Hà Văn Tuấn, Nghị quyết số 54-NQ/TW và SEA Games 31 "
        "được bàn ở thành phố Huế."
    )
    assert tag(text) == [
        ("Chủ tịch", "POSITION"),
        ("UBND thị xã Hương Trà", "ORG"),
        ("Hà Văn Tuấn", "PERSON"),
        ("Nghị quyết số 54-NQ/TW", "LAW"),
        ("SEA Games 31", "EVENT"),
        ("thành phố Huế", "LOC"),
    ]


def test_an_article_longer_than_a_stretch_is_read_alike_all_over() -> None:
    line = "Ông Lê Văn An là Bí thư Huyện ủy Ba Vì."
    found = tag("\n".join([line] * 900))
    assert len(found) == 900 * 3
    assert set(found) == {("Lê Văn An", "PERSON"), ("Bí thư", "POSITION"), ("Huyện ủy Ba Vì", "ORG")}


def test_no_text_no_names() -> None:
    assert tag("") == tag("...") == []


def test_best_labels_and_probabilities_are_those_of_all_sequences() -> None:
    draw = np.random.default_rng(1)
    sizes = np.array([4, 2])
    scores = draw.standard_normal((4, 2, len(LABELS))).astype(np.float32) * 3
    barred, first = barred_moves()
    moves = barred + draw.standard_normal(barred.shape).astype(np.float32)
    labels, chances = _best_labels(scores, sizes, moves, first), _probabilities(scores, sizes, moves, first)
    for row, size in enumerate(sizes):
        weights = {}
        for path in itertools.product(range(len(LABELS)), repeat=int(size)):
            total = first[path[0]] + sum(scores[at, row, label] for at, label in enumerate(path))
            weights[path] = float(total + sum(moves[one, two] for one, two in itertools.pairwise(path)))
        assert tuple(labels[:size, row]) == max(weights, key=weights.__getitem__)
        most = max(weights.values())
        whole = sum(np.exp(w - most) for w in weights.values())
        for at, label in itertools.product(range(int(size)), range(len(LABELS))):
            share = sum(np.exp(w - most) for path, w in weights.items() if path[at] == label) / whole
            assert chances[at, row, label] == pytest.approx(share, abs=1e-4)


def test_labels_are_joined_to_names() -> None:
    numbers = [LABELS.index(label) for label in ("B-LOC", "I-LOC", "B-LOC", "O", "B-ORG", "I-ORG", "I-ORG")]
    assert list(_join(np.array(numbers))) == [(0, 2, "LOC"), (2, 3, "LOC"), (4, 7, "ORG")]


def write_annotation(folder: Path, name: str = "own.jsonl") -> Path:
    """Sixty lines of our own about a made-up planet's towns, which the shipped model reads as people or not at all."""
    texts = [
        f"Ngày {n} tháng {n % 12 + 1}, tàu {verb} zorblax{n % 4} lúc sáng."
        for n in range(1, 31)
        for verb in ("rời", "đến")
    ]
    rows = []
    for number, text in enumerate(texts):
        start = text.index("zorblax")
        span = [start, start + len("zorblax") + 1, "LOC"]
        rows.append({"doc": "d1", "line": number, "sha1": hash_line(text), "entities": [span]})
    folder.mkdir(exist_ok=True)
    (folder / name).write_text("\n".join(map(json.dumps, rows)), encoding="utf-8")
    (folder / "test.jsonl").write_text("\n".join(map(json.dumps, rows[:5])), encoding="utf-8")
    corpus = folder.parent / "texts.jsonl"
    corpus.write_text(json.dumps({"id": "own/d1", "text": "\n".join(texts)}, ensure_ascii=False), encoding="utf-8")
    return corpus


def test_a_model_of_ones_own_learns_is_packaged_and_is_used(tmp_path: Path) -> None:
    texts = write_annotation(tmp_path / "names")
    base = ROOT / "models" / "names"
    arguments = ["train", "--annotations", str(tmp_path / "names"), "--texts", str(texts), "-o", str(tmp_path / "own")]
    done = CliRunner().invoke(app, [*arguments, "--base", str(base), "--epochs", "15", "--rate", "0.002"])
    assert done.exit_code == 0, done.output
    sentence = "Sáng nay, tàu rời zorblax2 lúc sáng."
    assert ("zorblax2", "LOC") not in tag(sentence)
    model = tmp_path / "own"
    assert ("zorblax2", "LOC") in tag(sentence, open_tagger(model))
    found = Extractor(model=model).extract(sentence).entities
    assert ("zorblax2", "LOC") in [(e.text, e.label) for e in found]
    assert ("zorblax2", "LOC") in [(e.text, e.label_) for e in spacy.load(model)(sentence).ents]
    assert str(tmp_path) not in (model / "config.cfg").read_text(encoding="utf-8")
    about = json.loads((model / "training.json").read_text(encoding="utf-8"))
    assert (about["lines"], about["articles"], about["figures"]["all"][3]) == (60, 1, 5)


def test_lines_that_models_have_labelled_teach_too(tmp_path: Path) -> None:
    texts = write_annotation(tmp_path / "silver")
    own = tmp_path / "names"
    own.mkdir()
    (own / "own.jsonl").write_text(
        json.dumps({"doc": "d2", "line": 0, "sha1": hash_line("Ông An nói."), "entities": [[4, 6, "PERSON"]]}),
        encoding="utf-8",
    )
    with texts.open("a", encoding="utf-8") as corpus:
        corpus.write("\n" + json.dumps({"id": "own/d2", "text": "Ông An nói."}, ensure_ascii=False))
    arguments = ["train", "--annotations", str(own), "--texts", str(texts), "-o", str(tmp_path / "own")]
    arguments += ["--silver", str(tmp_path / "silver"), "--base", str(ROOT / "models" / "names")]
    done = CliRunner().invoke(app, [*arguments, "--epochs", "15", "--rate", "0.002"])
    assert done.exit_code == 0, done.output
    assert ("zorblax2", "LOC") in tag("Sáng nay, tàu rời zorblax2 lúc sáng.", open_tagger(tmp_path / "own"))
    about = json.loads((tmp_path / "own" / "training.json").read_text(encoding="utf-8"))
    assert (about["lines"], about["silver"]) == (1, 60)


def test_each_epoch_reads_other_silver_lines_beside_all_of_gold() -> None:
    gold, silver = [("gold",)], [(n,) for n in range(5)]
    read = [read_in(epoch, gold, silver, 2) for epoch in range(3)]
    assert read == [[("gold",), (0,), (1,)], [("gold",), (2,), (3,)], [("gold",), (4,), (0,)]]
    assert read_in(7, gold, [], 2) == gold


def test_models_together_label_lines_as_their_mean_does() -> None:
    model = ROOT / "models" / "names"
    lines = [(0, "Ông Hà Văn Tuấn sống ở thị xã Hương Trà."), (3, "Trời mưa."), (4, "Chị Nguyễn Thị Hoa đến Hà Nội.")]
    found = {number: [span[:3] for span in names] for number, _, names in label_lines(lines, Ensemble([model, model]))}
    assert found == {0: [(4, 15, "PERSON"), (23, 39, "LOC")], 4: [(4, 18, "PERSON"), (23, 29, "LOC")]}


def test_a_stopped_run_goes_on_to_the_same_weights(tmp_path: Path) -> None:
    texts = write_annotation(tmp_path / "names")
    lines, _ = read_lines([tmp_path / "names"], [texts])
    weights, words = read_arrays(ROOT / "models" / "encoder.npz")
    whole = train(lines, weights, words, Settings(epochs=3))

    def stop(epoch: int, loss: float) -> None:
        if epoch == 2:
            raise KeyboardInterrupt

    state = tmp_path / "state.npz"
    with pytest.raises(KeyboardInterrupt):
        train(lines, weights, words, Settings(epochs=3), state=state, on_epoch=stop)
    epochs: list[int] = []
    again = train(
        lines, weights, words, Settings(epochs=3), state=state, on_epoch=lambda epoch, loss: epochs.append(epoch)
    )
    assert epochs == [2, 3]
    assert all(np.array_equal(whole[name], again[name]) for name in whole)
    train(lines, weights, words, Settings(epochs=1, seed=5), state=state, on_epoch=lambda n, loss: epochs.append(n))
    assert epochs == [2, 3, 1]  # another run begins anew


def test_rows_of_another_text_are_left_out_and_broken_ones_named(tmp_path: Path) -> None:
    texts = write_annotation(tmp_path / "names")
    assert len(read_lines([tmp_path / "names"], [texts])[0]) == 60
    texts.write_text(texts.read_text(encoding="utf-8").replace("tháng 2,", "tháng Hai,"), encoding="utf-8")
    assert 0 < len(read_lines([tmp_path / "names"], [texts])[0]) < 60
    (tmp_path / "names" / "own.jsonl").write_text('{"doc": "d1"}\n', encoding="utf-8")
    with pytest.raises(DataError, match="own.jsonl:1: no 'sha1'"):
        read_lines([tmp_path / "names"], [texts])
    with pytest.raises(DataError, match="no such folder"):
        read_lines([tmp_path / "nowhere"], [texts])


def test_a_span_that_cuts_a_syllable_is_not_learned() -> None:
    assert label_syllables(Line("d", "Ông An nói.", ((4, 6, "PERSON"),))) == ["O", "B-PERSON", "O", "O"]
    assert label_syllables(Line("d", "Ông An nói.", ((4, 5, "PERSON"),))) is None


def test_figures_count_exact_spans() -> None:
    lines = [Line("d", "x" * 30, ((0, 2, "LOC"), (4, 8, "ORG"), (10, 12, "LAW")))]
    figures = measure(lines, lambda text: {(0, 2, "LOC"), (5, 8, "ORG"), (20, 22, "PERSON")})
    assert figures["LOC"] == (1.0, 1.0, 1.0, 1)
    assert figures["main"] == (1 / 3, 1 / 2, 2 / 5, 2)
    assert figures["found"][1] == 1.0


def test_the_component_of_the_shipped_model_can_be_saved_and_loaded(tmp_path: Path) -> None:
    nlp = spacy.blank("xx")
    nlp.add_pipe("vnfacts_names")
    nlp.to_disk(tmp_path / "saved")
    doc = spacy.load(tmp_path / "saved")("Ông Hà Văn Tuấn ở thị xã Hương Trà.")
    assert [(e.text, e.label_) for e in doc.ents] == [("Hà Văn Tuấn", "PERSON"), ("thị xã Hương Trà", "LOC")]


def test_weights_of_something_else_are_refused_by_name(tmp_path: Path) -> None:
    copyfile(ROOT / "models" / "encoder.npz", tmp_path / "names.npz")
    with pytest.raises(DataError, match="no model of names"):
        open_tagger(tmp_path)


def test_a_folder_without_a_model_is_refused_by_name(tmp_path: Path) -> None:
    done = CliRunner().invoke(app, ["extract", "--model", str(tmp_path), str(ROOT / "samples" / "huong-tra.txt")])
    assert isinstance(done.exception, DataError)
    assert "vnfacts train" in str(done.exception)


def test_what_the_model_is_not_sure_of_is_called_what_it_is_called_elsewhere() -> None:
    text = "Lima nói. Lima cười. Lima xa lắm."
    told = [[Mention(at, at + 4, label, "model", "model", score)] for at, label, score in LIMA]
    assert [m.label for mentions in agree_names(told, text) for m in mentions] == ["PERSON", "PERSON", "PERSON"]
    sure = [*told[:2], [replace(told[2][0], score=0.99)]]
    assert [m.label for mentions in agree_names(sure, text) for m in mentions] == ["PERSON", "PERSON", "LOC"]
