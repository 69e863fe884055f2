"""A page for review: the text with every mention and figure marked, and the facts beside it. For Vietnamese readers.

One file that needs no network and no script; nothing of an article is more than text in it.
"""

from __future__ import annotations

from base64 import b64encode
from collections.abc import Iterable, Iterator
from hashlib import sha256
from html import escape
from typing import Any, BinaryIO

from extractor.sinks.characters import to_plain
from extractor.sinks.marks import Mark, mark_text
from extractor.sinks.writer import Record, Request, Writer

LABELS = {
    "PERSON": "người",
    "ORG": "tổ chức",
    "LOC": "địa danh",
    "POSITION": "chức vụ",
    "DATE": "thời gian",
    "QUANTITY": "số lượng",
    "LAW": "văn bản",
    "EVENT": "sự kiện",
}
STATUSES = {"actual": "thực hiện", "estimate": "ước", "target": "kế hoạch"}
HELD = {"current": "đương nhiệm", "former": "nguyên", "incoming": "mới"}
BOUNDS = {"exact": "", "about": "khoảng ", "at_least": "trên ", "at_most": "dưới "}
CHANGES = {"increase": "tăng ", "decrease": "giảm ", "ratio": "bằng ", "multiple": "gấp "}
KINDS = {"direct": "trích nguyên văn", "indirect": "thuật lại"}
CHECKED = {True: "khớp", False: "không khớp"}
CSS = """
body{margin:0;font:16px/1.6 system-ui,sans-serif;color:#222;background:#fff}
header,footer{padding:.5rem 1rem;background:#f4f4f2;font-size:.9rem}
article{padding:1rem;border-bottom:2px solid #ccc}
h1{font-size:1.3rem;margin:.2rem 0}h2{font-size:1rem;margin:1rem 0 .3rem}
.about{color:#666;font-size:.9rem;overflow-wrap:anywhere}
.beside{display:grid;grid-template-columns:minmax(0,1fr) minmax(0,1fr);gap:1.5rem}
.text{white-space:pre-wrap;overflow-wrap:anywhere}
.found{font-size:.9rem;overflow-x:auto}
table{border-collapse:collapse;width:100%}
th,td{border:1px solid #ddd;padding:.2rem .4rem;text-align:left;vertical-align:top}
mark{background:#eee;color:inherit;border-radius:2px}
mark.PERSON{background:#d6e6fb}mark.ORG{background:#d4f0dd}mark.LOC{background:#fadbdb}mark.POSITION{background:#eadcf5}
mark.LAW{background:#fde8cf}mark.EVENT{background:#d9f1fb}
mark.fact{text-decoration:underline 2px #b8860b;text-underline-offset:3px}
a.n{font-size:.7rem;vertical-align:super;text-decoration:none;color:#8a5a00;margin:0 .1rem}
:target,a.n:target+mark{outline:2px solid #b8860b}
.no td:first-child,.doubtful{color:#a00}
@media(max-width:900px){.beside{display:block}}
@media print{.beside{display:block}}
"""
STYLE = b64encode(sha256(CSS.encode()).digest()).decode()
POLICY = f"default-src 'none'; style-src 'sha256-{STYLE}'; base-uri 'none'; form-action 'none'"
HEAD = f"""<!doctype html>
<html lang="vi">
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="{POLICY}">
<meta name="viewport" content="width=device-width">
<meta name="referrer" content="no-referrer">
<title>Số liệu, chức vụ và tên riêng trong bài</title>
<style>{CSS}</style>
</head>
<body>
<header>Chú giải: {" ".join(f'<mark class="{label}">{words}</mark>' for label, words in LABELS.items())}
<mark class="fact">số liệu</mark></header>
"""


def write_html(records: Iterable[Record], out: BinaryIO, request: Request) -> None:
    """Write the page, an article a record."""
    out.write(HEAD.encode("utf-8"))
    number = 0
    for number, record in enumerate(records, 1):
        out.write("".join(_article(record, number)).encode("utf-8"))
    out.write(f'<footer id="d{number + 1}">{number} bài</footer>\n</body>\n</html>\n'.encode())


def _article(record: Record, number: int) -> Iterator[str]:
    here = f"d{number}"
    about = (record["published"], *record["authors"], record["publisher"], record["source"])
    ways = f'<a href="#d{number - 1}">← bài trước</a> ' if number > 1 else ""
    yield f'<article id="{here}">\n<h1>{show(record["title"] or record["source"])}</h1>\n'
    ways += f'<a href="#d{number + 1}">bài sau →</a>'
    yield f'<p class="about">{show(" · ".join(a for a in about if a))} {ways}</p>\n'
    yield f'<div class="beside">\n<div class="text">{"".join(_text(record, here))}</div>\n<div class="found">\n'
    yield from _table("Số liệu", FACT_HEADS, (_fact(fact, here) for fact in record["facts"]))
    yield from _table("Chức vụ", ("Người", "Chức vụ", "Tổ chức", ""), (_role(role) for role in record["roles"]))
    yield from _table("Phát ngôn", ("Người nói", "Lời", ""), (_statement(s) for s in record["statements"]))
    yield from _table("Đối chiếu", ("", "Số liệu", "Chi tiết"), (_check(check) for check in record["checks"]))
    yield "</div>\n</div>\n</article>\n"


def _text(record: Record, here: str) -> Iterator[str]:
    """The whole text, no character more or less but the numbers of facts."""
    for mark in mark_text(record["text"], record["entities"], record["facts"]):
        for id in mark.facts_begun:
            yield f'<a class="n" id="{here}-{show(id)}" href="#{here}-{show(id)}-row">{show(id)}</a>'
        yield _mark(mark)


def _mark(mark: Mark) -> str:
    if not mark.entities and not mark.facts:
        return show(mark.text)
    classes = [*(e["label"] for e in mark.entities[-1:]), *(["fact"] if mark.facts else [])]
    told = [f"{LABELS.get(e['label'], e['label'])}: {e['name']}" for e in mark.entities]
    told += [f"số liệu {fact['id']}: {fact['indicator']}" for fact in mark.facts]
    return f'<mark class="{show(" ".join(classes))}" title="{show("; ".join(told))}">{show(mark.text)}</mark>'


FACT_HEADS = ("", "Chỉ tiêu", "Giá trị", "Thay đổi", "", "Thời kỳ", "Nơi", "Người nói")


def _table(title: str, heads: Iterable[str], rows: Iterable[str]) -> Iterator[str]:
    body = "".join(rows)
    if body:
        yield f"<h2>{title}</h2>\n<table><thead><tr>{''.join(f'<th>{h}</th>' for h in heads)}</tr></thead>\n"
        yield f"<tbody>\n{body}</tbody></table>\n"


def _row(cells: Iterable[str], *, attributes: str = "") -> str:
    return f"<tr{attributes}>{''.join(f'<td>{cell}</td>' for cell in cells)}</tr>\n"


def _fact(fact: Record, here: str) -> str:
    id = show(fact["id"])
    doubtful = f' <span class="doubtful">? {show(fact["doubtful"])}</span>' if fact["doubtful"] else ""
    speaker: Record = fact["speaker"] or {}
    cells = (
        f'<a href="#{here}-{id}">{id}</a>',
        show(fact["indicator"]) + doubtful,
        show(show_value(fact)),
        "<br>".join(show(show_change(c)) for c in fact["comparisons"]),
        STATUSES.get(fact["status"], show(fact["status"])),
        show((fact["period"] or {}).get("text") or ""),
        show((fact["place"] or {}).get("name") or ""),
        show(speaker.get("name") or speaker.get("organization") or ""),
    )
    return _row(cells, attributes=f' id="{here}-{id}-row"')


def _role(role: Record) -> str:
    status = str(HELD.get(role["status"], role["status"]))
    return _row(map(show, (role["person"], role["position"], role["organization"] or "", status)))


def _statement(statement: Record) -> str:
    speaker: Record = statement["speaker"] or {}
    name = speaker.get("name") or speaker.get("organization") or ""
    kind = str(KINDS.get(statement["kind"], statement["kind"]))
    return _row(map(show, (name, statement["text"], kind)))


def _check(check: Record) -> str:
    cells = (CHECKED[check["agrees"]], show(", ".join(check["facts"])), show(check["detail"]))
    return _row(cells, attributes="" if check["agrees"] else ' class="no"')


def show(text: str) -> str:
    """The words as HTML text or attribute; a carriage return as a reference, or readers of HTML would make it \\n."""
    return escape(to_plain(text)).replace("\r", "&#13;")


def show_number(number: Any) -> str:
    """1.250,5, as Vietnamese readers write it."""
    return f"{number:,}".translate(str.maketrans(",.", ".,"))


def show_value(fact: Record) -> str:
    """khoảng 1.250 tấn."""
    if fact["value"] is None:
        return ""
    high = f"–{show_number(fact['value_high'])}" if fact["value_high"] is not None else ""
    total = f"/{show_number(fact['total'])}" if fact["total"] is not None else ""
    return f"{BOUNDS[fact['bound']]}{show_number(fact['value'])}{high}{total} {fact['unit'] or ''}".strip()


def show_change(comparison: Record) -> str:
    """tăng 3,2 % so với năm 2021."""
    high = f"–{show_number(comparison['value_high'])}" if comparison["value_high"] is not None else ""
    unit = "lần" if comparison["relation"] == "multiple" else comparison["unit"] or ""
    base = f" so với {comparison['base']}" if comparison["base"] else ""
    amount = f"{show_number(comparison['value'])}{high} {unit}".strip()
    return f"{CHANGES[comparison['relation']]}{BOUNDS[comparison['bound']]}{amount}{base}"


WRITER = Writer(
    *("html", "documents", "text", write_html),
    says="one page to read and review, in Vietnamese, that needs no network and runs no script; all articles on it, so "
    "narrow a big store with `--where`",
    drops="scores, rules, zones, links, citations, short forms, body and parts of a fact; control characters and lone "
    "surrogates become U+FFFD",
)
