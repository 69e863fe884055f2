"""spaCy: a folder of .spacy files, which ``spacy train`` reads as it is."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from extractor.sinks.characters import to_plain
from extractor.sinks.rows import batched
from extractor.sinks.tokens import Span as Offsets
from extractor.sinks.tokens import cut_sentences, find_outermost
from extractor.sinks.writer import Record, Request, Writer

if TYPE_CHECKING:
    from spacy.tokens import Doc, Span
    from spacy.vocab import Vocab

ATTRIBUTES = ("ORTH", "SPACY", "ENT_IOB", "ENT_TYPE", "ENT_KB_ID", "ENT_ID", "SENT_START")
ARTICLES = 500  # in one file


def write_docbin(records: Iterable[Record], folder: Path, request: Request) -> None:
    """Write 00000.spacy, 00001.spacy, …, each of ``ARTICLES`` articles."""
    from spacy.tokens import DocBin
    from spacy.vocab import Vocab

    for number, part in enumerate(batched(records, ARTICLES)):
        vocab = Vocab()  # one a file: it keeps every word that it met
        docs = DocBin(attrs=ATTRIBUTES, store_user_data=True)
        for record in part:
            docs.add(make_doc(record, vocab))
        docs.to_disk(folder / f"{number:05}.spacy")


def make_doc(record: Record, vocab: Vocab) -> Doc:
    """The record as a Doc with exactly its text: ``ents`` the outermost mentions, ``spans["vnfacts"]`` all of them,
    ``spans["facts"]``, and the record without its text as JSON in ``user_data["vnfacts"]``."""
    from spacy.tokens import Doc

    text = to_plain(record["text"])
    sentences = list(cut_sentences(record, [*record["entities"], *record["facts"]]))
    words, spaces, starts = _fill_gaps(text, sentences)
    doc = Doc(vocab, words=words, spaces=spaces, sent_starts=starts)
    doc.spans["vnfacts"] = list(_spans(doc, record["entities"]))
    doc.spans["facts"] = list(_spans(doc, record["facts"]))
    doc.ents = tuple(_spans(doc, find_outermost(record["entities"])))
    rest = {name: value for name, value in record.items() if name != "text"}
    doc.user_data["vnfacts"] = json.dumps(rest)  # as JSON, for no number or character is too odd for it
    return doc


def _fill_gaps(
    text: str, sentences: Sequence[Sequence[Offsets]]
) -> tuple[list[str], list[bool], list[bool | int | None]]:
    """Words, whether a space follows, whether a sentence starts; other space between words becomes words."""
    words: list[str] = []
    spaces: list[bool] = []
    starts: list[bool | int | None] = []
    heads = {tokens[0] for tokens in sentences}
    at = 0
    for start, end in (*(span for tokens in sentences for span in tokens), (len(text), len(text))):
        gap = text[at:start]
        if gap.startswith(" ") and words:
            spaces[-1], gap = True, gap[1:]
        for word in (gap, text[start:end]):
            if word:
                words.append(word)
                spaces.append(False)
                starts.append(word is not gap and (start, end) in heads)
        at = end
    return words, spaces, starts


def _spans(doc: Doc, items: Iterable[Record]) -> Iterator[Span]:
    for item in items:
        link = item.get("link") or {"id": ""}
        span = doc.char_span(item["start"], item["end"], label=item.get("label", "FACT"), kb_id=to_plain(link["id"]))
        if span is not None:
            span.id_ = item["id"]
            yield span


WRITER = Writer(
    *("docbin", "documents", "folder", write_docbin),
    says="a folder of `.spacy` files (DocBin): `doc.ents` the outermost mentions, `doc.spans['vnfacts']` all of them, "
    "`doc.spans['facts']`; the whole record but its text as JSON in `doc.user_data['vnfacts']`",
    drops="control characters and lone surrogates of the text, which become U+FFFD (one for one)",
    memory=f"{ARTICLES} articles",
)
