"""Why a fact is what it is, rule by rule down to its words; and why a rule did not fire."""

from __future__ import annotations

from collections.abc import Sequence

from extractor.errors import UsageError
from extractor.facts.build import build
from extractor.facts.cascade import Item, Rule
from extractor.facts.grammar import Grammar, parse_sentence
from extractor.facts.numbers import Value
from extractor.facts.patterns import Match, compile_match, find_ways
from extractor.model import Doc, Fact


def derive(doc: Doc, fact: Fact, *, grammar: Grammar) -> list[str]:
    """The derivation tree of what the rules made of the fact's words: one line an item, indented by depth."""
    lines: list[str] = []
    for sentence in doc.sentences:
        if sentence.start <= fact.start < sentence.end:
            for item in parse_sentence(sentence, doc.text, grammar=grammar):
                if item.rule and item.start < fact.end and fact.start < item.end:
                    lines += _tree("", item, 0)
    return lines


def _tree(name: str, item: Item, depth: int) -> list[str]:
    told = item.rule or _plain(item)
    line = "  " * depth + (f"{name} " if name else "") + f"“{item.text}” [{item.start}:{item.end}]  {told}"
    return [line, *(inner for slot, part in item.slots for inner in _tree(slot, part, depth + 1))]


def _plain(item: Item) -> str:
    """What the lexicon or the number itself says of a word."""
    if isinstance(item.value, dict):
        return ", ".join(f"{kind}={value}" if value else kind for kind, value in sorted(item.value.items()))
    if isinstance(item.value, Value):
        return f"number {item.value.number}" + (f" ({item.value.doubtful})" if item.value.doubtful else "")
    return ""


def trace_rule(doc: Doc, name: str, *, grammar: Grammar) -> list[str]:
    """One line for each sentence where the rule began to match. Raises UsageError for an unknown rule."""
    rules = {rule.name: (n, rule) for n, stratum in enumerate(grammar.strata) for rule in stratum}
    if name not in rules:
        raise UsageError("--why-not", f"no rule {name!r}", f"choose from {', '.join(rules)}")
    number, rule = rules[name]
    openings = [compile_match(rule.parts[:n]) for n in range(1, len(rule.parts))]
    lines = []
    for sentence in doc.sentences:
        items = parse_sentence(sentence, doc.text, grammar=grammar, strata=number)
        tried = ((at, _try(rule, openings, items, at)) for at in range(len(items)))
        lines += [f"{rule.where} [{items[at].start}] {line}" for at, line in tried if line]
    return lines


def _try(rule: Rule, openings: Sequence[Match], items: Sequence[Item], at: int) -> str | None:
    """What became of the rule at ``items[at]``; None where not even its first part matches. ``openings``: its first
    parts, ever one more."""
    if whole := find_ways(rule.match, items, at):
        end, captures = max(whole, key=lambda m: m[0])
        words = " ".join(item.text for item in items[at:end])
        made = build(rule, captures) is not None
        return f"matches “{words}”" + ("" if made else ", but its values mean nothing here")
    reached = max((end for match in openings for end, _ in find_ways(match, items, at)), default=at)
    if reached <= at or not rule.first & items[at].types:
        return None
    words = " ".join(item.text for item in items[at:reached])
    stopped = items[reached].text if reached < len(items) else "the sentence's end"
    return f"matches “{words}”, then stops at “{stopped}”"
