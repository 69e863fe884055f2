"""The lexicon and the rules together, and what they make of a sentence."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from decimal import Decimal
from functools import lru_cache
from pathlib import Path

from extractor.data import data_path, list_files
from extractor.errors import DataError
from extractor.facts.bare import count_bare, sign_amounts
from extractor.facts.build import build
from extractor.facts.cascade import Item, Rule, Stratum, apply_rules, read_rules, tell_types
from extractor.facts.numbers import Value, exact
from extractor.facts.periods import Moment
from extractor.facts.typing import Lexicon, may_count, read_lexicon, type_tokens
from extractor.model import Doc, Sentence

FROM = frozenset({"=từ", "=từ mức"})
TO = frozenset((
    "=lên", "=xuống", "=xuống còn", "=còn", "=lên mức", "=xuống mức", "=lên thành", "=lên đến", "=lên tới", "=tăng lên",
))  # fmt: skip
UNITS = frozenset({"money", "measure", "noun"})
BORN = frozenset(
    {"=sinh", "=sn", "=số", "=khoá", "=khóa", "=luật", "=lần", "=km"}
)  # before a year that dates no figure
UP_OR_DOWN = frozenset({"=lên", "=xuống", "=lên mức", "=xuống còn", "=lên tới", "=lên đến"})
BEFORE_LEVEL = frozenset({"num", "bound", "=còn", "=mức", "=tới", "=đến"})
NUMBERING = frozenset({"=số", "=điều"})
REWRITTEN = FROM | NUMBERING | UP_OR_DOWN | {"scale", "scaled"}  # types without which nothing is done before the rules
THINGS = frozenset({"noun", "content", "uncounted"})
IN_A_ROW = 20  # so many things of a kind are numbered
SMALL = 1000  # a larger number is written out, and takes no scale from the next one
STRATA = ("periods", "spans", "blocks", "amounts", "prices", "comparisons")


@dataclass(frozen=True, slots=True, eq=False)
class Grammar:
    """The words, and the strata of rules in the order in which they apply."""

    lexicon: Lexicon
    strata: tuple[Stratum, ...]

    @property
    def rules(self) -> tuple[Rule, ...]:
        """Every rule, in the order in which they are tried."""
        return tuple(rule for stratum in self.strata for rule in stratum)


@lru_cache(maxsize=4)
def load_grammar(rules: Path | None = None, lexicon: Path | None = None) -> Grammar:
    """The shipped grammar; a user's folders add rules (tried before the shipped ones of their stratum) and words.
    Raises DataError naming file and line."""
    own: dict[str, list[Rule]] = {}
    for path in list_files(rules, "*.rules"):
        if path.stem not in STRATA:
            known = ", ".join(f"{name}.rules" for name in STRATA)
            raise DataError(path.name, "rules of no stratum", f"name the file after the stratum it adds to: {known}")
        own[path.stem] = list(read_rules(path))
    strata = []
    for name in STRATA:
        shipped = read_rules(data_path("rules", f"{name}.rules"))
        strata.append(Stratum((*own.get(name, []), *shipped)))
    return Grammar(read_lexicon(lexicon), tuple(strata))


def parse_doc(doc: Doc, *, grammar: Grammar) -> tuple[tuple[Item, ...], ...]:
    """What the cascade makes of each sentence."""
    return tuple(tuple(parse_sentence(sentence, doc.text, grammar=grammar)) for sentence in doc.sentences)


def parse_sentence(sentence: Sentence, text: str, *, grammar: Grammar, strata: int = len(STRATA)) -> list[Item]:
    """The items that are left after the first ``strata`` strata."""
    if not may_count(sentence.tokens, grammar.lexicon):
        return []
    items: Sequence[Item] = type_tokens(sentence.tokens, text, lexicon=grammar.lexicon)
    told = tell_types(items)
    if told & REWRITTEN:
        items = mark_numbered(end_bases(share_units(join_scales(items, text))))
        told = tell_types(items)
    for stratum in grammar.strata[:strata]:
        made = apply_rules(items, stratum, build, text, told=told)
        if made is not items:
            items, told = made, tell_types(made)
    return sign_amounts(count_bare(date_years(items))) if strata == len(STRATA) else list(items)


def date_years(items: Sequence[Item]) -> list[Item]:
    """A year that no rule has read is a period: "doanh thu 2017", "kế hoạch kinh doanh 2018"."""
    out = list(items)
    for n, item in enumerate(items):
        if "year" not in item.types or not n or item.types & {"glued", "period"}:
            continue
        before = items[n - 1].types
        if "w" in before and not before & BORN:
            out[n] = replace(item, types=item.types | {"period", "w"}, value=Moment("years", int(item.text)))
    return out


def share_units(items: Sequence[Item]) -> list[Item]:
    """Give the first number of "từ 5 lên 7 triệu đồng" the scale and the unit that only the second tells."""
    out = list(items)
    for n in range(len(items) - 5, -1, -1):
        if FROM.isdisjoint(items[n].types):
            continue
        first, verb, second, unit = items[n + 1 : n + 5]
        if not ({"num"} <= first.types & second.types and verb.types & TO):
            continue
        if not unit.types & UNITS or "scaled" in first.types:
            continue
        value = first.value
        if "scaled" in second.types and value.number < SMALL:
            number = exact(Decimal(value.number) * second.value.scale)
            value = replace(value, number=number, scale=second.value.scale)
        told = replace(first, value=value, types=first.types | (second.types & {"scaled"}))
        out[n + 1 : n + 2] = [told, replace(unit, start=first.end, end=first.end)]
    return out


def end_bases(items: list[Item]) -> list[Item]:
    """Let "lên" and "xuống" before a figure be no word of a base: "tăng 38% so với cùng kỳ [lên] 5.532 tỷ đồng"."""
    for n, item in enumerate(items[:-1]):
        if item.types & UP_OR_DOWN and items[n + 1].types & BEFORE_LEVEL:
            items[n] = replace(item, types=item.types - {"w"})
    return items


def mark_numbered(items: list[Item]) -> list[Item]:
    """Let "số" part a thing from its number, though a noun follows ("đường băng [số 2] sân bay A"), and "điều" send
    what is counted ("điều [8 xe]"), not number an article."""
    for n in range(1, len(items) - 2):
        types = items[n].types
        if not types & NUMBERING or "num" not in items[n + 1].types or "noun" not in items[n + 2].types:
            continue
        before, number, behind = items[n - 1], items[n + 1], items[n + 2]
        if items[n].text == "điều" and behind.text[0].islower() and not behind.text.startswith(("bộ", "dự")):
            items[n] = replace(items[n], types=types - {"before_block"})
        elif (
            "=số" in types and before.types & THINGS and "=con" not in before.types and number.value.number <= IN_A_ROW
        ):
            items[n] = replace(items[n], types=types | {"before_block"})
    return items


def join_scales(items: Sequence[Item], text: str) -> list[Item]:
    """One item for a number and its scale words: 8.020 tỷ, 1 tỷ 850 triệu."""
    if not any("scale" in item.types or "scaled" in item.types for item in items):  # most sentences tell none
        return list(items)
    out: list[Item] = []
    for item in items:
        last = out[-1] if out else None
        if last is not None and "num" in last.types and "scale" in item.types and isinstance(last.value, Value):
            scale = int(item.value["scale"])
            number = exact(Decimal(last.value.number) * scale)
            value = Value(number, last.value.doubtful, last.value.scale * scale)
            types = frozenset({"num", "scaled"} | (last.types & {"glued"}))
            out[-1] = Item(last.start, item.end, text[last.start : item.end], types, value)
        else:
            out.append(item)
    return _join_sums(out, text)


def _join_sums(items: Sequence[Item], text: str) -> list[Item]:
    out: list[Item] = []
    for item in items:
        last = out[-1] if out else None
        if (
            last is not None
            and {"num", "scaled"} <= last.types & item.types
            and last.value.number > item.value.number
            and text[last.end : item.start] == " "
        ):
            value = replace(last.value, number=exact(Decimal(last.value.number) + Decimal(item.value.number)))
            out[-1] = Item(last.start, item.end, text[last.start : item.end], last.types, value)
        else:
            out.append(item)
    return out
