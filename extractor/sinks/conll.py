"""CoNLL columns: a token a line, its tag last, as trainers of name models read them."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from typing import BinaryIO

from extractor.sinks.characters import to_line, to_plain
from extractor.sinks.tokens import Span, cut_sentences, find_outermost
from extractor.sinks.writer import Record, Request, Writer

BEGIN = "-DOCSTART- -X- O O\n\n"  # as spaCy looks for it


def write_conll(records: Iterable[Record], out: BinaryIO, request: Request) -> None:
    """Write each record's sentences, parted by empty lines."""
    for record in records:
        text = to_plain(record["text"])
        lines = [f"# doc {to_line(record['id'])} {to_line(record['source'])}\n", BEGIN]
        mentions = find_outermost(record["entities"])
        for tokens in cut_sentences(record, mentions):
            for (start, end), tag in zip(tokens, tag_tokens(tokens, mentions), strict=True):
                lines.append(f"{text[start:end]}\t{start}\t{end}\t{tag}\n")
            lines.append("\n")
        out.write("".join(lines).encode("utf-8"))
        out.flush()


def tag_tokens(tokens: Sequence[Span], mentions: Iterable[Record]) -> Iterator[str]:
    """B-, I- and O of one sentence; ``mentions`` in reading order, none over another."""
    ahead = [m for m in mentions if m["end"] > tokens[0][0]]
    begun = False
    for start, _ in tokens:
        while ahead and ahead[0]["end"] <= start:
            ahead.pop(0)
            begun = False
        inside = bool(ahead) and ahead[0]["start"] <= start
        yield f"{'I' if begun else 'B'}-{ahead[0]['label']}" if inside else "O"
        begun = inside


WRITER = Writer(
    *("conll", "documents", "text", write_conll),
    says="token, start, end, tag (BIO), parted by tabs; an empty line between sentences, `-DOCSTART-` and a line "
    "`# doc` before each article (`grep -v '^# '` takes the latter out)",
    drops="mentions inside longer ones, names and links of mentions, roles, facts and all else",
)
