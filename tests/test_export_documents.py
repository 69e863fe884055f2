"""Formats of documents, read back by the program that people would use, equal in what they carry to the records."""

from __future__ import annotations

import csv
import json
import re
from collections.abc import Iterator, Sequence
from datetime import datetime
from html.parser import HTMLParser
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from test_exports import RECORDS, TEXTS, WORDS, hostile, read_texts, write

from extractor.sinks import load_writer, write_output
from extractor.sinks.characters import FORBIDDEN, to_plain
from extractor.sinks.label_studio import CONFIG
from extractor.sinks.notation import format_fact, format_role
from extractor.sinks.writer import Record, Request


def find_outermost(record: Record) -> list[Record]:
    """The mentions that lie in no longer one and cross none, found the slow way."""
    kept: list[Record] = []
    for mention in sorted(record["entities"], key=lambda e: (e["start"] - e["end"], e["start"])):
        if all(mention["end"] <= other["start"] or other["end"] <= mention["start"] for other in kept):
            kept.append(mention)
    return sorted(kept, key=lambda e: e["start"])


def read_conll(text: str) -> Iterator[tuple[str, list[list[tuple[str, int, int, str]]]]]:
    """(comment, sentences of (token, start, end, tag)) an article."""
    for part in re.split(r"(?m)^(?=# doc )", text)[1:]:
        comment, begin, rest = part.split("\n", 2)
        assert begin == "-DOCSTART- -X- O O"
        sentences = [s.split("\n") for s in rest.strip("\n").split("\n\n")] if rest.strip("\n") else []
        rows = [[line.split("\t") for line in lines] for lines in sentences]
        yield comment, [[(word, int(start), int(end), tag) for word, start, end, tag in lines] for lines in rows]


def check_conll(record: Record, sentences: list[list[tuple[str, int, int, str]]]) -> None:
    mentions = find_outermost(record)
    tokens = [token for sentence in sentences for token in sentence]
    assert "".join(record["text"].split()) == "".join(record["text"][start:end] for _, start, end, _ in tokens)
    firsts = {sentence[0][1] for sentence in sentences}
    for word, start, end, tag in tokens:
        assert word == to_plain(record["text"][start:end])
        around = [m for m in mentions if m["start"] <= start and end <= m["end"]]
        begins = bool(around) and (start == around[0]["start"] or start in firsts)
        assert tag == (f"{'B' if begins else 'I'}-{around[0]['label']}" if around else "O")


def test_conll_reads_back() -> None:
    records = read_texts()
    told = list(read_conll(write("conll", records).decode("utf-8")))
    assert [comment for comment, _ in told] == [f"# doc {r['id']} {r['source']}" for r in records]
    for record, (_, sentences) in zip(records, told, strict=True):
        check_conll(record, sentences)
    assert len(told[0][1]) > 30


def test_conll_is_read_by_spacy() -> None:
    from spacy.training.converters import conll_ner_to_docs

    text = "".join(line for line in write("conll", read_texts()).decode("utf-8").splitlines(True) if line[:2] != "# ")
    docs = list(conll_ner_to_docs(text, no_print=True))
    assert len(docs) == len(read_texts())
    for doc, record in zip(docs, read_texts(), strict=True):
        told = [("".join(ent.text.split()), ent.label_) for ent in doc.ents]
        assert told == [("".join(m["text"].split()), m["label"]) for m in find_outermost(record)]


@hostile
@given(RECORDS)
def test_conll_holds_whatever_stands_in_a_text(record: Record) -> None:
    text = write("conll", [record]).decode("utf-8")
    ((_, sentences),) = read_conll(text)
    check_conll(record, sentences)


def read_brat(
    folder: Path, name: str
) -> tuple[str, dict[str, tuple[str, list[tuple[int, int]], str]], list[list[str]]]:
    """Text, T lines by id, and all other lines by their tabs; checked as brat's own parser checks them."""
    text = (folder / f"{name}.txt").read_bytes().decode("utf-8")
    lines = (folder / f"{name}.ann").read_bytes().decode("utf-8")
    assert len(lines.split("\n")) == len(lines.splitlines()) + 1  # no program sees more lines than we wrote
    bound, rest = {}, []
    for line in lines.splitlines():
        id, told, *words = line.split("\t")
        if id[0] != "T":
            rest.append([id, told, *words])
            continue
        label, _, offsets = told.partition(" ")
        pieces = [(int(a), int(b)) for a, b in (piece.split(" ") for piece in offsets.split(";"))]
        assert words == [" ".join(text[start:end] for start, end in pieces)]
        bound[id] = (label, pieces, words[0])
    assert len({id for id, *_ in rest if id != "*"}) == len([id for id, *_ in rest if id != "*"])
    return text, bound, rest


def check_brat(record: Record, folder: Path, name: str) -> None:
    text, bound, rest = read_brat(folder, name)
    assert len(text) == len(record["text"])
    odd = {(a, b) for a, b in zip(text, record["text"], strict=True) if a != b}
    spaces = "\t\r\x0b\x0c\x1c\x1d\x1e\x85\u2028\u2029"
    assert all((a == " " and b in spaces) or (a == "\ufffd" and FORBIDDEN.match(b)) for a, b in odd)
    items = [*record["entities"], *record["facts"], *record["roles"]]
    told = [(label, pieces[0][0], pieces[-1][1]) for label, pieces, _ in bound.values()]
    assert told == [(x.get("label", "FACT" if "indicator" in x else "ROLE"), x["start"], x["end"]) for x in items]
    ids = {e["id"]: f"T{n}" for n, e in enumerate(record["entities"], 1)}
    clusters = {frozenset(line[1].split(" ")[1:]) for line in rest if line[0] == "*"}
    groups = [
        frozenset(ids[e["id"]] for e in record["entities"] if e["cluster"] == c["cluster"]) for c in record["entities"]
    ]
    assert clusters == {group for group in groups if len(group) > 1}
    links = {line[1].split(" ")[1]: line[1].split(" ")[2] for line in rest if line[0][0] == "N"}
    assert links == {ids[e["id"]]: f"gazetteer:{e['link']['id']}" for e in record["entities"] if e["link"]}
    notes = {line[1].split(" ")[1]: line[2] for line in rest if line[0][0] == "#"}
    wanted = [*map(format_fact, record["facts"]), *map(format_role, record["roles"])]
    plain = [re.sub(r"[\t\n\r\x0b\x0c\x1c-\x1e\x85\u2028\u2029]", " ", note) for note in wanted]
    assert [notes[f"T{n}"] for n in range(len(ids) + 1, len(bound) + 1)] == [to_plain(note) for note in plain]


def test_brat_reads_back(tmp_path: Path) -> None:
    folder = tmp_path / "brat"
    write_output(load_writer("brat"), read_texts(), str(folder), Request())
    with (folder / "documents.tsv").open(encoding="utf-8", newline="") as index:
        listed = list(csv.DictReader(index, delimiter="\t", quoting=csv.QUOTE_NONE))
    assert [(row["id"], row["source"]) for row in listed] == [(r["id"], r["source"]) for r in read_texts()]
    assert [row["name"] for row in listed][1::3] == [read_texts()[1]["id"], read_texts()[1]["id"] + "-2"]
    for row, record in zip(listed, read_texts(), strict=True):
        check_brat(record, folder, row["name"])
    known = set((folder / "annotation.conf").read_text(encoding="utf-8").split())
    assert {e["label"] for record in read_texts() for e in record["entities"]} | {"FACT", "ROLE"} <= known


def test_brat_joins_person_office_and_body(tmp_path: Path) -> None:
    write_output(load_writer("brat"), [read_texts()[1]], str(tmp_path / "brat"), Request())
    _, bound, rest = read_brat(tmp_path / "brat", read_texts()[1]["id"])
    joined = [re.split(r" Arg\d:", line[1]) for line in rest if line[0][0] == "R"]
    told = [(kind, bound[one][2], bound[other][2]) for kind, one, other in joined]
    assert told == [("holds", "Nguyễn Văn Mận", "Giám đốc"), ("of", "Giám đốc", "Sở Y tế tỉnh Bắc Ninh")]


@hostile
@given(RECORDS, WORDS)
def test_brat_holds_whatever_stands_in_a_text(
    tmp_path_factory: pytest.TempPathFactory, record: Record, id: str
) -> None:
    folder = tmp_path_factory.mktemp("brat") / "x"
    write_output(load_writer("brat"), [{**record, "id": id}], str(folder), Request())
    (text,) = folder.glob("*.txt")
    assert re.fullmatch(r"[A-Za-z0-9_-]+", text.stem)
    check_brat(record, folder, text.stem)
    assert len(list(folder.parent.iterdir())) == 1


def check_doc(doc: Any, record: Record) -> None:
    assert doc.text == to_plain(record["text"])
    told = [(s.start_char, s.end_char, s.label_, s.id_, s.kb_id_) for s in doc.spans["vnfacts"]]
    links = [(e["link"] or {"id": ""})["id"] for e in record["entities"]]
    entities = zip(record["entities"], links, strict=True)
    assert told == [(e["start"], e["end"], e["label"], e["id"], link) for e, link in entities]
    assert [(s.start_char, s.end_char) for s in doc.ents] == [(e["start"], e["end"]) for e in find_outermost(record)]
    assert [(s.start_char, s.id_) for s in doc.spans["facts"]] == [(f["start"], f["id"]) for f in record["facts"]]
    rest = json.loads(doc.user_data["vnfacts"])
    assert rest | {"text": record["text"]} == record


def test_docbin_is_read_by_spacy(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    import spacy
    from spacy.training import Corpus

    monkeypatch.setattr("extractor.sinks.docbin.ARTICLES", 2)
    folder = tmp_path / "corpus"
    write_output(load_writer("docbin"), read_texts(), str(folder), Request())
    assert len(list(folder.glob("*.spacy"))) == 3
    docs = [example.reference for example in Corpus(folder)(spacy.blank("xx"))]
    docs.sort(key=lambda doc: [r["source"] for r in read_texts()].index(json.loads(doc.user_data["vnfacts"])["source"]))
    for doc, record in zip(docs, read_texts(), strict=True):
        check_doc(doc, record)
    first = [sentence.text.strip() for sentence in docs[1].sents]
    assert first == TEXTS[1].split("\n")


@hostile
@given(RECORDS)
def test_docbin_holds_whatever_stands_in_a_text(record: Record) -> None:
    from spacy.tokens import DocBin
    from spacy.vocab import Vocab

    from extractor.sinks.docbin import ATTRIBUTES, make_doc

    packed = DocBin(attrs=ATTRIBUTES, store_user_data=True)
    packed.add(make_doc(record, Vocab()))
    (doc,) = DocBin().from_bytes(packed.to_bytes()).get_docs(Vocab())
    check_doc(doc, record)


# label-studio-sdk weighs half a gigabyte (OpenCV and more), so its rules for predictions are told here; its own
# LabelInterface.validate_prediction and its CoNLL converter were run by hand: docs/exports.md.
TASK = {
    "type": "object",
    "required": ["data", "predictions"],
    "properties": {
        "data": {"type": "object", "required": ["text"], "properties": {"text": {"type": "string"}}},
        "predictions": {
            "type": "array",
            "items": {
                "type": "object",
                "required": ["model_version", "result"],
                "properties": {
                    "model_version": {"type": "string"},
                    "result": {
                        "items": {
                            "oneOf": [
                                {
                                    "required": ["id", "from_name", "to_name", "type", "value"],
                                    "properties": {
                                        "id": {"type": "string"},
                                        "from_name": {"const": "label"},
                                        "to_name": {"const": "text"},
                                        "type": {"const": "labels"},
                                        "score": {"type": "number", "minimum": 0, "maximum": 1},
                                        "value": {
                                            "required": ["start", "end", "text", "labels"],
                                            "properties": {
                                                "start": {"type": "integer"},
                                                "end": {"type": "integer"},
                                                "text": {"type": "string"},
                                                "labels": {
                                                    "items": {"enum": re.findall(r'Label value="(\w+)"', CONFIG)}
                                                },
                                            },
                                        },
                                    },
                                },
                                {
                                    "required": ["id", "from_name", "to_name", "type", "value"],
                                    "properties": {
                                        "from_name": {"const": "note"},
                                        "to_name": {"const": "text"},
                                        "type": {"const": "textarea"},
                                        "value": {
                                            "properties": {"text": {"type": "array", "items": {"type": "string"}}}
                                        },
                                    },
                                },
                                {
                                    "required": ["type", "from_id", "to_id", "direction", "labels"],
                                    "properties": {
                                        "type": {"const": "relation"},
                                        "direction": {"const": "right"},
                                        "labels": {"items": {"enum": re.findall(r'Relation value="(\w+)"', CONFIG)}},
                                    },
                                    "not": {"required": ["id"]},
                                },
                            ]
                        },
                    },
                },
            },
        },
    },
}


def check_task(task: dict[str, Any], record: Record) -> None:
    import jsonschema

    jsonschema.validate(task, TASK)
    text = task["data"]["text"]
    assert text == to_plain(record["text"]).replace("\r", " ")
    result = task["predictions"][0]["result"]
    regions = [r for r in result if r["type"] == "labels"]
    for region in regions:
        value = region["value"]
        assert value["text"] == text[value["start"] : value["end"]]
    told = [(r["id"], r["value"]["start"], r["value"]["end"], r["value"]["labels"]) for r in regions]
    entities = [(e["id"], e["start"], e["end"], [e["label"]]) for e in record["entities"]]
    facts = [(f["id"], f["start"], f["end"], ["FACT"]) for f in record["facts"]]
    roles = [(f"r{n}", r["start"], r["end"], ["ROLE"]) for n, r in enumerate(record["roles"], 1)]
    assert told == entities + facts + roles
    notes = [r["value"]["text"][0] for r in result if r["type"] == "textarea"]
    wanted = [*map(format_fact, record["facts"]), *map(format_role, record["roles"])]
    assert notes == [to_plain(note) for note in wanted]
    ids = {r["id"] for r in regions}
    assert all({r["from_id"], r["to_id"]} <= ids for r in result if r["type"] == "relation")


def test_label_studio_tasks_read_back(tmp_path: Path) -> None:
    import xml.etree.ElementTree as ElementTree

    write_output(load_writer("label-studio"), read_texts(), str(tmp_path / "tasks.json"), Request())
    tasks = json.loads((tmp_path / "tasks.json").read_bytes())
    for task, record in zip(tasks, read_texts(), strict=True):
        check_task(task, record)
        assert (task["data"]["document"], task["data"]["source"]) == (record["id"], record["source"])
    relations = [r["labels"] for t in tasks for r in t["predictions"][0]["result"] if r["type"] == "relation"]
    assert relations.count(["holds"]) >= 3
    config = ElementTree.parse(tmp_path / "tasks.labels.xml").getroot()
    assert {tag.get("name") for tag in config.iter()} - {None} == {"label", "text", "note"}
    assert sorted(p.name for p in tmp_path.iterdir()) == ["tasks.json", "tasks.labels.xml"]
    (tmp_path / "tasks.labels.xml").write_text("của tôi", encoding="utf-8")
    write_output(load_writer("label-studio"), [], str(tmp_path / "tasks.json"), Request())
    assert (tmp_path / "tasks.labels.xml").read_text(encoding="utf-8") == "của tôi"


@hostile
@given(RECORDS)
def test_label_studio_holds_whatever_stands_in_a_text(record: Record) -> None:
    (task,) = json.loads(write("label-studio", [record]))
    check_task(task, record)


def test_label_studio_of_nothing_is_an_empty_array() -> None:
    assert json.loads(write("label-studio", [])) == []


def test_ftm_is_valid_for_followthemoney() -> None:
    """The package drops what does not fit its schema; nothing of ours may be dropped or changed."""
    reason = "needs followthemoney (apt-get install -y libicu-dev pkg-config g++; pip install 'vnfacts[ftm]')"
    proxy = pytest.importorskip("followthemoney.proxy", reason=reason)
    entities = [json.loads(line) for line in write("ftm", read_texts()).splitlines()]
    ids = {entity["id"] for entity in entities}
    for entity in entities:
        told = proxy.EntityProxy.from_dict(entity, cleaned=False)
        told.schema.validate(entity)
        assert {k: sorted(v) for k, v in told.to_dict()["properties"].items()} == {
            k: sorted(v) for k, v in entity["properties"].items()
        }
        assert all(told.schema.get(name) is not None for name in entity["properties"])
        links = [v for prop, v in told.itervalues() if prop.type.name == "entity"]
        assert set(links) <= ids


def test_ftm_tells_who_holds_which_office() -> None:
    entities = {e["id"]: e for e in map(json.loads, write("ftm", read_texts()[:3]).splitlines())}
    told = set()
    for entity in entities.values():
        if entity["schema"] == "Occupancy":
            holder, post = (entities[entity["properties"][end][0]] for end in ("holder", "post"))
            body = entities[post["properties"]["organization"][0]]
            names = [x["properties"]["name"][0] for x in (holder, post, body)]
            told.add((*names, *entity["properties"]["status"]))
    wanted = {
        (r["person"], f"{r['position']} {r['organization']}", r["organization"], r["status"])
        for record in read_texts()[:3]
        for r in record["roles"]
    }
    assert told == wanted
    assert len(told) == 5


def test_ftm_joins_what_is_linked() -> None:
    """tỉnh Bắc Ninh of two articles is one entity, a person of two articles is two."""
    one, other = read_texts()[1], {**read_texts()[1], "id": "khác"}
    entities = [json.loads(line) for line in write("ftm", [one, other]).splitlines()]
    ids = {s: {e["id"] for e in entities if e["schema"] == s} for s in ("Address", "Person", "Article")}
    assert {schema: len(found) for schema, found in ids.items()} == {"Address": 1, "Person": 2, "Article": 2}


@hostile
@given(RECORDS)
def test_ftm_holds_whatever_stands_in_a_text(record: Record) -> None:
    entities = [json.loads(line) for line in write("ftm", [record]).splitlines()]
    values = [v for e in entities for vs in e["properties"].values() for v in vs]
    assert all(v == " ".join(v.split()) and not FORBIDDEN.search(v) for v in values)
    assert {e["schema"] for e in entities} >= {"Article", "Occupancy", "Position", "Note", "Person"}


NAMES = {"schema": "https://schema.org/", "vn": "urn:vnfacts:term:"}
NIF = "http://persistence.uni-leipzig.org/nlp2rdf/ontologies/nif-core#"


def read_graph(records: Sequence[Record]) -> Any:
    rdflib = pytest.importorskip("rdflib")
    graph = rdflib.Graph()
    graph.parse(data=write("rdf", records), format="nt")
    return graph


def test_rdf_is_read_by_rdflib() -> None:
    records = read_texts()[:4]
    graph = read_graph(records)
    query = f"""PREFIX s: <https://schema.org/> PREFIX v: <urn:vnfacts:term:> PREFIX n: <{NIF}>
    SELECT ?f ?i ?value ?low ?high ?unit ?start ?end ?words ?from ?to ?status ?bound ?total WHERE {{
      ?f a s:Observation ; s:variableMeasured ?i ; v:status ?status ; v:bound ?bound ;
         n:anchorOf ?words ; n:beginIndex ?from ; n:endIndex ?to .
      OPTIONAL {{ ?f s:value ?value }} OPTIONAL {{ ?f s:minValue ?low }} OPTIONAL {{ ?f s:maxValue ?high }}
      OPTIONAL {{ ?f s:unitText ?unit }}
      OPTIONAL {{ ?f v:start ?start }} OPTIONAL {{ ?f v:end ?end }} OPTIONAL {{ ?f v:total ?total }}
    }}"""
    told = {
        (str(f), str(i), *(x and x.toPython() for x in (value, low, high, unit)), *(x and str(x) for x in (start, end)))
        + (str(words), int(a), int(b), str(status), str(bound), total and int(total))
        for f, i, value, low, high, unit, start, end, words, a, b, status, bound, total in graph.query(query)
    }
    wanted = set()
    for record in records:
        for f in record["facts"]:
            period = f["period"] or {"start": None, "end": None}
            ends = (f["value"], None) if f["value_high"] is None else (None, f["value"])
            values = (*ends, f["value_high"], f["unit"], period["start"], period["end"])
            rest = (f["text"], f["start"], f["end"], f["status"], f["bound"], f["total"])
            wanted.add((f"urn:vnfacts:{record['id']}#{f['id']}", f["indicator"], *values, *rest))
    assert {tuple(float(x) if isinstance(x, int) or type(x).__name__ == "Decimal" else x for x in t) for t in told} == {
        tuple(float(x) if isinstance(x, int) else x for x in t) for t in wanted
    }


def test_rdf_tells_articles_names_and_comparisons() -> None:
    rdflib = pytest.importorskip("rdflib")
    records = read_texts()[:4]
    graph = read_graph(records)
    schema, vn, nif = (rdflib.Namespace(iri) for iri in (*NAMES.values(), NIF))
    for record in records:
        node = rdflib.URIRef(f"urn:vnfacts:{record['id']}")
        assert str(graph.value(node, nif.isString)) == record["text"]
        for entity in record["entities"]:
            mention = rdflib.URIRef(f"{node}#{entity['id']}")
            assert str(graph.value(mention, vn.name)) == entity["name"]
            assert int(graph.value(mention, nif.beginIndex)) == entity["start"]
            assert str(graph.value(mention, vn.label)) == entity["label"]
            thing = graph.value(mention, rdflib.URIRef("http://www.w3.org/2005/11/its/rdf#taIdentRef"))
            linked = graph.value(thing, schema.sameAs)
            if entity["link"]:
                assert str(graph.value(linked, schema.name)) == entity["link"]["name"]
                assert {str(x) for x in graph.objects(linked, vn.successor)} == set(entity["link"]["successors"])
        for fact in record["facts"]:
            compared = list(graph.objects(rdflib.URIRef(f"{node}#{fact['id']}"), vn.comparison))
            told = {(str(graph.value(n, vn.relation)), float(graph.value(n, schema.value))) for n in compared}
            assert told == {(c["relation"], float(c["value"])) for c in fact["comparisons"]}
    for kind, name in (("Quotation", "statements"), ("Legislation", "citations"), ("OrganizationRole", "roles")):
        spans = {
            int(graph.value(n, nif.beginIndex))
            for n in graph.subjects(rdflib.RDF.type, schema[kind])
            if graph.value(n, nif.beginIndex)
        }
        assert spans == {x["start"] for record in records for x in record[name]}
    published = graph.value(rdflib.URIRef(f"urn:vnfacts:{records[0]['id']}"), schema.datePublished)
    assert published.toPython() == datetime.fromisoformat(records[0]["published"])


@hostile
@given(RECORDS, WORDS)
def test_rdf_holds_whatever_stands_in_a_text(record: Record, id: str) -> None:
    rdflib = pytest.importorskip("rdflib")
    graph = read_graph([{**record, "id": id}])
    assert {str(x) for x in graph.objects(None, rdflib.URIRef(NIF + "isString"))} == {to_plain(record["text"])}
    anchors = {str(x) for x in graph.objects(None, rdflib.URIRef(NIF + "anchorOf"))}
    assert anchors == {to_plain(x["text"]) for name in ("entities", "facts", "roles") for x in record[name]}
    assert {str(x) for x in graph.objects(None, rdflib.URIRef(NAMES["vn"] + "doubtful"))} == {to_plain(record["title"])}
    assert len(set(graph.objects(None, rdflib.URIRef(NIF + "isString")))) == 1


class Page(HTMLParser):
    """What a browser would make of the page: tags, ids, links, and the text of each article."""

    def __init__(self, page: str) -> None:
        super().__init__(convert_charrefs=True)
        self.tags: list[tuple[str, dict[str, str | None]]] = []
        self.texts: list[str] = []
        self.stack: list[tuple[str, str | None]] = []
        self.feed(re.sub("\r\n?", "\n", page))  # as browsers read
        self.close()
        assert self.stack == []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        told = dict(attrs)
        self.tags.append((tag, told))
        if tag not in ("meta", "br", "!doctype"):
            self.stack.append((tag, told.get("class")))
        if told.get("class") == "text":
            self.texts.append("")

    def handle_endtag(self, tag: str) -> None:
        assert self.stack.pop()[0] == tag

    def handle_data(self, data: str) -> None:
        if ("div", "text") in self.stack and ("a", "n") not in self.stack:
            self.texts[-1] += data


def check_page(page: Page, records: Sequence[Record]) -> None:
    assert page.texts == [to_plain(record["text"]) for record in records]
    ids = [told["id"] for _, told in page.tags if "id" in told]
    assert len(ids) == len(set(ids))
    links = [told["href"] for tag, told in page.tags if tag == "a"]
    assert all(link and link[0] == "#" and link[1:] in ids for link in links)
    known = {"html", "head", "meta", "title", "style", "body", "header", "mark", "article", "h1", "h2", "p", "a", "div"}
    known |= {"table", "thead", "tbody", "tr", "th", "td", "br", "span", "footer"}
    assert {tag for tag, _ in page.tags} <= known
    assert not any(name.startswith("on") or name in ("src", "style") for _, told in page.tags for name in told)
    for n, record in enumerate(records, 1):
        for fact in record["facts"]:
            assert {f"d{n}-{fact['id']}", f"d{n}-{fact['id']}-row"} <= set(ids)


def test_html_reads_back_and_needs_nothing() -> None:
    import hashlib
    from base64 import b64encode

    text = write("html", read_texts()).decode("utf-8")
    page = Page(text)
    check_page(page, read_texts())
    (policy,) = [told["content"] for tag, told in page.tags if told.get("http-equiv") == "Content-Security-Policy"]
    style = re.findall(r"<style>(.*?)</style>", text, re.S)[0]
    digest = b64encode(hashlib.sha256(style.encode()).digest()).decode()
    assert policy == f"default-src 'none'; style-src 'sha256-{digest}'; base-uri 'none'; form-action 'none'"
    assert "url(" not in style
    assert "<td>khoảng 5.200 tấn</td><td>tăng 3,5 % so với năm 2018</td><td>thực hiện</td>" in text
    assert "5.000.000–7.000.000 VND" in text
    assert "<td>Nguyễn Văn Mận</td><td>Giám đốc</td><td>Sở Y tế tỉnh Bắc Ninh</td><td>đương nhiệm</td>" in text


def test_html_marks_what_overlaps() -> None:
    record = read_texts()[2]
    text = write("html", [record]).decode("utf-8")
    marks = re.findall(r'<mark class="([\w ]+)" title="([^"]*)">([^<]*)</mark>', text)
    assert ("ORG", "tổ chức: UBND xã Đá Bạc", "UBND ") in marks
    assert ("LOC", "tổ chức: UBND xã Đá Bạc; địa danh: xã Đá Bạc", "xã Đá Bạc") in marks
    assert any("fact" in kind and "số liệu f1" in title for kind, title, _ in marks)


@hostile
@given(RECORDS)
def test_html_holds_whatever_stands_in_a_text(record: Record) -> None:
    check_page(Page(write("html", [record, record]).decode("utf-8")), [record, record])
