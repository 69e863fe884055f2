"""vnfacts rules: read, test and list the rules, the user's own among them."""

from __future__ import annotations

from typing import Annotated

import typer

from extractor.cli.reading import Lexicon, Rules
from extractor.errors import UsageError

rules_app = typer.Typer(no_args_is_help=True, help="Read, test and list the rules, your own among them.")


@rules_app.command()
def lint(rules: Rules = None, lexicon: Lexicon = None) -> None:
    """Read all rule files and tables; the first line that is wrong is named.

    Example: vnfacts rules lint --rules my-rules/
    """
    from extractor.facts.grammar import load_grammar

    grammar = load_grammar(rules, lexicon)
    lacking = [rule for rule in grammar.rules if not rule.no]
    for rule in lacking:
        typer.echo(f"{rule.where}: rule {rule.name} has no line 'no': add an example that it must not match")
    typer.echo(f"{len(grammar.rules)} rules read")
    raise typer.Exit(2 if lacking else 0)


@rules_app.command(name="test")
def run_examples(rules: Rules = None, lexicon: Lexicon = None) -> None:
    """Run every yes and no line of every rule.

    Example: vnfacts rules test --rules my-rules/
    """
    from extractor.facts.examples import check_rule
    from extractor.facts.grammar import load_grammar

    grammar = load_grammar(rules, lexicon)
    failed = [line for rule in grammar.rules for line in check_rule(rule, grammar=grammar)]
    for line in failed:
        typer.echo(line)
    examples = sum(len(rule.yes) + len(rule.no) for rule in grammar.rules)
    typer.echo(f"{examples} examples of {len(grammar.rules)} rules, {len(failed)} fail")
    raise typer.Exit(2 if failed else 0)


@rules_app.command()
def show(
    name: Annotated[str | None, typer.Argument(help="Only this rule, with its examples.")] = None,
    rules: Rules = None,
    lexicon: Lexicon = None,
) -> None:
    """List the rules in the order in which they are tried.

    Example: vnfacts rules show change-against
    """
    from extractor.facts.grammar import load_grammar

    grammar = load_grammar(rules, lexicon)
    chosen = [rule for rule in grammar.rules if name in (None, rule.name)]
    if not chosen:
        raise UsageError("rules show", f"no rule {name!r}", "see the names in vnfacts rules show")
    for rule in chosen:
        typer.echo(f"{rule.name:22} {rule.where:24} {rule.when}")
        if name:
            typer.echo("\n".join(f"  yes  {text}  => {value}" for text, value in rule.yes))
            typer.echo("\n".join(f"  no   {text}" for text in rule.no))
